//! Numbers and days as people write them by hand or an input method types them.
//!
//! Full-width digits and signs are the same digits; anything that has to be guessed (约100, 1,000, 15%) is refused.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::Sentence;
use crate::exact::{Fraction, parse_decimal, whole};

/// Numbers from here on are no count of this field: a slip of the pen, or somebody's telephone number.
const LIMIT: u64 = 1_000_000_000_000;

/// Text with full-width letters and digits narrowed, without surrounding white space.
pub(super) fn narrow(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// A number of 0 or more, below 10^12.
pub(super) fn number(text: &str) -> Result<Fraction, Sentence> {
    let number = parse_decimal(&narrow(text)).ok_or_else(|| Sentence::new("judge-sheet-not-number"))?;
    if number >= whole(LIMIT) {
        return Err(Sentence::new("judge-sheet-number-limit").with("limit", LIMIT));
    }
    Ok(number)
}

/// A number that may be below 0.
pub(super) fn signed_number(text: &str) -> Result<Fraction, Sentence> {
    let text = narrow(text);
    match text.strip_prefix(['-', '−']) {
        Some(rest) => number(rest).map(|number| -number),
        None => number(&text),
    }
}

/// A whole number of 0 or more.
pub(super) fn whole_number(text: &str) -> Result<u64, Sentence> {
    let number = number(text)?;
    if !number.is_integer() {
        return Err(Sentence::new("judge-sheet-not-whole"));
    }
    u64::try_from(number.to_integer()).map_err(|_| Sentence::new("judge-sheet-not-whole"))
}

/// A day: `2017-04-20`, `2017/4/20`, `2017.4.20` or `2017年4月20日`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = narrow(text).replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4;
    if year.len() != 4 || ![*year, *month, *day].into_iter().all(digits) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::ratio;

    #[test]
    fn full_width_digits_are_digits_and_guesses_are_refused() {
        assert_eq!(number(" １２．５ "), Ok(ratio(25, 2).unwrap()));
        assert_eq!(whole_number("１００"), Ok(100));
        for bad in ["约100", "1,000", "15%", "100人", "-3", "", "一百", "1e3"] {
            assert!(number(bad).is_err(), "{bad}");
        }
        assert_eq!(number("1000000000000").unwrap_err().code(), "judge-sheet-number-limit");
        assert_eq!(whole_number("2.5").unwrap_err().code(), "judge-sheet-not-whole");
        assert_eq!(signed_number("－3"), Ok(-whole(3)));
    }

    #[test]
    fn days_are_read_in_the_usual_forms_and_must_exist() {
        let expected = NaiveDate::from_ymd_opt(2017, 4, 20);
        for text in [
            "2017-04-20",
            "2017/4/20",
            "2017.4.20",
            "2017年4月20日",
            "２０１７年４月２０日",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["2017-02-30", "17-4-20", "2017-4", "4月20日", "20170420", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
