//! 字数 as office programs count it: each Chinese character and each Chinese mark one, each run of anything else one.

use super::{Block, ReportDoc};

/// The limits of a special and of a comprehensive report.
pub const LIMITS: [usize; 2] = [4_000, 5_000];

/// How long a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Length {
    /// Title, headings and paragraphs before the annexes, tables among them too.
    pub text: usize,
    /// All of it.
    pub whole: usize,
}

/// Whether a character counts alone: ideographs, kana, hangul, and the marks of Chinese text.
fn counts_alone(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// The characters of a text.
#[must_use]
pub fn characters(text: &str) -> usize {
    let (mut count, mut in_word) = (0, false);
    for c in text.chars() {
        let alone = counts_alone(c);
        let space = c.is_whitespace() || c.is_control();
        count += usize::from(alone && !space) + usize::from(!alone && !space && !in_word);
        in_word = !alone && !space;
    }
    count
}

fn of_block(block: &Block) -> usize {
    match block {
        Block::Heading(_, text) => characters(text),
        Block::Paragraph(paragraph) => characters(&paragraph.text()),
        Block::Table(table) => {
            let headers = table.columns.iter().map(|column| characters(&column.header));
            let cells = table.rows.iter().flatten().map(|cell| characters(cell));
            headers.chain(cells).sum()
        }
        Block::Bars(bars) => bars
            .iter()
            .map(|bar| characters(&bar.label) + characters(&bar.words))
            .sum(),
        Block::Figures(figures) => figures.iter().map(|figure| characters(&figure.caption)).sum(),
        Block::Gates(gates) => {
            let words = gates.iter().flat_map(|gate| [&gate.name, &gate.looks_at, &gate.signed]);
            words.map(|text| characters(text)).sum()
        }
        Block::Annex(number, title) => characters(number) + characters(title),
    }
}

pub(super) fn of(doc: &ReportDoc) -> Length {
    let title = characters(&doc.title) + characters(&doc.subtitle);
    let text = doc.blocks.iter().take_while(|block| !matches!(block, Block::Annex(..)));
    Length {
        text: title + text.map(of_block).sum::<usize>(),
        whole: title + doc.blocks.iter().map(of_block).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn characters_are_counted_as_office_programs_count_them() {
        for (text, count) in [
            ("", 0),
            ("抽查60所，49所落实（81.7 %）。", 14),
            ("Word count", 2),
            ("6·27工程", 5),
            ("〔2017〕44号", 5),
            ("——", 2),
            ("一\n二\t三", 3),
            ("𠀀𠀁", 2),
        ] {
            assert_eq!(characters(text), count, "{text}");
        }
    }
}
