//! Counts: numbers in the indicator's unit, and events that must not have happened.

use num_traits::Zero;

use super::answer::Value;
use super::compare::{holds, plain, required, requirement, spaced};
use super::verdict::{Outcome, Weighed};
use super::{rate, sampled};
use crate::Sentence;
use crate::pack::Indicator;

/// Weighs `count_threshold` and `count_report`.
pub(super) fn weigh_count(indicator: &Indicator, value: &Value) -> Weighed {
    let unit = indicator.cell("unit");
    let count = match value {
        Value::Rate(_) => return rate::weigh_per_head(indicator, value),
        Value::Sampled(sample) => return sampled::weigh_count(indicator, *sample),
        Value::Count(count) => count,
        _ => return Weighed::wrong_kind(),
    };
    let shown = spaced(&plain(count), unit);
    match requirement(indicator) {
        Some((operator, threshold)) => {
            let reason = Sentence::new("judge-count")
                .with("value", shown)
                .with("required", required(operator, threshold, unit));
            Weighed::compared(holds(operator, count, threshold), reason)
        }
        None => Weighed::new(
            Outcome::Recorded,
            Sentence::new("judge-count-recorded").with("value", shown),
        ),
    }
}

/// Weighs `zero_event`: one is too many, and one hit in a sample refutes.
pub(super) fn weigh_zero(indicator: &Indicator, value: &Value) -> Weighed {
    match value {
        Value::Sampled(sample) => sampled::weigh_count(indicator, *sample),
        Value::Count(count) if count.is_zero() => Weighed::new(Outcome::Pass, Sentence::new("judge-zero-none")),
        Value::Count(count) => {
            let shown = spaced(&plain(count), indicator.cell("unit"));
            Weighed::new(Outcome::Fail, Sentence::new("judge-zero-some").with("value", shown))
        }
        _ => Weighed::wrong_kind(),
    }
}
