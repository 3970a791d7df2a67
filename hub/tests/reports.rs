//! `crosscheck report` as a process: what a campaign without a visit yields, what is refused, and nothing half written.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::process::{Command, Output};

use crosscheck_tests::run;

fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--lang", "en"]);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A campaign of one group that has been nowhere yet.
fn campaign() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let roster = "group,member,role,unit,home,recusals\nG01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n";
    let toml = "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\npacks = [\"s0\"]\nroster = \"roster.csv\"\n";
    for (name, text) in [
        ("roster.csv", roster),
        ("CAMPAIGN.toml", toml),
        ("pass", "a passphrase of the test"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut init = crosscheck(folder.path());
    run(init.args(["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"]));
    folder
}

fn report(folder: &Path, words: &[&str]) -> Output {
    let mut command = crosscheck(folder);
    command
        .arg("report")
        .args(words)
        .args(["--dir", "camp"])
        .output()
        .unwrap()
}

#[test]
fn every_document_is_written_in_every_form_and_says_what_is_missing() {
    let folder = campaign();
    for kind in [
        "summary",
        "outline",
        "on-site",
        "consolidated",
        "findings",
        "rectification",
    ] {
        for form in ["docx", "xlsx", "html"] {
            let out = format!("{kind}.{form}");
            let mut words = vec![kind, "--out", &out];
            if ["summary", "outline", "on-site"].contains(&kind) {
                words.extend(["--group", "1"]);
            }
            let written = report(folder.path(), &words);
            assert!(
                written.status.success() && said(&written).contains("is written"),
                "{out}: {}",
                said(&written)
            );
            assert!(
                std::fs::metadata(folder.path().join(&out)).unwrap().len() > 500,
                "{out}"
            );
        }
    }
    let page = std::fs::read_to_string(folder.path().join("summary.html")).unwrap();
    assert!(
        page.contains("No site was opened") && page.contains("generated office"),
        "{page}"
    );
    assert!(!page.contains("M01"), "a member's key stands in the report:\n{page}");
}

#[test]
fn what_does_not_exist_is_named_and_nothing_is_written() {
    let folder = campaign();
    for (words, what) in [
        (&["summary", "--group", "7", "--out", "x.docx"][..], "no group “7”"),
        (&["summary", "--group", "1", "--out", "x.pdf"], "docx, xlsx or html"),
        (
            &["summary", "--group", "1", "--out", "nowhere/x.docx"],
            "Nothing was written",
        ),
        (
            &["feedback", "--province", "Utopia", "--out", "x.docx"],
            "no province “Utopia”",
        ),
        (&["feedback", "--province", "61", "--out", "x.docx"], "No group was in"),
        (&["text", "nothing", "--group", "1"], "no paragraph nothing"),
    ] {
        let refused = report(folder.path(), words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}: {}", said(&refused));
        assert!(said(&refused).contains(what), "{words:?}: {}", said(&refused));
    }
    let left = std::fs::read_dir(folder.path()).unwrap().flatten();
    let left: Vec<String> = left
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.starts_with('x') || name.starts_with(".tmp")),
        "{left:?}"
    );
}

#[test]
fn a_file_that_stood_there_stays_when_the_new_one_cannot_be_made() {
    let folder = campaign();
    std::fs::write(folder.path().join("old.docx"), "as it was").unwrap();
    let refused = report(folder.path(), &["summary", "--group", "7", "--out", "old.docx"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("old.docx")).unwrap(),
        "as it was"
    );
}

#[test]
fn only_a_leader_writes_in_a_groups_report() {
    let folder = campaign();
    let listed = report(folder.path(), &["text", "--group", "1"]);
    assert!(
        listed.status.success() && said(&listed).contains("opening"),
        "{}",
        said(&listed)
    );
    let shown = report(folder.path(), &["text", "opening", "--group", "1"]);
    assert!(said(&shown).contains("{group}"), "{}", said(&shown));
    let refused = report(
        folder.path(),
        &["text", "opening", "--group", "1", "--set", "We went to {areas}."],
    );
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}

#[test]
fn what_changed_since_a_signed_version_is_told_on_the_screen_and_as_a_file() {
    let folder = campaign();
    let none = report(folder.path(), &["differences"]);
    assert_eq!(none.status.code(), Some(2), "{}", said(&none));
    assert!(said(&none).contains("No version was signed yet"), "{}", said(&none));
    let signed = report(folder.path(), &["sign", "drafter"]);
    assert!(signed.status.success(), "{}", said(&signed));
    let kept = report(
        folder.path(),
        &["text", "overall", "--set", "Written by the office; call 13812345678."],
    );
    assert_eq!(kept.status.code(), Some(2), "a mobile number was kept: {}", said(&kept));
    let kept = report(folder.path(), &["text", "overall", "--set", "Written by the office."]);
    assert!(kept.status.success(), "{}", said(&kept));

    let versions = said(&report(folder.path(), &["versions"]));
    assert!(
        versions.contains("organiser  drafter") && versions.contains("stands now"),
        "{versions}"
    );
    let told = said(&report(folder.path(), &["differences"]));
    assert!(
        told.contains("{+Written by the office.+}") && told.contains("[-No answers"),
        "{told}"
    );
    assert!(told.contains("Differences: 1"), "{told}");
    let out = report(folder.path(), &["differences", "--out", "changes.html"]);
    assert!(out.status.success(), "{}", said(&out));
    let page = std::fs::read_to_string(folder.path().join("changes.html")).unwrap();
    assert!(page.contains("<td>Written by the office.</td>"), "{page}");
    let unknown = report(folder.path(), &["differences", "--since", "ffff0000"]);
    assert!(
        said(&unknown).contains("There is no such version"),
        "{}",
        said(&unknown)
    );
}

#[test]
fn a_group_without_findings_says_so_and_an_unknown_one_is_named() {
    let folder = campaign();
    let listed = report(folder.path(), &["finding", "--group", "1"]);
    assert!(
        said(&listed).contains("no finding or practice yet"),
        "{}",
        said(&listed)
    );
    let unknown = report(folder.path(), &["finding", "abc", "--group", "1", "--leave-out"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        said(&unknown).contains("No note's number begins with abc"),
        "{}",
        said(&unknown)
    );
}

#[test]
fn a_group_without_photos_says_so_and_an_unknown_one_is_named() {
    let folder = campaign();
    assert!(said(&report(folder.path(), &["picture", "--group", "1"])).contains("The group has no photo."));
    let unknown = report(folder.path(), &["picture", "abc", "--group", "1"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        said(&unknown).contains("No photo's number begins with abc"),
        "{}",
        said(&unknown)
    );
}
