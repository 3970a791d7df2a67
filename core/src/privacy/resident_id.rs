//! Resident identity numbers, GB 11643: six digits of a place, eight of a birth, three of order, one check character.
//!
//! Place, day and check together leave one number in a hundred thousand to chance, so the digits may be split anywhere.
//! For the same reason the credit codes of institutions (GB 32100, also 18 characters) need no exception: where an
//! identity number has a year of birth they have the end of a county's code and the start of a serial.

use std::ops::Range;

use chrono::NaiveDate;

use super::signs::{self, Mark, Sign};

/// The first two digits: provinces, regions and municipalities (GB/T 2260), and 83 on residence permits.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];
/// What each of the first 17 digits weighs (ISO 7064, MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Years a number of this form can tell; no clock is asked.
const YEARS: Range<i32> = 1800..2100;

/// The marks of an identity number that begins at a place.
pub(super) fn at(marks: &[Mark], start: usize) -> Option<Range<usize>> {
    if !signs::begins(marks, start) {
        return None;
    }
    if let Some(run) = signs::take(marks, start, 18) {
        let (body, check) = run.digits.split_at(17);
        return is_valid(body, u32::from(check[0])).then_some(run.span);
    }
    let run = signs::take(marks, start, 17)?;
    let width = signs::gap(marks, run.span.end)?;
    let place = run.span.end + width;
    let is_word = width > 0 && matches!(signs::at(marks, place + 1), Some(Sign::Letter | Sign::X));
    let is_ten = signs::at(marks, place) == Some(Sign::X) && !is_word;
    (is_ten && is_valid(&run.digits, 10)).then_some(start..place + 1)
}

fn is_valid(body: &[u8], check: u32) -> bool {
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    PROVINCES.contains(&signs::whole(&body[..2])) && is_a_day(&body[6..14]) && (sum + check) % 11 == 1
}

fn is_a_day(digits: &[u8]) -> bool {
    let year = signs::whole(&digits[..4]).cast_signed();
    let (month, day) = (signs::whole(&digits[4..6]), signs::whole(&digits[6..]));
    YEARS.contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str) -> bool {
        let marks = signs::read(text);
        (0..marks.len()).any(|start| at(&marks, start).is_some())
    }

    #[test]
    fn every_way_of_writing_one_is_found() {
        for text in [
            "11010519491231002X",
            "证号11010519491231002x。",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002X",
            "110105-1949-1231-002 - X",
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
            "1101\u{200b}0519\u{feff}491231002\u{200d}X",
            "3 440524188001010014",
            "ID440524188001010014,",
            "11010519491231002Xtel",
        ] {
            assert!(is_found(text), "{text}");
        }
    }

    #[test]
    fn a_wrong_place_day_check_or_length_makes_it_none() {
        for text in [
            "110105194912310020",
            // Valid checks: no province 00, the thirtieth of February, a year 2100.
            "001010199001010003",
            "110105194902300020",
            "110105210001010015",
            "1110105194912310021",
            "1105194912310021",
            "11010519491231002 Xiamen",
            "11010519491231002\nX",
            "11010519491231002",
            // The old form of fifteen digits.
            "110105491231002",
        ] {
            assert!(!is_found(text), "{text}");
        }
    }
}
