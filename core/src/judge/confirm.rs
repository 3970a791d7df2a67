//! Confirmations: what the campaign decided about formulas and thresholds no document states.
//!
//! A list `indicator,by,date,reason`, one row an indicator: `by` is the unit that decided, never a person. Confirming an
//! indicator confirms its inferred formula and its implied threshold alike.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::reading;
use crate::pack::Indicator;
use crate::pack::indicator::{FormulaBasis, ThresholdBasis};
use crate::privacy;
use crate::table::{self, Row, Table};
use crate::{Error, ErrorKind, Problem, Sentence};

/// The columns of the list.
pub const COLUMNS: [&str; 4] = ["indicator", "by", "date", "reason"];

/// One confirmed indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The unit that decided.
    pub by: String,
    /// When.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
}

/// All confirmations of a campaign, by indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmations(BTreeMap<String, Confirmation>);

impl Confirmations {
    /// The confirmation of an indicator.
    #[must_use]
    pub fn of(&self, indicator: &str) -> Option<&Confirmation> {
        self.0.get(indicator)
    }

    /// Adds a confirmation.
    pub fn add(&mut self, indicator: &str, confirmation: Confirmation) {
        self.0.insert(indicator.to_owned(), confirmation);
    }

    /// Confirmed indicators whose formula and threshold the document states: nothing there needed a decision.
    #[must_use]
    pub fn needless<'a>(&self, indicators: &'a [Indicator]) -> Vec<&'a str> {
        let stated = |indicator: &&Indicator| {
            indicator.formula_basis != FormulaBasis::Inferred && indicator.threshold_basis != ThresholdBasis::Implied
        };
        let confirmed = indicators.iter().filter(|indicator| self.of(indicator.id()).is_some());
        confirmed.filter(stated).map(Indicator::id).collect()
    }

    /// Reads the list.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem: not a table, a missing column, an indicator that is not in the pack
    /// or stands twice, an empty cell, a day that does not exist, a number that names a person.
    pub fn read(file: &str, bytes: &[u8], indicators: &[Indicator]) -> Result<Self, Error> {
        let table = table::read(file, bytes, None)?;
        let positions = positions(&table)?;
        let (mut confirmations, mut problems) = (Self::default(), Vec::new());
        for row in &table.rows {
            let [indicator, by, date, reason] = positions.map(|index| row.cells[index].text.as_str());
            let found = problems_of(&table, row, [indicator, by, date, reason]);
            let known = indicators.iter().any(|known| known.id() == indicator);
            let twice = confirmations.of(indicator).is_some();
            if !known && !indicator.is_empty() {
                let what = Sentence::new("judge-confirm-unknown").with("indicator", indicator);
                problems.push(Problem::new(table.place_of(row, COLUMNS[0]), what));
            } else if twice {
                let what = Sentence::new("judge-confirm-twice").with("indicator", indicator);
                problems.push(Problem::new(table.place_of(row, COLUMNS[0]), what));
            }
            problems.extend(found);
            let confirmation = Confirmation {
                by: by.to_owned(),
                date: reading::day(date).unwrap_or_default(),
                reason: reason.to_owned(),
            };
            confirmations.add(indicator, confirmation);
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(confirmations)
    }
}

fn positions(table: &Table) -> Result<[usize; 4], Error> {
    let (mut positions, mut problems) = ([0; 4], Vec::new());
    for (position, column) in positions.iter_mut().zip(COLUMNS) {
        match table.require(column) {
            Ok(index) => *position = index,
            Err(error) => problems.extend(error.problems),
        }
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(positions)
}

fn problems_of(table: &Table, row: &Row, cells: [&str; 4]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (column, text) in COLUMNS.into_iter().zip(cells) {
        if text.is_empty() {
            problems.push(Problem::new(
                table.place_of(row, column),
                Sentence::new("judge-confirm-empty"),
            ));
        } else if column == "date" && reading::day(text).is_none() {
            problems.push(Problem::new(
                table.place_of(row, column),
                Sentence::new("judge-not-a-day"),
            ));
        } else if privacy::holds_a_number(text) {
            problems.push(Problem::new(
                table.place_of(row, column),
                Sentence::new("judge-names-a-person"),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::sample_indicator::indicator;

    fn read(text: &str) -> Result<Confirmations, Error> {
        let indicators = [indicator("S0-5"), indicator("S0-2")];
        Confirmations::read("confirm.csv", text.as_bytes(), &indicators)
    }

    #[test]
    fn a_list_confirms_its_indicators() {
        let list = read("indicator,by,date,reason\nS0-5,主办单位,2017-04-10,按学校数计\n").unwrap();
        assert_eq!(list.of("S0-5").unwrap().by, "主办单位");
        assert!(list.of("S0-2").is_none());
    }

    #[test]
    fn every_wrong_row_is_named_with_its_row_and_column() {
        let error = read(
            "indicator,by,date,reason\nS9-1,办,2017-04-10,因\nS0-5,办,2017-02-30,因\nS0-5,,2017-04-10,因\nS0-2,13800000000,2017-04-10,因\n",
        )
        .unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| {
                (
                    problem.place.row.unwrap(),
                    problem.place.column.clone().unwrap(),
                    problem.what.code(),
                )
            })
            .collect();
        let expected = [
            (2, "indicator", "judge-confirm-unknown"),
            (3, "date", "judge-not-a-day"),
            (4, "indicator", "judge-confirm-twice"),
            (4, "by", "judge-confirm-empty"),
            (5, "by", "judge-names-a-person"),
        ];
        assert_eq!(
            found,
            expected.map(|(row, column, code)| (row, column.to_owned(), code))
        );
    }

    #[test]
    fn a_confirmation_nothing_asked_for_is_told() {
        let indicators = [indicator("S0-5"), indicator("S0-2")];
        let list = read("indicator,by,date,reason\nS0-5,办,2017-04-10,因\nS0-2,办,2017-04-10,因\n").unwrap();
        assert_eq!(list.needless(&indicators), ["S0-2"]);
    }
}
