//! Enrolling: a credential for a phone that shows its keys, counted where a leader gives it.

use std::collections::BTreeSet;

use crate::change::{Chain, Credential, Entity, PublicKey, SignedCredential};
use crate::ids::{GroupId, MemberId, StreamName, WriterId};
use crate::model::Role;
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// A phone that wants in, and as whom.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The member of the roster.
    pub member: MemberId,
    /// The role.
    pub role: Role,
    /// The group.
    pub group: GroupId,
    /// The phone's key.
    pub key: PublicKey,
    /// X25519 recipient of bundles.
    pub recipient: [u8; 32],
    /// How many it may enrol itself; only an organiser gives such a right.
    pub enrol: u64,
}

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// The ordinals this writer used in a group's stream.
fn ordinals(notebook: &Notebook, home: &StreamName) -> BTreeSet<u64> {
    let ops = notebook.state().ops_of(notebook.id());
    let given = ops.filter(|held| held.stream == home).filter_map(|held| {
        let says = held.op.says().filter(|says| &*says.field == "credential")?;
        SignedCredential::from_value(&says.value).ok()
    });
    given.map(|signed| signed.credential().ordinal).collect()
}

/// How many this leader enrolled, and how many he may.
#[must_use]
pub fn enrolled(notebook: &Notebook) -> (u64, u64) {
    let Some(home) = notebook.group().map(StreamName::Group) else {
        return (0, 0);
    };
    let used = ordinals(notebook, &home).len() as u64;
    (used, notebook.state().enrol_right(notebook.id(), home.group()))
}

/// Gives a credential and the chain the new phone needs where there is no signal.
///
/// # Errors
/// [`ErrorKind::Refused`] when this writer may not enrol, his count is used up, or the role is not his to give; and what
/// the key or the store says.
pub fn enrol(notebook: &mut Notebook, candidate: &Candidate) -> Result<Chain, Error> {
    let credential = credential(notebook, candidate)?;
    let signed = SignedCredential::sign(&credential, notebook.keys())?;
    give(notebook, signed)
}

/// The credential a candidate would get, before it is signed: a slow key store signs it while nobody holds the notebook.
pub(super) fn credential(notebook: &Notebook, candidate: &Candidate) -> Result<Credential, Error> {
    let ordinal = match notebook.role() {
        Some(Role::Organiser) => 0,
        Some(Role::Leader) if notebook.group().as_ref() == Some(&candidate.group) => {
            if matches!(candidate.role, Role::Leader | Role::Organiser | Role::Hub) || candidate.enrol > 0 {
                return Err(refused("lead-enrol-role"));
            }
            let home = StreamName::Group(candidate.group.clone());
            let used = ordinals(notebook, &home);
            let right = notebook.state().enrol_right(notebook.id(), Some(&candidate.group));
            let next = (1..=right).find(|ordinal| !used.contains(ordinal));
            next.ok_or_else(|| refused("lead-enrol-used"))?
        }
        _ => return Err(refused("lead-enrol-right")),
    };
    Ok(Credential {
        campaign: *notebook.campaign(),
        member: candidate.member.clone(),
        role: candidate.role,
        group: Some(candidate.group.clone()).filter(|_| candidate.role != Role::Hub),
        key: candidate.key,
        recipient: candidate.recipient,
        enrol: candidate.enrol,
        issuer: *notebook.id(),
        ordinal,
    })
}

/// Records a signed credential and gives the chain. What was given meanwhile under the same ordinal stands.
pub(super) fn give(notebook: &mut Notebook, signed: SignedCredential) -> Result<Chain, Error> {
    let credential = signed.credential();
    let home = match (notebook.role(), &credential.group) {
        (Some(Role::Leader), Some(group)) => StreamName::Group(group.clone()),
        _ => StreamName::Campaign,
    };
    if credential.ordinal > 0 && ordinals(notebook, &home).contains(&credential.ordinal) {
        return Err(refused("lead-enrol-used"));
    }
    let entity = Entity::new("writer", &credential.key.writer().to_string());
    notebook.save(&[Edit::new(&home, entity, "credential", signed.to_value())])?;
    Ok(chain_of(notebook, signed))
}

/// A credential with the one that allowed it: the leader's that an organiser signed, with the largest right.
pub(super) fn chain_of(notebook: &Notebook, signed: SignedCredential) -> Chain {
    let state = notebook.state();
    let issuer = signed.credential().issuer;
    let organisers = state.organisers();
    let by_organiser = |issuer: &WriterId| organisers.is_some_and(|keys| keys.key(issuer).is_some());
    let above = state.credentials_of(&issuer).into_iter();
    let above = above.filter(|above| by_organiser(&above.credential().issuer));
    let above = above.max_by_key(|above| above.credential().enrol);
    Chain::new([signed].into_iter().chain(above).collect())
}
