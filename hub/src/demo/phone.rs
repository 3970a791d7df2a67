//! The phones of the demonstration: stores in a temporary folder, each keyed, that joined the hub by invitation.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crosscheck_core::canonical::hex;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::store::{Key, Store};
use crosscheck_core::transport::{Patience, Transport};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::line;
use crate::context::{Context, random};
use crate::serve::join::{open_book, take_up};
use crate::serve::{self, Link, Server, phones};

/// The group that makes the visit, and its leader and member in the generated roster.
const GROUP: &str = "G01";
/// Keys and roles of its leader and its member.
pub const PEOPLE: [(&str, &str); 2] = [("G01-1", "leader"), ("G01-2", "member")];
/// The longest one exchange may take.
const MOST: Duration = Duration::from_mins(1);

/// A phone with a key of its own, in reach of the hub or not.
pub struct Phone {
    book: Arc<Mutex<Notebook>>,
    link: Link,
    transport: Option<Transport>,
}

/// A notebook for as long as it is held.
pub fn held(book: &Mutex<Notebook>) -> MutexGuard<'_, Notebook> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Phone {
    /// Scans an invitation, and reads the campaign.
    pub fn join(folder: &Path, server: &Server, (name, role): (&str, &str), context: &Context) -> Result<Self, Error> {
        let storage = &server.hub().storage;
        let (link, _) = phones::offer(
            &held(&server.hub().book),
            storage,
            (&server.hub().id(), &serve::command::url_of(storage)?),
            &phones::Offer {
                group: GROUP,
                role,
                member: Some(name),
                enrol: 0,
            },
        )?;
        let newcomer = take_up(&link, random()?, random()?)?;
        let joined = Sentence::new("demo-joined").with("member", &newcomer.joined.member);
        line(context, &joined.with("digits", &newcomer.digits));
        let file = folder.join(format!("{}.db", hex(&random::<8>()?)));
        let book = open_book(Store::open(&file, Some(Key::new(random()?)))?, &link, &newcomer)?;
        let mut phone = Self {
            book: Arc::new(Mutex::new(book)),
            link,
            transport: None,
        };
        phone.settle()?;
        Ok(phone)
    }

    /// Its notebook.
    pub fn book(&self) -> MutexGuard<'_, Notebook> {
        held(&self.book)
    }

    /// Leaves the signal.
    pub fn go_out(&mut self) {
        self.transport = None;
    }

    /// Exchanges with the hub until nothing is left to do.
    pub fn settle(&mut self) -> Result<(), Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => Transport::start(self.book.clone(), &self.link.address, None, Patience::default())?,
        };
        let settled = transport.settle(MOST);
        let line = transport.standing().line;
        self.transport = Some(transport);
        if settled {
            return Ok(());
        }
        let line = line.unwrap_or_else(|| Sentence::new("sync-line-unreached"));
        Err(Error::new(ErrorKind::CheckFailed, line))
    }
}

/// Phones exchange one after the other, and the first once more: then it has what the last one brought.
pub fn settle(phones: &mut [&mut Phone]) -> Result<(), Error> {
    phones.iter_mut().try_for_each(|phone| phone.settle())?;
    phones[0].settle()
}
