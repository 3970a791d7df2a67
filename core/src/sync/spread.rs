//! How far every log has come, told from the headers of sealed segments alone.
//!
//! A hub and a phone compare these. A header says the point before its first op and the point after its last, so that
//! segments form chains without anybody reading an op. The one rule: this is a function of the set of headers, so two
//! replicas that hold the same segments say the same, in whatever order these came.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{Frontier, Header, Peaks, Reached};
use crate::ids::{StreamName, WriterId};

use super::wire::Missing;

/// Where a segment begins and ends, and which it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The point before its first op.
    pub before: Reached,
    /// The point after its last.
    pub after: Reached,
    /// The digest of its bytes.
    pub digest: [u8; 32],
}

impl Link {
    /// The link of a header; `digest` is of the segment's bytes.
    #[must_use]
    pub fn of(header: &Header, digest: [u8; 32]) -> Self {
        Self {
            before: Reached {
                seq: header.from - 1,
                root: header.before,
            },
            after: Reached {
                seq: header.to,
                root: header.root,
            },
            digest,
        }
    }
}

/// Every segment of a replica, by writer and stream.
#[derive(Debug, Clone, Default)]
pub struct Spread {
    logs: BTreeMap<(WriterId, StreamName), BTreeSet<Link>>,
}

fn beginning() -> Reached {
    Reached {
        seq: 0,
        root: Peaks::new().root(),
    }
}

impl Spread {
    /// Of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a segment; adding one twice changes nothing.
    pub fn insert(&mut self, writer: WriterId, stream: &StreamName, link: Link) {
        self.logs.entry((writer, stream.clone())).or_default().insert(link);
    }

    /// Forgets every segment of streams that `keep` does not name.
    pub fn retain(&mut self, keep: impl Fn(&StreamName) -> bool) {
        self.logs.retain(|(_, stream), _| keep(stream));
    }

    /// The end of every chain: what a heads message carries.
    #[must_use]
    pub fn heads(&self, read: impl Fn(&StreamName) -> bool) -> Frontier {
        let mut heads = Frontier::new();
        for ((writer, stream), links) in self.logs.iter().filter(|((_, stream), _)| read(stream)) {
            let begun: BTreeSet<Reached> = links.iter().map(|link| link.before).collect();
            let ends: BTreeSet<Reached> = links.iter().map(|link| link.after).collect();
            for end in ends.difference(&begun) {
                heads.insert(*writer, stream, *end);
            }
        }
        heads
    }

    /// The points something follows that nothing held leads to.
    #[must_use]
    pub fn missing(&self, read: impl Fn(&StreamName) -> bool) -> Vec<Missing> {
        let mut missing = Vec::new();
        for ((writer, stream), _) in self.logs.iter().filter(|((_, stream), _)| read(stream)) {
            missing.extend(self.missing_in(writer, stream));
        }
        missing
    }

    /// As [`Spread::missing`], of one log.
    #[must_use]
    pub fn missing_in(&self, writer: &WriterId, stream: &StreamName) -> Vec<Missing> {
        let Some(links) = self.logs.get(&(*writer, stream.clone())) else {
            return Vec::new();
        };
        let mut held: BTreeSet<Reached> = links.iter().map(|link| link.after).collect();
        held.insert(beginning());
        let begun: BTreeSet<Reached> = links.iter().map(|link| link.before).collect();
        let missing = begun.difference(&held);
        missing.map(|point| (stream.clone(), *writer, *point)).collect()
    }

    /// The digests of the segments held here that the other side, by its heads and what it misses, does not have.
    #[must_use]
    pub fn beyond(&self, heads: &Frontier, missing: &[Missing], read: impl Fn(&StreamName) -> bool) -> Vec<[u8; 32]> {
        let missing: BTreeSet<(&StreamName, &WriterId, Reached)> = missing
            .iter()
            .map(|(stream, writer, point)| (stream, writer, *point))
            .collect();
        let mut beyond = Vec::new();
        for ((writer, stream), links) in self.logs.iter().filter(|((_, stream), _)| read(stream)) {
            let mut to: BTreeMap<Reached, Vec<&Link>> = BTreeMap::new();
            for link in links {
                to.entry(link.after).or_default().push(link);
            }
            let (mut walked, mut next) = (BTreeSet::new(), heads.branches(writer, stream).to_vec());
            while let Some(point) = next.pop() {
                for link in to
                    .get(&point)
                    .into_iter()
                    .flatten()
                    .filter(|link| walked.insert(link.digest))
                {
                    // Beyond a point the other side misses, its chain says nothing.
                    if !missing.contains(&(stream, writer, link.before)) {
                        next.push(link.before);
                    }
                }
            }
            beyond.extend(
                links
                    .iter()
                    .map(|link| link.digest)
                    .filter(|digest| !walked.contains(digest)),
            );
        }
        beyond
    }

    /// Whether the other side has come somewhere this one never heard of.
    #[must_use]
    pub fn lags(&self, heads: &Frontier) -> bool {
        heads.entries().any(|(writer, stream, branches)| {
            let links = self.logs.get(&(*writer, stream.clone()));
            let held: BTreeSet<Reached> = links.into_iter().flatten().map(|link| link.after).collect();
            branches.iter().any(|point| !held.contains(point))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Root;

    fn point(seq: u64, branch: u8) -> Reached {
        if seq == 0 {
            beginning()
        } else {
            Reached {
                seq,
                root: Root([branch; 32]),
            }
        }
    }

    fn link(from: u64, to: u64, branch: u8) -> Link {
        let digest = [u8::try_from(from * 16 + to).unwrap_or(0) ^ branch.rotate_left(4); 32];
        Link {
            before: point(from, branch),
            after: point(to, branch),
            digest,
        }
    }

    fn spread(links: &[Link]) -> Spread {
        let mut spread = Spread::new();
        for link in links {
            spread.insert(WriterId([1; 32]), &StreamName::Campaign, link.clone());
        }
        spread
    }

    #[test]
    fn heads_are_the_ends_of_chains_in_any_order() {
        let links = [link(0, 3, 1), link(3, 5, 1), link(3, 6, 2)];
        let mut fork = links.to_vec();
        fork[2].before = point(3, 1);
        let forwards = spread(&fork).heads(|_| true);
        fork.reverse();
        assert_eq!(spread(&fork).heads(|_| true), forwards);
        let branches = forwards.branches(&WriterId([1; 32]), &StreamName::Campaign);
        assert_eq!(branches, [point(5, 1), point(6, 2)]);
    }

    #[test]
    fn what_follows_a_gap_is_held_and_what_is_missing_is_beyond() {
        let all = spread(&[link(0, 3, 1), link(3, 5, 1), link(5, 9, 1)]);
        let hub = spread(&[link(0, 3, 1), link(5, 9, 1)]);
        let missing = hub.missing(|_| true);
        assert_eq!(missing, [(StreamName::Campaign, WriterId([1; 32]), point(5, 1))]);
        let beyond = all.beyond(&hub.heads(|_| true), &missing, |_| true);
        // The heads of the hub name 3 and 9; only the middle is not there.
        assert_eq!(beyond, [link(3, 5, 1).digest]);
        assert!(hub.missing_in(&WriterId([2; 32]), &StreamName::Campaign).is_empty());
    }

    #[test]
    fn whoever_lacks_a_branch_lags() {
        let (one, both) = (spread(&[link(0, 3, 1)]), spread(&[link(0, 3, 1), link(0, 3, 2)]));
        assert!(one.lags(&both.heads(|_| true)));
        assert!(!both.lags(&one.heads(|_| true)));
        assert_eq!(both.beyond(&one.heads(|_| true), &[], |_| true), [link(0, 3, 2).digest]);
    }
}
