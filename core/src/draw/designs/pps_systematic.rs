//! Systematic sampling with probabilities proportional to size.
//!
//! The walk goes through the canonical order, certain units in place, and takes the unit whose interval [lo, hi) of
//! cumulated probability holds a point u + i.

use super::Probabilities;
use crate::draw::start::Start;

/// The positions drawn, in the order of the walk.
#[must_use]
pub fn positions(probabilities: &Probabilities, start: &Start) -> Vec<usize> {
    // Cumulated probabilities are whole numbers over one denominator, so a point lies in [lo, hi) exactly when its
    // floor over that denominator does.
    let step = probabilities.denominator();
    let mut point = start.floor_of(step);
    let mut high = 0;
    let mut positions = Vec::new();
    for (unit, width) in probabilities.numerators().iter().enumerate() {
        high += width;
        if point < high {
            positions.push(unit);
            point += step;
        }
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn exactly_n_units_are_taken_and_every_certain_one(
            measures in prop::collection::vec(1_u64..100_000, 1..80), part in 1_usize..=100, seed: u64,
        ) {
            let drawn = (measures.len() * part / 100).max(1);
            let probabilities = Probabilities::of(&measures, drawn);
            let taken = positions(&probabilities, &Start::of_seed(&seed.to_string(), None));
            prop_assert_eq!(taken.len(), drawn);
            for unit in (0..measures.len()).filter(|unit| probabilities.is_certain(*unit)) {
                prop_assert!(taken.contains(&unit));
            }
        }
    }
}
