//! CBOR as the log writes it: one way to write a thing, and no way to make a reader work more than it was sent.
//!
//! Everything here is RFC 8949 section 4.2.1: shortest heads, definite lengths, map keys in the order of their bytes,
//! none twice. No floats, no `undefined`, nesting at most 16. Bytes are checked whole before anything is read from
//! them, so a reader never meets a length that is longer than the input. Maps with integer keys may carry keys this
//! version does not know; they are kept.

use minicbor::data::Tag;
use minicbor::{Decoder, Encoder};

use crate::{Error, ErrorKind, Sentence};

/// The deepest nesting of arrays, maps and tags.
const DEEPEST: usize = 16;

/// Which message is being read: it decides the sentence of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    /// An op.
    Op,
    /// A segment or its header.
    Segment,
    /// A frame of a typed text.
    Text,
    /// A credential or a chain of them.
    Credential,
    /// A heads message.
    Heads,
    /// A frontier.
    Frontier,
    /// The value of an op.
    Value,
    /// A message between a phone and a hub.
    Exchange,
    /// An entry of a bundle.
    Bundle,
}

impl Message {
    /// The error: what is wrong (a word of `docs/protocol.md`) at which byte.
    pub(crate) fn fault(self, byte: usize, rule: &'static str) -> Error {
        let sentence = match self {
            Self::Op => Sentence::new("change-op-bad"),
            Self::Segment => Sentence::new("change-segment-bad"),
            Self::Text => Sentence::new("change-text-bad"),
            Self::Credential => Sentence::new("change-credential-bad"),
            Self::Heads => Sentence::new("change-heads-bad"),
            Self::Frontier => Sentence::new("change-frontier-bad"),
            Self::Value => Sentence::new("change-value-bad"),
            Self::Exchange => Sentence::new("change-exchange-bad"),
            Self::Bundle => Sentence::new("bundle-entry-bad"),
        };
        Error::new(ErrorKind::BadInput, sentence.with("byte", byte).with("rule", rule))
    }
}

/// Walks one item after another and notes the first breach of the rules above.
struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
    message: Message,
}

impl<'b> Walk<'b> {
    fn fault<T>(&self, rule: &'static str) -> Result<T, Error> {
        Err(self.message.fault(self.at, rule))
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], Error> {
        let rest = &self.bytes[self.at..];
        match usize::try_from(length).ok().and_then(|length| rest.get(..length)) {
            Some(taken) => {
                self.at += taken.len();
                Ok(taken)
            }
            None => self.fault("cut-off"),
        }
    }

    /// Major type and argument of the next head, which must be the shortest.
    fn head(&mut self) -> Result<(u8, u64), Error> {
        let first = self.take(1)?[0];
        let width = match first & 31 {
            small @ 0..=23 => return Ok((first >> 5, u64::from(small))),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return self.fault("indefinite"),
        };
        if first >> 5 == 7 {
            return self.fault("simple");
        }
        let argument = self
            .take(width)?
            .iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte));
        let least = [24, 1 << 8, 1 << 16, 1 << 32][width.trailing_zeros() as usize];
        if argument < least {
            return self.fault("not-shortest");
        }
        Ok((first >> 5, argument))
    }

    fn item(&mut self, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return self.fault("too-deep");
        }
        let (major, argument) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take(argument).map(|_| ()),
            3 => {
                let text = self.take(argument)?;
                std::str::from_utf8(text).or_else(|_| self.fault("utf-8")).map(|_| ())
            }
            4 => (0..argument).try_for_each(|_| self.item(depth + 1)),
            5 => self.pairs(argument, depth),
            6 => self.item(depth + 1),
            _ if (20..=22).contains(&argument) => Ok(()),
            _ => self.fault("simple"),
        }
    }

    fn pairs(&mut self, count: u64, depth: usize) -> Result<(), Error> {
        let mut last: &[u8] = &[];
        for _ in 0..count {
            let begin = self.at;
            self.item(depth + 1)?;
            let key = &self.bytes[begin..self.at];
            if key <= last {
                return self.fault("key-order");
            }
            last = key;
            self.item(depth + 1)?;
        }
        Ok(())
    }
}

/// The length of the first item of `bytes`, which must keep the rules.
pub(crate) fn first_item(message: Message, bytes: &[u8]) -> Result<usize, Error> {
    let mut walk = Walk { bytes, at: 0, message };
    walk.item(0)?;
    Ok(walk.at)
}

/// Reads checked bytes.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'b> {
    decoder: Decoder<'b>,
    message: Message,
    // Where the read bytes begin in the message, for errors.
    base: usize,
}

impl<'b> Reader<'b> {
    /// A reader over exactly one item of at most `most` bytes.
    pub(crate) fn new(message: Message, bytes: &'b [u8], most: usize) -> Result<Self, Error> {
        if bytes.len() > most {
            return Err(message.fault(most, "too-long"));
        }
        let length = first_item(message, bytes)?;
        if length != bytes.len() {
            return Err(message.fault(length, "bytes-after"));
        }
        Ok(Self::checked(message, bytes, 0))
    }

    /// A reader over a part of bytes that were checked whole.
    fn checked(message: Message, bytes: &'b [u8], base: usize) -> Self {
        Self {
            decoder: Decoder::new(bytes),
            message,
            base,
        }
    }

    pub(crate) fn fault(&self, rule: &'static str) -> Error {
        self.message.fault(self.base + self.decoder.position(), rule)
    }

    fn shape<T>(&self, read: Result<T, minicbor::decode::Error>) -> Result<T, Error> {
        read.map_err(|_| self.fault("shape"))
    }

    /// An unsigned integer.
    pub(crate) fn uint(&mut self) -> Result<u64, Error> {
        let read = self.decoder.u64();
        self.shape(read)
    }

    /// An integer of 64 bits with its sign.
    pub(crate) fn int(&mut self) -> Result<i64, Error> {
        let read = self.decoder.i64();
        self.shape(read)
    }

    /// True or false.
    pub(crate) fn bool(&mut self) -> Result<bool, Error> {
        let read = self.decoder.bool();
        self.shape(read)
    }

    /// Bytes of any length.
    pub(crate) fn bytes(&mut self) -> Result<&'b [u8], Error> {
        let read = self.decoder.bytes();
        self.shape(read)
    }

    /// Bytes of exactly this many.
    pub(crate) fn exactly<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let bytes = self.bytes()?;
        bytes.try_into().map_err(|_| self.fault("length"))
    }

    /// A text of at most `most` bytes.
    pub(crate) fn text(&mut self, most: usize) -> Result<&'b str, Error> {
        let read = self.decoder.str();
        let text = self.shape(read)?;
        (text.len() <= most)
            .then_some(text)
            .ok_or_else(|| self.fault("too-long"))
    }

    /// A text that must be a name of some kind.
    pub(crate) fn name<T>(&mut self, most: usize, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(most)?;
        read(text).ok_or_else(|| self.fault("name"))
    }

    /// An array of any length up to `most`.
    pub(crate) fn list(&mut self, most: u64) -> Result<u64, Error> {
        let read = self.decoder.array();
        let length = self.shape(read)?.ok_or_else(|| self.fault("indefinite"))?;
        (length <= most).then_some(length).ok_or_else(|| self.fault("too-many"))
    }

    /// An array of exactly `length` things.
    pub(crate) fn tuple(&mut self, length: u64) -> Result<(), Error> {
        let found = self.list(length)?;
        (found == length).then_some(()).ok_or_else(|| self.fault("shape"))
    }

    /// The tag that must stand here.
    pub(crate) fn tag(&mut self, expected: u64) -> Result<(), Error> {
        let read = self.decoder.tag();
        let found = self.shape(read)?;
        (found == Tag::new(expected))
            .then_some(())
            .ok_or_else(|| self.fault("shape"))
    }

    /// The bytes of the next item, as written.
    pub(crate) fn raw(&mut self) -> Result<&'b [u8], Error> {
        let begin = self.decoder.position();
        let read = self.decoder.skip();
        self.shape(read)?;
        Ok(&self.decoder.input()[begin..self.decoder.position()])
    }

    /// A map with integer keys.
    pub(crate) fn keyed(&mut self) -> Result<Keyed<'b>, Error> {
        let read = self.decoder.map();
        let count = self.shape(read)?.ok_or_else(|| self.fault("indefinite"))?;
        let mut pairs = Vec::new();
        for _ in 0..count {
            let key = self.uint()?;
            let base = self.base + self.decoder.position();
            pairs.push((key, self.raw()?, base));
        }
        Ok(Keyed {
            pairs,
            message: self.message,
        })
    }

    /// Up to `most` things of a list, each read by `read`, in rising order by what `key` gives.
    pub(crate) fn sorted<T, K: Ord>(
        &mut self,
        most: u64,
        read: impl Fn(&mut Self) -> Result<T, Error>,
        key: impl Fn(&T) -> K,
    ) -> Result<Vec<T>, Error> {
        let count = self.list(most)?;
        let mut things: Vec<T> = Vec::new();
        for _ in 0..count {
            let thing = read(self)?;
            if things.last().is_some_and(|last| key(last) >= key(&thing)) {
                return Err(self.fault("list-order"));
            }
            things.push(thing);
        }
        Ok(things)
    }
}

/// A map with integer keys, its values still raw.
#[derive(Debug)]
pub(crate) struct Keyed<'b> {
    pairs: Vec<(u64, &'b [u8], usize)>,
    message: Message,
}

impl<'b> Keyed<'b> {
    /// A reader of the value of a key, if the map has it.
    pub(crate) fn maybe(&self, key: u64) -> Option<Reader<'b>> {
        let (_, raw, base) = self.pairs.iter().find(|(known, _, _)| *known == key)?;
        Some(Reader::checked(self.message, raw, *base))
    }

    /// A reader of the value of a key that must be there.
    pub(crate) fn need(&self, key: u64) -> Result<Reader<'b>, Error> {
        self.maybe(key).ok_or_else(|| self.message.fault(0, "missing"))
    }

    /// Keys this version does not know, with their values, as written.
    pub(crate) fn unknown(&self, known: u64) -> Vec<(u64, Vec<u8>)> {
        let rest = self.pairs.iter().filter(|(key, _, _)| *key > known);
        rest.map(|(key, raw, _)| (*key, raw.to_vec())).collect()
    }
}

/// Writes bytes that keep the rules, as long as maps and lists are given in order.
#[derive(Debug)]
pub(crate) struct Writer(Encoder<Vec<u8>>);

// Writing to a Vec cannot fail, so no result below is looked at.
impl Writer {
    pub(crate) fn new() -> Self {
        Self(Encoder::new(Vec::new()))
    }

    pub(crate) fn uint(&mut self, value: u64) -> &mut Self {
        let _ = self.0.u64(value);
        self
    }

    pub(crate) fn int(&mut self, value: i64) -> &mut Self {
        let _ = self.0.i64(value);
        self
    }

    pub(crate) fn bool(&mut self, value: bool) -> &mut Self {
        let _ = self.0.bool(value);
        self
    }

    pub(crate) fn null(&mut self) -> &mut Self {
        let _ = self.0.null();
        self
    }

    pub(crate) fn bytes(&mut self, value: &[u8]) -> &mut Self {
        let _ = self.0.bytes(value);
        self
    }

    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        let _ = self.0.str(value);
        self
    }

    pub(crate) fn array(&mut self, length: usize) -> &mut Self {
        let _ = self.0.array(length as u64);
        self
    }

    pub(crate) fn map(&mut self, length: usize) -> &mut Self {
        let _ = self.0.map(length as u64);
        self
    }

    pub(crate) fn tag(&mut self, tag: u64) -> &mut Self {
        let _ = self.0.tag(Tag::new(tag));
        self
    }

    /// Bytes that are an item already.
    pub(crate) fn raw(&mut self, item: &[u8]) -> &mut Self {
        self.0.writer_mut().extend_from_slice(item);
        self
    }

    /// Pairs of keys this version does not know.
    pub(crate) fn unknown(&mut self, pairs: &[(u64, Vec<u8>)]) -> &mut Self {
        for (key, raw) in pairs {
            self.uint(*key).raw(raw);
        }
        self
    }

    pub(crate) fn finish(&mut self) -> Vec<u8> {
        std::mem::take(self.0.writer_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::unhex;
    use proptest::prelude::*;

    fn rule_of(bytes: &[u8]) -> String {
        let error = Reader::new(Message::Value, bytes, 1 << 16).unwrap_err();
        error.problems[0].what.arg("rule").unwrap().to_owned()
    }

    #[test]
    fn each_breach_of_the_one_way_to_write_is_named() {
        let cases = [
            ("1800", "not-shortest"),
            ("190017", "not-shortest"),
            ("1a0000ffff", "not-shortest"),
            ("1b00000000ffffffff", "not-shortest"),
            ("9f01ff", "indefinite"),
            ("a202000100", "key-order"),
            ("a201000100", "key-order"),
            ("f97e00", "simple"),
            ("f7", "simple"),
            ("61ff", "utf-8"),
            ("4201", "cut-off"),
            ("9bffffffffffffffff00", "cut-off"),
            ("5bffffffffffffffff00", "cut-off"),
            ("0000", "bytes-after"),
            ("", "cut-off"),
        ];
        for (hex, rule) in cases {
            assert_eq!(rule_of(&unhex(hex).unwrap()), rule, "{hex}");
        }
        assert_eq!(rule_of(&[0x81; 5000]), "too-deep");
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic_and_what_passes_is_skipped_whole(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(mut reader) = Reader::new(Message::Value, &bytes, 200) {
                prop_assert_eq!(reader.raw().unwrap(), &bytes[..]);
            }
        }

        #[test]
        fn integers_are_written_the_one_way(value: i64) {
            let bytes = Writer::new().int(value).finish();
            prop_assert_eq!(Reader::new(Message::Value, &bytes, 9).unwrap().int().unwrap(), value);
        }
    }
}
