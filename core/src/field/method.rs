//! What the verbs of the five methods share: random keys, indicators by their code, words beside a statement.
//!
//! A talk, an interview, a ledger check, a document and a note are things of their own with a random key. What was found
//! out is one whole statement; what somebody adds in words is a field that ends in his member key.

use crate::change::{Entity, Value};
use crate::ids::{MemberId, StreamName};
use crate::notebook::{Edit, Notebook};
use crate::pack::Indicator;
use crate::{Error, ErrorKind, Sentence};

/// The longest words beside a statement, in characters, where a line is meant and not a page.
pub(super) const MOST_LINE: usize = 200;
/// The longest code of an indicator with its pack, in bytes.
pub(super) const MOST_CODE: usize = 128;
/// More people than any talk or interview brings together.
const MOST_PEOPLE: u64 = 2_000;

pub(super) fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// A random key: two people's notes are never one.
pub(super) fn new_key() -> Result<String, Error> {
    Ok(crate::canonical::hex(&random::<16>()?))
}

pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))?;
    Ok(bytes)
}

/// An indicator with the number of its pack, as one text.
pub(super) fn indicator_code((pack, indicator): (u64, &Indicator)) -> String {
    format!("{pack}/{}", indicator.id())
}

/// The pack number and indicator id of such a text.
pub(super) fn read_indicator(code: &str) -> Option<(u64, String)> {
    let (pack, id) = code.split_once('/')?;
    Some((pack.parse().ok()?, id.to_owned()))
}

/// Refuses nobody and more people than come together.
pub(super) fn check_people(people: u64) -> Result<(), Error> {
    if people == 0 || people > MOST_PEOPLE {
        let what = Sentence::new("method-people").with("people", people);
        return Err(Error::new(ErrorKind::Refused, what.with("most", MOST_PEOPLE)));
    }
    Ok(())
}

/// Refuses a text that is longer than a line.
pub(super) fn check_line(text: &str) -> Result<(), Error> {
    if text.trim().chars().count() > MOST_LINE {
        let what = Sentence::new("method-line-long").with("most", MOST_LINE);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    Ok(())
}

/// The words one person adds to a thing, where they are not what he said already; none where nothing was typed.
pub(super) fn own_words(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    what: &str,
    text: &str,
) -> Result<Option<Edit>, Error> {
    let own = format!("{what}.{}", notebook.member());
    let text = text.trim();
    if text.is_empty() || notebook.said(visit, entity, &own)?.as_deref() == Some(text) {
        return Ok(None);
    }
    Ok(Some(Edit::typed(visit, entity.clone(), &own, notebook.typed(text)?)))
}

/// The words beside a thing, of everybody who wrote some that are held: the fields `WHAT.MEMBER`.
///
/// # Errors
/// When the store cannot be read.
pub fn words_of(
    notebook: &Notebook,
    stream: &StreamName,
    entity: &Entity,
    what: &str,
) -> Result<Vec<(MemberId, String)>, Error> {
    let mut words = Vec::new();
    for field in notebook.state().fields_of(stream, entity) {
        let rest = field
            .key
            .field
            .strip_prefix(what)
            .and_then(|rest| rest.strip_prefix('.'));
        let (Some(member), Some(text)) = (
            rest.and_then(MemberId::parse),
            notebook.said(stream, entity, &field.key.field)?,
        ) else {
            continue;
        };
        words.push((member, text));
    }
    Ok(words)
}

/// The values that stand in a field, each once.
pub(super) fn standing_values(notebook: &Notebook, visit: &StreamName, entity: &Entity, field: &str) -> Vec<Value> {
    let field = notebook.state().field(visit, entity, field);
    let values = field.map(|field| field.values()).unwrap_or_default();
    values.into_iter().cloned().collect()
}

/// The things of a kind at a visit, withdrawn ones too, in the order of their keys.
#[must_use]
pub fn things(notebook: &Notebook, visit: &StreamName, kind: &str) -> Vec<Entity> {
    let fields = notebook.state().fields_of_kind(visit, kind);
    let mut things: Vec<Entity> = fields.map(|field| field.key.entity.clone()).collect();
    things.dedup();
    things
}
