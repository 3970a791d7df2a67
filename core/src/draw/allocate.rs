//! Allocation: how a total is shared out over strata.
//!
//! Proportional with a minimum: the quota of a stratum is (n - fixed n) N_h / (N - fixed N); every stratum strictly
//! below the minimum is fixed at it in the same pass, until none is; the rest get the floor of their quota, and the
//! largest remainders one more, ties to the earlier stratum (Hamilton's method).

/// Shares `total` out over strata of the given sizes, at least `minimum` each.
///
/// The caller has refused totals above the sum of sizes or below `minimum` for each, and minimums above a stratum.
#[must_use]
pub fn proportional(sizes: &[usize], total: usize, minimum: usize) -> Vec<usize> {
    let mut shares: Vec<Option<usize>> = vec![None; sizes.len()];
    loop {
        let (rest, weight) = left(sizes, &shares, total);
        // rest N_h / weight < minimum, without dividing.
        let below = |index: &usize| shares[*index].is_none() && product(rest, sizes[*index]) < product(minimum, weight);
        let below: Vec<usize> = (0..sizes.len()).filter(below).collect();
        if below.is_empty() {
            return by_remainders(sizes, shares, rest, weight);
        }
        for index in below {
            shares[index] = Some(minimum);
        }
    }
}

/// What is left of the total, and the units of the strata that are not fixed.
fn left(sizes: &[usize], shares: &[Option<usize>], total: usize) -> (usize, usize) {
    let fixed: usize = shares.iter().flatten().sum();
    let open = sizes.iter().zip(shares).filter(|(_, share)| share.is_none());
    (total.saturating_sub(fixed), open.map(|(size, _)| size).sum())
}

fn by_remainders(sizes: &[usize], shares: Vec<Option<usize>>, rest: usize, weight: usize) -> Vec<usize> {
    let weight = (weight as u128).max(1);
    let open = |index: &usize| shares[*index].is_none();
    let mut open: Vec<usize> = (0..sizes.len()).filter(open).collect();
    let floor = |index: usize| usize::try_from(product(rest, sizes[index]) / weight).unwrap_or(usize::MAX);
    let mut result: Vec<usize> = shares
        .iter()
        .enumerate()
        .map(|(index, share)| share.unwrap_or_else(|| floor(index)))
        .collect();
    let given: usize = open.iter().map(|index| result[*index]).sum();
    // A stable sort keeps ties in the order of the strata.
    open.sort_by_key(|index| std::cmp::Reverse(product(rest, sizes[*index]) % weight));
    for index in open.into_iter().take(rest.saturating_sub(given)) {
        result[index] += 1;
    }
    result
}

fn product(a: usize, b: usize) -> u128 {
    a as u128 * b as u128
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tie_goes_to_the_earlier_stratum() {
        assert_eq!(proportional(&[3, 3, 3], 4, 1), [2, 1, 1]);
    }

    #[test]
    fn a_stratum_exactly_at_the_minimum_is_not_fixed() {
        assert_eq!(proportional(&[10, 10, 20], 4, 1), [1, 1, 2]);
    }

    proptest! {
        #[test]
        fn shares_add_up_and_stay_between_the_minimum_and_the_stratum(
            sizes in prop::collection::vec(1_usize..500, 1..40), minimum in 0_usize..3, part in 0_usize..=1_000,
        ) {
            let minimum = minimum.min(*sizes.iter().min().unwrap());
            let (least, most) = (minimum * sizes.len(), sizes.iter().sum::<usize>());
            let total = least + (most - least) * part / 1_000;
            let shares = proportional(&sizes, total, minimum);
            prop_assert_eq!(shares.iter().sum::<usize>(), total);
            for (share, size) in shares.iter().zip(&sizes) {
                prop_assert!((minimum..=*size).contains(share));
            }
        }
    }
}
