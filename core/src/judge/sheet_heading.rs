//! What stands above the table of a filled sheet: the unit, its level, the day of the visit, facts for conditions.
//!
//! A label's value is the next filled cell of its row, up to the next label. A fact stands under the column of the
//! requirement, its value under the column of the answer, in a row that begins with 适用条件.

use super::condition::Condition;
use super::form::{self, Column, heading};
use super::reading;
use super::sheet::Page;
use super::sheet_row::Columns;
use crate::pack::{Indicator, LEVELS};
use crate::table::Row;
use crate::{Place, Problem, Sentence};

/// Longest unit name or fact.
const MAX_TEXT: usize = 200;

/// What reading the heading works on.
pub(super) struct Heading<'a> {
    pub place: &'a Place,
    pub rows: &'a [Row],
    pub columns: &'a Columns,
    pub indicators: &'a [Indicator],
}

impl Heading<'_> {
    /// A page with everything but its answers.
    pub fn read(&self, problems: &mut Vec<Problem>) -> Page {
        let mut page = Page::default();
        for row in self.rows {
            if let Some(unit) = value(row, heading::UNIT) {
                page.unit = unit.chars().take(MAX_TEXT).collect();
            }
            if let Some(text) = value(row, heading::LEVEL) {
                page.level = level(text)
                    .map_err(|what| problems.push(self.problem(row, heading::LEVEL, what)))
                    .ok();
            }
            if let Some(text) = value(row, heading::DATE) {
                page.checked_on = reading::day(text);
                if page.checked_on.is_none() {
                    problems.push(self.problem(row, heading::DATE, Sentence::new("judge-not-a-day")));
                }
            }
            if label(row.cells.first().map_or("", |cell| &cell.text)) == heading::FACT {
                self.read_fact(row, &mut page, problems);
            }
        }
        page
    }

    fn problem(&self, row: &Row, column: &'static str, what: Sentence) -> Problem {
        Problem::new(self.place.clone().row(row.number).column(column), what)
    }

    fn read_fact(&self, row: &Row, page: &mut Page, problems: &mut Vec<Problem>) {
        let (name, value) = (
            self.columns.text(row, Column::Requirement),
            self.columns.text(row, Column::Choice),
        );
        let conditions = form::conditions(self.indicators);
        let Some(condition) = conditions.iter().find(|condition| condition.fact() == name) else {
            problems.push(self.problem(row, heading::FACT, Sentence::new("judge-sheet-fact-unknown")));
            return;
        };
        if value.is_empty() {
            return;
        }
        let choices = form::fact_choices(condition);
        let wrong = match condition {
            Condition::AtLeast { .. } | Condition::Below { .. } => reading::number(value).err(),
            Condition::Read(_) if !choices.iter().any(|choice| choice == value) => {
                Some(Sentence::new("judge-sheet-word").with("words", choices.join("、")))
            }
            Condition::OneOf { .. } | Condition::Read(_) => None,
        };
        match wrong {
            Some(what) => problems.push(self.problem(row, heading::FACT, what)),
            None => page.facts.set(name, value),
        }
    }
}

fn level(text: &str) -> Result<String, Sentence> {
    let known = LEVELS.iter().find(|known| **known == text);
    known
        .map(|known| (*known).to_owned())
        .ok_or_else(|| Sentence::new("judge-sheet-word").with("words", LEVELS.join("、")))
}

/// A label without its colon.
fn label(text: &str) -> &str {
    text.trim_end_matches(['：', ':']).trim_end()
}

fn value<'a>(row: &'a Row, wanted: &str) -> Option<&'a str> {
    let start = row.cells.iter().position(|cell| label(&cell.text) == wanted)?;
    let mut after = row.cells[start + 1..].iter().map(|cell| cell.text.as_str());
    let next = after.find(|text| !text.is_empty())?;
    (!heading::ALL.contains(&label(next))).then_some(next)
}
