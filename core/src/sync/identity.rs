//! Who a hub is: the word of its identity key for the certificate that it shows.
//!
//! A hub may show a certificate with another key than its identity, an office's own. Whoever asks draws a nonce; the identity
//! key signs it together with the hash of that certificate. The rule to keep: a hub signs the hash of what it shows
//! itself and never one it is told, and whoever asks holds the signature against the hash of what it saw. So whoever
//! stands in between and passes on both shows a certificate that nobody signed.

use super::wire::{MESSAGE, opened};
use crate::Error;
use crate::change::cbor::Writer;
use crate::change::{KeyStore, PublicKey, Signature, sign, verify};
use crate::ids::WriterId;

/// What the identity key signs: nonce and hash, after this.
pub const TLS_DOMAIN: &str = "crosscheck-tls-1";
/// Stands for the hash where there is no TLS, on the machine itself. No certificate has it.
pub const NO_TLS: [u8; 32] = [0; 32];

/// What a hub says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its identity key.
    pub key: PublicKey,
    /// Over the nonce and the SHA-256 of the certificate it shows.
    pub signature: Signature,
}

impl Identity {
    /// What a hub answers to a nonce; `leaf` is the SHA-256 of its own certificate in DER.
    ///
    /// # Errors
    /// When the key refuses.
    pub fn of(keys: &dyn KeyStore, nonce: &[u8; 32], leaf: &[u8; 32]) -> Result<Self, Error> {
        Ok(Self {
            key: keys.public_key(),
            signature: sign(keys, TLS_DOMAIN, &[nonce, leaf])?,
        })
    }

    /// The identity that stands for a certificate with this hash; none when the signature is of another one, or none.
    #[must_use]
    pub fn proves(&self, nonce: &[u8; 32], leaf: &[u8; 32]) -> Option<WriterId> {
        let signed = verify(&self.key, &self.signature, TLS_DOMAIN, &[nonce, leaf]);
        signed.ok().map(|()| self.key.writer())
    }

    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        self.key.write(out.map(3).uint(0).uint(1).uint(1));
        self.signature.write(out.uint(2));
        out.finish()
    }

    /// Reads the bytes; [`Identity::proves`] says what they are worth.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        Ok(Self {
            key: PublicKey::read(&mut map.need(1)?)?,
            signature: Signature::read(&mut map.need(2)?)?,
        })
    }
}

/// A nonce as the body of a question.
///
/// # Errors
/// When it is not 32 bytes.
pub fn nonce_of(plain: &[u8]) -> Result<[u8; 32], Error> {
    plain.try_into().map_err(|_| MESSAGE.fault(0, "length"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::SoftwareKey;

    #[test]
    fn the_word_for_a_certificate_holds_for_that_one_and_that_question_alone() {
        let hub = SoftwareKey::new(&[7; 32]).unwrap();
        let said = Identity::of(&hub, &[1; 32], &[2; 32]).unwrap();
        let said = Identity::read(&said.to_bytes()).unwrap();
        let identity = Some(hub.public_key().writer());
        assert_eq!(said.proves(&[1; 32], &[2; 32]), identity);
        // Passed on by somebody who shows another certificate.
        assert_eq!(said.proves(&[1; 32], &[3; 32]), None);
        assert_eq!(said.proves(&[1; 32], &NO_TLS), None);
        // Kept from an earlier question.
        assert_eq!(said.proves(&[9; 32], &[2; 32]), None);
        let other = SoftwareKey::new(&[8; 32]).unwrap();
        let stolen = Identity {
            key: other.public_key(),
            ..said
        };
        assert_eq!(stolen.proves(&[1; 32], &[2; 32]), None);
    }

    #[test]
    fn a_nonce_has_its_length() {
        assert!(nonce_of(&[1; 31]).is_err() && nonce_of(&[1; 33]).is_err());
        assert_eq!(nonce_of(&[1; 32]).unwrap(), [1; 32]);
    }
}
