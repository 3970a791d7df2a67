//! The report model: what stands in a document before anybody knows whether it becomes DOCX, XLSX or a page.
//!
//! A document is headings, paragraphs, tables, bars and review gates. A paragraph is drafted from data: every number,
//! place and name in it is a bound field that is set anew with the data. A leader may write a paragraph himself; his
//! words stay, the fields in them move (`written`). The rule to keep: a renderer lays out and decides nothing.

mod differences;
mod docx;
mod draft;
mod field;
mod html;
mod length;
mod rows;
mod written;
mod xlsx;

use sha2::{Digest, Sha256};

use crate::Sentence;
use crate::canonical::hex;
use crate::evidence;

pub use differences::{Difference, Part, differences, differences_doc};
pub use docx::docx;
pub use draft::Draft;
pub use field::{Line, Piece, plain};
pub use html::html;
pub use length::{LIMITS, Length, characters};
pub use rows::{Finished, MOST_ROWS, Rows, Sheet};
pub use written::{Written, tie};
pub use xlsx::xlsx;

/// A document from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ReportDoc {
    /// Its title.
    pub title: String,
    /// The line under it.
    pub subtitle: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Whether its pages lie on their side: wide tables.
    pub landscape: bool,
    /// The characters it is counted against; none for lists.
    pub limit: Option<usize>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Block {
    /// A heading of level 1 to 3 with its number in front.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// Bars, each with its numbers beside it.
    Bars(Vec<Bar>),
    /// Pictures with their captions.
    Figures(Vec<Figure>),
    /// Review gates: who has to say yes, and who did.
    Gates(Vec<Gate>),
    /// An annex begins on a new page: its number, as 附件1, and its title.
    Annex(String, String),
}

/// A paragraph with a key that stays the same while its data move.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Paragraph {
    /// The key a leader's own words are kept under.
    pub key: String,
    /// Text and fields.
    pub pieces: Vec<Piece>,
    /// Whether a person wrote it.
    pub written: bool,
}

/// How a column is filled in and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number, right-aligned.
    Number,
    /// One of these words.
    OneOf(Vec<String>),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Its share of the width.
    pub parts: usize,
    /// How it is filled in.
    pub kind: Kind,
    /// Whether whoever receives the workbook may fill it in.
    pub open: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Table {
    /// Its name: the worksheet it becomes.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as long as the columns are many.
    pub rows: Vec<Vec<String>>,
}

/// A bar: so many of so many.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// The numbers in words, always beside the bar.
    pub words: String,
}

impl Bar {
    /// How many of so many cells are filled: rounded down, but one where there is any and not all where some lack.
    #[must_use]
    pub fn cells(&self, of: u64) -> u64 {
        if self.whole == 0 || self.part == 0 {
            return 0;
        }
        if self.part >= self.whole {
            return of;
        }
        let filled = u128::from(self.part) * u128::from(of) / u128::from(self.whole);
        u64::try_from(filled)
            .unwrap_or(of)
            .clamp(1, of.saturating_sub(1).max(1))
    }
}

/// A picture under which stands what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// The picture.
    pub image: evidence::FigureImage,
}

/// A review gate: the drafter, the group's meeting, the leader, the office.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Gate {
    /// Its code, for the verb.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub looks_at: String,
    /// Who signed it off, in which role; empty while nobody did.
    pub signed: String,
}

impl ReportDoc {
    /// Its length as office programs count it: the text before the annexes, and all of it.
    #[must_use]
    pub fn length(&self) -> Length {
        length::of(self)
    }

    /// What a sign-off is of: a hash over the title and everything but the gates.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        add(&self.title);
        for block in &self.blocks {
            match block {
                Block::Heading(_, text) => add(text),
                Block::Paragraph(one) => add(&one.text()),
                Block::Table(table) => table.rows.iter().flatten().for_each(|cell| add(cell)),
                Block::Bars(bars) => bars.iter().for_each(|bar| add(&bar.words)),
                Block::Figures(figures) => figures.iter().for_each(|figure| {
                    add(&figure.caption);
                    add(&hex(&Sha256::digest(&figure.image.png)));
                }),
                Block::Annex(_, title) => add(title),
                Block::Gates(_) => {}
            }
        }
        hex(&hash.finalize()[..8])
    }

    /// Every paragraph.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }

    /// Every table with what stands in it.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// What to look at before it leaves, in words: a length over the limit, numbers in doubt.
    #[must_use]
    pub fn remarks(&self) -> Vec<Sentence> {
        let length = self.length();
        let over = self.limit.filter(|limit| length.text > *limit);
        let over = over.map(|limit| {
            Sentence::new("documents-too-long")
                .with("text", length.text)
                .with("limit", limit)
        });
        let doubts = self.doubts().map(|(key, typed, now)| {
            let doubt = Sentence::new("documents-in-doubt")
                .with("key", key)
                .with("typed", typed);
            doubt.with("now", if now.is_empty() { "—" } else { now })
        });
        over.into_iter().chain(doubts).collect()
    }

    /// Numbers typed by hand that no longer agree with the data, or never stood on any: the paragraph, the number, and
    /// what its fields say now.
    pub fn doubts(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.paragraphs().flat_map(|paragraph| {
            paragraph.pieces.iter().filter_map(|piece| match piece {
                Piece::Doubt { typed, now } => Some((&*paragraph.key, &**typed, &**now)),
                _ => None,
            })
        })
    }
}

impl Paragraph {
    /// Its text as it reads.
    #[must_use]
    pub fn text(&self) -> String {
        plain(&self.pieces)
    }

    /// The same with the names of its fields in braces, to begin editing from.
    #[must_use]
    pub fn editable(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Field { name, .. } => format!("{{{name}}}"),
            other => other.shown().to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_never_empty_or_full_where_its_numbers_are_not() {
        let bar = |part, whole| Bar {
            label: String::new(),
            part,
            whole,
            words: String::new(),
        };
        assert_eq!(bar(1, 1_000).cells(20), 1);
        assert_eq!(bar(999, 1_000).cells(20), 19);
        assert_eq!(
            (bar(0, 7).cells(20), bar(7, 7).cells(20), bar(0, 0).cells(20)),
            (0, 20, 0)
        );
        assert_eq!(bar(49, 60).cells(20), 16);
    }
}
