//! An organiser who loses his folder and puts a backup back, with real folders and processes: what he wrote after the
//! backup comes back from the phones before he writes again, and a second machine takes over.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;

use std::path::Path;
use std::process::Output;

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Entity, KeyStore, SoftwareKey, Value};
use crosscheck_core::ids::{GroupId, StreamName, WriterId};
use crosscheck_core::notebook::Edit;
use crosscheck_tests::run;
use folder::open;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

/// The exit status of a command that has to wait for something.
const NOT_YET: Option<i32> = Some(3);

fn says(at: &Path, words: &[&str]) -> String {
    said(&run(crosscheck(at).args(words)))
}

fn tries(at: &Path, words: &[&str]) -> Output {
    crosscheck(at).args(words).output().unwrap()
}

/// What a command says that is told to wait.
fn waits(at: &Path, words: &[&str]) -> String {
    let output = tries(at, words);
    assert_eq!(output.status.code(), NOT_YET, "{words:?}: {}", said(&output));
    said(&output)
}

fn invite(at: &Path, group: &str, role: &str) -> String {
    let said = says(at, &["invite", "--dir", "camp", "--group", group, "--role", role]);
    said.lines()
        .find(|line| line.starts_with("crosscheck://"))
        .unwrap()
        .to_owned()
}

fn join(at: &Path, dir: &str, group: &str, role: &str) {
    says(at, &["join", &invite(at, group, role), "--dir", dir]);
}

/// The identity key of a hub that is nowhere, and its id.
fn key(secret: u8) -> (String, WriterId) {
    let key = SoftwareKey::new(&[secret; 32]).unwrap().public_key();
    let hex = hex(key.as_bytes());
    (hex, key.writer())
}

/// The organiser writes something: he certifies a hub.
fn certify(at: &Path, dir: &str, secret: u8) {
    let words = ["hub", "certify", "--dir", dir, "--groups", "G01", "--identity"];
    says(at, &[&words[..], &[&key(secret).0]].concat());
}

fn has(at: &Path, dir: &str, secret: u8) -> bool {
    open(&at.join(dir)).hub_certificate(&key(secret).1).is_some()
}

fn forks(at: &Path, dir: &str) -> usize {
    open(&at.join(dir)).state().forks().len()
}

/// Exchanges; gives the hash of the log.
fn sync(at: &Path, dir: &str) -> String {
    dump(&run(crosscheck(at).args(["sync", "--dir", dir])))
}

fn status(at: &Path, dir: &str) -> String {
    says(at, &["status", "--dir", dir])
}

/// A campaign that is served, with a leader's laptop and a member's, backed up; then the organiser goes on writing, the
/// leader reads it, and the folder is lost. Gives the links of two invitations that look open in the backup: one nobody
/// took, and one that was taken since.
fn lost(at: &Path, port: u16) -> (String, String) {
    let served = Served::start(at, "camp", port);
    join(at, "leader", "G01", "leader");
    join(at, "member", "G01", "member");
    sync(at, "leader");
    let (open, taken) = (invite(at, "G02", "leader"), invite(at, "G02", "member"));
    says(at, &["backup", "--dir", "camp", "--to", "kept"]);
    says(at, &["join", &taken, "--dir", "late"]);
    drop(served);
    certify(at, "camp", 71);
    // Started again, a hub has read everything before it serves.
    let served = Served::start(at, "camp", port);
    sync(at, "leader");
    assert!(has(at, "leader", 71));
    drop(served);
    std::fs::remove_dir_all(at.join("camp")).unwrap();
    let restored = says(at, &["restore", "kept", "--dir", "back"]);
    assert!(restored.contains("does not write yet"), "{restored}");
    (open, taken)
}

#[test]
fn while_it_is_held_every_verb_that_writes_says_why_and_writes_nothing() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let (link, _) = lost(at, port);
    let log = || dump(&run(crosscheck(at).args(["status", "--dir", "back"])));
    let before = log();
    let identity = key(72).0;
    let card = says(at, &["join", "--offline", "--dir", "card"]);
    let card = card
        .lines()
        .find(|line| line.starts_with("CROSSCHECK://CARD/"))
        .unwrap();
    for words in [
        &["enrol", "--card", card, "--member", "M02", "--digits", "000000"][..],
        &["hub", "certify", "--groups", "G01", "--identity", &identity],
        &["hub", "revoke", "--identity", &identity],
        &["invite", "--group", "G01", "--role", "member", "--member", "M02"],
        &["devices", "revoke", "0", "--reason", "lost"],
        &["selfcheck", "import", "no.xlsx", "--unit", "1", "--group", "G01"],
    ] {
        let why = waits(at, &[words, &["--dir", "back"]].concat());
        assert!(
            why.contains("nothing was changed") && why.contains("crosscheck resume"),
            "{why}"
        );
    }
    let _served = Served::start(at, "back", port);
    let held = waits(at, &["join", &link, "--dir", "new"]);
    assert!(held.contains("same invitation") && !at.join("new").exists(), "{held}");
    let bundle = ["bundle", "write", "--dir", "back", "--out", "a.bundle"];
    says(at, &bundle);
    assert_eq!(log(), before);
    says(at, &["resume", "--dir", "back", "--anyway"]);
    says(at, &["join", &link, "--dir", "new"]);
}

#[test]
fn once_every_phone_was_heard_nothing_is_lost_and_nothing_forks() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let (open_link, taken) = lost(at, port);
    let missing = || waits(at, &["resume", "--dir", "back"]);
    let first = missing();
    assert!(
        first.contains("M01") && first.contains("M02") && first.contains("--anyway"),
        "{first}"
    );
    let served = Served::start(at, "back", port);
    sync(at, "member");
    let devices = says(at, &["devices", "list", "--dir", "back"]);
    let row = |member: &str| devices.lines().find(|line| line.contains(member)).unwrap().to_owned();
    assert!(
        row("M02").contains("yes") && row("M01").contains("not yet"),
        "{devices}"
    );
    assert!(!missing().contains("M02") && status(at, "back").contains("M01"));
    sync(at, "leader");
    // A phone that came after the backup is waited for once the log knows it again; it is let in by its chain.
    let late = missing();
    assert!(late.contains("M04") && !late.contains("M01"), "{late}");
    sync(at, "late");
    // Stopped before its folder followed: what phones brought counts all the same.
    drop(served);
    let resumed = says(at, &["resume", "--dir", "back"]);
    assert!(resumed.contains("writes again"), "{resumed}");
    assert!(says(at, &["resume", "--dir", "back"]).contains("nothing to resume"));
    assert!(
        has(at, "back", 71),
        "what the organiser wrote after the backup is his again"
    );
    certify(at, "back", 72);
    let _served = Served::start(at, "back", port);
    let used = tries(at, &["join", &taken, "--dir", "other"]);
    assert!(
        !used.status.success() && said(&used).contains("was used"),
        "{}",
        said(&used)
    );
    says(at, &["join", &open_link, "--dir", "new"]);
    let (leader, member) = (sync(at, "leader"), sync(at, "member"));
    let now = status(at, "back");
    assert!(
        now.contains(&leader) && now.contains(&member) && !now.contains("fork"),
        "{now}"
    );
    for dir in ["back", "leader", "member"] {
        assert!(forks(at, dir) == 0 && has(at, dir, 71) && has(at, dir, 72), "{dir}");
    }
    assert!(open(&at.join("back")).state().waiting().is_empty());
}

#[test]
fn whoever_does_not_wait_gets_two_branches_and_both_are_kept_and_shown() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    lost(at, port);
    let resumed = says(at, &["resume", "--dir", "back", "--anyway"]);
    assert!(
        resumed.contains("M01") && resumed.contains("shows as a fork"),
        "{resumed}"
    );
    certify(at, "back", 72);
    let served = Served::start(at, "back", port);
    for _ in 0..2 {
        for dir in ["leader", "late", "member"] {
            sync(at, dir);
        }
    }
    drop(served);
    let _served = Served::start(at, "back", port);
    let (leader, member) = (sync(at, "leader"), sync(at, "member"));
    let now = status(at, "back");
    assert!(now.contains("forked at 1"), "{now}");
    assert!(now.contains(&leader) && now.contains(&member), "{now}");
    for dir in ["back", "leader", "member", "late"] {
        assert!(forks(at, dir) == 1 && has(at, dir, 71) && has(at, dir, 72), "{dir}");
    }
    // It goes on, on its own branch.
    certify(at, "back", 73);
    assert_eq!(forks(at, "back"), 1);
    assert!(open(&at.join("back")).state().waiting().is_empty());
}

/// The office writes something no group reads.
fn office_writes(at: &Path, dir: &str, number: i64) {
    let entity = Entity::new("letter", &format!("L{number}"));
    let edit = Edit::new(&StreamName::Office, entity, "number", Value::int(number));
    open(&at.join(dir)).save(&[edit]).unwrap();
}

fn letters(at: &Path, dir: &str) -> usize {
    open(&at.join(dir)).state().count_in(&StreamName::Office)
}

#[test]
fn a_second_machine_has_the_office_stream_writes_nothing_and_takes_over() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let served = Served::start(at, "camp", port);
    join(at, "leader", "G01", "leader");
    assert!(
        status(at, "camp").contains("on this machine alone"),
        "{}",
        status(at, "camp")
    );
    let own = tries(at, &["sync", "--dir", "camp"]);
    assert!(
        !own.status.success() && said(&own).contains("own folder"),
        "{}",
        said(&own)
    );
    says(at, &["backup", "--dir", "camp", "--to", "kept"]);
    says(at, &["restore", "kept", "--dir", "second"]);
    drop(served);
    office_writes(at, "camp", 1);
    let served = Served::start(at, "camp", port);
    let with = format!("https://127.0.0.1:{port}");
    let synced = says(at, &["sync", "--dir", "second", "--with", &with]);
    assert!(synced.contains("organiser's copy"), "{synced}");
    assert_eq!(letters(at, "second"), 1);
    assert!(
        status(at, "camp").contains("has all of the office's own records"),
        "{}",
        status(at, "camp")
    );
    drop(served);
    office_writes(at, "camp", 2);
    let served = Served::start(at, "camp", port);
    assert!(status(at, "camp").contains("lacks 1"), "{}", status(at, "camp"));
    let synced = run(crosscheck(at).args(["sync", "--dir", "second", "--with", &with]));
    assert!(status(at, "camp").contains(&dump(&synced)));
    waits(at, &["invite", "--dir", "second", "--group", "G01", "--role", "member"]);
    drop(served);
    std::fs::remove_dir_all(at.join("camp")).unwrap();
    assert!(waits(at, &["resume", "--dir", "second"]).contains("M01"));
    let served = Served::start(at, "second", port);
    sync(at, "leader");
    drop(served);
    says(at, &["resume", "--dir", "second"]);
    office_writes(at, "second", 3);
    assert_eq!((letters(at, "second"), forks(at, "second")), (3, 0));
    let _served = Served::start(at, "second", port);
    let leader = sync(at, "leader");
    assert_eq!(sync(at, "leader"), leader);
    let now = status(at, "second");
    assert!(
        now.contains("on this machine alone") && !now.contains("does not write yet"),
        "{now}"
    );
}

/// A leader plans, in his laptop's folder.
fn plans(at: &Path, dir: &str, day: i64) {
    let group = StreamName::Group(GroupId::parse("G01").unwrap());
    let edit = Edit::new(&group, Entity::new("trip", &format!("T{day}")), "plan", Value::int(day));
    open(&at.join(dir)).save(&[edit]).unwrap();
}

#[test]
fn a_leaders_laptop_put_back_gets_what_it_wrote_from_the_hub_it_exchanges_with() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let _served = Served::start(at, "camp", port);
    join(at, "leader", "G01", "leader");
    plans(at, "leader", 1);
    says(at, &["backup", "--dir", "leader", "--to", "kept"]);
    plans(at, "leader", 2);
    sync(at, "leader");
    std::fs::remove_dir_all(at.join("leader")).unwrap();
    says(at, &["restore", "kept", "--dir", "leader"]);
    let missing = waits(at, &["resume", "--dir", "leader"]);
    assert!(
        missing.contains("run crosscheck sync") && missing.contains("1 are missing"),
        "{missing}"
    );
    sync(at, "leader");
    says(at, &["resume", "--dir", "leader"]);
    plans(at, "leader", 3);
    sync(at, "leader");
    let book = open(&at.join("leader"));
    let group = StreamName::Group(GroupId::parse("G01").unwrap());
    assert_eq!((book.state().count_in(&group), book.state().forks().len()), (3, 0));
}

#[test]
fn a_backup_opened_with_the_reserve_key_has_nothing_to_wait_for() {
    let folder = campaign();
    let at = folder.path();
    says(at, &["backup", "--dir", "camp", "--to", "kept"]);
    let words = ["hub", "certify", "--dir", "kept", "--office", "--identity", &key(74).0];
    waits(at, &words);
    // It was never served: its hub is certified as the folder is let go.
    says(at, &["restore", "kept", "--dir", "back"]);
    drop(Served::start(at, "back", free_port()));
    let status = status(at, "back");
    let hub = status.lines().find_map(|line| line.strip_prefix("hub ")).unwrap();
    let certified = || open(&at.join("back")).hub_certificate(&WriterId::parse(hub).unwrap());
    assert_eq!(certified(), None);
    says(at, &["resume", "--dir", "back"]);
    assert!(certified().is_some_and(|certificate| certificate.office));
    let recover = ["recover", "kept/campaign.db", "--recovery", "camp/recovery.age"];
    let as_reserve = ["--passphrase-file", "pass", "--as-reserve", "--out", "reserve"];
    says(at, &[&recover[..], &as_reserve[..]].concat());
    certify(at, "reserve", 74);
    assert!(says(at, &["resume", "--dir", "reserve"]).contains("nothing to resume"));
}

#[test]
fn a_first_machine_put_back_gets_the_office_stream_from_the_second_and_waits_for_it() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let served = Served::start(at, "camp", port);
    says(at, &["backup", "--dir", "camp", "--to", "carried"]);
    says(at, &["restore", "carried", "--dir", "second"]);
    sync(at, "second");
    says(at, &["backup", "--dir", "camp", "--to", "kept"]);
    drop(served);
    office_writes(at, "camp", 1);
    let served = Served::start(at, "camp", port);
    sync(at, "second");
    drop(served);
    std::fs::remove_dir_all(at.join("camp")).unwrap();
    says(at, &["restore", "kept", "--dir", "back"]);
    let missing = waits(at, &["resume", "--dir", "back"]);
    assert!(missing.contains("The organiser's other machine"), "{missing}");
    let served = Served::start(at, "back", port);
    sync(at, "second");
    drop(served);
    says(at, &["resume", "--dir", "back"]);
    office_writes(at, "back", 2);
    assert_eq!((letters(at, "back"), forks(at, "back")), (2, 0));
}
