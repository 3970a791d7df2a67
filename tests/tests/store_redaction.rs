//! A redacted text is nowhere: not in the file, its free pages or its journal, nor in anything written afterwards.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::path::Path;

use crosscheck_core::change::{Cut, Entity, TextRef};
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::{StreamName, WriterId};
use crosscheck_core::lead;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::wire::Pushed;
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, visit};

const WORDS: &str = "某某家长反映的情况，不该写下来";

/// Whether the words stand anywhere in the files of a database.
fn found(path: &Path) -> bool {
    ["", "-wal", "-shm", "-journal"].iter().any(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let bytes = std::fs::read(name).unwrap_or_default();
        bytes.windows(WORDS.len()).any(|window| window == WORDS.as_bytes())
    })
}

fn write(book: &mut Notebook, visit: &StreamName) -> (Entity, TextRef) {
    let note = field::note(book, visit, NoteKind::Finding, &[Side::Fact(WORDS.into())]).unwrap();
    let text = book.state().field(visit, &note, "fact").unwrap().values()[0].texts()[0];
    (note, text)
}

#[test]
fn a_redacted_text_is_nowhere_in_the_file_nor_in_anything_written_afterwards() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let (note, text) = write(party.book(ANN), &visit);
    party.exchange();
    assert!(
        found(&party.path(ANN)) && found(&party.path(BOB)),
        "the search would find it"
    );
    party.book(ANN).redact(&visit, &text).unwrap();
    assert!(!found(&party.path(ANN)), "the author's file still holds it");
    party.exchange();
    for who in [ORGANISER, LEA, ANN, BOB] {
        assert!(!found(&party.path(who)), "replica {who} still holds it");
        let book = party.book(who);
        assert_eq!(book.text(&visit, &text).unwrap(), None);
        assert!(book.texts().unwrap().iter().all(|(_, frame)| frame.name() != text));
        book.verify().unwrap();
    }
    // The finding stands, its words do not; more work afterwards brings nothing back.
    assert!(party.book(LEA).state().field(&visit, &note, "fact").is_some());
    for number in 0..50 {
        let side = Side::Fact(format!("后来写下的第 {number} 条"));
        field::note(party.book(ANN), &visit, NoteKind::Practice, &[side]).unwrap();
    }
    party.exchange();
    party.reopen(ANN);
    assert!([ORGANISER, LEA, ANN, BOB].iter().all(|who| !found(&party.path(*who))));
}

#[test]
fn story_8_a_redaction_cut_off_after_it_was_obeyed_brings_nothing_back_from_anyone() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let (_, text) = write(party.book(ANN), &visit);
    party.exchange();
    let frames = party.book(BOB).texts().unwrap();
    let (ann, before) = (*party.book(ANN).id(), party.book(ORGANISER).state().heads());
    party.book(ANN).redact(&visit, &text).unwrap();
    party.hand(ANN, BOB);
    assert!(!found(&party.path(BOB)));
    // The organiser, whom the redaction never reached, ends Ann's phone before it, and his word reaches Bob.
    let mut keep = Cut::new();
    for (writer, stream, reached) in before.entries().filter(|(writer, _, _)| **writer == ann) {
        assert_eq!(*writer, ann);
        for point in reached {
            keep.insert(stream, *point);
        }
    }
    lead::end_writer(party.book(ORGANISER), &ann, &keep, "设备遗失").unwrap();
    party.hand(ORGANISER, BOB);
    assert!(
        !party.book(BOB).state().is_text_redacted(&visit, &text),
        "the redaction was cut off"
    );
    let taken = party.book(BOB).take(&[], &frames).unwrap();
    assert_eq!((party.book(BOB).text(&visit, &text).unwrap(), taken.texts), (None, 0));
    party.reopen(BOB);
    party.book(BOB).take(&[], &frames).unwrap();
    assert_eq!(party.book(BOB).text(&visit, &text).unwrap(), None);
    assert!(!found(&party.path(BOB)));
}

#[test]
fn story_7_a_text_accepted_from_another_stays_when_the_acceptor_redacts_his_own() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let (note, ann_text) = write(party.book(ANN), &visit);
    party.exchange();
    let seen = party.book(BOB).seen(&visit, &note, "fact");
    field::mend(party.book(BOB), &visit, &note, &Side::Fact("另一种说法".into()), &seen).unwrap();
    let bob_text = party.book(BOB).state().field(&visit, &note, "fact").unwrap().values()[0].texts()[0];
    party.book(BOB).redact(&visit, &bob_text).unwrap();
    party.exchange();
    assert_eq!(party.book(LEA).text(&visit, &ann_text).unwrap().as_deref(), Some(WORDS));
    // Another member may not redact it: his word waits.
    party.book(BOB).redact(&visit, &ann_text).unwrap();
    party.exchange();
    assert!(party.book(BOB).text(&visit, &ann_text).unwrap().is_some());
    assert_eq!(party.book(LEA).state().waiting().len(), 1);
}

/// A disk that takes no redaction, or takes them again.
fn refuse_redactions(path: &Path, refuse: bool) {
    let sql = if refuse {
        "CREATE TRIGGER refuse BEFORE INSERT ON redacted BEGIN SELECT RAISE(ABORT, 'refused'); END"
    } else {
        "DROP TRIGGER refuse"
    };
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_redaction_that_the_disk_did_not_let_be_obeyed_is_obeyed_when_anything_is_taken_next() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let (_, text) = write(party.book(ANN), &visit);
    party.exchange();
    party.book(ANN).redact(&visit, &text).unwrap();
    party.book(ANN).seal().unwrap();
    let segments = party.book(ANN).segments().unwrap();
    refuse_redactions(&party.path(BOB), true);
    party.book(BOB).take(&segments, &[]).unwrap_err();
    assert!(party.book(BOB).text(&visit, &text).unwrap().is_some());
    refuse_redactions(&party.path(BOB), false);
    // Nothing of this is new to Bob.
    assert_eq!(party.book(BOB).take(&segments, &[]).unwrap().segments, 0);
    assert_eq!(party.book(BOB).text(&visit, &text).unwrap(), None);
    assert!(!found(&party.path(BOB)));
}

/// Brings everything to a hub that keeps it; gives the keys of the texts.
fn bring(book: &mut Notebook, hub: &WriterId) -> Vec<Vec<u8>> {
    book.seal().unwrap();
    let mut texts = Vec::new();
    loop {
        let out = book.outgoing(hub, 4_096, &BTreeSet::new()).unwrap();
        if out.keys.is_empty() {
            return texts;
        }
        let told = Pushed {
            epoch: [7; 16],
            places: (1..).take(out.keys.len()).map(|place| (place, place)).collect(),
            missing: Vec::new(),
        };
        book.pushed(hub, &out, &told).unwrap();
        texts.extend(out.keys.into_iter().filter(|(kind, _)| *kind == 1).map(|(_, key)| key));
    }
}

#[test]
fn a_text_is_brought_once_also_when_it_takes_the_place_of_one_that_was_redacted() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let (hub, other) = (WriterId([9; 32]), WriterId([8; 32]));
    for number in 0..20 {
        // The last of what was brought goes, and the next may lie where it lay.
        let (_, text) = write(party.book(ANN), &visit);
        let brought = bring(party.book(ANN), &hub);
        assert!(brought.contains(&text.hash.0.to_vec()), "text {number} was not brought");
        assert!(
            bring(party.book(ANN), &hub).is_empty(),
            "what was brought is brought again"
        );
        if number % 3 > 0 {
            party.book(ANN).redact(&visit, &text).unwrap();
        }
        if number == 10 {
            bring(party.book(ANN), &other);
        }
    }
    let all = party.book(ANN).texts().unwrap().len();
    assert!(
        bring(party.book(ANN), &other).len() < all,
        "what lies there is brought again"
    );
    assert_eq!(
        bring(party.book(ANN), &WriterId([6; 32])).len(),
        all,
        "a third hub gets all"
    );
}
