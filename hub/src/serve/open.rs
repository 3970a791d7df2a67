//! A folder opened as a hub: its campaign, the disk of what is brought, and the identity phones know it by.

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::{Entity, HubCertificate, KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::store::Key;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::hub::Hub;
use super::storage::Storage;
use crate::campaign::folder::{Campaign, fault, read_secret, write_secret};
use crate::context::random;

/// The file of what phones brought.
pub const STORAGE: &str = "hub.db";
/// The hub's identity key.
pub const IDENTITY: &str = "hub.key";
/// Whose hub a storage is.
const CAMPAIGN: &str = "campaign";

/// The hub's identity, made at its first start.
///
/// # Errors
/// What the disk says.
pub fn identity(dir: &Path) -> Result<SoftwareKey, Error> {
    let path = dir.join(IDENTITY);
    if !path.exists() {
        write_secret(&path, &random()?)?;
    }
    SoftwareKey::new(&read_secret(&path)?)
}

/// The disk of a folder's hub; `key` encrypts it.
///
/// # Errors
/// What the disk says, and when it is of another campaign.
pub fn storage(dir: &Path, campaign: &[u8; 32], key: Option<&Path>) -> Result<Storage, Error> {
    let path = dir.join(STORAGE);
    let key = key.map(read_secret).transpose()?.map(Key::new);
    let storage = Storage::open(&path, key)?;
    match storage.meta(CAMPAIGN)? {
        Some(known) if known == campaign => {}
        Some(_) => return Err(fault(&path, ErrorKind::Refused, Sentence::new("serve-file-other"))),
        None => storage.set_meta(CAMPAIGN, campaign)?,
    }
    Ok(storage)
}

/// The organiser certifies the hub in his own folder, for all groups, as the office's.
pub(super) fn certify(book: &mut Notebook, identity: &SoftwareKey) -> Result<bool, Error> {
    let key = identity.public_key();
    if book.hub_certificate(&key.writer()).is_some() {
        return Ok(true);
    }
    // What he took back stays so until he certifies it again himself; a folder that is held says nothing yet.
    if book.role() != Some(Role::Organiser) || book.is_hub_revoked(&key.writer()) || book.is_held()? {
        return Ok(false);
    }
    let groups = book.state().fields_of_kind(&StreamName::Campaign, "group");
    let groups: std::collections::BTreeSet<GroupId> = groups
        .filter_map(|field| GroupId::parse(&field.key.entity.key))
        .collect();
    let certificate = HubCertificate {
        identity: key,
        groups: groups.into_iter().collect(),
        office: true,
    };
    let entity = Entity::new("hub", &key.writer().to_string());
    let edit = Edit::new(&StreamName::Campaign, entity, "certified", certificate.to_value());
    book.save(&[edit])?;
    Ok(true)
}

/// Opens a folder as a hub; says too whether the organiser certified it.
///
/// # Errors
/// What the folder, the disk or a key says.
pub fn open(dir: &Path, key: Option<&Path>) -> Result<(Arc<Hub>, bool), Error> {
    let mut book = Campaign::open_keyed(dir, key)?.notebook;
    let identity = identity(dir)?;
    let certified = certify(&mut book, &identity)?;
    let storage = storage(dir, &book.campaign().0, key)?;
    let clock = Box::new(SystemClock::new(random()?));
    Ok((Hub::start(storage, book, identity, clock)?, certified))
}
