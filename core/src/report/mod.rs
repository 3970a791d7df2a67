//! Documents: what is printed, signed and handed over.
//!
//! Each file makes one document of values other rooms computed; nothing is decided here.

pub mod draw_record;
