//! A hub whose disk is really full: the kernel says so in the middle of what is written. Whoever brings something is told,
//! nothing is half-written, and it goes on when there is room.
//!
//! The tests run themselves again with a small disk in memory that nobody else has.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crosscheck_core::Lang;
use crosscheck_core::change::{BlobRef, Entity, Value};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_core::report::doc::{Column, Draft, Kind, Rows, Table, xlsx};
use crosscheck_core::transport::Standing;
use crosscheck_hub::serve::storage::{BlobAt, Storage};
use crosscheck_hub::serve::{Scope, Server};
use crosscheck_tests::apart::{Apart, Test};
use crosscheck_tests::hub::{ANN, address, phone, serve};
use crosscheck_tests::party;
use crosscheck_tests::phone::{MOST, Phone, held};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

const DISK: &str = "CROSSCHECK_DISK";
const MEMORY: Apart = Apart {
    namespace: "--mount",
    ready: "mount -t tmpfs -o size=12m none \"$CROSSCHECK_DISK\"",
};

/// Takes all the room there is; gives the file that has it.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("ballast");
    let mut file = File::create(&path).unwrap();
    // The last byte too: a block alone is room for a row.
    for size in [1 << 16, 1 << 9, 1] {
        let piece = vec![7; size];
        let full = loop {
            if let Err(error) = file.write_all(&piece) {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::StorageFull);
    }
    path
}

/// Words that no compressor makes much smaller.
fn words(number: u64) -> String {
    let mut luck = ChaCha8Rng::seed_from_u64(number);
    (0..12_000)
        .map(|_| char::from_u32(luck.random_range(0x4e00..0x9fa5)).unwrap())
        .collect()
}

/// Three megabytes of notes.
fn note(book: &mut Notebook, visit: &StreamName) {
    for number in 0..80 {
        let text = book.typed(&words(number)).unwrap();
        let entity = Entity::new("answer", &format!("1/S0-{number:04}"));
        book.save(&[Edit::typed(visit, entity, "note.ann", text)]).unwrap();
    }
}

/// A photo of two.
fn photograph(book: &mut Notebook, visit: &StreamName) -> BlobRef {
    let mut bytes = vec![0; 2 << 20];
    ChaCha8Rng::seed_from_u64(1).fill(&mut bytes);
    let blob = book.vault().keep(&bytes).unwrap();
    let photo = Entity::new("photo", "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    let edits = [
        Edit::new(visit, photo.clone(), "original", Value::blob(&blob)),
        Edit::new(visit, photo, "faceless", Value::bool(true)),
    ];
    book.save(&edits).unwrap();
    blob
}

/// Ann, a visit of hers, and a hub whose disk is small.
struct Small {
    disk: PathBuf,
    server: Server,
    ann: Phone,
    visit: StreamName,
    _elsewhere: TempDir,
}

impl Small {
    fn new() -> Self {
        let disk = PathBuf::from(std::env::var_os(DISK).unwrap());
        let elsewhere = tempfile::tempdir().unwrap();
        let server = serve(&disk);
        let mut ann = phone(elsewhere.path(), "ann", ANN);
        ann.connect(&address(server.address()));
        ann.settle();
        let visit = party::visit(&mut ann.book());
        ann.settle();
        Self {
            disk,
            server,
            ann,
            visit,
            _elsewhere: elsewhere,
        }
    }

    /// Waits until the phone says that the hub's disk is full; what lies there then is whole, for whoever opens it too.
    fn is_full(&self) {
        let full = |standing: &Standing| {
            let line = standing.line.as_ref();
            line.is_some_and(|line| line.code() == "sync-line-full")
        };
        let transport = self.ann.transport();
        assert!(transport.wait(MOST, full), "{:?}", transport.standing());
        let last = self.server.hub().storage.last().unwrap();
        println!("{last} places on a full disk");
        let other = Storage::open(&self.disk.join("hub.db"), None).unwrap();
        assert_eq!(other.check().unwrap(), last);
        assert!(!self.ann.book().is_all_on_server().unwrap());
    }

    /// There is room again: everything arrives.
    fn finishes(self, ballast: &Path, blob: &BlobRef) {
        std::fs::remove_file(ballast).unwrap();
        let (hub, transport) = (self.server.hub(), self.ann.transport());
        // It tries again by itself after a minute; the person asks before.
        let mut asked = 0;
        transport.now();
        while !transport.wait(Duration::from_secs(2), |standing| standing.quiet) {
            assert!(asked < 60, "not quiet: {:?}", transport.standing());
            asked += 1;
            transport.now();
        }
        self.ann.settle();
        hub.follow().unwrap();
        assert!(self.ann.book().is_all_on_server().unwrap());
        let left = self.ann.book().outgoing(&hub.id(), 1, &BTreeSet::new()).unwrap();
        assert!(left.keys.is_empty());
        assert_eq!(held(&hub.book).digest(), self.ann.book().digest());
        assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length));
        assert_eq!(hub.storage.check().unwrap(), hub.storage.last().unwrap());
        self.server.stop();
    }
}

/// Texts meet a full disk.
fn texts() {
    let small = Small::new();
    let ballast = fill(&small.disk);
    note(&mut small.ann.book(), &small.visit);
    let blob = photograph(&mut small.ann.book(), &small.visit);
    small.ann.transport().changed();
    small.is_full();
    let copies = small.ann.book().blob_copies(&small.visit, &blob.hash).unwrap();
    assert_eq!(copies, Copies::Here);
    small.finishes(&ballast, &blob);
}

/// A file meets a full disk, when all that is said of it lies there.
fn file() {
    let small = Small::new();
    small.ann.transport().originals(false);
    let blob = photograph(&mut small.ann.book(), &small.visit);
    small.ann.transport().changed();
    small.ann.settle();
    let ballast = fill(&small.disk);
    small.ann.transport().originals(true);
    small.is_full();
    let hub = small.server.hub();
    let at = hub
        .storage
        .blob(&Scope::everything(), &small.visit, &blob.hash)
        .unwrap();
    assert_eq!(at, BlobAt::Wanted(blob.length));
    assert!(!hub.vault.looks(&blob.hash).unwrap());
    small.finishes(&ballast, &blob);
}

/// Rows of a workbook meet a full disk, those of an export and those of a ledger.
fn workbooks() {
    let disk = PathBuf::from(std::env::var_os(DISK).unwrap());
    let text = words(1);
    let mut rows = Rows::new(&disk).unwrap();
    let table = rows.begin("answers", &[("text", false)]).unwrap();
    let full = (0..1_000).find_map(|_| rows.row(table, std::slice::from_ref(&text)).err());
    let error = full.unwrap();
    assert_eq!(error.kind, crosscheck_core::ErrorKind::Storage, "{error}");
    drop(rows);

    let column = Column {
        header: "问题".into(),
        parts: 1,
        kind: Kind::Text,
        open: false,
    };
    let ledger = Table {
        name: "问题台账".into(),
        columns: vec![column],
        rows: vec![vec![text]; 1_000],
    };
    let written = BTreeMap::new();
    let mut draft = Draft::new("问题台账".into(), Lang::Zh, &written);
    draft.table(ledger);
    let error = xlsx(&draft.finish(), Lang::Zh, Some(&disk)).unwrap_err();
    assert_eq!(error.kind, crosscheck_core::ErrorKind::Storage, "{error}");
    assert_eq!(std::fs::read_dir(&disk).unwrap().count(), 0, "rows left behind");
}

/// Runs a test again where the disk is small.
fn small(name: &'static str, inside: fn()) {
    let folder = tempfile::tempdir().unwrap();
    let test = Test {
        name,
        probe: &["true"],
        given: &[(DISK, folder.path())],
    };
    MEMORY.run(&test, inside);
}

#[test]
fn a_hub_whose_disk_is_really_full_has_nothing_half_and_goes_on_when_there_is_room() {
    small(
        "a_hub_whose_disk_is_really_full_has_nothing_half_and_goes_on_when_there_is_room",
        texts,
    );
}

#[test]
fn a_file_that_meets_a_full_disk_goes_on_when_there_is_room() {
    small("a_file_that_meets_a_full_disk_goes_on_when_there_is_room", file);
}

#[test]
fn a_workbook_whose_rows_meet_a_full_disk_is_told_as_that_and_leaves_nothing() {
    small(
        "a_workbook_whose_rows_meet_a_full_disk_is_told_as_that_and_leaves_nothing",
        workbooks,
    );
}
