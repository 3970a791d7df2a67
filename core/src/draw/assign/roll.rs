//! The roll: which group goes to which zone.
//!
//! For k = 0, 1, 2 ... the zones are ordered by ticket under the seed "SEED/k"; the i-th group by id gets the i-th zone;
//! the first k whose order fits is taken. Anybody with the plan and the digits finds the same k.

use serde::{Deserialize, Serialize};

use super::bars::Bars;
use super::freeze::{Plan, in_file};
use crate::draw::roll::SEED_DIGITS;
use crate::draw::{Seed, Ticket};
use crate::{Error, ErrorKind, Sentence, canonical};

/// Most values of k tried.
pub const MAX_TRIES: u64 = 1_000_000;

/// One group and the zone it inspects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The group.
    pub group: String,
    /// The zone.
    pub zone: String,
    /// The zone's provinces.
    pub provinces: Vec<String>,
}

/// The rolled result with everything that repeats it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// The plan.
    pub plan: Plan,
    /// Its commitment.
    pub commitment: String,
    /// The digits rolled.
    pub seed: String,
    /// The first k that fits.
    pub k: u64,
    /// One row a group, by id.
    pub assignments: Vec<Assignment>,
    /// SHA-256 of the canonical JSON of all the rest.
    pub sha256: String,
}

impl Groups {
    /// Rolls a frozen plan with digits.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when the seed is not 24 to 40 digits; [`ErrorKind::Refused`] when no order fits within
    /// [`MAX_TRIES`].
    pub fn roll(plan: Plan, seed: &str) -> Result<Self, Error> {
        check_seed(seed)?;
        let Some((k, zones)) = first_fit(&plan, seed, MAX_TRIES) else {
            let what = Sentence::new("assign-no-fit").with("tries", MAX_TRIES);
            return Err(Error::new(ErrorKind::Refused, what));
        };
        let assignment = |(group, zone): (&super::Group, usize)| Assignment {
            group: group.id.clone(),
            zone: plan.zones[zone].id.clone(),
            provinces: plan.zones[zone].provinces.clone(),
        };
        let assignments = plan.groups.iter().zip(zones).map(assignment).collect();
        let mut groups = Self {
            commitment: plan.commitment()?,
            plan,
            seed: seed.to_owned(),
            k,
            assignments,
            sha256: String::new(),
        };
        groups.sha256 = groups.hash_of_the_rest()?;
        Ok(groups)
    }

    /// Reads a result; whether it is true, [`super::verify()`] says.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is no JSON or has other keys.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(bytes).map_err(|error| in_file(file, canonical::json_error(&error)))
    }

    /// Refuses to take the place of another roll of the same plan: rolling until it pleases would leave no trace.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when `before` rolled the same plan with other digits.
    pub fn may_replace(&self, before: &Self) -> Result<(), Error> {
        if self.commitment != before.commitment || self.seed == before.seed {
            return Ok(());
        }
        let what = Sentence::new("assign-rolled-already").with("seed", &before.seed);
        Err(Error::new(ErrorKind::Refused, what))
    }

    /// The text of its file.
    ///
    /// # Errors
    /// None in practice: a result always has a JSON form.
    pub fn to_text(&self) -> Result<String, Error> {
        canonical::to_pretty(self)
    }

    pub(super) fn hash_of_the_rest(&self) -> Result<String, Error> {
        let mut rest = serde_json::to_value(self).map_err(|error| canonical::json_error(&error))?;
        if let Some(keys) = rest.as_object_mut() {
            keys.remove("sha256");
        }
        Ok(canonical::sha256_hex(&canonical::to_bytes(&rest)?))
    }
}

fn check_seed(seed: &str) -> Result<(), Error> {
    if SEED_DIGITS.contains(&seed.len()) && seed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let digits = seed.chars().filter(char::is_ascii_digit).count();
    let what = Sentence::new("assign-seed").with("length", seed.chars().count());
    let what = what.with("digits", digits);
    Err(Error::new(ErrorKind::BadInput, what))
}

/// The first k below `tries` whose order of zones fits, and the zone of each group.
pub(super) fn first_fit(plan: &Plan, seed: &str, tries: u64) -> Option<(u64, Vec<usize>)> {
    let bars = Bars::of(plan, |_, _| true);
    (0..tries)
        .map(|k| (k, order(plan, &format!("{seed}/{k}"))))
        .find(|(_, zones)| bars.fits(zones))
}

fn order(plan: &Plan, seed: &str) -> Vec<usize> {
    let seed = Seed::new(seed);
    let mut zones: Vec<(Ticket, usize)> = (0..)
        .zip(&plan.zones)
        .map(|(index, zone)| (seed.ticket(&zone.id), index))
        .collect();
    // Zones are sorted by id, so an equal ticket falls back to the id.
    zones.sort_unstable();
    zones.into_iter().map(|(_, index)| index).collect()
}
