//! A picture as a figure of a document: small, and in the one form that every office program takes.

use std::io::{BufRead, Seek};

use png::{BitDepth, ColorType, Encoder};

use super::bad;
use super::decode::{Want, open};
use crate::{Error, Sentence};

/// Its longer side: 120 mm at 150 dots an inch.
const SIDE: u32 = 720;

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FigureImage {
    /// PNG.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Makes a figure of a JPEG or PNG.
///
/// # Errors
/// As [`open`].
pub fn figure<R: BufRead + Seek>(source: R) -> Result<FigureImage, Error> {
    let (_, picture) = open(source, Want::Side(SIDE))?;
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(picture.rgb()));
    written.map_err(|cause| bad(Sentence::new("evidence-damaged").with("cause", cause)))?;
    Ok(FigureImage {
        png,
        width: picture.width(),
        height: picture.height(),
    })
}
