//! What the tests that cross rooms share: where things lie, how a vector file is read, how other programs are run.
//!
//! A test without its fixture, Python or office program fails and says what is missing; it never passes by skipping. What
//! only a machine's kernel can allow is told apart: a line that begins with `SKIPPED`, which tests/run counts.

pub mod answers;
pub mod apart;
pub mod arrivals;
pub mod asker;
pub mod bundles;
pub mod cast;
pub mod conformance;
pub mod courier;
pub mod day;
pub mod desk;
pub mod detected;
pub mod edits;
pub mod evening;
pub mod front;
pub mod histories;
pub mod hub;
pub mod load;
pub mod luck;
pub mod many;
pub mod measure;
pub mod method_says;
pub mod network;
pub mod office_says;
pub mod onlooker;
pub mod outside;
pub mod pages;
pub mod papers;
pub mod party;
pub mod phone;
pub mod photo_says;
pub mod pictures;
pub mod power;
pub mod readings;
pub mod shots;
pub mod sim;
pub mod states;
pub mod travels;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the clone.
#[must_use]
pub fn root() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().unwrap_or(folder).to_path_buf()
}

/// The folder of the fixtures.
#[must_use]
pub fn fixtures() -> PathBuf {
    root().join("tests/fixtures")
}

/// The rows of a reference vector as maps from column to cell.
///
/// # Panics
/// When the file is missing or is no CSV: a test without its vectors must fail.
#[must_use]
pub fn vector(name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    table(&format!("vectors/{name}"))
}

/// The rows of a CSV file among the fixtures as maps from column to cell.
///
/// # Panics
/// As [`vector`].
#[must_use]
pub fn table(path: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let path = fixtures().join(path);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = reader.deserialize().collect::<Result<Vec<_>, _>>();
    rows.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folder of what tests download or build for themselves, outside the clone.
#[must_use]
pub fn cache() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default().join(".cache/crosscheck");
    std::env::var_os("CROSSCHECK_CACHE").map_or_else(home, PathBuf::from)
}

/// The Python that has the published samplers, made by `tests/run`.
#[must_use]
pub fn python() -> Command {
    let made = || cache().join("venv/bin/python");
    Command::new(std::env::var_os("CROSSCHECK_PYTHON").map_or_else(made, PathBuf::from))
}

/// Lets LibreOffice open files and save them in another format, into `out`, with a fresh profile of its own. The format is
/// an ending, or an ending with a filter and its options behind a colon.
///
/// # Panics
/// When LibreOffice is missing, fails, or wrote nothing.
pub fn libreoffice(files: &[PathBuf], format: &str, out: &Path) {
    let profile = format!("-env:UserInstallation=file://{}", out.join("profile").display());
    let mut office = Command::new("soffice");
    office
        .args([profile.as_str(), "--headless", "--convert-to", format, "--outdir"])
        .arg(out)
        .args(files);
    run(&mut office);
    let ending = format.split(':').next().unwrap_or_default();
    for file in files {
        let made = out.join(file.file_name().unwrap_or_default()).with_extension(ending);
        assert!(made.is_file(), "LibreOffice did not write {}", made.display());
    }
}

/// Lets Chromium open a page and print it as PDF, with a fresh profile of its own in `out`.
///
/// # Panics
/// When Chromium is missing, fails, or wrote nothing.
#[must_use]
pub fn printed(page: &str, out: &Path) -> PathBuf {
    let pdf = out.join("printed.pdf");
    let mut browser = Command::new("chromium");
    browser.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pdf-header-footer",
    ]);
    browser
        .arg(format!("--user-data-dir={}", out.join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(page);
    run(&mut browser);
    assert!(pdf.is_file(), "Chromium printed nothing of {page}");
    pdf
}

/// The text of a PDF and how many pages it has.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn pdf_text(path: &Path) -> (String, usize) {
    let output = run(Command::new("pdftotext").arg("-layout").arg(path).arg("-"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pages = text.matches('\u{c}').count();
    (text, pages)
}

/// Runs a command that must succeed and gives its output.
///
/// # Panics
/// When it cannot be started or ends with another status than 0; says both streams.
pub fn run(command: &mut Command) -> Output {
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}; tests/run installs what tests need"));
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{command:?}\n{out}\n{err}");
    output
}

/// Every file of the clone under a folder with an ending, without build output.
///
/// # Panics
/// When a folder cannot be read.
#[must_use]
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}
