//! A full disk and a read-only one: what was acknowledged stays, the next step says so in words, nothing is half-written.
//!
//! The disks are real ones of a private mount namespace (`unshare` of util-linux), made by root or in a user namespace.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::process::{Command, Output};

use crosscheck_tests::edits::whole;

/// Runs a script where it may mount, with `$SAVER` and `$FOLDER`.
///
/// Root makes a mount namespace as it is; anyone else needs a user namespace around it, which some machines forbid.
fn apart(script: &str, folder: &Path) -> Output {
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user: &[&str] = if root { &[] } else { &["--user", "--map-root-user"] };
    let run = Command::new("unshare")
        .args(user)
        .args(["--mount", "sh", "-c", script])
        .env("SAVER", env!("CARGO_BIN_EXE_saver"))
        .env("FOLDER", folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(
        !errors.contains("unshare:"),
        "no private mounts on this machine: {errors}"
    );
    run
}

fn acknowledged(run: &Output) -> u64 {
    let said = String::from_utf8_lossy(&run.stdout);
    let numbers = said.lines().filter_map(|line| line.strip_prefix("saved "));
    numbers.map(|number| number.parse().unwrap()).max().unwrap_or(0)
}

#[test]
fn a_disk_that_fills_up_loses_nothing_acknowledged_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    // The full disk is copied out before it goes away with its namespace.
    let script = "mkdir $FOLDER/disk && mount -t tmpfs -o size=4m none $FOLDER/disk &&
        { $SAVER $FOLDER/disk/edits.db 100000; echo status $?; cp $FOLDER/disk/edits.db* $FOLDER; }";
    let run = apart(script, folder.path());
    let (said, errors) = (acknowledged(&run), String::from_utf8_lossy(&run.stderr).into_owned());
    assert!(String::from_utf8_lossy(&run.stdout).contains("status 1"), "{errors}");
    assert!(errors.contains("\"store-full\""), "{errors}");
    assert!(said > 50, "the disk was full before anything was saved: {said}");
    let kept = whole(&folder.path().join("edits.db")).unwrap();
    assert!((said..=said + 1).contains(&kept), "{said} acknowledged, {kept} kept");
}

#[test]
fn a_read_only_disk_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let script = "$SAVER $FOLDER/edits.db 20 && sha256sum $FOLDER/edits.db* > $FOLDER/before &&
        mount --bind $FOLDER $FOLDER && mount -o remount,ro,bind $FOLDER &&
        { $SAVER $FOLDER/edits.db 5; echo status $?; sha256sum -c $FOLDER/before; }";
    let run = apart(script, folder.path());
    let (out, errors) = (
        String::from_utf8_lossy(&run.stdout).into_owned(),
        String::from_utf8_lossy(&run.stderr).into_owned(),
    );
    assert!(out.contains("status 1") && !out.contains("FAILED"), "{out} {errors}");
    assert!(
        errors.contains("\"store-read-only\"") || errors.contains("\"store-open\""),
        "{errors}"
    );
    assert_eq!(acknowledged(&run), 20);
}
