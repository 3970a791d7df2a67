//! An export copy of a photo: what may leave of it, with its mark, for reports, screens and letters.
//!
//! The mark says time, unit, indicator, group and the first digits of the original's hash, so that the copy leads back to
//! the record. It says no coordinates, and who took it only where that is asked for.

use std::io::BufReader;
use std::path::Path;

use super::mask_photo::{blob_of, not_here};
use super::method::refused;
use super::take_photo::{capture_of, photo_indicator};
use super::{visit_entity, words_of};
use crate::change::{BlobRef, Entity};
use crate::evidence::{FigureImage, Font, MASKED_PIXELS, Media, Picture, Want, figure, leaves, marked, open};
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::{Error, Lang, Sentence, words};

/// What an export copy is to say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark<'a> {
    /// The language of its words.
    pub lang: Lang,
    /// The campaign's offset from UTC in minutes.
    pub offset: i32,
    /// The unit's name where the caller knows it; otherwise what the visit says.
    pub unit: Option<&'a str>,
    /// Whether it names the member who took it.
    pub member: bool,
    /// A font to write with; without one a font of the system is looked for.
    pub font: Option<&'a Path>,
}

/// The unit of a visit as people wrote it: the name of a place in no frame, or the unit's id.
fn unit(notebook: &Notebook, visit: &StreamName) -> Result<String, Error> {
    if let Some((_, name)) = words_of(notebook, visit, &visit_entity(), "name")?.into_iter().next() {
        return Ok(name);
    }
    let field = notebook.state().field(visit, &visit_entity(), "unit");
    let value = field.and_then(|field| field.values().first().copied());
    let id = value.and_then(|value| {
        let mut reader = value.reader().ok()?;
        reader.tuple(2).ok()?;
        Some(reader.text(64).ok()?.to_owned())
    });
    Ok(id.unwrap_or_default())
}

/// The lines of the mark of a photo.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when there is no such photo; and what the store says.
pub fn photo_mark(
    notebook: &Notebook,
    visit: &StreamName,
    photo: &Entity,
    mark: &Mark<'_>,
) -> Result<Vec<String>, Error> {
    let state = notebook.state();
    let original = state
        .field(visit, photo, "original")
        .ok_or_else(|| refused("photo-unknown"))?;
    let unit = mark
        .unit
        .map_or_else(|| unit(notebook, visit), |unit| Ok(unit.to_owned()))?;
    let mut lines = Vec::new();
    lines.extend(capture_of(notebook, visit, photo).map(|capture| capture.time(mark.offset)));
    lines.push(Sentence::new("photo-mark-unit").with("unit", unit));
    if let Some((_, id)) = photo_indicator(notebook, visit, photo) {
        lines.push(Sentence::new("photo-mark-indicator").with("indicator", id));
    }
    if let Some(group) = visit.group() {
        lines.push(Sentence::new("photo-mark-group").with("group", group));
    }
    if let Some(head) = original.heads().next().filter(|_| mark.member) {
        lines.push(Sentence::new("photo-mark-member").with("member", &head.member));
    }
    if let Some(blob) = original
        .values()
        .first()
        .and_then(|value| value.blobs().first().copied())
    {
        let code = if blob_of(notebook, visit, photo, "masked").is_some() {
            "photo-mark-masked"
        } else {
            "photo-mark-hash"
        };
        lines.push(Sentence::new(code).with("hash", &blob.hash.to_string()[..16]));
    }
    Ok(lines.iter().map(|line| words::say(mark.lang, line)).collect())
}

/// The files an export copy may be made of, the best first: the masked copy once there is one, otherwise the original
/// or the preview, if they may leave.
fn sources(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Result<Vec<BlobRef>, Error> {
    let state = notebook.state();
    let may = leaves(state, visit);
    let masked = state.field(visit, photo, "masked");
    let mut blobs = match masked.and_then(|field| field.values().first().copied()) {
        // Copy and preview; the thumbnail is too small to be shown.
        Some(value) => value.blobs().into_iter().take(2).collect::<Vec<_>>(),
        None => ["original", "preview"]
            .iter()
            .filter_map(|field| blob_of(notebook, visit, photo, field))
            .collect(),
    };
    blobs.retain(|blob| !state.is_blob_redacted(visit, &blob.hash));
    if blobs.iter().any(|blob| may.keeps(&blob.hash)) {
        return Err(refused("photo-waits"));
    }
    Ok(blobs)
}

fn picture(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Result<Picture, Error> {
    let original = blob_of(notebook, visit, photo, "original");
    let heic = capture_of(notebook, visit, photo).is_some_and(|capture| capture.media == Media::Heic);
    for blob in sources(notebook, visit, photo)? {
        // No program here unpacks a HEIC: its preview stands for it.
        if heic && original == Some(blob) {
            continue;
        }
        if let Some(reading) = notebook.vault().open(&blob.hash)? {
            let source = BufReader::with_capacity(64 << 10, reading);
            return Ok(open(source, Want::Pixels(MASKED_PIXELS))?.1);
        }
    }
    Err(not_here())
}

/// A photo as a figure of a document: what may leave of it, of its smallest file that is large enough.
///
/// # Errors
/// As [`export_photo`].
pub fn photo_figure(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Result<FigureImage, Error> {
    let small_first = sources(notebook, visit, photo)?.into_iter().rev();
    for blob in small_first {
        if let Some(reading) = notebook.vault().open(&blob.hash)? {
            return figure(BufReader::with_capacity(64 << 10, reading));
        }
    }
    Err(not_here())
}

/// Makes an export copy of a photo: a JPEG of at most 16 megapixels with its mark at the bottom left.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when the photo waits to be masked or is unknown; [`crate::ErrorKind::NotFound`] when its
/// file is not here; [`crate::ErrorKind::BadInput`] when no font has the letters of the mark; and what the disk says.
pub fn export_photo(
    notebook: &Notebook,
    visit: &StreamName,
    photo: &Entity,
    mark: &Mark<'_>,
) -> Result<Vec<u8>, Error> {
    let lines = photo_mark(notebook, visit, photo, mark)?;
    let picture = picture(notebook, visit, photo)?;
    let text = lines.concat();
    let font = match mark.font {
        Some(path) => Font::read(path, &text)?,
        None => Font::of_system(&text)?,
    };
    marked(picture, &lines, &font)
}
