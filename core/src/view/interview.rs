//! 现场访谈: whom the interviews of a visit asked, and what was answered, counted.
//!
//! Counts of several people are added; where they come to more than sit there, the row says so, and no count is cut.

use super::thing::{Thing, Words, rows, standing};
use crate::change::Entity;
use crate::field::{Interview, InterviewQuestion, group_size, questions, tallies, words_of};
use crate::ids::{MemberId, StreamName};
use crate::notebook::Notebook;
use crate::{Error, Sentence};

/// A question with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct QuestionRow {
    /// Its key, for the verbs.
    pub key: String,
    /// Its words; empty where they are not held here.
    pub question: String,
    /// What may be answered, in order, with how many chose it in all.
    pub options: Vec<(String, u64)>,
    /// What each person counted.
    pub tallies: Vec<(MemberId, Vec<u64>)>,
    /// How many answers that is.
    pub answered: u64,
    /// Whether that is more than sit there.
    pub over: bool,
    /// The indicator it belongs to: pack number and id.
    pub indicator: Option<(u64, String)>,
}

/// One interview.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct InterviewRow {
    /// The thing, for the verbs.
    pub thing: Thing,
    /// Whom it asks and how many, or each of the statements that differ.
    pub asked: Vec<Interview>,
    /// What 其他 is, of everybody who wrote it.
    pub role: Words,
    /// Notes.
    pub notes: Words,
    /// How many people sit there: of two numbers the larger, until one stands.
    pub group: u64,
    /// The questions in the order they were added.
    pub questions: Vec<QuestionRow>,
}

impl InterviewRow {
    /// Whom it asks, in words.
    #[must_use]
    pub fn who(&self) -> Sentence {
        match self.asked.first() {
            Some(who) => who.role.word(),
            None => Sentence::new("method-role").with("role", "other"),
        }
    }
}

/// A question of an interview of so many people.
fn question(
    notebook: &Notebook,
    visit: &StreamName,
    (interview, group): (&Entity, u64),
    (key, asked): (String, InterviewQuestion),
) -> Result<QuestionRow, Error> {
    let words = notebook.text(visit, &asked.words)?.unwrap_or_default();
    let mut lines = words.lines().map(str::to_owned);
    let question = lines.next().unwrap_or_default();
    let tallies = tallies(notebook, visit, interview, &key, asked.options);
    let sum = |option: usize| {
        tallies
            .iter()
            .fold(0_u64, |sum, (_, own)| sum.saturating_add(own[option]))
    };
    let options = (0..asked.options).map(|option| (lines.next().unwrap_or_default(), sum(option)));
    let options: Vec<(String, u64)> = options.collect();
    let answered = options.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    Ok(QuestionRow {
        over: answered > group,
        indicator: asked.indicator,
        key,
        question,
        options,
        tallies,
        answered,
    })
}

/// The interviews of a visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn interviews(notebook: &Notebook, visit: &StreamName) -> Result<Vec<InterviewRow>, Error> {
    rows(notebook, visit, "interview", |thing| {
        let entity = &thing.entity;
        let group = group_size(notebook, visit, entity).unwrap_or(0);
        let asked = questions(notebook, visit, entity).into_iter();
        let asked = asked.map(|one| question(notebook, visit, (entity, group), one));
        Ok(Some(InterviewRow {
            asked: standing(notebook, visit, entity, "asked", |value| Interview::read(value).ok()),
            role: words_of(notebook, visit, entity, "role")?,
            notes: words_of(notebook, visit, entity, "note")?,
            group,
            questions: asked.collect::<Result<_, _>>()?,
            thing,
        }))
    })
}
