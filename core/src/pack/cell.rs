//! One cell: what no cell of a pack may hold, whatever its column.
//!
//! Hidden characters make two ids look equal, a leading `=` becomes a program in somebody's spreadsheet, and digits
//! that look like a person's number have no place in a checklist. A message quotes a cell only when it is harmless.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::{Sentence, privacy};

/// Longest cell of a pack, in characters.
const MAX_CHARS: usize = 2_000;
/// Most characters of a cell that a message repeats.
const QUOTED: usize = 40;

/// Everything that is wrong with a cell's text as text.
pub(super) fn problems(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let length = text.chars().count();
    if length > MAX_CHARS {
        found.push(
            Sentence::new("pack-cell-too-long")
                .with("length", length)
                .with("limit", MAX_CHARS),
        );
    }
    if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
        let code = format!("U+{:04X}", u32::from(hidden));
        found.push(Sentence::new("pack-cell-hidden").with("code", code));
    }
    if privacy::holds_a_number(text) {
        found.push(Sentence::new("pack-cell-personal"));
    }
    found
}

/// Whether a spreadsheet would run the cell instead of showing it.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// A cell as a message may repeat it: short, without hidden characters, and not at all when it looks personal.
pub(super) fn quote(text: &str) -> String {
    if privacy::holds_a_number(text) {
        return "…".to_owned();
    }
    let shown = |character: char| if is_hidden(character) { '\u{25a1}' } else { character };
    let mut quoted: String = text.chars().take(QUOTED).map(shown).collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}

/// A cell's text without surrounding white space and in NFC, as tables are read.
pub(super) fn clean(text: &str) -> String {
    text.trim().nfc().collect()
}

/// A civil date written `2018-12-31`, nothing else.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let digits = |at: std::ops::Range<usize>| {
        text.as_bytes()
            .get(at)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let written = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10);
    written
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}

/// Control characters, marks of direction, characters without width, and what is no character at all.
fn is_hidden(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || matches!(code, 0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xffff)
        || (0xfdd0..=0xfdef).contains(&code)
        || code & 0xfffe == 0xfffe
        || (0xe0000..=0xe0fff).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_named_by_their_code() {
        for (text, code) in [
            ("a\u{0}b", "U+0000"),
            ("二\n行", "U+000A"),
            ("S0\u{200b}-1", "U+200B"),
            ("\u{fffd}", "U+FFFD"),
        ] {
            assert_eq!(problems(text)[0].arg("code"), Some(code), "{text:?}");
        }
        assert_eq!(problems("“七进”…《规划(2016-2018)》、6·27。"), []);
    }

    #[test]
    fn a_message_never_repeats_a_personal_number() {
        assert_eq!(quote("电话13900000000"), "…");
        assert_eq!(quote(&"长".repeat(50)).chars().count(), 41);
        assert_eq!(quote("a\u{202e}b"), "a□b");
    }

    #[test]
    fn a_date_is_written_with_all_its_digits() {
        assert!(date("2018-12-31").is_some());
        for bad in [
            "2018-2-31",
            "2018-02-30",
            "2018/12/31",
            "+018-12-31",
            "2018-12-31 ",
            "20181231",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
