//! 指标: one requirement with its basis, what was answered by whom, what the place says of itself, and a live verdict.

use super::entry::EntryForm;
use super::shown::{AnswerShown, Asked, Packs, Seen};
use super::visit::VisitSite;
use crate::field::{Said, answer_entity, notes};
use crate::ids::{MemberId, StreamName};
use crate::judge::{Judgement, Known, judge};
use crate::lead::self_check_entity;
use crate::merge::FieldKey;
use crate::notebook::Notebook;
use crate::pack::{threshold_words, type_words};
use crate::{Error, ErrorKind, Lang, Sentence};

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct IndicatorScreen {
    /// What is asked.
    pub requirement: String,
    /// Document, number and clause it stands on.
    pub basis: String,
    /// The kind of answer, in words.
    pub kind: Sentence,
    /// The threshold, in words.
    pub threshold: String,
    /// How it is answered.
    pub entry: EntryForm,
    /// Answers that stand.
    pub answers: Vec<AnswerShown>,
    /// Answers a decision set aside.
    pub set_aside: Vec<AnswerShown>,
    /// Words beside them, by member.
    pub notes: Vec<(MemberId, String)>,
    /// What the place says of itself: at the visit, and on its self-check sheet.
    pub self_reported: Vec<AnswerShown>,
    /// Of what was said at the visit, for the verb.
    pub self_reported_seen: Seen,
    /// Whether what was found and what the place says differ; none while either is missing or undecided.
    pub differs: Option<bool>,
    /// The field, for a leader's decision.
    pub field: FieldKey,
    /// For the verb.
    pub seen: Seen,
    /// Whether the visit is signed off and takes nothing more.
    pub closed: bool,
    /// The verdict of the answer being typed.
    pub live: Option<Judgement>,
    /// What its words may say of persons.
    pub warnings: Vec<Sentence>,
}

/// The screen of an indicator; `draft` is the answer being typed, `lang` what its threshold is said in.
///
/// # Errors
/// [`ErrorKind::BadInput`] when the pack has no such indicator, and what the store says.
pub fn indicator(
    notebook: &Notebook,
    packs: &Packs,
    visit: &StreamName,
    (number, id): (u64, &str),
    draft: Option<&Said>,
    lang: Lang,
) -> Result<IndicatorScreen, Error> {
    let found = packs.get(number).and_then(|pack| Some((pack, pack.indicator(id)?)));
    let Some((pack, asked)) = found else {
        let what = Sentence::new("view-no-indicator").with("indicator", id);
        return Err(Error::new(ErrorKind::BadInput, what));
    };
    let site = VisitSite::read(notebook, visit);
    let circumstances = site.circumstances();
    let entity = answer_entity(number, id);
    let home = visit.group().map(|group| StreamName::Group(group.clone()));
    let at = |stream| Asked {
        notebook,
        stream,
        indicator: asked,
        circumstances: &circumstances,
    };
    let standing = at(visit).standing(&entity, "value")?;
    let mut reported = at(visit).standing(&entity, "self_reported")?;
    if let Some(home) = &home {
        let claimed = self_check_entity(&site.unit, number, id);
        reported.extend(at(home).standing(&claimed, "value")?);
    }
    let said = |shown: &[AnswerShown]| match shown {
        [one] => one.said.clone(),
        _ => None,
    };
    let differs = said(&standing)
        .zip(said(&reported))
        .filter(|(found, _)| found.answer.known() != Known::SelfReported)
        .map(|(found, claimed)| found.answer.value() != claimed.answer.value());
    Ok(IndicatorScreen {
        requirement: asked.requirement().to_owned(),
        basis: pack.basis(asked),
        kind: type_words(asked.answer_type),
        threshold: threshold_words(asked, lang),
        entry: EntryForm::of(asked),
        set_aside: at(visit).set_aside(&entity, "value")?,
        notes: notes(notebook, visit, &entity)?,
        seen: notebook.seen(visit, &entity, "value"),
        self_reported_seen: notebook.seen(visit, &entity, "self_reported"),
        closed: site.closed,
        field: FieldKey {
            stream: visit.clone(),
            entity,
            field: "value".into(),
        },
        answers: standing,
        self_reported: reported,
        differs,
        live: draft.and_then(|said| judge(asked, Some(&said.answer), &circumstances)),
        warnings: draft.map(Said::warnings).unwrap_or_default(),
    })
}
