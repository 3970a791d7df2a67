//! What heads amount to, written a second time: which releases count, which things are withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::change::Value;
use crosscheck_core::ids::{MemberId, OpId, StreamName};
use crosscheck_core::merge::{Release, Withdrawn};
use crosscheck_core::model::Role;

use super::{Arrivals, FieldName, Head};

/// A thing in a stream: its kind and key.
type Thing = (StreamName, String, String);

impl Arrivals {
    /// What became of every reserve of a stream somebody spoke of.
    #[must_use]
    pub fn releases(&self, stream: &StreamName) -> BTreeMap<String, Release> {
        let spoken = self
            .heads
            .iter()
            .filter(|((at, _, _, field), heads)| at == stream && field == "released_for" && !heads.is_empty());
        let each: BTreeMap<&String, (Release, Option<&Value>)> = spoken
            .map(|(field, heads)| (&field.2, self.alone(field, heads)))
            .collect();
        let twice = |reserve: &String, unit: Option<&Value>| {
            let mut others = each.iter().filter(|(other, _)| **other != reserve);
            others.any(|(_, (release, other))| *release == Release::Counts && *other == unit)
        };
        let with_others = |(reserve, (release, unit)): (&&String, &(Release, Option<&Value>))| match release {
            Release::Counts if twice(reserve, *unit) => ((*reserve).clone(), Release::Twice),
            _ => ((*reserve).clone(), *release),
        };
        each.iter().map(with_others).collect()
    }

    /// What becomes of a release, and for which unit, before others are looked at.
    fn alone<'a>(&self, field: &FieldName, heads: &'a BTreeSet<Head>) -> (Release, Option<&'a Value>) {
        let units: BTreeSet<&Value> = heads.iter().map(|(_, _, unit, _)| unit).collect();
        let people: BTreeSet<&MemberId> = heads.iter().map(|(_, member, _, _)| member).collect();
        match units.into_iter().collect::<Vec<_>>()[..] {
            [unit] if unit.is_null() => (Release::None, None),
            [unit] if people.len() > 1 || self.a_leader_states(field, heads) => (Release::Counts, Some(unit)),
            [unit] => (Release::OneName, Some(unit)),
            _ => (Release::Differs, None),
        }
    }

    fn a_leader_states(&self, field: &FieldName, heads: &BTreeSet<Head>) -> bool {
        let table = self.table(field);
        (0..table.said.len()).any(|at| {
            let (first, member, unit) = &table.said[at];
            let head = |(id, who, what, _): &Head| id == first && who == member && what == unit;
            heads.iter().any(head) && table.standing(at).any(|id| self.valid(id) == Some(Role::Leader))
        })
    }

    /// Every thing somebody withdrew, and whether it still is.
    #[must_use]
    pub fn withdrawn(&self) -> BTreeMap<Thing, Withdrawn> {
        let withdrawals = self
            .heads
            .iter()
            .filter(|((_, _, _, field), heads)| field == "withdrawn" && !heads.is_empty());
        withdrawals
            .map(|((stream, kind, key, _), heads)| {
                let thing = (stream.clone(), kind.clone(), key.clone());
                let lists = heads.iter().filter_map(|(_, _, value, _)| value.as_ids());
                let lists: Vec<_> = lists.filter(|list| !list.is_empty()).collect();
                let whole = lists.iter().any(|list| self.knows_all(&thing, list));
                let now = match (lists.is_empty(), whole) {
                    (true, _) => Withdrawn::No,
                    (_, true) => Withdrawn::Yes,
                    _ => Withdrawn::Changed,
                };
                (thing, now)
            })
            .collect()
    }

    /// Whether whoever saw `list` knew of everything that stands about the thing.
    fn knows_all(&self, (stream, kind, key): &Thing, list: &[OpId]) -> bool {
        let fields = self
            .by_field
            .keys()
            .filter(|(at, of, name, field)| (at, of, name) == (stream, kind, key) && field != "withdrawn");
        let mut lacking = fields.flat_map(|field| {
            let table = self.table(field);
            let mut known: BTreeSet<usize> = list.iter().flat_map(|id| table.meant(id)).collect();
            // Whoever saw a statement saw what it was written upon.
            loop {
                let below = known.iter().flat_map(|at| table.links(*at)).collect::<BTreeSet<OpId>>();
                let more: BTreeSet<usize> = below.iter().flat_map(|id| table.meant(id)).collect();
                let before = known.len();
                known.extend(more);
                if known.len() == before {
                    break;
                }
            }
            let seen: BTreeSet<OpId> = known.iter().map(|at| table.said[*at].0).collect();
            let heads = self.heads.get(field).cloned().unwrap_or_default();
            heads.into_iter().filter(move |(first, _, _, _)| !seen.contains(first))
        });
        lacking.next().is_none()
    }
}
