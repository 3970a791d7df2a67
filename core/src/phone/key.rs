//! The keys of a campaign on a phone: one signs in the host's key store, one opens the store and is wrapped twice.

use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::file;
use super::host::{HostKey, HostKeys};
use crate::change::{KeyStore, PublicKey, Signature};
use crate::store::{Key, Recovery, wrap_key};
use crate::{Error, ErrorKind, Place, Sentence};

/// The store.
pub(super) const STORE: &str = "campaign.db";
/// Its key, wrapped by the host's key store.
const WRAPPED: &str = "campaign.db.key";
/// Its key, wrapped to the campaign's recovery key.
const RECOVERABLE: &str = "campaign.db.key.age";

/// A key in the host's key store, as a writer's.
#[derive(Clone)]
pub(super) struct HostSigner {
    keys: Arc<dyn HostKeys>,
    name: String,
    public: PublicKey,
}

impl HostSigner {
    /// The key of a name, made where there is none yet.
    pub(super) fn made(keys: &Arc<dyn HostKeys>, name: &str) -> Result<(Self, HostKey), Error> {
        let made = keys.make(name.to_owned())?;
        let signer = Self::of(keys, name, &made.public_key)?;
        Ok((signer, made))
    }

    /// The key of a name whose public half is known.
    pub(super) fn of(keys: &Arc<dyn HostKeys>, name: &str, public: &[u8]) -> Result<Self, Error> {
        Ok(Self {
            keys: keys.clone(),
            name: name.to_owned(),
            public: PublicKey::p256(public)?,
        })
    }
}

impl KeyStore for HostSigner {
    fn public_key(&self) -> PublicKey {
        self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, Error> {
        let signed = self.keys.sign(self.name.clone(), message.to_vec())?;
        Signature::p256_der(&signed)
    }
}

/// The key of the store in a folder: made, wrapped and kept, or the one that is there.
pub(super) fn store_key(dir: &Path, keys: &Arc<dyn HostKeys>, name: &str) -> Result<Key, Error> {
    let path = dir.join(WRAPPED);
    if let Some(wrapped) = file::read(&path)? {
        let opened = Zeroizing::new(keys.unwrap(name.to_owned(), wrapped)?);
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| bad(WRAPPED))?;
        return Ok(Key::new(bytes));
    }
    if dir.join(STORE).exists() {
        // A key made now would open nothing that is there.
        return Err(Error::new(ErrorKind::NotFound, Sentence::new("phone-key-gone")));
    }
    let mut drawn = Zeroizing::new([0; 32]);
    file::fill(&mut drawn[..])?;
    let wrapped = keys.wrap(name.to_owned(), drawn.to_vec())?;
    file::write_private(&path, &wrapped)?;
    Ok(Key::new(*drawn))
}

/// Wraps the key of the store to the campaign's recovery key beside it.
pub(super) fn make_recoverable(dir: &Path, key: &Key, recovery: &Recovery) -> Result<(), Error> {
    file::write_private(&dir.join(RECOVERABLE), &wrap_key(key, recovery)?)
}

/// Whether the key is wrapped to a recovery key.
pub(super) fn is_recoverable(dir: &Path) -> bool {
    dir.join(RECOVERABLE).exists()
}

/// That a file of the folder is not what it should be.
pub(super) fn bad(name: &str) -> Error {
    Error::at(
        ErrorKind::CheckFailed,
        Place::file(name),
        Sentence::new("phone-file-bad"),
    )
}
