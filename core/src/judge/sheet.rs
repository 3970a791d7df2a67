//! Filled sheets: from the workbook of `pack print` back to answers.
//!
//! A sheet may have been filled in Excel, WPS or LibreOffice and saved again, so columns are found by their headers and
//! lines by their ids; the order of lines does not matter. Every problem of the whole workbook is reported at once with
//! its sheet, row and column. A worksheet with nothing entered is no visit and yields no answers.

use chrono::NaiveDate;

use super::answer::Answer;
use super::condition::Facts;
use super::confirm::Confirmations;
use super::decide::{Circumstances, judge};
use super::verdict::Judgement;
use super::{sheet_answer, sheet_heading, sheet_row};
use crate::pack::Indicator;
use crate::{Error, ErrorKind, Place, Problem, Sentence, table};

/// Most worksheets of one workbook; there are 33 kinds of site.
const MAX_SHEETS: usize = 40;

/// The filled sheets of one workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    /// Sheets with anything entered, in the order of the workbook.
    pub pages: Vec<Page>,
    /// Names of the sheets with nothing entered.
    pub blank: Vec<String>,
}

/// One filled sheet: the answers at one site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Name of the worksheet.
    pub sheet: String,
    /// Name of the inspected unit, as entered.
    pub unit: String,
    /// Level of the inspected place, where one was chosen.
    pub level: Option<String>,
    /// The day of the visit.
    pub checked_on: Option<NaiveDate>,
    /// Facts about the place.
    pub facts: Facts,
    /// Positions of the indicators on the sheet in the pack's order, with their answers.
    pub answers: Vec<(usize, Option<Answer>)>,
}

/// An indicator of a page with its verdict; none where it was not answered (未查).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed<'a> {
    /// What was asked.
    pub indicator: &'a Indicator,
    /// What it came to.
    pub judgement: Option<Judgement>,
}

impl Page {
    /// Judges the page. Indicators that are not asked at the chosen level are left out unless they were answered.
    #[must_use]
    pub fn assess<'a>(&self, indicators: &'a [Indicator], confirmed: &Confirmations) -> Vec<Assessed<'a>> {
        let circumstances = Circumstances {
            facts: self.facts.clone(),
            checked_on: self.checked_on,
            confirmed: confirmed.clone(),
        };
        let asked = self.answers.iter().filter_map(|(index, answer)| {
            let indicator = indicators.get(*index)?;
            (answer.is_some() || self.is_asked(indicator)).then_some((indicator, answer))
        });
        asked
            .map(|(indicator, answer)| Assessed {
                indicator,
                judgement: judge(indicator, answer.as_ref(), &circumstances),
            })
            .collect()
    }

    fn is_asked(&self, indicator: &Indicator) -> bool {
        let mut levels = indicator.cell("answer_level").split(';');
        self.level
            .as_ref()
            .is_none_or(|level| levels.any(|known| known == level))
    }

    fn is_blank(&self) -> bool {
        self.answers.iter().all(|(_, answer)| answer.is_none())
    }
}

/// Reads a filled workbook.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every problem: no workbook, a sheet that is none of ours, an unknown or doubled id, wrong
/// words, no number where one belongs, numbers that cannot be, a cell that names a person.
pub fn read(file: &str, bytes: &[u8], indicators: &[Indicator]) -> Result<Filled, Error> {
    let names = table::sheet_names(file, bytes)?;
    if names.len() > MAX_SHEETS {
        let what = Sentence::new("judge-sheet-too-many").with("limit", MAX_SHEETS);
        return Err(Error::at(ErrorKind::BadInput, Place::file(file), what));
    }
    let (mut filled, mut problems) = (Filled::default(), Vec::new());
    for name in &names {
        match read_page(file, bytes, name, indicators, &mut problems) {
            Ok(page) if page.is_blank() => filled.blank.push(page.sheet),
            Ok(page) => filled.pages.push(page),
            Err(error) => problems.extend(error.problems),
        }
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(filled)
}

fn read_page(
    file: &str,
    bytes: &[u8],
    name: &str,
    indicators: &[Indicator],
    problems: &mut Vec<Problem>,
) -> Result<Page, Error> {
    let (place, rows) = table::read_raw(file, bytes, Some(name))?;
    let earlier = problems.len();
    let columns = sheet_row::Columns::find(&place, &rows)?;
    let (above, below) = rows.split_at(columns.header);
    problems.extend(columns.persons(&place, &rows));
    let lines = sheet_row::lines(
        &place,
        &columns,
        below.get(1..).unwrap_or_default(),
        indicators,
        problems,
    );
    if lines.is_empty() && problems.len() > earlier {
        // Not one id is known: mending them one by one would be the wrong advice.
        problems.truncate(earlier);
        let what = Sentence::new("judge-sheet-other-pack");
        return Err(Error::at(ErrorKind::BadInput, place, what));
    }
    let heading = sheet_heading::Heading {
        place: &place,
        rows: above,
        columns: &columns,
        indicators,
    };
    let mut page = heading.read(problems);
    name.clone_into(&mut page.sheet);
    page.answers = sheet_answer::answers(indicators, &lines, problems);
    problems[earlier..].sort_by_key(|problem| problem.place.row);
    Ok(page)
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
