//! A pack as canonical JSON (RFC 8785), and its identity: the SHA-256 of those bytes.
//!
//! Every value is text and every row has all 32 columns, so that two spellings of one pack cannot exist.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::draft::{self, Settings};
use super::header::Setting;
use super::indicator::COLUMNS;
use super::pairs::Pairs;
use super::{Pack, cell, columns};
use crate::table::{Cell, Row, Table};
use crate::{Error, ErrorKind, Place, Problem, Sentence, canonical};

/// Largest JSON read, in bytes.
const MAX_BYTES: usize = 16 << 20;
/// Where collecting problems of the form itself stops.
const MAX_PROBLEMS: usize = 1_000;
/// What stands for the sheets of a workbook in the place of a problem.
const ROWS: &str = "indicators";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    header: Pairs<Member>,
    indicators: Vec<Pairs<Member>>,
}

/// A value: text, or something that is refused without being kept.
#[derive(Deserialize)]
#[serde(untagged)]
enum Member {
    Text(String),
    Other(IgnoredAny),
}

impl Pack {
    /// Reads a pack from JSON, canonical or not; `file` is its name in messages. In the place of a problem, rows are
    /// counted as in the folder's CSV: the first indicator is row 2.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem.
    pub fn from_json(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let place = Place::file(file);
        if bytes.len() > MAX_BYTES {
            let what = Sentence::new("table-too-large").with("size", bytes.len());
            return Err(Error::at(ErrorKind::BadInput, place, what.with("limit", MAX_BYTES)));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let document: Document = serde_json::from_slice(bytes).map_err(|error| {
            let mut error = canonical::json_error(&error);
            error
                .problems
                .iter_mut()
                .for_each(|problem| problem.place = place.clone());
            error
        })?;
        let settings = settings(&place, document.header);
        draft::pack(settings, table(place.sheet(ROWS), document.indicators))
    }

    /// The canonical JSON.
    ///
    /// # Errors
    /// Never for a pack that was read; the signature is that of the writer below it.
    pub fn to_json(&self) -> Result<Vec<u8>, Error> {
        canonical::to_bytes(&self.value())
    }

    /// SHA-256 of the canonical JSON, 64 lower-case hex digits: equal for equal packs, whatever the form.
    ///
    /// # Errors
    /// As [`Pack::to_json`].
    pub fn identity(&self) -> Result<String, Error> {
        Ok(canonical::sha256_hex(&self.to_json()?))
    }

    fn value(&self) -> Value {
        let object = |pairs: &mut dyn Iterator<Item = (&'static str, &str)>| {
            Value::Object(pairs.map(|(key, text)| (key.to_owned(), text.into())).collect())
        };
        let row = |cells: &[String; 32]| object(&mut COLUMNS.into_iter().zip(cells.iter().map(String::as_str)));
        let mut whole = Map::new();
        whole.insert("header".to_owned(), object(&mut self.header.settings().into_iter()));
        whole.insert(ROWS.to_owned(), self.cells().map(row).collect());
        Value::Object(whole)
    }
}

fn settings(place: &Place, pairs: Pairs<Member>) -> Result<Settings, Error> {
    let place = place.clone().sheet("header");
    let mut problems = Vec::new();
    let settings = pairs.0.into_iter().map(|(key, member)| {
        let place = place.clone().column(&cell::quote(&key));
        Setting {
            key: cell::clean(&key),
            value: text(member, &place, &mut problems),
            place,
        }
    });
    let settings = settings.collect();
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok((place, settings))
}

/// The objects as the rows of a table of the 32 columns.
fn table(place: Place, objects: Vec<Pairs<Member>>) -> Result<Table, Error> {
    let mut problems = Vec::new();
    let mut rows = Vec::with_capacity(objects.len());
    for (index, object) in objects.into_iter().enumerate() {
        let number = index + 2;
        let cells = cells(object, &place.clone().row(number), &mut problems);
        rows.push(Row { number, cells });
        // A hostile file of a million strange keys is not worth a million sentences.
        if problems.len() > MAX_PROBLEMS {
            break;
        }
    }
    if rows.is_empty() {
        problems.push(Problem::new(place.clone(), Sentence::new("table-empty")));
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    let columns = COLUMNS.map(str::to_owned).to_vec();
    Ok(Table { place, columns, rows })
}

fn cells(object: Pairs<Member>, place: &Place, problems: &mut Vec<Problem>) -> Vec<Cell> {
    let mut texts: [Option<String>; 32] = std::array::from_fn(|_| None);
    for (key, member) in object.0 {
        let place = place.clone().column(&cell::quote(&key));
        match COLUMNS.iter().position(|column| *column == key) {
            Some(index) if texts[index].is_some() => {
                problems.push(Problem::new(place, Sentence::new("pack-key-twice").with("key", key)));
            }
            Some(index) => texts[index] = Some(text(member, &place, problems)),
            None if problems.len() > MAX_PROBLEMS => break,
            None => problems.push(Problem::new(place, columns::stray(&key))),
        }
    }
    let missing: Vec<&str> = COLUMNS
        .into_iter()
        .zip(&texts)
        .filter(|(_, text)| text.is_none())
        .map(|(column, _)| column)
        .collect();
    if !missing.is_empty() {
        problems.push(Problem::new(place.clone(), columns::missing(&missing)));
    }
    let cell = |text: Option<String>| Cell {
        text: text.unwrap_or_default(),
        numeric: false,
    };
    texts.map(cell).to_vec()
}

fn text(member: Member, place: &Place, problems: &mut Vec<Problem>) -> String {
    match member {
        Member::Text(text) => cell::clean(&text),
        Member::Other(_) => {
            problems.push(Problem::new(place.clone(), Sentence::new("pack-json-not-text")));
            String::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;

    fn codes(json: &str) -> Vec<(Option<usize>, &'static str)> {
        let error = Pack::from_json("p.json", json.as_bytes()).unwrap_err();
        error
            .problems
            .iter()
            .map(|problem| (problem.place.row, problem.what.code()))
            .collect()
    }

    fn s0() -> String {
        String::from_utf8(builtin("s0").unwrap().to_json().unwrap()).unwrap()
    }

    #[test]
    fn layout_marks_and_the_order_of_keys_do_not_change_the_identity() {
        let pack = builtin("s0").unwrap();
        let value: Value = serde_json::from_str(&s0()).unwrap();
        let pretty = "\u{feff}".to_owned() + &serde_json::to_string_pretty(&value).unwrap();
        let again = Pack::from_json("p.json", pretty.as_bytes()).unwrap();
        assert_eq!(again.identity(), pack.identity());
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let twice = s0().replacen("\"id\":\"S0-1b\"", "\"id\":\"S0-1b\",\"id\":\"S0-1c\"", 1);
        assert_eq!(codes(&twice), [(Some(3), "pack-key-twice")]);
    }

    #[test]
    fn values_that_are_no_text_and_missing_and_strange_keys_are_told_with_their_row() {
        let broken = s0()
            .replacen("\"id\":\"S0-1a\"", "\"id\":1,\"phone\":\"\"", 1)
            .replacen(",\"id\":\"S0-1b\"", "", 1);
        let expected = [
            (Some(2), "pack-json-not-text"),
            (Some(2), "pack-person-column"),
            (Some(3), "pack-columns-missing"),
        ];
        assert_eq!(codes(&broken), expected);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_refused_with_its_place() {
        let json = s0();
        for length in [0, 1, 100, json.len() - 1] {
            assert_eq!(codes(&json[..length])[0].1, "json-bad", "{length}");
        }
    }
}
