//! `crosscheck assign freeze`.

use std::path::PathBuf;

use crosscheck_core::draw::assign::Freezing;
use crosscheck_core::{Sentence, canonical};

use super::{roster, zones};
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Table of members: group, member, role, unit, home, recusals
    #[arg(long)]
    roster: PathBuf,
    /// Table zone,province
    #[arg(long)]
    zones: PathBuf,
    /// No two groups go to a home of each other's members
    #[arg(long)]
    no_mutual: bool,
    /// What this is, for the record
    #[arg(long, default_value = "检查组与片区")]
    title: String,
    /// Id of the ceremony; made of the title if left out
    #[arg(long, value_name = "ID")]
    ceremony: Option<String>,
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: Args, context: &Context) -> Run {
    let files = [args.roster.as_path(), args.zones.as_path()];
    let (roster, zones) = (roster(files[0])?, zones(files[1])?);
    context.look_at(&files)?;
    let freezing = Freezing {
        title: args.title,
        ceremony: args.ceremony,
        no_mutual: args.no_mutual,
    };
    let frozen = freezing.freeze(&roster, &zones)?;
    write(&args.out, canonical::to_pretty(&frozen.plan)?.as_bytes())?;
    let members: usize = frozen.plan.groups.iter().map(|group| group.members.len()).sum();
    context.note(
        &Sentence::new("assign-freeze-summary")
            .with("groups", frozen.plan.groups.len())
            .with("members", members)
            .with("zones", frozen.plan.zones.len())
            .with("provinces", zones.provinces()),
    );
    for remark in &frozen.remarks {
        context.note(remark);
    }
    context.print(&format!("commitment sha256:{}", frozen.plan.commitment()?));
    context.note(&Sentence::new("assign-freeze-next").with("file", args.out.display()));
    Ok(Outcome::Done)
}
