//! Numbers that name a person: none may enter a sheet.
//!
//! An identity number is 17 digits and a digit or X, a mobile number 11 digits from 13 to 19; both also in the groups
//! people write them in (6-8-4 and 3-4-4). The text itself is never repeated in a message.

use super::reading::narrow;

/// Whether a text holds an identity or a mobile number.
pub(super) fn names_a_person(text: &str) -> bool {
    let text = narrow(text);
    let runs = runs(&text);
    let alone = runs.iter().any(|run| is_mobile(run.digits) || is_identity(run.digits));
    alone || runs.windows(3).any(in_groups)
}

/// A run of digits (an identity number's X belongs to it) and whether only a space or hyphen parts it from the one before.
struct Run<'a> {
    digits: &'a str,
    joined: bool,
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let belongs = |letter: char| letter.is_ascii_digit() || letter == 'X' || letter == 'x';
    let mut runs: Vec<Run> = Vec::new();
    let mut end = 0;
    for digits in text.split(|letter: char| !belongs(letter)).filter(|run| !run.is_empty()) {
        let start = digits.as_ptr().addr() - text.as_ptr().addr();
        let between = &text[end..start];
        runs.push(Run {
            digits,
            joined: !runs.is_empty() && matches!(between, " " | "-"),
        });
        end = start + digits.len();
    }
    runs
}

fn in_groups(runs: &[Run]) -> bool {
    let [first, second, third] = runs else {
        return false;
    };
    let lengths = (first.digits.len(), second.digits.len(), third.digits.len());
    if !(second.joined && third.joined) || !matches!(lengths, (3, 4, 4) | (6, 8, 4)) {
        return false;
    }
    let whole = [first.digits, second.digits, third.digits].concat();
    is_mobile(&whole) || is_identity(&whole)
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && bytes.iter().all(u8::is_ascii_digit)
}

fn is_identity(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 18 && bytes[..17].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_and_mobile_numbers_are_found_however_they_are_spaced() {
        for text in [
            "电话13800000000",
            "138 0000 0000",
            "138-0000-0000",
            "１３８００００００００",
            "身份证11010119000307001X。",
            "110101 19000307 0017",
        ] {
            assert!(names_a_person(text), "{text}");
        }
    }

    #[test]
    fn document_numbers_dates_and_counts_are_let_through() {
        for text in ["豫禁毒办传〔2017〕44号", "2017-04-20", "12 2017-04-20", "经费1380000元", "138000000001", ""] {
            assert!(!names_a_person(text), "{text}");
        }
    }
}
