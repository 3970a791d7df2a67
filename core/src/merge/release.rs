//! Reserves released: which count.
//!
//! A release counts when nobody differs and a leader, or two different members, state it. Where two released reserves
//! would stand for one drawn unit, neither counts and both show until a leader withdraws one: nobody walks down the
//! list to a convenient place by being quick.

use std::collections::BTreeMap;

use super::field::Field;
use super::state::State;
use crate::change::Value;
use crate::ids::StreamName;
use crate::model::{FieldType, Role};

/// What became of the release of one reserve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Release {
    /// Nobody states one any more.
    None,
    /// One member states it; a second is needed.
    OneName,
    /// Two differ.
    Differs,
    /// It counts.
    Counts,
    /// Another counted reserve stands for the same drawn unit.
    Twice,
}

/// Every reserve of a stream somebody spoke of: its entity key, what became of it and the drawn unit it stands for.
pub type Releases<'a> = Vec<(&'a str, Release, Option<&'a Value>)>;

impl State {
    /// The releases of a group's stream, sorted by reserve.
    #[must_use]
    pub fn releases(&self, stream: &StreamName) -> Releases<'_> {
        let here = self
            .fields()
            .filter(|field| field.key.stream == *stream && field.kind() == FieldType::Release);
        let mut found: Releases = here
            .map(|field| (&*field.key.entity.key, own(field), value(field)))
            .collect();
        let mut counted: BTreeMap<Value, usize> = BTreeMap::new();
        for (_, release, unit) in &found {
            if let Some(unit) = unit.filter(|_| *release == Release::Counts) {
                *counted.entry(unit.clone()).or_default() += 1;
            }
        }
        for (_, release, unit) in &mut found {
            if *release == Release::Counts && unit.is_some_and(|unit| counted.get(unit).is_some_and(|n| *n > 1)) {
                *release = Release::Twice;
            }
        }
        found
    }
}

/// The one drawn unit named, if it is one.
fn value(field: &Field) -> Option<&Value> {
    match field.values()[..] {
        [one] if !one.is_null() => Some(one),
        _ => None,
    }
}

/// What becomes of a release before others are looked at.
fn own(field: &Field) -> Release {
    let values = field.values();
    match values[..] {
        [one] if one.is_null() => Release::None,
        [one] => {
            let leader = field.heads().any(|head| head.role == Role::Leader);
            if leader || field.names(one).len() > 1 {
                Release::Counts
            } else {
                Release::OneName
            }
        }
        _ => Release::Differs,
    }
}
