//! What the office decides about an item: taken off the list, given back, extended. Each says why and on what basis.

use chrono::NaiveDate;

use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::rectify::{Band, Done, Extension, Stage, Step, check_code};
use crate::{Error, ErrorKind, Sentence};

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// The stage an item is at. Where two machines of the organiser decided apart, there is none until one of them decides again.
///
/// # Errors
/// [`ErrorKind::NotFound`] when there is no such item; [`ErrorKind::Refused`] when two decisions stand beside each other.
pub(super) fn stage(notebook: &Notebook, item: &Entity) -> Result<Stage, Error> {
    let field = notebook.state().field(&StreamName::Office, item, "state");
    let field = field.ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("rectify-item-unknown")))?;
    match field.values()[..] {
        [one] => Stage::read(one),
        _ => Err(refused("rectify-two-decisions")),
    }
}

/// Takes a step of the office.
///
/// # Errors
/// [`ErrorKind::Refused`] when the step may not be taken now, without a reason, or by anybody but the organiser; and what
/// the store says.
pub fn step_item(notebook: &mut Notebook, item: &Entity, step: Step, reason: &str, basis: &str) -> Result<(), Error> {
    if reason.trim().is_empty() {
        return Err(refused("lead-reason-missing"));
    }
    let before = stage(notebook, item)?;
    let after = Stage {
        state: before.state.after(step)?,
        done: Done::Decided,
        basis: check_code(basis)?.to_owned(),
        turn: before.turn + 1,
    };
    let seen = notebook.seen(&StreamName::Office, item, "state");
    let reason = notebook.typed(reason)?;
    let edit = Edit::new(&StreamName::Office, item.clone(), "state", after.to_value());
    notebook.save(&[edit.seen(seen.as_ref()).because(reason)]).map(|_| ())
}

/// Gives an item more time.
///
/// # Errors
/// [`ErrorKind::Refused`] when it is closed or standing, the day is not later, there is no reason or no role that approved,
/// and as [`step_item`].
pub fn extend_item(notebook: &mut Notebook, item: &Entity, extension: &Extension, reason: &str) -> Result<(), Error> {
    let office = StreamName::Office;
    if reason.trim().is_empty() {
        return Err(refused("lead-reason-missing"));
    }
    if check_code(&extension.approver)?.is_empty() {
        return Err(refused("rectify-approver-missing"));
    }
    if stage(notebook, item)?.state == crate::rectify::State::Closed {
        return Err(refused("rectify-extend-closed"));
    }
    let field = notebook.state().field(&office, item, "deadline");
    let before: Option<NaiveDate> = field.and_then(|field| field.values().first()?.as_code()?.parse().ok());
    let standing = notebook.shows(&office, item, "band", &Value::code(Band::Standing.code()));
    match before {
        Some(day) if !standing && extension.until > day => {}
        _ => return Err(refused("rectify-extend-day")),
    }
    let edits = [
        ("deadline", Value::code(&extension.until.to_string())),
        ("extension", extension.to_value()),
    ];
    let mut said = Vec::new();
    for (field, value) in edits {
        let seen = notebook.seen(&office, item, field);
        let edit = Edit::new(&office, item.clone(), field, value);
        said.push(edit.seen(seen.as_ref()).because(notebook.typed(reason)?));
    }
    notebook.save(&said).map(|_| ())
}
