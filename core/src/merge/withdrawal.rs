//! Withdrawn things: a withdrawal names what its author saw, so that what he did not see brings the thing back.

use std::collections::BTreeSet;

use super::field::Field;
use super::state::State;
use crate::change::Entity;
use crate::ids::{OpId, StreamName};
use crate::model::FieldType;

/// Whether a thing is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Withdrawn {
    /// Nobody withdrew it, or whoever did took it back.
    No,
    /// It is.
    Yes,
    /// 撤回后有修改: somebody wrote what its withdrawer had not seen, so it is back.
    Changed,
}

impl State {
    /// Whether a thing is withdrawn.
    #[must_use]
    pub fn withdrawn(&self, stream: &StreamName, entity: &Entity) -> Withdrawn {
        let fields: Vec<&Field> = self.fields_of(stream, entity).collect();
        let (withdrawals, others): (Vec<&Field>, Vec<&Field>) = fields
            .into_iter()
            .partition(|field| field.kind() == FieldType::Withdrawal);
        let heads: Vec<OpId> = others
            .iter()
            .flat_map(|field| field.heads())
            .map(|head| head.first)
            .collect();
        let mut result = Withdrawn::No;
        for withdrawal in withdrawals.iter().flat_map(|field| field.heads()) {
            let listed = withdrawal.value.as_ids().unwrap_or_default();
            if listed.is_empty() {
                continue;
            }
            let seen = self.seen(&others, listed);
            if heads.iter().all(|head| seen.contains(head)) {
                return Withdrawn::Yes;
            }
            result = Withdrawn::Changed;
        }
        result
    }

    /// The statements listed and all that stand below them, through what valid statements name.
    fn seen(&self, fields: &[&Field], listed: Vec<OpId>) -> BTreeSet<OpId> {
        let (mut seen, mut next) = (BTreeSet::new(), listed);
        while let Some(id) = next.pop() {
            let first = self.first.get(&id).copied().unwrap_or(id);
            if !seen.insert(first) {
                continue;
            }
            let statements = fields.iter().flat_map(|field| &field.statements);
            let named = statements.filter(|statement| statement.first == first);
            next.extend(named.flat_map(|statement| statement.links.iter().copied()));
        }
        seen
    }
}
