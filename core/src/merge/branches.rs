//! Branches: where each run belongs, and how far a cut reaches.
//!
//! For each writer and stream the ops form a tree: a straight line, unless a phone was cloned. A run hangs where the
//! root before it says; if nobody brought that place, it hangs on a gap that has the root for its name. Both sides
//! of a fork stand side by side and neither is refused.

use std::collections::{BTreeMap, HashMap};

use crate::change::{Peaks, Reached};
use crate::ids::{OpId, Root};

/// A place of an op in a tree.
#[derive(Debug, Clone, Copy)]
struct Node {
    parent: Option<usize>,
    /// Which op of the fold; none at the top of a component.
    op: Option<usize>,
    depth: u64,
    component: usize,
}

/// A run before it is placed: its ops as numbers of the fold, with their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) from: u64,
    pub(super) before: Root,
    pub(super) root: Option<Root>,
    pub(super) ids: Vec<OpId>,
    pub(super) ops: Vec<usize>,
}

/// Of a line that grows op by op, the peaks of one place in so many are kept.
const KEPT: u64 = 64;

/// How a run would lengthen a line.
#[derive(Debug)]
pub(super) struct Fit {
    /// How many of its first ops the line has already.
    pub(super) known: usize,
    /// The peaks after its last op.
    pub(super) peaks: Peaks,
}

/// Why a run does not lengthen a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The branches fork or have a gap: no line.
    NoLine,
    /// The run would open a gap or a fork.
    Place,
    /// Its root is another than the one it claims.
    Root,
}

/// The branches of one writer in one stream.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The id of each node's op.
    ids: Vec<OpId>,
    /// The missing place each component hangs on; component 0 is complete and hangs on nothing.
    gaps: Vec<Option<Reached>>,
    children: HashMap<(usize, OpId), usize>,
    /// Ends of runs by place and root: computed where complete, claimed by a signature below a gap.
    ends: BTreeMap<Reached, Vec<usize>>,
    peaks: HashMap<usize, Peaks>,
    /// The least place with two different ops.
    fork: Option<u64>,
}

impl Tree {
    /// The tree of all runs of one writer in one stream, in any order.
    pub(super) fn grow(mut pieces: Vec<Piece>) -> Self {
        pieces.sort();
        pieces.dedup();
        let top = Node {
            parent: None,
            op: None,
            depth: 0,
            component: 0,
        };
        let mut tree = Self {
            nodes: vec![top],
            ids: vec![OpId([0; 32])],
            gaps: vec![None],
            children: HashMap::new(),
            ends: BTreeMap::new(),
            peaks: HashMap::from([(0, Peaks::new())]),
            fork: None,
        };
        // By rising place: what a run hangs on is always placed before it.
        for piece in &pieces {
            tree.place(piece);
        }
        tree.fork = tree.first_fork();
        tree
    }

    fn place(&mut self, piece: &Piece) {
        if let Some(parent) = self.complete_at(piece.from - 1, &piece.before) {
            return self.hang_complete(piece, parent);
        }
        let point = Reached {
            seq: piece.from - 1,
            root: piece.before,
        };
        let mut parents = self.ends.get(&point).cloned().unwrap_or_default();
        if parents.is_empty() {
            parents.push(self.gap(point));
        }
        for parent in parents {
            let end = self.hang(piece, parent);
            if let Some(root) = piece.root {
                self.end(end, root);
            }
        }
    }

    fn hang_complete(&mut self, piece: &Piece, parent: usize) {
        let mut peaks = self.peaks_of(parent);
        for id in &piece.ids {
            peaks.push(id);
        }
        let root = peaks.root();
        if piece.root.is_some_and(|claimed| claimed != root) {
            // Its ops have no place, unless an honest run brings them too.
            return;
        }
        let end = self.hang(piece, parent);
        self.end(end, root);
        self.peaks.insert(end, peaks);
    }

    fn end(&mut self, node: usize, root: Root) {
        let seq = self.nodes[node].depth;
        let ends = self.ends.entry(Reached { seq, root }).or_default();
        if !ends.contains(&node) {
            ends.push(node);
        }
    }

    fn gap(&mut self, point: Reached) -> usize {
        self.gaps.push(Some(point));
        let top = Node {
            parent: None,
            op: None,
            depth: point.seq,
            component: self.gaps.len() - 1,
        };
        self.nodes.push(top);
        self.ids.push(OpId([0; 32]));
        // A second run after the same gap hangs on the same place.
        self.ends.insert(point, vec![self.nodes.len() - 1]);
        self.nodes.len() - 1
    }

    fn hang(&mut self, piece: &Piece, parent: usize) -> usize {
        let mut at = parent;
        for (id, op) in piece.ids.iter().zip(&piece.ops) {
            at = match self.children.get(&(at, *id)) {
                Some(known) => *known,
                None => self.add(at, *id, *op),
            };
        }
        at
    }

    fn add(&mut self, parent: usize, id: OpId, op: usize) -> usize {
        let above = self.nodes[parent];
        let node = Node {
            parent: Some(parent),
            op: Some(op),
            depth: above.depth + 1,
            component: above.component,
        };
        self.nodes.push(node);
        self.ids.push(id);
        self.children.insert((parent, id), self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// The last node of a single complete branch; none where there is a fork or a gap. In such a line the number of a
    /// node is its place.
    fn line(&self) -> Option<usize> {
        (self.fork.is_none() && self.gaps.len() == 1).then(|| self.nodes.len() - 1)
    }

    /// The peaks at the end of a single complete branch.
    pub(super) fn end_peaks(&self) -> Option<Peaks> {
        self.line().map(|end| self.peaks_of(end))
    }

    /// How a run would lengthen the line, or why it would not.
    pub(super) fn fit(&self, from: u64, before: &Root, root: Option<Root>, ids: &[OpId]) -> Result<Fit, Misfit> {
        let end = self.line().ok_or(Misfit::NoLine)?;
        let start = usize::try_from(from - 1).ok().filter(|start| *start <= end);
        let start = start.ok_or(Misfit::Place)?;
        let mut peaks = self.peaks_of(start);
        if peaks.root() != *before {
            return Err(Misfit::Place);
        }
        let held = &self.ids[start + 1..];
        let known = ids.iter().zip(held).take_while(|(id, held)| id == held).count();
        if known < ids.len().min(held.len()) {
            return Err(Misfit::Place);
        }
        for id in ids {
            peaks.push(id);
        }
        if root.is_some_and(|claimed| claimed != peaks.root()) {
            return Err(Misfit::Root);
        }
        Ok(Fit { known, peaks })
    }

    /// Lengthens the line by ops it does not have; `peaks` are those after the last.
    pub(super) fn lengthen(&mut self, ops: impl Iterator<Item = (OpId, usize)>, peaks: Peaks) {
        let before = self.nodes.len() - 1;
        let end = ops.fold(before, |at, (id, op)| self.add(at, id, op));
        self.end(end, peaks.root());
        self.peaks.insert(end, peaks);
        let seq = self.nodes[before].depth;
        if before == 0 || seq / KEPT != self.nodes[end].depth / KEPT {
            return;
        }
        // What was the end can be counted up again from the place kept before it.
        if let Some(root) = self.peaks.remove(&before).map(|peaks| peaks.root()) {
            self.ends.remove(&Reached { seq, root });
        }
    }

    /// The complete node at a place with a root.
    fn complete_at(&self, seq: u64, root: &Root) -> Option<usize> {
        if seq == 0 {
            return (*root == Peaks::new().root()).then_some(0);
        }
        let point = Reached { seq, root: *root };
        let ends = self.ends.get(&point).into_iter().flatten().copied();
        if let Some(end) = ends.into_iter().find(|node| self.nodes[*node].component == 0) {
            return Some(end);
        }
        let at_seq = (0..self.nodes.len()).filter(|at| self.nodes[*at].depth == seq && self.nodes[*at].component == 0);
        at_seq.into_iter().find(|at| self.peaks_of(*at).root() == *root)
    }

    /// The peaks of the branch up to a complete node.
    fn peaks_of(&self, node: usize) -> Peaks {
        let mut above = Vec::new();
        let mut at = node;
        loop {
            if let Some(known) = self.peaks.get(&at) {
                let mut peaks = known.clone();
                for node in above.iter().rev() {
                    peaks.push(&self.ids[*node]);
                }
                return peaks;
            }
            above.push(at);
            // Component 0 ends at the top, whose peaks are known.
            at = self.nodes[at].parent.unwrap_or(0);
        }
    }

    fn first_fork(&self) -> Option<u64> {
        let mut at: BTreeMap<u64, OpId> = BTreeMap::new();
        let mut forks = Vec::new();
        for (node, id) in self.nodes.iter().zip(&self.ids).filter(|(node, _)| node.op.is_some()) {
            if *at.entry(node.depth).or_insert(*id) != *id {
                forks.push(node.depth);
            }
        }
        forks.into_iter().min()
    }

    /// The least place with two different ops.
    pub(super) fn fork(&self) -> Option<u64> {
        self.fork
    }

    /// How many places there are.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    /// Places of ops: node and number of the op.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| node.op.map(|op| (at, op)))
    }

    /// The gap a node hangs on, if it is not complete.
    pub(super) fn gap_of(&self, node: usize) -> Option<Reached> {
        self.gaps[self.nodes[node].component]
    }

    /// Whether a complete branch passes a point.
    pub(super) fn passes(&self, point: &Reached) -> bool {
        self.complete_at(point.seq, &point.root).is_some()
    }

    /// Which nodes the points cover: those whose branch leads to one of them; where a root is not held, by place up
    /// to a fork.
    pub(super) fn covered(&self, points: &[Reached]) -> Vec<bool> {
        let mut covered = vec![false; self.nodes.len()];
        let mut by_seq = 0;
        for point in points {
            let complete = self.complete_at(point.seq, &point.root);
            let claimed = self.ends.get(point).into_iter().flatten().copied();
            for node in claimed.chain(complete) {
                self.mark_up(node, &mut covered);
            }
            if complete.is_none() {
                by_seq = by_seq.max(point.seq.min(self.fork.unwrap_or(u64::MAX) - 1));
            }
        }
        for (node, covered) in self.nodes.iter().zip(&mut covered) {
            *covered |= node.depth <= by_seq;
        }
        covered
    }

    fn mark_up(&self, node: usize, marked: &mut [bool]) {
        let mut at = Some(node);
        while let Some(node) = at.filter(|node| !marked[*node]) {
            marked[node] = true;
            at = self.nodes[node].parent;
        }
    }

    /// How far each branch has come of which `counts` holds, up to its last such node. Below a gap only the ends of
    /// runs have a root; there the next end stands for the node.
    pub(super) fn reached(&self, counts: impl Fn(usize) -> bool) -> Vec<Reached> {
        let mut above = vec![false; self.nodes.len()];
        let mut found = Vec::new();
        for node in (0..self.nodes.len())
            .rev()
            .filter(|node| self.nodes[*node].op.is_some())
        {
            if above[node] || !counts(node) {
                continue;
            }
            self.mark_up(node, &mut above);
            found.extend(self.point(node));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn point(&self, node: usize) -> Option<Reached> {
        let Node { depth, component, .. } = self.nodes[node];
        if component == 0 {
            let root = self.peaks_of(node).root();
            return Some(Reached { seq: depth, root });
        }
        let next = self.ends.iter().filter(|(point, _)| point.seq >= depth);
        let mut leading = next.filter(|(_, ends)| ends.iter().any(|end| self.is_below(*end, node)));
        leading.next().map(|(point, _)| *point)
    }

    fn is_below(&self, node: usize, above: usize) -> bool {
        let mut at = Some(node);
        while let Some(node) = at {
            if node == above {
                return true;
            }
            at = self.nodes[node].parent;
        }
        false
    }
}

#[cfg(test)]
#[path = "branches_tests.rs"]
mod tests;
