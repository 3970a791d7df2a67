//! `crosscheck visit sheet` and `crosscheck visit slip`: the papers that stay with the inspected place.

use std::path::PathBuf;

use crosscheck_core::change::Entity;
use crosscheck_core::field::things;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::report::visit_sheet as paper;
use crosscheck_core::view;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::find;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub(super) struct Sheet {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The DOCX file to write
    #[arg(long)]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Slip {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The ledger: the first characters of its key, where the visit has several
    #[arg(long, default_value = "")]
    ledger: String,
    /// The DOCX file to write
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn sheet(args: &Sheet, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let sheet = view::visit_sheet(&campaign.notebook, &campaign.packs, &visit)?;
    write(&args.out, &paper::sheet(&sheet, context.lang)?)?;
    context.tell(&Sentence::new("visit-paper-written").with("file", args.out.display()));
    Ok(Outcome::Done)
}

pub(super) fn slip(args: &Slip, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let ledger = ledger(&campaign.notebook, &visit, &args.ledger)?;
    let slip = view::ledger_slip(&campaign.notebook, &visit, &ledger)?;
    write(&args.out, &paper::slip(&slip, context.lang)?)?;
    context.tell(&Sentence::new("visit-paper-written").with("file", args.out.display()));
    Ok(Outcome::Done)
}

fn ledger(notebook: &Notebook, visit: &StreamName, wanted: &str) -> Result<Entity, Error> {
    let mut ledgers = things(notebook, visit, "ledger");
    ledgers.retain(|ledger| ledger.key.starts_with(wanted));
    match &ledgers[..] {
        [one] => Ok(one.clone()),
        [] => Err(Error::new(ErrorKind::NotFound, Sentence::new("visit-ledger-none"))),
        several => {
            let first = |ledger: &Entity| ledger.key.chars().take(8).collect::<String>();
            let keys: Vec<String> = several.iter().map(first).collect();
            let what = Sentence::new("visit-ledger-several").with("known", keys.join(", "));
            Err(Error::new(ErrorKind::BadInput, what))
        }
    }
}
