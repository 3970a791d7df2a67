//! A pack as a workbook to read, print and edit: sheet `pack` for its header, sheet `indicators` for its rows.
//!
//! Every cell, the empty ones below the last row too, is text: a spreadsheet that takes `2.10` for a number or `30:1`
//! for a time of day would change the pack without anybody noticing.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

use super::sheet_layout::lines_of;
use crate::pack::indicator::COLUMNS;
use crate::pack::{Pack, choices};
use crate::{Error, ErrorKind, Sentence};

/// Rows below the last one that are ready to be filled: text cells with their choices.
const ROOM: u32 = 200;
const A4: u8 = 9;

/// Characters that fit each of the 32 columns, in their order.
const WIDTHS: [u16; 32] = [
    11, 6, 26, 7, 16, 15, 15, 18, 12, 46, 20, 11, 34, 18, 26, 26, 16, 9, 18, 17, 20, 18, 24, 20, 13, 22, 13, 9, 17, 11,
    24, 42,
];
const HEADER_WIDTHS: [u16; 2] = [20, 90];
/// Height of one line of text, in points.
const LINE: u32 = 15;

/// The workbook of a pack as XLSX bytes, equal for equal packs.
///
/// # Errors
/// [`ErrorKind::Refused`] when a text does not fit a cell; no text of a pack that was read is so long.
pub fn pack_book(pack: &Pack) -> Result<Vec<u8>, Error> {
    write(pack).map_err(|error| {
        let what = Sentence::new("pack-book-not-written").with("reason", error);
        Error::new(ErrorKind::Refused, what)
    })
}

fn write(pack: &Pack) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(pack)?);
    let [header, rows] = Pack::SHEETS;
    write_header(book.add_worksheet().set_name(header)?, pack)?;
    write_rows(book.add_worksheet().set_name(rows)?, pack)?;
    book.save_to_buffer()
}

/// Without a date of its own the library would write the clock's.
fn properties(pack: &Pack) -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(&pack.header.title)
        .set_creation_datetime(&day))
}

fn write_header(sheet: &mut Worksheet, pack: &Pack) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(HEADER_WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    head(sheet, &Pack::HEADER_COLUMNS)?;
    for (row, (key, value)) in (1..).zip(pack.settings()) {
        line(sheet, row, &[key, value], &HEADER_WIDTHS)?;
    }
    page(sheet, pack);
    Ok(())
}

fn write_rows(sheet: &mut Worksheet, pack: &Pack) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet
            .set_column_width(column, width)?
            .set_column_format(column, &Format::new().set_num_format("@"))?;
    }
    head(sheet, &COLUMNS)?;
    let mut last = 0;
    for (row, cells) in (1..).zip(pack.cells()) {
        line(sheet, row, cells, &WIDTHS)?;
        last = row;
    }
    let right = 31;
    sheet.autofilter(0, 0, last, right)?;
    sheet.ignore_error_range(1, 0, last + ROOM, right, IgnoreError::NumberStoredAsText)?;
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    sheet.set_print_fit_to_pages(3, 0);
    offer_choices(sheet, last + ROOM)?;
    page(sheet, pack);
    Ok(())
}

/// Lets a column of a closed list be filled by choosing.
fn offer_choices(sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(COLUMNS) {
        let choices = choices(name);
        if !choices.is_empty() {
            let validation = DataValidation::new().allow_list_strings(&choices)?;
            sheet.add_data_validation(1, column, last, column, &validation)?;
        }
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, columns: &[&str]) -> Result<(), XlsxError> {
    let format = body().set_bold().set_background_color(Color::RGB(0x00DD_E6F0));
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, &format)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// A row of text cells, as high as its longest cell needs: not every program fits heights when it opens a file.
fn line(sheet: &mut Worksheet, row: u32, cells: &[impl AsRef<str>], widths: &[u16]) -> Result<(), XlsxError> {
    let format = body();
    let mut lines = 1;
    for ((column, cell), width) in (0..).zip(cells).zip(widths) {
        sheet.write_string_with_format(row, column, cell.as_ref(), &format)?;
        lines = lines.max(lines_of(cell.as_ref(), *width));
    }
    sheet.set_row_height(row, LINE * lines.min(20))?;
    Ok(())
}

fn body() -> Format {
    Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00B0_B0B0))
}

fn page(sheet: &mut Worksheet, pack: &Pack) {
    // In headers and footers & begins a code; a title's own is doubled.
    let title = pack.header.title.replace('&', "&&");
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer(format!("&L{title}&R&P / &N"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{BUILTIN_IDS, builtin};

    #[test]
    fn every_built_in_pack_comes_back_from_its_workbook() {
        for id in BUILTIN_IDS {
            let pack = builtin(id).unwrap();
            let again = Pack::from_book("p.xlsx", &pack_book(&pack).unwrap()).unwrap();
            assert_eq!(again, pack, "{id}");
        }
    }

    #[test]
    fn no_clock_gets_into_the_bytes() {
        let bytes = pack_book(&builtin("s2").unwrap()).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut properties = String::new();
        let mut entry = archive.by_name("docProps/core.xml").unwrap();
        std::io::Read::read_to_string(&mut entry, &mut properties).unwrap();
        assert_eq!(properties.matches("2000-01-01T00:00:00Z").count(), 2);
    }

    #[test]
    fn a_cut_off_workbook_is_refused_once() {
        let bytes = pack_book(&builtin("s0").unwrap()).unwrap();
        for length in [10, bytes.len() / 2, bytes.len() - 1] {
            let error = Pack::from_book("p.xlsx", &bytes[..length]).unwrap_err();
            assert_eq!(error.problems.len(), 1, "{length}");
        }
    }
}
