//! A campaign's folder through the binary: made from files, verified, recovered, filled from self-check sheets.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;
use std::process::{Command, Output};

use crosscheck_tests::run;

const PASSPHRASE: &str = "a passphrase of the test";

fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--lang", "en"]);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const ROSTER: &str = "group,member,role,unit,home,recusals\n\
    G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n\
    G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n";
const ZONES: &str = "zone,province\nZ1,甲省\nZ1,乙省\nZ2,丙省\nZ2,丁省\n";
const TOML: &str = "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
    packs = [\"s0\"]\nroster = \"roster.csv\"\nzones = \"zones.csv\"\n";

/// A folder with the files of a small campaign.
fn files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("roster.csv", ROSTER),
        ("zones.csv", ZONES),
        ("CAMPAIGN.toml", TOML),
        ("pass", PASSPHRASE),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn init(folder: &Path) -> Command {
    let mut command = crosscheck(folder);
    command.args(["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"]);
    command
}

#[test]
fn init_makes_a_folder_whose_secrets_only_their_owner_reads_and_whose_log_verifies() {
    let folder = files();
    let made = said(&run(&mut init(folder.path())));
    assert!(made.contains("2 groups, 1 checklists"), "{made}");
    let camp = folder.path().join("camp");
    for secret in ["organiser.key", "campaign.db.key"] {
        let rights =
            std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(camp.join(secret)).unwrap().permissions());
        assert_eq!(rights & 0o077, 0, "{secret}");
    }
    let plain = std::fs::read(camp.join("campaign.db")).unwrap();
    assert!(!plain.starts_with(b"SQLite"), "the database is not encrypted");
    assert!(camp.join("recovery.age").exists() && camp.join("campaign.db.key.age").exists());
    let verified = said(&run(crosscheck(folder.path()).args(["log", "verify", "--dir", "camp"])));
    assert!(
        verified.contains("Verified") && verified.contains("dump sha256:"),
        "{verified}"
    );
    let again = init(folder.path()).output().unwrap();
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("nothing was changed"));
}

#[test]
fn every_problem_of_every_file_is_said_at_once_and_nothing_is_left_behind() {
    let folder = files();
    let broken = TOML.replace("2017-06-30", "30 June").replace("[\"s0\"]", "[\"s9\"]");
    std::fs::write(folder.path().join("CAMPAIGN.toml"), broken).unwrap();
    std::fs::write(
        folder.path().join("roster.csv"),
        ROSTER.replace("M03,leader", "M03,chief"),
    )
    .unwrap();
    std::fs::write(folder.path().join("zones.csv"), ZONES.replace("Z2,丁省", "Z2,甲省")).unwrap();
    let output = init(folder.path()).output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(2), "{words}");
    for part in ["30 June", "s9", "roster.csv", "zones.csv"] {
        assert!(words.contains(part), "{part} is missing in:\n{words}");
    }
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !["roster.csv", "zones.csv", "CAMPAIGN.toml", "pass"].contains(&&**name))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_roster_with_a_telephone_number_makes_nothing() {
    let folder = files();
    let roster = ROSTER.replacen("generated office", "office 13812345678", 1);
    std::fs::write(folder.path().join("roster.csv"), roster).unwrap();
    let output = init(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(!folder.path().join("camp").exists());
}

#[test]
fn a_short_passphrase_makes_nothing() {
    let folder = files();
    std::fs::write(folder.path().join("pass"), "short").unwrap();
    let output = init(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("camp").exists());
}

#[test]
fn a_database_without_its_key_is_recovered_with_the_recovery_file_and_by_no_other_passphrase() {
    let folder = files();
    run(&mut init(folder.path()));
    let camp = folder.path().join("camp");
    let before = said(&run(crosscheck(folder.path()).args(["log", "verify", "--dir", "camp"])));
    let recipient = std::fs::read(camp.join("recipient.key")).unwrap();
    let bundle = ["bundle", "write", "--dir", "camp", "--out", "one.bundle"];
    run(crosscheck(folder.path()).args(bundle));
    std::fs::remove_file(camp.join("recipient.key")).unwrap();
    let show = ["bundle", "show", "one.bundle", "--dir", "camp"];
    let closed = crosscheck(folder.path()).args(show).output().unwrap();
    assert!(!closed.status.success(), "{}", said(&closed));
    // The recovery key opens every bundle.
    let recovery = ["--recovery", "camp/recovery.age", "--passphrase-file", "pass"];
    let opened = run(crosscheck(folder.path()).args(show).args(recovery));
    let import = ["bundle", "import", "one.bundle", "--dir", "camp"];
    run(crosscheck(folder.path()).args(import).args(recovery));
    for lost in ["campaign.db.key", "organiser.key"] {
        std::fs::remove_file(camp.join(lost)).unwrap();
    }
    let recover = |pass: &str, out: &str| {
        let mut command = crosscheck(folder.path());
        command.args([
            "recover",
            "camp/campaign.db",
            "--recovery",
            "camp/recovery.age",
            "--as-reserve",
        ]);
        command
            .args(["--out", out, "--passphrase-file", pass])
            .output()
            .unwrap()
    };
    std::fs::write(folder.path().join("wrong"), "another passphrase").unwrap();
    let refused = recover("wrong", "no");
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(!folder.path().join("no").exists());
    let done = recover("pass", "back");
    assert!(done.status.success(), "{}", said(&done));
    let after = said(&run(crosscheck(folder.path()).args(["log", "verify", "--dir", "back"])));
    assert_eq!(after, before, "the recovered log is another");
    assert_eq!(
        std::fs::read(folder.path().join("back/recipient.key")).unwrap(),
        recipient
    );
    let again = ["bundle", "show", "one.bundle", "--dir", "back"];
    let again = run(crosscheck(folder.path()).args(again));
    assert_eq!(said(&again), said(&opened));
}

#[test]
fn a_database_changed_behind_its_back_does_not_verify() {
    let folder = files();
    run(&mut init(folder.path()));
    let path = folder.path().join("camp/campaign.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let output = crosscheck(folder.path())
        .args(["log", "verify", "--dir", "camp"])
        .output()
        .unwrap();
    let words = said(&output);
    // Either the page is refused, or the damaged file was kept aside and what could be read is the log now.
    let aside = std::fs::read_dir(folder.path().join("camp"))
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("damaged"));
    assert!(!output.status.success() || aside.count() > 0, "{words}");
}

#[test]
fn a_self_check_sheet_is_taken_once_and_wrong_groups_packs_and_sheets_are_named() {
    let folder = files();
    run(&mut init(folder.path()));
    run(crosscheck(folder.path()).args(["demo", "--dir", "demo"]));
    let import = |group: &str, pack: &str, sheet: &str| {
        let mut command = crosscheck(folder.path());
        command.args(["selfcheck", "import", sheet, "--dir", "camp", "--unit", "610102"]);
        command.args(["--group", group, "--pack", pack]).output().unwrap()
    };
    let sheet = "demo/检查表-已填.xlsx";
    let first = said(&import("G01", "1", sheet));
    assert!(first.contains("new or changed, 0 unchanged"), "{first}");
    let second = said(&import("G01", "1", sheet));
    assert!(second.contains(": 0 new or changed"), "{second}");
    for (output, word) in [
        (import("G09", "1", sheet), "no group G09"),
        (import("G01", "7", sheet), "no checklist number 7"),
        (import("G01", "1", "demo/检查表-空白.xlsx"), "No answer is filled in"),
        (import("G01", "1", "roster.csv"), "roster.csv"),
    ] {
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(word), "{word} is missing in {}", said(&output));
    }
    let none = said(&run(crosscheck(folder.path()).args(["visit", "list", "--dir", "camp"])));
    assert!(none.contains("There are no visits yet"), "{none}");
}

#[test]
fn the_demonstrations_visit_is_listed_shown_and_verified_and_its_replicas_agree() {
    let folder = tempfile::tempdir().unwrap();
    let told = said(&run(crosscheck(folder.path()).args(["demo", "--dir", "demo"])));
    let hashes: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split_once("folded anew: sha256:"))
        .map(|(_, hash)| hash)
        .collect();
    assert_eq!(hashes.len(), 3, "{told}");
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert!(told.contains("⇄ two answers"), "{told}");
    let verified = said(&run(crosscheck(folder.path()).args([
        "log",
        "verify",
        "--dir",
        "demo/活动",
    ])));
    // The office went on writing after the three were compared: the list of what is to be mended.
    assert!(
        verified.contains("0 wait") && !verified.contains(hashes[0].trim()),
        "{verified}"
    );
    let whole = run(crosscheck(folder.path()).args(["rectify", "list", "--dir", "demo/活动", "--format", "csv"]));
    assert_eq!(said(&whole).lines().count(), 3, "{}", said(&whole));
    let list = run(crosscheck(folder.path()).args(["visit", "list", "--dir", "demo/活动", "--format", "json"]));
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(list[0]["differing"], 0);
    let id = list[0]["visit"].as_str().unwrap();
    let shown = said(&run(crosscheck(folder.path()).args([
        "visit",
        "show",
        &id[..6],
        "--dir",
        "demo/活动",
    ])));
    assert!(
        shown.contains("decided") && shown.contains("set aside") && shown.contains("0 ops are not covered"),
        "{shown}"
    );
    let unknown = crosscheck(folder.path())
        .args(["visit", "show", "zz", "--dir", "demo/活动"])
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}
