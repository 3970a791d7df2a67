//! Redaction: stating one, and obeying those that are valid.
//!
//! What was obeyed once stays obeyed: the text is dropped with every trace in the file, and refused from anyone for
//! good, even if the redaction is cut off later.

use super::{Edit, Notebook};
use crate::Error;
use crate::change::{Entity, TextRef, Value};
use crate::ids::{OpId, StreamName};
use crate::store;

impl Notebook {
    /// Redacts a text: by its author, a leader or the organiser.
    ///
    /// # Errors
    /// What the store says.
    pub fn redact(&mut self, stream: &StreamName, text: &TextRef) -> Result<Vec<OpId>, Error> {
        let entity = Entity::new("text", &text.entity_key());
        let ids = self.save(&[Edit::new(stream, entity, "redacted", Value::bool(true))])?;
        self.obey()?;
        Ok(ids)
    }

    /// Drops every text that a valid redaction names.
    pub(super) fn obey(&mut self) -> Result<(), Error> {
        let redacted: Vec<(StreamName, TextRef)> = self.redacted().collect();
        if redacted.is_empty() {
            return Ok(());
        }
        let lacking = self.store.read(|connection| {
            let mut lacking = Vec::new();
            for (stream, text) in redacted {
                if !store::is_redacted(connection, &stream, &text)? {
                    lacking.push((stream, text));
                }
            }
            Ok(lacking)
        })?;
        if lacking.is_empty() {
            return Ok(());
        }
        self.store.write(|transaction| {
            for (stream, text) in &lacking {
                store::redact(transaction, stream, text)?;
            }
            Ok(())
        })?;
        self.store.settle()
    }

    /// Every text that a valid redaction names.
    #[must_use]
    pub fn redactions(&self) -> Vec<(StreamName, TextRef)> {
        self.redacted().collect()
    }

    fn redacted(&self) -> impl Iterator<Item = (StreamName, TextRef)> {
        let fields = self.state.fields().filter(|field| &*field.key.field == "redacted");
        let texts = fields.filter(|field| &*field.key.entity.kind == "text");
        texts.filter_map(|field| {
            let text = TextRef::from_entity_key(&field.key.entity.key)?;
            Some((field.key.stream.clone(), text))
        })
    }
}
