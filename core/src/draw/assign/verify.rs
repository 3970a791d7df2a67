//! Verifying a roll: everything is made again from plan and digits, and what differs is named.

use super::freeze::Freezing;
use super::roll::Groups;
use super::{Plan, Roster, Zones};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// Repeats a roll. `published` is the commitment as it was made public, without which a plan changed together with its
/// commitment cannot be told; roster and zones, where given, are compared with the plan.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] with everything that differs.
pub fn verify(groups: &Groups, published: Option<&str>, tables: Option<(&Roster, &Zones)>) -> Result<(), Error> {
    let mut differing = groups.plan.problems();
    let mut differs = |part: Sentence, found: &str, expected: &str| {
        if found != expected {
            let what = part.with("found", found).with("expected", expected);
            differing.push(Problem::new(Place::default(), what));
        }
    };
    let commitment = groups.plan.commitment()?;
    let part = |code: &'static str| Sentence::new(code);
    differs(part("assign-differs-commitment"), &groups.commitment, &commitment);
    if let Some(published) = published {
        differs(part("assign-differs-published"), &commitment, published);
    }
    differs(part("assign-differs-hash"), &groups.sha256, &groups.hash_of_the_rest()?);
    if differing.is_empty() {
        differing.extend(rolled_otherwise(groups));
    }
    if let Some((roster, zones)) = tables {
        differing.extend(other_tables(&groups.plan, roster, zones));
    }
    Error::unless_empty(ErrorKind::CheckFailed, differing)
}

/// The roll made again: its k and every row.
fn rolled_otherwise(groups: &Groups) -> Vec<Problem> {
    let again = match Groups::roll(groups.plan.clone(), &groups.seed) {
        Ok(again) => again,
        Err(error) => return error.problems,
    };
    let mut problems = Vec::new();
    let mut say = |what: Sentence| problems.push(Problem::new(Place::default(), what));
    if groups.k != again.k {
        let what = Sentence::new("assign-differs-k").with("found", groups.k);
        say(what.with("expected", again.k));
    }
    if groups.assignments.len() != again.assignments.len() {
        let what = Sentence::new("assign-differs-rows").with("found", groups.assignments.len());
        say(what.with("expected", again.assignments.len()));
    }
    for (found, expected) in groups.assignments.iter().zip(&again.assignments) {
        if found != expected {
            let what = Sentence::new("assign-differs-row").with("group", &expected.group);
            let what = what.with(
                "found",
                format!("{} {}（{}）", found.group, found.zone, found.provinces.join("、")),
            );
            say(what.with(
                "expected",
                format!("{}（{}）", expected.zone, expected.provinces.join("、")),
            ));
        }
    }
    problems
}

/// What the organiser's tables say that the plan does not, and the other way round.
fn other_tables(plan: &Plan, roster: &Roster, zones: &Zones) -> Vec<Problem> {
    let freezing = Freezing {
        title: plan.title.clone(),
        ceremony: Some(plan.ceremony.clone()),
        no_mutual: plan.no_mutual,
    };
    let tables = freezing.assemble(roster, zones);
    let groups = differing(&plan.groups, &tables.groups, |group| &group.id);
    let zones = differing(&plan.zones, &tables.zones, |zone| &zone.id);
    let said =
        |code: &'static str| move |id: String| Problem::new(Place::default(), Sentence::new(code).with("id", id));
    let groups = groups.into_iter().map(said("assign-differs-roster"));
    groups
        .chain(zones.into_iter().map(said("assign-differs-zones")))
        .collect()
}

/// Ids that stand on one side only or differently on both, in order.
fn differing<T: PartialEq>(plan: &[T], table: &[T], id: impl Fn(&T) -> &String) -> Vec<String> {
    let one_sided = |these: &[T], those: &[T]| -> Vec<String> {
        let missing = these.iter().filter(|this| !those.contains(this));
        missing.map(|this| id(this).clone()).collect()
    };
    let mut ids = one_sided(plan, table);
    ids.extend(one_sided(table, plan));
    ids.sort_unstable();
    ids.dedup();
    ids
}
