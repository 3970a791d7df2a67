//! A hub as a process: served, joined, backed up, put back, and killed while phones bring what they wrote.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod serving;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crosscheck_core::change::{Entity, Segment, Value};
use crosscheck_core::ids::{OpId, StreamName};
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_core::store::Store;
use crosscheck_core::sync::wire::Thing;
use crosscheck_core::transport::{Patience, Transport};
use crosscheck_hub::serve::join::{open_book, take_up};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Link, Scope};
use crosscheck_tests::run;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

const MOST: Duration = Duration::from_mins(1);
fn invite(folder: &Path, role: &str) -> Link {
    let invited = run(crosscheck(folder).args(["invite", "--dir", "camp", "--group", "G01", "--role", role]));
    let invited = said(&invited);
    Link::parse(invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap()).unwrap()
}

#[test]
fn a_laptop_joins_once_and_ends_equal_and_a_backup_put_back_begins_a_new_epoch() {
    let folder = campaign();
    let port = free_port();
    let served = Served::start(folder.path(), "camp", port);
    let link = invite(folder.path(), "leader").to_text();
    let at = folder.path();
    let joined = run(crosscheck(at).args(["join", &link, "--dir", "laptop"]));
    assert!(said(&joined).contains("Joined as M01"), "{}", said(&joined));
    let again = crosscheck(at).args(["join", &link, "--dir", "other"]).output().unwrap();
    assert!(
        !again.status.success() && said(&again).contains("was used"),
        "{}",
        said(&again)
    );
    assert!(!at.join("other").exists(), "a refused invitation leaves nothing behind");
    let devices = said(&run(crosscheck(at).args(["devices", "list", "--dir", "camp"])));
    assert!(devices.contains("M01") && devices.contains("leader"), "{devices}");
    let synced = dump(&run(crosscheck(at).args(["sync", "--dir", "laptop"])));
    assert_eq!(synced, dump(&run(crosscheck(at).args(["status", "--dir", "camp"]))));
    run(crosscheck(at).args(["backup", "--dir", "camp", "--to", "kept"]));
    drop(served);
    run(crosscheck(at).args(["restore", "kept", "--dir", "back"]));
    let status = run(crosscheck(at).args(["status", "--dir", "back"]));
    assert!(said(&status).contains("epoch 2"), "{}", said(&status));
    assert_eq!(dump(&status), synced);
    let _served = Served::start(at, "back", port);
    assert_eq!(dump(&run(crosscheck(at).args(["sync", "--dir", "laptop"]))), synced);
}

#[test]
fn an_ended_device_is_let_in_no_more() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let link = invite(at, "member").to_text();
    run(crosscheck(at).args(["join", &link, "--dir", "laptop"]));
    let devices = said(&run(crosscheck(at).args(["devices", "list", "--dir", "camp"])));
    let row = devices.lines().find(|line| line.contains("M02")).unwrap();
    let device = row.split_whitespace().find(|word| word.len() == 12).unwrap();
    run(crosscheck(at).args(["devices", "revoke", device, "--dir", "camp", "--reason", "lost"]));
    // The hub reads what another process wrote within a moment; until then the exchange still goes through.
    let mut refused = crosscheck(at).args(["sync", "--dir", "laptop"]).output().unwrap();
    for _ in 0..100 {
        if !refused.status.success() {
            break;
        }
        refused = crosscheck(at).args(["sync", "--dir", "laptop"]).output().unwrap();
    }
    assert!(said(&refused).contains("ended"), "{}", said(&refused));
}

#[test]
fn without_tls_a_hub_serves_this_machine_alone() {
    let folder = campaign();
    let output = crosscheck(folder.path())
        .args(["serve", "--dir", "camp", "--listen", "0.0.0.0:0", "--tls", "off"])
        .output()
        .unwrap();
    assert!(
        !output.status.success() && said(&output).contains("127.0.0.1"),
        "{}",
        said(&output)
    );
}

/// Every op on the hub's disk.
fn on_disk(hub: &Path) -> BTreeSet<OpId> {
    let storage = Storage::open(hub, None).unwrap();
    let epoch = storage.epochs().unwrap().last().unwrap().1;
    let pulled = storage
        .pull(&Scope::everything(), None, (&epoch, 0), usize::MAX)
        .unwrap();
    let mut ops = BTreeSet::new();
    for placed in pulled.items {
        if let Thing::Segment(bytes) = placed.item.thing {
            let segment = Segment::read(&bytes).unwrap();
            let header = segment.header();
            let id = |op: &crosscheck_core::change::Op| {
                OpId::of(&header.campaign, &header.writer(), &header.stream, op.as_bytes())
            };
            ops.extend(segment.ops().unwrap().iter().map(id));
        }
    }
    ops
}

fn held(book: &Mutex<Notebook>) -> std::sync::MutexGuard<'_, Notebook> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

fn note(book: &mut Notebook, number: u32) -> OpId {
    let text = book.typed(&format!("生成的工作安排 {number}")).unwrap();
    let entity = Entity::new("trip", &format!("T{number}"));
    let group = crosscheck_core::ids::GroupId::parse("G01").unwrap();
    let value = Value::list(&[Value::int(i64::from(number)), text.value()]);
    let edit = Edit::new(&StreamName::Group(group), entity, "plan", value).with(text);
    book.save(&[edit]).unwrap()[0]
}

#[test]
fn a_hub_killed_again_and_again_has_every_op_it_acknowledged() {
    let kills: u32 = std::env::var("CROSSCHECK_KILLS").map_or(200, |kills| kills.parse().unwrap());
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let mut served = Served::start(at, "camp", port);
    let link = invite(at, "leader");
    let newcomer = take_up(&link, [7; 32], [8; 32]).unwrap();
    let store = Store::open(&at.join("phone.db"), None).unwrap();
    let book = Arc::new(Mutex::new(open_book(store, &link, &newcomer).unwrap()));
    let transport = Transport::start(book.clone(), &link.address, None, Patience::default()).unwrap();
    assert!(transport.settle(MOST));
    let (mut saved, mut acknowledged, mut restarts) = (Vec::new(), 0, Vec::new());
    for kill in 0..kills {
        let before = transport.standing().answered;
        // More than one is under way when the hub dies, each time at another point of the exchange.
        for number in 0..20 {
            saved.push(note(&mut held(&book), kill * 20 + number));
        }
        transport.changed();
        assert!(transport.wait(MOST, |standing| standing.answered > before + u64::from(kill % 2)));
        served.0.kill().unwrap();
        served.0.wait().unwrap();
        let there = on_disk(&at.join("camp/hub.db"));
        let book = held(&book);
        let told = saved.iter().filter(|op| book.copies(op).unwrap() > Copies::Here);
        let told: Vec<&OpId> = told.collect();
        acknowledged = told.len();
        let lost: Vec<&&OpId> = told.iter().filter(|op| !there.contains(op)).collect();
        assert!(
            lost.is_empty(),
            "kill {kill}: {} acknowledged ops are not on the hub",
            lost.len()
        );
        drop(book);
        let begun = Instant::now();
        served = Served::start(at, "camp", port);
        restarts.push(begun.elapsed());
        transport.now();
    }
    assert!(transport.settle(MOST), "{:?}", transport.standing());
    assert!(held(&book).is_all_on_server().unwrap());
    println!(
        "{kills} kills, {} ops saved, {acknowledged} acknowledged at the last one, none missing",
        saved.len()
    );
    restarts.sort();
    println!(
        "up again after {:?} (median), {:?} (longest)",
        restarts[restarts.len() / 2],
        restarts.last().unwrap()
    );
    let there = on_disk(&at.join("camp/hub.db"));
    assert!(saved.iter().all(|op| there.contains(op)));
}

/// A system call of the hub: its name, its first argument (the file or socket), and between which lines of the record.
#[derive(Debug, Clone)]
struct Call {
    name: String,
    on: String,
    rest: String,
    lines: (usize, usize),
}

impl Call {
    fn is_sync(&self) -> bool {
        self.name.ends_with("sync") && self.on.contains("hub.db-wal")
    }

    fn is_send(&self) -> bool {
        ["write", "writev", "sendto", "sendmsg"].contains(&self.name.as_str())
    }
}

/// Reads strace's record of all threads; a call that another thread interrupts stands on two lines of it.
fn calls(record: &str) -> Vec<Call> {
    let (mut calls, mut begun) = (Vec::new(), std::collections::BTreeMap::new());
    for (number, line) in record.lines().enumerate() {
        let Some((thread, text)) = line.split_once(' ') else {
            continue;
        };
        let text = text.trim_start();
        if let Some(first) = text.strip_suffix("<unfinished ...>") {
            begun.insert(thread, (number, first.to_owned()));
            continue;
        }
        let (from, text) = match text.split_once("resumed>") {
            Some((_, rest)) => {
                let (from, first) = begun.remove(thread).unwrap();
                (from, first + rest)
            }
            None => (number, text.to_owned()),
        };
        let Some((name, arguments)) = text.split_once('(') else {
            continue;
        };
        let (on, rest) = arguments.split_once([',', ')']).unwrap();
        calls.push(Call {
            name: name.to_owned(),
            on: on.trim().to_owned(),
            rest: rest.to_owned(),
            lines: (from, number),
        });
    }
    calls
}

/// How many pushes there are, and how many of them were answered before what they brought was written and synced.
fn answered_early(calls: &[Call]) -> (usize, usize) {
    let pushes = calls
        .iter()
        .filter(|call| ["read", "recvfrom"].contains(&call.name.as_str()));
    let (mut count, mut early) = (0, 0);
    for push in pushes.filter(|call| call.rest.contains("POST /v1/push")) {
        let on_it = |call: &&Call| call.is_send() && call.on == push.on && call.lines.0 > push.lines.1;
        let Some(answer) = calls.iter().filter(on_it).min_by_key(|call| call.lines.0) else {
            continue;
        };
        let between = |call: &&Call| call.lines.0 > push.lines.1 && call.lines.1 < answer.lines.0;
        let written = calls
            .iter()
            .filter(between)
            .filter(|call| call.name == "pwrite64" && call.on.contains("hub.db-wal"))
            .map(|call| call.lines.1)
            .max();
        let synced = |written: usize| {
            let after = |call: &Call| call.is_sync() && call.lines.0 > written;
            calls.iter().filter(between).any(after)
        };
        count += 1;
        early += usize::from(!written.is_some_and(synced));
    }
    (count, early)
}

#[test]
fn a_push_is_answered_after_it_was_written_and_synced() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let listen = format!("127.0.0.1:{port}");
    let mut strace = Command::new("strace");
    strace.current_dir(at).args(["-f", "-yy", "-s", "32", "-o", "record"]);
    strace.args([
        "-e",
        "trace=read,recvfrom,write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync",
    ]);
    // The shell becomes the hub and leaves its number, so that the hub can be asked to stop: strace would not die with it.
    strace.args(["sh", "-c", "echo $$ >pid; exec \"$@\"", "sh"]);
    strace.args([
        env!("CARGO_BIN_EXE_crosscheck"),
        "--lang",
        "en",
        "serve",
        "--dir",
        "camp",
    ]);
    strace.args(["--tls", "off", "--listen", &listen]);
    let mut served = Served::begin(strace.stderr(Stdio::null()), &listen);
    let link = invite(at, "leader");
    let newcomer = take_up(&link, [7; 32], [8; 32]).unwrap();
    let store = Store::open(&at.join("phone.db"), None).unwrap();
    let book = Arc::new(Mutex::new(open_book(store, &link, &newcomer).unwrap()));
    let transport = Transport::start(book.clone(), &link.address, None, Patience::default()).unwrap();
    for number in 0..20 {
        note(&mut held(&book), number);
        transport.changed();
        assert!(transport.settle(MOST));
    }
    drop(transport);
    let hub = std::fs::read_to_string(at.join("pid")).unwrap();
    run(Command::new("kill").args(["-TERM", hub.trim()]));
    assert!(served.0.wait().unwrap().success());
    let record = std::fs::read(at.join("record")).unwrap();
    let mut calls = calls(&String::from_utf8_lossy(&record));
    let (pushes, early) = answered_early(&calls);
    println!("{pushes} pushes, {early} answered early");
    assert!(pushes >= 20 && early == 0, "{pushes} pushes, {early} answered early");
    // The same record without its syncs is one of a hub that answers early.
    calls.retain(|call| !call.is_sync());
    assert_eq!(answered_early(&calls), (pushes, pushes));
}
