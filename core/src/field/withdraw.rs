//! Withdrawing a note: it names what its author saw, so that what he did not see brings the thing back.

use crate::Error;
use crate::change::{Entity, Value};
use crate::ids::{OpId, StreamName};
use crate::merge::Withdrawn;
use crate::model::FieldType;
use crate::notebook::{Edit, Notebook};

fn state(notebook: &mut Notebook, stream: &StreamName, entity: &Entity, heads: &[OpId]) -> Result<(), Error> {
    let seen = notebook.seen(stream, entity, "withdrawn");
    let edit = Edit::new(stream, entity.clone(), "withdrawn", Value::ids(heads)).seen(seen.as_ref());
    notebook.save(&[edit]).map(|_| ())
}

/// Withdraws a finding, practice or difficulty as it stands here.
///
/// # Errors
/// What the store says.
pub fn withdraw(notebook: &mut Notebook, stream: &StreamName, entity: &Entity) -> Result<(), Error> {
    let fields = notebook.state().fields_of(stream, entity);
    let others = fields.filter(|field| field.kind() != FieldType::Withdrawal);
    let heads: Vec<OpId> = others
        .flat_map(|field| field.heads().map(|head| head.first).collect::<Vec<_>>())
        .collect();
    state(notebook, stream, entity, &heads)
}

/// Takes a withdrawal back.
///
/// # Errors
/// What the store says.
pub fn bring_back(notebook: &mut Notebook, stream: &StreamName, entity: &Entity) -> Result<(), Error> {
    if notebook.state().withdrawn(stream, entity) == Withdrawn::No {
        return Ok(());
    }
    state(notebook, stream, entity, &[])
}
