//! Taking: segments and texts of others come in, from a hub, a bundle or another phone.
//!
//! Only bytes and signatures are judged here; whether what they say counts is the fold's question.

use super::Notebook;
use super::hold::is_held;
use crate::change::{Segment, TextFrame};
use crate::ids::StreamName;
use crate::merge::Run;
use crate::store::{self, Inserted};
use crate::{Error, ErrorKind, Sentence};

/// What became of what came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Segments that were not known.
    pub segments: usize,
    /// Texts that were not known.
    pub texts: usize,
    /// Texts refused because they were redacted.
    pub redacted: usize,
    /// Whether this writer's own log forked: a cloned phone. The host makes a new key and opens the notebook with it.
    pub own_fork: bool,
}

/// The log's versions before a taking and after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Versions {
    pub before: i64,
    pub after: i64,
}

impl Notebook {
    /// Takes segments and texts, all or none of them.
    ///
    /// # Errors
    /// When one is damaged or of another campaign, and what the store says; then nothing was taken.
    pub fn take(&mut self, segments: &[Vec<u8>], texts: &[(StreamName, TextFrame)]) -> Result<Taken, Error> {
        let read = segments.iter().map(|bytes| self.read_segment(bytes));
        let read = read.collect::<Result<Vec<(Segment, Run)>, _>>()?;
        self.take_read(read, texts, |_, _| Ok(()))
    }

    /// Takes what was read and judged already; `also` writes in the same transaction.
    pub(crate) fn take_read(
        &mut self,
        read: Vec<(Segment, Run)>,
        texts: &[(StreamName, TextFrame)],
        also: impl FnOnce(&rusqlite::Transaction, Versions) -> Result<(), Error>,
    ) -> Result<Taken, Error> {
        self.catch_up()?;
        let mut taken = Taken::default();
        let mut runs = Vec::new();
        let (version, new) = self.store.write(|transaction| {
            let held = is_held(transaction)?;
            for (segment, run) in read {
                // Held back after a restore, what others bring of this writer is its own again.
                let own = held && run.writer == self.id;
                if store::keep_segment(transaction, &segment, own)? == Inserted::New {
                    taken.segments += 1;
                    runs.push(run);
                }
            }
            for (stream, text) in texts {
                match self.keep_foreign_text(transaction, stream, text)? {
                    Inserted::New => taken.texts += 1,
                    Inserted::Redacted => taken.redacted += 1,
                    Inserted::Known => {}
                }
            }
            let before = store::version(transaction)?;
            // Where nothing is new, whoever reads this log need not look again.
            let new = !runs.is_empty() || taken.texts > 0;
            let after = if new { store::bump(transaction)? } else { before };
            also(transaction, Versions { before, after })?;
            Ok((after, new))
        })?;
        // Not ours: another process may have written before our lock, and then the next look folds again.
        if new && version == self.version + 1 {
            self.version = version;
        }
        if new {
            self.absorb(runs)?;
        }
        if new || self.disobeyed {
            self.obey()?;
        }
        taken.own_fork = self.state.forks().iter().any(|fork| fork.writer == self.id);
        Ok(taken)
    }

    pub(crate) fn read_segment(&self, bytes: &[u8]) -> Result<(Segment, Run), Error> {
        let segment = Segment::read(bytes)?;
        if segment.header().campaign != self.campaign {
            return Err(Error::new(ErrorKind::Refused, Sentence::new("notebook-other-campaign")));
        }
        let run = Run::of_segment(&segment)?;
        Ok((segment, run))
    }

    fn keep_foreign_text(
        &self,
        transaction: &rusqlite::Transaction,
        stream: &StreamName,
        text: &TextFrame,
    ) -> Result<Inserted, Error> {
        if self.state.is_text_redacted(stream, &text.name()) {
            return Ok(Inserted::Redacted);
        }
        store::keep_text(transaction, stream, text)
    }

    /// Every sealed segment, as it would travel, in the order it came.
    ///
    /// # Errors
    /// What the store says.
    pub fn segments(&self) -> Result<Vec<Vec<u8>>, Error> {
        self.store.read(store::segments)
    }

    /// Every text held, with its stream.
    ///
    /// # Errors
    /// What the store says.
    pub fn texts(&self) -> Result<Vec<(StreamName, TextFrame)>, Error> {
        self.store.read(store::texts)
    }

    /// Goes through every sealed segment and then every text, with its stream and its bytes.
    pub(crate) fn each_sealed(
        &self,
        each: impl FnMut(bool, &StreamName, Vec<u8>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.store
            .read(|connection| store::exchange::each_sealed(connection, each))
    }
}
