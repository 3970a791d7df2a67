//! A pack as one workbook: sheet `pack` (key, value) for the header, sheet `indicators` for the rows.
//!
//! Writing a workbook is `report::pack_book`; what it writes comes back through here unchanged, also when a
//! spreadsheet program has opened and saved it in between.

use super::draft::{self, Settings};
use super::header::Setting;
use super::{Pack, cell};
use crate::table::{self, Table};
use crate::{Error, ErrorKind, Problem, Sentence};

/// Name of the header's sheet.
const HEADER_SHEET: &str = "pack";
/// Name of the rows' sheet.
const ROWS_SHEET: &str = "indicators";

impl Pack {
    /// The names of the two sheets of a workbook: the header's and the rows'.
    pub const SHEETS: [&'static str; 2] = [HEADER_SHEET, ROWS_SHEET];

    /// The two columns of the header's sheet.
    pub const HEADER_COLUMNS: [&'static str; 2] = ["key", "value"];

    /// Reads a pack from the bytes of a workbook; `file` is its name in messages.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem of both sheets.
    pub fn from_book(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        // Asked first, so that a file that is no workbook is refused once and not once for every sheet.
        table::sheet_names(file, bytes)?;
        let header = table::read(file, bytes, Some(HEADER_SHEET)).and_then(|table| settings(&table));
        draft::pack(header, table::read(file, bytes, Some(ROWS_SHEET)))
    }

    /// Keys and values of the header, as the sheet `pack` holds them.
    pub(crate) fn settings(&self) -> [(&'static str, &str); 8] {
        self.header.settings()
    }
}

fn settings(table: &Table) -> Result<Settings, Error> {
    let [key, value] = Pack::HEADER_COLUMNS;
    let strays = table
        .columns
        .iter()
        .filter(|name| !Pack::HEADER_COLUMNS.contains(&name.as_str()));
    let stray = |name: &String| {
        let what = Sentence::new("pack-column-stray").with("column", cell::quote(name));
        Problem::new(table.place.clone().row(1), what)
    };
    Error::unless_empty(ErrorKind::BadInput, strays.map(stray).collect())?;
    let (key, value) = (table.require(key)?, table.require(value)?);
    let settings = table.rows.iter().map(|row| Setting {
        key: row.cells[key].text.clone(),
        value: row.cells[value].text.clone(),
        place: table.place.clone().row(row.number),
    });
    Ok((table.place.clone(), settings.collect()))
}
