//! A group's own roll, and releasing its reserves: a leader alone, or two members together.

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
    if let Some(roll) = of_roll(notebook, unit) {
        if !roll.certificate.plan.plan.reserves.reasons.contains(&why.reason) {
            let reason = say(Lang::Zh, &why.reason.word());
            return Err(refused(Sentence::new("lead-reserve-reason").with("reason", reason)));
        }
        match roll.next(notebook, &home, unit) {
            None => return Err(refused(Sentence::new("lead-reserve-none"))),
            Some(next) if next != reserve => {
                return Err(refused(Sentence::new("lead-reserve-order").with("next", next)));
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

/// A roll of the group with its certificate.
struct OfRoll<'a> {
    roll: &'a str,
    certificate: Certificate,
}

/// The roll of a unit named ROLL/UNIT, where its certificate lies here.
fn of_roll<'a>(notebook: &Notebook, unit: &'a str) -> Option<OfRoll<'a>> {
    let (roll, _) = unit.split_once('/')?;
    let certificate = roll_certificate(notebook, roll).ok()?;
    Some(OfRoll { roll, certificate })
}

impl OfRoll<'_> {
    /// The reserve whose turn it is for a unit: the one somebody named for it, or the first nobody named for any.
    fn next(&self, notebook: &Notebook, home: &StreamName, unit: &str) -> Option<String> {
        let (_, id) = unit.split_once('/')?;
        let stratum = &self.certificate.unit(id)?.stratum;
        let releases = notebook.state().releases(home);
        let named = |reserve: &str| {
            let stated = releases.iter().find(|(known, ..)| *known == reserve);
            stated.and_then(|(.., unit)| unit.and_then(Value::as_code))
        };
        let reserves = self.certificate.units_of(stratum, Role::Reserve);
        let reserves: Vec<String> = reserves.map(|one| format!("{}/{}", self.roll, one.unit)).collect();
        let mine = reserves.iter().find(|reserve| named(reserve) == Some(unit));
        let free = || reserves.iter().find(|reserve| named(reserve).is_none());
        mine.or_else(free).cloned()
    }
}

/// The reserve whose turn it is for a drawn unit, both as ROLL/UNIT; none where the roll's certificate is not here or no
/// reserve is left.
#[must_use]
pub fn next_reserve(notebook: &Notebook, unit: &str) -> Option<String> {
    let home = notebook.group().map(StreamName::Group)?;
    of_roll(notebook, unit)?.next(notebook, &home, unit)
}

/// The reasons for which the reserves of a roll are released; every reason where its certificate is not here.
#[must_use]
pub fn release_reasons(notebook: &Notebook, roll: &str) -> Vec<ReleaseReason> {
    let certificate = roll_certificate(notebook, roll);
    certificate.map_or_else(
        |_| ReleaseReason::ALL.to_vec(),
        |known| known.plan.plan.reserves.reasons.clone(),
    )
}

/// Takes one's own statement of a release back; by a leader, everybody's.
///
/// # Errors
/// As [`release_reserve`].
pub fn take_release_back(notebook: &mut Notebook, reserve: &str, reason: &str) -> Result<(), Error> {
    state(notebook, reserve, Value::null(), reason)
}
