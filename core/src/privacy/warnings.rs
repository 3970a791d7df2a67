//! What may point at a person: an e-mail address, a number plate, a name after its label, a masked name beside a word
//! of protection. It is warned of with its place and never refused.
//!
//! Every free text, caption, file name and imported cell is looked at before it is saved, and whoever typed it decides.
//! A warning that is often wrong is no longer read, so each detector asks for more than one sign: a plate has a province
//! and the form of a plate, a name a family name and an end, a masked name a word of protection close by.

use std::ops::Range;

use super::{placed, signs};
use crate::Sentence;

mod email;
mod gathered;
mod masked;
mod named;
mod plate;

pub use gathered::{FIRST, Warnings};

/// What a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// An e-mail address.
    Email,
    /// A number plate of the mainland.
    Plate,
    /// A name after 姓名：, 联系人： and the like.
    Named,
    /// A masked name (王某, 李××) beside 吸毒, 社戒, 学生, 家长 and the like.
    Masked,
}

impl Hint {
    fn sentence(self) -> Sentence {
        Sentence::new(match self {
            Self::Email => "privacy-email",
            Self::Plate => "privacy-plate",
            Self::Named => "privacy-named",
            Self::Masked => "privacy-masked",
        })
    }
}

/// A hint with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hinted {
    /// What it may be.
    pub what: Hint,
    /// Bytes of the text as it was given; both ends lie between characters.
    pub range: Range<usize>,
}

/// A visible character, full-width forms as plain ones, and its bytes in the text.
#[derive(Debug, Clone)]
struct Letter {
    is: char,
    at: Range<usize>,
}

fn letters(text: &str) -> Vec<Letter> {
    let visible = text
        .char_indices()
        .filter(|(_, letter)| !signs::is_without_width(*letter));
    let letters = visible.map(|(start, letter)| Letter {
        is: signs::plain(letter),
        at: start..start + letter.len_utf8(),
    });
    letters.collect()
}

fn letter_at(letters: &[Letter], place: usize) -> Option<char> {
    letters.get(place).map(|letter| letter.is)
}

fn is_han(letter: char) -> bool {
    matches!(u32::from(letter), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x3007)
}

/// Whether a word stands at a place.
fn stands(letters: &[Letter], place: usize, word: &str) -> bool {
    word.chars()
        .zip(place..)
        .all(|(letter, place)| letter_at(letters, place) == Some(letter))
}

/// Whether a text has a sign that every hint has: an at sign, a colon, a mask, or the digits of a plate. Most cells of a
/// table have none, and a table may have millions.
fn may_hold_any(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|letter| {
        digits += usize::from(signs::is_digit(letter));
        digits >= plate::DIGITS || matches!(signs::plain(letter), '@' | ':' | '某' | '×' | '*' | 'x' | 'X')
    })
}

/// Everything in a text that may point at a person, in the order of the text; no two overlap.
#[must_use]
pub fn hints(text: &str) -> Vec<Hinted> {
    if !may_hold_any(text) {
        return Vec::new();
    }
    let letters = letters(text);
    let mut hints = Vec::new();
    let mut next = 0;
    while next < letters.len() {
        let found = [
            (Hint::Email, email::at(&letters, next)),
            (Hint::Plate, plate::at(&letters, next)),
            (Hint::Named, named::at(&letters, next)),
            (Hint::Masked, masked::at(&letters, next)),
        ];
        let found = found.into_iter().find_map(|(what, range)| Some((what, range?)));
        let Some((what, range)) = found else {
            next += 1;
            continue;
        };
        next = range.end.max(next + 1);
        if let Some([first, ..]) = letters.get(range.clone()) {
            let end = letters.get(range.end - 1).map_or(first.at.end, |last| last.at.end);
            let range = first.at.start..end;
            hints.push(Hinted { what, range });
        }
    }
    hints
}

/// What a person is told before a text is saved: one sentence for each hint, with its place in characters.
#[must_use]
pub fn warnings(text: &str) -> Vec<Sentence> {
    let hints = hints(text).into_iter();
    hints
        .map(|hint| placed(text, &hint.range, hint.what.sentence()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Hint, &str)> {
        let hints = hints(text).into_iter();
        hints.map(|hint| (hint.what, &text[hint.range])).collect()
    }

    #[test]
    fn each_hint_is_told_with_its_place_in_characters() {
        let text = "联系人：王小明，豫A12345，xiaoming@example.com，吸毒人员李某某";
        assert_eq!(
            found(text),
            [
                (Hint::Named, "王小明"),
                (Hint::Plate, "豫A12345"),
                (Hint::Email, "xiaoming@example.com"),
                (Hint::Masked, "李某某")
            ]
        );
        let places: Vec<_> = warnings(text)
            .iter()
            .map(|one| {
                (
                    one.code(),
                    one.arg("from").unwrap().to_owned(),
                    one.arg("to").unwrap().to_owned(),
                )
            })
            .collect();
        assert_eq!(places[0], ("privacy-named", "5".to_owned(), "7".to_owned()));
        assert_eq!(places[1], ("privacy-plate", "9".to_owned(), "15".to_owned()));
    }

    #[test]
    fn what_names_offices_papers_and_counts_is_no_hint() {
        for text in [
            "",
            "豫禁毒办传〔2017〕44号",
            "联系人：县禁毒办",
            "负责人：安监局",
            "学生安全教育、家长会记录",
            "某县某学校家长会",
            "吸毒人员37名，社戒社康12名",
            "京沪高速K1234+500",
            "@全体成员",
            "粤语2017年第3期",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
