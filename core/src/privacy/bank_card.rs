//! Bank card numbers, ISO/IEC 7812: an issuer's first digits, sixteen to nineteen digits, the last a check (Luhn).
//!
//! Ten in a hundred numbers pass the check, so the issuer must be one that cards in China carry, with a length that it
//! uses, and the digits must stand as on a card: unbroken, by fours, six and the rest, or digit by digit. Lists of
//! division codes of Gansu (62) are grouped otherwise.

use std::ops::Range;

use super::signs::{self, Mark, Run};

/// First six digits, from and to, and the lengths in use.
const ISSUERS: [(u32, u32, &[usize]); 11] = [
    // UnionPay, and what the banks issued before it: ICBC and ABC, ABC, BOC, BoCom.
    (620_000, 629_999, &[16, 17, 18, 19]),
    (955_800, 955_999, &[16, 17, 18, 19]),
    (103_000, 103_000, &[19]),
    (601_382, 601_382, &[19]),
    (601_428, 601_428, &[17]),
    // Visa (CCB's own of nineteen digits among them), Mastercard, JCB, Discover.
    (400_000, 499_999, &[16, 19]),
    (510_000, 559_999, &[16]),
    (222_100, 272_099, &[16]),
    (352_800, 358_999, &[16]),
    (601_100, 601_199, &[16]),
    (644_000, 659_999, &[16]),
];

/// The marks of a card number that begins at a place.
pub(super) fn at(marks: &[Mark], start: usize) -> Option<Range<usize>> {
    if !signs::begins(marks, start) {
        return None;
    }
    let runs = (16..=19).filter_map(|length| signs::take(marks, start, length));
    let mut cards = runs.filter(|run| is_card(&run.digits) && is_written_as_one(run, marks));
    cards.next_back().map(|run| run.span)
}

fn is_card(digits: &[u8]) -> bool {
    let issuer = signs::whole(&digits[..6]);
    let is_issued =
        |(from, to, lengths): &(u32, u32, &[usize])| (*from..=*to).contains(&issuer) && lengths.contains(&digits.len());
    ISSUERS.iter().any(is_issued) && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let weigh = |(place, digit): (usize, &u8)| {
        let digit = u32::from(*digit);
        if place % 2 == 0 {
            digit
        } else {
            digit * 2 / 10 + digit * 2 % 10
        }
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

fn is_written_as_one(run: &Run, marks: &[Mark]) -> bool {
    let is_grouped = match run.groups.as_slice() {
        [_] | [6, 10 | 13] => true,
        [fours @ .., last] => fours.iter().all(|group| *group == 4) && *last <= 4,
        [] => false,
    };
    (is_grouped && !run.tells_years() || run.is_spaced_out(marks)) && !run.is_a_part(marks)
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
            "4111111111111111",
            "卡号４１１１－１１１１－１１１１－１１１１",
            "4111 1111 1111 1111 12",
            "411111 1111111111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "41111111\u{200b}11111111",
            "5555555555554444",
            "2223003122003222",
            "3530111333300000",
            "6011111111111117",
        ] {
            assert!(is_found(text), "{text}");
        }
    }

    #[test]
    fn a_wrong_check_issuer_length_or_grouping_makes_it_none() {
        for text in [
            "4111111111111112",
            // Valid checks: no such issuer, a length that the issuer does not use.
            "1111111111111117",
            "55555555555544440",
            "41111111111111113",
            "411 1111 11 11 111 1111",
            "0.4111111111111111",
            "a4111111111111111b2",
        ] {
            assert!(!is_found(text), "{text}");
        }
    }
}
