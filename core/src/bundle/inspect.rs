//! A look into a bundle, which takes nothing.

use std::path::Path;

use super::entry::{Counts, Entry};
use super::read::Bundle;
use super::{MOST_PROBLEMS, RecipientKey};
use crate::change::{Segment, TextFrame};
use crate::ids::CampaignId;
use crate::{Error, Problem};

/// What a bundle holds, as far as it is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The campaign.
    pub campaign: CampaignId,
    /// What is inside.
    pub counts: Counts,
    /// Ops in its segments.
    pub ops: u64,
    /// Bytes of its files.
    pub bytes: u64,
    /// What is not whole; at most a hundred.
    pub problems: Vec<Problem>,
}

/// Reads a bundle from end to end. `told` hears how many bytes of the file were read.
///
/// # Errors
/// As [`super::import()`], but a bundle of another campaign is shown.
pub fn inspect(path: &Path, key: &RecipientKey, told: &mut dyn FnMut(u64)) -> Result<Inspected, Error> {
    let mut bundle = Bundle::open(path, key)?;
    let mut found = Inspected {
        campaign: bundle.campaign,
        counts: Counts::default(),
        ops: 0,
        bytes: 0,
        problems: Vec::new(),
    };
    loop {
        let entry = match bundle.entries.next() {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(found),
            Err(fault) => {
                let problems = fault.error.problems.into_iter();
                found
                    .problems
                    .extend(problems.map(|problem| bundle.problem(problem.what)));
                return Ok(found);
            }
        };
        if let Err(error) = found.count(entry)
            && found.problems.len() < MOST_PROBLEMS
        {
            let problems = error.problems.into_iter();
            found
                .problems
                .extend(problems.map(|problem| bundle.problem(problem.what)));
        }
        told(bundle.bytes());
    }
}

impl Inspected {
    fn count(&mut self, entry: Entry) -> Result<(), Error> {
        match entry {
            Entry::Segment(bytes) => {
                self.ops += Segment::read(&bytes)?.header().count();
                self.counts.segments += 1;
            }
            Entry::Text(_, bytes) => {
                TextFrame::read(&bytes)?;
                self.counts.texts += 1;
            }
            Entry::File(..) => self.counts.files += 1,
            Entry::Piece(bytes) => self.bytes += bytes.len() as u64,
            Entry::Head(_) | Entry::End(_) => {}
        }
        Ok(())
    }
}
