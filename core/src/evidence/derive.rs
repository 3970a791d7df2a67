//! Preview and thumbnail: small enough to travel first, made of pixels alone.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::picture::Picture;
use super::shrink::shrunk;
use super::{bad, cut};
use crate::{Error, Sentence};

/// The longest side of a preview.
pub const PREVIEW_SIDE: u32 = 1_280;
/// The most bytes of a preview.
pub const MOST_PREVIEW: usize = 150_000;
/// The longest side of a thumbnail.
pub const THUMBNAIL_SIDE: u32 = 256;
/// The most bytes of a thumbnail.
pub const MOST_THUMBNAIL: usize = 12_000;

/// The quality tried first, and the lowest before the picture is made smaller instead.
const QUALITY: (usize, usize) = (78, 24);

/// What is derived of a photo, both JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// To be looked at.
    pub preview: Vec<u8>,
    /// To be found again in a strip.
    pub thumbnail: Vec<u8>,
}

/// A picture as a JPEG of a quality from 1 to 100, with no segment that is not needed to show it.
pub(super) fn encode(picture: &Picture, quality: u8) -> Result<Vec<u8>, Error> {
    let sides = u16::try_from(picture.width())
        .ok()
        .zip(u16::try_from(picture.height()).ok());
    let (width, height) = sides.ok_or_else(cut)?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_optimized_huffman_tables(true);
    let done = encoder.encode(picture.rgb(), width, height, ColorType::Rgb);
    done.map_err(|cause| bad(Sentence::new("evidence-damaged").with("cause", cause)))?;
    Ok(bytes)
}

/// A picture of at most this side and so many bytes: first less exact, then smaller.
fn within(picture: &Picture, side: u32, most: usize) -> Result<Vec<u8>, Error> {
    let (first, least) = QUALITY;
    let (mut side, mut quality) = (side, first);
    let mut small = shrunk(picture, side).ok_or_else(cut)?;
    loop {
        let bytes = encode(&small, u8::try_from(quality).unwrap_or(1))?;
        if bytes.len() <= most || side <= 16 {
            return Ok(bytes);
        }
        if quality > least {
            quality = (quality * most / bytes.len()).clamp(least, quality - 1);
        } else {
            side = side * 3 / 4;
            small = shrunk(&small, side).ok_or_else(cut)?;
        }
    }
}

/// Derives preview and thumbnail.
///
/// # Errors
/// Never of a picture that was opened.
pub fn derive(picture: &Picture) -> Result<Derived, Error> {
    let preview = shrunk(picture, PREVIEW_SIDE).ok_or_else(cut)?;
    Ok(Derived {
        thumbnail: within(&preview, THUMBNAIL_SIDE, MOST_THUMBNAIL)?,
        preview: within(&preview, PREVIEW_SIDE, MOST_PREVIEW)?,
    })
}
