//! A campaign's folder as `crosscheck init` makes it, opened as its organiser.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId, WriterId, unhex};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store, meta};

use crate::run;

const TOML: &str = "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
    packs = [\"s0\"]\nroster = \"roster.csv\"\n";

fn roster(groups: usize) -> String {
    let group = |number: usize| {
        let (leader, member) = (2 * number - 1, 2 * number);
        format!(
            "G{number:02},M{leader:02},leader,generated office,甲省,\nG{number:02},M{member:02},member,generated office,乙省,\n"
        )
    };
    let rows: String = (1..=groups).map(group).collect();
    format!("group,member,role,unit,home,recusals\n{rows}")
}

fn secret(path: &Path) -> [u8; 32] {
    let text = std::fs::read_to_string(path).unwrap();
    unhex(text.trim()).unwrap().try_into().unwrap()
}

/// The program that is measured: built as it is released, so that nothing older is measured by mistake.
#[must_use]
pub fn program() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo).args(["build", "--release", "--quiet", "-p", "crosscheck-hub"]));
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().unwrap();
    let release = folder.parent().unwrap().join("release/crosscheck");
    assert!(release.is_file(), "{} is not there", release.display());
    release
}

/// Makes the folder of a campaign in another one; gives its path.
#[must_use]
pub fn make(program: &Path, within: &Path, groups: usize) -> PathBuf {
    for (name, text) in [
        ("roster.csv", roster(groups)),
        ("CAMPAIGN.toml", TOML.to_owned()),
        ("pass", "a passphrase of the load".to_owned()),
    ] {
        std::fs::write(within.join(name), text).unwrap();
    }
    let init = ["init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass"];
    run(Command::new(program).current_dir(within).args(init));
    within.join("camp")
}

/// The organiser's key of a folder.
#[must_use]
pub fn organiser(folder: &Path) -> SoftwareKey {
    SoftwareKey::new(&secret(&folder.join("organiser.key"))).unwrap()
}

/// The identity of a folder's hub, which was served once.
#[must_use]
pub fn identity(folder: &Path) -> WriterId {
    let key = SoftwareKey::new(&secret(&folder.join("hub.key"))).unwrap();
    key.public_key().writer()
}

/// The organiser's notebook of a folder.
#[must_use]
pub fn open(folder: &Path) -> Notebook {
    let key = Key::new(secret(&folder.join("campaign.db.key")));
    let store = Store::open(&folder.join("campaign.db"), Some(key)).unwrap();
    let id = store.read(|connection| meta(connection, "campaign")).unwrap().unwrap();
    let writer = Writer {
        keys: Arc::new(organiser(folder)),
        member: MemberId::organiser(),
        clock: Box::new(SystemClock::new([2; 16])),
    };
    Notebook::open(store, CampaignId(id.try_into().unwrap()), writer).unwrap()
}

/// How many places of the hub's disk its own notebook has not read yet.
#[must_use]
pub fn lag(folder: &Path) -> u64 {
    let store = Store::open(
        &folder.join("campaign.db"),
        Some(Key::new(secret(&folder.join("campaign.db.key")))),
    )
    .unwrap();
    let read = |connection: &rusqlite::Connection| {
        let place: Option<i64> = connection.query_row("SELECT max(place) FROM hub", [], |row| row.get(0))?;
        Ok(place.unwrap_or(0))
    };
    let place = u64::try_from(store.read(read).unwrap()).unwrap();
    let storage = crosscheck_hub::serve::storage::Storage::open(&folder.join("hub.db"), None).unwrap();
    storage.last().unwrap().saturating_sub(place)
}
