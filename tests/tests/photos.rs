//! Photos through the verbs: what is kept of a file, what is made of it, what may leave, what is refused.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::change::Entity;
use crosscheck_core::evidence::{CameFrom, Claims, Fix, Media, Region, Want, look, open};
use crosscheck_core::field::{self, Origin, Shot};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::vault::MAX_BLOB;
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, visit};
use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::shots::{assert_plain, blobs, file, fix, moment, shot, taken};

fn code(error: &Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

/// The bytes of the one file a field of a photo names.
fn bytes(book: &Notebook, visit: &StreamName, photo: &Entity, field: &str) -> Vec<u8> {
    let blob = book.state().field(visit, photo, field).unwrap().values()[0].blobs()[0];
    book.vault().bytes(&blob.hash, MAX_BLOB).unwrap().unwrap()
}

/// Every file of a notebook's vault but the lock.
fn in_vault(book: &Notebook) -> usize {
    let listed = std::fs::read_dir(book.vault().folder()).unwrap();
    let names = listed.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "filing.lock").count()
}

#[test]
fn a_photo_is_kept_as_the_camera_wrote_it_with_small_ones_that_say_nothing_and_the_cameras_file_goes() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let written = pictures::jpeg(
        2_400,
        1_600,
        Beside {
            orientation: 6,
            says: true,
        },
    );
    let path = file(folder.path(), "IMG_0001.jpg", &written);
    let origin = taken();
    let shot = Shot {
        caption: "宣传栏两年未更新",
        indicator: Some((1, "S0-12")),
        ..shot(&path, &origin)
    };
    let taken = field::take_photo(party.book(ANN), &visit, &shot).unwrap();
    assert!(!path.exists() && taken.warnings.is_empty());
    assert_eq!(field::unfinished_photos(party.book(ANN)).unwrap(), 0);
    let book = party.book(ANN);
    assert_eq!(bytes(book, &visit, &taken.photo, "original"), written);
    let capture = field::capture_of(book, &visit, &taken.photo).unwrap();
    assert_eq!((capture.media, capture.size), (Media::Jpeg, (1_600, 2_400)));
    assert_eq!(
        (capture.at, capture.came_from, capture.fix),
        (moment(), CameFrom::Camera, Some(fix()))
    );
    let claims = Claims {
        taken: Some(pictures::TAKEN.into()),
        place: Some((342_500_000, 1_089_000_000)),
    };
    assert_eq!(capture.claims, claims);
    assert_eq!(
        field::photo_indicator(book, &visit, &taken.photo),
        Some((1, "S0-12".into()))
    );
    for (field, most_bytes, side) in [("preview", 150_000, 1_280), ("thumb", 12_000, 256)] {
        let small = bytes(book, &visit, &taken.photo, field);
        assert!(small.len() <= most_bytes, "{field} has {} bytes", small.len());
        let seen = look(&mut std::io::Cursor::new(&small)).unwrap();
        let (width, height) = seen.size.unwrap();
        assert!(height == side && width < height, "{field} is {width} x {height}");
        assert_eq!(seen.claims, Claims::default());
        assert_plain(&small);
    }
}

#[test]
fn all_eight_ways_of_holding_a_camera_give_the_mark_at_the_top_left() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    for orientation in 1..=8_u16 {
        // The scene as the sensor saw it: turned the other way round.
        let back = [1, 2, 3, 4, 5, 8, 7, 6][usize::from(orientation) - 1];
        let upright = crosscheck_core::evidence::Picture::new(320, 240, pictures::scene(320, 240)).unwrap();
        let stored = upright.turned(crosscheck_core::evidence::Orientation::of(back));
        let size = (stored.width(), stored.height());
        let written = pictures::jpeg_of(
            stored.rgb(),
            size,
            Beside {
                orientation,
                says: false,
            },
            false,
        );
        let path = file(folder.path(), &format!("{orientation}.jpg"), &written);
        let photo = field::take_photo(party.book(ANN), &visit, &shot(&path, &Origin::Imported)).unwrap();
        let preview = bytes(party.book(ANN), &visit, &photo.photo, "preview");
        let (_, shown) = open(std::io::Cursor::new(&preview), Want::Side(1_280)).unwrap();
        assert_eq!((shown.width(), shown.height()), (320, 240), "orientation {orientation}");
        let at = |x: usize, y: usize| shown.rgb()[(y * 320 + x) * 3];
        assert!(
            at(20, 10) > 180 && at(300, 10) < 180 && at(20, 230) < 120,
            "orientation {orientation}"
        );
    }
}

#[test]
fn an_import_stays_where_it_was_and_the_same_bytes_twice_are_one_file_with_two_uses() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let written = pictures::png(
        700,
        500,
        Beside {
            orientation: 3,
            says: true,
        },
    );
    let path = file(folder.path(), "scan.png", &written);
    let one = field::take_photo(party.book(ANN), &visit, &shot(&path, &Origin::Imported)).unwrap();
    let files = in_vault(party.book(ANN));
    let two = field::take_photo(party.book(ANN), &visit, &shot(&path, &Origin::Imported)).unwrap();
    assert!(path.exists() && one.photo != two.photo);
    let book = party.book(ANN);
    assert_eq!(in_vault(book), files);
    for photo in [&one.photo, &two.photo] {
        assert_eq!(bytes(book, &visit, photo, "original"), written);
        let capture = field::capture_of(book, &visit, photo).unwrap();
        assert_eq!(
            (capture.media, capture.came_from, capture.fix),
            (Media::Png, CameFrom::Elsewhere, None)
        );
        assert_eq!(capture.claims.taken.as_deref(), Some(pictures::TAKEN));
        assert!(
            !bytes(book, &visit, photo, "preview")
                .windows(9)
                .any(|part| part == b"GENERATED")
        );
    }
}

#[test]
fn a_heic_is_kept_as_it_is_and_shown_by_the_jpeg_that_comes_with_it() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let path = file(folder.path(), "IMG_0002.HEIC", &pictures::heic());
    let alone = field::take_photo(party.book(ANN), &visit, &shot(&path, &Origin::Imported)).unwrap_err();
    assert_eq!(code(&alone), (ErrorKind::BadInput, "evidence-heic"));
    let made = file(folder.path(), "shown.jpg", &pictures::jpeg(640, 480, Beside::default()));
    let with = Shot {
        shown: Some(&made),
        ..shot(&path, &Origin::Imported)
    };
    let photo = field::take_photo(party.book(ANN), &visit, &with).unwrap().photo;
    assert_eq!(bytes(party.book(ANN), &visit, &photo, "original"), pictures::heic());
    let capture = field::capture_of(party.book(ANN), &visit, &photo).unwrap();
    assert_eq!((capture.media, capture.size), (Media::Heic, (640, 480)));
    assert_eq!(capture.claims.taken.as_deref(), Some("2026:11:25 09:30:00+08:00"));
    assert!(capture.claims.place.is_some());
    // Masking takes the JPEG again, or the preview where nobody brings it.
    let regions = [Region {
        left: 0,
        top: 0,
        right: 500,
        bottom: 500,
    }];
    for shown in [Some(&*made), None] {
        let seen = party.book(ANN).seen(&visit, &photo, "masked");
        field::mask_photo(party.book(ANN), &visit, &photo, (&regions, shown), &seen).unwrap();
        let copy = bytes(party.book(ANN), &visit, &photo, "masked");
        let (_, picture) = open(std::io::Cursor::new(&copy), Want::Pixels(1_000_000)).unwrap();
        assert_eq!(
            (picture.width(), picture.height(), picture.rgb()[0] < 8),
            (640, 480, true)
        );
    }
}

#[test]
fn what_is_no_photo_or_says_what_must_not_be_recorded_leaves_nothing_behind() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let whole = pictures::jpeg(600, 400, Beside::default());
    let good = file(folder.path(), "good.jpg", &whole);
    let cut = file(folder.path(), "cut.jpg", &whole[..whole.len() / 2]);
    let text = file(folder.path(), "text.jpg", "这不是照片".as_bytes());
    let named = file(folder.path(), "家访13812345678.jpg", &whole);
    let secret = file(folder.path(), "机密文件.jpg", &whole);
    let before = party.book(ANN).state().count();
    let camera = taken();
    let mut refuse = |shot: &Shot, kind: ErrorKind, expected: &str| {
        let error = field::take_photo(party.book(ANN), &visit, shot).unwrap_err();
        assert_eq!(code(&error), (kind, expected));
        assert!(shot.file.exists() == (expected != "evidence-unreadable"));
    };
    refuse(&shot(&cut, &camera), ErrorKind::BadInput, "evidence-cut");
    refuse(&shot(&text, &camera), ErrorKind::BadInput, "evidence-kind");
    refuse(
        &shot(&folder.path().join("none.jpg"), &camera),
        ErrorKind::NotFound,
        "evidence-unreadable",
    );
    refuse(&shot(&named, &Origin::Imported), ErrorKind::Refused, "privacy-mobile");
    refuse(&shot(&secret, &Origin::Imported), ErrorKind::Refused, "privacy-secret");
    let caption = Shot {
        caption: "户主电话13812345678",
        ..shot(&good, &camera)
    };
    refuse(&caption, ErrorKind::Refused, "privacy-mobile");
    let long = "长".repeat(201);
    refuse(
        &Shot {
            caption: &long,
            ..shot(&good, &camera)
        },
        ErrorKind::Refused,
        "method-line-long",
    );
    let nowhere = Origin::Taken {
        at: moment(),
        fix: Some(Fix {
            latitude: 910_000_000,
            ..fix()
        }),
        by_system: false,
    };
    refuse(&shot(&good, &nowhere), ErrorKind::Refused, "photo-fix-bad");
    let book = party.book(ANN);
    assert_eq!(book.state().count(), before);
    assert!(!book.vault().folder().exists() || in_vault(book) == 0);
    assert_eq!(field::unfinished_photos(book).unwrap(), 0);
    // An organiser has no pen in a visit.
    party.exchange();
    let error = field::take_photo(party.book(ORGANISER), &visit, &shot(&good, &camera)).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "notebook-no-right"));
    assert!(good.exists());
}

#[test]
fn captions_and_names_of_imports_warn_and_a_cameras_own_name_does_not() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let whole = pictures::jpeg(60, 40, Beside::default());
    let path = file(folder.path(), "联系人：王小明.jpg", &whole);
    let said = |warnings: &[crosscheck_core::Sentence]| {
        warnings.iter().map(crosscheck_core::Sentence::code).collect::<Vec<_>>()
    };
    let import = Shot {
        caption: "学生王某与家长",
        ..shot(&path, &Origin::Imported)
    };
    let photo = field::take_photo(party.book(ANN), &visit, &import).unwrap();
    assert_eq!(said(&photo.warnings), ["privacy-masked", "privacy-named"]);
    let origin = taken();
    assert!(
        field::take_photo(party.book(ANN), &visit, &shot(&path, &origin))
            .unwrap()
            .warnings
            .is_empty()
    );
    let warned = field::mend_caption(party.book(ANN), &visit, &photo.photo, "车牌豫A12345").unwrap();
    assert_eq!(said(&warned), ["privacy-plate"]);
    let captions = field::words_of(party.book(ANN), &visit, &photo.photo, "caption").unwrap();
    assert_eq!(captions[0].1, "车牌豫A12345");
    // No name of a file is recorded.
    party.exchange();
    let texts = party.book(LEA).texts().unwrap();
    assert!(texts.iter().all(|(_, text)| !text.text.contains("王小明")));
}

/// What of a photo is named and stays, by field.
fn stays(book: &Notebook, blobs: &[BlobHash]) -> Vec<bool> {
    let named = book.named_blobs().unwrap();
    let stays = |blob: &BlobHash| named.iter().find(|named| named.blob.hash == *blob).unwrap().withheld;
    blobs.iter().map(stays).collect()
}

#[test]
fn at_a_school_only_the_masked_copy_leaves_and_what_was_filled_is_in_none_of_its_forms() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let path = file(
        folder.path(),
        "a.jpg",
        &pictures::jpeg(
            1_600,
            1_200,
            Beside {
                orientation: 1,
                says: true,
            },
        ),
    );
    let origin = taken();
    let photo = field::take_photo(party.book(ANN), &visit, &shot(&path, &origin))
        .unwrap()
        .photo;
    let book = party.book(ANN);
    assert_eq!(stays(book, &blobs(book, &visit, &photo)), [true; 3]);
    let none = field::mask_photo(book, &visit, &photo, (&[], None), &Seen::default()).unwrap_err();
    assert_eq!(code(&none), (ErrorKind::Refused, "evidence-region"));
    // The mark at the top left is red; it is what must not be seen.
    let regions = [Region {
        left: 0,
        top: 0,
        right: 260,
        bottom: 140,
    }];
    field::mask_photo(book, &visit, &photo, (&regions, None), &Seen::default()).unwrap();
    let all = blobs(book, &visit, &photo);
    assert_eq!(stays(book, &all), [true, true, true, false, false, false]);
    for blob in &all[3..] {
        let copy = book.vault().bytes(blob, MAX_BLOB).unwrap().unwrap();
        assert_plain(&copy);
        let (_, picture) = open(std::io::Cursor::new(&copy), Want::Side(1_600)).unwrap();
        let red = picture
            .rgb()
            .chunks_exact(3)
            .filter(|pixel| pixel[0] > 150 && pixel[1] < 90);
        assert_eq!(red.count(), 0);
        assert!(
            picture.rgb()[..3].iter().all(|colour| *colour < 8),
            "filled, not blurred"
        );
    }
    // 无人脸 said afterwards does not let the unmasked form go.
    field::mark_faceless(book, &visit, &photo, true, &Seen::default()).unwrap();
    assert_eq!(stays(book, &all)[..3], [true; 3]);
}

#[test]
fn a_leader_drops_the_unmasked_form_for_good_and_the_masked_copy_only_when_asked() {
    let (mut party, folder) = (Party::new(), tempfile::tempdir().unwrap());
    let visit = visit(party.book(ANN));
    let path = file(folder.path(), "a.jpg", &pictures::jpeg(400, 300, Beside::default()));
    let origin = taken();
    let photo = field::take_photo(party.book(ANN), &visit, &shot(&path, &origin))
        .unwrap()
        .photo;
    let regions = [Region {
        left: 100,
        top: 100,
        right: 300,
        bottom: 300,
    }];
    field::mask_photo(party.book(ANN), &visit, &photo, (&regions, None), &Seen::default()).unwrap();
    let all = blobs(party.book(ANN), &visit, &photo);
    party.exchange();
    // Bob named none of it: what he says of it waits, and nothing goes.
    let told = field::redact_photo(party.book(BOB), &visit, &photo, true).unwrap();
    assert_eq!((told.gone, told.waiting), (0, 6));
    let told = field::redact_photo(party.book(LEA), &visit, &photo, false).unwrap();
    assert_eq!((told.gone, told.waiting), (3, 0));
    party.exchange();
    let held = |party: &mut Party| {
        all.iter()
            .map(|blob| party.book(ANN).vault().holds(blob))
            .collect::<Vec<_>>()
    };
    assert_eq!(held(&mut party), [false, false, false, true, true, true]);
    let told = field::redact_photo(party.book(ANN), &visit, &photo, true).unwrap();
    assert_eq!((told.gone, told.waiting), (6, 0));
    assert_eq!(held(&mut party), [false; 6]);
    let unknown = field::redact_photo(party.book(ANN), &visit, &Entity::new("photo", "none"), true).unwrap_err();
    assert_eq!(code(&unknown), (ErrorKind::Refused, "photo-unknown"));
}
