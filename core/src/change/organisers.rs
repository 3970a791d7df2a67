//! The first op of a campaign names its two organiser keys; its hash is the campaign.
//!
//! Whoever knows a campaign's id can check every key of it from there: the two keys, the credentials they signed, and
//! the credentials those allowed. The reserve key lies sealed elsewhere; if both keys end each other, its word stands.

use super::cbor::{Message, Reader, Writer};
use super::key::PublicKey;
use super::op::{Entity, Op};
use super::value::Value;
use crate::ids::{CampaignId, MemberId, WriterId};
use crate::{Error, ErrorKind, Sentence};

/// The two keys of the organiser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Organisers {
    /// The one in daily use, which writes the first op.
    pub working: PublicKey,
    /// The one kept sealed.
    pub reserve: PublicKey,
}

impl Organisers {
    /// The entity the first op is about.
    #[must_use]
    pub fn entity() -> Entity {
        Entity::new("campaign", "campaign")
    }

    /// The field it sets.
    pub const FIELD: &str = "organisers";

    /// The value of the first op: `[working, reserve]`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(2);
        self.working.write(&mut out);
        self.reserve.write(&mut out);
        Value::written(&out.finish())
    }

    fn from_value(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), super::MAX_OP)?;
        reader.tuple(2)?;
        Ok(Self {
            working: PublicKey::read(&mut reader)?,
            reserve: PublicKey::read(&mut reader)?,
        })
    }

    /// The keys of a campaign, from its first op.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when the op is not the campaign's first, or not of the form a first op has.
    pub fn of_campaign(campaign: &CampaignId, op: &Op) -> Result<Self, Error> {
        let other = || Error::new(ErrorKind::CheckFailed, Sentence::new("change-campaign-other"));
        let says = op
            .says()
            .filter(|_| CampaignId::of_first_op(op.as_bytes()) == *campaign);
        let says = says.ok_or_else(other)?;
        let first = says.seq == 1 && says.entity == Self::entity() && &*says.field == Self::FIELD;
        let plain = says.links.is_empty() && says.again.is_none() && says.actor == MemberId::organiser();
        let keys = Self::from_value(&says.value)?;
        (first && plain && keys.working != keys.reserve)
            .then_some(keys)
            .ok_or_else(other)
    }

    /// The key of a writer, if it is one of the two.
    #[must_use]
    pub fn key(&self, writer: &WriterId) -> Option<&PublicKey> {
        [&self.working, &self.reserve]
            .into_iter()
            .find(|key| key.writer() == *writer)
    }
}
