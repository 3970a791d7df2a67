//! The numbers of a filled sheet: counts, rates, periods, measures, samples.
//!
//! A part is never more than its whole, persons are whole numbers, and only a difference may be below 0.

use std::collections::BTreeMap;

use super::answer::{Level, Rate, Sample, Value, exceeds};
use super::form::{self, Column, Part};
use super::reading;
use super::sheet_answer::Lines;
use super::sheet_row::FilledLine;
use crate::exact::{Fraction, whole};
use crate::{Problem, Sentence};

pub(super) fn measures(lines: &Lines) -> Result<Value, Vec<Problem>> {
    let (mut sizes, mut problems) = (BTreeMap::new(), Vec::new());
    for line in lines {
        let Part::Measure(code, _) = &line.line.part else {
            continue;
        };
        let text = line.text(Column::Number);
        match reading::whole_number(text) {
            Ok(size) => drop(sizes.insert(code.clone(), size)),
            // What is missing is said by the verdict, with the rest of the table.
            Err(_) if text.is_empty() => {}
            Err(what) => problems.push(line.problem(Column::Number, what)),
        }
    }
    if problems.is_empty() {
        Ok(Value::Measures(sizes))
    } else {
        Err(problems)
    }
}

pub(super) fn trend(lines: &Lines) -> Result<Value, Vec<Problem>> {
    let base = lines.iter().find(|line| line.line.part == Part::Base);
    let entered = base.filter(|line| {
        [Column::Number, Column::Denominator]
            .iter()
            .any(|column| !line.text(*column).is_empty())
    });
    Ok(Value::Trend {
        now: level(lines[0])?,
        base: entered.map(|line| level(line)).transpose()?,
    })
}

pub(super) fn level(line: &FilledLine) -> Result<Level, Vec<Problem>> {
    let indicator = line.line.indicator;
    if !form::is_rate(indicator) {
        return number(line, Column::Number).map(Level::Count);
    }
    let (numerator, denominator) = match (number(line, Column::Number), number(line, Column::Denominator)) {
        (Ok(numerator), Ok(denominator)) => (numerator, denominator),
        (numerator, denominator) => {
            let found = [numerator.err(), denominator.err()];
            return Err(found.into_iter().flatten().flatten().collect());
        }
    };
    let rate = Rate { numerator, denominator };
    // Over a denominator of 0 the verdict says what is wrong.
    if form::is_part(indicator) && exceeds(&rate) && rate.denominator > whole(0) {
        return Err(vec![
            line.problem(Column::Number, Sentence::new("judge-sheet-over-whole")),
        ]);
    }
    Ok(Level::Rate(rate))
}

fn number(line: &FilledLine, column: Column) -> Result<Fraction, Vec<Problem>> {
    let indicator = line.line.indicator;
    let text = line.text(column);
    if text.is_empty() {
        return Err(vec![line.problem(column, Sentence::new("judge-sheet-number-missing"))]);
    }
    let read = if column == Column::Number && form::is_difference(indicator) {
        reading::signed_number(text)
    } else {
        reading::number(text)
    };
    let number = read.map_err(|what| vec![line.problem(column, what)])?;
    if form::is_whole(indicator) && !number.is_integer() {
        return Err(vec![line.problem(column, Sentence::new("judge-sheet-not-whole"))]);
    }
    Ok(number)
}

pub(super) fn sample(line: &FilledLine) -> Result<Sample, Vec<Problem>> {
    if !form::can_sample(line.line.indicator) {
        return Err(vec![
            line.problem(Column::Known, Sentence::new("judge-sheet-no-sampling")),
        ]);
    }
    if let Some(column) = [Column::Number, Column::Denominator]
        .into_iter()
        .find(|column| !line.text(*column).is_empty())
    {
        return Err(vec![
            line.problem(column, Sentence::new("judge-sheet-sample-with-number")),
        ]);
    }
    let mut problems = Vec::new();
    let mut read = |column: Column| match line.text(column) {
        "" => {
            problems.push(line.problem(column, Sentence::new("judge-sheet-number-missing")));
            None
        }
        text => reading::whole_number(text)
            .map_err(|what| problems.push(line.problem(column, what)))
            .ok(),
    };
    let numbers = (read(Column::Population), read(Column::Sample), read(Column::Hits));
    match numbers {
        (Some(population), Some(sample), Some(hits)) => {
            Sample::new(population, sample, hits).map_err(|what| vec![line.problem(Column::Hits, what)])
        }
        _ => Err(problems),
    }
}
