//! The header of a pack: which document it is made from.
//!
//! The same eight keys stand in `pack.toml`, in the sheet `pack` and in the JSON, all of them text. A person's name
//! has no key here: a document is issued by an office.

use super::cell;
use super::person;
use crate::{Place, Problem, Sentence};

/// The version of the pack format, the value of the key `format`.
pub const FORMAT: &str = "crosscheck-pack-1";

/// The keys of a header, in the order they are written.
pub(super) const KEYS: [&str; 8] = [
    "format",
    "id",
    "doc",
    "title",
    "document_number",
    "issuer",
    "issued",
    "note",
];
const NEEDED: [&str; 5] = ["format", "id", "doc", "title", "issuer"];
/// Longest title: it stands in every basis and at the head of every sheet.
const MAX_TITLE: usize = 100;

/// Which document a pack is made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Short name in files and commands: lower-case letters, digits and hyphens, for example `s0`.
    pub id: String,
    /// Code of the document that begins every indicator's id, for example `S0`.
    pub doc: String,
    /// Title of the document.
    pub title: String,
    /// 文号 of the document; empty where it has none.
    pub document_number: String,
    /// The office or place that issued it.
    pub issuer: String,
    /// When it was issued: `2017`, `2018-08` or `2017-04-05`; empty where unknown.
    pub issued: String,
    /// What a reader must know about the extract.
    pub note: String,
}

/// One key of a header as it was found.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub key: String,
    pub value: String,
    pub place: Place,
}

impl Header {
    /// Keys and values in the order they are written.
    pub(super) fn settings(&self) -> [(&'static str, &str); 8] {
        let values = [
            FORMAT,
            &self.id,
            &self.doc,
            &self.title,
            &self.document_number,
            &self.issuer,
            &self.issued,
            &self.note,
        ];
        std::array::from_fn(|index| (KEYS[index], values[index]))
    }

    /// The document as it is cited: `《title》（number）`, with the year where there is no number.
    #[must_use]
    pub fn document(&self) -> String {
        let year = self.issued.get(..4);
        match (self.document_number.as_str(), year) {
            ("", None) => format!("《{}》", self.title),
            ("", Some(year)) => format!("《{}》（{year}年）", self.title),
            (number, _) => format!("《{}》（{number}）", self.title),
        }
    }
}

/// The header of settings found at `place`; every problem is added to `problems`.
pub(super) fn read(settings: &[Setting], place: &Place, problems: &mut Vec<Problem>) -> Header {
    let mut say = |place: &Place, what: Sentence| problems.push(Problem::new(place.clone(), what));
    for (index, setting) in settings.iter().enumerate() {
        check_key(setting, &settings[..index], &mut say);
        for what in cell::problems(&setting.value) {
            say(&setting.place, what);
        }
    }
    let value = |key: &str| settings.iter().find(|setting| setting.key == key);
    for key in NEEDED {
        if value(key).is_none_or(|setting| setting.value.is_empty()) {
            say(place, Sentence::new("pack-header-missing").with("key", key));
        }
    }
    for setting in settings.iter().filter(|setting| !setting.value.is_empty()) {
        if let Some(what) = check_value(&setting.key, &setting.value) {
            say(&setting.place, what);
        }
    }
    let text = |key: &str| value(key).map(|setting| setting.value.clone()).unwrap_or_default();
    Header {
        id: text("id"),
        doc: text("doc"),
        title: text("title"),
        document_number: text("document_number"),
        issuer: text("issuer"),
        issued: text("issued"),
        note: text("note"),
    }
}

fn check_key(setting: &Setting, earlier: &[Setting], say: &mut impl FnMut(&Place, Sentence)) {
    let key = setting.key.as_str();
    if earlier.iter().any(|other| other.key == key) {
        say(
            &setting.place,
            Sentence::new("pack-header-twice").with("key", cell::quote(key)),
        );
    } else if person::names_a_person(key) {
        say(
            &setting.place,
            Sentence::new("pack-person-column").with("column", cell::quote(key)),
        );
    } else if !KEYS.contains(&key) {
        let what = Sentence::new("pack-header-unknown")
            .with("key", cell::quote(key))
            .with("known", KEYS.join(", "));
        say(&setting.place, what);
    }
}

fn check_value(key: &str, value: &str) -> Option<Sentence> {
    let shown = || cell::quote(value);
    match key {
        "format" if value != FORMAT => {
            let what = Sentence::new("pack-header-format").with("known", FORMAT);
            Some(what.with("value", shown()))
        }
        "id" if !is_pack_id(value) => Some(Sentence::new("pack-header-id").with("value", shown())),
        "doc" if !is_doc_code(value) => Some(Sentence::new("pack-header-doc").with("value", shown())),
        "issued" if !is_issued(value) => Some(Sentence::new("pack-header-issued").with("value", shown())),
        "title" if value.chars().count() > MAX_TITLE => {
            Some(Sentence::new("pack-header-title").with("limit", MAX_TITLE))
        }
        _ => None,
    }
}

/// Fit for a file's name on every system and for a command line.
fn is_pack_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= 32 && !text.starts_with('-') && text.bytes().all(fits)
}

/// The hyphen is what parts the code from the rest of an indicator's id.
fn is_doc_code(text: &str) -> bool {
    text.chars().count() <= 12 && text.chars().all(char::is_alphanumeric)
}

/// `2017`, `2018-08` or `2017-04-05`.
fn is_issued(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    cell::date(&full).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_number_is_cited_with_its_year() {
        let mut header = Header {
            title: "某县方案".to_owned(),
            issued: "2018-08".to_owned(),
            ..Header::default()
        };
        assert_eq!(header.document(), "《某县方案》（2018年）");
        header.document_number = "某办〔2018〕1号".to_owned();
        assert_eq!(header.document(), "《某县方案》（某办〔2018〕1号）");
    }

    #[test]
    fn a_date_of_issue_is_a_year_a_month_or_a_day() {
        for good in ["2017", "2018-08", "2017-04-05"] {
            assert!(is_issued(good), "{good}");
        }
        for bad in [
            "17",
            "2018-13",
            "2017-02-30",
            "2017/04/05",
            "２０１７",
            "二〇一七",
            "2017-4-5",
        ] {
            assert!(!is_issued(bad), "{bad}");
        }
    }

    #[test]
    fn a_pack_id_is_fit_for_a_file_name() {
        assert!(is_pack_id("wuchuan-2017"));
        for bad in ["../s0", "S0", "s 0", "-s0", "清单", "a/b"] {
            assert!(!is_pack_id(bad), "{bad}");
        }
    }
}
