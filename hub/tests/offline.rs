//! Enrolling where there is no network, with real folders: a leader, a laptop he enrols, and the office's hub that never
//! heard of it.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod folder;
mod serving;

use std::path::Path;

use crosscheck_core::field::{Chosen, Opening, Place, open_visit};
use crosscheck_core::ids::StreamName;
use crosscheck_tests::run;
use folder::open;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

/// The one line that begins like this.
fn line(said: &str, start: &str) -> String {
    said.lines().find(|line| line.starts_with(start)).unwrap().to_owned()
}

/// The folder `leader`, joined on line with the right to enrol so many.
fn leader(at: &Path, enrol: &str) {
    let invited = run(crosscheck(at).args([
        "invite", "--dir", "camp", "--group", "G01", "--role", "leader", "--enrol", enrol,
    ]));
    let link = line(&said(&invited), "crosscheck://");
    run(crosscheck(at).args(["join", &link, "--dir", "leader"]));
}

/// Shows the card of a new folder; gives its text and digits.
fn card(at: &Path, dir: &str) -> (String, String) {
    let shown = said(&run(crosscheck(at).args(["join", "--offline", "--dir", dir])));
    let digits = shown
        .lines()
        .find_map(|line| line.split_once("six digits: "))
        .unwrap()
        .1;
    (line(&shown, "CROSSCHECK://CARD/"), digits.to_owned())
}

/// Opens a visit in a folder, as a phone does.
fn visit(dir: &Path) -> StreamName {
    let opening = Opening {
        place: Place::Listed("generated-school-7".to_owned()),
        kind: "学校".to_owned(),
        chosen: Chosen::Undrawn("生成的记录".to_owned()),
        packs: vec![1],
        round: 1,
    };
    open_visit(&mut open(dir), &opening).unwrap()
}

#[test]
fn what_a_laptop_enrolled_offline_wrote_arrives_at_a_hub_that_never_heard_of_it() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let served = Served::start(at, "camp", port);
    leader(at, "2");
    drop(served);
    let (text, digits) = card(at, "laptop");
    assert_eq!(card(at, "laptop").0, text, "shown again, a card is the same");
    let enrol = ["enrol", "--dir", "leader", "--card", &text, "--member", "M02"];
    let asked = said(&run(crosscheck(at).args(enrol)));
    assert!(
        asked.contains(&digits) && !asked.contains("CROSSCHECK://ENROL/"),
        "{asked}"
    );
    let enrolled = run(crosscheck(at)
        .args(enrol)
        .args(["--digits", &digits, "--png", "credential.png"]));
    let credential = line(&said(&enrolled), "CROSSCHECK://ENROL/");
    assert!(said(&enrolled).contains("1 of 2"), "{}", said(&enrolled));
    assert!(
        std::fs::read(at.join("credential.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let accepted = run(crosscheck(at).args(["join", "--accept", &credential, "--dir", "laptop"]));
    assert!(said(&accepted).contains("Enrolled as M02"), "{}", said(&accepted));
    // There is no network yet, and it writes.
    let visited = visit(&at.join("laptop"));
    let port = free_port();
    let served = Served::start(at, "camp", port);
    let moved = format!("https://127.0.0.1:{port}");
    run(crosscheck(at).args(["sync", "--dir", "laptop", "--with", &moved]));
    // The leader brings the op of the credential, and with it the record counts.
    let brought = dump(&run(crosscheck(at).args(["sync", "--dir", "leader", "--with", &moved])));
    // Started again, a hub has read everything before it serves.
    drop(served);
    let _served = Served::start(at, "camp", port);
    let devices = said(&run(crosscheck(at).args(["devices", "list", "--dir", "camp"])));
    assert!(
        devices
            .lines()
            .any(|line| line.contains("M02") && line.contains("member")),
        "{devices}"
    );
    assert_eq!(dump(&run(crosscheck(at).args(["status", "--dir", "camp"]))), brought);
    let laptop = dump(&run(crosscheck(at).args(["sync", "--dir", "laptop", "--with", &moved])));
    assert_eq!(laptop, brought);
    let office = open(&at.join("camp"));
    assert!(
        office.state().streams().contains_key(&visited),
        "the office has the laptop's visit"
    );
    assert!(office.state().waiting().is_empty(), "{:?}", office.state().waiting());
}

#[test]
fn a_credential_needs_the_right_digits_a_place_and_the_card_it_was_made_for() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    leader(at, "1");
    let before = dump(&run(crosscheck(at).args(["sync", "--dir", "leader"])));
    let (text, digits) = card(at, "laptop");
    let (other, other_digits) = card(at, "other");
    let enrol = |card: &str, member: &str, digits: &str| {
        let words = [
            "enrol", "--dir", "leader", "--card", card, "--member", member, "--digits", digits,
        ];
        crosscheck(at).args(words).output().unwrap()
    };
    let refused = enrol(&text, "M02", &other_digits);
    assert!(
        !refused.status.success() && said(&refused).contains("nobody was enrolled"),
        "{}",
        said(&refused)
    );
    let after = dump(&run(crosscheck(at).args(["sync", "--dir", "leader"])));
    assert_eq!(after, before, "wrong digits write nothing");
    let credential = line(&said(&enrol(&text, "M02", &digits)), "CROSSCHECK://ENROL/");
    let full = enrol(&other, "M02", &other_digits);
    assert!(
        !full.status.success() && said(&full).contains("places to enrol are used"),
        "{}",
        said(&full)
    );
    let again = enrol(&text, "M02", &digits);
    assert_eq!(
        line(&said(&again), "CROSSCHECK://ENROL/"),
        credential,
        "no place is used up twice"
    );
    let wrong = crosscheck(at)
        .args(["join", "--accept", &credential, "--dir", "other"])
        .output()
        .unwrap();
    assert!(
        !wrong.status.success() && said(&wrong).contains("another phone's"),
        "{}",
        said(&wrong)
    );
    assert!(
        !at.join("other/campaign.db").exists(),
        "a refused credential makes no campaign"
    );
}
