//! Typed ids: what each thing is called, and how a name is derived where it is.
//!
//! Hashes of whole things are 32 bytes and shown as lower-case hex; names people give (groups, members) are short
//! plain words. A stream's name carries its rights, so a relay that knows nothing else still knows who may read it.
//! The one rule: a derivation, once released, never changes; `docs/protocol.md` fixes each.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::canonical::hex;
use crate::{Error, ErrorKind, Sentence};

/// Bytes from hex digits of either case; none when a digit is bad or the length is odd.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    digits
        .chunks_exact(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok())
        .collect()
}

macro_rules! hash_ids {
    ($($(#[$doc:meta])* $name:ident: $length:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// The id of 2 hex digits a byte; none when the text is anything else.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                unhex(text)?.try_into().ok().map(Self)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", stringify!($name), hex(&self.0[..4]))
            }
        }
    )+};
}

hash_ids! {
    /// A campaign: the hash of its first op.
    CampaignId: 32,
    /// A writer, that is one installation in one campaign: the hash of its public key. A hub's identity key has one too.
    WriterId: 32,
    /// An op: the hash of where it stands and of its bytes.
    OpId: 32,
    /// An RFC 6962 root over the op ids of one branch.
    Root: 32,
    /// A detached text, by salt, writer and text.
    TextHash: 32,
    /// A blob, by the SHA-256 of its plain bytes.
    BlobHash: 32,
    /// A visit, by campaign, group, unit and round.
    VisitHash: 16,
}

fn hashed(domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(domain);
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

impl CampaignId {
    /// The id of the campaign that opens with this op.
    #[must_use]
    pub fn of_first_op(bytes: &[u8]) -> Self {
        Self(hashed("crosscheck-campaign-1", &[bytes]))
    }
}

impl WriterId {
    /// The id of a key: its algorithm tag and its bytes as they travel.
    #[must_use]
    pub fn of_key(algorithm: u8, key: &[u8]) -> Self {
        Self(hashed("crosscheck-writer-1", &[&[algorithm], key]))
    }
}

impl OpId {
    /// The id of an op. The stream's name is plain ASCII and an op opens with a byte above it, so the parts never run
    /// into each other.
    #[must_use]
    pub fn of(campaign: &CampaignId, writer: &WriterId, stream: &StreamName, op: &[u8]) -> Self {
        let stream = stream.to_string();
        Self::of_named(campaign, writer, &stream, op)
    }

    /// As [`OpId::of`], with the stream's name already written out.
    #[must_use]
    pub fn of_named(campaign: &CampaignId, writer: &WriterId, stream: &str, op: &[u8]) -> Self {
        Self(hashed(
            "crosscheck-op-1",
            &[&campaign.0, &writer.0, stream.as_bytes(), op],
        ))
    }
}

impl TextHash {
    /// The hash of a typed text. The salt keeps a short text from being guessed.
    #[must_use]
    pub fn of(salt: &[u8; 16], writer: &WriterId, text: &str) -> Self {
        Self(hashed("", &[salt, &writer.0, text.as_bytes()]))
    }
}

impl BlobHash {
    /// The name of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hashed("", &[bytes]))
    }
}

impl VisitHash {
    /// The visit of a group to a unit. `unit` is the frame's id, or PARENT/name for a place in no frame; it is read
    /// in Unicode form NFC, so that two keyboards meet. `round` is 1, plus 1 for each re-inspection.
    #[must_use]
    pub fn of(campaign: &CampaignId, group: &GroupId, unit: &str, round: u32) -> Self {
        let unit: String = unit.nfc().collect();
        let group = group.as_str();
        // Lengths before the parts, so that no two visits run into the same bytes.
        let parts: [&[u8]; 6] = [
            &campaign.0,
            &(group.len() as u64).to_be_bytes(),
            group.as_bytes(),
            &(unit.len() as u64).to_be_bytes(),
            unit.as_bytes(),
            &round.to_be_bytes(),
        ];
        let whole = hashed("crosscheck-visit-1", &parts);
        let mut short = [0; 16];
        short.copy_from_slice(&whole[..16]);
        Self(short)
    }
}

macro_rules! plain_names {
    ($($(#[$doc:meta])* $name:ident: $most:literal, $extra:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The most bytes a name has.
            pub const MOST: usize = $most;

            /// The name, if it keeps the rule.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || $extra.as_bytes().contains(&byte);
                ((1..=$most).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.into()))
            }

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

plain_names! {
    /// A group's key: 1 to 32 letters, digits, `-` and `_`; no point, which separates the parts of a stream's name.
    GroupId: 32, "-_",
    /// A member's key in the roster: 1 to 64 letters, digits, `-`, `_` and `.`. Names of people are texts, never keys.
    MemberId: 64, "-_.",
}

impl MemberId {
    /// Who acts with either organiser key.
    #[must_use]
    pub fn organiser() -> Self {
        Self("organiser".into())
    }

    /// Who acts with the writers of a hub, by its identity.
    #[must_use]
    pub fn hub(identity: &WriterId) -> Self {
        Self(format!("hub-{}", &identity.to_string()[..16]).into())
    }
}

/// A stream: the unit of rights and of replication.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StreamName {
    /// `c`: the campaign, read by everyone in it.
    Campaign,
    /// `o`: the office, read and written by the organiser.
    Office,
    /// `g.GROUP`: one group.
    Group(GroupId),
    /// `v.GROUP.HASH`: one visit of a group.
    Visit(GroupId, VisitHash),
    /// `m.GROUP`: what a group's leader released to media.
    Media(GroupId),
}

impl StreamName {
    /// The group whose stream this is; none for campaign and office.
    #[must_use]
    pub fn group(&self) -> Option<&GroupId> {
        match self {
            Self::Campaign | Self::Office => None,
            Self::Group(group) | Self::Visit(group, _) | Self::Media(group) => Some(group),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let group = |name: &str| GroupId::parse(name);
        match text.split('.').collect::<Vec<_>>()[..] {
            ["c"] => Some(Self::Campaign),
            ["o"] => Some(Self::Office),
            ["g", name] => group(name).map(Self::Group),
            ["m", name] => group(name).map(Self::Media),
            ["v", name, hash] => {
                let lower = !hash.bytes().any(|byte| byte.is_ascii_uppercase());
                let visit = VisitHash::parse(hash).filter(|_| lower)?;
                Some(Self::Visit(group(name)?, visit))
            }
            _ => None,
        }
    }
}

impl FromStr for StreamName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = || {
            let shown: String = text.chars().take(80).filter(|c| !c.is_control()).collect();
            Error::new(
                ErrorKind::BadInput,
                Sentence::new("change-stream-bad").with("stream", shown),
            )
        };
        Self::read(text).ok_or_else(refused)
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Campaign => f.write_str("c"),
            Self::Office => f.write_str("o"),
            Self::Group(group) => write!(f, "g.{group}"),
            Self::Visit(group, hash) => write!(f, "v.{group}.{hash}"),
            Self::Media(group) => write!(f, "m.{group}"),
        }
    }
}

impl StreamName {
    /// The name's letter, group and visit: enough to order streams without writing their names out.
    fn parts(&self) -> (u8, &[u8], Option<&VisitHash>) {
        match self {
            Self::Campaign => (b'c', b"", None),
            Self::Office => (b'o', b"", None),
            Self::Group(group) => (b'g', group.as_str().as_bytes(), None),
            Self::Media(group) => (b'm', group.as_str().as_bytes(), None),
            Self::Visit(group, visit) => (b'v', group.as_str().as_bytes(), Some(visit)),
        }
    }
}

// Streams are ordered as their names, so that whatever is sorted by stream is sorted as its bytes.
impl Ord for StreamName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let ((letter, group, visit), (other_letter, other_group, other_visit)) = (self.parts(), other.parts());
        // A point ends the group where a visit follows, and a letter may stand below it.
        let point = |visit: Option<&VisitHash>| visit.map(|_| b'.');
        let names = || group.iter().copied().chain(point(visit));
        let others = other_group.iter().copied().chain(point(other_visit));
        let letters = letter.cmp(&other_letter);
        letters
            .then_with(|| names().cmp(others))
            .then_with(|| visit.cmp(&other_visit))
    }
}

impl PartialOrd for StreamName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stream_name_reads_back_as_written() {
        for name in ["c", "o", "g.G01", "m.G01", "v.G01.000102030405060708090a0b0c0d0e0f"] {
            assert_eq!(name.parse::<StreamName>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn what_is_no_stream_is_refused() {
        let bad = [
            "",
            "C",
            "c.",
            "g",
            "g.",
            "g.a.b",
            "g.一",
            "x.G01",
            "v.G01",
            "v.G01.00",
            "v.G01.000102030405060708090A0B0C0D0E0F",
        ];
        for name in bad {
            assert_eq!(
                name.parse::<StreamName>().unwrap_err().problems[0].what.code(),
                "change-stream-bad"
            );
        }
    }

    #[test]
    fn a_group_with_a_point_would_be_two_parts_and_is_refused() {
        assert_eq!(GroupId::parse("a.b"), None);
        assert_eq!(GroupId::parse(&"g".repeat(33)), None);
        assert!(MemberId::parse("a.b").is_some());
    }

    #[test]
    fn two_keyboards_meet_in_one_visit_and_two_rounds_do_not() {
        let (campaign, group) = (CampaignId([7; 32]), GroupId::parse("G01").unwrap());
        let visit = |unit: &str, round| VisitHash::of(&campaign, &group, unit, round);
        assert_eq!(visit("610102/caf\u{e9}", 1), visit("610102/cafe\u{301}", 1));
        assert_ne!(visit("610102", 1), visit("610102", 2));
    }

    proptest! {
        #[test]
        fn streams_are_ordered_as_their_names(a in "[cgmov]", b in "[cgmov]", g in "[A0_-]{1,3}", h in "[A0_-]{1,3}", x: [u8; 16], y: [u8; 16]) {
            let stream = |letter: &str, group: &str, visit: [u8; 16]| {
                let group = GroupId::parse(group).unwrap();
                match letter {
                    "c" => StreamName::Campaign,
                    "o" => StreamName::Office,
                    "g" => StreamName::Group(group),
                    "m" => StreamName::Media(group),
                    _ => StreamName::Visit(group, VisitHash(visit)),
                }
            };
            let (one, other) = (stream(&a, &g, x), stream(&b, &h, y));
            prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        }
    }

    #[test]
    fn hex_reads_back() {
        assert_eq!(unhex("00ffA0"), Some(vec![0, 255, 160]));
        assert_eq!((unhex("0"), unhex("zz"), unhex("é")), (None, None, None));
    }
}
