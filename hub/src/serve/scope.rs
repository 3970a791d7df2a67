//! Scopes: which streams somebody reads, as the storage asks it.
//!
//! Derived from roles by core's table of rights; whoever may read a stream may bring anybody's segments of it.

use std::collections::BTreeSet;

use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::merge::rights::{StreamKind, reads};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Carried;

/// The streams somebody reads. There is no scope of everything that is not asked for by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    all: bool,
    parts: BTreeSet<String>,
}

/// The part of scopes a stream belongs to: `c`, `o`, `g.GROUP` with its visits, `m.GROUP`.
#[must_use]
pub fn scope_of(stream: &StreamName) -> String {
    match stream {
        StreamName::Visit(group, _) => StreamName::Group(group.clone()).to_string(),
        other => other.to_string(),
    }
}

impl Scope {
    /// Everything: the organiser, and the hub's own follower.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            all: true,
            parts: BTreeSet::new(),
        }
    }

    /// What a role of a group reads.
    #[must_use]
    pub fn of(role: Role, group: Option<&GroupId>) -> Self {
        let mut scope = Self::default();
        scope.add(role, group);
        scope
    }

    /// Adds what a role of a group reads.
    pub fn add(&mut self, role: Role, group: Option<&GroupId>) {
        if role == Role::Organiser {
            self.all = true;
        }
        if reads(role, StreamKind::Campaign) {
            self.parts.insert(StreamName::Campaign.to_string());
        }
        let Some(group) = group else { return };
        for stream in [StreamName::Group(group.clone()), StreamName::Media(group.clone())] {
            if reads(role, StreamKind::of(&stream)) {
                self.parts.insert(stream.to_string());
            }
        }
    }

    /// The part of it that a hub carries.
    #[must_use]
    pub fn within(&self, carried: &Carried) -> Self {
        let Some(groups) = carried.groups() else {
            return self.clone();
        };
        let of_groups = groups
            .iter()
            .flat_map(|group| [StreamName::Group(group.clone()), StreamName::Media(group.clone())]);
        let all = std::iter::once(StreamName::Campaign).chain(of_groups);
        Self {
            all: false,
            parts: all
                .map(|stream| stream.to_string())
                .filter(|part| self.holds(part))
                .collect(),
        }
    }

    /// Whether a part is in it.
    #[must_use]
    pub fn holds(&self, part: &str) -> bool {
        self.all || self.parts.contains(part)
    }

    /// Whether a stream is in it.
    #[must_use]
    pub fn reads(&self, stream: &StreamName) -> bool {
        self.holds(&scope_of(stream))
    }
}
