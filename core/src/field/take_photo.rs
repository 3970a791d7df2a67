//! 拍照: a photo as the camera wrote it, with what a person says of it.
//!
//! The file is read, hashed and made small before anything is kept, so that what is no photo leaves no trace. Its bytes
//! go into the vault as they are; names of files are looked at and never recorded.

use std::fs::OpenOptions;
use std::io::BufReader;
use std::path::Path;

use super::method::{check_line, new_key, own_words, read_indicator, refused};
use super::photo_intent::{Intent, named_file, unreadable};
use crate::change::{Entity, Moment, Value};
use crate::evidence::{CameFrom, Capture, Derived, Fix, Look, Media, PREVIEW_SIDE, Want, derive, look, open};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, Sentence, privacy, vault};

/// Where a photo comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A camera took it into a file of this app, which is removed once it is kept.
    Taken {
        /// When, by this machine's clocks.
        at: Moment,
        /// Where this machine was.
        fix: Option<Fix>,
        /// Whether it was the system's camera, because this app's own failed.
        by_system: bool,
    },
    /// It was chosen from elsewhere, and stays there.
    Imported,
}

/// A photo to be taken.
#[derive(Debug, Clone, Copy)]
pub struct Shot<'a> {
    /// The file.
    pub file: &'a Path,
    /// Of a HEIC the JPEG the platform made of it, which shows what it shows.
    pub shown: Option<&'a Path>,
    /// Where it comes from.
    pub origin: &'a Origin,
    /// What it shows, in words; may be empty.
    pub caption: &'a str,
    /// The indicator it belongs to: pack number and id.
    pub indicator: Option<(u64, &'a str)>,
}

/// A photo that was read, hashed and made small, and is not kept yet.
#[derive(Debug)]
pub struct Prepared {
    intent: Intent,
    warnings: Vec<Sentence>,
}

/// A photo that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Taken {
    /// The photo.
    pub photo: Entity,
    /// What in its caption or file name may point at a person.
    pub warnings: Vec<Sentence>,
}

/// The code of an indicator, refused when it is none.
fn code_of((pack, id): (u64, &str)) -> Result<String, Error> {
    if !(1..=64).contains(&id.len()) {
        return Err(refused("finding-code-bad"));
    }
    Ok(format!("{pack}/{id}"))
}

/// Refuses a caption or file name with a number of a person or a mark of secrecy; gives what is to be warned of.
fn looked_at(text: &str) -> Result<Vec<Sentence>, Error> {
    privacy::refuse_secret(text)?;
    privacy::refuse(text)?;
    Ok(privacy::warnings(text))
}

/// What is to be warned of in the words around a photo.
fn words_around(shot: &Shot<'_>) -> Result<Vec<Sentence>, Error> {
    check_line(shot.caption)?;
    let mut warnings = looked_at(shot.caption)?;
    // A camera names its files by time; a person who names one may write anything.
    if *shot.origin == Origin::Imported
        && let Some(name) = shot.file.file_stem()
    {
        warnings.extend(looked_at(&name.to_string_lossy())?);
    }
    Ok(warnings)
}

fn reading(path: &Path) -> Result<BufReader<std::fs::File>, Error> {
    let file = std::fs::File::open(path).map_err(unreadable)?;
    Ok(BufReader::with_capacity(64 << 10, file))
}

/// What a file says and shows; a HEIC shows by its JPEG.
fn seen(shot: &Shot<'_>) -> Result<(Look, Derived), Error> {
    let mut own = look(&mut reading(shot.file)?)?;
    let shown = match (own.media, shot.shown) {
        (Media::Heic, Some(shown)) => shown,
        // Without its JPEG a HEIC is refused by `open`, which says why.
        _ => shot.file,
    };
    let (look, picture) = open(reading(shown)?, Want::Side(PREVIEW_SIDE))?;
    (own.size, own.orientation) = (look.size, look.orientation);
    Ok((own, derive(&picture)?))
}

/// Makes the camera's file last, so that whoever is cut off finds it again.
fn settle(path: &Path) -> Result<(), Error> {
    let file = OpenOptions::new().read(true).write(true).open(path);
    file.and_then(|file| file.sync_all()).map_err(unreadable)?;
    path.parent().map_or(Ok(()), vault::sync_folder)
}

fn intend(visit: &StreamName, shot: &Shot<'_>, now: Moment) -> Result<Intent, Error> {
    let indicator = shot.indicator.map(code_of).transpose()?;
    let file = std::path::absolute(shot.file).map_err(unreadable)?;
    let file = file.to_str().ok_or_else(|| refused("photo-path"))?.to_owned();
    if let Origin::Taken { fix: Some(fix), .. } = shot.origin {
        fix.check()?;
    }
    let (look, derived) = seen(shot)?;
    let (at, came_from, fix) = match shot.origin {
        Origin::Taken { at, fix, by_system } => {
            settle(shot.file)?;
            let camera = if *by_system {
                CameFrom::SystemCamera
            } else {
                CameFrom::Camera
            };
            (*at, camera, fix.clone())
        }
        Origin::Imported => (now, CameFrom::Elsewhere, None),
    };
    let capture = Capture {
        media: look.media,
        size: look.seen().unwrap_or_default(),
        at,
        came_from,
        fix,
        claims: look.claims,
    };
    Ok(Intent {
        visit: visit.clone(),
        photo: Entity::new("photo", &new_key()?),
        file,
        ours: came_from != CameFrom::Elsewhere,
        original: named_file(shot.file)?,
        preview: derived.preview,
        thumbnail: derived.thumbnail,
        capture: capture.to_value(),
        caption: shot.caption.trim().to_owned(),
        indicator: indicator.unwrap_or_default(),
    })
}

/// Takes a photo. When this returns it has reached the disk, and the camera's file is gone; where it fails, nothing was
/// kept and the camera's file is where it was. Killed at any moment, it is finished as the notebook next opens, or
/// there is nothing.
///
/// # Errors
/// [`crate::ErrorKind::BadInput`] when the file is no whole JPEG, PNG or HEIC or is too large;
/// [`crate::ErrorKind::Refused`] when a HEIC comes without its JPEG, the visit is closed, this writer may not, or caption
/// or name hold what must not be recorded; and what the disk says.
pub fn take_photo(notebook: &mut Notebook, visit: &StreamName, shot: &Shot<'_>) -> Result<Taken, Error> {
    may_take(notebook, visit)?;
    let prepared = prepare_photo(visit, shot, notebook.now())?;
    keep_photo(notebook, prepared)
}

/// Whether a photo may be taken at a visit now.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when the visit is closed or this writer may not; and what the store says.
pub fn may_take(notebook: &Notebook, visit: &StreamName) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    notebook.may(visit, "photo", "original")
}

/// The part of [`take_photo`] that takes long and needs no notebook: reads the file, hashes it and makes it small. `now`
/// stands for the time of what is imported.
///
/// # Errors
/// As [`take_photo`], for the file and the words around it.
pub fn prepare_photo(visit: &StreamName, shot: &Shot<'_>, now: Moment) -> Result<Prepared, Error> {
    let warnings = words_around(shot)?;
    let intent = intend(visit, shot, now)?;
    Ok(Prepared { intent, warnings })
}

/// Keeps what was prepared.
///
/// # Errors
/// As [`take_photo`], for the notebook and the disk.
pub fn keep_photo(notebook: &mut Notebook, prepared: Prepared) -> Result<Taken, Error> {
    let Prepared { mut intent, warnings } = prepared;
    may_take(notebook, &intent.visit)?;
    let _guard = notebook.vault().guard(true)?;
    intent.go_on(notebook)?;
    intent.keep(notebook)?;
    if let Err(fault) = intent.fill(notebook).and_then(|()| intent.say(notebook)) {
        // What cannot be taken back now is finished or given up at the next start.
        if !intent.undo(notebook).unwrap_or(false) {
            return Err(fault);
        }
    }
    // The photo is kept; a camera's file that does not go now goes at the next start.
    let _ = intent.clear(notebook);
    Ok(Taken {
        photo: intent.photo,
        warnings,
    })
}

/// Writes one's own caption of a photo anew; gives what is to be warned of.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when it holds what must not be recorded or the visit is closed; and what the store says.
pub fn mend_caption(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    caption: &str,
) -> Result<Vec<Sentence>, Error> {
    super::answer::open(notebook, visit)?;
    check_line(caption)?;
    let warnings = looked_at(caption)?;
    if let Some(edit) = own_words(notebook, visit, photo, "caption", caption)? {
        notebook.save(&[edit])?;
    }
    Ok(warnings)
}

/// Says to which indicator a photo belongs; none takes it back. `seen` is what the screen showed.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when the indicator is no code or the visit is closed; and what the store says.
pub fn assign_photo(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    indicator: Option<(u64, &str)>,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    let code = indicator.map(code_of).transpose()?;
    let value = code.map_or_else(Value::null, |code| Value::code(&code));
    let edit = Edit::new(visit, photo.clone(), "indicator", value).seen(seen.as_ref());
    notebook.save(&[edit]).map(|_| ())
}

/// The indicator a photo belongs to, where people agree.
#[must_use]
pub fn photo_indicator(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Option<(u64, String)> {
    let field = notebook.state().field(visit, photo, "indicator")?;
    match field.values()[..] {
        [one] => read_indicator(one.as_code()?),
        _ => None,
    }
}

/// How a photo came to be, as the log says.
#[must_use]
pub fn capture_of(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Option<Capture> {
    let field = notebook.state().field(visit, photo, "taken")?;
    Capture::read(field.values().first()?).ok()
}
