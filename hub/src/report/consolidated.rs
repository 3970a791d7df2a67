//! `crosscheck report consolidated`: 汇总报告 over every group this folder holds.

use crosscheck_core::report::documents::consolidated;

use super::{Desk, Output, no_group};
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    args.output.form()?;
    let desk = Desk::open(&args.output.dir, None, !args.output.unnamed, context)?;
    args.output
        .put(&consolidated(&desk.materials()).ok_or_else(no_group)?, context)
}
