//! `crosscheck rectify export`: the list a place answers on, as a workbook it needs nothing else for.

use std::path::PathBuf;

use crosscheck_core::report::doc;
use crosscheck_core::report::documents::rectification;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::{Desk, Dir, place};
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    dir: Dir,
    /// Only places whose id begins so, or a province by name
    #[arg(long)]
    place: Option<String>,
    /// The workbook to write
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let desk = Desk::open(&args.dir.dir)?;
    let wanted = place(args.place.as_deref());
    let rows = desk.items(wanted)?;
    if rows.is_empty() {
        let what = Sentence::new("rectify-list-empty").with("dir", args.dir.dir.display());
        return Err(Error::new(ErrorKind::NotFound, what));
    }
    let scratch = tempfile::tempdir().map_err(|cause| crate::campaign::folder::disk(&args.out, &cause))?;
    let bytes = doc::xlsx(
        &rectification(&rows, wanted, context.lang),
        context.lang,
        Some(scratch.path()),
    )?;
    write(&args.out, &bytes)?;
    let file = args.out.display();
    context.tell(
        &Sentence::new("rectify-exported")
            .with("count", rows.len())
            .with("file", file),
    );
    Ok(Outcome::Done)
}
