//! A value: one whole statement, compared by its bytes.
//!
//! Two people said the same when the bytes are the same, which is why there is one way to write a thing. What a value
//! means is its field's business; this file only knows the two things every field may hold: a reference to a typed
//! text and one to a blob. Both are tagged, so that whoever forwards a stream finds what else must travel with it.

use super::cbor::{Message, Reader, Writer};
use crate::Error;
use crate::canonical::hex;
use crate::ids::{BlobHash, TextHash, WriterId};

/// CBOR tag of a reference to a typed text: `[writer, hash]`.
pub(crate) const TEXT_TAG: u64 = 50_001;
/// CBOR tag of a reference to a blob: `[sha256, length]`.
pub(crate) const BLOB_TAG: u64 = 50_002;

/// The name of a typed text: the writer it was typed on and its hash. Its author is that writer's member, whoever
/// repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRef {
    /// Where it was typed.
    pub writer: WriterId,
    /// The hash of salt, writer and text.
    pub hash: TextHash,
}

impl TextRef {
    pub(crate) fn write(&self, out: &mut Writer) {
        out.tag(TEXT_TAG).array(2).bytes(&self.writer.0).bytes(&self.hash.0);
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Error> {
        reader.tag(TEXT_TAG)?;
        reader.tuple(2)?;
        Ok(Self {
            writer: WriterId(reader.exactly()?),
            hash: TextHash(reader.exactly()?),
        })
    }

    /// The key of the entity `text` that stands for it: `WRITER.HASH`.
    #[must_use]
    pub fn entity_key(&self) -> String {
        format!("{}.{}", self.writer, self.hash)
    }

    /// The text an entity key names.
    #[must_use]
    pub fn from_entity_key(key: &str) -> Option<Self> {
        let (writer, hash) = key.split_once('.')?;
        let text = Self {
            writer: WriterId::parse(writer)?,
            hash: TextHash::parse(hash)?,
        };
        // One text has one key: the hex digits of another case would be another entity.
        (text.entity_key() == key).then_some(text)
    }
}

/// A blob as a value names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BlobRef {
    /// The SHA-256 of its plain bytes.
    pub hash: BlobHash,
    /// How many bytes.
    pub length: u64,
}

/// One CBOR item, exactly as it was written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(Box<[u8]>);

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Value {
    /// The value of these bytes.
    ///
    /// # Errors
    /// When they are not exactly one item in the one way to write it, or longer than an op may be.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Reader::new(Message::Value, bytes, super::MAX_OP)?;
        Ok(Self(bytes.into()))
    }

    pub(crate) fn written(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Nothing: a statement taken back.
    #[must_use]
    pub fn null() -> Self {
        Self::written(&Writer::new().null().finish())
    }

    /// True or false.
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Self::written(&Writer::new().bool(value).finish())
    }

    /// A whole number.
    #[must_use]
    pub fn int(value: i64) -> Self {
        Self::written(&Writer::new().int(value).finish())
    }

    /// A code or a key, never a typed text.
    #[must_use]
    pub fn code(value: &str) -> Self {
        Self::written(&Writer::new().text(value).finish())
    }

    /// A typed text, by its name.
    #[must_use]
    pub fn text(text: &TextRef) -> Self {
        let mut out = Writer::new();
        text.write(&mut out);
        Self::written(&out.finish())
    }

    /// A blob, by its name.
    #[must_use]
    pub fn blob(blob: &BlobRef) -> Self {
        let mut out = Writer::new();
        out.tag(BLOB_TAG).array(2).bytes(&blob.hash.0).uint(blob.length);
        Self::written(&out.finish())
    }

    /// Things named by hashes, for example the heads a withdrawal saw. They are sorted and each stands once.
    #[must_use]
    pub fn ids(ids: &[crate::ids::OpId]) -> Self {
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut out = Writer::new();
        out.array(sorted.len());
        for id in sorted {
            out.bytes(&id.0);
        }
        Self::written(&out.finish())
    }

    /// Several values as one list.
    #[must_use]
    pub fn list(values: &[Self]) -> Self {
        let mut out = Writer::new();
        out.array(values.len());
        for value in values {
            out.raw(value.as_bytes());
        }
        Self::written(&out.finish())
    }

    /// The values of a list, if it is one.
    #[must_use]
    pub fn items(&self) -> Option<Vec<Self>> {
        let mut reader = self.reader().ok()?;
        let length = reader.list(super::MAX_OP as u64).ok()?;
        (0..length).map(|_| reader.raw().ok().map(Self::written)).collect()
    }

    /// Whether this is nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.0[..] == [0xf6]
    }

    /// True or false, if it is either.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.0[..] {
            [0xf4] => Some(false),
            [0xf5] => Some(true),
            _ => None,
        }
    }

    /// A whole number, if it is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        self.reader().ok()?.int().ok()
    }

    /// A code, if it is one.
    #[must_use]
    pub fn as_code(&self) -> Option<&str> {
        let mut decoder = minicbor::Decoder::new(&self.0);
        decoder.str().ok()
    }

    /// Ids of ops, if it is a list of them in order.
    #[must_use]
    pub fn as_ids(&self) -> Option<Vec<crate::ids::OpId>> {
        let read = |reader: &mut Reader| reader.exactly().map(crate::ids::OpId);
        self.reader().ok()?.sorted(u64::MAX, read, |id| *id).ok()
    }

    pub(crate) fn reader(&self) -> Result<Reader<'_>, Error> {
        Reader::new(Message::Value, &self.0, super::MAX_OP)
    }

    /// Every typed text this value names.
    #[must_use]
    pub fn texts(&self) -> Vec<TextRef> {
        let found = tagged(&self.0, TEXT_TAG);
        let read = |bytes: &[u8]| TextRef::read(&mut Reader::new(Message::Value, bytes, super::MAX_OP).ok()?).ok();
        found.into_iter().filter_map(read).collect()
    }

    /// Every blob this value names.
    #[must_use]
    pub fn blobs(&self) -> Vec<BlobRef> {
        let read = |bytes: &[u8]| {
            let mut reader = Reader::new(Message::Value, bytes, super::MAX_OP).ok()?;
            reader.tag(BLOB_TAG).ok()?;
            reader.tuple(2).ok()?;
            let hash = BlobHash(reader.exactly().ok()?);
            let length = reader.uint().ok()?;
            Some(BlobRef { hash, length })
        };
        tagged(&self.0, BLOB_TAG).into_iter().filter_map(read).collect()
    }
}

/// Every item of `bytes` that has the tag, wherever it stands.
fn tagged(bytes: &[u8], tag: u64) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut decoder = minicbor::Decoder::new(bytes);
    while decoder.position() < bytes.len() {
        let begin = decoder.position();
        let is_tag = matches!(decoder.datatype(), Ok(minicbor::data::Type::Tag));
        if is_tag && decoder.tag().is_ok_and(|read| read.as_u64() == tag) {
            let mut whole = minicbor::Decoder::new(&bytes[begin..]);
            if whole.skip().is_ok() {
                found.push(&bytes[begin..begin + whole.position()]);
            }
        } else if !is_tag && step(&mut decoder).is_none() {
            break;
        }
    }
    found
}

/// Goes one token on: into lists and maps, past everything else.
fn step(decoder: &mut minicbor::Decoder) -> Option<()> {
    use minicbor::data::Type;
    match decoder.datatype().ok()? {
        Type::Array => decoder.array().ok().map(|_| ()),
        Type::Map => decoder.map().ok().map(|_| ()),
        _ => decoder.skip().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_blobs_are_found_wherever_they_stand() {
        let text = TextRef {
            writer: WriterId([1; 32]),
            hash: TextHash([2; 32]),
        };
        let blob = BlobRef {
            hash: BlobHash([3; 32]),
            length: 70_000,
        };
        let inner = Value::list(&[Value::int(5), Value::text(&text), Value::code("x")]);
        let value = Value::list(&[inner, Value::blob(&blob), Value::bool(true), Value::text(&text)]);
        assert_eq!(value.texts(), [text, text]);
        assert_eq!(value.blobs(), [blob]);
    }

    #[test]
    fn a_value_that_is_not_written_the_one_way_is_refused() {
        assert!(Value::from_bytes(&[0x18, 0x01]).is_err());
        assert!(Value::from_bytes(&[]).is_err());
        assert_eq!(Value::from_bytes(&[0xf6]).unwrap(), Value::null());
    }

    #[test]
    fn a_text_has_one_key() {
        let text = TextRef {
            writer: WriterId([0xab; 32]),
            hash: TextHash([2; 32]),
        };
        let key = text.entity_key();
        assert_eq!(TextRef::from_entity_key(&key), Some(text));
        assert_eq!(TextRef::from_entity_key(&key.to_uppercase()), None);
    }
}
