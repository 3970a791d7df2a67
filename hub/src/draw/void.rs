//! `crosscheck draw void`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::draw::void;

use super::{certificate, time};
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate, in which the roll stays on record
    certificate: PathBuf,
    /// The stratum, where each has its own seed
    #[arg(long, value_name = "LABEL")]
    stratum: Option<String>,
    /// Why the roll is void
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// When it was declared void, RFC 3339; now if left out
    #[arg(long)]
    time: Option<String>,
}

pub fn run(args: Args, context: &Context) -> Run {
    let before = certificate(&args.certificate)?;
    let after = void(&before, args.stratum.as_deref(), &args.reason, time(args.time))?;
    write(&args.certificate, &after.to_bytes()?)?;
    context.note(&Sentence::new("draw-void-done").with("count", after.void_rolls.len()));
    Ok(Outcome::Done)
}
