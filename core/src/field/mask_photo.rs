//! 遮挡 and 无人脸: what lets a photo of a school or a place of treatment or recovery leave the phone that took it.
//!
//! Masking makes a second file with its preview and thumbnail, linked to the photo; from then on it stands for the photo
//! and the unmasked form stays (`evidence::leaves`). What is masked is not recorded, only the masked picture.

use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};

use super::method::{new_key, refused};
use super::photo_intent::{bring, drop_blobs, kept, named, unreadable};
use super::take_photo::capture_of;
use crate::change::{BlobRef, Entity, Value};
use crate::evidence::{MASKED_PIXELS, Masked, Media, Picture, Region, Want, mask, open};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::vault::Reading;
use crate::{Error, ErrorKind, Sentence, store};

/// How masked copies on their way begin among the drafts.
pub(super) const INTENT: &str = "mask/";

/// The one blob a field of a photo names, not redacted.
pub(super) fn blob_of(notebook: &Notebook, visit: &StreamName, photo: &Entity, field: &str) -> Option<BlobRef> {
    let values = notebook.state().field(visit, photo, field)?.values();
    let blob = *values.first()?.blobs().first()?;
    let gone = notebook.state().is_blob_redacted(visit, &blob.hash);
    (!gone).then_some(blob)
}

pub(super) fn not_here() -> Error {
    Error::new(ErrorKind::NotFound, Sentence::new("photo-not-here"))
}

/// What a masked copy is made of, found and not read yet.
#[derive(Debug)]
pub enum Unmasked {
    /// A file of the vault.
    Blob(Box<Reading>),
    /// The JPEG the platform made of a HEIC.
    Shown(PathBuf),
}

impl Unmasked {
    /// Fills regions of it: the part of [`mask_photo`] that takes long and needs no notebook.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when no region is marked or one lies outside; and what the disk says.
    pub fn fill(self, regions: &[Region]) -> Result<Masked, Error> {
        let want = Want::Pixels(MASKED_PIXELS);
        let picture: Picture = match self {
            Self::Blob(reading) => open(BufReader::with_capacity(64 << 10, *reading), want)?.1,
            Self::Shown(path) => open(BufReader::new(std::fs::File::open(path).map_err(unreadable)?), want)?.1,
        };
        mask(picture, regions)
    }
}

/// Finds what a masked copy of a photo is made of: its original, the JPEG the platform made of a HEIC, or its preview
/// where the original is not here.
///
/// # Errors
/// [`ErrorKind::Refused`] when this writer may not or the visit is closed; [`ErrorKind::NotFound`] when nothing of the
/// photo is here; and what the disk says.
pub fn unmasked(
    notebook: &Notebook,
    visit: &StreamName,
    photo: &Entity,
    shown: Option<&Path>,
) -> Result<Unmasked, Error> {
    super::answer::open(notebook, visit)?;
    notebook.may(visit, "photo", "masked")?;
    let heic = capture_of(notebook, visit, photo).is_some_and(|capture| capture.media == Media::Heic);
    if let (true, Some(shown)) = (heic, shown) {
        return Ok(Unmasked::Shown(shown.to_owned()));
    }
    let fields: &[&str] = if heic { &["preview"] } else { &["original", "preview"] };
    for field in fields {
        let Some(blob) = blob_of(notebook, visit, photo, field) else {
            continue;
        };
        if let Some(reading) = notebook.vault().open(&blob.hash)? {
            return Ok(Unmasked::Blob(Box::new(reading)));
        }
    }
    Err(not_here())
}

/// Fills regions of a photo in a copy that stands for it from now on. `shown` is the JPEG of a HEIC, without which its
/// preview is masked; `seen` is what the screen showed of earlier maskings, which this one replaces.
///
/// # Errors
/// [`ErrorKind::Refused`] when no region is marked or one lies outside, this writer may not, or the visit is closed;
/// [`ErrorKind::NotFound`] when nothing of the photo is here; and what the disk says.
pub fn mask_photo(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    (regions, shown): (&[Region], Option<&Path>),
    seen: &Seen,
) -> Result<(), Error> {
    let masked = unmasked(notebook, visit, photo, shown)?.fill(regions)?;
    keep_masked(notebook, visit, photo, masked, seen)
}

/// Keeps a masked copy.
///
/// # Errors
/// [`ErrorKind::Refused`] when this writer may not or the visit is closed; and what the disk says.
pub fn keep_masked(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    masked: Masked,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    notebook.may(visit, "photo", "masked")?;
    let files = [masked.picture, masked.derived.preview, masked.derived.thumbnail];
    let blobs = files.each_ref().map(|bytes| named(bytes));
    let way = format!("{INTENT}{}", new_key()?);
    let list = Value::list(&blobs.map(|blob| Value::blob(&blob)));
    let _guard = notebook.vault().guard(true)?;
    notebook
        .store()
        .write(|at| store::keep_draft(at, &way, list.as_bytes()))?;
    let brought = files.iter().zip(&blobs).try_for_each(|(bytes, blob)| {
        let vault = notebook.vault();
        bring(vault, &way, blob, &mut Cursor::new(bytes))
    });
    let edit = Edit::new(visit, photo.clone(), "masked", list.clone()).seen(seen.as_ref());
    let saved = brought.and_then(|()| notebook.save(&[edit]).map(|_| ()));
    // Whatever came of it, what no op names goes; what cannot go now goes at the next start.
    let _ = notebook.catch_up().and_then(|()| take_back(notebook));
    saved
}

/// Drops masked copies that were on their way when the program ended and that no op names.
pub(super) fn take_back(notebook: &mut Notebook) -> Result<(), Error> {
    for (way, bytes) in kept(notebook, INTENT)? {
        let Ok(list) = Value::from_bytes(&bytes) else { continue };
        drop_blobs(notebook, &way, &list.blobs())?;
        notebook.store().write(|at| store::drop_draft(at, &way))?;
    }
    Ok(())
}

/// Says that a photo shows no face (无人脸), or takes it back. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] when the visit is closed or this writer may not; and what the store says.
pub fn mark_faceless(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    faceless: bool,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    if notebook.state().field(visit, photo, "original").is_none() {
        return Err(refused("photo-unknown"));
    }
    let edit = Edit::new(visit, photo.clone(), "faceless", Value::bool(faceless)).seen(seen.as_ref());
    notebook.save(&[edit]).map(|_| ())
}
