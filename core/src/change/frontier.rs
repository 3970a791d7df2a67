//! A frontier: how far every branch of every writer had come. A sign-off is a statement over one.
//!
//! Its short form, the 核验码, stands on the paper both sides sign: whoever holds the log can work it out again. A
//! frontier is written in one way only, sorted, so that two signers of the same state sign the same bytes.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::cbor::{Message, Reader, Writer};
use super::value::Value;
use crate::Error;
use crate::ids::{Root, StreamName, WriterId};

/// Crockford's base32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The most branches one writer may have in one stream, in any message.
pub(crate) const MAX_BRANCHES: u64 = 1024;
/// The most entries of a frontier or a heads message.
pub(crate) const MAX_ENTRIES: u64 = 65_536;

/// How far one branch has come: the last op's place and the root up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Reached {
    /// Place of the op, from 1.
    pub seq: u64,
    /// Root of the branch up to it.
    pub root: Root,
}

impl Reached {
    pub(crate) fn write_all(branches: &[Self], out: &mut Writer) {
        out.array(branches.len());
        for branch in branches {
            out.array(2).uint(branch.seq).bytes(&branch.root.0);
        }
    }

    fn read(reader: &mut Reader) -> Result<Self, Error> {
        reader.tuple(2)?;
        let (seq, root) = (reader.uint()?, Root(reader.exactly()?));
        (seq > 0)
            .then_some(Self { seq, root })
            .ok_or_else(|| reader.fault("zero"))
    }

    pub(crate) fn read_all(reader: &mut Reader) -> Result<Vec<Self>, Error> {
        let branches = reader.sorted(MAX_BRANCHES, Self::read, |branch| *branch)?;
        (!branches.is_empty())
            .then_some(branches)
            .ok_or_else(|| reader.fault("empty"))
    }
}

/// {(writer, stream): how far each branch has come}; no entry is empty, branches are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    entries: BTreeMap<(WriterId, StreamName), Vec<Reached>>,
}

impl Frontier {
    /// The frontier of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a branch.
    pub fn insert(&mut self, writer: WriterId, stream: &StreamName, branch: Reached) {
        let branches = self.entries.entry((writer, stream.clone())).or_default();
        if let Err(at) = branches.binary_search(&branch) {
            branches.insert(at, branch);
        }
    }

    /// The branches of a writer in a stream.
    #[must_use]
    pub fn branches(&self, writer: &WriterId, stream: &StreamName) -> &[Reached] {
        let found = self.entries.get(&(*writer, stream.clone()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Every entry, sorted by writer and stream.
    pub fn entries(&self) -> impl Iterator<Item = (&WriterId, &StreamName, &[Reached])> {
        let entries = self.entries.iter();
        entries.map(|((writer, stream), branches)| (writer, stream, branches.as_slice()))
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.array(self.entries.len());
        for (writer, stream, branches) in self.entries() {
            out.array(3).bytes(&writer.0).text(&stream.to_string());
            Reached::write_all(branches, out);
        }
    }

    pub(crate) fn read_from(reader: &mut Reader) -> Result<Self, Error> {
        let entry = |reader: &mut Reader| {
            reader.tuple(3)?;
            let writer = WriterId(reader.exactly()?);
            let stream: StreamName = reader.text(80)?.parse()?;
            Ok(((writer, stream), Reached::read_all(reader)?))
        };
        let entries = reader.sorted(MAX_ENTRIES, entry, |(place, _)| place.clone())?;
        Ok(Self {
            entries: entries.into_iter().collect(),
        })
    }

    /// The bytes that are signed and hashed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        self.write(&mut out);
        out.finish()
    }

    /// Reads a frontier.
    ///
    /// # Errors
    /// When the bytes are none, or not sorted.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Self::read_from(&mut Reader::new(Message::Frontier, bytes, 8 << 20)?)
    }

    /// As the value of a sign-off.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::written(&self.to_bytes())
    }

    /// The SHA-256 of its bytes: the key of what records its paper, countersignature or time stamp.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.to_bytes()).into()
    }

    /// The 核验码.
    #[must_use]
    pub fn code(&self) -> FrontierCode {
        let digest = self.digest();
        let bits = digest[..8]
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut code = [0; 12];
        for (place, letter) in code.iter_mut().enumerate() {
            let shift = 59 - 5 * place;
            let five = (bits >> shift) & 31;
            *letter = ALPHABET[usize::try_from(five).unwrap_or_default()];
        }
        FrontierCode(code)
    }
}

/// What a hub says of a frontier: that everything it covers lay with it, and how much it had by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Countersignature {
    /// The epoch of the hub's order.
    pub epoch: [u8; 16],
    /// The last place of that order when it said so.
    pub place: u64,
}

impl Countersignature {
    /// `[epoch, place]`, the value of `countersigned`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(2).bytes(&self.epoch).uint(self.place);
        Value::written(&out.finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let mut reader = value.reader()?;
        reader.tuple(2)?;
        Ok(Self {
            epoch: reader.exactly()?,
            place: reader.uint()?,
        })
    }
}

/// The 核验码: 12 characters of Crockford's base32, the first 60 bits of the frontier's SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrontierCode([u8; 12]);

impl FrontierCode {
    /// Reads what a person copied from paper: either case, any spaces and hyphens, I and L for 1, O for 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let read = |c: char| match c.to_ascii_uppercase() {
            'I' | 'L' => Some(b'1'),
            'O' => Some(b'0'),
            other => ALPHABET.iter().find(|letter| char::from(**letter) == other).copied(),
        };
        let letters: Option<Vec<u8>> = letters.map(read).collect();
        letters?.try_into().ok().map(Self)
    }

    /// In three groups of four, as it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        let text = self.to_string();
        format!("{}-{}-{}", &text[..4], &text[4..8], &text[8..])
    }
}

impl std::fmt::Display for FrontierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl std::fmt::Debug for FrontierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FrontierCode {self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_code_is_the_first_sixty_bits_of_the_hash() {
        let empty = Frontier::new();
        // SHA-256 of the CBOR of an empty list, 0x80, begins 76be8b528d0075f7.
        assert_eq!(hex_of(&empty), "76be8b528d0075f7");
        assert_eq!(empty.code().to_string(), "ETZ8PMMD01TZ");
        assert_eq!(FrontierCode::parse("etz8-pmmd o1tz"), Some(empty.code()));
        assert_eq!(empty.code().printed(), "ETZ8-PMMD-01TZ");
        assert_eq!(FrontierCode::parse("ETZ8PMMD01T"), None);
        assert_eq!(FrontierCode::parse("ETZ8PMMD01TU"), None);
    }

    fn hex_of(frontier: &Frontier) -> String {
        crate::canonical::hex(&frontier.digest()[..8])
    }

    proptest! {
        #[test]
        fn the_order_of_adding_changes_nothing(
            mut parts in prop::collection::vec((any::<[u8; 2]>(), 0_usize..3, 1_u64..4, any::<u8>()), 0..12)
        ) {
            let streams = ["c", "g.G01", "v.G01.000102030405060708090a0b0c0d0e0f"];
            let build = |parts: &[([u8; 2], usize, u64, u8)]| {
                let mut frontier = Frontier::new();
                for (writer, stream, seq, root) in parts {
                    let mut id = [0; 32];
                    id[..2].copy_from_slice(writer);
                    let branch = Reached { seq: *seq, root: Root([*root; 32]) };
                    frontier.insert(WriterId(id), &streams[*stream].parse().unwrap(), branch);
                }
                frontier
            };
            let one = build(&parts);
            parts.reverse();
            prop_assert_eq!(build(&parts).to_bytes(), one.to_bytes());
            prop_assert_eq!(Frontier::read(&one.to_bytes()).unwrap(), one);
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Frontier::read(&bytes);
        }
    }
}
