//! `crosscheck draw record`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::report::draw_record;

use super::certificate;
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate
    certificate: PathBuf,
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let certificate = certificate(&args.certificate)?;
    write(&args.out, &draw_record::docx(&certificate, context.lang)?)?;
    context.note(&Sentence::new("draw-record-written").with("file", args.out.display()));
    Ok(Outcome::Done)
}
