//! Probabilities proportional to size, with units that are certain.
//!
//! Units where n x >= sum x are taken as certain, all at once; n and sum are reduced by them, and this is repeated
//! until no unit is. All probabilities are kept over one common denominator, so that cumulating them adds integers.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::exact::{self, Fraction};

/// The target probabilities of a stratum's units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probabilities {
    /// Over [`Self::denominator`]; a certain unit has all of it.
    numerators: Vec<u128>,
    denominator: u128,
}

impl Probabilities {
    /// The probabilities of drawing `drawn` units in proportion to their measures, each positive and below 2^64.
    #[must_use]
    pub fn of(measures: &[u64], drawn: usize) -> Self {
        let threshold = Threshold::of(measures, drawn);
        // When every unit is certain nothing is left to share.
        let denominator = threshold.sum.max(1);
        let numerator = |measure: &u64| {
            if threshold.makes_certain(*measure) {
                denominator
            } else {
                threshold.left * u128::from(*measure)
            }
        };
        Self {
            numerators: measures.iter().map(numerator).collect(),
            denominator,
        }
    }

    /// Probabilities given as whole numbers over a denominator, none above it.
    #[must_use]
    pub fn given(numerators: Vec<u128>, denominator: u128) -> Option<Self> {
        let fits = denominator > 0 && numerators.iter().all(|numerator| *numerator <= denominator);
        fits.then_some(Self {
            numerators,
            denominator,
        })
    }

    /// The probability of a unit, in lowest terms.
    #[must_use]
    pub fn fraction(&self, unit: usize) -> Fraction {
        exact::ratio(self.numerators[unit], self.denominator).unwrap_or_default()
    }

    /// Whether a unit is drawn whatever the seed.
    #[must_use]
    pub fn is_certain(&self, unit: usize) -> bool {
        self.numerators[unit] == self.denominator
    }

    /// The numerators over the common denominator, in the order of the units.
    #[must_use]
    pub fn numerators(&self) -> &[u128] {
        &self.numerators
    }

    /// The common denominator.
    #[must_use]
    pub fn denominator(&self) -> u128 {
        self.denominator
    }
}

/// What is left of n and of the sum once no further unit is certain.
struct Threshold {
    left: u128,
    sum: u128,
    /// The smallest certain measure.
    certain: Option<u64>,
}

impl Threshold {
    fn of(measures: &[u64], drawn: usize) -> Self {
        let mut falling = measures.to_vec();
        falling.par_sort_unstable_by_key(|measure| Reverse(*measure));
        let mut threshold = Self {
            left: drawn as u128,
            sum: falling.iter().map(|measure| u128::from(*measure)).sum(),
            certain: None,
        };
        let mut rest = &falling[..];
        loop {
            // A measure that is certain makes every larger one certain in the same pass.
            let meets = |measure: &u64| threshold.left * u128::from(*measure) >= threshold.sum;
            let (new, open) = rest.split_at(rest.partition_point(meets));
            let Some(smallest) = new.last() else {
                return threshold;
            };
            threshold.certain = Some(*smallest);
            threshold.left = threshold.left.saturating_sub(new.len() as u128);
            threshold.sum -= new.iter().map(|measure| u128::from(*measure)).sum::<u128>();
            rest = open;
        }
    }

    fn makes_certain(&self, measure: u64) -> bool {
        self.certain.is_some_and(|smallest| measure >= smallest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;
    use proptest::prelude::*;

    #[test]
    fn a_unit_that_becomes_certain_later_is_found() {
        // 100 is certain at once; of the rest 2 x 6 >= 10 only then.
        let probabilities = Probabilities::of(&[100, 6, 2, 2], 3);
        let shown: Vec<_> = (0..4)
            .map(|unit| exact::fraction_text(&probabilities.fraction(unit)))
            .collect();
        assert_eq!(shown, ["1/1", "1/1", "1/2", "1/2"]);
    }

    proptest! {
        #[test]
        fn probabilities_add_up_to_n(measures in prop::collection::vec(1_u64..1_000_000, 1..60), part in 1_usize..=100) {
            let drawn = (measures.len() * part / 100).max(1);
            let probabilities = Probabilities::of(&measures, drawn);
            let sum: Fraction = (0..measures.len()).map(|unit| probabilities.fraction(unit)).sum();
            prop_assert_eq!(sum, whole(drawn));
        }

        #[test]
        fn a_census_makes_every_unit_certain(measures in prop::collection::vec(1_u64..u64::MAX, 1..60)) {
            let probabilities = Probabilities::of(&measures, measures.len());
            prop_assert!((0..measures.len()).all(|unit| probabilities.is_certain(unit)));
        }
    }
}
