//! The transport: drives one conversation over HTTP, on threads of its own.
//!
//! It brings what `sync` must not have: sockets, clock, randomness and the notebook's lock. Whoever starts it gets a
//! handle and is told by `watch`; dropping the handle breaks everything off, and nothing is lost by that: what was
//! acknowledged is noted, what was not is sent again.

mod drive;
mod http;
mod link;
mod probe;
mod tls;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::{mpsc, watch};

use crate::change::Chain;
use crate::ids::WriterId;
use crate::notebook::Notebook;
use crate::sync::wire::{self, JoinAsk, Joined};
use crate::sync::{Event, Failure, Request};
use crate::{Error, ErrorKind, Sentence};

pub use http::Http;
pub use link::Link;
pub use probe::who_is;

/// A hub as an invitation names it, or as [`who_is`] found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `https://HOST:PORT`; `http://` on the loopback alone.
    pub url: String,
    /// The id of its identity key.
    pub identity: WriterId,
}

/// How long to bear with a link.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Without a byte in either direction.
    pub silence: Duration,
    /// Until a connection stands.
    pub connect: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(30),
            connect: Duration::from_secs(20),
        }
    }
}

/// How the exchange stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether nothing is left to do but to wait for news.
    pub quiet: bool,
    /// Why it stopped for good.
    pub stopped: Option<Failure>,
    /// How many requests were answered.
    pub answered: u64,
    /// How many tries reached no hub, since one last did.
    pub unreached: u64,
    /// How often this phone's own disk did not let something be taken or noted.
    pub disk: u64,
    /// How many times somebody asked to exchange now and was heard.
    pub heard: u64,
    /// The last line of the journal.
    pub line: Option<Sentence>,
    /// Whether this phone's own log forked: the host makes a new key.
    pub forked: bool,
}

impl Standing {
    /// Whether what was there when somebody asked is done with: `asked` is what [`Transport::now`] gave him. What stood
    /// before he was heard says nothing about it.
    #[must_use]
    pub fn is_settled(&self, asked: u64) -> bool {
        self.stopped.is_some() || (self.quiet && self.heard >= asked)
    }
}

/// An exchange that goes on.
#[derive(Debug)]
pub struct Transport {
    // Dropped last: its threads end with it.
    events: mpsc::UnboundedSender<Event>,
    standing: watch::Receiver<Standing>,
    asked: AtomicU64,
    runtime: Option<Runtime>,
}

fn runtime() -> Result<Runtime, Error> {
    let built = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    built.map_err(|cause| {
        Error::new(
            ErrorKind::Storage,
            Sentence::new("transport-start").with("cause", cause),
        )
    })
}

impl Transport {
    /// Begins to exchange with a hub; `chain`, or else the notebook's, proves who this writer is to a hub that
    /// never heard of it.
    ///
    /// # Errors
    /// When the address is none, or threads cannot be had.
    pub fn start(
        book: Arc<Mutex<Notebook>>,
        address: &Address,
        chain: Option<Chain>,
        patience: Patience,
    ) -> Result<Self, Error> {
        let runtime = runtime()?;
        let (events, inbox) = mpsc::unbounded_channel();
        let (told, standing) = watch::channel(Standing::default());
        let http = Http::new(address, patience)?;
        let kept = || drive::held(&book).chain();
        let chain = chain.or_else(kept);
        let driver = drive::Driver::new(book, http, address.identity, chain, (events.clone(), told))?;
        runtime.spawn(driver.run(inbox));
        let transport = Self {
            events,
            standing,
            asked: AtomicU64::new(0),
            runtime: Some(runtime),
        };
        transport.send(Event::Online(true));
        Ok(transport)
    }

    fn send(&self, event: Event) {
        // A driver that is gone has nothing more to do.
        let _ = self.events.send(event);
    }

    /// Something was written here.
    pub fn changed(&self) {
        self.send(Event::Changed);
    }

    /// The person asks to exchange now; gives what [`Standing::is_settled`] wants.
    pub fn now(&self) -> u64 {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        self.send(Event::Now);
        asked
    }

    /// There is a network, or none.
    pub fn online(&self, online: bool) {
        self.send(Event::Online(online));
    }

    /// Whether originals may go over this network: it costs nothing, or the person chose so.
    pub fn originals(&self, may: bool) {
        self.send(Event::Originals(may));
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    /// How it stands, to wait for; nothing comes any more once the exchange ends.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// Waits until `until` holds of how it stands; false when that took longer than `most`.
    #[must_use]
    pub fn wait(&self, most: Duration, mut until: impl FnMut(&Standing) -> bool) -> bool {
        let Some(runtime) = &self.runtime else { return false };
        let mut standing = self.standing.clone();
        runtime.block_on(async move {
            let waited = tokio::time::timeout(most, standing.wait_for(|standing| until(standing))).await;
            matches!(waited, Ok(Ok(_)))
        })
    }

    /// Exchanges what is there now and waits until nothing is left to do; false when that took longer than `most`.
    #[must_use]
    pub fn settle(&self, most: Duration) -> bool {
        let asked = self.now();
        self.wait(most, |standing| standing.is_settled(asked))
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        // What waits on the disk finishes by itself; what waits on the network is broken off.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

/// Takes up an invitation: shows the hub this phone's key and gets to know who it is.
///
/// # Errors
/// When the hub is out of reach or another one, or the invitation was used; [`ErrorKind::NotYet`] when the hub was
/// restored and takes nobody in until its organiser resumes: the invitation still holds.
pub fn join(address: &Address, ask: &JoinAsk, patience: Patience) -> Result<Joined, Error> {
    let http = Http::new(address, patience)?;
    let request = Request {
        method: "POST",
        path: "/v1/join".to_owned(),
        token: None,
        headers: Vec::new(),
        body: wire::pack(&ask.to_bytes())?,
    };
    let answer = runtime()?.block_on(http.send(&request));
    let answer = answer.map_err(|failure| {
        let stranger = failure == Failure::Stranger;
        let code = if stranger {
            "sync-line-stranger"
        } else {
            "transport-unreached"
        };
        Error::new(ErrorKind::CheckFailed, Sentence::new(code))
    })?;
    match answer.status {
        200 => Joined::read(&wire::unpack(&answer.body)?),
        403 => Err(Error::new(ErrorKind::Refused, Sentence::new("transport-invitation"))),
        503 if answer.body == wire::HELD => Err(Error::new(ErrorKind::NotYet, Sentence::new("transport-held"))),
        status => Err(Error::new(
            ErrorKind::Refused,
            Sentence::new("transport-refused").with("status", status),
        )),
    }
}
