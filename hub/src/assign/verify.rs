//! `crosscheck assign verify`.

use std::path::PathBuf;

use crosscheck_core::draw::assign::{self, Against};
use crosscheck_core::{ErrorKind, Sentence};

use super::{roster, zones};
use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rolled result
    #[arg(default_value = "groups.json")]
    groups: PathBuf,
    /// The commitment that was published, to be compared as well
    #[arg(long, value_name = "HASH")]
    commitment: Option<String>,
    /// The roster, to be compared with the plan; needs --zones
    #[arg(long, requires = "zones")]
    roster: Option<PathBuf>,
    /// The table of zones, to be compared with the plan; needs --roster
    #[arg(long, requires = "roster")]
    zones: Option<PathBuf>,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let roster = args.roster.as_deref().map(roster).transpose()?;
    let zones = args.zones.as_deref().map(zones).transpose()?;
    let against = Against {
        commitment: args.commitment.as_deref(),
        tables: roster.as_ref().zip(zones.as_ref()),
    };
    match assign::verify(&file_name(&args.groups), &read(&args.groups)?, against) {
        Ok(groups) => {
            super::show(&groups, context);
            let what = Sentence::new("assign-verify-agrees").with("k", groups.k);
            context.tell(&what);
            context.print(&format!("commitment sha256:{}", groups.commitment));
            if args.commitment.is_none() {
                context.note(&Sentence::new("assign-verify-compare"));
            }
            Ok(Outcome::Done)
        }
        Err(error) if error.kind == ErrorKind::CheckFailed => {
            Ok(context.failed(&Sentence::new("assign-verify-differs"), &error))
        }
        Err(error) => Err(error),
    }
}
