//! Photos at the command line, in a leader's folder: brought in, listed, masked, exported with their mark, redacted.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

mod serving;

use std::path::Path;
use std::process::Output;
use std::sync::Arc;

use crosscheck_core::change::SoftwareKey;
use crosscheck_core::clock::SystemClock;
use crosscheck_core::evidence::{Want, open};
use crosscheck_core::field::{Chosen, Opening, Place, open_visit};
use crosscheck_core::ids::{CampaignId, MemberId, StreamName, unhex};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store, meta};
use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::run;
use serving::{Served, campaign, crosscheck, dump, free_port, said};

fn secret(path: &Path) -> [u8; 32] {
    let text = std::fs::read_to_string(path).unwrap();
    unhex(text.trim()).unwrap().try_into().unwrap()
}

/// Opens a visit to a generated school in a folder that joined, as a phone does; gives the first digits of its id.
fn visit(dir: &Path) -> String {
    let key = Key::new(secret(&dir.join("campaign.db.key")));
    let store = Store::open(&dir.join("campaign.db"), Some(key)).unwrap();
    let named = |name| store.read(|connection| meta(connection, name)).unwrap().unwrap();
    let campaign = CampaignId(named("campaign").try_into().unwrap());
    let writer = Writer {
        member: MemberId::parse(&String::from_utf8(named("member")).unwrap()).unwrap(),
        keys: Arc::new(SoftwareKey::new(&secret(&dir.join("writer.key"))).unwrap()),
        clock: Box::new(SystemClock::new([9; 16])),
    };
    let opening = Opening {
        place: Place::Listed("generated-school-7".to_owned()),
        kind: "学校".to_owned(),
        chosen: Chosen::Undrawn("生成的记录".to_owned()),
        packs: vec![1],
        round: 1,
    };
    match open_visit(&mut Notebook::open(store, campaign, writer).unwrap(), &opening).unwrap() {
        StreamName::Visit(_, hash) => hash.to_string()[..8].to_owned(),
        other => panic!("{other} is no visit"),
    }
}

/// A campaign with a leader's folder in which a visit is open, and the hub's process.
fn stage() -> (tempfile::TempDir, Served, String) {
    let folder = campaign();
    let at = folder.path();
    let served = Served::start(at, "camp", free_port());
    let invite = ["invite", "--dir", "camp", "--group", "G01", "--role", "leader"];
    let invited = said(&run(crosscheck(at).args(invite)));
    let link = invited.lines().find(|line| line.starts_with("crosscheck://")).unwrap();
    run(crosscheck(at).args(["join", link, "--dir", "leader"]));
    let visit = visit(&at.join("leader"));
    (folder, served, visit)
}

/// What a command about a visit of the leader's folder says.
fn about(at: &Path, command: &[&str], rest: &[&str]) -> Output {
    let mut asked = crosscheck(at);
    asked
        .arg("visit")
        .args(command)
        .args(["--dir", "leader"])
        .args(rest)
        .output()
        .unwrap()
}

fn listed(at: &Path, visit: &str) -> serde_json::Value {
    let output = about(at, &["photos", visit], &["--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_photo_is_brought_in_masked_exported_and_redacted_at_the_command_line() {
    let (folder, served, visit) = stage();
    let at = folder.path();
    let scene = pictures::jpeg(
        1_600,
        1_200,
        Beside {
            orientation: 1,
            says: true,
        },
    );
    std::fs::write(at.join("IMG_0012.jpg"), scene).unwrap();
    let file = [
        "--file",
        "IMG_0012.jpg",
        "--caption",
        "宣传栏两年未更新",
        "--indicator",
        "1/S0-12a",
    ];
    let taken = about(at, &["photo", &visit], &file);
    assert!(
        taken.status.success() && said(&taken).contains("to be masked"),
        "{}",
        said(&taken)
    );
    let strip = listed(at, &visit);
    let key = strip[0]["photo"].as_str().unwrap().to_owned();
    assert_eq!(
        (&strip[0]["state"], &strip[0]["imported"]),
        (&"photo-waiting".into(), &true.into())
    );
    // It neither leaves as a picture nor with an exchange.
    let early = about(at, &["export", &visit], &["--out", "copies", "--photo", &key[..6]]);
    assert!(
        !early.status.success() && said(&early).contains("neither masked"),
        "{}",
        said(&early)
    );
    run(crosscheck(at).args(["sync", "--dir", "leader"]));
    let wrong = about(at, &["mask", &visit, &key[..6]], &["--region", "1,2,3"]);
    assert!(said(&wrong).contains("four numbers"), "{}", said(&wrong));
    let masked = about(at, &["mask", &visit, &key[..6]], &["--region", "0,0,260,140"]);
    assert!(masked.status.success(), "{}", said(&masked));
    let exported = about(at, &["export", &visit], &["--out", "copies", "--member"]);
    assert!(said(&exported).contains("1 copies are written"), "{}", said(&exported));
    let copy = std::fs::read(at.join("copies").join(format!("{key}.jpg"))).unwrap();
    assert!(!copy.windows(9).any(|part| part == b"GENERATED") && copy.ends_with(&[0xff, 0xd9]));
    assert_marked(&copy);
    leaves_by_exchange(at, served, &visit);
    proves(at, &visit);
    let redacted = about(at, &["redact", &visit, &key[..6]], &["--masked"]);
    assert!(said(&redacted).contains("6 files are gone"), "{}", said(&redacted));
    assert_eq!(listed(at, &visit)[0]["state"], "photo-redacted");
}

/// The visit as a package holds without the folder; the photo that stays is not in it; a changed picture is named.
fn proves(at: &Path, visit: &str) {
    let evidence = |rest: &[&str]| crosscheck(at).arg("evidence").args(rest).output().unwrap();
    let exported = evidence(&["export", "--dir", "leader", "--visit", visit, "--out", "visit.zip"]);
    assert!(
        exported.status.success() && said(&exported).contains("stay on the phone"),
        "{}",
        said(&exported)
    );
    let apart = tempfile::tempdir().unwrap();
    let package = apart.path().join("visit.zip");
    std::fs::rename(at.join("visit.zip"), &package).unwrap();
    let package = package.to_str().unwrap();
    let good = evidence(&["verify", package]);
    assert!(
        good.status.success() && said(&good).contains("It holds"),
        "{}",
        said(&good)
    );
    let other = evidence(&["verify", package, "--code", "0000 0000 0000"]);
    assert!(
        !other.status.success() && said(&other).contains("Nobody signed the code"),
        "{}",
        said(&other)
    );
    let mut bytes = std::fs::read(package).unwrap();
    // Most of the file is the masked picture.
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(package, bytes).unwrap();
    let bad = evidence(&["verify", package]);
    let words = said(&bad);
    assert!(
        !bad.status.success() && words.contains("does not hold") && words.contains("files/"),
        "{words}"
    );
}

/// What was masked is black, and words in white stand at the bottom left.
fn assert_marked(copy: &[u8]) {
    let (_, picture) = open(std::io::Cursor::new(copy), Want::Pixels(16_000_000)).unwrap();
    let pixel = |x: usize, y: usize| &picture.rgb()[(y * 1_600 + x) * 3..][..3];
    assert!(
        pixel(10, 10).iter().all(|colour| *colour < 8),
        "the region is not filled"
    );
    let block = (1_000..1_200).flat_map(|y| (0..500).map(move |x| (x, y)));
    let white = block
        .filter(|(x, y)| pixel(*x, *y).iter().all(|colour| *colour > 230))
        .count();
    assert!(white > 1_000, "{white} white pixels are no mark");
}

/// After an exchange the hub has the masked copy and its small ones, and says so.
fn leaves_by_exchange(at: &Path, served: Served, visit: &str) {
    let brought = dump(&run(crosscheck(at).args(["sync", "--dir", "leader"])));
    assert_eq!(listed(at, visit)[0]["copies"], "sync-copies-server");
    drop(served);
    let there = run(crosscheck(at).args(["visit", "photos", visit, "--dir", "camp", "--format", "json"]));
    let there: serde_json::Value = serde_json::from_slice(&there.stdout).unwrap();
    assert_eq!(there[0]["state"], "photo-masked");
    let out = ["visit", "export", visit, "--dir", "camp", "--out", "office"];
    assert!(said(&run(crosscheck(at).args(out))).contains("1 copies are written"));
    let space = said(&run(
        crosscheck(at).args(["visit", "space", "--dir", "leader", "--free", "7"])
    ));
    assert!(
        space.contains("photos that stay here") && space.contains("0 originals are gone"),
        "{space}"
    );
    assert!(!brought.is_empty());
}

#[test]
fn what_is_no_photo_an_unknown_indicator_and_a_font_without_chinese_are_said_and_change_nothing() {
    let (folder, _served, visit) = stage();
    let at = folder.path();
    std::fs::write(at.join("good.png"), pictures::png(320, 240, Beside::default())).unwrap();
    std::fs::write(at.join("text.jpg"), "no photo").unwrap();
    for (rest, word) in [
        (&["--file", "text.jpg"][..], "no JPEG, PNG or HEIC"),
        (&["--file", "none.jpg"], "cannot be read"),
        (&["--file", "good.png", "--indicator", "S0-12"], "NUMBER/ID"),
        (
            &["--file", "good.png", "--indicator", "9/S0-12"],
            "no indicator 9/S0-12",
        ),
        (&["--file", "good.png", "--caption", "13812345678"], "mobile"),
    ] {
        let output = about(at, &["photo", &visit], rest);
        assert!(
            output.status.code() == Some(2) && said(&output).contains(word),
            "{}",
            said(&output)
        );
    }
    assert_eq!(listed(at, &visit), serde_json::json!([]));
    let warned = about(
        at,
        &["photo", &visit],
        &["--file", "good.png", "--caption", "豫A12345旁"],
    );
    assert!(
        warned.status.success() && said(&warned).contains("plate"),
        "{}",
        said(&warned)
    );
    let key = listed(at, &visit)[0]["photo"].as_str().unwrap().to_owned();
    let faceless = about(at, &["mask", &visit, &key], &["--no-face"]);
    assert!(faceless.status.success(), "{}", said(&faceless));
    std::fs::write(at.join("bad.ttf"), "no font").unwrap();
    let bad = about(at, &["export", &visit], &["--out", "copies", "--font", "bad.ttf"]);
    assert!(said(&bad).contains("no TrueType"), "{}", said(&bad));
    let organiser = crosscheck(at)
        .args(["visit", "photo", &visit, "--dir", "camp", "--file", "good.png"])
        .output()
        .unwrap();
    assert!(!organiser.status.success());
}
