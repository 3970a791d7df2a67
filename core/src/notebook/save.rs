//! Saving: edits become ops of this writer in one transaction, and only then are they said to be saved.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use super::hold::{is_held, not_yet};
use super::load::load;
use super::{Edit, Notebook, Typed};
use crate::change::{Draft, Op, Peaks};
use crate::ids::{OpId, StreamName};
use crate::merge::Run;
use crate::store;
use crate::{Error, ErrorKind, Sentence};

/// Ops of one save, by stream, with the branch before them.
type Written = BTreeMap<StreamName, (Peaks, Vec<Op>)>;

impl Notebook {
    /// Checks a text a person typed. It is saved with the edit that carries it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Refused`] when it holds what must not be recorded, with its place.
    pub fn typed(&self, text: &str) -> Result<Typed, Error> {
        Typed::new(self.id, text)
    }

    /// Saves edits, all of them or none. When this returns, they have reached the disk.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when this writer may not do one of them, [`ErrorKind::NotYet`] while it is held back after a
    /// restore, and what the store says; then nothing was written.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Vec<OpId>, Error> {
        loop {
            self.catch_up()?;
            let forbidden = |edit: &&Edit| {
                let (kind, field) = (&edit.entity.kind, &edit.field);
                self.state.forbids(&self.id, &edit.stream, kind, field)
            };
            if edits.iter().any(|edit| forbidden(&edit)) {
                return Err(Error::new(ErrorKind::Refused, Sentence::new("notebook-no-right")));
            }
            let mut written = Written::new();
            let saved = self.store.write(|transaction| {
                if is_held(transaction)? {
                    return Err(not_yet());
                }
                if store::version(transaction)? != self.version {
                    return Ok(None);
                }
                let version = store::bump(transaction)?;
                let ids = edits.iter().map(|edit| self.write(transaction, edit, &mut written));
                Ok(Some((ids.collect::<Result<Vec<_>, _>>()?, version)))
            })?;
            // Otherwise another process wrote between our look and our lock.
            if let Some((ids, version)) = saved {
                self.version = version;
                self.keep(written)?;
                for edit in edits {
                    self.warned.add(edit.warned.clone());
                }
                return Ok(ids);
            }
        }
    }

    fn write(&self, transaction: &Transaction, edit: &Edit, written: &mut Written) -> Result<OpId, Error> {
        let stream = &edit.stream;
        let begun = || (self.ends.get(stream).cloned().unwrap_or_default(), Vec::new());
        let (before, ops) = written.entry(stream.clone()).or_insert_with(begun);
        let field = self.state.field(stream, &edit.entity, &edit.field);
        let links = field.map_or_else(|| edit.seen.clone(), |field| field.links(&edit.seen, self.member()));
        let op = Op::write(Draft {
            seq: before.size() + ops.len() as u64 + 1,
            at: self.writer.clock.now(),
            actor: self.member().clone(),
            entity: edit.entity.clone(),
            field: edit.field.clone(),
            value: edit.value.clone(),
            reason: edit.reason,
            again: None,
            links,
        })?;
        store::keep_unsealed(transaction, stream, &self.id, &op)?;
        for Typed(text) in &edit.texts {
            store::keep_text(transaction, stream, text)?;
        }
        let id = OpId::of(&self.campaign, &self.id, stream, op.as_bytes());
        ops.push(op);
        Ok(id)
    }

    fn keep(&mut self, written: Written) -> Result<(), Error> {
        let mut runs = Vec::new();
        for (stream, (before, ops)) in written {
            let end = self.ends.entry(stream.clone()).or_default();
            for op in &ops {
                end.push(&OpId::of(&self.campaign, &self.id, &stream, op.as_bytes()));
            }
            runs.push(Run::unsealed(self.id, &stream, &before, ops));
        }
        self.absorb(runs)
    }

    /// Takes stored runs into the state; what cannot be taken alone is folded with everything else.
    pub(super) fn absorb(&mut self, runs: Vec<Run>) -> Result<(), Error> {
        for run in runs {
            if self.state.append(run).is_err() {
                return self.refold();
            }
        }
        Ok(())
    }

    pub(super) fn refold(&mut self) -> Result<(), Error> {
        let loaded = self
            .store
            .read(|connection| load(connection, &self.campaign, &self.id))?;
        (self.state, self.ends, self.version) = (loaded.state, loaded.ends, loaded.version);
        self.folds += 1;
        Ok(())
    }

    /// Reads what another process wrote into the same store.
    ///
    /// # Errors
    /// What the store says.
    pub fn catch_up(&mut self) -> Result<(), Error> {
        if self.store.read(store::version)? == self.version {
            return Ok(());
        }
        self.refold()
    }
}
