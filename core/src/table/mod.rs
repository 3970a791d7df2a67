//! Tables from outside: CSV and XLSX read as rows of text, every cell as it was written.
//!
//! Frames, packs, rosters, rankings and filled sheets all arrive through here, from other people's programs, so a
//! file may be in GB18030, cut off, huge or not what its name says. Sizes are bounded before anything is unpacked;
//! a cell that a spreadsheet stores as a number is marked, because a code such as 010100 has lost its zero by then.

mod csv;
mod look;
mod xlsx;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::{Error, ErrorKind, Place, Problem, Sentence};

pub use self::csv::write as write_csv;
pub use self::look::look;
pub use self::xlsx::{is_workbook, sheet_names};

/// Largest file read, in bytes.
pub const MAX_BYTES: usize = 128 << 20;
/// Most data rows read from one table.
pub const MAX_ROWS: usize = 2_000_000;
/// Most columns of one table.
pub const MAX_COLUMNS: usize = 512;
/// Longest cell, in characters: the limit of a spreadsheet cell.
pub const MAX_CELL: usize = 32_767;
/// Most bytes the cells of one table take in memory.
const MAX_HELD: usize = 1 << 30;

/// One cell: its text, trimmed and in NFC, and whether a spreadsheet stored it as a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text; empty when the cell is.
    pub text: String,
    /// Stored as a number in a workbook. CSV cells never are.
    pub numeric: bool,
}

/// One data row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Row as a spreadsheet counts it; the header is usually row 1.
    pub number: usize,
    /// As many cells as the table has columns.
    pub cells: Vec<Cell>,
}

/// A table with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it came from: file and sheet.
    pub place: Place,
    /// Header texts, in order.
    pub columns: Vec<String>,
    /// Data rows; wholly empty ones are left out.
    pub rows: Vec<Row>,
}

impl Table {
    /// The position of a column.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    /// The position of a column that must be there.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] naming the columns there are.
    pub fn require(&self, column: &str) -> Result<usize, Error> {
        self.position(column).ok_or_else(|| {
            let what = Sentence::new("table-column-missing")
                .with("column", column)
                .with("found", self.columns.join(", "));
            Error::at(ErrorKind::BadInput, self.place.clone(), what)
        })
    }

    /// The place of a cell of this table.
    #[must_use]
    pub fn place_of(&self, row: &Row, column: &str) -> Place {
        self.place.clone().row(row.number).column(column)
    }
}

/// Reads a table from the bytes of a CSV file or of a workbook, told apart by their first bytes, not by the name.
/// `sheet` names the sheet of a workbook; without it the first one is read.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every problem found: unreadable, too large, cut off, no header, rows of other lengths.
pub fn read(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Error> {
    read_with(file, bytes, sheet, clean)
}

/// Reads a table like [`read`], but leaves white space around cells alone: frames are hashed as they were written.
///
/// # Errors
/// As [`read`].
pub fn read_as_written(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Error> {
    read_with(file, bytes, sheet, as_written)
}

fn read_with(file: &str, bytes: &[u8], sheet: Option<&str>, text: fn(&str) -> String) -> Result<Table, Error> {
    let place = Place::file(file);
    check_size(&place, bytes)?;
    let (place, rows) = if is_workbook(bytes) {
        xlsx::rows(&place, bytes, sheet, text)?
    } else {
        let rows = csv::rows(&place, bytes, text)?;
        (place, rows)
    };
    from_rows(place, rows)
}

/// Reads a table like [`read`] that has a title and other rows above its header, whose first cell is `first`.
///
/// # Errors
/// As [`read`]; when no row begins so, and when cells below the header are merged.
pub fn read_below_title(file: &str, bytes: &[u8], first: &str) -> Result<Table, Error> {
    let place = Place::file(file);
    check_size(&place, bytes)?;
    let (place, mut rows) = if is_workbook(bytes) {
        xlsx::rows(&place, bytes, None, clean)?
    } else {
        let rows = csv::rows(&place, bytes, clean)?;
        (place, rows)
    };
    let begins = |row: &Row| row.cells.first().is_some_and(|cell| cell.text == first);
    let Some(header) = rows.iter().position(begins) else {
        let what = Sentence::new("table-header-missing").with("column", first);
        return Err(Error::at(ErrorKind::BadInput, place, what));
    };
    if is_workbook(bytes) {
        xlsx::refuse_merged(&place, bytes, rows[header].number)?;
    }
    rows.drain(..header);
    from_rows(place, rows)
}

/// Reads a sheet of a workbook without taking any row for a header: for printed sheets whose table stands lower.
///
/// # Errors
/// As [`read`].
pub fn read_raw(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<(Place, Vec<Row>), Error> {
    xlsx::rows(&Place::file(file), bytes, sheet, clean)
}

/// Makes a table of raw rows: the first one is the header, every further one must have as many cells.
///
/// # Errors
/// [`ErrorKind::BadInput`] with all rows of another length, doubled headers, an empty table.
pub fn from_rows(place: Place, mut rows: Vec<Row>) -> Result<Table, Error> {
    if rows.is_empty() {
        return Err(Error::at(ErrorKind::BadInput, place, Sentence::new("table-empty")));
    }
    let mut columns: Vec<String> = rows.remove(0).cells.into_iter().map(|cell| clean(&cell.text)).collect();
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    let mut problems = header_problems(&place, &columns);
    for row in &mut rows {
        let filled = row
            .cells
            .iter()
            .rposition(|cell| !cell.text.is_empty())
            .map_or(0, |last| last + 1);
        if filled > columns.len() {
            let what = Sentence::new("table-row-length")
                .with("found", filled)
                .with("expected", columns.len());
            problems.push(Problem::new(place.clone().row(row.number), what));
        }
        row.cells.resize(columns.len(), Cell::default());
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
    if rows.is_empty() {
        problems.push(Problem::new(place.clone(), Sentence::new("table-empty")));
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(Table { place, columns, rows })
}

fn header_problems(place: &Place, columns: &[String]) -> Vec<Problem> {
    let at_header = || place.clone().row(1);
    if columns.len() > MAX_COLUMNS {
        let what = Sentence::new("table-too-many-columns")
            .with("found", columns.len())
            .with("limit", MAX_COLUMNS);
        return vec![Problem::new(at_header(), what)];
    }
    let twice = columns
        .iter()
        .enumerate()
        .filter(|(index, name)| !name.is_empty() && columns[..*index].contains(name));
    twice
        .map(|(_, name)| Problem::new(at_header(), Sentence::new("table-column-twice").with("column", name)))
        .collect()
}

fn check_size(place: &Place, bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() <= MAX_BYTES {
        return Ok(());
    }
    let what = Sentence::new("table-too-large")
        .with("size", bytes.len())
        .with("limit", MAX_BYTES);
    Err(Error::at(ErrorKind::BadInput, place.clone(), what))
}

/// A cell's text as the rooms see it: without surrounding white space, in NFC.
fn clean(text: &str) -> String {
    as_written(text.trim())
}

/// A cell's text in NFC with nothing else changed. Almost every text is in NFC already, and saying so is quick.
fn as_written(text: &str) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    text.nfc().collect()
}

fn check_cell(place: &Place, row: usize, text: &str) -> Result<(), Error> {
    // No text has more characters than bytes.
    let length = if text.len() <= MAX_CELL {
        0
    } else {
        text.chars().count()
    };
    if length <= MAX_CELL {
        return Ok(());
    }
    let what = Sentence::new("table-cell-too-long")
        .with("length", length)
        .with("limit", MAX_CELL);
    Err(Error::at(ErrorKind::BadInput, place.clone().row(row), what))
}

/// What a table may still hold in memory; a small file can ask for a great deal of it.
struct Budget {
    left: usize,
}

impl Budget {
    fn new() -> Self {
        Self { left: MAX_HELD }
    }

    /// Takes room for so many cells and so many bytes of text.
    fn hold(&mut self, place: &Place, cells: usize, text: usize) -> Result<(), Error> {
        let wanted = cells.saturating_mul(size_of::<Cell>()).saturating_add(text);
        if let Some(left) = self.left.checked_sub(wanted) {
            self.left = left;
            return Ok(());
        }
        let what = Sentence::new("table-unzips-too-large").with("limit", MAX_HELD);
        Err(Error::at(ErrorKind::BadInput, place.clone(), what))
    }
}

fn check_rows(place: &Place, count: usize) -> Result<(), Error> {
    if count <= MAX_ROWS {
        return Ok(());
    }
    let what = Sentence::new("table-too-many-rows").with("limit", MAX_ROWS);
    Err(Error::at(ErrorKind::BadInput, place.clone(), what))
}
