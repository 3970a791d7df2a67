//! `crosscheck report picture`: photos by choice. Without a number it lists the group's photos, with one it puts the photo
//! behind the summary report or leaves it out.

use std::path::PathBuf;

use crosscheck_core::change::Entity;
use crosscheck_core::ids::StreamName;
use crosscheck_core::lead::{ChosenPicture, choice_entity, choose_picture, chosen_pictures};
use crosscheck_core::view::{self, PhotoRow};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::Desk;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The first digits of the photo's number; without it, all are listed
    photo: Option<String>,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group: its key or its number
    #[arg(long)]
    group: String,
    /// Its place among the report's photos, from 1; without it, behind the others
    #[arg(long, conflicts_with = "leave_out", requires = "photo", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    at: Option<u32>,
    /// Leave it out again
    #[arg(long, requires = "photo")]
    leave_out: bool,
}

/// A photo of the group: its number, visit and row.
struct Photo {
    number: String,
    visit: StreamName,
    row: PhotoRow,
}

fn photos(desk: &Desk, home: &StreamName) -> Result<Vec<Photo>, Error> {
    let notebook = &desk.campaign.notebook;
    let mut photos = Vec::new();
    for visit in notebook.state().streams().into_keys() {
        if !matches!(visit, StreamName::Visit(..)) || visit.group() != home.group() {
            continue;
        }
        for row in view::photos(notebook, visit)?.rows {
            photos.push(Photo {
                number: view::photo_number(notebook, visit, &row.photo),
                visit: visit.clone(),
                row,
            });
        }
    }
    Ok(photos)
}

fn place_of(chosen: &[ChosenPicture], visit: &StreamName, photo: &Entity) -> Option<i64> {
    let is = |one: &&ChosenPicture| one.visit == *visit && one.photo == *photo;
    chosen.iter().find(is).map(|one| one.place)
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir)?;
    let page = desk.page("summary", Some(&args.group))?;
    let photos = photos(&desk, &page.home)?;
    let chosen = chosen_pictures(&desk.campaign.notebook, &page.home, &page.document);
    let Some(number) = &args.photo else {
        for photo in &photos {
            let site = view::visit_name(&desk.campaign.notebook, &photo.visit)?;
            let place = place_of(&chosen, &photo.visit, &photo.row.photo);
            let place = place.map_or_else(|| "-".to_owned(), |place| place.to_string());
            let captions: Vec<&str> = photo.row.captions.iter().map(|(_, caption)| &**caption).collect();
            let state = context.say(&photo.row.state.word());
            context.print(&format!(
                "{place:>3}  {}  {site}  {state}  {}",
                photo.number,
                captions.join("／")
            ));
        }
        if photos.is_empty() {
            context.tell(&Sentence::new("report-no-photos"));
        }
        return Ok(Outcome::Done);
    };
    let matching: Vec<&Photo> = photos
        .iter()
        .filter(|photo| photo.number.starts_with(number.as_str()))
        .collect();
    let [photo] = matching[..] else {
        let what = match matching.len() {
            0 => Sentence::new("report-photo-unknown"),
            count => Sentence::new("report-photo-several").with("count", count),
        };
        return Err(Error::new(ErrorKind::NotFound, what.with("photo", number)));
    };
    let last = chosen.iter().map(|one| one.place).max().unwrap_or(0);
    let behind = u32::try_from(last.saturating_add(1)).unwrap_or(1);
    let place = (!args.leave_out).then(|| args.at.unwrap_or(behind));
    let entity = choice_entity(&page.document, &photo.visit, &photo.row.photo);
    let notebook = &mut desk.campaign.notebook;
    let seen = notebook.seen(&page.home, &entity, "picture");
    let whose = (&photo.visit, &photo.row.photo);
    choose_picture(notebook, (&page.home, &page.document), whose, place, &seen)?;
    let code = match place {
        Some(_) => "report-photo-chosen",
        None => "report-photo-left-out",
    };
    context.tell(&Sentence::new(code).with("photo", &photo.number));
    Ok(Outcome::Done)
}
