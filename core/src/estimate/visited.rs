//! Weights after the field: what became of the drawn units, and what their weights are then.
//!
//! Designated units never enter. A unit that turned out not to belong leaves the population; one that could not be
//! reached stays in it, and the reached units of its stratum stand for it too. That is an assumption, and it is handed
//! out with the weights so that it is printed beside every rate made from them.

use std::collections::BTreeMap;

use super::design::{Primary, Stratum, Unit};
use crate::draw::certificate::Role;
use crate::exact::{self, Fraction, whole};
use crate::{Error, ErrorKind, Problem, Sentence};

/// What became of a drawn unit, a released reserve included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Looked at, and it has the property.
    Hit,
    /// Looked at, and it has not.
    Miss,
    /// Looked at, and the question does not apply to it.
    NotApplicable,
    /// Merged, closed or wrongly listed: it is no unit of the population.
    OutOfScope,
    /// On holiday, cut off, no road: it exists and was not looked at.
    Unreachable,
}

/// One visited or drawn unit of a draw in one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited {
    /// Label of its stratum.
    pub stratum: String,
    /// How it came to be visited: a main unit, a reserve that was released (an unreleased one is not drawn and does not
    /// belong here), or a designated unit.
    pub role: Role,
    /// What became of it.
    pub outcome: Outcome,
}

/// Strata ready to estimate from, and what was assumed in weighting them.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    /// The strata.
    pub strata: Vec<Stratum>,
    /// Sentences to print beside every rate made from them.
    pub assumptions: Vec<Sentence>,
}

/// What became of the drawn units of one stratum, or of one primary unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units drawn, released reserves included.
    pub drawn: u64,
    /// Of these, units that do not belong.
    pub out_of_scope: u64,
    /// Of these, units not reached.
    pub unreachable: u64,
}

impl Tally {
    /// What the weight of a reached unit is multiplied by; none when no unit that belongs was reached.
    #[must_use]
    pub fn adjustment(&self) -> Option<Fraction> {
        let belonging = self.drawn.checked_sub(self.out_of_scope)?;
        exact::ratio(belonging, belonging.checked_sub(self.unreachable)?)
    }
}

/// Weighs the units of a draw in one stage with equal probabilities within a stratum (srs, stratified, systematic): N/n,
/// n counting released reserves too, since these are the next tickets. For draws with unequal probabilities and for
/// stages the caller builds [`design`](super::design) strata of the certificate's weights times
/// [`Tally::adjustment`]. `sizes` are the units of each stratum in the frame, before anything was
/// found out about them.
///
/// # Errors
/// [`ErrorKind::BadInput`] naming strata without a size, with more units than their size, or of which nothing that
/// belongs was reached.
pub fn one_stage(sizes: &BTreeMap<String, u64>, visited: &[Visited]) -> Result<Weighted, Error> {
    let mut outcomes: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    for unit in visited.iter().filter(|unit| unit.role != Role::Designated) {
        outcomes.entry(&unit.stratum).or_default().push(unit.outcome);
    }
    let (mut strata, mut problems) = (Vec::new(), Vec::new());
    let mut all = Tally::default();
    for label in sizes
        .keys()
        .map(String::as_str)
        .filter(|label| !outcomes.contains_key(label))
    {
        problems.push(about("estimate-stratum-unvisited", label));
    }
    for (label, outcomes) in &outcomes {
        let tally = tally(outcomes);
        all.out_of_scope += tally.out_of_scope;
        all.unreachable += tally.unreachable;
        match sizes.get(*label) {
            None => problems.push(about("estimate-stratum-unknown", label)),
            Some(size) if *size < tally.drawn => problems.push(about("estimate-stratum-overdrawn", label)),
            Some(size) => match stratum(label, *size, tally, outcomes) {
                Some(stratum) => strata.push(stratum),
                None => problems.push(about("estimate-stratum-unreached", label)),
            },
        }
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(Weighted {
        strata,
        assumptions: assumptions(all),
    })
}

fn about(code: &'static str, stratum: &str) -> Problem {
    super::problem(Sentence::new(code).with("stratum", stratum))
}

fn tally(outcomes: &[Outcome]) -> Tally {
    let count = |which| outcomes.iter().filter(|outcome| **outcome == which).count() as u64;
    Tally {
        drawn: outcomes.len() as u64,
        out_of_scope: count(Outcome::OutOfScope),
        unreachable: count(Outcome::Unreachable),
    }
}

fn stratum(label: &str, size: u64, tally: Tally, outcomes: &[Outcome]) -> Option<Stratum> {
    let weight = exact::ratio(size, tally.drawn)?;
    // A stratum of which nothing belongs adds nothing; one of which nothing was reached cannot be told.
    let adjusted = match tally.adjustment() {
        Some(adjustment) => &weight * adjustment,
        None if tally.unreachable == 0 => weight.clone(),
        None => return None,
    };
    let primaries = outcomes.iter().filter_map(|outcome| {
        let (weight, numerator, denominator) = match outcome {
            Outcome::Hit => (&adjusted, 1, 1),
            Outcome::Miss => (&adjusted, 0, 1),
            Outcome::NotApplicable => (&adjusted, 0, 0),
            Outcome::OutOfScope => (&weight, 0, 0),
            Outcome::Unreachable => return None,
        };
        Some(Primary::single(Unit {
            weight: weight.clone(),
            numerator: whole(numerator),
            denominator: whole(denominator),
        }))
    });
    Some(Stratum {
        label: label.to_owned(),
        population: Some(size),
        primaries: primaries.collect(),
    })
}

fn assumptions(all: Tally) -> Vec<Sentence> {
    let out_of_scope = Sentence::new("estimate-assumes-out-of-scope").with("count", all.out_of_scope);
    let unreachable = Sentence::new("estimate-assumes-unreachable").with("count", all.unreachable);
    let said = [(all.out_of_scope, out_of_scope), (all.unreachable, unreachable)];
    said.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, sentence)| sentence)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::design;
    use crate::exact::ratio;

    fn visited(stratum: &str, outcomes: &[Outcome]) -> Vec<Visited> {
        let unit = |outcome: &Outcome| Visited {
            stratum: stratum.to_owned(),
            role: Role::Main,
            outcome: *outcome,
        };
        outcomes.iter().map(unit).collect()
    }

    fn sizes(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|(label, size)| ((*label).to_owned(), *size)).collect()
    }

    #[test]
    fn unreached_units_stay_in_the_population_and_out_of_scope_ones_leave_it() {
        use Outcome::{Hit, Miss, OutOfScope, Unreachable};
        let units = visited("全部", &[Hit, Hit, Miss, OutOfScope, Unreachable]);
        let found = one_stage(&sizes(&[("全部", 50)]), &units).unwrap();
        let population: Fraction = found.strata[0]
            .primaries
            .iter()
            .map(|primary| &primary.units[0].weight * &primary.units[0].denominator)
            .sum();
        // Four of five belong: 40 of 50, and the three reached stand for them.
        assert_eq!(population, whole(40));
        assert_eq!(design::ratio(&found.strata).unwrap().value, ratio(2, 3).unwrap());
        let codes: Vec<&str> = found.assumptions.iter().map(Sentence::code).collect();
        assert_eq!(codes, ["estimate-assumes-out-of-scope", "estimate-assumes-unreachable"]);
    }

    #[test]
    fn designated_units_change_no_estimate() {
        let mut units = visited("全部", &[Outcome::Hit, Outcome::Miss]);
        let before = one_stage(&sizes(&[("全部", 9)]), &units).unwrap();
        units.push(Visited {
            role: Role::Designated,
            ..units[0].clone()
        });
        assert_eq!(one_stage(&sizes(&[("全部", 9)]), &units).unwrap(), before);
    }

    #[test]
    fn strata_nobody_can_speak_for_are_all_named() {
        let mut units = visited("甲", &[Outcome::Unreachable]);
        units.extend(visited("乙", &[Outcome::Hit]));
        units.extend(visited("丁", &[Outcome::Hit, Outcome::Hit]));
        let error = one_stage(&sizes(&[("甲", 3), ("丙", 4), ("丁", 1)]), &units).unwrap_err();
        let codes: Vec<&str> = error.problems.iter().map(|problem| problem.what.code()).collect();
        let expected = [
            "estimate-stratum-unvisited",
            "estimate-stratum-overdrawn",
            "estimate-stratum-unknown",
            "estimate-stratum-unreached",
        ];
        assert_eq!(codes, expected);
    }
}
