//! `crosscheck draw`: freeze a plan, roll it, show, verify and record its certificate.
//!
//! One file a subcommand. This crate brings files, the time and 32 random bytes; every rule is core's.

mod freeze;
mod record;
mod release;
mod roll;
mod show;
mod size;
mod verify;
mod void;

use std::path::Path;

use clap::Subcommand;
use crosscheck_core::draw::Certificate;
use crosscheck_core::table::{self, Table};
use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use crate::context::{Context, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Freeze a plan over its frame and print the commitment.
    Freeze(freeze::Args),
    /// Turn rolled digits into a certificate, and print what may be published.
    Roll(roll::Args),
    /// Show who was drawn.
    Show(show::Args),
    /// Compute a certificate again from its frame and name the first thing that differs.
    Verify(verify::Args),
    /// Write the record of the draw, to be signed on paper.
    Record(record::Args),
    /// Say how many to check, or what checking so many can promise.
    Size(size::Args),
    /// Let the next reserve take the place of a unit that cannot be visited.
    Release(release::Args),
    /// Declare a roll void; it stays on record.
    Void(void::Args),
}

pub fn run(args: Args, context: &Context) -> Run {
    match args.command {
        Command::Freeze(args) => freeze::run(&args, context),
        Command::Roll(args) => roll::run(args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Verify(args) => verify::run(&args, context),
        Command::Record(args) => record::run(&args, context),
        Command::Size(args) => size::run(&args, context),
        Command::Release(args) => release::run(args, context),
        Command::Void(args) => void::run(args, context),
    }
}

/// A frame's table; `named` says which file asked for it, when it is not there.
pub(crate) fn frame_table(path: &Path, named: Option<&Path>) -> Result<Table, Error> {
    if let Some(named) = named.filter(|_| !path.exists()) {
        let what = Sentence::new("draw-frame-not-found").with("path", path.display());
        return Err(Error::at(ErrorKind::BadInput, Place::file(&file_name(named)), what));
    }
    table::read_as_written(&file_name(path), &read(path)?, None)
}

/// A file named inside another file, relative to it.
pub(crate) fn beside(file: &Path, named: &str) -> std::path::PathBuf {
    file.parent().unwrap_or(Path::new("")).join(named)
}

/// A sealed certificate.
fn certificate(path: &Path) -> Result<Certificate, Error> {
    Certificate::read(&file_name(path), &read(path)?)
}

/// The time given, else now by the system's clock, in Beijing time. What a clerk types, `2026-04-10 09:30`, is read as
/// Beijing time too; anything else is left for core to refuse.
pub(crate) fn time(given: Option<String>) -> Option<String> {
    let beijing = chrono::FixedOffset::east_opt(8 * 3600)?;
    let typed = |text: String| {
        let plain = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M");
        let plain = plain.ok().and_then(|time| time.and_local_timezone(beijing).single());
        plain.map_or(text, |time| time.to_rfc3339())
    };
    given.map(typed).or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = i64::try_from(now.ok()?.as_secs()).ok()?;
        Some(
            chrono::DateTime::from_timestamp(seconds, 0)?
                .with_timezone(&beijing)
                .to_rfc3339(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Outcome;
    use crosscheck_core::Lang;
    use std::path::PathBuf;

    const SEED: &str = "482917305561028374659120";
    const PLAN: &str = "title = '试抽'\nframe = 'frame.csv'\nid = 'code'\nstrata = ['省']\ndesign = 'stratified'\n\
                        size = { per_stratum = 1 }\nreserves = { per_stratum = 1 }\nseed_scope = 'stratum'\n";

    /// A folder with a plan and its frame.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("frame.csv"), "code,省\n1,甲\n2,甲\n3,乙\n4,乙\n").unwrap();
        std::fs::write(folder.path().join("PLAN.toml"), PLAN).unwrap();
        folder
    }

    /// Runs `crosscheck draw …` with the arguments of one line; `@` stands for the folder.
    fn draw(folder: &tempfile::TempDir, line: &str) -> Run {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            args: Args,
        }
        let folder = folder.path().display().to_string();
        let words = line.split(' ').map(|word| word.replace('@', &folder));
        let line = <Line as clap::Parser>::try_parse_from(std::iter::once("draw".to_owned()).chain(words)).unwrap();
        run(line.args, &Context::new(Lang::Zh))
    }

    fn roll_line(stratum: &str, seed: &str) -> String {
        format!("roll @/plan.json --stratum {stratum} --seed {seed} --out @/c.json")
    }

    fn code(run: Run) -> &'static str {
        run.unwrap_err().problems[0].what.code()
    }

    fn path(folder: &tempfile::TempDir, name: &str) -> PathBuf {
        folder.path().join(name)
    }

    #[test]
    fn a_time_as_a_clerk_types_it_is_beijing_time() {
        let read = |text: &str| time(Some(text.to_owned()));
        assert_eq!(read("2026-04-10 09:30").as_deref(), Some("2026-04-10T09:30:00+08:00"));
        assert_eq!(
            read("2026-04-10T09:30:00+08:00").as_deref(),
            Some("2026-04-10T09:30:00+08:00")
        );
        assert_eq!(read("yesterday").as_deref(), Some("yesterday"));
    }

    #[test]
    fn a_plan_is_frozen_rolled_by_stratum_shown_verified_and_recorded() {
        let folder = folder();
        draw(&folder, "freeze @/PLAN.toml --out @/plan.json").unwrap();
        draw(&folder, &roll_line("甲", SEED)).unwrap();
        draw(&folder, &roll_line("乙", SEED)).unwrap();
        for format in ["table", "csv", "json"] {
            draw(&folder, &format!("show @/c.json --format {format}")).unwrap();
        }
        let verify = "verify @/c.json --frame @/frame.csv";
        assert_eq!(draw(&folder, verify).unwrap(), Outcome::Done);
        draw(&folder, "record @/c.json --out @/抽取笔录.docx").unwrap();
        assert!(
            std::fs::read(path(&folder, "抽取笔录.docx"))
                .unwrap()
                .starts_with(b"PK")
        );
        std::fs::write(path(&folder, "frame.csv"), "code,省\n1,甲\n2,甲\n3,乙\n5,乙\n").unwrap();
        assert_eq!(draw(&folder, verify).unwrap(), Outcome::CheckFailed);
    }

    #[test]
    fn a_roll_that_is_refused_leaves_the_certificate_as_it_was() {
        let folder = folder();
        draw(&folder, "freeze @/PLAN.toml --out @/plan.json").unwrap();
        draw(&folder, &roll_line("甲", SEED)).unwrap();
        let before = std::fs::read(path(&folder, "c.json")).unwrap();
        assert_eq!(
            code(draw(&folder, &roll_line("甲", &"9".repeat(24)))),
            "draw-already-rolled"
        );
        assert_eq!(code(draw(&folder, &roll_line("乙", "1"))), "draw-seed-digits");
        assert_eq!(std::fs::read(path(&folder, "c.json")).unwrap(), before);
    }

    #[test]
    fn a_frame_that_changed_or_moved_since_freezing_is_refused() {
        let folder = folder();
        draw(&folder, "freeze @/PLAN.toml --out @/plan.json").unwrap();
        std::fs::rename(path(&folder, "frame.csv"), path(&folder, "moved.csv")).unwrap();
        assert_eq!(code(draw(&folder, &roll_line("甲", SEED))), "draw-frame-not-found");
        draw(&folder, &format!("{} --frame @/moved.csv", roll_line("甲", SEED))).unwrap();
        std::fs::write(path(&folder, "frame.csv"), "code,省\n1,甲\n2,甲\n3,乙\n").unwrap();
        assert_eq!(code(draw(&folder, &roll_line("乙", SEED))), "draw-verify-frame");
    }

    #[test]
    fn a_release_and_a_void_roll_are_written_into_the_certificate() {
        let folder = folder();
        draw(&folder, "freeze @/PLAN.toml --out @/plan.json").unwrap();
        draw(&folder, &roll_line("甲", SEED)).unwrap();
        let unit = certificate(&path(&folder, "c.json")).unwrap().units[0].unit.clone();
        let release =
            format!("release @/c.json --unit {unit} --reason merged --evidence 文件 --member 甲组 --member 乙组");
        draw(&folder, &release).unwrap();
        assert_eq!(code(draw(&folder, &release)), "draw-release-twice");
        draw(&folder, "void @/c.json --stratum 甲 --reason 骰子落地").unwrap();
        let after = certificate(&path(&folder, "c.json")).unwrap();
        assert_eq!((after.releases.len(), after.void_rolls[0].releases.len()), (0, 1));
        assert_eq!(
            draw(&folder, "verify @/c.json --frame @/frame.csv").unwrap(),
            Outcome::Done
        );
    }

    #[test]
    fn the_nonce_is_drawn_anew_for_every_roll_and_the_time_is_kept() {
        let folder = folder();
        draw(&folder, "freeze @/PLAN.toml --out @/plan.json").unwrap();
        draw(
            &folder,
            &format!("{} --time 2026-11-21T09:30:00+08:00", roll_line("甲", SEED)),
        )
        .unwrap();
        draw(&folder, &roll_line("乙", SEED)).unwrap();
        let rolls = certificate(&path(&folder, "c.json")).unwrap().rolls;
        assert_ne!(rolls[0].nonce, rolls[1].nonce);
        assert_eq!(rolls[0].time.as_deref(), Some("2026-11-21T09:30:00+08:00"));
        assert!(rolls[1].time.as_ref().is_some_and(|time| time.ends_with("+08:00")));
    }
}
