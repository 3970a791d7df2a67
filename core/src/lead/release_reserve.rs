//! A group's own roll, and releasing its reserves: a leader alone, or two members together.

use crate::change::{BlobRef, Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

fn home(notebook: &Notebook) -> Result<StreamName, Error> {
    let group = notebook.group().map(StreamName::Group);
    group.ok_or_else(|| Error::new(ErrorKind::Refused, Sentence::new("lead-no-group")))
}

/// Records a roll: its certificate, the drawn units, and the reserves in their order. A unit is named ROLL/UNIT, so that
/// two rolls never meet by chance.
///
/// # Errors
/// [`ErrorKind::Refused`] when it drew nothing, or by anybody but a leader; and what the store says.
pub fn record_roll(
    notebook: &mut Notebook,
    roll: &str,
    certificate: &BlobRef,
    drawn: &[&str],
    reserves: &[&str],
) -> Result<(), Error> {
    if drawn.is_empty() || roll.is_empty() || roll.contains('/') {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("lead-roll-bad")));
    }
    let home = home(notebook)?;
    let rank = |place: usize| Value::int(i64::try_from(place + 1).unwrap_or(i64::MAX));
    let mut edits = vec![Edit::new(
        &home,
        Entity::new("roll", roll),
        "certificate",
        Value::blob(certificate),
    )];
    for (kind, units) in [("unit", drawn), ("reserve", reserves)] {
        edits.extend(units.iter().enumerate().map(|(place, unit)| {
            let entity = Entity::new(kind, &format!("{roll}/{unit}"));
            Edit::new(&home, entity, "rank", rank(place))
        }));
    }
    notebook.save(&edits).map(|_| ())
}

fn state(notebook: &mut Notebook, reserve: &str, value: Value, reason: &str) -> Result<(), Error> {
    let refused = |code| Err(Error::new(ErrorKind::Refused, Sentence::new(code)));
    if reason.trim().is_empty() {
        return refused("lead-reason-missing");
    }
    let home = home(notebook)?;
    let entity = Entity::new("reserve", reserve);
    if notebook.state().field(&home, &entity, "rank").is_none() {
        return refused("lead-reserve-unknown");
    }
    let seen = notebook.seen(&home, &entity, "released_for");
    let reason = notebook.typed(reason)?;
    let edit = Edit::new(&home, entity, "released_for", value);
    notebook.save(&[edit.seen(seen.as_ref()).because(reason)]).map(|_| ())
}

/// States that a reserve stands in for a drawn unit, both as ROLL/UNIT. `State::releases` says whether it counts.
///
/// # Errors
/// [`ErrorKind::Refused`] without a reason, when either is not of a roll; and what the store says.
pub fn release_reserve(notebook: &mut Notebook, reserve: &str, unit: &str, reason: &str) -> Result<(), Error> {
    let home = home(notebook)?;
    let drawn = notebook.state().field(&home, &Entity::new("unit", unit), "rank");
    if drawn.is_none() {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("lead-unit-not-drawn")));
    }
    state(notebook, reserve, Value::code(unit), reason)
}

/// Takes one's own statement of a release back; by a leader, everybody's.
///
/// # Errors
/// As [`release_reserve`].
pub fn take_release_back(notebook: &mut Notebook, reserve: &str, reason: &str) -> Result<(), Error> {
    state(notebook, reserve, Value::null(), reason)
}
