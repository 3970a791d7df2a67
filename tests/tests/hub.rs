//! Phones and a hub over real HTTP and TLS: what one writes everybody reads, and everyone ends equal.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::net::SocketAddr;
use std::path::Path;

use crosscheck_core::change::{Cut, Entity, KeyStore, SoftwareKey, Value};
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::{GroupId, MemberId, StreamName};
use crosscheck_core::lead::{self, Candidate};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Copies, Edit};
use crosscheck_core::sync::Failure;
use crosscheck_core::sync::wire::Thing;
use crosscheck_core::transport::Address;
use crosscheck_hub::serve::storage::{Device, Storage};
use crosscheck_hub::serve::{Scope, Server};
use crosscheck_tests::hub::{self, anywhere, listen, phone, plain};
use crosscheck_tests::party;
use crosscheck_tests::phone::{MOST, Phone, held};

fn serve(folder: &Path, at: SocketAddr) -> Server {
    listen(plain(folder), at)
}

fn address(server: &Server) -> Address {
    hub::address(server.address())
}

fn answer(phone: &Phone, visit: &StreamName, value: i64) -> crosscheck_core::ids::OpId {
    let edit = Edit::new(visit, Entity::new("answer", "1/S0-12"), "value", Value::int(value));
    phone.book().save(&[edit]).unwrap()[0]
}

#[test]
fn two_phones_days_without_signal_end_equal_with_the_hub() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let mut phones = [phone(folder.path(), "lea", 21), phone(folder.path(), "ann", 22)];
    for phone in &mut phones {
        phone.connect(&address(&server));
        phone.settle();
        phone.disconnect();
    }
    let [lea, ann] = &mut phones;
    let visit = party::visit(&mut lea.book());
    party::visit(&mut ann.book());
    let op = answer(lea, &visit, 5);
    answer(ann, &visit, 6);
    field::note(
        &mut ann.book(),
        &visit,
        NoteKind::Difficulty,
        &[Side::Fact("缺少专职人员，测试数据".into())],
    )
    .unwrap();
    assert_eq!(lea.book().copies(&op).unwrap(), Copies::Here);
    for _ in 0..2 {
        for phone in &mut phones {
            phone.connect(&address(&server));
            phone.settle();
        }
    }
    let [lea, ann] = &phones;
    server.hub().follow().unwrap();
    let digest = lea.book().digest();
    assert_eq!(ann.book().digest(), digest);
    assert_eq!(held(&server.hub().book).digest(), digest);
    let differs = lea
        .book()
        .state()
        .fields_of_kind(&visit, "answer")
        .any(crosscheck_core::merge::Field::is_conflict);
    assert!(differs, "two answers stand beside each other");
    assert_eq!(
        lea.book().copies(&op).unwrap(),
        Copies::Laptop,
        "nobody certified this hub as the office's"
    );
    server.stop();
}

#[test]
fn a_note_reaches_a_phone_that_waits_for_news() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let (mut lea, mut ann) = (phone(folder.path(), "lea", 21), phone(folder.path(), "ann", 22));
    lea.connect(&address(&server));
    ann.connect(&address(&server));
    lea.settle();
    ann.settle();
    let before = ann.transport().standing().answered;
    party::visit(&mut lea.book());
    lea.transport().changed();
    assert!(ann.transport().wait(MOST, |standing| standing.answered > before));
    ann.settle();
    assert_eq!(ann.book().digest(), lea.book().digest());
    server.stop();
}

#[test]
fn another_group_reads_nothing_and_may_bring_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let (mut lea, mut dan) = (phone(folder.path(), "lea", 21), phone(folder.path(), "dan", 24));
    lea.connect(&address(&server));
    lea.settle();
    let visit = party::visit(&mut lea.book());
    lea.settle();
    dan.connect(&address(&server));
    dan.settle();
    assert_eq!(dan.book().state().count_in(&visit), 0);
    assert!(
        dan.book()
            .state()
            .streams()
            .keys()
            .all(|stream| **stream == StreamName::Campaign)
    );
    server.stop();
}

#[test]
fn a_hub_with_another_identity_is_sent_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let mut lea = phone(folder.path(), "lea", 21);
    let other = Address {
        identity: SoftwareKey::new(&[91; 32]).unwrap().public_key().writer(),
        ..address(&server)
    };
    lea.connect(&other);
    assert!(lea.transport().wait(MOST, |standing| {
        standing
            .line
            .as_ref()
            .is_some_and(|line| line.code() == "sync-line-stranger")
    }));
    assert_eq!(lea.transport().standing().answered, 0);
    server.stop();
}

#[test]
fn a_phone_nobody_enrolled_is_refused_and_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let mut eve = phone(folder.path(), "eve", 60);
    eve.connect(&address(&server));
    assert!(
        eve.transport()
            .wait(MOST, |standing| standing.stopped == Some(Failure::Ended))
    );
    server.stop();
}

#[test]
fn a_hub_that_stops_and_starts_again_is_found_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let at = server.address();
    let mut lea = phone(folder.path(), "lea", 21);
    lea.connect(&address(&server));
    lea.settle();
    server.stop();
    party::visit(&mut lea.book());
    lea.transport().changed();
    assert!(lea.transport().wait(MOST, |standing| !standing.quiet));
    let server = serve(folder.path(), at);
    lea.settle();
    server.hub().follow().unwrap();
    assert_eq!(held(&server.hub().book).digest(), lea.book().digest());
    server.stop();
}

/// A disk that takes no redaction, or takes them again.
fn refuse_redactions(folder: &Path, refuse: bool) {
    let sql = if refuse {
        "CREATE TRIGGER refuse BEFORE INSERT ON redacted BEGIN SELECT RAISE(ABORT, 'refused'); END"
    } else {
        "DROP TRIGGER refuse"
    };
    let hub = rusqlite::Connection::open(folder.join("hub.db")).unwrap();
    hub.execute_batch(sql).unwrap();
}

#[test]
fn a_hub_whose_disk_refused_a_redaction_obeys_it_when_the_disk_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let hub = plain(folder.path());
    let (stream, entity) = (StreamName::Campaign, Entity::new("rule", "R000001"));
    let text = held(&hub.book).typed("不该写下来的").unwrap();
    let (name, value) = (text.name(), Value::list(&[Value::int(1), text.value()]));
    let rule = Edit::new(&stream, entity, "value", value).with(text);
    held(&hub.book).save(&[rule]).unwrap();
    hub.follow().unwrap();
    held(&hub.book).redact(&stream, &name).unwrap();
    refuse_redactions(folder.path(), true);
    hub.follow().unwrap_err();
    refuse_redactions(folder.path(), false);
    let texts = || {
        let epoch = hub.storage.epochs().unwrap()[0].1;
        let held = hub
            .storage
            .pull(&Scope::everything(), None, (&epoch, 0), usize::MAX)
            .unwrap();
        held.items
            .iter()
            .filter(|placed| matches!(placed.item.thing, Thing::Text(_)))
            .count()
    };
    let before = texts();
    // Nothing is new, and it is judged all the same.
    assert_eq!(hub.follow().unwrap(), 0);
    assert_eq!((before, texts()), (1, 0));
}

#[test]
fn what_a_shown_chain_gives_ends_with_whoever_signed_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let candidate = |member: &str, role, secret: u8, enrol| Candidate {
        member: MemberId::parse(member).unwrap(),
        role,
        group: GroupId::parse("G02").unwrap(),
        key: SoftwareKey::new(&[secret; 32]).unwrap().public_key(),
        recipient: [secret; 32],
        enrol,
    };
    lead::enrol(&mut held(&server.hub().book), &candidate("max", Role::Leader, 25, 1)).unwrap();
    server.hub().follow().unwrap();
    let mut max = phone(folder.path(), "max", 25);
    max.connect(&address(&server));
    max.settle();
    // Out of reach he enrols eve, so the hub knows of her by her chain alone.
    max.disconnect();
    let chain = lead::enrol(&mut max.book(), &candidate("eve", Role::Member, 26, 0)).unwrap();
    let mut eve = phone(folder.path(), "eve", 26);
    eve.book().keep_chain(&chain).unwrap();
    eve.connect(&address(&server));
    eve.settle();
    let ended = *max.book().id();
    lead::end_writer(&mut held(&server.hub().book), &ended, &Cut::new(), "手机丢失，测试数据").unwrap();
    server.hub().follow().unwrap();
    eve.transport().now();
    assert!(
        eve.transport()
            .wait(MOST, |standing| standing.stopped == Some(Failure::Ended))
    );
    server.stop();
}

#[test]
fn a_hub_put_back_from_before_a_phone_came_lets_it_in_by_its_chain() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path(), anywhere());
    let at = server.address();
    let backup = folder.path().join("backup");
    std::fs::create_dir(&backup).unwrap();
    server.hub().storage.copy_to(&backup.join("hub.db")).unwrap();
    let copied = held(&server.hub().book).store().copy_to(&backup.join("office.db"));
    copied.unwrap();
    let key = SoftwareKey::new(&[27; 32]).unwrap().public_key();
    let candidate = Candidate {
        member: MemberId::parse("kim").unwrap(),
        role: Role::Member,
        group: GroupId::parse("G01").unwrap(),
        key,
        recipient: [27; 32],
        enrol: 0,
    };
    let chain = lead::enrol(&mut held(&server.hub().book), &candidate).unwrap();
    server.hub().follow().unwrap();
    let mut kim = phone(folder.path(), "kim", 27);
    kim.book().keep_chain(&chain).unwrap();
    kim.connect(&address(&server));
    kim.settle();
    server.stop();
    let storage = Storage::open(&backup.join("hub.db"), None).unwrap();
    storage.begin_epoch().unwrap();
    drop(storage);
    let server = serve(&backup, at);
    assert!(
        server.hub().scope(&key.writer()).is_none(),
        "the backup knows nothing of it"
    );
    kim.settle();
    server.hub().follow().unwrap();
    assert!(held(&server.hub().book).state().bearer(&key.writer()).is_some());
    server.stop();
}

/// The tables of a hub's file, column by column.
fn columns(path: &Path) -> Vec<String> {
    let hub = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT m.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || coalesce(c.dflt_value, '')
        FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";
    let mut statement = hub.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_hubs_file_of_the_first_version_opens_with_its_phones_and_equals_a_fresh_one() {
    let folder = tempfile::tempdir().unwrap();
    let (old, fresh) = (folder.path().join("old.db"), folder.path().join("fresh.db"));
    let frozen = include_str!("../fixtures/hub-1.sql");
    rusqlite::Connection::open(&old).unwrap().execute_batch(frozen).unwrap();
    let storage = Storage::open(&old, None).unwrap();
    let (writer, device) = storage.devices().unwrap().remove(0);
    assert_eq!(
        (writer.0, device.digits.as_str(), device.heard),
        ([7; 32], "123456", None)
    );
    let epoch = storage.epochs().unwrap()[0].1;
    storage
        .keep_device(
            &writer,
            &Device {
                heard: Some(epoch),
                ..device
            },
        )
        .unwrap();
    assert_eq!(storage.device(&writer).unwrap().unwrap().heard, Some(epoch));
    drop(storage);
    drop(Storage::open(&fresh, None).unwrap());
    assert_eq!(columns(&old), columns(&fresh));
}
