//! Connections: what every one of them is set to, and the check a file passes before anything is read from it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::fault::{Fault, What};
use super::key::Key;
use super::migrate::{self, APPLICATION};

/// How long a second process waits for the first one's transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements a connection keeps prepared: about all there are.
const STATEMENTS: usize = 64;

/// Opens the writing connection: keyed, checked, migrated.
pub(super) fn writer(path: &Path, key: Option<&Key>) -> Result<Connection, Fault> {
    let mut connection = open(path, key, OpenFlags::default())?;
    migrate::refuse_other(path, &connection)?;
    let at = |fault| Fault::at(path, fault);
    // WAL: readers beside one writer. FULL: a commit has reached the disk when it returns. Deleted texts leave no
    // trace in free pages.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(at)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(at)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(at)?;
    connection.pragma_update(None, "secure_delete", true).map_err(at)?;
    check(path, &connection, "quick_check")?;
    migrate::migrate(path, &mut connection)?;
    Ok(connection)
}

/// Opens one more reading connection.
pub(super) fn reader(path: &Path, key: Option<&Key>) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, key, flags)
}

pub(super) fn open(path: &Path, key: Option<&Key>, flags: OpenFlags) -> Result<Connection, Fault> {
    let at = |fault| Fault::at(path, fault);
    let connection = keyed(path, key, flags).map_err(at)?;
    connection.busy_timeout(PATIENCE).map_err(at)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // The first read shows whether the key fits.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(at)?;
    Ok(connection)
}

/// Opens a file with its key set and nothing read yet: the one way to a connection, here and in the hub.
///
/// # Errors
/// What SQLite says of the file. Whether the key fits shows at the first read.
pub fn keyed(path: &Path, key: Option<&Key>, flags: OpenFlags) -> rusqlite::Result<Connection> {
    ready()?;
    let connection = Connection::open_with_flags(path, flags)?;
    // What SQLCipher would print of a wrong key or a broken page comes back as an error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    if let Some(key) = key {
        connection.execute_batch(&key.pragma())?;
    }
    Ok(connection)
}

/// Starts SQLCipher once in the process while others wait. SQLite calls itself started before SQLCipher is, so of two threads
/// that open the first files at once one could be told that its key is none.
fn ready() -> rusqlite::Result<()> {
    static STARTED: Mutex<bool> = Mutex::new(false);
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*started {
        Connection::open_in_memory()?;
        *started = true;
    }
    Ok(())
}

/// Runs one of SQLite's checks; the first line says `ok` or what is broken.
pub(super) fn check(path: &Path, connection: &Connection, check: &str) -> Result<(), Fault> {
    let result = connection.query_row(&format!("PRAGMA {check}(1)"), [], |row| row.get::<_, String>(0));
    match result {
        Ok(line) if line == "ok" => Ok(()),
        Ok(_) => Err(Fault::of(path, What::Damaged)),
        Err(fault) => Err(Fault::at(path, fault)),
    }
}

/// The database and what SQLite keeps beside it.
pub(super) fn files_of(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name = OsString::from(path);
        name.push(end);
        name.into()
    })
}

/// The key beside a store, where a host keeps it in a file, and its form wrapped to the recovery key.
pub(super) fn keys_of(path: &Path) -> [PathBuf; 2] {
    [".key", ".key.age"].map(|end| {
        let mut name = OsString::from(path);
        name.push(end);
        name.into()
    })
}

/// The mark of our files, and of none.
pub(super) fn is_ours(mark: i64) -> bool {
    mark == APPLICATION || mark == 0
}
