//! What goes wrong on a trip: phones die and are cloned, writers are ended, the hub dies and is restored.

use std::path::PathBuf;

use crosscheck_core::change::KeyStore;
use crosscheck_core::sync::{Ask, Event};
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, router};
use rand::RngExt;

use super::bugs::Bug;
use super::phone::{SimClock, SimPhone};
use super::world::{Happening, SILENCE, TRIP, World, ask_of, identity};
use crate::phone::office;

impl World {
    pub(super) fn crash(&mut self, phone: usize) {
        let clock = self.clock.clone();
        let lost = (self.bug == Some(Bug::SkippedSync))
            .then(|| self.phones[phone].before_last())
            .flatten();
        self.phones[phone].restart(&clock, lost);
        self.feed(phone, Event::Online(true));
    }

    /// The phone's file is copied to another one, which goes on with the same key.
    pub(super) fn clone_phone(&mut self, phone: usize) {
        let number = self.phones.len();
        let path = self.folder.path().join(format!("clone-{number}.db"));
        self.phones[phone].book.store().copy_to(&path).unwrap();
        let (who, id) = (self.phones[phone].who.clone(), identity().public_key().writer());
        let mut clone = SimPhone::new(&path, who, &self.clock, id, None);
        clone.ended = self.phones[phone].ended;
        self.phones.push(clone);
        self.feed(number, Event::Online(true));
        for _ in 0..self.rng.random_range(1..8) {
            let moment = self.now + self.rng.random_range(1..TRIP / 4);
            let clone = Happening::Write(number);
            self.at(moment.min(TRIP - 1), clone);
        }
    }

    /// The organiser ends a phone where the office has read it.
    pub(super) fn end(&mut self, phone: usize) {
        use crosscheck_core::change::Cut;
        self.hub.follow().unwrap();
        let writer = *self.phones[phone].book.id();
        let mut book = crate::phone::held(&self.hub.book);
        let mut keep = Cut::new();
        for (_, stream, branches) in book.state().heads().entries().filter(|(known, ..)| **known == writer) {
            for point in branches {
                keep.insert(stream, *point);
            }
        }
        crosscheck_core::lead::end_writer(&mut book, &writer, &keep, "测试").unwrap();
        drop(book);
        self.hub.follow().unwrap();
        for phone in &mut self.phones {
            phone.ended |= *phone.book.id() == writer;
        }
    }

    pub(super) fn hub_file(&self) -> PathBuf {
        self.folder.path().join(format!("hub-{}.db", self.hubs))
    }

    pub(super) fn restore(&mut self) {
        let Some(backup) = self.backup.take() else { return };
        self.hubs += 1;
        let path = self.folder.path().join(format!("hub-{}.db", self.hubs));
        std::fs::rename(&backup, &path).unwrap();
        if self.bug != Some(Bug::OldEpoch) {
            Storage::open(&path, None).unwrap().begin_epoch().unwrap();
        }
        self.start_hub(path);
    }

    /// The hub dies and starts from a file; what was on its way is gone.
    pub(super) fn start_hub(&mut self, path: PathBuf) {
        self.hub.close();
        self.waiting.clear();
        let storage = Storage::open(&path, None).unwrap();
        let book = office(&self.folder.path().join("office.db"));
        let clock = SimClock {
            now: self.clock.clone(),
            skew: 0,
        };
        self.hub = Hub::start(storage, book, identity(), Box::new(clock)).unwrap();
        self.router = router(self.hub.clone());
        let lost: Vec<(usize, Ask)> = self
            .phones
            .iter()
            .enumerate()
            .flat_map(|(at, phone)| phone.waits.keys().map(move |lane| (at, *lane)))
            .map(|(at, lane)| (at, ask_of(lane)))
            .collect();
        for (phone, ask) in lost {
            let number = self.phones[phone].waits.get(&ask.lane()).copied().unwrap_or(0);
            let moment = self.now + self.rng.random_range(1..SILENCE);
            self.at(
                moment,
                Happening::Answer {
                    phone,
                    ask,
                    number,
                    answer: None,
                },
            );
        }
    }
}
