//! Drafts: what is being typed at an indicator, kept on every tap and never an op.

use super::answer_entity;
use crate::Error;
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::store;

fn screen(visit: &StreamName, pack: u64, indicator: &str) -> String {
    format!("{visit} {}", answer_entity(pack, indicator).key)
}

/// Keeps what is being typed.
///
/// # Errors
/// What the store says.
pub fn keep_draft(notebook: &Notebook, visit: &StreamName, pack: u64, id: &str, bytes: &[u8]) -> Result<(), Error> {
    let screen = screen(visit, pack, id);
    notebook.store().write(|at| store::keep_draft(at, &screen, bytes))
}

/// What was being typed.
///
/// # Errors
/// What the store says.
pub fn draft(notebook: &Notebook, visit: &StreamName, pack: u64, id: &str) -> Result<Option<Vec<u8>>, Error> {
    let screen = screen(visit, pack, id);
    notebook.store().read(|at| store::drafts(at, &screen))
}

/// Forgets it.
///
/// # Errors
/// What the store says.
pub fn drop_draft(notebook: &Notebook, visit: &StreamName, pack: u64, id: &str) -> Result<(), Error> {
    let screen = screen(visit, pack, id);
    notebook.store().write(|at| store::drop_draft(at, &screen))
}
