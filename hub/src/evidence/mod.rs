//! `crosscheck evidence`: one visit with everything that proves it as one file, and the check of such a file.

mod export;
mod verify;

use crate::context::{Context, Run};

pub use export::exported;
pub use verify::{good, signed_lines, tell_signed};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the package of a visit.
    Export(export::Args),
    /// Check a package.
    Verify(verify::Args),
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Export(args) => export::run(args, context),
        Command::Verify(args) => verify::run(args, context),
    }
}
