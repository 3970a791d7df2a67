//! Mobile numbers of the mainland: eleven digits that begin with 13 to 19 (numbering plan of the ministry, 2017).
//!
//! Nothing in the number can be checked, so the way it is written must speak: unbroken, in groups of at least three
//! digits (139 0000 0000, 139-00000000, 1390 000 0000) or digit by digit. Figures beside each other, and years, are
//! grouped otherwise. Behind +86 or 0086 it may follow without a gap.

use std::ops::Range;

use super::signs::{self, Mark, Run, Sign};

const LENGTH: usize = 11;
/// Characters of a credit code.
const CREDIT_CODE: usize = 18;
const CHINA: [Sign; 2] = [Sign::Digit(8), Sign::Digit(6)];

/// The marks of a mobile number that begins at a place.
pub(super) fn at(marks: &[Mark], start: usize) -> Option<Range<usize>> {
    if !signs::begins(marks, start) && !follows_country(marks, start) {
        return None;
    }
    let run = signs::take(marks, start, LENGTH)?;
    let is_mobile = run.digits[0] == 1 && run.digits[1] >= 3;
    let is_grouped = run.groups.iter().all(|group| *group >= 3) && !run.tells_years();
    let is_part = run.is_a_part(marks) || begins_credit_code(marks, &run);
    (is_mobile && (is_grouped || run.is_spaced_out(marks)) && !is_part).then_some(run.span)
}

/// Whether the digits begin the credit code of an institution (GB 32100) whose last seven of 18 characters are letters:
/// kind 13 or 19, then a division from 1 to 6.
fn begins_credit_code(marks: &[Mark], run: &Run) -> bool {
    let is_kind = matches!(run.digits[..], [1, 3 | 9, 1..=6, ..]) && run.groups.len() == 1;
    let letters = (run.span.end..marks.len())
        .take_while(|place| matches!(signs::at(marks, *place), Some(Sign::Letter | Sign::X)))
        .count();
    is_kind && letters == CREDIT_CODE - LENGTH
}

/// Whether +86 or 0086 stands right before a place.
fn follows_country(marks: &[Mark], start: usize) -> bool {
    let Some(code) = start.checked_sub(CHINA.len()) else {
        return false;
    };
    let is_china = CHINA
        .iter()
        .zip(code..)
        .all(|(sign, place)| signs::at(marks, place) == Some(*sign));
    let is_abroad = |place: usize| {
        signs::at(marks, place) == Some(Sign::Digit(0))
            && signs::at(marks, place + 1) == Some(Sign::Digit(0))
            && signs::begins(marks, place)
    };
    let has_prefix = signs::before(marks, code) == Some(Sign::Plus) || code.checked_sub(2).is_some_and(is_abroad);
    is_china && has_prefix
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
            "13900000000",
            "电139-0000-0000",
            "１３９００００００００",
            "86 139 0000 0000",
            "+8613900000000",
            "＋86－139－0000－0000",
            "008613900000000",
            "0086 13900000000",
            "(86)19900000000",
            "1390 000 0000",
            "1390000 0000",
            "139—0000—0000",
            "1 3 9 0 0 0 0 0 0 0 0",
            "1\u{200b}3\u{200b}900000000",
            "1.13900000000",
            "①13900000000",
            "tel13900000000",
            "13900000000²",
            "5 139 0000 0000",
        ] {
            assert!(is_found(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_and_longer_runs_are_none() {
        for text in [
            "12800138000",
            "139000000001",
            "0139000000000",
            "8613900000000",
            "100008613900000000",
            "139\n0000\n0000",
            "139    0000    0000",
            "2 1 3 9 0 0 0 0 0 0 0 0",
            "1 3 9 0 0 0 0 0 0 0 0 7",
            "0.13900000000",
            "13 9 00 00 00 000",
        ] {
            assert!(!is_found(text), "{text}");
        }
    }
}
