//! Importing a bundle: a push from a file. What is whole is taken, what is not is named with its place.
//!
//! Segments and texts go in by small transactions; a file only where an op that is held names it, and under its name only
//! after its bytes were read against its hash. A file that was cut off goes on where it ended when it is brought again.

use std::path::Path;

use super::entry::{Counts, Entry};
use super::read::{Bundle, at};
use super::recipient::is_stale;
use super::{MOST_PROBLEMS, RecipientKey};
use crate::change::{BlobRef, Segment, TextFrame};
use crate::ids::StreamName;
use crate::merge::{Reason, Run};
use crate::notebook::Notebook;
use crate::vault::Part;
use crate::{Error, ErrorKind, Problem, Sentence};

/// How many bytes of segments and texts are taken in one transaction.
const BATCH: usize = 2 << 20;
/// The way by which parts of files came.
const WAY: &str = "bundle";

/// What became of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// What was not known and is now here.
    pub new: Counts,
    /// What was here.
    pub known: Counts,
    /// Texts and files that were redacted here and not taken.
    pub redacted: u64,
    /// Files that no op held here names: they can be taken once the ops are here.
    pub unnamed: u64,
    /// Photos that wait to be masked on the device that took them: no bundle has them.
    pub withheld: u64,
    /// Statements here that wait because something before them is missing.
    pub gaps: usize,
    /// Whether this writer's own log forked: a cloned phone.
    pub own_fork: bool,
    /// What was not whole, with its place; at most a hundred.
    pub problems: Vec<Problem>,
    /// How many problems there were.
    pub faults: u64,
}

/// A file whose pieces come.
enum Coming {
    None,
    /// Its pieces are passed over.
    Passed,
    Taken {
        part: Box<Part>,
        blob: BlobRef,
        /// How many of its bytes went by.
        seen: u64,
    },
}

/// A bundle on its way in.
struct Import<'a> {
    notebook: &'a mut Notebook,
    segments: Vec<(Segment, Run)>,
    texts: Vec<(StreamName, TextFrame)>,
    size: usize,
    coming: Coming,
    /// Entries that came, for the last one to be held against.
    came: Counts,
    done: Imported,
}

impl Import<'_> {
    /// Takes what was gathered.
    fn flush(&mut self) -> Result<(), Error> {
        let (segments, texts) = (std::mem::take(&mut self.segments), std::mem::take(&mut self.texts));
        self.size = 0;
        if segments.is_empty() && texts.is_empty() {
            return Ok(());
        }
        let (all_segments, all_texts) = (segments.len(), texts.len());
        let taken = self.notebook.take_read(segments, &texts, |_, _| Ok(()))?;
        self.done.new.segments += taken.segments as u64;
        self.done.new.texts += taken.texts as u64;
        self.done.known.segments += (all_segments - taken.segments) as u64;
        self.done.known.texts += (all_texts - taken.texts - taken.redacted) as u64;
        self.done.redacted += taken.redacted as u64;
        self.done.own_fork |= taken.own_fork;
        Ok(())
    }

    fn take(&mut self, entry: Entry) -> Result<(), Error> {
        self.came.add(&entry);
        match entry {
            Entry::Segment(bytes) => {
                self.segments.push(self.notebook.read_segment(&bytes)?);
                self.size += bytes.len();
            }
            Entry::Text(stream, bytes) => {
                self.texts.push((stream, TextFrame::read(&bytes)?));
                self.size += bytes.len();
            }
            Entry::File(stream, blob) => {
                self.flush()?;
                self.begin_file(&stream, blob)?;
            }
            Entry::Piece(bytes) => self.piece(&bytes)?,
            Entry::End(said) => self.came.against(said)?,
            Entry::Head(_) => {}
        }
        if self.size >= BATCH { self.flush() } else { Ok(()) }
    }

    fn begin_file(&mut self, stream: &StreamName, blob: BlobRef) -> Result<(), Error> {
        self.coming = Coming::Passed;
        let named = self.notebook.named_blobs()?;
        let is_named = named.iter().any(|named| named.stream == *stream && named.blob == blob);
        if !is_named {
            let redacted = self.notebook.is_blob_gone(stream, &blob.hash)?;
            *(if redacted {
                &mut self.done.redacted
            } else {
                &mut self.done.unnamed
            }) += 1;
        } else if self.notebook.vault().holds(&blob.hash) {
            self.done.known.files += 1;
        } else {
            let part = Box::new(self.notebook.vault().part(WAY, &blob)?);
            self.coming = Coming::Taken { part, blob, seen: 0 };
        }
        Ok(())
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Coming::Taken { part, seen, .. } = &mut self.coming else {
            return match self.coming {
                Coming::Passed => Ok(()),
                _ => Err(Error::new(ErrorKind::BadInput, Sentence::new("bundle-piece-alone"))),
            };
        };
        // What came before a break is not written twice.
        let known = part.offset().saturating_sub(*seen).min(bytes.len() as u64);
        *seen += bytes.len() as u64;
        let rest = usize::try_from(known).map_or(&[][..], |known| &bytes[known..]);
        part.append(rest)
    }

    /// Ends the file that came last.
    fn end_file(&mut self) -> Result<(), Error> {
        let Coming::Taken { part, blob, .. } = std::mem::replace(&mut self.coming, Coming::None) else {
            return Ok(());
        };
        if !part.is_whole() {
            let what = Sentence::new("bundle-file-short").with("blob", &blob.hash.to_string()[..12]);
            return Err(Error::new(ErrorKind::CheckFailed, what));
        }
        self.notebook.vault().finish(*part, &blob.hash)?;
        self.done.new.files += 1;
        Ok(())
    }

    /// Notes what is not whole, an entry by its number; what the disk or the store says is an error of the import itself.
    fn note(&mut self, bundle: &Bundle, error: Error, is_entry: bool) -> Result<(), Error> {
        if error.kind == ErrorKind::Storage {
            return Err(at(&bundle.place, error));
        }
        self.done.faults += 1;
        let room = MOST_PROBLEMS.saturating_sub(self.done.problems.len());
        let number = bundle.entries.whole();
        let problems = error.problems.into_iter().take(room).map(|problem| {
            let mut problem = bundle.problem(problem.what);
            if let Some(file) = problem.place.file.as_mut().filter(|_| is_entry) {
                file.push_str(" #");
                file.push_str(&number.to_string());
            }
            problem
        });
        self.done.problems.extend(problems);
        Ok(())
    }
}

/// Where a bundle does not open because the campaign knows this installation by another key, says so: no bundle will open
/// before it joins anew.
fn of_stale_key(notebook: &Notebook, key: &RecipientKey, error: Error) -> Error {
    if error.kind != ErrorKind::Refused || !is_stale(notebook, key) {
        return error;
    }
    let place = error.problems.into_iter().next().map(|problem| problem.place);
    let what = Sentence::new("bundle-key-stale");
    Error::at(ErrorKind::Refused, place.unwrap_or_default(), what)
}

/// Takes a bundle in. `told` hears how many bytes of the file were read, and breaks it off by an error: what came until
/// then is taken.
///
/// # Errors
/// [`ErrorKind::NotFound`] where there is no file; [`ErrorKind::Refused`] when it is not sealed to this key or of another
/// campaign; [`ErrorKind::CheckFailed`] when already its head is damaged; what the store says. What is damaged further on
/// is no error but stands in [`Imported::problems`]: what is whole was taken.
pub fn import(
    notebook: &mut Notebook,
    path: &Path,
    key: &RecipientKey,
    told: &mut dyn FnMut(u64) -> Result<(), Error>,
) -> Result<Imported, Error> {
    take_in(notebook, path, key, (true, told))
}

/// Takes a bundle in up to its first file: what people wrote, and no picture.
///
/// # Errors
/// As [`import`].
pub fn import_words(notebook: &mut Notebook, path: &Path, key: &RecipientKey) -> Result<Imported, Error> {
    take_in(notebook, path, key, (false, &mut |_| Ok(())))
}

fn take_in(
    notebook: &mut Notebook,
    path: &Path,
    key: &RecipientKey,
    (files, told): (bool, &mut dyn FnMut(u64) -> Result<(), Error>),
) -> Result<Imported, Error> {
    let mut bundle = Bundle::open(path, key).map_err(|error| of_stale_key(notebook, key, error))?;
    if bundle.campaign != *notebook.campaign() {
        let what = Sentence::new("notebook-other-campaign");
        return Err(Error::at(ErrorKind::Refused, bundle.place, what));
    }
    let mut import = Import {
        notebook,
        segments: Vec::new(),
        texts: Vec::new(),
        size: 0,
        coming: Coming::None,
        came: Counts::default(),
        done: Imported::default(),
    };
    loop {
        let taken = match bundle.entries.next() {
            Ok(Some(Entry::File(..))) if !files => break,
            Ok(Some(entry)) => {
                // A file that turns out to be another costs nothing that follows it.
                if !matches!(entry, Entry::Piece(_))
                    && let Err(error) = import.end_file()
                {
                    import.note(&bundle, error, true)?;
                }
                import.take(entry)
            }
            Ok(None) => break,
            Err(fault) => {
                import.flush()?;
                // Said once: the file that was coming is cut off because the bundle is, and goes on another time.
                import.coming = Coming::None;
                import.note(&bundle, fault.error, false)?;
                break;
            }
        };
        if let Err(error) = taken {
            import.note(&bundle, error, true)?;
        }
        if let Err(broken_off) = told(bundle.bytes()) {
            import.flush()?;
            return Err(broken_off);
        }
    }
    import.flush()?;
    let waiting = import.notebook.state().waiting().iter();
    import.done.gaps = waiting.filter(|waits| matches!(waits.reason, Reason::Gap(_))).count();
    for named in import.notebook.named_blobs()?.iter().filter(|named| named.withheld) {
        import.done.withheld += u64::from(!import.notebook.vault().looks(&named.blob.hash)?);
    }
    Ok(import.done)
}
