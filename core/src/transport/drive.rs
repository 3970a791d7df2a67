//! The driver: does what the conversation asks, one task a request, and tells it what came of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::Standing;
use super::http::Http;
use crate::change::Chain;
use crate::ids::WriterId;
use crate::notebook::Notebook;
use crate::sync::{Answer, Ask, Conversation, Courier, Effect, Event, Failure, Lane, Request};
use crate::{Error, ErrorKind, Sentence};

pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What both ends of a request share.
struct Shared {
    book: Arc<Mutex<Notebook>>,
    courier: Mutex<Courier>,
    http: Http,
}

pub(super) struct Driver {
    shared: Arc<Shared>,
    conversation: Conversation,
    events: mpsc::UnboundedSender<Event>,
    /// Answers, with the number of the request: one that was broken off is not listened to any more.
    answers: (mpsc::UnboundedSender<Came>, mpsc::UnboundedReceiver<Came>),
    under_way: BTreeMap<Lane, (u64, AbortHandle)>,
    count: u64,
    wake: Option<Instant>,
    begun: Instant,
    told: watch::Sender<Standing>,
}

struct Came {
    number: u64,
    lane: Lane,
    event: Event,
    line: Option<Sentence>,
}

/// Seals what waits: signing is outside the lock.
fn seal(book: &Mutex<Notebook>) -> Result<(), Error> {
    let (unsealed, keys) = {
        let mut book = held(book);
        book.catch_up()?;
        if book.unsealed_count()? == 0 {
            return Ok(());
        }
        (book.unsealed()?, book.keys_shared())
    };
    let signed = unsealed.iter().map(|unsealed| unsealed.sign(&*keys));
    let signed = signed.collect::<Result<Vec<_>, _>>()?;
    held(book).keep_sealed(&signed).map(|_| ())
}

impl Shared {
    fn request(&self, ask: Ask) -> Result<Result<Request, Event>, Error> {
        if matches!(ask, Ask::Push { .. } | Ask::Heads) {
            seal(&self.book)?;
        }
        let book = held(&self.book);
        held(&self.courier).request(ask, &book)
    }

    fn accept(&self, ask: Ask, answer: &Answer) -> (Event, Option<Sentence>) {
        let mut book = held(&self.book);
        held(&self.courier).accept(ask, answer, &mut book)
    }
}

/// Runs what waits for the disk off the thread of the network.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

async fn carry(shared: Arc<Shared>, ask: Ask) -> (Event, Option<Sentence>) {
    let disk = |error: &Error| {
        let failure = if error.kind == ErrorKind::Storage {
            Failure::Disk
        } else {
            Failure::Link
        };
        let line = error.problems.first().map(|problem| problem.what.clone());
        (Event::Failed(ask.lane(), failure), line)
    };
    let broken = (Event::Failed(ask.lane(), Failure::Disk), None);
    let making = shared.clone();
    let made = aside(move || making.request(ask)).await;
    let request = match made {
        None => return broken,
        Some(Err(error)) => return disk(&error),
        Some(Ok(Err(event))) => return (event, None),
        Some(Ok(Ok(request))) => request,
    };
    match shared.http.send(&request).await {
        Err(failure) => (Event::Failed(ask.lane(), failure), None),
        Ok(answer) => aside(move || shared.accept(ask, &answer)).await.unwrap_or(broken),
    }
}

impl Driver {
    pub(super) fn new(
        book: Arc<Mutex<Notebook>>,
        http: Http,
        hub: WriterId,
        chain: Option<Chain>,
        (events, told): (mpsc::UnboundedSender<Event>, watch::Sender<Standing>),
    ) -> Result<Self, Error> {
        let mut me = [0; 16];
        // Two programs of one name would each take what the other brought for their own.
        getrandom::fill(&mut me)
            .map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))?;
        let courier = Mutex::new(Courier::new(hub, me, chain));
        Ok(Self {
            shared: Arc::new(Shared { book, courier, http }),
            conversation: Conversation::new(),
            events,
            answers: mpsc::unbounded_channel(),
            under_way: BTreeMap::new(),
            count: 0,
            wake: None,
            begun: Instant::now(),
            told,
        })
    }

    pub(super) async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Event>) {
        loop {
            let wake = self.wake.unwrap_or_else(|| Instant::now() + Duration::from_hours(1));
            let (event, line) = tokio::select! {
                event = inbox.recv() => match event {
                    Some(event) => (event, None),
                    None => return,
                },
                came = self.answers.1.recv() => match came {
                    Some(came) if self.under_way.get(&came.lane).is_some_and(|(number, _)| *number == came.number) => {
                        self.under_way.remove(&came.lane);
                        (came.event, came.line)
                    }
                    _ => continue,
                },
                () = tokio::time::sleep_until(wake) => (Event::Time, None),
            };
            self.step(event, line).await;
        }
    }

    async fn step(&mut self, event: Event, came: Option<Sentence>) {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut luck = [0; 8];
        // Without randomness phones only wait alike.
        let _ = getrandom::fill(&mut luck);
        let mut lines: Vec<Sentence> = came.into_iter().collect();
        self.wake = None;
        for effect in self.conversation.on(now, u64::from_le_bytes(luck), event) {
            match effect {
                Effect::Ask(ask) => self.ask(ask),
                Effect::Cancel(lane) => {
                    if let Some((_, request)) = self.under_way.remove(&lane) {
                        request.abort();
                    }
                }
                Effect::WakeAt(moment) => self.wake = Some(self.begun + Duration::from_millis(moment)),
                Effect::ReadAnew => {
                    let shared = self.shared.clone();
                    aside(move || {
                        let hub = *held(&shared.courier).hub();
                        held(&shared.book).read_anew(&hub)
                    })
                    .await;
                }
                Effect::Tell(line) => lines.push(line),
            }
        }
        self.tell(event, lines).await;
    }

    fn ask(&mut self, ask: Ask) {
        self.count += 1;
        let (number, lane) = (self.count, ask.lane());
        let (shared, answers) = (self.shared.clone(), self.answers.0.clone());
        let request = tokio::spawn(async move {
            let (event, said) = carry(shared, ask).await;
            // Nobody listens when the driver is gone.
            let _ = answers.send(Came {
                number,
                lane,
                event,
                line: said,
            });
        });
        self.under_way.insert(lane, (number, request.abort_handle()));
    }

    async fn tell(&mut self, event: Event, lines: Vec<Sentence>) {
        let last = self.told.borrow().line.clone();
        let new: Vec<Sentence> = lines.into_iter().filter(|line| last.as_ref() != Some(line)).collect();
        let forked = new.iter().any(|line| line.code() == "sync-line-fork");
        if !new.is_empty() {
            let (shared, new) = (self.shared.clone(), new.clone());
            // A journal that cannot be written holds up nothing.
            aside(move || new.iter().try_for_each(|line| held(&shared.book).note_line(line))).await;
        }
        let (quiet, stopped) = (self.conversation.is_quiet(), self.conversation.stopped());
        self.told.send_modify(|standing| {
            match event {
                Event::Told(_) => (standing.answered, standing.unreached) = (standing.answered + 1, 0),
                Event::Failed(_, Failure::Link | Failure::Stranger) => standing.unreached += 1,
                Event::Failed(_, Failure::Disk) => standing.disk += 1,
                Event::Now => standing.heard += 1,
                _ => {}
            }
            (standing.quiet, standing.stopped) = (quiet, stopped);
            standing.forked |= forked;
            standing.line = new.last().cloned().or(standing.line.take());
        });
        // Held so that the channel lives as long as the driver.
        let _ = &self.events;
    }
}
