//! 文件: a document that was shown, or of which a copy was taken. What carries a mark of secrecy is refused.

use chrono::NaiveDate;

use super::method::{check_line, new_key, own_words, refused};
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{Entity, MAX_OP, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, privacy};

/// The longest document number, in bytes.
const MOST_NUMBER: usize = 200;

/// A document as it was seen; its title stands beside it in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SeenDocument {
    /// 文号.
    pub number: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Whether a copy was taken; otherwise it was only seen.
    pub copy: bool,
}

impl SeenDocument {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(3);
        match &self.number {
            Some(number) => out.text(number),
            None => out.null(),
        };
        match self.date {
            Some(day) => out.text(&day.to_string()),
            None => out.null(),
        };
        out.bool(self.copy);
        Value::written(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no document.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?;
        reader.tuple(3)?;
        let number = super::codec::maybe(&mut reader, |reader| reader.text(MOST_NUMBER).map(str::to_owned))?;
        let date = super::codec::maybe(&mut reader, super::codec::read_day)?;
        let copy = reader.bool()?;
        Ok(Self { number, date, copy })
    }

    fn check(&self, title: &str) -> Result<(), Error> {
        privacy::refuse_secret(title)?;
        check_line(title)?;
        let Some(number) = &self.number else {
            return Ok(());
        };
        privacy::refuse_secret(number)?;
        privacy::refuse(number)?;
        if number.trim().is_empty() || number.len() > MOST_NUMBER {
            return Err(refused("field-number-long"));
        }
        Ok(())
    }
}

/// Records a document and gives its key.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when it has no title, title or number carry a mark of secrecy or hold what must not be
/// recorded, or the visit is closed; and what the store says.
pub fn see_document(
    notebook: &mut Notebook,
    visit: &StreamName,
    document: &SeenDocument,
    title: &str,
) -> Result<Entity, Error> {
    if title.trim().is_empty() {
        return Err(refused("method-title-missing"));
    }
    let entity = Entity::new("document", &new_key()?);
    mend_document(notebook, visit, &entity, document, title, &Seen::default())?;
    Ok(entity)
}

/// States a document anew. `seen` is what the screen showed of it.
///
/// # Errors
/// As [`see_document`].
pub fn mend_document(
    notebook: &mut Notebook,
    visit: &StreamName,
    entity: &Entity,
    document: &SeenDocument,
    title: &str,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    document.check(title)?;
    let edit = Edit::new(visit, entity.clone(), "seen", document.to_value()).seen(seen.as_ref());
    let mut edits = vec![edit.looking_at(document.number.as_deref().unwrap_or_default(), None)];
    edits.extend(own_words(notebook, visit, entity, "title", title)?);
    notebook.save(&edits).map(|_| ())
}
