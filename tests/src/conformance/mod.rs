//! What any storage of a hub must do, written against its functions alone: a second one passes the same laws or is none.
//!
//! A law is a function of how a storage is opened in a folder; `tests/storage.rs` runs every law over each way there is.
//! The one rule: a law names no table, file or lock, only what callers are promised. Everything brought is generated.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a law that does not hold must fail as loudly as a test"
)]

pub mod disk;
pub mod files;
pub mod order;
pub mod rights;

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::{
    BlobRef, Draft, Entity, KeyStore, Moment, Op, Peaks, Segment, SoftwareKey, TextFrame, Value,
};
use crosscheck_core::ids::{CampaignId, GroupId, MemberId, StreamName, VisitHash, WriterId};
use crosscheck_core::sync::wire::{Epoch, Item, Placed, Thing};
use crosscheck_hub::serve::storage::{Batch, Checked, Storage};
use crosscheck_hub::serve::{Scope, check};

/// Opens the storage that lies in a folder, or makes it there.
pub type Open = fn(&Path) -> Storage;

/// Where in its folder a storage lies, and a backup of it.
pub const FILE: &str = "hub.db";

/// The campaign of everything here.
#[must_use]
pub fn campaign() -> CampaignId {
    CampaignId([0xca; 32])
}

/// A group by its number.
#[must_use]
pub fn group(number: usize) -> GroupId {
    GroupId::parse(&format!("G{number:02}")).unwrap()
}

/// A visit of a group.
#[must_use]
pub fn visit(number: usize) -> StreamName {
    let group = group(number);
    let hash = VisitHash::of(&campaign(), &group, "610102", 1);
    StreamName::Visit(group, hash)
}

/// A stream of every kind, and those of a second group.
#[must_use]
pub fn streams() -> Vec<StreamName> {
    vec![
        StreamName::Campaign,
        StreamName::Office,
        StreamName::Group(group(1)),
        visit(1),
        StreamName::Media(group(1)),
        StreamName::Group(group(2)),
        visit(2),
    ]
}

/// A thing as a phone brings it, looked at as the hub does.
#[must_use]
pub fn brought(stream: &StreamName, thing: Thing) -> Checked {
    let item = Item {
        stream: stream.clone(),
        thing,
    };
    check(&item, &campaign(), &Scope::everything()).unwrap()
}

/// A blob that lies in the vault whole.
#[must_use]
pub fn whole(stream: &StreamName, blob: BlobRef) -> Checked {
    Checked {
        stream: stream.clone(),
        thing: Thing::Blob(blob),
        segment: None,
        texts: Vec::new(),
        blobs: Vec::new(),
    }
}

/// A push of some run of a program.
#[must_use]
pub fn push(by: u8, items: Vec<Checked>) -> Batch {
    Batch { by: [by; 16], items }
}

/// Keeps one push; gives place and number of each thing.
pub fn keep(storage: &Storage, items: Vec<Checked>) -> Vec<(u64, u64)> {
    storage.keep(&[push(1, items)]).unwrap().concat()
}

/// The epoch that is now.
#[must_use]
pub fn epoch(storage: &Storage) -> Epoch {
    storage.epochs().unwrap().last().unwrap().1
}

/// What a scope reads, from the first place, a little at a time.
#[must_use]
pub fn read(storage: &Storage, scope: &Scope) -> Vec<Placed> {
    let (epoch, mut after, mut found) = (epoch(storage), 0, Vec::new());
    loop {
        let told = storage.pull(scope, None, (&epoch, after), 2_000).unwrap();
        found.extend(told.items);
        after = told.upto;
        if told.upto == told.last {
            return found;
        }
    }
}

/// Everything.
#[must_use]
pub fn all(storage: &Storage) -> Vec<Placed> {
    read(storage, &Scope::everything())
}

/// One who writes into a stream; a clone of it is a cloned phone.
#[derive(Debug, Clone)]
pub struct Pen {
    key: Arc<SoftwareKey>,
    stream: StreamName,
    written: Peaks,
}

impl Pen {
    /// One whose key has a secret.
    #[must_use]
    pub fn new(secret: u8, stream: &StreamName) -> Self {
        Self {
            key: Arc::new(SoftwareKey::new(&[secret; 32]).unwrap()),
            stream: stream.clone(),
            written: Peaks::new(),
        }
    }

    /// Its writer.
    #[must_use]
    pub fn writer(&self) -> WriterId {
        self.key.public_key().writer()
    }

    /// Writes and seals the next op.
    pub fn write(&mut self, value: Value) -> Checked {
        let seq = self.written.size() + 1;
        let draft = Draft {
            seq,
            at: Moment {
                wall: 1_793_000_000_000,
                monotonic: seq,
                boot: [7; 16],
            },
            actor: MemberId::parse("generated").unwrap(),
            entity: Entity::new("answer", &format!("1/S0-{seq:04}")),
            field: "value".into(),
            value,
            reason: None,
            again: None,
            links: Vec::new(),
        };
        let op = Op::write(draft).unwrap();
        let (segment, after) = Segment::seal(&campaign(), &self.stream, &self.written, &[op], &*self.key).unwrap();
        self.written = after;
        brought(&self.stream, Thing::Segment(segment.as_bytes().to_vec()))
    }

    /// Writes a number.
    pub fn count(&mut self, number: i64) -> Checked {
        self.write(Value::int(number))
    }

    /// A text of its making.
    #[must_use]
    pub fn text(&self, words: &str) -> TextFrame {
        TextFrame::new(self.writer(), [0x5a; 16], words)
    }

    /// A text as it is brought.
    #[must_use]
    pub fn typed(&self, text: &TextFrame) -> Checked {
        brought(&self.stream, Thing::Text(text.to_bytes()))
    }
}
