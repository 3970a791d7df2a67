//! Redaction at the command line: a photo and its words go from three folders, and a bundle written before brings nothing
//! back into any of them.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;
mod site;

use std::path::Path;

use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::run;
use serving::{crosscheck, dump, said};
use site::{about, does, join, rows, stage};

const CAPTION: &str = "不该写下来的说明（生成）";
const NOTE: &str = "不该写下来的考察（生成）";

/// How many files the vault of a folder holds.
fn files(at: &Path, dir: &str) -> usize {
    crosscheck_tests::files(&at.join(dir).join("campaign.db.blobs"), "").len()
}

/// What a folder shows of the photo and the note.
fn shown(at: &Path, dir: &str, visit: &str) -> (String, String, String) {
    let cell = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let photos = rows(at, dir, &["photos"], visit);
    let notes = rows(at, dir, &["note", "show"], visit);
    let caption = photos[0]["captions"].as_array().unwrap().first().map(cell);
    (
        cell(&photos[0]["state"]),
        caption.unwrap_or_default(),
        cell(&notes[0]["words"]),
    )
}

fn sync(at: &Path, dirs: &[&str]) {
    let dumps: Vec<String> = dirs
        .iter()
        .map(|dir| dump(&run(crosscheck(at).args(["sync", "--dir", dir]))))
        .collect();
    assert!(dumps.iter().all(|dump| !dump.is_empty()));
}

#[test]
fn a_photo_and_its_words_are_gone_everywhere_and_no_bundle_brings_them_back() {
    let (folder, served, visit) = stage();
    let (at, visit) = (folder.path(), &*visit);
    join(at, "member", "second");
    std::fs::write(at.join("a.jpg"), pictures::jpeg(900, 700, Beside::default())).unwrap();
    does(
        at,
        "leader",
        &["photo"],
        visit,
        &["--file", "a.jpg", "--caption", CAPTION],
    );
    does(at, "leader", &["note", "add"], visit, &["--text", NOTE]);
    let empty = files(at, "second");
    sync(at, &["leader", "second", "leader"]);
    let before = ("photo-plain".to_owned(), CAPTION.to_owned(), NOTE.to_owned());
    assert_eq!(shown(at, "second", visit), before);
    assert!(files(at, "second") > empty, "nothing of the photo came");
    run(crosscheck(at).args(["bundle", "write", "--dir", "leader", "--out", "before.bundle"]));
    let photo = rows(at, "leader", &["photos"], visit)[0]["photo"]
        .as_str()
        .unwrap()
        .to_owned();
    let note = rows(at, "leader", &["note", "show"], visit)[0]["note"]
        .as_str()
        .unwrap()
        .to_owned();
    // Another member's words wait for their author or the leader.
    let wait = does(at, "second", &["redact", "--words"], visit, &[&note[..8]]);
    assert!(
        wait.contains("somebody else's") && wait.contains("0 texts are gone"),
        "{wait}"
    );
    let told = does(at, "leader", &["redact", "--words"], visit, &[&photo[..8]]);
    assert!(
        told.contains("1 texts are gone") && told.contains("3 files are gone"),
        "{told}"
    );
    let told = does(at, "leader", &["redact", "--words"], visit, &[&note[..8]]);
    assert!(told.contains("1 texts are gone"), "{told}");
    let nothing = about(at, "leader", &["redact"], visit, &[&note[..8]]);
    assert!(!nothing.status.success(), "{}", said(&nothing));
    sync(at, &["leader", "second", "leader"]);
    drop(served);
    brings_nothing_back(at, visit);
    let copies = rows(at, "leader", &["photos"], visit)[0]["copies"].clone();
    assert_eq!(copies, "sync-copies-server", "what was redacted counts as there");
}

/// A bundle written before, imported into each of the three folders.
fn brings_nothing_back(at: &Path, visit: &str) {
    let after = ("photo-redacted".to_owned(), String::new(), String::new());
    let kept: Vec<usize> = ["leader", "second", "camp"]
        .iter()
        .map(|dir| {
            assert_eq!(shown(at, dir, visit), after, "{dir}");
            files(at, dir)
        })
        .collect();
    for (dir, kept) in ["leader", "second", "camp"].iter().zip(kept) {
        let taken = crosscheck(at)
            .args(["bundle", "import", "before.bundle", "--dir", dir])
            .output()
            .unwrap();
        assert!(taken.status.success(), "{dir}: {}", said(&taken));
        assert_eq!(shown(at, dir, visit), after, "{dir} took back what was redacted");
        assert_eq!(files(at, dir), kept, "{dir}");
    }
}
