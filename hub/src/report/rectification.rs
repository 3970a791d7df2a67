//! `crosscheck report rectification`: 整改清单, whose open columns the inspected place fills in.

use chrono::{DateTime, FixedOffset, NaiveDate};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::report::documents::rectification;
use crosscheck_core::{Error, view};

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
    let items = view::rectification(&campaign.notebook, &campaign.packs, code, today(&campaign.notebook)?)?;
    args.output.put(&rectification(&items, code, context.lang), context)
}

/// The day it is in the campaign.
fn today(notebook: &Notebook) -> Result<NaiveDate, Error> {
    let minutes = view::campaign(notebook)?.offset;
    let moment = DateTime::from_timestamp_millis(notebook.now().wall).unwrap_or_default();
    let zone = FixedOffset::east_opt(minutes * 60);
    Ok(zone.map_or(moment.date_naive(), |zone| moment.with_timezone(&zone).date_naive()))
}
