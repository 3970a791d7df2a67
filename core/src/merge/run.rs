//! A run: ops of one branch that follow each other, with the roots that say where they belong.
//!
//! A sealed segment is a run; so is what a writer has not sealed yet. Runs may overlap, as those of a cloned phone do.

use crate::Error;
use crate::change::{Op, Peaks, Segment};
use crate::ids::{Root, StreamName, WriterId};

/// Ops of one branch, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Whose.
    pub writer: WriterId,
    /// Where.
    pub stream: StreamName,
    /// Place of the first op in the branch, from 1; the ops' own places follow it.
    pub from: u64,
    /// Root of the branch up to the op before.
    pub before: Root,
    /// Root of the branch up to the last op, if a signature says it.
    pub root: Option<Root>,
    /// The ops.
    pub ops: Vec<Op>,
}

impl Run {
    /// The run of a sealed segment.
    ///
    /// # Errors
    /// When its body is not what its header says.
    pub fn of_segment(segment: &Segment) -> Result<Self, Error> {
        let header = segment.header();
        Ok(Self {
            writer: header.writer(),
            stream: header.stream.clone(),
            from: header.from,
            before: header.before,
            root: Some(header.root),
            ops: segment.ops()?,
        })
    }

    /// The ops up to a place; none where all come after it.
    #[must_use]
    pub fn until(mut self, seq: u64) -> Option<Self> {
        let most = usize::try_from((seq + 1).checked_sub(self.from)?).unwrap_or(usize::MAX);
        if most < self.ops.len() {
            self.ops.truncate(most);
            self.root = None;
        }
        (!self.ops.is_empty()).then_some(self)
    }

    /// The run of ops not sealed yet, after the branch `before`.
    #[must_use]
    pub fn unsealed(writer: WriterId, stream: &StreamName, before: &Peaks, ops: Vec<Op>) -> Self {
        Self {
            writer,
            stream: stream.clone(),
            from: before.size() + 1,
            before: before.root(),
            root: None,
            ops,
        }
    }
}
