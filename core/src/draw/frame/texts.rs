//! Many short texts in one piece of memory: what keeps a frame of a million units small.

use std::ops::Range;

/// A list of texts, held as one text and where each of them ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    joined: String,
    ends: Vec<usize>,
}

impl Texts {
    /// An empty list with room for `count` texts.
    pub(super) fn with_room(count: usize) -> Self {
        Self {
            joined: String::new(),
            ends: Vec::with_capacity(count),
        }
    }

    /// Adds a text at the end.
    pub(super) fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        self.ends.push(self.joined.len());
    }

    /// The text at a position below the length.
    pub(super) fn get(&self, index: usize) -> &str {
        &self.joined[self.range(index)]
    }

    /// The same texts in another order, which names each position once.
    pub(super) fn in_order(&self, order: &[usize]) -> Self {
        let mut texts = Self {
            joined: String::with_capacity(self.joined.len()),
            ends: Vec::with_capacity(order.len()),
        };
        for index in order {
            texts.push(self.get(*index));
        }
        texts
    }

    fn range(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[index]
    }
}
