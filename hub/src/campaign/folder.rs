//! A campaign's folder: what lies where in it, and opening it as the organiser.
//!
//! `campaign.db` the store; `campaign.db.key` its key and `organiser.key` the working key, readable by their owner
//! alone, as is `recipient.key`, which opens bundles; `campaign.db.key.age` the store's key wrapped to the recovery key; `recovery.age` reserve and recovery key
//! under a passphrase, to be kept elsewhere; `campaign.db.blobs` the vault of packs, plans, frames and photos.

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::bundle::{self, RecipientKey};
use crosscheck_core::canonical::hex;
use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId, unhex};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::view::Packs;
use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use crate::context;

/// The store.
pub const STORE: &str = "campaign.db";
/// Its key.
pub const STORE_KEY: &str = "campaign.db.key";
/// Its key, wrapped.
pub const WRAPPED_KEY: &str = "campaign.db.key.age";
/// The organiser's working key.
pub const ORGANISER_KEY: &str = "organiser.key";
/// The key of somebody who is not the organiser, on a laptop that joined.
pub const WRITER_KEY: &str = "writer.key";
/// The key that opens bundles sealed to this folder.
pub const RECIPIENT_KEY: &str = "recipient.key";
/// Reserve and recovery key under a passphrase.
pub const RECOVERY: &str = "recovery.age";
/// The vault of the store.
pub const BLOBS: &str = "campaign.db.blobs";

/// An error about a file of the folder.
pub fn fault(path: &Path, kind: ErrorKind, what: Sentence) -> Error {
    Error::at(kind, Place::file(&path.display().to_string()), what)
}

/// An error of the disk.
pub fn disk(path: &Path, cause: &std::io::Error) -> Error {
    let what = Sentence::new("file-not-written").with("reason", cause);
    fault(path, ErrorKind::Storage, what)
}

/// A secret of 32 bytes as a file of hex digits.
pub fn write_secret(path: &Path, secret: &[u8; 32]) -> Result<(), Error> {
    context::write_private(path, format!("{}\n", hex(secret)).as_bytes())
}

/// Reads such a file.
pub fn read_secret(path: &Path) -> Result<[u8; 32], Error> {
    let bytes = context::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let secret = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
    secret.ok_or_else(|| fault(path, ErrorKind::BadInput, Sentence::new("campaign-secret-bad")))
}

/// Makes the key that opens bundles, in a folder that has none.
pub fn new_recipient(dir: &Path) -> Result<RecipientKey, Error> {
    let secret = context::random()?;
    write_secret(&dir.join(RECIPIENT_KEY), &secret)?;
    RecipientKey::new(&secret)
}

/// The key that opens bundles sealed to this folder.
pub fn recipient(dir: &Path) -> Result<RecipientKey, Error> {
    let path = dir.join(RECIPIENT_KEY);
    if !path.is_file() {
        return Err(fault(&path, ErrorKind::NotFound, Sentence::new("bundle-key-none")));
    }
    RecipientKey::new(&read_secret(&path)?)
}

/// Remembers the key that opens bundles in the store too, from where a recovery has it again.
pub fn keep_recipient(dir: &Path, store: &Store) -> Result<(), Error> {
    if bundle::kept_recipient(store)?.is_some() || !dir.join(RECIPIENT_KEY).exists() {
        return Ok(());
    }
    bundle::keep_recipient(store, &read_secret(&dir.join(RECIPIENT_KEY))?)
}

/// The organiser as a writer, with a key.
pub fn organiser(key: SoftwareKey) -> Result<Writer, Error> {
    Ok(Writer {
        keys: Arc::new(key),
        member: MemberId::organiser(),
        clock: Box::new(SystemClock::new(context::random()?)),
    })
}

/// An open campaign.
#[derive(Debug)]
pub struct Campaign {
    /// The organiser's notebook.
    pub notebook: Notebook,
    /// Its packs by number.
    pub packs: Packs,
}

/// The campaign a store holds.
pub fn campaign_of(store: &Store) -> Result<CampaignId, Error> {
    let held = Notebook::held_by(store)?.map(|(campaign, _)| campaign);
    held.ok_or_else(|| fault(store.path(), ErrorKind::BadInput, Sentence::new("campaign-empty")))
}

/// Who writes in a folder: the organiser, or whoever joined with it.
fn writer(dir: &Path, store: &Store) -> Result<Writer, Error> {
    let joined = dir.join(WRITER_KEY);
    if !joined.exists() {
        return organiser(SoftwareKey::new(&read_secret(&dir.join(ORGANISER_KEY))?)?);
    }
    let member = Notebook::held_by(store)?.and_then(|(_, member)| member);
    let member = member.ok_or_else(|| fault(store.path(), ErrorKind::BadInput, Sentence::new("campaign-empty")))?;
    Ok(Writer {
        member,
        ..organiser(SoftwareKey::new(&read_secret(&joined)?)?)?
    })
}

impl Campaign {
    /// Opens the campaign in a folder.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] where there is none, and what the store says.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Self::open_keyed(dir, None)
    }

    /// As [`Campaign::open`]; files that phones bring from now on are sealed with the key in a file.
    ///
    /// # Errors
    /// As [`Campaign::open`].
    pub fn open_keyed(dir: &Path, key: Option<&Path>) -> Result<Self, Error> {
        let path = dir.join(STORE);
        if !path.is_file() {
            let what = Sentence::new("campaign-none").with("dir", dir.display());
            return Err(Error::new(ErrorKind::NotFound, what));
        }
        let mut store = Store::open(&path, Some(Key::new(read_secret(&dir.join(STORE_KEY))?)))?;
        if let Some(key) = key {
            store.seal_blobs_with(&Key::new(read_secret(key)?));
        }
        let id = campaign_of(&store)?;
        keep_recipient(dir, &store)?;
        let writer = writer(dir, &store)?;
        let notebook = Notebook::open(store, id, writer)?;
        let packs = Packs::of_campaign(&notebook, &Packs::default())?;
        Ok(Self { notebook, packs })
    }
}

/// The public half of a key made of a secret.
pub fn software(secret: &[u8; 32]) -> Result<(SoftwareKey, crosscheck_core::change::PublicKey), Error> {
    let key = SoftwareKey::new(secret)?;
    let public = key.public_key();
    Ok((key, public))
}
