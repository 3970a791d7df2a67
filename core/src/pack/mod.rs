//! Packs: the checklists, each made from one official document.
//!
//! A pack is a set of indicators with the document and clause each stands on. It comes as a folder (`pack.toml` and
//! `indicators.csv`), as one workbook with the same two sheets, or as canonical JSON; whatever the form, its identity
//! is the SHA-256 of its canonical JSON, so that two phones know whether they ask the same questions. Nothing here
//! judges an answer (`judge`) and nothing opens a file.

pub mod indicator;

pub use indicator::{AnswerType, Indicator};
