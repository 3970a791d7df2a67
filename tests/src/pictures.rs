//! Pictures for tests, as cameras write them: JPEG and PNG with EXIF, and a HEIC that is only its boxes. What they show
//! is made of numbers; nobody is on them.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail as loudly as tests do, and bytes of a picture are cut on purpose"
)]

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::fixtures;

/// What a camera writes beside a picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside {
    /// How it was held, 1 to 8.
    pub orientation: u16,
    /// Whether it says when and where.
    pub says: bool,
}

/// The time the EXIF of a test claims.
pub const TAKEN: &str = "2017:06:05 09:30:00";
/// The owner's name that no derived picture may hold.
pub const OWNER: &str = "GENERATED-OWNER-NAME";

/// Red, green and blue of a scene: a sky, a ground with some grain, and a mark at the top left that tells which way up.
#[must_use]
pub fn scene(width: u32, height: u32) -> Vec<u8> {
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    let mark = (width / 4, height / 8);
    for y in 0..height {
        for x in 0..width {
            let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)) >> 28;
            let (x8, y8) = ((x * 255 / width) as u8, (y * 255 / height) as u8);
            rgb.extend(match (x < mark.0 && y < mark.1, y < height / 2) {
                (true, _) => [220, 30, 30],
                (_, true) => [90 + x8 / 4, 150, 255 - y8 / 2],
                _ => [60 + grain as u8, 120 + y8 / 3, 40 + x8 / 3],
            });
        }
    }
    rgb
}

/// A scene as a sensor in poor light sees it: every colour is off by up to 24, so that it packs no better than a photo.
#[must_use]
pub fn grainy(width: u32, height: u32) -> Vec<u8> {
    let mut rgb = scene(width, height);
    let mut state = 0x9e37_79b9_u32;
    for colour in &mut rgb {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        *colour = colour.saturating_add((state % 49) as u8).saturating_sub(24);
    }
    rgb
}

/// The EXIF block of a picture.
#[must_use]
pub fn exif(beside: Beside) -> Vec<u8> {
    let field = |tag, value| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    };
    let ascii = |text: &str| Value::Ascii(vec![text.into()]);
    let degrees = |whole: u32, minutes: u32| {
        let part = |num| Rational { num, denom: 1 };
        Value::Rational(vec![part(whole), part(minutes), part(0)])
    };
    let mut fields = vec![field(Tag::Orientation, Value::Short(vec![beside.orientation.max(1)]))];
    if beside.says {
        fields.extend([
            field(Tag::Artist, ascii(OWNER)),
            field(Tag::DateTimeOriginal, ascii(TAKEN)),
            field(Tag::GPSLatitudeRef, ascii("N")),
            field(Tag::GPSLatitude, degrees(34, 15)),
            field(Tag::GPSLongitudeRef, ascii("E")),
            field(Tag::GPSLongitude, degrees(108, 54)),
        ]);
    }
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    out.into_inner()
}

/// A JPEG of a scene.
#[must_use]
pub fn jpeg(width: u32, height: u32, beside: Beside) -> Vec<u8> {
    jpeg_of(&scene(width, height), (width, height), beside, false)
}

/// A JPEG of pixels, plain or in scans that grow finer.
#[must_use]
pub fn jpeg_of(rgb: &[u8], (width, height): (u32, u32), beside: Beside, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 88);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_progressive(progressive);
    let block = [b"Exif\0\0", &exif(beside)[..]].concat();
    encoder.add_app_segment(1, block).unwrap();
    let sides = [width, height].map(|side| u16::try_from(side).unwrap());
    encoder.encode(rgb, sides[0], sides[1], ColorType::Rgb).unwrap();
    bytes
}

/// A PNG of a scene.
#[must_use]
pub fn png(width: u32, height: u32, beside: Beside) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(width, height);
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    info.exif_metadata = Some(exif(beside).into());
    let mut encoder = png::Encoder::with_info(&mut bytes, info).unwrap();
    encoder.add_text_chunk("Author".into(), OWNER.into()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&scene(width, height)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A HEIC as an encoder writes it, with EXIF.
///
/// # Panics
/// When the fixture is not there.
#[must_use]
pub fn heic() -> Vec<u8> {
    std::fs::read(fixtures().join("photos/generated.heic")).unwrap_or_else(|error| panic!("{error}"))
}
