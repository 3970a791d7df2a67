//! Number plates of the mainland (GA 36): the short name of a province, a letter, then five letters and digits, or six
//! for new energy; no I and no O; a mark such as 警 or 学 may take the last place. At least three of the five are digits.

use std::ops::Range;

use super::{Letter, letter_at};

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const MARKS: &str = "警学挂港澳试超";
/// Fewest digits: series of five letters and digits have at most two letters.
pub(super) const DIGITS: usize = 3;

/// The letters of a plate that begins at a place.
pub(super) fn at(letters: &[Letter], start: usize) -> Option<Range<usize>> {
    letter_at(letters, start).filter(|letter| PROVINCES.contains(*letter))?;
    letter_at(letters, start + 1).filter(char::is_ascii_alphabetic)?;
    let mut place = start + 2;
    if matches!(letter_at(letters, place), Some('·' | '•' | '.' | '-' | ' ')) {
        place += 1;
    }
    let run: Vec<char> = (place..place + 7)
        .map_while(|place| letter_at(letters, place))
        .take_while(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let marked = letter_at(letters, place + run.len()).is_some_and(|letter| MARKS.contains(letter));
    let length = match run.len() {
        4 if marked => 5,
        5 => 5,
        6 if is_new_energy(&run) => 6,
        _ => return None,
    };
    let digits = run.iter().filter(|letter| letter.is_ascii_digit()).count();
    let plain = !run.iter().any(|letter| matches!(letter, 'I' | 'O'));
    (plain && digits >= DIGITS).then_some(start..place + length)
}

/// D or F in front, or behind five digits.
fn is_new_energy(run: &[char]) -> bool {
    matches!(run, ['D' | 'F', ..]) || matches!(run, [digits @ .., 'D' | 'F'] if digits.iter().all(char::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::super::letters;
    use super::*;

    #[test]
    fn plates_are_found_and_codes_of_other_lengths_are_none() {
        let found = |text: &str| at(&letters(text), 0).is_some();
        for text in [
            "豫A12345",
            "粤B·D12345",
            "京a 1b234",
            "川Ａ１２３４５",
            "沪A1234学",
            "冀C12345F",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "豫A1234",
            "豫A123456",
            "豫A1234567",
            "豫AOI234",
            "豫AABCDE",
            "豫12345",
            "豫AB楼1234",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
