//! A front of a hub, as a busy or broken one stands before it: it refuses the first few things a phone brings, then passes
//! everything on. It speaks plain HTTP on the loopback.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::{Next, from_fn_with_state};
use crosscheck_core::sync::courier::ANSWER_TYPE;
use crosscheck_hub::serve::{Hub, router};
use tokio::runtime::Runtime;

/// What is refused, and how.
#[derive(Debug)]
struct Refusing {
    status: u16,
    retry_after: Option<u64>,
    left: AtomicU32,
}

/// A front.
#[derive(Debug)]
pub struct Front {
    /// Where it listens.
    pub address: SocketAddr,
    refusing: Arc<Refusing>,
    _runtime: Runtime,
}

async fn stand(State(refusing): State<Arc<Refusing>>, request: Request, next: Next) -> Response<Body> {
    let brings = request.uri().path().starts_with("/v1/push") || request.method() == "PATCH";
    let counted = |left: u32| left.checked_sub(1);
    if !brings
        || refusing
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, counted)
            .is_err()
    {
        return next.run(request).await;
    }
    let mut told = Response::builder()
        .status(refusing.status)
        .header("content-type", ANSWER_TYPE);
    if let Some(seconds) = refusing.retry_after {
        told = told.header("retry-after", seconds);
    }
    told.body(Body::empty()).unwrap()
}

impl Front {
    /// A front that answers the first `times` things that are brought with a status.
    #[must_use]
    pub fn start(hub: Arc<Hub>, status: u16, retry_after: Option<u64>, times: u32) -> Self {
        let refusing = Arc::new(Refusing {
            status,
            retry_after,
            left: AtomicU32::new(times),
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let app = router(hub).layer(from_fn_with_state(refusing.clone(), stand));
        runtime.spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self {
            address,
            refusing,
            _runtime: runtime,
        }
    }

    /// How many things it will still refuse.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.refusing.left.load(Ordering::SeqCst)
    }
}
