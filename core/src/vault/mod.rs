//! The vault: files under the hash of what they hold, encrypted at rest.
//!
//! Photos, packs, plans and frames are blobs: an op names one by SHA-256 and length, the bytes lie here. `sealed` is the
//! form of one file (64 KiB pieces, each sealed by itself), `part` a file that is still arriving. A file's name is a
//! keyed hash of the blob's, so a folder that is copied tells nobody which pictures it holds. The one rule: a blob is in
//! the vault only under its final name, and it gets that name after its bytes were read back against the hash and have
//! reached the disk.

mod part;
mod sealed;

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ring::{hkdf, hmac};
use sha2::{Digest, Sha256};

use crate::canonical::hex;
use crate::change::BlobRef;
use crate::ids::BlobHash;
use crate::store::Key;
use crate::{Error, ErrorKind, Place, Sentence};

use sealed::Fault;

pub use part::Part;
pub use sealed::Reading;

/// The longest blob: an original of 200 megapixels with room to spare.
pub const MAX_BLOB: u64 = 256 << 20;
/// How files that are not whole yet end.
const UNFINISHED: &str = ".part";

/// Longer than the moment within which a file system tells two changes of a folder apart (FAT has two seconds).
const COARSEST: Duration = Duration::from_secs(3);

/// How a vault's folder stands: as long as it is the same, no file came and none went, whoever brings or removes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand(Option<SystemTime>);

/// What a key of 32 bytes is turned into.
#[derive(Clone)]
struct Keys {
    name: hmac::Key,
    file: hkdf::Prk,
}

impl Keys {
    fn of(key: &Key) -> Self {
        let salted = |salt: &[u8]| hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(key.as_bytes());
        let mut name = [0; 32];
        let names = salted(b"crosscheck-vault-name-1");
        // 32 bytes are always to be had from SHA-256.
        let _ = names
            .expand(&[b"name"], hkdf::HKDF_SHA256)
            .and_then(|expanded| expanded.fill(&mut name));
        Self {
            name: hmac::Key::new(hmac::HMAC_SHA256, &name),
            file: salted(b"crosscheck-vault-file-1"),
        }
    }

    fn name(&self, of: &[u8]) -> String {
        hex(hmac::sign(&self.name, of).as_ref())
    }
}

/// A folder of blobs.
#[derive(Clone)]
pub struct Vault {
    folder: PathBuf,
    /// The first seals what is new; the others open what lies here from before.
    keys: Vec<Keys>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault {}", self.folder.display())
    }
}

/// An error of the disk, at a file of the vault.
pub(crate) fn disk(path: &Path, cause: &std::io::Error) -> Error {
    let code = match cause.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "store-full",
        _ => "store-disk",
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Error::at(
        ErrorKind::Storage,
        Place::file(&name),
        Sentence::new(code).with("cause", cause),
    )
}

/// A blob that is not what it should be.
fn damaged(blob: &BlobHash) -> Error {
    let what = Sentence::new("vault-damaged").with("blob", &blob.to_string()[..12]);
    Error::new(ErrorKind::CheckFailed, what)
}

/// Makes the name of a file in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|cause| disk(folder, &cause))
}

impl Vault {
    /// The vault in a folder, which is made when the first blob comes. New blobs are sealed with `key`; those sealed with
    /// one of `older` can be read too.
    #[must_use]
    pub fn new(folder: &Path, key: &Key, older: &[Key]) -> Self {
        Self {
            folder: folder.to_owned(),
            keys: std::iter::once(key).chain(older).map(Keys::of).collect(),
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn make_folder(&self) -> Result<(), Error> {
        std::fs::create_dir_all(&self.folder).map_err(|cause| disk(&self.folder, &cause))
    }

    fn writing(&self) -> Result<&Keys, Error> {
        // There is always a first key.
        let none = || Error::new(ErrorKind::Storage, Sentence::new("store-suspended"));
        self.keys.first().ok_or_else(none)
    }

    fn found(&self, blob: &BlobHash) -> Result<Option<(PathBuf, &Keys)>, Error> {
        for keys in &self.keys {
            let path = self.folder.join(keys.name(&blob.0));
            match std::fs::metadata(&path) {
                Ok(about) if about.is_file() => return Ok(Some((path, keys))),
                Ok(_) => {}
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
                // A disk that does not answer has not said that nothing is there.
                Err(cause) => return Err(disk(&path, &cause)),
            }
        }
        Ok(None)
    }

    /// Whether a blob is here; a disk that does not answer counts as no. What follows from an absence asks
    /// [`Vault::looks`].
    #[must_use]
    pub fn holds(&self, blob: &BlobHash) -> bool {
        matches!(self.found(blob), Ok(Some(_)))
    }

    /// Whether a blob is here.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the disk does not say.
    pub fn looks(&self, blob: &BlobHash) -> Result<bool, Error> {
        Ok(self.found(blob)?.is_some())
    }

    /// How the folder stands; none while it was changed so lately that one more change might not show.
    #[must_use]
    pub fn stand(&self) -> Option<Stand> {
        let changed = match std::fs::metadata(&self.folder) {
            Ok(about) => about.modified().ok()?,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Some(Stand(None)),
            Err(_) => return None,
        };
        let since = SystemTime::now().duration_since(changed).ok()?;
        (since > COARSEST).then_some(Stand(Some(changed)))
    }

    /// Opens a blob; none when it is not here.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when the file is damaged, [`ErrorKind::Storage`] when the disk fails.
    pub fn open(&self, blob: &BlobHash) -> Result<Option<Reading>, Error> {
        let Some((path, keys)) = self.found(blob)? else {
            return Ok(None);
        };
        Reading::open(&path, &keys.file)
            .map(Some)
            .map_err(|fault| fault.said(&path, blob))
    }

    /// The bytes of a blob of at most `most` bytes; none when it is not here.
    ///
    /// # Errors
    /// As [`Vault::open`], and [`ErrorKind::CheckFailed`] when the bytes are not the blob's.
    pub fn bytes(&self, blob: &BlobHash, most: u64) -> Result<Option<Vec<u8>>, Error> {
        let Some(reading) = self.open(blob)? else {
            return Ok(None);
        };
        if reading.length() > most {
            return Err(too_long(most));
        }
        let mut bytes = Vec::new();
        let read = reading.take(most).read_to_end(&mut bytes);
        read.map_err(|cause| Fault::from(cause).said(&self.folder, blob))?;
        if BlobHash::of(&bytes) != *blob {
            return Err(damaged(blob));
        }
        Ok(Some(bytes))
    }

    /// A piece of a blob from a byte on, of at most `most` bytes.
    ///
    /// # Errors
    /// As [`Vault::open`]; [`ErrorKind::CheckFailed`] too when it is not here, or of another length.
    pub fn piece(&self, blob: &BlobRef, from: u64, most: usize) -> Result<Vec<u8>, Error> {
        let reading = self.open(&blob.hash)?;
        let reading = reading.filter(|reading| reading.length() == blob.length);
        let mut reading = reading.ok_or_else(|| damaged(&blob.hash))?;
        let mut piece = Vec::new();
        let read = reading
            .seek(SeekFrom::Start(from))
            .and_then(|_| reading.take(most as u64).read_to_end(&mut piece));
        read.map_err(|cause| Fault::from(cause).said(&self.folder, &blob.hash))?;
        Ok(piece)
    }

    /// Reads a whole blob against its hash; gives its length, none when it is not here.
    ///
    /// # Errors
    /// As [`Vault::bytes`].
    pub fn check(&self, blob: &BlobHash) -> Result<Option<u64>, Error> {
        let Some(mut reading) = self.open(blob)? else {
            return Ok(None);
        };
        let length = reading.length();
        let hash = hash_of(&mut reading).map_err(|cause| Fault::from(cause).said(&self.folder, blob))?;
        if hash != *blob {
            return Err(damaged(blob));
        }
        Ok(Some(length))
    }

    /// Keeps bytes; keeping them twice changes nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when they are too many, [`ErrorKind::Storage`] when the disk fails.
    pub fn keep(&self, bytes: &[u8]) -> Result<BlobRef, Error> {
        self.keep_from(&mut &bytes[..], bytes.len() as u64)
    }

    /// Keeps the bytes of a file as they are. The file stays where it is.
    ///
    /// # Errors
    /// As [`Vault::keep`], and when the file cannot be read or changes meanwhile.
    pub fn keep_file(&self, path: &Path) -> Result<BlobRef, Error> {
        let at = |cause: std::io::Error| disk(path, &cause);
        let mut file = std::fs::File::open(path).map_err(at)?;
        let length = file.metadata().map_err(at)?.len();
        self.keep_from(&mut file, length)
    }

    fn keep_from(&self, from: &mut impl Read, length: u64) -> Result<BlobRef, Error> {
        if length > MAX_BLOB {
            return Err(too_long(MAX_BLOB));
        }
        let mut hashing = Hashing {
            from,
            hash: Sha256::new(),
        };
        let mut drawn = [0; 16];
        getrandom::fill(&mut drawn).map_err(random_none)?;
        let incoming = self.folder.join(format!("{}{UNFINISHED}", hex(&drawn)));
        let kept = self.receive(&incoming, &mut hashing, length);
        let hash = BlobHash(hashing.hash.finalize().into());
        let placed = kept.and_then(|()| self.place(&incoming, &hash));
        if placed.is_err() {
            // What did not become a blob is nothing; the error is the first one.
            let _ = std::fs::remove_file(&incoming);
        }
        placed.map(|()| BlobRef { hash, length })
    }

    fn receive(&self, incoming: &Path, from: &mut impl Read, length: u64) -> Result<(), Error> {
        self.make_folder()?;
        let mut part = Part::begin(incoming, &self.writing()?.file, length)?;
        let mut piece = vec![0; sealed::PIECE];
        loop {
            let count = from.read(&mut piece).map_err(|cause| disk(incoming, &cause))?;
            if count == 0 {
                return part.close();
            }
            part.append(&piece[..count])?;
        }
    }

    /// Gives a whole, synced file its final name.
    fn place(&self, from: &Path, blob: &BlobHash) -> Result<(), Error> {
        if self.looks(blob)? {
            return std::fs::remove_file(from).map_err(|cause| disk(from, &cause));
        }
        let to = self.folder.join(self.writing()?.name(&blob.0));
        std::fs::rename(from, &to).map_err(|cause| disk(&to, &cause))?;
        sync_folder(&self.folder)
    }

    fn part_path(&self, whose: &str, blob: &BlobHash) -> Result<PathBuf, Error> {
        let name = self.writing()?.name(&[whose.as_bytes(), b"|", &blob.0].concat());
        Ok(self.folder.join(format!("{name}{UNFINISHED}")))
    }

    /// A blob on its way, from where it was broken off. `whose` keeps apart what comes by different ways: whoever brings
    /// a blob to a stream brings all its bytes there.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when it is too long, [`ErrorKind::Storage`] when the disk fails.
    pub fn part(&self, whose: &str, blob: &BlobRef) -> Result<Part, Error> {
        if blob.length > MAX_BLOB {
            return Err(too_long(MAX_BLOB));
        }
        self.make_folder()?;
        Part::resume(&self.part_path(whose, &blob.hash)?, &self.writing()?.file, blob.length)
    }

    /// How much of a blob came by a way; 0 where nothing did.
    ///
    /// # Errors
    /// As [`Vault::part`].
    pub fn came(&self, whose: &str, blob: &BlobRef) -> Result<u64, Error> {
        let path = self.part_path(whose, &blob.hash)?;
        if path.try_exists().map_err(|cause| disk(&path, &cause))? {
            Ok(self.part(whose, blob)?.offset())
        } else {
            Ok(0)
        }
    }

    /// Makes a blob of a part that is whole: reads it back against the hash, and gives it its name once it has reached the
    /// disk. A part that turns out to be other bytes is gone afterwards; one the disk did not let be read back stays.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when it is not the blob; [`ErrorKind::Storage`] when the disk fails.
    pub fn finish(&self, part: Part, blob: &BlobHash) -> Result<(), Error> {
        let path = part.path().to_owned();
        part.close()?;
        let opened = Reading::open(&path, &self.writing()?.file);
        match opened.and_then(|mut reading| Ok(hash_of(&mut reading)?)) {
            Ok(hash) if hash == *blob => self.place(&path, blob),
            Ok(_) | Err(Fault::Damaged) => {
                std::fs::remove_file(&path).map_err(|cause| disk(&path, &cause))?;
                Err(damaged(blob))
            }
            Err(fault) => Err(fault.said(&path, blob)),
        }
    }

    /// Removes a blob for good; gives whether it was here.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the disk fails.
    pub fn remove(&self, blob: &BlobHash) -> Result<bool, Error> {
        let mut gone = false;
        while let Some((path, _)) = self.found(blob)? {
            std::fs::remove_file(&path).map_err(|cause| disk(&path, &cause))?;
            gone = true;
        }
        if gone {
            sync_folder(&self.folder)?;
        }
        Ok(gone)
    }

    /// Bytes of everything in the folder, as the disk counts files.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the folder cannot be read.
    pub fn size(&self) -> Result<u64, Error> {
        let listed = match std::fs::read_dir(&self.folder) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(0),
            listed => listed.map_err(|cause| disk(&self.folder, &cause))?,
        };
        let mut size = 0;
        for entry in listed {
            let length = entry.and_then(|entry| entry.metadata()).map(|found| found.len());
            size += length.map_err(|cause| disk(&self.folder, &cause))?;
        }
        Ok(size)
    }

    /// Copies a blob's file to the vault of another folder, sealed as it is, and reads the copy against the hash; gives its
    /// length, none when it is not here.
    ///
    /// # Errors
    /// As [`Vault::check`], and when the other folder cannot be written.
    pub fn copy_to(&self, folder: &Path, blob: &BlobHash) -> Result<Option<u64>, Error> {
        let Some((path, _)) = self.found(blob)? else {
            return Ok(None);
        };
        std::fs::create_dir_all(folder).map_err(|cause| disk(folder, &cause))?;
        let to = folder.join(path.file_name().unwrap_or_default());
        std::fs::copy(&path, &to).map_err(|cause| disk(&to, &cause))?;
        std::fs::File::open(&to)
            .and_then(|copy| copy.sync_all())
            .map_err(|cause| disk(&to, &cause))?;
        let copy = Self {
            folder: folder.to_owned(),
            keys: self.keys.clone(),
        };
        copy.check(blob)
    }
}

fn too_long(most: u64) -> Error {
    let what = Sentence::new("vault-too-long").with("most", most >> 20);
    Error::new(ErrorKind::Refused, what)
}

fn random_none(cause: getrandom::Error) -> Error {
    Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause))
}

/// Reads through and hashes what comes.
struct Hashing<'a, R> {
    from: &'a mut R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(into)?;
        self.hash.update(&into[..count]);
        Ok(count)
    }
}

fn hash_of(reading: &mut Reading) -> std::io::Result<BlobHash> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; sealed::PIECE]);
    loop {
        let count = reading.read(&mut piece)?;
        if count == 0 {
            return Ok(BlobHash(hash.finalize().into()));
        }
        hash.update(&piece[..count]);
    }
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
