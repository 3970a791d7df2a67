//! `crosscheck report findings`: 问题台账 of one group, or of all this folder holds.

use crosscheck_core::report::documents::{Material, Options, findings_ledger};

use super::{Desk, Naming, Output, no_group};
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The group: its key or its number; all of them without it
    #[arg(long)]
    group: Option<String>,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    args.output.form()?;
    let desk = Desk::open(&args.output.dir)?;
    let reports = desk.gather(args.group.as_deref())?;
    let options = Options {
        lang: context.lang,
        named: !args.naming.unnamed,
        ..Options::default()
    };
    let material = |report| Material {
        report,
        packs: &desk.campaign.packs,
        options: &options,
    };
    let materials: Vec<Material> = reports.iter().map(material).collect();
    args.output
        .put(&findings_ledger(&materials).ok_or_else(no_group)?, context)
}
