//! The segments of a JPEG, walked from its first byte to its end mark without unpacking any.
//!
//! The walk finds size, form and EXIF, sees whether the file is whole, and bounds what the decoder will be made to hold:
//! it keeps the coefficients of a progressive picture whole, and every colour profile. What lies after the end mark
//! (moving pictures, depth maps) is kept with the original and never read. ITU-T T.81, annex B.

use std::io::{BufRead, ErrorKind, Read};

use super::kind::unreadable;
use super::{bad, cut};
use crate::{Error, Sentence};

/// The most bytes of all segments that are not picture.
const MOST_SEGMENTS: u64 = 16 << 20;
/// The most scans: a progressive camera writes about ten.
const MOST_SCANS: u32 = 100;
/// The most bytes of coefficients: 50 MP with halved colours.
const MOST_COEFFICIENTS: u64 = 150_000_000;

const EXIF: &[u8] = b"Exif\0\0";

/// What the walk finds.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) exif: Option<Vec<u8>>,
    progressive: bool,
    /// Horizontal and vertical sampling of each colour.
    sampling: Vec<(u64, u64)>,
}

impl Frame {
    /// Refuses a progressive picture whose coefficients would not fit.
    pub(super) fn fits_memory(&self) -> Result<(), Error> {
        let most = |of: fn(&(u64, u64)) -> u64| self.sampling.iter().map(of).max().unwrap_or(1);
        let (across, down) = (most(|colour| colour.0), most(|colour| colour.1));
        let units = u64::from(self.width).div_ceil(8 * across) * u64::from(self.height).div_ceil(8 * down);
        let blocks: u64 = self.sampling.iter().map(|(h, v)| units * h * v).sum();
        if self.progressive && blocks * 128 > MOST_COEFFICIENTS {
            return Err(bad(Sentence::new("evidence-heavy")));
        }
        Ok(())
    }
}

struct Walk<'r, R> {
    source: &'r mut R,
    frame: Frame,
    carried: u64,
    scans: u32,
    /// The mark that ended a scan.
    pending: Option<u8>,
}

/// Walks a JPEG to its end mark.
pub(super) fn walk(source: &mut impl BufRead) -> Result<Frame, Error> {
    let mut walk = Walk {
        source,
        frame: Frame::default(),
        carried: 0,
        scans: 0,
        pending: None,
    };
    // The start mark, which `kind` has seen.
    walk.bytes::<2>()?;
    while walk.segment()? {}
    if walk.frame.width == 0 || walk.scans == 0 {
        return Err(cut());
    }
    Ok(walk.frame)
}

fn form(name: &str) -> Error {
    bad(Sentence::new("evidence-form").with("form", name))
}

impl<R: BufRead> Walk<'_, R> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.source.read_exact(&mut bytes).map_err(|cause| match cause.kind() {
            ErrorKind::UnexpectedEof => cut(),
            _ => unreadable(cause),
        })?;
        Ok(bytes)
    }

    /// The next mark; filling bytes before it are passed over.
    fn mark(&mut self) -> Result<u8, Error> {
        if let Some(mark) = self.pending.take() {
            return Ok(mark);
        }
        let [mut byte] = self.bytes()?;
        if byte != 0xff {
            return Err(cut());
        }
        while byte == 0xff {
            [byte] = self.bytes()?;
            self.carried += 1;
            self.hold()?;
        }
        Ok(byte)
    }

    fn hold(&self) -> Result<(), Error> {
        if self.carried > MOST_SEGMENTS {
            return Err(bad(Sentence::new("evidence-segments").with("most", MOST_SEGMENTS >> 20)));
        }
        Ok(())
    }

    /// The content of the segment that follows its mark.
    fn content(&mut self) -> Result<Vec<u8>, Error> {
        let length = u64::from(u16::from_be_bytes(self.bytes()?));
        let length = length.checked_sub(2).ok_or_else(cut)?;
        self.carried += length;
        self.hold()?;
        let mut content = Vec::new();
        let read = self.source.by_ref().take(length).read_to_end(&mut content);
        if read.map_err(unreadable)? as u64 != length {
            return Err(cut());
        }
        Ok(content)
    }

    /// Passes one segment; false at the end mark.
    fn segment(&mut self) -> Result<bool, Error> {
        match self.mark()? {
            0xd9 => return Ok(false),
            // Restart marks may stand after a scan's last row.
            0xd0..=0xd7 | 0x01 => {}
            0xc0..=0xc2 if self.frame.width > 0 => return Err(form("hierarchical")),
            mark @ 0xc0..=0xc2 => {
                let content = self.content()?;
                self.frame.progressive = mark == 0xc2;
                self.size(&content)?;
            }
            0xc3 | 0xc5..=0xc7 => return Err(form("lossless, hierarchical")),
            0xc8..=0xcf => return Err(form("arithmetic")),
            0xda => self.scan()?,
            0xdc => return Err(form("DNL")),
            0xe1 => {
                let content = self.content()?;
                if let Some(exif) = content.strip_prefix(EXIF) {
                    self.frame.exif.get_or_insert_with(|| exif.to_vec());
                }
            }
            // Tables, what programs say of themselves, and comments.
            0xc4 | 0xdb | 0xdd | 0xe0..=0xef | 0xfe => drop(self.content()?),
            _ => return Err(cut()),
        }
        Ok(true)
    }

    fn size(&mut self, content: &[u8]) -> Result<(), Error> {
        let [precision, high, low, left, right, count, colours @ ..] = content else {
            return Err(cut());
        };
        if *precision != 8 {
            return Err(form("12 bit"));
        }
        if !matches!(count, 1 | 3) {
            return Err(form("CMYK"));
        }
        if colours.len() != usize::from(*count) * 3 {
            return Err(cut());
        }
        self.frame.height = u16::from_be_bytes([*high, *low]);
        self.frame.width = u16::from_be_bytes([*left, *right]);
        let sampling = colours.chunks_exact(3).map(|colour| (colour[1] >> 4, colour[1] & 15));
        let sampling: Vec<(u8, u8)> = sampling.collect();
        let right = |value: u8| (1..=4).contains(&value);
        if self.frame.height == 0 || !sampling.iter().all(|(across, down)| right(*across) && right(*down)) {
            return Err(cut());
        }
        self.frame.sampling = sampling.iter().map(|(h, v)| (u64::from(*h), u64::from(*v))).collect();
        Ok(())
    }

    /// Passes a scan's head and its bits, up to the mark that ends them.
    fn scan(&mut self) -> Result<(), Error> {
        self.content()?;
        self.scans += 1;
        if self.scans > MOST_SCANS {
            return Err(form("scans"));
        }
        loop {
            if self.source.skip_until(0xff).map_err(unreadable)? == 0 {
                return Err(cut());
            }
            let next = self.source.fill_buf().map_err(unreadable)?;
            match next.first() {
                None => return Err(cut()),
                // A byte of picture that looks like a mark, a restart, or filling.
                Some(0 | 0xd0..=0xd7) => self.source.consume(1),
                Some(0xff) => {}
                Some(mark) => {
                    self.pending = Some(*mark);
                    self.source.consume(1);
                    return Ok(());
                }
            }
        }
    }
}
