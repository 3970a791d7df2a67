//! Workbooks in: the sheets of an XLSX file as rows of text.
//!
//! Before a sheet is parsed the whole archive is unpacked once into nothing, counting: an archive that unpacks to
//! more than the limit is refused while memory stays flat, whatever its directory claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::{Budget, Cell, MAX_COLUMNS, Row, check_cell, check_rows};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// Most bytes a workbook may unpack to.
const MAX_UNZIPPED: u64 = 512 << 20;
/// Where collecting unreadable cells stops: a sheet of a million of them is told by its first ones.
const MAX_PROBLEMS: usize = 1_000;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

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
    let rows = grid(&place, &mut book, name, text)?;
    Ok((place, rows))
}

/// Refuses cells that were merged below a row: what stands in them is of one row, and the others look empty.
pub(super) fn refuse_merged(place: &Place, bytes: &[u8], below: usize) -> Result<(), Error> {
    let mut book = open(place, bytes)?;
    let Some(name) = place.sheet.clone() else { return Ok(()) };
    let merged = book.merge_cells_by_sheet_name(&name);
    let merged = merged.map_err(|error| not_workbook(place, &error))?;
    let problem = |region: &calamine::Dimensions| {
        let place = place.clone().row(region.start.0 as usize + 1);
        Problem::new(
            place.column(&column_letters(region.start.1)),
            Sentence::new("table-merged"),
        )
    };
    let inside = merged.iter().filter(|region| region.end.0 as usize >= below);
    let problems = inside.take(MAX_PROBLEMS).map(problem).collect();
    Error::unless_empty(ErrorKind::BadInput, problems)
}

fn open<'a>(place: &Place, bytes: &'a [u8]) -> Result<Book<'a>, Error> {
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

/// Reads a sheet cell by cell. The library's own table would reserve every cell between the first and the last one,
/// so that two cells in far corners could ask for more memory than any machine has.
fn grid(place: &Place, book: &mut Book, name: &str, text: fn(&str) -> String) -> Result<Vec<Row>, Error> {
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(|error| not_workbook(place, &error))?;
    let mut budget = Budget::new();
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut problems = Vec::new();
    while let Some(found) = reader.next_cell().map_err(|error| not_workbook(place, &error))? {
        let (row, column) = found.get_position();
        let place = place.clone().row(row as usize + 1);
        match cell(&place, column, &Data::from(found.get_value().clone()), text) {
            Ok(cell) if cell.text.is_empty() => {}
            Ok(cell) => put(&place, rows.entry(row).or_default(), column as usize, cell, &mut budget)?,
            Err(error) => problems.extend(error.problems),
        }
        if problems.len() > MAX_PROBLEMS {
            break;
        }
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    rectangle(place, rows, &mut budget)
}

fn put(place: &Place, cells: &mut Vec<Cell>, column: usize, cell: Cell, budget: &mut Budget) -> Result<(), Error> {
    if column >= MAX_COLUMNS {
        let what = Sentence::new("table-too-many-columns")
            .with("found", column + 1)
            .with("limit", MAX_COLUMNS);
        return Err(Error::at(ErrorKind::BadInput, place.clone(), what));
    }
    budget.hold(place, (column + 1).saturating_sub(cells.len()), cell.text.len())?;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::default());
    }
    cells[column] = cell;
    Ok(())
}

/// All rows from the first to the last that has text, the empty ones between them too, each of the same width.
fn rectangle(place: &Place, mut found: BTreeMap<u32, Vec<Cell>>, budget: &mut Budget) -> Result<Vec<Row>, Error> {
    let (Some((&first, _)), Some((&last, _))) = (found.first_key_value(), found.last_key_value()) else {
        return Ok(Vec::new());
    };
    check_rows(place, (last - first) as usize)?;
    let width = found.values().map(Vec::len).max().unwrap_or_default();
    budget.hold(place, width * ((last - first) as usize + 1), 0)?;
    let row = |number: u32| {
        let mut cells = found.remove(&number).unwrap_or_default();
        cells.resize(width, Cell::default());
        Row {
            number: number as usize + 1,
            cells,
        }
    };
    Ok((first..=last).map(row).collect())
}

fn cell(place: &Place, column: u32, value: &Data, text: fn(&str) -> String) -> Result<Cell, Error> {
    let (written, numeric) = match value {
        Data::Empty => (String::new(), false),
        Data::Error(error) => {
            let place = place.clone().column(&column_letters(column));
            let what = Sentence::new("table-cell-error").with("error", error);
            return Err(Error::at(ErrorKind::BadInput, place, what));
        }
        Data::DateTime(date) => (date_text(date).unwrap_or_else(|| date.as_f64().to_string()), false),
        Data::Int(_) | Data::Float(_) => (value.to_string(), true),
        other => (other.to_string(), false),
    };
    let text = text(&written);
    check_cell(place, place.row.unwrap_or_default(), &text)?;
    Ok(Cell { text, numeric })
}

/// A column as a spreadsheet names it: A to Z, AA ...
fn column_letters(column: u32) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => letter.to_string(),
        left => column_letters(left - 1) + &letter.to_string(),
    }
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
    fn every_formula_error_is_told_with_row_and_column() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "编号").unwrap();
        for (row, column) in [(1, 0), (2, 27)] {
            let formula = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
            sheet.write_formula(row, column, formula).unwrap();
        }
        let error = read("a.xlsx", &book.save_to_buffer().unwrap(), None).unwrap_err();
        let places: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.place.row, problem.place.column.as_deref()))
            .collect();
        assert_eq!(places, [(Some(2), Some("A")), (Some(3), Some("AB"))]);
    }

    #[test]
    fn two_cells_in_far_corners_are_refused_without_filling_the_space_between() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "编号").unwrap().write(1_048_575, 500, "远").unwrap();
        let error = read("a.xlsx", &book.save_to_buffer().unwrap(), None).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "table-unzips-too-large");
    }

    #[test]
    fn a_cut_off_workbook_is_refused() {
        let bytes = book();
        for length in [4, 100, bytes.len() / 2, bytes.len() - 1] {
            assert!(read("a.xlsx", &bytes[..length], None).is_err(), "{length}");
        }
    }
}
