//! Wilson's score interval: for a drawn part of a list whose length nobody knows.
//!
//! Wilson (1927); numbered 3 in Newcombe (1998), Statistics in Medicine 17, 857. It informs and never decides a verdict,
//! so it may use floats.

use statrs::distribution::{ContinuousCDF, Normal};

use super::{RateInterval, float, upper_level};
use crate::Error;
use crate::exact::Fraction;

/// The interval for a rate at a level when `hits` of `sample` have the property.
///
/// # Errors
/// [`crate::ErrorKind::BadInput`]: nothing drawn, more hits than drawn, a level outside 1/2 to below 1.
pub fn interval(sample: u64, hits: u64, level: &Fraction) -> Result<RateInterval, Error> {
    super::check_sample(sample, hits, level)?;
    let z = Normal::standard().inverse_cdf(upper_level(level));
    let (n, x) = (float(sample), float(hits));
    let middle = x + z * z / 2.0;
    let half = z * (x * (n - x) / n + z * z / 4.0).sqrt();
    Ok(RateInterval::new(
        (middle - half) / (n + z * z),
        (middle + half) / (n + z * z),
    ))
}
