//! What stands on the pages of a PDF: lines with their places, glyphs that are missing, text that got lost.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use roxmltree::{Document, Node, ParsingOptions};
use unicode_normalization::UnicodeNormalization;

use crate::{python, root, run};

/// The namespace poppler writes places in.
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// A millimetre in points.
pub const MM: f64 = 72.0 / 25.4;
/// The text area of official paper, in points: 天头 37 mm, 订口 28 mm, 156 by 225 mm.
pub const LEFT: f64 = 28.0 * MM;
/// Its right edge.
pub const RIGHT: f64 = LEFT + 156.0 * MM;
/// Its upper edge.
pub const TOP: f64 = 37.0 * MM;
/// Its lower edge.
pub const BOTTOM: f64 = TOP + 225.0 * MM;
/// The width of one of its 28 characters, and the height of one of its 22 lines.
pub const CHARACTER: f64 = 156.0 * MM / 28.0;
/// As it says.
pub const LINE: f64 = 225.0 * MM / 22.0;

/// A line of text on a page, in points from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its middle.
    pub middle: f64,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// What it reads, without blanks.
    pub text: String,
}

/// The lines of the text area of official paper, page by page, from top to bottom.
#[must_use]
pub fn lines(pdf: &Path) -> Vec<Vec<Line>> {
    let output = run(Command::new("pdftotext").arg("-bbox-layout").arg(pdf).arg("-"));
    let text = String::from_utf8(output.stdout).unwrap();
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, options).unwrap();
    let pages = document.descendants().filter(|node| node.has_tag_name((XHTML, "page")));
    let words = |page: Node| {
        let words = page.descendants().filter(|node| node.has_tag_name((XHTML, "word")));
        words.map(|word| self::word(&word)).collect()
    };
    pages.map(words).map(joined).collect()
}

fn word(word: &Node) -> Line {
    let number = |name: &str| -> f64 { word.attribute(name).unwrap().parse().unwrap() };
    Line {
        middle: f64::midpoint(number("yMin"), number("yMax")),
        left: number("xMin"),
        right: number("xMax"),
        text: word.text().unwrap_or_default().to_owned(),
    }
}

/// Words of one height as lines; what stands outside of the text area is a page number.
fn joined(mut words: Vec<Line>) -> Vec<Line> {
    words.retain(|word| (TOP..BOTTOM).contains(&word.middle));
    words.sort_by(|one, other| one.middle.total_cmp(&other.middle));
    let mut lines: Vec<Vec<Line>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if word.middle - line[0].middle < LINE / 3.0 => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    let line = |mut words: Vec<Line>| {
        words.sort_by(|one, other| one.left.total_cmp(&other.left));
        Line {
            middle: words[0].middle,
            left: words[0].left,
            right: words.iter().map(|word| word.right).fold(0.0, f64::max),
            text: words.into_iter().map(|word| word.text).collect(),
        }
    };
    lines.into_iter().map(line).collect()
}

impl Line {
    /// Whether it is of hanzi alone.
    #[must_use]
    pub fn is_hanzi(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// Its characters where it is filled to the right edge, those it is set in by among them.
    #[must_use]
    pub fn filled(&self) -> Option<usize> {
        let indent = ((self.left - LEFT) / CHARACTER).round();
        // An indent is none or two characters.
        let indent = if indent <= 0.0 { 0 } else { 2 };
        (self.right > RIGHT - 1.5 * CHARACTER).then(|| self.text.chars().count() + indent)
    }
}

/// What the glyphs of a PDF say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// How many are shown.
    pub shown: u64,
    /// Each that stands for a character no font has: page, font and what the file says it reads.
    pub missing: Vec<String>,
    /// Names of fonts that are not in the file.
    pub outside: Vec<String>,
}

/// Looks at every glyph of PDFs, in their order.
#[must_use]
pub fn glyphs(pdfs: &[PathBuf]) -> Vec<Glyphs> {
    let program = root().join("tests/python/pdf_glyphs.py");
    let output = run(python().env("PYTHONUTF8", "1").arg(program).args(pdfs));
    let said = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| {
        let said: serde_json::Value = serde_json::from_str(line).unwrap();
        let missing = said["missing"].as_array().unwrap().iter();
        let fonts = said["fonts"].as_array().unwrap().iter();
        let outside = fonts.filter(|font| font["embedded"] != true);
        Glyphs {
            shown: said["glyphs"].as_u64().unwrap(),
            missing: missing.map(ToString::to_string).collect(),
            outside: outside.map(|font| font["name"].to_string()).collect(),
        }
    };
    let glyphs: Vec<Glyphs> = said.lines().map(read).collect();
    assert_eq!(glyphs.len(), pdfs.len());
    glyphs
}

/// How often each character stands in a text, forms that only look different taken together.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

/// The characters a PDF shows less often than a text has them.
#[must_use]
pub fn lost(text: &str, pdf: &Path) -> String {
    // In order of reading it would take hyphens off line ends.
    let output = run(Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"));
    let shown = counted(&String::from_utf8(output.stdout).unwrap());
    let text = counted(text).into_iter();
    text.filter(|(c, count)| shown.get(c).unwrap_or(&0) < count)
        .map(|(c, _)| c)
        .collect()
}
