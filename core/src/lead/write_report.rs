//! A leader's own words in a report, or the office's in its own.
//!
//! Words stand under document and paragraph, so that two who rewrite one paragraph meet in it; what was there before stays
//! in the log.

use std::collections::BTreeMap;

use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::report::doc::Written;
use crate::{Error, ErrorKind, Sentence};

/// Documents a leader may write in.
pub const DOCUMENTS: [&str; 3] = ["summary", "outline", "on_site"];
/// Documents of the office, in its own stream; a letter to a province is `feedback` and the province's code.
pub const OFFICE_DOCUMENTS: [&str; 2] = ["consolidated", "feedback"];
/// The longest key of a paragraph, in bytes.
const MOST_KEY: usize = 160;

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// A paragraph of a document in the log.
#[must_use]
pub fn paragraph_entity(document: &str, key: &str) -> Entity {
    Entity::new("report", &format!("{document}/{key}"))
}

/// Whether a stream has such a document.
///
/// # Errors
/// [`ErrorKind::Refused`] with those it has.
pub fn check_document(home: &StreamName, document: &str) -> Result<(), Error> {
    let known: &[&str] = match home {
        StreamName::Office => &OFFICE_DOCUMENTS,
        _ => &DOCUMENTS,
    };
    let name = match document.split_once('-') {
        Some(("feedback", code)) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit()) => "feedback",
        Some(_) => "",
        None => document,
    };
    if known.contains(&name) {
        return Ok(());
    }
    let what = Sentence::new("lead-document-unknown").with("known", known.join(", "));
    Err(Error::new(ErrorKind::Refused, what))
}

/// Writes a paragraph in one's own words, or gives it back to the draft with none. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] for an unknown document, a key of no paragraph, words that hold what must not be recorded, or by
/// anybody but a leader of the group; and what the store says.
pub fn write_paragraph(
    notebook: &mut Notebook,
    home: &StreamName,
    (document, key): (&str, &str),
    text: Option<&Written>,
    seen: &Seen,
) -> Result<(), Error> {
    check_document(home, document)?;
    if key.is_empty() || key.len() > MOST_KEY {
        return Err(refused("lead-paragraph-bad"));
    }
    let entity = paragraph_entity(document, key);
    let edit = match text {
        Some(text) if text.0.trim().is_empty() => return Err(refused("finding-text-empty")),
        Some(text) => Edit::typed(home, entity, "text", notebook.typed(&text.0)?),
        None => Edit::new(home, entity, "text", Value::null()),
    };
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// What leaders wrote in a document, by the keys of paragraphs. Where two differ both stand, one after the other, until
/// one of them takes the other's words.
///
/// # Errors
/// When the store cannot be read.
pub fn written(notebook: &Notebook, home: &StreamName, document: &str) -> Result<BTreeMap<String, Written>, Error> {
    let mut written = BTreeMap::new();
    for field in notebook.state().fields_of_kind(home, "report") {
        let key = field
            .key
            .entity
            .key
            .strip_prefix(document)
            .and_then(|key| key.strip_prefix('/'));
        let (Some(key), "text") = (key, &*field.key.field) else {
            continue;
        };
        let mut texts = Vec::new();
        for text in field.values().into_iter().flat_map(Value::texts) {
            texts.extend(notebook.text(home, &text)?);
        }
        if !texts.is_empty() {
            written.insert(key.to_owned(), Written(texts.join("／")));
        }
    }
    Ok(written)
}
