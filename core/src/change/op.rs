//! An op: one person sets one field of one thing to one whole statement, naming what it replaces.
//!
//! There is one kind of op only. It says who, when by which clock, what, why and which statements of the same field
//! its author had before his eyes. An op is written once and kept as written: its bytes are hashed into its id, so
//! nothing here may ever write the same op in two ways.

use super::cbor::{Keyed, Message, Reader, Writer};
use super::value::{TextRef, Value};
use crate::Error;
use crate::ids::{MemberId, OpId};

/// The version this program writes. Ops of a later version are kept, forwarded, and wait.
pub const VERSION: u64 = 1;
/// The most bytes of an op.
pub const MAX_OP: usize = 16 * 1024;
/// The most links of an op.
pub const MAX_LINKS: u64 = 256;
/// The highest key of the map this version knows.
const LAST_KEY: u64 = 11;

/// The thing a statement is about: its kind and a key people can read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// Kind, for example `answer`: 1 to 24 lower-case letters and `_`.
    pub kind: Box<str>,
    /// Key within the stream, 1 to 256 bytes without control characters.
    pub key: Box<str>,
}

impl Entity {
    /// The entity of a kind and a key. What breaks the rules is refused when the op is sealed.
    #[must_use]
    pub fn new(kind: &str, key: &str) -> Self {
        Self {
            kind: kind.into(),
            key: key.into(),
        }
    }
}

/// When an op was made, by two clocks; neither decides anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Milliseconds since 1970 by the wall clock.
    pub wall: i64,
    /// Milliseconds since the machine started.
    pub monotonic: u64,
    /// Which start of the machine.
    pub boot: [u8; 16],
}

/// What an op says, before or after it is bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Place in the branch, from 1.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: MemberId,
    /// About what.
    pub entity: Entity,
    /// Which side of it: 1 to 96 letters, digits, `_`, `-` and `.`.
    pub field: Box<str>,
    /// The statement.
    pub value: Value,
    /// Why; a leader's op with a reason is a decision.
    pub reason: Option<TextRef>,
    /// The op first written, when this one is written anew by a new writer.
    pub again: Option<OpId>,
    /// The statements of the field its author saw, and his own: first ids, sorted, none twice.
    pub links: Vec<OpId>,
}

/// An op as it was written. Bytes and meaning are one thing and never part.
#[derive(Clone, PartialEq, Eq)]
pub struct Op {
    bytes: Box<[u8]>,
    version: u64,
    seq: u64,
    // None when a later version wrote it: then only version and seq are known.
    says: Option<Box<Draft>>,
    unknown: Vec<(u64, Vec<u8>)>,
}

impl std::fmt::Debug for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Op v{} seq {} {:?}", self.version, self.seq, self.says)
    }
}

impl Op {
    /// Writes an op.
    ///
    /// # Errors
    /// When the draft breaks a limit: kind, key or field outside their rules, too many links, or over [`MAX_OP`].
    pub fn write(mut draft: Draft) -> Result<Self, Error> {
        draft.links.sort_unstable();
        draft.links.dedup();
        Self::read(&encode(&draft, &[]))
    }

    /// Reads an op that came from anywhere.
    ///
    /// # Errors
    /// When the bytes are no op in the one way to write it; the sentence says which byte and rule.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Op, bytes, MAX_OP)?.keyed()?;
        let (version, seq) = (map.need(0)?.uint()?, map.need(1)?.uint()?);
        if version == 0 || seq == 0 {
            return Err(Message::Op.fault(1, "zero"));
        }
        let known = version == VERSION;
        Ok(Self {
            bytes: bytes.into(),
            version,
            seq,
            says: known.then(|| decode(&map, seq).map(Box::new)).transpose()?,
            unknown: if known { map.unknown(LAST_KEY) } else { Vec::new() },
        })
    }

    /// The bytes as written.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The version that wrote it.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Its place in its branch, from 1.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// What it says; nothing when a later version wrote it.
    #[must_use]
    pub fn says(&self) -> Option<&Draft> {
        self.says.as_deref()
    }

    /// Fields of a later version within this one, kept as written: key and CBOR item.
    #[must_use]
    pub fn unknown(&self) -> &[(u64, Vec<u8>)] {
        &self.unknown
    }

    /// The bytes written anew from the meaning; equal to [`Op::as_bytes`] for every op of this version.
    #[must_use]
    pub fn rewritten(&self) -> Option<Vec<u8>> {
        self.says.as_ref().map(|draft| encode(draft, &self.unknown))
    }
}

fn encode(draft: &Draft, unknown: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let optional = usize::from(draft.reason.is_some()) + usize::from(draft.again.is_some());
    let mut out = Writer::new();
    out.map(10 + optional + unknown.len());
    out.uint(0).uint(VERSION).uint(1).uint(draft.seq);
    out.uint(2).int(draft.at.wall).uint(3).uint(draft.at.monotonic);
    out.uint(4).bytes(&draft.at.boot).uint(5).text(draft.actor.as_str());
    out.uint(6).array(2).text(&draft.entity.kind).text(&draft.entity.key);
    out.uint(7).text(&draft.field).uint(8).raw(draft.value.as_bytes());
    if let Some(reason) = &draft.reason {
        reason.write(out.uint(9));
    }
    if let Some(again) = &draft.again {
        out.uint(10).bytes(&again.0);
    }
    out.uint(LAST_KEY).array(draft.links.len());
    for link in &draft.links {
        out.bytes(&link.0);
    }
    out.unknown(unknown).finish()
}

fn decode(map: &Keyed, seq: u64) -> Result<Draft, Error> {
    let mut entity = map.need(6)?;
    entity.tuple(2)?;
    let kind = entity.name(24, |text| lower(text).then(|| text.into()))?;
    let key = entity.name(256, |text| printable(text).then(|| text.into()))?;
    let links = |mut reader: Reader| reader.sorted(MAX_LINKS, |r| r.exactly().map(OpId), |id| *id);
    Ok(Draft {
        seq,
        at: Moment {
            wall: map.need(2)?.int()?,
            monotonic: map.need(3)?.uint()?,
            boot: map.need(4)?.exactly()?,
        },
        actor: map.need(5)?.name(MemberId::MOST, MemberId::parse)?,
        entity: Entity { kind, key },
        field: map.need(7)?.name(96, |text| plain(text).then(|| text.into()))?,
        value: Value::written(map.need(8)?.raw()?),
        reason: map.maybe(9).map(|mut reader| TextRef::read(&mut reader)).transpose()?,
        again: map.maybe(10).map(|mut reader| reader.exactly().map(OpId)).transpose()?,
        links: links(map.need(LAST_KEY)?)?,
    })
}

fn lower(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    !text.is_empty() && text.bytes().all(plain)
}

fn printable(text: &str) -> bool {
    !text.is_empty() && !text.bytes().any(|byte| byte < 0x20 || byte == 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{TextHash, WriterId};
    use proptest::prelude::*;

    fn draft() -> Draft {
        Draft {
            seq: 3,
            at: Moment {
                wall: 1_793_000_000_000,
                monotonic: 5_000,
                boot: [9; 16],
            },
            actor: MemberId::parse("M07").unwrap(),
            entity: Entity::new("answer", "3/S0-12"),
            field: "value".into(),
            value: Value::bool(true),
            reason: None,
            again: None,
            links: vec![OpId([2; 32]), OpId([1; 32]), OpId([2; 32])],
        }
    }

    fn rule_of(result: Result<Op, Error>) -> String {
        result.unwrap_err().problems[0].what.arg("rule").unwrap().to_owned()
    }

    #[test]
    fn an_op_reads_back_as_written_with_links_in_order() {
        let op = Op::write(draft()).unwrap();
        let read = Op::read(op.as_bytes()).unwrap();
        assert_eq!(read, op);
        assert_eq!(read.says().unwrap().links, [OpId([1; 32]), OpId([2; 32])]);
        assert_eq!(read.rewritten().unwrap(), op.as_bytes());
    }

    #[test]
    fn a_field_of_a_later_version_is_kept_byte_for_byte() {
        let bytes = encode(
            &Draft {
                links: Vec::new(),
                ..draft()
            },
            &[(12, vec![0x83, 1, 2, 3]), (40, vec![0xf6])],
        );
        let op = Op::read(&bytes).unwrap();
        assert_eq!(op.unknown(), [(12, vec![0x83, 1, 2, 3]), (40, vec![0xf6])]);
        assert_eq!((op.rewritten().unwrap(), op.as_bytes()), (bytes.clone(), &bytes[..]));
    }

    #[test]
    fn an_op_of_a_later_version_is_kept_although_it_says_nothing_here() {
        let bytes = Writer::new()
            .map(3)
            .uint(0)
            .uint(2)
            .uint(1)
            .uint(7)
            .uint(2)
            .text("later")
            .finish();
        let op = Op::read(&bytes).unwrap();
        assert_eq!((op.version(), op.seq(), op.says()), (2, 7, None));
        assert_eq!(op.as_bytes(), bytes);
    }

    #[test]
    fn each_limit_is_held() {
        let with = |change: &dyn Fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            rule_of(Op::write(draft))
        };
        assert_eq!(with(&|d| d.seq = 0), "zero");
        assert_eq!(with(&|d| d.entity.kind = "Answer".into()), "name");
        assert_eq!(with(&|d| d.entity.key = "a\nb".into()), "name");
        assert_eq!(with(&|d| d.entity.key = "k".repeat(257).into()), "too-long");
        assert_eq!(with(&|d| d.field = "".into()), "name");
        assert_eq!(with(&|d| d.value = Value::code(&"x".repeat(MAX_OP))), "too-long");
        assert_eq!(with(&|d| d.links = (0..=256_u32).map(id).collect()), "too-many");
    }

    fn id(n: u32) -> OpId {
        let mut id = [0; 32];
        id[..4].copy_from_slice(&n.to_be_bytes());
        OpId(id)
    }

    #[test]
    fn a_missing_field_and_unsorted_links_are_named() {
        let bytes = Writer::new().map(2).uint(0).uint(1).uint(1).uint(1).finish();
        assert_eq!(rule_of(Op::read(&bytes)), "missing");
        let unsorted = encode(&draft(), &[]);
        assert_eq!(rule_of(Op::read(&unsorted)), "list-order");
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Op::read(&bytes);
        }

        #[test]
        fn a_changed_byte_is_refused_or_read_as_what_it_then_says(at in 0_usize..200, to: u8) {
            let reason = TextRef { writer: WriterId([1; 32]), hash: TextHash([2; 32]) };
            let mut bytes = Op::write(Draft { reason: Some(reason), ..draft() }).unwrap().as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = to;
            if let Ok(op) = Op::read(&bytes) {
                prop_assert_eq!(op.as_bytes(), &bytes[..]);
                if let Some(again) = op.rewritten() { prop_assert_eq!(again, bytes); }
            }
        }

        #[test]
        fn every_draft_within_the_limits_reads_back(
            seq in 1..u64::MAX, wall: i64, monotonic: u64, boot: [u8; 16], actor in "[A-Za-z0-9_.-]{1,64}",
            kind in "[a-z_]{1,24}", key in "[^\\x00-\\x1f\\x7f]{1,60}", field in "[A-Za-z0-9_.-]{1,96}", value: i64,
            again: Option<[u8; 32]>, links in prop::collection::vec(any::<[u8; 32]>(), 0..9),
        ) {
            let draft = Draft {
                seq, at: Moment { wall, monotonic, boot }, actor: MemberId::parse(&actor).unwrap(),
                entity: Entity::new(&kind, &key), field: field.into(), value: Value::int(value), reason: None,
                again: again.map(OpId), links: links.into_iter().map(OpId).collect(),
            };
            let op = Op::write(draft.clone()).unwrap();
            let mut sorted = draft; sorted.links.sort_unstable(); sorted.links.dedup();
            prop_assert_eq!(op.says(), Some(&sorted));
        }
    }
}
