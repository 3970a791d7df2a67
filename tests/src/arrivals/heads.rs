//! Heads of one field, found by asking of each pair of statements whether one closes the other.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::change::Value;
use crosscheck_core::ids::{MemberId, OpId};
use crosscheck_core::model::Role;

use super::{Arrivals, FieldName, Head};

/// What one statement says: its first id, who, what.
pub(super) type Said = (OpId, MemberId, Value);

/// The statements of one field while their heads are sought.
pub(super) struct Table<'a> {
    fold: &'a Arrivals,
    field: &'a FieldName,
    pub(super) said: Vec<Said>,
    /// The ops of each.
    ops: Vec<Vec<OpId>>,
}

impl Table<'_> {
    pub(super) fn standing(&self, at: usize) -> impl Iterator<Item = &OpId> {
        self.ops[at].iter().filter(|id| self.fold.valid(id).is_some())
    }

    fn is_valid(&self, at: usize) -> bool {
        self.standing(at).next().is_some()
    }

    fn decides(&self, at: usize) -> bool {
        let reason = |id: &&OpId| self.fold.says(id).is_some_and(|says| says.reason.is_some());
        let leads = |id: &OpId| self.fold.valid(id).is_some_and(|role| role <= Role::Leader);
        self.ops[at].iter().filter(reason).any(leads)
    }

    /// The valid statements a link means.
    pub(super) fn meant(&self, link: &OpId) -> Vec<usize> {
        let named = |at: &usize| self.said[*at].0 == *link || self.ops[*at].contains(link);
        (0..self.said.len())
            .filter(named)
            .filter(|at| self.is_valid(*at))
            .collect()
    }

    /// What a statement names.
    pub(super) fn links(&self, at: usize) -> BTreeSet<OpId> {
        let says = self.standing(at).filter_map(|id| self.fold.says(id));
        says.flat_map(|says| says.links.clone()).collect()
    }

    /// What a valid statement closes.
    fn closes(&self, at: usize) -> Vec<usize> {
        let (_, member, value) = &self.said[at];
        let links = self.links(at);
        let elsewhere = |link: &OpId| self.fold.ops.get(link).is_some_and(|known| known.field != *self.field);
        let all_held = links.iter().all(|link| elsewhere(link) || !self.meant(link).is_empty());
        let mut named: BTreeSet<usize> = links.iter().flat_map(|link| self.meant(link)).collect();
        named.remove(&at);
        let values: BTreeSet<&Value> = named.iter().map(|other| &self.said[*other].2).collect();
        let plain = !named.iter().any(|other| self.decides(*other));
        let replaces = all_held && plain && values.len() == 1 && !values.contains(value);
        let decision = self.decides(at);
        let closed = |other: &usize| {
            let own = self.said[*other].1 == *member;
            match self.field.3.as_str() {
                "redacted" | "credential" | "admitted" => false,
                "closed" | "withdrawn" => true,
                "released_for" => own || decision,
                _ => own || decision || replaces,
            }
        };
        named.into_iter().filter(closed).collect()
    }
}

impl Arrivals {
    /// Whether two ops are one statement: linked by `again` through ops that say the same.
    fn first(&self, id: &OpId) -> OpId {
        let Some(known) = self.ops.get(id) else { return *id };
        let Some(says) = known.op.says() else { return *id };
        match says.again.map(|again| (again, self.ops.get(&again))) {
            Some((again, None)) => again,
            Some((again, Some(original))) => {
                let same = original
                    .op
                    .says()
                    .is_some_and(|first| first.actor == says.actor && first.value == says.value);
                match same && original.field == known.field {
                    true => self.first(&again),
                    false if self.valid(&again).is_some() => *id,
                    false => again,
                }
            }
            None => *id,
        }
    }

    /// The statements of a field.
    pub(super) fn table<'a>(&'a self, field: &'a FieldName) -> Table<'a> {
        let mut groups: BTreeMap<Said, Vec<OpId>> = BTreeMap::new();
        for id in self.by_field.get(field).into_iter().flatten() {
            if let Some(says) = self.says(id) {
                let said = (self.first(id), says.actor.clone(), says.value.clone());
                groups.entry(said).or_default().push(*id);
            }
        }
        let (said, ops) = groups.into_iter().unzip();
        Table {
            fold: self,
            field,
            said,
            ops,
        }
    }

    pub(super) fn heads_of(&self, field: &FieldName) -> BTreeSet<Head> {
        let table = self.table(field);
        let valid: Vec<usize> = (0..table.said.len()).filter(|at| table.is_valid(*at)).collect();
        let pairs = valid
            .iter()
            .flat_map(|at| table.closes(*at).into_iter().map(move |other| (*at, other)));
        let closes: BTreeSet<(usize, usize)> = pairs.collect();
        let is_head = |at: &usize| {
            let below = reach(&closes, *at);
            !closes.iter().any(|(by, what)| what == at && !below.contains(by))
        };
        let head = |at: usize| {
            let (first, member, value) = table.said[at].clone();
            (first, member, value, table.decides(at))
        };
        valid.iter().copied().filter(is_head).map(head).collect()
    }
}

fn reach(closes: &BTreeSet<(usize, usize)>, from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([from]);
    loop {
        let more: Vec<usize> = closes
            .iter()
            .filter(|(by, what)| found.contains(by) && !found.contains(what))
            .map(|(_, what)| *what)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}
