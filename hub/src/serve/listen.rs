//! Sockets of a running hub, on threads of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use crosscheck_core::{Error, ErrorKind, Sentence};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

use super::certificate::Tls;
use super::follow;
use super::hub::Hub;
use super::routes::router;

/// How long a connection may take to say hello, and a request to be finished when the hub closes.
const HELLO: Duration = Duration::from_secs(30);
const GRACE: Duration = Duration::from_secs(10);

/// A hub that listens.
#[derive(Debug)]
pub struct Server {
    hub: Arc<Hub>,
    address: SocketAddr,
    runtime: Option<Runtime>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Listens at an address (port 0 takes any), with TLS or, on the loopback alone, without; a proxy there may speak it.
    ///
    /// # Errors
    /// When the address cannot be listened at, or is not the loopback's without TLS.
    pub fn start(hub: Arc<Hub>, listen: SocketAddr, tls: Option<Tls>) -> Result<Self, Error> {
        if !tls.as_ref().is_some_and(Tls::is_spoken) && !listen.ip().is_loopback() {
            return Err(Error::new(ErrorKind::Refused, Sentence::new("serve-tls-off")));
        }
        let at = |cause: std::io::Error| {
            let what = Sentence::new("serve-listen")
                .with("address", listen)
                .with("cause", cause);
            Error::new(ErrorKind::Storage, what)
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(at)?;
        let listener = runtime.block_on(TcpListener::bind(listen)).map_err(at)?;
        let address = listener.local_addr().map_err(at)?;
        hub.shows(tls.as_ref().map(|tls| tls.leaf));
        let acceptor = tls.and_then(|tls| tls.config);
        let acceptor = acceptor.map(|config| TlsAcceptor::from(Arc::new(config)));
        runtime.spawn(follow::run(hub.clone()));
        let accepting = runtime.spawn(accept(hub.clone(), listener, acceptor));
        Ok(Self {
            hub,
            address,
            runtime: Some(runtime),
            accepting,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The hub.
    #[must_use]
    pub fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Waits for the signal to stop: an interrupt or a termination.
    pub fn wait(&self) {
        let Some(runtime) = &self.runtime else { return };
        runtime.block_on(async {
            let mut end = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
            let ended = async {
                match &mut end {
                    Some(end) => drop(end.recv().await),
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = ended => {}
            }
        });
    }

    /// Stops: nothing new is accepted, what is under way is finished, what waits is written.
    pub fn stop(mut self) {
        self.hub.close();
        if let Some(runtime) = self.runtime.take() {
            let finished = async { tokio::time::timeout(GRACE, &mut self.accepting).await };
            // Whoever did not finish in time tries again when the hub is back.
            let _ = runtime.block_on(finished);
            runtime.shutdown_timeout(GRACE);
        }
    }
}

async fn accept(hub: Arc<Hub>, listener: TcpListener, tls: Option<TlsAcceptor>) {
    let (mut closing, graceful) = (hub.closing(), GracefulShutdown::new());
    let router = router(hub);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = closing.changed() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let watcher = graceful.watcher();
                tokio::spawn(connection(stream, tls.clone(), router.clone(), watcher));
            }
            // Out of file handles: whoever is connected goes on, and room comes back as they leave.
            Err(cause) => {
                tracing::warn!(%cause, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) {
    // A connection that breaks is the other side's to make again.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HELLO);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(HELLO))
        .max_concurrent_streams(16);
    let service = TowerToHyperService::new(router);
    let served = match tls {
        None => {
            watcher
                .watch(builder.serve_connection(TokioIo::new(stream), service).into_owned())
                .await
        }
        Some(tls) => {
            let Ok(Ok(stream)) = tokio::time::timeout(HELLO, tls.accept(stream)).await else {
                return;
            };
            watcher
                .watch(builder.serve_connection(TokioIo::new(stream), service).into_owned())
                .await
        }
    };
    if let Err(cause) = served {
        tracing::debug!(%cause, "a connection ended");
    }
}
