//! A hub countersigns: once it holds everything a signature covers, it says so beside it, with its own clock.
//!
//! It writes with a key that lives as long as the process: its identity certifies it, and it shows that in a group's
//! stream before it says anything there. So nothing of it can be copied, put back or written twice. What it writes is
//! given as sealed segments, which go the way of everything that is brought.

use std::collections::BTreeMap;

use crate::Error;
use crate::change::{
    Countersignature, Credential, Draft, Entity, Frontier, KeyStore, Op, Peaks, Segment, SignedCredential, SoftwareKey,
    Value,
};
use crate::clock::Clock;
use crate::field::signed_frontiers;
use crate::ids::{CampaignId, GroupId, MemberId, StreamName, WriterId};
use crate::merge::frontier_entity;
use crate::model::Role;
use crate::notebook::Notebook;

/// The writer of a running hub.
pub struct HubWriter {
    campaign: CampaignId,
    keys: SoftwareKey,
    identity: WriterId,
    credential: SignedCredential,
    ends: BTreeMap<StreamName, Peaks>,
}

impl std::fmt::Debug for HubWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HubWriter {}", self.keys.public_key().writer())
    }
}

impl HubWriter {
    /// A writer with a fresh key that the hub's identity certifies.
    ///
    /// # Errors
    /// When the identity's key fails.
    pub fn new(campaign: CampaignId, identity: &dyn KeyStore, keys: SoftwareKey) -> Result<Self, Error> {
        let hub = identity.public_key().writer();
        let credential = Credential {
            campaign,
            member: MemberId::hub(&hub),
            role: Role::Hub,
            group: None,
            key: keys.public_key(),
            // Nothing is ever sealed to a hub.
            recipient: [0; 32],
            enrol: 0,
            issuer: hub,
            ordinal: 0,
        };
        Ok(Self {
            credential: SignedCredential::sign(&credential, identity)?,
            identity: hub,
            campaign,
            keys,
            ends: BTreeMap::new(),
        })
    }

    /// Countersigns what is signed and lies here whole, and gives what is to be kept, in order. When it cannot be kept,
    /// this writer is of no use any more: the next one begins anew.
    ///
    /// # Errors
    /// What the store says.
    pub fn countersign(
        &mut self,
        notebook: &Notebook,
        clock: &dyn Clock,
        said: Countersignature,
    ) -> Result<Vec<Segment>, Error> {
        let mut segments = Vec::new();
        if !self.is_certified(notebook) {
            return Ok(segments);
        }
        for (visit, frontiers) in uncountersigned(notebook, &MemberId::hub(&self.identity))? {
            let Some(group) = visit.group().filter(|group| self.carries(notebook, group)) else {
                continue;
            };
            let home = StreamName::Group(group.clone());
            if !self.ends.contains_key(&home) {
                let entity = Entity::new("writer", &self.keys.public_key().writer().to_string());
                segments.push(self.seal(&home, clock, vec![(entity, "credential", self.credential.to_value())])?);
            }
            let says = frontiers.iter().map(|frontier| {
                let value = said.to_value();
                (frontier_entity(frontier), "countersigned", value)
            });
            segments.push(self.seal(&visit, clock, says.collect())?);
        }
        Ok(segments)
    }

    fn is_certified(&self, notebook: &Notebook) -> bool {
        notebook.hub_certificate(&self.identity).is_some()
    }

    /// The certificate must name the group: what a hub says elsewhere counts for nobody.
    fn carries(&self, notebook: &Notebook, group: &GroupId) -> bool {
        let certificate = notebook.hub_certificate(&self.identity);
        certificate.is_some_and(|certificate| certificate.office || certificate.groups.contains(group))
    }

    fn seal(
        &mut self,
        stream: &StreamName,
        clock: &dyn Clock,
        says: Vec<(Entity, &str, Value)>,
    ) -> Result<Segment, Error> {
        let before = self.ends.get(stream).cloned().unwrap_or_default();
        let places = before.size() + 1..;
        let ops = places.zip(says).map(|(seq, (entity, field, value))| {
            Op::write(Draft {
                seq,
                at: clock.now(),
                actor: MemberId::hub(&self.identity),
                entity,
                field: field.into(),
                value,
                reason: None,
                again: None,
                links: Vec::new(),
            })
        });
        let ops = ops.collect::<Result<Vec<_>, _>>()?;
        let (segment, after) = Segment::seal(&self.campaign, stream, &before, &ops, &self.keys)?;
        self.ends.insert(stream.clone(), after);
        Ok(segment)
    }
}

/// The signatures of each visit that lie here whole, with every text they cover, and that this hub said nothing of yet.
/// It is asked whenever something came, so what is countersigned already costs next to nothing.
fn uncountersigned(notebook: &Notebook, hub: &MemberId) -> Result<Vec<(StreamName, Vec<Frontier>)>, Error> {
    let state = notebook.state();
    let mut found = Vec::new();
    for visit in state.streams().into_keys() {
        if !matches!(visit, StreamName::Visit(..)) {
            continue;
        }
        let mut frontiers = Vec::new();
        for frontier in signed_frontiers(state, visit) {
            let said = state.field(visit, &frontier_entity(&frontier), "countersigned");
            if said.is_some_and(|field| field.heads().any(|head| head.member == *hub)) {
                continue;
            }
            if state.lacking_of(&frontier).is_empty() && texts_here(notebook, visit, &frontier)? {
                frontiers.push(frontier);
            }
        }
        if !frontiers.is_empty() {
            found.push((visit.clone(), frontiers));
        }
    }
    Ok(found)
}

fn texts_here(notebook: &Notebook, visit: &StreamName, frontier: &Frontier) -> Result<bool, Error> {
    for text in notebook.state().texts_covered(visit, frontier) {
        if notebook.text(visit, &text)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
