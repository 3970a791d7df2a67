//! The manifest: what a package says it holds. Its bytes are canonical JSON, so one package has one manifest.

use serde::{Deserialize, Serialize};

use crate::ids::BlobHash;
use crate::{Error, canonical};

/// The form of a package. Another form gets another name.
pub(super) const FORM: &str = "crosscheck-evidence-1";
/// The manifest's own entry.
pub(super) const MANIFEST: &str = "manifest.json";
/// The page to read.
pub(super) const INDEX: &str = "index.html";
/// Where segments lie.
pub(super) const SEGMENTS: &str = "segments/";
/// Where texts lie.
pub(super) const TEXTS: &str = "texts/";
/// Where blobs lie.
pub(super) const FILES: &str = "files/";

/// What a package holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `crosscheck-evidence-1`.
    pub form: String,
    /// The campaign's id, hex.
    pub campaign: String,
    /// The visit's stream.
    pub visit: String,
    /// Every entry but the manifest, in the order of their names.
    pub entries: Vec<FileRow>,
    /// Files the visit names that are not in the package, in the order of their hashes.
    pub missing: Vec<MissingRow>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRow {
    /// Its name.
    pub path: String,
    /// Its bytes.
    pub length: u64,
    /// SHA-256 of them, hex.
    pub sha256: String,
}

/// A file that is named and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingRow {
    /// SHA-256, hex.
    pub sha256: String,
    /// Its bytes.
    pub length: u64,
    /// Why.
    pub why: Why,
}

/// Why a file is not in a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It stays on the phone that took it: a photo that waits to be masked, or one whose masked copy is here.
    Withheld,
    /// Somebody who may redacted it.
    Redacted,
    /// The machine that made the package does not hold it.
    NotHeld,
}

/// The endings of files, by how they begin.
const ENDINGS: [(&[u8], usize, &str); 3] = [
    (&[0xff, 0xd8, 0xff], 0, ".jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"ftyp", 4, ".heic"),
];

/// The entry of a file that begins like this.
pub(super) fn path_of(hash: &BlobHash, head: &[u8]) -> String {
    let known = |(magic, at, _): &&(&[u8], usize, &str)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    let ending = ENDINGS.iter().find(known).map_or("", |(.., ending)| ending);
    format!("{FILES}{hash}{ending}")
}

/// The hash an entry of a file is named by.
pub(super) fn hash_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix(FILES)?;
    let hash = name.get(..64)?;
    let ending = &name[64..];
    (ending.is_empty() || ENDINGS.iter().any(|(.., known)| *known == ending)).then_some(hash)
}

impl Manifest {
    /// Its bytes.
    ///
    /// # Errors
    /// None in practice: text always has a canonical form.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        canonical::to_bytes(self)
    }

    /// Reads a manifest; none when it is not written in the one way, or of another form.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(bytes).ok()?;
        let same = read.form == FORM && read.to_bytes().is_ok_and(|own| own == bytes);
        let sorted = read.entries.windows(2).all(|pair| pair[0].path < pair[1].path);
        let missing = read.missing.windows(2).all(|pair| pair[0].sha256 < pair[1].sha256);
        (same && sorted && missing).then_some(read)
    }
}
