//! Two states side by side: whatever anybody can ask of a state must be answered alike by both.

use std::collections::BTreeSet;

use crosscheck_core::change::Frontier;
use crosscheck_core::merge::{Field, State, Waiting};

use crate::cast::{EVERYONE, stream, visit, writer};

/// Asks two states everything.
///
/// # Panics
/// When they differ.
pub fn assert_same(one: &State, other: &State) {
    assert_eq!(one.canonical_dump(), other.canonical_dump());
    let fields = |state: &State| state.fields().cloned().collect::<Vec<Field>>();
    assert_eq!(fields(one), fields(other));
    assert_eq!(one.waiting(), other.waiting());
    assert_eq!(one.heads(), other.heads());
    assert_eq!((one.forks(), one.flagged()), (other.forks(), other.flagged()));
    assert_eq!(one.count(), other.count());
    for stream in [stream("c"), stream("g.G01"), visit()] {
        let frontier = one.frontier(&stream);
        assert_eq!(frontier, other.frontier(&stream));
        for signed in [frontier, one.heads(), Frontier::new()] {
            assert_eq!(one.outside(&stream, &signed), other.outside(&stream, &signed));
        }
        for who in EVERYONE {
            let (one, other) = (one.peaks(&writer(who), &stream), other.peaks(&writer(who), &stream));
            assert_eq!(one.map(|peaks| peaks.root()), other.map(|peaks| peaks.root()));
        }
    }
    let ops: BTreeSet<_> = one.waiting().iter().map(|waiting: &Waiting| waiting.op).collect();
    for op in ops {
        assert_eq!(one.op(&op).map(|op| op.reason), other.op(&op).map(|op| op.reason));
    }
}
