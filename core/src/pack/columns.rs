//! The header row of the sheet of indicators: all 32 columns, each once, in any order, and nothing beside them.

use super::indicator::COLUMNS;
use super::{cell, person};
use crate::table::Table;
use crate::{Problem, Sentence};

/// Where each of the 32 columns stands in a table; none and a problem for each that is missing. Columns that do not
/// belong are problems too, those that would hold a person by name.
pub(super) fn positions(table: &Table, problems: &mut Vec<Problem>) -> Option<[usize; 32]> {
    let at_header = || table.place.clone().row(1);
    for name in table.columns.iter().filter(|name| !COLUMNS.contains(&name.as_str())) {
        problems.push(Problem::new(at_header().column(&cell::quote(name)), stray(name)));
    }
    let missing: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|column| table.position(column).is_none())
        .collect();
    if !missing.is_empty() {
        problems.push(Problem::new(at_header(), self::missing(&missing)));
        return None;
    }
    Some(COLUMNS.map(|column| table.position(column).unwrap_or_default()))
}

/// Says which columns are missing.
pub(super) fn missing(columns: &[&str]) -> Sentence {
    Sentence::new("pack-columns-missing")
        .with("count", columns.len())
        .with("columns", columns.join(", "))
}

/// Says why a column does not belong.
pub(super) fn stray(name: &str) -> Sentence {
    if name.is_empty() {
        Sentence::new("pack-column-unnamed")
    } else if person::names_a_person(name) {
        Sentence::new("pack-person-column").with("column", cell::quote(name))
    } else {
        Sentence::new("pack-column-stray").with("column", cell::quote(name))
    }
}
