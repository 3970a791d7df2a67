//! 抽取: what a group rolled itself, with its reserves and what became of each.

use super::report::Places;
use crate::change::{BlobRef, Value};
use crate::draw::plan::ReleaseReason;
use crate::ids::StreamName;
use crate::lead::RollReserves;
use crate::merge::Release;
use crate::notebook::Notebook;

/// A unit of a roll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Drawn {
    /// Id of the unit.
    pub unit: String,
    /// What it is called.
    pub name: String,
    /// Its place, from 1.
    pub rank: i64,
    /// Of a drawn unit: the reserve whose turn it is, as ROLL/UNIT; none where there is none.
    pub next: Option<String>,
    /// For a reserve: what became of its release, and for which drawn unit.
    pub release: Option<(Release, Option<String>)>,
}

/// A roll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Roll {
    /// Its name.
    pub roll: String,
    /// Its certificate.
    pub certificate: Option<BlobRef>,
    /// The reasons for which a reserve may be released.
    pub reasons: Vec<ReleaseReason>,
    /// Drawn units in order.
    pub drawn: Vec<Drawn>,
    /// Reserves in order.
    pub reserves: Vec<Drawn>,
}

/// The screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DrawScreen {
    /// Rolls by name.
    pub rolls: Vec<Roll>,
}

/// The rolls of a group.
#[must_use]
pub fn draw(notebook: &Notebook, places: &Places, home: &StreamName) -> DrawScreen {
    let state = notebook.state();
    let releases = state.releases(home);
    let units = |roll: &str, kind: &str| {
        let mut units: Vec<Drawn> = state
            .fields_of_kind(home, kind)
            .filter(|field| &*field.key.field == "rank")
            .filter_map(|field| {
                let unit = field.key.entity.key.strip_prefix(roll)?.strip_prefix('/')?;
                let stated = releases
                    .iter()
                    .find(|(reserve, _, _)| **reserve == *field.key.entity.key);
                let code = |value: &Value| value.as_code().map(str::to_owned);
                Some(Drawn {
                    next: None,
                    unit: unit.to_owned(),
                    name: places.name(unit),
                    rank: field.values().first()?.as_int()?,
                    release: stated.map(|(_, release, unit)| (*release, unit.and_then(code))),
                })
            })
            .collect();
        units.sort_by_key(|drawn| drawn.rank);
        units
    };
    let rolls = state
        .fields_of_kind(home, "roll")
        .filter(|field| &*field.key.field == "certificate");
    let rolls = rolls.map(|field| {
        let roll = &*field.key.entity.key;
        let turns = RollReserves::of(notebook, roll);
        let mut drawn = units(roll, "unit");
        for unit in &mut drawn {
            unit.next = turns
                .as_ref()
                .and_then(|turns| turns.next(&format!("{roll}/{}", unit.unit)));
        }
        Roll {
            roll: roll.to_owned(),
            certificate: field.values().first().and_then(|value| value.blobs().first().copied()),
            // Where the certificate has not come, nobody can say which of them the plan leaves out.
            reasons: turns.map_or_else(|| ReleaseReason::ALL.to_vec(), |turns| turns.reasons().to_vec()),
            drawn,
            reserves: units(roll, "reserve"),
        }
    });
    DrawScreen { rolls: rolls.collect() }
}
