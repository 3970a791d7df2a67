//! A text as the eye reads its digits: full-width digits are digits, characters without width are not there.
//!
//! Every mark remembers its bytes, so that what is found can be shown in the text as it was given. One rule to keep:
//! a number begins and ends where its digits do; a number inside a longer unbroken run of digits is none.

use std::ops::Range;

/// Most blanks and hyphens between two groups of one number; more of them stand between columns.
const WIDEST_GAP: usize = 3;

/// What a visible character is to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Digit(u8),
    /// The letter X, small or capital: a check character of ten.
    X,
    /// Any other letter from A to Z.
    Letter,
    /// A blank or a hyphen, but no end of a line and no tab.
    Gap,
    Plus,
    Point,
    Other,
}

/// A visible character and its bytes in the text.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub sign: Sign,
    pub at: Range<usize>,
}

/// The visible characters of a text.
pub(super) fn read(text: &str) -> Vec<Mark> {
    let mark = |(start, character): (usize, char)| Mark {
        sign: sign(character),
        at: start..start + character.len_utf8(),
    };
    text.char_indices()
        .filter(|(_, character)| !is_without_width(*character))
        .map(mark)
        .collect()
}

/// Whether a character reads as one of the ten digits.
pub(super) fn is_digit(character: char) -> bool {
    matches!(sign(character), Sign::Digit(_))
}

fn sign(character: char) -> Sign {
    let plain = plain(character);
    match plain {
        '0'..='9' => u8::try_from(plain).map_or(Sign::Other, |digit| Sign::Digit(digit - b'0')),
        'x' | 'X' => Sign::X,
        'a'..='z' | 'A'..='Z' => Sign::Letter,
        '+' => Sign::Plus,
        '.' => Sign::Point,
        // Hyphens, dashes and the minus sign.
        '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{2800}' => Sign::Gap,
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Sign::Other,
        blank if blank.is_whitespace() => Sign::Gap,
        _ => Sign::Other,
    }
}

/// Full-width forms and mathematical digits as plain ones. Circled and raised digits number items and notes beside a
/// number and stay apart.
pub(super) fn plain(character: char) -> char {
    let code = u32::from(character);
    let plain = match code {
        0xff01..=0xff5e => code - 0xfee0,
        0x1d7ce..=0x1d7ff => u32::from('0') + (code - 0x1d7ce) % 10,
        _ => code,
    };
    char::from_u32(plain).unwrap_or(character)
}

/// Joiners, marks of direction, variation selectors, fillers and marks that stand on another character.
pub(super) fn is_without_width(character: char) -> bool {
    matches!(u32::from(character),
        0xad | 0x300..=0x36f | 0x61c | 0x115f | 0x1160 | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e
        | 0x2060..=0x206f | 0x20d0..=0x20ff | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe01ef)
}

/// Digits that may be a number: the digits, how many stand in each group, and the marks they span.
#[derive(Debug)]
pub(super) struct Run {
    pub digits: Vec<u8>,
    pub groups: Vec<usize>,
    pub span: Range<usize>,
}

/// The sign at a place.
pub(super) fn at(marks: &[Mark], place: usize) -> Option<Sign> {
    marks.get(place).map(|mark| mark.sign)
}

/// The sign before a place.
pub(super) fn before(marks: &[Mark], place: usize) -> Option<Sign> {
    at(marks, place.checked_sub(1)?)
}

fn digit_at(marks: &[Mark], place: usize) -> Option<u8> {
    match at(marks, place)? {
        Sign::Digit(digit) => Some(digit),
        _ => None,
    }
}

/// Whether an unbroken run of digits begins at a place.
pub(super) fn begins(marks: &[Mark], place: usize) -> bool {
    digit_at(marks, place).is_some() && !matches!(before(marks, place), Some(Sign::Digit(_)))
}

/// How many blanks and hyphens stand from a place on, if they may stand inside a number.
pub(super) fn gap(marks: &[Mark], place: usize) -> Option<usize> {
    let width = (place..)
        .take_while(|place| at(marks, *place) == Some(Sign::Gap))
        .take(WIDEST_GAP + 1)
        .count();
    (width <= WIDEST_GAP).then_some(width)
}

/// So many digits from a place on, gaps between them, when the run of digits ends with the last of them.
pub(super) fn take(marks: &[Mark], start: usize, length: usize) -> Option<Run> {
    let (mut digits, mut groups) = (Vec::with_capacity(length), vec![0]);
    let mut place = start;
    while digits.len() < length {
        let width = gap(marks, place)?;
        digits.push(digit_at(marks, place + width)?);
        if width > 0 {
            groups.push(0);
        }
        *groups.last_mut()? += 1;
        place += width + 1;
    }
    let span = start..place;
    digit_at(marks, place).is_none().then_some(Run { digits, groups, span })
}

impl Run {
    /// Whether every digit stands alone, and no further digit does beside them.
    pub fn is_spaced_out(&self, marks: &[Mark]) -> bool {
        let alone = |place: usize| begins(marks, place) && digit_at(marks, place + 1).is_none();
        let width = (1..=WIDEST_GAP).take_while(|back| {
            let place = self.span.start.checked_sub(*back);
            place.and_then(|place| at(marks, place)) == Some(Sign::Gap)
        });
        let ahead = self.span.start.checked_sub(width.count() + 1);
        let behind = gap(marks, self.span.end).map(|width| self.span.end + width);
        self.groups.iter().all(|group| *group == 1) && !ahead.is_some_and(alone) && !behind.is_some_and(alone)
    }

    /// Whether the groups read as years with figures beside them: a year in front, or two anywhere.
    pub fn tells_years(&self) -> bool {
        let mut rest = self.digits.as_slice();
        let mut years = 0;
        for (index, length) in self.groups.iter().enumerate() {
            let (group, later) = rest.split_at(*length);
            rest = later;
            if group.len() == 4 && (1949..=2049).contains(&whole(group)) {
                years += if index == 0 { 2 } else { 1 };
            }
        }
        years >= 2
    }

    /// Whether the digits are a part of something longer: a code of letters and digits such as a hash, or the decimals
    /// of a fraction below one.
    pub fn is_a_part(&self, marks: &[Mark]) -> bool {
        let Range { start, end } = self.span;
        let is_letter = |sign: Option<Sign>| matches!(sign, Some(Sign::Letter | Sign::X));
        let ahead = (0..start).rev().find(|place| !is_letter(at(marks, *place)));
        let behind = (end..marks.len()).find(|place| !is_letter(at(marks, *place)));
        let is_digit = |place: usize| digit_at(marks, place).is_some();
        let code = is_letter(before(marks, start)) && ahead.is_some_and(is_digit)
            || is_letter(at(marks, end)) && behind.is_some_and(is_digit);
        let nought = |point: usize| before(marks, point) == Some(Sign::Digit(0)) && begins(marks, point - 1);
        let fraction = before(marks, start) == Some(Sign::Point) && nought(start - 1);
        code || fraction
    }
}

/// The number that a few digits write.
pub(super) fn whole(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_not_there_and_full_width_ones_are_plain() {
        let marks = read("1\u{200b}２\u{fe0f}\u{20e3}－X\n");
        let signs: Vec<Sign> = marks.iter().map(|mark| mark.sign).collect();
        assert_eq!(signs, [Sign::Digit(1), Sign::Digit(2), Sign::Gap, Sign::X, Sign::Other]);
        assert_eq!(marks[1].at, 4..7);
    }

    #[test]
    fn a_run_ends_with_its_digits_and_never_inside_them() {
        let marks = read("12 - 34");
        let run = take(&marks, 0, 4).unwrap();
        assert_eq!((run.digits, run.groups, run.span), (vec![1, 2, 3, 4], vec![2, 2], 0..7));
        assert!(take(&marks, 0, 3).is_none());
        assert!(take(&read("12    34"), 0, 4).is_none(), "columns of a table");
        assert!(take(&read("12\n34"), 0, 4).is_none(), "lines");
    }
}
