//! The rows of blobs: which are wanted, which lie whole in the vault. Their bytes are files of the vault, never rows.
//!
//! A blob is taken only where an op of the stream names it, so that nobody fills the disk with what nobody refers to.

use crosscheck_core::Error;
use crosscheck_core::change::BlobRef;
use crosscheck_core::ids::{BlobHash, StreamName};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{Storage, int, uint};
use crate::serve::scope::{Scope, scope_of};

/// The most blobs asked for at once; the rest is asked for next time.
const MOST_LACKING: usize = 4_096;

/// How a blob stands in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobAt {
    /// No op of the stream names it.
    Unknown,
    /// It was redacted.
    Redacted,
    /// It is named, of so many bytes, and not here whole.
    Wanted(u64),
    /// It lies here: place, number in its stream, length.
    Whole(u64, u64, u64),
}

/// The key of a blob in the file.
#[must_use]
pub fn blob_key(blob: &BlobHash) -> Vec<u8> {
    [b"b", &blob.0[..]].concat()
}

/// Notes blobs that ops name and that are not here.
pub(super) fn want(transaction: &Transaction, stream: &str, blobs: &[BlobRef]) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO wanted_blob SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM item WHERE stream = ?1 AND key = ?4)
        AND NOT EXISTS (SELECT 1 FROM redacted WHERE stream = ?1 AND key = ?4)";
    for blob in blobs {
        let row = params![stream, blob.hash.0, int(blob.length), blob_key(&blob.hash)];
        transaction.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

/// Notes that a blob is here.
pub(super) fn come(transaction: &Transaction, stream: &str, blob: &BlobRef) -> rusqlite::Result<()> {
    let sql = "DELETE FROM wanted_blob WHERE stream = ?1 AND hash = ?2";
    transaction.prepare_cached(sql)?.execute(params![stream, blob.hash.0])?;
    Ok(())
}

impl Storage {
    /// How a blob stands in a stream of a scope.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn blob(&self, scope: &Scope, stream: &StreamName, blob: &BlobHash) -> Result<BlobAt, Error> {
        if !scope.reads(stream) {
            return Ok(BlobAt::Unknown);
        }
        let (name, key) = (stream.to_string(), blob_key(blob));
        self.read(|connection| {
            let sql = "SELECT kind, place, seq, bytes FROM item WHERE stream = ?1 AND key = ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let held = statement.query_row(params![name, key], |row| {
                let bytes: Vec<u8> = row.get(3)?;
                let length = crosscheck_core::sync::wire::blob_named(&bytes).map_or(0, |blob| blob.length);
                let (kind, place, seq): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(if kind == 3 {
                    BlobAt::Whole(uint(place), uint(seq), length)
                } else {
                    BlobAt::Redacted
                })
            });
            if let Some(held) = held.optional()? {
                return Ok(held);
            }
            let sql = "SELECT 1 FROM redacted WHERE stream = ?1 AND key = ?2";
            if connection.prepare_cached(sql)?.exists(params![name, key])? {
                return Ok(BlobAt::Redacted);
            }
            let sql = "SELECT length FROM wanted_blob WHERE stream = ?1 AND hash = ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let wanted = statement.query_row(params![name, blob.0], |row| row.get(0).map(uint));
            Ok(wanted.optional()?.map_or(BlobAt::Unknown, BlobAt::Wanted))
        })
    }

    /// The blobs that are named and not here whole, of a scope, as many as are asked for at once.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn lacking_blobs(&self, scope: &Scope) -> Result<Vec<(StreamName, BlobHash)>, Error> {
        let rows: Vec<(String, BlobHash)> = self.read(|connection| {
            let sql = "SELECT stream, hash FROM wanted_blob ORDER BY stream, hash";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, BlobHash(row.get(1)?))))?;
            rows.collect()
        })?;
        let read = |(stream, hash): (String, BlobHash)| Some((stream.parse::<StreamName>().ok()?, hash));
        let own = rows
            .into_iter()
            .filter_map(read)
            .filter(|(stream, _)| scope.holds(&scope_of(stream)));
        Ok(own.take(MOST_LACKING).collect())
    }

    /// Every blob that lies here whole, once.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn whole_blobs(&self) -> Result<Vec<BlobHash>, Error> {
        self.read(|connection| {
            let sql = "SELECT DISTINCT substr(key, 2) FROM item WHERE kind = 3";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| row.get(0).map(BlobHash))?;
            rows.collect()
        })
    }
}
