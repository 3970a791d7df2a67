//! The chain this writer was given at enrolment: it says who it is until the log does, and proves it to a hub that never
//! heard of it.

use super::Notebook;
use crate::Error;
use crate::change::{Chain, Credential};
use crate::store::{self, Store};

const CHAIN: &str = "chain";

/// The chain a store keeps of its writer.
pub(super) fn kept(store: &Store) -> Result<Option<Chain>, Error> {
    let bytes = store.read(|connection| store::meta(connection, CHAIN))?;
    // One that cannot be read is as good as none: the log will say who this is.
    Ok(bytes.and_then(|bytes| Chain::read(&bytes).ok()))
}

impl Notebook {
    /// Keeps the chain of this writer; whoever hands it over has verified it.
    ///
    /// # Errors
    /// What the store says.
    pub fn keep_chain(&mut self, chain: &Chain) -> Result<(), Error> {
        self.store
            .write(|transaction| store::set_meta(transaction, CHAIN, &chain.to_bytes()))?;
        self.chain = Some(chain.clone());
        Ok(())
    }

    /// The chain that proves this writer to a hub that never heard of it: the one it was given, or what the log has of it.
    #[must_use]
    pub fn chain(&self) -> Option<Chain> {
        let given = self.chain.clone().filter(|_| self.shown().is_some());
        given.or_else(|| self.logged())
    }

    /// The chain as the log has it: an organiser's word before a leader's, which needs the leader's own credential.
    fn logged(&self) -> Option<Chain> {
        let organisers = self.state.organisers()?;
        let mut own = self.state.credentials_of(&self.id);
        own.sort_by_key(|signed| organisers.key(&signed.credential().issuer).is_none());
        let own = own.into_iter().next()?;
        let above = self.state.credentials_of(&own.credential().issuer);
        let chain = std::iter::once(own).chain(above.into_iter().take(1));
        Some(Chain::new(chain.collect()))
    }

    /// Who this writer is by its chain; nothing where the chain is of another key or campaign.
    pub(super) fn shown(&self) -> Option<&Credential> {
        let credential = self.chain.as_ref()?.holder()?;
        let own = credential.key.writer() == self.id && credential.campaign == self.campaign;
        Some(credential).filter(|_| own)
    }
}
