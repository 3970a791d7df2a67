//! Countersignatures: a certified hub says that everything a signature covers lay with it.
//!
//! It is a second clock and a second holder beside the phone that signed, nothing more: no verdict hangs on it. The rule
//! to keep: what it says is of the frontier alone, so nothing that comes later makes it untrue.

use super::state::State;
use crate::canonical::hex;
use crate::change::{Countersignature, Entity, Frontier, HubCertificate, TextRef};
use crate::ids::{MemberId, StreamName, WriterId};

/// What a hub said of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Countersigned {
    /// The hub, as it acts in the log.
    pub hub: MemberId,
    /// Whether it is certified as the office's.
    pub office: bool,
    /// By its clock, ms since 1970.
    pub at: i64,
    /// How much it had.
    pub said: Countersignature,
}

/// What records the paper, countersignature or time stamp of a frontier.
#[must_use]
pub fn frontier_entity(frontier: &Frontier) -> Entity {
    Entity::new("frontier", &hex(&frontier.digest()))
}

impl State {
    /// Who countersigned a frontier of a visit and when first, sorted by hub.
    #[must_use]
    pub fn countersigned(&self, visit: &StreamName, frontier: &Frontier) -> Vec<Countersigned> {
        let field = self.field(visit, &frontier_entity(frontier), "countersigned");
        let statements = field.into_iter().flat_map(|field| &field.statements);
        let said = statements.flat_map(|statement| statement.ops.iter().map(move |op| (statement, op)));
        let mut found: Vec<Countersigned> = said
            .filter_map(|(statement, op)| {
                Some(Countersigned {
                    hub: statement.member.clone(),
                    office: self.is_office(&statement.member),
                    at: self.op(op)?.op.says()?.at.wall,
                    said: Countersignature::from_value(&statement.value).ok()?,
                })
            })
            .collect();
        found.sort_by_key(|said| (said.hub.clone(), said.at));
        found.dedup_by_key(|said| said.hub.clone());
        found
    }

    /// Whether a hub, as it acts in the log, is certified as the office's.
    fn is_office(&self, hub: &MemberId) -> bool {
        self.fields_of_kind(&StreamName::Campaign, "hub").any(|field| {
            let named = WriterId::parse(&field.key.entity.key).is_some_and(|identity| MemberId::hub(&identity) == *hub);
            let said = || field.heads().map(|head| HubCertificate::from_value(&head.value));
            named && said().all(|certificate| certificate.is_ok_and(|certificate| certificate.office))
        })
    }

    /// The texts that what a frontier covers names and that no redaction took away, each once.
    #[must_use]
    pub fn texts_covered(&self, stream: &StreamName, frontier: &Frontier) -> Vec<TextRef> {
        let inside = self.inside(stream, frontier);
        let said = inside.iter().filter_map(|op| self.op(op)?.op.says());
        let named = said.flat_map(|says| says.value.texts().into_iter().chain(says.reason));
        let mut texts: Vec<TextRef> = named.filter(|text| !self.is_text_redacted(stream, text)).collect();
        texts.sort();
        texts.dedup();
        texts
    }
}
