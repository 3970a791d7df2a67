//! The mark on an export copy: a block of words at the bottom left, written into the pixels.
//!
//! Only copies that leave as pictures carry one; the original never does, since its hash is what it is known by. The
//! block says what it is given and nothing of its own.

use ab_glyph::{Font as _, FontVec, PxScale, ScaleFont, point};
use num_traits::ToPrimitive;

use super::derive::encode;
use super::font::Font;
use super::picture::Picture;
use crate::Error;

/// The quality of an export copy.
const QUALITY: u8 = 90;
/// The smallest and largest height of a letter from its lowest to its highest stroke, in pixels.
const LETTER: (u16, u16) = (14, 128);
/// How many letters high a picture is taken to be.
const LETTERS: u32 = 26;
/// How much of the picture shows through the block, of 255.
const THROUGH: u16 = 96;

/// Where the block stands: lines as they are broken, and their height.
struct Block<'f> {
    font: &'f FontVec,
    letter: u16,
    lines: Vec<String>,
    /// Width of the longest line.
    width: u32,
}

fn whole(pixels: f32) -> u32 {
    pixels.ceil().to_u32().unwrap_or(0)
}

/// Breaks lines where they would be wider than `most`, and gives the widest.
fn broken(font: &FontVec, letter: u16, lines: &[String], most: u32) -> (Vec<String>, u32) {
    let scaled = font.as_scaled(PxScale::from(f32::from(letter)));
    let (mut broken, mut widest) = (Vec::new(), 0);
    for line in lines {
        let (mut part, mut width) = (String::new(), 0.0);
        for sign in line.chars().filter(|sign| !sign.is_control()) {
            let advance = scaled.h_advance(scaled.glyph_id(sign));
            if whole(width + advance) > most && !part.is_empty() {
                broken.push(std::mem::take(&mut part));
                width = 0.0;
            }
            part.push(sign);
            width += advance;
            widest = widest.max(whole(width));
        }
        broken.push(part);
    }
    (broken, widest.min(most))
}

impl<'f> Block<'f> {
    /// Letters as large as the picture asks, or smaller until the block takes no more than its lower half.
    fn new(font: &'f FontVec, picture: &Picture, lines: &[String]) -> Self {
        let side = picture.width().min(picture.height());
        let (least, most) = LETTER;
        let mut letter = u16::try_from(side / LETTERS).unwrap_or(most).clamp(least, most);
        loop {
            let room = picture.width().saturating_sub(u32::from(letter) * 2);
            let (lines, width) = broken(font, letter, lines, room);
            let block = Self {
                font,
                letter,
                lines,
                width,
            };
            if letter == least || block.height() <= picture.height() / 2 {
                return block;
            }
            letter -= 1;
        }
    }

    fn line(&self) -> u32 {
        u32::from(self.letter) * 6 / 5
    }

    fn pad(&self) -> u32 {
        u32::from(self.letter) / 2
    }

    fn height(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX / 200) * self.line() + self.pad() * 2
    }

    fn draw(&self, picture: &mut Picture) {
        let top = picture.height().saturating_sub(self.height());
        for y in top..picture.height() {
            for x in 0..(self.width + self.pad() * 2).min(picture.width()) {
                if let Some(pixel) = picture.pixel(x, y) {
                    *pixel = pixel.map(|colour| mixed(colour, 0, THROUGH));
                }
            }
        }
        let mut line_top = top + self.pad();
        for line in &self.lines {
            self.write(picture, line, line_top);
            line_top += self.line();
        }
    }

    /// Writes one line in white.
    fn write(&self, picture: &mut Picture, line: &str, top: u32) {
        let scale = PxScale::from(f32::from(self.letter));
        let scaled = self.font.as_scaled(scale);
        // A picture's sides have 16 bits, of which f32 keeps every one.
        let mut caret = self.pad().to_f32().unwrap_or(0.0);
        let base = top.to_f32().unwrap_or(0.0) + scaled.ascent();
        for sign in line.chars() {
            let glyph = scaled.glyph_id(sign).with_scale_and_position(scale, point(caret, base));
            caret += scaled.h_advance(glyph.id);
            let Some(outline) = self.font.outline_glyph(glyph) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            let corner = (corner.x.to_i64().unwrap_or(0), corner.y.to_i64().unwrap_or(0));
            outline.draw(|x, y, covered| {
                let at = |from: i64, by: u32| u32::try_from(from + i64::from(by)).unwrap_or(u32::MAX);
                let through = 255 - (covered * 255.0).to_u16().unwrap_or(0).min(255);
                if let Some(pixel) = picture.pixel(at(corner.0, x), at(corner.1, y)) {
                    *pixel = pixel.map(|colour| mixed(colour, 255, through));
                }
            });
        }
    }
}

/// A colour with another over it that lets `through` of 255 show.
fn mixed(colour: u8, over: u8, through: u16) -> u8 {
    let through = u32::from(through.min(255));
    let sum = u32::from(colour) * through + u32::from(over) * (255 - through);
    u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
}

/// An export copy of an upright picture: a JPEG with the lines at its bottom left and nothing beside its pixels.
///
/// # Errors
/// Never of a picture that was opened.
pub fn marked(mut picture: Picture, lines: &[String], font: &Font) -> Result<Vec<u8>, Error> {
    Block::new(&font.0, &picture, lines).draw(&mut picture);
    encode(&picture, QUALITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_lets_nothing_through_is_the_one_over_it() {
        assert_eq!(
            (mixed(10, 255, 0), mixed(10, 255, 255), mixed(255, 0, 96)),
            (255, 10, 96)
        );
    }
}
