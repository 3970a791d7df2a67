//! 整改清单: the items of some places as a list they answer on.
//!
//! Number and hash stand in the first two columns, by which the answer finds its item; the headers are part of the form
//! and are the same in every language. Only the place's columns are open.

use super::doc::{Column as Shown, Draft, Kind, ReportDoc, Table};
use crate::rectify::{Column, SelfRating};
use crate::view::ItemRow;
use crate::words::{Lang, say};
use crate::{Sentence, canonical};

/// The list.
#[must_use]
pub fn rectify_list(rows: &[ItemRow], lang: Lang) -> ReportDoc {
    let written = std::collections::BTreeMap::new();
    let mut draft = Draft::new(say(lang, &Sentence::new("rectify-list-title")), lang, &written);
    draft.landscape();
    draft.table(Table {
        name: say(Lang::Zh, &Sentence::new("rectify-list-title")),
        columns: Column::ALL.map(shown).to_vec(),
        rows: rows
            .iter()
            .map(|row| Column::ALL.map(|column| row.cell(column)).to_vec())
            .collect(),
    });
    draft.finish()
}

fn shown(column: Column) -> Shown {
    let kind = match column {
        Column::Rating => Kind::OneOf(SelfRating::ALL.map(|rating| rating.choice().to_owned()).to_vec()),
        _ => Kind::Text,
    };
    Shown {
        header: column.header().to_owned(),
        parts: match column {
            Column::Problem | Column::Should | Column::Measures | Column::Progress => 9,
            Column::Goal => 7,
            Column::Number | Column::Place | Column::Review | Column::Proof => 6,
            Column::Lead | Column::Post => 5,
            _ => 4,
        },
        kind,
        open: Column::OPEN.contains(&column),
    }
}

/// What names a returned file in the log: the first digits of its hash.
#[must_use]
pub fn file_basis(bytes: &[u8]) -> String {
    format!("sha256:{}", &canonical::sha256_hex(bytes)[..16])
}
