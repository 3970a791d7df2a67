//! `crosscheck report sign`: a review gate is signed off for the report as it stands now.

use crosscheck_core::Sentence;
use crosscheck_core::lead::sign_gate;

use super::{Chosen, Desk};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// drafter, meeting, leader or office
    gate: String,
    #[command(flatten)]
    chosen: Chosen,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.chosen.dir)?;
    let page = args.chosen.page(&desk)?;
    let version = desk.draft(&page, context)?.version();
    sign_gate(
        &mut desk.campaign.notebook,
        &page.home,
        page.place(&args.gate),
        &version,
    )?;
    let done = Sentence::new("report-signed").with("gate", &args.gate);
    context.tell(&done.with("version", version));
    Ok(Outcome::Done)
}
