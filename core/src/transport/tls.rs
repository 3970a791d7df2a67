//! The one TLS configuration: TLS 1.3 on ring, and a hub known by its identity key.
//!
//! No authority and no date is asked: a certificate is the hub's when its key is the identity that the invitation
//! names, and the handshake proves that the other side holds it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme};

use crate::change::PublicKey;
use crate::ids::WriterId;
use crate::{Error, ErrorKind, Sentence};

/// Bytes of one TLS record that is sent.
const RECORD: usize = 4 << 10;

#[derive(Debug)]
struct Pinned {
    identity: WriterId,
    algorithms: WebPkiSupportedAlgorithms,
    stranger: Arc<AtomicBool>,
}

/// The public key of a certificate: the one place where a P-256 key stands as an uncompressed point after the name of
/// its curve.
fn key_of(certificate: &[u8]) -> Option<PublicKey> {
    // SubjectPublicKeyInfo of a P-256 key: ids of the algorithm and the curve, then 66 bytes of bit string.
    const HEAD: &[u8] = &[
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
        0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];
    let mut places = certificate
        .windows(HEAD.len())
        .enumerate()
        .filter(|(_, window)| *window == HEAD);
    let (at, _) = places.next()?;
    // Two such places would leave open which of them is meant.
    if places.next().is_some() {
        return None;
    }
    PublicKey::p256(certificate.get(at + HEAD.len()..at + HEAD.len() + 65)?).ok()
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
        if key_of(certificate).is_some_and(|key| key.writer() == self.identity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.stranger.store(true, Ordering::SeqCst);
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
        vec![SignatureScheme::ECDSA_NISTP256_SHA256]
    }
}

/// A client that knows one identity; the flag is raised when somebody else answered.
pub(super) fn client(identity: WriterId) -> Result<(ClientConfig, Arc<AtomicBool>), Error> {
    let provider: CryptoProvider = ring::default_provider();
    let stranger = Arc::new(AtomicBool::new(false));
    let pinned = Pinned {
        identity,
        algorithms: provider.signature_verification_algorithms,
        stranger: stranger.clone(),
    };
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
    Ok((config, stranger))
}
