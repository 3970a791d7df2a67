//! The key of a store: 32 raw bytes, random, never a passphrase.

use zeroize::Zeroizing;

use crate::canonical::hex;

/// The key of one campaign's file; wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

// A key belongs in no log.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// The key of these bytes, which the host drew at random.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for wrapping.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher takes a raw key: no derivation, the salt of the file stays its own.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hex(&self.0[..])))
    }
}
