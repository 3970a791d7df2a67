//! Holding back: a notebook put back from a backup writes nothing until it has what it wrote before.
//!
//! What this writer sealed after the backup lies on phones alone. Whoever writes at the backup's end puts a second op
//! where one stands already, and the log forks for good. So a notebook that is held refuses to save, takes back as its
//! own what others bring of it, and goes on behind the last of that once it is let go. A second machine of the
//! organiser, which has the same key, is held for as long as the first one works. Who has to be heard before that is
//! said here; who was heard, the hub knows. The rule to keep: nothing but a person's word lets a notebook go.

use super::Notebook;
use crate::change::Peaks;
use crate::ids::{CampaignId, OpId, StreamName, WriterId};
use crate::merge::Run;
use crate::model::Role;
use crate::store::{self, HELD, exchange};
use crate::{Error, ErrorKind, Sentence};
use rusqlite::{Connection, Transaction};
use std::collections::BTreeMap;

/// Whether the store is held.
pub(super) fn is_held(connection: &Connection) -> Result<bool, Error> {
    Ok(store::meta(connection, HELD)?.is_some_and(|value| value == [1]))
}

/// Takes the hold off a store.
pub(super) fn let_free(transaction: &Transaction) -> Result<(), Error> {
    store::set_meta(transaction, HELD, &[0])
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

/// What every verb says of a notebook that is held.
pub(super) fn not_yet() -> Error {
    Error::new(ErrorKind::NotYet, Sentence::new("notebook-held"))
}

impl Notebook {
    /// Seals what waits and holds this notebook back. What was known of being equal with a hub is known no more.
    ///
    /// # Errors
    /// What the key or the store says.
    pub fn hold(&mut self) -> Result<(), Error> {
        self.seal()?;
        self.store.write(|transaction| {
            exchange::forget_equal(transaction)?;
            store::set_meta(transaction, HELD, &[1])
        })
    }

    /// Whether this notebook is held back.
    ///
    /// # Errors
    /// What the store says.
    pub fn is_held(&self) -> Result<bool, Error> {
        self.store.read(is_held)
    }

    /// Asks before anything is begun whether this notebook writes now.
    ///
    /// # Errors
    /// [`ErrorKind::NotYet`] when it is held back; and what the store says.
    pub fn may_write(&self) -> Result<(), Error> {
        if self.is_held()? { Err(not_yet()) } else { Ok(()) }
    }

    /// The devices that may hold something of this writer's that was never backed up: of the organiser every phone that
    /// stands, of anybody else those of the group. An ended one is let in nowhere and cannot be waited for.
    #[must_use]
    pub fn to_hear(&self) -> Vec<WriterId> {
        let (everywhere, group) = (self.role() == Some(Role::Organiser), self.group());
        let people = self.state.people().filter(|(writer, _, role, home)| {
            let phone = *role != Role::Organiser && **writer != self.id;
            phone && (everywhere || *home == group.as_ref()) && !self.state.is_ended(writer)
        });
        people.map(|(writer, ..)| *writer).collect()
    }

    /// The hubs besides its own that this notebook exchanged with and has not been equal with since it was held.
    ///
    /// # Errors
    /// What the store says.
    pub fn hubs_to_hear(&self, own: Option<&WriterId>) -> Result<Vec<WriterId>, Error> {
        let hubs = self.store.read(exchange::hubs)?.into_iter();
        let unheard = hubs.filter(|(hub, row)| Some(hub) != own && row.equal == 0);
        Ok(unheard.map(|(hub, _)| hub).collect())
    }

    /// Lets it write again, behind the last of what it wrote before. A gap in its own log says that somebody has more of
    /// it; `anyway` goes on all the same.
    ///
    /// # Errors
    /// [`ErrorKind::NotYet`] when there is such a gap; and what the store says.
    pub fn let_go(&mut self, anyway: bool) -> Result<(), Error> {
        self.catch_up()?;
        let streams: Vec<StreamName> = self.state.streams().into_keys().cloned().collect();
        let gap = streams
            .iter()
            .find(|stream| !self.state.gaps(&self.id, stream).is_empty());
        if let Some(stream) = gap.filter(|_| !anyway) {
            let what = Sentence::new("notebook-held-gap").with("stream", stream);
            return Err(Error::new(ErrorKind::NotYet, what));
        }
        self.store.write(|transaction| {
            let_free(transaction)?;
            // Every process that has this file open finds the end of the log anew.
            store::bump(transaction).map(|_| ())
        })?;
        self.refold()
    }
}

#[cfg(test)]
#[path = "hold_tests.rs"]
mod tests;
