//! Photos to be taken in tests, and what is asked of those that were.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::path::{Path, PathBuf};

use crosscheck_core::change::{Entity, Moment};
use crosscheck_core::evidence::Fix;
use crosscheck_core::field::{Origin, Shot};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::notebook::Notebook;

/// When every photo of a test is taken.
#[must_use]
pub fn moment() -> Moment {
    Moment {
        wall: 1_496_626_200_000,
        monotonic: 86_400_000,
        boot: [0xb0; 16],
    }
}

/// Where.
#[must_use]
pub fn fix() -> Fix {
    Fix {
        latitude: 342_500_000,
        longitude: 1_089_000_000,
        provider: "gps".into(),
        accuracy: 8,
        age: 1_200,
        mock: false,
    }
}

/// Taken by the camera of the app.
#[must_use]
pub fn taken() -> Origin {
    Origin::Taken {
        at: moment(),
        fix: Some(fix()),
        by_system: false,
    }
}

/// A file as a camera leaves it.
#[must_use]
pub fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A photo with nothing said of it.
#[must_use]
pub fn shot<'a>(file: &'a Path, origin: &'a Origin) -> Shot<'a> {
    Shot {
        file,
        shown: None,
        origin,
        caption: "",
        indicator: None,
    }
}

/// The files of a photo that stand: original, preview, thumbnail, then those of its masked copy.
#[must_use]
pub fn blobs(book: &Notebook, visit: &StreamName, photo: &Entity) -> Vec<BlobHash> {
    let fields = ["original", "preview", "thumb", "masked"];
    let values = fields
        .iter()
        .filter_map(|field| book.state().field(visit, photo, field));
    values
        .flat_map(|field| field.values()[0].blobs())
        .map(|blob| blob.hash)
        .collect()
}

/// Holds a JPEG to the segments a decoder needs and to its end mark.
pub fn assert_plain(jpeg: &[u8]) {
    assert!(jpeg.ends_with(&[0xff, 0xd9]), "bytes follow the end mark");
    let mut at = 2;
    while jpeg[at + 1] != 0xda {
        assert!(
            matches!(jpeg[at..at + 2], [0xff, 0xe0 | 0xdb | 0xc0 | 0xc4]),
            "a segment {:02x} is carried along",
            jpeg[at + 1]
        );
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    let holds = |word: &[u8]| jpeg.windows(word.len()).any(|window| window == word);
    assert!(!holds(crate::pictures::OWNER.as_bytes()) && !holds(b"Exif") && !holds(b"2017:06:05"));
    // The picture's bits hold no further start of a picture: no thumbnail within.
    assert_eq!(
        jpeg.windows(3).filter(|window| window == &[0xff, 0xd8, 0xff]).count(),
        1
    );
}
