//! What goes wrong on a trip: phones die and are cloned, writers are ended, the office's hub is restored.

use std::path::{Path, PathBuf};

use crosscheck_core::change::Cut;
use crosscheck_core::sync::Event;
use crosscheck_hub::serve::storage::Storage;
use rand::RngExt;

use super::bugs::Bug;
use super::hubs::{OFFICE, id_of};
use super::phone::SimPhone;
use super::world::{Happening, TRIP, World};
use crate::phone::held;

/// The folder of files beside a database.
fn files_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".blobs");
    PathBuf::from(name)
}

fn copy_files(from: &Path, to: &Path) {
    let Ok(all) = std::fs::read_dir(from) else { return };
    std::fs::create_dir_all(to).unwrap();
    for entry in all.map(Result::unwrap) {
        if entry.path().is_dir() {
            copy_files(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

impl World {
    pub(super) fn crash(&mut self, phone: usize) {
        let lost = (self.bug == Some(Bug::SkippedSync))
            .then(|| self.phones[phone].before_last())
            .flatten();
        self.drop_waiting(phone);
        self.phones[phone].restart(lost);
        self.feed(phone, Event::Online(true));
    }

    /// The phone's file is copied to another one, which goes on with the same key.
    pub(super) fn clone_phone(&mut self, phone: usize) {
        let number = self.phones.len();
        let path = self.folder.path().join(format!("clone-{number}.db"));
        if self.phones[phone].book.store().copy_to(&path).is_err() {
            // The copy is as full as the phone: nobody made one.
            return;
        }
        copy_files(self.phones[phone].book.vault().folder(), &files_of(&path));
        let who = self.phones[phone].who.clone();
        let mut clone = SimPhone::new(&path, who, &self.base, id_of(OFFICE));
        clone.ended = self.phones[phone].ended;
        clone.later = self.phones[phone].later;
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
        self.fill_hub(OFFICE, false);
        self.follow(OFFICE);
        let writer = *self.phones[phone].book.id();
        let mut book = held(&self.hubs[OFFICE].hub.book);
        let mut keep = Cut::new();
        for (_, stream, branches) in book.state().heads().entries().filter(|(known, ..)| **known == writer) {
            for point in branches {
                keep.insert(stream, *point);
            }
        }
        crosscheck_core::lead::end_writer(&mut book, &writer, &keep, "测试").unwrap();
        drop(book);
        self.follow(OFFICE);
        let storage = &self.hubs[OFFICE].hub.storage;
        let place = (storage.epochs().unwrap().last().unwrap().1, storage.last().unwrap());
        for phone in self.phones.iter_mut().filter(|phone| *phone.book.id() == writer) {
            phone.ended = true;
            self.endings.push((writer, place));
        }
    }

    /// The office copies its hub, notes it, and keeps the copy.
    pub(super) fn back_up(&mut self) {
        let path = self.folder.path().join("backup.db");
        // A second backup of one trip replaces the first.
        let _ = std::fs::remove_file(&path);
        if self.hubs[OFFICE].full {
            return;
        }
        let storage = &self.hubs[OFFICE].hub.storage;
        storage.copy_to(&path).unwrap();
        storage.note_backup(storage.last().unwrap()).unwrap();
        self.backed_up = self.on_hub(OFFICE).ops;
        self.backup = Some(path);
    }

    pub(super) fn restore(&mut self) {
        let Some(backup) = self.backup.take() else { return };
        self.backed_up.clear();
        self.files += 1;
        let path = self.folder.path().join(format!("hub-{}.db", self.files));
        std::fs::rename(&backup, &path).unwrap();
        if self.bug != Some(Bug::IgnoredEpoch) {
            Storage::open(&path, self.base.ground.key())
                .unwrap()
                .begin_epoch()
                .unwrap();
        }
        self.start_hub(OFFICE, path);
    }

    /// A phone of this version becomes one of a later one.
    pub(super) fn update(&mut self, phone: usize) {
        self.phones[phone].later = true;
        if self.laptop != Some(phone) {
            self.crash(phone);
        }
    }
}
