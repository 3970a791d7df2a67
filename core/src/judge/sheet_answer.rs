//! From the lines of a filled sheet to answers, one file of rules by answer type.
//!
//! Nothing is guessed: a column the line does not take, a word its type does not know, a value nobody says the source of
//! is a problem with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, Document, Level, Value};
use super::form::{self, Column, KNOWN, NOT_APPLICABLE};
use super::sheet_row::FilledLine;
use super::{reading, sheet_number};
use crate::pack::{AnswerType, Indicator};
use crate::{Problem, Sentence};

/// The lines of one indicator.
pub(super) type Lines<'l, 'a> = Vec<&'l FilledLine<'a>>;

/// Every indicator of the sheet, in the pack's order, with its answer; problems go to `problems`.
pub(super) fn answers(
    indicators: &[Indicator],
    lines: &BTreeMap<String, FilledLine>,
    problems: &mut Vec<Problem>,
) -> Vec<(usize, Option<Answer>)> {
    let mut answers = Vec::new();
    for (index, indicator) in indicators.iter().enumerate() {
        let own: Lines = form::lines(indicator)
            .iter()
            .filter_map(|line| lines.get(&line.id()))
            .collect();
        let Some(first) = own.first() else {
            continue;
        };
        let answer = if own.iter().all(|line| line.is_blank()) {
            None
        } else if own.len() < form::lines(indicator).len() {
            problems.push(first.problem(Column::Id, Sentence::new("judge-sheet-part-missing")));
            None
        } else {
            read(&own).map_err(|found| problems.extend(found)).ok()
        };
        answers.push((index, answer));
    }
    answers
}

fn read(lines: &Lines) -> Result<Answer, Vec<Problem>> {
    let strays: Vec<Problem> = lines.iter().flat_map(|line| strays(line)).collect();
    if !strays.is_empty() {
        return Err(strays);
    }
    let (first, notes) = (lines[0], notes(lines));
    let choice = first.text(Column::Choice);
    if choice == NOT_APPLICABLE {
        return exempt(lines, &notes);
    }
    let kind = first.line.indicator.answer_type;
    if !choice.is_empty() && !form::words(kind).contains(&choice) {
        let what = Sentence::new("judge-sheet-word").with("words", first.line.choices().join("、"));
        return Err(vec![first.problem(Column::Choice, what)]);
    }
    if kind == AnswerType::FreeText {
        return Ok(Answer::counted(Value::Text(notes)));
    }
    let answer = match first.text(Column::Known) {
        "" => Err(vec![
            first.problem(Column::Known, Sentence::new("judge-sheet-known-missing")),
        ]),
        word if word == KNOWN[0] => value(lines)
            .and_then(|value| Answer::self_reported(value).map_err(|what| vec![first.problem(Column::Known, what)])),
        word if word == KNOWN[1] => value(lines).map(Answer::counted),
        word if word == KNOWN[2] => sheet_number::sample(first).map(Answer::sampled),
        _ => {
            let what = Sentence::new("judge-sheet-word").with("words", KNOWN.join("、"));
            Err(vec![first.problem(Column::Known, what)])
        }
    };
    answer.map(|answer| answer.with_note(&notes))
}

/// Entries in columns the line does not take: somebody meant another line.
fn strays(line: &FilledLine) -> Vec<Problem> {
    let strays = Column::INPUTS.into_iter().filter(|column| !line.line.takes(*column));
    strays
        .filter(|column| !line.text(*column).is_empty())
        .map(|column| line.problem(column, Sentence::new("judge-sheet-stray")))
        .collect()
}

fn notes(lines: &Lines) -> String {
    let notes: Vec<&str> = lines
        .iter()
        .map(|line| line.text(line.line.words_column()))
        .filter(|note| !note.is_empty())
        .collect();
    notes.join("；")
}

fn exempt(lines: &Lines, reason: &str) -> Result<Answer, Vec<Problem>> {
    let reason_column = lines[0].line.words_column();
    let values = Column::INPUTS
        .into_iter()
        .filter(|column| !matches!(column, Column::Choice | Column::Note | Column::Known) && *column != reason_column);
    for column in values {
        if let Some(line) = lines.iter().find(|line| !line.text(column).is_empty()) {
            return Err(vec![
                line.problem(column, Sentence::new("judge-sheet-exempt-with-value")),
            ]);
        }
    }
    let first = lines[0];
    let answer = Answer::not_applicable(reason).map_err(|what| vec![first.problem(reason_column, what)])?;
    if first.text(Column::Known) != KNOWN[0] {
        return Ok(answer);
    }
    // The place says it does not concern it: to be looked at like everything it says.
    Answer::self_reported(answer.value().clone()).map_err(|what| vec![first.problem(Column::Known, what)])
}

/// What was entered, for a value that was counted or self-reported.
fn value(lines: &Lines) -> Result<Value, Vec<Problem>> {
    let first = lines[0];
    let sampled = [Column::Population, Column::Sample, Column::Hits];
    if let Some(column) = sampled.into_iter().find(|column| !first.text(*column).is_empty()) {
        return Err(vec![first.problem(column, Sentence::new("judge-sheet-not-sampled"))]);
    }
    let yes = form::words(first.line.indicator.answer_type).first() == Some(&first.text(Column::Choice));
    match first.line.indicator.answer_type {
        AnswerType::YesNo => chosen(first).map(|()| Value::YesNo(yes)),
        AnswerType::Document => chosen(first).and_then(|()| document(first, yes)),
        AnswerType::Checklist => chosen(first).and_then(|()| checklist(first, yes)),
        AnswerType::Deadline => chosen(first).and_then(|()| deadline(first, yes)),
        AnswerType::TierTable => sheet_number::measures(lines),
        AnswerType::Trend => sheet_number::trend(lines),
        _ => match sheet_number::level(first)? {
            Level::Count(count) => Ok(Value::Count(count)),
            Level::Rate(rate) => Ok(Value::Rate(rate)),
        },
    }
}

fn chosen(line: &FilledLine) -> Result<(), Vec<Problem>> {
    if line.text(Column::Choice).is_empty() {
        let what = Sentence::new("judge-sheet-word").with("words", line.line.choices().join("、"));
        return Err(vec![line.problem(Column::Choice, what)]);
    }
    Ok(())
}

fn day(line: &FilledLine) -> Result<Option<chrono::NaiveDate>, Vec<Problem>> {
    match line.text(Column::Date) {
        "" => Ok(None),
        text => match reading::day(text) {
            Some(day) => Ok(Some(day)),
            None => Err(vec![line.problem(Column::Date, Sentence::new("judge-not-a-day"))]),
        },
    }
}

fn document(line: &FilledLine, there: bool) -> Result<Value, Vec<Problem>> {
    let number = line.text(Column::Reference);
    if crate::privacy::is_secret(number) {
        return Err(vec![
            line.problem(Column::Reference, Sentence::new("judge-sheet-secret")),
        ]);
    }
    let date = day(line)?;
    match (there, number.is_empty() && date.is_none()) {
        (true, _) => {
            let number = (!number.is_empty()).then(|| number.to_owned());
            Ok(Value::Document(Document::Seen { number, date }))
        }
        (false, true) => Ok(Value::Document(Document::Absent)),
        (false, false) => {
            Err(vec![line.problem(
                Column::Choice,
                Sentence::new("judge-sheet-absent-with-number"),
            )])
        }
    }
}

fn checklist(line: &FilledLine, complete: bool) -> Result<Value, Vec<Problem>> {
    let options = &line.line.indicator.options;
    let named = line
        .text(Column::Reference)
        .split(['、', '，', ',', '；', ';', '/'])
        .map(str::trim);
    let named: Vec<&str> = named.filter(|option| !option.is_empty()).collect();
    if complete != named.is_empty() {
        return Err(vec![
            line.problem(Column::Reference, Sentence::new("judge-sheet-lacking")),
        ]);
    }
    let mut present: BTreeSet<usize> = (0..options.len()).collect();
    for option in named {
        let known = options.iter().position(|known| known == option);
        if !known.is_some_and(|index| present.remove(&index)) {
            let what = Sentence::new("judge-sheet-option").with("options", options.join("、"));
            return Err(vec![line.problem(Column::Reference, what)]);
        }
    }
    Ok(Value::Checklist(present))
}

fn deadline(line: &FilledLine, done: bool) -> Result<Value, Vec<Problem>> {
    match (done, day(line)?) {
        (true, day) => Ok(Value::Done(day)),
        (false, None) => Ok(Value::NotDone),
        (false, Some(_)) => Err(vec![
            line.problem(Column::Date, Sentence::new("judge-sheet-undone-with-day")),
        ]),
    }
}
