//! `crosscheck pack check`: whether a pack of one's own can be used.

use std::path::Path;

use crosscheck_core::Sentence;

use super::{grouped_identity, load};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder, .xlsx or .json of the pack
    path: String,
}

pub fn run(args: Args, context: &Context) -> Run {
    let pack = load(&args.path)?;
    let good = Sentence::new("pack-check-good")
        .with("document", pack.header.document())
        .with("rows", pack.indicators.len())
        .with("identity", grouped_identity(&pack)?);
    context.tell(&good);
    context.look_at(&[Path::new(&args.path)])?;
    Ok(Outcome::Done)
}
