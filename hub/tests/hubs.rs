//! Hubs besides the office's: a leader's laptop serves, the organiser certifies it and takes it back.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod serving;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use crosscheck_tests::run;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

/// Serves the folder `laptop` until it has said everything; gives the identity key it asks to have certified.
fn asks_for(at: &Path) -> Option<String> {
    let listen = format!("127.0.0.1:{}", free_port());
    let mut serve = crosscheck(at);
    serve.args(["serve", "--dir", "laptop", "--listen", &listen]);
    let mut served = Served::begin(serve.stderr(Stdio::piped()), &listen);
    let lines = BufReader::new(served.0.stderr.take().unwrap()).lines();
    let lines = lines.map(Result::unwrap);
    let said: Vec<String> = lines.take_while(|line| !line.contains("Next: ")).collect();
    let asked = said.iter().find_map(|line| line.split_once("its identity key: "));
    asked.map(|(_, key)| key.trim().to_owned())
}

/// Does what `hub` says in the office, serves it and lets the laptop exchange with it.
fn says(at: &Path, port: u16, hub: &[&str]) {
    run(crosscheck(at).arg("hub").args(hub).args(["--dir", "camp"]));
    let _served = Served::start(at, "camp", port);
    run(crosscheck(at).args(["sync", "--dir", "laptop"]));
}

fn refused(at: &Path, hub: &[&str]) -> String {
    let output = crosscheck(at).arg("hub").args(hub).output().unwrap();
    assert!(!output.status.success(), "{}", said(&output));
    said(&output)
}

#[test]
fn a_leaders_hub_is_certified_by_the_organiser_alone_and_asks_again_once_that_is_taken_back() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let served = Served::start(at, "camp", port);
    let invited = run(crosscheck(at).args(["invite", "--dir", "camp", "--group", "G01", "--role", "leader"]));
    let invited = said(&invited);
    let link = invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap();
    run(crosscheck(at).args(["join", link, "--dir", "laptop"]));
    drop(served);
    let key = asks_for(at).unwrap();
    assert_eq!(key.len(), 66, "{key}");
    let certify = ["certify", "--identity", &key, "--groups", "G01"];
    says(at, port, &certify);
    assert_eq!(asks_for(at), None);
    let status = || dump(&run(crosscheck(at).args(["status", "--dir", "camp"])));
    let before = status();
    run(crosscheck(at).arg("hub").args(certify).args(["--dir", "camp"]));
    assert_eq!(status(), before, "said again, it changes nothing");
    says(at, port, &["revoke", "--identity", &key]);
    assert_eq!(asks_for(at), Some(key.clone()));
    let own = refused(
        at,
        &["certify", "--identity", &key, "--groups", "G01", "--dir", "laptop"],
    );
    assert!(own.contains("may not do this"), "{own}");
    let nowhere = refused(at, &["certify", "--identity", &key, "--groups", "G99", "--dir", "camp"]);
    assert!(nowhere.contains("no group G99"), "{nowhere}");
    let none = refused(at, &["certify", "--identity", &key[2..], "--office", "--dir", "camp"]);
    assert!(none.contains("66 hex digits"), "{none}");
}
