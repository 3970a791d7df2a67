//! The hubs of a world: the office's, and the laptop of a leader that is a hub for phones and a client of the office's.
//!
//! The laptop is one folder with two programs, as the product has it: `serve` follows the notebook with its own disk,
//! `sync` opens the same notebook as another process, exchanges with the office until nothing is left to do, and ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use crosscheck_core::change::{Entity, HubCertificate, KeyStore, SoftwareKey};
use crosscheck_core::ids::{GroupId, StreamName, WriterId};
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::{Ask, Event};
use crosscheck_core::{Error, ErrorKind};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, router};
use rand::RngExt;

use super::disk::fill;
use super::phone::{self, Base, Who};
use super::world::{Happening, SILENCE, World, ask_of};
use crate::desk;
use crate::phone::held;

/// The office's hub.
pub(super) const OFFICE: usize = 0;
/// The laptop's, where there is one.
pub(super) const LAPTOP: usize = 1;
/// How long the laptop rests between two exchanges once the network healed, ms.
pub(super) const REST: u64 = 5 * 60_000;

/// A hub.
pub(super) struct SimHub {
    pub(super) hub: Arc<Hub>,
    pub(super) router: Router,
    /// Its file of what was brought.
    pub(super) file: PathBuf,
    pub(super) full: bool,
}

/// The identity of a hub.
pub(super) fn identity(hub: usize) -> SoftwareKey {
    SoftwareKey::new(&[90 + u8::try_from(hub).unwrap(); 32]).unwrap()
}

/// The id of a hub's identity.
pub(super) fn id_of(hub: usize) -> WriterId {
    identity(hub).public_key().writer()
}

/// The organiser certifies a hub.
pub(super) fn certify(book: &mut Notebook, hub: usize) {
    let certificate = HubCertificate {
        identity: identity(hub).public_key(),
        groups: ["G01", "G02"].iter().filter_map(|name| GroupId::parse(name)).collect(),
        office: hub == OFFICE,
    };
    let entity = Entity::new("hub", &id_of(hub).to_string());
    let edit = Edit::new(&StreamName::Campaign, entity, "certified", certificate.to_value());
    book.save(&[edit]).unwrap();
}

/// Whether an error is that of a full disk.
pub(super) fn is_full(error: &Error) -> bool {
    let full = |code| matches!(code, "serve-disk-full" | "store-full");
    error.kind == ErrorKind::Storage && error.problems.iter().any(|problem| full(problem.what.code()))
}

impl SimHub {
    /// The office's over its notebook.
    pub(super) fn office(folder: &Path, file: &Path, base: &Base, skew: i64) -> Self {
        let book = desk::open(&folder.join("office.db"), base.ground.key()).unwrap();
        Self::start(OFFICE, book, file, base, skew)
    }

    /// A laptop's over the notebook of its owner.
    pub(super) fn laptop(book: &Path, who: &Who, file: &Path, base: &Base) -> Self {
        Self::start(LAPTOP, phone::open(book, who, base), file, base, who.skew)
    }

    fn start(which: usize, book: Notebook, file: &Path, base: &Base, skew: i64) -> Self {
        let storage = Storage::open(file, base.ground.key()).unwrap();
        let hub = Hub::start(storage, book, identity(which), Box::new(base.clock(skew))).unwrap();
        Self {
            router: router(hub.clone()),
            hub,
            file: file.to_owned(),
            full: false,
        }
    }

    /// Its disk is full, or has room again.
    pub(super) fn fill(&mut self, full: bool) {
        self.full = full;
        fill(held(&self.hub.book).store(), full);
        self.hub.storage.lower_room(full).unwrap();
    }
}

impl World {
    /// Lets a hub's notebook follow what was brought. On a full disk it may stop short, and goes on later.
    pub(super) fn follow(&mut self, hub: usize) -> usize {
        match self.hubs[hub].hub.follow() {
            Ok(new) => new,
            Err(error) if self.hubs[hub].full && is_full(&error) => 0,
            Err(error) => panic!("hub {hub}: {error}"),
        }
    }

    /// A hub dies and starts from a file; what was on its way is gone.
    pub(super) fn start_hub(&mut self, hub: usize, file: PathBuf) {
        self.hubs[hub].hub.close();
        self.waiting.retain(|waiting| waiting.to != hub);
        let full = self.hubs[hub].full;
        // A clock may be set anew whenever a machine starts.
        let skew = self.skew();
        self.hubs[hub] = match self.laptop.filter(|_| hub == LAPTOP) {
            Some(at) => {
                let client = &self.phones[at];
                SimHub::laptop(&client.path, &client.who, &file, &self.base)
            }
            None => SimHub::office(self.folder.path(), &file, &self.base, skew),
        };
        if full {
            self.hubs[hub].fill(true);
        }
        let at_it = self.phones.iter().enumerate().filter(|(_, phone)| phone.at == hub);
        let lost: Vec<(usize, Ask, u64)> = at_it
            .flat_map(|(at, phone)| {
                phone
                    .waits
                    .iter()
                    .map(move |(lane, number)| (at, ask_of(*lane), *number))
            })
            .collect();
        for (phone, ask, number) in lost {
            let moment = self.now + self.rng.random_range(1..SILENCE);
            let answer = None;
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
    }

    /// A hub's disk is full, or has room again; a laptop's disk holds both its programs' files.
    pub(super) fn fill_hub(&mut self, hub: usize, full: bool) {
        if hub >= self.hubs.len() {
            return;
        }
        self.hubs[hub].fill(full);
        if let Some(at) = self.laptop.filter(|_| hub == LAPTOP) {
            self.phones[at].fill(full);
        }
        if !full {
            self.follow(hub);
        }
    }

    /// The laptop's owner lets it exchange with the office: a program that begins, and ends when nothing is left to do.
    pub(super) fn sync(&mut self) {
        let Some(at) = self.laptop else { return };
        self.follow(LAPTOP);
        self.drop_waiting(at);
        self.phones[at].restart(None);
        self.feed(at, Event::Online(true));
        // From then on it is let do so again and again, whatever came meanwhile.
        if self.healed {
            self.at(self.now + REST, Happening::Sync);
        }
    }

    /// Ends the laptop's exchange where nothing is left to do.
    pub(super) fn sync_over(&mut self) {
        let Some(at) = self.laptop else { return };
        if self.phones[at].online && self.phones[at].conversation.is_quiet() {
            self.feed(at, Event::Online(false));
            self.follow(LAPTOP);
        }
    }

    /// Whether the laptop's two programs have nothing left to carry either way.
    pub(super) fn laptop_is_done(&mut self) -> bool {
        let Some(at) = self.laptop else { return true };
        if self.follow(LAPTOP) > 0 || self.phones[at].book.catch_up().is_err() {
            return false;
        }
        let (book, office) = (&self.phones[at].book, &self.hubs[OFFICE].hub);
        let row = book.hub(&office.id()).unwrap();
        let read = row.is_some_and(|row| row.place == office.storage.last().unwrap());
        read && book.is_all_on_server().unwrap()
    }

    /// A phone goes to another hub; what was under way is broken off.
    pub(super) fn move_to(&mut self, phone: usize, hub: usize) {
        let hub = hub.min(self.hubs.len() - 1);
        if self.laptop == Some(phone) || self.phones[phone].at == hub {
            return;
        }
        self.drop_waiting(phone);
        self.phones[phone].begin_with(hub, id_of(hub));
        self.feed(phone, Event::Online(true));
    }

    pub(super) fn drop_waiting(&mut self, phone: usize) {
        self.waiting.retain(|waiting| waiting.phone != phone);
    }
}
