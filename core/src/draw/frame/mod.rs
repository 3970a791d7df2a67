//! Frames: the list a draw is made from, every row a unit.
//!
//! A frame keeps only the columns its plan names, sorted by id: the file's row order never matters. Cells are kept
//! as they were written, in NFC, because their canonical CSV is hashed and the hash is frozen into the plan. What may
//! change here is how a frame is held in memory; the bytes of [`Frame::canonical_csv`] may not.

mod canonical;
mod problems;
mod texts;

use std::cmp::Ordering;

use rayon::prelude::*;

use self::texts::Texts;
use crate::table::{self, Table};
use crate::{Error, ErrorKind, Place};

/// Longest id, in characters.
pub const MAX_ID: usize = 64;

/// The columns of a frame a plan names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Column of the ids, in which every unit differs.
    pub id: String,
    /// Column of the names people read.
    pub name: Option<String>,
    /// Columns whose values together name a stratum.
    pub strata: Vec<String>,
    /// Column of the size measure.
    pub size_measure: Option<String>,
    /// Columns the include rules look at, then those of the exclude rules.
    pub rules: Vec<String>,
}

impl Columns {
    /// Only the ids: what a frame is before any plan.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..Self::default()
        }
    }

    /// All columns in the order they are hashed in: id, name, strata, size measure, rules; each at its first place.
    #[must_use]
    pub fn in_order(&self) -> Vec<&str> {
        let named = std::iter::once(&self.id)
            .chain(&self.name)
            .chain(&self.strata)
            .chain(&self.size_measure)
            .chain(&self.rules);
        named.fold(Vec::new(), |mut columns, column| {
            if !columns.contains(&column.as_str()) {
                columns.push(column);
            }
            columns
        })
    }
}

/// A frame: its units sorted by id, with the cells of the plan's columns.
#[derive(Debug, Clone)]
pub struct Frame {
    place: Place,
    columns: Vec<String>,
    cells: Vec<Texts>,
    rows: Vec<usize>,
}

impl Frame {
    /// Reads a frame from the bytes of a CSV file or workbook.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem of the file, each with row and column.
    pub fn read(file: &str, bytes: &[u8], columns: &Columns) -> Result<Self, Error> {
        Self::from_table(table::read_as_written(file, bytes, None)?, columns)
    }

    /// Takes the plan's columns out of a table, which must have been read as written.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem: missing columns; ids that are empty, twice, too long, numbers in a
    /// workbook, or hold control characters; white space around an id, a stratum, a measure or a rule's value.
    pub fn from_table(table: Table, columns: &Columns) -> Result<Self, Error> {
        let names = columns.in_order();
        let mut problems = problems::missing_columns(&table, &names);
        problems.extend(problems::of_cells(&table, columns));
        let positions: Vec<Option<usize>> = names.iter().map(|name| table.position(name)).collect();
        let columns = names.into_iter().map(str::to_owned).collect();
        let frame = Self::gather(table, columns, &positions);
        let (frame, twice) = frame.sorted();
        problems.extend(twice);
        problems.sort_by_key(|problem| problem.place.row);
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(frame)
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no unit; a frame that was read always has one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The id of the unit at a position of the canonical order.
    #[must_use]
    pub fn id(&self, unit: usize) -> &str {
        self.cell(unit, 0)
    }

    /// The position of a unit, if the frame has it.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle).cmp(id) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The position of a column among those of the plan.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The columns, in the order they are hashed in.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// A cell of a unit, by the column's position.
    #[must_use]
    pub fn cell(&self, unit: usize, column: usize) -> &str {
        self.cells[column].get(unit)
    }

    /// Where a unit's cell stands in the file it was read from.
    #[must_use]
    pub fn place_of(&self, unit: usize, column: &str) -> Place {
        self.place.clone().row(self.rows[unit]).column(column)
    }

    /// The columns' cells in file order; a missing column is empty throughout. The table is freed row by row.
    fn gather(table: Table, columns: Vec<String>, positions: &[Option<usize>]) -> Self {
        let count = table.rows.len();
        let mut cells = vec![Texts::with_room(count); positions.len()];
        let mut rows = Vec::with_capacity(count);
        for row in table.rows {
            for (texts, position) in cells.iter_mut().zip(positions) {
                texts.push(position.map_or("", |position| &row.cells[position].text));
            }
            rows.push(row.number);
        }
        Self {
            place: table.place,
            columns,
            cells,
            rows,
        }
    }

    /// The frame sorted by id, and a problem for every id that stands twice.
    fn sorted(self) -> (Self, Vec<crate::Problem>) {
        let ids = &self.cells[0];
        // The first bytes decide almost every comparison without a look into the texts.
        let mut keyed: Vec<(u64, usize)> = (0..self.len()).map(|unit| (first_bytes(ids.get(unit)), unit)).collect();
        // Equal ids stay in the order of the file, so that the later row is named as the copy of the earlier one.
        keyed.par_sort_unstable_by(|(first, a), (second, b)| {
            first
                .cmp(second)
                .then_with(|| ids.get(*a).cmp(ids.get(*b)))
                .then(a.cmp(b))
        });
        let order: Vec<usize> = keyed.into_iter().map(|(_, unit)| unit).collect();
        let frame = Self {
            cells: self.cells.into_iter().map(|texts| texts.in_order(&order)).collect(),
            rows: order.iter().map(|index| self.rows[*index]).collect(),
            ..self
        };
        let twice = problems::ids_twice(&frame);
        (frame, twice)
    }
}

/// The first eight bytes of a text as a number that sorts like them.
fn first_bytes(text: &str) -> u64 {
    let padded = text.bytes().chain(std::iter::repeat(0));
    padded.take(8).fold(0, |key, byte| key << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests;
