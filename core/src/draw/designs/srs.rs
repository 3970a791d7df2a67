//! Simple random sampling: the first n tickets of a stratum. Drawing more keeps what was drawn.

use crate::exact::{self, Fraction};

/// The probability of each unit: n/N, and 1/1 for a census.
#[must_use]
pub fn probability(drawn: usize, population: usize) -> Fraction {
    // An empty stratum is refused when a plan is frozen; nothing is drawn of it here.
    exact::ratio(drawn, population).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::draw::designs::Pool;
    use crate::draw::plan::Design;
    use proptest::prelude::*;

    fn order(ids: &[String], drawn: usize) -> Vec<String> {
        let pool = Pool {
            design: Design::Srs,
            seed: "482917305561028374659120",
            label: None,
            ids: ids.iter().map(String::as_str).collect(),
            measures: Vec::new(),
            drawn,
            reserves: ids.len() - drawn,
        };
        let result = pool.draw();
        let main = result.main.iter().map(|(unit, _)| *unit);
        main.chain(result.reserves).map(|unit| ids[unit].clone()).collect()
    }

    proptest! {
        #[test]
        fn drawing_more_keeps_what_was_drawn(count in 1_usize..60, more in 0_usize..60, less in 0_usize..60) {
            let ids: Vec<String> = (0..count).map(|n| format!("{n:03}")).collect();
            let (more, less) = (more.min(count), less.min(more).min(count));
            prop_assert_eq!(&order(&ids, more)[..less], &order(&ids, less)[..less]);
        }

        #[test]
        fn leaving_units_out_never_reorders_the_rest(keep in prop::collection::vec(any::<bool>(), 1..60)) {
            let ids: Vec<String> = (0..keep.len()).map(|n| format!("{n:03}")).collect();
            let rest: Vec<String> = ids.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(id, _)| id.clone()).collect();
            let whole: Vec<String> = order(&ids, 1).into_iter().filter(|id| rest.contains(id)).collect();
            prop_assume!(!rest.is_empty());
            prop_assert_eq!(order(&rest, 1), whole);
        }
    }
}
