//! Many rows into one workbook: plain tables, several at once, that need no more memory however long they are.
//!
//! A worksheet's rows wait in a file of its own, so rows of one table may come between those of another. What a worksheet
//! does not hold goes on in a further one beside it, and what a cell does not hold is cut; both are told at the end.

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{Error, ErrorKind, Sentence};

/// The most rows of a worksheet, its header among them; further ones go on in another.
pub const MOST_ROWS: u32 = 1_048_576;
/// The most UTF-16 units of a cell.
const MOST_TEXT: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: char = '…';
/// Bytes of a worksheet from which on its archive needs the larger form, and what a cell takes beside its text.
const LARGE: u64 = 1 << 31;
const CELL: u64 = 64;

/// A workbook that is written row by row.
pub struct Rows {
    book: Workbook,
    tables: Vec<Part>,
    cut: u64,
    is_large: bool,
}

/// A table on its way.
struct Part {
    name: String,
    columns: Vec<(String, bool)>,
    sheets: Vec<(Worksheet, Held)>,
}

/// How far a worksheet is.
#[derive(Debug, Clone, Copy)]
struct Held {
    next: u32,
    bytes: u64,
}

/// A worksheet as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The place of its table among those that were begun.
    pub table: usize,
    /// Its name.
    pub name: String,
    /// Its rows without the header.
    pub rows: u32,
}

/// What a finished workbook holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Its worksheets in order: those of a table together.
    pub sheets: Vec<Sheet>,
    /// Cells whose text was longer than a cell may hold, and was cut.
    pub cut: u64,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.tables.iter().map(|table| &*table.name).collect();
        write!(f, "Rows of {}", names.join(", "))
    }
}

/// What a writing of the library comes to. It panics where its folder takes no more rows; that is a disk without room, and
/// is told as one.
pub(super) fn guarded<T>(writes: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Error> {
    let written = std::panic::catch_unwind(AssertUnwindSafe(writes));
    written.map_or_else(
        |_| Err(Error::new(ErrorKind::Storage, Sentence::new("report-book-no-room"))),
        |written| written.map_err(told),
    )
}

fn told(error: XlsxError) -> Error {
    let kind = match error {
        XlsxError::IoError(_) | XlsxError::TempFileError(..) => ErrorKind::Storage,
        _ => ErrorKind::Refused,
    };
    Error::new(kind, Sentence::new("report-book-not-written").with("reason", error))
}

/// As much of a text as a cell holds; none where that is all of it.
fn fitted(text: &str) -> Option<String> {
    if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
        return None;
    }
    let mut units = CUT.len_utf16();
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= MOST_TEXT
    };
    Some(text.chars().take_while(fits).chain([CUT]).collect())
}

impl Rows {
    /// A workbook whose rows wait in a folder.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the folder takes nothing.
    pub fn new(scratch: &Path) -> Result<Self, Error> {
        let mut book = Workbook::new();
        book.set_tempdir(scratch).map_err(told)?;
        // Without a date of its own the library would write the clock's.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(told)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        Ok(Self {
            book,
            tables: Vec::new(),
            cut: 0,
            is_large: false,
        })
    }

    /// Begins a table: its columns, each with whether it holds whole numbers. Gives its place.
    ///
    /// # Errors
    /// When its name is none a worksheet may have, or the folder takes nothing.
    pub fn begin(&mut self, name: &str, columns: &[(&str, bool)]) -> Result<usize, Error> {
        let mut table = Part {
            name: name.to_owned(),
            columns: columns
                .iter()
                .map(|(name, number)| ((*name).to_owned(), *number))
                .collect(),
            sheets: Vec::new(),
        };
        let first = sheet(&mut self.book, &table)?;
        table.sheets.push(first);
        self.tables.push(table);
        Ok(self.tables.len() - 1)
    }

    /// Adds a row to a table: whole numbers where its column holds them, everything else as text.
    ///
    /// # Errors
    /// When the folder takes nothing.
    ///
    /// # Panics
    /// When no table was begun there.
    pub fn row(&mut self, table: usize, cells: &[String]) -> Result<(), Error> {
        let table = &mut self.tables[table];
        if table.sheets.last().is_none_or(|(_, held)| held.next == MOST_ROWS) {
            let further = sheet(&mut self.book, table)?;
            table.sheets.push(further);
        }
        let Some((sheet, held)) = table.sheets.last_mut() else {
            return Ok(());
        };
        let cells = cells.iter().zip(&table.columns);
        guarded(|| {
            for (at, (text, (_, number))) in (0..).zip(cells).filter(|(_, (text, _))| !text.is_empty()) {
                held.bytes += text.len() as u64 + CELL;
                // A whole number that reads back as it was written is one; 007 and 1e5 are text.
                let whole = text.parse::<u32>().ok().filter(|whole| whole.to_string() == *text);
                match (number, whole, fitted(text)) {
                    (true, Some(whole), _) => sheet.write_number(held.next, at, whole)?,
                    (_, _, Some(fitted)) => {
                        self.cut += 1;
                        sheet.write_string(held.next, at, fitted)?
                    }
                    _ => sheet.write_string(held.next, at, text)?,
                };
            }
            Ok(())
        })?;
        self.is_large |= held.bytes > LARGE;
        held.next += 1;
        Ok(())
    }

    /// Writes the workbook, table by table.
    ///
    /// # Errors
    /// When `out` or the folder takes nothing.
    pub fn finish(mut self, out: impl Write + Send) -> Result<Finished, Error> {
        let mut sheets = Vec::new();
        for (place, table) in self.tables.into_iter().enumerate() {
            for (sheet, held) in table.sheets {
                sheets.push(Sheet {
                    table: place,
                    name: sheet.name(),
                    rows: held.next - 1,
                });
                self.book.push_worksheet(sheet);
            }
        }
        self.book.use_zip_large_file(self.is_large);
        guarded(|| self.book.save_to_writer(out))?;
        Ok(Finished { sheets, cut: self.cut })
    }
}

/// The next worksheet of a table, with its header.
fn sheet(book: &mut Workbook, table: &Part) -> Result<(Worksheet, Held), Error> {
    let name = match table.sheets.len() {
        0 => table.name.clone(),
        before => format!("{} {}", table.name, before + 1),
    };
    let bold = Format::new().set_bold();
    let mut sheet = book.new_worksheet_with_constant_memory().map_err(told)?;
    sheet.set_name(&name).map_err(told)?;
    sheet.set_freeze_panes(1, 0).map_err(told)?;
    for (at, (text, _)) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, text, &bold).map_err(told)?;
    }
    Ok((sheet, Held { next: 1, bytes: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_where_a_character_ends() {
        let fits = "字".repeat(MOST_TEXT);
        assert_eq!(fitted(&fits), None);
        let cut = fitted(&(fits + "尾")).unwrap();
        assert!(cut.encode_utf16().count() == MOST_TEXT && cut.ends_with("字…"));
        let cut = fitted(&"𠮷".repeat(MOST_TEXT)).unwrap();
        assert!(cut.encode_utf16().count() <= MOST_TEXT && cut.ends_with("𠮷…"));
    }
}
