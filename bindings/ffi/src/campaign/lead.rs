//! What a leader does: plan, split work, release reserves, decide, admit, enrol.

use crosscheck_core::change::{Card, Value};
use crosscheck_core::ids::{MemberId, StreamName, WriterId};
use crosscheck_core::lead::{self, Gap, Newcomer, Trip, Unreachable, Work};
use crosscheck_core::merge::FieldKey;
use crosscheck_core::notebook::Seen;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::Campaign;
use crate::Made;

/// What a leader shows to a newcomer's phone, and how many places he has left.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EnrolmentShown {
    /// What the QR code holds.
    pub text: String,
    /// How many he enrolled.
    pub used: u64,
    /// How many he may.
    pub right: u64,
}

#[uniffi::export]
impl Campaign {
    /// Plans a trip, or changes the one that begins on the same day in the same area.
    pub fn plan_trip(&self, trip: Trip, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::plan_trip(book, &trip, &seen))
    }

    /// Takes a trip out of the plan.
    pub fn clear_trip(&self, trip: Trip, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::clear_trip(book, trip.from, &trip.area, &seen))
    }

    /// Gives a checklist to somebody, or takes it from him.
    pub fn assign_pack(&self, pack: u64, member: MemberId, his: bool) -> Made<()> {
        self.act(|book, _| lead::assign(book, Work::Pack(pack), &member, his))
    }

    /// Gives a visit to somebody, or takes it from him.
    pub fn assign_visit(&self, visit: StreamName, member: MemberId, his: bool) -> Made<()> {
        let StreamName::Visit(_, hash) = visit else {
            let what = Sentence::new("crossing-no-such").with("kind", "visit");
            return Err(Error::new(ErrorKind::BadInput, what).into());
        };
        self.act(|book, _| lead::assign(book, Work::Visit(hash), &member, his))
    }

    /// States that a reserve stands in for a drawn unit, both as ROLL/UNIT.
    pub fn release_reserve(&self, reserve: String, unit: String, why: Unreachable) -> Made<()> {
        self.act(|book, _| lead::release_reserve(book, &reserve, &unit, &why))
    }

    /// Takes such a statement back.
    pub fn take_release_back(&self, reserve: String, reason: String) -> Made<()> {
        self.act(|book, _| lead::take_release_back(book, &reserve, &reason))
    }

    /// Decides between statements that differ, with a reason.
    pub fn decide(&self, field: FieldKey, value: Value, reason: String, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::decide(book, &field, value, &reason, &seen).map(drop))
    }

    /// Lets what waits behind a gap count.
    pub fn admit(&self, gap: Gap) -> Made<()> {
        self.act(|book, _| lead::admit(book, &gap))
    }

    /// Ends a phone of the group after everything of it that is known here; what comes later waits to be admitted.
    pub fn end_phone(&self, writer: WriterId, reason: String) -> Made<()> {
        self.act(|book, _| lead::end_known(book, &writer, &reason))
    }

    /// Enrols the phone whose card was scanned, once its six digits were compared.
    pub fn enrol(&self, card: String, digits: String, member: MemberId) -> Made<EnrolmentShown> {
        let card = Card::parse(&card)?;
        let newcomer = Newcomer { member, role: None };
        let enrolment = self.open.enrol(&card, &digits, &newcomer)?;
        self.watch.changed();
        let (used, right) = self.look(|book, _, _| Ok(lead::enrolled(book)))?;
        Ok(EnrolmentShown {
            text: enrolment.to_text(),
            used,
            right,
        })
    }
}
