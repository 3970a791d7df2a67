//! The verdict on one op: the role it speaks with, once it is known who is who and whether its place counts.
//!
//! The layers ask it of every op, and whoever appends asks it of his own. It looks at one op and at what credentials
//! make of writers, never at other ops.

use super::credentials::{self, Bearers};
use super::form;
use super::rights::{Act, StreamKind, act_of, may};
use super::waiting::Reason;
use crate::change::{Draft, Op, Organisers, TextRef};
use crate::ids::{CampaignId, StreamName, WriterId};
use crate::model::Role;

/// An op and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) writer: &'a WriterId,
    pub(super) stream: &'a StreamName,
    pub(super) op: &'a Op,
}

/// Who is who, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) campaign: &'a CampaignId,
    pub(super) organisers: Option<Organisers>,
    pub(super) bearers: &'a Bearers,
}

impl Judge<'_> {
    /// The role an op speaks with, or why it waits.
    pub(super) fn verdict(&self, said: Said<'_>, placed: Result<(), Reason>) -> Result<Role, Reason> {
        let says = said.op.says().ok_or(Reason::Later)?;
        // The campaign is the hash of its first op: it needs no other proof and no ending reaches it.
        if self.is_first(said.op) {
            return Ok(Role::Organiser);
        }
        placed?;
        let mut here = self.bearers.in_stream(said.writer, said.stream).peekable();
        here.peek().ok_or(Reason::NoCredential)?;
        let mut acting: Vec<Role> = here
            .filter(|bearer| bearer.member == says.actor)
            .map(|bearer| bearer.role)
            .collect();
        acting.sort_unstable();
        let highest = *acting.first().ok_or(Reason::Actor)?;
        let kind = StreamKind::of(said.stream);
        let act = act_of(kind, &says.entity.kind, &says.field).ok_or(Reason::Later)?;
        let role = acting.into_iter().find(|role| self.may(*role, act, said, says));
        let role = role.ok_or(Reason::NotAllowed(highest, act))?;
        form::fits(says).then_some(role).ok_or(Reason::Value)
    }

    fn may(&self, role: Role, act: Act, said: Said<'_>, says: &Draft) -> bool {
        let kind = StreamKind::of(said.stream);
        if act == Act::Enrol && role == Role::Hub {
            return may(role, Act::ShowCredential, kind) && self.own_of_hub(said, says);
        }
        if act == Act::RedactOthers && !may(role, act, kind) {
            return may(role, Act::RedactOwn, kind) && self.is_author(says);
        }
        may(role, act, kind)
            && match act {
                Act::End | Act::Admit => self.may_end(role, said, says),
                Act::Enrol => self.may_enrol(role, said),
                Act::SetUp if &*says.field == Organisers::FIELD => self.is_first(said.op),
                Act::SignOff if &*says.entity.kind == "sign_off" => says.entity.key == says.actor.as_str().into(),
                _ => true,
            }
    }

    fn is_first(&self, op: &Op) -> bool {
        Organisers::of_campaign(self.campaign, op).is_ok()
    }

    /// An ending counts from the layer above only, except a leader's of a member; nobody ends himself; an organiser
    /// key is ended in the campaign's stream.
    fn may_end(&self, role: Role, said: Said<'_>, says: &Draft) -> bool {
        let Some(target) = WriterId::parse(&says.entity.key) else {
            return true;
        };
        let key = self.organisers.is_some_and(|keys| keys.key(&target).is_some());
        match role {
            Role::Organiser if key => *said.writer != target && *said.stream == StreamName::Campaign,
            Role::Organiser => true,
            _ => !self.bearers.is_above_members(&target),
        }
    }

    fn may_enrol(&self, role: Role, said: Said<'_>) -> bool {
        let given = credentials::given(said.op, self.campaign, said.writer);
        let (Some(given), group) = (given, said.stream.group()) else {
            return false;
        };
        let below = matches!(given.role, Role::Member | Role::Expert | Role::Media);
        let own = given.group.is_some() && given.group.as_ref() == group;
        let right = group.map_or(0, |group| self.bearers.enrol_right(said.writer, group));
        match role {
            Role::Organiser => given.role != Role::Hub,
            _ => below && own && given.enrol == 0 && (1..=right).contains(&given.ordinal),
        }
    }

    fn own_of_hub(&self, said: Said<'_>, says: &Draft) -> bool {
        let own = credentials::given(said.op, self.campaign, said.writer).is_none();
        own && said.writer.to_string() == *says.entity.key
    }

    /// Whose text it is. Blobs are judged last, when it is known who named them.
    fn is_author(&self, says: &Draft) -> bool {
        let text = TextRef::from_entity_key(&says.entity.key).filter(|_| &*says.entity.kind == "text");
        text.is_some_and(|text| self.bearers.is_member(&text.writer, &says.actor))
    }
}
