//! `crosscheck bundle show`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::bundle;

use super::{bar, counted, whole_or_not};
use crate::campaign::folder;
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The bundle
    file: PathBuf,
    /// The campaign's folder, whose key opens it
    #[arg(long)]
    dir: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let key = folder::recipient(&args.dir)?;
    let bar = bar(&args.file, context);
    let found = bundle::inspect(&args.file, &key, &mut |at| bar.set_position(at))?;
    bar.finish_and_clear();
    context.print(&format!("campaign {}", found.campaign));
    let said = Sentence::new("bundle-holds")
        .with("ops", found.ops)
        .with("bytes", found.bytes);
    context.tell(&counted(said, found.counts));
    Ok(whole_or_not(found.problems, context))
}
