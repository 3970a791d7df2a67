//! Rates: percentages, and amounts per head.
//!
//! 0/0 has nobody to speak of and is not applicable; a numerator over 0, or over its whole, is a slip of the pen and is
//! to be checked. Everything else is compared as an exact fraction.

use num_traits::Zero;

use super::answer::{Rate, Value, exceeds};
use super::compare::{holds, percent, plain, required, requirement, spaced, told_apart};
use super::sampled;
use super::verdict::{Outcome, Weighed};
use crate::Sentence;
use crate::exact::Fraction;
use crate::pack::Indicator;

/// Weighs `percent_threshold` and `percent_report`.
pub(super) fn weigh_percent(indicator: &Indicator, value: &Value) -> Weighed {
    let rate = match value {
        Value::Sampled(sample) => return sampled::weigh_rate(indicator, *sample),
        Value::Rate(rate) => rate,
        _ => return Weighed::wrong_kind(),
    };
    if let Some(weighed) = no_rate(rate) {
        return weighed;
    }
    if exceeds(rate) {
        return Weighed::new(Outcome::ToCheck, numbers(Sentence::new("judge-rate-over-whole"), rate));
    }
    compare(indicator, rate, &percent(&divide(rate)), "%")
}

/// Weighs an amount per head: a `count_threshold` with numerator and denominator.
pub(super) fn weigh_per_head(indicator: &Indicator, value: &Value) -> Weighed {
    let Value::Rate(rate) = value else {
        return Weighed::wrong_kind();
    };
    no_rate(rate).unwrap_or_else(|| compare(indicator, rate, &divide(rate), indicator.cell("unit")))
}

/// What is said where there is nothing to divide by.
pub(super) fn no_rate(rate: &Rate) -> Option<Weighed> {
    if !rate.denominator.is_zero() {
        return None;
    }
    Some(if rate.numerator.is_zero() {
        Weighed::new(Outcome::NotApplicable, Sentence::new("judge-rate-empty"))
    } else {
        Weighed::new(
            Outcome::ToCheck,
            numbers(Sentence::new("judge-rate-no-denominator"), rate),
        )
    })
}

/// The quotient; 0 for a denominator of 0, which [`no_rate`] catches first.
pub(super) fn divide(rate: &Rate) -> Fraction {
    if rate.denominator.is_zero() {
        return Fraction::zero();
    }
    &rate.numerator / &rate.denominator
}

fn compare(indicator: &Indicator, rate: &Rate, value: &Fraction, unit: &str) -> Weighed {
    let Some((operator, threshold)) = requirement(indicator) else {
        let shown = spaced(&told_apart(value, None), unit);
        let reason = numbers(Sentence::new("judge-rate-recorded"), rate).with("rate", shown);
        return Weighed::new(Outcome::Recorded, reason);
    };
    let reason = numbers(Sentence::new("judge-rate"), rate)
        .with("rate", spaced(&told_apart(value, Some(threshold)), unit))
        .with("required", required(operator, threshold, unit));
    Weighed::compared(holds(operator, value, threshold), reason)
}

fn numbers(sentence: Sentence, rate: &Rate) -> Sentence {
    sentence
        .with("numerator", plain(&rate.numerator))
        .with("denominator", plain(&rate.denominator))
}
