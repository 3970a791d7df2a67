//! The hub's disk: one SQLite file of what was brought, in order.
//!
//! Ten functions that mean something to the rest of the hub; another storage would have the same and pass the same
//! tests. An answer of `keep` means that file and folder are synced. Every reading call names the scope it reads for;
//! the rule to keep is that no function gives bytes of a stream without one.

mod blobs;
mod copies;
mod devices;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crosscheck_core::change::{BlobRef, Header, TextRef};
use crosscheck_core::ids::{StreamName, TextHash, WriterId};
use crosscheck_core::store::{Key, keyed};
use crosscheck_core::sync::spread::{Link, Spread};
use crosscheck_core::sync::wire::{Epoch, Item, Placed, Pulled, Thing, blob_named, name_of};
use crosscheck_core::{Error, ErrorKind, Place, Sentence};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::context::random;
use crate::serve::scope::{Scope, scope_of};

pub use blobs::{BlobAt, blob_key};
pub use copies::OfficeCopy;
pub use devices::Device;

const SCHEMA: &str = include_str!("schema.sql");
/// "XHUB": no other database is taken for ours.
const APPLICATION: i64 = 0x5848_5542;
const VERSION: i64 = 2;
/// From the first version to the second: which phones were heard in an epoch.
const TO_2: &str = "ALTER TABLE device ADD COLUMN heard BLOB NOT NULL DEFAULT x''";
/// The most things of one pull, however small they are.
const MOST_ITEMS: usize = 20_000;

/// The hub's file.
pub struct Storage {
    path: PathBuf,
    key: Option<Key>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Storage {}", self.path.display())
    }
}

/// A thing to keep, checked: its bytes, and what it is.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The stream.
    pub stream: StreamName,
    /// The bytes.
    pub thing: Thing,
    /// Header and digest of a segment; none of a text.
    pub segment: Option<(Header, [u8; 32])>,
    /// The name of a text, or of texts that a segment's ops name.
    pub texts: Vec<TextRef>,
    /// The blobs a segment's ops name.
    pub blobs: Vec<BlobRef>,
}

impl Checked {
    fn key(&self) -> Vec<u8> {
        match (&self.segment, &self.thing) {
            (Some((_, digest)), _) => digest.to_vec(),
            (None, Thing::Blob(blob)) => blob_key(&blob.hash),
            (None, _) => self.texts.first().map(text_key).unwrap_or_default(),
        }
    }
}

/// One push of somebody.
#[derive(Debug)]
pub struct Batch {
    /// Which run of a program brings it.
    pub by: [u8; 16],
    /// What.
    pub items: Vec<Checked>,
}

/// The key of a text in the file.
#[must_use]
pub fn text_key(text: &TextRef) -> Vec<u8> {
    [&text.writer.0[..], &text.hash.0].concat()
}

fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn uint(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl Storage {
    /// Opens the file, making it with a first epoch where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] for a file of another program or a later version; what SQLite says.
    pub fn open(path: &Path, key: Option<Key>) -> Result<Self, Error> {
        let mut writer = connect(path, key.as_ref()).map_err(|fault| said(path, &fault))?;
        let made = make(&mut writer).map_err(|fault| said(path, &fault))?;
        if let Some(found) = made {
            let code = if found == 0 {
                "serve-file-other"
            } else {
                "serve-file-later"
            };
            let place = Place::file(&path.display().to_string());
            return Err(Error::at(ErrorKind::Refused, place, Sentence::new(code)));
        }
        let storage = Self {
            path: path.to_owned(),
            key,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
        };
        if storage.epochs()?.is_empty() {
            storage.begin_epoch()?;
        }
        Ok(storage)
    }

    fn write<T>(&self, work: impl FnOnce(&rusqlite::Transaction) -> rusqlite::Result<T>) -> Result<T, Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let done = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let done = work(&transaction)?;
                transaction.commit()?;
                Ok(done)
            });
        done.map_err(|fault| said(&self.path, &fault))
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        let pooled = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let at = |fault| said(&self.path, &fault);
        let mut reader = match pooled {
            Some(reader) => reader,
            None => connect(&self.path, self.key.as_ref()).map_err(at)?,
        };
        let done = reader
            .transaction()
            .and_then(|transaction| work(&transaction))
            .map_err(at)?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        Ok(done)
    }

    /// Keeps what several phones brought, in one transaction; for each item its place and its number in its stream. What
    /// was there keeps its place; a redacted text gets none.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`]; then nothing of all of them is kept.
    pub fn keep(&self, batches: &[Batch]) -> Result<Vec<Vec<(u64, u64)>>, Error> {
        self.write(|transaction| {
            let mut places = Vec::new();
            for batch in batches {
                let kept = batch.items.iter().map(|item| keep_item(transaction, &batch.by, item));
                places.push(kept.collect::<Result<_, _>>()?);
            }
            Ok(places)
        })
    }

    /// What a reader of this scope has not read yet, after a place of an epoch, up to so many bytes but at least one
    /// thing; what `by` brought itself is only named.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn pull(
        &self,
        scope: &Scope,
        by: Option<&[u8; 16]>,
        (epoch, after): (&Epoch, u64),
        most: usize,
    ) -> Result<Pulled, Error> {
        self.read(|connection| {
            let epochs = epochs(connection)?;
            let current = epochs.last().map_or([0; 16], |(_, id)| *id);
            let last = last(connection)?;
            // Nobody can have read further than there is: a disk that lost its end says so here.
            let from = after.min(shared(&epochs, epoch)).min(last);
            let mut items = Vec::new();
            let (mut size, mut upto) = (0, last);
            let sql = "SELECT place, stream, scope, seq, kind, by, length(bytes), bytes FROM item
                WHERE place > ?1 AND place <= ?2 ORDER BY place";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![int(from), int(last)])?;
            while let Some(row) = rows.next()? {
                if !scope.holds(row.get_ref(2)?.as_str().unwrap_or_default()) {
                    continue;
                }
                let yours = by.is_some_and(|by| row.get_ref(5).is_ok_and(|found| found.as_blob() == Ok(&by[..])));
                let length = if yours {
                    0
                } else {
                    usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0)
                };
                let full = size + length > most || items.len() >= MOST_ITEMS;
                if full && !items.is_empty() {
                    upto = items.last().map_or(from, |placed: &Placed| placed.place);
                    break;
                }
                size += length + 64;
                items.push(placed(row, yours)?);
            }
            Ok(Pulled {
                epoch: current,
                from,
                upto,
                last,
                items,
            })
        })
    }

    /// Drops texts and blobs, by their keys, for good. Their places stay, so that nobody's count is broken.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn redact(&self, keys: &[(StreamName, Vec<u8>)]) -> Result<usize, Error> {
        let dropped = self.write(|transaction| {
            let mut dropped = 0;
            for (stream, key) in keys {
                let key = params![stream.to_string(), key];
                transaction
                    .prepare_cached("INSERT OR IGNORE INTO redacted VALUES (?1, ?2)")?
                    .execute(key)?;
                transaction
                    .prepare_cached("DELETE FROM wanted WHERE stream = ?1 AND key = ?2")?
                    .execute(key)?;
                transaction
                    .prepare_cached("DELETE FROM wanted_blob WHERE stream = ?1 AND hash = substr(?2, 2)")?
                    .execute(key)?;
                let sql = "UPDATE item SET kind = 2, bytes = x'' WHERE stream = ?1 AND key = ?2 AND kind IN (1, 3)";
                dropped += transaction.prepare_cached(sql)?.execute(key)?;
            }
            Ok(dropped)
        })?;
        if dropped > 0 {
            let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let settled = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            settled.map_err(|fault| said(&self.path, &fault))?;
        }
        Ok(dropped)
    }

    /// The segments of everything held, as links.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn spread(&self) -> Result<Spread, Error> {
        let found: Vec<Vec<u8>> = self.read(|connection| {
            let mut statement = connection.prepare("SELECT bytes FROM item WHERE kind = 0")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        let mut spread = Spread::new();
        for bytes in found {
            let segment = crosscheck_core::change::Segment::read_unverified(&bytes)?;
            let header = segment.header();
            let digest = Sha256::digest(&bytes).into();
            spread.insert(header.writer(), &header.stream, Link::of(header, digest));
        }
        Ok(spread)
    }

    /// The texts that are named and not held, of a scope.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn lacking(&self, scope: &Scope) -> Result<Vec<(StreamName, TextRef)>, Error> {
        let rows: Vec<(String, Vec<u8>)> = self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT stream, key FROM wanted")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        let text = |(stream, key): (String, Vec<u8>)| {
            let stream: StreamName = stream.parse().ok()?;
            let (writer, hash) = key.split_at_checked(32)?;
            let writer = WriterId(writer.try_into().ok()?);
            let hash = TextHash(hash.try_into().ok()?);
            scope
                .holds(&scope_of(&stream))
                .then_some((stream, TextRef { writer, hash }))
        };
        Ok(rows.into_iter().filter_map(text).collect())
    }

    /// Up to which number each stream of a scope is backed up.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn backed_up(&self, scope: &Scope) -> Result<Vec<(StreamName, u64)>, Error> {
        let rows: Vec<(String, i64)> = self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT name, backed_up FROM stream WHERE backed_up > 0")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        let read = |(stream, upto): (String, i64)| Some((stream.parse::<StreamName>().ok()?, uint(upto)));
        let rows = rows.into_iter().filter_map(read);
        Ok(rows.filter(|(stream, _)| scope.holds(&scope_of(stream))).collect())
    }

    /// Notes that everything up to a place lies in a verified backup.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn note_backup(&self, upto: u64) -> Result<(), Error> {
        self.write(|transaction| {
            let sql = "UPDATE stream SET backed_up = coalesce(
                (SELECT max(seq) FROM item WHERE item.stream = stream.name AND place <= ?1), 0)";
            transaction.execute(sql, [int(upto)]).map(|_| ())
        })
    }

    /// The last place.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn last(&self) -> Result<u64, Error> {
        self.read(last)
    }

    /// The epochs in order, each with the place after which it began.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn epochs(&self) -> Result<Vec<(u64, Epoch)>, Error> {
        self.read(epochs)
    }

    /// Begins a new epoch: after a restore nobody's notes hold any more. One that nothing was taken in gives way, as a
    /// backup begins one and so does putting it back.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn begin_epoch(&self) -> Result<Epoch, Error> {
        let id: Epoch = random()?;
        self.write(|transaction| {
            let after = int(last(transaction)?);
            let idle = "DELETE FROM epoch WHERE after = ?1 AND number > 1
                AND number = (SELECT max(number) FROM epoch)";
            transaction.execute(idle, [after])?;
            transaction.execute("INSERT INTO epoch (after, id) VALUES (?1, ?2)", params![after, id])?;
            transaction.execute("UPDATE stream SET backed_up = 0", [])?;
            Ok(())
        })?;
        Ok(id)
    }

    /// Lets the file grow no further, or lets it grow again. The product never calls this: a simulation does, to see what
    /// becomes of a push on a full disk.
    ///
    /// # Errors
    /// What SQLite says.
    #[doc(hidden)]
    pub fn lower_room(&self, full: bool) -> Result<(), Error> {
        self.write(|transaction| {
            let pages: u32 = transaction.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let most = if full { pages } else { u32::MAX - 1 };
            transaction.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))
        })
    }

    /// Whether file and rows are whole; gives how many items there are.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when they are not.
    pub fn check(&self) -> Result<u64, Error> {
        let (line, items) = self.read(|connection| {
            let line: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            let items: i64 = connection.query_row("SELECT count(*) FROM item", [], |row| row.get(0))?;
            Ok((line, items))
        })?;
        if line != "ok" {
            let place = Place::file(&self.path.display().to_string());
            return Err(Error::at(
                ErrorKind::CheckFailed,
                place,
                Sentence::new("serve-file-damaged"),
            ));
        }
        Ok(uint(items))
    }

    /// Writes a consistent copy of the file while it is in use.
    ///
    /// # Errors
    /// When the copy's file is there already, and what SQLite says.
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        let reader = connect(&self.path, self.key.as_ref()).map_err(|fault| said(&self.path, &fault))?;
        let copied = reader.execute("VACUUM INTO ?1", [path.display().to_string()]);
        copied.map(|_| ()).map_err(|fault| said(path, &fault))
    }
}

fn connect(path: &Path, key: Option<&Key>) -> rusqlite::Result<Connection> {
    let connection = keyed(path, key, OpenFlags::default())?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// Makes the tables in a new file; gives the version of a file that is not ours to touch, 0 of another program's.
fn make(connection: &mut Connection) -> rusqlite::Result<Option<i64>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |name: &str| transaction.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let (mark, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (mark, tables) {
        (APPLICATION, _) if version == VERSION => return Ok(None),
        (APPLICATION, _) if version == 1 => {
            transaction.execute_batch(TO_2)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            return transaction.commit().map(|()| None);
        }
        (APPLICATION, _) => return Ok(Some(version)),
        (0, 0) => {}
        _ => return Ok(Some(0)),
    }
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(None)
}

fn said(path: &Path, fault: &rusqlite::Error) -> Error {
    let place = Place::file(&path.display().to_string());
    let sentence = match fault.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Sentence::new("serve-disk-full"),
        Some(ErrorCode::NotADatabase) => Sentence::new("serve-file-key"),
        _ => Sentence::new("serve-disk").with("cause", fault),
    };
    Error::at(ErrorKind::Storage, place, sentence)
}

fn last(connection: &Connection) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached("SELECT coalesce(max(place), 0) FROM item")?;
    statement.query_row([], |row| row.get(0)).map(uint)
}

fn epochs(connection: &Connection) -> rusqlite::Result<Vec<(u64, Epoch)>> {
    let mut statement = connection.prepare_cached("SELECT after, id FROM epoch ORDER BY number")?;
    let rows = statement.query_map([], |row| Ok((uint(row.get(0)?), row.get(1)?)))?;
    rows.collect()
}

/// Up to which place a reader of an epoch and the hub mean the same: where the epoch after it began; no limit in the
/// current one; nothing of an epoch that is not known.
fn shared(epochs: &[(u64, Epoch)], epoch: &Epoch) -> u64 {
    match epochs.iter().position(|(_, id)| id == epoch) {
        None => 0,
        Some(at) => epochs[at + 1..]
            .iter()
            .map(|(after, _)| *after)
            .min()
            .unwrap_or(u64::MAX),
    }
}

fn placed(row: &rusqlite::Row, yours: bool) -> rusqlite::Result<Placed> {
    let stream: String = row.get(1)?;
    let broken = || rusqlite::Error::InvalidColumnName("stream".to_owned());
    let stream = stream.parse().map_err(|_| broken())?;
    let thing = match row.get(4)? {
        _ if yours => Thing::Yours,
        0_i64 => Thing::Segment(row.get(7)?),
        1 => Thing::Text(row.get(7)?),
        3 => Thing::Blob(blob_named(row.get_ref(7)?.as_blob()?).ok_or_else(broken)?),
        _ => Thing::Yours,
    };
    Ok(Placed {
        place: uint(row.get(0)?),
        seq: uint(row.get(3)?),
        item: Item { stream, thing },
    })
}

fn keep_item(transaction: &rusqlite::Transaction, by: &[u8; 16], item: &Checked) -> rusqlite::Result<(u64, u64)> {
    let (stream, key) = (item.stream.to_string(), item.key());
    let sql = "SELECT place, seq FROM item WHERE stream = ?1 AND key = ?2";
    let known = transaction.prepare_cached(sql)?;
    let there = { known }
        .query_row(params![stream, key], |row| Ok((uint(row.get(0)?), uint(row.get(1)?))))
        .optional()?;
    if let Some(there) = there {
        return Ok(there);
    }
    let gone = |transaction: &rusqlite::Transaction, key: &[u8]| {
        let sql = "SELECT 1 FROM redacted WHERE stream = ?1 AND key = ?2";
        transaction.prepare_cached(sql)?.exists(params![stream, key])
    };
    if item.segment.is_none() && gone(transaction, &key)? {
        return Ok((0, 0));
    }
    let sql = "INSERT INTO stream VALUES (?1, 1, 0) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last";
    let seq: i64 = transaction
        .prepare_cached(sql)?
        .query_row([&stream], |row| row.get(0))?;
    let place = last(transaction)? + 1;
    let named;
    let (kind, bytes): (i64, &[u8]) = match &item.thing {
        Thing::Segment(bytes) => (0, bytes),
        Thing::Text(bytes) => (1, bytes),
        Thing::Yours => (2, &[]),
        Thing::Blob(blob) => {
            named = name_of(blob);
            (3, &named)
        }
    };
    let sql = "INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let row = params![int(place), stream, scope_of(&item.stream), seq, kind, key, by, bytes];
    transaction.prepare_cached(sql)?.execute(row)?;
    if let Thing::Blob(blob) = &item.thing {
        blobs::come(transaction, &stream, blob)?;
        return Ok((place, uint(seq)));
    }
    if item.segment.is_none() {
        let sql = "DELETE FROM wanted WHERE stream = ?1 AND key = ?2";
        transaction.prepare_cached(sql)?.execute(params![stream, key])?;
        return Ok((place, uint(seq)));
    }
    blobs::want(transaction, &stream, &item.blobs)?;
    let named: BTreeSet<Vec<u8>> = item.texts.iter().map(text_key).collect();
    for key in named {
        let sql = "SELECT 1 FROM item WHERE stream = ?1 AND key = ?2";
        let held = transaction.prepare_cached(sql)?.exists(params![stream, key])?;
        if !held && !gone(transaction, &key)? {
            let sql = "INSERT OR IGNORE INTO wanted VALUES (?1, ?2)";
            transaction.prepare_cached(sql)?.execute(params![stream, key])?;
        }
    }
    Ok((place, uint(seq)))
}
