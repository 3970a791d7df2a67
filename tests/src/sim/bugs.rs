//! Faults put in on purpose, around disk, network, clock and answers. Each must be caught by the checks; one that is not
//! shows a hole in them.

use std::path::Path;

use crosscheck_core::change::TextFrame;
use crosscheck_core::sync::wire::{self, HeadsTold, Pulled, Push, Pushed, Thing};
use crosscheck_core::sync::{Answer, Request};
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::text_key;
use rand::RngExt;

use super::world::World;

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The hub acknowledges a push and loses it.
    AckBeforeCommit,
    /// The hub reads by clock: what came within the same second as the last thing read is skipped.
    CursorByTime,
    /// A restored hub goes on in its old epoch.
    OldEpoch,
    /// The hub's answers of pulls leave out one item and say that everything was read.
    SkippedItem,
    /// The hub gives another group's streams.
    CrossGroup,
    /// A phone stops trying after a failure until something is written.
    RetryOnWriteOnly,
    /// The hub loses what it acknowledged and says its heads are the phone's all the same.
    AlwaysSame,
    /// A phone loses its last commit when it dies.
    SkippedSync,
    /// The hub hands out redacted texts.
    KeepsRedacted,
    /// Lost texts: the hub keeps segments and drops texts.
    DropsTexts,
    /// The hub refuses one branch of a fork.
    RefusesFork,
    /// The hub says that everything is backed up.
    ClaimsBackup,
}

impl Bug {
    /// Every fault.
    pub const ALL: [Self; 12] = [
        Self::AckBeforeCommit,
        Self::CursorByTime,
        Self::OldEpoch,
        Self::SkippedItem,
        Self::CrossGroup,
        Self::RetryOnWriteOnly,
        Self::AlwaysSame,
        Self::SkippedSync,
        Self::KeepsRedacted,
        Self::DropsTexts,
        Self::RefusesFork,
        Self::ClaimsBackup,
    ];
}

impl World {
    /// A disk that loses a segment from its middle.
    pub(super) fn lose_one(&self, hub: &Path) {
        if self.bug == Some(Bug::AlwaysSame) {
            let sql = "DELETE FROM item WHERE place =
                (SELECT max(place) FROM item WHERE kind = 0 AND scope <> 'c' AND place < (SELECT max(place) FROM item))";
            rusqlite::Connection::open(hub).unwrap().execute(sql, []).unwrap();
        }
    }

    /// A disk that still has what was redacted.
    pub(super) fn keep_redacted(&self) {
        if self.bug != Some(Bug::KeepsRedacted) {
            return;
        }
        let hub = rusqlite::Connection::open(self.hub_file()).unwrap();
        for (stream, key, bytes) in &self.brought {
            let sql = "UPDATE item SET kind = 1, bytes = ?3 WHERE stream = ?1 AND key = ?2 AND kind = 2";
            hub.execute(sql, rusqlite::params![stream, key, bytes]).unwrap();
        }
    }

    fn note_texts(&mut self, request: &Request) {
        let push = Push::read(&wire::unpack(&request.body).unwrap()).unwrap();
        for item in push.items {
            if let Thing::Text(bytes) = item.thing {
                let key = text_key(&TextFrame::read(&bytes).unwrap().name());
                self.brought.push((item.stream.to_string(), key, bytes));
            }
        }
    }

    /// What a faulty hub does with a request instead of taking it; none where it takes it.
    pub(super) fn instead(&mut self, request: &Request, phone: usize) -> Option<Answer> {
        let pushed = request.path.starts_with("/v1/push");
        match self.bug? {
            Bug::KeepsRedacted if pushed => {
                self.note_texts(request);
                None
            }
            Bug::AckBeforeCommit if pushed && self.rng.random_range(0..3) == 0 => {
                let push = Push::read(&wire::unpack(&request.body).unwrap()).unwrap();
                Some(self.acknowledged(push.items.len()))
            }
            Bug::RefusesFork if pushed && self.phones[phone].path.to_string_lossy().contains("clone") => Some(Answer {
                status: 422,
                body: b"0".to_vec(),
                ..Answer::default()
            }),
            _ => None,
        }
    }

    fn acknowledged(&self, count: usize) -> Answer {
        let last = self.hub.storage.last().unwrap();
        let pushed = Pushed {
            epoch: self.hub.storage.epochs().unwrap().last().unwrap().1,
            places: (1..=count as u64).map(|at| (last + at, at)).collect(),
            missing: Vec::new(),
        };
        Answer {
            status: 200,
            body: wire::pack(&pushed.to_bytes()).unwrap(),
            ..Answer::default()
        }
    }

    /// What a faulty hub does to a request on its way in.
    pub(super) fn twist(&self, request: &Request) -> Vec<u8> {
        if self.bug != Some(Bug::DropsTexts) || !request.path.starts_with("/v1/push") {
            return request.body.clone();
        }
        let mut push = Push::read(&wire::unpack(&request.body).unwrap()).unwrap();
        push.items.retain(|item| matches!(item.thing, Thing::Segment(_)));
        wire::pack(&push.to_bytes()).unwrap()
    }

    /// What a faulty hub does to an answer.
    pub(super) fn spoil(&mut self, request: &Request, answer: Answer) -> Answer {
        let plain = match wire::unpack(&answer.body) {
            Ok(plain) if answer.status == 200 => plain,
            _ => return answer,
        };
        let path = &request.path;
        let plain = match self.bug {
            Some(Bug::CursorByTime) if path.starts_with("/v1/pull") => {
                let mut pulled = Pulled::read(&plain).unwrap();
                let half = pulled.items.len().div_ceil(2);
                pulled.items.truncate(half);
                pulled.to_bytes()
            }
            Some(Bug::SkippedItem) if path.starts_with("/v1/pull") => {
                let mut pulled = Pulled::read(&plain).unwrap();
                pulled.items.retain(|placed| placed.place % 4 != 0);
                pulled.to_bytes()
            }
            Some(Bug::CrossGroup) if path.starts_with("/v1/pull") => {
                let told = Pulled::read(&plain).unwrap();
                let everything = Scope::everything();
                let all = self
                    .hub
                    .storage
                    .pull(&everything, None, (&told.epoch, told.from), 1 << 20);
                all.unwrap().to_bytes()
            }
            Some(Bug::DropsTexts) if path.starts_with("/v1/push") => {
                let push = Push::read(&wire::unpack(&request.body).unwrap()).unwrap();
                return self.acknowledged(push.items.len());
            }
            Some(Bug::ClaimsBackup) if path.starts_with("/v1/heads") => {
                let mut told = HeadsTold::read(&plain).unwrap();
                let streams = self
                    .phones
                    .iter()
                    .flat_map(|phone| phone.saved.iter().map(|(stream, _)| stream.clone()));
                told.heads.backed_up = streams.map(|stream| (stream, 1 << 40)).collect();
                told.to_bytes()
            }
            Some(Bug::AlwaysSame) if path.starts_with("/v1/heads") => {
                let mut told = HeadsTold::read(&plain).unwrap();
                told.same = true;
                told.heads.texts.clear();
                told.to_bytes()
            }
            _ => return answer,
        };
        Answer {
            body: wire::pack(&plain).unwrap(),
            ..answer
        }
    }
}
