//! Salvage: a damaged file is moved aside and kept, and what of its log can be read stands in a new one.
//!
//! Each row is asked for alone, so that a broken page costs only its own rows. Sealed segments are taken when their
//! signature holds, texts when their hash does. Ops not sealed keep the writer they had; whoever opens the store next
//! is a new writer and writes them anew, because the damaged file may have held more of that branch.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use super::connect::{self, files_of};
use super::fault::{Fault, io};
use super::key::Key;
use super::log;
use crate::Error;
use crate::change::{Op, Segment, TextFrame};
use crate::ids::{StreamName, WriterId};

/// What was saved from a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Where the damaged file lies now.
    pub kept: PathBuf,
    /// Sealed segments saved.
    pub segments: usize,
    /// Ops not sealed yet that were saved.
    pub unsealed: usize,
    /// Texts saved.
    pub texts: usize,
    /// Rows that could not be read, as far as the file tells.
    pub lost: usize,
}

/// After so many rows in a row that cannot be read, the rest of a table is taken for gone.
const GIVE_UP: i64 = 10_000;

/// Moves the file aside and opens a new one with what can be read of it.
pub(super) fn salvage(path: &Path, key: Option<&Key>) -> Result<(Connection, Option<Salvaged>), Error> {
    let kept = free_name(path);
    for (from, to) in files_of(path).iter().zip(files_of(&kept)) {
        match std::fs::rename(from, &to) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(io(from, &cause)),
            _ => {}
        }
    }
    let mut connection = connect::writer(path, key)?;
    let mut salvaged = Salvaged {
        kept,
        segments: 0,
        unsealed: 0,
        texts: 0,
        lost: 0,
    };
    // A file whose first page is gone has nothing to say; it is kept all the same.
    if let Some(mut old) = Old::open(&salvaged.kept.clone(), key) {
        let transaction = connection.transaction()?;
        copy(&mut old, &transaction, &mut salvaged)?;
        transaction.commit().map_err(|fault| Fault::at(path, fault))?;
    }
    Ok((connection, Some(salvaged)))
}

/// `x.damaged-1.db`, or the next number nobody has.
fn free_name(path: &Path) -> PathBuf {
    let name = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{number}"));
        PathBuf::from(name)
    };
    (1..=u32::MAX)
        .map(name)
        .find(|name| !name.exists())
        .unwrap_or_else(|| name(0))
}

fn copy(old: &mut Old, new: &rusqlite::Transaction, salvaged: &mut Salvaged) -> Result<(), Error> {
    // A phone makes a new key for this one and is a new writer. Whoever has to keep his key, an organiser, may lack the
    // end of his own log now: he is held until others brought it back.
    log::set_meta(new, log::HELD, &[1])?;
    for name in ["campaign", "member", "writer"] {
        if let Some(Some(value)) = old.ask(|old| log::meta(old, name)) {
            log::set_meta(new, name, &value)?;
        }
    }
    let segment = |row: &Row| {
        let bytes: Vec<u8> = row.get(0).ok()?;
        Some((Segment::read(&bytes).ok()?, row.get::<_, bool>(1).ok()?))
    };
    let (taken, lost) = each(old, "segment", "bytes, own", segment, |(segment, own)| {
        Ok(log::keep_segment(new, &segment, own)? == log::Inserted::New)
    })?;
    (salvaged.segments, salvaged.lost) = (taken, lost);
    let text = |row: &Row| {
        let stream: StreamName = row.get::<_, String>(0).ok()?.parse().ok()?;
        let frame = TextFrame::read(&row.get::<_, Vec<u8>>(1).ok()?).ok()?;
        let hash: [u8; 32] = row.get(2).ok()?;
        (frame.name().hash.0 == hash).then_some((stream, frame))
    };
    let (taken, lost) = each(old, "text", "stream, frame, hash", text, |(stream, frame)| {
        Ok(log::keep_text(new, &stream, &frame)? == log::Inserted::New)
    })?;
    (salvaged.texts, salvaged.lost) = (taken, salvaged.lost + lost);
    let op = |row: &Row| {
        let stream: StreamName = row.get::<_, String>(0).ok()?.parse().ok()?;
        let op = Op::read(&row.get::<_, Vec<u8>>(2).ok()?).ok()?;
        Some((stream, WriterId(row.get(1).ok()?), op))
    };
    let (taken, lost) = each(old, "unsealed", "stream, writer, bytes", op, |(stream, writer, op)| {
        log::keep_unsealed(new, &stream, &writer, &op).map(|()| true)
    })?;
    (salvaged.unsealed, salvaged.lost) = (taken, salvaged.lost + lost);
    // Redactions obeyed once stay obeyed; without an index of their own they are read as far as it goes.
    old.ask(|old| redactions(old, new));
    Ok(())
}

fn redactions(old: &Connection, new: &rusqlite::Transaction) -> Result<(), Error> {
    let mut statement = old.prepare("SELECT stream, writer, hash FROM redacted")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let row: (String, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        new.execute("INSERT OR IGNORE INTO redacted VALUES (?1, ?2, ?3)", row.clone())?;
        let sql = "DELETE FROM text WHERE stream = ?1 AND writer = ?2 AND hash = ?3";
        new.execute(sql, row)?;
    }
    Ok(())
}

/// The damaged file. After a broken page SQLCipher answers nothing more, so each failure opens it again.
struct Old<'a> {
    path: &'a Path,
    key: Option<&'a Key>,
    connection: Connection,
}

impl<'a> Old<'a> {
    fn open(path: &'a Path, key: Option<&'a Key>) -> Option<Self> {
        let connection = connect::open(path, key, OpenFlags::default()).ok()?;
        Some(Self { path, key, connection })
    }

    /// Asks for something; none when it cannot be read.
    fn ask<T>(&mut self, ask: impl Fn(&Connection) -> Result<T, Error>) -> Option<T> {
        let answer = ask(&self.connection).ok();
        if answer.is_none()
            && let Ok(again) = connect::open(self.path, self.key, OpenFlags::default())
        {
            self.connection = again;
        }
        answer
    }
}

/// Asks for every row of a table by its number; gives how many `keep` took and how many could not be read.
fn each<T>(
    old: &mut Old,
    table: &str,
    columns: &str,
    read: impl Fn(&Row) -> Option<T>,
    mut keep: impl FnMut(T) -> Result<bool, Error>,
) -> Result<(usize, usize), Error> {
    let most = old.ask(|old| {
        let most = old.query_row(&format!("SELECT max(id) FROM {table}"), [], |row| {
            row.get::<_, Option<i64>>(0)
        });
        Ok(most?.unwrap_or_default())
    });
    let sql = format!("SELECT {columns} FROM {table} WHERE id = ?1");
    let (mut taken, mut lost, mut missed, mut id) = (0, 0, 0, 1);
    while id <= most.unwrap_or(i64::MAX) && missed < GIVE_UP {
        let row = old.ask(|old| {
            let found = old.prepare_cached(&sql)?.query_row([id], |row| Ok(read(row)));
            Ok(found.optional()?)
        });
        id += 1;
        match row {
            Some(Some(Some(row))) => {
                taken += usize::from(keep(row)?);
                missed = 0;
            }
            Some(None) => missed += 1,
            Some(Some(None)) | None => (lost, missed) = (lost + 1, missed + 1),
        }
    }
    // Where the table's end could not be read either, the last misses were not rows.
    Ok((taken, if most.is_none() { 0 } else { lost }))
}
