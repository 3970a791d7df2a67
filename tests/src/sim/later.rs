//! A program of a later version: it writes ops this one does not know, into a store this one reads.
//!
//! There is no such program yet, so its ops are made byte by byte and laid into the store as it would lay them. What
//! must hold of them: every replica keeps and forwards the bytes; what is not understood waits; what is understood
//! counts, with the rest kept.

use crosscheck_core::change::{Draft, Entity, Op, Value};
use crosscheck_core::ids::{MemberId, OpId, StreamName};
use crosscheck_core::notebook::Notebook;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rusqlite::{OptionalExtension, params};

use super::phone::SimClock;
use crosscheck_core::clock::Clock;

/// An op of a later version, as it was written.
#[derive(Debug, Clone)]
pub(super) struct Later {
    pub(super) stream: StreamName,
    pub(super) id: OpId,
    pub(super) bytes: Vec<u8>,
    /// Whether this version understands it, fields it does not know aside.
    pub(super) counts: bool,
}

/// The head of a CBOR item of a type with a number.
fn head(kind: u8, number: u64) -> Vec<u8> {
    let kind = kind << 5;
    match number {
        0..24 => vec![kind | u8::try_from(number).unwrap()],
        24..256 => vec![kind | 0x18, u8::try_from(number).unwrap()],
        _ => [&[kind | 0x19][..], &u16::try_from(number).unwrap().to_be_bytes()].concat(),
    }
}

/// An op of version 2: of its map this version knows the first two keys alone.
fn of_version_2(seq: u64, luck: u8) -> Vec<u8> {
    let mut bytes = vec![0xa3, 0, 2, 1];
    bytes.extend(head(0, seq));
    bytes.extend([2, 0x65, b'l', b'a', b't', b'e', b'a' + luck % 26]);
    bytes
}

/// An op of this version with a field of a later one.
fn with_a_field(draft: Draft, luck: u8) -> Vec<u8> {
    let mut bytes = Op::write(draft).unwrap().as_bytes().to_vec();
    // One more pair in the map, behind the last key that is known.
    bytes[0] += 1;
    bytes.extend([12, 0x83, 1, 2, luck % 24]);
    bytes
}

/// The next place of this writer's branch, as its store says.
fn next(book: &Notebook, stream: &StreamName) -> u64 {
    let sql = "SELECT max(coalesce((SELECT max(last) FROM segment WHERE own = 1 AND writer = ?1 AND stream = ?2), 0),
        coalesce((SELECT max(seq) FROM unsealed WHERE writer = ?1 AND stream = ?2), 0)) + 1";
    let found = book.store().read(|connection| {
        let next: i64 = connection.query_row(sql, params![book.id().0, stream.to_string()], |row| row.get(0))?;
        Ok(next)
    });
    u64::try_from(found.unwrap()).unwrap()
}

/// Lays an op into the store as a later program does, and lets this one see it.
fn lay(book: &mut Notebook, stream: &StreamName, seq: u64, bytes: &[u8]) -> Result<(), crosscheck_core::Error> {
    let writer = *book.id();
    book.store().write(|transaction| {
        let row = params![stream.to_string(), writer.0, i64::try_from(seq).unwrap(), bytes];
        let sql = "INSERT INTO unsealed (stream, writer, seq, bytes) VALUES (?1, ?2, ?3, ?4)";
        transaction.execute(sql, row)?;
        let sql = "SELECT value FROM meta WHERE name = 'version'";
        let version: Option<[u8; 8]> = transaction.query_row(sql, [], |row| row.get(0)).optional()?;
        let next = version.map_or(0, i64::from_be_bytes) + 1;
        let sql = "INSERT INTO meta VALUES ('version', ?1) ON CONFLICT DO UPDATE SET value = ?1";
        transaction.execute(sql, [&next.to_be_bytes()[..]])?;
        Ok(())
    })?;
    book.catch_up()
}

/// Writes something this version does not know.
pub(super) fn write(
    book: &mut Notebook,
    stream: &StreamName,
    clock: &SimClock,
    rng: &mut ChaCha8Rng,
) -> Result<Later, crosscheck_core::Error> {
    book.catch_up()?;
    let (seq, luck) = (next(book, stream), rng.random::<u8>());
    let draft = |entity: Entity, field: &str| Draft {
        seq,
        at: clock.now(),
        actor: MemberId::parse(book.member().as_str()).unwrap(),
        entity,
        field: field.into(),
        value: Value::int(i64::from(luck)),
        reason: None,
        again: None,
        links: Vec::new(),
    };
    let key = format!("{:08x}", rng.random::<u32>());
    let (bytes, counts) = match luck % 3 {
        0 => (of_version_2(seq, luck), false),
        1 => (with_a_field(draft(Entity::new("note", &key), "level"), luck), true),
        _ => {
            let op = Op::write(draft(Entity::new("hologram", &key), "value"));
            (op.unwrap().as_bytes().to_vec(), false)
        }
    };
    let id = OpId::of(book.campaign(), book.id(), stream, &bytes);
    lay(book, stream, seq, &bytes)?;
    Ok(Later {
        stream: stream.clone(),
        id,
        bytes,
        counts,
    })
}
