//! One request over the network: bounded, and broken off after a silence.
//!
//! A connection that fell silent is never used again: one whose answers are lost on the way still takes every byte, so
//! nothing but the silence would ever tell.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use tokio::time::Instant;

use super::tls::{Leaf, Rule};
use super::{Address, Patience, probe, tls};
use crate::ids::WriterId;
use crate::sync::courier::ANSWER_TYPE;
use crate::sync::wire::MAX_MESSAGE;
use crate::sync::{Answer, Failure, Request};
use crate::{Error, ErrorKind, Sentence};

/// Bytes handed to the socket at once: what counts as a sign of life.
const CHUNK: usize = 4 << 10;

/// A client of one hub.
#[derive(Debug, Clone)]
pub struct Http {
    reach: Reach,
    client: Arc<Mutex<reqwest::Client>>,
    config: rustls::ClientConfig,
    identity: WriterId,
    /// The certificate the identity signed for last, where its key is another one.
    leaf: Leaf,
}

/// Where a hub is, how long to bear with the link, and what went over it.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    url: String,
    patience: Patience,
    /// Bytes of bodies up and down: what a test weighs.
    traffic: Arc<(AtomicU64, AtomicU64)>,
}

/// Why a request came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// No connection, a broken one, or an answer that is no hub's.
    Link,
    /// Nothing moved for too long.
    Silence,
    /// Another certificate than the hub's was shown, and nothing was sent.
    Stranger,
}

/// When the last byte moved.
#[derive(Clone)]
struct Pulse(Arc<Mutex<Instant>>);

impl Pulse {
    fn beat(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends when nothing moved for so long.
    async fn silent(&self, silence: Duration) {
        loop {
            let until = self.last() + silence;
            if Instant::now() >= until {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }
}

fn bad_address(url: &str) -> Error {
    let what = Sentence::new("transport-address-bad").with("address", url);
    Error::new(ErrorKind::BadInput, what)
}

/// Whether an address may be asked: TLS, or this machine itself.
fn allowed(url: &str) -> bool {
    let local = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"];
    url.starts_with("https://") || local.iter().any(|start| url.starts_with(start))
}

impl Reach {
    /// An address that may be asked.
    ///
    /// # Errors
    /// When it is none, or without TLS on another machine.
    pub(super) fn new(url: &str, patience: Patience) -> Result<Self, Error> {
        if !allowed(url) {
            return Err(bad_address(url));
        }
        Ok(Self {
            url: url.trim_end_matches('/').to_owned(),
            patience,
            traffic: Arc::default(),
        })
    }

    /// Whether there is TLS at all.
    pub(super) fn is_secret(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// A client without connections.
    pub(super) fn client(&self, config: rustls::ClientConfig) -> Result<reqwest::Client, Error> {
        let built = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.patience.connect)
            .tcp_nodelay(true)
            .build();
        built.map_err(|_| bad_address(&self.url))
    }

    /// Makes a request once. An answer that is no hub's, whatever its status, is a broken link.
    pub(super) async fn ask(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Broken> {
        let pulse = Pulse(Arc::new(Mutex::new(Instant::now())));
        tokio::select! {
            exchanged = self.exchange(client, request, &pulse) => exchanged,
            () = pulse.silent(self.patience.silence) => Err(Broken::Silence),
        }
    }

    /// The body by pieces, each of which is a sign of life.
    fn body(&self, bytes: &[u8], pulse: &Pulse) -> reqwest::Body {
        let body = Bytes::from(bytes.to_vec());
        let pieces = (0..body.len()).step_by(CHUNK);
        let pieces: Vec<Bytes> = pieces.map(|at| body.slice(at..body.len().min(at + CHUNK))).collect();
        let (beating, up) = (pulse.clone(), self.traffic.clone());
        reqwest::Body::wrap_stream(stream::iter(pieces.into_iter().map(move |piece| {
            beating.beat();
            up.0.fetch_add(piece.len() as u64, Ordering::Relaxed);
            Ok::<_, Infallible>(piece)
        })))
    }

    async fn exchange(&self, client: &reqwest::Client, request: &Request, pulse: &Pulse) -> Result<Answer, Broken> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes()).map_err(|_| Broken::Link)?;
        let mut asked = client.request(method, format!("{}{}", self.url, request.path));
        if let Some(token) = &request.token {
            asked = asked.bearer_auth(token);
        }
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        if !request.body.is_empty() {
            asked = asked
                .header("content-type", ANSWER_TYPE)
                .header("content-length", request.body.len())
                .body(self.body(&request.body, pulse));
        }
        let mut told = asked.send().await.map_err(|error| {
            let stranger = tls::is_stranger(&error);
            if stranger { Broken::Stranger } else { Broken::Link }
        })?;
        pulse.beat();
        let header = |name: &str| told.headers().get(name).and_then(|value| value.to_str().ok());
        if header("content-type") != Some(ANSWER_TYPE) {
            return Err(Broken::Link);
        }
        let mut answer = Answer {
            status: told.status().as_u16(),
            retry_after: header("retry-after").and_then(|seconds| seconds.parse().ok()),
            offset: header("upload-offset").and_then(|offset| offset.parse().ok()),
            body: Vec::new(),
        };
        while let Some(chunk) = told.chunk().await.map_err(|_| Broken::Link)? {
            pulse.beat();
            self.traffic.1.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            answer.body.extend_from_slice(&chunk);
            if answer.body.len() > MAX_MESSAGE {
                return Err(Broken::Link);
            }
        }
        Ok(answer)
    }
}

impl Http {
    /// A client of the hub at an address.
    ///
    /// # Errors
    /// When the address is none, or without TLS on another machine.
    pub fn new(address: &Address, patience: Patience) -> Result<Self, Error> {
        let reach = Reach::new(&address.url, patience)?;
        let leaf = Leaf::default();
        let config = tls::client(Rule::Hub(address.identity, leaf.clone()))?;
        let client = reach.client(config.clone())?;
        Ok(Self {
            reach,
            client: Arc::new(Mutex::new(client)),
            config,
            identity: address.identity,
            leaf,
        })
    }

    /// Bytes of bodies that went up and came down.
    #[must_use]
    pub fn traffic(&self) -> (u64, u64) {
        let (up, down) = &*self.reach.traffic;
        (up.load(Ordering::Relaxed), down.load(Ordering::Relaxed))
    }

    /// Makes a request. Where another certificate is shown than the known one, whoever shows it is asked who he is, and the
    /// request is made again if the hub's identity signed for it.
    ///
    /// # Errors
    /// [`Failure::Link`] or [`Failure::Stranger`].
    pub async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        match self.once(request).await {
            Err(Failure::Stranger) => {}
            settled => return settled,
        }
        let proof = probe::who(&self.reach).await.map_err(|_| Failure::Stranger)?;
        match proof.leaf.filter(|_| proof.key.writer() == self.identity) {
            Some(leaf) => self.leaf.set(leaf),
            None => return Err(Failure::Stranger),
        }
        self.once(request).await
    }

    async fn once(&self, request: &Request) -> Result<Answer, Failure> {
        let client = self.client().clone();
        self.reach.ask(&client, request).await.map_err(|broken| match broken {
            Broken::Stranger => Failure::Stranger,
            Broken::Link => Failure::Link,
            Broken::Silence => {
                self.leave_connections();
                Failure::Link
            }
        })
    }

    fn client(&self) -> MutexGuard<'_, reqwest::Client> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next request makes a connection of its own; those under way keep theirs.
    fn leave_connections(&self) {
        // Without a new client the old one is as good as before.
        if let Ok(client) = self.reach.client(self.config.clone()) {
            *self.client() = client;
        }
    }
}
