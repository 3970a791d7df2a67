//! The world: time goes from one happening to the next, and what happens is drawn from the seed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::ids::WriterId;
use crosscheck_core::model::Role;
use crosscheck_core::sync::wire::{self, Pulled};
use crosscheck_core::sync::{Answer, Ask, Effect, Event, Failure, Lane, Request};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, router};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;
use tower::ServiceExt;

use super::bugs::Bug;
use super::check;
use super::net::{Fate, Net};
use super::phone::{SimClock, SimPhone, Who};
use crate::phone::{enrol_key, office};

/// How long a phone waits for a byte.
pub(super) const SILENCE: u64 = 30_000;
/// How long the trip lasts, ms; then the network heals.
pub(super) const TRIP: u64 = 4 * 3600 * 1000;
/// How long it may take until everything is equal after that.
const HEALING: u64 = 2 * 3600 * 1000;
/// Happenings after which a run that does not end is a fault.
const MOST: usize = 60_000;
const IDENTITY: u8 = 90;
const YEAR: i64 = 365 * 86_400_000;

#[derive(Debug, Clone)]
pub(super) enum Happening {
    Arrive {
        phone: usize,
        ask: Ask,
        number: u64,
        request: Request,
        fate: Fate,
    },
    Answer {
        phone: usize,
        ask: Ask,
        number: u64,
        answer: Option<Answer>,
    },
    Wake(usize),
    /// A pull that waits is to be answered.
    News,
    Write(usize),
    Reach(usize, bool),
    Crash(usize),
    Clone(usize),
    End(usize),
    HubDies,
    Backup,
    Restore,
    Heal,
}

#[derive(Debug, Clone)]
struct At {
    moment: u64,
    number: u64,
    what: Happening,
}

impl PartialEq for At {
    fn eq(&self, other: &Self) -> bool {
        (self.moment, self.number) == (other.moment, other.number)
    }
}
impl Eq for At {}
impl PartialOrd for At {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for At {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.moment, self.number).cmp(&(other.moment, other.number))
    }
}

/// A pull that waits for news at the hub.
pub(super) struct Waiting {
    phone: usize,
    ask: Ask,
    number: u64,
    request: Request,
    until: u64,
}

/// Everything there is.
pub struct World {
    pub(super) rng: ChaCha8Rng,
    pub(super) now: u64,
    pub(super) clock: Arc<AtomicI64>,
    pub(super) folder: TempDir,
    runtime: tokio::runtime::Runtime,
    pub(super) hub: Arc<Hub>,
    pub(super) router: Router,
    pub(super) phones: Vec<SimPhone>,
    happenings: BinaryHeap<Reverse<At>>,
    count: u64,
    net: Net,
    pub(super) waiting: Vec<Waiting>,
    pub(super) backup: Option<PathBuf>,
    pub(super) hubs: u32,
    pub(super) bug: Option<Bug>,
    /// Texts as they were brought, for a hub that keeps them.
    pub(super) brought: Vec<(String, Vec<u8>, Vec<u8>)>,
    healed: bool,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "World at {} ms with {} phones", self.now, self.phones.len())
    }
}

pub(super) fn identity() -> SoftwareKey {
    SoftwareKey::new(&[IDENTITY; 32]).unwrap()
}

/// A folder in memory where there is one.
fn memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Lets one world of a seed happen and holds it to what must be so.
///
/// # Errors
/// What does not hold, in words.
pub fn run(seed: u64, bug: Option<Bug>) -> Result<(), String> {
    let mut world = World::new(seed, bug);
    world.happen()?;
    world.keep_redacted();
    check::all(&mut world)
}

impl World {
    /// A world of a seed.
    #[must_use]
    pub fn new(seed: u64, bug: Option<Bug>) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (folder, clock) = (memory(), Arc::new(AtomicI64::new(0)));
        let mut book = office(&folder.path().join("office.db"));
        let count = rng.random_range(2..6);
        let mut people = Vec::new();
        for at in 0..count {
            // One group of several, and somebody of another.
            let group = if at == 0 || at + 1 < count { "G01" } else { "G02" };
            let skew = [0, 10 * YEAR, -10 * YEAR][rng.random_range(0..3)];
            let who = Who {
                name: format!("m{at}"),
                group,
                secret: 30 + at,
                skew,
            };
            let role = if at == 0 { Role::Leader } else { Role::Member };
            enrol_key(&mut book, &who.name, role, group, who.secret);
            people.push(who);
        }
        let hub_clock = SimClock {
            now: clock.clone(),
            skew: 0,
        };
        certify(&mut book);
        let storage = Storage::open(&folder.path().join("hub-0.db"), None).unwrap();
        let hub = Hub::start(storage, book, identity(), Box::new(hub_clock)).unwrap();
        let id = identity().public_key().writer();
        let phones = people.into_iter().map(|who| {
            let path = folder.path().join(format!("{}.db", who.name));
            SimPhone::new(&path, who, &clock, id, None)
        });
        let phones = phones.collect();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let mut world = Self {
            net: Net::random(&mut rng),
            rng,
            now: 0,
            clock,
            folder,
            runtime,
            router: router(hub.clone()),
            hub,
            phones,
            happenings: BinaryHeap::new(),
            count: 0,
            waiting: Vec::new(),
            backup: None,
            hubs: 0,
            bug,
            brought: Vec::new(),
            healed: false,
        };
        world.draw_trip();
        world
    }

    /// Draws what happens on the trip.
    fn draw_trip(&mut self) {
        for phone in 0..self.phones.len() {
            self.at(self.now, Happening::Reach(phone, true));
            for _ in 0..self.rng.random_range(5..40) {
                let moment = self.rng.random_range(0..TRIP);
                self.at(moment, Happening::Write(phone));
            }
            for _ in 0..self.rng.random_range(0..4) {
                let (out, long) = (self.rng.random_range(0..TRIP), self.rng.random_range(0..TRIP / 2));
                self.at(out, Happening::Reach(phone, false));
                self.at(out + long, Happening::Reach(phone, true));
            }
            if self.rng.random_range(0..4) == 0 {
                let moment = self.rng.random_range(0..TRIP);
                self.at(moment, Happening::Crash(phone));
            }
        }
        let now_and_then = |rng: &mut ChaCha8Rng, one_in: u32| {
            (rng.random_range(0..one_in) == 0).then(|| rng.random_range(TRIP / 8..TRIP))
        };
        if let Some(moment) = now_and_then(&mut self.rng, 3) {
            self.at(moment, Happening::HubDies);
        }
        if let Some(moment) = now_and_then(&mut self.rng, 3) {
            let back = moment + self.rng.random_range(0..TRIP / 4);
            self.at(moment, Happening::Backup);
            self.at(back.min(TRIP - 1), Happening::Restore);
        }
        if let Some(moment) = now_and_then(&mut self.rng, 4) {
            let phone = self.rng.random_range(0..self.phones.len());
            self.at(moment, Happening::Clone(phone));
        }
        if let Some(moment) = now_and_then(&mut self.rng, 5) {
            let phone = self.rng.random_range(0..self.phones.len());
            self.at(moment, Happening::End(phone));
        }
        self.at(TRIP, Happening::Heal);
    }

    pub(super) fn at(&mut self, moment: u64, what: Happening) {
        self.count += 1;
        let number = self.count;
        self.happenings.push(Reverse(At { moment, number, what }));
    }

    /// Lets everything happen, until all is quiet after the network healed.
    fn happen(&mut self) -> Result<(), String> {
        for _ in 0..MOST {
            if self.healed && self.is_quiet() {
                return Ok(());
            }
            self.let_go();
            let Some(Reverse(next)) = self.happenings.pop() else {
                return Err("nothing happens any more, and not all is quiet".to_owned());
            };
            self.now = self.now.max(next.moment);
            self.clock.store(i64::try_from(self.now).unwrap(), Ordering::SeqCst);
            if self.now > TRIP + HEALING {
                return Err(format!(
                    "not quiet {} min after the network healed: {}",
                    HEALING / 60_000,
                    self.stuck()
                ));
            }
            self.one(next.what);
            check::at_any_time(self)?;
        }
        Err(format!("not quiet after {MOST} happenings: {}", self.stuck()))
    }

    fn stuck(&self) -> String {
        let stuck = self
            .phones
            .iter()
            .filter(|phone| !phone.ended && !phone.conversation.is_quiet());
        let names: Vec<String> = stuck
            .map(|phone| format!("{} {:?}", phone.who.name, phone.conversation))
            .collect();
        names.join("; ")
    }

    fn is_quiet(&mut self) -> bool {
        let bound = self
            .happenings
            .iter()
            .all(|Reverse(at)| matches!(at.what, Happening::Wake(_) | Happening::News));
        let quiet =
            |phone: &SimPhone| phone.ended || phone.conversation.stopped().is_some() || phone.conversation.is_quiet();
        if !bound || !self.phones.iter().all(quiet) {
            return false;
        }
        self.hub.follow().unwrap();
        // The office may just have written something that phones will hear of.
        let last = self.hub.storage.last().unwrap();
        let read = |waiting: &Waiting| waiting.request.path.contains(&format!("after={last}&"));
        let standing = self
            .phones
            .iter()
            .filter(|phone| !phone.ended && phone.conversation.stopped().is_none())
            .count();
        self.waiting.len() >= standing && self.waiting.iter().all(read)
    }

    fn one(&mut self, what: Happening) {
        match what {
            Happening::Arrive {
                phone,
                ask,
                number,
                request,
                fate,
            } => self.arrive(phone, ask, number, request, fate),
            Happening::Answer {
                phone,
                ask,
                number,
                answer,
            } => self.answer(phone, ask, number, answer.as_ref()),
            Happening::Wake(phone) => {
                if self.phones[phone].wake.is_some_and(|wake| wake <= self.now)
                    && self.bug != Some(Bug::RetryOnWriteOnly)
                {
                    self.phones[phone].wake = None;
                    self.feed(phone, Event::Time);
                }
            }
            Happening::News => {}
            Happening::Write(phone) => {
                if !self.phones[phone].ended {
                    if self.bug == Some(Bug::SkippedSync) {
                        self.phones[phone].remember();
                    }
                    self.phones[phone].write(&mut self.rng);
                    self.feed(phone, Event::Changed);
                }
            }
            Happening::Reach(phone, there) => self.feed(phone, Event::Online(there)),
            Happening::Crash(phone) => self.crash(phone),
            Happening::Clone(phone) => self.clone_phone(phone),
            Happening::End(phone) => self.end(phone),
            Happening::HubDies => {
                let path = self.hub_file();
                self.lose_one(&path);
                self.start_hub(path);
            }
            Happening::Backup => {
                let path = self.folder.path().join("backup.db");
                // A second backup of one trip replaces the first.
                let _ = std::fs::remove_file(&path);
                self.hub.storage.copy_to(&path).unwrap();
                self.backup = Some(path);
            }
            Happening::Restore => self.restore(),
            Happening::Heal => {
                self.healed = true;
                self.net = Net::healed();
                for phone in 0..self.phones.len() {
                    if self.bug != Some(Bug::RetryOnWriteOnly) {
                        self.feed(phone, Event::Online(true));
                    }
                }
            }
        }
    }

    /// Gives an event to a phone's conversation and does what it says.
    pub(super) fn feed(&mut self, at: usize, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let luck = self.rng.random();
            let effects = self.phones[at].conversation.on(self.now, luck, event);
            for effect in effects {
                match effect {
                    Effect::Ask(ask) => events.extend(self.ask(at, ask)),
                    Effect::Cancel(lane) => {
                        self.phones[at].waits.remove(&lane);
                        self.waiting
                            .retain(|waiting| waiting.phone != at || waiting.ask.lane() != lane);
                    }
                    Effect::WakeAt(moment) => {
                        self.phones[at].wake = Some(moment);
                        self.at(moment, Happening::Wake(at));
                    }
                    Effect::ReadAnew => {
                        let phone = &self.phones[at];
                        phone.book.read_anew(phone.courier.hub()).unwrap();
                    }
                    Effect::Tell(_) => {}
                }
            }
        }
    }

    fn ask(&mut self, at: usize, ask: Ask) -> Option<Event> {
        let phone = &mut self.phones[at];
        if matches!(ask, Ask::Push { .. } | Ask::Heads) {
            phone.book.seal().unwrap();
        }
        let request = match phone.courier.request(ask, &phone.book).unwrap() {
            Err(told) => return Some(Event::Told(told)),
            Ok(request) => request,
        };
        self.count += 1;
        let number = self.count;
        phone.waits.insert(ask.lane(), number);
        let fate = self.net.fate(&mut self.rng);
        if fate == Fate::Lost {
            self.at(
                self.now + SILENCE,
                Happening::Answer {
                    phone: at,
                    ask,
                    number,
                    answer: None,
                },
            );
        } else {
            let moment = self.now + self.net.way(&mut self.rng);
            self.at(
                moment,
                Happening::Arrive {
                    phone: at,
                    ask,
                    number,
                    request,
                    fate,
                },
            );
        }
        None
    }

    fn arrive(&mut self, phone: usize, ask: Ask, number: u64, request: Request, fate: Fate) {
        let before = self.hub.storage.last().unwrap();
        if fate == Fate::Twice {
            self.hand(phone, &request);
        }
        let answer = self.hand(phone, &request);
        if self.hub.storage.last().unwrap() > before {
            self.hub.follow().unwrap();
            // News: whoever waits hears of it.
            for waiting in &mut self.waiting {
                waiting.until = self.now;
            }
        }
        if let Ask::Pull { wait, .. } = ask
            && wait > 0
            && is_no_news(&answer)
        {
            let until = self.now + wait * 1000;
            self.waiting.push(Waiting {
                phone,
                ask,
                number,
                request,
                until,
            });
            self.at(until, Happening::News);
            return;
        }
        self.send_back(phone, ask, number, answer, fate);
    }

    fn send_back(&mut self, phone: usize, ask: Ask, number: u64, answer: Answer, fate: Fate) {
        let (moment, answer) = match fate {
            Fate::AnswerLost => (self.now + SILENCE, None),
            _ => (self.now + self.net.way(&mut self.rng), Some(answer)),
        };
        self.at(
            moment,
            Happening::Answer {
                phone,
                ask,
                number,
                answer,
            },
        );
    }

    /// Answers pulls whose time has come.
    fn let_go(&mut self) {
        let now = self.now;
        let (due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|one| one.until <= now);
        self.waiting = waiting;
        for one in due {
            let answer = self.hand(one.phone, &one.request);
            let fate = self.net.fate(&mut self.rng);
            self.send_back(one.phone, one.ask, one.number, answer, fate);
        }
    }

    /// One request through the hub's own router.
    fn hand(&mut self, phone: usize, request: &Request) -> Answer {
        if let Some(answer) = self.instead(request, phone) {
            return answer;
        }
        let body = self.twist(request);
        let path = request.path.replace("wait=25", "wait=0");
        let mut asked = axum::http::Request::builder().method(request.method).uri(path);
        if let Some(token) = &request.token {
            asked = asked.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let asked = asked.body(Body::from(body)).unwrap();
        let router = self.router.clone();
        let answer = self.runtime.block_on(async move {
            let told = router.oneshot(asked).await.unwrap();
            let status = told.status().as_u16();
            let header = |name: &str| told.headers().get(name)?.to_str().ok()?.parse().ok();
            let (retry_after, offset) = (header("retry-after"), header("upload-offset"));
            let body = to_bytes(told.into_body(), wire::MAX_MESSAGE * 2)
                .await
                .unwrap()
                .to_vec();
            Answer {
                status,
                retry_after,
                offset,
                body,
            }
        });
        self.spoil(request, answer)
    }

    fn answer(&mut self, phone: usize, ask: Ask, number: u64, answer: Option<&Answer>) {
        let waits = &mut self.phones[phone].waits;
        if waits.get(&ask.lane()) != Some(&number) {
            return;
        }
        waits.remove(&ask.lane());
        let event = match answer {
            None => Event::Failed(ask.lane(), Failure::Link),
            Some(answer) => {
                let phone = &mut self.phones[phone];
                phone.courier.accept(ask, answer, &mut phone.book).0
            }
        };
        self.feed(phone, event);
    }

    /// The hub's identity.
    #[must_use]
    pub fn hub_id(&self) -> WriterId {
        self.hub.id()
    }
}

fn certify(book: &mut crosscheck_core::notebook::Notebook) {
    use crosscheck_core::change::{Entity, HubCertificate};
    use crosscheck_core::ids::{GroupId, StreamName};
    let hub = HubCertificate {
        identity: identity().public_key(),
        groups: ["G01", "G02"].iter().filter_map(|name| GroupId::parse(name)).collect(),
        office: true,
    };
    let entity = Entity::new("hub", &hub.identity.writer().to_string());
    let edit = crosscheck_core::notebook::Edit::new(&StreamName::Campaign, entity, "certified", hub.to_value());
    book.save(&[edit]).unwrap();
}

pub(super) fn ask_of(lane: Lane) -> Ask {
    match lane {
        Lane::Talk => Ask::Challenge,
        Lane::Down => Ask::Pull { most: 0, wait: 0 },
        Lane::Up => Ask::Heads,
        Lane::Files => Ask::Fetch {
            most: 0,
            originals: true,
        },
    }
}

fn is_no_news(answer: &Answer) -> bool {
    let pulled = wire::unpack(&answer.body).and_then(|plain| Pulled::read(&plain));
    answer.status == 200 && pulled.is_ok_and(|pulled| pulled.items.is_empty())
}
