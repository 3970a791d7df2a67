//! What a photo says of itself in its EXIF: claims, kept beside it and never believed.
//!
//! Only what has the one form a camera writes is taken: a time and a place in whole numbers. Everything else (names,
//! serial numbers, remarks) stays in the original alone.

use std::io::{BufRead, Read, Seek, SeekFrom};

use exif::{Exif, In, Reader, Tag};

use super::picture::Orientation;
use crate::change::Value;
use crate::change::cbor::{Message, Reader as Item, Writer};
use crate::{Error, change};

/// The most of a HEIC that is read for its EXIF.
const MOST_READ: u64 = 4 << 20;

/// Time and place as the file claims them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Claims {
    /// `YYYY:MM:DD HH:MM:SS`, and the offset `+08:00` after it if the camera wrote one.
    pub taken: Option<String>,
    /// Latitude and longitude, WGS-84, in 1e-7 degrees.
    pub place: Option<(i64, i64)>,
}

impl Claims {
    /// As a value of the log: a map, 0 the time, 1 the place; what is not claimed is left out.
    #[must_use]
    pub fn value(&self) -> Value {
        let mut out = Writer::new();
        out.map(usize::from(self.taken.is_some()) + usize::from(self.place.is_some()));
        if let Some(taken) = &self.taken {
            out.uint(0).text(taken);
        }
        if let Some((latitude, longitude)) = self.place {
            out.uint(1).array(2).int(latitude).int(longitude);
        }
        Value::written(&out.finish())
    }

    /// What a value of the log claims.
    ///
    /// # Errors
    /// [`crate::ErrorKind::BadInput`] when it is of another form.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Item::new(Message::Value, value.as_bytes(), change::MAX_OP)?.keyed()?;
        let taken = map
            .maybe(0)
            .map(|mut item| item.text(32).map(str::to_owned))
            .transpose()?;
        let place = map.maybe(1).map(|mut item| {
            item.tuple(2)?;
            Ok::<_, Error>((item.int()?, item.int()?))
        });
        Ok(Self {
            taken,
            place: place.transpose()?,
        })
    }
}

/// The claims and the orientation of an EXIF block.
pub(super) fn of_exif(block: Vec<u8>) -> (Claims, Orientation) {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    // Phones write blocks that are slightly wrong; what can be read of them is taken, and none of it decides anything.
    let read = reader
        .read_raw(block)
        .or_else(|fault| fault.distill_partial_result(|_| {}));
    read.as_ref().map(claimed).unwrap_or_default()
}

/// The claims of a HEIC.
pub(super) fn of_heic(source: &mut (impl BufRead + Seek)) -> Claims {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let mut bounded = Bounded {
        source,
        left: MOST_READ,
    };
    let mut buffered = std::io::BufReader::with_capacity(4_096, &mut bounded);
    let read = reader.read_from_container(&mut buffered);
    let read = read.or_else(|fault| fault.distill_partial_result(|_| {}));
    read.as_ref().map(|exif| claimed(exif).0).unwrap_or_default()
}

/// Gives no more than so many bytes, wherever they are read.
struct Bounded<'r, R> {
    source: &'r mut R,
    left: u64,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.by_ref().take(self.left).read(into)?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl<R: Seek> Seek for Bounded<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.source.seek(to)
    }
}

fn claimed(exif: &Exif) -> (Claims, Orientation) {
    let number = exif
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0));
    let claims = Claims {
        taken: taken(exif),
        place: coordinate(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, 90).zip(coordinate(
            exif,
            Tag::GPSLongitude,
            Tag::GPSLongitudeRef,
            180,
        )),
    };
    (claims, number.map(Orientation::of).unwrap_or_default())
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&str> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        exif::Value::Ascii(texts) => std::str::from_utf8(texts.first()?).ok(),
        _ => None,
    }
}

/// Whether a text has a form, in which 0 stands for any digit.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(byte, form): (u8, u8)| {
        if form == b'0' {
            byte.is_ascii_digit()
        } else {
            byte == form
        }
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

fn taken(exif: &Exif) -> Option<String> {
    let time = ascii(exif, Tag::DateTimeOriginal).or_else(|| ascii(exif, Tag::DateTime))?;
    let time = Some(time).filter(|time| has_form(time, "0000:00:00 00:00:00"))?;
    let offset = ascii(exif, Tag::OffsetTimeOriginal).unwrap_or_default();
    let offset = if has_form(offset, "+00:00") || has_form(offset, "-00:00") {
        offset
    } else {
        ""
    };
    Some(format!("{time}{offset}"))
}

fn coordinate(exif: &Exif, tag: Tag, reference: Tag, most: i128) -> Option<i64> {
    let exif::Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let mut sum = 0_i128;
    for (part, unit) in parts.iter().zip([1, 60, 3_600]) {
        let below = i128::from(part.denom) * unit;
        if below == 0 {
            return None;
        }
        sum += i128::from(part.num) * 10_000_000 / below;
    }
    let sign = match ascii(exif, reference)? {
        "N" | "E" => 1,
        "S" | "W" => -1,
        _ => return None,
    };
    let held = sum <= most * 10_000_000 && !parts.is_empty();
    i64::try_from(sum * sign).ok().filter(|_| held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_read_back_and_what_is_not_claimed_is_left_out() {
        let claims = Claims {
            taken: Some("2017:06:26 09:30:00+08:00".into()),
            place: Some((341_000_000, -1_089_000_000)),
        };
        assert_eq!(Claims::read(&claims.value()).unwrap(), claims);
        assert_eq!(Claims::default().value().as_bytes(), [0xa0]);
        assert_eq!(
            Claims::read(&Value::from_bytes(&[0xa0]).unwrap()).unwrap(),
            Claims::default()
        );
    }

    #[test]
    fn a_block_that_is_no_exif_claims_nothing() {
        for block in [&b""[..], b"II*\0", b"MM\0*\xff\xff\xff\xff", &[0xff; 300]] {
            assert_eq!(of_exif(block.to_vec()), Default::default());
        }
    }

    #[test]
    fn a_time_of_any_other_form_is_not_taken() {
        assert!(has_form("2017:06:26 09:30:00", "0000:00:00 00:00:00"));
        for text in ["2017-06-26 09:30:00", "2017:06:26 09:30:0x", "某某 2017:06:26", ""] {
            assert!(!has_form(text, "0000:00:00 00:00:00"), "{text}");
        }
    }
}
