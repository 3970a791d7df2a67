//! Clopper and Pearson's interval, called `exact` on the command line: never narrower than its level, often wider.
//!
//! Clopper and Pearson (1934), by the quantiles of the beta distribution. It informs and never decides a verdict.

use statrs::function::beta::beta_reg;

use super::{RateInterval, float, upper_level};
use crate::Error;
use crate::exact::Fraction;

/// The interval for a rate at a level when `hits` of `sample` have the property.
///
/// # Errors
/// [`crate::ErrorKind::BadInput`]: nothing drawn, more hits than drawn, a level outside 1/2 to below 1.
pub fn interval(sample: u64, hits: u64, level: &Fraction) -> Result<RateInterval, Error> {
    super::check_sample(sample, hits, level)?;
    let (half, misses) = (1.0 - upper_level(level), sample - hits);
    let low = if hits == 0 {
        0.0
    } else {
        quantile(hits, misses + 1, half)
    };
    let high = if misses == 0 {
        1.0
    } else {
        1.0 - quantile(misses, hits + 1, half)
    };
    Ok(RateInterval::new(low, high))
}

/// The point below which the beta distribution has `share`, by halving: slower than Newton's method, never astray.
fn quantile(a: u64, b: u64, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if beta_reg(float(a), float(b), middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
