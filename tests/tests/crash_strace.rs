//! Saved is said only when it is true: at each acknowledgement every byte and name of the database is synced.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_tests::power::{Disk, Step, trace};

const COUNT: u64 = 30;

/// What a recorded saver did, writing with a level of `PRAGMA synchronous`.
fn recorded(synchronous: &str) -> Vec<Step> {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("edits.db");
    let arguments = [
        database.to_str().unwrap(),
        &COUNT.to_string(),
        "--synchronous",
        synchronous,
        "--reopen",
        "20",
    ];
    trace::record(folder.path(), env!("CARGO_BIN_EXE_saver"), &arguments)
}

/// The acknowledged edits, in order, each with the files that were not synced when it was said.
fn acknowledged(steps: &[Step]) -> Vec<(u64, Vec<String>)> {
    let mut disk = Disk::default();
    let mut said = Vec::new();
    for step in steps {
        disk.apply(step);
        if let Step::Acknowledged(number) = step {
            said.push((*number, disk.at_risk().into_iter().map(String::from).collect()));
        }
    }
    said
}

#[test]
fn no_edit_is_acknowledged_before_every_write_to_the_database_is_synced() {
    let expected: Vec<(u64, Vec<String>)> = (1..=COUNT).map(|number| (number, Vec::new())).collect();
    assert_eq!(acknowledged(&recorded("full")), expected);
}

#[test]
fn every_edit_is_written_before_it_is_acknowledged() {
    let steps = recorded("full");
    let mut written = false;
    for step in &steps {
        match step {
            Step::Written(name, ..) => written |= name.starts_with("edits.db"),
            Step::Acknowledged(number) => {
                assert!(written, "nothing was written for edit {number}");
                written = false;
            }
            _ => {}
        }
    }
}

#[test]
fn a_saver_that_does_not_sync_each_edit_is_seen() {
    let said = acknowledged(&recorded("normal"));
    assert!(said.iter().any(|(_, files)| files == &["edits.db-wal"]), "{said:?}");
}
