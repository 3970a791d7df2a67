//! Columns of the organiser's tables, under their English or Chinese header.

use crate::table::{Row, Table};
use crate::{Error, ErrorKind, Problem, Sentence};

/// The two headers a column may have.
pub(super) struct Column(pub &'static str, pub &'static str);

impl Column {
    /// Its position, if the table has it.
    pub fn find(&self, table: &Table) -> Option<usize> {
        table.position(self.0).or_else(|| table.position(self.1))
    }

    /// Its position in a table that must have it.
    pub fn require(&self, table: &Table) -> Result<usize, Error> {
        self.find(table).ok_or_else(|| {
            let what = Sentence::new("table-column-missing")
                .with("column", format!("{} / {}", self.0, self.1))
                .with("found", table.columns.join(", "));
            Error::at(ErrorKind::BadInput, table.place.clone(), what)
        })
    }
}

/// The positions of columns that must be there, with every missing one named.
pub(super) fn require_all<const N: usize>(table: &Table, columns: [&Column; N]) -> Result<[usize; N], Error> {
    let found = columns.map(|column| column.require(table));
    let missing: Vec<Problem> = found
        .iter()
        .filter_map(|column| column.as_ref().err())
        .flat_map(|error| error.problems.clone())
        .collect();
    Error::unless_empty(ErrorKind::BadInput, missing)?;
    Ok(found.map(Result::unwrap_or_default))
}

/// A problem at a cell.
pub(super) fn at(table: &Table, row: &Row, column: usize, what: Sentence) -> Problem {
    let header = table.columns.get(column).map_or("", String::as_str);
    Problem::new(table.place_of(row, header), what)
}

/// Problems of a cell that names something: empty, too long for a ticket's id, control characters.
pub(super) fn check_name(table: &Table, row: &Row, column: usize) -> Option<Problem> {
    const MAX: usize = 64;
    let text = &row.cells[column].text;
    if text.is_empty() {
        return Some(at(table, row, column, Sentence::new("assign-cell-empty")));
    }
    let bad = text.chars().count() > MAX || text.chars().any(char::is_control);
    bad.then(|| at(table, row, column, Sentence::new("assign-cell-name").with("limit", MAX)))
}
