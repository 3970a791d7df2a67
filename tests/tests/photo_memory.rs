//! The memory of reading a photo is bounded by what is made of it, not by what it says or holds.
//!
//! The one test of this file, since the peak is that of the whole process.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::Cursor;

use crosscheck_core::evidence::{MASKED_PIXELS, Region, Want, derive, mask, open};
use crosscheck_tests::measure::{forget_peak, peak_megabytes};
use crosscheck_tests::pictures::{self, Beside};

/// The most megabytes of a photo of 108 megapixels, over what the program held before.
const MOST: u64 = 200;

/// How far the peak rose while something was done.
fn risen(work: impl FnOnce()) -> u64 {
    forget_peak();
    let before = peak_megabytes().unwrap();
    work();
    peak_megabytes().unwrap() - before
}

/// A PNG of white of any size: a few hundred bytes a megapixel.
fn white_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let row = vec![255; width as usize * 3];
    for _ in 0..height {
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    bytes
}

#[test]
fn a_hundred_megapixels_are_made_small_and_masked_within_two_hundred_megabytes() {
    let jpeg = pictures::jpeg(
        12_000,
        9_000,
        Beside {
            orientation: 6,
            says: true,
        },
    );
    let made = risen(|| {
        let (_, picture) = open(Cursor::new(&jpeg), Want::Side(1_280)).unwrap();
        derive(&picture).unwrap();
    });
    let masked = risen(|| {
        let (_, picture) = open(Cursor::new(&jpeg), Want::Pixels(MASKED_PIXELS)).unwrap();
        let region = Region {
            left: 0,
            top: 0,
            right: 500,
            bottom: 500,
        };
        mask(picture, &[region]).unwrap();
    });
    let bomb = white_png(14_000, 14_000);
    assert!(bomb.len() < 2_000_000, "{} bytes are no bomb", bomb.len());
    let unpacked = risen(|| drop(open(Cursor::new(&bomb), Want::Side(1_280)).unwrap()));
    println!(
        "108 MP: made small in {made} MB, masked in {masked} MB; a PNG of 196 MP from {} KB in {unpacked} MB",
        bomb.len() / 1_000
    );
    assert!(made <= MOST && masked <= MOST && unpacked <= MOST);
}
