//! A group's own roll, and releasing its reserves: a leader alone, or two members together.

use std::collections::BTreeMap;

use super::roll::roll_certificate;
use crate::change::{BlobRef, Entity, Value};
use crate::draw::Certificate;
use crate::draw::certificate::Role;
use crate::draw::plan::ReleaseReason;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::words::say;
use crate::{Error, ErrorKind, Lang, Sentence};

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

/// Why a drawn unit cannot be visited, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Unreachable {
    /// One of the reasons the plan names.
    pub reason: ReleaseReason,
    /// A document, a notice, what was seen.
    pub evidence: String,
}

/// States that a reserve stands in for a drawn unit, both as ROLL/UNIT. `State::releases` says whether it counts.
///
/// # Errors
/// [`ErrorKind::Refused`] without evidence, when either is not of a roll, and, where the roll's certificate lies here, for a
/// reason its plan does not name or a reserve whose turn it is not; and what the store says.
pub fn release_reserve(notebook: &mut Notebook, reserve: &str, unit: &str, why: &Unreachable) -> Result<(), Error> {
    let home = home(notebook)?;
    let refused = |what: Sentence| Error::new(ErrorKind::Refused, what);
    let drawn = notebook.state().field(&home, &Entity::new("unit", unit), "rank");
    if drawn.is_none() {
        return Err(refused(Sentence::new("lead-unit-not-drawn")));
    }
    if why.evidence.trim().is_empty() {
        return Err(refused(Sentence::new("lead-reason-missing")));
    }
    let roll = unit.split_once('/').map_or("", |(roll, _)| roll);
    if let Some(reserves) = RollReserves::of(notebook, roll) {
        if !reserves.reasons().contains(&why.reason) {
            return Err(refused(Sentence::new("lead-reserve-reason")));
        }
        match reserves.next(unit) {
            None => return Err(refused(Sentence::new("lead-reserve-none"))),
            Some(next) if next != reserve => {
                let name = reserves.name(&next);
                return Err(refused(Sentence::new("lead-reserve-order").with("next", name)));
            }
            Some(_) => {}
        }
    }
    let said = Sentence::new("lead-release-said")
        .with("reason", say(Lang::Zh, &why.reason.word()))
        .with("evidence", why.evidence.trim());
    // What is recorded is Chinese, as every record of the campaign is.
    state(notebook, reserve, Value::code(unit), &say(Lang::Zh, &said))
}

/// The reserves of a group's roll and what they were named for, read once: the certificate is a file, and the log is long.
#[derive(Debug)]
pub struct RollReserves<'a> {
    roll: &'a str,
    certificate: Certificate,
    /// Reserves somebody named, with the unit each was named for.
    named: BTreeMap<String, String>,
}

impl<'a> RollReserves<'a> {
    /// Those of a roll; none where its certificate does not lie here.
    #[must_use]
    pub fn of(notebook: &Notebook, roll: &'a str) -> Option<Self> {
        let home = notebook.group().map(StreamName::Group)?;
        let certificate = roll_certificate(notebook, roll).ok()?;
        let releases = notebook.state().releases(&home).into_iter();
        let named = releases.filter_map(|(reserve, _, unit)| Some((reserve.to_owned(), unit?.as_code()?.to_owned())));
        Some(Self {
            roll,
            certificate,
            named: named.collect(),
        })
    }

    /// The reasons its plan names.
    #[must_use]
    pub fn reasons(&self) -> &[ReleaseReason] {
        &self.certificate.plan.plan.reserves.reasons
    }

    /// Id of a unit named ROLL/UNIT.
    fn id<'b>(&self, unit: &'b str) -> Option<&'b str> {
        unit.strip_prefix(self.roll)?.strip_prefix('/')
    }

    /// What a unit named ROLL/UNIT is called.
    fn name(&self, unit: &str) -> String {
        let found = self.id(unit).and_then(|id| self.certificate.unit(id));
        found
            .and_then(|found| found.name.clone())
            .unwrap_or_else(|| unit.to_owned())
    }

    /// The reserve whose turn it is for a drawn unit, both as ROLL/UNIT: the one somebody named for it, or the first that
    /// nobody named for any. None where none is left.
    #[must_use]
    pub fn next(&self, unit: &str) -> Option<String> {
        let stratum = &self.certificate.unit(self.id(unit)?)?.stratum;
        let reserves = self.certificate.units_of(stratum, Role::Reserve);
        let reserves: Vec<String> = reserves.map(|one| format!("{}/{}", self.roll, one.unit)).collect();
        let mine = reserves
            .iter()
            .find(|reserve| self.named.get(*reserve).is_some_and(|of| of == unit));
        let free = || reserves.iter().find(|reserve| !self.named.contains_key(*reserve));
        mine.or_else(free).cloned()
    }
}

/// Takes one's own statement of a release back; by a leader, everybody's.
///
/// # Errors
/// As [`release_reserve`].
pub fn take_release_back(notebook: &mut Notebook, reserve: &str, reason: &str) -> Result<(), Error> {
    state(notebook, reserve, Value::null(), reason)
}
