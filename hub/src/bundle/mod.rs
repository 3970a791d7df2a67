//! `crosscheck bundle`: what a folder holds as one sealed file, for where there is no network.

mod import;
mod show;
mod write;

use std::path::Path;

use crosscheck_core::bundle::Counts;
use crosscheck_core::{Error, Sentence};

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
    Import(import::Args),
    /// Say what a bundle holds.
    Show(show::Args),
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Write(args) => write::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Show(args) => show::run(args, context),
    }
}

/// A bar as long as a file.
fn bar(path: &Path, context: &Context) -> indicatif::ProgressBar {
    let length = std::fs::metadata(path).map_or(0, |about| about.len());
    context.progress(length, "bundle-progress-read")
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
