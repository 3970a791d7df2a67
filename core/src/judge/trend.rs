//! Trends: this period against the base period.
//!
//! Without a base nothing is compared. Equal is neither increase nor decrease. Rates are compared by their difference in
//! percentage points (百分点), numbers by their growth (%) or their difference, as the indicator's unit says.

use num_traits::Zero;

use super::answer::{Level, Rate, Value};
use super::compare::{holds, percent, plain, required, requirement, signed, spaced, told_apart};
use super::rate::{divide, no_rate};
use super::verdict::{Outcome, Weighed};
use crate::Sentence;
use crate::exact::Fraction;
use crate::pack::Indicator;
use crate::pack::indicator::Operator;

/// The unit of a difference of two rates.
pub(super) const POINTS: &str = "百分点";

/// Whether a trend compares two rates rather than two numbers.
pub(super) fn compares_rates(indicator: &Indicator) -> bool {
    !indicator.cell("numerator_zh").is_empty() && indicator.cell("unit") != "%"
}

/// Weighs `trend`.
pub(super) fn weigh_trend(indicator: &Indicator, value: &Value) -> Weighed {
    match value {
        Value::Trend {
            now: Level::Rate(now),
            base,
        } if compares_rates(indicator) => match base {
            Some(Level::Rate(base)) => rates(indicator, now, base),
            Some(Level::Count(_)) => Weighed::wrong_kind(),
            None => no_base(),
        },
        Value::Trend {
            now: Level::Count(now),
            base,
        } if !compares_rates(indicator) => match base {
            Some(Level::Count(base)) => counts(indicator, now, base),
            Some(Level::Rate(_)) => Weighed::wrong_kind(),
            None => no_base(),
        },
        _ => Weighed::wrong_kind(),
    }
}

fn no_base() -> Weighed {
    Weighed::new(Outcome::ToCheck, Sentence::new("judge-trend-no-base"))
}

fn rates(indicator: &Indicator, now: &Rate, base: &Rate) -> Weighed {
    if let Some(weighed) = no_rate(now) {
        return weighed;
    }
    if no_rate(base).is_some() {
        return Weighed::new(Outcome::ToCheck, Sentence::new("judge-trend-empty-base"));
    }
    let (now, base) = (percent(&divide(now)), percent(&divide(base)));
    let difference = &now - &base;
    let shown = |value: &Fraction| format!("{} %", told_apart(value, None));
    let reason = Sentence::new("judge-trend")
        .with("base", shown(&base))
        .with("now", shown(&now))
        .with("change", change(indicator, &difference, POINTS));
    finish(indicator, &difference, reason, POINTS)
}

fn counts(indicator: &Indicator, now: &Fraction, base: &Fraction) -> Weighed {
    let unit = indicator.cell("unit");
    let growth = unit == "%";
    let difference = now - base;
    if growth && base.is_zero() {
        return Weighed::new(Outcome::ToCheck, Sentence::new("judge-trend-empty-base"));
    }
    let value = if growth {
        percent(&(difference / base))
    } else {
        difference
    };
    let reason = Sentence::new("judge-trend")
        .with("base", plain(base))
        .with("now", plain(now))
        .with("change", change(indicator, &value, unit));
    finish(indicator, &value, reason, unit)
}

/// A change of counts is shown as counted; of rates, with the decimals that tell it from its threshold.
fn change(indicator: &Indicator, difference: &Fraction, unit: &str) -> String {
    let threshold = requirement(indicator).map(|(_, threshold)| threshold);
    let number = if unit == "%" || unit == POINTS {
        signed(difference, threshold)
    } else if difference > &Fraction::zero() {
        format!("+{}", plain(difference))
    } else {
        plain(difference)
    };
    spaced(&number, unit)
}

fn finish(indicator: &Indicator, difference: &Fraction, reason: Sentence, unit: &str) -> Weighed {
    let zero = Fraction::zero();
    match (indicator.operator, requirement(indicator)) {
        (Some(Operator::Increase), _) => {
            let mut weighed = Weighed::compared(Some(*difference > zero), reason);
            weighed.reasons.push(Sentence::new("judge-trend-increase"));
            weighed
        }
        (Some(Operator::Decrease), _) => {
            let mut weighed = Weighed::compared(Some(*difference < zero), reason);
            weighed.reasons.push(Sentence::new("judge-trend-decrease"));
            weighed
        }
        (_, Some((operator, threshold))) => {
            let needed = required(operator, threshold, unit);
            let mut weighed = Weighed::compared(holds(operator, difference, threshold), reason);
            weighed
                .reasons
                .push(Sentence::new("judge-trend-required").with("required", needed));
            weighed
        }
        _ => Weighed::new(Outcome::Recorded, reason),
    }
}
