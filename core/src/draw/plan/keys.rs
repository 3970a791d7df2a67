//! The keys of one TOML table, taken out one by one, with every problem kept.
//!
//! A plan is typed by hand, so its problems are told together and in the reader's language: a key that is missing, of
//! the wrong kind, out of range, or unknown.

use serde::de::DeserializeOwned;
use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;

use crate::table::MAX_ROWS;
use crate::{Place, Problem, Sentence};

/// Longest text of a plan, in characters.
const MAX_TEXT: usize = 200;

/// A table whose keys are taken out; what is left at the end is unknown.
pub(super) struct Keys {
    place: Place,
    path: String,
    table: Table,
    problems: Vec<Problem>,
}

impl Keys {
    /// The keys of a whole file.
    pub(super) fn new(place: Place, table: Table) -> Self {
        Self {
            place,
            path: String::new(),
            table,
            problems: Vec::new(),
        }
    }

    /// Every problem so far, and one for each key nobody took.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        let unknown: Vec<String> = self.table.keys().cloned().collect();
        for key in unknown {
            self.complain(&key, Sentence::new("draw-key-unknown"));
        }
        self.problems
    }

    /// Adds the problems of a table inside this one.
    pub(super) fn absorb(&mut self, inner: Self) {
        self.problems.extend(inner.finish());
    }

    /// Says that something is wrong with a key, by its path such as `size.total`.
    pub(super) fn complain(&mut self, key: &str, what: Sentence) {
        let what = what.with("key", format!("{}{key}", self.path));
        self.problems.push(Problem::new(self.place.clone(), what));
    }

    /// Whether a key is there and not yet taken.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Keeps a problem when a key is not there.
    pub(super) fn must_have(&mut self, key: &str) {
        if !self.has(key) {
            self.complain(key, Sentence::new("draw-key-missing"));
        }
    }

    /// A text that may be absent but not empty, in NFC.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        let text = self.any_text(key)?;
        if text.is_empty() {
            self.complain(key, Sentence::new("draw-key-text").with("limit", MAX_TEXT));
            return None;
        }
        Some(text)
    }

    /// A text that may be absent or empty, in NFC.
    pub(super) fn any_text(&mut self, key: &str) -> Option<String> {
        let text = self.table.remove(key)?;
        let text: Option<String> = text.as_str().map(|text| text.trim().nfc().collect());
        let fits = |text: &String| text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
        let text = text.filter(fits);
        if text.is_none() {
            self.complain(key, Sentence::new("draw-key-text").with("limit", MAX_TEXT));
        }
        text
    }

    /// A text that must be there; empty when it is not, and then a problem is kept.
    pub(super) fn text(&mut self, key: &str) -> String {
        self.must_have(key);
        self.optional_text(key).unwrap_or_default()
    }

    /// A list of texts, none empty, none twice; no text when absent.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for value in self.list(key) {
            let text: Option<String> = value.as_str().map(|text| text.trim().nfc().collect());
            match text.filter(|text| !text.is_empty() && !texts.contains(text)) {
                Some(text) => texts.push(text),
                None => self.complain(key, Sentence::new("draw-key-list-of").with("value", &value)),
            }
        }
        texts
    }

    /// A whole number from `least` to the most rows a frame may have.
    pub(super) fn count(&mut self, key: &str, least: usize) -> Option<usize> {
        let value = self.table.remove(key)?;
        let number = value.as_integer().and_then(|number| usize::try_from(number).ok());
        let number = number.filter(|number| (least..=MAX_ROWS).contains(number));
        if number.is_none() {
            let what = Sentence::new("draw-key-count")
                .with("least", least)
                .with("most", MAX_ROWS);
            self.complain(key, what);
        }
        number
    }

    /// `true` or `false`; false when absent.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        let flag = self.table.remove(key).map(|value| value.as_bool());
        if flag == Some(None) {
            self.complain(key, Sentence::new("draw-key-flag"));
        }
        flag.flatten().unwrap_or_default()
    }

    /// One of the words `allowed`, as the value it stands for.
    pub(super) fn choice<T: DeserializeOwned>(&mut self, key: &str, allowed: &str) -> Option<T> {
        let value = self.table.remove(key)?;
        self.chosen(key, value, allowed)
    }

    /// A list of the words `allowed`, none twice.
    pub(super) fn choices<T: DeserializeOwned + PartialEq>(&mut self, key: &str, allowed: &str) -> Vec<T> {
        let mut chosen = Vec::new();
        for value in self.list(key) {
            let shown = value.to_string();
            match self.chosen(key, value, allowed) {
                Some(choice) if chosen.contains(&choice) => {
                    self.complain(key, Sentence::new("draw-key-list-of").with("value", shown));
                }
                choice => chosen.extend(choice),
            }
        }
        chosen
    }

    /// A table inside this one.
    pub(super) fn inner(&mut self, key: &str) -> Option<Self> {
        if let Value::Table(table) = self.table.remove(key)? {
            return Some(self.nested(key, table));
        }
        self.complain(key, Sentence::new("draw-key-table"));
        None
    }

    /// A list of tables inside this one; empty when absent.
    pub(super) fn inners(&mut self, key: &str) -> Vec<Self> {
        let mut inners = Vec::new();
        for (index, value) in self.list(key).into_iter().enumerate() {
            let key = format!("{key}[{}]", index + 1);
            match value {
                Value::Table(table) => inners.push(self.nested(&key, table)),
                _ => self.complain(&key, Sentence::new("draw-key-table")),
            }
        }
        inners
    }

    fn chosen<T: DeserializeOwned>(&mut self, key: &str, value: Value, allowed: &str) -> Option<T> {
        let shown = value.to_string();
        let choice = value.try_into().ok();
        if choice.is_none() {
            let what = Sentence::new("draw-key-choice")
                .with("value", shown)
                .with("allowed", allowed);
            self.complain(key, what);
        }
        choice
    }

    fn list(&mut self, key: &str) -> Vec<Value> {
        match self.table.remove(key) {
            None => Vec::new(),
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.complain(key, Sentence::new("draw-key-list"));
                Vec::new()
            }
        }
    }

    fn nested(&self, key: &str, table: Table) -> Self {
        Self {
            place: self.place.clone(),
            path: format!("{}{key}.", self.path),
            table,
            problems: Vec::new(),
        }
    }
}
