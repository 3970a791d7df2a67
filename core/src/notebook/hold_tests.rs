//! The end of one's own log, found from whatever pieces of it are held, in whatever order they came.

use super::*;
use crate::change::{Draft, Entity, KeyStore, Moment, Op, SoftwareKey, Value};
use crate::ids::MemberId;
use proptest::prelude::*;

const CAMPAIGN: CampaignId = CampaignId([3; 32]);

fn writer() -> WriterId {
    SoftwareKey::new(&[7; 32]).unwrap().public_key().writer()
}

fn stream() -> StreamName {
    "g.G01".parse().unwrap()
}

fn op(seq: u64, value: i64) -> Op {
    Op::write(Draft {
        seq,
        at: Moment {
            wall: 1_793_000_000_000,
            monotonic: seq,
            boot: [1; 16],
        },
        actor: MemberId::parse("M07").unwrap(),
        entity: Entity::new("trip", &format!("T{seq}")),
        field: "plan".into(),
        value: Value::int(value),
        reason: None,
        again: None,
        links: Vec::new(),
    })
    .unwrap()
}

fn end(ops: &[Op]) -> Peaks {
    let mut end = Peaks::new();
    for op in ops {
        end.push(&OpId::of(&CAMPAIGN, &writer(), &stream(), op.as_bytes()));
    }
    end
}

/// The run of `ops[from..to]` as a segment of it would be read.
fn run(ops: &[Op], from: usize, to: usize) -> Run {
    Run {
        root: Some(end(&ops[..to]).root()),
        ..Run::unsealed(writer(), &stream(), &end(&ops[..from]), ops[from..to].to_vec())
    }
}

/// A log, and pieces of it: where each begins and how long it is.
fn pieces() -> impl Strategy<Value = (usize, Vec<(usize, usize)>)> {
    (1_usize..24).prop_flat_map(|length| {
        let piece = (0..length, 1..=length).prop_map(move |(from, long)| (from, (from + long).min(length)));
        (Just(length), prop::collection::vec(piece, 0..12))
    })
}

/// How far pieces reach from the beginning without a gap.
fn reach(pieces: &[(usize, usize)]) -> usize {
    let mut reach = 0;
    while let Some((_, to)) = pieces.iter().find(|(from, to)| *from <= reach && *to > reach) {
        reach = *to;
    }
    reach
}

fn found(runs: &[Run]) -> Peaks {
    let mut ends = own_ends(&CAMPAIGN, &writer(), &runs.iter().collect::<Vec<_>>());
    ends.remove(&stream()).unwrap_or_default()
}

proptest! {
    /// Pieces overlap, stand twice and leave gaps; the end is where they reach from the beginning, with that root.
    #[test]
    fn the_end_is_where_the_pieces_reach_without_a_gap((length, pieces) in pieces()) {
        let ops: Vec<Op> = (1..=length as u64).map(|seq| op(seq, 1)).collect();
        let runs: Vec<Run> = pieces.iter().map(|(from, to)| run(&ops, *from, *to)).collect();
        let found = found(&runs);
        let reach = reach(&pieces);
        prop_assert_eq!(found.size(), reach as u64);
        prop_assert_eq!(found.root(), end(&ops[..reach]).root());
    }

    /// Where the log forked, the end is one of the two branches' own, never a mixture of both.
    #[test]
    fn the_end_of_a_forked_log_lies_on_a_branch(fork in 0_usize..8, (length, pieces) in pieces(), from in 0_usize..12) {
        let one: Vec<Op> = (1..=length as u64).map(|seq| op(seq, 1)).collect();
        let other: Vec<Op> = (1..=length as u64).map(|seq| op(seq, if seq > fork as u64 { 2 } else { 1 })).collect();
        let branch = |at: usize| if at < from { &one } else { &other };
        let runs = pieces.iter().enumerate().map(|(at, (from, to))| run(branch(at), *from, *to));
        let found = found(&runs.collect::<Vec<_>>());
        let size = usize::try_from(found.size()).unwrap();
        let roots = [end(&one[..size]).root(), end(&other[..size]).root()];
        prop_assert!(roots.contains(&found.root()));
    }

    /// What somebody else wrote is no part of it.
    #[test]
    fn another_writers_pieces_say_nothing_of_ones_own_end((length, pieces) in pieces()) {
        let ops: Vec<Op> = (1..=length as u64).map(|seq| op(seq, 1)).collect();
        let other = WriterId([9; 32]);
        let runs = pieces.iter().map(|(from, to)| Run { writer: other, ..run(&ops, *from, *to) });
        prop_assert_eq!(found(&runs.collect::<Vec<_>>()).size(), 0);
    }
}
