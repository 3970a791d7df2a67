//! `crosscheck visit mask` and `redact`: what lets a photo leave, and what makes it go for good.

use std::path::PathBuf;

use crosscheck_core::change::Entity;
use crosscheck_core::evidence::Region;
use crosscheck_core::field::{mark_faceless, mask_photo, redact_photo, redact_words};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::at::{WITHDRAWABLE, thing};
use super::find;
use super::photo::find_photo;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Mask {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The photo: the first characters of its id
    photo: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// A region to be filled, LEFT,TOP,RIGHT,BOTTOM in thousandths of the picture; may be given several times
    #[arg(long, required_unless_present = "no_face")]
    region: Vec<String>,
    /// The photo shows no face
    #[arg(long, conflicts_with = "region")]
    no_face: bool,
    /// Of a HEIC the JPEG that shows it; without it the preview is masked
    #[arg(long)]
    shown: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Redact {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// A photo, or with --words anything that has words: the first characters of its key
    thing: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Its masked copies too; without it they stay
    #[arg(long)]
    masked: bool,
    /// Its words too
    #[arg(long)]
    words: bool,
}

fn region(text: &str) -> Result<Region, Error> {
    let parts: Option<Vec<u16>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    match parts.as_deref() {
        Some(&[left, top, right, bottom]) => Ok(Region {
            left,
            top,
            right,
            bottom,
        }),
        _ => Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("photo-region-bad").with("region", text),
        )),
    }
}

pub(super) fn mask(args: &Mask, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let photo = find_photo(&campaign.notebook, &visit, &args.photo)?;
    let notebook = &mut campaign.notebook;
    if args.no_face {
        let seen = notebook.seen(&visit, &photo, "faceless");
        mark_faceless(notebook, &visit, &photo, true, &seen)?;
        context.tell(&Sentence::new("photo-marked"));
    } else {
        let regions = args
            .region
            .iter()
            .map(|text| region(text))
            .collect::<Result<Vec<_>, _>>()?;
        let seen = notebook.seen(&visit, &photo, "masked");
        mask_photo(notebook, &visit, &photo, (&regions, args.shown.as_deref()), &seen)?;
        context.tell(&Sentence::new("photo-masked-now").with("count", regions.len()));
    }
    Ok(Outcome::Done)
}

pub(super) fn redact(args: &Redact, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let notebook = &mut campaign.notebook;
    let thing = if args.words {
        thing(notebook, &visit, &WITHDRAWABLE, &args.thing)?
    } else {
        find_photo(notebook, &visit, &args.thing)?
    };
    if args.words {
        let told = redact_words(notebook, &visit, &thing)?;
        context.tell(&Sentence::new("method-words-redacted").with("count", told.gone));
        if told.waiting > 0 {
            context.tell(&Sentence::new("method-words-wait").with("count", told.waiting));
        }
    }
    if &*thing.kind == "photo" {
        redact_files(notebook, &visit, &thing, args.masked, context)?;
    }
    Ok(Outcome::Done)
}

/// The files of a photo.
fn redact_files(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    masked: bool,
    context: &Context,
) -> Result<(), Error> {
    let told = redact_photo(notebook, visit, photo, masked)?;
    context.tell(&Sentence::new("photo-redacted-now").with("count", told.gone));
    if told.waiting > 0 {
        context.tell(&Sentence::new("photo-redacted-waits").with("count", told.waiting));
    }
    if !masked && notebook.state().field(visit, photo, "masked").is_some() {
        context.tell(&Sentence::new("photo-redact-masked"));
    }
    Ok(())
}
