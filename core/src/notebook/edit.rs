//! An edit: one statement a verb wants to make, before it is an op.

use crate::change::{Entity, TextFrame, TextRef, Value};
use crate::ids::{OpId, StreamName, WriterId};
use crate::privacy::{self, Warnings};
use crate::{Error, ErrorKind, Place, Sentence};

/// A text a person typed, checked and salted, not saved yet.
#[derive(Debug, Clone)]
pub struct Typed(pub(super) TextFrame);

impl Typed {
    /// Checks a typed text and gives it its name. Spaces at its ends are taken off.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when it holds a number that belongs to a person, with its place, or is too long.
    pub(super) fn new(writer: WriterId, text: &str) -> Result<Self, Error> {
        let text = text.trim();
        privacy::refuse(text)?;
        if text.len() > crate::change::MAX_TEXT {
            let most = crate::change::MAX_TEXT / 1024;
            return Err(Error::new(
                ErrorKind::Refused,
                Sentence::new("notebook-text-long").with("most", most),
            ));
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)
            .map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))?;
        Ok(Self(TextFrame::new(writer, salt, text)))
    }

    /// The name ops give it.
    #[must_use]
    pub fn name(&self) -> TextRef {
        self.0.name()
    }

    /// As a value.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::text(&self.name())
    }
}

/// One statement: a side of a thing, set to a value.
#[derive(Debug, Clone)]
pub struct Edit {
    pub(super) stream: StreamName,
    pub(super) entity: Entity,
    pub(super) field: Box<str>,
    pub(super) value: Value,
    pub(super) seen: Vec<OpId>,
    pub(super) reason: Option<TextRef>,
    pub(super) texts: Vec<Typed>,
    /// What its words may say of persons; whoever saves it is told.
    pub(super) warned: Warnings,
}

impl Edit {
    /// Sets `field` of a thing to `value`.
    #[must_use]
    pub fn new(stream: &StreamName, entity: Entity, field: &str, value: Value) -> Self {
        Self {
            stream: stream.clone(),
            entity,
            field: field.into(),
            value,
            seen: Vec::new(),
            reason: None,
            texts: Vec::new(),
            warned: Warnings::default(),
        }
    }

    /// Sets `field` of a thing to a typed text.
    #[must_use]
    pub fn typed(stream: &StreamName, entity: Entity, field: &str, text: Typed) -> Self {
        Self::new(stream, entity, field, text.value()).with(text)
    }

    /// The heads the person saw on the screen.
    #[must_use]
    pub fn seen(mut self, seen: &[OpId]) -> Self {
        self.seen = seen.to_vec();
        self
    }

    /// Carries a text the value names.
    #[must_use]
    pub fn with(mut self, text: Typed) -> Self {
        self.warned.look(&text.0.text, Place::default);
        self.texts.push(text);
        self
    }

    /// Looks at words that stand in the value itself, such as a document's number; `row` where they are of a list.
    #[must_use]
    pub(crate) fn looking_at(mut self, words: &str, row: Option<usize>) -> Self {
        self.warned.look(words, || Place {
            row,
            ..Place::default()
        });
        self
    }

    /// Says why; by a leader that makes it a decision.
    #[must_use]
    pub fn because(mut self, reason: Typed) -> Self {
        self.reason = Some(reason.name());
        self.with(reason)
    }
}
