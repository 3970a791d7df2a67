//! One row while it is checked: its cells, its place, and the problems found so far.
//!
//! Saying a problem gives back a [`Said`], and nothing else can make one: a check that fails without telling the
//! person why does not compile.

use super::cell;
use super::indicator::COLUMNS;
use crate::table::Cell;
use crate::{Place, Problem, Sentence};

/// Proof that a problem was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said(());

/// The cells of one indicator, in the order of the 32 columns.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The texts.
    pub cells: &'a [String; 32],
    /// Code of the document the pack is made from; empty when the header could not be read.
    pub doc: &'a str,
    place: Place,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Row<'a> {
    pub(super) fn new(cells: &'a [String; 32], doc: &'a str, place: Place, problems: &'a mut Vec<Problem>) -> Self {
        Self {
            cells,
            doc,
            place,
            problems,
        }
    }

    /// The text of a column.
    pub(super) fn get(&self, column: &str) -> &'a str {
        COLUMNS
            .iter()
            .position(|name| *name == column)
            .map_or("", |index| self.cells[index].as_str())
    }

    /// Whether a column has text.
    pub(super) fn has(&self, column: &str) -> bool {
        !self.get(column).is_empty()
    }

    /// Tells a problem of one column.
    pub(super) fn say(&mut self, column: &str, what: Sentence) -> Said {
        self.problems
            .push(Problem::new(self.place.clone().column(column), what));
        Said(())
    }

    /// Tells a problem when a rule is broken.
    pub(super) fn hold(&mut self, kept: bool, column: &str, what: Sentence) {
        if !kept {
            self.say(column, what);
        }
    }

    /// Checks every cell as text: length, hidden characters, formulas, personal numbers, numbers of a spreadsheet.
    pub(super) fn check_cells(&mut self, raw: &[Cell; 32]) {
        for (column, cell) in COLUMNS.into_iter().zip(raw) {
            for what in cell::problems(&cell.text) {
                self.say(column, what);
            }
            if column != "operator" && cell::is_formula(&cell.text) {
                self.say(column, Sentence::new("pack-cell-formula"));
            }
            // A spreadsheet's number has lost its form: 2.10 is 2.1 by now and 15 % is 0.15.
            if cell.numeric && column != "item" {
                self.say(
                    column,
                    Sentence::new("pack-cell-numeric").with("value", cell::quote(&cell.text)),
                );
            }
        }
    }
}
