//! Answering an indicator, and what the place says of itself beside it.

use super::{Said, fits, visit_entity};
use crate::change::{Entity, Value};
use crate::ids::{OpId, StreamName};
use crate::judge;
use crate::notebook::{Edit, Notebook, Seen};
use crate::pack::Indicator;
use crate::{Error, ErrorKind, Sentence};

/// Which answer: an indicator of a pack the campaign numbered, at a visit.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The visit.
    pub visit: &'a StreamName,
    /// The number the campaign gave the pack.
    pub pack: u64,
    /// The indicator.
    pub indicator: &'a Indicator,
}

/// The key of an answer: pack number and indicator, so that whoever answers the same meets the others.
#[must_use]
pub fn answer_entity(pack: u64, indicator: &str) -> Entity {
    Entity::new("answer", &format!("{pack}/{indicator}"))
}

/// Whether a visit is closed.
pub(super) fn is_closed(notebook: &Notebook, visit: &StreamName) -> bool {
    let field = notebook.state().field(visit, &visit_entity(), "closed");
    field.is_some_and(|field| match field.shown() {
        crate::merge::Shown::One(value) => value.as_bool() == Some(true),
        _ => false,
    })
}

pub(super) fn open(notebook: &Notebook, visit: &StreamName) -> Result<(), Error> {
    if is_closed(notebook, visit) {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("field-visit-closed")));
    }
    Ok(())
}

/// The words beside an answer. The reason of 不适用 is one of them: two people who exempt a site in different words agree.
#[must_use]
pub fn words_beside(said: &Said) -> Option<String> {
    let reason = match said.answer.value() {
        judge::Value::NotApplicable { reason } => reason.trim(),
        _ => "",
    };
    let words = [reason, said.answer.note()]
        .into_iter()
        .filter(|words| !words.is_empty());
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join("；"))
}

fn state(
    notebook: &mut Notebook,
    question: &Question<'_>,
    field: &str,
    said: &Said,
    seen: &Seen,
) -> Result<OpId, Error> {
    open(notebook, question.visit)?;
    fits::check(question.indicator, said)?;
    let (value, texts) = said.write(notebook)?;
    let entity = answer_entity(question.pack, question.indicator.id());
    let edit = Edit::new(question.visit, entity.clone(), field, value).seen(seen.as_ref());
    let edit = edit.looking_at(said.number().unwrap_or_default(), None);
    let mut edits = vec![texts.into_iter().fold(edit, Edit::with)];
    if let Some(words) = words_beside(said) {
        let own = format!("note.{}", notebook.member());
        let note = notebook.typed(&words)?;
        edits.push(Edit::typed(question.visit, entity, &own, note));
    }
    Ok(notebook.save(&edits)?[0])
}

/// Answers an indicator. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] when the visit is closed, the answer is of another form, or a text holds what must not be
/// recorded; and what the store says.
pub fn answer(notebook: &mut Notebook, question: &Question<'_>, said: &Said, seen: &Seen) -> Result<OpId, Error> {
    state(notebook, question, "value", said, seen)
}

/// Records what the place says of itself at the visit: 自报.
///
/// # Errors
/// As [`answer`], and [`ErrorKind::Refused`] when the value is not marked as self-reported.
pub fn self_report(notebook: &mut Notebook, question: &Question<'_>, said: &Said, seen: &Seen) -> Result<OpId, Error> {
    if !said.answer.is_self_reported() {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("field-not-self-reported")));
    }
    state(notebook, question, "self_reported", said, seen)
}

/// Takes an answer back: the indicator is 未查 again.
///
/// # Errors
/// [`ErrorKind::Refused`] when the visit is closed, and what the store says.
pub fn take_back(notebook: &mut Notebook, question: &Question<'_>, seen: &Seen) -> Result<OpId, Error> {
    open(notebook, question.visit)?;
    let entity = answer_entity(question.pack, question.indicator.id());
    let edit = Edit::new(question.visit, entity, "value", Value::null()).seen(seen.as_ref());
    Ok(notebook.save(&[edit])?[0])
}

/// The entity of a fact about the place; its one field is `value`.
#[must_use]
pub fn fact_entity(name: &str) -> Entity {
    Entity::new("visit", &format!("fact/{name}"))
}

/// States a fact about the place that conditions of indicators ask for, such as 学校类型.
///
/// # Errors
/// [`ErrorKind::Refused`] when the visit is closed or the name or value is too long, and what the store says.
pub fn fact(notebook: &mut Notebook, visit: &StreamName, name: &str, value: &str, seen: &Seen) -> Result<OpId, Error> {
    open(notebook, visit)?;
    crate::privacy::refuse(value)?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || name.len() > 200 || value.len() > 200 {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("field-fact-long")));
    }
    let edit = Edit::new(visit, fact_entity(name), "value", Value::code(value)).seen(seen.as_ref());
    let edit = edit.looking_at(value, None);
    Ok(notebook.save(&[edit])?[0])
}
