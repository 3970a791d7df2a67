//! What may be printed of an estimate by design: an interval, the point, or counts alone.
//!
//! Few primary units make a t interval look more certain than it is, so under eight degrees of freedom only counts are
//! printed; where a stratum shows one of several units nothing is known about its spread, and that is said.

use num_traits::ToPrimitive;

use super::design::{Estimate, Spread};
use super::{RateInterval, logit};
use crate::exact::{self, Fraction};
use crate::{Error, Sentence};

/// Fewer degrees of freedom than this print counts only.
pub const LEAST_DEGREES: u64 = 8;

/// What may be printed about a rate.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Everything was looked at.
    Point,
    /// An interval at the level asked for.
    Interval(RateInterval),
    /// Too few degrees of freedom.
    CountsOnly,
    /// All units looked at were alike: the design shows no spread, and an interval of no width would be a lie.
    AllAlike,
    /// These strata show one unit of several.
    NotEstimable(Vec<String>),
}

/// Reads an estimated rate at a level.
///
/// # Errors
/// [`crate::ErrorKind::BadInput`] for a level outside 1/2 to below 1.
pub fn of_rate(estimate: &Estimate, level: &Fraction) -> Result<Reading, Error> {
    super::check_level(level)?;
    let error = match &estimate.spread {
        Spread::Census => return Ok(Reading::Point),
        Spread::NotEstimable(strata) => return Ok(Reading::NotEstimable(strata.clone())),
        Spread::StandardError(_) if estimate.degrees < LEAST_DEGREES => return Ok(Reading::CountsOnly),
        Spread::StandardError(error) => *error,
    };
    let rate = estimate.value.to_f64().unwrap_or(f64::NAN);
    Ok(logit::interval(rate, error, estimate.degrees, level).map_or(Reading::AllAlike, Reading::Interval))
}

/// The reading as a sentence; `observed` hits among `sample` units looked at stand beside every estimate.
#[must_use]
pub fn say(estimate: &Estimate, reading: &Reading, level: &Fraction, sample: u64, hits: u64) -> Sentence {
    let sentence = match reading {
        Reading::Point => Sentence::new("estimate-design-point"),
        Reading::Interval(rates) => Sentence::new("estimate-design-interval")
            .with("low", super::percent(rates.low))
            .with("high", super::percent(rates.high))
            .with("level", exact::percent_brief(level))
            .with("degrees", estimate.degrees),
        Reading::CountsOnly => Sentence::new("estimate-design-counts-only")
            .with("degrees", estimate.degrees)
            .with("least", LEAST_DEGREES),
        Reading::AllAlike => Sentence::new("estimate-design-all-alike"),
        Reading::NotEstimable(strata) => {
            Sentence::new("estimate-design-not-estimable").with("strata", strata.join("、"))
        }
    };
    let sentence = sentence.with("sample", sample).with("hits", hits);
    match reading {
        Reading::CountsOnly => sentence,
        _ => sentence.with("rate", exact::percent_text(&estimate.value, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{parse_decimal, ratio};

    fn estimate(spread: Spread, degrees: u64) -> Estimate {
        Estimate {
            value: ratio(3, 4).unwrap(),
            spread,
            degrees,
        }
    }

    fn read(spread: Spread, degrees: u64) -> Reading {
        of_rate(&estimate(spread, degrees), &parse_decimal("0.95").unwrap()).unwrap()
    }

    #[test]
    fn seven_degrees_print_counts_and_eight_an_interval() {
        assert_eq!(read(Spread::StandardError(0.05), 7), Reading::CountsOnly);
        assert!(matches!(read(Spread::StandardError(0.05), 8), Reading::Interval(_)));
    }

    #[test]
    fn a_census_is_the_point_whatever_its_degrees() {
        assert_eq!(read(Spread::Census, 0), Reading::Point);
    }

    #[test]
    fn a_rate_of_one_has_no_logit_and_no_interval() {
        let all = Estimate {
            value: ratio(1, 1).unwrap(),
            spread: Spread::StandardError(0.0),
            degrees: 20,
        };
        assert_eq!(
            of_rate(&all, &parse_decimal("0.95").unwrap()).unwrap(),
            Reading::AllAlike
        );
    }
}
