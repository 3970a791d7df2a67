//! Verifying the log: everything read again from its bytes, every signature and hash checked, the fold made anew in
//! another order, and compared with what is shown.

use sha2::{Digest, Sha256};

use super::Notebook;
use super::load::load;
use crate::canonical::hex;
use crate::change::Segment;
use crate::merge::{Run, State};
use crate::store;
use crate::{Error, ErrorKind, Sentence};

/// What a verification found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Segments whose signature holds.
    pub segments: usize,
    /// Ops folded.
    pub ops: usize,
    /// Ops that wait with a reason.
    pub waiting: usize,
    /// Texts whose hash holds.
    pub texts: usize,
    /// SHA-256 of the canonical dump: equal on every replica that holds the same ops.
    pub dump: String,
}

impl Notebook {
    /// SHA-256 of the canonical dump.
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.state.canonical_dump()))
    }

    /// Checks file, signatures, hashes and fold.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] with the first thing that does not hold.
    pub fn verify(&self) -> Result<Verified, Error> {
        self.store.check()?;
        let (segments, texts, loaded) = self.store.read(|connection| {
            Ok((
                store::segments(connection)?,
                store::check_texts(connection)?,
                load(connection, &self.campaign, &self.id)?,
            ))
        })?;
        let read = segments.iter().map(|bytes| Segment::read(bytes));
        let read = read.collect::<Result<Vec<_>, _>>()?;
        // Backwards: any order must give the same.
        let sealed = read.iter().rev().map(Run::of_segment).collect::<Result<Vec<_>, _>>()?;
        let rows = self.store.read(|connection| self.unsealed_runs(connection))?;
        let anew = State::fold(self.campaign, sealed.into_iter().chain(rows));
        let dump = anew.canonical_dump();
        if dump != self.state.canonical_dump() || dump != loaded.state.canonical_dump() {
            return Err(Error::new(
                ErrorKind::CheckFailed,
                Sentence::new("notebook-fold-differs"),
            ));
        }
        Ok(Verified {
            segments: segments.len(),
            ops: anew.count(),
            waiting: anew.waiting().len(),
            texts,
            dump: hex(&Sha256::digest(dump)),
        })
    }
}
