//! Moments as people read them: how long ago in words, and when.

use chrono::{DateTime, FixedOffset};
use crosscheck_core::Sentence;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long before `now` something was, both ms since 1970; of two clocks, the later may be the one that is wrong.
pub fn ago(now: i64, then: i64) -> Sentence {
    let past = now.saturating_sub(then);
    let since = |code, unit: i64| Sentence::new(code).with("count", past / unit);
    match past {
        ..=-60_001 => Sentence::new("console-age-ahead"),
        -60_000..120_000 => Sentence::new("console-age-now"),
        past if past < 2 * HOUR => since("console-age-minutes", MINUTE),
        past if past < 2 * DAY => since("console-age-hours", HOUR),
        _ => since("console-age-days", DAY),
    }
}

/// The moment in the campaign's offset, minutes east of UTC; nothing for never.
pub fn when(ms: i64, offset: i32) -> String {
    let offset = FixedOffset::east_opt(offset * 60);
    let moment = DateTime::from_timestamp_millis(ms).filter(|_| ms > 0).zip(offset);
    moment.map_or_else(String::new, |(moment, offset)| {
        moment.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string()
    })
}

/// An offset as it is written.
pub fn written(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_the_largest_unit_that_two_of_have_passed() {
        let said = |past| {
            let sentence = ago(10 * DAY, 10 * DAY - past);
            (sentence.code(), sentence.arg("count").map(str::to_owned))
        };
        assert_eq!(said(119_999), ("console-age-now", None));
        assert_eq!(said(2 * MINUTE), ("console-age-minutes", Some("2".to_owned())));
        assert_eq!(said(2 * HOUR - 1), ("console-age-minutes", Some("119".to_owned())));
        assert_eq!(said(2 * DAY - 1), ("console-age-hours", Some("47".to_owned())));
        assert_eq!(said(3 * DAY), ("console-age-days", Some("3".to_owned())));
    }

    #[test]
    fn a_clock_that_is_ahead_is_said_to_be_and_the_farthest_moments_do_not_overflow() {
        assert_eq!(ago(0, 60_000).code(), "console-age-now");
        assert_eq!(ago(0, 60_001).code(), "console-age-ahead");
        assert_eq!(ago(i64::MAX, i64::MIN).code(), "console-age-days");
        assert_eq!(ago(i64::MIN, i64::MAX).code(), "console-age-ahead");
        assert_eq!(when(i64::MAX, 480), "");
    }

    #[test]
    fn a_moment_is_written_in_the_campaigns_offset() {
        assert_eq!(when(1_496_620_800_000, 480), "2017-06-05 08:00");
        assert_eq!(
            (written(480), written(-210)),
            ("UTC+08:00".to_owned(), "UTC-03:30".to_owned())
        );
    }
}
