//! The key wrapped twice: by the phone's key store (the shell's part), and to the campaign's recovery key, so that a
//! faulty key store loses nothing.
//!
//! The wrapped key is a small age file beside the database. The recovery key itself lies in the organiser's sealed
//! file, which a passphrase opens; `crosscheck recover` puts the two together.

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::{Identity, Recipient};
use std::io::{Read, Write};
use std::str::FromStr;
use zeroize::Zeroizing;

use super::key::Key;
use crate::{Error, ErrorKind, Sentence};

/// The most bytes of a wrapped key or sealed file that are read.
const MOST: u64 = 1024 * 1024;

/// The private half: opens what was wrapped. Kept sealed, away from the machine in daily use.
pub struct RecoveryKey(Identity);

/// The public half, which the campaign's setting up tells every phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery(String);

// A private key belongs in no log.
impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey")
    }
}

fn bad() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("store-recovery-bad"))
}

impl RecoveryKey {
    /// A new random one.
    #[must_use]
    pub fn generate() -> Self {
        Self(Identity::generate())
    }

    /// The public half.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        Recovery(self.0.to_public().to_string())
    }

    /// As text, for the sealed file.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// From the text of the sealed file.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when it is no recovery key.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Identity::from_str(text.trim()).map(Self).map_err(|_| bad())
    }
}

impl Recovery {
    /// From text; checked.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when it is no recovery key.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Recipient::from_str(text).map_err(|_| bad())?;
        Ok(Self(text.to_owned()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key, wrapped to the campaign's recovery key.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when that is none.
pub fn wrap_key(key: &Key, recovery: &Recovery) -> Result<Vec<u8>, Error> {
    let recipient = Recipient::from_str(recovery.as_str()).map_err(|_| bad())?;
    age::encrypt(&recipient, key.as_bytes()).map_err(|_| bad())
}

/// The key, from its wrapped form.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when it was wrapped to another key or is damaged.
pub fn unwrap_key(wrapped: &[u8], recovery: &RecoveryKey) -> Result<Key, Error> {
    let bytes = Zeroizing::new(age::decrypt(&recovery.0, wrapped).map_err(|_| bad())?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| bad())?;
    Ok(Key::new(bytes))
}

/// Seals a secret text with a passphrase, for keeping elsewhere.
///
/// # Errors
/// [`ErrorKind::Storage`] when memory for the derivation is lacking.
pub fn seal(secret: &str, passphrase: &str) -> Result<Vec<u8>, Error> {
    let encryptor = age::Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned()));
    let mut sealed = Vec::new();
    let written = (|| {
        let mut writer = encryptor.wrap_output(&mut sealed)?;
        writer.write_all(secret.as_bytes())?;
        writer.finish().map(|_| ())
    })();
    written.map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))?;
    Ok(sealed)
}

/// Opens a sealed secret.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] for a wrong passphrase or a damaged file.
pub fn unseal(sealed: &[u8], passphrase: &str) -> Result<Zeroizing<String>, Error> {
    let wrong = || Error::new(ErrorKind::CheckFailed, Sentence::new("store-passphrase"));
    let identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    let decryptor = age::Decryptor::new(sealed).map_err(|_| wrong())?;
    let reader = decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|_| wrong())?;
    let mut secret = Zeroizing::new(String::new());
    reader.take(MOST).read_to_string(&mut secret).map_err(|_| wrong())?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_by_the_recovery_key_and_by_no_other() {
        let (key, recovery) = (Key::new([9; 32]), RecoveryKey::generate());
        let wrapped = wrap_key(&key, &recovery.recovery()).unwrap();
        let again = RecoveryKey::parse(&recovery.to_text()).unwrap();
        assert_eq!(unwrap_key(&wrapped, &again).unwrap().as_bytes(), key.as_bytes());
        assert!(unwrap_key(&wrapped, &RecoveryKey::generate()).is_err());
        assert!(unwrap_key(&wrapped[..wrapped.len() - 1], &recovery).is_err());
    }

    #[test]
    fn a_sealed_secret_opens_with_its_passphrase_alone() {
        let sealed = seal("secret words", "long passphrase").unwrap();
        assert_eq!(*unseal(&sealed, "long passphrase").unwrap(), "secret words");
        assert_eq!(
            unseal(&sealed, "another").unwrap_err().problems[0].what.code(),
            "store-passphrase"
        );
    }
}
