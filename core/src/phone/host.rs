//! What a shell lends: a key store, the system's clock since it started, whether there is a network.
//!
//! Every function here is called from any thread and without a lock, may take long, and may fail only in the few ways a
//! person can do something about.

use std::sync::Arc;

use crate::{Error, ErrorKind, Sentence};

/// How a function of the shell fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Error))]
pub enum HostError {
    /// The key store has no such key (any more).
    KeyGone,
    /// The key store is locked until the person has unlocked the phone.
    Locked,
    /// The key store is broken, or the system refuses it.
    Broken,
    /// The function failed in a way it does not name.
    Unexpected,
}

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::KeyGone => "key gone",
            Self::Locked => "key store locked",
            Self::Broken => "key store broken",
            Self::Unexpected => "unexpected",
        })
    }
}

impl std::error::Error for HostError {}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        let (kind, code) = match error {
            HostError::KeyGone => (ErrorKind::NotFound, "phone-key-gone"),
            HostError::Locked => (ErrorKind::NotYet, "phone-key-locked"),
            HostError::Broken | HostError::Unexpected => (ErrorKind::Storage, "phone-key-broken"),
        };
        Self::new(kind, Sentence::new(code))
    }
}

/// Where a key lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum KeyKind {
    /// A chip of its own: StrongBox, Secure Enclave.
    Chip,
    /// The processor's guarded part.
    Guarded,
    /// A file of this app.
    Software,
}

impl KeyKind {
    /// The word for diagnostics.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Chip => "chip",
            Self::Guarded => "guarded",
            Self::Software => "software",
        }
    }
}

/// A signing key that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HostKey {
    /// Its public half, a P-256 point in any SEC1 form.
    pub public_key: Vec<u8>,
    /// Where it lives.
    pub kind: KeyKind,
}

/// A key store. Keys have names that this program gives; one name stands for a P-256 signing key and for what secrets
/// are wrapped with.
#[cfg_attr(feature = "uniffi", uniffi::export(with_foreign))]
pub trait HostKeys: Send + Sync {
    /// Makes the keys of a name, or says which there are already.
    ///
    /// # Errors
    /// [`HostError`].
    fn make(&self, name: String) -> Result<HostKey, HostError>;

    /// Signs a message: ECDSA over P-256 with SHA-256, in DER.
    ///
    /// # Errors
    /// [`HostError`].
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, HostError>;

    /// Wraps a secret, so that only this phone unwraps it.
    ///
    /// # Errors
    /// [`HostError`].
    fn wrap(&self, name: String, secret: Vec<u8>) -> Result<Vec<u8>, HostError>;

    /// Unwraps a secret.
    ///
    /// # Errors
    /// [`HostError`].
    fn unwrap(&self, name: String, wrapped: Vec<u8>) -> Result<Vec<u8>, HostError>;

    /// Destroys the keys of a name; where there are none, there are none.
    ///
    /// # Errors
    /// [`HostError`].
    fn forget(&self, name: String) -> Result<(), HostError>;
}

/// What the system's clocks say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Boot {
    /// Which start of the system, in any words.
    pub boot: String,
    /// Milliseconds since, sleep included.
    pub elapsed: u64,
    /// The wall clock as the person or the network set it, in ms since 1970 UTC.
    pub wall: i64,
}

/// The system's clocks: the one since it started, and the wall's.
#[cfg_attr(feature = "uniffi", uniffi::export(with_foreign))]
pub trait BootClock: Send + Sync {
    /// Now.
    ///
    /// # Errors
    /// [`HostError`].
    fn now(&self) -> Result<Boot, HostError>;
}

/// What network there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Network {
    /// None.
    Absent,
    /// One that costs by the byte.
    Metered,
    /// One that does not.
    Free,
}

/// Whether there is a network.
#[cfg_attr(feature = "uniffi", uniffi::export(with_foreign))]
pub trait Connectivity: Send + Sync {
    /// Now.
    ///
    /// # Errors
    /// [`HostError`].
    fn network(&self) -> Result<Network, HostError>;
}

/// Everything a shell lends.
#[derive(Clone)]
pub struct Host {
    /// Its key store.
    pub keys: Arc<dyn HostKeys>,
    /// Its clock; without one, the start of this program stands for the start of the system.
    pub boot: Option<Arc<dyn BootClock>>,
    /// Its network; without one, there always is one that costs.
    pub connectivity: Option<Arc<dyn Connectivity>>,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Host")
    }
}

impl Host {
    /// What network there is; where the host cannot say, one that costs.
    #[must_use]
    pub fn network(&self) -> Network {
        let asked = self.connectivity.as_ref().map(|connectivity| connectivity.network());
        asked.and_then(Result::ok).unwrap_or(Network::Metered)
    }
}
