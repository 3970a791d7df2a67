//! How wide and high the cells of a sheet are, so that text fits and a pen has room.
//!
//! Spreadsheets do not measure wrapped text of a file they did not write: row heights are computed here from the number
//! of characters, Chinese ones counted full and others half.

use crate::judge::form::{Column, Line};
use crate::pack::AnswerType;

/// Font sizes in points: requirement, footing, everything else.
pub(super) const BODY: f64 = 10.0;
pub(super) const SMALL: f64 = 8.0;
/// Pixels of one unit of column width, and what a cell keeps for its border and indent.
const UNIT: f64 = 7.0;
const BORDER: f64 = 16.0;
/// Least height of a line for a pen, in points, and of a line for words.
const PEN: f64 = 27.0;
const WORDS: f64 = 44.0;

/// Width of a column in characters.
pub(super) fn width(column: Column) -> f64 {
    match column {
        Column::Item => 4.5,
        Column::Id => 10.5,
        Column::Requirement => 38.0,
        Column::Hint => 27.0,
        Column::Choice => 8.5,
        Column::Number | Column::Denominator | Column::Known => 9.5,
        Column::Population => 9.0,
        Column::Sample | Column::Hits => 7.5,
        Column::Reference => 17.0,
        Column::Date => 11.0,
        Column::Note => 19.0,
    }
}

/// Height of a line in points.
pub(super) fn height(line: &Line, footing: &str) -> f64 {
    let requirement = wrapped(line.indicator.requirement(), width(Column::Requirement), BODY);
    let asked = if line.first {
        requirement + wrapped(footing, width(Column::Requirement), SMALL)
    } else {
        0.0
    };
    let hint = wrapped(&line.hint(), width(Column::Hint), SMALL + 1.0);
    let id = wrapped(&line.id(), width(Column::Id), SMALL);
    let least = if line.indicator.answer_type == AnswerType::FreeText {
        WORDS
    } else {
        PEN
    };
    (asked.max(hint).max(id) + 6.0).max(least)
}

/// Height of the row of a fact in points.
pub(super) fn fact_height(fact: &str) -> f64 {
    (wrapped(fact, width(Column::Requirement), BODY) + 6.0).max(22.0)
}

/// Height in points of a text wrapped into a column.
fn wrapped(text: &str, width: f64, points: f64) -> f64 {
    let pixels = points * 4.0 / 3.0;
    let room = width * UNIT - BORDER;
    let lines: f64 = text
        .split('\n')
        .map(|line| {
            (line.chars().map(|letter| share(letter) * pixels).sum::<f64>() / room)
                .ceil()
                .max(1.0)
        })
        .sum();
    lines * points * 1.32
}

/// How much of a square a character takes.
fn share(letter: char) -> f64 {
    if letter.is_ascii() { 0.55 } else { 1.0 }
}

/// Lines a text takes in a column, a Chinese character being as wide as two others; a little is left at the edge.
pub(super) fn lines_of(text: &str, width: u16) -> u32 {
    let wide: u32 = text
        .chars()
        .map(|character| if character.is_ascii() { 1 } else { 2 })
        .sum();
    wide.div_ceil(u32::from(width).saturating_sub(2).max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_as_many_lines_as_its_width_asks_for() {
        assert_eq!(lines_of("", 12), 1);
        assert_eq!(lines_of("十个汉字正好占满十格", 22), 1);
        assert_eq!(lines_of("十一个汉字要占去两行了", 22), 2);
        assert_eq!(lines_of("twenty narrow chars.", 22), 1);
    }
}
