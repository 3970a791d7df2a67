//! 工作计划: which days in which area, with which checklists.

use chrono::NaiveDate;

use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// One entry of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Trip {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Code of the area.
    pub area: String,
    /// Numbers of the packs.
    pub packs: Vec<u64>,
}

fn entity(from: NaiveDate, area: &str) -> Entity {
    Entity::new("trip", &format!("{}.{area}", from.format("%Y%m%d")))
}

fn home(notebook: &Notebook) -> Result<StreamName, Error> {
    let group = notebook.group().map(StreamName::Group);
    group.ok_or_else(|| Error::new(ErrorKind::Refused, Sentence::new("lead-no-group")))
}

/// Plans a trip, or changes the one that begins on the same day in the same area.
///
/// # Errors
/// [`ErrorKind::Refused`] when it ends before it begins, names no area, or by anybody but a leader.
pub fn plan_trip(notebook: &mut Notebook, trip: &Trip, seen: &Seen) -> Result<(), Error> {
    if trip.to < trip.from || trip.area.trim().is_empty() || trip.area.len() > 64 {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("lead-trip-bad")));
    }
    let home = home(notebook)?;
    let packs = trip
        .packs
        .iter()
        .map(|pack| Value::int(i64::try_from(*pack).unwrap_or(i64::MAX)));
    let value = Value::list(&[
        Value::code(&trip.from.to_string()),
        Value::code(&trip.to.to_string()),
        Value::code(&trip.area),
        Value::list(&packs.collect::<Vec<_>>()),
    ]);
    let edit = Edit::new(&home, entity(trip.from, &trip.area), "trip", value);
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// Takes a trip out of the plan.
///
/// # Errors
/// As [`plan_trip`].
pub fn clear_trip(notebook: &mut Notebook, from: NaiveDate, area: &str, seen: &Seen) -> Result<(), Error> {
    let home = home(notebook)?;
    let edit = Edit::new(&home, entity(from, area), "trip", Value::null());
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

fn read(value: &Value) -> Option<Trip> {
    let mut reader = value.reader().ok()?;
    reader.tuple(4).ok()?;
    let from = reader.text(10).ok()?.parse().ok()?;
    let to = reader.text(10).ok()?.parse().ok()?;
    let area = reader.text(64).ok()?.to_owned();
    let count = reader.list(64).ok()?;
    let packs = (0..count).map(|_| reader.uint().ok()).collect::<Option<_>>()?;
    Some(Trip { from, to, area, packs })
}

/// The plan of a group in the order of days; where two leaders differ, each version.
#[must_use]
pub fn trips(notebook: &Notebook, home: &StreamName) -> Vec<(Trip, Seen)> {
    let fields = notebook.state().fields_of_kind(home, "trip");
    let mut trips: Vec<(Trip, Seen)> = fields
        .flat_map(|field| {
            let values = field.values();
            let read = values.into_iter().filter_map(read);
            read.map(|trip| (trip, Seen::of(field))).collect::<Vec<_>>()
        })
        .collect();
    trips.sort_by(|(one, _), (other, _)| (one.from, &one.area).cmp(&(other.from, &other.area)));
    trips
}
