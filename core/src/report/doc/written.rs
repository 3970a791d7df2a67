//! A leader's own words in place of a drafted paragraph: they stay, the fields in them move.
//!
//! In such a text `{name}` is a field of the drafted paragraph. A number typed by hand stays as it was typed; when it is
//! taken in, it is tied to every field that shows it (`{60~schools}`), and it is in doubt from the moment none of them
//! shows it any more. A number that counts something and agrees with no field is in doubt at once: no sentence the data
//! do not carry. Dates, document numbers and names of programmes are no counts.

use super::field::push_text;
use super::{Paragraph, Piece};

/// What counts stand before.
const COUNTED: [&str; 20] = [
    "%", "％", "所", "个", "人", "家", "份", "次", "项", "条", "处", "本", "场", "名", "件", "场次", "张", "组", "户",
    "课时",
];

/// A leader's words as they are kept: braces and ties in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written(pub String);

/// Name and value of the fields of a drafted paragraph.
fn fields(drafted: &Paragraph) -> impl Iterator<Item = (&str, &str)> {
    drafted.pieces.iter().filter_map(|piece| match piece {
        Piece::Field { name, shown } => Some((&**name, &**shown)),
        _ => None,
    })
}

/// A part of a typed text.
enum Part<'a> {
    Text(&'a str),
    Braces(&'a str),
    Number { digits: &'a str, counts: bool },
}

/// The numbers in a text, as typed: digits with at most one point between digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let split = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    split.map(|run| run.trim_matches('.')).filter(|run| !run.is_empty())
}

/// Whether a number at this place is a count: it stands before a counting word, and not behind a letter or in a name.
fn counts(before: Option<char>, after: &str) -> bool {
    let named = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '·' | '-' | '〔' | '第' | '_' | '/'));
    let after = after.trim_start_matches(' ');
    !named && COUNTED.iter().any(|word| after.starts_with(word))
}

/// A typed text as words, braces and numbers.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let brace = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .map(|(name, _)| name);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let digits = rest[..digits].trim_end_matches('.').len();
        let (part, length) = if let Some(name) = brace {
            (Part::Braces(name), name.len() + 2)
        } else if c.is_ascii_digit() && digits > 0 {
            let counts = counts(text[..at].chars().next_back(), &rest[digits..]);
            (
                Part::Number {
                    digits: &rest[..digits],
                    counts,
                },
                digits,
            )
        } else {
            at += c.len_utf8();
            continue;
        };
        if start < at {
            parts.push(Part::Text(&text[start..at]));
        }
        parts.push(part);
        at += length;
        start = at;
    }
    if start < text.len() {
        parts.push(Part::Text(&text[start..]));
    }
    parts
}

/// Takes a leader's text in: numbers that agree with fields of the drafted paragraph are tied to them.
#[must_use]
pub fn tie(typed: &str, drafted: &Paragraph) -> Written {
    let mut out = String::new();
    for part in parts(typed) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Braces(name) => out.extend(["{", name, "}"]),
            Part::Number { digits, counts } => {
                let agree = fields(drafted).filter(|(_, shown)| numbers(shown).any(|number| number == digits));
                let mut names: Vec<&str> = agree.map(|(name, _)| name).collect();
                names.dedup();
                if counts && !names.is_empty() {
                    let names = names.join(",");
                    out.extend(["{", digits, "~", &names, "}"]);
                } else {
                    out.push_str(digits);
                }
            }
        }
    }
    Written(out)
}

impl Written {
    /// The paragraph in the leader's words with today's fields.
    #[must_use]
    pub fn paragraph(&self, drafted: &Paragraph) -> Paragraph {
        let mut pieces = Vec::new();
        for part in parts(&self.0) {
            match part {
                Part::Text(text) => push_text(&mut pieces, text),
                Part::Braces(name) => braces(&mut pieces, name, drafted),
                Part::Number { digits, counts: true } => pieces.push(doubt(digits, String::new())),
                Part::Number { digits, .. } => push_text(&mut pieces, digits),
            }
        }
        Paragraph {
            key: drafted.key.clone(),
            pieces,
            written: true,
        }
    }
}

fn doubt(typed: &str, now: String) -> Piece {
    Piece::Doubt {
        typed: typed.to_owned(),
        now,
    }
}

fn braces(pieces: &mut Vec<Piece>, inner: &str, drafted: &Paragraph) {
    let value = |wanted: &str| {
        fields(drafted)
            .find(|(name, _)| *name == wanted)
            .map(|(_, shown)| shown)
    };
    let Some((digits, names)) = inner.split_once('~') else {
        match value(inner) {
            Some(shown) => pieces.push(Piece::Field {
                name: inner.to_owned(),
                shown: shown.to_owned(),
            }),
            // A field that went away shows its name, in doubt, rather than nothing.
            None => pieces.push(doubt(inner, String::new())),
        }
        return;
    };
    let mut now: Vec<&str> = names.split(',').filter_map(value).collect();
    now.dedup();
    if now.iter().any(|shown| numbers(shown).any(|number| number == digits)) {
        push_text(pieces, digits);
    } else {
        pieces.push(doubt(digits, now.join("/")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::doc::plain;
    use proptest::prelude::*;

    fn drafted(schools: u64, met: u64) -> Paragraph {
        let field = |name: &str, value: u64| Piece::Field {
            name: name.into(),
            shown: value.to_string(),
        };
        Paragraph {
            key: "practice.627".into(),
            pieces: vec![
                Piece::Text("抽查".into()),
                field("schools", schools),
                Piece::Text("所,".into()),
                field("met", met),
                Piece::Text("所落实".into()),
            ],
            written: false,
        }
    }

    #[test]
    fn a_number_typed_by_hand_is_marked_once_it_no_longer_agrees() {
        let before = drafted(60, 49);
        let written = tie("走访60所学校,其中{met}所落实,2017年5月起在乙县推行6·27工程。", &before);
        assert!(
            written
                .paragraph(&before)
                .pieces
                .iter()
                .all(|piece| !matches!(piece, Piece::Doubt { .. }))
        );
        let after = written.paragraph(&drafted(61, 50));
        assert_eq!(
            plain(&after.pieces),
            "走访60所学校,其中50所落实,2017年5月起在乙县推行6·27工程。"
        );
        assert!(after.pieces.contains(&doubt("60", "61".into())), "{after:?}");
    }

    #[test]
    fn a_count_no_field_carries_is_marked_at_once_and_a_name_is_not() {
        let paragraph = drafted(60, 49);
        let pieces = |text: &str| tie(text, &paragraph).paragraph(&paragraph).pieces;
        assert!(pieces("共37人").contains(&doubt("37", String::new())));
        assert!(pieces("占81.7 %").contains(&doubt("81.7", String::new())));
        for text in ["生成〔2017〕44号", "S0-5", "6·27工程", "第3项", "2017年6月5日"] {
            assert_eq!(plain(&pieces(text)), text);
            assert!(
                !pieces(text).iter().any(|piece| matches!(piece, Piece::Doubt { .. })),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn numbers_move_and_text_stays(words in "[甲-龟，。 a-z·%~]{0,20}", a in 1_u64..500, b in 1_u64..500, c in 1_u64..500) {
            let (before, after) = (drafted(a, b), drafted(c, b));
            let typed = format!("{words}{{schools}}所{words}");
            let written = tie(&typed, &before);
            prop_assert_eq!(plain(&written.paragraph(&before).pieces), format!("{words}{a}所{words}"));
            prop_assert_eq!(plain(&written.paragraph(&after).pieces), format!("{words}{c}所{words}"));
        }

        #[test]
        fn a_typed_number_is_in_doubt_exactly_when_no_field_it_agreed_with_shows_it(a in 1_u64..60, b in 1_u64..60, c in 1_u64..60) {
            let written = tie(&format!("有{a}所"), &drafted(a, b));
            let marked = written.paragraph(&drafted(c, b)).pieces.iter().any(|piece| matches!(piece, Piece::Doubt { .. }));
            prop_assert_eq!(marked, a != c && a != b);
        }

        #[test]
        fn any_text_is_taken_in_and_shown_again(text in "\\PC{0,60}") {
            let paragraph = drafted(60, 49);
            let written = tie(&text, &paragraph);
            let shown = plain(&written.paragraph(&paragraph).pieces);
            prop_assert!(text.contains('{') || shown == text, "{} became {}", text, shown);
        }
    }
}
