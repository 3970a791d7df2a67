//! What is different between two versions of a document: which paragraphs and rows were added, left out or changed, and
//! where in them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Block, Column, Draft, Kind, ReportDoc, Table};
use crate::words::say;
use crate::{Lang, Sentence};

/// A piece of text that stands in the older version, the newer or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Same(String),
    /// In the older one alone.
    Old(String),
    /// In the newer one alone.
    New(String),
}

/// One paragraph or row that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The heading or table it stands under.
    pub place: String,
    /// Key of the paragraph; empty for a row.
    pub key: String,
    /// Its text in parts.
    pub parts: Vec<Part>,
}

impl Difference {
    /// As it was; empty where it is new.
    #[must_use]
    pub fn before(&self) -> String {
        let old = |part: &Part| match part {
            Part::Same(text) | Part::Old(text) => Some(text.clone()),
            Part::New(_) => None,
        };
        self.parts.iter().filter_map(old).collect()
    }

    /// As it is; empty where it was left out.
    #[must_use]
    pub fn after(&self) -> String {
        let new = |part: &Part| match part {
            Part::Same(text) | Part::New(text) => Some(text.clone()),
            Part::Old(_) => None,
        };
        self.parts.iter().filter_map(new).collect()
    }
}

/// A paragraph or row with the place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    place: String,
    key: String,
    text: String,
}

fn units(doc: &ReportDoc) -> Vec<Unit> {
    let mut place = doc.title.clone();
    let mut units = Vec::new();
    let mut add = |place: &str, key: &str, text: String| {
        units.push(Unit {
            place: place.to_owned(),
            key: key.to_owned(),
            text,
        });
    };
    add(&place, "", doc.title.clone());
    for block in &doc.blocks {
        match block {
            Block::Heading(_, text) => place.clone_from(text),
            Block::Annex(number, title) => place = format!("{number} {title}"),
            Block::Paragraph(one) => add(&place, &one.key, one.text()),
            Block::Table(table) => table.rows.iter().for_each(|row| add(&table.name, "", row.join("｜"))),
            Block::Bars(bars) => bars
                .iter()
                .for_each(|bar| add(&place, "", format!("{} {}", bar.label, bar.words))),
            Block::Figures(figures) => figures
                .iter()
                .for_each(|figure| add(&place, "", figure.caption.clone())),
            Block::Gates(_) => {}
        }
    }
    units
}

/// A text as words of letters and digits, and other characters one by one.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start, mut in_word) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        let letter = c.is_ascii_alphanumeric();
        if at > start && !(letter && in_word) {
            words.push(&text[start..at]);
            start = at;
        }
        in_word = letter;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Two texts in parts, word by word; texts with little in common are told whole.
fn parts(before: &str, after: &str) -> Vec<Part> {
    let (old, new) = (words(before), words(after));
    let parts = parts_of(&old, &new);
    let same = |part: &Part| match part {
        Part::Same(text) => text.chars().count(),
        _ => 0,
    };
    let common: usize = parts.iter().map(same).sum();
    if common * 3 < before.chars().count().max(after.chars().count()) {
        return vec![Part::Old(before.to_owned()), Part::New(after.to_owned())];
    }
    parts
}

fn parts_of(old: &[&str], new: &[&str]) -> Vec<Part> {
    let text = |words: &[&str], from: usize, len: usize| words[from..from + len].concat();
    let mut parts = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => parts.push(Part::Same(text(old, old_index, len))),
            DiffOp::Delete { old_index, old_len, .. } => parts.push(Part::Old(text(old, old_index, old_len))),
            DiffOp::Insert { new_index, new_len, .. } => parts.push(Part::New(text(new, new_index, new_len))),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                parts.push(Part::Old(text(old, old_index, old_len)));
                parts.push(Part::New(text(new, new_index, new_len)));
            }
        }
    }
    parts
}

/// Whether two units are one that was changed: the same paragraph, or rows of one table that begin alike.
fn is_same(old: &Unit, new: &Unit) -> bool {
    let begins = |text: &str| text.split('｜').take(2).collect::<String>();
    match (&*old.key, &*new.key) {
        ("", "") => old.place == new.place && begins(&old.text) == begins(&new.text),
        (before, after) => before == after,
    }
}

/// What is different in `new` from `old`, in the order of the newer document.
#[must_use]
pub fn differences(old: &ReportDoc, new: &ReportDoc) -> Vec<Difference> {
    let (before, after) = (units(old), units(new));
    let texts = |units: &[Unit]| -> Vec<(String, String)> {
        let text = |unit: &Unit| (unit.key.clone(), unit.text.clone());
        units.iter().map(text).collect()
    };
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &texts(&before), &texts(&after)) {
        let (gone, come) = (&before[op.old_range()], &after[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let mut left: Vec<&Unit> = gone.iter().collect();
        for unit in come {
            let parts = match left.iter().position(|old| is_same(old, unit)) {
                Some(at) => parts(&left.remove(at).text, &unit.text),
                None => vec![Part::New(unit.text.clone())],
            };
            found.push(difference(unit, parts));
        }
        found.extend(
            left.into_iter()
                .map(|unit| difference(unit, vec![Part::Old(unit.text.clone())])),
        );
    }
    found
}

fn difference(unit: &Unit, parts: Vec<Part>) -> Difference {
    Difference {
        place: unit.place.clone(),
        key: unit.key.clone(),
        parts,
    }
}

/// The differences as a document of its own.
#[must_use]
pub fn differences_doc(title: String, found: &[Difference], lang: Lang) -> ReportDoc {
    let written = std::collections::BTreeMap::new();
    let mut draft = Draft::new(title, lang, &written);
    draft.landscape();
    let count = Sentence::new("report-differences-count").with("count", found.len());
    draft.remark(&count);
    let column = |code: &'static str, parts: usize| Column {
        header: say(lang, &Sentence::new(code)),
        parts,
        kind: Kind::Text,
        open: false,
    };
    if !found.is_empty() {
        let row = |one: &Difference| vec![one.place.clone(), one.before(), one.after()];
        draft.table(Table {
            name: say(lang, &Sentence::new("report-differences-name")),
            columns: vec![
                column("report-differences-place", 5),
                column("report-differences-before", 12),
                column("report-differences-after", 12),
            ],
            rows: found.iter().map(row).collect(),
        });
    }
    draft.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::doc::{Paragraph, Piece};
    use proptest::prelude::*;

    fn doc(paragraphs: &[(&str, &str)]) -> ReportDoc {
        let paragraph = |(key, text): &(&str, &str)| {
            Block::Paragraph(Paragraph {
                key: (*key).to_owned(),
                pieces: vec![Piece::Text((*text).to_owned())],
                written: false,
            })
        };
        ReportDoc {
            title: "题".into(),
            subtitle: String::new(),
            blocks: paragraphs.iter().map(paragraph).collect(),
            landscape: false,
            limit: None,
        }
    }

    #[test]
    fn a_changed_paragraph_is_told_with_what_changed_in_it() {
        let old = doc(&[("a", "到过12个点位。"), ("b", "没有问题。")]);
        let new = doc(&[("a", "到过13个点位。"), ("c", "新的一段。")]);
        let found = differences(&old, &new);
        let told: Vec<(&str, String, String)> =
            found.iter().map(|one| (&*one.key, one.before(), one.after())).collect();
        assert_eq!(
            told,
            [
                ("a", "到过12个点位。".into(), "到过13个点位。".into()),
                ("c", String::new(), "新的一段。".into()),
                ("b", "没有问题。".into(), String::new()),
            ]
        );
        assert!(found[0].parts.contains(&Part::Same("个点位。".into())), "{found:?}");
    }

    proptest! {
        #[test]
        fn the_parts_of_two_texts_are_both_of_them(old in "[甲乙丙丁0-9]{0,20}", new in "[甲乙丙丁0-9]{0,20}") {
            let one = Difference { place: String::new(), key: String::new(), parts: parts(&old, &new) };
            prop_assert_eq!((one.before(), one.after()), (old, new));
        }

        #[test]
        fn a_document_differs_from_itself_in_nothing_and_every_change_is_told(
            old in prop::collection::vec("[甲乙丙丁戊]{1,3}", 0..8),
            new in prop::collection::vec("[甲乙丙丁戊]{1,3}", 0..8),
        ) {
            let keys: Vec<String> = (0..8).map(|at| format!("p{at}")).collect();
            let of = |texts: &[String]| -> ReportDoc {
                let pairs: Vec<(&str, &str)> = keys.iter().zip(texts).map(|(key, text)| (&**key, &**text)).collect();
                doc(&pairs)
            };
            let (old, new) = (of(&old), of(&new));
            prop_assert!(differences(&old, &old).is_empty());
            let told = differences(&old, &new);
            let lost = |doc: &ReportDoc, other: &ReportDoc| {
                let there: Vec<(String, String)> = units(other).into_iter().map(|unit| (unit.key, unit.text)).collect();
                let lost = units(doc).into_iter().filter(|unit| !there.contains(&(unit.key.clone(), unit.text.clone())));
                lost.map(|unit| unit.text).collect::<Vec<_>>()
            };
            for text in lost(&new, &old) {
                prop_assert!(told.iter().any(|one| one.after() == text), "{} is not told", text);
            }
            for text in lost(&old, &new) {
                prop_assert!(told.iter().any(|one| one.before() == text), "{} is not told", text);
            }
        }
    }
}
