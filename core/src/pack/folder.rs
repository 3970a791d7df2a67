//! A pack as a folder: `pack.toml` for the header, `indicators.csv` for the rows.

use toml::Value;

use super::draft::{self, Settings};
use super::header::Setting;
use super::indicator::COLUMNS;
use super::{Pack, cell};
use crate::table;
use crate::{Error, ErrorKind, Place, Sentence};

/// Name of the header's file.
const HEADER_FILE: &str = "pack.toml";
/// Name of the rows' file.
const ROWS_FILE: &str = "indicators.csv";
/// Largest header read, in bytes.
const MAX_HEADER: usize = 64 << 10;

impl Pack {
    /// The names of the two files of a folder: the header's and the rows'.
    pub const FOLDER_FILES: [&'static str; 2] = [HEADER_FILE, ROWS_FILE];

    /// Reads a pack from the bytes of `pack.toml` and of `indicators.csv`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem of both files.
    pub fn from_folder_parts(toml: &[u8], csv: &[u8]) -> Result<Self, Error> {
        draft::pack(settings(toml), table::read(ROWS_FILE, csv, None))
    }

    /// The header as the text of `pack.toml`, keys in their order.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let line = |(key, value): (&str, &str)| format!("{key} = {}\n", Value::String(value.to_owned()));
        self.header.settings().into_iter().map(line).collect()
    }

    /// The rows as the bytes of `indicators.csv`: 32 columns in their order, UTF-8, LF.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let rows: Vec<Vec<&str>> = self
            .cells()
            .map(|cells| cells.iter().map(String::as_str).collect())
            .collect();
        table::write_csv(&COLUMNS, &rows)
    }

    /// The 32 cells of every row.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &[String; 32]> {
        self.indicators.iter().map(|indicator| &indicator.cells)
    }
}

fn settings(bytes: &[u8]) -> Result<Settings, Error> {
    let place = Place::file(HEADER_FILE);
    let bad = |what: Sentence| Error::at(ErrorKind::BadInput, place.clone(), what);
    if bytes.len() > MAX_HEADER {
        let what = Sentence::new("table-too-large").with("size", bytes.len());
        return Err(bad(what.with("limit", MAX_HEADER)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| bad(Sentence::new("pack-toml-not-utf8")))?;
    let table: toml::Table = toml::from_str(text).map_err(|error| toml_error(&place, text, &error))?;
    let settings = table.iter().map(|(key, value)| setting(key, value, &place));
    Ok((place.clone(), settings.collect()))
}

fn toml_error(place: &Place, text: &str, error: &toml::de::Error) -> Error {
    let line = |at: usize| text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let mut place = place.clone();
    place.row = error.span().map(|span| line(span.start));
    let what = Sentence::new("toml-bad").with("reason", error.message());
    Error::at(ErrorKind::BadInput, place, what)
}

/// A date or a year may be written without quotes; what is neither that nor text reads as its own text and is refused
/// by the rules of its key.
fn setting(key: &str, value: &Value, place: &Place) -> Setting {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Setting {
        key: cell::clean(key),
        value: cell::clean(&text),
        place: place.clone().column(&cell::quote(key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;

    #[test]
    fn problems_of_both_files_are_told_at_once() {
        let error = Pack::from_folder_parts(b"format = ", b"id,name\n1,\xe7\x94\xb2\n").unwrap_err();
        let codes: Vec<_> = error.problems.iter().map(|problem| problem.what.code()).collect();
        assert_eq!(codes, ["toml-bad", "pack-person-column", "pack-columns-missing"]);
        assert_eq!(error.problems[0].place.row, Some(1));
    }

    #[test]
    fn a_title_with_quotes_comes_back() {
        let mut pack = builtin("s0").unwrap();
        pack.header.title = "“甲”\"乙\"\\丙".to_owned();
        let again = Pack::from_folder_parts(pack.to_toml().as_bytes(), &pack.to_csv()).unwrap();
        assert_eq!(again, pack);
    }

    #[test]
    fn a_year_and_a_date_may_stand_without_quotes() {
        let pack = builtin("s0").unwrap();
        for (written, read) in [("2017", "2017"), ("2017-04-05", "2017-04-05")] {
            let toml = pack.to_toml().replace("\"2017-04-05\"", written);
            let again = Pack::from_folder_parts(toml.as_bytes(), &pack.to_csv()).unwrap();
            assert_eq!(again.header.issued, read);
        }
    }
}
