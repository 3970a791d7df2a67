//! `crosscheck assign roll`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::draw::assign::{Groups, Plan};

use crate::context::{Context, Outcome, Run, file_name, read, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The frozen plan
    #[arg(default_value = "groups-plan.json")]
    plan: PathBuf,
    /// The digits rolled, 24 to 40
    #[arg(long, value_name = "DIGITS")]
    seed: String,
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let plan = Plan::read(&file_name(&args.plan), &read(&args.plan)?)?;
    let groups = Groups::roll(plan, args.seed.trim())?;
    if args.out.exists() {
        groups.may_replace(&Groups::read(&file_name(&args.out), &read(&args.out)?)?)?;
    }
    write(&args.out, groups.to_text()?.as_bytes())?;
    super::show(&groups, context);
    context.note(
        &Sentence::new("assign-roll-accepted")
            .with("k", groups.k)
            .with("orders", groups.k + 1),
    );
    context.note(&Sentence::new("assign-roll-written").with("file", args.out.display()));
    Ok(Outcome::Done)
}
