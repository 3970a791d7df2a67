//! A day of one inspector and the link it travels over: lea writes without signal, then comes into reach of the hub.
//!
//! Every test of links carries the same day the same way, so that what they cost can be compared.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::collections::BTreeSet;

use crosscheck_core::change::{BlobRef, Entity, Value};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Copies, Edit};
use crosscheck_core::transport::{Address, Patience};
use crosscheck_hub::serve::Server;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use crate::hub::{LEA, address, serve};
use crate::network::{Profile, Proxy, Traffic};
use crate::party;
use crate::phone::{Phone, held, open};

/// A phone with a day to carry, the link, and the hub at its other end.
#[derive(Debug)]
pub struct Day {
    lea: Phone,
    visit: StreamName,
    pictures: Vec<BlobRef>,
    /// The link; good until a test makes it worse.
    pub proxy: Proxy,
    server: Server,
    /// Removed last.
    _folder: TempDir,
}

impl Day {
    /// A phone that met its hub once over a good link, opened a visit, and is out of reach.
    #[must_use]
    pub fn begin(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = serve(folder.path());
        let proxy = Proxy::start(server.address(), Profile::good(), seed);
        let mut lea = Phone::new(open(&folder.path().join("lea.db"), "lea", LEA, None));
        lea.connect(&address(proxy.address()));
        lea.settle();
        let visit = party::visit(&mut lea.book());
        lea.settle();
        // What breaks is drawn as a connection begins, so the day begins with a new one.
        lea.disconnect();
        Self {
            lea,
            visit,
            pictures: Vec::new(),
            proxy,
            server,
            _folder: folder,
        }
    }

    /// Writes answers one after the other over a few visits, every fifth with a note of some twenty characters.
    pub fn write(&mut self, ops: u32) {
        let mut book = self.lea.book();
        let mut edits = Vec::new();
        for number in 0..ops {
            let entity = Entity::new("answer", &format!("1/S0-{:02}{:04}", number % 68, number / 68));
            edits.push(if number % 5 == 0 {
                let text = book
                    .typed(&format!("台账第 {number} 页缺少签字，已当场说明，生成的文字"))
                    .unwrap();
                Edit::typed(&self.visit, entity, "note.lea", text)
            } else {
                Edit::new(&self.visit, entity, "value", Value::int(i64::from(number % 7)))
            });
        }
        book.save(&edits).unwrap();
    }

    /// Takes a photo, of which only one picture is kept: `thumb`, `preview` or `original`. Its bytes are generated and, as
    /// those of a photo, cannot be packed.
    pub fn photograph(&mut self, picture: &str, length: usize) {
        let mut bytes = vec![0; length];
        ChaCha8Rng::seed_from_u64(length as u64).fill(&mut bytes);
        let mut book = self.lea.book();
        let blob = book.vault().keep(&bytes).unwrap();
        let photo = Entity::new("photo", &format!("{length:032x}"));
        // A school's photo leaves once somebody says that it shows no face.
        let edits = [
            Edit::new(&self.visit, photo.clone(), picture, Value::blob(&blob)),
            Edit::new(&self.visit, photo, "faceless", Value::bool(true)),
        ];
        book.save(&edits).unwrap();
        self.pictures.push(blob);
    }

    /// Whether every picture lies on the hub, whole, and the phone knows.
    fn pictures_arrived(&self) {
        let hub = self.server.hub();
        for blob in &self.pictures {
            assert!(hub.storage.whole_blobs().unwrap().contains(&blob.hash));
            assert_eq!(hub.vault.check(&blob.hash).unwrap(), Some(blob.length));
            let copies = self.lea.book().blob_copies(&self.visit, &blob.hash).unwrap();
            assert_eq!(copies, Copies::Server);
        }
    }

    fn address(&self) -> Address {
        address(self.proxy.address())
    }

    /// Comes into reach, exchanges until nothing is left to do, and gives what that cost. Phone and hub end equal.
    #[must_use]
    pub fn carry(mut self, patience: Patience) -> Traffic {
        let before = self.proxy.traffic();
        let address = self.address();
        self.lea.connect_with(&address, patience);
        self.lea.transport().originals(true);
        self.lea.settle();
        self.pictures_arrived();
        let left = self
            .lea
            .book()
            .outgoing(&address.identity, 1, &BTreeSet::new())
            .unwrap();
        assert!(left.keys.is_empty() && self.lea.book().is_all_on_server().unwrap());
        self.server.hub().follow().unwrap();
        assert_eq!(held(&self.server.hub().book).digest(), self.lea.book().digest());
        let after = self.proxy.traffic();
        self.lea.disconnect();
        self.server.stop();
        Traffic {
            up: after.up - before.up,
            down: after.down - before.down,
            connections: after.connections - before.connections,
            ..after
        }
    }
}
