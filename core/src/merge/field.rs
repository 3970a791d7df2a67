//! A field as the fold leaves it: its statements, which of them are heads, and what shows.

use super::closing::strictness;
use crate::change::{Entity, TextRef, Value};
use crate::ids::{MemberId, OpId, StreamName};
use crate::model::{FieldType, Role, field_type};

/// Which side of which thing in which stream.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// The stream.
    pub stream: StreamName,
    /// The thing.
    pub entity: Entity,
    /// The side of it.
    pub field: Box<str>,
}

/// One valid statement: an op, or an op and those that wrote it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The op first written; links name it.
    pub first: OpId,
    /// The valid ops that say it, sorted.
    pub ops: Vec<OpId>,
    /// Who.
    pub member: MemberId,
    /// As what; the highest of its ops.
    pub role: Role,
    /// What.
    pub value: Value,
    /// Why.
    pub reason: Option<TextRef>,
    /// Whether it decides: a leader's with a reason.
    pub decision: bool,
    /// The statements it names in the same field, by their first ids, as far as they are held and valid.
    pub links: Vec<OpId>,
    /// Whether no other valid statement closes it.
    pub head: bool,
}

/// What of a field shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown<'a> {
    /// Nothing valid was ever said.
    Nothing,
    /// One value.
    One(&'a Value),
    /// Two answers or more, undecided: each differing value.
    Undecided(Vec<&'a Value>),
    /// Undecided, and meanwhile this, the stricter, holds.
    Stricter(&'a Value, Vec<&'a Value>),
}

/// A field with its valid statements, sorted by their first ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub key: FieldKey,
    /// Every valid statement ever made.
    pub statements: Vec<Statement>,
}

impl Field {
    /// Its type.
    #[must_use]
    pub fn kind(&self) -> FieldType {
        field_type(&self.key.field)
    }

    /// The statements that stand.
    pub fn heads(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.head)
    }

    /// The differing values that stand, in the order of their bytes.
    #[must_use]
    pub fn values(&self) -> Vec<&Value> {
        let mut values: Vec<&Value> = self.heads().map(|head| &head.value).collect();
        values.sort();
        values.dedup();
        values
    }

    /// Who says a value that stands: two names for one answer.
    #[must_use]
    pub fn names(&self, value: &Value) -> Vec<&MemberId> {
        let heads = self.heads().filter(|head| head.value == *value);
        let mut names: Vec<&MemberId> = heads.map(|head| &head.member).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Whether it stands undecided.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self.shown(), Shown::Undecided(_) | Shown::Stricter(..))
    }

    /// What shows.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        let values = self.values();
        match (self.kind(), &values[..]) {
            (_, []) => Shown::Nothing,
            (_, [one]) => Shown::One(one),
            // Any of a race reopens.
            (FieldType::ClosedReopened, _) => {
                let open = values.iter().find(|value| value.as_bool() == Some(false));
                Shown::One(open.unwrap_or(&values[0]))
            }
            (FieldType::AnyTrue | FieldType::Withdrawal, _) => Shown::One(values[0]),
            (FieldType::Stricter, _) => {
                let stricter = values.iter().max_by_key(|value| strictness(value));
                Shown::Stricter(stricter.unwrap_or(&values[0]), values)
            }
            (FieldType::BothShown | FieldType::Release, _) => Shown::Undecided(values),
        }
    }

    /// What an op of `member` links when he answers after seeing `seen`: those heads and his own as they stand.
    #[must_use]
    pub fn links(&self, seen: &[OpId], member: &MemberId) -> Vec<OpId> {
        let own = self.heads().filter(|head| head.member == *member);
        let mut links: Vec<OpId> = own.map(|head| head.first).chain(seen.iter().copied()).collect();
        links.sort_unstable();
        links.dedup();
        links
    }
}
