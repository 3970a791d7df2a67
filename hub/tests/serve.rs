//! A hub as a process: served, joined, backed up, put back, and killed while phones bring what they wrote.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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

const MOST: Duration = Duration::from_mins(1);
const ROSTER: &str = "group,member,role,unit,home,recusals\n\
    G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n\
    G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n";
const TOML: &str = "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
    packs = [\"s0\"]\nroster = \"roster.csv\"\n";

fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--lang", "en"]);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A campaign's folder, `camp`.
fn campaign() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("roster.csv", ROSTER),
        ("CAMPAIGN.toml", TOML),
        ("pass", "a passphrase of the test"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let init = ["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"];
    run(crosscheck(folder.path()).args(init));
    folder
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A hub's process that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // It may be dead already: that is what some tests are about.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Served {
    /// Serves `dir` and comes back when it says that it does.
    fn start(folder: &Path, dir: &str, port: u16) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let mut serve = crosscheck(folder);
        serve
            .args(["serve", "--dir", dir, "--listen", &listen])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = serve.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains(&listen), "{line}");
        Self(child)
    }
}

fn invite(folder: &Path, role: &str) -> Link {
    let invited = run(crosscheck(folder).args(["invite", "--dir", "camp", "--group", "G01", "--role", role]));
    let invited = said(&invited);
    Link::parse(invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap()).unwrap()
}

fn dump(output: &Output) -> String {
    let said = said(output);
    said.lines().find(|line| line.starts_with("dump ")).unwrap().to_owned()
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
    let (mut saved, mut acknowledged) = (Vec::new(), 0);
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
        served = Served::start(at, "camp", port);
        transport.now();
    }
    assert!(transport.settle(MOST), "{:?}", transport.standing());
    assert!(held(&book).is_all_on_server().unwrap());
    println!(
        "{kills} kills, {} ops saved, {acknowledged} acknowledged at the last one, none missing",
        saved.len()
    );
    let there = on_disk(&at.join("camp/hub.db"));
    assert!(saved.iter().all(|op| there.contains(op)));
}
