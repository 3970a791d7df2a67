//! Keys and signatures: P-256 behind the host's key store, with an algorithm tag that leaves the door open.
//!
//! The private key stays where it was made. A host (a phone's key store, a hub's folder) signs; this room says what is
//! signed and checks what came back before anything relies on it. Signing may take as long as a key store likes, so
//! it never happens under a lock. Signatures are checked by ring, as TLS checks its own.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature as Ecdsa, SigningKey, VerifyingKey};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use super::cbor::{Reader, Writer};
use crate::ids::WriterId;
use crate::{Error, ErrorKind, Sentence};

/// What a key or a signature is made with; the number travels with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// 1: ECDSA over P-256 with SHA-256. Key: 33 bytes, SEC1 compressed. Signature: r and s, 64 bytes, s low.
    P256,
}

impl Algorithm {
    /// The number that travels.
    #[must_use]
    pub fn tag(self) -> u8 {
        match self {
            Self::P256 => 1,
        }
    }

    fn read(reader: &mut Reader) -> Result<Self, Error> {
        match reader.uint()? {
            1 => Ok(Self::P256),
            other => Err(Error::new(
                ErrorKind::BadInput,
                Sentence::new("change-algorithm-unknown").with("algorithm", other),
            )),
        }
    }
}

/// A public key as it travels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey {
    algorithm: Algorithm,
    bytes: [u8; 33],
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey of {:?}", self.writer())
    }
}

impl PublicKey {
    /// A P-256 key in any SEC1 form.
    ///
    /// # Errors
    /// When the bytes are no point of the curve.
    pub fn p256(sec1: &[u8]) -> Result<Self, Error> {
        let key = VerifyingKey::from_sec1_bytes(sec1).map_err(|_| bad_key())?;
        Ok(Self::of(&key))
    }

    fn of(key: &VerifyingKey) -> Self {
        let mut bytes = [0; 33];
        let point = key.to_sec1_point(true);
        // A compressed point is 33 bytes.
        bytes.copy_from_slice(point.as_bytes());
        Self {
            algorithm: Algorithm::P256,
            bytes,
        }
    }

    /// The id of the writer, or of the hub, that has this key.
    #[must_use]
    pub fn writer(&self) -> WriterId {
        WriterId::of_key(self.algorithm.tag(), &self.bytes)
    }

    /// The 33 bytes of the compressed point.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 33] {
        &self.bytes
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.array(2).uint(self.algorithm.tag().into()).bytes(&self.bytes);
    }

    /// Reads the bytes; whether they are a point of the curve is asked when a signature is checked.
    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Error> {
        reader.tuple(2)?;
        let algorithm = Algorithm::read(reader)?;
        let bytes = reader.exactly()?;
        Ok(Self { algorithm, bytes })
    }
}

fn bad_key() -> Error {
    Error::new(ErrorKind::BadInput, Sentence::new("change-key-bad"))
}

/// A signature as it travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    algorithm: Algorithm,
    bytes: [u8; 64],
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signature {:?}", self.algorithm)
    }
}

impl Signature {
    /// A P-256 signature of r and s, 64 bytes; s is made low.
    ///
    /// # Errors
    /// When r or s is out of range.
    pub fn p256(bytes: &[u8]) -> Result<Self, Error> {
        Ecdsa::from_slice(bytes).map(Self::of).map_err(|_| bad_signature())
    }

    /// A P-256 signature in DER, as phones' key stores give it; s is made low.
    ///
    /// # Errors
    /// When it is no such signature.
    pub fn p256_der(bytes: &[u8]) -> Result<Self, Error> {
        Ecdsa::from_der(bytes).map(Self::of).map_err(|_| bad_signature())
    }

    /// In DER, as phones' key stores give it.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let ecdsa = Ecdsa::from_slice(&self.bytes);
        // Whatever is a signature here was one as it came in.
        ecdsa
            .map(|ecdsa| ecdsa.to_der().as_bytes().to_vec())
            .unwrap_or_default()
    }

    fn of(signature: Ecdsa) -> Self {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(&signature.normalize_s().to_bytes());
        Self {
            algorithm: Algorithm::P256,
            bytes,
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.array(2).uint(self.algorithm.tag().into()).bytes(&self.bytes);
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Error> {
        reader.tuple(2)?;
        let algorithm = Algorithm::read(reader)?;
        let bytes = reader.exactly()?;
        Ok(Self { algorithm, bytes })
    }
}

fn bad_signature() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("change-signature-bad"))
}

/// Where a private key lives: a phone's key store, a file of a hub, or memory.
pub trait KeyStore {
    /// The key's public half.
    fn public_key(&self) -> PublicKey;

    /// Signs a message; the SHA-256 is part of the algorithm.
    ///
    /// # Errors
    /// When the key store refuses or is broken.
    fn sign(&self, message: &[u8]) -> Result<Signature, Error>;
}

/// A key in memory, for hubs and tests.
pub struct SoftwareKey(SigningKey);

// A private key belongs in no log.
impl std::fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SoftwareKey of {:?}", self.public_key().writer())
    }
}

impl SoftwareKey {
    /// The key of 32 secret bytes, which the host drew at random.
    ///
    /// # Errors
    /// When they are 0 or not below the order of the curve; draw again.
    pub fn new(secret: &[u8; 32]) -> Result<Self, Error> {
        SigningKey::from_slice(secret).map(Self).map_err(|_| bad_key())
    }

    /// The private key in PKCS #8, for the host's TLS.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_pkcs8(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, Error> {
        use p256::pkcs8::EncodePrivateKey;
        let der = self.0.to_pkcs8_der().map_err(|_| bad_key())?;
        Ok(zeroize::Zeroizing::new(der.as_bytes().to_vec()))
    }
}

impl KeyStore for SoftwareKey {
    fn public_key(&self) -> PublicKey {
        PublicKey::of(self.0.verifying_key())
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, Error> {
        let signature: Ecdsa = self.0.try_sign(message).map_err(|_| bad_key())?;
        Ok(Signature::of(signature))
    }
}

/// Signs a message of a kind: `domain` and the parts, one after the other.
///
/// # Errors
/// When the key store refuses, or gives back what its own public key does not confirm.
pub fn sign(store: &dyn KeyStore, domain: &str, parts: &[&[u8]]) -> Result<Signature, Error> {
    let signature = store.sign(&message(domain, parts))?;
    verify(&store.public_key(), &signature, domain, parts)?;
    Ok(signature)
}

/// Checks a signature over `domain` and the parts.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] when it is not the key's, or its s is high.
pub fn verify(key: &PublicKey, signature: &Signature, domain: &str, parts: &[&[u8]]) -> Result<(), Error> {
    let point = VerifyingKey::from_sec1_bytes(&key.bytes).map_err(|_| bad_key())?;
    let ecdsa = Ecdsa::from_slice(&signature.bytes).map_err(|_| bad_signature())?;
    // A signature has one form, so that a segment cannot travel as two.
    if ecdsa.normalize_s() != ecdsa {
        return Err(bad_signature());
    }
    let point = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point.to_sec1_point(false));
    point
        .verify(&message(domain, parts), &signature.bytes)
        .map_err(|_| bad_signature())
}

fn message(domain: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut message = domain.as_bytes().to_vec();
    message.extend(parts.concat());
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key store that signs with another key than the one it shows.
    struct Faulty(SoftwareKey, SoftwareKey);

    impl KeyStore for Faulty {
        fn public_key(&self) -> PublicKey {
            self.0.public_key()
        }
        fn sign(&self, message: &[u8]) -> Result<Signature, Error> {
            self.1.sign(message)
        }
    }

    fn key(secret: u8) -> SoftwareKey {
        SoftwareKey::new(&[secret; 32]).unwrap()
    }

    #[test]
    fn a_signature_holds_for_its_key_domain_and_message_only() {
        let signature = sign(&key(1), "d-1", &[b"ab"]).unwrap();
        let public = key(1).public_key();
        assert!(verify(&public, &signature, "d-1", &[b"a", b"b"]).is_ok());
        assert!(verify(&public, &signature, "d-2", &[b"ab"]).is_err());
        assert!(verify(&public, &signature, "d-1", &[b"abc"]).is_err());
        assert!(verify(&key(2).public_key(), &signature, "d-1", &[b"ab"]).is_err());
    }

    #[test]
    fn a_faulty_key_store_is_found_before_anything_is_sealed() {
        let error = sign(&Faulty(key(1), key(2)), "d-1", &[b"ab"]).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "change-signature-bad");
    }

    #[test]
    fn the_other_form_of_a_signature_is_refused() {
        let public = key(1).public_key();
        let low = sign(&key(1), "d-1", &[b"ab"]).unwrap();
        let ecdsa = Ecdsa::from_slice(&low.bytes).unwrap();
        let (r, s) = ecdsa.split_scalars();
        let high = Ecdsa::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
        let mut bytes = [0; 64];
        bytes.copy_from_slice(&high.to_bytes());
        let other = Signature { bytes, ..low };
        assert!(verify(&public, &other, "d-1", &[b"ab"]).is_err());
        assert_eq!(Signature::p256(&bytes).unwrap(), low);
        assert_eq!(Signature::p256_der(high.to_der().as_bytes()).unwrap(), low);
    }

    #[test]
    fn a_key_of_no_point_is_refused() {
        assert!(PublicKey::p256(&[2; 33]).is_err() || PublicKey::p256(&[4; 33]).is_err());
        assert!(SoftwareKey::new(&[0; 32]).is_err());
        assert!(SoftwareKey::new(&[255; 32]).is_err());
    }
}
