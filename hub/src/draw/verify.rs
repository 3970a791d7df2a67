//! `crosscheck draw verify`.

use std::path::PathBuf;

use crosscheck_core::draw::verify::Against;
use crosscheck_core::draw::{Certificate, verify};
use crosscheck_core::{ErrorKind, Sentence};

use super::{certificate, frame_table};
use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate
    certificate: PathBuf,
    /// The frame it was drawn from
    #[arg(long)]
    frame: PathBuf,
    /// The commitment that was published, to be compared as well
    #[arg(long, value_name = "HASH")]
    commitment: Option<String>,
    /// For a stage: the certificate of the stage before it
    #[arg(long)]
    parent: Option<PathBuf>,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let bar = context.progress(2, "draw-progress-verify");
    let bytes = read(&args.certificate)?;
    let table = frame_table(&args.frame, None)?;
    let parent = args.parent.as_ref().map(|path| certificate(path)).transpose()?;
    bar.inc(1);
    let against = Against {
        commitment: args.commitment.as_deref(),
        parent: parent.as_ref(),
    };
    let result = verify(&file_name(&args.certificate), &bytes, table, against);
    bar.finish_and_clear();
    match result {
        Ok(certificate) => Ok(agrees(&certificate, args, context)),
        Err(error) if error.kind == ErrorKind::CheckFailed => {
            Ok(context.failed(&Sentence::new("draw-verify-differs"), &error))
        }
        Err(error) => Err(error),
    }
}

fn agrees(certificate: &Certificate, args: &Args, context: &Context) -> Outcome {
    let sizes = &certificate.plan.strata_sizes;
    let rolled = sizes
        .iter()
        .filter(|size| certificate.roll_of(&size.label).is_some())
        .count();
    let what = Sentence::new("draw-verify-agrees")
        .with("rows", certificate.plan.rows)
        .with("rolled", rolled)
        .with("strata", sizes.len())
        .with("units", certificate.units.len());
    context.tell(&what);
    for line in certificate.public_lines() {
        context.print(&line);
    }
    if args.commitment.is_none() {
        context.note(&Sentence::new("draw-verify-compare"));
    }
    if certificate.plan.stage.is_some() && args.parent.is_none() {
        context.note(&Sentence::new("draw-verify-parent-open"));
    }
    Outcome::Done
}
