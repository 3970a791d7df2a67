//! What a file is, by its own first bytes: kind, size and what it claims, before anything of it is unpacked.
//!
//! Names and endings are not asked. Every limit is held here or in `jpeg`, so that a file that promises a picture of
//! any size costs no more than reading its head.

use std::io::{BufRead, Read, Seek, SeekFrom};

use super::claims::{self, Claims};
use super::picture::Orientation;
use super::{bad, cut, jpeg};
use crate::{Error, Sentence};

/// The most pixels of a photo.
pub const MOST_PIXELS: u64 = 200_000_000;
/// The most bytes of a photo: twice what a camera of 200 MP writes.
pub const MOST_BYTES: u64 = 256 << 20;
/// The longest side: what a JPEG can say.
const MOST_SIDE: u32 = 65_535;
/// The most a PNG may unpack into besides its rows.
const MOST_CHUNKS: usize = 32 << 20;

/// What kind of file a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Media {
    /// JPEG.
    Jpeg = 1,
    /// PNG.
    Png = 2,
    /// HEIC: kept, and shown by a JPEG the platform made of it.
    Heic = 3,
}

impl Media {
    /// The number in the log.
    #[must_use]
    pub fn code(self) -> u64 {
        self as u64
    }

    /// The kind of a number.
    #[must_use]
    pub fn of(code: u64) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Heic]
            .into_iter()
            .find(|media| media.code() == code)
    }
}

/// What the head of a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its kind.
    pub media: Media,
    /// Width and height as stored; none of a HEIC, which is not opened here.
    pub size: Option<(u32, u32)>,
    /// How it is to be turned.
    pub orientation: Orientation,
    /// Time and place it claims.
    pub claims: Claims,
}

impl Look {
    /// Width and height as a person sees them.
    #[must_use]
    pub fn seen(&self) -> Option<(u32, u32)> {
        let (width, height) = self.size?;
        Some(if self.orientation.lies() {
            (height, width)
        } else {
            (width, height)
        })
    }
}

/// Looks at a file and leaves it at its beginning.
///
/// # Errors
/// [`crate::ErrorKind::BadInput`] when it is no JPEG, PNG or HEIC, ends too early, or is too large.
pub fn look(source: &mut (impl BufRead + Seek)) -> Result<Look, Error> {
    let length = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    source.rewind().map_err(unreadable)?;
    if length > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(bad(Sentence::new("evidence-large").with("most", most)));
    }
    let mut head = Vec::with_capacity(12);
    source.by_ref().take(12).read_to_end(&mut head).map_err(unreadable)?;
    source.rewind().map_err(unreadable)?;
    let look = match &head[..] {
        [] => return Err(bad(Sentence::new("evidence-empty"))),
        [0xff, 0xd8, 0xff, ..] => look_jpeg(source)?,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => look_png(source)?,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_heic(brand) => look_heic(source),
        _ => return Err(bad(Sentence::new("evidence-kind"))),
    };
    source.rewind().map_err(unreadable)?;
    Ok(look)
}

/// A file the system does not let us read.
pub(super) fn unreadable(cause: std::io::Error) -> Error {
    Error::new(
        crate::ErrorKind::Storage,
        Sentence::new("evidence-unreadable").with("cause", cause),
    )
}

fn is_heic(brand: &[u8]) -> bool {
    const BRANDS: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
    BRANDS.contains(&brand)
}

/// Holds a size to the limits.
fn held(width: u32, height: u32) -> Result<(u32, u32), Error> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(cut());
    }
    if pixels > MOST_PIXELS || width.max(height) > MOST_SIDE {
        let what = Sentence::new("evidence-pixels")
            .with("width", width)
            .with("height", height);
        return Err(bad(what.with("most", MOST_PIXELS / 1_000_000)));
    }
    Ok((width, height))
}

fn look_jpeg(source: &mut impl BufRead) -> Result<Look, Error> {
    let frame = jpeg::walk(source)?;
    let size = held(frame.width.into(), frame.height.into())?;
    frame.fits_memory()?;
    let (claims, orientation) = frame.exif.map(claims::of_exif).unwrap_or_default();
    Ok(Look {
        media: Media::Jpeg,
        size: Some(size),
        orientation,
        claims,
    })
}

/// A reader of a PNG that unpacks rows alone.
pub(super) fn png_decoder<R: BufRead + Seek>(source: R) -> png::Decoder<R> {
    let mut decoder = png::Decoder::new_with_limits(source, png::Limits { bytes: MOST_CHUNKS });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder
}

/// What a PNG's reader says, as ours.
pub(super) fn png_fault(fault: png::DecodingError) -> Error {
    match fault {
        png::DecodingError::IoError(cause) if cause.kind() != std::io::ErrorKind::UnexpectedEof => unreadable(cause),
        png::DecodingError::IoError(_) => cut(),
        fault => bad(Sentence::new("evidence-damaged").with("cause", fault)),
    }
}

fn look_png(source: &mut (impl BufRead + Seek)) -> Result<Look, Error> {
    let mut decoder = png_decoder(source);
    let info = decoder.read_header_info().map_err(png_fault)?;
    let size = held(info.width, info.height)?;
    let reader = decoder.read_info().map_err(png_fault)?;
    let exif = reader.info().exif_metadata.as_ref().map(|exif| exif.to_vec());
    let (claims, orientation) = exif.map(claims::of_exif).unwrap_or_default();
    Ok(Look {
        media: Media::Png,
        size: Some(size),
        orientation,
        claims,
    })
}

fn look_heic(source: &mut (impl BufRead + Seek)) -> Look {
    Look {
        media: Media::Heic,
        size: None,
        // A HEIC is turned by its own boxes, which whoever draws it obeys.
        orientation: Orientation::default(),
        claims: claims::of_heic(source),
    }
}
