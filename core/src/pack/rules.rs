//! The rules that hold for every row, whatever its answer type.
//!
//! Their source is the description of the columns that came with the five documents. Rules of one answer type stand
//! in `formula` (rate and unit) and `threshold`.

use super::indicator::{AnswerType, CountsPersons, Indicator};
use super::row::{Row, Said};
use super::{cell, formula, person, threshold, vocabulary};
use crate::Sentence;

const NEVER_EMPTY: [&str; 6] = ["id", "clause", "answer_level", "site_kind", "topic", "requirement_zh"];
/// Longest requirement in characters: what fits a line of a printed sheet and of a phone.
const MAX_REQUIREMENT: usize = 60;
/// Longest heading, id and area.
const MAX_SHORT: usize = 40;

/// The indicator of a row; every problem of the row is said, not only the first.
pub(super) fn indicator(row: &mut Row) -> Result<Indicator, Said> {
    check_presence(row);
    check_source(row);
    vocabulary::check(row);
    check_responsibility(row);
    check_due(row);
    check_condition(row);
    let answer_type = vocabulary::answer_type(row);
    let operator = vocabulary::operator(row);
    let threshold_basis = vocabulary::threshold_basis(row);
    let formula_basis = vocabulary::formula_basis(row);
    let counts_persons = vocabulary::counts_persons(row);
    let soft = vocabulary::soft(row);
    let item = item(row);
    formula::check(row, answer_type.ok(), formula_basis.ok());
    check_persons(row, answer_type.ok(), counts_persons.ok());
    let (threshold, options) = threshold::read(row, answer_type, operator, threshold_basis)?;
    Ok(Indicator {
        cells: row.cells.clone(),
        item: item?,
        answer_type: answer_type?,
        operator: operator?,
        threshold,
        threshold_basis: threshold_basis?,
        formula_basis: formula_basis?,
        counts_persons: counts_persons?,
        soft: soft?,
        options,
    })
}

fn check_presence(row: &mut Row) {
    for column in NEVER_EMPTY {
        row.hold(row.has(column), column, Sentence::new("pack-cell-empty"));
    }
    for (column, limit) in [
        ("requirement_zh", MAX_REQUIREMENT),
        ("id", MAX_SHORT),
        ("topic", MAX_SHORT),
        ("printed_area", MAX_SHORT),
    ] {
        let length = row.get(column).chars().count();
        if length > limit {
            let what = Sentence::new("pack-too-long")
                .with("length", length)
                .with("limit", limit);
            row.say(column, what);
        }
    }
}

/// A row belongs to its document and speaks of no other one: no threshold is borrowed.
fn check_source(row: &mut Row) {
    let (doc, id) = (row.get("doc"), row.get("id"));
    if !row.doc.is_empty() && doc != row.doc {
        let what = Sentence::new("pack-doc-differs")
            .with("doc", cell::quote(doc))
            .with("header", cell::quote(row.doc));
        row.say("doc", what);
    }
    let rest = id.strip_prefix(doc).and_then(|rest| rest.strip_prefix('-'));
    let fits = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | '(' | ')');
    if !id.is_empty() && !rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(fits)) {
        let what = Sentence::new("pack-id-form")
            .with("id", cell::quote(id))
            .with("doc", cell::quote(doc));
        row.say("id", what);
    }
    for column in ["requirement_zh", "note"] {
        if let Some(other) = other_document(row.get(column), doc) {
            row.say(column, Sentence::new("pack-other-document").with("doc", other));
        }
    }
}

/// One of the five documents' codes, other than `own`, that a text refers to as `S1-`.
fn other_document(text: &str, own: &str) -> Option<&'static str> {
    ["S0", "S1", "S2", "S3", "S4"]
        .into_iter()
        .filter(|code| *code != own)
        .find(|code| {
            text.match_indices(*code).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                text[at + code.len()..].starts_with('-')
                    && !before.is_some_and(|character| character.is_ascii_alphanumeric())
            })
        })
}

fn check_responsibility(row: &mut Row) {
    let named = row.has("lead_unit") || row.has("responsible_units");
    row.hold(named, "responsible_units", Sentence::new("pack-nobody-responsible"));
    let inspection = row.get("source_kind") == "inspection";
    row.hold(
        inspection == row.has("methods"),
        "methods",
        Sentence::new("pack-methods-source"),
    );
}

fn check_due(row: &mut Row) {
    let date = row.get("due_date");
    if !date.is_empty() && cell::date(date).is_none() {
        row.say("due_date", Sentence::new("pack-date").with("value", cell::quote(date)));
    }
    let said = !date.is_empty() || row.has("due_text");
    row.hold(
        (row.get("due_basis") == "none") != said,
        "due_basis",
        Sentence::new("pack-due-basis"),
    );
    row.hold(
        date.is_empty() || row.has("due_text"),
        "due_text",
        Sentence::new("pack-due-text"),
    );
}

fn check_condition(row: &mut Row) {
    row.hold(
        !row.get("applies_when").contains(';'),
        "applies_when",
        Sentence::new("pack-condition"),
    );
}

/// Whoever counts protected persons writes totals; whoever writes freely is asked for no person.
fn check_persons(row: &mut Row, kind: Option<AnswerType>, counts: Option<CountsPersons>) {
    let written = matches!(kind, Some(AnswerType::FreeText | AnswerType::Document));
    row.hold(
        !written || counts != Some(CountsPersons::Protected),
        "counts_persons",
        Sentence::new("pack-protected-text"),
    );
    let asks = person::asks_for_a_person(row.get("requirement_zh")) || person::asks_for_a_person(row.get("topic"));
    row.hold(
        kind != Some(AnswerType::FreeText) || !asks,
        "requirement_zh",
        Sentence::new("pack-person-question"),
    );
}

/// Item of the printed table: 1 to 999 without leading zeros, or empty.
fn item(row: &mut Row) -> Result<Option<u32>, Said> {
    let text = row.get("item");
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') && text.len() <= 3;
    match (text, digits) {
        ("", _) => Ok(None),
        (_, true) => Ok(text.parse().ok()),
        _ => Err(row.say("item", Sentence::new("pack-item").with("value", cell::quote(text)))),
    }
}
