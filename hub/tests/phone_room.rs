//! An app's folder against a hub as a process: joined, cut off, opened again, recovered by the organiser, removed.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

#[allow(dead_code, reason = "each test beside it uses a part of it")]
mod serving;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_core::bundle::{self, Choice};
use crosscheck_core::change::Enrolment;
use crosscheck_core::field::{self, Chosen, Opening, Place};
use crosscheck_core::ids::{CampaignId, MemberId, StreamName};
use crosscheck_core::lead::Newcomer;
use crosscheck_core::notebook::Class;
use crosscheck_core::phone::{Host, HostKeys, KeyKind, OpenCampaign, Phone, Seat, SoftwareKeys};
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::run;
use serving::{Served, campaign, crosscheck, free_port, said};

const MOST: Duration = Duration::from_mins(1);

fn phone(at: &Path) -> Phone {
    let keys: Arc<dyn HostKeys> = Arc::new(SoftwareKeys::new(&at.join("keys")).unwrap());
    let host = Host {
        keys,
        boot: None,
        connectivity: None,
    };
    Phone::open(&at.join("app"), host).unwrap()
}

fn invite(folder: &Path) -> String {
    let said = said(&run(
        crosscheck(folder).args(["invite", "--dir", "camp", "--group", "G01", "--role", "member"])
    ));
    said.lines()
        .find(|line| line.starts_with("crosscheck://"))
        .unwrap()
        .to_owned()
}

fn settle(open: &OpenCampaign) {
    assert!(open.exchange().unwrap().settle(MOST));
    open.note().unwrap();
}

fn visit(open: &OpenCampaign, unit: &str) -> StreamName {
    let opening = Opening {
        place: Place::Listed(unit.to_owned()),
        kind: "禁毒办".to_owned(),
        chosen: Chosen::Main,
        packs: vec![1],
        round: 1,
    };
    open.act(|book, _| field::open_visit(book, &opening)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn code(error: &Error) -> (&ErrorKind, &str) {
    (&error.kind, error.problems[0].what.code())
}

#[test]
fn what_a_phone_wrote_is_read_again_and_opens_by_the_organisers_recovery_file() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let phone = phone(&at.join("phone"));
    let id = phone.join(&invite(at)).unwrap();
    let open = phone.campaign(&id).unwrap();
    assert!(
        !open.is_recoverable(),
        "the recovery key comes with the campaign's stream"
    );
    settle(&open);
    assert!(open.is_recoverable());
    let there = visit(&open, "110101");
    open.act(|book, _| field::note_site(book, &there, "写下的(生成)"))
        .unwrap();
    open.seal().unwrap();
    phone.suspend().unwrap();
    assert_eq!(code(&open.seal().unwrap_err()), (&ErrorKind::NotYet, "phone-resting"));
    drop((open, phone));
    let phone = self::phone(&at.join("phone"));
    let listed = phone.campaigns().unwrap();
    assert_eq!(listed[0].title.as_deref(), Some("A generated campaign"));
    assert_eq!((listed[0].campaign, listed[0].key), (id, Some(KeyKind::Software)));
    let notes = |open: &OpenCampaign| {
        open.look(|book, _, _| Ok(field::things(book, &there, "note").len()))
            .unwrap()
    };
    assert_eq!(notes(&phone.campaign(&id).unwrap()), 1);
    phone.suspend().unwrap();
    // The organiser has the phone's files and the recovery file, and no key of the phone's.
    let database = at.join("phone/app").join(id.to_string()).join("campaign.db");
    let recovered = run(crosscheck(at).arg("recover").arg(database).args([
        "--recovery",
        "camp/recovery.age",
        "--out",
        "recovered",
        "--passphrase-file",
        "pass",
    ]));
    assert!(said(&recovered).contains(&id.to_string()), "{}", said(&recovered));
}

fn joining(app: &Path) -> Vec<PathBuf> {
    let folders = names(app).into_iter().filter(|name| name.starts_with("joining-"));
    folders.map(|name| app.join(name)).collect()
}

fn seat(dir: &Path) -> Seat {
    serde_json::from_slice(&std::fs::read(dir.join("seat.json")).unwrap()).unwrap()
}

#[test]
fn cut_off_while_joining_the_same_invitation_goes_on_with_the_same_key() {
    let folder = campaign();
    let (at, port) = (folder.path(), free_port());
    let served = Served::start(at, "camp", port);
    let link = invite(at);
    drop(served);
    let (phone, app) = (phone(&at.join("phone")), at.join("phone/app"));
    assert_eq!(
        code(&phone.join(&link).unwrap_err()),
        (&ErrorKind::CheckFailed, "transport-unreached")
    );
    assert!(phone.campaigns().unwrap().is_empty());
    let before = seat(&joining(&app)[0]);
    // Killed in between: another process goes on.
    drop(phone);
    let phone = self::phone(&at.join("phone"));
    let _served = Served::start(at, "camp", port);
    let id = phone.join(&link).unwrap();
    let after = seat(&app.join(id.to_string()));
    assert!(before.key.is_some() && before.key == after.key && before.public_key == after.public_key);
    assert!(joining(&app).is_empty());
    assert_eq!(
        code(&phone.join(&link).unwrap_err()),
        (&ErrorKind::Refused, "phone-joined-already")
    );
}

#[test]
fn a_refused_invitation_leaves_neither_folder_nor_key() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let link = invite(at);
    phone(&at.join("one")).join(&link).unwrap();
    let other = phone(&at.join("other"));
    assert_eq!(
        code(&other.join(&link).unwrap_err()),
        (&ErrorKind::Refused, "transport-invitation")
    );
    assert_eq!(
        (names(&at.join("other/app")), names(&at.join("other/keys"))),
        (vec![], vec![])
    );
}

#[test]
fn a_campaign_goes_only_when_nothing_of_it_lies_here_alone() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let phone = phone(&at.join("phone"));
    let id: CampaignId = phone.join(&invite(at)).unwrap();
    let open = phone.campaign(&id).unwrap();
    settle(&open);
    open.break_off();
    let there = visit(&open, "110101");
    assert_eq!(code(&phone.remove(&id).unwrap_err()).0, &ErrorKind::Refused);
    // All of it in a bundle: it may go. One word more: it may not.
    open.seal().unwrap();
    let (mut book, _) = open.beside().unwrap();
    let choice = Choice {
        group: None,
        files: Some(Class::Original),
    };
    bundle::write(&mut book, &choice, &at.join("all.bundle"), &mut |_, _| Ok(())).unwrap();
    open.note_bundled(&book).unwrap();
    drop(book);
    assert_eq!(open.stays().unwrap(), None);
    open.act(|book, _| field::note_site(book, &there, "后来写的(生成)"))
        .unwrap();
    assert!(open.stays().unwrap().is_some());
    settle(&open);
    phone.remove(&id).unwrap();
    assert_eq!(
        (names(&at.join("phone/app")), names(&at.join("phone/keys"))),
        (vec![], vec![])
    );
    assert_eq!(
        code(&open.act(|book, _| field::note_site(book, &there, "x")).unwrap_err()),
        (&ErrorKind::NotYet, "phone-resting")
    );
}

fn bundle_of(open: &OpenCampaign, path: &Path) {
    open.seal().unwrap();
    let (mut book, _) = open.beside().unwrap();
    let choice = Choice {
        group: None,
        files: None,
    };
    bundle::write(&mut book, &choice, path, &mut |_, _| Ok(())).unwrap();
}

/// A leader's phone that may let others in.
fn leader(at: &Path) -> (Phone, CampaignId) {
    let leader = phone(&at.join("leader"));
    let link = said(&run(crosscheck(at).args([
        "invite", "--dir", "camp", "--group", "G01", "--role", "leader", "--enrol", "1",
    ])));
    let link = link.lines().find(|line| line.starts_with("crosscheck://")).unwrap();
    let id = leader.join(link).unwrap();
    (leader, id)
}

fn member() -> Newcomer {
    Newcomer {
        member: MemberId::parse("M02").unwrap(),
        role: None,
    }
}

/// Where the hub is stands in no bundle; what the leader shows for the card says it, once.
fn learns_where_the_hub_is((newcomer, id): (&Phone, &CampaignId), shown: &Enrolment) {
    let open = newcomer.campaign(id).unwrap();
    assert_eq!(
        code(&open.exchange().unwrap_err()),
        (&ErrorKind::NotYet, "phone-no-hub")
    );
    let shown = shown.to_text();
    assert_eq!(newcomer.accept(&shown).unwrap(), *id);
    settle(&open);
    assert!(open.look(|book, _, _| book.is_all_on_server()).unwrap());
    assert_eq!(code(&newcomer.accept(&shown).unwrap_err()).1, "phone-joined-already");
}

#[test]
fn a_bundle_lets_a_phone_in_whose_card_the_leader_scanned() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let (leader, id) = leader(at);
    let desk = leader.campaign(&id).unwrap();
    settle(&desk);
    let (early, later, cut) = (at.join("early.bundle"), at.join("later.bundle"), at.join("cut.bundle"));
    bundle_of(&desk, &early);

    let newcomer = phone(&at.join("newcomer"));
    let refused = |path: &Path| {
        let error = newcomer.join_by_bundle(path).unwrap_err();
        (error.kind, error.problems[0].what.code().to_owned())
    };
    let not_ours = (ErrorKind::Refused, "phone-bundle-not-ours".to_owned());
    assert_eq!(refused(&early), not_ours, "no card was shown");
    let card = newcomer.card().unwrap();
    assert_eq!(
        refused(&early),
        not_ours,
        "it was written before the leader scanned the card"
    );
    let member = member();
    desk.enrol(&card, &card.digits(), &member).unwrap();
    let there = visit(&desk, "110101");
    desk.act(|book, _| field::note_site(book, &there, "没有信号时写的(生成)"))
        .unwrap();
    bundle_of(&desk, &later);
    let bytes = std::fs::read(&later).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 8]).unwrap();
    assert_ne!(refused(&cut).0, ErrorKind::Storage);
    assert_eq!(
        names(&at.join("newcomer/app")),
        ["joining-card"],
        "nothing is left of what was read"
    );

    assert_eq!(newcomer.join_by_bundle(&later).unwrap(), id);
    let open = newcomer.campaign(&id).unwrap();
    assert_eq!(open.seat().digits, Some(card.digits()));
    let (mut book, _) = open.beside().unwrap();
    bundle::import(&mut book, &later, open.recipient(), &mut |_| Ok(())).unwrap();
    assert_eq!(book.digest(), desk.beside().unwrap().0.digest());
    drop(book);
    // Opened again it is the same campaign, and the phone writes in it.
    assert_eq!(newcomer.join_by_bundle(&later).unwrap(), id);
    open.act(|book, _| field::note_site(book, &there, "新来的人写的(生成)"))
        .unwrap();
    let back = at.join("back.bundle");
    bundle_of(&open, &back);
    assert_eq!(leader.join_by_bundle(&back).unwrap(), id);
    let (mut book, _) = desk.beside().unwrap();
    bundle::import(&mut book, &back, desk.recipient(), &mut |_| Ok(())).unwrap();
    assert_eq!(field::things(&book, &there, "note").len(), 2);
    assert!(book.state().waiting().is_empty());
    drop(book);

    learns_where_the_hub_is((&newcomer, &id), &desk.enrol(&card, &card.digits(), &member).unwrap());
}

#[test]
fn without_its_key_a_campaign_is_told_to_be_closed_and_its_files_stay() {
    let folder = campaign();
    let at = folder.path();
    let _served = Served::start(at, "camp", free_port());
    let id = phone(&at.join("phone")).join(&invite(at)).unwrap();
    let dir = at.join("phone/app").join(id.to_string());
    let before = names(&dir);
    std::fs::remove_dir_all(at.join("phone/keys")).unwrap();
    let phone = phone(&at.join("phone"));
    assert_eq!(phone.campaigns().unwrap().len(), 1);
    let error = phone.campaign(&id).unwrap_err();
    assert_eq!(code(&error), (&ErrorKind::NotFound, "phone-key-gone"));
    assert_eq!(names(&dir), before);
}
