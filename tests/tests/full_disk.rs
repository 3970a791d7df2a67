//! A hub whose disk is really full: the kernel says so in the middle of what is written. Whoever brings something is told,
//! nothing is half-written, and it goes on when there is room.
//!
//! The test runs itself again with a small disk in memory that nobody else has.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crosscheck_core::change::{BlobRef, Entity, Value};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Copies, Edit, Notebook};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_tests::apart::{Apart, Test};
use crosscheck_tests::hub::{ANN, address, phone, serve};
use crosscheck_tests::party;
use crosscheck_tests::phone::{MOST, held};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

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

/// Three megabytes of notes and a photo of two.
fn write(book: &mut Notebook, visit: &StreamName) -> BlobRef {
    for number in 0..80 {
        let text = book.typed(&words(number)).unwrap();
        let entity = Entity::new("answer", &format!("1/S0-{number:04}"));
        book.save(&[Edit::typed(visit, entity, "note.ann", text)]).unwrap();
    }
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

/// What happens where the disk is small.
fn filled() {
    let disk = PathBuf::from(std::env::var_os(DISK).unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    let server = serve(&disk);
    let hub = server.hub();
    let mut ann = phone(elsewhere.path(), "ann", ANN);
    ann.connect(&address(server.address()));
    ann.settle();
    let visit = party::visit(&mut ann.book());
    ann.settle();
    let ballast = fill(&disk);
    let blob = write(&mut ann.book(), &visit);
    ann.transport().changed();
    let full = |standing: &crosscheck_core::transport::Standing| {
        standing
            .line
            .as_ref()
            .is_some_and(|line| line.code() == "sync-line-full")
    };
    assert!(ann.transport().wait(MOST, full), "{:?}", ann.transport().standing());
    let said = std::fs::metadata(&ballast).unwrap().len();
    println!(
        "{said} bytes taken, {} places on a full disk",
        hub.storage.last().unwrap()
    );
    // What lies there is whole, for whoever opens it too.
    let other = Storage::open(&disk.join("hub.db"), None).unwrap();
    assert_eq!(other.check().unwrap(), hub.storage.last().unwrap());
    assert!(!ann.book().is_all_on_server().unwrap());
    assert_eq!(ann.book().blob_copies(&visit, &blob.hash).unwrap(), Copies::Here);
    std::fs::remove_file(&ballast).unwrap();
    // It tries again by itself after a minute; the person asks before.
    let mut asked = 0;
    ann.transport().now();
    while !ann.transport().wait(Duration::from_secs(2), |standing| standing.quiet) {
        assert!(asked < 60, "not quiet: {:?}", ann.transport().standing());
        asked += 1;
        ann.transport().now();
    }
    ann.settle();
    hub.follow().unwrap();
    assert!(ann.book().is_all_on_server().unwrap());
    let left = ann.book().outgoing(&hub.id(), 1, &BTreeSet::new()).unwrap();
    assert!(left.keys.is_empty());
    assert_eq!(held(&hub.book).digest(), ann.book().digest());
    assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length));
    assert_eq!(other.check().unwrap(), other.last().unwrap());
    server.stop();
}

#[test]
fn a_hub_whose_disk_is_really_full_has_nothing_half_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let test = Test {
        name: "a_hub_whose_disk_is_really_full_has_nothing_half_and_goes_on_when_there_is_room",
        probe: &["true"],
        given: &[(DISK, folder.path())],
    };
    MEMORY.run(&test, filled);
}
