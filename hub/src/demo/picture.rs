//! Photos of the demonstration: JPEG files of the size a cheap phone writes, with scenes that are made of numbers. The
//! word GENERATED stands across each, so that nobody takes one for a photo of a place.

use crosscheck_core::{Error, ErrorKind, Sentence};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Width and height: 2.4 megapixels.
const SIZE: (u16, u16) = (1_800, 1_350);
const QUALITY: u8 = 88;
/// What stands across a picture, and its letters as rows of five points.
const WORD: [[u8; 7]; 9] = [G, E, N, E, R, A, T, E, D];
const G: [u8; 7] = [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111];
const E: [u8; 7] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111];
const N: [u8; 7] = [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001];
const R: [u8; 7] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001];
const A: [u8; 7] = [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001];
const T: [u8; 7] = [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100];
const D: [u8; 7] = [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110];
/// A point of a letter in pixels, and where the word begins.
const POINT: usize = 28;
const BEGIN: (usize, usize) = (150, 1_060);

/// Whether a pixel belongs to the word.
fn is_word(x: usize, y: usize) -> bool {
    let (Some(x), Some(y)) = (x.checked_sub(BEGIN.0), y.checked_sub(BEGIN.1)) else {
        return false;
    };
    let (column, row) = (x / POINT, y / POINT);
    let letter = WORD.get(column / 6).and_then(|letter| letter.get(row));
    // The sixth column of a letter is the gap behind it.
    letter.is_some_and(|points| column % 6 < 5 && points >> (4 - column % 6) & 1 == 1)
}

/// Grain as a sensor in poor light has it.
fn grain(state: &mut u32) -> u8 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    (*state & 15).to_le_bytes()[0]
}

/// Sheets of a notice board: four in a row and three rows, in a frame.
fn on_board(x: usize, y: usize) -> Option<[u8; 3]> {
    let (x, y) = (x.checked_sub(260)?, y.checked_sub(180)?);
    let paper = x % 240 > 30 && y % 190 > 26;
    let inside = x < 4 * 240 + 30 && y < 3 * 190 + 26;
    inside.then_some(if paper { [205, 208, 190] } else { [120, 40, 36] })
}

/// A desk with a darker front.
fn on_desk(x: usize, y: usize) -> Option<[u8; 3]> {
    let inside = (420..1_400).contains(&x) && (660..1_010).contains(&y);
    inside.then_some(if y < 720 { [176, 132, 84] } else { [120, 84, 50] })
}

/// The colour of a pixel: a wall above a floor, with a board on the wall or a desk before it.
fn colour(x: usize, y: usize, thing: fn(usize, usize) -> Option<[u8; 3]>) -> [u8; 3] {
    let (width, height) = (usize::from(SIZE.0), usize::from(SIZE.1));
    let shade = |most: usize, part: usize, whole: usize| (part * most / whole).to_le_bytes()[0];
    if is_word(x, y) {
        [235, 235, 235]
    } else if let Some(colour) = thing(x, y) {
        colour
    } else if y < height * 7 / 10 {
        [150 + shade(40, x, width), 165, 150 + shade(30, y, height)]
    } else {
        [80, 78 + shade(30, x, width), 70]
    }
}

/// A generated photo as a JPEG file: odd numbers give a notice board, even ones a desk, each with grain of its own.
pub fn jpeg(number: u32) -> Result<Vec<u8>, Error> {
    let (width, height) = (usize::from(SIZE.0), usize::from(SIZE.1));
    let mut state = 0x9e37_79b9_u32.wrapping_add(number.wrapping_mul(0x85eb_ca6b)) | 1;
    let thing = if number % 2 == 1 { on_board } else { on_desk };
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let grain = grain(&mut state);
            rgb.extend(colour(x, y, thing).map(|part| part.saturating_add(grain)));
        }
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(&rgb, SIZE.0, SIZE.1, ColorType::Rgb).map_err(|cause| {
        let what = Sentence::new("file-not-written").with("reason", cause);
        Error::new(ErrorKind::Storage, what)
    })?;
    Ok(file)
}
