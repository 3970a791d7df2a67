//! The sheets as a workbook: one worksheet a kind of site, landscape A4, ready to print and to fill in.
//!
//! Everything but the cells to fill in is protected, without a password: the protection keeps a form whole, it hides
//! nothing. Cells a line does not take are grey. The bytes are the same for the same pack, whatever the day.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::sheet::{Blank, Filling, Group, PageFilling, footing};
use super::sheet_entries::entries;
use super::sheet_format::{BAND, CLOSED, HEAD, HEI, INK, MUTED, SONG, locked, open};
use super::sheet_layout::{BODY, SMALL, height};
use crate::judge::form::{Column, Line};
use crate::pack::{AnswerType, Pack};
use crate::words::say;
use crate::{Error, ErrorKind, Lang, Sentence};

const A4: u8 = 9;
/// The workbook of some sheets as XLSX bytes, blank or with answers in it.
///
/// # Errors
/// [`ErrorKind::Refused`] when a text does not fit a cell.
pub fn xlsx(pack: &Pack, blanks: &[Blank], filling: Option<&Filling>) -> Result<Vec<u8>, Error> {
    write(pack, blanks, filling).map_err(|error| {
        let what = Sentence::new("report-sheet-not-written").with("reason", error);
        Error::new(ErrorKind::Refused, what)
    })
}

fn write(pack: &Pack, blanks: &[Blank], filling: Option<&Filling>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own the library would write the clock's.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&pack.header.title)
            .set_creation_datetime(&day),
    );
    for blank in blanks {
        let page = filling.map(|filling| filling.pages.get(blank.kind).cloned().unwrap_or_default());
        let mut writer = Writer {
            sheet: book.add_worksheet().set_name(blank.kind)?,
            row: 0,
            page: page.unwrap_or_default(),
        };
        writer.title(pack, blank, filling.is_some())?;
        writer.heading(blank)?;
        let header = writer.header()?;
        for group in &blank.groups {
            writer.group(group, blank.levels.len())?;
        }
        writer.finish(pack, blank, header)?;
    }
    book.save_to_buffer()
}

/// A worksheet, the row that is written next, and what is entered on it.
pub(super) struct Writer<'a> {
    pub sheet: &'a mut Worksheet,
    pub row: u32,
    pub page: PageFilling,
}

impl Writer<'_> {
    /// One text over the whole width.
    pub(super) fn wide(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet
            .merge_range(self.row, 0, self.row, at(Column::Note), text, format)?;
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn span(&mut self, [from, to]: [u16; 2], text: &str, format: &Format) -> Result<(), XlsxError> {
        if from == to {
            self.sheet.write_string_with_format(self.row, from, text, format)?;
        } else {
            self.sheet.merge_range(self.row, from, self.row, to, text, format)?;
        }
        Ok(())
    }

    /// Offers words to choose from in a cell of the current row.
    pub(super) fn offer(&mut self, column: u16, words: &[&str]) -> Result<(), XlsxError> {
        let message = say(
            Lang::Zh,
            &Sentence::new("judge-sheet-word").with("words", words.join("、")),
        );
        let validation = DataValidation::new()
            .allow_list_strings(words)?
            .set_error_message(message)?;
        self.sheet
            .add_data_validation(self.row, column, self.row, column, &validation)?;
        Ok(())
    }

    fn header(&mut self) -> Result<u32, XlsxError> {
        let format = locked(9.5)
            .set_font_name(HEI)
            .set_background_color(HEAD)
            .set_align(FormatAlign::Center);
        for column in Column::ALL {
            self.sheet
                .write_string_with_format(self.row, at(column), column.header(), &format)?;
        }
        self.sheet.set_row_height(self.row, 30)?;
        self.row += 1;
        Ok(self.row - 1)
    }

    fn group(&mut self, group: &Group, levels: usize) -> Result<(), XlsxError> {
        if let Some(band) = &group.band {
            let format = locked(BODY).set_font_name(HEI).set_background_color(BAND).set_indent(1);
            self.wide(band, &format, 18.0)?;
        }
        let number = locked(BODY).set_align(FormatAlign::Center);
        let last = self.row + u32::try_from(group.lines.len()).unwrap_or(1) - 1;
        if last > self.row {
            self.sheet.merge_range(self.row, 0, last, 0, &group.number, &number)?;
        } else {
            self.sheet
                .write_string_with_format(self.row, 0, &group.number, &number)?;
        }
        for line in &group.lines {
            self.line(line, levels)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &Line, levels: usize) -> Result<(), XlsxError> {
        let footing = footing(line, levels);
        let small = locked(SMALL + 1.0).set_indent(1);
        self.sheet
            .write_string_with_format(self.row, at(Column::Id), line.id(), &locked(SMALL).set_indent(1))?;
        self.requirement(line, &footing)?;
        self.sheet
            .write_string_with_format(self.row, at(Column::Hint), line.hint(), &small)?;
        self.inputs(line)?;
        self.sheet.set_row_height(self.row, height(line, &footing))?;
        self.row += 1;
        Ok(())
    }

    fn requirement(&mut self, line: &Line, footing: &str) -> Result<(), XlsxError> {
        let column = at(Column::Requirement);
        if !line.first {
            self.sheet
                .write_string_with_format(self.row, column, "〃", &locked(BODY).set_font_color(MUTED))?;
            return Ok(());
        }
        let (large, small) = (
            Format::new()
                .set_font_name(SONG)
                .set_font_size(BODY)
                .set_font_color(INK),
            Format::new()
                .set_font_name(SONG)
                .set_font_size(SMALL)
                .set_font_color(MUTED),
        );
        let parts = [
            (&large, line.indicator.requirement()),
            (&large, "\n"),
            (&small, footing),
        ];
        self.sheet
            .write_rich_string_with_format(self.row, column, &parts, &locked(BODY).set_indent(1))?;
        Ok(())
    }

    fn inputs(&mut self, line: &Line) -> Result<(), XlsxError> {
        let entered = self
            .page
            .answers
            .get(line.indicator.id())
            .map(|answer| entries(line, answer));
        let entered = entered.unwrap_or_default();
        let text = |column: Column| {
            let entry = entered.iter().find(|(known, _)| *known == column);
            entry.map_or("", |(_, text)| text.as_str())
        };
        let words = line.indicator.answer_type == AnswerType::FreeText;
        if words {
            self.span(
                [at(Column::Number), at(Column::Note)],
                text(Column::Number),
                &open(true),
            )?;
        }
        let columns = Column::INPUTS
            .into_iter()
            .filter(|column| !words || *column == Column::Choice);
        for column in columns {
            if line.takes(column) {
                self.input(column, text(column))?;
            } else {
                let closed = locked(BODY).set_background_color(CLOSED);
                self.sheet.write_blank(self.row, at(column), &closed)?;
            }
        }
        if line.takes(Column::Choice) {
            self.offer(at(Column::Choice), &line.choices())?;
        }
        if line.takes(Column::Known) {
            self.offer(at(Column::Known), line.known_choices())?;
        }
        Ok(())
    }

    /// A cell to fill in. Numbers stay numbers, everything else is text, so that no date or number is rewritten.
    fn input(&mut self, column: Column, text: &str) -> Result<(), XlsxError> {
        let number = matches!(
            column,
            Column::Number | Column::Denominator | Column::Population | Column::Sample | Column::Hits
        );
        let centred = number || matches!(column, Column::Choice | Column::Known | Column::Date);
        let align = if centred {
            FormatAlign::Center
        } else {
            FormatAlign::Left
        };
        let format = open(!number).set_align(align);
        match text.parse::<f64>() {
            Ok(value) if number => self
                .sheet
                .write_number_with_format(self.row, at(column), value, &format)?,
            _ if text.is_empty() => self.sheet.write_blank(self.row, at(column), &format)?,
            _ => self
                .sheet
                .write_string_with_format(self.row, at(column), text, &format)?,
        };
        Ok(())
    }

    fn finish(&mut self, pack: &Pack, blank: &Blank, header: u32) -> Result<(), XlsxError> {
        // In headers and footers & begins a code; a title's own is doubled.
        let footer = format!("{}　{}", pack.header.document(), blank.kind).replace('&', "&&");
        let pages = say(Lang::Zh, &Sentence::new("report-sheet-pages"));
        self.sheet
            .set_landscape()
            .set_paper_size(A4)
            .set_margins(0.35, 0.35, 0.45, 0.55, 0.25, 0.25)
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_footer(format!("&L&8{footer}&R&8{pages}"))
            .set_repeat_rows(header, header)?
            .set_freeze_panes(header + 1, 2)?;
        self.sheet
            .ignore_error_range(0, 0, self.row, at(Column::Note), IgnoreError::NumberStoredAsText)?;
        self.sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }
}

/// The position of a column.
pub(super) fn at(column: Column) -> u16 {
    let position = Column::ALL
        .iter()
        .position(|known| *known == column)
        .unwrap_or_default();
    u16::try_from(position).unwrap_or_default()
}
