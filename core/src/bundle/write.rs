//! Writing a bundle: what is sealed here, its texts and files, into one file that stands whole or not at all.
//!
//! The file grows beside its place under a name of its own, reaches the disk, is made read-only and then renamed; it is
//! never written over. What is redacted is not held, so it is not written; a photo that waits to be masked stays here.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use age::Encryptor;
use age::stream::StreamWriter;
use age::x25519::Recipient;

use super::entry::{Counts, Entry, PIECE, Running};
use super::recipient::recipients;
use crate::canonical::hex;
use crate::ids::{GroupId, StreamName};
use crate::notebook::{Class, NamedBlob, Notebook};
use crate::{Error, ErrorKind, Place, Sentence, vault};

/// What goes into a bundle.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The group whose streams and devices; without one, the writer's own, and for the organiser everything, sealed to
    /// him alone.
    pub group: Option<GroupId>,
    /// Up to which class files go along; none where none does.
    pub files: Option<Class>,
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Written {
    /// What is inside.
    pub counts: Counts,
    /// Files that were chosen and do not lie here whole.
    pub lacking: u64,
    /// Photos that wait to be masked and stayed here.
    pub withheld: u64,
    /// Keys it is sealed to.
    pub recipients: usize,
    /// Keys the campaign names that are none: whoever was to have them opens no bundle.
    pub unread: usize,
    /// Its length.
    pub bytes: u64,
}

/// Entries on their way into a file.
struct Out<'a> {
    to: StreamWriter<BufWriter<File>>,
    running: Running,
    path: &'a Path,
}

impl<'a> Out<'a> {
    /// A new file, sealed to those keys.
    fn begin(path: &'a Path, keys: &[Recipient]) -> Result<Self, Error> {
        let disk = |cause: std::io::Error| vault::disk(path, &cause);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .map_err(disk)?;
        let sealed = Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient));
        let sealed = sealed.map_err(|cause| disk(std::io::Error::other(cause)))?;
        Ok(Self {
            to: sealed.wrap_output(BufWriter::new(file)).map_err(disk)?,
            running: Running::new(),
            path,
        })
    }

    fn put(&mut self, entry: &Entry) -> Result<(), Error> {
        let body = entry.to_bytes();
        let digest = self.running.after(&body);
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes();
        let mut parts = [&length[..], &body, &digest].into_iter();
        let written = parts.try_for_each(|part| self.to.write_all(part));
        written.map_err(|cause| vault::disk(self.path, &cause))
    }

    /// Puts a file in, where it lies here whole.
    fn put_file(&mut self, notebook: &Notebook, named: &NamedBlob) -> Result<bool, Error> {
        // Read through first: a file that is damaged here, or that its disk does not give, is left out and counted, and
        // the rest still goes.
        let whole = notebook.vault().check(&named.blob.hash);
        let whole = whole.is_ok_and(|length| length == Some(named.blob.length));
        let opened = if whole {
            notebook.vault().open(&named.blob.hash)?
        } else {
            None
        };
        let Some(mut from) = opened else {
            return Ok(false);
        };
        self.put(&Entry::File(named.stream.clone(), named.blob))?;
        let mut piece = Vec::with_capacity(PIECE);
        loop {
            piece.clear();
            let read = (&mut from).take(PIECE as u64).read_to_end(&mut piece);
            read.map_err(|cause| vault::disk(self.path, &cause))?;
            if piece.is_empty() {
                return Ok(true);
            }
            self.put(&Entry::Piece(piece.clone()))?;
        }
    }

    /// Ends the file, read-only and on the disk; gives its length.
    fn end(self) -> Result<u64, Error> {
        let ended = (|| {
            let file = self.to.finish()?.into_inner()?;
            let about = file.metadata()?;
            let mut rights = about.permissions();
            rights.set_readonly(true);
            file.set_permissions(rights)?;
            file.sync_all()?;
            Ok(about.len())
        })();
        ended.map_err(|cause: std::io::Error| vault::disk(self.path, &cause))
    }
}

/// Seals what waits and writes a bundle at `path`, where nothing may stand yet. `told` hears how many bytes of files went
/// in, of how many, and breaks it off by an error.
///
/// # Errors
/// [`ErrorKind::Refused`] when something stands there or nobody could open it; [`ErrorKind::Storage`] when the disk
/// fails, and then nothing stands there.
pub fn write(
    notebook: &mut Notebook,
    choice: &Choice,
    path: &Path,
    told: &mut dyn FnMut(u64, u64) -> Result<(), Error>,
) -> Result<Written, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path.exists() {
        let what = Sentence::new("bundle-there");
        return Err(Error::at(ErrorKind::Refused, Place::file(&name), what));
    }
    let group = choice.group.clone().or_else(|| notebook.group());
    let (keys, unread) = recipients(notebook, group.as_ref())?;
    notebook.seal()?;
    let mut drawn = [0; 8];
    getrandom::fill(&mut drawn).map_err(|cause| vault::disk(path, &std::io::Error::other(cause)))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let beside = folder.join(format!(".{name}.{}.part", hex(&drawn)));
    let written = fill(notebook, (choice, group.as_ref()), &keys, &beside, told);
    let placed = written.and_then(|written| {
        std::fs::rename(&beside, path).map_err(|cause| vault::disk(path, &cause))?;
        vault::sync_folder(folder)?;
        Ok(Written { unread, ..written })
    });
    if placed.is_err() {
        // What did not become a bundle is nothing; the error is the first one.
        let _ = std::fs::remove_file(&beside);
    }
    placed
}

/// Whether a stream goes into a bundle of a group, or into the organiser's own.
fn goes(notebook: &Notebook, group: Option<&GroupId>, stream: &StreamName) -> bool {
    let here = match group {
        Some(group) => *stream == StreamName::Campaign || stream.group() == Some(group),
        None => true,
    };
    here && notebook.reads(stream)
}

fn fill(
    notebook: &Notebook,
    (choice, group): (&Choice, Option<&GroupId>),
    keys: &[Recipient],
    beside: &Path,
    told: &mut dyn FnMut(u64, u64) -> Result<(), Error>,
) -> Result<Written, Error> {
    let mut out = Out::begin(beside, keys)?;
    let mut written = Written {
        recipients: keys.len(),
        ..Written::default()
    };
    out.put(&Entry::Head(*notebook.campaign()))?;
    notebook.each_sealed(|is_text, stream, bytes| {
        if !goes(notebook, group, stream) {
            return Ok(());
        }
        if is_text {
            written.counts.texts += 1;
            return out.put(&Entry::Text(stream.clone(), bytes));
        }
        written.counts.segments += 1;
        out.put(&Entry::Segment(bytes))
    })?;
    let named = notebook.named_blobs()?;
    let chosen = named.iter().filter(|named| {
        let of_class = choice.files.is_some_and(|most| named.class <= most);
        of_class && goes(notebook, group, &named.stream)
    });
    let chosen: Vec<&NamedBlob> = chosen.collect();
    let (mut done, all) = (0, chosen.iter().map(|named| named.blob.length).sum());
    told(done, all)?;
    for named in chosen {
        if named.withheld {
            written.withheld += 1;
        } else if out.put_file(notebook, named)? {
            written.counts.files += 1;
        } else {
            written.lacking += 1;
        }
        done += named.blob.length;
        told(done, all)?;
    }
    out.put(&Entry::End(written.counts))?;
    written.bytes = out.end()?;
    Ok(written)
}
