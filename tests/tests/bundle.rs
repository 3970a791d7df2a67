//! Bundles: in any order, any of them, twice, they bring what an exchange brings; what is not whole is named with its
//! place, and what is whole is taken. `CROSSCHECK_SEED=N` plays the orders of one seed again.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::{Path, PathBuf};

use crosscheck_core::bundle::{Choice, Entries, Entry, RecipientKey, import, inspect, write};
use crosscheck_core::change::{BlobRef, Cut};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::lead;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::bundles::{bytes, name_file, party, remark, take, write_all};
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, empty, group, opener, recipient, visit};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn code(error: &Error) -> &'static str {
    error.problems[0].what.code()
}

/// Work of three people with a bundle after each step, each of what its writer then holds alone.
fn steps(party: &mut Party, folder: &Path) -> Vec<PathBuf> {
    let visit = visit(party.book(ANN));
    party.exchange();
    let mut files = Vec::new();
    for step in 0..3 {
        for who in [LEA, ANN, BOB] {
            remark(
                party.book(who),
                &visit,
                &format!("第 {step} 步，第 {who} 人，生成的文字"),
            );
            files.push(folder.join(format!("{step}-{who}.bundle")));
            write_all(party.book(who), files.last().unwrap());
        }
        if step == 1 {
            party.hand(ANN, BOB);
        }
    }
    files
}

#[test]
fn bundles_in_any_order_any_of_them_and_twice_give_what_an_exchange_gives() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    name_file(party.book(ORGANISER), "f1", &bytes(100_000));
    party.exchange();
    let files = steps(&mut party, folder.path());
    party.exchange();
    let digest = party.book(LEA).digest();
    let asked = std::env::var("CROSSCHECK_SEED")
        .ok()
        .map(|seed| seed.parse::<u64>().unwrap());
    for seed in asked.map_or(0..12, |seed| seed..seed + 1) {
        let mut luck = ChaCha8Rng::seed_from_u64(seed);
        let mut book = empty(&folder.path().join(format!("{seed}.db")), BOB);
        let mut order: Vec<&PathBuf> = files.iter().chain(&files).collect();
        order.shuffle(&mut luck);
        for file in &order[..luck.random_range(0..files.len())] {
            let some = take(&mut book, file, BOB).unwrap();
            assert_eq!(some.problems, [], "CROSSCHECK_SEED={seed}");
            book.verify().unwrap();
        }
        for file in order {
            take(&mut book, file, BOB).unwrap();
        }
        assert_eq!(book.digest(), digest, "CROSSCHECK_SEED={seed}");
        let texts = party.book(LEA).texts().unwrap().len();
        assert_eq!(book.texts().unwrap().len(), texts, "CROSSCHECK_SEED={seed}");
        let again = take(&mut book, &files[0], BOB).unwrap();
        assert_eq!((again.new.segments, again.new.texts, again.new.files), (0, 0, 0));
        assert!(again.known.segments > 0 && again.known.texts > 0);
    }
}

#[test]
fn a_gap_waits_until_another_bundle_fills_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let visit = visit(party.book(ANN));
    party.exchange();
    for words in ["先写的", "后写的"] {
        remark(party.book(ANN), &visit, words);
        party.book(ANN).seal().unwrap();
    }
    let last = party.book(ANN).segments().unwrap().pop().unwrap();
    party.book(LEA).take(&[last], &[]).unwrap();
    let (of_lea, of_ann) = (folder.path().join("lea"), folder.path().join("ann"));
    write_all(party.book(LEA), &of_lea);
    write_all(party.book(ANN), &of_ann);
    let first = take(party.book(BOB), &of_lea, BOB).unwrap();
    assert!(first.gaps > 0 && first.problems.is_empty(), "{first:?}");
    let second = take(party.book(BOB), &of_ann, BOB).unwrap();
    assert_eq!((second.gaps, second.known.segments > 0), (0, true));
    assert_eq!(party.book(BOB).digest(), party.book(ANN).digest());
}

#[test]
fn a_file_travels_and_one_left_out_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let content = bytes(300_001);
    let blob = name_file(party.book(ORGANISER), "f1", &content);
    let none = name_file(party.book(ORGANISER), "f2", &[]);
    let (with, without) = (folder.path().join("with"), folder.path().join("without"));
    let written = write_all(party.book(ORGANISER), &with);
    assert_eq!((written.counts.files, written.lacking, written.withheld), (2, 0, 0));
    let choice = Choice {
        group: Some(group()),
        files: None,
    };
    write(party.book(ORGANISER), &choice, &without, &mut |_, _| Ok(())).unwrap();
    let reader = party.book(BOB);
    assert_eq!(take(reader, &without, BOB).unwrap().new.files, 0);
    assert!(!reader.vault().holds(&blob.hash));
    assert_eq!(take(reader, &with, BOB).unwrap().new.files, 2);
    assert_eq!(reader.vault().bytes(&blob.hash, 1 << 20).unwrap(), Some(content));
    assert_eq!(reader.vault().check(&none.hash).unwrap(), Some(0));
    let again = take(reader, &with, BOB).unwrap();
    assert_eq!((again.new.files, again.known.files), (0, 2));
    // Ann, whom the ops have not reached but by a bundle without them, passes on what she lacks as lacking.
    take(party.book(ANN), &without, ANN).unwrap();
    assert_eq!(write_all(party.book(ANN), &folder.path().join("ann")).lacking, 2);
}

/// A bundle of some three hundred kilobytes, and what it brings.
fn long(folder: &Path) -> (PathBuf, BlobRef, String, u64) {
    let mut party = party();
    let visit = visit(party.book(ANN));
    remark(party.book(ANN), &visit, "生成的文字");
    let blob = name_file(party.book(ORGANISER), "f1", &bytes(200_000));
    party.exchange();
    let file = folder.join("long.bundle");
    let written = write_all(party.book(ORGANISER), &file);
    (file, blob, party.book(BOB).digest(), written.counts.segments)
}

/// Imports a broken bundle into an empty notebook: nothing panics, what is whole is there, and the whole bundle mends it.
fn brings_what_is_whole(folder: &Path, broken: &[u8], whole: &Path, what: &str) -> (u64, Option<Error>) {
    let (path, store) = (folder.join("broken"), tempfile::tempdir().unwrap());
    std::fs::write(&path, broken).unwrap();
    let mut book = empty(&store.path().join("bob.db"), BOB);
    let seen = inspect(&path, &opener(BOB), &mut |_| ());
    let told = match take(&mut book, &path, BOB) {
        Ok(done) => {
            assert!(!done.problems.is_empty(), "{what}: taken as if it were whole");
            assert_eq!(done.faults, done.problems.len() as u64, "{what}");
            let place = done.problems[0].place.file.as_deref().unwrap_or_default();
            assert!(place.starts_with("broken"), "{what}: no place");
            assert!(!seen.unwrap().problems.is_empty(), "{what}: looks whole");
            (done.new.segments, None)
        }
        Err(error) => {
            assert!(seen.is_err(), "{what}: {error}");
            (0, Some(error))
        }
    };
    book.verify().unwrap();
    assert_eq!(book.segments().unwrap().len() as u64, told.0, "{what}");
    assert_eq!(take(&mut book, whole, BOB).unwrap().problems, [], "{what}");
    told
}

#[test]
fn a_bundle_cut_off_anywhere_brings_what_is_before_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _, _, segments) = long(folder.path());
    let all = std::fs::read(&file).unwrap();
    let mut cuts: Vec<usize> = (0..all.len()).step_by(all.len() / 25).collect();
    cuts.extend([1, 200, all.len() - 1, all.len() - 16, all.len() - 17]);
    for cut in cuts {
        let (brought, _) = brings_what_is_whole(folder.path(), &all[..cut], &file, &format!("cut at {cut}"));
        // Segments stand in the first of age's chunks: whoever has it has them all.
        assert_eq!(brought, if cut > 70_000 { segments } else { 0 }, "cut at {cut}");
    }
    let longer = [&all[..], b"more"].concat();
    brings_what_is_whole(folder.path(), &longer, &file, "something hangs on");
}

#[test]
fn a_byte_changed_anywhere_is_noticed_and_what_is_before_it_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (file, blob, digest, segments) = long(folder.path());
    let all = std::fs::read(&file).unwrap();
    let mut luck = ChaCha8Rng::seed_from_u64(11);
    for round in 0..30 {
        // The head, where the keys are, as often as the rest.
        let most = if round % 2 == 0 { 1_200 } else { all.len() };
        let at = luck.random_range(0..most);
        let mut changed = all.clone();
        changed[at] ^= 1 << luck.random_range(0..8);
        let (brought, _) = brings_what_is_whole(folder.path(), &changed, &file, &format!("changed at {at}"));
        // Between the two lies the end of the first chunk, wherever the head ends.
        let expected = if at < 65_000 { 0 } else { segments };
        assert!(
            brought == expected || (65_000..70_000).contains(&at),
            "changed at {at}: {brought}"
        );
    }
    let mut book = empty(&folder.path().join("bob.db"), BOB);
    take(&mut book, &file, BOB).unwrap();
    assert_eq!(book.digest(), digest);
    assert_eq!(book.vault().check(&blob.hash).unwrap(), Some(200_000));
}

#[test]
fn a_bundle_of_another_campaign_or_for_others_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _, _, _) = long(folder.path());
    let mut book = empty(&folder.path().join("bob.db"), BOB);
    let error = import(&mut book, &file, &recipient(200), &mut |_| Ok(())).unwrap_err();
    assert_eq!((error.kind, code(&error)), (ErrorKind::Refused, "bundle-not-for-us"));
    let error = take(&mut book, &folder.path().join("none"), BOB).unwrap_err();
    assert_eq!((error.kind, code(&error)), (ErrorKind::NotFound, "bundle-none"));
    std::fs::write(folder.path().join("text"), "不是数据包").unwrap();
    let error = take(&mut book, &folder.path().join("text"), BOB).unwrap_err();
    assert_eq!(
        (error.kind, code(&error)),
        (ErrorKind::CheckFailed, "bundle-head-broken")
    );
    let other = crosscheck_core::ids::CampaignId([9; 32]);
    let store = crosscheck_core::store::Store::open(&folder.path().join("other.db"), None).unwrap();
    let mut other = Notebook::open(store, other, crosscheck_tests::party::writer(BOB, 23)).unwrap();
    let error = take(&mut other, &file, BOB).unwrap_err();
    assert_eq!(
        (error.kind, code(&error)),
        (ErrorKind::Refused, "notebook-other-campaign")
    );
    assert!(other.segments().unwrap().is_empty() && book.segments().unwrap().is_empty());
}

#[test]
fn a_bundle_is_sealed_to_the_organiser_and_the_group_and_no_more_to_whoever_was_ended() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    let opens = |path: &Path, key: &RecipientKey| inspect(path, key, &mut |_| ()).is_ok();
    assert_eq!(write_all(party.book(ANN), &before).recipients, 4);
    let bob = *party.book(BOB).id();
    lead::end_writer(party.book(LEA), &bob, &Cut::new(), "设备遗失").unwrap();
    assert_eq!(write_all(party.book(LEA), &after).recipients, 3);
    for who in [ORGANISER, LEA, ANN, BOB] {
        assert!(opens(&before, &opener(who)), "{who}");
        assert_eq!(opens(&after, &opener(who)), who != BOB, "{who}");
    }
    // The organiser's own, of everything, is for nobody else.
    let own = folder.path().join("own");
    write(party.book(ORGANISER), &Choice::default(), &own, &mut |_, _| Ok(())).unwrap();
    assert!(opens(&own, &opener(ORGANISER)) && !opens(&own, &opener(LEA)));
}

#[test]
fn a_redacted_text_or_file_does_not_come_back_by_an_older_bundle_and_is_in_no_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let visit = visit(party.book(ANN));
    let note = remark(party.book(ANN), &visit, "不该写下来的，生成的文字");
    let text = party.book(ANN).state().field(&visit, &note, "fact").unwrap().values()[0].texts()[0];
    let blob = name_file(party.book(ORGANISER), "f1", &bytes(70_000));
    party.exchange();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    party.hand(ANN, ORGANISER);
    assert_eq!(write_all(party.book(ORGANISER), &old).counts.files, 1);
    party.book(ANN).redact(&visit, &text).unwrap();
    party
        .book(ORGANISER)
        .redact_blob(&StreamName::Campaign, &blob.hash)
        .unwrap();
    party.exchange();
    for who in [ORGANISER, LEA, ANN, BOB] {
        let book = party.book(who);
        let done = take(book, &old, who).unwrap();
        assert_eq!((done.redacted, done.new.texts, done.new.files), (2, 0, 0), "{who}");
        assert_eq!(book.text(&visit, &text).unwrap(), None);
        assert!(!book.vault().holds(&blob.hash));
    }
    assert_eq!(write_all(party.book(ORGANISER), &new).counts.files, 0);
    let mut fresh = empty(&folder.path().join("fresh.db"), BOB);
    take(&mut fresh, &new, BOB).unwrap();
    assert!(fresh.texts().unwrap().iter().all(|(_, frame)| frame.name() != text));
    // Whoever takes the old one first, and the redaction by the new one, ends without both.
    let mut late = empty(&folder.path().join("late.db"), BOB);
    take(&mut late, &old, BOB).unwrap();
    assert!(late.text(&visit, &text).unwrap().is_some() && late.vault().holds(&blob.hash));
    take(&mut late, &new, BOB).unwrap();
    assert!(late.text(&visit, &text).unwrap().is_none() && !late.vault().holds(&blob.hash));
}

#[test]
fn a_bundle_is_written_once_and_stands_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let file = folder.path().join("one");
    let written = write_all(party.book(ANN), &file);
    let about = std::fs::metadata(&file).unwrap();
    assert!(about.permissions().readonly());
    assert_eq!(about.len(), written.bytes);
    let again = write(party.book(ANN), &Choice::default(), &file, &mut |_, _| Ok(())).unwrap_err();
    assert_eq!((again.kind, code(&again)), (ErrorKind::Refused, "bundle-there"));
    let nowhere = folder.path().join("no/where");
    let error = write(party.book(ANN), &Choice::default(), &nowhere, &mut |_, _| Ok(())).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Storage);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_entry_reads_what_it_writes_and_a_length_nobody_could_hold_is_refused_before_it_is_asked_for() {
    let entries = [
        Entry::Head(crosscheck_tests::desk::campaign().0),
        Entry::File(
            StreamName::Campaign,
            BlobRef {
                hash: BlobHash([1; 32]),
                length: 3,
            },
        ),
        Entry::Piece(vec![1, 2, 3]),
        Entry::End(crosscheck_core::bundle::Counts::default()),
    ];
    for entry in &entries {
        assert_eq!(Entry::read(&entry.to_bytes()).unwrap(), *entry);
    }
    let mut huge = Entries::new(&[0xff, 0xff, 0xff, 0xff, 0][..]);
    let fault = huge.next().unwrap_err();
    assert_eq!((fault.whole, fault.byte, code(&fault.error)), (0, 0, "bundle-broken"));
}
