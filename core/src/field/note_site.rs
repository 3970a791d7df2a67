//! 实地考察: what was seen at the site, in one's own words.

use super::method::{new_key, own_words, refused};
use crate::Error;
use crate::change::Entity;
use crate::ids::StreamName;
use crate::notebook::Notebook;

/// Writes a site note down and gives its key.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when it says nothing, holds what must not be recorded, or the visit is closed; and what
/// the store says.
pub fn note_site(notebook: &mut Notebook, visit: &StreamName, text: &str) -> Result<Entity, Error> {
    let entity = Entity::new("note", &new_key()?);
    mend_site_note(notebook, visit, &entity, text)?;
    Ok(entity)
}

/// Writes one's own words of a site note anew; those of others stay beside them.
///
/// # Errors
/// As [`note_site`].
pub fn mend_site_note(notebook: &mut Notebook, visit: &StreamName, entity: &Entity, text: &str) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    if text.trim().is_empty() {
        return Err(refused("finding-text-empty"));
    }
    match own_words(notebook, visit, entity, "words", text)? {
        Some(edit) => notebook.save(&[edit]).map(|_| ()),
        None => Ok(()),
    }
}
