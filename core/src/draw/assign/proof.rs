//! The proof that an assignment exists, before anything is frozen.
//!
//! Without the rule about mutual visits a maximum matching decides (augmenting paths, Kuhn 1955). With it, a complete
//! search decides: the group with the fewest zones left first, zones in order, so every run takes the same steps; a
//! bound on the steps leaves it undecided rather than hanging. When nothing fits, members are left out one by one for as
//! long as it still does not fit: those that remain block it together, and without any one of them it would fit.

use std::collections::BTreeSet;

use super::bars::Bars;
use super::freeze::Plan;

/// Steps of one search.
const MAX_STEPS: u64 = 30_000_000;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// A zone for each group.
    Exists(Vec<usize>),
    /// There is none.
    Impossible,
    /// Not decided within the bound.
    Undecided,
}

/// Looks for an assignment.
pub(super) fn search(bars: &Bars) -> Proof {
    let Some(matching) = matching(bars) else {
        return Proof::Impossible;
    };
    if !bars.is_no_mutual() {
        return Proof::Exists(matching);
    }
    let mut search = Search {
        bars,
        zones: vec![None; bars.groups()],
        used: vec![false; bars.groups()],
        steps: 0,
    };
    match search.extend() {
        Some(true) => Proof::Exists(search.zones.into_iter().flatten().collect()),
        Some(false) => Proof::Impossible,
        None => Proof::Undecided,
    }
}

/// The members, as positions of group and member, that together leave no assignment.
pub(super) fn blockers(plan: &Plan) -> Vec<(usize, usize)> {
    let mut blocking: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (group, members) in plan.groups.iter().enumerate() {
        blocking.extend((0..members.members.len()).map(|member| (group, member)));
    }
    // Whole groups first: most have nothing to do with it.
    for group in 0..plan.groups.len() {
        leave_out(plan, &mut blocking, |(of, _)| of == group);
    }
    for one in blocking.clone() {
        leave_out(plan, &mut blocking, |member| member == one);
    }
    blocking.into_iter().collect()
}

/// Leaves members out for good if there is still no assignment without them.
fn leave_out(plan: &Plan, blocking: &mut BTreeSet<(usize, usize)>, which: impl Fn((usize, usize)) -> bool) {
    let rest: BTreeSet<(usize, usize)> = blocking.iter().copied().filter(|member| !which(*member)).collect();
    let bars = Bars::of(plan, |group, member| rest.contains(&(group, member)));
    if search(&bars) == Proof::Impossible {
        *blocking = rest;
    }
}

/// A zone for each group by augmenting paths; none when there is no complete matching.
fn matching(bars: &Bars) -> Option<Vec<usize>> {
    let mut group_of: Vec<Option<usize>> = vec![None; bars.groups()];
    for group in 0..bars.groups() {
        let mut tried = vec![false; bars.groups()];
        if !augment(bars, group, &mut group_of, &mut tried) {
            return None;
        }
    }
    let mut zones = vec![0; bars.groups()];
    for (zone, group) in group_of.iter().enumerate() {
        zones[(*group)?] = zone;
    }
    Some(zones)
}

/// Depth is bounded by the number of groups.
fn augment(bars: &Bars, group: usize, group_of: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for zone in 0..group_of.len() {
        if tried[zone] || !bars.allows(group, zone) {
            continue;
        }
        tried[zone] = true;
        let free = match group_of[zone] {
            None => true,
            Some(other) => augment(bars, other, group_of, tried),
        };
        if free {
            group_of[zone] = Some(group);
            return true;
        }
    }
    false
}

struct Search<'a> {
    bars: &'a Bars,
    zones: Vec<Option<usize>>,
    used: Vec<bool>,
    steps: u64,
}

impl Search<'_> {
    /// Whether the assignment so far can be completed; none when the bound is reached.
    fn extend(&mut self) -> Option<bool> {
        let open = (0..self.zones.len()).filter(|group| self.zones[*group].is_none());
        let choices: Vec<(usize, Vec<usize>)> = open.map(|group| (group, self.choices(group))).collect();
        let tried: usize = choices.len() * self.zones.len() * self.zones.len();
        self.steps += tried as u64;
        if self.steps > MAX_STEPS {
            return None;
        }
        let Some((group, zones)) = choices.into_iter().min_by_key(|(_, zones)| zones.len()) else {
            return Some(true);
        };
        for zone in zones {
            self.zones[group] = Some(zone);
            self.used[zone] = true;
            if self.extend()? {
                return Some(true);
            }
            self.zones[group] = None;
            self.used[zone] = false;
        }
        Some(false)
    }

    fn choices(&self, group: usize) -> Vec<usize> {
        let free = (0..self.used.len()).filter(|zone| !self.used[*zone] && self.bars.allows(group, *zone));
        free.filter(|zone| !self.meets_a_mutual(group, *zone)).collect()
    }

    fn meets_a_mutual(&self, group: usize, zone: usize) -> bool {
        let mut placed = self
            .zones
            .iter()
            .enumerate()
            .filter_map(|(other, zone)| Some((other, (*zone)?)));
        placed.any(|other| self.bars.is_mutual((group, zone), other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::assign::testing::{any_plan, plan};
    use proptest::prelude::*;

    /// Every order of the zones, tried.
    fn exists_by_trying(bars: &Bars, zones: &mut Vec<usize>, from: usize) -> bool {
        if from == zones.len() {
            return bars.fits(zones);
        }
        (from..zones.len()).any(|index| {
            zones.swap(from, index);
            let found = exists_by_trying(bars, zones, from + 1);
            zones.swap(from, index);
            found
        })
    }

    #[test]
    fn two_groups_that_could_only_change_places_are_blocked_by_both_members() {
        let homes = [vec!["a"], vec!["b"]];
        let plan = plan(&homes, &homes, true);
        assert_eq!(search(&Bars::of(&plan, |_, _| true)), Proof::Impossible);
        assert_eq!(blockers(&plan), [(0, 0), (1, 0)]);
    }

    proptest! {
        #[test]
        fn the_proof_agrees_with_trying_every_order(plan in any_plan(5)) {
            let bars = Bars::of(&plan, |_, _| true);
            let mut zones: Vec<usize> = (0..plan.zones.len()).collect();
            let exists = exists_by_trying(&bars, &mut zones, 0);
            match search(&bars) {
                Proof::Exists(found) => prop_assert!(exists && bars.fits(&found)),
                Proof::Impossible => prop_assert!(!exists),
                Proof::Undecided => prop_assert!(false, "undecided at five groups"),
            }
        }

        #[test]
        fn without_any_one_of_the_blockers_it_would_fit(plan in any_plan(4)) {
            prop_assume!(search(&Bars::of(&plan, |_, _| true)) == Proof::Impossible);
            let blocking = blockers(&plan);
            let without = |left_out: Option<(usize, usize)>| {
                let counts = |group, member| blocking.contains(&(group, member)) && left_out != Some((group, member));
                search(&Bars::of(&plan, counts))
            };
            prop_assert_eq!(without(None), Proof::Impossible);
            for one in &blocking {
                prop_assert!(matches!(without(Some(*one)), Proof::Exists(_)));
            }
        }
    }
}
