//! A party of four with a notebook each: the organiser, leader lea, members ann and bob of group G01. They share one
//! campaign and meet only when a test lets them exchange what they sealed. Everything about them is generated.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use crosscheck_core::bundle::RecipientKey;
use crosscheck_core::change::{Credential, Entity, KeyStore, SignedCredential, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::field::{Chosen, Opening, Place, open_visit};
use crosscheck_core::ids::{GroupId, MemberId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Keys, Notebook, Writer};
use crosscheck_core::store::Store;
use tempfile::TempDir;

use crate::desk;

/// Their places in the party.
pub const ORGANISER: usize = 0;
/// The leader of G01.
pub const LEA: usize = 1;
/// A member of G01.
pub const ANN: usize = 2;
/// Another.
pub const BOB: usize = 3;

const PEOPLE: [(&str, Role); 4] = [
    ("organiser", Role::Organiser),
    ("lea", Role::Leader),
    ("ann", Role::Member),
    ("bob", Role::Member),
];

/// How many people Lea may enrol.
pub const ENROL: u64 = 2;

/// The party.
#[derive(Debug)]
pub struct Party {
    folder: TempDir,
    books: Vec<Notebook>,
}

/// A software key of one byte's making.
#[must_use]
pub fn key(secret: u8) -> SoftwareKey {
    SoftwareKey::new(&[secret; 32]).unwrap()
}

/// What opens bundles sealed to an installation of one byte's making.
#[must_use]
pub fn recipient(secret: u8) -> RecipientKey {
    RecipientKey::new(&[secret; 32]).unwrap()
}

/// What opens the bundles of one of them.
#[must_use]
pub fn opener(who: usize) -> RecipientKey {
    recipient(secret(who))
}

/// The notebook of one of them on a device of the same key with nothing on it yet.
#[must_use]
pub fn empty(path: &std::path::Path, who: usize) -> Notebook {
    let store = Store::open(path, None).unwrap();
    Notebook::open(store, desk::campaign().0, writer(who, secret(who))).unwrap()
}

fn secret(who: usize) -> u8 {
    [1, 21, 22, 23][who]
}

/// The group they are of.
#[must_use]
pub fn group() -> GroupId {
    GroupId::parse("G01").unwrap()
}

/// The writer of one of them, with a key of this making.
#[must_use]
pub fn writer(who: usize, secret: u8) -> Writer {
    let keys: Keys = std::sync::Arc::new(key(secret));
    Writer {
        keys,
        member: MemberId::parse(PEOPLE[who].0).unwrap(),
        clock: Box::new(SystemClock::new([secret; 16])),
    }
}

/// A credential of one of them for a key.
#[must_use]
pub fn credential(who: usize, secret: u8) -> Credential {
    let (campaign, _) = desk::campaign();
    let role = PEOPLE[who].1;
    Credential {
        campaign,
        member: MemberId::parse(PEOPLE[who].0).unwrap(),
        role,
        group: Some(group()),
        key: key(secret).public_key(),
        recipient: recipient(secret).recipient().unwrap(),
        enrol: if role == Role::Leader { ENROL } else { 0 },
        issuer: key(1).public_key().writer(),
        ordinal: 0,
    }
}

/// A school that was drawn, with the first checklist.
#[must_use]
pub fn school() -> Opening {
    Opening {
        place: Place::Listed("610102".into()),
        kind: "学校".into(),
        chosen: Chosen::Main,
        packs: vec![1],
        round: 1,
    }
}

/// Opens it.
pub fn visit(book: &mut Notebook) -> StreamName {
    open_visit(book, &school()).unwrap()
}

impl Party {
    /// Everybody enrolled, everybody up to date. No store has a key, so that tests may search the files.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (campaign, first) = desk::campaign();
        let open = |who: usize| {
            let store = Store::open(&folder.path().join(format!("{}.db", PEOPLE[who].0)), None).unwrap();
            let writer = writer(who, secret(who));
            match who {
                ORGANISER => Notebook::found(store, campaign, writer, first.clone()).unwrap(),
                _ => Notebook::open(store, campaign, writer).unwrap(),
            }
        };
        let mut books: Vec<Notebook> = (0..PEOPLE.len()).map(open).collect();
        for who in [LEA, ANN, BOB] {
            enrol(&mut books[ORGANISER], who, secret(who));
        }
        let mut party = Self { folder, books };
        party.exchange();
        party
    }

    /// The notebook of one of them.
    pub fn book(&mut self, who: usize) -> &mut Notebook {
        &mut self.books[who]
    }

    /// Where a notebook's file lies.
    #[must_use]
    pub fn path(&self, who: usize) -> std::path::PathBuf {
        self.folder.path().join(format!("{}.db", PEOPLE[who].0))
    }

    /// One takes what another sealed.
    pub fn hand(&mut self, from: usize, to: usize) {
        self.books[from].seal().unwrap();
        let (segments, texts) = (self.books[from].segments().unwrap(), self.books[from].texts().unwrap());
        self.books[to].take(&segments, &texts).unwrap();
    }

    /// Everybody takes what everybody sealed; then all show the same.
    pub fn exchange(&mut self) {
        for from in 0..self.books.len() {
            for to in (0..self.books.len()).filter(|to| *to != from) {
                self.hand(from, to);
            }
        }
        let digests: Vec<String> = self.books.iter().map(Notebook::digest).collect();
        assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    }

    /// Closes a notebook and opens it again.
    pub fn reopen(&mut self, who: usize) {
        let (campaign, _) = desk::campaign();
        let folder = tempfile::tempdir().unwrap();
        // The place is held by an empty notebook for a moment.
        let empty = Notebook::open(
            Store::open(&folder.path().join("x"), None).unwrap(),
            campaign,
            writer(who, 99),
        );
        drop(std::mem::replace(&mut self.books[who], empty.unwrap()));
        let store = Store::open(&self.path(who), None).unwrap();
        self.books[who] = Notebook::open(store, campaign, writer(who, secret(who))).unwrap();
    }
}

impl Default for Party {
    fn default() -> Self {
        Self::new()
    }
}

/// The organiser gives one of them a credential for a key.
pub fn enrol(organiser: &mut Notebook, who: usize, secret: u8) {
    let signed = SignedCredential::sign(&credential(who, secret), &key(1)).unwrap();
    let writer = signed.credential().key.writer();
    let entity = Entity::new("writer", &writer.to_string());
    let edit = Edit::new(&StreamName::Campaign, entity, "credential", signed.to_value());
    organiser.save(&[edit]).unwrap();
}
