//! 自报: what a place answered on its self-check sheet before anybody came.
//!
//! It stands in the group's stream, so that the phones of the group show it beside what they find, and nobody else's.

use crate::change::Entity;
use crate::field::Said;
use crate::ids::StreamName;
use crate::judge::{Answer, Value};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// One place's sheet.
#[derive(Debug, Clone)]
pub struct SelfCheck {
    /// The group that goes there.
    pub home: StreamName,
    /// Id of the unit.
    pub unit: String,
    /// Number of the pack.
    pub pack: u64,
    /// Indicator ids with what the place says. Whatever the sheet claims, here it is 自报.
    pub answers: Vec<(String, Answer)>,
}

/// The key of what a unit says of itself.
#[must_use]
pub fn self_check_entity(unit: &str, pack: u64, indicator: &str) -> Entity {
    Entity::new("self_check", &format!("{unit}/{pack}/{indicator}"))
}

/// Records a sheet, all of it or nothing, and gives how many answers were new. Importing it again changes nothing; an
/// answer that changed replaces the one before.
///
/// # Errors
/// [`ErrorKind::Refused`] when a text holds what must not be recorded, or by anybody but organiser and leader.
pub fn self_check(notebook: &mut Notebook, sheet: &SelfCheck) -> Result<usize, Error> {
    if sheet.unit.is_empty() || sheet.unit.len() > 64 {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("field-unit-bad")));
    }
    let (mut edits, mut count) = (Vec::new(), 0);
    for (indicator, answer) in &sheet.answers {
        let entity = self_check_entity(&sheet.unit, sheet.pack, indicator);
        let said = Said::from(as_reported(answer));
        // A typed text has a new name each time: whether it is the same is asked of its words.
        let standing = crate::field::standing(notebook, &sheet.home, &entity, "value")?;
        if standing
            .as_ref()
            .is_some_and(|known| known.answer.value() == said.answer.value())
        {
            continue;
        }
        count += 1;
        let (value, texts) = said.write(notebook)?;
        let seen = notebook.seen(&sheet.home, &entity, "value");
        let edit = Edit::new(&sheet.home, entity, "value", value).seen(seen.as_ref());
        edits.push(texts.into_iter().fold(edit, Edit::with));
        if let Some(words) = crate::field::words_beside(&said) {
            let own = format!("note.{}", notebook.member());
            let note = notebook.typed(&words)?;
            edits.push(Edit::typed(
                &sheet.home,
                self_check_entity(&sheet.unit, sheet.pack, indicator),
                &own,
                note,
            ));
        }
    }
    if count > 0 {
        notebook.save(&edits)?;
    }
    Ok(count)
}

/// As the place says it; the numbers of a sample become those of its rate, which is all a place can report.
fn as_reported(answer: &Answer) -> Answer {
    let value = match answer.value() {
        Value::Sampled(sample) => Value::Rate(crate::judge::Rate::of(sample.hits(), sample.sample())),
        value => value.clone(),
    };
    let note = answer.note();
    Answer::self_reported(value)
        .unwrap_or_else(|_| answer.clone())
        .with_note(note)
}
