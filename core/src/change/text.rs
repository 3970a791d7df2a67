//! Typed texts travel beside the op that names them, so that a text can be taken out everywhere without breaking a
//! proof.
//!
//! An op holds only the hash; salt and text are a frame of their own in the same stream. The salt is random, so that
//! nobody guesses a short text from its hash once the frame is gone. A frame proves itself: its hash is its name.

use super::cbor::{Message, Reader, Writer};
use super::value::TextRef;
use crate::Error;
use crate::ids::{TextHash, WriterId};

/// The most bytes of a typed text.
pub const MAX_TEXT: usize = 64 * 1024;
const LAST_KEY: u64 = 3;

/// A typed text as it travels.
#[derive(Clone, PartialEq, Eq)]
pub struct TextFrame {
    /// The writer it was typed on.
    pub writer: WriterId,
    /// Random.
    pub salt: [u8; 16],
    /// What was typed.
    pub text: String,
    unknown: Vec<(u64, Vec<u8>)>,
}

// What a person typed belongs in no log.
impl std::fmt::Debug for TextFrame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TextFrame {:?} {} bytes", self.name(), self.text.len())
    }
}

impl TextFrame {
    /// The frame of a text typed on `writer`; the host brings the salt.
    #[must_use]
    pub fn new(writer: WriterId, salt: [u8; 16], text: &str) -> Self {
        Self {
            writer,
            salt,
            text: text.to_owned(),
            unknown: Vec::new(),
        }
    }

    /// The name ops give it.
    #[must_use]
    pub fn name(&self) -> TextRef {
        TextRef {
            writer: self.writer,
            hash: TextHash::of(&self.salt, &self.writer, &self.text),
        }
    }

    /// The bytes that travel.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(4 + self.unknown.len()).uint(0).uint(1);
        out.uint(1).bytes(&self.writer.0).uint(2).bytes(&self.salt);
        out.uint(LAST_KEY).text(&self.text).unknown(&self.unknown).finish()
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// When the bytes are no frame, or the text is over [`MAX_TEXT`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Text, bytes, MAX_TEXT + 128)?.keyed()?;
        super::segment::version_1(&map, Message::Text)?;
        Ok(Self {
            writer: WriterId(map.need(1)?.exactly()?),
            salt: map.need(2)?.exactly()?,
            text: map.need(LAST_KEY)?.text(MAX_TEXT)?.to_owned(),
            unknown: map.unknown(LAST_KEY),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_of_another_writer_or_salt_has_another_name() {
        let frame = TextFrame::new(WriterId([1; 32]), [2; 16], "宣传教育流于形式");
        let other = TextFrame::new(WriterId([2; 32]), [2; 16], "宣传教育流于形式");
        let salted = TextFrame::new(WriterId([1; 32]), [3; 16], "宣传教育流于形式");
        assert_ne!(frame.name().hash, other.name().hash);
        assert_ne!(frame.name().hash, salted.name().hash);
    }

    #[test]
    fn a_frame_never_shows_its_text_in_a_log() {
        let frame = TextFrame::new(WriterId([1; 32]), [2; 16], "secret");
        assert!(!format!("{frame:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn a_frame_reads_back(writer: [u8; 32], salt: [u8; 16], text in "\\PC{0,80}") {
            let frame = TextFrame::new(WriterId(writer), salt, &text);
            prop_assert_eq!(TextFrame::read(&frame.to_bytes()).unwrap(), frame);
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = TextFrame::read(&bytes);
        }
    }
}
