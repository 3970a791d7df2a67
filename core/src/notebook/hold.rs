//! Holding back: a notebook put back from a backup writes nothing until it has what it wrote before.
//!
//! What this writer sealed after the backup lies on phones alone. Whoever writes at the backup's end puts a second op
//! where one stands already, and the log forks for good. So a notebook that is held refuses to save, takes back as its
//! own what others bring of it, and goes on behind the last of that once it is let go. A second machine of the
//! organiser, which has the same key, is held for as long as the first one works.

use super::Notebook;
use crate::change::Peaks;
use crate::ids::{CampaignId, OpId, StreamName, WriterId};
use crate::merge::Run;
use crate::store;
use crate::{Error, ErrorKind, Sentence};
use rusqlite::Connection;
use std::collections::BTreeMap;

const HELD: &str = "held";

/// Whether the store is held.
pub(super) fn is_held(connection: &Connection) -> Result<bool, Error> {
    Ok(store::meta(connection, HELD)?.is_some_and(|value| value == [1]))
}

/// The end of a writer's own branch in each stream, from the runs of its own segments. What was brought back may
/// overlap what was sealed here, and what does not join on stays out.
pub(super) fn own_ends(campaign: &CampaignId, writer: &WriterId, own: &[&Run]) -> BTreeMap<StreamName, Peaks> {
    let mut own: Vec<&&Run> = own.iter().filter(|run| run.writer == *writer).collect();
    own.sort_by_key(|run| (&run.stream, run.from));
    let mut ends: BTreeMap<StreamName, Peaks> = BTreeMap::new();
    for run in own {
        let end = ends.entry(run.stream.clone()).or_default();
        let (size, last) = (end.size(), run.from + run.ops.len() as u64 - 1);
        if run.from > size + 1 || last <= size {
            continue;
        }
        let mut longer = end.clone();
        for op in run.ops.iter().filter(|op| op.seq() > size) {
            longer.push(&OpId::of(campaign, writer, &run.stream, op.as_bytes()));
        }
        if run.root == Some(longer.root()) {
            *end = longer;
        }
    }
    ends
}

impl Notebook {
    /// Seals what waits and holds this notebook back.
    ///
    /// # Errors
    /// What the key or the store says.
    pub fn hold(&mut self) -> Result<(), Error> {
        self.seal()?;
        self.store.write(|transaction| store::set_meta(transaction, HELD, &[1]))
    }

    /// Whether this notebook is held back.
    ///
    /// # Errors
    /// What the store says.
    pub fn is_held(&self) -> Result<bool, Error> {
        self.store.read(is_held)
    }

    /// Lets it write again, behind the last of what it wrote before. A gap in its own log says that somebody has more of
    /// it; `anyway` goes on all the same.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when there is such a gap; and what the store says.
    pub fn let_go(&mut self, anyway: bool) -> Result<(), Error> {
        self.catch_up()?;
        let streams: Vec<StreamName> = self.state.streams().into_keys().cloned().collect();
        let gap = streams
            .iter()
            .find(|stream| !self.state.gaps(&self.id, stream).is_empty());
        if let Some(stream) = gap.filter(|_| !anyway) {
            let what = Sentence::new("notebook-held-gap").with("stream", stream);
            return Err(Error::new(ErrorKind::Refused, what));
        }
        self.store.write(|transaction| {
            store::set_meta(transaction, HELD, &[0])?;
            // Every process that has this file open finds the end of the log anew.
            store::bump(transaction).map(|_| ())
        })?;
        self.refold()
    }
}
