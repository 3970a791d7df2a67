//! What a shell is told while it shows something: which screens to fetch again.

use super::HostError;
use crate::ids::StreamName;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Stale {
    /// Something of the campaign: packs, names, people.
    Campaign,
    /// Something of the group: visits, plan, draws, report.
    Group,
    /// Something of a visit.
    Visit {
        /// Which.
        visit: StreamName,
    },
    /// How the exchange stands.
    Sync,
}

impl Stale {
    /// What is stale when something changed in a stream.
    #[must_use]
    pub fn of(stream: &StreamName) -> Self {
        match stream {
            StreamName::Campaign | StreamName::Office => Self::Campaign,
            StreamName::Group(_) | StreamName::Media(_) => Self::Group,
            StreamName::Visit(..) => Self::Visit { visit: stream.clone() },
        }
    }
}

/// Is told what is stale.
#[cfg_attr(feature = "uniffi", uniffi::export(with_foreign))]
pub trait CampaignListener: Send + Sync {
    /// These screens are to be fetched again. Called from any thread and never under a lock; what fails here is dropped.
    ///
    /// # Errors
    /// [`HostError`].
    fn stale(&self, what: Vec<Stale>) -> Result<(), HostError>;
}
