//! `crosscheck visit photo` and `photos`: bringing a photo into a visit, and the strip of a visit.

use std::path::PathBuf;

use crosscheck_core::change::Entity;
use crosscheck_core::evidence::{CameFrom, Capture};
use crosscheck_core::field::{Origin, Shot, take_photo};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::view::{self, PhotoRow};
use crosscheck_core::{Error, ErrorKind, Sentence};
use serde_json::json;

use super::at::indicator;
use super::find;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Photo {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The photo: JPEG, PNG or HEIC
    #[arg(long)]
    file: PathBuf,
    /// Of a HEIC the JPEG that shows it
    #[arg(long)]
    shown: Option<PathBuf>,
    /// What it shows
    #[arg(long, default_value = "")]
    caption: String,
    /// The indicator it belongs to, as NUMBER/ID
    #[arg(long)]
    indicator: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Photos {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Table, csv or json
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn photo(args: &Photo, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let indicator = args
        .indicator
        .as_ref()
        .map(|code| indicator(&campaign, code))
        .transpose()?;
    let shot = Shot {
        file: &args.file,
        shown: args.shown.as_deref(),
        origin: &Origin::Imported,
        caption: &args.caption,
        indicator: indicator.as_ref().map(|(pack, id)| (*pack, &**id)),
    };
    let taken = take_photo(&mut campaign.notebook, &visit, &shot)?;
    for warning in &taken.warnings {
        context.note(warning);
    }
    let strip = view::photos(&campaign.notebook, &visit)?;
    let state = strip.rows.iter().find(|row| row.photo == taken.photo);
    let state = state.map_or_else(String::new, |row| context.say(&row.state.word()));
    let told = Sentence::new("photo-taken").with("photo", &*taken.photo.key);
    context.tell(&told.with("state", state));
    Ok(Outcome::Done)
}

/// The columns of the strip, as codes and in words.
const COLUMNS: [(&str, &str); 8] = [
    ("photo", "photo-column-photo"),
    ("member", "campaign-column-member"),
    ("time", "photo-column-time"),
    ("size", "photo-column-size"),
    ("indicator", "campaign-column-indicator"),
    ("state", "photo-column-state"),
    ("copies", "photo-column-copies"),
    ("caption", "photo-column-caption"),
];

fn row(row: &PhotoRow, offset: i32, context: &Context) -> Vec<String> {
    let capture = row.capture.as_ref();
    let captions: Vec<&str> = row.captions.iter().map(|(_, caption)| &**caption).collect();
    let indicator = row.indicator.as_ref().map(|(pack, id)| format!("{pack}/{id}"));
    vec![
        row.photo.key.to_string(),
        row.member.as_ref().map(ToString::to_string).unwrap_or_default(),
        capture
            .map(|capture| context.say(&capture.time(offset)))
            .unwrap_or_default(),
        capture
            .map(|capture| format!("{}×{}", capture.size.0, capture.size.1))
            .unwrap_or_default(),
        indicator.unwrap_or_default(),
        context.say(&row.state.word()),
        context.say(&row.copies),
        captions.join("；"),
    ]
}

fn as_json(row: &PhotoRow) -> serde_json::Value {
    let capture = row.capture.as_ref();
    json!({
        "photo": &*row.photo.key, "member": row.member.as_ref().map(ToString::to_string),
        "wall": capture.map(|capture| capture.at.wall), "imported": capture.map(Capture::is_imported),
        "system_camera": capture.map(|capture| capture.came_from == CameFrom::SystemCamera),
        "size": capture.map(|capture| [capture.size.0, capture.size.1]),
        "claimed": capture.and_then(|capture| capture.claims.taken.clone()),
        "indicator": row.indicator.as_ref().map(|(pack, id)| format!("{pack}/{id}")),
        "state": row.state.word().code(), "copies": row.copies.code(),
        "captions": row.captions.iter().map(|(_, caption)| caption).collect::<Vec<_>>(),
    })
}

pub(super) fn photos(args: &Photos, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let visit = find(&campaign.notebook, &campaign.packs, &args.visit)?;
    let strip = view::photos(&campaign.notebook, &visit)?;
    let offset = view::campaign(&campaign.notebook)?.offset;
    let mut rows: Vec<Vec<String>> = strip.rows.iter().map(|one| row(one, offset, context)).collect();
    match args.format {
        Format::Json => context.json(&strip.rows.iter().map(as_json).collect::<Vec<_>>())?,
        Format::Csv => context.csv(&COLUMNS.map(|(code, _)| code), &rows),
        Format::Table if rows.is_empty() => context.tell(&Sentence::new("photo-none")),
        Format::Table => {
            for row in &mut rows {
                row[0].truncate(8);
            }
            context.table(&COLUMNS.map(|(_, word)| context.word(word)), &rows, &[]);
            if strip.waiting > 0 {
                context.tell(&Sentence::new("photo-waiting-count").with("count", strip.waiting));
            }
        }
    }
    Ok(Outcome::Done)
}

/// The one photo of a visit whose key begins like this.
pub(super) fn find_photo(notebook: &Notebook, visit: &StreamName, wanted: &str) -> Result<Entity, Error> {
    let mut all = crosscheck_core::field::things(notebook, visit, "photo");
    all.retain(|photo| photo.key.starts_with(wanted));
    match &all[..] {
        [one] if !wanted.is_empty() => Ok(one.clone()),
        [] => Err(Error::new(
            ErrorKind::NotFound,
            Sentence::new("photo-none-begins").with("photo", wanted),
        )),
        _ => Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("photo-several").with("count", all.len()),
        )),
    }
}
