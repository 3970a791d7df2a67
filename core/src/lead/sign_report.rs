//! Sign-offs of a report's review gates, and the versions they are of.
//!
//! A sign-off names the version it is of, so what changes afterwards shows. Beside a version stands how far the log had
//! come: whoever has that much of it drafts the version again and sees what is different now. No text is kept twice, and
//! what is redacted later is redacted in old versions too.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use super::write_report::check_document;
use crate::change::{Entity, Positions, Value};
use crate::ids::{MemberId, OpId, StreamName};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Lang, Sentence, words};

/// The review gates, in their order.
pub const GATES: [&str; 4] = ["drafter", "meeting", "leader", "office"];
/// Between a document and its version.
const AT: char = '@';

/// A version somebody signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportVersion {
    /// The version.
    pub version: String,
    /// Who signed it first.
    pub member: MemberId,
    /// The day of that, YYYY-MM-DD, by the clock of whoever signed.
    pub day: String,
    /// The gates it is signed off at now.
    pub gates: Vec<&'static str>,
    /// What it was drafted from; none where that was too much to be said.
    pub positions: Option<Positions>,
}

fn version_entity(document: &str, version: &str) -> Entity {
    Entity::new("report", &format!("{document}{AT}{version}"))
}

/// Whether a document in `home` is drafted from a stream.
fn drafted_from(home: &StreamName, stream: &StreamName) -> bool {
    match home {
        StreamName::Office => true,
        _ => *stream == StreamName::Campaign || stream.group() == home.group(),
    }
}

/// Signs a review gate off for a version of a document as it is drafted now.
///
/// # Errors
/// [`ErrorKind::Refused`] for an unknown document or gate, or by anybody but a leader of the group, of the office's
/// documents the organiser; and what the store says.
pub fn sign_gate(
    notebook: &mut Notebook,
    home: &StreamName,
    (document, gate): (&str, &str),
    version: &str,
) -> Result<(), Error> {
    check_document(home, document)?;
    if !GATES.contains(&gate) || version.is_empty() || version.len() > 64 {
        let what = Sentence::new("lead-gate-unknown").with("known", GATES.join(", "));
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let (entity, field) = (Entity::new("report", document), format!("gate.{gate}"));
    let seen = notebook.seen(home, &entity, &field);
    let mut edits = vec![Edit::new(home, entity, &field, Value::code(version)).seen(seen.as_ref())];
    let own = version_entity(document, version);
    // Each member says it under his own name: two who sign one version from different logs do not differ.
    let said = format!("positions.{}", notebook.member());
    if notebook.state().field(home, &own, &said).is_none() {
        let positions = notebook.positions(|stream| drafted_from(home, stream)).to_value();
        edits.push(Edit::new(home, own, &said, positions.unwrap_or_else(Value::null)));
    }
    notebook.save(&edits).map(|_| ())
}

/// The day an op was written on, by its writer's clock.
fn day(notebook: &Notebook, op: &OpId, offset: i32) -> Option<String> {
    let wall = notebook.state().op(op)?.op.says()?.at.wall;
    let zone = FixedOffset::east_opt(offset * 60)?;
    let moment = DateTime::from_timestamp_millis(wall)?;
    Some(moment.with_timezone(&zone).date_naive().to_string())
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
    let mut signed = BTreeMap::new();
    for field in state.fields_of(home, &entity) {
        let Some(gate) = field.key.field.strip_prefix("gate.") else {
            continue;
        };
        let said = field.heads().map(|head| {
            let day = head.ops.iter().find_map(|op| day(notebook, op, offset));
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

/// The gates a version of a document is signed off at now.
#[must_use]
pub fn gates_of(notebook: &Notebook, home: &StreamName, document: &str, version: &str) -> Vec<&'static str> {
    let entity = Entity::new("report", document);
    let signed = |gate: &&str| {
        let field = notebook.state().field(home, &entity, &format!("gate.{gate}"));
        field.is_some_and(|field| field.heads().any(|head| head.value.as_code() == Some(version)))
    };
    GATES.into_iter().filter(signed).collect()
}

/// The versions of a document that were signed, the earliest first.
#[must_use]
pub fn report_versions(notebook: &Notebook, home: &StreamName, document: &str, offset: i32) -> Vec<ReportVersion> {
    let state = notebook.state();
    let gates = |version: &str| gates_of(notebook, home, document, version);
    let mut versions = Vec::new();
    for field in state.fields_of_kind(home, "report") {
        let key = field.key.entity.key.strip_prefix(document);
        let Some(version) = key.and_then(|key| key.strip_prefix(AT)) else {
            continue;
        };
        let Some(head) = field.heads().next() else { continue };
        let wall = |op: &OpId| Some(state.op(op)?.op.says()?.at.wall);
        let first = head.ops.iter().min_by_key(|op| wall(op));
        let row = ReportVersion {
            member: head.member.clone(),
            day: first.and_then(|op| day(notebook, op, offset)).unwrap_or_default(),
            gates: gates(version),
            positions: Positions::from_value(&head.value).ok(),
            version: version.to_owned(),
        };
        versions.push((first.and_then(wall), row));
    }
    versions.sort_by(|one, other| (one.0, &one.1.version).cmp(&(other.0, &other.1.version)));
    let mut seen = BTreeSet::new();
    versions.retain(|(_, row)| seen.insert(row.version.clone()));
    versions.into_iter().map(|(_, row)| row).collect()
}
