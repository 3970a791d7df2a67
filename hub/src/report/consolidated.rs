//! `crosscheck report consolidated`: 汇总报告 over every group this folder holds.

use std::path::PathBuf;

use crosscheck_core::draw::Certificate;

use super::{Desk, Naming, Output};
use crate::context::{self, Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    output: Output,
    /// The certificate by which counties were drawn, for the annex with estimates; several, where provinces drew their own
    #[arg(long, value_name = "FILE")]
    certificate: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    args.output.form()?;
    let read = |path: &PathBuf| Certificate::read(&path.display().to_string(), &context::read(path)?);
    let draws = args.certificate.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let desk = Desk::open(&args.output.dir)?;
    let mut page = desk.page("consolidated", None)?.named(!args.naming.unnamed);
    page.draws = draws;
    args.output.put(&desk.draft(&page, context)?, context)
}
