//! 问题, 经验做法, 困难建议: what an inspector writes down beside the answers.
//!
//! All three are notes of one kind with a random key; a finding says more. Each side is a field of its own, so that two
//! people may mend different sides at once.

use chrono::NaiveDate;

use super::method::{new_key, refused};
use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, Sentence};

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum NoteKind {
    /// 问题.
    Finding,
    /// 经验做法.
    Practice,
    /// 困难建议.
    Difficulty,
}

impl NoteKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Finding, Self::Practice, Self::Difficulty];

    /// The kind of its entity in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Practice => "practice",
            Self::Difficulty => "difficulty",
        }
    }

    /// The kind of an entity.
    #[must_use]
    pub fn of(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == kind)
    }
}

/// How grave a finding is; the graver of two shows until decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Severity {
    /// 一般.
    Ordinary = 1,
    /// 较重.
    Serious = 2,
    /// 严重.
    Grave = 3,
}

impl Severity {
    /// The severity of a number in the log.
    #[must_use]
    pub fn of(number: i64) -> Option<Self> {
        [Self::Ordinary, Self::Serious, Self::Grave]
            .into_iter()
            .find(|known| *known as i64 == number)
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Ordinary => "finding-ordinary",
            Self::Serious => "finding-serious",
            Self::Grave => "finding-grave",
        })
    }
}

/// A side of a note, as it is written or mended. Texts are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Side {
    /// What was found, or the heading of a practice or difficulty.
    Fact(String),
    /// 应为, with its basis.
    Should(String),
    /// 实为, with its data.
    Actual(String),
    /// The indicator it belongs to: pack number and id.
    Indicator(u64, String),
    /// How grave.
    Severity(Severity),
    /// The level it lies at: a code of the packs' levels, or `site`.
    Level(String),
    /// By when it is to be mended.
    Deadline(NaiveDate),
    /// 现场已改.
    Fixed(bool),
    /// A difficulty that is a suggestion.
    Suggestion(bool),
    /// 拒检: the place refused or hindered the inspection.
    Refusal(bool),
}

impl Side {
    fn field(&self) -> &'static str {
        match self {
            Self::Fact(_) => "fact",
            Self::Should(_) => "should",
            Self::Actual(_) => "actual",
            Self::Indicator(..) => "indicator",
            Self::Severity(_) => "severity",
            Self::Level(_) => "level",
            Self::Deadline(_) => "deadline",
            Self::Fixed(_) => "fixed",
            Self::Suggestion(_) => "suggestion",
            Self::Refusal(_) => "refusal",
        }
    }

    fn is_for(&self, kind: NoteKind) -> bool {
        match self {
            Self::Fact(_) | Self::Actual(_) | Self::Indicator(..) | Self::Level(_) => true,
            Self::Suggestion(_) => kind == NoteKind::Difficulty,
            _ => kind == NoteKind::Finding,
        }
    }

    fn edit(&self, notebook: &Notebook, visit: &StreamName, entity: &Entity) -> Result<Edit, Error> {
        let field = self.field();
        let value = match self {
            Self::Fact(text) | Self::Should(text) | Self::Actual(text) => {
                if text.trim().is_empty() {
                    return Err(refused("finding-text-empty"));
                }
                return Ok(Edit::typed(visit, entity.clone(), field, notebook.typed(text)?));
            }
            Self::Indicator(pack, id) if (1..=64).contains(&id.len()) => Value::code(&format!("{pack}/{id}")),
            Self::Level(code) if (1..=32).contains(&code.len()) => Value::code(code),
            Self::Indicator(..) | Self::Level(_) => return Err(refused("finding-code-bad")),
            Self::Severity(severity) => Value::int(*severity as i64),
            Self::Deadline(day) => Value::code(&day.to_string()),
            Self::Fixed(flag) | Self::Suggestion(flag) | Self::Refusal(flag) => Value::bool(*flag),
        };
        Ok(Edit::new(visit, entity.clone(), field, value))
    }
}

/// Writes a note down at a visit and gives its key. The first side is what was found.
///
/// # Errors
/// [`crate::ErrorKind::Refused`] when it says nothing, a side is not of its kind, the visit is closed, or a text holds what
/// must not be recorded; and what the store says.
pub fn note(notebook: &mut Notebook, visit: &StreamName, kind: NoteKind, sides: &[Side]) -> Result<Entity, Error> {
    super::answer::open(notebook, visit)?;
    if !sides.iter().any(|side| matches!(side, Side::Fact(_))) {
        return Err(refused("finding-text-empty"));
    }
    let entity = Entity::new(kind.code(), &new_key()?);
    let edits = sides.iter().map(|side| {
        if !side.is_for(kind) {
            return Err(refused("finding-side-bad"));
        }
        side.edit(notebook, visit, &entity)
    });
    let edits = edits.collect::<Result<Vec<_>, _>>()?;
    notebook.save(&edits)?;
    Ok(entity)
}

/// Mends one side of a note. `seen` is what the screen showed of that side.
///
/// # Errors
/// As [`note`].
pub fn mend(
    notebook: &mut Notebook,
    visit: &StreamName,
    entity: &Entity,
    side: &Side,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    let kind = NoteKind::of(&entity.kind).filter(|kind| side.is_for(*kind));
    if kind.is_none() {
        return Err(refused("finding-side-bad"));
    }
    let edit = side.edit(notebook, visit, entity)?.seen(seen.as_ref());
    notebook.save(&[edit]).map(|_| ())
}
