//! What SQLite and the disk say, in the words of a person: what happened to which file and what to do.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::{Error, ErrorKind, Place, Sentence};

/// A fault with the file it happened to.
#[derive(Debug)]
pub(super) struct Fault {
    file: String,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Sqlite(rusqlite::Error),
    /// A check found damage.
    Damaged,
    /// A file of another program.
    Other,
    /// Schema of a later version.
    Later(i64),
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Fault {
    pub(super) fn at(path: &Path, fault: rusqlite::Error) -> Self {
        Self::of(path, What::Sqlite(fault))
    }

    pub(super) fn of(path: &Path, what: What) -> Self {
        Self { file: name(path), what }
    }

    fn code(&self) -> Option<ErrorCode> {
        match &self.what {
            What::Sqlite(fault) => fault.sqlite_error_code(),
            _ => None,
        }
    }

    /// Whether the file itself is broken. With a key, "not a database" is a wrong key as far as anybody can tell, and
    /// a good file is never moved aside for that.
    pub(super) fn is_damage(&self, keyed: bool) -> bool {
        match self.code() {
            Some(ErrorCode::DatabaseCorrupt) => true,
            Some(ErrorCode::NotADatabase) => !keyed,
            _ => matches!(self.what, What::Damaged),
        }
    }

    fn say(&self) -> (ErrorKind, &'static str) {
        match (&self.what, self.code()) {
            (What::Damaged, _) | (_, Some(ErrorCode::DatabaseCorrupt)) => (ErrorKind::CheckFailed, "store-damaged"),
            (What::Other, _) => (ErrorKind::Refused, "store-other"),
            (What::Later(_), _) => (ErrorKind::Refused, "store-later"),
            (_, Some(ErrorCode::NotADatabase)) => (ErrorKind::CheckFailed, "store-key"),
            (_, Some(ErrorCode::DiskFull)) => (ErrorKind::Storage, "store-full"),
            (_, Some(ErrorCode::ReadOnly)) => (ErrorKind::Storage, "store-read-only"),
            (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => (ErrorKind::Storage, "store-busy"),
            (_, Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied)) => (ErrorKind::Storage, "store-open"),
            _ => (ErrorKind::Storage, "store-disk"),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let (kind, code) = fault.say();
        let sentence = Sentence::new(code);
        let sentence = match &fault.what {
            What::Later(found) => sentence.with("found", found).with("known", super::SCHEMA),
            // SQLite's own words name statements and pages, never what somebody typed.
            What::Sqlite(cause) if code == "store-disk" => sentence.with("cause", cause),
            _ => sentence,
        };
        Self::at(kind, Place::file(&fault.file), sentence)
    }
}

/// A fault of the file system.
pub(super) fn io(path: &Path, cause: &std::io::Error) -> Error {
    let sentence = Sentence::new("store-disk").with("cause", cause);
    Error::at(ErrorKind::Storage, Place::file(&name(path)), sentence)
}

/// Inside a transaction no file needs naming twice.
impl From<rusqlite::Error> for Error {
    fn from(fault: rusqlite::Error) -> Self {
        Fault::at(Path::new(""), fault).into()
    }
}
