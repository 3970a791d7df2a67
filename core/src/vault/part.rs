//! A blob that is still arriving.
//!
//! Whatever came is kept: full pieces as they fill, the rest when the part is closed or dropped, so that a broken
//! connection costs nothing. A crash costs at most the piece that was not full.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use ring::hkdf::Prk;

use super::disk;
use super::sealed::{Fault, HEAD, PIECE, SEALED, Seal, small};
use crate::{Error, ErrorKind, Sentence};

/// A blob on its way into the vault.
pub struct Part {
    path: PathBuf,
    file: File,
    seal: Seal,
    /// Full pieces in the file.
    pieces: u64,
    /// What came after them.
    rest: Vec<u8>,
    /// Whether `rest` holds what the file does not.
    owing: bool,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part at {} of {}", self.offset(), self.seal.length())
    }
}

fn reading_and_writing() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

impl Part {
    /// A part that begins, in a new file.
    pub(super) fn begin(path: &Path, key: &Prk, length: u64) -> Result<Self, Error> {
        let at = |cause: std::io::Error| disk(path, &cause);
        let mut file = reading_and_writing()
            .create(true)
            .truncate(true)
            .open(path)
            .map_err(at)?;
        let seal = Seal::new(key, length).map_err(at)?;
        file.write_all(seal.head()).map_err(at)?;
        Ok(Self::of(path, file, seal))
    }

    /// A part as it was left; one that is damaged, or of another length, begins anew.
    pub(super) fn resume(path: &Path, key: &Prk, length: u64) -> Result<Self, Error> {
        let at = |cause: std::io::Error| disk(path, &cause);
        let mut file = match reading_and_writing().open(path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Self::begin(path, key, length),
            file => file.map_err(at)?,
        };
        let seal = match Seal::read(&mut file, key).map_err(Fault::from) {
            Ok(seal) if seal.length() == length => seal,
            // A disk that does not read now may read later: what came is not thrown away for that.
            Err(Fault::Disk(cause)) => return Err(at(cause)),
            Ok(_) | Err(Fault::Damaged) => return Self::begin(path, key, length),
        };
        let mut part = Self::of(path, file, seal);
        part.find_end().map_err(at)?;
        Ok(part)
    }

    fn of(path: &Path, file: File, seal: Seal) -> Self {
        Self {
            path: path.to_owned(),
            file,
            seal,
            pieces: 0,
            rest: Vec::new(),
            owing: false,
        }
    }

    /// Finds the last piece that opens; what comes after it was cut off by a crash and is written over.
    fn find_end(&mut self) -> std::io::Result<()> {
        let size = self.file.metadata()?.len().saturating_sub(HEAD as u64);
        let full = (size / SEALED as u64).min(self.seal.length() / PIECE as u64);
        let tail = small((size - full * SEALED as u64).min(SEALED as u64))?;
        if let Some(rest) = self.opened(full, tail)? {
            (self.pieces, self.rest) = (full, rest);
        } else if full > 0 && self.opened(full - 1, SEALED)?.is_none() {
            self.pieces = full - 1;
        } else {
            self.pieces = full;
        }
        if self.rest.len() == PIECE {
            self.pieces += 1;
            self.rest.clear();
        }
        Ok(())
    }

    /// The plain bytes of a piece; none where it does not open.
    fn opened(&mut self, number: u64, length: usize) -> std::io::Result<Option<Vec<u8>>> {
        let mut sealed = vec![0; length];
        self.file.seek(SeekFrom::Start(HEAD as u64 + number * SEALED as u64))?;
        self.file.read_exact(&mut sealed)?;
        Ok(self.seal.open(number, &mut sealed).ok().map(<[u8]>::to_vec))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How many plain bytes came.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.pieces * PIECE as u64 + self.rest.len() as u64
    }

    /// Whether everything came.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.offset() == self.seal.length()
    }

    /// Takes the bytes that follow.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when they are more than the blob has, and then none is taken; [`ErrorKind::Storage`] when
    /// the disk fails.
    pub fn append(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        if self.offset() + bytes.len() as u64 > self.seal.length() {
            return Err(Error::new(ErrorKind::BadInput, Sentence::new("vault-longer")));
        }
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.rest.len()));
            self.rest.extend_from_slice(now);
            (self.owing, bytes) = (true, later);
            if self.rest.len() == PIECE {
                self.write().map_err(|cause| disk(&self.path, &cause))?;
                self.pieces += 1;
                self.rest.clear();
            }
        }
        Ok(())
    }

    fn write(&mut self) -> std::io::Result<()> {
        let sealed = self.seal.seal(self.pieces, &self.rest)?;
        let begin = HEAD as u64 + self.pieces * SEALED as u64;
        self.file.seek(SeekFrom::Start(begin))?;
        self.file.write_all(&sealed)?;
        self.file.set_len(begin + sealed.len() as u64)?;
        self.owing = false;
        Ok(())
    }

    /// Writes what came and waits until it has reached the disk.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the disk fails.
    pub fn close(mut self) -> Result<(), Error> {
        let rest = if self.owing { self.write() } else { Ok(()) };
        let synced = rest.and_then(|()| self.file.sync_all());
        self.owing = false;
        synced.map_err(|cause| disk(&self.path, &cause))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.owing {
            // Whoever brought it brings at most a piece again.
            let _ = self.write();
        }
    }
}
