//! 文件 and 实地考察: documents that were shown and notes of what was seen at the site.

use super::thing::{Thing, Words, rows, standing};
use crate::Error;
use crate::field::{SeenDocument, words_of};
use crate::ids::StreamName;
use crate::notebook::Notebook;

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DocumentRow {
    /// The thing, for the verbs.
    pub thing: Thing,
    /// What it is called, of everybody who wrote it.
    pub title: Words,
    /// The document, or each of the statements that differ about it.
    pub seen: Vec<SeenDocument>,
}

/// One site note.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SiteNoteRow {
    /// The thing, for the verbs.
    pub thing: Thing,
    /// What was seen, in the words of everybody who wrote some.
    pub words: Words,
}

/// The documents of a visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn documents(notebook: &Notebook, visit: &StreamName) -> Result<Vec<DocumentRow>, Error> {
    rows(notebook, visit, "document", |thing| {
        let entity = &thing.entity;
        Ok(Some(DocumentRow {
            title: words_of(notebook, visit, entity, "title")?,
            seen: standing(notebook, visit, entity, "seen", |value| SeenDocument::read(value).ok()),
            thing,
        }))
    })
}

/// The site notes of a visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn site_notes(notebook: &Notebook, visit: &StreamName) -> Result<Vec<SiteNoteRow>, Error> {
    rows(notebook, visit, "note", |thing| {
        Ok(Some(SiteNoteRow {
            words: words_of(notebook, visit, &thing.entity, "words")?,
            thing,
        }))
    })
}
