//! Order: places and numbers, things brought twice or before what they follow, readers and epochs.

use crosscheck_core::change::Reached;
use crosscheck_core::sync::wire::Thing;
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::Checked;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Open, Pen, all, epoch, keep, push, streams, visit};

/// Places rise by one over the hub, numbers by one in each stream, in the order of the answers; readers are told the same.
pub fn places_are_dense_over_the_hub_and_numbers_in_each_stream(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let mut pens: Vec<Pen> = streams()
        .iter()
        .zip(1..)
        .map(|(stream, n)| Pen::new(n, stream))
        .collect();
    let mut told = Vec::new();
    for round in 0..5 {
        let pushes = pens.chunks_mut(2).map(|pens| {
            let items = pens.iter_mut().flat_map(|pen| [pen.count(round), pen.count(-round)]);
            push(1, items.collect())
        });
        let pushes: Vec<_> = pushes.collect();
        told.extend(storage.keep(&pushes).unwrap().concat());
    }
    let places: Vec<u64> = told.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, (1..=places.len() as u64).collect::<Vec<_>>());
    assert_eq!(storage.last().unwrap(), places.len() as u64);
    let read = all(&storage);
    assert_eq!(read.iter().map(|one| (one.place, one.seq)).collect::<Vec<_>>(), told);
    for stream in streams() {
        let seqs = read.iter().filter(|one| one.item.stream == stream).map(|one| one.seq);
        assert_eq!(seqs.collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>(), "{stream}");
    }
}

/// Whatever is brought again, in whatever order and company, keeps its place, and nothing stands twice.
pub fn what_is_brought_again_keeps_its_place_in_any_order(open: Open) {
    let mut pens: Vec<Pen> = streams()
        .iter()
        .zip(1..)
        .map(|(stream, n)| Pen::new(n, stream))
        .collect();
    let mut items: Vec<Checked> = pens.iter_mut().flat_map(|pen| [pen.count(1), pen.count(2)]).collect();
    items.extend(pens.iter().map(|pen| pen.typed(&pen.text("生成的文字"))));
    let mut heads = None;
    for seed in 0..6 {
        let (folder, mut luck) = (tempfile::tempdir().unwrap(), ChaCha8Rng::seed_from_u64(seed));
        let storage = open(folder.path());
        let mut order: Vec<usize> = (0..items.len()).chain(0..items.len()).collect();
        order.shuffle(&mut luck);
        let mut place_of = vec![None; items.len()];
        while !order.is_empty() {
            let some: Vec<usize> = order.drain(..luck.random_range(1..=order.len())).collect();
            let told = keep(&storage, some.iter().map(|at| items[*at].clone()).collect());
            for (at, place) in some.into_iter().zip(told) {
                assert_eq!(*place_of[at].get_or_insert(place), place, "seed {seed}");
            }
        }
        assert_eq!(storage.last().unwrap(), items.len() as u64, "seed {seed}");
        assert_eq!(all(&storage).len(), items.len(), "seed {seed}");
        let spread = storage.spread().unwrap();
        assert_eq!(spread.missing(|_| true), [], "seed {seed}");
        let here = spread.heads(|_| true);
        assert_eq!(*heads.get_or_insert(here.clone()), here, "seed {seed}");
    }
}

/// What follows a gap is kept and given on, and the point before it is named until it comes.
pub fn what_follows_a_gap_is_kept_and_the_gap_is_named(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, stream) = (open(folder.path()), visit(1));
    let mut pen = Pen::new(1, &stream);
    let (first, second, third) = (pen.count(1), pen.count(2), pen.count(3));
    let before = |item: &Checked| {
        let header = &item.segment.as_ref().unwrap().0;
        let (seq, root) = (header.from - 1, header.before);
        (stream.clone(), pen.writer(), Reached { seq, root })
    };
    let missing = || storage.spread().unwrap().missing(|_| true);
    keep(&storage, vec![third.clone()]);
    assert_eq!(all(&storage).len(), 1);
    assert_eq!(missing(), [before(&third)]);
    keep(&storage, vec![first]);
    assert_eq!(missing(), [before(&third)]);
    keep(&storage, vec![second]);
    assert_eq!((missing(), all(&storage).len()), (Vec::new(), 3));
}

/// Two branches of a cloned phone are both kept, given on and named as heads.
pub fn both_branches_of_a_fork_are_kept(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, mut pen) = (open(folder.path()), Pen::new(1, &visit(1)));
    let common = pen.count(1);
    let mut clone = pen.clone();
    let branches = [pen.count(2), clone.count(3)];
    let told = keep(&storage, vec![common, branches[0].clone(), branches[1].clone()]);
    assert_eq!(told, [(1, 1), (2, 2), (3, 3)]);
    let read: Vec<Thing> = all(&storage).into_iter().map(|one| one.item.thing).collect();
    assert!(branches.iter().all(|branch| read.contains(&branch.thing)));
    let spread = storage.spread().unwrap();
    let heads = spread.heads(|_| true);
    let (writer, stream, points) = heads.entries().next().unwrap();
    assert_eq!((*writer, stream.clone(), points.len()), (pen.writer(), visit(1), 2));
    assert_eq!(spread.missing(|_| true), []);
}

/// However little a reader asks for, it is given something, and everything once; what it brought itself is only named.
pub fn a_reader_that_asks_for_little_reads_everything_once(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, mut pen) = (open(folder.path()), Pen::new(1, &visit(1)));
    let pushes: Vec<_> = (1..=2)
        .map(|by| push(by, (0..6).map(|n| pen.count(n)).collect()))
        .collect();
    storage.keep(&pushes).unwrap();
    let (epoch, everything) = (epoch(&storage), Scope::everything());
    let whole = storage.pull(&everything, None, (&epoch, 0), usize::MAX).unwrap();
    assert_eq!((whole.from, whole.upto, whole.last, whole.items.len()), (0, 12, 12, 12));
    for most in [0, 1, 300, 1_000] {
        let (mut after, mut items) = (0, Vec::new());
        while after < 12 {
            let told = storage.pull(&everything, None, (&epoch, after), most).unwrap();
            assert!(
                told.from == after && told.upto > after,
                "{most}: no way on from {after}"
            );
            after = told.upto;
            items.extend(told.items);
        }
        assert_eq!(items, whole.items, "{most}");
    }
    let own = storage
        .pull(&everything, Some(&[1; 16]), (&epoch, 0), usize::MAX)
        .unwrap();
    for (own, one) in own.items.iter().zip(&whole.items) {
        assert_eq!((own.place, own.seq), (one.place, one.seq));
        assert_eq!(own.item.thing == Thing::Yours, own.place <= 6);
    }
}

/// After a restore a reader of an earlier epoch goes on from where the next one began, and one of none from the beginning.
pub fn a_reader_of_an_earlier_epoch_goes_on_from_where_the_next_began(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, mut pen) = (open(folder.path()), Pen::new(1, &visit(1)));
    let first = epoch(&storage);
    keep(&storage, (0..3).map(|n| pen.count(n)).collect());
    let second = storage.begin_epoch().unwrap();
    keep(&storage, (0..3).map(|n| pen.count(n)).collect());
    let third = storage.begin_epoch().unwrap();
    assert_eq!(storage.epochs().unwrap(), [(0, first), (3, second), (6, third)]);
    let from = |epoch, after| {
        let told = storage
            .pull(&Scope::everything(), None, (&epoch, after), usize::MAX)
            .unwrap();
        assert_eq!(
            (told.epoch, told.upto, told.items.len() as u64),
            (third, 6, 6 - told.from)
        );
        told.from
    };
    assert_eq!((from(first, 2), from(first, 3), from(first, 9)), (2, 3, 3));
    assert_eq!((from(second, 3), from(second, 6), from(second, 9)), (3, 6, 6));
    assert_eq!(
        (from(third, 6), from(third, 70)),
        (6, 6),
        "nobody can have read further than there is"
    );
    assert_eq!((from([0; 16], 5), from([9; 16], 0)), (0, 0), "an epoch nobody knows");
}
