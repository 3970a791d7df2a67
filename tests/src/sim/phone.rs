//! A phone of the simulation: the product's notebook, courier and conversation, and what it wrote so far.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crosscheck_core::change::{Entity, Moment, SoftwareKey, TextRef, Value};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::{GroupId, MemberId, OpId, StreamName, VisitHash, WriterId};
use crosscheck_core::notebook::{Edit, Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::sync::{Conversation, Courier};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::desk;

/// The world's clock, as one machine sees it.
#[derive(Debug, Clone)]
pub(super) struct SimClock {
    pub(super) now: Arc<AtomicI64>,
    pub(super) skew: i64,
}

impl Clock for SimClock {
    fn now(&self) -> Moment {
        let now = self.now.load(Ordering::SeqCst);
        Moment {
            wall: 1_500_000_000_000 + now + self.skew,
            monotonic: now.unsigned_abs(),
            boot: [1; 16],
        }
    }
}

/// Who somebody is.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) name: String,
    pub(super) group: &'static str,
    pub(super) secret: u8,
    pub(super) skew: i64,
}

pub(super) struct SimPhone {
    pub(super) who: Who,
    pub(super) path: PathBuf,
    pub(super) book: Notebook,
    pub(super) courier: Courier,
    pub(super) conversation: Conversation,
    run: u32,
    /// The number of the request a lane waits for; answers of others come too late.
    pub(super) waits: std::collections::BTreeMap<crosscheck_core::sync::Lane, u64>,
    /// Every op that was saved: what must never be lost.
    pub(super) saved: Vec<(StreamName, OpId)>,
    pub(super) texts: Vec<(StreamName, TextRef)>,
    /// When it asked to be woken.
    pub(super) wake: Option<u64>,
    pub(super) ended: bool,
}

fn open(path: &Path, who: &Who, now: &Arc<AtomicI64>, key: Option<Key>) -> Notebook {
    let (campaign, _) = desk::campaign();
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&[who.secret; 32]).unwrap()),
        member: MemberId::parse(&who.name).unwrap(),
        clock: Box::new(SimClock {
            now: now.clone(),
            skew: who.skew,
        }),
    };
    Notebook::open(Store::open(path, key).unwrap(), campaign, writer).unwrap()
}

impl SimPhone {
    pub(super) fn new(path: &Path, who: Who, now: &Arc<AtomicI64>, hub: WriterId, key: Option<Key>) -> Self {
        let mut phone = Self {
            book: open(path, &who, now, key),
            path: path.to_owned(),
            who,
            courier: Courier::new(hub, [0; 16], None),
            run: 0,
            conversation: Conversation::new(),
            waits: std::collections::BTreeMap::new(),
            saved: Vec::new(),
            texts: Vec::new(),
            wake: None,
            ended: false,
        };
        phone.courier = Courier::new(hub, phone.me(), None);
        phone
    }

    /// Which run of which phone this is, as the hub is told.
    fn me(&self) -> [u8; 16] {
        let file = self.path.file_name().unwrap().to_string_lossy();
        let name = crosscheck_core::ids::BlobHash::of(format!("{file} {}", self.run).as_bytes());
        name.0[..16].try_into().unwrap()
    }

    /// Keeps the file as it is before something is written: what a disk shows that never synced.
    pub(super) fn remember(&mut self) {
        let path = self.path.with_extension("before");
        // The one before is of no use any more.
        let _ = std::fs::remove_file(&path);
        self.book.store().copy_to(&path).unwrap();
    }

    /// The file as it was before the last writing.
    pub(super) fn before_last(&self) -> Option<PathBuf> {
        Some(self.path.with_extension("before")).filter(|path| path.exists())
    }

    /// Dies and starts again from its file, or from another; whatever was under way is gone.
    pub(super) fn restart(&mut self, now: &Arc<AtomicI64>, from: Option<PathBuf>) {
        let hub = *self.courier.hub();
        self.path = from.unwrap_or_else(|| self.path.clone());
        self.run += 1;
        self.book = open(&self.path, &self.who, now, None);
        self.courier = Courier::new(hub, self.me(), None);
        self.conversation = Conversation::new();
        self.waits.clear();
        self.wake = None;
    }

    fn visit(&self, number: u32) -> StreamName {
        let group = GroupId::parse(self.who.group).unwrap();
        let (campaign, _) = desk::campaign();
        let hash = VisitHash::of(&campaign, &group, &format!("U{number}"), 1);
        StreamName::Visit(group, hash)
    }

    /// Writes something: an answer, a note, or the redaction of an own text.
    pub(super) fn write(&mut self, rng: &mut ChaCha8Rng) {
        let visit = self.visit(rng.random_range(0..3));
        let drawn = rng.random_range(0..10);
        let edit = match drawn {
            0 if !self.texts.is_empty() => {
                let at = rng.random_range(0..self.texts.len());
                let (stream, text) = self.texts.swap_remove(at);
                let ids = self.book.redact(&stream, &text);
                self.saved
                    .extend(ids.unwrap().into_iter().map(|id| (stream.clone(), id)));
                return;
            }
            1..=3 => {
                let text = self.book.typed(&format!("测试文字 {}", rng.random::<u32>())).unwrap();
                self.texts.push((visit.clone(), text.name()));
                let entity = Entity::new("note", &format!("{:08x}", rng.random::<u32>()));
                Edit::typed(&visit, entity, "fact", text)
            }
            _ => {
                let entity = Entity::new("answer", &format!("1/S0-{:02}", rng.random_range(1..6)));
                let seen = self.book.seen(&visit, &entity, "value");
                let edit = Edit::new(&visit, entity, "value", Value::int(rng.random_range(0..4)));
                if rng.random::<bool>() {
                    edit.seen(seen.as_ref())
                } else {
                    edit
                }
            }
        };
        let ids = self.book.save(&[edit]).unwrap();
        self.saved.extend(ids.into_iter().map(|id| (visit.clone(), id)));
    }
}
