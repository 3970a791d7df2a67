//! Comparing exactly, and showing numbers so that the comparison can be followed.
//!
//! A rate of 70.04 % shown as "70.0 %" beside "> 70 %" would look wrong: as many decimals are shown as it takes to tell
//! the value from its threshold.

use num_traits::Signed;

use crate::exact::{Fraction, decimal_text, whole};
use crate::pack::Indicator;
use crate::pack::indicator::{Operator, Threshold};

/// Whether `value` stands in the operator's relation to `threshold`; none for operators that compare nothing.
pub(super) fn holds(operator: Operator, value: &Fraction, threshold: &Fraction) -> Option<bool> {
    match operator {
        Operator::Greater => Some(value > threshold),
        Operator::AtLeast => Some(value >= threshold),
        Operator::Equal => Some(value == threshold),
        Operator::Less => Some(value < threshold),
        Operator::AtMost => Some(value <= threshold),
        Operator::Present | Operator::All | Operator::Any | Operator::Increase | Operator::Decrease => None,
    }
}

/// The operator and number an indicator compares with, if it compares with a number.
pub(super) fn requirement(indicator: &Indicator) -> Option<(Operator, &Fraction)> {
    match (indicator.operator, &indicator.threshold) {
        (Some(operator), Threshold::Number(number)) => Some((operator, number)),
        _ => None,
    }
}

/// The sign of a comparison.
fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Greater => ">",
        Operator::AtLeast => "≥",
        Operator::Less => "<",
        Operator::AtMost => "≤",
        _ => "=",
    }
}

/// A requirement as it is read: `≥ 15 %`, `≥ 2 次`.
pub(super) fn required(operator: Operator, threshold: &Fraction, unit: &str) -> String {
    spaced(&format!("{} {}", sign(operator), plain(threshold)), unit)
}

/// A number and its unit with a space between, or the number alone.
pub(super) fn spaced(number: &str, unit: &str) -> String {
    if unit.is_empty() {
        number.to_owned()
    } else {
        format!("{number} {unit}")
    }
}

/// A number without needless zeros: whole numbers as such, others with up to six decimals.
pub(super) fn plain(value: &Fraction) -> String {
    if value.is_integer() {
        return value.numer().to_string();
    }
    let text = decimal_text(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with one decimal, or with as many (up to six) as it takes to differ from `threshold` when it does.
pub(super) fn told_apart(value: &Fraction, threshold: Option<&Fraction>) -> String {
    let near = |places: u32| {
        threshold.is_some_and(|limit| value != limit && decimal_text(value, places) == decimal_text(limit, places))
    };
    let places = (1..6).find(|places| !near(*places)).unwrap_or(6);
    decimal_text(value, places)
}

/// A fraction as a percentage number: 3/20 is 15.
pub(super) fn percent(value: &Fraction) -> Fraction {
    value * whole(100)
}

/// A difference with its sign: `+5.0`, `-3.2`, `0.0`.
pub(super) fn signed(value: &Fraction, threshold: Option<&Fraction>) -> String {
    let text = told_apart(value, threshold);
    if value.is_positive() { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::ratio;

    #[test]
    fn a_rate_just_over_its_threshold_is_shown_as_over_it() {
        let value = ratio(7_000_400, 100_000).unwrap();
        assert_eq!(told_apart(&value, Some(&whole(70))), "70.004");
        assert_eq!(told_apart(&whole(70), Some(&whole(70))), "70.0");
        assert_eq!(told_apart(&ratio(245, 3).unwrap(), Some(&whole(85))), "81.7");
    }

    #[test]
    fn more_than_is_strict_and_at_least_is_not() {
        let (seventy, limit) = (whole(70), whole(70));
        assert_eq!(holds(Operator::Greater, &seventy, &limit), Some(false));
        assert_eq!(holds(Operator::AtLeast, &seventy, &limit), Some(true));
        assert_eq!(holds(Operator::Less, &seventy, &limit), Some(false));
        assert_eq!(holds(Operator::AtMost, &seventy, &limit), Some(true));
        assert_eq!(holds(Operator::Equal, &seventy, &limit), Some(true));
        assert_eq!(holds(Operator::All, &seventy, &limit), None);
    }
}
