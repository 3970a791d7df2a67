//! The one TLS configuration: TLS 1.3 on ring, and a hub known by its identity key.
//!
//! No authority and no date is asked: a certificate is the hub's when its key is the identity that is expected, or when
//! it is the very one that the identity signed for ([`super::probe`]); the handshake proves that the other side holds its
//! key. The rule to keep: whoever takes any certificate sends nothing that is worth hiding.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme};
use sha2::{Digest, Sha256};

use crate::change::PublicKey;
use crate::ids::WriterId;
use crate::{Error, ErrorKind, Sentence};

/// Bytes of one TLS record that is sent.
const RECORD: usize = 4 << 10;

/// The SHA-256 of a hub's certificate in DER, where one is known: shared by a client and whoever keeps it.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaf(Arc<Mutex<Option<[u8; 32]>>>);

impl Leaf {
    pub(super) fn get(&self) -> Option<[u8; 32]> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set(&self, leaf: [u8; 32]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(leaf);
    }
}

/// Whose certificate is taken.
#[derive(Debug)]
pub(super) enum Rule {
    /// One whose key is this identity, or this one.
    Hub(WriterId, Leaf),
    /// Any, but the same one again; it is noted here.
    Any(Leaf),
}

impl Rule {
    fn takes(&self, certificate: &CertificateDer<'_>) -> bool {
        let leaf: [u8; 32] = Sha256::digest(certificate).into();
        match self {
            Self::Hub(identity, known) => {
                known.get() == Some(leaf) || key_of(certificate).is_some_and(|key| key.writer() == *identity)
            }
            Self::Any(seen) => {
                let before = seen.get();
                seen.set(before.unwrap_or(leaf));
                before.is_none_or(|before| before == leaf)
            }
        }
    }
}

#[derive(Debug)]
struct Pinned {
    rule: Rule,
    algorithms: WebPkiSupportedAlgorithms,
}

/// The public key of a certificate, where it is on P-256: the very key that the handshake is held to, and no bytes that
/// look like one elsewhere in it.
fn key_of(certificate: &CertificateDer<'_>) -> Option<PublicKey> {
    // SubjectPublicKeyInfo of a P-256 key: ids of the algorithm and the curve, then 66 bytes of bit string.
    const HEAD: &[u8] = &[
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
        0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];
    let parsed = ParsedCertificate::try_from(certificate).ok()?;
    let info = parsed.subject_public_key_info();
    PublicKey::p256(info.as_ref().strip_prefix(HEAD)?).ok()
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.rule.takes(certificate) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(rustls::Error::InvalidCertificate(
            CertificateError::ApplicationVerificationFailure,
        ))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 alone".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Whether a request failed because somebody else's certificate was shown.
pub(super) fn is_stranger(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(said) = error.downcast_ref::<rustls::Error>() {
        let refused = CertificateError::ApplicationVerificationFailure;
        return *said == rustls::Error::InvalidCertificate(refused);
    }
    // An error of input and output hides what it was made of from `source`.
    let made_of = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    match made_of {
        Some(inner) => is_stranger(inner),
        None => error.source().is_some_and(is_stranger),
    }
}

/// A client that takes certificates by a rule.
pub(super) fn client(rule: Rule) -> Result<ClientConfig, Error> {
    let provider: CryptoProvider = ring::default_provider();
    let algorithms = provider.signature_verification_algorithms;
    let pinned = Pinned { rule, algorithms };
    let built = ClientConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|cause| {
            Error::new(
                ErrorKind::Storage,
                Sentence::new("transport-start").with("cause", cause),
            )
        })?;
    let mut config = built
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(pinned))
        .with_no_client_auth();
    // A record counts once it came whole: small ones lose little when a link breaks.
    config.max_fragment_size = Some(RECORD);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
