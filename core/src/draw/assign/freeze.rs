//! Freezing: groups and zones become one plan with a commitment, once it is proved that they can be matched.
//!
//! The plan says everything the roll depends on; its SHA-256 is published before the seed exists. What the proof cannot
//! repair, a person must: the members that block every solution are named.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::bars::Bars;
use super::proof::{self, Proof};
use super::roll;
use super::roster::{Group, Role, Roster};
use super::zones::{Zone, Zones};
use super::{MAX_GROUPS, MAX_MEMBERS};
use crate::{Error, ErrorKind, Place, Problem, Sentence, canonical};

/// How tickets are made and what the plan's keys mean.
pub(super) const DIALECT: &str = "consistent-1";
/// Tries of the rehearsal: a plan that fits in fewer than one of these orders is hard to roll.
const REHEARSAL: u64 = 100_000;

/// The frozen plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// `consistent-1`.
    pub dialect: String,
    /// What this is.
    pub title: String,
    /// Id of the ceremony, so that a second roll of one plan is visible as such.
    pub ceremony: String,
    /// Whether no two groups may go to a home of each other's members.
    pub no_mutual: bool,
    /// Groups by id.
    pub groups: Vec<Group>,
    /// Zones by id, as many as groups.
    pub zones: Vec<Zone>,
}

/// What is decided when freezing, beside roster and zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freezing {
    /// What this is.
    pub title: String,
    /// Id of the ceremony, 1 to 64 characters; without it the first 12 hex digits of SHA-256(title).
    pub ceremony: Option<String>,
    /// Whether no two groups may go to a home of each other's members.
    pub no_mutual: bool,
}

/// A frozen plan and what is worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The plan.
    pub plan: Plan,
    /// Remarks: unusual zones, names that occur nowhere else, a plan that few orders fit.
    pub remarks: Vec<Sentence>,
}

impl Freezing {
    /// Puts roster and zones together without proving anything: what [`Freezing::freeze`] would freeze.
    #[must_use]
    pub fn assemble(&self, roster: &Roster, zones: &Zones) -> Plan {
        let mut groups = roster.groups.clone();
        for member in groups.iter_mut().flat_map(|group| &mut group.members) {
            // Who is sent by a province is at home there, also where the column was left empty.
            if member.home.is_none() && zones.knows(&member.unit) {
                member.home = Some(member.unit.clone());
            }
        }
        let made = || canonical::sha256_hex(self.title.as_bytes()).chars().take(12).collect();
        Plan {
            dialect: DIALECT.to_owned(),
            title: self.title.clone(),
            ceremony: self.ceremony.clone().unwrap_or_else(made),
            no_mutual: self.no_mutual,
            groups,
            zones: zones.zones.clone(),
        }
    }

    /// Freezes a plan.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when there are not as many zones as groups or the ceremony's id is unusable;
    /// [`ErrorKind::Refused`] naming the members that block every solution, or when a solution can be neither found
    /// nor excluded within the bound of the search.
    pub fn freeze(&self, roster: &Roster, zones: &Zones) -> Result<Frozen, Error> {
        let plan = self.assemble(roster, zones);
        Error::unless_empty(ErrorKind::BadInput, plan.problems())?;
        let bars = Bars::of(&plan, |_, _| true);
        match proof::search(&bars) {
            Proof::Exists(_) => {}
            Proof::Impossible => return Err(blocked(&plan)),
            Proof::Undecided => {
                return Err(Error::new(ErrorKind::Refused, Sentence::new("assign-undecided")));
            }
        }
        let mut remarks = zones.remarks();
        remarks.extend(unknown_places(&plan, zones));
        if roll::first_fit(&plan, &plan.commitment()?, REHEARSAL).is_none() {
            remarks.push(Sentence::new("assign-rare").with("tries", REHEARSAL));
        }
        Ok(Frozen { plan, remarks })
    }
}

impl Plan {
    /// SHA-256 of the plan's canonical JSON, hex.
    ///
    /// # Errors
    /// None in practice: a plan always has a canonical form.
    pub fn commitment(&self) -> Result<String, Error> {
        Ok(canonical::sha256_hex(&canonical::to_bytes(self)?))
    }

    /// Whether an assignment keeps every rule: `zones[i]` is the position of the zone of the i-th group.
    #[must_use]
    pub fn fits(&self, zones: &[usize]) -> bool {
        Bars::of(self, |_, _| true).fits(zones)
    }

    /// Reads a frozen plan.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is no JSON, or not a plan as freezing writes it.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let plan: Self = serde_json::from_slice(bytes).map_err(|error| in_file(file, canonical::json_error(&error)))?;
        let problems = plan.problems().into_iter();
        let problems = problems.map(|problem| Problem::new(Place::file(file), problem.what));
        Error::unless_empty(ErrorKind::BadInput, problems.collect())?;
        Ok(plan)
    }

    /// What keeps it from being a plan that freezing could have written.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |what: Sentence| problems.push(Problem::new(Place::default(), what));
        if self.groups.len() != self.zones.len() || self.groups.is_empty() {
            let what = Sentence::new("assign-zones-groups").with("groups", self.groups.len());
            say(what.with("zones", self.zones.len()));
        }
        let members: usize = self.groups.iter().map(|group| group.members.len()).sum();
        if self.groups.len() > MAX_GROUPS || members > MAX_MEMBERS {
            let what = Sentence::new("assign-too-many").with("groups", self.groups.len());
            let what = what.with("members", members).with("max_groups", MAX_GROUPS);
            say(what.with("max_members", MAX_MEMBERS));
        }
        let length = self.ceremony.chars().count();
        if length == 0 || length > 64 || self.ceremony.chars().any(char::is_control) {
            say(Sentence::new("assign-ceremony"));
        }
        if self.dialect != DIALECT || !self.is_in_order() {
            say(Sentence::new("assign-plan-form").with("dialect", DIALECT));
        }
        problems
    }

    /// Sorted, nothing twice, each province in one zone, one leader a group: what reading the tables ensures.
    fn is_in_order(&self) -> bool {
        let groups = rises(self.groups.iter().map(|group| &group.id));
        let zones = rises(self.zones.iter().map(|zone| &zone.id));
        let within = self.groups.iter().all(|group| {
            let leaders = group
                .members
                .iter()
                .filter(|member| member.role == Role::Leader)
                .count();
            leaders == 1 && rises(group.members.iter().map(|member| &member.id))
        });
        let mut members = HashSet::new();
        let mut provinces = HashSet::new();
        let once = self
            .groups
            .iter()
            .flat_map(|group| &group.members)
            .all(|member| members.insert(&member.id));
        let placed = self
            .zones
            .iter()
            .flat_map(|zone| &zone.provinces)
            .all(|place| provinces.insert(place));
        groups && zones && within && once && placed
    }
}

fn rises<'a>(ids: impl Iterator<Item = &'a String>) -> bool {
    let ids: Vec<&String> = ids.collect();
    ids.windows(2).all(|pair| pair[0] < pair[1])
}

/// The same error, said of a file.
pub(super) fn in_file(file: &str, mut error: Error) -> Error {
    for problem in &mut error.problems {
        problem.place = Place::file(file);
    }
    error
}

fn blocked(plan: &Plan) -> Error {
    let mut problems = vec![Problem::new(Place::default(), Sentence::new("assign-blocked"))];
    for (group, member) in proof::blockers(plan) {
        let group = &plan.groups[group];
        let member = &group.members[member];
        let places: Vec<&str> = member.home.iter().chain(&member.recusals).map(String::as_str).collect();
        let what = Sentence::new("assign-blocker")
            .with("group", &group.id)
            .with("member", &member.id)
            .with("unit", &member.unit)
            .with("places", places.join("、"));
        problems.push(Problem::new(Place::default(), what));
    }
    Error {
        kind: ErrorKind::Refused,
        problems,
    }
}

/// Homes and recusals that lie in no zone: right for places out of this round, or misspelt.
fn unknown_places(plan: &Plan, zones: &Zones) -> Vec<Sentence> {
    let members = plan.groups.iter().flat_map(|group| &group.members);
    let places = members.flat_map(|member| {
        let places = member.home.iter().chain(&member.recusals);
        places.map(move |place| (&member.id, place))
    });
    let unknown = places.filter(|(_, place)| !zones.knows(place));
    unknown
        .map(|(member, place)| {
            Sentence::new("assign-place-unknown")
                .with("member", member)
                .with("place", place)
        })
        .collect()
}
