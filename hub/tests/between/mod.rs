//! Somebody who stands between phones and a hub: speaks TLS with a certificate of his own, passes every byte on both ways,
//! and hears what phones say. An office's proxy is one, and so is whoever must not be believed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use crosscheck_core::sync::wire::unpack;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, IsCa, KeyPair, PKCS_ED25519, PublicKeyData,
    SignatureAlgorithm,
};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, ServerConfig, SignatureScheme};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// A certificate with those above it, and its key, as PEM.
#[derive(Debug, Clone)]
pub struct Shown {
    pub chain: String,
    pub key: String,
}

fn params() -> CertificateParams {
    let mut params = CertificateParams::new(vec!["hub.generated.example".to_owned()]).unwrap();
    // Long over: nobody asks for the date.
    params.not_before = rcgen::date_time_ymd(2001, 1, 1);
    params.not_after = rcgen::date_time_ymd(2001, 2, 1);
    params
}

impl Shown {
    /// Signed by itself, with this key.
    pub fn with(key: &KeyPair) -> Self {
        Self {
            chain: params().self_signed(key).unwrap().pem(),
            key: key.serialize_pem(),
        }
    }

    /// Signed by itself, with a new key.
    pub fn of(algorithm: &'static SignatureAlgorithm) -> Self {
        Self::with(&KeyPair::generate_for(algorithm).unwrap())
    }

    /// Signed by itself, with a key of another kind, and with the key of somebody else written into it beside.
    pub fn that_quotes(other: &KeyPair) -> Self {
        let key = KeyPair::generate_for(&PKCS_ED25519).unwrap();
        let mut params = params();
        let quoted = other.subject_public_key_info();
        params.custom_extensions = vec![CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 55555, 1], quoted)];
        Self {
            chain: params.self_signed(&key).unwrap().pem(),
            key: key.serialize_pem(),
        }
    }

    /// Signed by an authority below another one; the file has the authority below after it.
    pub fn below_two_authorities() -> Self {
        let authority = || {
            let mut params = CertificateParams::new(Vec::new()).unwrap();
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            (params, KeyPair::generate().unwrap())
        };
        let ((root, root_key), (below, below_key)) = (authority(), authority());
        let root = CertifiedIssuer::self_signed(root, root_key).unwrap();
        let below = CertifiedIssuer::signed_by(below, below_key, &root).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf = params().signed_by(&key, &below).unwrap();
        Self {
            chain: leaf.pem() + &below.pem(),
            key: key.serialize_pem(),
        }
    }

    fn config(&self) -> ServerConfig {
        let chain = CertificateDer::pem_slice_iter(self.chain.as_bytes());
        let chain = chain.collect::<Result<Vec<_>, _>>().unwrap();
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap();
        let mut config = config.with_no_client_auth().with_single_cert(chain, key).unwrap();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config
    }
}

/// Takes any certificate.
#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn connector() -> TlsConnector {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap();
    let mut config = config
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config))
}

type Heard = Arc<Mutex<Vec<Vec<u8>>>>;

/// Who stands in between.
pub struct Between {
    address: SocketAddr,
    heard: Heard,
    _runtime: Runtime,
}

/// A request as it was heard: its first line, its headers in lower case, its body.
#[derive(Debug)]
pub struct Request {
    pub line: String,
    pub headers: String,
    pub body: Vec<u8>,
}

async fn pass(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, heard: Option<(Heard, usize)>) {
    let mut buffer = vec![0; 16 << 10];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if let Some((heard, at)) = &heard {
            heard.lock().unwrap()[*at].extend(&buffer[..count]);
        }
        if to.write_all(&buffer[..count]).await.is_err() || to.flush().await.is_err() {
            break;
        }
    }
    // The other side may be gone already.
    let _ = to.shutdown().await;
}

async fn carry(stream: TcpStream, tls: TlsAcceptor, hub: SocketAddr, secret: bool, heard: Heard) -> Option<()> {
    // A phone that does not like the certificate hangs up.
    let phone = tls.accept(stream).await.ok()?;
    let hub = TcpStream::connect(hub).await.ok()?;
    let at = {
        let mut heard = heard.lock().unwrap();
        heard.push(Vec::new());
        heard.len() - 1
    };
    let (from_phone, to_phone) = tokio::io::split(phone);
    let heard = Some((heard, at));
    if secret {
        let name = ServerName::try_from("hub.generated.example").unwrap();
        let hub = connector().connect(name, hub).await.ok()?;
        let (from_hub, to_hub) = tokio::io::split(hub);
        tokio::join!(pass(from_phone, to_hub, heard), pass(from_hub, to_phone, None));
    } else {
        let (from_hub, to_hub) = hub.into_split();
        tokio::join!(pass(from_phone, to_hub, heard), pass(from_hub, to_phone, None));
    }
    Some(())
}

impl Between {
    /// Stands before the hub at a port, with a certificate; `secret` says whether the hub speaks TLS too.
    pub fn start(shown: &Shown, port: u16, secret: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let (address, heard) = (listener.local_addr().unwrap(), Heard::default());
        let tls = TlsAcceptor::from(Arc::new(shown.config()));
        let (hub, shared) = (SocketAddr::from(([127, 0, 0, 1], port)), heard.clone());
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, tls.clone(), hub, secret, shared.clone()));
            }
        });
        Self {
            address,
            heard,
            _runtime: runtime,
        }
    }

    /// Where phones find him.
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Every request he heard. That no byte is left over is part of it.
    pub fn requests(&self) -> Vec<Request> {
        let heard = self.heard.lock().unwrap();
        heard.iter().flat_map(|bytes| requests_in(bytes)).collect()
    }
}

fn requests_in(mut bytes: &[u8]) -> Vec<Request> {
    let mut requests = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
        let headers = headers.to_lowercase();
        let length = headers.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        let body = bytes[end + 4..][..length].to_vec();
        bytes = &bytes[end + 4 + length..];
        let line = line.to_owned();
        requests.push(Request { line, headers, body });
    }
    requests
}

impl Request {
    /// Whether it asks who is there and says nothing else: a nonce, and no header that names anybody.
    pub fn only_asks_who(&self) -> bool {
        let known = ["content-type", "content-length", "accept", "host"];
        let names = self.headers.lines().filter_map(|line| line.split_once(':'));
        let nonce = unpack(&self.body).is_ok_and(|plain| plain.len() == 32);
        self.line == "POST /v1/identity HTTP/1.1" && nonce && names.into_iter().all(|(name, _)| known.contains(&name))
    }
}
