//! Findings by choice: which of a group's notes its report tells in the text.
//!
//! What is left out of the text stays in the annex, the ledger and every number: choosing is about reading, never about
//! what was found.

use std::collections::BTreeMap;

use super::choose_picture::{check_choice, choice_entity, choices};
use crate::change::{Entity, Value};
use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// The field it is said in.
pub const TOLD: &str = "told";

/// What a leader said of notes for a document, by visit and key: told in the text, or not. What nobody chose is left to the
/// draft.
#[must_use]
pub fn chosen_notes(notebook: &Notebook, home: &StreamName, document: &str) -> BTreeMap<(StreamName, String), bool> {
    let said = choices(notebook, (home, document), TOLD).filter_map(|(visit, note, field)| {
        // Where two leaders differ the note is told: leaving one out is what nobody would notice.
        let told = field.values().into_iter().filter_map(Value::as_bool).max()?;
        Some(((visit, note.to_owned()), told))
    });
    said.collect()
}

/// Has a note told in a document's text, or left out of it, or with none leaves it to the draft. `seen` is what the screen
/// showed.
///
/// # Errors
/// [`ErrorKind::Refused`] for a document whose notes are not chosen, a note that is not there, or by anybody but a leader of
/// the group; and what the store says.
pub fn choose_note(
    notebook: &mut Notebook,
    (home, document): (&StreamName, &str),
    (visit, note): (&StreamName, &Entity),
    told: Option<bool>,
    seen: &Seen,
) -> Result<(), Error> {
    if NoteKind::of(&note.kind).is_none() {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("lead-note-unknown")));
    }
    check_choice(notebook, (home, document), (visit, note), "lead-note-unknown")?;
    let value = told.map_or_else(Value::null, Value::bool);
    let edit = Edit::new(home, choice_entity(document, visit, note), TOLD, value);
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}
