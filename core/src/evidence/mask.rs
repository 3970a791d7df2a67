//! Masking: what a person marks is filled, never blurred, in a copy that stands for the photo from then on.
//!
//! A blurred face can be guessed back; a filled one is gone. The copy is written anew from the filled pixels, and its
//! preview and thumbnail are made of it, so that no form of the picture holds what was masked.

use super::derive::{Derived, derive, encode};
use super::picture::Picture;
use crate::{Error, ErrorKind, Sentence};

/// The most pixels of a masked copy: a photo of more is masked at a half, a quarter or an eighth of its sides.
pub const MASKED_PIXELS: u64 = 16_000_000;
/// The quality of the copy.
const QUALITY: u8 = 90;
/// The most regions of one photo.
const MOST: usize = 200;

/// A rectangle of the upright picture, in thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Region {
    /// From the left.
    pub left: u16,
    /// From the top.
    pub top: u16,
    /// To, from the left.
    pub right: u16,
    /// To, from the top.
    pub bottom: u16,
}

/// A masked copy with what is derived of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The copy, a JPEG.
    pub picture: Vec<u8>,
    /// Its preview and thumbnail.
    pub derived: Derived,
}

impl Region {
    fn fits(self) -> bool {
        self.left < self.right && self.top < self.bottom && self.right <= 1_000 && self.bottom <= 1_000
    }

    /// The pixels it covers, each of which it touches at all.
    fn pixels(self, picture: &Picture) -> impl Iterator<Item = (u32, u32)> + use<> {
        let from = |part: u16, side: u32| side * u32::from(part) / 1_000;
        let to = |part: u16, side: u32| (side * u32::from(part)).div_ceil(1_000);
        let (width, height) = (picture.width(), picture.height());
        let across = from(self.left, width)..to(self.right, width);
        (from(self.top, height)..to(self.bottom, height)).flat_map(move |y| across.clone().map(move |x| (x, y)))
    }
}

/// Fills the regions of an upright picture, opened with [`super::Want::Pixels`] of [`MASKED_PIXELS`].
///
/// # Errors
/// [`ErrorKind::Refused`] when no region is marked, too many are, or one lies outside the picture.
pub fn mask(mut picture: Picture, regions: &[Region]) -> Result<Masked, Error> {
    if regions.is_empty() || regions.len() > MOST || !regions.iter().all(|region| region.fits()) {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("evidence-region")));
    }
    for region in regions {
        for (x, y) in region.pixels(&picture) {
            if let Some(pixel) = picture.pixel(x, y) {
                *pixel = [0; 3];
            }
        }
    }
    Ok(Masked {
        derived: derive(&picture)?,
        picture: encode(&picture, QUALITY)?,
    })
}
