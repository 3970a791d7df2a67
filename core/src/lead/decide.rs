//! Deciding between answers that differ, with a reason; the others stay readable.

use crate::change::Value;
use crate::ids::OpId;
use crate::merge::FieldKey;
use crate::model::Role;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// Decides a field, by leader or organiser. `seen` is what the screen showed; what came since stays beside the
/// decision. It may replace a decision.
///
/// # Errors
/// [`ErrorKind::Refused`] without a reason, by anybody else, or when nothing was said yet; and what the store says.
pub fn decide(
    notebook: &mut Notebook,
    field: &FieldKey,
    value: Value,
    reason: &str,
    seen: &Seen,
) -> Result<OpId, Error> {
    if !matches!(notebook.role(), Some(Role::Leader | Role::Organiser)) {
        return Err(refused("lead-decide-right"));
    }
    if reason.trim().is_empty() {
        return Err(refused("lead-reason-missing"));
    }
    let known = notebook.state().field(&field.stream, &field.entity, &field.field);
    if known.is_none() {
        return Err(refused("lead-nothing-to-decide"));
    }
    let reason = notebook.typed(reason)?;
    let edit = Edit::new(&field.stream, field.entity.clone(), &field.field, value);
    Ok(notebook.save(&[edit.seen(seen.as_ref()).because(reason)])?[0])
}
