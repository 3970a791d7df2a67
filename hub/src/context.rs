//! What every command shares: the language, reading and writing files, tables in a terminal, progress.
//!
//! Files are read whole within core's limits and written beside their place and then renamed, so that a full disk or
//! a closed laptop never leaves half a certificate where a good one was.

use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::ValueEnum;
use crosscheck_core::privacy::Warnings;
use crosscheck_core::words::Catalog;
use crosscheck_core::{Error, ErrorKind, Lang, Place, Problem, Sentence, canonical, table};

use crate::layout;

/// How a command ended when nothing was wrong with its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit status 0.
    Done,
    /// Exit status 1: something that should agree does not.
    CheckFailed,
}

/// What every command returns.
pub type Run = Result<Outcome, Error>;

/// The value of `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
}

/// The value of `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum Format {
    /// A table for a terminal
    #[default]
    Table,
    /// CSV, UTF-8, LF
    Csv,
    /// JSON
    Json,
}

/// The commands that have tables, and both texts of each.
macro_rules! tables {
    ($($command:literal),+ $(,)?) => {
        const ZH: &[&str] = &[$(include_str!(concat!("../words/zh/", $command, ".ftl"))),+];
        const EN: &[&str] = &[$(include_str!(concat!("../words/en/", $command, ".ftl"))),+];
    };
}

tables!(
    "common", "frame", "draw", "assign", "estimate", "pack", "judge", "demo", "campaign", "serve", "console", "bundle",
    "evidence", "papers", "photo", "method", "rectify", "report"
);

static HUB: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(ZH, EN));

/// The language asked for with `--lang`, or the system's: Chinese unless the system says otherwise.
pub fn language_of_arguments() -> Lang {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |index: usize| arguments.get(index + 1).map(String::as_str);
    let asked = arguments
        .iter()
        .enumerate()
        .find_map(|(index, argument)| match argument.as_str() {
            "--lang" => after(index),
            other => other.strip_prefix("--lang="),
        });
    let system = sys_locale::get_locale().unwrap_or_default();
    let wanted = asked.unwrap_or(&system).to_lowercase();
    if wanted.starts_with("en") { Lang::En } else { Lang::Zh }
}

/// Whether the command line's own table knows a code in both languages.
#[must_use]
pub fn knows(code: &str) -> bool {
    HUB.knows(code)
}

/// The language and the streams of one run.
#[derive(Debug)]
pub struct Context {
    /// Language of everything shown.
    pub lang: Lang,
}

impl Context {
    /// A run in a language.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// A sentence of the command line's own table.
    pub fn word(&self, code: &'static str) -> String {
        self.say(&Sentence::new(code))
    }

    /// A text by a code that is made at run time, if the table has it.
    pub fn lookup(&self, code: &str) -> Option<String> {
        HUB.text(self.lang, code)
    }

    /// A sentence in the run's language, from the command line's table or from core's.
    pub fn say(&self, sentence: &Sentence) -> String {
        if HUB.knows(sentence.code()) {
            HUB.say(self.lang, sentence)
        } else {
            crosscheck_core::words::say(self.lang, sentence)
        }
    }

    /// Prints text and a line end to standard output; a closed pipe ends quietly.
    #[allow(
        clippy::unused_self,
        reason = "the pair of note(): a run's output goes through its context"
    )]
    pub fn print(&self, text: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    /// Prints a sentence for people to standard output, broken to the terminal's width.
    pub fn tell(&self, sentence: &Sentence) {
        self.print(&layout::paragraph(&self.say(sentence), width(&std::io::stdout()), ""));
    }

    /// Prints a remark to standard error, out of the way of data.
    pub fn note(&self, sentence: &Sentence) {
        let text = layout::paragraph(&self.say(sentence), width(&std::io::stderr()), "");
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Looks at files that are brought in for what may point at a person, and says where. Nothing is refused for it.
    pub fn look_at(&self, paths: &[&Path]) -> Result<(), Error> {
        let mut warned = Warnings::default();
        for path in paths {
            warned.add(look(path)?);
        }
        self.warn(&warned);
        Ok(())
    }

    /// Says where something may point at a person: the first places, and how many more there are.
    pub fn warn(&self, warned: &Warnings) {
        if warned.count() == 0 {
            return;
        }
        self.note(&Sentence::new("warned-heading"));
        let mut stderr = std::io::stderr().lock();
        for problem in warned.first() {
            let _ = writeln!(stderr, "{}", self.problem(problem, width(&stderr)));
        }
        if let Some(more) = warned.more() {
            let _ = writeln!(stderr, "  {}", self.say(&more));
        }
    }

    /// Says that what was printed tells of few protected persons and is for the team.
    pub fn note_few(&self, count: usize) {
        if count > 0 {
            self.note(&Sentence::new("few-persons").with("count", count));
        }
    }

    /// Prints CSV to standard output.
    pub fn csv(&self, header: &[&str], rows: &[Vec<String>]) {
        let bytes = table::write_csv(header, rows);
        self.print(String::from_utf8_lossy(&bytes).trim_end_matches('\n'));
    }

    /// Prints JSON to standard output, keys in canonical order, indented.
    ///
    /// # Errors
    /// As [`canonical::to_pretty`].
    pub fn json<T: serde::Serialize>(&self, value: &T) -> Result<(), Error> {
        self.print(canonical::to_pretty(value)?.trim_end_matches('\n'));
        Ok(())
    }

    /// What a check found, on standard output since it is the answer asked for.
    pub fn failed(&self, heading: &Sentence, error: &Error) -> Outcome {
        self.tell(heading);
        for problem in &error.problems {
            self.print(&self.problem(problem, width(&std::io::stdout())));
        }
        Outcome::CheckFailed
    }

    fn problem(&self, problem: &Problem, width: Option<usize>) -> String {
        let (place, what) = (problem.place.say(self.lang), self.say(&problem.what));
        let colon = if self.lang == Lang::Zh { "：" } else { ": " };
        let colon = if place.is_empty() { "" } else { colon };
        layout::paragraph(&format!("  {place}{colon}{what}"), width, "    ")
    }

    /// Shows an error, every problem on its own line, and says which exit status it means.
    pub fn report(&self, error: &Error) -> ExitCode {
        const SHOWN: usize = 1_000;
        let mut stderr = std::io::stderr().lock();
        let _ = writeln!(stderr, "{}", self.word("error-heading"));
        for problem in error.problems.iter().take(SHOWN) {
            let _ = writeln!(stderr, "{}", self.problem(problem, width(&stderr)));
        }
        if error.problems.len() > SHOWN {
            let more = Sentence::new("error-more").with("count", error.problems.len() - SHOWN);
            let _ = writeln!(stderr, "  {}", self.say(&more));
        }
        ExitCode::from(match error.kind {
            ErrorKind::CheckFailed => 1,
            ErrorKind::NotYet => 3,
            _ => 2,
        })
    }

    /// Prints a table: fitted to the terminal under a ruled header, plain columns elsewhere. The columns at `numbers`
    /// are aligned to the right.
    pub fn table(&self, header: &[String], rows: &[Vec<String>], numbers: &[usize]) {
        self.print(&layout::table(header, rows, numbers, width(&std::io::stdout())));
    }

    /// A progress bar on standard error; silent where that is no terminal.
    pub fn progress(&self, length: u64, what: &'static str) -> indicatif::ProgressBar {
        let bar = indicatif::ProgressBar::new(length);
        let style = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()));
        bar.set_message(self.word(what));
        bar
    }
}

/// How many columns a stream's terminal has, if it is one.
fn width(stream: &impl IsTerminal) -> Option<usize> {
    let columns = comfy_table::Table::new().width();
    columns.filter(|_| stream.is_terminal()).map(usize::from)
}

/// Fresh random bytes from the system: nonces and secrets, never a draw.
///
/// # Errors
/// [`ErrorKind::Storage`] when the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        let what = Sentence::new("random-missing").with("reason", error);
        Error::new(ErrorKind::Storage, what)
    })?;
    Ok(bytes)
}

/// The last part of a path, for messages.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Reads a whole file within core's limit; a larger one is cut just past it, so that core refuses it by size.
///
/// # Errors
/// [`ErrorKind::BadInput`] when it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let limit = table::MAX_BYTES as u64 + 1;
    let result = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let what = Sentence::new("file-missing").with("reason", error);
            Err(Error::at(
                ErrorKind::BadInput,
                Place::file(&path.display().to_string()),
                what,
            ))
        }
    }
}

/// What a file, or each file of a folder, may hold of persons.
///
/// # Errors
/// As [`read`].
pub fn look(path: &Path) -> Result<Warnings, Error> {
    if !path.is_dir() {
        return Ok(table::look(&file_name(path), &read(path)?));
    }
    let mut warned = Warnings::default();
    for file in crosscheck_core::pack::Pack::FOLDER_FILES {
        warned.add(look(&path.join(file))?);
    }
    Ok(warned)
}

/// A new file in a folder with the rights any new file has there; temporary files are else closed to everybody.
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Writes a file only its owner may read, whole or not at all.
///
/// # Errors
/// As [`write()`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    // A temporary file is closed to everybody else from the first byte on, and stays so under its own name.
    persist(path, bytes, tempfile::NamedTempFile::new_in(folder))
}

/// Writes a file whole or not at all.
///
/// # Errors
/// [`ErrorKind::Storage`]; what stood there before is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    persist(path, bytes, beside(folder))
}

fn persist(path: &Path, bytes: &[u8], file: std::io::Result<tempfile::NamedTempFile>) -> Result<(), Error> {
    let result = file.and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map(drop).map_err(|error| error.error)
    });
    result.map_err(|error| {
        let what = Sentence::new("file-not-written").with("reason", error);
        Error::at(ErrorKind::Storage, Place::file(&path.display().to_string()), what)
    })
}
