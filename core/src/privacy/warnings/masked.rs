//! A masked name beside a word of protection: 王某, 李某某, 张×× within a few characters of 吸毒, 社戒, 学生, 家长.
//!
//! Masked as it is, such a name beside a place and a date points at one person. Without a family name only 某某 counts,
//! and not in front of a word for a place.

use std::ops::Range;

use super::named::FAMILIES;
use super::{Letter, letter_at, stands};

const WORDS: [&str; 13] = [
    "吸毒",
    "涉毒",
    "戒毒",
    "社戒",
    "社康",
    "康复人员",
    "学生",
    "家长",
    "未成年",
    "病残",
    "毒品人员",
    "在册人员",
    "强戒",
];
/// How far a word of protection may stand from the name.
const NEAR: usize = 10;
/// What 某 and 某某 stand before when they hide a place or a thing.
const THINGS: &str = "县市省州旗区镇乡村街校小中局办所单社企公路个些种类项次年月日天方级条件";
/// What ends a clause.
const ENDS: &str = "。；;！!？?\n";

/// The letters of a masked name that begins at a place.
pub(super) fn at(letters: &[Letter], start: usize) -> Option<Range<usize>> {
    let family = letter_at(letters, start).is_some_and(|letter| FAMILIES.contains(letter));
    let mask = if family { start + 1 } else { start };
    let masks = (mask..mask + 3).take_while(|place| letter_at(letters, *place).is_some_and(is_mask));
    let end = mask + masks.count();
    let is_some_thing = letter_at(letters, end).is_some_and(|letter| THINGS.contains(letter));
    let masked = letter_at(letters, mask) == Some('某');
    // 王某 and 李×× need their family name; 某某 speaks alone; 5×× and ×× alone are figures.
    let fits = match (family, end - mask) {
        (true, 1) | (false, 2..) => masked && !is_some_thing,
        (true, 2..) => true,
        _ => false,
    };
    (fits && is_near_a_word(letters, start, end)).then_some(start..end)
}

fn is_mask(letter: char) -> bool {
    matches!(letter, '某' | '×' | '*' | 'X' | 'x' | '＊')
}

fn is_near_a_word(letters: &[Letter], start: usize, end: usize) -> bool {
    let ends = |place: &usize| letter_at(letters, *place).is_some_and(|letter| ENDS.contains(letter));
    let begin = (start.saturating_sub(NEAR)..start)
        .rev()
        .find(ends)
        .map_or(start.saturating_sub(NEAR), |at| at + 1);
    let finish = (end..(end + NEAR).min(letters.len()))
        .find(ends)
        .unwrap_or((end + NEAR).min(letters.len()));
    let is_word = |place: usize, last: usize| {
        let inside = |word: &&&str| place + word.chars().count() <= last;
        WORDS.iter().filter(inside).any(|word| stands(letters, place, word))
    };
    (begin..start).any(|place| is_word(place, start)) || (end..finish).any(|place| is_word(place, finish))
}

#[cfg(test)]
mod tests {
    use super::super::letters;
    use super::*;

    #[test]
    fn a_masked_name_counts_only_close_to_a_word_of_protection() {
        let found = |text: &str| {
            let letters = letters(text);
            (0..letters.len()).any(|start| at(&letters, start).is_some())
        };
        for text in [
            "吸毒人员王某",
            "李某某（社戒）",
            "学生张××反映",
            "家长刘**说",
            "学生某某某",
            "赵某系未成年人",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "王某到会",
            "学生会。王某到会",
            "某某县学生禁毒教育",
            "某学生反映",
            "学生5××人",
            "家长××",
            "学生对于某项课程的反映",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
