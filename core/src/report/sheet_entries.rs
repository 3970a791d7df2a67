//! Answers as the cells of a sheet: the way back from what `judge::sheet` reads.

use chrono::NaiveDate;

use crate::exact::decimal_brief;
use crate::judge::form::{self, Column, Line, NOT_APPLICABLE, Part, known_word};
use crate::judge::{Answer, Document, Known, Level, Rate, Value};
use crate::pack::AnswerType;

/// What is entered on a line for an answer: columns and texts, empty ones left out. An answer of another type than the
/// line's leaves it empty, as a person would.
pub(super) fn entries(line: &Line, answer: &Answer) -> Vec<(Column, String)> {
    let mut entries = of_value(line, answer.value());
    if line.first && !answer.note().is_empty() && !entries.iter().any(|(column, _)| *column == line.words_column()) {
        entries.push((line.words_column(), answer.note().to_owned()));
    }
    let exempt = matches!(answer.value(), Value::NotApplicable { .. }) && answer.known() != Known::SelfReported;
    if line.takes(Column::Known) && !exempt {
        entries.push((Column::Known, known_word(answer.known()).to_owned()));
    }
    entries.retain(|(column, text)| line.takes(*column) && !text.is_empty());
    entries
}

fn of_value(line: &Line, value: &Value) -> Vec<(Column, String)> {
    let words = form::words(line.indicator.answer_type);
    let word = |first: bool| {
        let word = words.get(usize::from(!first)).copied().unwrap_or_default();
        (Column::Choice, word.to_owned())
    };
    match value {
        Value::NotApplicable { reason } if line.first => vec![
            (Column::Choice, NOT_APPLICABLE.to_owned()),
            (line.words_column(), reason.clone()),
        ],
        Value::YesNo(yes) => vec![word(*yes)],
        Value::Document(Document::Seen { number, date }) => vec![
            word(true),
            (Column::Reference, number.clone().unwrap_or_default()),
            (Column::Date, day(*date)),
        ],
        Value::Checklist(present) => {
            let options = line.indicator.options.iter().enumerate();
            let lacking: Vec<&str> = options
                .filter(|(index, _)| !present.contains(index))
                .map(|(_, option)| option.as_str())
                .collect();
            vec![word(lacking.is_empty()), (Column::Reference, lacking.join("、"))]
        }
        Value::Rate(rate) => of_rate(rate),
        Value::Count(count) => vec![(Column::Number, decimal_brief(count))],
        Value::Measures(sizes) => match &line.part {
            Part::Measure(code, _) => sizes
                .get(code)
                .map(|size| (Column::Number, size.to_string()))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        },
        Value::Trend { now, base } => match &line.part {
            Part::Base => base.as_ref().map(of_level).unwrap_or_default(),
            _ => of_level(now),
        },
        Value::Done(on) => vec![word(true), (Column::Date, day(*on))],
        Value::Document(Document::Absent) | Value::NotDone => vec![word(false)],
        Value::Text(text) if line.indicator.answer_type == AnswerType::FreeText => vec![(Column::Number, text.clone())],
        Value::NotApplicable { .. } | Value::Text(_) => Vec::new(),
        Value::Sampled(sample) => vec![
            (Column::Population, sample.population().to_string()),
            (Column::Sample, sample.sample().to_string()),
            (Column::Hits, sample.hits().to_string()),
        ],
    }
}

fn of_level(level: &Level) -> Vec<(Column, String)> {
    match level {
        Level::Count(count) => vec![(Column::Number, decimal_brief(count))],
        Level::Rate(rate) => of_rate(rate),
    }
}

fn of_rate(rate: &Rate) -> Vec<(Column, String)> {
    vec![
        (Column::Number, decimal_brief(&rate.numerator)),
        (Column::Denominator, decimal_brief(&rate.denominator)),
    ]
}

fn day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
