//! A document as a workbook: each table a worksheet, and the text before them on one of its own.
//!
//! Rows go out as they come: given a folder to work in, a worksheet of any length needs no more memory than a row.
//! Whatever is typed stays text, so that no number, date or `=` is taken for something else. Only open columns can be
//! filled in; the protection has no password: it keeps a form whole, it hides nothing.

use std::path::Path;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::super::sheet_format::{HEAD, HEI, locked, open};
use super::super::sheet_layout::lines_of;
use super::rows::guarded;
use super::{Block, Column, Kind, ReportDoc, Table};
use crate::words::say;
use crate::{Error, Lang, Sentence};

/// Paper A4.
const A4: u8 = 9;
/// Text of cells, in points.
const BODY: f64 = 10.0;
/// Width of a landscape page in characters of it.
const WIDTH: usize = 150;
/// The narrowest column, in the same.
const NARROWEST: usize = 6;
/// Height of a line of text, in points, and the most lines of a row.
const LINE: u32 = 13;
const MOST_LINES: u32 = 28;
/// The header stands first, so that any program reads the sheet as a table; title and notice stand on the printed page.
const HEADER: u32 = 0;
/// The longest name of a worksheet, in characters.
const NAME: usize = 31;

/// The document as XLSX. `scratch` is a folder for rows on their way; without one everything stays in memory, so that a
/// phone leaves nothing readable on its disk.
///
/// # Errors
/// [`Refused`](crate::ErrorKind::Refused) when a text does not fit a cell; [`Storage`](crate::ErrorKind::Storage) when the
/// folder takes nothing.
pub fn xlsx(doc: &ReportDoc, lang: Lang, scratch: Option<&Path>) -> Result<Vec<u8>, Error> {
    guarded(|| write(doc, lang, scratch))
}

fn write(doc: &ReportDoc, lang: Lang, scratch: Option<&Path>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    if let Some(folder) = scratch {
        book.set_tempdir(folder)?;
    }
    // Without a date of its own the library would write the clock's.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = doc.title.replace('\n', "");
    book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&day));
    let texts = texts(doc);
    if !texts.is_empty() || doc.tables().next().is_none() {
        let sheet = added(&mut book, scratch)?;
        text_sheet(sheet, &title, &texts, lang)?;
    }
    let mut names: Vec<String> = Vec::new();
    for table in doc.tables() {
        let name = free_name(&table.name, &names);
        let sheet = added(&mut book, scratch)?;
        sheet.set_name(&name)?;
        table_sheet(sheet, &title, table, lang)?;
        names.push(name);
    }
    book.save_to_buffer()
}

fn added<'a>(book: &'a mut Workbook, scratch: Option<&Path>) -> Result<&'a mut Worksheet, XlsxError> {
    match scratch {
        Some(_) => book.add_worksheet_with_constant_memory(),
        None => Ok(book.add_worksheet()),
    }
}

/// A worksheet's name: what office programs take, and none twice.
fn free_name(name: &str, taken: &[String]) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if "[]:*?/\\'".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let numbered = (2..).map(|number| format!(" {number}"));
    let mut ends = std::iter::once(String::new()).chain(numbered);
    let fit = |end: &str| {
        let room = NAME - end.chars().count();
        format!("{}{end}", plain.trim().chars().take(room).collect::<String>())
    };
    let free = |name: &String| !taken.iter().any(|known| known.to_lowercase() == name.to_lowercase());
    ends.find_map(|end| Some(fit(&end)).filter(free)).unwrap_or_default()
}

/// Headings and paragraphs, with whether each is a heading.
fn texts(doc: &ReportDoc) -> Vec<(bool, String)> {
    let text = |block: &Block| match block {
        Block::Heading(_, text) => Some((true, text.clone())),
        Block::Annex(number, title) => Some((true, format!("{number} {title}"))),
        Block::Paragraph(one) => Some((false, one.text())),
        Block::Bars(bars) => {
            let lines = bars.iter().map(|bar| format!("{}：{}", bar.label, bar.words));
            Some((false, lines.collect::<Vec<_>>().join("\n")))
        }
        Block::Figures(figures) => {
            let captions: Vec<&str> = figures.iter().map(|figure| &*figure.caption).collect();
            Some((false, captions.join("\n")))
        }
        Block::Table(_) | Block::Gates(_) => None,
    };
    doc.blocks.iter().filter_map(text).collect()
}

fn page(sheet: &mut Worksheet, title: &str) {
    // In headers and footers & begins a code; a title's own is doubled.
    let footer = title.replace('&', "&&");
    sheet
        .set_paper_size(A4)
        .set_margins(0.5, 0.5, 0.9, 0.7, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_footer(format!("&L&8{footer}&R&8— &P —"));
}

fn text_sheet(sheet: &mut Worksheet, title: &str, texts: &[(bool, String)], lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(say(lang, &Sentence::new("report-book-text")))?;
    page(sheet, title);
    sheet.set_column_width(0, 90.0)?;
    let head = locked(14.0).set_font_name(HEI).set_align(FormatAlign::Center);
    sheet.write_string_with_format(0, 0, title, &head)?;
    for (row, (heading, text)) in (1..).zip(texts) {
        let format = locked(BODY);
        let format = if *heading { format.set_font_name(HEI) } else { format };
        sheet.write_string_with_format(row, 0, text, &format)?;
    }
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, title: &str, table: &Table, lang: Lang) -> Result<(), XlsxError> {
    let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let rows = u32::try_from(table.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    let end = HEADER + rows;
    page(sheet, title);
    let all: usize = table.columns.iter().map(|column| column.parts).sum();
    let wide = |column: &Column| (WIDTH * column.parts / all.max(1)).max(NARROWEST);
    let widths: Vec<u16> = table
        .columns
        .iter()
        .map(|column| u16::try_from(wide(column)).unwrap_or(u16::MAX))
        .collect();
    for (at, width) in (0..).zip(&widths) {
        sheet.set_column_width(at, *width)?;
    }
    sheet
        .set_landscape()
        .set_freeze_panes(HEADER + 1, 1)?
        .set_repeat_rows(HEADER, HEADER)?
        .set_print_area(0, 0, end, last)?
        .autofilter(HEADER, 0, end.max(HEADER + 1), last)?
        .ignore_error_range(0, 0, end, last, IgnoreError::NumberStoredAsText)?;
    for (at, column) in (0..).zip(&table.columns) {
        if let (Kind::OneOf(words), true) = (&column.kind, rows > 0) {
            offer(sheet, (HEADER + 1, end), at, words, lang)?;
        }
    }
    let notice = say(lang, &Sentence::new("report-sheet-discipline"));
    let above = if title.ends_with(&table.name) {
        title.to_owned()
    } else {
        format!("{title}·{}", table.name)
    };
    let above = above.replace('&', "&&");
    sheet.set_header(format!("&C&14{above}\n&8{notice}"));
    let head = locked(9.5)
        .set_font_name(HEI)
        .set_background_color(HEAD)
        .set_align(FormatAlign::Center);
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(HEADER, at, &column.header, &head)?;
    }
    sheet.set_row_height(
        HEADER,
        tallest(table.columns.iter().map(|column| &column.header), &widths),
    )?;
    let formats: Vec<Format> = table.columns.iter().map(format).collect();
    for (row, cells) in (HEADER + 1..).zip(&table.rows) {
        for (at, ((text, column), format)) in (0..).zip(cells.iter().zip(&table.columns).zip(&formats)) {
            cell(sheet, (row, at), text, column, format)?;
        }
        sheet.set_row_height(row, tallest(cells, &widths))?;
    }
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

fn offer(
    sheet: &mut Worksheet,
    (from, to): (u32, u32),
    at: u16,
    words: &[String],
    lang: Lang,
) -> Result<(), XlsxError> {
    let message = Sentence::new("judge-sheet-word").with("words", words.join("、"));
    let validation = DataValidation::new()
        .allow_list_strings(words)?
        .set_error_message(say(lang, &message))?;
    sheet.add_data_validation(from, at, to, at, &validation)?;
    Ok(())
}

fn format(column: &Column) -> Format {
    let number = column.kind == Kind::Number;
    let format = if column.open { open(!number) } else { locked(BODY) };
    let format = format.set_font_size(BODY);
    if number {
        format.set_align(FormatAlign::Right)
    } else {
        format
    }
}

/// How high a row is, in points: not every program fits heights when it opens a file.
fn tallest<'a>(cells: impl IntoIterator<Item = &'a String>, widths: &[u16]) -> u32 {
    let broken = |(text, width): (&String, &u16)| text.lines().map(|line| lines_of(line, *width)).sum::<u32>();
    let lines = cells.into_iter().zip(widths).map(broken).max().unwrap_or(1);
    LINE * lines.clamp(1, MOST_LINES) + 3
}

/// Whole numbers stay numbers; everything else is text.
fn cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    text: &str,
    column: &Column,
    format: &Format,
) -> Result<(), XlsxError> {
    match text.parse::<u32>() {
        _ if text.is_empty() => sheet.write_blank(row, at, format)?,
        Ok(number) if column.kind == Kind::Number => sheet.write_number_with_format(row, at, number, format)?,
        _ => sheet.write_string_with_format(row, at, text, format)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worksheet_has_a_name_office_programs_take_and_none_twice() {
        let taken = ["问题 台账".to_owned()];
        assert_eq!(free_name("问题/台账", &taken), "问题 台账 2");
        assert_eq!(free_name(&"甲".repeat(40), &[]).chars().count(), NAME);
    }
}
