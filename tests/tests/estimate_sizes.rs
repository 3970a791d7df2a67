//! Detection sizes held to scipy's hypergeometric distribution.

use crosscheck_core::draw::size::Suspicion;
use crosscheck_core::exact::{decimal_text, parse_decimal};
use crosscheck_tests::vector;

#[test]
fn p6_all_rows_the_smallest_sample_and_both_miss_probabilities() {
    let rows = vector("P6_discovery_sample_size.csv");
    assert_eq!(rows.len(), 11);
    for row in rows {
        let number = |column: &str| row[column].parse::<u64>().unwrap();
        let suspicion = Suspicion::new(number("N"), number("D")).unwrap();
        let size = suspicion.smallest_sample(&parse_decimal("0.05").unwrap()).unwrap();
        assert_eq!(size, number("n_95"), "{row:?}");
        assert_eq!(
            decimal_text(&suspicion.miss_probability(size), 8),
            row["miss_prob_at_n"]
        );
        assert_eq!(
            decimal_text(&suspicion.miss_probability(size - 1), 8),
            row["miss_prob_at_n_minus_1"]
        );
    }
}
