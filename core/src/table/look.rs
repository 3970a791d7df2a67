//! Whatever is imported is looked at for what may point at a person: every cell of a table, every line of anything else.
//!
//! Nothing is refused here and no rule depends on it, so a file that cannot be read has no warnings: reading it says why.

use std::path::Path;

use super::{MAX_BYTES, Row, clean, csv, is_workbook, sheet_names, xlsx};
use crate::Place;
use crate::privacy::Warnings;

/// Most sheets of a workbook that are looked at.
const SHEETS: usize = 64;

/// What a file may hold of persons, with sheet, row and column. A column is named by its header in a CSV file and by its
/// letters in a workbook, whose header may stand anywhere.
#[must_use]
pub fn look(file: &str, bytes: &[u8]) -> Warnings {
    let (mut warned, place) = (Warnings::default(), Place::file(file));
    if bytes.len() > MAX_BYTES {
        return warned;
    }
    let is_csv = Path::new(file)
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if is_workbook(bytes) {
        let names = sheet_names(file, bytes).unwrap_or_default();
        for name in names.iter().take(SHEETS) {
            if let Ok((place, rows)) = xlsx::rows(&place, bytes, Some(name), clean) {
                cells(&mut warned, &place, &rows, letters);
            }
        }
    } else if is_csv {
        let rows = csv::rows(&place, bytes, clean).unwrap_or_default();
        let header: Vec<String> = rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.clone())
            .collect();
        cells(&mut warned, &place, &rows, |at| {
            header.get(at).cloned().unwrap_or_else(|| letters(at))
        });
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        for (line, row) in text.lines().zip(1..) {
            warned.look(line, || place.clone().row(row));
        }
    }
    warned
}

fn cells(warned: &mut Warnings, place: &Place, rows: &[Row], column: impl Fn(usize) -> String) {
    for row in rows {
        for (at, cell) in row.cells.iter().enumerate() {
            warned.look(&cell.text, || place.clone().row(row.number).column(&column(at)));
        }
    }
}

/// A column as spreadsheets name it: A, B, ... Z, AA.
fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(at % 26).unwrap_or(0));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn a_cell_is_named_with_file_row_and_column_and_a_line_with_its_row() {
        let warned = look("名单.csv", "unit,note\n某局,联系人：王小明\n".as_bytes());
        assert!(
            warned.first()[0]
                .say(Lang::Zh)
                .starts_with("名单.csv，第 2 行，列 note：第 5 至 7 个字符像是人名")
        );
        let warned = look("campaign.toml", "title = \"a\"\nnote = \"豫A12345\"\n".as_bytes());
        assert_eq!(warned.first()[0].place.row, Some(2));
        assert_eq!(look("x.csv", b"\xff\xfe\x00").count(), 0);
    }

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
