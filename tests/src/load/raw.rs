//! What SQLite itself takes for the same: the floor a hub on SQLite stands on.
//!
//! The same pragmas, the same number of pushes a transaction. Once each op as a row, which is what a table of ops would
//! cost, and once each segment as a row, which is what the hub's file holds.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::crowd::Parcel;

fn connect(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection.pragma_update(None, "secure_delete", true).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE op (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
            CREATE TABLE segment (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;",
        )
        .unwrap();
    connection
}

fn insert(path: &Path, parcels: &[&Parcel], together: usize, each: impl Fn(&Connection, &Parcel)) -> Duration {
    let mut connection = connect(path);
    let begun = Instant::now();
    for some in parcels.chunks(together) {
        let transaction = connection.transaction().unwrap();
        for parcel in some {
            each(&transaction, parcel);
        }
        transaction.commit().unwrap();
    }
    begun.elapsed()
}

/// Each op as a row, so many pushes a transaction.
#[must_use]
pub fn ops(folder: &Path, parcels: &[&Parcel], together: usize) -> Duration {
    insert(&folder.join("raw-ops.db"), parcels, together, |connection, parcel| {
        for op in &parcel.ops {
            let mut statement = connection.prepare_cached("INSERT INTO op (bytes) VALUES (?1)").unwrap();
            statement.execute([op]).unwrap();
        }
    })
}

/// Each segment as a row, so many pushes a transaction.
#[must_use]
pub fn segments(folder: &Path, parcels: &[&Parcel], together: usize) -> Duration {
    insert(
        &folder.join("raw-segments.db"),
        parcels,
        together,
        |connection, parcel| {
            let sql = "INSERT INTO segment (key, bytes) VALUES (?1, ?2)";
            let mut statement = connection.prepare_cached(sql).unwrap();
            statement
                .execute(params![parcel.segment.as_bytes(), parcel.sealed])
                .unwrap();
        },
    )
}

/// What one sync of this disk takes: the middle one of a hundred small appends.
#[must_use]
pub fn sync(folder: &Path) -> Duration {
    use std::io::Write;

    let mut file = std::fs::File::create(folder.join("sync")).unwrap();
    let mut times: Vec<Duration> = (0..100)
        .map(|_| {
            file.write_all(&[0; 4096]).unwrap();
            let begun = Instant::now();
            file.sync_data().unwrap();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[50]
}
