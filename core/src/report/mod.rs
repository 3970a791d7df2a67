//! Documents people open, print and sign, made from what the other rooms hold.
//!
//! One file a document; `paper` holds how official paper looks, once for all of them. Nothing is decided here: a renderer
//! takes finished values and lays them out. The bytes are the same for the same values, whatever the day and the
//! machine, so that two offices can compare them.

pub mod data;
pub mod doc;
pub mod documents;
pub mod draw_record;
mod pack_book;
pub mod paper;
pub mod sheet;
mod sheet_entries;
mod sheet_example;
mod sheet_format;
mod sheet_heading;
mod sheet_html;
mod sheet_layout;
mod sheet_xlsx;
pub mod visit_sheet;
mod wording;

pub use pack_book::pack_book;
pub(crate) use sheet_html::escape;
