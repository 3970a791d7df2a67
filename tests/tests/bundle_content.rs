//! What is in a bundle and what never is, and bundles that somebody made longer, shorter or other than they were written.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crosscheck_core::bundle::{Choice, Counts, Entry, Imported, RecipientKey, import, inspect, write};
use crosscheck_core::change::{BlobRef, Entity, Value};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::notebook::{Class, Edit, Notebook};
use crosscheck_core::store::RecoveryKey;
use crosscheck_tests::apart::again;
use crosscheck_tests::bundles::{bytes, name_file, party, remark, take, write_all};
use crosscheck_tests::load::process::used;
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, empty, group, recipient, visit};

/// Ann takes a photo of a school: the picture itself, its preview and its thumbnail, of different bytes each.
fn photograph(ann: &mut Notebook, visit: &StreamName, key: &str, faceless: bool) -> [BlobRef; 3] {
    let photo = Entity::new("photo", key);
    let pictures = [("original", 90_000), ("preview", 20_000), ("thumb", 4_000)].map(|(field, length)| {
        let blob = ann.vault().keep(&[key.as_bytes(), &bytes(length)].concat()).unwrap();
        ann.save(&[Edit::new(visit, photo.clone(), field, Value::blob(&blob))])
            .unwrap();
        blob
    });
    if faceless {
        ann.save(&[Edit::new(visit, photo, "faceless", Value::bool(true))])
            .unwrap();
    }
    pictures
}

fn key(number: u8) -> String {
    format!("{number:032x}")
}

#[test]
fn without_originals_previews_and_thumbnails_travel_and_no_original_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let visit = visit(party.book(ANN));
    let [original, preview, thumb] = photograph(party.book(ANN), &visit, &key(1), true);
    let choice = Choice {
        group: Some(group()),
        files: Some(Class::Preview),
    };
    let file = folder.path().join("small");
    let written = write(party.book(ANN), &choice, &file, &mut |_, _| Ok(())).unwrap();
    assert_eq!((written.counts.files, written.lacking, written.withheld), (2, 0, 0));
    let done = take(party.book(LEA), &file, LEA).unwrap();
    assert_eq!((done.new.files, done.withheld, done.problems), (2, 0, Vec::new()));
    let held = |blob: &BlobRef, party: &mut Party| party.book(LEA).vault().holds(&blob.hash);
    assert!(held(&preview, &mut party) && held(&thumb, &mut party) && !held(&original, &mut party));
    // The whole one brings the rest, and nothing twice.
    write_all(party.book(ANN), &folder.path().join("whole"));
    let done = take(party.book(LEA), &folder.path().join("whole"), LEA).unwrap();
    assert_eq!((done.new.files, done.known.files), (1, 2));
    assert!(held(&original, &mut party));
}

#[test]
fn a_photo_that_waits_to_be_masked_is_in_no_bundle_and_is_said_to_be_kept_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let visit = visit(party.book(ANN));
    let kept = photograph(party.book(ANN), &visit, &key(1), false);
    photograph(party.book(ANN), &visit, &key(2), true);
    let file = folder.path().join("one");
    let written = write_all(party.book(ANN), &file);
    assert_eq!((written.counts.files, written.lacking, written.withheld), (3, 0, 3));
    for who in [LEA, ORGANISER] {
        let done = take(party.book(who), &file, who).unwrap();
        // Its op travels, so that whoever takes the bundle knows that there is a photo.
        assert_eq!((done.new.files, done.withheld, done.faults), (3, 3, 0), "{who}");
        let vault = party.book(who).vault();
        assert!(kept.iter().all(|blob| !vault.holds(&blob.hash)), "{who}");
        // Nor can anybody pass on what he does not have.
        let on = write_all(party.book(who), &folder.path().join(format!("on{who}")));
        assert_eq!((on.counts.files, on.withheld), (3, 3), "{who}");
    }
    // Once somebody says that it shows no face it travels.
    let edit = Edit::new(&visit, Entity::new("photo", &key(1)), "faceless", Value::bool(true));
    party.book(ANN).save(&[edit]).unwrap();
    assert_eq!(write_all(party.book(ANN), &folder.path().join("two")).counts.files, 6);
    let done = take(party.book(LEA), &folder.path().join("two"), LEA).unwrap();
    assert_eq!((done.new.files, done.withheld), (3, 0));
}

/// Seals entries as a bundle of somebody else's making, its chain without fault unless `broken` names an entry of it.
fn sealed(path: &Path, entries: &[Entry], key: &RecoveryKey, broken: Option<usize>) {
    let recipient = age::x25519::Recipient::from_str(key.recovery().as_str()).unwrap();
    let sealed = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
    let mut out = sealed.wrap_output(File::create(path).unwrap()).unwrap();
    let mut digest = BlobHash::of(b"crosscheck-bundle-1").0;
    for (at, entry) in entries.iter().enumerate() {
        let body = entry.to_bytes();
        digest = BlobHash::of(&[&digest[..], &body].concat()).0;
        digest[0] ^= u8::from(broken == Some(at));
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        out.write_all(&[&length[..], &body, &digest].concat()).unwrap();
    }
    out.finish().unwrap().sync_all().unwrap();
}

/// Entries of what ann has, with a file at the end, and what they come to.
fn entries(party: &mut Party) -> (Vec<Entry>, Counts, BlobRef) {
    let content = bytes(100_000);
    let blob = name_file(party.book(ORGANISER), "f1", &content);
    let visit = visit(party.book(ANN));
    remark(party.book(ANN), &visit, "生成的文字");
    party.exchange();
    let book = party.book(ANN);
    let mut entries = vec![Entry::Head(*book.campaign())];
    entries.extend(book.segments().unwrap().into_iter().map(Entry::Segment));
    let texts = book.texts().unwrap().into_iter();
    entries.extend(texts.map(|(stream, text)| Entry::Text(stream, text.to_bytes())));
    entries.push(Entry::File(StreamName::Campaign, blob));
    entries.extend(content.chunks(65_536).map(|piece| Entry::Piece(piece.to_vec())));
    let counts = Counts {
        segments: book.segments().unwrap().len() as u64,
        texts: book.texts().unwrap().len() as u64,
        files: 1,
    };
    (entries, counts, blob)
}

/// Imports such a bundle into an empty notebook; gives what became of it, and whether the file came.
fn taken(file: &Path, key: &RecoveryKey, blob: &BlobRef) -> (Imported, bool) {
    let (store, key) = (tempfile::tempdir().unwrap(), RecipientKey::of_recovery(key).unwrap());
    let mut book = empty(&store.path().join("bob.db"), BOB);
    let done = import(&mut book, file, &key, &mut |_| Ok(())).unwrap();
    book.verify().unwrap();
    let seen = inspect(file, &key, &mut |_| ()).unwrap();
    assert_eq!(seen.problems.is_empty(), done.problems.is_empty());
    (done, book.vault().check(&blob.hash).unwrap().is_some())
}

#[test]
fn a_bundle_that_says_another_count_than_it_has_says_so_and_what_is_whole_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (mut party, recovery) = (party(), RecoveryKey::generate());
    let (entries, counts, blob) = entries(&mut party);
    let file = folder.path().join("made");
    let made = |entries: &[Entry], said: Counts| {
        sealed(&file, &[entries, &[Entry::End(said)]].concat(), &recovery, None);
        taken(&file, &recovery, &blob)
    };
    let (done, came) = made(&entries, counts);
    assert_eq!((done.problems, done.new, came), (Vec::new(), counts, true));
    let more = |change: fn(&mut Counts)| {
        let mut said = counts;
        change(&mut said);
        said
    };
    let others = [
        more(|said| said.segments += 1),
        more(|said| said.segments -= 1),
        more(|said| said.texts += 1),
        more(|said| said.files = 0),
    ];
    for said in others {
        let (done, came) = made(&entries, said);
        let codes: Vec<_> = done.problems.iter().map(|problem| problem.what.code()).collect();
        assert_eq!(
            (codes, done.new, came),
            (vec!["bundle-counts"], counts, true),
            "{said:?}"
        );
    }
    // Left out by somebody who made the chain anew.
    let without: Vec<Entry> = entries
        .iter()
        .filter(|entry| !matches!(entry, Entry::Text(..)))
        .cloned()
        .collect();
    let (done, came) = made(&without, counts);
    assert_eq!((done.faults, done.new.texts, came), (1, 0, true));
    // Put in behind the end.
    let behind = [&entries[..], &[Entry::End(counts), entries[1].clone()]].concat();
    sealed(&file, &behind, &recovery, None);
    let (done, came) = taken(&file, &recovery, &blob);
    assert_eq!(
        (done.faults, done.problems[0].what.code(), came),
        (1, "bundle-broken", true)
    );
}

#[test]
fn a_chain_altered_anywhere_is_noticed_there_and_what_stands_before_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (mut party, recovery) = (party(), RecoveryKey::generate());
    let (mut entries, counts, blob) = entries(&mut party);
    entries.push(Entry::End(counts));
    let file = folder.path().join("made");
    for at in 1..entries.len() {
        sealed(&file, &entries, &recovery, Some(at));
        let (done, came) = taken(&file, &recovery, &blob);
        let whole = done.problems[0]
            .what
            .args()
            .find(|(name, _)| *name == "whole")
            .unwrap()
            .1;
        assert_eq!(whole.to_string(), at.to_string());
        assert_eq!(
            (done.faults, done.problems[0].what.code()),
            (1, "bundle-broken"),
            "{at}"
        );
        let before = entries[..at].iter().filter(|entry| matches!(entry, Entry::Segment(_)));
        assert_eq!((done.new.segments, came), (before.count() as u64, false), "{at}");
    }
    // Two entries that changed places are a chain too, and a file's pieces then are another file.
    let last = entries.len() - 2;
    entries.swap(last - 1, last);
    sealed(&file, &entries, &recovery, None);
    let (done, came) = taken(&file, &recovery, &blob);
    assert_eq!((done.faults, done.new.segments, came), (1, counts.segments, false));
}

#[test]
fn an_installation_the_campaign_knows_by_another_key_is_told_that_no_bundle_will_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let file = folder.path().join("one");
    write_all(party.book(ANN), &file);
    for who in [BOB, ORGANISER] {
        let error = import(party.book(who), &file, &recipient(200), &mut |_| Ok(())).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "bundle-key-stale", "{who}");
        assert_eq!(error.problems[0].place.file.as_deref(), Some("one"));
    }
    // What is only for others says that it is.
    let own = folder.path().join("own");
    write(party.book(ORGANISER), &Choice::default(), &own, &mut |_, _| Ok(())).unwrap();
    let error = take(party.book(BOB), &own, BOB).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "bundle-not-for-us");
    // A key that is none is counted, not passed over.
    let campaign = Entity::new("campaign", "campaign");
    let edit = Edit::new(&StreamName::Campaign, campaign, "recovery", Value::code("no key"));
    party.book(ORGANISER).save(&[edit]).unwrap();
    party.exchange();
    let written = write_all(party.book(ANN), &folder.path().join("two"));
    assert_eq!((written.recipients, written.unread), (4, 1));
}

/// Six files of 32 MiB each go through a bundle, in a process that does nothing else.
fn huge() {
    const FILES: u8 = 6;
    const LENGTH: usize = 32 << 20;
    let folder = tempfile::tempdir().unwrap();
    let mut party = party();
    let source: PathBuf = folder.path().join("source");
    let noise = bytes(1 << 20);
    for number in 0..FILES {
        let mut file = File::create(&source).unwrap();
        file.write_all(&[number; 64]).unwrap();
        (0..LENGTH >> 20).for_each(|_| file.write_all(&noise).unwrap());
        let organiser = party.book(ORGANISER);
        let blob = organiser.vault().keep_file(&source).unwrap();
        let entity = Entity::new("frame", &format!("f{number}"));
        let edit = Edit::new(&StreamName::Campaign, entity, "file", Value::blob(&blob));
        organiser.save(&[edit]).unwrap();
    }
    let before = used("self").peak;
    let file = folder.path().join("huge");
    let written = write_all(party.book(ORGANISER), &file);
    let between = used("self").peak;
    let done = take(party.book(LEA), &file, LEA).unwrap();
    let after = used("self").peak;
    assert_eq!(
        (written.counts.files, done.new.files),
        (u64::from(FILES), u64::from(FILES))
    );
    println!(
        "a bundle of {} MiB: peak {before} KiB before, {between} once written, {after} once imported",
        written.bytes >> 20
    );
    assert!(
        after - before < 24 << 10,
        "{} KiB more for files of 32 MiB",
        after - before
    );
}

#[test]
fn a_huge_bundle_is_written_and_imported_in_little_memory() {
    again("a_huge_bundle_is_written_and_imported_in_little_memory", huge);
}
