//! Hubs, as the log says of them here: which may be met, what each carries, which is the office's.
//!
//! The organiser certifies a hub's identity key and takes it back; no date and no address is part of it. The rule to keep:
//! hub and phone ask the same question of the same log, so that once both read the campaign's stream neither offers what
//! the other would refuse.

use std::collections::BTreeSet;

use super::Notebook;
use crate::change::{Entity, HubCertificate};
use crate::ids::{GroupId, StreamName, WriterId};
use crate::merge::Field;
use crate::model::Role;
use crate::{Error, ErrorKind, Sentence};

/// What of a campaign a hub carries: always the campaign's own stream, and everything or what belongs to some groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    everything: bool,
    groups: BTreeSet<GroupId>,
}

impl Carried {
    fn everything() -> Self {
        Self {
            everything: true,
            groups: BTreeSet::new(),
        }
    }

    fn of(groups: impl IntoIterator<Item = GroupId>) -> Self {
        Self {
            everything: false,
            groups: groups.into_iter().collect(),
        }
    }

    /// The groups, where it is not everything.
    #[must_use]
    pub fn groups(&self) -> Option<&BTreeSet<GroupId>> {
        (!self.everything).then_some(&self.groups)
    }

    /// Whether a stream is carried.
    #[must_use]
    pub fn takes(&self, stream: &StreamName) -> bool {
        let of_group = |group| self.groups.contains(group);
        self.everything || *stream == StreamName::Campaign || stream.group().is_some_and(of_group)
    }
}

impl Notebook {
    fn certified(&self, hub: &WriterId) -> Option<&Field> {
        let entity = Entity::new("hub", &hub.to_string());
        self.state.field(&StreamName::Campaign, &entity, "certified")
    }

    /// Whether a hub is certified as the office's, as far as the log says here.
    #[must_use]
    pub fn is_office(&self, hub: &WriterId) -> bool {
        self.hub_certificate(hub).is_some_and(|certificate| certificate.office)
    }

    /// What the organiser says of a hub; none where nothing is said or two things differ.
    #[must_use]
    pub fn hub_certificate(&self, hub: &WriterId) -> Option<HubCertificate> {
        match self.certified(hub)?.values()[..] {
            [value] => HubCertificate::from_value(value).ok(),
            _ => None,
        }
    }

    /// Whether what was certified of a hub was taken back.
    #[must_use]
    pub fn is_hub_revoked(&self, hub: &WriterId) -> bool {
        let said = self.certified(hub).map(Field::values);
        said.is_some_and(|values| values.iter().any(|value| value.is_null()))
    }

    /// Whether a hub may be met: the one that `invited`, or any that the organiser certified. One that he took back is met no
    /// more, whoever invited.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when it may not.
    pub fn accepts_hub(&self, hub: &WriterId, invited: Option<&WriterId>) -> Result<(), Error> {
        let code = if self.is_hub_revoked(hub) {
            "sync-line-revoked"
        } else if invited == Some(hub) || self.hub_certificate(hub).is_some() {
            return Ok(());
        } else {
            "sync-hub-unknown"
        };
        let what = Sentence::new(code).with("hub", &hub.to_string()[..12]);
        Err(Error::new(ErrorKind::Refused, what))
    }

    /// What a hub carries. One that nobody certified carries what whoever runs it reads; one that was taken back tells
    /// the campaign's stream alone, so that phones hear of it.
    #[must_use]
    pub fn carried_by(&self, hub: &WriterId) -> Carried {
        match self.hub_certificate(hub) {
            Some(certificate) if certificate.office => Carried::everything(),
            Some(certificate) => Carried::of(certificate.groups),
            None if self.is_hub_revoked(hub) => Carried::default(),
            None if self.role() == Some(Role::Organiser) => Carried::everything(),
            None => Carried::of(self.group()),
        }
    }

    /// Whether something lies here that this writer reads and a hub does not carry.
    #[must_use]
    pub fn keeps_from(&self, hub: &WriterId) -> bool {
        let carried = self.carried_by(hub);
        let streams = self.state.streams();
        streams
            .into_keys()
            .any(|stream| !carried.takes(stream) && self.reads(stream))
    }
}
