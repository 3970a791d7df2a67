//! Exact numbers: what is counted stays an integer or a fraction until it is shown.
//!
//! No rate, threshold, probability or weight passes through a float on its way to a verdict or a draw. Decimals are
//! read as written ("12.5" is 25/2) and shown by rounding half up at the last moment.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// An exact fraction of unlimited size, always in lowest terms.
pub type Fraction = BigRational;

/// The fraction `numerator / denominator`; none when the denominator is 0.
#[must_use]
pub fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Fraction> {
    let denominator = denominator.into();
    (!denominator.is_zero()).then(|| Fraction::new(numerator.into(), denominator))
}

/// A whole number as a fraction.
#[must_use]
pub fn whole(number: impl Into<BigInt>) -> Fraction {
    Fraction::from_integer(number.into())
}

/// Reads `12`, `12.5` or `0.05`: digits with at most one point between digits, at most 40 characters, no sign.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Fraction> {
    let (integer, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() > 40 || !digits(integer) || (text.contains('.') && !digits(decimals)) {
        return None;
    }
    let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
    Some(Fraction::new(format!("{integer}{decimals}").parse().ok()?, scale))
}

/// The fraction as `a/b` in lowest terms; whole numbers as `a/1`.
#[must_use]
pub fn fraction_text(value: &Fraction) -> String {
    format!("{}/{}", value.numer(), value.denom())
}

/// The fraction with `places` decimals, rounded half up (away from zero).
#[must_use]
pub fn decimal_text(value: &Fraction, places: u32) -> String {
    let scale = BigInt::from(10).pow(places);
    let doubled = value.numer().abs() * &scale * 2 + value.denom();
    let rounded: BigInt = doubled / (value.denom() * 2);
    let sign = if value.is_negative() && !rounded.is_zero() {
        "-"
    } else {
        ""
    };
    if places == 0 {
        return format!("{sign}{rounded}");
    }
    format!(
        "{sign}{}.{:0>width$}",
        &rounded / &scale,
        (&rounded % &scale).to_string(),
        width = places as usize
    )
}

/// The fraction with as few decimals as it needs, at most six; whole numbers as digits alone.
#[must_use]
pub fn decimal_brief(value: &Fraction) -> String {
    if value.is_integer() {
        return value.numer().to_string();
    }
    let text = decimal_text(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The fraction as a person writes it, and exactly: `45`, `3.5`, and `1/3` where decimals would not end.
#[must_use]
pub fn number_text(value: &Fraction) -> String {
    let text = decimal_brief(value);
    if parse_decimal(&text).as_ref() == Some(value) {
        text
    } else {
        fraction_text(value)
    }
}

/// The fraction as a percentage with `places` decimals and a sign, for example `81.7 %`.
#[must_use]
pub fn percent_text(value: &Fraction, places: u32) -> String {
    format!("{} %", decimal_text(&(value * whole(100)), places))
}

/// The fraction as a percentage with as few decimals as it needs, at most six: `95 %`, `99.9 %`.
#[must_use]
pub fn percent_brief(value: &Fraction) -> String {
    format!("{} %", decimal_brief(&(value * whole(100))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_as_written() {
        assert_eq!(parse_decimal("12.5"), ratio(25, 2));
        assert_eq!(parse_decimal("0.05"), ratio(1, 20));
        for bad in ["", ".5", "5.", "-1", "1e3", "1,5", "５", "1.2.3", "NaN"] {
            assert_eq!(parse_decimal(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_fraction_is_rounded_half_up_only_when_shown() {
        assert_eq!(percent_text(&ratio(49, 60).unwrap(), 1), "81.7 %");
        assert_eq!(decimal_text(&ratio(1, 8).unwrap(), 2), "0.13");
        assert_eq!(decimal_text(&ratio(-1, 8).unwrap(), 2), "-0.13");
        assert_eq!(decimal_text(&ratio(-1, 800).unwrap(), 2), "0.00");
        assert_eq!(decimal_text(&ratio(5, 2).unwrap(), 0), "3");
        assert_eq!(fraction_text(&ratio(6, 4).unwrap()), "3/2");
        assert_eq!(percent_brief(&ratio(19, 20).unwrap()), "95 %");
        assert_eq!(percent_brief(&ratio(999, 1000).unwrap()), "99.9 %");
        assert_eq!(percent_brief(&whole(1)), "100 %");
    }
}
