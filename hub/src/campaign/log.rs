//! `crosscheck log verify`: everything read again from its bytes, folded anew and compared.

use std::path::PathBuf;

use crosscheck_core::{ErrorKind, Sentence};

use super::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Rebuild and compare.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let Command::Verify(args) = &args.command;
    let campaign = Campaign::open(&args.dir)?;
    match campaign.notebook.verify() {
        Ok(verified) => {
            context.tell(
                &Sentence::new("campaign-log-good")
                    .with("segments", verified.segments)
                    .with("ops", verified.ops)
                    .with("texts", verified.texts)
                    .with("waiting", verified.waiting),
            );
            context.print(&format!("dump sha256:{}", verified.dump));
            Ok(Outcome::Done)
        }
        Err(error) if error.kind == ErrorKind::CheckFailed => {
            Ok(context.failed(&Sentence::new("campaign-log-bad"), &error))
        }
        Err(error) => Err(error),
    }
}
