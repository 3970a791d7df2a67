//! A look into a bundle, which takes nothing: everything is read, files against their hashes, and nothing is kept.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::entry::{Counts, Entry};
use super::read::Bundle;
use super::{MOST_PROBLEMS, RecipientKey};
use crate::change::{BlobRef, Segment, TextFrame};
use crate::ids::{BlobHash, CampaignId};
use crate::{Error, ErrorKind, Problem, Sentence};

/// What a bundle holds, as far as it is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The campaign.
    pub campaign: CampaignId,
    /// The entries inside.
    pub counts: Counts,
    /// Ops in its segments.
    pub ops: u64,
    /// Bytes of its files.
    pub bytes: u64,
    /// What is not whole; at most a hundred.
    pub problems: Vec<Problem>,
}

/// A look on its way.
struct Look {
    found: Inspected,
    /// The file whose pieces come, and what they come to.
    file: Option<(BlobRef, Sha256, u64)>,
}

/// Reads a bundle from end to end. `told` hears how many bytes of the file were read.
///
/// # Errors
/// As [`super::import()`], but a bundle of another campaign is shown.
pub fn inspect(path: &Path, key: &RecipientKey, told: &mut dyn FnMut(u64)) -> Result<Inspected, Error> {
    let mut bundle = Bundle::open(path, key)?;
    let found = Inspected {
        campaign: bundle.campaign,
        counts: Counts::default(),
        ops: 0,
        bytes: 0,
        problems: Vec::new(),
    };
    let mut look = Look { found, file: None };
    loop {
        let entry = match bundle.entries.next() {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(look.found),
            Err(fault) => {
                look.note(&bundle, fault.error);
                return Ok(look.found);
            }
        };
        let ended = match entry {
            Entry::Piece(_) => Ok(()),
            _ => look.end_file(),
        };
        for error in [ended, look.count(entry)].into_iter().filter_map(Result::err) {
            look.note(&bundle, error);
        }
        told(bundle.bytes());
    }
}

impl Look {
    fn note(&mut self, bundle: &Bundle, error: Error) {
        let room = MOST_PROBLEMS.saturating_sub(self.found.problems.len());
        let problems = error.problems.into_iter().take(room);
        self.found
            .problems
            .extend(problems.map(|problem| bundle.problem(problem.what)));
    }

    /// Holds the file that came last against its name.
    fn end_file(&mut self) -> Result<(), Error> {
        let Some((blob, hash, length)) = self.file.take() else {
            return Ok(());
        };
        if length == blob.length && BlobHash(hash.finalize().into()) == blob.hash {
            return Ok(());
        }
        let code = if length < blob.length {
            "bundle-file-short"
        } else {
            "vault-damaged"
        };
        let what = Sentence::new(code).with("blob", &blob.hash.to_string()[..12]);
        Err(Error::new(ErrorKind::CheckFailed, what))
    }

    fn count(&mut self, entry: Entry) -> Result<(), Error> {
        let found = &mut self.found;
        found.counts.add(&entry);
        match entry {
            Entry::Segment(bytes) => found.ops += Segment::read(&bytes)?.header().count(),
            Entry::Text(_, bytes) => drop(TextFrame::read(&bytes)?),
            Entry::File(_, blob) => self.file = Some((blob, Sha256::new(), 0)),
            Entry::Piece(bytes) => {
                found.bytes += bytes.len() as u64;
                if let Some((_, hash, length)) = &mut self.file {
                    hash.update(&bytes);
                    *length += bytes.len() as u64;
                }
            }
            Entry::End(said) => found.counts.against(said)?,
            Entry::Head(_) => {}
        }
        Ok(())
    }
}
