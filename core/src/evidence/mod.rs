//! Evidence that is files: photos, what is derived of them, and which of it may leave this machine.
//!
//! A photo is kept as the camera wrote it and named by its hash; everything else here is made of it and says nothing it
//! does not show: preview and thumbnail, and the masked copy. A file comes from outside, so its kind and size are read
//! from its head before anything is unpacked, and nothing is unpacked larger than it is needed. The one rule to keep:
//! whatever is derived is made of pixels alone, never of a copied segment of the file.

mod asked;
mod capture;
mod claims;
mod decode;
mod derive;
mod figure;
mod font;
mod jpeg;
mod kind;
mod leave;
mod mark;
mod mask;
pub mod package;
mod picture;
mod shrink;

pub use asked::{ASKED, asked_entity, asked_originals};
pub use capture::{CameFrom, Capture, Fix};
pub use claims::Claims;
pub use decode::{Want, open};
pub use derive::{Derived, MOST_PREVIEW, MOST_THUMBNAIL, PREVIEW_SIDE, THUMBNAIL_SIDE, derive};
pub use figure::{FigureImage, figure};
pub use font::Font;
pub use kind::{Look, MOST_BYTES, MOST_PIXELS, Media, look};
pub use leave::{Leaves, is_protected, leaves};
pub use mark::marked;
pub use mask::{MASKED_PIXELS, Masked, Region, mask};
pub use picture::{Orientation, Picture};

use crate::{Error, ErrorKind, Sentence};

/// A file that cannot be taken as a photo.
fn bad(code: Sentence) -> Error {
    Error::new(ErrorKind::BadInput, code)
}

/// A file that ends too early, or whose parts do not fit together.
fn cut() -> Error {
    bad(Sentence::new("evidence-cut"))
}
