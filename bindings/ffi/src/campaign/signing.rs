//! Signing a visit off, the code on the paper, reopening. Keys sign outside every lock.

use crosscheck_core::change::FrontierCode;
use crosscheck_core::field;
use crosscheck_core::ids::StreamName;

use super::Campaign;
use crate::Made;

#[uniffi::export]
impl Campaign {
    /// Signs a visit off and closes it; gives the 核验码.
    pub fn sign_off(&self, visit: StreamName) -> Made<FrontierCode> {
        let code = self.open.sign_off(&visit)?;
        self.watch.changed();
        Ok(code)
    }

    /// Records which 核验码 stands on the host's paper.
    pub fn record_paper(&self, visit: StreamName, code: String) -> Made<()> {
        self.act(|book, _| field::paper(book, &visit, &code))
    }

    /// Reopens a visit.
    pub fn reopen(&self, visit: StreamName) -> Made<()> {
        self.act(|book, _| field::reopen(book, &visit).map(drop))
    }
}
