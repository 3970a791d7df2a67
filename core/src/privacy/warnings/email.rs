//! E-mail addresses: a local part, an at sign, a domain with a point and a top level of letters (RFC 5321, the forms
//! people use; quoted local parts and numeric domains are not looked for).

use std::ops::Range;

use super::{Letter, letter_at};

fn is_local(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._%+-".contains(letter)
}

fn is_domain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '.' || letter == '-'
}

/// The letters of an address that begins at a place.
pub(super) fn at(letters: &[Letter], start: usize) -> Option<Range<usize>> {
    let before = start.checked_sub(1).and_then(|before| letter_at(letters, before));
    if before.is_some_and(is_local) {
        return None;
    }
    let sign = run(letters, start, is_local);
    if sign == start || letter_at(letters, sign) != Some('@') {
        return None;
    }
    let mut end = run(letters, sign + 1, is_domain);
    // A full stop after an address belongs to the sentence.
    while end > sign + 1 && matches!(letter_at(letters, end - 1), Some('.' | '-')) {
        end -= 1;
    }
    let domain: String = letters.get(sign + 1..end)?.iter().map(|letter| letter.is).collect();
    let (name, top) = domain.rsplit_once('.')?;
    let is_top = top.len() >= 2 && top.chars().all(|letter| letter.is_ascii_alphabetic());
    let is_name = name.chars().any(|letter| letter.is_ascii_alphanumeric());
    (is_top && is_name).then_some(start..end)
}

/// Where a run of fitting letters from a place on ends.
fn run(letters: &[Letter], start: usize, fits: fn(char) -> bool) -> usize {
    let end = (start..letters.len()).find(|place| !letter_at(letters, *place).is_some_and(fits));
    end.unwrap_or(letters.len())
}

#[cfg(test)]
mod tests {
    use super::super::letters;
    use super::*;

    #[test]
    fn an_address_is_found_whole_and_a_sign_alone_is_none() {
        let found = |text: &str| (0..text.len()).find_map(|start| at(&letters(text), start));
        assert_eq!(found("发至 a.b@mail.example.cn."), Some(3..22));
        assert_eq!(found("ｘ＠ｅｘ．ｃｎ"), Some(0..7));
        for text in ["a@b", "@example.com", "a@.com", "a@1.2.3.4", "3@4元"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
