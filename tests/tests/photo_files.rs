//! Files that are no photos, are cut off, changed or lie about themselves: each is refused in a sentence or shown, in
//! bounded memory, and never more is unpacked than was asked for.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Cursor;
use std::sync::LazyLock;

use crosscheck_core::evidence::{Claims, MOST_PREVIEW, MOST_THUMBNAIL, Want, derive, look, open};
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::pictures::{self, Beside};
use proptest::prelude::*;

fn beside() -> Beside {
    Beside {
        orientation: 6,
        says: true,
    }
}

/// One file of each make that a camera or a person may bring.
static WHOLE: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let rgb = pictures::scene(96, 64);
    vec![
        ("plain JPEG", pictures::jpeg(96, 64, beside())),
        ("progressive JPEG", pictures::jpeg_of(&rgb, (96, 64), beside(), true)),
        ("PNG", pictures::png(96, 64, beside())),
        ("PNG with depth", png(png::ColorType::Rgba, png::BitDepth::Sixteen, 8)),
        ("grey PNG", png(png::ColorType::Grayscale, png::BitDepth::Eight, 1)),
    ]
});

/// A PNG of 40 x 30 pixels of so many bytes each.
fn png(colour: png::ColorType, depth: png::BitDepth, each: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, 30);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().unwrap();
    let data: Vec<u8> = (0..40 * 30 * each).map(|at| u8::try_from(at % 251).unwrap()).collect();
    writer.write_image_data(&data).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Reads a file as a photo is read, and makes what is made of it; whatever comes of it keeps the limits.
fn read(bytes: &[u8]) -> Result<(), Error> {
    look(&mut Cursor::new(bytes))?;
    for want in [Want::Side(1_280), Want::Side(8), Want::Pixels(1_000)] {
        let (_, picture) = open(Cursor::new(bytes), want)?;
        assert_eq!(
            picture.rgb().len(),
            picture.width() as usize * picture.height() as usize * 3
        );
        match want {
            Want::Side(side) => assert!(picture.width().max(picture.height()) <= side),
            Want::Pixels(_) => {
                let derived = derive(&picture)?;
                assert!(derived.preview.len() <= MOST_PREVIEW && derived.thumbnail.len() <= MOST_THUMBNAIL);
                let small = look(&mut Cursor::new(&derived.preview)).unwrap();
                assert_eq!(small.claims, Claims::default());
            }
        }
    }
    Ok(())
}

fn code(bytes: &[u8]) -> &'static str {
    read(bytes).unwrap_err().problems[0].what.code()
}

#[test]
fn every_make_is_read_and_what_is_cut_anywhere_is_refused_in_a_sentence() {
    for (make, bytes) in WHOLE.iter() {
        read(bytes).unwrap_or_else(|error| panic!("{make}: {error:?}"));
        for length in 0..bytes.len() {
            let error = read(&bytes[..length]).map(|()| length).unwrap_err();
            assert_eq!(error.kind, ErrorKind::BadInput, "{make} cut to {length}: {error:?}");
        }
    }
}

#[test]
fn every_single_byte_changed_gives_a_picture_or_a_sentence() {
    for (_, bytes) in WHOLE.iter() {
        let mut changed = bytes.clone();
        for at in 0..changed.len() {
            for by in [0x01, 0x80, 0xff] {
                changed[at] ^= by;
                // What is found is a picture or a refusal; a panic ends the test with the byte.
                let _ = read(&changed);
                changed[at] ^= by;
            }
        }
    }
}

/// How many changes of several bytes at once are tried.
const CHANGES: u32 = 600;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CHANGES))]

    #[test]
    fn several_bytes_changed_taken_out_or_put_in_give_a_picture_or_a_sentence(
        make in 0..5_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..12),
    ) {
        let mut bytes = WHOLE[make].1.clone();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, byte),
            }
        }
        let _ = read(&bytes);
    }

    #[test]
    fn bytes_that_only_begin_like_a_photo_give_a_sentence(
        head in 0..4_usize,
        rest in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let heads: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic", b""];
        prop_assert!(read(&[heads[head], &rest[..]].concat()).is_err());
    }
}

/// A JPEG whose frame says it has these sides.
fn lying_jpeg(width: u16, height: u16, progressive: bool) -> Vec<u8> {
    let mut bytes = pictures::jpeg_of(&pictures::scene(64, 64), (64, 64), beside(), progressive);
    let frame = [0xff, if progressive { 0xc2 } else { 0xc0 }];
    let at = bytes.windows(2).rposition(|mark| mark == frame).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        let crc = crc ^ u32::from(*byte);
        (0..8).fold(crc, |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A PNG whose head says it has these sides, with the checksum of that.
fn lying_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = pictures::png(64, 64, beside());
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

#[test]
fn files_that_promise_too_much_are_refused_by_their_head() {
    assert_eq!(code(&lying_jpeg(20_000, 20_000, false)), "evidence-pixels");
    assert_eq!(code(&lying_png(20_000, 20_000)), "evidence-pixels");
    assert_eq!(code(&lying_png(100_000, 10)), "evidence-pixels");
    // 196 MP are within the limit of pixels; in scans that grow finer they would have to stand in memory whole.
    assert_eq!(code(&lying_jpeg(14_000, 14_000, true)), "evidence-heavy");
    assert_eq!(code(&lying_jpeg(0, 64, false)), "evidence-cut");
    assert_eq!(code(b""), "evidence-empty");
    let mut padded = pictures::jpeg(64, 64, beside());
    let comment = [&[0xff, 0xfe, 0xff, 0xff][..], &vec![0x20; 65_533]].concat();
    let comments: Vec<u8> = comment.iter().copied().cycle().take(comment.len() * 300).collect();
    padded.splice(2..2, comments);
    assert_eq!(code(&padded), "evidence-segments");
}

#[test]
fn what_follows_the_end_of_a_photo_stays_with_the_original_and_is_in_nothing_made_of_it() {
    let mut bytes = pictures::jpeg(800, 600, beside());
    bytes.extend_from_slice(b"GENERATED-MOVIE");
    bytes.extend(pictures::jpeg(64, 64, beside()));
    let (seen, picture) = open(Cursor::new(&bytes), Want::Side(1_280)).unwrap();
    assert_eq!(seen.seen(), Some((600, 800)));
    let derived = derive(&picture).unwrap();
    for small in [derived.preview, derived.thumbnail] {
        assert!(small.ends_with(&[0xff, 0xd9]));
        assert!(!small.windows(9).any(|part| part == b"GENERATED"));
        assert_eq!(small.windows(2).filter(|mark| mark == &[0xff, 0xd8]).count(), 1);
    }
}

#[test]
fn exif_that_points_to_itself_or_nowhere_claims_nothing_and_shows_the_photo() {
    let block = pictures::exif(beside());
    for at in 0..block.len().min(64) {
        for byte in [0, 8, 0xff] {
            let mut bytes = pictures::jpeg(96, 64, beside());
            let begin = bytes.windows(6).position(|part| part == b"Exif\0\0").unwrap() + 6;
            bytes[begin + at] = byte;
            read(&bytes).unwrap_or_else(|error| panic!("byte {at}: {error:?}"));
        }
    }
}
