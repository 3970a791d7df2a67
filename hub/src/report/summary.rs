//! `crosscheck report summary`: 总结报告 of a group, with its annexes.

use crosscheck_core::report::documents::summary;

use super::{Desk, Output};
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The group: its key or its number
    #[arg(long)]
    group: String,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let desk = Desk::open(&args.output, Some(&args.group), context)?;
    args.output.put(&summary(&desk.one()?), context)
}
