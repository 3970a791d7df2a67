//! Phones and a hub of one campaign, for tests that exchange over a real network. Everything about them is generated.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{GroupId, MemberId};
use crosscheck_core::lead::{Candidate, enrol};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::transport::{Address, Patience, Transport};

use crate::desk;

/// How long a test bears with a link: long enough for a busy machine, short enough to see a dead one.
pub const PATIENCE: Patience = Patience {
    silence: Duration::from_secs(5),
    connect: Duration::from_secs(5),
};
/// The longest a test waits for anything.
pub const MOST: Duration = Duration::from_mins(2);

/// A phone with its notebook and, while it is in reach, its exchange.
#[derive(Debug)]
pub struct Phone {
    book: Arc<Mutex<Notebook>>,
    transport: Option<Transport>,
}

/// Takes a lock whatever happened to its holder.
pub fn held(book: &Mutex<Notebook>) -> MutexGuard<'_, Notebook> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The organiser's notebook of the tests' campaign, with groups and nobody enrolled.
#[must_use]
pub fn office(path: &Path) -> Notebook {
    desk::open(path, None).unwrap()
}

/// Enrols a member for the key of a secret.
pub fn enrol_key(office: &mut Notebook, member: &str, role: Role, group: &str, secret: u8) {
    let candidate = Candidate {
        member: MemberId::parse(member).unwrap(),
        role,
        group: GroupId::parse(group).unwrap(),
        key: SoftwareKey::new(&[secret; 32]).unwrap().public_key(),
        recipient: [secret; 32],
        enrol: 0,
    };
    enrol(office, &candidate).unwrap();
}

/// The notebook of a phone whose key has a secret.
#[must_use]
pub fn open(path: &Path, member: &str, secret: u8, key: Option<Key>) -> Notebook {
    let (campaign, _) = desk::campaign();
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&[secret; 32]).unwrap()),
        member: MemberId::parse(member).unwrap(),
        clock: Box::new(SystemClock::new([secret; 16])),
    };
    Notebook::open(Store::open(path, key).unwrap(), campaign, writer).unwrap()
}

impl Phone {
    /// A phone out of reach.
    #[must_use]
    pub fn new(book: Notebook) -> Self {
        Self {
            book: Arc::new(Mutex::new(book)),
            transport: None,
        }
    }

    /// Its notebook.
    pub fn book(&self) -> MutexGuard<'_, Notebook> {
        held(&self.book)
    }

    /// Comes into reach of a hub.
    pub fn connect(&mut self, address: &Address) {
        self.connect_with(address, PATIENCE);
    }

    /// Comes into reach of a hub that it bears with as long as that.
    pub fn connect_with(&mut self, address: &Address, patience: Patience) {
        let transport = Transport::start(self.book.clone(), address, None, patience).unwrap();
        self.transport = Some(transport);
    }

    /// Goes out of reach.
    pub fn disconnect(&mut self) {
        self.transport = None;
    }

    /// Its exchange.
    #[must_use]
    pub fn transport(&self) -> &Transport {
        self.transport.as_ref().unwrap()
    }

    /// Exchanges until nothing is left to do.
    pub fn settle(&self) {
        let transport = self.transport();
        assert!(transport.settle(MOST), "not quiet: {:?}", transport.standing());
    }

    /// Closes it and gives its notebook back.
    #[must_use]
    pub fn close(mut self) -> Notebook {
        self.transport = None;
        let book = Arc::into_inner(self.book).unwrap();
        book.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
