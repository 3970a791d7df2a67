//! Ratios: at most `a` persons for `b` members of staff.
//!
//! needed = ceil(persons x b / a); rounding up is ours. Nobody to serve and nobody serving is 0/0: not applicable.
//! Somebody to serve and nobody serving is no slip of the pen but a shortfall.

use num_bigint::BigInt;
use num_traits::Zero;

use super::answer::{Rate, Value};
use super::compare::plain;
use super::verdict::{Outcome, Weighed};
use crate::Sentence;
use crate::exact::{Fraction, whole};
use crate::pack::Indicator;
use crate::pack::indicator::Threshold;

/// Weighs `ratio`.
pub(super) fn weigh_ratio(indicator: &Indicator, value: &Value) -> Weighed {
    let (Value::Rate(rate), Threshold::Ratio { a, b }) = (value, &indicator.threshold) else {
        return Weighed::wrong_kind();
    };
    if rate.numerator.is_zero() && rate.denominator.is_zero() {
        return Weighed::new(Outcome::NotApplicable, Sentence::new("judge-rate-empty"));
    }
    let Some(needed) = needed(rate, *a, *b) else {
        return Weighed::wrong_kind();
    };
    let reason = Sentence::new("judge-ratio")
        .with("persons", plain(&rate.numerator))
        .with("staff", plain(&rate.denominator))
        .with("ratio", format!("{a}:{b}"))
        .with("needed", &needed);
    Weighed::compared(Some(rate.denominator >= whole(needed)), reason)
}

/// The least staff for so many persons; none for a ratio of 0 persons, which no pack may hold.
fn needed(rate: &Rate, a: u64, b: u64) -> Option<BigInt> {
    if a == 0 {
        return None;
    }
    let needed: Fraction = &rate.numerator * whole(b) / whole(a);
    Some(needed.ceil().to_integer())
}
