//! A said answer: what was found, how it is known, as of when, and whether it came by paper.

use chrono::NaiveDate;

use super::codec;
use crate::change::{self, Entity, TextRef};
use crate::ids::{MemberId, StreamName};
use crate::judge::{Answer, Document, Value};
use crate::merge::Field;
use crate::notebook::{Notebook, Typed};
use crate::{Error, Sentence, privacy};

/// An answer as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Said {
    /// What was found and how it is known, with the note beside it.
    pub answer: Answer,
    /// The day the numbers are of, where it is not the day of the visit.
    pub as_of: Option<NaiveDate>,
    /// 纸面转录: typed in later from a paper sheet.
    pub from_paper: bool,
}

impl From<Answer> for Said {
    fn from(answer: Answer) -> Self {
        Self {
            answer,
            as_of: None,
            from_paper: false,
        }
    }
}

impl Said {
    /// The number of the document that was seen.
    pub(super) fn number(&self) -> Option<&str> {
        match self.answer.value() {
            Value::Document(Document::Seen { number, .. }) => number.as_deref(),
            _ => None,
        }
    }

    /// What its words may say of persons, to be shown while they are being typed; nothing is refused for it. Places are
    /// counted within each text.
    #[must_use]
    pub fn warnings(&self) -> Vec<Sentence> {
        let words = match self.answer.value() {
            Value::Text(words) | Value::NotApplicable { reason: words } => Some(words.as_str()),
            _ => self.number(),
        };
        let texts = words.into_iter().chain([self.answer.note()]);
        texts.flat_map(privacy::warnings).collect()
    }

    /// The value in the log, and the texts it names.
    ///
    /// # Errors
    /// When a text is refused or a number has no room.
    pub(crate) fn write(&self, notebook: &Notebook) -> Result<(change::Value, Vec<Typed>), Error> {
        let mut texts = Vec::new();
        if let Some(number) = self.number() {
            privacy::refuse(number)?;
        }
        let value = codec::write(self, |text| {
            let typed = notebook.typed(text)?;
            let name = typed.name();
            texts.push(typed);
            Ok(name)
        })?;
        Ok((value, texts))
    }
}

/// Writes an answer as a value of the log; `typed` names the one text it may hold.
///
/// # Errors
/// When a number has no room, and what `typed` says.
pub fn write_said(said: &Said, typed: impl FnOnce(&str) -> Result<TextRef, Error>) -> Result<change::Value, Error> {
    codec::write(said, typed)
}

/// Reads a value of the log. `text` gives a typed text, or nothing where it is not held; `note` is what stands beside
/// the answer, which for 不适用 is its reason.
///
/// # Errors
/// When the value is no answer.
pub fn read_said(
    value: &change::Value,
    note: &str,
    mut text: impl FnMut(&TextRef) -> Option<String>,
) -> Result<Said, Error> {
    codec::read(value, note, &mut text)
}

/// The notes beside an answer, of everybody who wrote one that is held.
///
/// # Errors
/// When the store cannot be read.
pub fn notes(notebook: &Notebook, stream: &StreamName, entity: &Entity) -> Result<Vec<(MemberId, String)>, Error> {
    let mut notes = Vec::new();
    for field in notebook.state().fields_of(stream, entity) {
        let member = field.key.field.strip_prefix("note.").and_then(MemberId::parse);
        let (Some(member), Some(note)) = (member, notebook.said(stream, entity, &field.key.field)?) else {
            continue;
        };
        notes.push((member, note));
    }
    Ok(notes)
}

/// The one answer that stands in a field; none when nothing is said, it was taken back, or two differ.
///
/// # Errors
/// When the store cannot be read.
pub fn standing(notebook: &Notebook, stream: &StreamName, entity: &Entity, field: &str) -> Result<Option<Said>, Error> {
    let value = match notebook.state().field(stream, entity, field).map(Field::values) {
        Some(values) if values.len() == 1 => values[0].clone(),
        _ => return Ok(None),
    };
    if value.is_null() {
        return Ok(None);
    }
    let notes: Vec<String> = notes(notebook, stream, entity)?
        .into_iter()
        .map(|(_, note)| note)
        .collect();
    read_held(notebook, stream, &value, &notes.join("；"))
}

/// Reads a value with the text it names, where that is held; none for a value of a later version, which shows as nothing
/// rather than as something else. A text that could not be read is no text that is not there.
///
/// # Errors
/// When the store cannot be read.
pub(crate) fn read_held(
    notebook: &Notebook,
    stream: &StreamName,
    value: &change::Value,
    note: &str,
) -> Result<Option<Said>, Error> {
    let mut failed = None;
    let said = read_said(value, note, |text| {
        let held = notebook.text(stream, text);
        held.unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    failed.map_or(Ok(said.ok()), Err)
}
