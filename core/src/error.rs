//! Errors as a person meets them: what kind of trouble, where it stands, and one sentence about it.
//!
//! The kinds are few and each is tied to what the person can do next. Bad input is reported whole: every problem of
//! a file in one go, each with its place, so that nobody mends a list of 3,000 rows one error at a time. Sentences
//! come from `words`; no text of a user's own file is ever logged.

use crate::words::{self, Lang, Sentence};

/// What the person can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A file or argument cannot be read as what it should be: mend it and try again.
    BadInput,
    /// The input is readable, but a rule forbids what was asked: ask for something else.
    Refused,
    /// Something that should agree does not: find out who changed what.
    CheckFailed,
    /// It may be done, but something else has to come first: let that come and ask again.
    NotYet,
    /// What was named does not exist: look at what does.
    NotFound,
    /// The disk or the system said no: make room or mend rights, nothing was half-written.
    Storage,
}

/// Where in an input a problem stands. Absent parts are simply not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// File name as the person gave it, without folders.
    pub file: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Row as a spreadsheet counts it: the header is row 1.
    pub row: Option<usize>,
    /// Column by its header.
    pub column: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(name: &str) -> Self {
        Self {
            file: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// The same place, narrowed to a sheet.
    #[must_use]
    pub fn sheet(mut self, name: &str) -> Self {
        self.sheet = Some(name.to_owned());
        self
    }

    /// The same place, narrowed to a row (header = 1).
    #[must_use]
    pub fn row(mut self, row: usize) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, narrowed to a column.
    #[must_use]
    pub fn column(mut self, name: &str) -> Self {
        self.column = Some(name.to_owned());
        self
    }

    /// The place in words, for example `roster.csv, row 4, column 省份`; empty when nothing is known.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let row = self
            .row
            .map(|row| Sentence::new("place-row").with("row", row.to_string()));
        let sheet = self
            .sheet
            .as_ref()
            .map(|sheet| Sentence::new("place-sheet").with("sheet", sheet));
        let column = self
            .column
            .as_ref()
            .map(|column| Sentence::new("place-column").with("column", column));
        let parts = [sheet, row, column]
            .into_iter()
            .flatten()
            .map(|part| words::say(lang, &part));
        let parts: Vec<String> = self.file.clone().into_iter().chain(parts).collect();
        parts.join(if lang == Lang::Zh { "，" } else { ", " })
    }
}

/// One thing that is wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: Sentence,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(place: Place, what: Sentence) -> Self {
        Self { place, what }
    }

    /// The problem as one line: place, colon, sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let (place, what) = (self.place.say(lang), words::say(lang, &self.what));
        match (place.is_empty(), lang) {
            (true, _) => what,
            (false, Lang::Zh) => format!("{place}：{what}"),
            (false, Lang::En) => format!("{place}: {what}"),
        }
    }
}

/// The one public error: its kind and every problem found, never none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What the person can do.
    pub kind: ErrorKind,
    /// All problems, in the order of the input.
    pub problems: Vec<Problem>,
}

impl Error {
    /// An error of one sentence.
    #[must_use]
    pub fn new(kind: ErrorKind, what: Sentence) -> Self {
        Self::at(kind, Place::default(), what)
    }

    /// An error of one sentence at a place.
    #[must_use]
    pub fn at(kind: ErrorKind, place: Place, what: Sentence) -> Self {
        Self {
            kind,
            problems: vec![Problem::new(place, what)],
        }
    }

    /// `Ok` when no problem was found, otherwise all of them as one error.
    ///
    /// # Errors
    /// The problems, when there are any.
    pub fn unless_empty(kind: ErrorKind, problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self { kind, problems })
        }
    }

    /// Every problem on a line of its own.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        self.problems
            .iter()
            .map(|problem| problem.say(lang))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_file_row_and_column_in_both_languages() {
        let place = Place::file("名单.csv").sheet("表一").row(4).column("省份");
        let problem = Problem::new(place, Sentence::new("table-empty"));
        assert!(
            problem
                .say(Lang::Zh)
                .starts_with("名单.csv，工作表 表一，第 4 行，列 省份：")
        );
        assert!(
            problem
                .say(Lang::En)
                .starts_with("名单.csv, sheet 表一, row 4, column 省份: ")
        );
    }
}
