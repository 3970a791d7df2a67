//! 整改清单, which the inspected place fills in: the columns that are its own are open, all others stay as they are.
//!
//! Its columns and their headers are `rectify::Column`'s, part of the file's form in any language, because what comes
//! back is read by them. A person responsible stands by post, never by name.

use std::collections::BTreeMap;

use crate::rectify::{Column, SelfRating};
use crate::report::doc::{self, Draft, Kind, ReportDoc, Table};
use crate::view::{ItemRow, Places};
use crate::words::say;
use crate::{Lang, Sentence};

/// The list of some items. `province` is a code; none is all of them.
#[must_use]
pub fn rectification(items: &[ItemRow], province: Option<&str>, lang: Lang) -> ReportDoc {
    let written = BTreeMap::new();
    let title = Sentence::new("documents-rectification-title");
    let title = title.with("province", province.map(Places::province).unwrap_or_default());
    let mut draft = Draft::new(say(lang, &title), lang, &written);
    draft.landscape();
    let row = |item: &ItemRow| Column::ALL.map(|column| item.cell(column)).to_vec();
    draft.table(Table {
        name: say(lang, &Sentence::new("documents-rectification-name")),
        columns: Column::ALL.map(column).to_vec(),
        rows: items.iter().map(row).collect(),
    });
    draft.finish()
}

fn column(column: Column) -> doc::Column {
    let kind = match column {
        Column::Rating => Kind::OneOf(SelfRating::ALL.map(|rating| rating.choice().to_owned()).to_vec()),
        _ => Kind::Text,
    };
    let parts = match column {
        Column::Problem | Column::Should | Column::Measures => 9,
        Column::Place | Column::Goal | Column::Progress | Column::Review => 6,
        Column::Number | Column::Lead | Column::Post | Column::Proof => 5,
        _ => 4,
    };
    doc::Column {
        header: column.header().to_owned(),
        parts,
        kind,
        open: Column::OPEN.contains(&column),
    }
}
