//! Sentences with bound fields: which part of a line is words and which is data.
//!
//! A drafted line is a sentence of the tables; each of its arguments is a field, told apart from the words around it by
//! marks no text may hold. So a translation moves fields as it likes, and a field is never searched for by its value.

use crate::words::say;
use crate::{Lang, Sentence};

/// Before a field's name, between name and value, and after the value: private use, taken out of every value.
const OPEN: char = '\u{e000}';
const MIDDLE: char = '\u{e001}';
const CLOSE: char = '\u{e002}';

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Piece {
    /// Words.
    Text(String),
    /// A field: its name in the paragraph, and what it shows now.
    Field {
        /// Its name.
        name: String,
        /// What it shows.
        shown: String,
    },
    /// A number somebody typed that the data do not carry.
    Doubt {
        /// As it was typed.
        typed: String,
        /// What the fields it once agreed with show now; empty where it never agreed with any.
        now: String,
    },
}

impl Piece {
    /// What a reader sees of it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Field { shown, .. } => shown,
            Self::Doubt { typed, .. } => typed,
        }
    }
}

/// Pieces as they read.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::shown).collect()
}

/// A sentence whose arguments are fields.
#[derive(Debug, Clone)]
pub struct Line(Sentence);

impl Line {
    /// A sentence by its code.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self(Sentence::new(code))
    }

    /// A field of it.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl ToString) -> Self {
        let value: String = value.to_string().chars().filter(|c| !is_mark(*c)).collect();
        Self(self.0.with(name, format!("{OPEN}{name}{MIDDLE}{value}{CLOSE}")))
    }

    /// A word that chooses between forms of the sentence: no field.
    #[must_use]
    pub fn choose(self, name: &'static str, value: impl ToString) -> Self {
        Self(self.0.with(name, value))
    }

    /// Its words and fields in a language.
    #[must_use]
    pub fn pieces(&self, lang: Lang) -> Vec<Piece> {
        split(&say(lang, &self.0))
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, OPEN | MIDDLE | CLOSE)
}

/// A text in marks as pieces.
fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, field)) = rest.split_once(OPEN) {
        push_text(&mut pieces, before);
        let (field, after) = field.split_once(CLOSE).unwrap_or((field, ""));
        let (name, shown) = field.split_once(MIDDLE).unwrap_or(("", field));
        pieces.push(Piece::Field {
            name: name.to_owned(),
            shown: shown.to_owned(),
        });
        rest = after;
    }
    push_text(&mut pieces, rest);
    pieces
}

/// Adds words, joined to words before them.
pub(super) fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// Sentences one after the other as one paragraph. Where two use one name for different values, the later one's is
/// numbered.
pub(super) fn join(lines: &[Line], lang: Lang) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for line in lines {
        for piece in line.pieces(lang) {
            match piece {
                Piece::Text(text) => push_text(&mut all, &text),
                Piece::Field { name, shown } => {
                    let name = free_name(&all, &name, &shown);
                    all.push(Piece::Field { name, shown });
                }
                doubt @ Piece::Doubt { .. } => all.push(doubt),
            }
        }
    }
    all
}

fn free_name(pieces: &[Piece], name: &str, shown: &str) -> String {
    let taken = |wanted: &str| {
        pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Field { name, shown: other } if name == wanted && other != shown))
    };
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_a_sentence_are_its_fields() {
        let pieces = Line::new("place-row").with("row", 7).pieces(Lang::Zh);
        let field = Piece::Field {
            name: "row".into(),
            shown: "7".into(),
        };
        assert_eq!(pieces, [Piece::Text("第 ".into()), field, Piece::Text(" 行".into())]);
    }

    #[test]
    fn a_value_cannot_end_its_field() {
        let pieces = Line::new("place-row")
            .with("row", "7\u{e002}8\u{e000}")
            .pieces(Lang::En);
        assert_eq!(plain(&pieces), "row 78");
    }

    #[test]
    fn one_name_for_two_values_is_numbered() {
        let row = |number: u64| Line::new("place-row").with("row", number);
        let pieces = join(&[row(7), row(7), row(8)], Lang::En);
        let names: Vec<&str> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Field { name, .. } => Some(&**name),
                _ => None,
            })
            .collect();
        assert_eq!(names, ["row", "row", "row2"]);
    }
}
