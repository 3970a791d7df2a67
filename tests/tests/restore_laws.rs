//! Laws of a notebook put back from a backup: whatever of its own log others bring, in whatever order and pieces, it
//! goes on behind the last of it, forks nowhere and loses nothing that somebody has.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;

use crosscheck_core::ErrorKind;
use crosscheck_core::change::Segment;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_tests::desk;
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What an organiser did: rules saved before and after the backup, and after which of them he sealed.
#[derive(Debug, Clone)]
struct Story {
    before: i64,
    after: i64,
    seals: BTreeSet<i64>,
    seed: u64,
}

fn stories() -> impl Strategy<Value = Story> {
    let seals = prop::collection::btree_set(0_i64..24, 0..12);
    (0_i64..8, 1_i64..16, seals, any::<u64>()).prop_map(|(before, after, seals, seed)| Story {
        before,
        after,
        seals,
        seed,
    })
}

fn write(book: &mut Notebook, numbers: std::ops::Range<i64>, seals: &BTreeSet<i64>) {
    for number in numbers {
        desk::number(book, number).unwrap();
        if seals.contains(&number) {
            book.seal().unwrap();
        }
    }
}

/// Whether a segment stands wholly in the backup, where nobody need bring it.
fn is_after(bytes: &[u8], kept: u64) -> bool {
    Segment::read(bytes).unwrap().header().to > kept
}

/// Plays a story up to the restored notebook, with the segments that went out after the backup, in order.
fn restored(folder: &std::path::Path, story: &Story) -> (Notebook, Vec<Vec<u8>>, i64) {
    let mut book = desk::open(&folder.join("first.db"), None).unwrap();
    write(&mut book, 0..story.before, &story.seals);
    book.store().copy_to(&folder.join("kept.db")).unwrap();
    let total = story.before + story.after;
    write(&mut book, story.before..total, &story.seals);
    book.seal().unwrap();
    let out = book.segments().unwrap();
    drop(book);
    let mut back = desk::open(&folder.join("kept.db"), None).unwrap();
    back.hold().unwrap();
    let kept = back.state().count_in(&StreamName::Campaign) as u64;
    let out = out.into_iter().filter(|bytes| is_after(bytes, kept)).collect();
    (back, out, total)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_others_bring_back_is_gone_on_from_and_nothing_forks(story in stories()) {
        let folder = tempfile::tempdir().unwrap();
        let (mut back, out, total) = restored(folder.path(), &story);
        let mut rng = ChaCha8Rng::seed_from_u64(story.seed);
        // Whoever came last had all of it, or an older part from the beginning.
        let had = rng.random_range(0..=out.len());
        let mut brought = out[..had].to_vec();
        brought.extend(out[..had].iter().filter(|_| rng.random_bool(0.3)).cloned().collect::<Vec<_>>());
        brought.shuffle(&mut rng);
        for segment in brought {
            let refused = desk::number(&mut back, 900).unwrap_err();
            prop_assert_eq!(refused.kind, ErrorKind::NotYet);
            back.take(&[segment], &[]).unwrap();
        }
        back.let_go(false).unwrap();
        let found = desk::numbers(&back).len();
        desk::number(&mut back, 900).unwrap();
        back.seal().unwrap();
        prop_assert!(back.state().forks().is_empty());
        prop_assert!(back.state().waiting().is_empty());
        prop_assert_eq!(desk::numbers(&back).len(), found + 1);
        prop_assert!(had < out.len() || found == usize::try_from(total).unwrap());
        back.verify().unwrap();
    }

    #[test]
    fn while_a_piece_of_it_is_missing_it_is_not_let_go_and_without_waiting_both_branches_stand(story in stories()) {
        let folder = tempfile::tempdir().unwrap();
        let (mut back, out, total) = restored(folder.path(), &story);
        prop_assume!(out.len() > 1);
        back.take(&out[1..], &[]).unwrap();
        prop_assert_eq!(back.let_go(false).unwrap_err().kind, ErrorKind::NotYet);
        prop_assert!(back.is_held().unwrap());
        back.let_go(true).unwrap();
        desk::number(&mut back, 900).unwrap();
        back.take(&out[..1], &[]).unwrap();
        prop_assert!(!back.state().forks().is_empty());
        prop_assert_eq!(desk::numbers(&back).len(), usize::try_from(total).unwrap() + 1);
        back.verify().unwrap();
    }
}
