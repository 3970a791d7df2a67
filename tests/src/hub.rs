//! A hub of the tests' campaign in the test's own process, over TLS, certified as the office's; and what lies on its disk.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::collections::BTreeSet;
use std::path::Path;

use crosscheck_core::change::{Entity, HubCertificate, KeyStore, Segment, SoftwareKey, TextFrame, TextRef};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{GroupId, OpId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::wire::Thing;
use crosscheck_core::transport::Address;
use crosscheck_hub::serve::storage::Storage;
use crosscheck_hub::serve::{Hub, Scope, Server, own_tls};

use crate::phone::{enrol_key, office};

const SECRET: u8 = 90;

/// Secret of the key of lea, leader of G01.
pub const LEA: u8 = 21;
/// Secret of the key of ann, member of G01.
pub const ANN: u8 = 22;

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

/// Serves a new hub from a folder, on a port of its own on the loopback; lea and ann are enrolled.
#[must_use]
pub fn serve(folder: &Path) -> Server {
    let mut book = office(&folder.join("office.db"));
    enrol_key(&mut book, "lea", Role::Leader, "G01", LEA);
    enrol_key(&mut book, "ann", Role::Member, "G01", ANN);
    certify(&mut book);
    let storage = Storage::open(&folder.join("hub.db"), None).unwrap();
    let hub = Hub::start(storage, book, identity(), Box::new(SystemClock::new([9; 16]))).unwrap();
    Server::start(hub, "127.0.0.1:0".parse().unwrap(), Some(own_tls(&identity()).unwrap())).unwrap()
}

/// The hub as an invitation names it, reached at `at` (`HOST:PORT`).
#[must_use]
pub fn address(at: impl std::fmt::Display) -> Address {
    Address {
        url: format!("https://{at}"),
        identity: identity().public_key().writer(),
    }
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
            // Its bytes lie in the vault.
            Thing::Blob(_) => {}
            Thing::Yours => unreachable!("nobody is asked for whom"),
        }
    }
}
