//! `crosscheck report outline`: 汇报提纲, two pages of the same state.

use crosscheck_core::report::documents::outline;

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
    args.output.put(&outline(&desk.one()?), context)
}
