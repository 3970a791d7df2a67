//! A document while it is drafted: headings number themselves, and what a leader wrote stands in the place of a draft.

use std::collections::BTreeMap;

use super::field::join;
use super::{Bar, Block, Figure, Gate, Line, Paragraph, Piece, ReportDoc, Table, Written};
use crate::words::say;
use crate::{Lang, Sentence};

/// A document in the making.
#[derive(Debug)]
pub struct Draft<'a> {
    lang: Lang,
    written: &'a BTreeMap<String, Written>,
    doc: ReportDoc,
    numbers: [usize; 3],
    annexes: usize,
}

impl<'a> Draft<'a> {
    /// An empty document. `written` is what a leader wrote, by the keys of paragraphs.
    #[must_use]
    pub fn new(title: String, lang: Lang, written: &'a BTreeMap<String, Written>) -> Self {
        Self {
            lang,
            written,
            doc: ReportDoc {
                title,
                subtitle: String::new(),
                blocks: Vec::new(),
                landscape: false,
                limit: None,
            },
            numbers: [0; 3],
            annexes: 0,
        }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The line under the title.
    pub fn subtitle(&mut self, text: String) {
        self.doc.subtitle = text;
    }

    /// The characters it is counted against.
    pub fn limit(&mut self, characters: usize) {
        self.doc.limit = Some(characters);
    }

    /// Its pages lie on their side.
    pub fn landscape(&mut self) {
        self.doc.landscape = true;
    }

    /// A heading of level 1 to 3, numbered 一、 （一） 1. in its parent.
    pub fn heading(&mut self, level: u8, text: &str) {
        let place = usize::from(level.clamp(1, 3)) - 1;
        self.numbers[place] += 1;
        self.numbers[place + 1..].fill(0);
        let number = heading_number(self.lang, place, self.numbers[place]);
        self.doc.blocks.push(Block::Heading(level, format!("{number}{text}")));
    }

    /// A paragraph under a key.
    pub fn paragraph(&mut self, key: &str, lines: &[Line]) {
        let drafted = Paragraph {
            key: key.to_owned(),
            pieces: join(lines, self.lang),
            written: false,
        };
        let written = self.written.get(key);
        let paragraph = written.map_or_else(|| drafted.clone(), |written| written.paragraph(&drafted));
        if !paragraph.pieces.is_empty() {
            self.doc.blocks.push(Block::Paragraph(paragraph));
        }
    }

    /// Words alone, that nobody rewrites.
    pub fn remark(&mut self, sentence: &Sentence) {
        let text = say(self.lang, sentence);
        self.doc.blocks.push(Block::Paragraph(Paragraph {
            key: String::new(),
            pieces: vec![Piece::Text(text)],
            written: false,
        }));
    }

    /// A table.
    pub fn table(&mut self, table: Table) {
        self.doc.blocks.push(Block::Table(table));
    }

    /// Bars.
    pub fn bars(&mut self, bars: Vec<Bar>) {
        if !bars.is_empty() {
            self.doc.blocks.push(Block::Bars(bars));
        }
    }

    /// Pictures.
    pub fn figures(&mut self, figures: Vec<Figure>) {
        if !figures.is_empty() {
            self.doc.blocks.push(Block::Figures(figures));
        }
    }

    /// Review gates.
    pub fn gates(&mut self, gates: Vec<Gate>) {
        self.doc.blocks.push(Block::Gates(gates));
    }

    /// An annex on a page of its own.
    pub fn annex(&mut self, title: &str) {
        self.annexes += 1;
        self.numbers = [0; 3];
        let number = say(self.lang, &Sentence::new("report-annex").with("number", self.annexes));
        self.doc.blocks.push(Block::Annex(number, title.to_owned()));
    }

    /// The document.
    #[must_use]
    pub fn finish(self) -> ReportDoc {
        self.doc
    }
}

/// 一、 （一） 1. in Chinese; 1. 1) (1) in English.
fn heading_number(lang: Lang, level: usize, number: usize) -> String {
    match (lang, level) {
        (Lang::Zh, 0) => format!("{}、", chinese(number)),
        (Lang::Zh, 1) => format!("（{}）", chinese(number)),
        (Lang::Zh, _) => format!("{number}．"),
        (Lang::En, 0) => format!("{number}. "),
        (Lang::En, 1) => format!("{number}) "),
        (Lang::En, _) => format!("({number}) "),
    }
}

/// A number from 1 to 99 in Chinese; a larger one in digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones @ 1..) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_number_themselves_in_their_parent() {
        let written = BTreeMap::new();
        let mut draft = Draft::new("题".into(), Lang::Zh, &written);
        for level in [1, 2, 2, 3, 1, 2] {
            draft.heading(level, "甲");
        }
        let doc = draft.finish();
        let headings: Vec<&str> = doc
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(_, text) => Some(&**text),
                _ => None,
            })
            .collect();
        assert_eq!(
            headings,
            ["一、甲", "（一）甲", "（二）甲", "1．甲", "二、甲", "（一）甲"]
        );
    }

    #[test]
    fn chinese_numbers_read_as_people_say_them() {
        let numbers = [1, 10, 11, 20, 35, 99, 100].map(chinese);
        assert_eq!(numbers, ["一", "十", "十一", "二十", "三十五", "九十九", "100"]);
    }

    #[test]
    fn what_a_leader_wrote_stands_in_the_place_of_the_draft() {
        let written = BTreeMap::from([("overall".to_owned(), Written("到过{row}行。".into()))]);
        let mut draft = Draft::new("题".into(), Lang::Zh, &written);
        draft.paragraph("overall", &[Line::new("place-row").with("row", 7)]);
        draft.paragraph("other", &[Line::new("place-row").with("row", 8)]);
        let doc = draft.finish();
        let texts: Vec<(String, bool)> = doc.paragraphs().map(|one| (one.text(), one.written)).collect();
        assert_eq!(texts, [("到过7行。".to_owned(), true), ("第 8 行".to_owned(), false)]);
    }
}
