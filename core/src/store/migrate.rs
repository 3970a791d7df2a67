//! Numbered migrations: each SQL file runs once, in order, in one transaction with the number it leads to.
//!
//! An upgraded file must equal a fresh one; a released migration is never changed. A file of a later version is
//! refused and left as it is.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::connect::is_ours;
use super::fault::{Fault, What};

/// "XCHK" in SQLite's application id, so that no other database is taken for ours.
pub(super) const APPLICATION: i64 = 0x5843_484b;
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_log.sql"),
    include_str!("migrations/002_exchange.sql"),
    include_str!("migrations/003_sent_upto.sql"),
];
/// The schema this program writes.
#[expect(clippy::cast_possible_wrap, reason = "a handful of migrations")]
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

fn number(path: &Path, connection: &Connection, pragma: &str) -> Result<i64, Fault> {
    let read = connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0));
    read.map_err(|fault| Fault::at(path, fault))
}

/// Refuses what this program must not touch, before it changes a byte.
pub(super) fn refuse_other(path: &Path, connection: &Connection) -> Result<(), Fault> {
    let (mark, version) = (
        number(path, connection, "application_id")?,
        number(path, connection, "user_version")?,
    );
    let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    let tables = tables.map_err(|fault| Fault::at(path, fault))?;
    if !is_ours(mark) || (mark == 0 && tables > 0) {
        return Err(Fault::of(path, What::Other));
    }
    if version > SCHEMA {
        return Err(Fault::of(path, What::Later(version)));
    }
    Ok(())
}

/// Brings the file to this program's schema.
pub(super) fn migrate(path: &Path, connection: &mut Connection) -> Result<(), Fault> {
    let at = |fault| Fault::at(path, fault);
    // Two processes may open a new file at once: the version is read again under the lock.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(at)?;
    let from = number(path, &transaction, "user_version")?;
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration).map_err(at)?;
    }
    if from < SCHEMA {
        transaction
            .pragma_update(None, "application_id", APPLICATION)
            .map_err(at)?;
        transaction.pragma_update(None, "user_version", SCHEMA).map_err(at)?;
    }
    transaction.commit().map_err(at)
}
