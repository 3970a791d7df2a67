//! Opening a picture no larger than it is needed.
//!
//! A JPEG is scaled while it is unpacked (each block of 8 x 8 becomes 4, 2 or 1 pixels wide), a PNG is shrunk row by
//! row; either way a picture of 200 MP never stands in memory whole.

use std::io::{BufRead, Seek};

use jpeg_decoder::PixelFormat;

use super::kind::{Look, Media, look, png_decoder, png_fault};
use super::picture::Picture;
use super::shrink::{Shrink, fitted};
use super::{bad, cut};
use crate::{Error, Sentence};

/// The most pixels of an interlaced PNG, whose rows come in no order.
const MOST_INTERLACED: u64 = 16_000_000;

/// How large a picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Made to fit into a square of this side; at most 4,096.
    Side(u32),
    /// As large as it is, or a half, quarter or eighth of it, so that it has no more pixels than this.
    Pixels(u64),
}

impl Want {
    /// By how much the unpacking may scale down: 1, 2, 4 or 8.
    fn divisor(self, (width, height): (u32, u32)) -> u32 {
        let small = |by: u32| (width.div_ceil(by), height.div_ceil(by));
        match self {
            Self::Side(side) => {
                let fits = |by: &u32| width.max(height) / by >= side.min(4_096);
                [8, 4, 2].into_iter().find(fits).unwrap_or(1)
            }
            Self::Pixels(most) => {
                let fits = |by: &u32| {
                    let (width, height) = small(*by);
                    u64::from(width) * u64::from(height) <= most
                };
                [1, 2, 4].into_iter().find(fits).unwrap_or(8)
            }
        }
    }

    fn sides(self, size: (u32, u32)) -> (u32, u32) {
        match self {
            Self::Side(most) => fitted(size, most.min(4_096)),
            Self::Pixels(_) => {
                let by = self.divisor(size);
                (size.0.div_ceil(by), size.1.div_ceil(by))
            }
        }
    }
}

/// Opens a JPEG or PNG upright and in the wanted size.
///
/// # Errors
/// As [`look`]; and [`crate::ErrorKind::BadInput`] when its pixels cannot be unpacked, or it is a HEIC.
pub fn open<R: BufRead + Seek>(mut source: R, want: Want) -> Result<(Look, Picture), Error> {
    let look = look(&mut source)?;
    let picture = match (look.media, look.size) {
        (Media::Jpeg, Some(size)) => jpeg(source, size, want)?,
        (Media::Png, Some(size)) => png(source, size, want)?,
        _ => return Err(bad(Sentence::new("evidence-heic"))),
    };
    let turned = picture.turned(look.orientation);
    Ok((look, turned))
}

fn jpeg_fault(fault: jpeg_decoder::Error) -> Error {
    match fault {
        jpeg_decoder::Error::Io(_) => cut(),
        fault => bad(Sentence::new("evidence-damaged").with("cause", fault)),
    }
}

fn jpeg<R: BufRead>(source: R, size: (u32, u32), want: Want) -> Result<Picture, Error> {
    let mut decoder = jpeg_decoder::Decoder::new(source);
    let by = want.divisor(size);
    // Sides of a JPEG have 16 bits.
    let part = |side: u32| u16::try_from(side / by).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(part(size.0), part(size.1)).map_err(jpeg_fault)?;
    let pixels = decoder.decode().map_err(jpeg_fault)?;
    let format = decoder.info().map(|info| info.pixel_format);
    let each = match format {
        Some(PixelFormat::RGB24) => 3,
        Some(PixelFormat::L8) => 1,
        _ => return Err(bad(Sentence::new("evidence-form").with("form", "CMYK"))),
    };
    let from = (u32::from(width), u32::from(height));
    let to = want.sides(size);
    if each == 3 && to == from {
        return Picture::new(from.0, from.1, pixels).ok_or_else(cut);
    }
    let mut shrink = Shrink::new(from, to);
    let mut wide = Vec::new();
    for row in pixels.chunks_exact(usize::from(width) * each) {
        shrink.row(spread(row, each, &mut wide));
    }
    shrink.finish().ok_or_else(cut)
}

/// A row of 1 to 4 bytes a pixel as one of 3: grey is all three, and what is transparent lies on white.
fn spread<'a>(row: &'a [u8], each: usize, wide: &'a mut Vec<u8>) -> &'a [u8] {
    if each == 3 {
        return row;
    }
    wide.clear();
    let on_white = |value: u8, alpha: u8| {
        let sum = u32::from(value) * u32::from(alpha) + 255 * u32::from(255 - alpha);
        u8::try_from((sum + 127) / 255).unwrap_or(255)
    };
    for pixel in row.chunks_exact(each) {
        wide.extend(match *pixel {
            [grey] => [grey; 3],
            [grey, alpha] => [on_white(grey, alpha); 3],
            [red, green, blue, alpha] => [red, green, blue].map(|value| on_white(value, alpha)),
            _ => [0; 3],
        });
    }
    wide
}

fn png<R: BufRead + Seek>(source: R, size: (u32, u32), want: Want) -> Result<Picture, Error> {
    let mut reader = png_decoder(source).read_info().map_err(png_fault)?;
    let each = reader.output_color_type().0.samples();
    let mut shrink = Shrink::new(size, want.sides(size));
    let mut wide = Vec::new();
    if reader.info().interlaced {
        if u64::from(size.0) * u64::from(size.1) > MOST_INTERLACED {
            return Err(bad(Sentence::new("evidence-heavy")));
        }
        let mut pixels = vec![0; reader.output_buffer_size().ok_or_else(cut)?];
        reader.next_frame(&mut pixels).map_err(png_fault)?;
        for row in pixels.chunks_exact(size.0 as usize * each) {
            shrink.row(spread(row, each, &mut wide));
        }
    } else {
        while let Some(row) = reader.next_row().map_err(png_fault)? {
            shrink.row(spread(row.data(), each, &mut wide));
        }
    }
    // What follows the rows is read as well, so that a file that ends before its end mark is told.
    reader.finish().map_err(png_fault)?;
    shrink.finish().ok_or_else(cut)
}
