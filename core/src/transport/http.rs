//! One request over the network: bounded, and broken off after a silence.
//!
//! A connection that fell silent is never used again: one whose answers are lost on the way still takes every byte, so
//! nothing but the silence would ever tell.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use tokio::time::Instant;

use super::{Address, Patience, tls};
use crate::sync::courier::ANSWER_TYPE;
use crate::sync::wire::MAX_MESSAGE;
use crate::sync::{Answer, Failure, Request};
use crate::{Error, ErrorKind, Sentence};

/// Bytes handed to the socket at once: what counts as a sign of life.
const CHUNK: usize = 4 << 10;

/// A client of one hub.
#[derive(Debug, Clone)]
pub struct Http {
    client: Arc<Mutex<reqwest::Client>>,
    config: rustls::ClientConfig,
    connect: Duration,
    url: String,
    silence: Duration,
    stranger: Arc<AtomicBool>,
    /// Bytes of bodies up and down: what a test weighs.
    traffic: Arc<(AtomicU64, AtomicU64)>,
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

/// Whether an address may be asked: TLS, or this machine itself.
fn allowed(url: &str) -> bool {
    let local = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"];
    url.starts_with("https://") || local.iter().any(|start| url.starts_with(start))
}

/// A client without connections.
fn client(config: rustls::ClientConfig, connect: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connect)
        .tcp_nodelay(true)
        .build()
}

impl Http {
    /// A client of the hub at an address.
    ///
    /// # Errors
    /// When the address is none, or without TLS on another machine.
    pub fn new(address: &Address, patience: Patience) -> Result<Self, Error> {
        let bad = || {
            let what = Sentence::new("transport-address-bad").with("address", &address.url);
            Error::new(ErrorKind::BadInput, what)
        };
        if !allowed(&address.url) {
            return Err(bad());
        }
        let (config, stranger) = tls::client(address.identity)?;
        let client = client(config.clone(), patience.connect).map_err(|_| bad())?;
        Ok(Self {
            client: Arc::new(Mutex::new(client)),
            config,
            connect: patience.connect,
            url: address.url.trim_end_matches('/').to_owned(),
            silence: patience.silence,
            stranger,
            traffic: Arc::default(),
        })
    }

    /// Bytes of bodies that went up and came down.
    #[must_use]
    pub fn traffic(&self) -> (u64, u64) {
        (
            self.traffic.0.load(Ordering::Relaxed),
            self.traffic.1.load(Ordering::Relaxed),
        )
    }

    /// Makes a request. An answer that is no hub's, whatever its status, is a broken link.
    ///
    /// # Errors
    /// [`Failure::Link`] or [`Failure::Stranger`].
    pub async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        let pulse = Pulse(Arc::new(Mutex::new(Instant::now())));
        self.stranger.store(false, Ordering::SeqCst);
        let exchanged = tokio::select! {
            exchanged = self.exchange(request, &pulse) => exchanged,
            () = pulse.silent(self.silence) => {
                self.leave_connections();
                None
            }
        };
        let stranger = self.stranger.load(Ordering::SeqCst);
        exchanged.ok_or(if stranger { Failure::Stranger } else { Failure::Link })
    }

    fn client(&self) -> MutexGuard<'_, reqwest::Client> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next request makes a connection of its own; those under way keep theirs.
    fn leave_connections(&self) {
        // Without a new client the old one is as good as before.
        if let Ok(client) = client(self.config.clone(), self.connect) {
            *self.client() = client;
        }
    }

    async fn exchange(&self, request: &Request, pulse: &Pulse) -> Option<Answer> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes()).ok()?;
        let mut asked = self.client().request(method, format!("{}{}", self.url, request.path));
        if let Some(token) = &request.token {
            asked = asked.bearer_auth(token);
        }
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        if !request.body.is_empty() {
            let body = Bytes::from(request.body.clone());
            let chunks: Vec<Bytes> = (0..body.len())
                .step_by(CHUNK)
                .map(|at| body.slice(at..body.len().min(at + CHUNK)))
                .collect();
            let (beating, up) = (pulse.clone(), self.traffic.clone());
            let chunks = stream::iter(chunks.into_iter().map(move |chunk| {
                beating.beat();
                up.0.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                Ok::<_, Infallible>(chunk)
            }));
            asked = asked
                .header("content-type", ANSWER_TYPE)
                .header("content-length", body.len())
                .body(reqwest::Body::wrap_stream(chunks));
        }
        let mut told = asked.send().await.ok()?;
        pulse.beat();
        let header = |name: &str| told.headers().get(name).and_then(|value| value.to_str().ok());
        if header("content-type") != Some(ANSWER_TYPE) {
            return None;
        }
        let mut answer = Answer {
            status: told.status().as_u16(),
            retry_after: header("retry-after").and_then(|seconds| seconds.parse().ok()),
            offset: header("upload-offset").and_then(|offset| offset.parse().ok()),
            body: Vec::new(),
        };
        while let Some(chunk) = told.chunk().await.ok()? {
            pulse.beat();
            self.traffic.1.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            answer.body.extend_from_slice(&chunk);
            if answer.body.len() > MAX_MESSAGE {
                return None;
            }
        }
        Some(answer)
    }
}
