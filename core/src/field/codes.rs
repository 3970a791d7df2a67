//! Words of a fixed list and their codes in the log.

/// The code of a word; empty for one that its list forgot.
pub(super) fn code<T: Copy + PartialEq>(all: &[(T, &'static str)], word: T) -> &'static str {
    all.iter()
        .find(|(known, _)| *known == word)
        .map_or("", |(_, code)| code)
}

/// The word of a code.
pub(super) fn word<T: Copy>(all: &[(T, &'static str)], code: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == code).map(|(word, _)| *word)
}
