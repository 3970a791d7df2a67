//! What verbs ask a notebook before they write: who writes here, what stands, what was said.

use super::Notebook;
use crate::change::{Entity, KeyStore, Moment, Value};
use crate::ids::{GroupId, OpId, StreamName};
use crate::merge::Field;
use crate::model::Role;
use crate::{Error, ErrorKind, Sentence};

/// What a screen showed of a field when a person answered: handed out by views and given back to verbs, never read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen(Vec<OpId>);

impl Seen {
    /// These statements.
    #[must_use]
    pub fn new(ids: impl IntoIterator<Item = OpId>) -> Self {
        Self(ids.into_iter().collect())
    }

    /// What stands in a field.
    #[must_use]
    pub fn of(field: &Field) -> Self {
        Self(field.heads().map(|head| head.first).collect())
    }
}

impl AsRef<[OpId]> for Seen {
    fn as_ref(&self) -> &[OpId] {
        &self.0
    }
}

/// What a stream rested on when it was looked at. As long as it is the same, nothing shown of the stream changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    folds: u64,
    ops: usize,
}

impl Notebook {
    /// What a stream rests on now.
    #[must_use]
    pub fn stand(&self, stream: &StreamName) -> Stand {
        Stand {
            // An op can change what another stream shows only where everything is folded anew.
            folds: self.folds,
            ops: self.state.count_in(stream),
        }
    }

    /// The role this writer's credential gives; until the log has one, the chain of its enrolment.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        let known = self.state.bearer(&self.id).map(|(role, _)| role);
        known.or_else(|| self.shown().map(|credential| credential.role))
    }

    /// The group of this writer's credential.
    #[must_use]
    pub fn group(&self) -> Option<GroupId> {
        match self.state.bearer(&self.id) {
            Some((_, group)) => group.cloned(),
            None => self.shown().and_then(|credential| credential.group.clone()),
        }
    }

    /// The key of this writer, to sign with outside every lock.
    #[must_use]
    pub fn keys_shared(&self) -> super::Keys {
        self.writer.keys.clone()
    }

    /// The key of this installation, for what is signed besides segments.
    #[must_use]
    pub fn keys(&self) -> &dyn KeyStore {
        &*self.writer.keys
    }

    /// Now, by this machine's clocks.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.writer.clock.now()
    }

    /// Whether this writer may not set a field of a kind of thing in a stream, or is held back: asked before files are
    /// touched; `save` asks again.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Refused`] when it may not; and what the store says.
    pub(crate) fn may(&self, stream: &StreamName, kind: &str, field: &str) -> Result<(), Error> {
        if self.state.forbids(&self.id, stream, kind, field) {
            return Err(Error::new(ErrorKind::Refused, Sentence::new("notebook-no-right")));
        }
        if self.is_held()? {
            return Err(Error::new(ErrorKind::Refused, Sentence::new("notebook-held")));
        }
        Ok(())
    }

    /// What stands in a field now, for a verb no screen precedes.
    #[must_use]
    pub fn seen(&self, stream: &StreamName, entity: &Entity, field: &str) -> Seen {
        let field = self.state.field(stream, entity, field);
        field.map(Seen::of).unwrap_or_default()
    }

    /// Whether a field shows this value and no other.
    #[must_use]
    pub fn shows(&self, stream: &StreamName, entity: &Entity, field: &str, value: &Value) -> bool {
        let field = self.state.field(stream, entity, field);
        field.is_some_and(|field| field.values() == [value])
    }

    /// The typed text a field shows; none when nothing is said, the text is not held, or two differ.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn said(&self, stream: &StreamName, entity: &Entity, field: &str) -> Result<Option<String>, Error> {
        let Some(field) = self.state.field(stream, entity, field) else {
            return Ok(None);
        };
        match field.values()[..] {
            [one] => one.texts().first().map_or(Ok(None), |text| self.text(stream, text)),
            _ => Ok(None),
        }
    }
}
