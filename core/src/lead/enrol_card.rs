//! Enrolling where there is no network: the new phone's card becomes the chain it takes home.

use super::enrol::{Candidate, chain_of, credential, give};
use super::set_up::roster_role;
use crate::change::{Card, Credential, Enrolment, Meeting, Organisers, SignedCredential};
use crate::ids::{GroupId, MemberId, StreamName};
use crate::model::Role;
use crate::notebook::Notebook;
use crate::{Error, ErrorKind, Sentence};

/// Whom a card is for.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The member of the roster.
    pub member: MemberId,
    /// The role; the roster's where none.
    pub role: Option<Role>,
}

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// The group and role the campaign's roster gives a member.
fn on_roster(notebook: &Notebook, member: &MemberId) -> Option<(GroupId, Role)> {
    let field = format!("member.{member}");
    let mut groups = notebook.state().fields_of_kind(&StreamName::Campaign, "group");
    let found = groups.find(|known| *known.key.field == *field)?;
    let role = match roster_role(found.values().first()?)?.as_str() {
        "leader" => Role::Leader,
        "expert" => Role::Expert,
        "media" => Role::Media,
        _ => Role::Member,
    };
    Some((GroupId::parse(&found.key.entity.key)?, role))
}

/// The campaign's first op, as it was written.
fn first_op(notebook: &Notebook) -> Option<Vec<u8>> {
    let state = notebook.state();
    let field = state.field(&StreamName::Campaign, &Organisers::entity(), Organisers::FIELD)?;
    let first = state.op(&field.heads().next()?.first)?;
    Some(first.op.as_bytes().to_vec())
}

/// Enrols the phone whose card was scanned, once its digits were compared, and gives what to show it. Scanned again,
/// the same phone gets the same credential and no place is used up.
///
/// # Errors
/// [`ErrorKind::Refused`] when the digits are not the card's, the member is not on the roster, the phone is somebody
/// else's already or was ended; and what enrolling says.
pub fn enrol_card(
    notebook: &mut Notebook,
    card: &Card,
    digits: &str,
    newcomer: &Newcomer,
    hub: Option<Meeting>,
) -> Result<Enrolment, Error> {
    let signed = match for_card(notebook, card, digits, newcomer)? {
        ForCard::Given(signed) => signed,
        ForCard::New(credential) => SignedCredential::sign(&credential, notebook.keys())?,
    };
    answer_card(notebook, signed, hub)
}

/// What the phone of a card gets.
#[derive(Debug, Clone)]
pub enum ForCard {
    /// It was enrolled before and gets the same again.
    Given(SignedCredential),
    /// It is new: this is to be signed.
    New(Credential),
}

/// The first step of [`enrol_card`]: what the phone gets. Signing it is the second; nobody has to hold the notebook then.
///
/// # Errors
/// As [`enrol_card`].
pub fn for_card(notebook: &Notebook, card: &Card, digits: &str, newcomer: &Newcomer) -> Result<ForCard, Error> {
    if card.digits() != digits.trim() {
        return Err(refused("lead-card-digits"));
    }
    let member = &newcomer.member;
    let (group, role) = on_roster(notebook, member).ok_or_else(|| {
        let what = Sentence::new("lead-card-member").with("member", member);
        Error::new(ErrorKind::Refused, what)
    })?;
    let writer = card.key.writer();
    if notebook.state().is_ended(&writer) {
        return Err(refused("lead-card-ended"));
    }
    let given = notebook.state().credentials_of(&writer).into_iter().next();
    match given {
        Some(signed) if signed.credential().member == *member => Ok(ForCard::Given(signed)),
        Some(signed) => {
            let what = Sentence::new("lead-card-known").with("member", &signed.credential().member);
            Err(Error::new(ErrorKind::Refused, what))
        }
        None => {
            let candidate = Candidate {
                member: member.clone(),
                role: newcomer.role.unwrap_or(role),
                group,
                key: card.key,
                recipient: card.recipient,
                enrol: 0,
            };
            Ok(ForCard::New(credential(notebook, &candidate)?))
        }
    }
}

/// What is shown to the phone of a card that was enrolled before, as far as this log knows; none where it was not.
#[must_use]
pub fn enrolment_of(notebook: &Notebook, card: &Card) -> Option<Enrolment> {
    let given = notebook.state().credentials_of(&card.key.writer()).into_iter().next()?;
    Some(Enrolment {
        chain: chain_of(notebook, given),
        first: first_op(notebook)?,
        hub: None,
    })
}

/// The third step: records what was signed and gives what to show the phone.
///
/// # Errors
/// As [`enrol_card`].
pub fn answer_card(
    notebook: &mut Notebook,
    signed: SignedCredential,
    hub: Option<Meeting>,
) -> Result<Enrolment, Error> {
    let first = first_op(notebook).ok_or_else(|| refused("lead-enrol-right"))?;
    let writer = signed.credential().key.writer();
    let given = !notebook.state().credentials_of(&writer).is_empty();
    let chain = if given {
        chain_of(notebook, signed)
    } else {
        give(notebook, signed)?
    };
    Ok(Enrolment { chain, first, hub })
}
