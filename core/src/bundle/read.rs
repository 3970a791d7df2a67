//! From a file to entries: opened with a recipient key, read entry by entry, never more than one in memory.
//!
//! Whatever goes wrong is a [`Fault`]: how many entries were whole before it, and at which byte of what is inside. What
//! comes after a fault is not read: nothing tells where the next entry begins.

use std::cell::Cell;
use std::fs::File;
use std::io::{ErrorKind as Io, Read};
use std::path::Path;
use std::rc::Rc;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};

use super::entry::{Entry, MOST, Running};
use super::recipient::RecipientKey;
use crate::ids::CampaignId;
use crate::{Error, ErrorKind, Place, Problem, Sentence, vault};

/// The longest head of the age file: room for every recipient a bundle may have.
const MOST_HEAD: u64 = 256 << 10;
/// Length and digest around a body.
const AROUND: u64 = 4 + 32;

/// Where a bundle ends to be whole, and how.
#[derive(Debug)]
pub struct Fault {
    /// Entries that were whole before.
    pub whole: u64,
    /// Bytes of what is inside that they take.
    pub byte: u64,
    /// What is wrong: cut off, changed, not to be read, or the disk.
    pub error: Error,
}

/// Entries from anything that reads.
#[derive(Debug)]
pub struct Entries<R> {
    from: R,
    running: Running,
    whole: u64,
    byte: u64,
    ended: bool,
}

impl<R: Read> Entries<R> {
    /// Entries from their first byte.
    #[must_use]
    pub fn new(from: R) -> Self {
        Self {
            from,
            running: Running::new(),
            whole: 0,
            byte: 0,
            ended: false,
        }
    }

    fn fault(&self, error: Error) -> Fault {
        Fault {
            whole: self.whole,
            byte: self.byte,
            error,
        }
    }

    fn broken(&self) -> Fault {
        let what = Sentence::new("bundle-broken")
            .with("whole", self.whole)
            .with("byte", self.byte);
        self.fault(Error::new(ErrorKind::CheckFailed, what))
    }

    fn of_io(&self, cause: &std::io::Error) -> Fault {
        match cause.kind() {
            Io::InvalidData | Io::UnexpectedEof => self.broken(),
            _ => self.fault(Error::new(
                ErrorKind::Storage,
                Sentence::new("store-disk").with("cause", cause),
            )),
        }
    }

    fn exactly(&mut self, bytes: &mut [u8]) -> Result<(), Fault> {
        self.from.read_exact(bytes).map_err(|cause| self.of_io(&cause))
    }

    /// The next entry; none after the last, when everything was whole.
    ///
    /// # Errors
    /// A [`Fault`] where it is not.
    #[allow(clippy::should_implement_trait, reason = "an iterator would go on after a fault")]
    pub fn next(&mut self) -> Result<Option<Entry>, Fault> {
        if self.ended {
            let mut more = [0];
            let count = self.from.read(&mut more).map_err(|cause| self.of_io(&cause))?;
            return if count == 0 { Ok(None) } else { Err(self.broken()) };
        }
        let mut length = [0; 4];
        self.exactly(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length > MOST {
            return Err(self.broken());
        }
        let (mut body, mut digest) = (vec![0; length], [0; 32]);
        self.exactly(&mut body)?;
        self.exactly(&mut digest)?;
        if self.running.after(&body) != digest {
            return Err(self.broken());
        }
        let entry = Entry::read(&body).map_err(|error| self.fault(error))?;
        self.whole += 1;
        self.byte += length as u64 + AROUND;
        self.ended = matches!(entry, Entry::End(_));
        Ok(Some(entry))
    }

    /// How many entries were read whole.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.whole
    }
}

/// A file that is counted, and refuses a head without end.
pub(super) struct Counted {
    file: File,
    read: Rc<Cell<u64>>,
    most: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.read.get() >= self.most.get() {
            return Err(Io::InvalidData.into());
        }
        let count = self.file.read(into)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

/// An open bundle.
pub(super) struct Bundle {
    pub(super) entries: Entries<StreamReader<Counted>>,
    pub(super) campaign: CampaignId,
    pub(super) place: Place,
    read: Rc<Cell<u64>>,
}

impl Bundle {
    /// Opens a bundle and reads which campaign it is of.
    pub(super) fn open(path: &Path, key: &RecipientKey) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let place = Place::file(&name);
        let refused = |kind, what: Sentence| Error::at(kind, place.clone(), what);
        let file = File::open(path).map_err(|cause| match cause.kind() {
            Io::NotFound => refused(ErrorKind::NotFound, Sentence::new("bundle-none")),
            _ => vault::disk(path, &cause),
        })?;
        let (read, most) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(MOST_HEAD)));
        let counted = Counted {
            file,
            read: read.clone(),
            most: most.clone(),
        };
        let opened = Decryptor::new(counted).and_then(|age| age.decrypt(std::iter::once(key.identity())));
        let opened = opened.map_err(|fault| match fault {
            DecryptError::NoMatchingKeys => refused(ErrorKind::Refused, Sentence::new("bundle-not-for-us")),
            _ => refused(ErrorKind::CheckFailed, Sentence::new("bundle-head-broken")),
        })?;
        most.set(u64::MAX);
        let mut entries = Entries::new(opened);
        let first = entries.next().map_err(|fault| at(&place, fault.error))?;
        let Some(Entry::Head(campaign)) = first else {
            return Err(refused(ErrorKind::BadInput, Sentence::new("bundle-other")));
        };
        Ok(Self {
            entries,
            campaign,
            place,
            read,
        })
    }

    /// Bytes of the file that were read.
    pub(super) fn bytes(&self) -> u64 {
        self.read.get()
    }

    /// A problem of this file.
    pub(super) fn problem(&self, what: Sentence) -> Problem {
        Problem::new(self.place.clone(), what)
    }
}

/// The campaign a bundle is of.
///
/// # Errors
/// As [`super::import()`], but for a bundle of any campaign.
pub fn campaign_of(path: &Path, key: &RecipientKey) -> Result<CampaignId, Error> {
    Bundle::open(path, key).map(|bundle| bundle.campaign)
}

/// An error, in this file.
pub(super) fn at(place: &Place, mut error: Error) -> Error {
    for problem in &mut error.problems {
        problem.place = place.clone();
    }
    error
}
