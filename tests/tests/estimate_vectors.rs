//! Intervals held to the published values of statsmodels, scipy and R's survey.

use crosscheck_core::estimate::hypergeometric;
use crosscheck_core::exact::{Fraction, decimal_text, parse_decimal};
use crosscheck_tests::vector;

fn level() -> Fraction {
    parse_decimal("0.95").unwrap()
}

#[test]
fn p5b_all_rows_the_exact_interval_as_counts_and_rates() {
    let rows = vector("P5b_hypergeometric_interval.csv");
    assert_eq!(rows.len(), 10);
    for row in rows {
        let number = |column: &str| row[column].parse::<u64>().unwrap();
        let found = hypergeometric::interval(number("N"), number("n"), number("x"), &level()).unwrap();
        assert_eq!((found.low, found.high), (number("K_lo"), number("K_hi")), "{row:?}");
        assert_eq!(decimal_text(&found.low_rate(), 6), row["p_lo"]);
        assert_eq!(decimal_text(&found.high_rate(), 6), row["p_hi"]);
    }
}
