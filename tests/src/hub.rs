//! A hub of the tests' campaign in the test's own process, over TLS; its phones, and what lies on its disk.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::{Entity, HubCertificate, KeyStore, Segment, SoftwareKey, TextFrame, TextRef};
use crosscheck_core::clock::{Clock, SystemClock};
use crosscheck_core::ids::{GroupId, OpId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::wire::Thing;
use crosscheck_core::transport::Address;
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, Scope, Server, own_tls};

use crate::phone::{Phone, enrol_key, held, office, open};

const SECRET: u8 = 90;

/// Secret of the key of lea, leader of G01.
pub const LEA: u8 = 21;
/// Secret of the key of ann, member of G01.
pub const ANN: u8 = 22;
/// Secret of the key of bob, member of G01.
pub const BOB: u8 = 23;
/// Secret of the key of dan, member of G02.
pub const DAN: u8 = 24;

/// The hub's identity key.
#[must_use]
pub fn identity() -> SoftwareKey {
    SoftwareKey::new(&[SECRET; 32]).unwrap()
}

fn certify(book: &mut Notebook) {
    let certificate = HubCertificate {
        identity: identity().public_key(),
        groups: vec![GroupId::parse("G01").unwrap()],
        office: true,
    };
    let entity = Entity::new("hub", &certificate.identity.writer().to_string());
    let edit = Edit::new(&StreamName::Campaign, entity, "certified", certificate.to_value());
    book.save(&[edit]).unwrap();
}

/// The people of the tests' campaign: member, role, group and the secret of the key.
const PEOPLE: [(&str, Role, &str, u8); 4] = [
    ("lea", Role::Leader, "G01", LEA),
    ("ann", Role::Member, "G01", ANN),
    ("bob", Role::Member, "G01", BOB),
    ("dan", Role::Member, "G02", DAN),
];

/// A hub over the files of a folder, as they were left or new ones in which everybody is enrolled. Nobody certified it.
#[must_use]
pub fn over(folder: &Path, clock: Box<dyn Clock>) -> Arc<Hub> {
    let mut book = office(&folder.join("office.db"));
    if book.state().count() < 2 {
        for (member, role, group, secret) in PEOPLE {
            enrol_key(&mut book, member, role, group, secret);
        }
    }
    let storage = Storage::open(&folder.join("hub.db"), None).unwrap();
    Hub::start(storage, book, identity(), clock).unwrap()
}

/// A hub over the files of a folder by the machine's clock.
#[must_use]
pub fn plain(folder: &Path) -> Arc<Hub> {
    over(folder, Box::new(SystemClock::new([9; 16])))
}

/// A hub over the files of a folder, certified as the office's.
#[must_use]
pub fn certified(folder: &Path) -> Arc<Hub> {
    let hub = plain(folder);
    certify(&mut held(&hub.book));
    hub.follow().unwrap();
    hub
}

/// Any port of the loopback.
#[must_use]
pub fn anywhere() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

/// A hub over TLS.
#[must_use]
pub fn listen(hub: Arc<Hub>, at: SocketAddr) -> Server {
    Server::start(hub, at, Some(own_tls(&identity()).unwrap())).unwrap()
}

/// Serves a new hub from a folder, on a port of its own on the loopback, certified as the office's.
#[must_use]
pub fn serve(folder: &Path) -> Server {
    listen(certified(folder), anywhere())
}

/// The hub as an invitation names it, reached at `at` (`HOST:PORT`).
#[must_use]
pub fn address(at: impl std::fmt::Display) -> Address {
    Address {
        url: format!("https://{at}"),
        identity: identity().public_key().writer(),
    }
}

/// A phone of one of them, with its file in the folder.
#[must_use]
pub fn phone(folder: &Path, member: &str, secret: u8) -> Phone {
    Phone::new(open(&folder.join(format!("{member}.db")), member, secret, None))
}

/// What lies on a hub's disk, as far as it was read.
#[derive(Debug, Default)]
pub struct OnDisk {
    /// Every op.
    pub ops: BTreeSet<OpId>,
    /// Every text, with its stream.
    pub texts: BTreeSet<(StreamName, TextRef)>,
    upto: u64,
}

impl OnDisk {
    /// Reads what came since.
    pub fn read_on(&mut self, storage: &Storage) {
        let epoch = storage.epochs().unwrap().last().unwrap().1;
        loop {
            let pulled = storage
                .pull(&Scope::everything(), None, (&epoch, self.upto), usize::MAX)
                .unwrap();
            for placed in pulled.items {
                self.add(placed.item.stream, &placed.item.thing);
            }
            self.upto = pulled.upto;
            if pulled.upto == pulled.last {
                return;
            }
        }
    }

    fn add(&mut self, stream: StreamName, thing: &Thing) {
        match thing {
            Thing::Segment(bytes) => {
                let segment = Segment::read(bytes).unwrap();
                let header = segment.header();
                let ops = segment.ops().unwrap();
                let ids = ops
                    .iter()
                    .map(|op| OpId::of(&header.campaign, &header.writer(), &header.stream, op.as_bytes()));
                self.ops.extend(ids);
            }
            Thing::Text(bytes) => {
                self.texts.insert((stream, TextFrame::read(bytes).unwrap().name()));
            }
            // The bytes of a file lie in the vault, and of a text that was redacted only the place is left.
            Thing::Blob(_) | Thing::Yours => {}
        }
    }
}
