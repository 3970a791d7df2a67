//! One answer of every kind, for the vectors of docs/protocol.md, and what each means in words of its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use crosscheck_core::exact::{Fraction, fraction_text, ratio, whole};
use crosscheck_core::field::Said;
use crosscheck_core::judge::{Answer, Document, Level, Rate, Sample, Value};
use serde_json::{Value as Json, json};

fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2017, 6, 5)
}

fn third() -> Fraction {
    ratio(1, 3).unwrap_or_default()
}

/// Every kind by name. The one text stands for what the caller names.
#[must_use]
pub fn examples() -> Vec<(&'static str, Said)> {
    let not_applicable = Value::NotApplicable { reason: String::new() };
    let seen = Document::Seen {
        number: Some("样发〔2017〕1号".to_owned()),
        date: day(),
    };
    let measures = BTreeMap::from([("staff".to_owned(), 3), ("students".to_owned(), 1200)]);
    let rate = Rate {
        numerator: third(),
        denominator: whole(2),
    };
    let trend = Value::Trend {
        now: Level::Rate(rate.clone()),
        base: Some(Level::Count(whole(-4))),
    };
    let mut examples: Vec<(&'static str, Said)> = [
        ("answer.not-applicable", not_applicable),
        ("answer.yes", Value::YesNo(true)),
        ("answer.document-absent", Value::Document(Document::Absent)),
        ("answer.document", Value::Document(seen)),
        ("answer.checklist", Value::Checklist(BTreeSet::from([0, 2, 30]))),
        ("answer.rate", Value::Rate(rate)),
        ("answer.number", Value::Count(third())),
        ("answer.measures", Value::Measures(measures)),
        ("answer.trend", trend),
        ("answer.done", Value::Done(day())),
        ("answer.not-done", Value::NotDone),
        ("answer.words", Value::Text("有".to_owned())),
    ]
    .map(|(name, value)| (name, Said::from(Answer::counted(value))))
    .into();
    if let Ok(sample) = Sample::new(37, 5, 4) {
        examples.push(("answer.sample", Said::from(Answer::sampled(sample))));
    }
    if let Ok(reported) = Answer::self_reported(Value::Count(whole(60))) {
        let said = Said {
            answer: reported,
            as_of: day(),
            from_paper: true,
        };
        examples.push(("answer.everything", said));
    }
    examples
}

fn number(value: &Fraction) -> Json {
    json!(fraction_text(value))
}

fn rate(value: &Rate) -> Json {
    json!({ "numerator": number(&value.numerator), "denominator": number(&value.denominator) })
}

fn level(value: &Level) -> Json {
    match value {
        Level::Count(count) => number(count),
        Level::Rate(value) => rate(value),
    }
}

fn found(value: &Value) -> Json {
    match value {
        Value::NotApplicable { .. } => json!("not applicable"),
        Value::YesNo(yes) => json!({ "yes": yes }),
        Value::Document(Document::Absent) => json!({ "document": null }),
        Value::Document(Document::Seen { number, date }) => {
            json!({ "document": number, "date": date.map(|day| day.to_string()) })
        }
        Value::Checklist(there) => json!({ "there": there }),
        Value::Rate(value) => rate(value),
        Value::Count(count) => json!({ "number": number(count) }),
        Value::Measures(measures) => json!({ "measures": measures }),
        Value::Trend { now, base } => json!({ "now": level(now), "base": base.as_ref().map(level) }),
        Value::Done(date) => json!({ "done": date.map(|day| day.to_string()) }),
        Value::NotDone => json!("not done"),
        Value::Text(text) => json!({ "words": text }),
        Value::Sampled(sample) => json!({ "N": sample.population(), "n": sample.sample(), "x": sample.hits() }),
    }
}

/// What an answer means.
#[must_use]
pub fn meaning(said: &Said) -> Json {
    json!({
        "found": found(said.answer.value()), "self_reported": said.answer.is_self_reported(),
        "as_of": said.as_of.map(|day| day.to_string()), "from_paper": said.from_paper,
    })
}
