//! Who opens a bundle: the X25519 key of an installation, and everybody a bundle of a group is sealed to.
//!
//! The public half stands in the writer's credential, the organiser's in field `recipient` of the campaign; the recovery
//! key opens every bundle too. Whoever was ended is sealed to no more, nor is a role that may not read what is inside.

use std::collections::BTreeSet;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use crate::change::{Entity, Value};
use crate::ids::{GroupId, StreamName};
use crate::merge::rights::{StreamKind, reads};
use crate::model::Role;
use crate::notebook::Notebook;
use crate::store::{self, Recovery, RecoveryKey, Store};
use crate::{Error, ErrorKind, Sentence};

/// The most devices one bundle is sealed to.
const MOST: usize = 1_000;
/// How age writes a public key, and a private one.
const PUBLIC: &str = "age";
const PRIVATE: &str = "age-secret-key-";
/// Where a store remembers the secret.
const KEPT: &str = "recipient";

/// The private half of an installation's recipient.
pub struct RecipientKey(Identity);

// A private key belongs in no log.
impl std::fmt::Debug for RecipientKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecipientKey")
    }
}

fn bad() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("bundle-recipient-bad"))
}

fn text_of(kind: &'static str, bytes: &[u8; 32]) -> Result<String, Error> {
    let kind = Hrp::parse(kind).map_err(|_| bad())?;
    bech32::encode::<Bech32>(kind, bytes).map_err(|_| bad())
}

impl RecipientKey {
    /// The key of 32 random bytes.
    ///
    /// # Errors
    /// Never: any 32 bytes are a key.
    pub fn new(secret: &[u8; 32]) -> Result<Self, Error> {
        let lower = Zeroizing::new(text_of(PRIVATE, secret)?);
        let text = SecretString::from(lower.to_uppercase());
        let identity = Identity::from_str(age::secrecy::ExposeSecret::expose_secret(&text));
        identity.map(Self).map_err(|_| bad())
    }

    /// The campaign's recovery key, which opens every bundle.
    ///
    /// # Errors
    /// Never: it is a key of the same kind.
    pub fn of_recovery(recovery: &RecoveryKey) -> Result<Self, Error> {
        Identity::from_str(&recovery.to_text()).map(Self).map_err(|_| bad())
    }

    /// The public half, as credentials hold it.
    ///
    /// # Errors
    /// Never: age writes its own keys.
    pub fn recipient(&self) -> Result<[u8; 32], Error> {
        let (_, bytes) = bech32::decode(&self.to_text()).map_err(|_| bad())?;
        bytes.try_into().map_err(|_| bad())
    }

    /// The public half as age writes it, as field `recipient` of the campaign holds it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.to_public().to_string()
    }

    pub(super) fn identity(&self) -> &dyn age::Identity {
        &self.0
    }
}

/// The secret of an installation's recipient, as its store remembers it, from where a recovery has it again.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when it is none, and what the store says.
pub fn kept_recipient(store: &Store) -> Result<Option<[u8; 32]>, Error> {
    let kept = store.read(|connection| store::meta(connection, KEPT))?;
    kept.map(|bytes| bytes.try_into().map_err(|_| bad())).transpose()
}

/// Has a store remember it.
///
/// # Errors
/// What the store says.
pub fn keep_recipient(store: &Store, secret: &[u8; 32]) -> Result<(), Error> {
    store.write(|transaction| store::set_meta(transaction, KEPT, secret))
}

/// The campaign's recovery key, which opens every phone's database and every bundle; none before the campaign's stream
/// came, or where two are said.
#[must_use]
pub fn recovery(notebook: &Notebook) -> Option<Recovery> {
    let said = said(notebook, "recovery");
    let [one] = &said.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    Recovery::parse(one).ok()
}

/// Whether a role may read all that a group's bundle holds.
fn reads_all(role: Role) -> bool {
    [StreamKind::Group, StreamKind::Visit, StreamKind::Media]
        .iter()
        .all(|kind| reads(role, *kind))
}

/// What a field of the campaign says is a key to seal to; what is no text is an empty one, which is no key.
fn said(notebook: &Notebook, field: &str) -> BTreeSet<String> {
    let campaign = Entity::new("campaign", "campaign");
    let field = notebook.state().field(&StreamName::Campaign, &campaign, field);
    let values = field.iter().flat_map(|field| field.values());
    let text = |value: &Value| {
        let text = value
            .reader()
            .and_then(|mut reader| reader.text(128).map(str::to_owned));
        text.unwrap_or_default()
    };
    values.map(text).collect()
}

/// Whether the campaign knows this writer by other keys alone, so that nobody seals anything to this one.
pub(super) fn is_stale(notebook: &Notebook, key: &RecipientKey) -> bool {
    let credentials = notebook.state().credentials_of(notebook.id());
    let own = credentials
        .iter()
        .map(|signed| text_of(PUBLIC, &signed.credential().recipient));
    let mut known: BTreeSet<String> = own.filter_map(Result::ok).collect();
    if notebook.role() == Some(Role::Organiser) {
        known.extend(said(notebook, "recipient"));
    }
    !known.is_empty() && !known.contains(&key.to_text()) && !said(notebook, "recovery").contains(&key.to_text())
}

/// Everybody a bundle is sealed to: the organiser, the recovery key and, for a group's, its devices; and how many keys
/// are none, so that nobody can be sealed to by them.
pub(super) fn recipients(notebook: &Notebook, group: Option<&GroupId>) -> Result<(Vec<Recipient>, usize), Error> {
    let mut texts = said(notebook, "recipient");
    texts.extend(said(notebook, "recovery"));
    for (writer, _, role, of) in notebook.state().people() {
        if group.is_none() || of != group || !reads_all(role) || notebook.state().is_ended(writer) {
            continue;
        }
        for signed in notebook.state().credentials_of(writer) {
            texts.insert(text_of(PUBLIC, &signed.credential().recipient)?);
        }
    }
    // A recipient that does not read is nobody's, and is told; the others still get theirs.
    let found: Vec<Recipient> = texts.iter().filter_map(|text| Recipient::from_str(text).ok()).collect();
    let unread = texts.len() - found.len();
    match found.len() {
        0 => Err(Error::new(ErrorKind::Refused, Sentence::new("bundle-no-recipient"))),
        count if count > MOST => {
            let what = Sentence::new("bundle-recipients-many").with("most", MOST);
            Err(Error::new(ErrorKind::Refused, what))
        }
        _ => Ok((found, unread)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_half_of_a_key_is_what_a_credential_of_it_is_sealed_to() {
        let key = RecipientKey::new(&[7; 32]).unwrap();
        assert_eq!(text_of(PUBLIC, &key.recipient().unwrap()).unwrap(), key.to_text());
        assert_ne!(RecipientKey::new(&[8; 32]).unwrap().to_text(), key.to_text());
        assert!(Recipient::from_str(&key.to_text()).is_ok());
    }
}
