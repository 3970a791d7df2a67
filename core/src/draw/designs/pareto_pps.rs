//! Pareto order sampling with probabilities proportional to size (Rosén 1997).
//!
//! Units are ordered by (t/(1-t)) / (p/(1-p)), t the complete ticket as a decimal fraction, p the target probability;
//! certain units come first, by id. Its inclusion probabilities only approximate the targets, which is why they are
//! called targets.

use std::cmp::Ordering;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::Probabilities;
use crate::draw::ticket::Seed;

/// Binary places kept of a rank before two equal ones are compared in full.
const PLACES: usize = 128;

/// The positions of all units in the order of their ranks. `ids` are in canonical order.
#[must_use]
pub fn order(seed: &Seed, ids: &[&str], probabilities: &Probabilities) -> Vec<usize> {
    let (certain, open): (Vec<usize>, Vec<usize>) = (0..ids.len()).partition(|unit| probabilities.is_certain(*unit));
    let rank = |unit: usize| Rank::of(seed, ids[unit], probabilities, unit).floor();
    let mut ranked: Vec<(BigUint, usize)> = open.into_par_iter().map(|unit| (rank(unit), unit)).collect();
    let in_full = |unit: usize| Rank::of(seed, ids[unit], probabilities, unit);
    ranked.par_sort_unstable_by(|(a, i), (b, j)| {
        a.cmp(b)
            .then_with(|| {
                if i == j {
                    Ordering::Equal
                } else {
                    in_full(*i).compare(&in_full(*j))
                }
            })
            .then(i.cmp(j))
    });
    certain
        .into_iter()
        .chain(ranked.into_iter().map(|(_, unit)| unit))
        .collect()
}

/// A unit's rank as an exact fraction, not in lowest terms.
struct Rank {
    numerator: BigUint,
    denominator: BigUint,
}

impl Rank {
    /// With t = d/s and p = a/b: (d/(s-d)) / (a/(b-a)) = d (b-a) / ((s-d) a). `a` is below `b`: no unit is certain.
    fn of(seed: &Seed, id: &str, probabilities: &Probabilities, unit: usize) -> Self {
        let digits = seed.ticket(id).digits();
        let scale = (0..digits.len()).fold(BigUint::from(1_u8), |scale, _| scale * 10_u8);
        let ticket: BigUint = digits.parse().unwrap_or_default();
        let part = probabilities.numerators()[unit];
        Self {
            numerator: &ticket * (probabilities.denominator() - part),
            denominator: (scale - ticket) * part,
        }
    }

    fn floor(&self) -> BigUint {
        (&self.numerator << PLACES) / &self.denominator
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Fraction, whole};
    use proptest::prelude::*;

    fn rank_in_fractions(seed: &Seed, id: &str, p: &Fraction) -> Fraction {
        let t = seed.ticket(id).fraction();
        (&t / (whole(1) - &t)) / (p / (whole(1) - p))
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_formula_in_fractions(measures in prop::collection::vec(1_u64..50, 2..30), drawn in 1_usize..6, seed: u64) {
            let drawn = drawn.min(measures.len());
            let ids: Vec<String> = (0..measures.len()).map(|n| format!("{n:02}")).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let (seed, probabilities) = (Seed::new(&seed.to_string()), Probabilities::of(&measures, drawn));
            let order = order(&seed, &ids, &probabilities);
            let certain = order.iter().take_while(|unit| probabilities.is_certain(**unit)).count();
            prop_assert!(order[..certain].is_sorted());
            let ranks: Vec<Fraction> = order[certain..]
                .iter()
                .map(|unit| rank_in_fractions(&seed, ids[*unit], &probabilities.fraction(*unit)))
                .collect();
            prop_assert!(ranks.is_sorted());
        }
    }
}
