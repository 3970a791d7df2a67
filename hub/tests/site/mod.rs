//! A generated office that is visited: a campaign, its hub as a process, and a leader's folder in which the visit is
//! open, for the tests beside this folder.

use std::path::Path;
use std::process::Output;

use crosscheck_core::field::{Chosen, Opening, Place, open_visit};
use crosscheck_core::ids::StreamName;
use crosscheck_tests::run;

use crate::folder::open;
use crate::serving::{Served, campaign, crosscheck, free_port, said};

/// A folder that joins the group by invitation.
pub fn join(at: &Path, role: &str, dir: &str) {
    let invite = ["invite", "--dir", "camp", "--group", "G01", "--role", role];
    let invited = said(&run(crosscheck(at).args(invite)));
    let link = invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap();
    run(crosscheck(at).args(["join", link, "--dir", dir]));
}

/// The campaign, its hub's process, and the first characters of the id of the visit.
pub fn stage() -> (tempfile::TempDir, Served, String) {
    let folder = campaign();
    let served = Served::start(folder.path(), "camp", free_port());
    join(folder.path(), "leader", "leader");
    let opening = Opening {
        place: Place::Listed("generated-office-7".to_owned()),
        kind: "禁毒办".to_owned(),
        chosen: Chosen::Undrawn("生成的记录".to_owned()),
        packs: vec![1],
        round: 1,
    };
    let visit = open_visit(&mut open(&folder.path().join("leader")), &opening).unwrap();
    let StreamName::Visit(_, hash) = visit else {
        panic!("{visit} is no visit")
    };
    (folder, served, hash.to_string()[..8].to_owned())
}

/// A command about the visit in a folder: the words before the visit, and those after it.
pub fn about(at: &Path, dir: &str, before: &[&str], visit: &str, after: &[&str]) -> Output {
    let mut asked = crosscheck(at);
    asked.arg("visit").args(before).arg(visit).args(after);
    asked.args(["--dir", dir]).output().unwrap()
}

/// The same where it must go well; gives what was said.
pub fn does(at: &Path, dir: &str, before: &[&str], visit: &str, after: &[&str]) -> String {
    let output = about(at, dir, before, visit, after);
    assert!(output.status.success(), "{before:?} {after:?}: {}", said(&output));
    said(&output)
}

/// The rows of a list as JSON.
pub fn rows(at: &Path, dir: &str, list: &[&str], visit: &str) -> serde_json::Value {
    let output = about(at, dir, list, visit, &["--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}
