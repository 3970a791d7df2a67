//! `crosscheck draw roll`.

use std::path::{Path, PathBuf};

use crosscheck_core::draw::certificate::Roller;
use crosscheck_core::draw::{Ceremony, Certificate, Frozen, roll};
use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use super::{beside, certificate, frame_table, time};
use crate::context::{Context, Outcome, Run, file_name, random, read, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The frozen plan
    plan: PathBuf,
    /// The digits rolled, 24 to 40
    #[arg(long, value_name = "DIGITS")]
    seed: String,
    /// The stratum rolled for, where each has its own seed
    #[arg(long, value_name = "LABEL")]
    stratum: Option<String>,
    /// The frame, where it no longer lies where the plan says
    #[arg(long)]
    frame: Option<PathBuf>,
    /// Who rolled which digits, in order: UNIT=DIGITS, once for each
    #[arg(long, value_name = "UNIT=DIGITS")]
    roller: Vec<String>,
    /// When it was rolled, RFC 3339; now if left out
    #[arg(long)]
    time: Option<String>,
    /// Where it was rolled
    #[arg(long)]
    place: Option<String>,
    /// File to write
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: Args, context: &Context) -> Run {
    let bar = context.progress(3, "draw-progress-roll");
    let frozen = Frozen::read(&file_name(&args.plan), &read(&args.plan)?)?;
    let table = match &args.frame {
        Some(path) => frame_table(path, None)?,
        None => frame_table(&beside(&args.plan, &frozen.plan.frame), Some(&args.plan))?,
    };
    let before = existing(&args.out)?;
    bar.inc(1);
    let out = args.out.clone();
    let certificate = roll(&frozen, table, before.as_ref(), ceremony(args)?)?;
    bar.inc(1);
    write(&out, &certificate.to_bytes()?)?;
    bar.finish_and_clear();
    // The commitment, and of the seeds only what is new: that is what is read out now.
    let told = before.map(|before| before.public_lines()).unwrap_or_default();
    for (index, line) in certificate.public_lines().iter().enumerate() {
        if index == 0 || !told.contains(line) {
            context.print(line);
        }
    }
    let kept = if frozen.plan.announced {
        Sentence::new("draw-roll-announced")
    } else {
        Sentence::new("draw-roll-private")
    };
    context.note(&kept.with("file", out.display()));
    let left = frozen
        .strata_sizes
        .iter()
        .filter(|size| certificate.roll_of(&size.label).is_none())
        .count();
    if left > 0 {
        context.note(&Sentence::new("draw-roll-left").with("count", left));
    }
    Ok(Outcome::Done)
}

fn existing(path: &Path) -> Result<Option<Certificate>, Error> {
    path.exists().then(|| certificate(path)).transpose()
}

fn ceremony(args: Args) -> Result<Ceremony, Error> {
    Ok(Ceremony {
        stratum: args.stratum,
        seed: args.seed,
        nonce: random()?,
        rollers: args.roller.iter().map(|text| roller(text)).collect::<Result<_, _>>()?,
        time: time(args.time),
        place: args.place,
    })
}

fn roller(text: &str) -> Result<Roller, Error> {
    let bad = || {
        let what = Sentence::new("draw-roller-bad").with("value", text);
        Error::at(ErrorKind::BadInput, Place::default(), what)
    };
    let (unit, digits) = text.rsplit_once('=').ok_or_else(bad)?;
    let (unit, digits) = (unit.trim().to_owned(), digits.trim().to_owned());
    Ok(Roller { unit, digits })
}
