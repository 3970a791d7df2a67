//! `crosscheck pack`: look at checklists, check and convert one's own.
//!
//! One file a subcommand. Every subcommand takes a built-in id or the path of a pack of one's own (`source`).

mod check;
mod export;
mod list;
mod print;
mod show;
pub(crate) mod source;

use crosscheck_core::Error;
use crosscheck_core::pack::Pack;

use crate::context::{Context, Run};

pub use source::load;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the built-in packs with their identities.
    List(list::Args),
    /// Show what a pack asks, item by item, with threshold and basis.
    Show(show::Args),
    /// Check a pack of one's own; every problem is told with its place.
    Check(check::Args),
    /// Write a pack as a folder with CSV, as a workbook or as canonical JSON.
    Export(export::Args),
    /// Print blank A4 sheets, one for each kind of site.
    Print(print::Args),
}

pub fn run(args: Args, context: &Context) -> Run {
    match args.command {
        Command::List(args) => list::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Print(args) => print::run(args, context),
    }
}

/// The identity in eight groups of eight, as people compare it.
fn grouped_identity(pack: &Pack) -> Result<String, Error> {
    let identity = pack.identity()?;
    let digits: Vec<char> = identity.chars().collect();
    let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
    Ok(groups.join(" "))
}
