//! Redacting what was typed: the words of a thing go for good, everywhere, while the thing and its signatures stand.

use std::collections::BTreeSet;

use super::method::refused;
use super::redact_photo::Redacted;
use crate::Error;
use crate::change::{Entity, TextRef, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};

/// Redacts every text the fields of a thing ever named: by whoever typed it, a leader or the organiser.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when the thing has no words or this writer may not; and what the store says.
pub fn redact_words(notebook: &mut Notebook, visit: &StreamName, entity: &Entity) -> Result<Redacted, Error> {
    let fields = notebook.state().fields_of(visit, entity);
    let statements = fields.flat_map(|field| &field.statements);
    let texts: BTreeSet<TextRef> = statements.flat_map(|said| said.value.texts()).collect();
    if texts.is_empty() {
        return Err(refused("method-no-words"));
    }
    let new = texts
        .iter()
        .filter(|text| !notebook.state().is_text_redacted(visit, text));
    let edit = |text: &TextRef| {
        let entity = Entity::new("text", &text.entity_key());
        Edit::new(visit, entity, "redacted", Value::bool(true))
    };
    let edits: Vec<Edit> = new.map(edit).collect();
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    notebook.obey()?;
    let gone = texts
        .iter()
        .filter(|text| notebook.state().is_text_redacted(visit, text))
        .count();
    Ok(Redacted {
        gone,
        waiting: texts.len() - gone,
    })
}
