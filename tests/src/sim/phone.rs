//! A phone of the simulation: the product's notebook, courier and conversation, and what it wrote so far.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crosscheck_core::change::{Moment, SoftwareKey, TextRef};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::{BlobHash, MemberId, OpId, StreamName, TextHash, WriterId};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::Store;
use crosscheck_core::sync::{Conversation, Courier, Lane};

use super::disk::{Ground, fill};
use super::later::Later;
use super::net::Cut;
use super::pen::{Answered, Screen};
use super::snap::Snap;
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
    pub(super) leads: bool,
    pub(super) secret: u8,
    pub(super) skew: i64,
}

/// What every phone of a world stands on.
#[derive(Debug, Clone)]
pub(super) struct Base {
    pub(super) now: Arc<AtomicI64>,
    pub(super) ground: Ground,
}

#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own; no two make a state"
)]
pub(super) struct SimPhone {
    pub(super) who: Who,
    base: Base,
    pub(super) path: PathBuf,
    pub(super) book: Notebook,
    /// Which hub it exchanges with.
    pub(super) at: usize,
    pub(super) courier: Courier,
    pub(super) conversation: Conversation,
    run: u32,
    pub(super) online: bool,
    /// Which way nothing passes between it and its hub.
    pub(super) cut: Option<Cut>,
    pub(super) full: bool,
    /// Whether a program of a later version runs on it.
    pub(super) later: bool,
    /// The number of the request a lane waits for; answers of others come too late.
    pub(super) waits: BTreeMap<Lane, u64>,
    /// Every op that was saved: what must never be lost.
    pub(super) saved: Vec<(StreamName, OpId)>,
    pub(super) texts: Vec<(StreamName, TextRef)>,
    /// Texts it said were redacted.
    pub(super) redacted: Vec<TextHash>,
    pub(super) snaps: Vec<Snap>,
    pub(super) answered: Vec<Answered>,
    pub(super) laters: Vec<Later>,
    pub(super) screen: Option<Screen>,
    /// When it asked to be woken.
    pub(super) wake: Option<u64>,
    pub(super) ended: bool,
}

/// Opens a notebook of somebody's.
pub(super) fn open(path: &Path, who: &Who, base: &Base) -> Notebook {
    let (campaign, _) = desk::campaign();
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&[who.secret; 32]).unwrap()),
        member: MemberId::parse(&who.name).unwrap(),
        clock: Box::new(base.clock(who.skew)),
    };
    Notebook::open(Store::open(path, base.ground.key()).unwrap(), campaign, writer).unwrap()
}

impl Base {
    pub(super) fn clock(&self, skew: i64) -> SimClock {
        SimClock {
            now: self.now.clone(),
            skew,
        }
    }
}

impl SimPhone {
    pub(super) fn new(path: &Path, who: Who, base: &Base, hub: WriterId) -> Self {
        let mut phone = Self {
            book: open(path, &who, base),
            base: base.clone(),
            path: path.to_owned(),
            who,
            at: 0,
            courier: Courier::new(hub, [0; 16], None),
            conversation: Conversation::new(),
            run: 0,
            online: false,
            cut: None,
            full: false,
            later: false,
            waits: BTreeMap::new(),
            saved: Vec::new(),
            texts: Vec::new(),
            redacted: Vec::new(),
            snaps: Vec::new(),
            answered: Vec::new(),
            laters: Vec::new(),
            screen: None,
            wake: None,
            ended: false,
        };
        phone.begin_with(0, hub);
        phone
    }

    /// Which run of which phone this is, as the hub is told.
    fn me(&self) -> [u8; 16] {
        let file = self.path.file_name().unwrap().to_string_lossy();
        let name = BlobHash::of(format!("{file} {}", self.run).as_bytes());
        name.0[..16].try_into().unwrap()
    }

    /// A new run of the program, with this hub; whatever was under way is gone.
    pub(super) fn begin_with(&mut self, at: usize, hub: WriterId) {
        (self.at, self.online) = (at, false);
        self.run += 1;
        self.courier = Courier::new(hub, self.me(), None);
        self.conversation = Conversation::new();
        self.waits.clear();
        self.wake = None;
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

    /// Dies and starts again from its file, or from another.
    pub(super) fn restart(&mut self, from: Option<PathBuf>) {
        self.path = from.unwrap_or_else(|| self.path.clone());
        self.book = open(&self.path, &self.who, &self.base);
        self.screen = None;
        if self.full {
            fill(self.book.store(), true);
        }
        let (at, hub) = (self.at, *self.courier.hub());
        self.begin_with(at, hub);
    }

    /// Whether one of the two was made from the other's disk.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        self.who.secret == other.who.secret
    }

    pub(super) fn clock(&self) -> SimClock {
        self.base.clock(self.who.skew)
    }

    /// Its disk is full, or has room again.
    pub(super) fn fill(&mut self, full: bool) {
        self.full = full;
        fill(self.book.store(), full);
    }
}
