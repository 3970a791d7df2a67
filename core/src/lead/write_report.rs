//! A leader's own words in a report, and the sign-offs of its review gates.
//!
//! Words stand under document and paragraph, so that two leaders who rewrite one paragraph meet in it; what was there
//! before stays in the log. A sign-off names the version it is of: what changes afterwards shows.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::report::doc::Written;
use crate::{Error, ErrorKind, Lang, Sentence, words};

/// Documents a leader may write in.
pub const DOCUMENTS: [&str; 3] = ["summary", "outline", "on_site"];
/// The review gates, in their order.
pub const GATES: [&str; 4] = ["drafter", "meeting", "leader", "office"];
/// The longest key of a paragraph, in bytes.
const MOST_KEY: usize = 160;

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// A paragraph of a document in the log.
#[must_use]
pub fn paragraph_entity(document: &str, key: &str) -> Entity {
    Entity::new("report", &format!("{document}/{key}"))
}

fn check(document: &str) -> Result<(), Error> {
    if DOCUMENTS.contains(&document) {
        return Ok(());
    }
    let what = Sentence::new("lead-document-unknown").with("known", DOCUMENTS.join(", "));
    Err(Error::new(ErrorKind::Refused, what))
}

/// Writes a paragraph in one's own words, or gives it back to the draft with none. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] for an unknown document, a key of no paragraph, words that hold what must not be recorded, or by
/// anybody but a leader of the group; and what the store says.
pub fn write_paragraph(
    notebook: &mut Notebook,
    home: &StreamName,
    (document, key): (&str, &str),
    text: Option<&Written>,
    seen: &Seen,
) -> Result<(), Error> {
    check(document)?;
    if key.is_empty() || key.len() > MOST_KEY {
        return Err(refused("lead-paragraph-bad"));
    }
    let entity = paragraph_entity(document, key);
    let edit = match text {
        Some(text) if text.0.trim().is_empty() => return Err(refused("finding-text-empty")),
        Some(text) => Edit::typed(home, entity, "text", notebook.typed(&text.0)?),
        None => Edit::new(home, entity, "text", Value::null()),
    };
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// What leaders wrote in a document, by the keys of paragraphs. Where two differ both stand, one after the other, until
/// one of them takes the other's words.
///
/// # Errors
/// When the store cannot be read.
pub fn written(notebook: &Notebook, home: &StreamName, document: &str) -> Result<BTreeMap<String, Written>, Error> {
    let mut written = BTreeMap::new();
    for field in notebook.state().fields_of_kind(home, "report") {
        let key = field
            .key
            .entity
            .key
            .strip_prefix(document)
            .and_then(|key| key.strip_prefix('/'));
        let (Some(key), "text") = (key, &*field.key.field) else {
            continue;
        };
        let mut texts = Vec::new();
        for text in field.values().into_iter().flat_map(Value::texts) {
            texts.extend(notebook.text(home, &text)?);
        }
        if !texts.is_empty() {
            written.insert(key.to_owned(), Written(texts.join("／")));
        }
    }
    Ok(written)
}

/// Signs a review gate off for a version of a document.
///
/// # Errors
/// [`ErrorKind::Refused`] for an unknown document or gate, or by anybody but a leader of the group; and what the store says.
pub fn sign_gate(
    notebook: &mut Notebook,
    home: &StreamName,
    (document, gate): (&str, &str),
    version: &str,
) -> Result<(), Error> {
    check(document)?;
    if !GATES.contains(&gate) || version.is_empty() || version.len() > 64 {
        let what = Sentence::new("lead-gate-unknown").with("known", GATES.join(", "));
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let (entity, field) = (Entity::new("report", document), format!("gate.{gate}"));
    let seen = notebook.seen(home, &entity, &field);
    let edit = Edit::new(home, entity, &field, Value::code(version));
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// Who signed which gate off and when, by its code; a sign-off of another version says so.
#[must_use]
pub fn signed_gates(
    notebook: &Notebook,
    home: &StreamName,
    (document, version): (&str, &str),
    offset: i32,
    lang: Lang,
) -> BTreeMap<String, String> {
    let (state, entity) = (notebook.state(), Entity::new("report", document));
    let zone = FixedOffset::east_opt(offset * 60);
    let mut signed = BTreeMap::new();
    for field in state.fields_of(home, &entity) {
        let Some(gate) = field.key.field.strip_prefix("gate.") else {
            continue;
        };
        let said = field.heads().map(|head| {
            let wall = head.ops.iter().find_map(|op| Some(state.op(op)?.op.says()?.at.wall));
            let moment = wall.and_then(DateTime::from_timestamp_millis);
            let day = zone
                .zip(moment)
                .map(|(zone, moment)| moment.with_timezone(&zone).date_naive().to_string());
            let code = if head.value.as_code() == Some(version) {
                "lead-gate-signed"
            } else {
                "lead-gate-older"
            };
            let what = Sentence::new(code).with("member", &head.member);
            words::say(lang, &what.with("day", day.unwrap_or_default()))
        });
        signed.insert(gate.to_owned(), said.collect::<Vec<_>>().join("\n"));
    }
    signed
}
