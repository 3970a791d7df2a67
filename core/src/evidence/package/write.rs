//! Writing a package: what the notebook holds of a visit, into a file that appears whole or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::index;
use super::manifest::{FORM, FileRow, INDEX, MANIFEST, Manifest, MissingRow, SEGMENTS, TEXTS, Why, path_of};
use super::named::{is_kept, named_files};
use crate::canonical::{hex, sha256_hex};
use crate::change::BlobRef;
use crate::evidence::leaves;
use crate::field::{Signed, signed};
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::store::exchange::each_sealed;
use crate::words::Lang;
use crate::{Error, ErrorKind, Place, Sentence};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// What is signed for, the best first.
    pub signed: Vec<Signed>,
    /// Segments of campaign, group and visit.
    pub segments: usize,
    /// Texts of the visit.
    pub texts: usize,
    /// Files.
    pub files: usize,
    /// Files that stay on the phone that took them.
    pub withheld: usize,
    /// Files that are not on this machine.
    pub not_held: usize,
}

/// A package on its way.
struct Package {
    zip: ZipWriter<BufWriter<File>>,
    entries: Vec<FileRow>,
}

fn disk(path: &Path, cause: &dyn std::fmt::Display) -> Error {
    let what = Sentence::new("package-disk").with("cause", cause);
    Error::at(ErrorKind::Storage, Place::file(&path.display().to_string()), what)
}

impl Package {
    /// Adds an entry from whatever can be read; gives how many bytes.
    fn add(&mut self, path: &str, mut from: impl Read) -> Result<u64, String> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(path, options).map_err(|cause| cause.to_string())?;
        let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let read = from.read(&mut buffer).map_err(|cause| cause.to_string())?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            self.zip.write_all(&buffer[..read]).map_err(|cause| cause.to_string())?;
            length += read as u64;
        }
        self.entries.push(FileRow {
            path: path.to_owned(),
            length,
            sha256: hex(&hash.finalize()),
        });
        Ok(length)
    }
}

/// What lies in the log for a package: segments of the three streams and texts of the visit, under their names.
fn records(notebook: &Notebook, visit: &StreamName) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let group = visit.group().cloned().map(StreamName::Group);
    let streams = [Some(StreamName::Campaign), group, Some(visit.clone())];
    let mut found = BTreeMap::new();
    notebook.store().read(|connection| {
        each_sealed(connection, |is_text, stream, bytes| {
            let taken = if is_text {
                stream == visit
            } else {
                streams.iter().flatten().any(|one| one == stream)
            };
            if taken {
                let folder = if is_text { TEXTS } else { SEGMENTS };
                found.insert(format!("{folder}{}", sha256_hex(&bytes)), bytes);
            }
            Ok(())
        })
    })?;
    Ok(found)
}

/// Which of the named files go along, and why the others do not.
fn files(notebook: &Notebook, visit: &StreamName) -> Result<(Vec<BlobRef>, Vec<MissingRow>), Error> {
    let state = notebook.state();
    let kept = leaves(state, visit);
    let (mut along, mut missing) = (Vec::new(), Vec::new());
    for (hash, blob) in named_files(state, visit) {
        let why = if notebook.is_blob_gone(visit, &hash)? {
            Some(Why::Redacted)
        } else if is_kept(state, visit, &kept, &hash) {
            Some(Why::Withheld)
        } else {
            (!notebook.vault().holds(&hash)).then_some(Why::NotHeld)
        };
        match why {
            None => along.push(blob),
            Some(why) => missing.push(MissingRow {
                sha256: hash.to_string(),
                length: blob.length,
                why,
            }),
        }
    }
    Ok((along, missing))
}

/// The entry of a file, with the ending a person's programs know it by.
pub(super) fn file_name(notebook: &Notebook, blob: &BlobRef) -> Result<String, Error> {
    let mut head = [0; 16];
    let mut read = 0;
    if let Some(mut reading) = notebook.vault().open(&blob.hash)? {
        // A file that cannot be read is told where it is copied.
        read = reading.read(&mut head).unwrap_or(0);
    }
    Ok(path_of(&blob.hash, &head[..read]))
}

/// Writes the package of a visit beside its place and puts it there at the end. What is unsealed is sealed first.
///
/// # Errors
/// [`ErrorKind::Refused`] when nothing is known of the visit, or a file stands there already; [`ErrorKind::CheckFailed`]
/// when a file of the vault is damaged; what disk and store say.
pub fn export(notebook: &mut Notebook, visit: &StreamName, to: &Path, lang: Lang) -> Result<Exported, Error> {
    if notebook.state().count_in(visit) == 0 {
        return Err(Error::new(ErrorKind::NotFound, Sentence::new("package-visit-unknown")));
    }
    if to.exists() {
        let place = Place::file(&to.display().to_string());
        return Err(Error::at(
            ErrorKind::Refused,
            place,
            Sentence::new("package-file-there"),
        ));
    }
    notebook.seal()?;
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    let beside = Path::new(&name);
    let written = fill(notebook, visit, beside, lang);
    let placed = written.and_then(|exported| {
        std::fs::rename(beside, to).map_err(|cause| disk(to, &cause))?;
        let folder = to
            .parent()
            .filter(|path| !path.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|cause| disk(folder, &cause))?;
        Ok(exported)
    });
    if placed.is_err() {
        // Half a package is of no use to anybody; that it is not there to be removed is as good.
        let _ = std::fs::remove_file(beside);
    }
    placed
}

fn fill(notebook: &Notebook, visit: &StreamName, path: &Path, lang: Lang) -> Result<Exported, Error> {
    let file = File::create(path).map_err(|cause| disk(path, &cause))?;
    let mut package = Package {
        zip: ZipWriter::new(BufWriter::new(file)),
        entries: Vec::new(),
    };
    let (along, missing) = files(notebook, visit)?;
    let records = records(notebook, visit)?;
    for (name, bytes) in &records {
        package.add(name, &bytes[..]).map_err(|cause| disk(path, &cause))?;
    }
    for blob in along.iter().copied() {
        let damaged = || {
            let what = Sentence::new("package-file-damaged").with("file", &blob.hash.to_string()[..12]);
            Error::new(ErrorKind::CheckFailed, what)
        };
        let name = file_name(notebook, &blob)?;
        let reading = notebook.vault().open(&blob.hash)?.ok_or_else(damaged)?;
        let length = package.add(&name, reading).map_err(|cause| disk(path, &cause))?;
        let last = package.entries.last();
        if length != blob.length || last.is_none_or(|row| row.sha256 != blob.hash.to_string()) {
            return Err(damaged());
        }
    }
    let signed = signed(notebook, visit);
    let page = index::page(notebook, visit, &signed, &along, &missing, lang)?;
    package
        .add(INDEX, page.as_bytes())
        .map_err(|cause| disk(path, &cause))?;
    package.entries.sort_by(|one, other| one.path.cmp(&other.path));
    let manifest = Manifest {
        form: FORM.to_owned(),
        campaign: hex(&notebook.campaign().0),
        visit: visit.to_string(),
        entries: std::mem::take(&mut package.entries),
        missing,
    };
    package
        .add(MANIFEST, &manifest.to_bytes()?[..])
        .map_err(|cause| disk(path, &cause))?;
    let file = package.zip.finish().map_err(|cause| disk(path, &cause))?;
    let file = file.into_inner().map_err(|cause| disk(path, cause.error()))?;
    file.sync_all().map_err(|cause| disk(path, &cause))?;
    let of = |why: Why| manifest.missing.iter().filter(|row| row.why == why).count();
    let texts = records.keys().filter(|name| name.starts_with(TEXTS)).count();
    Ok(Exported {
        signed,
        segments: records.len() - texts,
        texts,
        files: along.len(),
        withheld: of(Why::Withheld),
        not_held: of(Why::NotHeld),
    })
}
