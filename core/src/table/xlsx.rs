//! Workbooks in: the sheets of an XLSX file as rows of text.
//!
//! Before a sheet is parsed the whole archive is unpacked once into nothing, counting: an archive that unpacks to
//! more than the limit is refused while memory stays flat, whatever its directory claims.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};

use super::{Cell, MAX_COLUMNS, Row, check_cell, check_rows};
use crate::{Error, ErrorKind, Place, Sentence};

/// Most bytes a workbook may unpack to.
const MAX_UNZIPPED: u64 = 512 << 20;

/// Whether bytes look like a workbook (a zip archive) rather than text.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The names of a workbook's sheets, in their order.
///
/// # Errors
/// [`ErrorKind::BadInput`] when the bytes are no workbook.
pub fn sheet_names(file: &str, bytes: &[u8]) -> Result<Vec<String>, Error> {
    Ok(open(&Place::file(file), bytes)?.sheet_names().clone())
}

/// The place and rows of one sheet, header included.
pub(super) fn rows(
    place: &Place,
    bytes: &[u8],
    sheet: Option<&str>,
    text: fn(&str) -> String,
) -> Result<(Place, Vec<Row>), Error> {
    let mut book = open(place, bytes)?;
    let names = book.sheet_names().clone();
    let name = match sheet {
        None => names.first(),
        Some(wanted) => names.iter().find(|name| *name == wanted),
    };
    let Some(name) = name else {
        let what = Sentence::new("table-sheet-missing")
            .with("sheet", sheet.unwrap_or_default())
            .with("found", names.join(", "));
        return Err(Error::at(ErrorKind::BadInput, place.clone(), what));
    };
    let place = place.clone().sheet(name);
    let range = book
        .worksheet_range(name)
        .map_err(|error| not_workbook(&place, &error))?;
    let rows = from_range(&place, &range, text)?;
    Ok((place, rows))
}

fn open<'a>(place: &Place, bytes: &'a [u8]) -> Result<Xlsx<Cursor<&'a [u8]>>, Error> {
    check_unzipped(place, bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|error| not_workbook(place, &error))
}

fn check_unzipped(place: &Place, bytes: &[u8]) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_workbook(place, &error))?;
    let mut left = MAX_UNZIPPED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| not_workbook(place, &error))?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|error| not_workbook(place, &error))?;
        if read > left {
            let what = Sentence::new("table-unzips-too-large").with("limit", MAX_UNZIPPED);
            return Err(Error::at(ErrorKind::BadInput, place.clone(), what));
        }
        left -= read;
    }
    Ok(())
}

fn from_range(place: &Place, range: &Range<Data>, text: fn(&str) -> String) -> Result<Vec<Row>, Error> {
    let (Some((first_row, first_column)), Some((_, last_column))) = (range.start(), range.end()) else {
        return Ok(Vec::new());
    };
    if last_column as usize >= MAX_COLUMNS {
        let what = Sentence::new("table-too-many-columns")
            .with("found", last_column + 1)
            .with("limit", MAX_COLUMNS);
        return Err(Error::at(ErrorKind::BadInput, place.clone(), what));
    }
    check_rows(place, range.height().saturating_sub(1))?;
    let mut rows = Vec::with_capacity(range.height());
    for (index, data) in range.rows().enumerate() {
        let number = first_row as usize + index + 1;
        // A used range may begin right of column A; the cells before it are empty, not absent.
        let mut cells = vec![Cell::default(); first_column as usize];
        for value in data {
            let cell = cell(place, number, value, text)?;
            check_cell(place, number, &cell.text)?;
            cells.push(cell);
        }
        rows.push(Row { number, cells });
    }
    Ok(rows)
}

fn cell(place: &Place, row: usize, value: &Data, text: fn(&str) -> String) -> Result<Cell, Error> {
    let (written, numeric) = match value {
        Data::Empty => (String::new(), false),
        Data::Error(error) => {
            let what = Sentence::new("table-cell-error").with("error", error);
            return Err(Error::at(ErrorKind::BadInput, place.clone().row(row), what));
        }
        Data::DateTime(date) => (date_text(date).unwrap_or_else(|| date.as_f64().to_string()), false),
        Data::Int(_) | Data::Float(_) => (value.to_string(), true),
        other => (other.to_string(), false),
    };
    Ok(Cell {
        text: text(&written),
        numeric,
    })
}

/// A date cell as `2018-12-31`; times of day do not occur in our tables.
fn date_text(date: &calamine::ExcelDateTime) -> Option<String> {
    let (year, month, day, ..) = date.is_datetime().then(|| date.to_ymd_hms_milli())?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn not_workbook(place: &Place, error: &dyn std::fmt::Display) -> Error {
    let what = Sentence::new("table-not-workbook").with("reason", error);
    Error::at(ErrorKind::BadInput, place.clone(), what)
}

#[cfg(test)]
mod tests {
    use crate::table::{Table, read};

    fn book() -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("表").unwrap();
        sheet.write(0, 0, "编号").unwrap().write(0, 1, "名称").unwrap();
        sheet.write(1, 0, "010100").unwrap().write(1, 1, "甲").unwrap();
        sheet.write(2, 0, 10_200).unwrap().write(2, 1, "乙").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn text_cells_keep_their_zeros_and_numbers_are_marked() {
        let Table { rows, place, .. } = read("a.xlsx", &book(), None).unwrap();
        assert_eq!(place.sheet.as_deref(), Some("表"));
        assert_eq!(
            (rows[0].cells[0].text.as_str(), rows[0].cells[0].numeric),
            ("010100", false)
        );
        assert_eq!(
            (rows[1].cells[0].text.as_str(), rows[1].cells[0].numeric),
            ("10200", true)
        );
    }

    #[test]
    fn a_sheet_that_is_not_there_is_named_with_those_that_are() {
        let error = read("a.xlsx", &book(), Some("没有")).unwrap_err();
        assert_eq!(error.problems[0].what.arg("found"), Some("表"));
    }

    #[test]
    fn a_cut_off_workbook_is_refused() {
        let bytes = book();
        for length in [4, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(read("a.xlsx", &bytes[..length], None).is_err(), "{length}");
        }
    }
}
