//! What every thing of a method shows alike: who says it, since when, whether it is withdrawn or two differ.

use std::collections::BTreeMap;

use super::shown::Seen;
use crate::Error;
use crate::change::{Entity, Value};
use crate::field::things;
use crate::ids::{MemberId, StreamName};
use crate::merge::{Field, Withdrawn};
use crate::notebook::Notebook;

/// A talk, an interview, a ledger, a document or a note as a thing of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Thing {
    /// The thing, for the verbs.
    pub entity: Entity,
    /// Who says what stands.
    pub members: Vec<MemberId>,
    /// When it was first written: ms since 1970 by that phone's clock. It orders what is shown and decides nothing.
    pub at: i64,
    /// Whether it is withdrawn, or 撤回后有修改.
    pub withdrawn: Withdrawn,
    /// Whether people differ about anything in it.
    pub differs: bool,
    /// What the screen showed of each side, by field name, for the verbs.
    pub seen: BTreeMap<String, Seen>,
}

impl Thing {
    /// How a thing stands.
    pub(super) fn of(notebook: &Notebook, visit: &StreamName, entity: &Entity) -> Self {
        let state = notebook.state();
        let fields: Vec<&Field> = state.fields_of(visit, entity).collect();
        let heads = fields.iter().flat_map(|field| field.heads());
        let mut members: Vec<MemberId> = heads.map(|head| head.member.clone()).collect();
        members.sort();
        members.dedup();
        let ops = fields
            .iter()
            .flat_map(|field| &field.statements)
            .flat_map(|said| &said.ops);
        let walls = ops.filter_map(|op| Some(state.op(op)?.op.says()?.at.wall));
        Self {
            entity: entity.clone(),
            members,
            at: walls.min().unwrap_or_default(),
            withdrawn: state.withdrawn(visit, entity),
            differs: fields.iter().any(|field| field.is_conflict()),
            seen: fields
                .iter()
                .map(|field| (field.key.field.to_string(), Seen::of(field)))
                .collect(),
        }
    }

    /// The things of a kind at a visit, withdrawn ones too, the one written first coming first.
    pub(super) fn all(notebook: &Notebook, visit: &StreamName, kind: &str) -> Vec<Self> {
        let things = things(notebook, visit, kind);
        let mut all: Vec<Self> = things.iter().map(|entity| Self::of(notebook, visit, entity)).collect();
        all.sort_by(|one, other| (one.at, &one.entity).cmp(&(other.at, &other.entity)));
        all
    }

    /// Whether it counts: withdrawn things are shown and counted nowhere.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.withdrawn != Withdrawn::Yes
    }
}

/// What stands in a field, as far as it can be read: one value, or each of those that differ.
pub(super) fn standing<T>(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    field: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Vec<T> {
    let field = notebook.state().field(visit, entity, field);
    let values = field.map(Field::values).unwrap_or_default();
    values.into_iter().filter_map(read).collect()
}

/// Words beside a thing, of everybody who wrote some.
pub type Words = Vec<(MemberId, String)>;

/// The first of several people's words, where one line is meant.
pub(super) fn first(words: &Words) -> &str {
    words.first().map_or("", |(_, words)| words)
}

/// A read of every thing of a kind.
pub(super) fn rows<T>(
    notebook: &Notebook,
    visit: &StreamName,
    kind: &str,
    row: impl Fn(Thing) -> Result<Option<T>, Error>,
) -> Result<Vec<T>, Error> {
    let all = Thing::all(notebook, visit, kind).into_iter();
    all.filter_map(|thing| row(thing).transpose()).collect()
}
