//! The store as a file: what it refuses, what it saves from damage, and what it leaves behind.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Stdio;

use crosscheck_core::ErrorKind;
use crosscheck_core::store::{self, Key, Store};
use crosscheck_tests::desk;
use crosscheck_tests::edits::Edits;
use rusqlite::Connection;
use tempfile::TempDir;

fn folder() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("campaign.db");
    (folder, path)
}

fn code(result: Result<Store, crosscheck_core::Error>) -> (ErrorKind, &'static str) {
    let error = result.unwrap_err();
    (error.kind, error.problems[0].what.code())
}

#[test]
fn what_was_saved_is_there_when_the_file_opens_again() {
    let (_folder, path) = folder();
    for key in [None, Some(Key::new([7; 32]))] {
        let path = path.with_extension(if key.is_some() { "keyed" } else { "plain" });
        let mut notebook = desk::open(&path, key.clone()).unwrap();
        for number in 0..5 {
            desk::number(&mut notebook, number).unwrap();
        }
        notebook.seal().unwrap();
        desk::number(&mut notebook, 5).unwrap();
        let digest = notebook.digest();
        drop(notebook);
        let notebook = desk::open(&path, key).unwrap();
        assert_eq!(desk::numbers(&notebook), [0, 1, 2, 3, 4, 5]);
        assert_eq!(notebook.digest(), digest);
        let verified = notebook.verify().unwrap();
        assert_eq!((verified.segments, verified.ops, verified.texts), (1, 7, 6));
    }
}

#[test]
fn nothing_of_a_keyed_file_can_be_read_without_its_key() {
    let (folder, path) = folder();
    let mut notebook = desk::open(&path, Some(Key::new([7; 32]))).unwrap();
    desk::number(&mut notebook, 1).unwrap();
    drop(notebook);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let shows = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
        assert!(!shows("第 1 条规则".as_bytes()) && !shows(b"CREATE TABLE") && !shows(b"R000001"));
    }
    let expected = (ErrorKind::CheckFailed, "store-key");
    assert_eq!(code(Store::open(&path, Some(Key::new([8; 32])))), expected);
    assert!(path.exists(), "a wrong key moved a good file aside");
    assert_eq!(desk::numbers(&desk::open(&path, Some(Key::new([7; 32]))).unwrap()), [1]);
}

#[test]
fn a_file_of_a_later_version_or_another_program_is_refused_and_left_as_it_is() {
    let (_folder, path) = folder();
    drop(desk::open(&path, None).unwrap());
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(code(Store::open(&path, None)), (ErrorKind::Refused, "store-later"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let other = path.with_extension("other");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE theirs (x)")
        .unwrap();
    assert_eq!(code(Store::open(&other, None)), (ErrorKind::Refused, "store-other"));
}

#[test]
fn a_stored_draft_comes_back_and_a_failed_write_leaves_nothing() {
    let (_folder, path) = folder();
    let store = Store::open(&path, None).unwrap();
    store
        .write(|t| store::keep_draft(t, "finding/new", b"half a sen"))
        .unwrap();
    let failed: Result<(), _> = store.write(|t| {
        store::drop_draft(t, "finding/new")?;
        store::keep_draft(t, "finding/new", &vec![0; 300 * 1024])
    });
    assert_eq!(failed.unwrap_err().problems[0].what.code(), "store-draft-long");
    let draft = store.read(|c| store::drafts(c, "finding/new")).unwrap();
    assert_eq!(draft.as_deref(), Some(&b"half a sen"[..]));
}

#[test]
fn a_store_at_rest_holds_no_file_open_and_wakes_with_everything() {
    let (_folder, path) = folder();
    let mut notebook = desk::open(&path, None).unwrap();
    desk::number(&mut notebook, 1).unwrap();
    notebook.store().suspend().unwrap();
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let names = open.filter_map(|file| std::fs::read_link(file.unwrap().path()).ok());
    assert_eq!(names.filter(|name| name.starts_with(path.parent().unwrap())).count(), 0);
    let refused = desk::number(&mut notebook, 2).unwrap_err();
    assert_eq!(refused.problems[0].what.code(), "store-suspended");
    notebook.store().resume().unwrap();
    desk::number(&mut notebook, 2).unwrap();
    assert_eq!(desk::numbers(&notebook), [1, 2]);
}

#[test]
fn removal_leaves_neither_file_nor_key() {
    let (folder, path) = folder();
    let mut notebook = desk::open(&path, None).unwrap();
    desk::number(&mut notebook, 1).unwrap();
    for key in ["campaign.db.key", "campaign.db.key.age"] {
        std::fs::write(folder.path().join(key), "a key").unwrap();
    }
    notebook.close().remove().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Fills pages 3 and beyond that hold rows, one at a time, with noise.
fn break_page(path: &Path, page: u64) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(&[0xa5; 4096], (page - 1) * 4096).unwrap();
}

#[test]
fn a_damaged_file_is_kept_aside_and_its_log_salvaged_by_a_new_writer() {
    let (folder, path) = folder();
    let key = || Some(Key::new([7; 32]));
    let mut notebook = desk::open(&path, key()).unwrap();
    for number in 0..400 {
        desk::number(&mut notebook, number).unwrap();
        if number == 300 {
            notebook.seal().unwrap();
        }
    }
    notebook.store().settle().unwrap();
    drop(notebook);
    // Which page holds what is luck, as hashes are; an index page costs no row. So: the last page whose loss is seen.
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() as u64 / 4096;
    let lossy = (3..=pages).rev().find_map(|page| {
        for file in std::fs::read_dir(folder.path()).unwrap() {
            std::fs::remove_file(file.unwrap().path()).unwrap();
        }
        std::fs::write(&path, &whole).unwrap();
        break_page(&path, page);
        let store = Store::open(&path, key()).unwrap();
        let salvaged = store.salvaged().cloned();
        salvaged
            .filter(|salvaged| salvaged.segments == 1 && salvaged.unsealed + salvaged.texts < 99 + 400)
            .map(|salvaged| (store, salvaged))
    });
    let (store, salvaged) = lossy.expect("no page of this file holds a text or an unsealed op");
    assert!(salvaged.kept.exists());
    assert!(salvaged.texts > 300 || salvaged.unsealed > 50, "{salvaged:?}");
    drop(store);
    // The reserve key stands for the new writer; the working one never writes this branch again.
    let notebook = desk::open_as(&path, key(), 2).unwrap();
    let found = desk::numbers(&notebook);
    assert!(
        found.len() >= 301 + salvaged.unsealed,
        "{} of {salvaged:?}",
        found.len()
    );
    notebook.verify().unwrap();
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|f| { f.as_ref().unwrap().file_name().to_string_lossy().contains("damaged-1") })
            .count(),
        1
    );
}

#[test]
fn two_notebooks_on_one_file_see_what_the_other_saved_and_never_take_one_place_twice() {
    let (_folder, path) = folder();
    let mut one = desk::open(&path, None).unwrap();
    let mut other = desk::open(&path, None).unwrap();
    for number in 0..10 {
        desk::number(if number % 3 == 0 { &mut one } else { &mut other }, number).unwrap();
    }
    one.catch_up().unwrap();
    other.catch_up().unwrap();
    assert_eq!(desk::numbers(&one), (0..10).collect::<Vec<_>>());
    assert_eq!(one.digest(), other.digest());
    assert_eq!(one.state().forks(), []);
}

#[test]
fn two_processes_on_one_file_lose_nothing_of_each_other() {
    let (_folder, path) = folder();
    // One after the other makes the file; then both write at once.
    let saver = |lane: &str, count: &str| {
        let mut saver = std::process::Command::new(env!("CARGO_BIN_EXE_saver"));
        saver.arg(&path).args([count, "--lane", lane]).stdout(Stdio::piped());
        saver.spawn().unwrap()
    };
    assert!(saver("1", "1").wait().unwrap().success());
    let both = [saver("2", "120"), saver("3", "120")];
    for child in both {
        let said = child.wait_with_output().unwrap();
        assert!(said.status.success());
        assert_eq!(String::from_utf8_lossy(&said.stdout).lines().count(), 120);
    }
    let edits = Edits::open(&path, "full").unwrap();
    assert_eq!(edits.count().unwrap(), 241);
}

#[test]
fn a_phone_that_sees_its_own_clone_goes_on_as_a_new_writer_with_what_it_had_not_sealed() {
    let (folder, path) = folder();
    let mut phone = desk::open(&path, None).unwrap();
    desk::number(&mut phone, 1).unwrap();
    phone.seal().unwrap();
    phone.store().settle().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).unwrap();
    let mut clone = desk::open(&copy, None).unwrap();
    desk::number(&mut clone, 2).unwrap();
    clone.seal().unwrap();
    desk::number(&mut phone, 3).unwrap();
    phone.seal().unwrap();
    desk::number(&mut phone, 4).unwrap();
    let taken = phone.take(&clone.segments().unwrap(), &clone.texts().unwrap()).unwrap();
    assert!(taken.own_fork);
    drop(phone);
    let mut phone = desk::open_as(&path, None, 2).unwrap();
    assert_eq!(desk::numbers(&phone), [1, 2, 3, 4]);
    phone.seal().unwrap();
    clone.take(&phone.segments().unwrap(), &phone.texts().unwrap()).unwrap();
    assert_eq!(clone.digest(), phone.digest());
}

#[test]
fn what_was_not_sealed_is_written_anew_by_the_next_writer_once() {
    let (_folder, path) = folder();
    let mut notebook = desk::open(&path, None).unwrap();
    desk::number(&mut notebook, 1).unwrap();
    notebook.seal().unwrap();
    desk::number(&mut notebook, 2).unwrap();
    drop(notebook);
    let again = desk::open_as(&path, None, 2).unwrap();
    assert_eq!(desk::numbers(&again), [1, 2]);
    let rule = again
        .state()
        .fields()
        .find(|field| &*field.key.entity.key == "R000002")
        .unwrap();
    let statement = rule.heads().next().unwrap();
    let op = again.state().op(&statement.ops[0]).unwrap();
    assert_eq!((rule.heads().count(), op.writer), (1, again.id()));
    assert_eq!(op.op.says().unwrap().again, Some(statement.first));
    drop(again);
    assert_eq!(desk::open_as(&path, None, 2).unwrap().unsealed().unwrap().len(), 1);
}

fn schema(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// `CROSSCHECK_FREEZE=1` writes the fixture of this schema, once, before a release.
#[test]
fn a_frozen_store_of_every_schema_opens_with_its_log_and_equals_a_fresh_one() {
    let frozen = crosscheck_tests::root().join("tests/fixtures/store");
    let newest = frozen.join(format!("schema-{}.db", store::SCHEMA));
    if std::env::var_os("CROSSCHECK_FREEZE").is_some() && !newest.exists() {
        let mut notebook = desk::open(&newest, None).unwrap();
        for number in 0..7 {
            desk::number(&mut notebook, number).unwrap();
        }
        notebook.seal().unwrap();
        desk::number(&mut notebook, 7).unwrap();
        notebook.store().settle().unwrap();
        notebook.store().suspend().unwrap();
    }
    let (folder, fresh) = folder();
    drop(desk::open(&fresh, None).unwrap());
    for schema_number in 1..=store::SCHEMA {
        let name = format!("schema-{schema_number}.db");
        let path = folder.path().join(&name);
        std::fs::copy(frozen.join(&name), &path).unwrap();
        let notebook = desk::open(&path, None).unwrap();
        assert_eq!(desk::numbers(&notebook), (0..8).collect::<Vec<_>>());
        let verified = notebook.verify().unwrap();
        assert_eq!(
            (verified.segments, verified.ops, verified.waiting, verified.texts),
            (1, 9, 0, 8)
        );
        drop(notebook);
        assert_eq!(
            schema(&path),
            schema(&fresh),
            "{name} upgraded differs from a fresh store"
        );
    }
}
