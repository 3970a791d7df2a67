//! Where photos are and what of them is shown: copies elsewhere and the room here, the strip of a visit, export copies.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;

use crosscheck_core::change::Entity;
use crosscheck_core::evidence::{Want, open};
use crosscheck_core::field::{self, Mark, Opening, Origin, Shot};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Class, Freed, Room, Seen};
use crosscheck_core::view::{self, PhotoState};
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::party::{ANN, LEA, Party, school, visit};
use crosscheck_tests::phone::Phone;
use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::shots::{assert_plain, blobs, file, shot, taken};

fn code(error: &Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

/// A community, whose photos leave as they are, on a phone in reach of the office's hub.
fn backed_up(folder: &Path) -> (crosscheck_hub::serve::Server, Phone, StreamName) {
    let server = crosscheck_tests::hub::serve(folder);
    let mut ann = Phone::new(crosscheck_tests::phone::open(
        &folder.join("ann.db"),
        "ann",
        crosscheck_tests::hub::ANN,
        None,
    ));
    ann.connect(&crosscheck_tests::hub::address(server.address()));
    ann.settle();
    let opening = Opening {
        kind: "社区(村居)".into(),
        ..school()
    };
    let visit = field::open_visit(&mut ann.book(), &opening).unwrap();
    (server, ann, visit)
}

#[test]
fn originals_go_only_once_they_are_backed_up_and_come_again_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (server, ann, visit) = backed_up(folder.path());
    let path = file(folder.path(), "a.jpg", &pictures::jpeg(900, 700, Beside::default()));
    let photo = field::take_photo(&mut ann.book(), &visit, &shot(&path, &Origin::Imported))
        .unwrap()
        .photo;
    let original = blobs(&ann.book(), &visit, &photo)[0];
    let room = ann.book().space().unwrap();
    assert_eq!((room[&Room::Originals].files, room[&Room::Withheld].files), (1, 0));
    assert_eq!((room[&Room::Previews].files, room[&Room::Small].files), (1, 1));
    let row = |ann: &Phone| view::photos(&ann.book(), &visit).unwrap().rows.remove(0);
    assert_eq!(
        (row(&ann).state, row(&ann).copies.code()),
        (PhotoState::Plain, "sync-copies-here")
    );
    ann.settle();
    assert_eq!(row(&ann).copies.code(), "sync-copies-server");
    let freed = ann.book().free_originals(0).unwrap();
    assert_eq!((freed.gone.files, freed.waiting), (0, 1), "it is not backed up");
    let storage = &server.hub().storage;
    storage.note_backup(storage.last().unwrap()).unwrap();
    // Something to exchange, by which the phone hears of the backup.
    field::note_site(&mut ann.book(), &visit, "生成的文字").unwrap();
    ann.settle();
    assert_eq!(row(&ann).copies.code(), "sync-copies-backed-up");
    assert_eq!(
        ann.book().free_originals(1).unwrap().gone.files,
        0,
        "it is not a day old"
    );
    assert_eq!(ann.book().free_originals(0).unwrap().gone.files, 1);
    assert!(!ann.book().vault().holds(&original));
    assert_eq!(ann.book().space().unwrap()[&Room::Originals].files, 0);
    ann.book().fetch_up_to(Class::Original);
    ann.transport().changed();
    ann.settle();
    assert!(
        !ann.book().vault().holds(&original),
        "what was let go came back unasked"
    );
    assert_eq!(ann.book().want_again().unwrap(), 1);
    ann.transport().changed();
    ann.settle();
    assert!(ann.book().vault().check(&original).unwrap().is_some());
    server.stop();
}

#[test]
fn what_waits_to_be_masked_is_counted_in_photos_and_neither_goes_nor_lets_the_campaign_be_removed() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    for name in ["a.jpg", "b.jpg"] {
        let size = if name == "a.jpg" { (300, 200) } else { (200, 300) };
        let path = file(folder.path(), name, &pictures::jpeg(size.0, size.1, Beside::default()));
        field::take_photo(party.book(ANN), &visit, &shot(&path, &Origin::Imported)).unwrap();
    }
    let book = party.book(ANN);
    let strip = view::photos(book, &visit).unwrap();
    assert_eq!(
        (strip.waiting, strip.unfinished, book.withheld_count().unwrap()),
        (2, 0, 2)
    );
    assert_eq!(book.space().unwrap()[&Room::Withheld].files, 6);
    assert_eq!(book.free_originals(0).unwrap(), Freed::default());
    let removable = view::me(book).unwrap().stays.unwrap();
    assert_eq!(removable.code(), "view-not-removable-photos");
    let screen = view::photo(book, &visit, &strip.rows[0].photo).unwrap().unwrap();
    assert_eq!(
        (screen.row.state, screen.original.unwrap().here),
        (PhotoState::Waits, true)
    );
    field::mark_faceless(book, &visit, &strip.rows[0].photo, true, &Seen::default()).unwrap();
    assert_eq!(book.withheld_count().unwrap(), 1);
    assert!(
        view::photo(book, &visit, &Entity::new("photo", "none"))
            .unwrap()
            .is_none()
    );
    // Elsewhere they are known, and nothing of them is there.
    party.exchange();
    let strip = view::photos(party.book(LEA), &visit).unwrap();
    assert_eq!(
        (
            strip.rows.len(),
            strip.waiting,
            party.book(LEA).withheld_count().unwrap()
        ),
        (2, 1, 0)
    );
    assert!(!strip.rows[0].thumbnail.unwrap().here);
}

#[test]
fn an_export_copy_says_time_unit_indicator_group_and_hash_and_no_place_and_nobody_unless_asked() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let path = file(
        folder.path(),
        "a.jpg",
        &pictures::jpeg(
            800,
            600,
            Beside {
                orientation: 1,
                says: true,
            },
        ),
    );
    let origin = taken();
    let shot = Shot {
        indicator: Some((1, "S0-12a")),
        ..shot(&path, &origin)
    };
    let photo = field::take_photo(party.book(ANN), &visit, &shot).unwrap().photo;
    let book = party.book(ANN);
    let mark = Mark {
        offset: 480,
        ..Mark::default()
    };
    let hash = blobs(book, &visit, &photo)[0].to_string();
    let lines = field::photo_mark(book, &visit, &photo, &mark).unwrap();
    let expected = ["2017-06-05 09:30:00 +08:00", "单位 610102", "指标 S0-12a", "检查组 G01"];
    assert_eq!(lines[..4], expected);
    assert_eq!(lines[4], format!("原件 SHA-256 {}…", &hash[..16]));
    let asked = field::photo_mark(book, &visit, &photo, &Mark { member: true, ..mark }).unwrap();
    assert!(asked.contains(&"拍摄 ann".to_owned()) && !lines.concat().contains("ann"));
    let waits = field::export_photo(book, &visit, &photo, &mark).unwrap_err();
    assert_eq!(code(&waits), (ErrorKind::Refused, "photo-waits"));
    field::mark_faceless(book, &visit, &photo, true, &Seen::default()).unwrap();
    // A letter of private use, which no font has.
    let none = Mark {
        unit: Some("\u{10fffd}"),
        ..mark
    };
    let font = crosscheck_tests::files(Path::new("/usr/share/fonts"), ".ttc").remove(0);
    for (font, expected) in [(None, "evidence-font-none"), (Some(&*font), "evidence-font-lacks")] {
        let lacking = field::export_photo(book, &visit, &photo, &Mark { font, ..none }).unwrap_err();
        assert_eq!(code(&lacking), (ErrorKind::BadInput, expected));
    }
    let copy = field::export_photo(book, &visit, &photo, &mark).unwrap();
    assert_plain(&copy);
    let (_, picture) = open(std::io::Cursor::new(&copy), Want::Pixels(16_000_000)).unwrap();
    let rows = |from: usize, to: usize| picture.rgb()[from * 800 * 3..to * 800 * 3].chunks_exact(3);
    let white = |pixel: &&[u8]| pixel.iter().all(|colour| *colour > 230);
    assert_eq!(
        rows(0, 300).filter(white).count(),
        0,
        "the mark is not in the lower half"
    );
    assert!(rows(450, 600).filter(white).count() > 300);
}
