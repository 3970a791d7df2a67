//! Packs: the checklists, each made from one official document.
//!
//! A pack is a set of indicators with the document and clause each stands on. It comes as a folder (`pack.toml` and
//! `indicators.csv`), as one workbook with the same two sheets, or as canonical JSON; whatever the form, its identity
//! is the SHA-256 of its canonical JSON, so that two phones know whether they ask the same questions. Nothing here
//! judges an answer (`judge`) and nothing opens a file.
//!
//! Each form (`folder`, `book`, `json`) only turns bytes into cells; `draft` holds the cells of all three to the same
//! rules. A new rule therefore goes to `rules`, `formula`, `threshold` or `vocabulary`, never into one form.

mod book;
mod builtin;
mod cell;
mod columns;
mod draft;
mod folder;
mod formula;
mod header;
pub mod indicator;
mod json;
mod pairs;
mod person;
mod row;
mod rules;
mod threshold;
mod tiers;
mod vocabulary;
mod words;

pub use builtin::{BUILTIN_IDS, builtin};
pub use header::{FORMAT, Header};
pub use indicator::{AnswerType, Indicator};
pub(crate) use vocabulary::choices;
pub use vocabulary::{LEVELS, METHODS, OFFICES, PROGRAMMES, SITE_KINDS, UNITS};
pub use words::{threshold_words, type_words};

/// Most indicators of one pack; the largest built-in one has 163.
pub const MAX_INDICATORS: usize = 5_000;

/// A checklist: where it comes from and what it asks, in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The document it is made from.
    pub header: Header,
    /// The requirements, one a row, in the order of the document.
    pub indicators: Vec<Indicator>,
}

impl Pack {
    /// The indicator with an id.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id() == id)
    }

    /// What an indicator stands on: document, its number (or its year, where it has none) and clause, for example
    /// `《国家禁毒办交叉检查工作方案》（豫禁毒办传〔2017〕44号转发）三/6·27工程/学校/第2项`.
    #[must_use]
    pub fn basis(&self, indicator: &Indicator) -> String {
        format!("{}{}", self.header.document(), indicator.cell("clause"))
    }
}
