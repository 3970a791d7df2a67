//! A hub's countersignature: said of what lies with it whole, once, by a hub that is certified, and by nobody else.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;

use crosscheck_core::Lang;
use crosscheck_core::change::{Countersignature, HubCertificate, KeyStore, Segment};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::evidence::package::{export, verify};
use crosscheck_core::field::{self, NoteKind, Side, Signed};
use crosscheck_core::ids::{MemberId, StreamName};
use crosscheck_core::lead::{HubWriter, certify_hub, revoke_hub};
use crosscheck_core::notebook::Notebook;
use crosscheck_tests::hub::{address, anywhere, certified, identity, listen, phone, plain};
use crosscheck_tests::party::{self, ANN, LEA, ORGANISER, Party, key};
use crosscheck_tests::phone::{Phone, held};

fn writes(book: &mut Notebook, visit: &StreamName, words: &str) {
    let fact = [Side::Fact(words.to_owned())];
    field::note(book, visit, NoteKind::Finding, &fact).unwrap();
}

/// How often each signature is countersigned, and what it does not cover, the best first.
fn countersigned(signed: &[Signed]) -> Vec<(usize, usize)> {
    let counts = signed.iter().map(|signed| (signed.countersigned.len(), signed.outside));
    counts.collect()
}

fn exchange(phone: &mut Phone, hub: &std::sync::Arc<crosscheck_hub::serve::Hub>) {
    let server = listen(hub.clone(), anywhere());
    phone.connect(&address(server.address()));
    phone.settle();
    // Once what came is read; then what was said of it; then the phone reads that.
    hub.follow().unwrap();
    hub.follow().unwrap();
    phone.settle();
    phone.disconnect();
    server.stop();
}

fn signs(folder: &Path) -> (Phone, StreamName) {
    let mut ann = phone(folder, "ann", 22);
    exchange(&mut ann, &plain(folder));
    let visit = party::visit(&mut ann.book());
    writes(&mut ann.book(), &visit, "生成的情况，测试数据");
    field::sign_off(&mut ann.book(), &visit).unwrap();
    (ann, visit)
}

#[test]
fn a_certified_hub_says_that_a_signature_lies_with_it_and_the_package_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ann, visit) = signs(folder.path());
    let hub = certified(folder.path());
    exchange(&mut ann, &hub);
    let signed = field::signed(&ann.book(), &visit);
    // What records a signature is no change after it.
    assert_eq!(countersigned(&signed), [(1, 0)]);
    let said = &signed[0].countersigned[0];
    assert!(said.office && said.hub == MemberId::hub(&identity().public_key().writer()));
    assert!(said.said.place > 0);
    assert_eq!(ann.book().digest(), held(&hub.book).digest());
    assert!(
        ann.book().state().waiting().is_empty(),
        "{:?}",
        ann.book().state().waiting()
    );
    let path = folder.path().join("visit.zip");
    export(&mut held(&hub.book), &visit, &path, Lang::Zh).unwrap();
    assert_eq!(countersigned(&verify(&path).unwrap().signed), [(1, 0)]);
}

#[test]
fn a_hub_that_starts_again_says_nothing_twice_and_goes_on_with_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ann, visit) = signs(folder.path());
    for _ in 0..2 {
        exchange(&mut ann, &certified(folder.path()));
        assert_eq!(countersigned(&field::signed(&ann.book(), &visit)), [(1, 0)]);
    }
    field::reopen(&mut ann.book(), &visit).unwrap();
    writes(&mut ann.book(), &visit, "后来写的，测试数据");
    field::sign_off(&mut ann.book(), &visit).unwrap();
    let hub = certified(folder.path());
    exchange(&mut ann, &hub);
    let signed = field::signed(&ann.book(), &visit);
    assert_eq!(countersigned(&signed), [(1, 0)], "the new one replaced the old one");
    let writers = ann.book().state().activity().into_keys().count();
    // The organiser, ann, and the hub's two: the start between them had nothing to say.
    assert_eq!(writers, 4);
    assert_eq!(
        ann.book().state().people().count(),
        held(&hub.book).state().people().count()
    );
}

#[test]
fn a_hub_that_nobody_certified_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ann, visit) = signs(folder.path());
    exchange(&mut ann, &plain(folder.path()));
    assert_eq!(countersigned(&field::signed(&ann.book(), &visit)), [(0, 0)]);
}

/// A hub's writer by the side of a party.
fn hub_writer(party: &mut Party) -> HubWriter {
    let certificate = HubCertificate {
        identity: identity().public_key(),
        groups: Vec::new(),
        office: true,
    };
    certify_hub(party.book(ORGANISER), &certificate).unwrap();
    HubWriter::new(*party.book(ORGANISER).campaign(), &identity(), key(77)).unwrap()
}

fn say(writer: &mut HubWriter, book: &Notebook) -> Vec<Vec<u8>> {
    let said = Countersignature {
        epoch: [1; 16],
        place: 9,
    };
    let clock = SystemClock::new([77; 16]);
    let segments = writer.countersign(book, &clock, said).unwrap();
    segments
        .iter()
        .map(|segment: &Segment| segment.as_bytes().to_vec())
        .collect()
}

#[test]
fn what_lacks_a_text_or_an_op_is_not_countersigned_and_what_was_redacted_lacks_nothing() {
    let mut party = Party::new();
    let mut writer = hub_writer(&mut party);
    let visit = party::visit(party.book(ANN));
    writes(party.book(ANN), &visit, "第一条，测试数据");
    party.book(ANN).seal().unwrap();
    writes(party.book(ANN), &visit, "第二条，测试数据");
    field::sign_off(party.book(ANN), &visit).unwrap();
    let (segments, texts) = (party.book(ANN).segments().unwrap(), party.book(ANN).texts().unwrap());
    let own: Vec<_> = segments
        .iter()
        .filter(|bytes| Segment::read(bytes).unwrap().header().stream == visit)
        .collect();
    let (last, first) = own.split_last().unwrap();
    let office = party.book(ORGANISER);
    office.take(&[(*last).clone()], &texts).unwrap();
    assert!(say(&mut writer, office).is_empty(), "an op is not here");
    let first: Vec<_> = first.iter().map(|bytes| (*bytes).clone()).collect();
    office.take(&first, &[]).unwrap();
    assert_eq!(say(&mut writer, office).len(), 2, "its credential and its word");

    // The same of a notebook that got the ops and not the texts.
    let mut writer = HubWriter::new(*party.book(LEA).campaign(), &identity(), key(78)).unwrap();
    party.hand(ORGANISER, LEA);
    let text = texts.iter().find(|(stream, _)| *stream == visit).unwrap().1.name();
    let folder = tempfile::tempdir().unwrap();
    let mut bare = party::empty(&folder.path().join("bare.db"), LEA);
    let all = party.book(LEA).segments().unwrap();
    bare.take(&all, &[]).unwrap();
    assert!(say(&mut writer, &bare).is_empty(), "no text is here");
    let mine: Vec<_> = texts
        .iter()
        .filter(|(_, frame)| frame.name() != text)
        .cloned()
        .collect();
    bare.take(&[], &mine).unwrap();
    assert!(say(&mut writer, &bare).is_empty(), "one text is not here");
    party.book(ANN).redact(&visit, &text).unwrap();
    party.book(ANN).seal().unwrap();
    bare.take(&party.book(ANN).segments().unwrap(), &[]).unwrap();
    assert_eq!(say(&mut writer, &bare).len(), 2);
}

#[test]
fn a_countersignature_counts_for_as_long_as_the_hub_is_certified() {
    let mut party = Party::new();
    let mut writer = hub_writer(&mut party);
    let visit = party::visit(party.book(ANN));
    writes(party.book(ANN), &visit, "生成的情况，测试数据");
    field::sign_off(party.book(ANN), &visit).unwrap();
    party.exchange();
    let word = say(&mut writer, party.book(ORGANISER));
    party.book(ORGANISER).take(&word, &[]).unwrap();
    assert!(say(&mut writer, party.book(ORGANISER)).is_empty(), "said twice");
    party.exchange();
    assert_eq!(countersigned(&field::signed(party.book(LEA), &visit)), [(1, 0)]);
    revoke_hub(party.book(ORGANISER), &identity().public_key().writer()).unwrap();
    party.exchange();
    assert_eq!(countersigned(&field::signed(party.book(LEA), &visit)), [(0, 0)]);
    let more = say(&mut writer, party.book(ORGANISER));
    assert!(more.is_empty(), "taken back, it says nothing");
}
