//! Phones and the hubs of a campaign, as processes: any the organiser certified is met, no other, each carries its groups, and
//! nowhere is a leader's laptop called the server.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod serving;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Entity, KeyStore, SoftwareKey};
use crosscheck_core::ids::{GroupId, OpId, WriterId, unhex};
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_core::store::Store;
use crosscheck_core::sync::Failure;
use crosscheck_core::transport::{Address, Patience, Transport, who_is};
use crosscheck_core::{Lang, view, words};
use crosscheck_hub::serve::join::{open_book, take_up};
use crosscheck_hub::serve::{Link, Scope, storage::Storage};
use crosscheck_tests::phone::{MOST, held};
use crosscheck_tests::{party, run};
use serving::{Served, campaign, crosscheck, dump, free_port, said};

/// A hub of a folder: its process, its address, and the identity key it asks to have certified.
struct Laptop {
    url: String,
    key: Option<String>,
    _served: Served,
}

fn laptop(at: &Path, dir: &str) -> Laptop {
    let listen = format!("127.0.0.1:{}", free_port());
    let mut serve = crosscheck(at);
    serve.args(["serve", "--dir", dir, "--listen", &listen]);
    let mut served = Served::begin(serve.stderr(Stdio::piped()), &listen);
    let mut lines = BufReader::new(served.0.stderr.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let said: Vec<String> = lines.by_ref().take_while(|line| !line.contains("Next: ")).collect();
    // What it says later is taken from it, or it would have nobody to say it to.
    std::thread::spawn(move || lines.for_each(drop));
    let key = said.iter().find_map(|line| line.split_once("its identity key: "));
    Laptop {
        url: format!("https://{listen}"),
        key: key.map(|(_, key)| key.trim().to_owned()),
        _served: served,
    }
}

fn invite(at: &Path, group: &str, role: &str, member: &str) -> Link {
    let mut invite = crosscheck(at);
    invite.args([
        "invite", "--dir", "camp", "--group", group, "--role", role, "--member", member,
    ]);
    let invited = said(&run(&mut invite));
    Link::parse(invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap()).unwrap()
}

/// A phone in the test's own process.
struct Phone {
    book: Arc<Mutex<Notebook>>,
    office: Address,
    group: GroupId,
}

impl Phone {
    fn joins(at: &Path, group: &str, role: &str, member: &str, secret: u8) -> Self {
        let link = invite(at, group, role, member);
        let newcomer = take_up(&link, [secret; 32], [secret; 32]).unwrap();
        let store = Store::open(&at.join(format!("phone-{secret}.db")), None).unwrap();
        let phone = Self {
            book: Arc::new(Mutex::new(open_book(store, &link, &newcomer).unwrap())),
            office: link.address,
            group: GroupId::parse(group).unwrap(),
        };
        phone.meets(&phone.office);
        phone
    }

    fn note(&self, number: u32) -> OpId {
        let mut book = held(&self.book);
        let visit = party::visit(&mut book);
        let text = book.typed(&format!("生成的说明 {number}")).unwrap();
        let (entity, field) = (
            Entity::new("answer", &format!("1/S0-{number}")),
            format!("note.{}", book.member()),
        );
        let value = text.value();
        book.save(&[Edit::new(&visit, entity, &field, value).with(text)])
            .unwrap()[0]
    }

    /// The hub at an address, if it may be met.
    fn finds(&self, url: &str) -> Result<Address, crosscheck_core::Error> {
        let identity = who_is(url, Patience::default())?.writer();
        held(&self.book).accepts_hub(&identity, Some(&self.office.identity))?;
        let url = url.to_owned();
        Ok(Address { url, identity })
    }

    fn starts(&self, hub: &Address) -> Transport {
        Transport::start(self.book.clone(), hub, None, Patience::default()).unwrap()
    }

    fn meets(&self, hub: &Address) {
        let transport = self.starts(hub);
        assert!(transport.settle(MOST), "{:?}", transport.standing());
        assert_eq!(transport.standing().stopped, None);
    }

    fn digest(&self) -> String {
        held(&self.book).digest()
    }

    fn lies(&self, op: &OpId) -> Copies {
        held(&self.book).copies(op).unwrap()
    }

    /// Every word a screen says about where things lie.
    fn screen(&self, op: &OpId) -> String {
        let book = held(&self.book);
        let shown = view::sync(&book, &view::Packs::default()).unwrap();
        let rows = shown.streams.iter().map(|row| &row.copies);
        let copies = book.copies(op).unwrap().sentence();
        let said = rows
            .chain([&shown.summary, &copies])
            .map(|one| words::say(Lang::Zh, one));
        said.collect::<Vec<_>>().join("\n")
    }
}

fn status(at: &Path, dir: &str) -> String {
    dump(&run(crosscheck(at).args(["status", "--dir", dir])))
}

/// The organiser says something of a hub while the office's is closed; then it is served again.
fn says(at: &Path, served: Served, port: u16, hub: &[&str]) -> Served {
    drop(served);
    run(crosscheck(at).arg("hub").args(hub).args(["--dir", "camp"]));
    Served::start(at, "camp", port)
}

fn certify(at: &Path, served: Served, port: u16, hub: &Laptop, groups: &str) -> Served {
    let key = hub.key.as_ref().unwrap();
    let served = says(at, served, port, &["certify", "--identity", key, "--groups", groups]);
    sync(at, "laptop");
    served
}

fn sync(at: &Path, dir: &str) {
    run(crosscheck(at).args(["sync", "--dir", dir]));
}

fn leader_with_laptop(at: &Path, group: &str, member: &str) -> Laptop {
    let link = invite(at, group, "leader", member).to_text();
    run(crosscheck(at).args(["join", &link, "--dir", "laptop"]));
    laptop(at, "laptop")
}

#[test]
fn a_laptop_is_met_once_it_is_certified_and_no_more_once_that_is_taken_back() {
    let folder = campaign();
    let at = folder.path();
    let port = free_port();
    let served = Served::start(at, "camp", port);
    let link = invite(at, "G01", "member", "M02").to_text();
    run(crosscheck(at).args(["join", &link, "--dir", "phone"]));
    let laptop = leader_with_laptop(at, "G01", "M01");
    let with = || {
        let output = crosscheck(at)
            .args(["sync", "--dir", "phone", "--with", &laptop.url])
            .output();
        let output = output.unwrap();
        let told: String = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.success(), told)
    };
    let (met, told) = with();
    assert!(!met && told.contains("the organiser has not certified it"), "{told}");
    let served = certify(at, served, port, &laptop, "G01");
    sync(at, "phone");
    let (met, told) = with();
    assert!(met && told.contains(&status(at, "laptop")), "{told}");
    let _served = says(
        at,
        served,
        port,
        &["revoke", "--identity", laptop.key.as_ref().unwrap()],
    );
    sync(at, "phone");
    let (met, told) = with();
    assert!(!met && told.contains("took back the certificate"), "{told}");
    let moved = format!("https://127.0.0.1:{port}");
    run(crosscheck(at).args(["sync", "--dir", "phone", "--with", &moved]));
}

#[test]
fn phones_exchange_on_a_hotspot_and_later_at_the_office_and_everyone_ends_equal() {
    let folder = campaign();
    let at = folder.path();
    let port = free_port();
    let served = Served::start(at, "camp", port);
    let laptop = leader_with_laptop(at, "G01", "M01");
    let served = certify(at, served, port, &laptop, "G01");
    let phones = [
        Phone::joins(at, "G01", "leader", "M01", 31),
        Phone::joins(at, "G01", "member", "M02", 32),
    ];
    drop(served);
    let office = phones[0].office.identity;
    let read = |phone: &Phone, hub: &WriterId| held(&phone.book).hub(hub).unwrap();
    let before = read(&phones[0], &office);
    let ops: Vec<OpId> = (0..20)
        .flat_map(|number| [phones[0].note(number), phones[1].note(number)])
        .collect();
    assert_eq!(phones[0].lies(&ops[0]), Copies::Here);
    let hotspot = phones[0].finds(&laptop.url).unwrap();
    assert_ne!(hotspot.identity, office);
    for phone in [0, 1, 0] {
        phones[phone].meets(&hotspot);
    }
    assert_eq!(phones[0].digest(), phones[1].digest());
    assert!(status(at, "laptop").contains(&phones[0].digest()));
    for (at, op) in ops.iter().enumerate() {
        assert_eq!(phones[at % 2].lies(op), Copies::Laptop);
        let screen = phones[at % 2].screen(op);
        assert!(
            screen.contains("已到组长电脑") && !screen.contains("已到服务器"),
            "{screen}"
        );
    }
    // How far the office was read is another matter than how far the laptop was.
    assert_eq!(
        read(&phones[0], &office).map(|row| (row.epoch, row.place)),
        before.map(|row| (row.epoch, row.place))
    );
    assert_ne!(
        read(&phones[0], &hotspot.identity).map(|row| row.epoch),
        before.map(|row| row.epoch)
    );
    let _served = Served::start(at, "camp", port);
    sync(at, "laptop");
    for phone in &phones {
        phone.meets(&phone.office);
    }
    let digests = [phones[0].digest(), phones[1].digest()];
    for dir in ["laptop", "camp"] {
        let status = status(at, dir);
        assert!(
            digests.iter().all(|digest| status.contains(digest)),
            "{dir} {status} {digests:?}"
        );
    }
    for (at, op) in ops.iter().enumerate() {
        assert_eq!(phones[at % 2].lies(op), Copies::Server);
    }
    let screen = phones[0].screen(&ops[0]);
    assert!(screen.contains("全部已到服务器"), "{screen}");
}

#[test]
fn a_laptop_certified_for_one_group_takes_and_tells_nothing_of_another() {
    let folder = campaign();
    let at = folder.path();
    let port = free_port();
    let served = Served::start(at, "camp", port);
    let laptop = leader_with_laptop(at, "G02", "M03");
    let _served = certify(at, served, port, &laptop, "G02");
    let (own, other) = (
        Phone::joins(at, "G02", "member", "M04", 41),
        Phone::joins(at, "G01", "member", "M02", 42),
    );
    let hub = own.finds(&laptop.url).unwrap();
    assert_eq!(other.finds(&laptop.url).unwrap(), hub, "any certified hub is met");
    let (carried, kept) = (own.note(1), other.note(2));
    for phone in [&own, &other, &own, &other] {
        phone.meets(&hub);
    }
    assert_eq!((own.lies(&carried), other.lies(&kept)), (Copies::Laptop, Copies::Here));
    assert_eq!(held(&other.book).state().op(&carried).map(|_| ()), None);
    let journal = held(&other.book).journal().unwrap();
    assert!(
        journal.iter().any(|line| line.code == "sync-line-elsewhere"),
        "{journal:?}"
    );
    let journal = held(&own.book).journal().unwrap();
    assert!(
        journal.iter().all(|line| line.code != "sync-line-elsewhere"),
        "{journal:?}"
    );
    let storage = Storage::open(&at.join("laptop/hub.db"), None).unwrap();
    let epoch = storage.epochs().unwrap()[0].1;
    let pulled = storage
        .pull(&Scope::everything(), None, (&epoch, 0), usize::MAX)
        .unwrap();
    let of_other = pulled
        .items
        .iter()
        .filter(|placed| placed.item.stream.group() == Some(&other.group));
    assert_eq!(of_other.count(), 0);
    // At the office it is taken, and the hub it kept away from costs nothing.
    other.meets(&other.office);
    assert_eq!(other.lies(&kept), Copies::Server);
}

#[test]
fn a_phone_in_the_middle_of_an_exchange_hears_that_its_hub_was_taken_back_and_stops() {
    let folder = campaign();
    let at = folder.path();
    let port = free_port();
    let served = Served::start(at, "camp", port);
    let laptop = leader_with_laptop(at, "G01", "M01");
    let served = certify(at, served, port, &laptop, "G01");
    let phone = Phone::joins(at, "G01", "member", "M02", 51);
    let transport = phone.starts(&phone.finds(&laptop.url).unwrap());
    assert!(transport.settle(MOST), "{:?}", transport.standing());
    assert_eq!(transport.standing().stopped, None);
    let _served = says(
        at,
        served,
        port,
        &["revoke", "--identity", laptop.key.as_ref().unwrap()],
    );
    sync(at, "laptop");
    assert!(transport.wait(MOST, |standing| standing.stopped == Some(Failure::Revoked)));
    let line = transport.standing().line.unwrap();
    assert_eq!(line.code(), "sync-line-revoked");
    drop(transport);
    let op = phone.note(1);
    phone.meets(&phone.office);
    assert_eq!(phone.lies(&op), Copies::Server);
}

#[test]
fn the_offices_own_hub_once_taken_back_is_not_certified_again_by_starting_it() {
    let folder = campaign();
    let at = folder.path();
    assert_eq!(
        laptop(at, "camp").key,
        None,
        "the organiser's own is certified at its first start"
    );
    let secret = std::fs::read_to_string(at.join("camp/hub.key")).unwrap();
    let secret = unhex(secret.trim()).unwrap().try_into().unwrap();
    let key = hex(SoftwareKey::new(&secret).unwrap().public_key().as_bytes());
    run(crosscheck(at).args(["hub", "revoke", "--identity", &key, "--dir", "camp"]));
    assert_eq!(laptop(at, "camp").key.as_ref(), Some(&key));
    run(crosscheck(at).args(["hub", "certify", "--identity", &key, "--office", "--dir", "camp"]));
    assert_eq!(laptop(at, "camp").key, None);
}
