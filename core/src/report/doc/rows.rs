//! Many rows into one workbook: plain tables, a worksheet each, that need no more memory however long they are.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::{Error, ErrorKind, Sentence};

/// The most rows of a worksheet, its header among them; further ones go on in another.
const MOST: u32 = 1_048_576;

/// A workbook that is written row by row.
pub struct Rows {
    book: Workbook,
    name: String,
    header: Vec<String>,
    /// Worksheets begun, and the row that is written next.
    sheets: usize,
    parts: usize,
    next: u32,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rows of {} in row {}", self.name, self.next)
    }
}

fn told(error: XlsxError) -> Error {
    let kind = match error {
        XlsxError::IoError(_) => ErrorKind::Storage,
        _ => ErrorKind::Refused,
    };
    Error::new(kind, Sentence::new("report-book-not-written").with("reason", error))
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
            name: String::new(),
            header: Vec::new(),
            sheets: 0,
            parts: 0,
            next: 0,
        })
    }

    /// Begins a table.
    ///
    /// # Errors
    /// When its name is none a worksheet may have.
    pub fn begin(&mut self, name: &str, header: &[&str]) -> Result<(), Error> {
        name.clone_into(&mut self.name);
        self.header = header.iter().map(|&one| one.to_owned()).collect();
        self.parts = 0;
        self.sheet()
    }

    fn sheet(&mut self) -> Result<(), Error> {
        self.parts += 1;
        let name = match self.parts {
            1 => self.name.clone(),
            part => format!("{} {part}", self.name),
        };
        let bold = Format::new().set_bold();
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(told)?;
        sheet.set_name(&name).map_err(told)?;
        sheet.set_freeze_panes(1, 0).map_err(told)?;
        for (at, text) in (0..).zip(&self.header) {
            sheet.write_string_with_format(0, at, text, &bold).map_err(told)?;
        }
        (self.sheets, self.next) = (self.sheets + 1, 1);
        Ok(())
    }

    /// Adds a row, every cell as text.
    ///
    /// # Errors
    /// When a text does not fit a cell, or the folder takes nothing.
    pub fn row(&mut self, cells: &[String]) -> Result<(), Error> {
        if self.next == MOST {
            self.sheet()?;
        }
        let sheet = self.book.worksheet_from_index(self.sheets - 1).map_err(told)?;
        for (at, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(self.next, at, text).map_err(told)?;
        }
        self.next += 1;
        Ok(())
    }

    /// The workbook.
    ///
    /// # Errors
    /// When the folder takes nothing.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        self.book.save_to_buffer().map_err(told)
    }
}
