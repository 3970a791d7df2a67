//! Ending a writer: a lost or cloned phone, a person who left the group. From there on what it wrote waits.

use crate::change::{Credential, Cut, Entity, SignedCredential, Value};
use crate::ids::{StreamName, WriterId};
use crate::model::Role;
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// One thing the ended writer said that must not fall with it.
struct Restated {
    stream: StreamName,
    entity: Entity,
    field: Box<str>,
    value: Value,
}

/// Ends a writer after the points of `keep`; streams it does not name stand at nothing. Ending it again with further
/// points, after reading what waits, raises the ending. Endings, redactions and enrolments of the ended writer that are
/// left out are said again by this writer, so that no redacted text comes back and nobody enrolled is lost.
///
/// # Errors
/// [`ErrorKind::Refused`] without a reason, and when this writer may not end that one; and what the store or key says.
pub fn end_writer(notebook: &mut Notebook, writer: &WriterId, keep: &Cut, reason: &str) -> Result<(), Error> {
    let refused = |code| Err(Error::new(ErrorKind::Refused, Sentence::new(code)));
    if reason.trim().is_empty() {
        return refused("lead-reason-missing");
    }
    let home = match (notebook.role(), notebook.group(), notebook.state().bearer(writer)) {
        (Some(Role::Organiser), _, _) => StreamName::Campaign,
        // A leader ends members of his own group; leaders and hubs end from above.
        (Some(Role::Leader), Some(own), Some((Role::Member | Role::Expert | Role::Media, Some(group))))
            if own == *group =>
        {
            StreamName::Group(own)
        }
        _ => return refused("lead-end-right"),
    };
    let entity = Entity::new("writer", &writer.to_string());
    let mut edits = vec![ending(notebook, &home, &entity, keep, reason)?];
    // Every ending must cover an op: a leader's, which an organiser raises, is replaced where it stands.
    let group = notebook.state().bearer(writer).and_then(|(_, group)| group.cloned());
    let below = group.map(StreamName::Group).filter(|below| *below != home);
    if let Some(below) = below.filter(|below| notebook.state().field(below, &entity, "ending").is_some()) {
        edits.push(ending(notebook, &below, &entity, keep, reason)?);
    }
    for said in left_out(notebook, writer, keep)? {
        edits.push(Edit::new(&said.stream, said.entity, &said.field, said.value));
    }
    notebook.save(&edits).map(|_| ())
}

/// Ends a writer after everything of it that is known here: what comes later waits to be admitted.
///
/// # Errors
/// As [`end_writer`].
pub fn end_known(notebook: &mut Notebook, writer: &WriterId, reason: &str) -> Result<(), Error> {
    let mut keep = Cut::new();
    let heads = notebook.state().heads();
    for (_, stream, branches) in heads.entries().filter(|(known, ..)| *known == writer) {
        for point in branches {
            keep.insert(stream, *point);
        }
    }
    end_writer(notebook, writer, &keep, reason)
}

fn ending(notebook: &Notebook, stream: &StreamName, entity: &Entity, keep: &Cut, reason: &str) -> Result<Edit, Error> {
    let seen = notebook.seen(stream, entity, "ending");
    let edit = Edit::new(stream, entity.clone(), "ending", keep.to_value());
    Ok(edit.seen(seen.as_ref()).because(notebook.typed(reason)?))
}

fn left_out(notebook: &Notebook, writer: &WriterId, keep: &Cut) -> Result<Vec<Restated>, Error> {
    let mut found = Vec::new();
    for held in notebook.state().ops_of(writer).filter(|held| held.reason.is_none()) {
        let Some(says) = held.op.says() else { continue };
        let kept = keep.points(held.stream).iter().any(|point| held.op.seq() <= point.seq);
        let authority = matches!(
            (&*says.entity.kind, &*says.field),
            ("writer", "ending" | "credential") | ("text" | "blob", "redacted")
        );
        if kept || !authority || says.entity.key.as_ref() == writer.to_string() {
            continue;
        }
        let value = match &*says.field {
            "credential" => resigned(notebook, &says.value)?,
            _ => Some(says.value.clone()),
        };
        let Some(value) = value else { continue };
        found.push(Restated {
            stream: held.stream.clone(),
            entity: says.entity.clone(),
            field: says.field.clone(),
            value,
        });
    }
    Ok(found)
}

/// An enrolment of the ended writer, signed by this one; none where it is no credential.
fn resigned(notebook: &Notebook, value: &Value) -> Result<Option<Value>, Error> {
    let Ok(signed) = SignedCredential::from_value(value) else {
        return Ok(None);
    };
    let credential = Credential {
        enrol: 0,
        ordinal: 0,
        ..signed.credential().clone()
    };
    let signed = SignedCredential::sign(&credential, notebook.keys())?;
    Ok(Some(signed.to_value()))
}
