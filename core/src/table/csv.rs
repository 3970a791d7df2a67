//! CSV in and out. In: UTF-8 with or without a mark, or GB18030 as Chinese spreadsheets still write it.
//! Out: UTF-8, LF, quoted only where RFC 4180 needs it.

use std::borrow::Cow;

use super::{Budget, Cell, Row, check_cell, check_rows};
use crate::{Error, ErrorKind, Place, Sentence};

/// The rows of a CSV file, header included.
pub(super) fn rows(place: &Place, bytes: &[u8], text: fn(&str) -> String) -> Result<Vec<Row>, Error> {
    let decoded = decode(place, bytes)?;
    // A file that was cut off inside a quoted cell still parses; its quotes do not pair up.
    if decoded.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(Error::at(
            ErrorKind::BadInput,
            place.clone(),
            Sentence::new("table-open-quote"),
        ));
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(decoded.as_bytes());
    let mut rows = Vec::new();
    let mut budget = Budget::new();
    let (mut record, mut number, mut line) = (::csv::StringRecord::new(), 0, 1);
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let what = Sentence::new("table-bad-csv").with("reason", error);
            Error::at(ErrorKind::BadInput, place.clone().row(number + 1), what)
        })?;
        if !more {
            break;
        }
        // The reader skips blank lines, a spreadsheet counts them; a cell with line ends is still one row of it.
        let own = 1 + record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        let next = reader.position().line();
        number += 1 + usize::try_from((next - line).saturating_sub(own)).unwrap_or_default();
        line = next;
        check_rows(place, rows.len())?;
        budget.hold(place, record.len(), record.as_slice().len())?;
        let cells: Result<Vec<Cell>, Error> = record
            .iter()
            .map(|cell| {
                check_cell(place, number, cell).map(|()| Cell {
                    text: text(cell),
                    numeric: false,
                })
            })
            .collect();
        rows.push(Row { number, cells: cells? });
    }
    Ok(rows)
}

fn decode<'a>(place: &Place, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| Error::at(ErrorKind::BadInput, place.clone(), Sentence::new("table-not-text")))
}

/// Writes a header and rows as CSV bytes (UTF-8, LF, quoted only where needed).
#[must_use]
pub fn write<R: AsRef<str>>(header: &[&str], rows: &[Vec<R>]) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Writing to memory cannot fail; a row that could not be written would show as missing in the caller's tests.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| cell.as_ref().as_bytes()));
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::table::read;

    #[test]
    fn utf8_with_and_without_mark_and_gb18030_read_the_same() {
        let plain = "编号,名称\n010100,甲省01县\n".as_bytes();
        let marked = [b"\xef\xbb\xbf".as_slice(), plain].concat();
        let (old, _, _) = encoding_rs::GB18030.encode("编号,名称\n010100,甲省01县\n");
        let table = read("a.csv", plain, None).unwrap();
        assert_eq!(table.rows[0].cells[0].text, "010100");
        assert_eq!(table.rows[0].number, 2);
        assert_eq!(read("a.csv", &marked, None).unwrap(), table);
        assert_eq!(read("a.csv", &old, None).unwrap(), table);
    }

    #[test]
    fn a_file_cut_off_inside_a_cell_is_refused() {
        let error = read("a.csv", b"id,name\n1,\"half a na", None).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "table-open-quote");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let error = read("a.csv", b"id\n\xff\xff\xff", None).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "table-not-text");
    }

    #[test]
    fn every_overlong_row_is_named_at_once() {
        let error = read("a.csv", b"id,name\n1,a,x\n2,b\n3,c,y\n", None).unwrap_err();
        let rows: Vec<_> = error.problems.iter().map(|problem| problem.place.row).collect();
        assert_eq!(rows, [Some(2), Some(4)]);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let table = read("a.csv", b"id,name\n\n1,\"two\nlines\"\n2,b\r\n\r\n\r\n3,c", None).unwrap();
        let numbers: Vec<usize> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 4, 7]);
    }

    #[test]
    fn a_cell_with_comma_quote_or_line_comes_back() {
        let bytes = super::write(&["a", "b"], &[vec!["x,\"y\"", "二\n行"]]);
        assert_eq!(read("a.csv", &bytes, None).unwrap().rows[0].cells[0].text, "x,\"y\"");
    }
}
