//! What is there or not: yes and no, documents, lists of options, things done by a day, words.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answer::{Document, Value};
use super::verdict::{Outcome, Weighed};
use crate::Sentence;
use crate::pack::Indicator;
use crate::pack::indicator::{Operator, Threshold};

/// Weighs `yes_no`.
pub(super) fn weigh_yes_no(value: &Value) -> Weighed {
    match value {
        Value::YesNo(true) => Weighed::new(Outcome::Pass, Sentence::new("judge-yes")),
        Value::YesNo(false) => Weighed::new(Outcome::Fail, Sentence::new("judge-no")),
        _ => Weighed::wrong_kind(),
    }
}

/// Weighs `document`: one without number or date cannot be found again, so it is to be checked.
pub(super) fn weigh_document(value: &Value) -> Weighed {
    match value {
        Value::Document(Document::Absent) => Weighed::new(Outcome::Fail, Sentence::new("judge-document-absent")),
        Value::Document(Document::Seen {
            number: Some(number),
            date: Some(date),
        }) => {
            let reason = Sentence::new("judge-document-seen")
                .with("number", number)
                .with("date", date);
            Weighed::new(Outcome::Pass, reason)
        }
        Value::Document(Document::Seen { number, date }) => {
            let missing = match (number, date) {
                (None, None) => Sentence::new("judge-document-no-number-no-date"),
                (None, Some(_)) => Sentence::new("judge-document-no-number"),
                (Some(_), _) => Sentence::new("judge-document-no-date"),
            };
            Weighed::new(Outcome::ToCheck, missing)
        }
        _ => Weighed::wrong_kind(),
    }
}

/// Weighs `checklist`: all options, any of them, or recorded.
pub(super) fn weigh_checklist(indicator: &Indicator, value: &Value) -> Weighed {
    let Value::Checklist(present) = value else {
        return Weighed::wrong_kind();
    };
    let total = indicator.options.len();
    let lacking: Vec<&str> = (0..total)
        .filter(|option| !present.contains(option))
        .map(|option| indicator.options[option].as_str())
        .collect();
    let holds = match indicator.operator {
        Some(Operator::All) => Some(lacking.is_empty()),
        Some(Operator::Any) => Some(lacking.len() < total),
        _ => None,
    };
    Weighed::compared(holds, options(present, &lacking, total))
}

fn options(present: &BTreeSet<usize>, lacking: &[&str], total: usize) -> Sentence {
    if lacking.is_empty() {
        return Sentence::new("judge-checklist-complete").with("total", total);
    }
    Sentence::new("judge-checklist-lacking")
        .with("present", present.iter().filter(|option| **option < total).count())
        .with("total", total)
        .with("lacking", lacking.join("、"))
}

/// Weighs `deadline`. `checked_on` is the day of the visit: before the deadline nothing undone has failed yet.
pub(super) fn weigh_deadline(indicator: &Indicator, value: &Value, checked_on: Option<NaiveDate>) -> Weighed {
    let Threshold::Date(limit) = indicator.threshold else {
        return Weighed::wrong_kind();
    };
    let about = |sentence: Sentence| sentence.with("limit", limit);
    match (value, checked_on) {
        (Value::Done(Some(day)), _) if *day <= limit => {
            let reason = about(Sentence::new("judge-deadline-kept")).with("day", day);
            Weighed::new(Outcome::Pass, reason)
        }
        (Value::Done(Some(day)), _) => {
            let reason = about(Sentence::new("judge-deadline-late")).with("day", day);
            Weighed::new(Outcome::Fail, reason)
        }
        // Whatever is seen done on a visit up to the deadline was done by then.
        (Value::Done(None), Some(checked)) if checked <= limit => {
            let reason = about(Sentence::new("judge-deadline-seen-done")).with("checked", checked);
            Weighed::new(Outcome::Pass, reason)
        }
        (Value::Done(None), _) => Weighed::new(Outcome::ToCheck, about(Sentence::new("judge-deadline-no-day"))),
        (Value::NotDone, Some(checked)) if checked > limit => {
            let reason = about(Sentence::new("judge-deadline-passed")).with("checked", checked);
            Weighed::new(Outcome::Fail, reason)
        }
        (Value::NotDone, Some(checked)) => {
            let reason = about(Sentence::new("judge-deadline-open")).with("checked", checked);
            Weighed::new(Outcome::ToCheck, reason)
        }
        (Value::NotDone, None) => Weighed::new(Outcome::ToCheck, about(Sentence::new("judge-deadline-no-visit-day"))),
        _ => Weighed::wrong_kind(),
    }
}

/// Weighs `free_text`.
pub(super) fn weigh_text(value: &Value) -> Weighed {
    match value {
        Value::Text(_) => Weighed::new(Outcome::Recorded, Sentence::new("judge-text")),
        _ => Weighed::wrong_kind(),
    }
}
