//! The disk: an answer means that it lies there, many at once, none of it when there is no room, backups and restarts.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crosscheck_core::change::Value;
use crosscheck_core::ids::{StreamName, WriterId};
use crosscheck_core::sync::wire::Placed;
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::{Checked, Storage, text_key};

use super::{FILE, Open, Pen, all, epoch, keep, push, streams, visit};

/// What was answered is there for whoever opens the same storage, though nobody closed it.
pub fn an_answer_means_that_it_lies_there(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, mut pen) = (open(folder.path()), Pen::new(1, &visit(1)));
    for number in 1..=5 {
        let told = keep(&storage, vec![pen.count(number)]);
        let other = open(folder.path());
        assert_eq!(other.last().unwrap(), told[0].0);
        assert_eq!(all(&other), all(&storage));
    }
}

/// Things too large for the room that is left.
fn large(pen: &Pen, words: &str) -> Vec<Checked> {
    let text = |number| pen.typed(&pen.text(&format!("{number}{}", words.repeat(20_000))));
    (0..10).map(text).collect()
}

/// When there is no room, nothing of all that was to be written together is there, and it goes on when there is room.
pub fn a_full_disk_takes_nothing_and_goes_on_when_there_is_room(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, stream) = (open(folder.path()), visit(1));
    let mut pen = Pen::new(1, &stream);
    keep(&storage, vec![pen.count(1)]);
    let before = all(&storage);
    let pushes = [
        push(1, vec![pen.count(2)]),
        push(2, large(&pen, "满")),
        push(3, vec![pen.count(3)]),
    ];
    storage.lower_room(true).unwrap();
    for _ in 0..3 {
        let error = storage.keep(&pushes).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "serve-disk-full");
        assert_eq!((all(&storage), storage.last().unwrap()), (before.clone(), 1));
    }
    storage.lower_room(false).unwrap();
    let told = storage.keep(&pushes).unwrap().concat();
    assert_eq!(
        told,
        (2..=13).map(|place| (place, place)).collect::<Vec<_>>(),
        "no number was spent"
    );
    assert_eq!(storage.check().unwrap(), 13);
}

/// Holds what is read on against what was read before: no place and no number is skipped.
fn dense(read: &[Placed]) {
    let mut seqs: BTreeMap<&StreamName, u64> = BTreeMap::new();
    for (one, place) in read.iter().zip(1..) {
        assert_eq!(one.place, place);
        let seq = seqs.entry(&one.item.stream).or_default();
        *seq += 1;
        assert_eq!(one.seq, *seq);
    }
}

/// Reads on from where it was read to; gives whether anything was new.
fn read_on(storage: &Storage, read: &mut Vec<Placed>) -> bool {
    let after = read.last().map_or(0, |one| one.place);
    let told = storage.pull(&Scope::everything(), None, (&epoch(storage), after), usize::MAX);
    let items = told.unwrap().items;
    let new = !items.is_empty();
    read.extend(items);
    new
}

/// Many write at once, together and alone, while others read: every place is given once, and no reader ever sees a gap.
pub fn many_at_once_get_a_place_each_and_no_reader_sees_a_gap(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, done) = (open(folder.path()), AtomicBool::new(false));
    let mut places = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut read = Vec::new();
            // What is committed before the last look is seen by it.
            loop {
                let last = done.load(Ordering::SeqCst);
                if !read_on(&storage, &mut read) && last {
                    return read;
                }
            }
        });
        let write = |who: u8| {
            let (mut own, mut shared) = (Pen::new(who, &visit(1)), Pen::new(who, &StreamName::Campaign));
            let rounds = (0..12).map(|round| {
                let pushes = [
                    push(who, vec![own.count(round), shared.count(round)]),
                    push(who, vec![own.count(-1)]),
                ];
                storage.keep(&pushes).unwrap().concat()
            });
            rounds.collect::<Vec<_>>().concat()
        };
        let writers: Vec<_> = (1..=4).map(|who| scope.spawn(move || write(who))).collect();
        let places: Vec<_> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        done.store(true, Ordering::SeqCst);
        let read = reader.join().unwrap();
        dense(&read);
        assert_eq!(read.len(), 4 * 12 * 3);
        places
    });
    places.sort_unstable();
    let given: Vec<u64> = places.iter().map(|(place, _)| *place).collect();
    assert_eq!(given, (1..=4 * 12 * 3).collect::<Vec<_>>());
    assert_eq!(storage.check().unwrap(), 4 * 12 * 3);
}

/// A copy made while others write is a whole storage: what was written together is there together, nothing is skipped, and
/// it is a beginning of what was written.
pub fn a_backup_under_writes_is_a_beginning_of_what_was_written(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let (storage, done) = (open(folder.path()), AtomicBool::new(false));
    let copies = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut pens: Vec<Pen> = streams()[..3]
                .iter()
                .zip(1..)
                .map(|(stream, n)| Pen::new(n, stream))
                .collect();
            let mut number = 0;
            while !done.load(Ordering::SeqCst) {
                number += 1;
                keep(&storage, pens.iter_mut().map(|pen| pen.count(number)).collect());
            }
        });
        let copies = (0..4).map(|number| {
            let to = folder.path().join(format!("copy{number}"));
            std::fs::create_dir(&to).unwrap();
            storage.copy_to(&to.join(FILE)).unwrap();
            to
        });
        let copies: Vec<_> = copies.collect();
        done.store(true, Ordering::SeqCst);
        copies
    });
    let written = all(&storage);
    for copy in copies {
        let copy = open(&copy);
        let read = all(&copy);
        dense(&read);
        assert_eq!(read, written[..read.len()]);
        assert_eq!((read.len() % 3, copy.check().unwrap()), (0, read.len() as u64));
        assert_eq!(copy.epochs().unwrap(), storage.epochs().unwrap());
    }
    let mut there = storage.copy_to(&folder.path().join("copy0").join(FILE));
    assert!(there.is_err(), "a backup is not written over");
    there = storage.copy_to(&folder.path().join("nowhere").join(FILE));
    assert!(there.is_err());
}

/// What lies in a backup counts up to its last place, stream by stream, and no longer once an epoch begins.
pub fn what_is_backed_up_counts_until_an_epoch_begins(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let (mut one, mut other) = (Pen::new(1, &visit(1)), Pen::new(1, &visit(2)));
    keep(&storage, vec![one.count(1), one.count(2), other.count(1), one.count(3)]);
    let backed_up = || {
        storage
            .backed_up(&Scope::everything())
            .unwrap()
            .into_iter()
            .collect::<BTreeMap<_, _>>()
    };
    assert!(backed_up().is_empty());
    storage.note_backup(2).unwrap();
    assert_eq!(backed_up(), BTreeMap::from([(visit(1), 2)]));
    storage.note_backup(4).unwrap();
    assert_eq!(backed_up(), BTreeMap::from([(visit(1), 3), (visit(2), 1)]));
    storage.begin_epoch().unwrap();
    assert!(backed_up().is_empty());
}

/// Opened again, a storage is what it was, and goes on.
pub fn opened_again_it_is_what_it_was(open: Open) {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let mut pens: Vec<Pen> = streams()
        .iter()
        .zip(1..)
        .map(|(stream, n)| Pen::new(n, stream))
        .collect();
    let (text, lacking) = (pens[0].text("不该写下来的"), pens[0].text("没到的文字"));
    let named = pens[0].write(Value::text(&lacking.name()));
    keep(&storage, vec![pens[0].typed(&text), named]);
    keep(&storage, pens.iter_mut().map(|pen| pen.count(1)).collect());
    storage
        .redact(&[(streams()[0].clone(), text_key(&text.name()))])
        .unwrap();
    storage.begin_epoch().unwrap();
    storage.note_backup(3).unwrap();
    storage.keep_token(&[1; 32], &WriterId([5; 32])).unwrap();
    storage.set_meta("name", b"value").unwrap();
    let everything = Scope::everything();
    let said = |storage: &Storage| {
        (
            (all(storage), storage.last().unwrap(), storage.epochs().unwrap()),
            (
                storage.lacking(&everything).unwrap(),
                storage.backed_up(&everything).unwrap(),
            ),
            storage.spread().unwrap().heads(|_| true),
            (storage.token(&[1; 32]).unwrap(), storage.meta("name").unwrap()),
        )
    };
    let before = said(&storage);
    drop(storage);
    let again = open(folder.path());
    assert_eq!(said(&again), before);
    assert_eq!(
        keep(&again, vec![pens[0].typed(&text)]),
        [(1, 1)],
        "redacted stays redacted, at its place"
    );
    assert_eq!(keep(&again, vec![pens[0].count(2)]), [(10, 4)]);
    assert_eq!(said(&again).0.0.len(), before.0.0.len() + 1);
}
