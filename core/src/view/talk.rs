//! 座谈: the talks of a visit, with the units that were there and what was gone through.

use super::thing::{Thing, Words, rows, standing};
use crate::Error;
use crate::field::{Talk, words_of};
use crate::ids::StreamName;
use crate::notebook::Notebook;

/// One talk.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TalkRow {
    /// The thing, for the verbs.
    pub thing: Thing,
    /// The talk, or each of the statements that differ about it.
    pub held: Vec<Talk>,
    /// Units and posts that were there, of everybody who wrote some.
    pub present: Words,
    /// Notes.
    pub notes: Words,
}

impl TalkRow {
    /// How many people took part: of two numbers the larger, until one stands.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.held.iter().map(|talk| talk.people).max().unwrap_or(0)
    }
}

/// The talks of a visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn talks(notebook: &Notebook, visit: &StreamName) -> Result<Vec<TalkRow>, Error> {
    rows(notebook, visit, "talk", |thing| {
        let entity = &thing.entity;
        Ok(Some(TalkRow {
            held: standing(notebook, visit, entity, "held", |value| Talk::read(value).ok()),
            present: words_of(notebook, visit, entity, "present")?,
            notes: words_of(notebook, visit, entity, "note")?,
            thing,
        }))
    })
}
