//! The lines of a filled sheet: columns found by their headers, lines by their ids.

use std::collections::BTreeMap;

use super::form::{self, Column, Line};
use crate::pack::Indicator;
use crate::privacy;
use crate::table::Row;
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// Where the table of a sheet begins and in which position each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    /// Index (from 0) of the header among the rows.
    pub header: usize,
    positions: BTreeMap<Column, usize>,
}

impl Columns {
    /// Finds the header: the first row with a cell 指标编号.
    pub fn find(place: &Place, rows: &[Row]) -> Result<Self, Error> {
        let id = Column::Id.header();
        let header = rows.iter().position(|row| row.cells.iter().any(|cell| cell.text == id));
        let Some(header) = header else {
            let what = Sentence::new("judge-sheet-none").with("column", id);
            return Err(Error::at(ErrorKind::BadInput, place.clone(), what));
        };
        let row = &rows[header];
        let at = |column: Column| row.cells.iter().position(|cell| cell.text == column.header());
        let needed = Column::INPUTS.into_iter().chain([Column::Id, Column::Requirement]);
        let mut positions = BTreeMap::new();
        let mut problems = Vec::new();
        for column in needed {
            match at(column) {
                Some(position) => drop(positions.insert(column, position)),
                None => problems.push(Problem::new(
                    place.clone().row(row.number),
                    Sentence::new("judge-sheet-column-missing").with("column", column.header()),
                )),
            }
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self { header, positions })
    }

    /// The text of a cell; empty where the row is shorter.
    pub fn text<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        let cell = self
            .positions
            .get(&column)
            .and_then(|position| row.cells.get(*position));
        cell.map_or("", |cell| cell.text.as_str())
    }

    /// Every cell of the sheet that holds a number of a person, wherever it stands.
    pub fn persons(&self, place: &Place, rows: &[Row]) -> Vec<Problem> {
        let header = &rows[self.header];
        let mut problems = Vec::new();
        for row in rows {
            let holding = row
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| privacy::holds_a_number(&cell.text));
            for (position, _) in holding {
                let at = place.clone().row(row.number);
                let below = row.number > header.number;
                let at = match header.cells.get(position).filter(|_| below) {
                    Some(cell) => at.column(&cell.text),
                    None => at,
                };
                problems.push(Problem::new(at, Sentence::new("judge-names-a-person")));
            }
        }
        problems
    }
}

/// A line of the sheet as it was filled in.
#[derive(Debug)]
pub(super) struct FilledLine<'a> {
    /// What it asks for.
    pub line: Line<'a>,
    place: Place,
    cells: BTreeMap<Column, String>,
}

impl FilledLine<'_> {
    /// The text of a column; empty when nothing was entered.
    pub fn text(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    /// Whether nothing was entered.
    pub fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// A problem in a column of this line.
    pub fn problem(&self, column: Column, what: Sentence) -> Problem {
        Problem::new(self.place.clone().column(column.header()), what)
    }
}

/// All lines below the header, by id. Rows without an id are headings within the table, unless something is entered.
pub(super) fn lines<'a>(
    place: &Place,
    columns: &Columns,
    rows: &[Row],
    indicators: &'a [Indicator],
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, FilledLine<'a>> {
    let mut known: BTreeMap<String, Line<'a>> = indicators
        .iter()
        .flat_map(form::lines)
        .map(|line| (line.id(), line))
        .collect();
    let mut lines: BTreeMap<String, FilledLine<'a>> = BTreeMap::new();
    for row in rows {
        let place = place.clone().row(row.number);
        let cells = entered(columns, row);
        let id = columns.text(row, Column::Id);
        let at_id = |what: Sentence| Problem::new(place.clone().column(Column::Id.header()), what);
        if id.is_empty() {
            if !cells.is_empty() {
                problems.push(at_id(Sentence::new("judge-sheet-no-id")));
            }
        } else if let Some(line) = known.remove(id) {
            lines.insert(id.to_owned(), FilledLine { line, place, cells });
        } else if lines.contains_key(id) {
            problems.push(at_id(Sentence::new("judge-sheet-twice").with("id", id)));
        } else {
            problems.push(at_id(Sentence::new("judge-sheet-unknown").with("id", shortened(id))));
        }
    }
    lines
}

fn entered(columns: &Columns, row: &Row) -> BTreeMap<Column, String> {
    let filled = Column::INPUTS
        .into_iter()
        .map(|column| (column, columns.text(row, column)));
    filled
        .filter(|(_, text)| !text.is_empty())
        .map(|(column, text)| (column, text.to_owned()))
        .collect()
}

/// An id as it stands in the file, short enough for a line of a message.
fn shortened(id: &str) -> String {
    id.chars().take(40).collect()
}
