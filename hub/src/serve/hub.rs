//! The hub: its disk, its log, who may read what, and the thread that writes.
//!
//! What phones bring goes through one writing thread, which takes everything that waits into one transaction; an answer
//! is given after it. The follower keeps the folder's own notebook up with it. The rule to keep: nothing here changes
//! a byte of what was brought.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, Weak};

use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::{CampaignId, StreamName, WriterId};
use crosscheck_core::lead::HubWriter;
use crosscheck_core::notebook::{Carried, Notebook};
use crosscheck_core::sync::identity::{Identity, NO_TLS};
use crosscheck_core::sync::spread::{Link, Spread};
use crosscheck_core::sync::wire::{Epoch, Missing};
use crosscheck_core::vault::Vault;
use crosscheck_core::{Error, Sentence};
use tokio::sync::{oneshot, watch};

use super::files::Arriving;
use super::gate::{Rate, Shown};
use super::scope::{Scope, scope_of};
use super::storage::{Batch, Storage};
use crate::context::random;

/// Pushes that may wait for the writing thread; more are asked to come again.
const QUEUE: usize = 256;
/// The most pushes of one transaction.
const TOGETHER: usize = 256;

/// A lock that a panic cannot poison: what it guards is only replaced whole.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What became of a push.
#[derive(Debug)]
pub struct Kept {
    /// Place and number of each item.
    pub places: Vec<(u64, u64)>,
    /// What is missing before one of them.
    pub missing: Vec<Missing>,
}

/// A push that waits to be written.
struct Job {
    batch: Batch,
    reply: oneshot::Sender<Result<Kept, Error>>,
}

/// Who may read what, as the folder's notebook says.
#[derive(Debug, Default)]
pub struct Gate {
    pub(super) people: HashMap<WriterId, Scope>,
    pub(super) ended: HashSet<WriterId>,
    /// Those the log does not hold yet, by the chain they showed.
    pub(super) shown: HashMap<WriterId, Shown>,
    /// What of it this hub carries.
    pub(super) carried: Carried,
}

/// A running hub.
pub struct Hub {
    /// Its disk.
    pub storage: Storage,
    /// The campaign.
    pub campaign: CampaignId,
    /// The identity that phones pin.
    pub identity: SoftwareKey,
    /// The folder's own notebook.
    pub book: Mutex<Notebook>,
    /// Where blobs lie: the folder's.
    pub vault: Vault,
    pub(super) arriving: Arriving,
    pub(super) gate: RwLock<Gate>,
    pub(super) spread: Mutex<Spread>,
    pub(super) questions: Mutex<HashMap<[u8; 32], i64>>,
    pub(super) rates: Mutex<HashMap<WriterId, Rate>>,
    pub(super) judged: AtomicBool,
    pub(crate) sessions: crate::console::Sessions,
    pub(super) clock: Box<dyn Clock>,
    pub(super) epoch: Epoch,
    /// Names the follower among those that bring things.
    pub(super) me: [u8; 16],
    /// One at a time follows: whoever asks for it finds everything read that lay there before.
    pub(super) following: Mutex<()>,
    /// What it countersigns with, once it did.
    pub(super) writer: Mutex<Option<HubWriter>>,
    queue: Mutex<Option<SyncSender<Job>>>,
    /// The hash of the certificate phones see.
    leaf: OnceLock<[u8; 32]>,
    /// The last place of each scope: what a pull that waits looks at.
    lasts: RwLock<BTreeMap<String, u64>>,
    news: watch::Sender<u64>,
    closing: watch::Sender<bool>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hub of {:?}", self.campaign)
    }
}

/// Why a push was not taken in.
#[derive(Debug)]
pub enum NotKept {
    /// Too much waits already.
    Busy,
    /// The disk said no.
    Disk(Error),
}

impl Hub {
    /// A hub over its disk and the folder's notebook, with its writing thread running.
    ///
    /// # Errors
    /// What the disk says.
    pub fn start(
        storage: Storage,
        book: Notebook,
        identity: SoftwareKey,
        clock: Box<dyn Clock>,
    ) -> Result<Arc<Self>, Error> {
        let (spread, epochs) = (storage.spread()?, storage.epochs()?);
        let (sender, receiver) = sync_channel(QUEUE);
        let last = storage.last()?;
        let hub = Arc::new(Self {
            campaign: *book.campaign(),
            vault: book.vault().clone(),
            arriving: Arriving::default(),
            identity,
            book: Mutex::new(book),
            gate: RwLock::default(),
            spread: Mutex::new(spread),
            questions: Mutex::default(),
            rates: Mutex::default(),
            judged: AtomicBool::new(false),
            sessions: crate::console::Sessions::default(),
            clock,
            epoch: epochs.last().map_or([0; 16], |(_, id)| *id),
            queue: Mutex::new(Some(sender)),
            leaf: OnceLock::new(),
            me: random()?,
            following: Mutex::default(),
            writer: Mutex::default(),
            lasts: RwLock::default(),
            news: watch::Sender::new(last),
            closing: watch::Sender::new(false),
            storage,
        });
        // The thread ends with the hub: it does not keep it alive.
        let writing = Arc::downgrade(&hub);
        std::thread::spawn(move || write_all(&writing, &receiver));
        hub.follow()?;
        Ok(hub)
    }

    /// The id of its identity, by which phones know it.
    #[must_use]
    pub fn id(&self) -> WriterId {
        self.identity.public_key().writer()
    }

    /// Now, ms since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().wall
    }

    /// Says which certificate phones see, once; none without TLS.
    pub(super) fn shows(&self, leaf: Option<[u8; 32]>) {
        self.leaf.get_or_init(|| leaf.unwrap_or(NO_TLS));
    }

    /// The identity's word for the certificate phones see.
    ///
    /// # Errors
    /// When the key refuses.
    pub fn identify(&self, nonce: &[u8; 32]) -> Result<Identity, Error> {
        Identity::of(&self.identity, nonce, self.leaf.get().unwrap_or(&NO_TLS))
    }

    /// What of the things that this hub carries a writer reads; none when it is not known or was ended.
    #[must_use]
    pub fn scope(&self, writer: &WriterId) -> Option<Scope> {
        let gate = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let known = gate.people.get(writer).filter(|_| !gate.ended.contains(writer));
        let shown = || gate.shown.get(writer).map(|shown| &shown.scope);
        let scope = known.or_else(shown);
        scope.map(|scope| scope.within(&gate.carried))
    }

    /// Whether this hub carries a stream.
    #[must_use]
    pub fn carries(&self, stream: &StreamName) -> bool {
        let gate = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        gate.carried.takes(stream)
    }

    /// Puts a push before the writing thread; the answer comes when it lies on the disk.
    ///
    /// # Errors
    /// When too much waits, or the disk fails.
    pub async fn keep(&self, batch: Batch) -> Result<Kept, NotKept> {
        let (reply, answer) = oneshot::channel();
        let sent = held(&self.queue)
            .as_ref()
            .map(|queue| queue.try_send(Job { batch, reply }));
        match sent {
            Some(Ok(())) => {}
            Some(Err(TrySendError::Full(_) | TrySendError::Disconnected(_))) | None => return Err(NotKept::Busy),
        }
        match answer.await {
            Ok(kept) => kept.map_err(NotKept::Disk),
            Err(_) => Err(NotKept::Busy),
        }
    }

    /// Writes and tells the news; called by one thread at a time for phones, and by the follower for the folder's own.
    pub(super) fn keep_now(&self, batches: &[Batch]) -> Result<Vec<Kept>, Error> {
        let places = self.storage.keep(batches)?;
        let mut spread = held(&self.spread);
        for item in batches.iter().flat_map(|batch| &batch.items) {
            if let Some((header, digest)) = &item.segment {
                spread.insert(header.writer(), &header.stream, Link::of(header, *digest));
            }
        }
        let missing = batches.iter().map(|batch| {
            let touched = batch.items.iter().filter_map(|item| item.segment.as_ref());
            let touched: HashSet<(WriterId, &StreamName)> =
                touched.map(|(header, _)| (header.writer(), &header.stream)).collect();
            touched
                .into_iter()
                .flat_map(|(writer, stream)| spread.missing_in(&writer, stream))
                .collect()
        });
        let missing: Vec<Vec<Missing>> = missing.collect();
        drop(spread);
        self.tell(batches, &places);
        let kept = places.into_iter().zip(missing);
        Ok(kept.map(|(places, missing)| Kept { places, missing }).collect())
    }

    fn tell(&self, batches: &[Batch], places: &[Vec<(u64, u64)>]) {
        let mut lasts = self.lasts.write().unwrap_or_else(PoisonError::into_inner);
        let mut latest = 0;
        for (batch, places) in batches.iter().zip(places) {
            for (item, (place, _)) in batch.items.iter().zip(places) {
                let last = lasts.entry(scope_of(&item.stream)).or_default();
                *last = (*last).max(*place);
                latest = latest.max(*place);
            }
        }
        drop(lasts);
        self.news.send_modify(|last| *last = latest.max(*last));
    }

    /// Whether anything of a scope came after a place.
    #[must_use]
    pub fn has_after(&self, scope: &Scope, place: u64) -> bool {
        let lasts = self.lasts.read().unwrap_or_else(PoisonError::into_inner);
        lasts.iter().any(|(part, last)| *last > place && scope.holds(part))
    }

    /// Tells of every commit.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Tells when the hub closes.
    #[must_use]
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Takes nothing more; what waits is written first.
    pub fn close(&self) {
        self.closing.send_replace(true);
        held(&self.queue).take();
    }

    /// An error in the words of the log of the process: its codes, never what somebody wrote.
    #[must_use]
    pub fn code_of(error: &Error) -> &'static str {
        error
            .problems
            .first()
            .map_or("", |problem| Sentence::code(&problem.what))
    }
}

fn write_all(hub: &Weak<Hub>, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let Some(hub) = hub.upgrade() else { return };
        let mut waiting = vec![first];
        waiting.extend(jobs.try_iter().take(TOGETHER - 1));
        let (batches, replies): (Vec<Batch>, Vec<_>) = waiting.into_iter().map(|job| (job.batch, job.reply)).unzip();
        match hub.keep_now(&batches) {
            Ok(kept) => {
                for (kept, reply) in kept.into_iter().zip(replies) {
                    // Whoever asked may be gone; what was brought is kept all the same.
                    let _ = reply.send(Ok(kept));
                }
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }
}
