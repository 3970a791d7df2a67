//! What a frame is refused for, every time with file, row and column.
//!
//! A frame decides who can be drawn, so nothing in it is mended silently: a number that lost its zeros, two spellings of one id
//! or a stray space would change the draw without anybody seeing it.

use super::{Columns, Frame, MAX_ID};
use crate::table::{Cell, Row, Table};
use crate::{Place, Problem, Sentence};

/// Every column the plan names and the table lacks.
pub(super) fn missing_columns(table: &Table, names: &[&str]) -> Vec<Problem> {
    let missing = names.iter().filter(|name| table.position(name).is_none());
    missing
        .map(|name| {
            let what = Sentence::new("table-column-missing")
                .with("column", name)
                .with("found", table.columns.join(", "));
            Problem::new(table.place.clone(), what)
        })
        .collect()
}

/// Every bad id, and every padded cell of a column that decides something.
pub(super) fn of_cells(table: &Table, columns: &Columns) -> Vec<Problem> {
    let id = table.position(&columns.id);
    let deciding = columns.strata.iter().chain(&columns.size_measure).chain(&columns.rules);
    let mut deciding: Vec<usize> = deciding.filter_map(|name| table.position(name)).collect();
    deciding.sort_unstable();
    deciding.dedup();
    let mut problems = Vec::new();
    for row in &table.rows {
        if let Some(id) = id
            && let Some(what) = of_id(&row.cells[id])
        {
            problems.push(Problem::new(table.place_of(row, &columns.id), what));
        }
        problems.extend(padded(table, row, &deciding, id));
    }
    problems
}

/// Every id that stands twice, naming both rows; the frame is sorted.
pub(super) fn ids_twice(frame: &Frame) -> Vec<Problem> {
    let mut first = 0;
    let mut problems = Vec::new();
    for unit in 1..frame.len() {
        if frame.id(unit) != frame.id(first) {
            first = unit;
        } else if !frame.id(unit).is_empty() {
            let what = Sentence::new("draw-id-twice")
                .with("id", frame.id(unit))
                .with("row", frame.rows[first]);
            problems.push(Problem::new(frame.place_of(unit, &frame.columns[0]), what));
        }
    }
    problems
}

fn of_id(cell: &Cell) -> Option<Sentence> {
    let (id, length) = (&cell.text, cell.text.chars().count());
    if id.trim().is_empty() {
        Some(Sentence::new("draw-id-empty"))
    } else if cell.numeric {
        Some(Sentence::new("draw-id-numeric").with("id", id))
    } else if length > MAX_ID {
        Some(
            Sentence::new("draw-id-too-long")
                .with("length", length)
                .with("limit", MAX_ID),
        )
    } else if id.chars().any(char::is_control) {
        Some(Sentence::new("draw-id-control"))
    } else if id.trim() != id {
        Some(Sentence::new("draw-cell-padded").with("value", id))
    } else {
        None
    }
}

fn padded(table: &Table, row: &Row, deciding: &[usize], id: Option<usize>) -> Vec<Problem> {
    let is_padded =
        |position: &&usize| Some(**position) != id && row.cells[**position].text.trim() != row.cells[**position].text;
    deciding
        .iter()
        .filter(is_padded)
        .map(|position| {
            let place: Place = table.place_of(row, &table.columns[*position]);
            let what = Sentence::new("draw-cell-padded").with("value", &row.cells[*position].text);
            Problem::new(place, what)
        })
        .collect()
}
