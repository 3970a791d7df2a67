//! The notebook in a folder, opened beside the commands that made it, for the tests beside this folder.

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::SoftwareKey;
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId, unhex};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store, meta};

fn secret(path: &Path) -> [u8; 32] {
    let text = std::fs::read_to_string(path).unwrap();
    unhex(text.trim()).unwrap().try_into().unwrap()
}

/// The notebook in a folder that another writer's commands made.
pub fn open(dir: &Path) -> Notebook {
    let store = Store::open(
        &dir.join("campaign.db"),
        Some(Key::new(secret(&dir.join("campaign.db.key")))),
    )
    .unwrap();
    let named = |name| store.read(|connection| meta(connection, name)).unwrap().unwrap();
    let campaign = CampaignId(named("campaign").try_into().unwrap());
    let member = MemberId::parse(&String::from_utf8(named("member")).unwrap()).unwrap();
    let key = ["writer.key", "organiser.key"].map(|name| dir.join(name));
    let key = key.iter().find(|path| path.exists()).unwrap();
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&secret(key)).unwrap()),
        member,
        clock: Box::new(SystemClock::new([9; 16])),
    };
    Notebook::open(store, campaign, writer).unwrap()
}
