//! `crosscheck evidence export`.

use std::path::{Path, PathBuf};

use crosscheck_core::Sentence;
use crosscheck_core::evidence::package::{Exported, Why, export};

use crate::campaign::folder::Campaign;
use crate::campaign::visit;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The visit: the first characters of its id in the list
    #[arg(long)]
    visit: String,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
}

/// What was written.
pub fn exported(file: &Path, done: &Exported) -> Sentence {
    Sentence::new("evidence-exported")
        .with("file", file.display())
        .with("segments", done.segments)
        .with("texts", done.texts)
        .with("files", done.files)
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let visit = visit::find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let done = export(&mut campaign.notebook, &visit, &args.out, context.lang)?;
    context.tell(&exported(&args.out, &done));
    for (why, count) in [(Why::Withheld, done.withheld), (Why::NotHeld, done.not_held)] {
        if count > 0 {
            context.note(&why.say(count));
        }
    }
    context.note(&Sentence::new("evidence-raw"));
    super::verify::tell_signed(&done.signed, context);
    context.note(&Sentence::new("evidence-next").with("file", args.out.display()));
    Ok(Outcome::Done)
}
