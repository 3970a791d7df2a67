//! Verifying a roll: everything is made again from plan and digits, and what differs is named.

use super::freeze::Freezing;
use super::roll::Groups;
use super::{Plan, Roster, Zones};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// What a result is held against besides itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The commitment as it was published, with or without `sha256:` before it. Without it a plan that was changed
    /// together with its commitment cannot be told.
    pub commitment: Option<&'a str>,
    /// The organiser's tables, to be compared with the plan.
    pub tables: Option<(&'a Roster, &'a Zones)>,
}

/// Repeats a roll from the bytes of its file; the result, when everything agrees. White space counts: the file has one
/// layout.
///
/// # Errors
/// [`ErrorKind::BadInput`] when it is no result at all; [`ErrorKind::CheckFailed`] with everything that differs.
pub fn verify(file: &str, bytes: &[u8], against: Against<'_>) -> Result<Groups, Error> {
    let groups = Groups::read(file, bytes)?;
    let mut differing = groups.plan.problems();
    let commitment = groups.plan.commitment()?;
    differing.extend(differs("assign-differs-commitment", &groups.commitment, &commitment));
    if let Some(published) = against.commitment {
        let published = published.trim().trim_start_matches("sha256:").to_lowercase();
        differing.extend(differs("assign-differs-published", &commitment, &published));
    }
    // A changed plan gives another roll; saying so row by row would hide what was changed.
    if differing.is_empty() {
        differing.extend(rolled_otherwise(&groups));
    }
    differing.extend(differs(
        "assign-differs-hash",
        &groups.sha256,
        &groups.hash_of_the_rest()?,
    ));
    if differing.is_empty() && groups.to_text()?.as_bytes() != bytes {
        let what = Sentence::new("assign-differs-layout");
        differing.push(Problem::new(Place::default(), what));
    }
    if let Some((roster, zones)) = against.tables {
        differing.extend(other_tables(&groups.plan, roster, zones));
    }
    Error::unless_empty(ErrorKind::CheckFailed, differing)?;
    Ok(groups)
}

fn differs(code: &'static str, found: &str, expected: &str) -> Option<Problem> {
    let what = || Sentence::new(code).with("found", found).with("expected", expected);
    (found != expected).then(|| Problem::new(Place::default(), what()))
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
            let what = Sentence::new("assign-differs-row")
                .with("group", &expected.group)
                .with("found_group", &found.group)
                .with("found_zone", &found.zone)
                .with("found_provinces", found.provinces.join("、"));
            let what = what.with("zone", &expected.zone);
            say(what.with("provinces", expected.provinces.join("、")));
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
