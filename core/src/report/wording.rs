//! Plain words for counts: shares, words for how many, days.
//!
//! Raw counts stand in the text with the rate behind them; a word for how many (个别, 少数 ...) comes from one table and
//! only where five or more were looked at. Nothing here is rounded before it is compared.

use chrono::{Datelike, NaiveDate};

use crate::exact::{Fraction, percent_text, ratio};
use crate::words::say;
use crate::{Lang, Sentence};

/// Fewer than this have no word for how many.
pub const LEAST: u64 = 5;

/// The words for how many, with the share in hundredths up to which each is used, that share included. 多数 begins above
/// one half and 普遍 at four fifths; all of them is 全部.
const HOW_MANY: [(&str, u64); 3] = [("few", 10), ("some-few", 30), ("part", 50)];
/// 普遍 from here on.
const WIDESPREAD: u64 = 80;

/// The code of the word for how many of `whole` a `part` is; none where too few were looked at, or none has it.
#[must_use]
pub fn how_many(part: u64, whole: u64) -> Option<&'static str> {
    if whole < LEAST || part == 0 || part > whole {
        return None;
    }
    let hundredths = |limit: u64| ratio(limit, 100_u64);
    let share: Fraction = ratio(part, whole)?;
    if part == whole {
        return Some("all");
    }
    let below = HOW_MANY
        .iter()
        .find(|(_, limit)| hundredths(*limit).is_some_and(|limit| share <= limit));
    match below {
        Some((word, _)) => Some(word),
        None if hundredths(WIDESPREAD).is_some_and(|limit| share >= limit) => Some("widespread"),
        None => Some("most"),
    }
}

/// The word for how many, in a language; empty where there is none.
#[must_use]
pub fn how_many_word(lang: Lang, part: u64, whole: u64) -> String {
    how_many(part, whole).map_or_else(String::new, |word| {
        say(lang, &Sentence::new("report-how-many").with("word", word))
    })
}

/// A rate with one decimal: `81.7 %`; a dash where nothing was looked at.
#[must_use]
pub fn rate(part: u64, whole: u64) -> String {
    ratio(part, whole).map_or_else(|| "—".to_owned(), |rate| percent_text(&rate, 1))
}

/// A day as official paper writes it: 2017年6月5日.
#[must_use]
pub fn day(lang: Lang, day: NaiveDate) -> String {
    let what = Sentence::new("report-day").with("year", day.year());
    say(lang, &what.with("month", day.month()).with("day", day.day()))
}

/// A span of days; one day where both are the same.
#[must_use]
pub fn days(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return day(lang, from);
    }
    let span = Sentence::new("report-days").with("from", day(lang, from));
    say(lang, &span.with("to", day(lang, to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_how_many_begin_at_five_and_change_at_exact_shares() {
        for (part, whole, word) in [
            (2, 4, None),
            (0, 60, None),
            (1, 10, Some("few")),
            (11, 100, Some("some-few")),
            (3, 10, Some("some-few")),
            (31, 100, Some("part")),
            (5, 10, Some("part")),
            (51, 100, Some("most")),
            (79, 100, Some("most")),
            (4, 5, Some("widespread")),
            (5, 5, Some("all")),
            (1_000_000_001, 10_000_000_000, Some("some-few")),
        ] {
            assert_eq!(how_many(part, whole), word, "{part} of {whole}");
        }
    }

    #[test]
    fn a_rate_of_nothing_is_a_dash() {
        assert_eq!((rate(49, 60), rate(0, 0)), ("81.7 %".to_owned(), "—".to_owned()));
    }
}
