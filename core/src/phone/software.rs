//! Keys as files of the app: for systems whose key store fails, and for tests. Whoever reads the app's files reads them,
//! which is why such a key is always recorded as one of software.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::file;
use super::host::{HostError, HostKey, HostKeys, KeyKind};
use crate::Error;
use crate::canonical::hex;
use crate::change::{KeyStore, SoftwareKey};
use crate::ids::unhex;
use crate::store::{Key, RecoveryKey, unwrap_key, wrap_key};

/// Keys in a folder. A name is a file of two lines: the signing key, and the key that secrets are wrapped to.
#[derive(Debug)]
pub struct SoftwareKeys {
    folder: PathBuf,
}

impl SoftwareKeys {
    /// Keys in a folder, which is made where it is not there.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Storage`] when the folder cannot be made.
    pub fn new(folder: &Path) -> Result<Self, Error> {
        file::make_folder(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    fn path(&self, name: &str) -> Result<PathBuf, HostError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || name.len() > 96 || !name.bytes().all(plain) {
            return Err(HostError::Broken);
        }
        Ok(self.folder.join(format!("{name}.key")))
    }

    fn read(&self, name: &str) -> Result<(SoftwareKey, RecoveryKey), HostError> {
        let text = match std::fs::read_to_string(self.path(name)?) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(HostError::KeyGone),
            Err(_) => return Err(HostError::Broken),
        };
        let (signing, wrapping) = text.split_once('\n').ok_or(HostError::Broken)?;
        let signing: Option<[u8; 32]> = unhex(signing).and_then(|bytes| bytes.try_into().ok());
        let signing = Zeroizing::new(signing.ok_or(HostError::Broken)?);
        let signer = SoftwareKey::new(&signing).map_err(broken)?;
        Ok((signer, RecoveryKey::parse(wrapping).map_err(broken)?))
    }

    fn draw(path: &Path) -> Result<(), Error> {
        let mut secret = Zeroizing::new([0; 32]);
        file::fill(&mut secret[..])?;
        let wrapping = RecoveryKey::generate().to_text();
        let text = Zeroizing::new(format!("{}\n{}\n", hex(&secret[..]), *wrapping));
        file::write_private(path, text.as_bytes())
    }
}

fn broken(_: Error) -> HostError {
    HostError::Broken
}

impl HostKeys for SoftwareKeys {
    fn make(&self, name: String) -> Result<HostKey, HostError> {
        let path = self.path(&name)?;
        if !path.exists() {
            Self::draw(&path).map_err(broken)?;
        }
        Ok(HostKey {
            public_key: self.read(&name)?.0.public_key().as_bytes().to_vec(),
            kind: KeyKind::Software,
        })
    }

    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, HostError> {
        let (signer, _) = self.read(&name)?;
        signer
            .sign(&message)
            .map(|signature| signature.to_der())
            .map_err(broken)
    }

    fn wrap(&self, name: String, secret: Vec<u8>) -> Result<Vec<u8>, HostError> {
        let secret = Zeroizing::new(secret);
        let key: [u8; 32] = secret.as_slice().try_into().map_err(|_| HostError::Broken)?;
        let (_, wrapping) = self.read(&name)?;
        wrap_key(&Key::new(key), &wrapping.recovery()).map_err(broken)
    }

    fn unwrap(&self, name: String, wrapped: Vec<u8>) -> Result<Vec<u8>, HostError> {
        let (_, wrapping) = self.read(&name)?;
        let key = unwrap_key(&wrapped, &wrapping).map_err(broken)?;
        Ok(key.as_bytes().to_vec())
    }

    fn forget(&self, name: String) -> Result<(), HostError> {
        match std::fs::remove_file(self.path(&name)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(HostError::Broken),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Signature;

    #[test]
    fn software_keys_sign_and_unwrap_under_their_name_alone_and_go_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let keys = SoftwareKeys::new(folder.path()).unwrap();
        let made = keys.make("one".into()).unwrap();
        assert_eq!(keys.make("one".into()).unwrap(), made);
        assert!(Signature::p256_der(&keys.sign("one".into(), b"x".to_vec()).unwrap()).is_ok());
        let wrapped = keys.wrap("one".into(), vec![7; 32]).unwrap();
        assert_eq!(keys.unwrap("one".into(), wrapped.clone()).unwrap(), [7; 32]);
        keys.make("two".into()).unwrap();
        assert_eq!(keys.unwrap("two".into(), wrapped.clone()), Err(HostError::Broken));
        keys.forget("one".into()).unwrap();
        assert_eq!(keys.unwrap("one".into(), wrapped), Err(HostError::KeyGone));
        assert_eq!(keys.make("../x".into()), Err(HostError::Broken));
    }
}
