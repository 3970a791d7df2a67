//! Rows of the log: segments, unsealed ops, texts.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

use crate::change::{Op, Segment, TextFrame, TextRef};
use crate::ids::{BlobHash, StreamName, WriterId};
use crate::{Error, ErrorKind, Sentence};

/// Where it is noted that a store is held back after a restore.
pub(crate) const HELD: &str = "held";

/// Whether something was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is now there.
    New,
    /// It was there.
    Known,
    /// It was redacted here once and is not taken again.
    Redacted,
}

/// The log as it lies in the store.
#[derive(Debug, Default)]
pub struct Rows {
    /// Sealed segments, with whether they were sealed here.
    pub segments: Vec<(Segment, bool)>,
    /// Ops not sealed yet, by stream, in order.
    pub unsealed: Vec<(StreamName, WriterId, Vec<Op>)>,
}

fn damaged() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("store-row-damaged"))
}

fn seq(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(|_| damaged())
}

/// A named value of this store.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn meta(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets a named value.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn set_meta(transaction: &Transaction, name: &str, value: &[u8]) -> Result<(), Error> {
    let sql = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
    transaction.prepare_cached(sql)?.execute(params![name, value])?;
    Ok(())
}

/// How often the log of this store was written: one process sees by it that another one wrote.
pub(crate) fn version(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE name = 'version'")?;
    let bytes: Option<[u8; 8]> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(bytes.map_or(0, i64::from_be_bytes))
}

/// Counts one more writing of the log; gives the new count.
pub(crate) fn bump(transaction: &Transaction) -> Result<i64, Error> {
    let next = version(transaction)? + 1;
    set_meta(transaction, "version", &next.to_be_bytes())?;
    Ok(next)
}

/// Keeps a segment's bytes as they are.
pub(crate) fn keep_segment(transaction: &Transaction, segment: &Segment, own: bool) -> Result<Inserted, Error> {
    let header = segment.header();
    let sql = "INSERT OR IGNORE INTO segment (stream, writer, first, last, own, digest, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let digest: [u8; 32] = Sha256::digest(segment.as_bytes()).into();
    let changed = transaction.prepare_cached(sql)?.execute(params![
        header.stream.to_string(),
        header.writer().0,
        seq(header.from)?,
        seq(header.to)?,
        own,
        digest,
        segment.as_bytes(),
    ])?;
    Ok(if changed > 0 { Inserted::New } else { Inserted::Known })
}

/// Keeps an op that is not sealed yet.
pub(crate) fn keep_unsealed(
    transaction: &Transaction,
    stream: &StreamName,
    writer: &WriterId,
    op: &Op,
) -> Result<(), Error> {
    let sql = "INSERT INTO unsealed (stream, writer, seq, bytes) VALUES (?1, ?2, ?3, ?4)";
    let row = params![stream.to_string(), writer.0, seq(op.seq())?, op.as_bytes()];
    transaction.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Drops the unsealed ops of a writer: all of them, because another writer wrote them anew.
pub(crate) fn drop_unsealed(transaction: &Transaction, writer: &WriterId) -> Result<(), Error> {
    transaction.execute("DELETE FROM unsealed WHERE writer = ?1", [writer.0])?;
    Ok(())
}

/// Whether every op of a segment still waits to be sealed.
pub(crate) fn are_unsealed(transaction: &Transaction, segment: &Segment) -> Result<bool, Error> {
    let header = segment.header();
    let sql = "SELECT COUNT(*) FROM unsealed WHERE writer = ?1 AND stream = ?2 AND seq BETWEEN ?3 AND ?4";
    let place = (header.writer().0, header.stream.to_string());
    let range = params![place.0, place.1, seq(header.from)?, seq(header.to)?];
    let count: i64 = transaction.prepare_cached(sql)?.query_row(range, |row| row.get(0))?;
    Ok(u64::try_from(count).is_ok_and(|count| count == header.count()))
}

/// Puts a sealed segment in the place of the ops it holds.
pub(crate) fn seal_rows(transaction: &Transaction, segment: &Segment) -> Result<(), Error> {
    let header = segment.header();
    let place = (header.writer().0, header.stream.to_string());
    let sql = "DELETE FROM unsealed WHERE writer = ?1 AND stream = ?2 AND seq BETWEEN ?3 AND ?4";
    let range = params![place.0, place.1, seq(header.from)?, seq(header.to)?];
    transaction.prepare_cached(sql)?.execute(range)?;
    keep_segment(transaction, segment, true)?;
    Ok(())
}

/// Keeps a text, unless it was redacted here once.
pub(crate) fn keep_text(transaction: &Transaction, stream: &StreamName, text: &TextFrame) -> Result<Inserted, Error> {
    let (name, stream) = (text.name(), stream.to_string());
    let key = params![stream, name.writer.0, name.hash.0];
    let sql = "SELECT 1 FROM redacted WHERE stream = ?1 AND writer = ?2 AND hash = ?3";
    if transaction.prepare_cached(sql)?.exists(key)? {
        return Ok(Inserted::Redacted);
    }
    let sql = "INSERT OR IGNORE INTO text (stream, writer, hash, frame) VALUES (?1, ?2, ?3, ?4)";
    let row = params![stream, name.writer.0, name.hash.0, text.to_bytes()];
    let changed = transaction.prepare_cached(sql)?.execute(row)?;
    Ok(if changed > 0 { Inserted::New } else { Inserted::Known })
}

/// Drops a text for good; gives whether anything was new about that.
///
/// # Errors
/// [`ErrorKind::Storage`].
pub fn redact(transaction: &Transaction, stream: &StreamName, text: &TextRef) -> Result<bool, Error> {
    let stream = stream.to_string();
    let key = params![stream, text.writer.0, text.hash.0];
    let noted = transaction
        .prepare_cached("INSERT OR IGNORE INTO redacted VALUES (?1, ?2, ?3)")?
        .execute(key)?;
    // The next text may take its row: what is looked through for a push begins no later than there.
    let sql = "UPDATE sent_upto SET texts = min(texts, coalesce(
        (SELECT id - 1 FROM text WHERE stream = ?1 AND writer = ?2 AND hash = ?3), texts))";
    transaction.prepare_cached(sql)?.execute(key)?;
    let sql = "DELETE FROM text WHERE stream = ?1 AND writer = ?2 AND hash = ?3";
    let dropped = transaction.prepare_cached(sql)?.execute(key)?;
    Ok(noted + dropped > 0)
}

/// Whether a text was dropped here for good.
pub(crate) fn is_redacted(connection: &Connection, stream: &StreamName, text: &TextRef) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM redacted WHERE stream = ?1 AND writer = ?2 AND hash = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.exists(params![stream.to_string(), text.writer.0, text.hash.0])?)
}

/// Notes that a blob of a stream was dropped here for good: its row has an empty writer.
pub(crate) fn redact_blob(transaction: &Transaction, stream: &StreamName, blob: &BlobHash) -> Result<(), Error> {
    let sql = "INSERT OR IGNORE INTO redacted VALUES (?1, x'', ?2)";
    let key = params![stream.to_string(), blob.0];
    transaction.prepare_cached(sql)?.execute(key)?;
    Ok(())
}

/// Every blob that was dropped here for good, with its stream.
pub(crate) fn redacted_blobs(connection: &Connection) -> Result<HashSet<(String, BlobHash)>, Error> {
    let mut statement = connection.prepare_cached("SELECT stream, hash FROM redacted WHERE writer = x''")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, BlobHash(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counts the texts whose hash holds.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when one does not.
pub(crate) fn check_texts(connection: &Connection) -> Result<usize, Error> {
    let mut statement = connection.prepare("SELECT writer, hash, frame FROM text")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let name = TextFrame::read(&row.get::<_, Vec<u8>>(2)?)?.name();
        if name.writer.0 != row.get::<_, [u8; 32]>(0)? || name.hash.0 != row.get::<_, [u8; 32]>(1)? {
            return Err(damaged());
        }
        count += 1;
    }
    Ok(count)
}

/// A text; none when it is not held.
pub(crate) fn text(connection: &Connection, stream: &StreamName, text: &TextRef) -> Result<Option<String>, Error> {
    let sql = "SELECT frame FROM text WHERE stream = ?1 AND writer = ?2 AND hash = ?3";
    let key = params![stream.to_string(), text.writer.0, text.hash.0];
    let mut statement = connection.prepare_cached(sql)?;
    let frame: Option<Vec<u8>> = statement.query_row(key, |row| row.get(0)).optional()?;
    let frame = frame.map(|bytes| TextFrame::read(&bytes)).transpose()?;
    Ok(frame.map(|frame| frame.text))
}

/// Every text, with its stream.
pub(crate) fn texts(connection: &Connection) -> Result<Vec<(StreamName, TextFrame)>, Error> {
    let mut statement = connection.prepare_cached("SELECT stream, frame FROM text ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((stream(row)?, TextFrame::read(&row.get::<_, Vec<u8>>(1)?)?));
    }
    Ok(found)
}

/// The bytes of every segment, in the order they came.
pub(crate) fn segments(connection: &Connection) -> Result<Vec<Vec<u8>>, Error> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM segment ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn stream(row: &Row) -> Result<StreamName, Error> {
    row.get::<_, String>(0)?.parse()
}

/// The whole log. Signatures were checked before these bytes were stored.
pub(crate) fn rows(connection: &Connection) -> Result<Rows, Error> {
    let mut found = Rows::default();
    let mut statement = connection.prepare_cached("SELECT bytes, own FROM segment ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        found.segments.push((Segment::read_unverified(&bytes)?, row.get(1)?));
    }
    let sql = "SELECT stream, writer, bytes FROM unsealed ORDER BY writer, stream, seq";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (stream, writer) = (stream(row)?, WriterId(row.get(1)?));
        let op = Op::read(&row.get::<_, Vec<u8>>(2)?)?;
        match found.unsealed.last_mut() {
            Some((s, w, ops)) if *s == stream && *w == writer => ops.push(op),
            _ => found.unsealed.push((stream, writer, vec![op])),
        }
    }
    Ok(found)
}

/// How many ops of a writer are not sealed, by stream.
pub(crate) fn unsealed_counts(
    connection: &Connection,
    writer: &WriterId,
) -> Result<std::collections::BTreeMap<StreamName, usize>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT stream, COUNT(*) FROM unsealed WHERE writer = ?1 GROUP BY stream")?;
    let rows = statement.query_map([&writer.0[..]], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        let (stream, count) = row?;
        counts.insert(stream.parse()?, usize::try_from(count).unwrap_or(0));
    }
    Ok(counts)
}
