//! The font of the marks on export copies: one of the system's, or one a person names.
//!
//! No font is shipped: one that holds Chinese is larger than the program, and every machine has one or can name one. A
//! font is taken only if it holds every letter that is to be written, so that no mark ever shows empty boxes.

use std::path::Path;

use ab_glyph::{Font as _, FontRef, FontVec};

use super::bad;
use crate::{Error, ErrorKind, Place, Sentence};

/// The largest font that is read.
const MOST_BYTES: u64 = 64 << 20;
/// Families tried first, the plainest of each system.
const FIRST: [&str; 8] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "SimHei",
];
/// Where Android keeps its fonts, which no list of folders names.
const ANDROID: &str = "/system/fonts";
/// Where iOS keeps them.
const IOS: &str = "/System/Library/Fonts";

/// A font to write marks with.
pub struct Font(pub(super) FontVec);

impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Font of {} glyphs", self.0.glyph_count())
    }
}

/// Whether a font has every letter of a text.
fn holds(font: &impl ab_glyph::Font, text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.all(|letter| font.glyph_id(letter).0 != 0)
}

impl Font {
    /// The font in a file; of a collection the first.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is no font, too large, or lacks a letter of `text`; [`ErrorKind::Storage`] when it
    /// cannot be read.
    pub fn read(path: &Path, text: &str) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let at = |what: Sentence, kind| Error::at(kind, Place::file(&name), what);
        let unreadable = |cause| {
            let what = Sentence::new("evidence-font-unreadable").with("cause", cause);
            at(what, ErrorKind::Storage)
        };
        if std::fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
            let what = Sentence::new("evidence-font-large").with("most", MOST_BYTES >> 20);
            return Err(at(what, ErrorKind::BadInput));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let font = FontVec::try_from_vec_and_index(bytes, 0);
        let font = font.map_err(|_| at(Sentence::new("evidence-font-bad"), ErrorKind::BadInput))?;
        if !holds(&font, text) {
            return Err(at(Sentence::new("evidence-font-lacks"), ErrorKind::BadInput));
        }
        Ok(Self(font))
    }

    /// A font of the system that has every letter of a text.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when there is none, with what to do.
    pub fn of_system(text: &str) -> Result<Self, Error> {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        fonts.load_fonts_dir(ANDROID);
        if cfg!(target_os = "ios") {
            fonts.load_fonts_dir(IOS);
        }
        let mut faces: Vec<(usize, u16, &str, fontdb::ID)> = fonts.faces().map(ranked).collect();
        faces.sort_unstable_by_key(|(rank, weight, name, _)| (*rank, *weight, *name));
        let found = faces
            .into_iter()
            .find_map(|(.., id)| fonts.with_face_data(id, |bytes, index| taken(bytes, index, text))?);
        found.map(Self).ok_or_else(|| bad(Sentence::new("evidence-font-none")))
    }
}

/// How soon a face is tried: families by their place, upright before slanted, plain weight before others.
fn ranked(face: &fontdb::FaceInfo) -> (usize, u16, &str, fontdb::ID) {
    let family = |name: &&str| face.families.iter().any(|(family, _)| family == name);
    let rank = FIRST.iter().position(family).unwrap_or(FIRST.len());
    let slanted = usize::from(face.style != fontdb::Style::Normal);
    let weight = face.weight.0.abs_diff(fontdb::Weight::NORMAL.0);
    (
        rank + slanted * 2 * FIRST.len(),
        weight,
        &face.post_script_name,
        face.id,
    )
}

/// A face as a font of its own, if it has every letter of a text.
fn taken(bytes: &[u8], index: u32, text: &str) -> Option<FontVec> {
    let fits = bytes.len() as u64 <= MOST_BYTES;
    let font = FontRef::try_from_slice_and_index(bytes, index).ok()?;
    let fits = fits && holds(&font, text);
    fits.then(|| FontVec::try_from_vec_and_index(bytes.to_vec(), index).ok())?
}
