//! What stands above the table of a worksheet: title, basis, notices, blanks for unit, date, group and office held.

use rust_xlsxwriter::{FormatAlign, FormatBorder, XlsxError};

use super::sheet::{Blank, notices};
use super::sheet_format::{HEI, INK, MUTED, hint, locked, open};
use super::sheet_layout::{BODY, SMALL, fact_height, width};
use super::sheet_xlsx::{Writer, at};
use crate::judge::Condition;
use crate::judge::form::{self, Column, heading};
use crate::pack::Pack;
use crate::words::say;
use crate::{Lang, Sentence};

impl Writer<'_> {
    pub fn title(&mut self, pack: &Pack, blank: &Blank, filled: bool) -> Result<(), XlsxError> {
        for column in Column::ALL {
            self.sheet.set_column_width(at(column), width(column))?;
        }
        let mark = if filled {
            say(Lang::Zh, &Sentence::new("report-sheet-generated"))
        } else {
            String::new()
        };
        let title = format!("{}检查表（{}）{mark}", pack.header.title, blank.kind);
        let format = locked(16.0)
            .set_font_name(HEI)
            .set_align(FormatAlign::Center)
            .set_border(FormatBorder::None);
        self.wide(&title, &format, 30.0)?;
        let small = locked(9.0).set_border(FormatBorder::None).set_font_color(MUTED);
        let document = say(
            Lang::Zh,
            &Sentence::new("report-sheet-basis").with("document", pack.header.document()),
        );
        self.wide(&document, &small.clone().set_align(FormatAlign::Center), 16.0)?;
        let notice = notices().map(|notice| say(Lang::Zh, &notice)).join("");
        self.wide(
            &notice,
            &small.set_bold().set_font_color(INK).set_align(FormatAlign::Center),
            18.0,
        )
    }

    pub fn heading(&mut self, blank: &Blank) -> Result<(), XlsxError> {
        let date = self.page.date.map(|date| date.to_string()).unwrap_or_default();
        let (unit, group, recorder) = (
            self.page.unit.clone(),
            self.page.group.clone(),
            self.page.recorder.clone(),
        );
        self.blank_field(heading::UNIT, [0, 1], &unit, [2, 2])?;
        self.blank_field(heading::DATE, [3, 3], &date, [4, 6])?;
        self.blank_field(heading::GROUP, [7, 7], &group, [8, 10])?;
        self.blank_field(heading::RECORDER, [11, 11], &recorder, [12, 13])?;
        self.sheet.set_row_height(self.row, 25)?;
        self.row += 1;
        if blank.levels.len() > 1 {
            let level = self.page.level.clone();
            self.blank_field(heading::LEVEL, [0, 1], &level, [2, 2])?;
            self.offer(2, &blank.levels)?;
            let remark = say(
                Lang::Zh,
                &Sentence::new("report-sheet-level").with("levels", blank.levels.join("、")),
            );
            let label = locked(SMALL + 1.0)
                .set_border(FormatBorder::None)
                .set_align(FormatAlign::Right);
            self.span([3, 3], &format!("{}：", heading::REMARK), &label)?;
            self.span([4, at(Column::Note)], &remark, &hint().set_border(FormatBorder::None))?;
            self.sheet.set_row_height(self.row, 22)?;
            self.row += 1;
        }
        for condition in &blank.conditions {
            self.fact(condition)?;
        }
        Ok(())
    }

    fn blank_field(&mut self, label: &str, [from, to]: [u16; 2], text: &str, value: [u16; 2]) -> Result<(), XlsxError> {
        let format = locked(BODY)
            .set_border(FormatBorder::None)
            .set_align(FormatAlign::Right);
        self.span([from, to], &format!("{label}："), &format)?;
        self.span(value, text, &open(true))
    }

    fn fact(&mut self, condition: &Condition) -> Result<(), XlsxError> {
        let choices = form::fact_choices(condition);
        let remark = if choices.is_empty() {
            say(Lang::Zh, &Sentence::new("report-sheet-fact-number"))
        } else {
            choices.join(" / ")
        };
        let value = self.page.facts.get(condition.fact()).unwrap_or_default().to_owned();
        self.span([0, 1], heading::FACT, &locked(BODY).set_align(FormatAlign::Center))?;
        self.span([2, 2], condition.fact(), &locked(BODY).set_indent(1))?;
        self.span([3, 3], &remark, &hint())?;
        self.span([4, 6], &value, &open(true))?;
        if !choices.is_empty() {
            let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
            self.offer(4, &choices)?;
        }
        self.sheet.set_row_height(self.row, fact_height(condition.fact()))?;
        self.row += 1;
        Ok(())
    }
}
