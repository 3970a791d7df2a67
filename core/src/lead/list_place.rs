//! 三级重点地区: recording that a place is listed and what was done about it, each with the number of its document.

use crate::change::Entity;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::rectify::{Listing, Measure, check_code};
use crate::{Error, ErrorKind, Sentence};

/// A listed place in the log.
#[must_use]
pub fn listed_entity(unit: &str) -> Entity {
    Entity::new("listed", unit)
}

fn check(unit: &str, document: &str) -> Result<(), Error> {
    let refused = |code| Err(Error::new(ErrorKind::Refused, Sentence::new(code)));
    if unit.is_empty() || unit.len() > 64 {
        return refused("field-unit-bad");
    }
    if check_code(document)?.is_empty() {
        return refused("rectify-document-missing");
    }
    Ok(())
}

/// Records how places are listed, all or none, and gives how many were new or changed.
///
/// # Errors
/// [`ErrorKind::Refused`] without a document or by anybody but the organiser; and what the store says.
pub fn list_places(notebook: &mut Notebook, listings: &[(String, Listing)]) -> Result<usize, Error> {
    let mut edits = Vec::new();
    for (unit, listing) in listings {
        check(unit, &listing.document)?;
        let entity = listed_entity(unit);
        if !notebook.shows(&StreamName::Office, &entity, "listing", &listing.to_value()) {
            let seen = notebook.seen(&StreamName::Office, &entity, "listing");
            let edit = Edit::new(&StreamName::Office, entity, "listing", listing.to_value());
            edits.push(edit.seen(seen.as_ref()));
        }
    }
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    Ok(edits.len())
}

/// Records a supervision, an interview or an order of a listed place.
///
/// # Errors
/// [`ErrorKind::NotFound`] when the place is not listed, and as [`list_places`].
pub fn record_measure(notebook: &mut Notebook, unit: &str, measure: &Measure) -> Result<(), Error> {
    check(unit, &measure.document)?;
    let entity = listed_entity(unit);
    if notebook
        .state()
        .field(&StreamName::Office, &entity, "listing")
        .is_none()
    {
        let what = Sentence::new("rectify-place-not-listed").with("unit", unit);
        return Err(Error::new(ErrorKind::NotFound, what));
    }
    if notebook.shows(&StreamName::Office, &entity, &measure.field(), &measure.to_value()) {
        return Ok(());
    }
    let edit = Edit::new(&StreamName::Office, entity, &measure.field(), measure.to_value());
    notebook.save(&[edit]).map(|_| ())
}
