//! `crosscheck report versions`: which versions of a report were signed, by whom and at which gates.

use crosscheck_core::Sentence;
use crosscheck_core::lead::report_versions;
use crosscheck_core::view;

use super::{Chosen, Desk};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    chosen: Chosen,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let desk = Desk::open(&args.chosen.dir)?;
    let page = args.chosen.page(&desk)?;
    let now = desk.draft(&page, context)?.version();
    let notebook = &desk.campaign.notebook;
    let offset = view::campaign(notebook)?.offset;
    let versions = report_versions(notebook, &page.home, &page.document, offset);
    for version in &versions {
        let gates = version.gates.join(", ");
        let is_now = if version.version == now { "=" } else { " " };
        context.print(&format!(
            "{is_now} {}  {}  {}  {gates}",
            version.version, version.day, version.member
        ));
    }
    if versions.is_empty() {
        context.tell(&Sentence::new("report-no-versions"));
    }
    context.tell(&Sentence::new("report-version-now").with("version", now));
    Ok(Outcome::Done)
}
