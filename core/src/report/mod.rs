//! Documents: what is printed, signed and handed over.
//!
//! Each file makes one document of what other rooms computed; nothing is decided here. `paper` holds how official paper
//! looks, once for all of them.

pub mod draw_record;
pub mod paper;
