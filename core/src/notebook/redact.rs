//! Redaction: stating one, and obeying those that are valid.
//!
//! What was obeyed once stays obeyed: the text is dropped with every trace in the file, the blob with its file, and both
//! are refused from anyone for good, even if the redaction is cut off later.

use super::{Edit, Notebook};
use crate::Error;
use crate::change::{Entity, TextRef, Value};
use crate::ids::{BlobHash, OpId, StreamName};
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

    /// Redacts a blob: by its author where nobody else named it, a leader or the organiser.
    ///
    /// # Errors
    /// What the store says.
    pub fn redact_blob(&mut self, stream: &StreamName, blob: &BlobHash) -> Result<Vec<OpId>, Error> {
        let entity = Entity::new("blob", &blob.to_string());
        let ids = self.save(&[Edit::new(stream, entity, "redacted", Value::bool(true))])?;
        self.obey()?;
        Ok(ids)
    }

    /// Drops every text and blob that a valid redaction names. Where the disk does not let it, whatever is taken next
    /// tries again, be it nothing new.
    ///
    /// # Errors
    /// What the store says.
    pub fn obey(&mut self) -> Result<(), Error> {
        let obeyed = self.drop_blobs().and_then(|()| self.drop_texts());
        self.disobeyed = obeyed.is_err();
        obeyed
    }

    /// The file goes before the note of it, so that a stop in between is made good at the next opening.
    fn drop_blobs(&self) -> Result<(), Error> {
        let redacted = self.blob_redactions();
        if redacted.is_empty() {
            return Ok(());
        }
        let noted = self.store.read(store::redacted_blobs)?;
        let new = |(stream, blob): &(StreamName, BlobHash)| !noted.contains(&(stream.to_string(), *blob));
        let lacking: Vec<_> = redacted.into_iter().filter(new).collect();
        for (stream, blob) in &lacking {
            let mut elsewhere = self.state.named_blobs().filter(|(_, _, _, named)| named.hash == *blob);
            let kept = elsewhere.any(|(other, ..)| other != stream && !self.state.is_blob_redacted(other, blob));
            if !kept {
                self.vault().remove(blob)?;
            }
        }
        self.store.write(|transaction| {
            let mut all = lacking.iter();
            all.try_for_each(|(stream, blob)| store::redact_blob(transaction, stream, blob))
        })
    }

    fn drop_texts(&self) -> Result<(), Error> {
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

    /// Every blob that a valid redaction names.
    #[must_use]
    pub fn blob_redactions(&self) -> Vec<(StreamName, BlobHash)> {
        let fields = self.state.fields().filter(|field| &*field.key.field == "redacted");
        let blobs = fields.filter(|field| &*field.key.entity.kind == "blob");
        let blob =
            |field: &crate::merge::Field| Some((field.key.stream.clone(), BlobHash::parse(&field.key.entity.key)?));
        blobs.filter_map(blob).collect()
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
