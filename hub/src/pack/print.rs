//! `crosscheck pack print`: blank sheets for pens or for a spreadsheet, in the printed order of the document.

use std::path::PathBuf;

use crosscheck_core::report::sheet;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::load;
use crate::context::{self, Context, Outcome, Run, file_name};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Built-in id (s0 to s4) or path of a pack
    id: String,
    /// Only the sheet of this kind of site, for example 学校; all of them without it
    #[arg(long)]
    site_kind: Option<String>,
    /// File to write: .xlsx to fill in and judge, .html for paper
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: Args, context: &Context) -> Run {
    let extension = args
        .out
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let pack = load(&args.id)?;
    let blanks = sheet::blanks(&pack, args.site_kind.as_deref())?;
    let bytes = match extension.as_deref() {
        Some("xlsx") => sheet::xlsx(&pack, &blanks, None)?,
        Some("html" | "htm") => sheet::html(&pack, &blanks).into_bytes(),
        _ => return Err(Error::new(ErrorKind::BadInput, Sentence::new("pack-print-form"))),
    };
    context::write(&args.out, &bytes)?;
    let lines = blanks
        .iter()
        .flat_map(|blank| &blank.groups)
        .flat_map(|group| &group.lines);
    let done = Sentence::new("pack-print-done")
        .with("path", file_name(&args.out))
        .with("sheets", blanks.len())
        .with("rows", lines.filter(|line| line.first).count());
    context.note(&done);
    Ok(Outcome::Done)
}
