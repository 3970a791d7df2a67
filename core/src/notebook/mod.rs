//! The notebook: one writer's open campaign. Verbs write through it, views read from it.
//!
//! It holds the store, what the log amounts to, and who writes here. A verb hands over [`Edit`]s; they become ops of
//! this writer and are saved in one transaction, or not at all. Segments and texts of others come in by `take`. What
//! is shown is folded from the log alone, and `State::fold` of the stored rows always gives what is held here.

mod ask;
mod blobs;
mod edit;
mod exchange;
mod hold;
mod hubs;
mod load;
mod look_back;
mod redact;
mod save;
mod seal;
mod shown;
mod space;
mod take;
mod verify;

use std::collections::BTreeMap;

use crate::Error;
use crate::change::{Chain, KeyStore, Peaks, TextRef};
use crate::clock::Clock;
use crate::ids::{CampaignId, MemberId, StreamName, WriterId};
use crate::merge::State;
use crate::privacy::Warnings;
use crate::store::{self, Store};

pub use ask::{Seen, Stand};
pub use blobs::{Class, NamedBlob};
pub use edit::{Edit, Typed};
pub use exchange::{Compared, Copies, Line, Outgoing, reading};
pub use hubs::Carried;
pub use seal::Unsealed;
pub use space::{Freed, Room, Taking};
pub use take::Taken;
pub use verify::Verified;

/// A key store that may be shared between threads.
pub type Keys = std::sync::Arc<dyn KeyStore + Send + Sync>;

/// Who writes here, and with what.
pub struct Writer {
    /// The private key of this installation.
    pub keys: Keys,
    /// The member of its credential.
    pub member: MemberId,
    /// The clock that stands beside what is written.
    pub clock: Box<dyn Clock>,
}

/// One writer's open campaign.
pub struct Notebook {
    store: Store,
    campaign: CampaignId,
    writer: Writer,
    id: WriterId,
    /// What this writer was given at enrolment.
    chain: Option<Chain>,
    state: State,
    /// The end of this writer's own branch in each stream.
    ends: BTreeMap<StreamName, Peaks>,
    /// How often this store's log was written, as this state knows it.
    version: i64,
    /// How often everything was folded anew.
    folds: u64,
    named: blobs::NamedBlobs,
    /// Up to which class blobs are fetched; none is what the role usually does.
    fetches: Option<Class>,
    /// Whether a redaction was taken that the disk did not let be obeyed.
    disobeyed: bool,
    /// What the texts that were saved may say of persons; whoever typed them is told.
    warned: Warnings,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Writer of {}", self.member)
    }
}

impl std::fmt::Debug for Notebook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Notebook of {} in {:?}", self.id, self.store)
    }
}

impl Notebook {
    /// What the log amounts to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The store, for drafts and for resting.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> &CampaignId {
        &self.campaign
    }

    /// Who writes here.
    #[must_use]
    pub fn member(&self) -> &MemberId {
        &self.writer.member
    }

    /// The writer's id.
    #[must_use]
    pub fn id(&self) -> &WriterId {
        &self.id
    }

    /// A typed text; none when it is not held here (本机没有此文字) or was redacted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn text(&self, stream: &StreamName, text: &TextRef) -> Result<Option<String>, Error> {
        self.store.read(|connection| store::text(connection, stream, text))
    }

    /// What the texts saved since the last look may say of persons: nothing was refused, and whoever typed them decides.
    pub fn warned(&mut self) -> Warnings {
        std::mem::take(&mut self.warned)
    }

    /// Gives the store back, for removal.
    #[must_use]
    pub fn close(self) -> Store {
        self.store
    }
}
