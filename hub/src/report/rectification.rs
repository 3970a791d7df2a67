//! `crosscheck report rectification`: 整改清单, whose open columns the inspected place fills in.

use crosscheck_core::report::documents::rectification;

use super::{Desk, Output, feedback, no_group};
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The group: its key or its number; all of them without it
    #[arg(long)]
    group: Option<String>,
    /// Only this province: its name or the first two digits of its code
    #[arg(long)]
    province: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let code = args.province.as_deref().map(feedback::province).transpose()?;
    let desk = Desk::open(&args.output, args.group.as_deref(), context)?;
    args.output.put(&rectification(&desk.materials(), code).ok_or_else(no_group)?, context)
}
