//! `crosscheck report sign`: a review gate is signed off for the report as it stands now.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::lead::sign_gate;

use super::Desk;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// drafter, meeting, leader or office
    gate: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group: its key or its number
    #[arg(long)]
    group: String,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir, Some(&args.group), true, context)?;
    let version = desk.document("summary")?.version();
    let home = desk.home()?;
    sign_gate(&mut desk.campaign.notebook, &home, ("summary", &args.gate), &version)?;
    let done = Sentence::new("report-signed").with("gate", &args.gate);
    context.tell(&done.with("version", version));
    Ok(Outcome::Done)
}
