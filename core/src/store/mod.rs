//! The store: one SQLite file per campaign that holds the log, and nothing the log could tell again.
//!
//! Segments and texts lie here as they were written, with ops not sealed yet and drafts beside them. What they amount
//! to is folded in memory as the file opens (`merge`), so no table can ever disagree with the log. A function that
//! takes `&Transaction` writes, one that takes `&Connection` reads. The one rule: "saved" is said after the commit,
//! and a commit has reached the disk (`synchronous=FULL`). `migrations/NOTES.md` keeps what must not be forgotten.

mod connect;
mod draft;
pub(crate) mod exchange;
mod fault;
mod key;
mod log;
mod migrate;
mod salvage;
mod wrap;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::vault::Vault;
use crate::{Error, ErrorKind, Sentence};

pub use connect::keyed;
pub use draft::{drafts, drafts_under, drop_draft, keep_draft};
pub use key::Key;
pub use log::{Inserted, Rows, meta, redact, set_meta};
pub use migrate::SCHEMA;
pub use salvage::Salvaged;
pub use wrap::{Recovery, RecoveryKey, seal, unseal, unwrap_key, wrap_key};

pub(crate) use log::{
    HELD, are_unsealed, bump, check_texts, drop_unsealed, is_redacted, keep_segment, keep_text, keep_unsealed,
    redact_blob, redacted_blobs, rows, seal_rows, segments, text, texts, unsealed_counts, version,
};

/// An open store.
pub struct Store {
    path: PathBuf,
    key: Option<Key>,
    vault: Vault,
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    salvaged: Option<Salvaged>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store {}", self.path.display())
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic inside a transaction rolled it back; the connection is as good as before.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Opens the store at `path`, making it if nothing is there. A damaged file is moved aside and kept, and what of
    /// its log can be read stands in the new one: see [`Store::salvaged`].
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] for a file of a later version or of another program; [`ErrorKind::CheckFailed`] when the
    /// key does not open it; [`ErrorKind::Storage`] when the disk is full, read-only or broken.
    pub fn open(path: &Path, key: Option<Key>) -> Result<Self, Error> {
        let (connection, salvaged) = match connect::writer(path, key.as_ref()) {
            Err(fault) if fault.is_damage(key.is_some()) => salvage::salvage(path, key.as_ref())?,
            opened => (opened?, None),
        };
        Ok(Self {
            path: path.to_owned(),
            vault: vault_of(path, key.as_ref(), &[]),
            key,
            writer: Mutex::new(Some(connection)),
            readers: Mutex::default(),
            salvaged,
        })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the blobs of its log lie: a folder beside the file, under the same key.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Blobs that come from now on are sealed with another key; those here already can still be read.
    pub fn seal_blobs_with(&mut self, key: &Key) {
        let own = self.key.clone().unwrap_or_else(none);
        self.vault = vault_of(&self.path, Some(key), &[own]);
    }

    /// What was saved from a damaged file as this store opened.
    #[must_use]
    pub fn salvaged(&self) -> Option<&Salvaged> {
        self.salvaged.as_ref()
    }

    /// Runs `work` in one transaction; when it fails, or the commit does, nothing is written.
    ///
    /// # Errors
    /// What `work` says, or [`ErrorKind::Storage`].
    pub fn write<T>(&self, work: impl FnOnce(&Transaction) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = held(&self.writer);
        let connection = writer.as_mut().ok_or_else(suspended)?;
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(|fault| self.fault(fault))?;
        let done = work(&transaction)?;
        transaction.commit().map_err(|fault| self.fault(fault))?;
        Ok(done)
    }

    /// Runs `work` in one read transaction beside the writer: everything it reads is of one moment.
    ///
    /// # Errors
    /// What `work` says, or [`ErrorKind::Storage`].
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut reader = self.reader()?;
        let done = {
            let transaction = reader.transaction().map_err(|fault| self.fault(fault))?;
            work(&transaction)?
        };
        held(&self.readers).push(reader);
        Ok(done)
    }

    fn reader(&self) -> Result<Connection, Error> {
        if held(&self.writer).is_none() {
            return Err(suspended());
        }
        match held(&self.readers).pop() {
            Some(reader) => Ok(reader),
            None => Ok(connect::reader(&self.path, self.key.as_ref())?),
        }
    }

    fn fault(&self, fault: rusqlite::Error) -> Error {
        fault::Fault::at(&self.path, fault).into()
    }

    /// Closes every connection, so that no lock outlives the app's time in front. Until [`Store::resume`] every call
    /// says that the store rests.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the file cannot be closed.
    pub fn suspend(&self) -> Result<(), Error> {
        held(&self.readers).clear();
        match held(&self.writer).take().map(Connection::close) {
            Some(Err((_, fault))) => Err(self.fault(fault)),
            _ => Ok(()),
        }
    }

    /// Opens the file again; does nothing when it is open.
    ///
    /// # Errors
    /// As [`Store::open`], but a damaged file is left where it is.
    pub fn resume(&self) -> Result<(), Error> {
        let mut writer = held(&self.writer);
        if writer.is_none() {
            *writer = Some(connect::writer(&self.path, self.key.as_ref())?);
        }
        Ok(())
    }

    /// Checks every page of the file.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when a page is damaged.
    pub fn check(&self) -> Result<(), Error> {
        self.read(|connection| connect::check(&self.path, connection, "integrity_check").map_err(Error::from))
    }

    /// Sets how far a commit reaches before it returns. The product never calls this: a crash test does, to prove that
    /// it would see the difference.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`].
    #[doc(hidden)]
    pub fn lower_synchronous(&self, level: &str) -> Result<(), Error> {
        let writer = held(&self.writer);
        let connection = writer.as_ref().ok_or_else(suspended)?;
        let set = connection.pragma_update(None, "synchronous", level);
        set.map_err(|fault| self.fault(fault))
    }

    /// Writes a copy of the file as it stands, under the same key, while it is in use.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`], also when the copy's file is there already.
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        let writer = held(&self.writer);
        let connection = writer.as_ref().ok_or_else(suspended)?;
        let copied = connection.execute("VACUUM INTO ?1", [path.display().to_string()]);
        copied.map(|_| ()).map_err(|fault| self.fault(fault))
    }

    /// Writes what waits beside the file into it, and leaves nothing of what was deleted behind.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`].
    pub fn settle(&self) -> Result<(), Error> {
        let writer = held(&self.writer);
        let connection = writer.as_ref().ok_or_else(suspended)?;
        let settled = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        settled.map_err(|fault| self.fault(fault))
    }

    /// Removes the file for good, and before it the keys that lie beside it: stopped in between, what is left cannot be
    /// read. A key that a phone's key store holds is destroyed by the host.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when a file cannot be removed.
    pub fn remove(self) -> Result<(), Error> {
        self.suspend()?;
        let keys = connect::keys_of(&self.path).into_iter();
        for file in keys.chain(connect::files_of(&self.path)) {
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(fault::io(&file, &error));
                }
                _ => {}
            }
        }
        match std::fs::remove_dir_all(self.vault.folder()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(fault::io(self.vault.folder(), &error)),
            _ => Ok(()),
        }
    }
}

/// The key of a store without one, which only tests have: its blobs lie there in the one form there is.
fn none() -> Key {
    Key::new([0; 32])
}

/// The vault beside a store.
fn vault_of(path: &Path, key: Option<&Key>, older: &[Key]) -> Vault {
    let mut folder = path.as_os_str().to_owned();
    folder.push(".blobs");
    Vault::new(Path::new(&folder), &key.cloned().unwrap_or_else(none), older)
}

fn suspended() -> Error {
    Error::new(ErrorKind::Storage, Sentence::new("store-suspended"))
}
