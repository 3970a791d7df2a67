//! Files of a folder: written beside their place, made to last, then moved there.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::vault::{disk, sync_folder};
use crate::{Error, ErrorKind, Place, Sentence};

/// The longest small file that is read.
const MOST: u64 = 1 << 20;

/// Random bytes.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes)
        .map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))
}

/// Makes a folder and those above it, where they are not there.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|cause| disk(path, &cause))
}

/// The folders in a folder, by name.
pub(super) fn folders(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(path).map_err(|cause| disk(path, &cause))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| disk(path, &cause))?.path();
        if entry.is_dir() {
            found.push(entry);
        }
    }
    found.sort();
    Ok(found)
}

/// A small file; none where there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::metadata(path) {
        Ok(found) if found.len() > MOST => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let what = Sentence::new("phone-file-bad");
            return Err(Error::at(ErrorKind::CheckFailed, Place::file(&name), what));
        }
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(disk(path, &cause)),
        Ok(_) => {}
    }
    std::fs::read(path).map(Some).map_err(|cause| disk(path, &cause))
}

/// Writes a file that its owner alone reads, whole or not at all.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = (|| {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    })();
    written.map_err(|cause| disk(path, &cause))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Writes a file that is handed on, whole or not at all: its owner alone reads it, whoever it is handed to gets it from
/// him.
///
/// # Errors
/// [`ErrorKind::Storage`] when the disk fails.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_private(path, bytes)
}

/// Removes a folder with everything in it; where there is none, there is none.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(disk(path, &cause)),
        _ => Ok(()),
    }
}
