//! Faults put in on purpose, around disk, network, clock and answers. Each must be caught by the checks; one that is not
//! shows a hole in them.

use std::path::Path;

use crosscheck_core::change::{Op, Segment, TextFrame};
use crosscheck_core::ids::BlobHash;
use crosscheck_core::sync::wire::{self, HeadsTold, Placed, Pulled, Push, Pushed, Thing};
use crosscheck_core::sync::{Answer, Request};
use crosscheck_hub::serve::Scope;
use crosscheck_hub::serve::storage::text_key;
use rand::RngExt;

use super::hubs::OFFICE;
use super::world::World;

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// A hub acknowledges a push and loses it.
    AckBeforeCommit,
    /// A phone takes a push for done once it is sent.
    AckOnSend,
    /// A hub reads by clock: what was written before the last thing read is skipped.
    CursorByTime,
    /// A restored hub goes on in its old epoch.
    IgnoredEpoch,
    /// The answers of pulls leave out one item and say that everything was read.
    SkippedItem,
    /// A hub gives another group's streams.
    CrossGroup,
    /// A phone stops trying after a failure until something is written.
    RetryOnWriteOnly,
    /// A hub loses what it acknowledged and says its heads are the phone's all the same.
    AlwaysSame,
    /// A phone loses its last commit when it dies.
    SkippedSync,
    /// A hub hands out redacted texts.
    KeepsRedacted,
    /// A hub keeps segments and drops texts.
    DropsTexts,
    /// A hub drops what a later version wrote.
    DropsLater,
    /// A hub refuses one branch of a fork.
    RefusesFork,
    /// A hub says that everything is backed up.
    ClaimsBackup,
    /// An answer replaces what stands, whatever its author saw.
    SwappedLink,
    /// A hub says of a file that it lies there whole, and loses it.
    LosesFiles,
    /// A hub lets somebody who was ended read on.
    LetsEndedIn,
}

impl Bug {
    /// Every fault.
    pub const ALL: [Self; 17] = [
        Self::AckBeforeCommit,
        Self::AckOnSend,
        Self::CursorByTime,
        Self::IgnoredEpoch,
        Self::SkippedItem,
        Self::CrossGroup,
        Self::RetryOnWriteOnly,
        Self::AlwaysSame,
        Self::SkippedSync,
        Self::KeepsRedacted,
        Self::DropsTexts,
        Self::DropsLater,
        Self::RefusesFork,
        Self::ClaimsBackup,
        Self::SwappedLink,
        Self::LosesFiles,
        Self::LetsEndedIn,
    ];

    /// Whether a hub with this fault leaves a thing of a push out.
    fn drops(self, thing: &Thing) -> bool {
        match (self, thing) {
            (Self::DropsTexts, Thing::Text(_)) => true,
            (Self::DropsLater, Thing::Segment(bytes)) => {
                let ops = ops(bytes);
                ops.iter()
                    .any(|op| op.says().is_none_or(|says| &*says.entity.kind == "hologram"))
            }
            _ => false,
        }
    }
}

fn ops(segment: &[u8]) -> Vec<Op> {
    Segment::read_unverified(segment).unwrap().ops().unwrap()
}

fn push_of(request: &Request) -> Push {
    Push::read(&wire::unpack(&request.body).unwrap()).unwrap()
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
        let hub = rusqlite::Connection::open(&self.hubs[OFFICE].file).unwrap();
        for (stream, key, bytes) in &self.brought {
            let sql = "UPDATE item SET kind = 1, bytes = ?3 WHERE stream = ?1 AND key = ?2 AND kind = 2";
            hub.execute(sql, rusqlite::params![stream, key, bytes]).unwrap();
        }
    }

    fn note_texts(&mut self, request: &Request) {
        for item in push_of(request).items {
            if let Thing::Text(bytes) = item.thing {
                let key = text_key(&TextFrame::read(&bytes).unwrap().name());
                self.brought.push((item.stream.to_string(), key, bytes));
            }
        }
    }

    /// What a faulty hub does with a request instead of taking it; none where it takes it.
    pub(super) fn instead(&mut self, request: &Request, phone: usize, to: usize) -> Option<Answer> {
        let pushed = request.path.starts_with("/v1/push");
        match self.bug? {
            Bug::KeepsRedacted if pushed => {
                self.note_texts(request);
                None
            }
            Bug::AckBeforeCommit if pushed && self.rng.random_range(0..3) == 0 => Some(self.acknowledged(request, to)),
            Bug::RefusesFork if pushed && self.phones[phone].path.to_string_lossy().contains("clone") => Some(Answer {
                status: 422,
                body: b"0".to_vec(),
                ..Answer::default()
            }),
            _ => None,
        }
    }

    /// The answer of a hub that took a push.
    pub(super) fn acknowledged(&self, request: &Request, to: usize) -> Answer {
        let storage = &self.hubs[to].hub.storage;
        let (count, last) = (push_of(request).items.len() as u64, storage.last().unwrap());
        let pushed = Pushed {
            epoch: storage.epochs().unwrap().last().unwrap().1,
            places: (1..=count).map(|at| (last + at, at)).collect(),
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
        let Some(bug @ (Bug::DropsTexts | Bug::DropsLater)) = self.bug else {
            return request.body.clone();
        };
        if !request.path.starts_with("/v1/push") {
            return request.body.clone();
        }
        let mut push = push_of(request);
        push.items.retain(|item| !bug.drops(&item.thing));
        wire::pack(&push.to_bytes()).unwrap()
    }

    /// The token somebody is let in by.
    pub(super) fn token(&self, request: &Request, phone: usize) -> Option<String> {
        if self.bug != Some(Bug::LetsEndedIn) || !self.phones[phone].ended {
            return request.token.clone();
        }
        let of = |at: usize| (&self.phones[at].who.group, self.phones[at].at, self.phones[at].ended);
        let (group, hub, _) = of(phone);
        let mut others = self.tokens.iter().filter(|(at, _)| of(**at) == (group, hub, false));
        others.next().map(|(_, token)| token.clone()).or(request.token.clone())
    }

    /// What a faulty hub does to an answer.
    pub(super) fn spoil(&mut self, request: &Request, phone: usize, to: usize, answer: Answer) -> Answer {
        if self.bug == Some(Bug::LosesFiles) && request.method == "PATCH" && answer.status == 200 {
            self.lose_file(request, to);
        }
        let (Some(bug), 200, Ok(plain)) = (self.bug, answer.status, wire::unpack(&answer.body)) else {
            return answer;
        };
        let plain = match request.path.split('?').next().unwrap() {
            "/v1/pull" => self.spoil_pull(bug, phone, to, Pulled::read(&plain).unwrap()),
            "/v1/heads" => self.spoil_heads(bug, HeadsTold::read(&plain).unwrap()),
            "/v1/push" if matches!(bug, Bug::DropsTexts | Bug::DropsLater) => return self.acknowledged(request, to),
            _ => None,
        };
        match plain {
            None => answer,
            Some(plain) => Answer {
                body: wire::pack(&plain).unwrap(),
                ..answer
            },
        }
    }

    /// A disk that loses the file a request brought.
    fn lose_file(&self, request: &Request, to: usize) {
        let name = request.path.split(['/', '?']).find_map(BlobHash::parse);
        let hub = &self.hubs[to].hub;
        // While it is not whole there is nothing to lose.
        hub.vault.remove(&name.unwrap()).unwrap();
    }

    fn spoil_pull(&mut self, bug: Bug, phone: usize, to: usize, mut pulled: Pulled) -> Option<Vec<u8>> {
        match bug {
            Bug::CursorByTime => {
                let last = self.given.get(&phone).copied().unwrap_or(i64::MIN);
                let clock = |placed: &Placed| match &placed.item.thing {
                    Thing::Segment(bytes) => ops(bytes).last()?.says().map(|says| says.at.wall),
                    _ => None,
                };
                pulled
                    .items
                    .retain(|placed| clock(placed).is_none_or(|wall| wall >= last));
                let latest = pulled.items.iter().filter_map(clock).chain([last]).max().unwrap();
                self.given.insert(phone, latest);
            }
            Bug::SkippedItem => pulled.items.retain(|placed| placed.place % 4 != 0),
            Bug::CrossGroup => {
                let (storage, everything) = (&self.hubs[to].hub.storage, Scope::everything());
                let all = storage.pull(&everything, None, (&pulled.epoch, pulled.from), 1 << 20);
                pulled = all.unwrap();
            }
            _ => return None,
        }
        Some(pulled.to_bytes())
    }

    fn spoil_heads(&self, bug: Bug, mut told: HeadsTold) -> Option<Vec<u8>> {
        match bug {
            Bug::ClaimsBackup => {
                let saved = self.phones.iter().flat_map(|phone| &phone.saved);
                told.heads.backed_up = saved.map(|(stream, _)| (stream.clone(), 1 << 40)).collect();
            }
            Bug::AlwaysSame => {
                told.same = true;
                told.heads.texts.clear();
            }
            _ => return None,
        }
        Some(told.to_bytes())
    }
}
