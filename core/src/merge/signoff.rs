//! Sign-off: the frontier a person signs for, and what a signature does not cover.
//!
//! A frontier goes, for each branch of each writer in the visit's stream, up to the last valid op. What was written
//! after, or arrives later, shows 签字未包含, except what only records the same signature.

use std::collections::{BTreeSet, HashMap};

use super::state::State;
use crate::canonical::hex;
use crate::change::{Frontier, Reached};
use crate::ids::{OpId, StreamName, WriterId};

impl State {
    /// The frontier of a visit's stream as it stands.
    #[must_use]
    pub fn frontier(&self, stream: &StreamName) -> Frontier {
        let mut frontier = Frontier::new();
        for (at, log) in self
            .held
            .logs
            .iter()
            .enumerate()
            .filter(|(_, log)| log.stream == *stream)
        {
            let valid: HashMap<usize, bool> = log
                .tree
                .places()
                .map(|(node, op)| (node, self.judged.standing[op].is_some()))
                .collect();
            let counts = |node: usize| self.judged.stands[at][node] && valid.get(&node) == Some(&true);
            for branch in log.tree.reached(counts) {
                frontier.insert(log.writer, stream, branch);
            }
        }
        frontier
    }

    /// The valid ops of a stream that a signature over `frontier` does not cover, sorted: 签字未包含.
    #[must_use]
    pub fn outside(&self, stream: &StreamName, frontier: &Frontier) -> Vec<OpId> {
        let inside = self.inside(stream, frontier);
        let mut covered: BTreeSet<OpId> = BTreeSet::new();
        // A statement is one whoever wrote it anew: inside once, inside always.
        covered.extend(inside.iter().map(|op| self.first.get(op).copied().unwrap_or(*op)));
        let (value, digest) = (frontier.to_value(), hex(&frontier.digest()));
        let mut outside = Vec::new();
        for (at, entry) in self.held.entries.iter().enumerate() {
            let valid = self.judged.standing[at].is_some() && self.held.stream(at) == stream;
            let Some(says) = self.held.says(at).filter(|_| valid) else {
                continue;
            };
            let same_sign_off = &*says.entity.kind == "sign_off" && &*says.field == "frontier" && says.value == value;
            let of_it = &*says.entity.kind == "frontier" && *says.entity.key == *digest;
            let first = self.first.get(&entry.id).unwrap_or(&entry.id);
            if !same_sign_off && !of_it && !covered.contains(first) {
                outside.push(entry.id);
            }
        }
        outside.sort_unstable();
        outside
    }

    /// The points of a frontier that no complete branch held here passes: what a signature covers and is not here.
    #[must_use]
    pub fn lacking_of(&self, frontier: &Frontier) -> Vec<(WriterId, StreamName, Reached)> {
        let mut lacking = Vec::new();
        for (writer, stream, points) in frontier.entries() {
            let log = self.held.log_of(writer, stream).map(|log| &self.held.logs[log].tree);
            let held = |point: &&Reached| log.is_some_and(|tree| tree.passes(point));
            let lost = points.iter().filter(|point| !held(point));
            lacking.extend(lost.map(|point| (*writer, stream.clone(), *point)));
        }
        lacking
    }

    pub(super) fn inside(&self, stream: &StreamName, frontier: &Frontier) -> Vec<OpId> {
        let mut inside = Vec::new();
        for log in self.held.logs.iter().filter(|log| log.stream == *stream) {
            let covered = log.tree.covered(frontier.branches(&log.writer, stream));
            let places = log.tree.places().filter(|(node, _)| covered[*node]);
            inside.extend(places.map(|(_, op)| self.held.entries[op].id));
        }
        inside
    }
}
