//! `crosscheck report on-site`: 现场反馈要点, what a group says before it leaves.

use crosscheck_core::report::documents::on_site;

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
    args.output.put(&on_site(&desk.one()?), context)
}
