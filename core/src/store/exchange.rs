//! Rows of the exchange with hubs: how far each was read, and what lies there. None of it is the log.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::Error;
use crate::ids::{BlobHash, StreamName, WriterId};

/// The most lines of the journal that are kept.
const JOURNAL: i64 = 500;

/// The kind of a blob's row: its key is its hash.
pub(crate) const BLOB: u8 = 2;

/// What is known of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HubRow {
    /// The epoch it was last met in.
    pub epoch: [u8; 16],
    /// Up to which of its places it was read.
    pub place: u64,
    /// The version of the log here at which the hub had the same; 0 is never.
    pub equal: i64,
    /// Whether it is certified as the office's.
    pub office: bool,
}

/// What lies on a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// 0 a segment, 1 a text, 2 a blob.
    pub kind: u8,
    /// Its stream.
    pub stream: StreamName,
    /// Digest of the segment; hash of the text, which holds its writer; hash of the blob.
    pub key: Vec<u8>,
    /// Its number in the stream on the hub.
    pub seq: u64,
    /// Its place on the hub.
    pub place: u64,
}

fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn uint(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

pub(crate) fn hub(connection: &Connection, hub: &WriterId) -> Result<Option<HubRow>, Error> {
    let mut statement = connection.prepare_cached("SELECT epoch, place, equal, office FROM hub WHERE id = ?1")?;
    let row = statement.query_row([&hub.0[..]], |row| {
        Ok(HubRow {
            epoch: row.get(0)?,
            place: uint(row.get(1)?),
            equal: row.get(2)?,
            office: row.get(3)?,
        })
    });
    Ok(row.optional()?)
}

pub(crate) fn hubs(connection: &Connection) -> Result<Vec<(WriterId, HubRow)>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM hub ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0).map(WriterId))?;
    let ids: Vec<WriterId> = ids.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for id in ids {
        found.extend(hub(connection, &id)?.map(|row| (id, row)));
    }
    Ok(found)
}

pub(crate) fn set_hub(transaction: &Transaction, hub: &WriterId, row: &HubRow) -> Result<(), Error> {
    let sql = "INSERT INTO hub VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET epoch = ?2, place = ?3, equal = ?4, office = ?5";
    let values = params![hub.0, row.epoch, int(row.place), row.equal, row.office];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Forgets that a hub had the same as this log.
pub(crate) fn forget_equal(transaction: &Transaction) -> Result<(), Error> {
    transaction.execute("UPDATE hub SET equal = 0", [])?;
    Ok(())
}

/// Forgets what lay on a hub after a place: it was restored from a backup that ends there.
pub(crate) fn forget_after(transaction: &Transaction, hub: &WriterId, place: u64) -> Result<(), Error> {
    let after = params![hub.0, int(place)];
    transaction.execute("DELETE FROM sent WHERE hub = ?1 AND place > ?2", after)?;
    transaction.execute("DELETE FROM hub_stream WHERE hub = ?1", [&hub.0[..]])?;
    look_from_the_start(transaction, hub)
}

pub(crate) fn seq(connection: &Connection, hub: &WriterId, stream: &StreamName) -> Result<Option<u64>, Error> {
    let sql = "SELECT seq FROM hub_stream WHERE hub = ?1 AND stream = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![hub.0, stream.to_string()], |row| row.get(0).map(uint));
    Ok(found.optional()?)
}

pub(crate) fn set_seq(transaction: &Transaction, hub: &WriterId, stream: &StreamName, seq: u64) -> Result<(), Error> {
    let sql = "INSERT INTO hub_stream VALUES (?1, ?2, ?3, 0) ON CONFLICT DO UPDATE SET seq = ?3";
    let values = params![hub.0, stream.to_string(), int(seq)];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(crate) fn set_backed_up(
    transaction: &Transaction,
    hub: &WriterId,
    stream: &StreamName,
    upto: u64,
) -> Result<(), Error> {
    let sql = "INSERT INTO hub_stream VALUES (?1, ?2, 0, ?3) ON CONFLICT DO UPDATE SET backed_up = ?3";
    let values = params![hub.0, stream.to_string(), int(upto)];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(crate) fn keep_sent(transaction: &Transaction, hub: &WriterId, row: &SentRow) -> Result<(), Error> {
    let sql = "INSERT INTO sent VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET seq = ?5, place = ?6";
    let stream = row.stream.to_string();
    let values = params![hub.0, row.kind, stream, row.key, int(row.seq), int(row.place)];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(crate) fn drop_sent(
    transaction: &Transaction,
    hub: &WriterId,
    kind: u8,
    stream: Option<&StreamName>,
    key: &[u8],
) -> Result<(), Error> {
    let sql = "DELETE FROM sent WHERE hub = ?1 AND kind = ?2 AND key = ?3 AND stream = coalesce(?4, stream)";
    let stream = stream.map(ToString::to_string);
    transaction
        .prepare_cached(sql)?
        .execute(params![hub.0, kind, key, stream])?;
    look_from_the_start(transaction, hub)
}

fn look_from_the_start(transaction: &Transaction, hub: &WriterId) -> Result<(), Error> {
    let mut statement = transaction.prepare_cached("DELETE FROM sent_upto WHERE hub = ?1")?;
    statement.execute([&hub.0[..]])?;
    Ok(())
}

/// Up to which row of segments and of texts everything lies on a hub.
fn sent_upto(connection: &Connection, hub: &WriterId) -> Result<(i64, i64), Error> {
    let mut statement = connection.prepare_cached("SELECT segments, texts FROM sent_upto WHERE hub = ?1")?;
    let found = statement.query_row([&hub.0[..]], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?.unwrap_or((0, 0)))
}

/// Notes up to which row everything lies on a hub, after rows of `sent` were kept.
pub(crate) fn advance(transaction: &Transaction, hub: &WriterId) -> Result<(), Error> {
    let (segments, texts) = sent_upto(transaction, hub)?;
    let upto = |table: &str, rest: &str, after: i64| {
        let first = format!("SELECT id - 1 {rest} ORDER BY id LIMIT 1");
        let sql = format!("SELECT coalesce(({first}), (SELECT max(id) FROM {table}), 0)");
        let mut statement = transaction.prepare_cached(&sql)?;
        statement.query_row(params![hub.0, after], |row| row.get::<_, i64>(0))
    };
    let (segments, texts) = (upto("segment", SEGMENTS, segments)?, upto("text", TEXTS, texts)?);
    let sql = "INSERT INTO sent_upto VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET segments = ?2, texts = ?3";
    transaction
        .prepare_cached(sql)?
        .execute(params![hub.0, segments, texts])?;
    Ok(())
}

/// Every blob that lies on a hub, with its stream.
pub(crate) fn sent_blobs(connection: &Connection, hub: &WriterId) -> Result<HashSet<(String, BlobHash)>, Error> {
    let mut statement = connection.prepare_cached("SELECT stream, key FROM sent WHERE hub = ?1 AND kind = ?2")?;
    let rows = statement.query_map(params![hub.0, BLOB], |row| Ok((row.get(0)?, BlobHash(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A segment or text held here, with its key.
pub(crate) struct HeldRow {
    pub(crate) stream: StreamName,
    pub(crate) key: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
}

fn held(row: &rusqlite::Row) -> Result<HeldRow, Error> {
    Ok(HeldRow {
        stream: row.get::<_, String>(0)?.parse()?,
        key: row.get(1)?,
        bytes: row.get(2)?,
    })
}

const SEGMENTS: &str = "FROM segment s WHERE id > ?2 AND NOT EXISTS
    (SELECT 1 FROM sent WHERE hub = ?1 AND kind = 0 AND stream = s.stream AND key = s.digest)";
const TEXTS: &str = "FROM text t WHERE id > ?2 AND NOT EXISTS
    (SELECT 1 FROM sent WHERE hub = ?1 AND kind = 1 AND stream = t.stream AND key = t.hash)";

/// Goes through what a hub is not known to have, segments first, until `each` says enough.
pub(crate) fn not_sent(
    connection: &Connection,
    hub: &WriterId,
    mut each: impl FnMut(u8, HeldRow) -> Result<bool, Error>,
) -> Result<(), Error> {
    let segments = format!("SELECT s.stream, s.digest, s.bytes {SEGMENTS} ORDER BY s.id");
    let texts = format!("SELECT t.stream, t.hash, t.frame {TEXTS} ORDER BY t.id");
    let upto = sent_upto(connection, hub)?;
    for (kind, sql, after) in [(0, segments, upto.0), (1, texts, upto.1)] {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![hub.0, after])?;
        while let Some(row) = rows.next()? {
            if !each(kind, held(row)?)? {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Goes through every segment and then every text: whether it is a text, its stream, its bytes.
pub(crate) fn each_sealed(
    connection: &Connection,
    mut each: impl FnMut(bool, &StreamName, Vec<u8>) -> Result<(), Error>,
) -> Result<(), Error> {
    let segments = "SELECT stream, bytes FROM segment ORDER BY id";
    let texts = "SELECT stream, frame FROM text ORDER BY id";
    for (is_text, sql) in [(false, segments), (true, texts)] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let stream: StreamName = row.get::<_, String>(0)?.parse()?;
            each(is_text, &stream, row.get(1)?)?;
        }
    }
    Ok(())
}

/// Digest and bytes of every segment held.
pub(crate) fn each_segment(
    connection: &Connection,
    mut each: impl FnMut([u8; 32], &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("SELECT digest, bytes FROM segment")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

/// Where a thing lies on a hub and whether that is backed up.
pub(crate) fn sent(
    connection: &Connection,
    hub: &WriterId,
    kind: u8,
    stream: &StreamName,
    key: &[u8],
) -> Result<Option<bool>, Error> {
    let sql = "SELECT s.seq <= coalesce(h.backed_up, 0) FROM sent s
        LEFT JOIN hub_stream h ON h.hub = s.hub AND h.stream = s.stream
        WHERE s.hub = ?1 AND s.kind = ?2 AND s.stream = ?3 AND s.key = ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![hub.0, kind, stream.to_string(), key], |row| row.get(0));
    Ok(found.optional()?)
}

/// Whether everything of a stream that lies on a hub lies in a backup of it too.
pub(crate) fn is_backed_up(connection: &Connection, hub: &WriterId, stream: &StreamName) -> Result<bool, Error> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM sent s
        LEFT JOIN hub_stream h ON h.hub = s.hub AND h.stream = s.stream
        WHERE s.hub = ?1 AND s.stream = ?2 AND s.seq > coalesce(h.backed_up, 0))";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![hub.0, stream.to_string()], |row| row.get(0))?)
}

pub(crate) fn keep_line(transaction: &Transaction, wall: i64, line: &str) -> Result<(), Error> {
    transaction
        .prepare_cached("INSERT INTO journal (wall, line) VALUES (?1, ?2)")?
        .execute(params![wall, line])?;
    transaction
        .prepare_cached("DELETE FROM journal WHERE id <= (SELECT max(id) FROM journal) - ?1")?
        .execute([JOURNAL])?;
    Ok(())
}

pub(crate) fn lines(connection: &Connection) -> Result<Vec<(i64, String)>, Error> {
    let mut statement = connection.prepare_cached("SELECT wall, line FROM journal ORDER BY id DESC")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The wall time of the oldest op that is not sealed; none when everything is.
pub(crate) fn oldest_unsealed(connection: &Connection, writer: &WriterId) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT bytes FROM unsealed WHERE writer = ?1 ORDER BY id LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([&writer.0[..]], |row| row.get(0)).optional()?)
}

/// The digests of every segment that may hold an op; none while it is not sealed. A cloned phone's segments cover the
/// same numbers: all of them are named, so that no copy is claimed of the wrong one.
pub(crate) fn segments_of(
    connection: &Connection,
    stream: &StreamName,
    writer: &WriterId,
    seq: u64,
) -> Result<Vec<Vec<u8>>, Error> {
    let values = params![stream.to_string(), writer.0, int(seq)];
    let sql = "SELECT 1 FROM unsealed WHERE stream = ?1 AND writer = ?2 AND seq = ?3";
    if connection.prepare_cached(sql)?.exists(values)? {
        return Ok(Vec::new());
    }
    let sql = "SELECT digest FROM segment WHERE stream = ?1 AND writer = ?2 AND first <= ?3 AND last >= ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
