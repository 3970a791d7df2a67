//! The interval of a design-based rate, taken on the logit scale so that it stays between 0 and 1.
//!
//! logit(p) +- t * se / (p (1 - p)), t the quantile of Student's t with as many degrees of freedom as there are primary
//! units less strata; what `svyciprop` of R's `survey` calls `logit` and `xlogit`.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{RateInterval, float, upper_level};
use crate::exact::Fraction;

/// The interval around a rate strictly between 0 and 1 with its standard error; none where the logit does not exist.
#[must_use]
pub fn interval(rate: f64, standard_error: f64, degrees: u64, level: &Fraction) -> Option<RateInterval> {
    let inside = rate > 0.0 && rate < 1.0 && standard_error.is_finite();
    let student = StudentsT::new(0.0, 1.0, float(degrees)).ok().filter(|_| inside)?;
    let t = student.inverse_cdf(upper_level(level));
    let (middle, half) = ((rate / (1.0 - rate)).ln(), t * standard_error / (rate * (1.0 - rate)));
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Some(RateInterval::new(back(middle - half), back(middle + half)))
}
