//! Systematic sampling: unit number floor((u + i) N / n), counted from 0 in canonical order, i = 0..n-1.

use crate::draw::start::Start;

/// The positions drawn, ascending; `drawn` is at most `population`.
#[must_use]
pub fn positions(drawn: usize, population: usize, start: &Start) -> Vec<usize> {
    // (u + i) N / n = (u N + i N) / n, and n divides whole numbers, so only floor(u N) of u matters.
    let offset = start.floor_of(population as u128);
    let position = |i: usize| (i as u128 * population as u128 + offset) / drawn as u128;
    (0..drawn).filter_map(|i| usize::try_from(position(i)).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{ratio, whole};
    use num_traits::ToPrimitive;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_equal_the_formula_in_fractions(population in 1_usize..2_000, part in 0_usize..=1_000, point in 0_u32..9_973) {
            let drawn = (population * part / 1_000).max(1);
            let u = ratio(point, 9_973).unwrap();
            let expected: Vec<usize> = (0..drawn)
                .map(|i| ((&u + whole(i)) * ratio(population, drawn).unwrap()).floor().to_integer().to_usize().unwrap())
                .collect();
            prop_assert_eq!(positions(drawn, population, &Start::at(u).unwrap()), expected);
        }
    }
}
