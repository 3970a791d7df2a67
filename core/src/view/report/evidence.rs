//! What bears a finding out: photos, ledgers and interviews of the same visit and indicator.
//!
//! A photo is named by the first digits of its hash, as its export copy is marked; the others by the first of their keys.

use crate::change::Entity;
use crate::field::{CheckedLedger, photo_indicator, questions, things};
use crate::merge::Withdrawn;
use crate::notebook::Notebook;
use crate::view::FindingRow;

/// Digits of a hash or key that name a piece of evidence.
const DIGITS: usize = 8;

/// A piece of evidence by its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EvidenceMark {
    /// `photo`, `ledger` or `interview`.
    pub kind: &'static str,
    /// The first digits of its hash or key.
    pub number: String,
}

fn mark(kind: &'static str, digits: &str) -> EvidenceMark {
    EvidenceMark {
        kind,
        number: digits.chars().take(DIGITS).collect(),
    }
}

/// The evidence of a note; none for one that names no indicator.
pub(super) fn of(notebook: &Notebook, row: &FindingRow) -> Vec<EvidenceMark> {
    let Some(wanted) = &row.indicator else {
        return Vec::new();
    };
    let (state, visit) = (notebook.state(), &row.visit);
    let stands = |entity: &Entity| state.withdrawn(visit, entity) != Withdrawn::Yes;
    let mut marks = Vec::new();
    for photo in things(notebook, visit, "photo").into_iter().filter(stands) {
        let original = state
            .field(visit, &photo, "original")
            .and_then(|field| field.values().first().copied());
        let blob = original.and_then(|value| value.blobs().first().copied());
        if photo_indicator(notebook, visit, &photo).as_ref() == Some(wanted) {
            marks.extend(blob.map(|blob| mark("photo", &blob.hash.to_string())));
        }
    }
    for ledger in things(notebook, visit, "ledger").into_iter().filter(stands) {
        let checked = state
            .field(visit, &ledger, "checked")
            .and_then(|field| field.values().first().copied());
        let checked = checked.and_then(|value| CheckedLedger::read(value).ok());
        if checked.is_some_and(|checked| checked.ledger.indicator.as_ref() == Some(wanted)) {
            marks.push(mark("ledger", &ledger.key));
        }
    }
    for interview in things(notebook, visit, "interview").into_iter().filter(stands) {
        let asked = questions(notebook, visit, &interview);
        if asked
            .iter()
            .any(|(_, question)| question.indicator.as_ref() == Some(wanted))
        {
            marks.push(mark("interview", &interview.key));
        }
    }
    marks
}
