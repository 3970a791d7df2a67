//! Samples: judged by both ends of their interval.
//!
//! The interval is the exact hypergeometric one at 95 %, as counts of the whole list. A sampled value is met only if
//! both ends pass and not met only if both fail; in between the sample is too small to say. For "= 100" and "= 0" a
//! single failure or hit refutes, because the interval can no longer reach them: that is no special case here.

use num_traits::Zero;

use super::answer::Sample;
use super::compare::{holds, percent, plain, required, requirement, told_apart};
use super::verdict::{Outcome, Weighed};
use crate::Sentence;
use crate::estimate::hypergeometric::interval;
use crate::exact::{Fraction, ratio, whole};
use crate::pack::Indicator;
use crate::pack::indicator::Operator;

/// Weighs a sampled rate.
pub(super) fn weigh_rate(indicator: &Indicator, sample: Sample) -> Weighed {
    let Some((low, high)) = ends(sample) else {
        return Weighed::wrong_kind();
    };
    let rate = |count: u64| percent(&ratio(count, sample.population()).unwrap_or_else(Fraction::zero));
    let (low_rate, high_rate) = (rate(low), rate(high));
    let limit = requirement(indicator).map(|(_, threshold)| threshold);
    let shown = |value: &Fraction| format!("{} %", told_apart(value, limit));
    let what = observed(Sentence::new("judge-sample-rate"), sample)
        .with("low", shown(&low_rate))
        .with("high", shown(&high_rate));
    decide(indicator, sample, what, &low_rate, &high_rate, "%")
}

/// Weighs a sampled count: how many of the whole list, which no sample says unless its ends agree.
pub(super) fn weigh_count(indicator: &Indicator, sample: Sample) -> Weighed {
    let Some((low, high)) = ends(sample) else {
        return Weighed::wrong_kind();
    };
    let what = observed(Sentence::new("judge-sample-count"), sample)
        .with("low", low)
        .with("high", high);
    decide(
        indicator,
        sample,
        what,
        &whole(low),
        &whole(high),
        indicator.cell("unit"),
    )
}

fn decide(
    indicator: &Indicator,
    sample: Sample,
    what: Sentence,
    low: &Fraction,
    high: &Fraction,
    unit: &str,
) -> Weighed {
    let Some((operator, threshold)) = requirement(indicator) else {
        return Weighed::new(Outcome::Recorded, what);
    };
    let outcome = between(operator, low, high, threshold);
    let mut weighed = Weighed::new(outcome, what);
    let needed = Sentence::new("judge-sample-required").with("required", required(operator, threshold, unit));
    weighed.reasons.push(needed);
    match outcome {
        Outcome::ToCheck => weighed.reasons.push(Sentence::new("judge-sample-undecided")),
        Outcome::Fail if *threshold == whole(100) && unit == "%" => {
            let failures = sample.sample() - sample.hits();
            weighed
                .reasons
                .push(Sentence::new("judge-sample-refuted").with("failures", failures));
        }
        Outcome::Fail if threshold.is_zero() => {
            weighed
                .reasons
                .push(Sentence::new("judge-sample-hit").with("hits", sample.hits()));
        }
        _ => {}
    }
    weighed
}

/// Pass when every value of the interval passes, fail when none does.
fn between(operator: Operator, low: &Fraction, high: &Fraction, threshold: &Fraction) -> Outcome {
    let outside = threshold < low || threshold > high;
    match (holds(operator, low, threshold), holds(operator, high, threshold)) {
        (Some(true), Some(true)) => Outcome::Pass,
        // Both ends may differ from a number that lies between them.
        (Some(false), Some(false)) if operator != Operator::Equal || outside => Outcome::Fail,
        (None, _) | (_, None) => Outcome::Recorded,
        _ => Outcome::ToCheck,
    }
}

/// Both ends as counts of the whole list. A [`Sample`] can only hold numbers an interval exists for.
fn ends(sample: Sample) -> Option<(u64, u64)> {
    let level = ratio(19, 20)?;
    let interval = interval(sample.population(), sample.sample(), sample.hits(), &level).ok()?;
    Some((interval.low, interval.high))
}

fn observed(sentence: Sentence, sample: Sample) -> Sentence {
    let observed = ratio(sample.hits(), sample.sample()).unwrap_or_else(Fraction::zero);
    sentence
        .with("population", sample.population())
        .with("sample", sample.sample())
        .with("hits", sample.hits())
        .with("observed", format!("{} %", plain_rate(&observed)))
}

fn plain_rate(observed: &Fraction) -> String {
    let value = percent(observed);
    if value.is_integer() {
        plain(&value)
    } else {
        told_apart(&value, None)
    }
}
