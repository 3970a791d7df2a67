//! Redacting a photo: its file, preview and thumbnail, and its masked copies where that is asked for.
//!
//! Without the masked copies this is how the unmasked form of a masked photo is dropped for good.

use std::collections::BTreeSet;

use super::method::refused;
use crate::Error;
use crate::change::{Entity, Value};
use crate::ids::{BlobHash, StreamName};
use crate::notebook::{Edit, Notebook};

/// What came of a redaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Redacted {
    /// Files that are gone, here and wherever this arrives.
    pub gone: usize,
    /// Files that somebody else named too: a leader must say it.
    pub waiting: usize,
}

/// Every blob that a photo's fields ever named; of `masked` only where asked for.
fn blobs(notebook: &Notebook, visit: &StreamName, photo: &Entity, masked: bool) -> BTreeSet<BlobHash> {
    let fields = ["original", "preview", "thumb", "masked"];
    let fields = fields.iter().take(if masked { 4 } else { 3 });
    let said = fields.filter_map(|name| notebook.state().field(visit, photo, name));
    let values = said.flat_map(|field| field.statements.iter().flat_map(|said| said.value.blobs()));
    values.map(|blob| blob.hash).collect()
}

/// Redacts a photo for good: by whoever took it where nobody else named its files, a leader or the organiser. With
/// `masked` its masked copies go too.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when there is no such photo or this writer may not; and what the store says.
pub fn redact_photo(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    masked: bool,
) -> Result<Redacted, Error> {
    let blobs = blobs(notebook, visit, photo, masked);
    if blobs.is_empty() {
        return Err(refused("photo-unknown"));
    }
    let new = blobs
        .iter()
        .filter(|blob| !notebook.state().is_blob_redacted(visit, blob));
    let edit = |blob: &BlobHash| {
        let entity = Entity::new("blob", &blob.to_string());
        Edit::new(visit, entity, "redacted", Value::bool(true))
    };
    let edits: Vec<Edit> = new.map(edit).collect();
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    notebook.obey()?;
    let gone = blobs
        .iter()
        .filter(|blob| notebook.state().is_blob_redacted(visit, blob))
        .count();
    Ok(Redacted {
        gone,
        waiting: blobs.len() - gone,
    })
}
