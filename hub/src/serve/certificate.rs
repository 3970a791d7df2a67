//! The certificate a hub shows: made from its own identity key, an office's own, or one that a proxy before it shows.
//!
//! Whichever it is, the identity key signs its hash for whoever asks, so phones need no authority and no date. The rule to
//! keep: what is signed is the hash of the certificate read here, at the start, and of no other.

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::SoftwareKey;
use crosscheck_core::{Error, ErrorKind, Sentence};
use rustls::crypto::ring;
use rustls::pki_types::pem::{PemObject, SectionKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, ServerConfig};
use sha2::{Digest, Sha256};

use crate::campaign::folder::fault;
use crate::context::read;

/// What a hub shows to whoever connects.
#[derive(Debug)]
pub struct Tls {
    /// None where a proxy before the hub speaks TLS.
    pub(super) config: Option<ServerConfig>,
    /// SHA-256 of the certificate that phones see.
    pub(super) leaf: [u8; 32],
}

/// What stands in a PEM file.
struct Pem {
    chain: Vec<CertificateDer<'static>>,
    key: Option<PrivateKeyDer<'static>>,
}

fn bad(path: &Path, code: &'static str) -> Error {
    fault(path, ErrorKind::BadInput, Sentence::new(code))
}

/// The hash of a certificate.
fn leaf_of(certificate: &CertificateDer) -> [u8; 32] {
    Sha256::digest(certificate).into()
}

/// Reads what a PEM file has of certificates and keys, the first key of several.
fn pem(path: &Path) -> Result<Pem, Error> {
    let bytes = read(path)?;
    let mut found = Pem {
        chain: Vec::new(),
        key: None,
    };
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(&bytes) {
        let (kind, der) = section.map_err(|_| bad(path, "serve-tls-pem"))?;
        let key = match kind {
            SectionKind::Certificate => {
                found.chain.push(der.into());
                continue;
            }
            SectionKind::PrivateKey => PrivateKeyDer::Pkcs8(der.into()),
            SectionKind::RsaPrivateKey => PrivateKeyDer::Pkcs1(der.into()),
            SectionKind::EcPrivateKey => PrivateKeyDer::Sec1(der.into()),
            _ => continue,
        };
        found.key.get_or_insert(key);
    }
    let sealed = bytes.windows(SEALED.len()).any(|window| window == SEALED);
    match (&found.key, found.chain.is_empty()) {
        (None, true) if sealed => Err(bad(path, "serve-tls-sealed")),
        (None, true) => Err(bad(path, "serve-tls-no-pem")),
        _ => Ok(found),
    }
}

/// How a key behind a passphrase begins.
const SEALED: &[u8] = b"BEGIN ENCRYPTED PRIVATE KEY";

/// The certificates of a file, the one that is shown first.
fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let chain = pem(path)?.chain;
    let first = chain.first().ok_or_else(|| bad(path, "serve-tls-swapped"))?;
    ParsedCertificate::try_from(first).map_err(|_| bad(path, "serve-tls-certificate"))?;
    Ok(chain)
}

fn unusable(cause: &dyn std::fmt::Display) -> Error {
    let what = Sentence::new("serve-tls").with("cause", cause);
    Error::new(ErrorKind::BadInput, what)
}

fn speaking(certified: CertifiedKey) -> Result<Tls, Error> {
    let leaf = certified.cert.first().map(leaf_of).unwrap_or_default();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|cause| unusable(&cause))?;
    let shown = Arc::new(rustls::sign::SingleCertAndKey::from(certified));
    let mut config = config.with_no_client_auth().with_cert_resolver(shown);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls {
        config: Some(config),
        leaf,
    })
}

/// TLS whose certificate is the hub's own identity key: whoever scanned an invitation knows it, and no date matters.
///
/// # Errors
/// When the key cannot be used.
pub fn own_tls(identity: &SoftwareKey) -> Result<Tls, Error> {
    let der = identity.to_pkcs8()?;
    let der = PrivatePkcs8KeyDer::from(der.to_vec());
    let key = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_ECDSA_P256_SHA256);
    let key = key.map_err(|cause| unusable(&cause))?;
    let params = rcgen::CertificateParams::new(vec!["crosscheck.local".to_owned()]);
    let certificate = params.and_then(|params| params.self_signed(&key));
    let certificate = certificate.map_err(|cause| unusable(&cause))?;
    let chain = vec![certificate.der().clone()];
    let certified = CertifiedKey::from_der(chain, PrivateKeyDer::Pkcs8(der), &ring::default_provider());
    speaking(certified.map_err(|cause| unusable(&cause))?)
}

impl Tls {
    /// An office's own certificate, with those above it, and its key.
    ///
    /// # Errors
    /// With the file and what is wrong with it: it cannot be read, is no PEM, is the other of the two; or the key is not the
    /// certificate's.
    pub fn of_files(certificate: &Path, key: &Path) -> Result<Self, Error> {
        let chain = chain(certificate)?;
        let secret = pem(key)?.key.ok_or_else(|| bad(key, "serve-tls-swapped"))?;
        let certified = CertifiedKey::from_der(chain, secret, &ring::default_provider());
        let certified = certified.map_err(|cause| match cause {
            rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                let what = Sentence::new("serve-tls-other").with("certificate", certificate.display());
                fault(key, ErrorKind::BadInput, what)
            }
            _ => bad(key, "serve-tls-key"),
        })?;
        speaking(certified)
    }

    /// No TLS here: a proxy on this machine shows the certificate to phones.
    ///
    /// # Errors
    /// As [`Tls::of_files`] of the certificate.
    pub fn before(certificate: &Path) -> Result<Self, Error> {
        Ok(Self {
            config: None,
            leaf: chain(certificate)?.first().map(leaf_of).unwrap_or_default(),
        })
    }

    /// Whether the hub itself speaks it.
    #[must_use]
    pub fn is_spoken(&self) -> bool {
        self.config.is_some()
    }

    /// What the setting `--tls` asks for: `auto`, `off`, `CERT,KEY` or `CERT,off`; none without TLS.
    ///
    /// # Errors
    /// When it is none of these, and as [`Tls::of_files`].
    pub fn of_setting(setting: &str, identity: &SoftwareKey) -> Result<Option<Self>, Error> {
        let files = match setting {
            "off" => return Ok(None),
            "auto" => return own_tls(identity).map(Some),
            files => files.split_once(','),
        };
        let (certificate, key) = files.ok_or_else(|| {
            let what = Sentence::new("serve-tls-setting").with("value", setting);
            Error::new(ErrorKind::BadInput, what)
        })?;
        let (certificate, key) = (Path::new(certificate.trim()), key.trim());
        let tls = match key {
            "off" => Self::before(certificate),
            key => Self::of_files(certificate, Path::new(key)),
        };
        tls.map(Some)
    }
}
