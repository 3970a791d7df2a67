//! `crosscheck report rectification`: 整改清单, whose open columns the inspected place fills in.

use crosscheck_core::report::documents::rectification;
use crosscheck_core::view::{self, ListAsked, Places};

use super::{Output, feedback};
use crate::campaign::folder::Campaign;
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only this province: its name or the first two digits of its code
    #[arg(long)]
    province: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    args.output.form()?;
    let code = args.province.as_deref().map(feedback::province).transpose()?;
    let campaign = Campaign::open(&args.output.dir)?;
    let asked = ListAsked {
        places: &Places::of_campaign(&campaign.notebook)?,
        place: code,
        today: view::today(&campaign.notebook),
    };
    let items = view::rectification(&campaign.notebook, &campaign.packs, &asked)?;
    args.output.put(&rectification(&items, code, context.lang), context)
}
