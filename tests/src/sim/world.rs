//! The world: time goes from one happening to the next, and what happens is drawn from the seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crosscheck_core::ids::{OpId, WriterId};
use crosscheck_core::model::Role;
use crosscheck_core::sync::wire::Epoch;
use crosscheck_core::sync::{Answer, Ask, Event, Lane, Request};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::bugs::Bug;
use super::disk::Ground;
use super::exchange::Waiting;
use super::hubs::{OFFICE, SimHub, certify, id_of};
use super::net::{Cut, Fate, Net};
use super::phone::{Base, SimPhone, Who};
use super::{check, quiet};
use crate::desk;
use crate::phone::enrol_key;

/// How long a phone waits for a byte.
pub(super) const SILENCE: u64 = 30_000;
/// How long the trip lasts, ms; then the network heals.
pub(super) const TRIP: u64 = 2 * 3600 * 1000;
/// How long it may take until everything is equal after that.
const HEALING: u64 = 2 * 3600 * 1000;
/// Happenings after which a run that does not end is a fault; a planted one is seen sooner.
const MOST: usize = 200_000;
const MOST_WITH_BUG: usize = 40_000;
const YEAR: i64 = 365 * 86_400_000;

#[derive(Debug, Clone)]
pub(super) enum Happening {
    Arrive {
        phone: usize,
        to: usize,
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
    Cut(usize, Option<Cut>),
    Move(usize, usize),
    Crash(usize),
    Update(usize),
    Clone(usize),
    End(usize),
    FullPhone(usize, bool),
    FullHub(usize, bool),
    HubDies(usize),
    Backup,
    Restore,
    Sync,
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

/// Everything there is.
pub struct World {
    pub(super) rng: ChaCha8Rng,
    pub(super) now: u64,
    pub(super) base: Base,
    pub(super) folder: TempDir,
    pub(super) runtime: tokio::runtime::Runtime,
    pub(super) hubs: Vec<SimHub>,
    pub(super) phones: Vec<SimPhone>,
    /// Which of the phones is the laptop that is a hub too.
    pub(super) laptop: Option<usize>,
    happenings: BinaryHeap<Reverse<At>>,
    pub(super) count: u64,
    pub(super) net: Net,
    pub(super) waiting: Vec<Waiting>,
    pub(super) backup: Option<PathBuf>,
    /// What lies in the last backup of this epoch.
    pub(super) backed_up: BTreeSet<OpId>,
    /// Who was ended, and how far the office's hub had come.
    pub(super) endings: Vec<(WriterId, (Epoch, u64))>,
    /// How many files of the office's hub there were.
    pub(super) files: u32,
    pub(super) bug: Option<Bug>,
    /// Texts as they were brought, for a hub that keeps them.
    pub(super) brought: Vec<(String, Vec<u8>, Vec<u8>)>,
    /// The latest clock each phone was given a segment of, for a hub that reads by clock.
    pub(super) given: BTreeMap<usize, i64>,
    /// The last token of each phone, for a hub that lets somebody in by another's.
    pub(super) tokens: BTreeMap<usize, String>,
    /// The ops of segments read before, by digest.
    pub(super) read: HashMap<[u8; 32], Vec<OpId>>,
    /// What did not hold.
    pub(super) broken: Option<String>,
    pub(super) healed: bool,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "World at {} ms with {} phones", self.now, self.phones.len())
    }
}

/// Lets one world of a seed happen and holds it to what must be so.
///
/// # Errors
/// What does not hold, in words.
pub fn run(seed: u64, ground: Ground, bug: Option<Bug>) -> Result<(), String> {
    let mut world = World::new(seed, ground, bug);
    world.happen()?;
    world.keep_redacted();
    quiet::all(&mut world)
}

fn skew(rng: &mut ChaCha8Rng) -> i64 {
    match rng.random_range(0..4) {
        0 => 10 * YEAR,
        1 => -10 * YEAR,
        2 => rng.random_range(-10 * YEAR..10 * YEAR),
        _ => 0,
    }
}

/// The people of a world: one group of several, and one or two of another.
fn people(rng: &mut ChaCha8Rng) -> Vec<Who> {
    let count = rng.random_range(2..=8);
    let others = if count > 5 { 2 } else { 1 };
    let who = |at: u8| Who {
        name: format!("m{at}"),
        group: if at == 0 || at + others < count { "G01" } else { "G02" },
        leads: at == 0,
        secret: 30 + at,
        skew: skew(rng),
    };
    (0..count).map(who).collect()
}

impl World {
    /// A world of a seed.
    #[must_use]
    pub fn new(seed: u64, ground: Ground, bug: Option<Bug>) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let now = Arc::new(AtomicI64::new(0));
        let (folder, base) = (ground.folder(), Base { now, ground });
        let mut book = desk::open(&folder.path().join("office.db"), ground.key()).unwrap();
        let mut people = people(&mut rng);
        let laptop = rng.random::<bool>().then_some(people.len());
        if laptop.is_some() {
            // The leader's second writer.
            people.push(Who {
                secret: 60,
                skew: skew(&mut rng),
                ..people[0].clone()
            });
        }
        for who in &people {
            let role = if who.leads { Role::Leader } else { Role::Member };
            enrol_key(&mut book, &who.name, role, who.group, who.secret);
        }
        certify(&mut book, OFFICE);
        if laptop.is_some() {
            certify(&mut book, super::hubs::LAPTOP);
        }
        drop(book);
        let hub = SimHub::office(folder.path(), &folder.path().join("hub-0.db"), &base, skew(&mut rng));
        let mut phones = Vec::new();
        for who in people {
            let path = folder.path().join(format!("{}.db", who.secret));
            phones.push(SimPhone::new(&path, who, &base, id_of(OFFICE)));
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let mut world = Self {
            net: Net::random(&mut rng),
            rng,
            now: 0,
            base,
            folder,
            runtime,
            hubs: vec![hub],
            phones,
            laptop,
            happenings: BinaryHeap::new(),
            count: 0,
            waiting: Vec::new(),
            backup: None,
            backed_up: BTreeSet::new(),
            endings: Vec::new(),
            files: 0,
            bug,
            brought: Vec::new(),
            given: BTreeMap::new(),
            tokens: BTreeMap::new(),
            read: HashMap::new(),
            broken: None,
            healed: false,
        };
        world.set_up_laptop();
        world.draw_trip();
        world
    }

    /// The laptop joined and exchanged once before the trip, so that it knows everybody.
    fn set_up_laptop(&mut self) {
        let Some(at) = self.laptop else { return };
        let office = crate::phone::held(&self.hubs[OFFICE].hub.book);
        let (segments, texts) = (office.segments().unwrap(), office.texts().unwrap());
        drop(office);
        let client = &mut self.phones[at];
        client.book.take(&segments, &texts).unwrap();
        let file = self.folder.path().join("laptop-hub.db");
        let laptop = SimHub::laptop(&client.path, &client.who, &file, &self.base);
        self.hubs.push(laptop);
    }

    pub(super) fn skew(&mut self) -> i64 {
        skew(&mut self.rng)
    }

    pub(super) fn at(&mut self, moment: u64, what: Happening) {
        self.count += 1;
        let number = self.count;
        self.happenings.push(Reverse(At { moment, number, what }));
    }

    /// Lets everything happen, until all is quiet after the network healed.
    fn happen(&mut self) -> Result<(), String> {
        let most = if self.bug.is_none() { MOST } else { MOST_WITH_BUG };
        for _ in 0..most {
            if self.healed && self.is_quiet() {
                return Ok(());
            }
            self.let_go();
            let Some(Reverse(next)) = self.happenings.pop() else {
                return Err("nothing happens any more, and not all is quiet".to_owned());
            };
            self.now = self.now.max(next.moment);
            self.base.now.store(i64::try_from(self.now).unwrap(), Ordering::SeqCst);
            if self.now > TRIP + HEALING {
                return Err(format!(
                    "not quiet {} min after the network healed: {}",
                    HEALING / 60_000,
                    self.stuck()
                ));
            }
            self.one(next.what);
            self.sync_over();
            if let Some(broken) = self.broken.take() {
                return Err(broken);
            }
            check::at_any_time(self)?;
        }
        Err(format!("not quiet after {most} happenings: {}", self.stuck()))
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
        let bound = |what: &Happening| matches!(what, Happening::Wake(_) | Happening::News | Happening::Sync);
        let only_waits = self.happenings.iter().all(|Reverse(at)| bound(&at.what));
        let laptop = self.laptop;
        let phones = || self.phones.iter().enumerate().filter(|(at, _)| laptop != Some(*at));
        let done = |phone: &SimPhone| phone.conversation.stopped().is_some() || phone.conversation.is_quiet();
        if !only_waits || !phones().all(|(_, phone)| phone.ended || done(phone)) {
            return false;
        }
        let standing = phones()
            .filter(|(_, phone)| !phone.ended && phone.conversation.stopped().is_none())
            .count();
        self.follow(OFFICE);
        // The office may just have written something that phones will hear of.
        let last = self.hubs[OFFICE].hub.storage.last().unwrap();
        let read = |waiting: &Waiting| waiting.request.path.contains(&format!("after={last}&"));
        self.waiting.len() >= standing && self.waiting.iter().all(read) && self.laptop_is_done()
    }

    fn one(&mut self, what: Happening) {
        match what {
            Happening::Arrive { .. } => self.arrive(what),
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
            Happening::Write(phone) => self.write(phone),
            Happening::Reach(phone, there) => self.feed(phone, Event::Online(there)),
            Happening::Cut(phone, cut) => self.phones[phone].cut = cut,
            Happening::Move(phone, hub) => self.move_to(phone, hub),
            Happening::Crash(phone) => self.crash(phone),
            Happening::Update(phone) => self.update(phone),
            Happening::Clone(phone) => self.clone_phone(phone),
            Happening::End(phone) => self.end(phone),
            Happening::FullPhone(phone, full) => self.phones[phone].fill(full),
            Happening::FullHub(hub, full) => self.fill_hub(hub, full),
            Happening::HubDies(hub) => {
                let file = self.hubs[hub].file.clone();
                self.lose_one(&file);
                self.start_hub(hub, file);
            }
            Happening::Backup => self.back_up(),
            Happening::Restore => self.restore(),
            Happening::Sync => self.sync(),
            Happening::Heal => self.heal(),
        }
    }

    fn write(&mut self, phone: usize) {
        if self.phones[phone].ended {
            return;
        }
        if self.bug == Some(Bug::SkippedSync) {
            self.phones[phone].remember();
        }
        let blind = self.bug == Some(Bug::SwappedLink);
        if let Err(broken) = self.phones[phone].write(&mut self.rng, blind) {
            self.broken = Some(broken);
        }
        if self.laptop != Some(phone) || self.phones[phone].online {
            self.feed(phone, Event::Changed);
        }
    }

    /// Everything arrives again. Phones that knew of no network hear of one; the others find out by themselves.
    fn heal(&mut self) {
        self.healed = true;
        self.net = Net::healed();
        for phone in 0..self.phones.len() {
            self.phones[phone].cut = None;
            self.phones[phone].fill(false);
            self.move_to(phone, OFFICE);
            let returns = self.laptop != Some(phone) && !self.phones[phone].online;
            if returns && self.bug != Some(Bug::RetryOnWriteOnly) {
                self.feed(phone, Event::Online(true));
            }
        }
        for hub in 0..self.hubs.len() {
            self.fill_hub(hub, false);
        }
        self.at(self.now, Happening::Sync);
    }
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
