//! `crosscheck bundle`: what a folder holds as one sealed file, for where there is no network.

mod import;
mod show;
mod write;

use std::path::PathBuf;

use crosscheck_core::bundle::{Counts, RecipientKey};
use crosscheck_core::{Error, Sentence};

use crate::campaign::{folder, passphrase, recover};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write a bundle.
    Write(write::Args),
    /// Take a bundle in.
    Import(Opening),
    /// Say what a bundle holds.
    Show(Opening),
}

/// A bundle, and what opens it.
#[derive(Debug, clap::Args)]
struct Opening {
    /// The bundle
    file: PathBuf,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The organiser's recovery file: its key opens what the folder's does not
    #[arg(long)]
    recovery: Option<PathBuf>,
    /// File whose first line is the passphrase of the recovery file
    #[arg(long, requires = "recovery")]
    passphrase_file: Option<PathBuf>,
}

impl Opening {
    /// The key that opens it.
    fn key(&self, context: &Context) -> Result<RecipientKey, Error> {
        let Some(recovery) = &self.recovery else {
            return folder::recipient(&self.dir);
        };
        let passphrase = passphrase::given(self.passphrase_file.as_deref(), context)?;
        RecipientKey::of_recovery(&recover::secrets(recovery, &passphrase)?.recovery)
    }

    /// A bar as long as the bundle.
    fn bar(&self, context: &Context) -> indicatif::ProgressBar {
        let length = std::fs::metadata(&self.file).map_or(0, |about| about.len());
        context.progress(length, "bundle-progress-read")
    }
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Write(args) => write::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Show(args) => show::run(args, context),
    }
}

fn counted(sentence: Sentence, counts: Counts) -> Sentence {
    sentence
        .with("segments", counts.segments)
        .with("texts", counts.texts)
        .with("files", counts.files)
}

/// Ends a run over a bundle: what is not whole is told, each with its place.
fn whole_or_not(problems: Vec<crosscheck_core::Problem>, context: &Context) -> Outcome {
    if problems.is_empty() {
        return Outcome::Done;
    }
    let kind = crosscheck_core::ErrorKind::CheckFailed;
    context.failed(&Sentence::new("bundle-not-whole"), &Error { kind, problems })
}
