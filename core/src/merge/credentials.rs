//! Who a writer is, as far as valid credentials say.
//!
//! A credential is true once said. One an organiser signed stands before any a leader signed for the same writer, so
//! that no leader can make another leader something else. An ending says where a writer's word stops; it takes no
//! credential away.

use std::collections::BTreeMap;

use crate::change::{Credential, HubCertificate, Op, SignedCredential};
use crate::ids::{CampaignId, GroupId, MemberId, StreamName, WriterId};
use crate::model::Role;

/// What one credential makes of a writer in a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bearer {
    pub(super) role: Role,
    pub(super) group: Option<GroupId>,
    pub(super) member: MemberId,
    pub(super) enrol: u64,
}

/// Every writer with what its credentials make of it.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    by_organiser: BTreeMap<WriterId, Vec<Bearer>>,
    by_leader: BTreeMap<WriterId, Vec<Bearer>>,
    hubs: BTreeMap<WriterId, Vec<Bearer>>,
}

impl Bearers {
    pub(super) fn add_organiser(&mut self, writer: WriterId) {
        let bearer = Bearer {
            role: Role::Organiser,
            group: None,
            member: MemberId::organiser(),
            enrol: 0,
        };
        self.by_organiser.insert(writer, vec![bearer]);
    }

    pub(super) fn add(&mut self, credential: &Credential, by: Role) {
        let (table, enrol) = match by {
            Role::Organiser => (&mut self.by_organiser, credential.enrol),
            _ => (&mut self.by_leader, 0),
        };
        let bearer = Bearer {
            role: credential.role,
            group: credential.group.clone(),
            member: credential.member.clone(),
            enrol,
        };
        let bearers = table.entry(credential.key.writer()).or_default();
        // The two organiser keys are nobody else.
        if bearers.iter().all(|known| known.role != Role::Organiser) && !bearers.contains(&bearer) {
            bearers.push(bearer);
        }
    }

    pub(super) fn add_hub(&mut self, credential: &Credential, group: &GroupId) {
        let bearer = Bearer {
            role: Role::Hub,
            group: Some(group.clone()),
            member: credential.member.clone(),
            enrol: 0,
        };
        self.hubs.entry(credential.key.writer()).or_default().push(bearer);
    }

    pub(super) fn of(&self, writer: &WriterId) -> &[Bearer] {
        let first = self.by_organiser.get(writer).or_else(|| self.hubs.get(writer));
        first.or_else(|| self.by_leader.get(writer)).map_or(&[], Vec::as_slice)
    }

    /// What a writer is in a stream.
    pub(super) fn in_stream<'a>(
        &'a self,
        writer: &WriterId,
        stream: &'a StreamName,
    ) -> impl Iterator<Item = &'a Bearer> + 'a {
        let here = |bearer: &&Bearer| bearer.role == Role::Organiser || bearer.group.as_ref() == stream.group();
        self.of(writer).iter().filter(here)
    }

    /// Whether only the layer above may end this writer: an organiser's, a leader's or a hub's.
    pub(super) fn is_above_members(&self, writer: &WriterId) -> bool {
        let above = |bearer: &Bearer| matches!(bearer.role, Role::Organiser | Role::Leader | Role::Hub);
        self.of(writer).iter().any(above)
    }

    /// How many a leader of the group may enrol.
    pub(super) fn enrol_right(&self, writer: &WriterId, group: &GroupId) -> u64 {
        let own = self.by_organiser.get(writer).into_iter().flatten();
        let leading = own.filter(|bearer| bearer.role == Role::Leader && bearer.group.as_ref() == Some(group));
        leading.map(|bearer| bearer.enrol).max().unwrap_or(0)
    }

    pub(super) fn is_member(&self, writer: &WriterId, member: &MemberId) -> bool {
        self.of(writer).iter().any(|bearer| bearer.member == *member)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&WriterId, &Bearer)> {
        let writers = self
            .by_organiser
            .keys()
            .chain(self.hubs.keys())
            .chain(self.by_leader.keys());
        let writers: std::collections::BTreeSet<&WriterId> = writers.collect();
        writers
            .into_iter()
            .flat_map(|writer| self.of(writer).iter().map(move |bearer| (writer, bearer)))
    }
}

/// The credential an op gives to the writer it is about, if its signer is `issuer`.
pub(super) fn given(op: &Op, campaign: &CampaignId, issuer: &WriterId) -> Option<Credential> {
    let says = op.says()?;
    let signed = SignedCredential::from_value(&says.value).ok()?;
    let credential = signed.credential();
    let named = credential.key.writer().to_string() == *says.entity.key;
    (named && credential.campaign == *campaign && credential.issuer == *issuer).then(|| credential.clone())
}

/// The credential a hub shows of its own writer, if the hub's identity is certified for the group.
pub(super) fn shown<'a>(
    op: &Op,
    campaign: &CampaignId,
    group: &GroupId,
    certificates: impl Fn(&WriterId) -> Vec<&'a crate::change::Value>,
) -> Option<Credential> {
    let signed = SignedCredential::from_value(&op.says()?.value).ok()?;
    let credential = signed.credential();
    let certified = certificates(&credential.issuer);
    let certified: Option<Vec<HubCertificate>> = certified
        .into_iter()
        .map(|value| HubCertificate::from_value(value).ok())
        .collect();
    let certified = certified.filter(|all| {
        // The office's carries every group, also one that was named after it.
        !all.is_empty() && all.iter().all(|one| one.office || one.groups.contains(group))
    })?;
    let sound = credential.role == Role::Hub && credential.campaign == *campaign;
    let sound = sound && credential.member == MemberId::hub(&credential.issuer);
    let sound = sound && certified.iter().all(|one| signed.verify(&one.identity).is_ok());
    sound.then(|| credential.clone())
}
