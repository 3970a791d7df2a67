//! Bars: which group may not go to which zone, and which pairs of groups would inspect each other's homes.
//!
//! The predicates of an assignment, and nothing else. An assignment is a list: the zone's position for each group.

use super::freeze::Plan;
use super::roster::Member;
use super::zones::Zone;

/// What stands in the way, by positions of group and zone in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bars {
    /// `barred[group][zone]`: a member's home or recusal lies in the zone.
    barred: Vec<Vec<bool>>,
    /// `homes[group][zone]`: a member's home lies in the zone.
    homes: Vec<Vec<bool>>,
    no_mutual: bool,
}

impl Bars {
    /// The bars of a plan, with only the members that `counts` (group position, member position) lets in.
    pub fn of(plan: &Plan, counts: impl Fn(usize, usize) -> bool) -> Self {
        let matrix = |holds: &dyn Fn(&Member, &Zone) -> bool| -> Vec<Vec<bool>> {
            let group = |(index, group): (usize, &super::Group)| {
                let members: Vec<&Member> = group
                    .members
                    .iter()
                    .enumerate()
                    .filter(|(member, _)| counts(index, *member))
                    .map(|(_, member)| member)
                    .collect();
                plan.zones
                    .iter()
                    .map(|zone| members.iter().any(|member| holds(member, zone)))
                    .collect()
            };
            plan.groups.iter().enumerate().map(group).collect()
        };
        Self {
            barred: matrix(&|member, zone| is_home(member, zone) || is_recused(member, zone)),
            homes: matrix(&is_home),
            no_mutual: plan.no_mutual,
        }
    }

    pub fn groups(&self) -> usize {
        self.barred.len()
    }

    pub fn is_no_mutual(&self) -> bool {
        self.no_mutual
    }

    /// Whether a group may go to a zone, other groups apart.
    pub fn allows(&self, group: usize, zone: usize) -> bool {
        !self.barred[group][zone]
    }

    /// Whether two groups would each go to a home of the other's members. Only asked where the plan forbids it.
    pub fn is_mutual(&self, (group, zone): (usize, usize), (other, other_zone): (usize, usize)) -> bool {
        self.homes[other][zone] && self.homes[group][other_zone]
    }

    /// Whether a whole assignment holds: `zones[group]` is the zone of each group.
    pub fn fits(&self, zones: &[usize]) -> bool {
        let pairs: Vec<(usize, usize)> = zones.iter().copied().enumerate().collect();
        if pairs.iter().any(|(group, zone)| !self.allows(*group, *zone)) {
            return false;
        }
        let mutual = |(index, pair): (usize, &(usize, usize))| {
            pairs[index + 1..].iter().any(|other| self.is_mutual(*pair, *other))
        };
        !(self.no_mutual && pairs.iter().enumerate().any(mutual))
    }
}

fn is_home(member: &Member, zone: &Zone) -> bool {
    member.home.as_ref().is_some_and(|home| zone.provinces.contains(home))
}

fn is_recused(member: &Member, zone: &Zone) -> bool {
    member.recusals.iter().any(|province| zone.provinces.contains(province))
}
