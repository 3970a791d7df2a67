//! The list an on-site draw is made from: who handed it over, and how many it should hold.
//!
//! A list that leaves places out decides the draw before it starts. So its source is always recorded, the number it
//! should have stands beside the number it has, and a difference is offered as a finding, never smoothed over.

use std::cmp::Ordering;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{Error, ErrorKind, Place, Problem, Sentence, canonical};

/// Most units of an on-site list.
pub const MAX_UNITS: u64 = 100_000;
/// Longest unit, in characters.
const MAX_NAME: usize = 64;

/// Who handed the list over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Source {
    /// A list of the level above (上级名单).
    Superior,
    /// The organiser (主办单位).
    Organiser,
    /// The inspected place, on the spot (被检单位当场提供).
    Inspected,
}

impl Source {
    /// The source in words.
    #[must_use]
    pub fn say(self) -> Sentence {
        Sentence::new(match self {
            Self::Superior => "draw-onsite-source-superior",
            Self::Organiser => "draw-onsite-source-organiser",
            Self::Inspected => "draw-onsite-source-inspected",
        })
    }
}

/// A list with its source and the number it should hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub(super) source: Source,
    pub(super) expected: u64,
    pub(super) expected_source: String,
    pub(super) units: Vec<String>,
}

impl List {
    /// A list of names, typed or pasted, one on a line. `expected` is how many there should be according to
    /// `expected_source` (a yearbook, a report, the level above).
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every line that is too long, has control characters or repeats an earlier one, and
    /// when the expected number or its source is missing.
    pub fn of_names(source: Source, expected: u64, expected_source: &str, names: &str) -> Result<Self, Error> {
        let lines = names.lines().zip(1..).map(|(line, row)| (clean(line), row));
        let units: Vec<(String, usize)> = lines.filter(|(name, _)| !name.is_empty()).collect();
        let mut problems = name_problems(&units);
        problems.extend(count_problems(units.len() as u64, expected, expected_source));
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self {
            source,
            expected,
            expected_source: clean(expected_source),
            units: units.into_iter().map(|(name, _)| name).collect(),
        })
    }

    /// A ledger: its entries are the numbers 1 to `count`, without padding, in the numbering fixed beforehand.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is empty or too long, or the expected number or its source is missing.
    pub fn of_ledger(source: Source, expected: u64, expected_source: &str, count: u64) -> Result<Self, Error> {
        Error::unless_empty(ErrorKind::BadInput, count_problems(count, expected, expected_source))?;
        Ok(Self {
            source,
            expected,
            expected_source: clean(expected_source),
            units: (1..=count).map(|ordinal| ordinal.to_string()).collect(),
        })
    }

    /// A list as [`List::to_bytes`] wrote it.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is no such list.
    pub fn read(source: Source, expected: u64, expected_source: &str, bytes: &[u8]) -> Result<Self, Error> {
        let units: Vec<String> = serde_json::from_slice(bytes).map_err(|error| canonical::json_error(&error))?;
        Self::of_names(source, expected, expected_source, &units.join("\n"))
    }

    /// The units as canonical JSON, sorted: two people who typed the same list in another order have the same bytes, whose
    /// SHA-256 is the list's hash.
    ///
    /// # Errors
    /// None in practice: text always has a canonical form.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut sorted: Vec<&str> = self.units.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        canonical::to_bytes(&sorted)
    }

    /// Whether its units are the numbers 1 to N, as a ledger's are.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        let numbers = (1..).map(|number: u64| number.to_string());
        self.units.iter().zip(numbers).all(|(unit, number)| *unit == number)
    }

    /// Its units, in the order they were given.
    #[must_use]
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// Who handed it over.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// How many it should hold.
    #[must_use]
    pub fn expected(&self) -> u64 {
        self.expected
    }

    /// According to what.
    #[must_use]
    pub fn expected_source(&self) -> &str {
        &self.expected_source
    }

    /// How many units it holds.
    #[must_use]
    pub fn population(&self) -> u64 {
        self.units.len() as u64
    }

    /// The difference between the list and the number it should hold, worded as a finding; none when they agree.
    #[must_use]
    pub fn mismatch(&self) -> Option<Sentence> {
        mismatch(self.population(), self.expected, &self.expected_source)
    }

    /// SHA-256 of the canonical JSON of the units, sorted: the order they were typed in changes nothing.
    pub(super) fn hash(&self) -> Result<String, Error> {
        Ok(canonical::sha256_hex(&self.to_bytes()?))
    }
}

/// The difference between a list and the number it should hold.
pub(crate) fn mismatch(found: u64, expected: u64, source: &str) -> Option<Sentence> {
    let code = match found.cmp(&expected) {
        Ordering::Equal => return None,
        Ordering::Less => "draw-onsite-list-short",
        Ordering::Greater => "draw-onsite-list-long",
    };
    let what = Sentence::new(code).with("found", found).with("expected", expected);
    Some(what.with("source", source).with("difference", found.abs_diff(expected)))
}

fn clean(text: &str) -> String {
    text.trim().nfc().collect()
}

fn name_problems(units: &[(String, usize)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut say = |row: usize, what: Sentence| problems.push(Problem::new(Place::default().row(row), what));
    for (name, row) in units {
        if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            say(*row, Sentence::new("draw-onsite-bad-name").with("limit", MAX_NAME));
        } else if let Some(first) = seen.insert(name, *row) {
            let what = Sentence::new("draw-onsite-name-twice").with("name", name);
            say(*row, what.with("first", first));
        }
    }
    problems
}

fn count_problems(count: u64, expected: u64, expected_source: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |what: Sentence| problems.push(Problem::new(Place::default(), what));
    if count == 0 || count > MAX_UNITS {
        let what = Sentence::new("draw-onsite-list-size").with("count", count);
        say(what.with("limit", MAX_UNITS));
    }
    if expected == 0 || clean(expected_source).is_empty() {
        say(Sentence::new("draw-onsite-expected-missing"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<List, Error> {
        List::of_names(Source::Inspected, 3, "2016 年统计年报", text)
    }

    #[test]
    fn a_pasted_list_is_trimmed_and_blank_lines_are_left_out() {
        let list = names("  一小 \r\n\n二小\n三小\n").unwrap();
        assert_eq!(list.units, ["一小", "二小", "三小"]);
        assert_eq!(list.mismatch(), None);
    }

    #[test]
    fn doubled_names_are_refused_with_both_lines_also_when_written_differently() {
        // "é" as one character and as two.
        let error = names("caf\u{e9}\n二小\ncafe\u{301}\n二小").unwrap_err();
        let rows: Vec<_> = error.problems.iter().map(|problem| problem.place.row).collect();
        assert_eq!(rows, [Some(3), Some(4)]);
        assert_eq!(error.problems[0].what.arg("first"), Some("1"));
    }

    #[test]
    fn a_list_that_is_short_is_offered_as_a_finding_with_the_difference() {
        let finding = names("一小\n二小").unwrap().mismatch().unwrap();
        assert_eq!(finding.code(), "draw-onsite-list-short");
        assert_eq!(finding.arg("difference"), Some("1"));
        assert_eq!(
            names("1\n2\n3\n4").unwrap().mismatch().unwrap().code(),
            "draw-onsite-list-long"
        );
    }

    #[test]
    fn a_list_needs_units_an_expected_number_and_its_source() {
        assert_eq!(
            List::of_names(Source::Superior, 0, " ", "\n")
                .unwrap_err()
                .problems
                .len(),
            2
        );
        assert!(List::of_ledger(Source::Superior, 5, "", 5).is_err());
        assert!(List::of_ledger(Source::Superior, 5, "台账封面", MAX_UNITS + 1).is_err());
    }

    #[test]
    fn a_ledger_is_numbered_without_padding() {
        let list = List::of_ledger(Source::Inspected, 12, "台账封面", 12).unwrap();
        assert_eq!((list.units[0].as_str(), list.units[11].as_str()), ("1", "12"));
    }
}
