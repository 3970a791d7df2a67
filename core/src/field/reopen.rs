//! Reopening a visit that was signed off.

use super::visit_entity;
use crate::Error;
use crate::change::Value;
use crate::ids::{OpId, StreamName};
use crate::notebook::{Edit, Notebook};

/// Reopens a visit; a visit that is open stays as it is. Of a race between closing and reopening the reopening shows.
///
/// # Errors
/// What the store says.
pub fn reopen(notebook: &mut Notebook, visit: &StreamName) -> Result<Option<OpId>, Error> {
    if !super::answer::is_closed(notebook, visit) {
        return Ok(None);
    }
    let seen = notebook.seen(visit, &visit_entity(), "closed");
    let edit = Edit::new(visit, visit_entity(), "closed", Value::bool(false)).seen(seen.as_ref());
    Ok(notebook.save(&[edit])?.first().copied())
}
