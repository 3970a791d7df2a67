//! Sealing: ops that have not left yet become signed segments, once.
//!
//! Three steps, so that a slow key store holds nobody up: take what is to be sealed, sign it, store the final bytes.
//! Only stored bytes may leave.

use std::collections::BTreeMap;

use super::Notebook;
use super::hold::own_ends;
use crate::Error;
use crate::change::{KeyStore, Op, Peaks, Segment, fits};
use crate::ids::{CampaignId, StreamName};
use crate::merge::Run;
use crate::store;

/// Ops that are to be sealed together, and the branch before them.
#[derive(Debug)]
pub struct Unsealed {
    campaign: CampaignId,
    stream: StreamName,
    before: Peaks,
    ops: Vec<Op>,
}

impl Unsealed {
    /// Signs; call it outside every lock.
    ///
    /// # Errors
    /// When the key store refuses or is broken.
    pub fn sign(&self, keys: &dyn KeyStore) -> Result<Segment, Error> {
        let sealed = Segment::seal(&self.campaign, &self.stream, &self.before, &self.ops, keys);
        sealed.map(|(segment, _)| segment)
    }
}

impl Notebook {
    /// What waits to be sealed, cut into segments.
    ///
    /// # Errors
    /// What the store says.
    pub fn unsealed(&self) -> Result<Vec<Unsealed>, Error> {
        let rows = self.store.read(store::rows)?;
        let own = rows.segments.iter().filter(|(segment, own)| {
            let header = segment.header();
            let waits = |(stream, writer, _): &(StreamName, _, _)| *stream == header.stream && *writer == self.id;
            *own && header.writer() == self.id && rows.unsealed.iter().any(waits)
        });
        let own = own.map(|(segment, _)| Run::of_segment(segment));
        let own = own.collect::<Result<Vec<_>, _>>()?;
        let mut ends = own_ends(&self.campaign, &self.id, &own.iter().collect::<Vec<_>>());
        let mut found = Vec::new();
        for (stream, _, ops) in rows.unsealed.into_iter().filter(|(_, writer, _)| *writer == self.id) {
            let mut before = ends.remove(&stream).unwrap_or_default();
            for ops in cut(ops) {
                let mut after = before.clone();
                self.push(&mut after, &stream, &ops);
                found.push(Unsealed {
                    campaign: self.campaign,
                    stream: stream.clone(),
                    before: std::mem::replace(&mut before, after),
                    ops,
                });
            }
        }
        Ok(found)
    }

    /// How many ops of this writer wait to be sealed, by stream.
    ///
    /// # Errors
    /// What the store says.
    pub fn unsealed_by_stream(&self) -> Result<BTreeMap<StreamName, usize>, Error> {
        self.store
            .read(|connection| store::unsealed_counts(connection, &self.id))
    }

    /// How many ops of this writer wait to be sealed.
    ///
    /// # Errors
    /// What the store says.
    pub fn unsealed_count(&self) -> Result<usize, Error> {
        Ok(self.unsealed_by_stream()?.into_values().sum())
    }

    fn push(&self, end: &mut Peaks, stream: &StreamName, ops: &[Op]) {
        for op in ops {
            let id = crate::ids::OpId::of(&self.campaign, &self.id, stream, op.as_bytes());
            end.push(&id);
        }
    }

    /// Stores sealed segments in the place of their ops and gives how many. What another process sealed meanwhile is
    /// left as it is: an op is sealed once.
    ///
    /// # Errors
    /// What the store says; then the ops wait as before and are sealed again another time.
    pub fn keep_sealed(&mut self, segments: &[Segment]) -> Result<usize, Error> {
        if segments.is_empty() {
            return Ok(0);
        }
        let (kept, version) = self.store.write(|transaction| {
            let mut kept = 0;
            for segment in segments {
                if store::are_unsealed(transaction, segment)? {
                    store::seal_rows(transaction, segment)?;
                    kept += 1;
                }
            }
            Ok((kept, store::bump(transaction)?))
        })?;
        // What is seen stays the same: the ops were there before. Unless another process wrote too; then the next look
        // folds again.
        if version == self.version + 1 {
            self.version = version;
        }
        Ok(kept)
    }

    /// Seals everything that waits.
    ///
    /// # Errors
    /// When the key store or the store fails.
    pub fn seal(&mut self) -> Result<usize, Error> {
        self.catch_up()?;
        let unsealed = self.unsealed()?;
        let signed = unsealed.iter().map(|unsealed| unsealed.sign(&*self.writer.keys));
        let segments = signed.collect::<Result<Vec<_>, _>>()?;
        self.keep_sealed(&segments)
    }
}

/// Ops in order, cut where a segment is full.
fn cut(ops: Vec<Op>) -> Vec<Vec<Op>> {
    let mut cut: Vec<Vec<Op>> = Vec::new();
    let mut size = 0;
    for op in ops {
        match cut.last_mut() {
            Some(last) if fits(last.len(), size, &op) => {
                size += op.as_bytes().len();
                last.push(op);
            }
            _ => {
                size = op.as_bytes().len();
                cut.push(vec![op]);
            }
        }
    }
    cut
}
