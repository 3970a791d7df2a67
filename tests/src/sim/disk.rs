//! Disks of the simulation: where files lie, whether they are locked, and disks that are full for a while.
//!
//! A full disk is SQLite's own: the file may grow by no page more, so a transaction fails in its middle with
//! `SQLITE_FULL` as on a real one. Nothing of it is written down; a process that starts again is told anew.

use crosscheck_core::store::{Key, Store};
use tempfile::TempDir;

/// Where the files of a world lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// In memory where the machine has such a folder, without keys.
    Memory,
    /// On the disk, every file encrypted.
    Disk,
}

/// The most pages a file of SQLite may ever have.
const NO_BOUND: u32 = 4_294_967_294;

impl Ground {
    /// A folder for a world.
    pub(super) fn folder(self) -> TempDir {
        match self {
            Self::Memory => tempfile::tempdir_in("/dev/shm")
                .or_else(|_| tempfile::tempdir())
                .unwrap(),
            // Beside what was built: the usual folder of temporary files may be memory.
            Self::Disk => tempfile::tempdir_in(std::env::current_exe().unwrap().parent().unwrap()).unwrap(),
        }
    }

    /// The key of every file of a world.
    pub(super) fn key(self) -> Option<Key> {
        (self == Self::Disk).then(|| Key::new([7; 32]))
    }
}

/// Lets the file of a store grow no further, or lets it grow again.
pub(super) fn fill(store: &Store, full: bool) {
    let set = store.write(|transaction| {
        let pages: u32 = transaction.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let most = if full { pages } else { NO_BOUND };
        transaction.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
        Ok(())
    });
    set.unwrap();
}
