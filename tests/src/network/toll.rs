//! The toll of one connection: it counts the bytes of both ways and says when the fault strikes.
//!
//! It is exact: the byte after which a connection breaks is the last that arrives, whichever way it goes.

use std::sync::Mutex;

use super::line::Way;
use super::profile::{Fate, Fault};

/// What follows for the bytes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Go on.
    Pass,
    /// Go on reading, to no end.
    Swallow,
    /// Stop here and keep everything as it is.
    Halt,
    /// The connection ends when the granted bytes have arrived.
    End(Fault),
}

/// How many of the bytes may pass, what then, and the fault if it struck just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    pub granted: usize,
    pub verdict: Verdict,
    pub struck: Option<Fault>,
}

#[derive(Debug)]
struct Account {
    left: u64,
    struck: bool,
}

/// The toll.
#[derive(Debug)]
pub(super) struct Toll {
    fault: Option<Fault>,
    account: Mutex<Account>,
}

impl Toll {
    pub fn new(fate: Fate) -> Self {
        let (fault, left) = match fate {
            Fate::Breaks { fault, after } => (Some(fault), after),
            Fate::Passes | Fate::Captive { .. } => (None, 0),
        };
        let account = Mutex::new(Account { left, struck: false });
        Self { fault, account }
    }

    /// Asks for so many bytes of a way to pass.
    pub fn claim(&self, way: Way, bytes: usize) -> Claim {
        let pass = Claim {
            granted: bytes,
            verdict: Verdict::Pass,
            struck: None,
        };
        let Some(fault) = self.fault else { return pass };
        let mut account = self.account.lock().unwrap();
        let granted = bytes.min(usize::try_from(account.left).unwrap_or(usize::MAX));
        account.left -= granted as u64;
        if account.left > 0 {
            return pass;
        }
        let first = !std::mem::replace(&mut account.struck, true);
        let struck = first.then_some(fault);
        let verdict = match (fault, way) {
            (Fault::HalfOpen, Way::Up) => return Claim { struck, ..pass },
            (Fault::HalfOpen, Way::Down) => Verdict::Swallow,
            (Fault::Reset | Fault::Truncate, _) if first => Verdict::End(fault),
            _ => Verdict::Halt,
        };
        Claim {
            granted,
            verdict,
            struck,
        }
    }

    /// The fault, once it has struck.
    pub fn struck(&self) -> Option<Fault> {
        let struck = self.account.lock().unwrap().struck;
        self.fault.filter(|_| struck)
    }

    /// Whether the end of a stream is to be kept from the other side.
    pub fn hides_end(&self, way: Way) -> bool {
        self.struck()
            .is_some_and(|fault| fault != Fault::HalfOpen || way == Way::Down)
    }
}
