//! How long a rebuild takes: 100,000 ops of two writers in 270 visits, from sealed segments; and one op more.
//!
//! Run: `cargo bench -p crosscheck-tests --bench fold`. Prints times and bytes; judges nothing, since machines differ. The
//! aim of the design is a rebuild under 3 s on two cores.

use std::time::Instant;

use crosscheck_core::change::{Draft, Entity, KeyStore, Moment, Op, Peaks, Segment, SoftwareKey, Value};
use crosscheck_core::ids::{GroupId, MemberId, OpId, StreamName, VisitHash};
use crosscheck_core::merge::{Run, State};
use crosscheck_tests::cast::{Pen, Who, stage};

const OPS: usize = 100_000;
const VISITS: usize = 270;

/// One answer after another; every fourth is changed once.
fn ops(stream: &StreamName, member: &str, count: usize, key: &SoftwareKey) -> Vec<Op> {
    let mut ops: Vec<Op> = Vec::new();
    for seq in 1..=count {
        let changed = seq % 4 == 0;
        let links = if changed {
            let last = ops[seq - 2].as_bytes();
            vec![OpId::of(&stage().campaign, &key.public_key().writer(), stream, last)]
        } else {
            Vec::new()
        };
        let indicator = if changed { seq - 1 } else { seq };
        let draft = Draft {
            seq: seq as u64,
            at: Moment {
                wall: 1_793_000_000_000 + i64::try_from(seq).unwrap_or_default() * 7_919,
                monotonic: seq as u64 * 7_919,
                boot: [1; 16],
            },
            actor: MemberId::parse(member).unwrap_or_else(MemberId::organiser),
            entity: Entity::new("answer", &format!("1/S0-{indicator}")),
            field: "value".into(),
            value: Value::bool(seq % 3 == 0),
            reason: None,
            again: None,
            links,
        };
        ops.push(Op::write(draft).unwrap_or_else(|error| panic!("{error}")));
    }
    ops
}

fn segments() -> Vec<Segment> {
    let group = GroupId::parse("G01").unwrap_or_else(|| panic!("G01"));
    let writers = [("ann", 5_u8), ("bob", 6)];
    let each = OPS / VISITS / writers.len();
    let mut segments = Vec::new();
    for visit in 0..VISITS {
        let hash = VisitHash::of(&stage().campaign, &group, &visit.to_string(), 1);
        let stream = StreamName::Visit(group.clone(), hash);
        for (member, secret) in writers {
            let key = SoftwareKey::new(&[secret; 32]).unwrap_or_else(|error| panic!("{error}"));
            let ops = ops(&stream, member, each, &key);
            let sealed = Segment::seal(&stage().campaign, &stream, &Peaks::new(), &ops, &key);
            segments.push(sealed.unwrap_or_else(|error| panic!("{error}")).0);
        }
    }
    segments
}

/// Appends the last op of one log after another, each to all the rest; microseconds, sorted.
fn appended(mut runs: Vec<Run>, organiser: &Pen) -> Vec<u128> {
    let mut last = Vec::new();
    for run in runs.iter_mut().take(100) {
        let ids = run
            .ops
            .iter()
            .map(|op| OpId::of(&stage().campaign, &run.writer, &run.stream, op.as_bytes()));
        let ids: Vec<OpId> = ids.collect();
        let op = run.ops.pop().unwrap_or_else(|| panic!("no op"));
        let before = Peaks::of(&ids[..ids.len() - 1]);
        run.root = None;
        last.push(Run::unsealed(run.writer, &run.stream, &before, vec![op]));
    }
    let mut state = State::fold(stage().campaign, runs.into_iter().chain(organiser.runs()));
    let times = last.into_iter().map(|run| {
        let begin = Instant::now();
        let new = state
            .append(run)
            .unwrap_or_else(|declined| panic!("{:?}", declined.why));
        assert_eq!(new, 1);
        begin.elapsed().as_micros()
    });
    let mut times: Vec<u128> = times.collect();
    times.sort_unstable();
    times
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let segments = segments();
    let wire: usize = segments.iter().map(|segment| segment.as_bytes().len()).sum();
    let mut organiser = Pen::new(Who::Working);
    organiser.enrol(Who::Ann);
    organiser.enrol(Who::Bob);
    let begin = Instant::now();
    for segment in &segments {
        Segment::read(segment.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    }
    let verified = begin.elapsed();
    let begin = Instant::now();
    let runs: Result<Vec<Run>, _> = segments.iter().map(Run::of_segment).collect();
    let runs = runs.unwrap_or_else(|error| panic!("{error}"));
    let opened = begin.elapsed();
    let count: usize = runs.iter().map(|run| run.ops.len()).sum();
    let one_by_one = appended(runs.clone(), &organiser);
    let begin = Instant::now();
    let state = State::fold(stage().campaign, runs.into_iter().chain(organiser.runs()));
    let folded = begin.elapsed();
    let begin = Instant::now();
    let dump = state.canonical_dump();
    let dumped = begin.elapsed();
    assert!(state.waiting().is_empty(), "{:?}", state.waiting().first());
    println!(
        "{count} ops in {} segments, {} bytes an op sealed, {cores} cores",
        segments.len(),
        wire / count
    );
    println!(
        "check signatures {verified:?}, unpack and read {opened:?}, fold {folded:?}, dump of {} bytes {dumped:?}",
        dump.len()
    );
    println!("rebuild (unpack, read, fold): {:?}, aim 3 s", opened + folded);
    println!(
        "append one op to {} others, 100 times: median {} us, p99 {} us",
        count - 100,
        one_by_one[50],
        one_by_one[98]
    );
}
