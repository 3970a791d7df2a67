//! 待处理: what is kept but not applied, and why.
//!
//! An op that waits travels on and blocks nothing. A reason says what would let it count, so that a leader can decide
//! whether to admit it.

use crate::Sentence;
use crate::ids::{OpId, StreamName, WriterId};
use crate::model::Role;

use super::rights::Act;

/// Why an op does not count yet, or any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The campaign's first op is not held, so nobody can be believed.
    NoCampaign,
    /// A later version wrote it, or it is about a kind of thing this version does not know.
    Later,
    /// An op before it is missing: the last place that is missing.
    Gap(u64),
    /// The signed root is not that of the ops before it and its own.
    Root,
    /// Its writer has no credential for the group of its stream.
    NoCredential,
    /// Its actor is not the member of its writer's credential.
    Actor,
    /// Its writer was ended before it.
    Ended,
    /// Its role may not do this here.
    NotAllowed(Role, Act),
    /// The value is not of the form its field needs.
    Value,
    /// An ending of the reserve key by the working key, while the reserve key ends the working one.
    Overruled,
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NoCampaign => Sentence::new("merge-wait-campaign"),
            Self::Later => Sentence::new("merge-wait-later"),
            Self::Gap(seq) => Sentence::new("merge-wait-gap").with("seq", seq),
            Self::Root => Sentence::new("merge-wait-root"),
            Self::NoCredential => Sentence::new("merge-wait-credential"),
            Self::Actor => Sentence::new("merge-wait-actor"),
            Self::Ended => Sentence::new("merge-wait-ended"),
            Self::NotAllowed(..) => Sentence::new("merge-wait-right"),
            Self::Value => Sentence::new("merge-wait-value"),
            Self::Overruled => Sentence::new("merge-wait-overruled"),
        }
    }
}

/// An op that waits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    /// Where.
    pub stream: StreamName,
    /// Whose.
    pub writer: WriterId,
    /// Its place in its branch.
    pub seq: u64,
    /// Which.
    pub op: OpId,
    /// Why.
    pub reason: Reason,
}
