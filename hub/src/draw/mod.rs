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
fn frame_table(path: &Path, named: Option<&Path>) -> Result<Table, Error> {
    if let Some(named) = named.filter(|_| !path.exists()) {
        let what = Sentence::new("draw-frame-not-found").with("path", path.display());
        return Err(Error::at(ErrorKind::BadInput, Place::file(&file_name(named)), what));
    }
    table::read_as_written(&file_name(path), &read(path)?, None)
}

/// A file named inside another file, relative to it.
fn beside(file: &Path, named: &str) -> std::path::PathBuf {
    file.parent().unwrap_or(Path::new("")).join(named)
}

/// A sealed certificate.
fn certificate(path: &Path) -> Result<Certificate, Error> {
    Certificate::read(&file_name(path), &read(path)?)
}

/// The time given, else now by the system's clock, in Beijing time.
pub(crate) fn time(given: Option<String>) -> Option<String> {
    given.or_else(|| {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .ok()?;
        let now = chrono::DateTime::from_timestamp(i64::try_from(now.as_secs()).ok()?, 0)?;
        let beijing = chrono::FixedOffset::east_opt(8 * 3600)?;
        Some(now.with_timezone(&beijing).to_rfc3339())
    })
}
