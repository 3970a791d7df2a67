//! The routes: what a phone may ask over HTTP. The router is a function of the hub's state alone, so a test asks it
//! without a socket.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{get, post};
use crosscheck_core::change::{Frontier, HeadsMessage};
use crosscheck_core::ids::{StreamName, unhex};
use crosscheck_core::sync::courier::ANSWER_TYPE;
use crosscheck_core::sync::identity::nonce_of;
use crosscheck_core::sync::wire::{
    self, Epoch, HeadsAsk, HeadsTold, JoinAsk, MAX_MESSAGE, MAX_PUSH_OPS, Pulled, Push, Pushed, Thing, TokenAsk,
};
use crosscheck_core::{Error, ErrorKind};
use serde::Deserialize;
use tokio::runtime::{Handle, RuntimeFlavor};

use super::check::check;
use super::file_routes as files;
use super::gate::Asker;
use super::hub::{Hub, Kept, NotKept, held};
use super::refusal::Refusal;
use super::storage::{Batch, OfficeCopy};

/// The longest a pull waits, in seconds.
const LONGEST_WAIT: u64 = 50;

pub(super) type Answered = Result<Vec<u8>, Refusal>;

/// Every route of the hub.
pub fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/v1/identity", post(identity))
        .route("/v1/challenge", post(challenge))
        .route("/v1/token", post(token))
        .route("/v1/join", post(join))
        .route("/v1/push", post(push))
        .route("/v1/pull", get(pull))
        .route("/v1/heads", post(heads))
        .route(
            "/v1/streams/{stream}/blobs/{hash}",
            get(files::give).head(files::ask).patch(files::take),
        )
        .layer(axum::middleware::map_response(told))
        .merge(crate::console::pages())
        .layer(DefaultBodyLimit::max(MAX_MESSAGE))
        .with_state(hub)
}

/// Notes what is refused, and says in our own form what was refused before it came to a route of ours: a body too long, a
/// query that is none. Who only has to come again is not worth a line.
async fn told(response: Response<Body>) -> Response<Body> {
    let status = response.status();
    if status.is_success() {
        return response;
    }
    if matches!(status.as_u16(), 400 | 403 | 413 | 422 | 429) {
        tracing::warn!(status = status.as_u16(), "a request is refused");
    }
    let ours = response
        .headers()
        .get("content-type")
        .is_some_and(|kind| kind == ANSWER_TYPE);
    match status {
        _ if ours => response,
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::Large.response(),
        StatusCode::NOT_FOUND => Refusal::None.response(),
        _ => Refusal::Bad.response(),
    }
}

pub(super) fn answer(answered: Answered) -> Response<Body> {
    match answered.and_then(|plain| wire::pack(&plain).map_err(Refusal::of)) {
        Ok(packed) => {
            let mut response = Response::new(Body::from(packed));
            let ours = HeaderValue::from_static(ANSWER_TYPE);
            response.headers_mut().insert("content-type", ours);
            response
        }
        Err(refusal) => refusal.response(),
    }
}

/// Runs what may wait for the disk or compute, off the threads that serve connections. A runtime of one thread (a test's)
/// has nobody else to serve meanwhile.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::CurrentThread => work(),
        _ => tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::Failed)),
    }
}

fn authorization(headers: &HeaderMap) -> Option<String> {
    headers.get("authorization")?.to_str().ok().map(str::to_owned)
}

pub(super) async fn asker(hub: &Arc<Hub>, headers: &HeaderMap) -> Result<Asker, Refusal> {
    let (hub, token) = (hub.clone(), authorization(headers));
    aside(move || hub.asker(token.as_deref())).await
}

async fn health(State(hub): State<Arc<Hub>>) -> Response<Body> {
    let lag = aside(move || {
        Ok((
            hub.storage.last().map_err(Refusal::of)?,
            hub.lag().map_err(Refusal::of)?,
        ))
    })
    .await;
    match lag {
        Ok((last, lag)) => {
            let text = format!("{{\"status\":\"ok\",\"last\":{last},\"lag\":{lag}}}\n");
            let mut response = Response::new(Body::from(text));
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().insert("content-type", json);
            response
        }
        Err(refusal) => refusal.response(),
    }
}

async fn identity(State(hub): State<Arc<Hub>>, body: Bytes) -> Response<Body> {
    let told = aside(move || {
        let nonce = wire::unpack(&body).and_then(|plain| nonce_of(&plain));
        let said = nonce.and_then(|nonce| hub.identify(&nonce));
        said.map(|said| said.to_bytes()).map_err(Refusal::of)
    });
    answer(told.await)
}

async fn challenge(State(hub): State<Arc<Hub>>) -> Response<Body> {
    answer(hub.question().map(|nonce| nonce.to_vec()).map_err(Refusal::of))
}

async fn token(State(hub): State<Arc<Hub>>, body: Bytes) -> Response<Body> {
    let told = aside(move || {
        let ask = wire::unpack(&body)
            .and_then(|plain| TokenAsk::read(&plain))
            .map_err(Refusal::of)?;
        hub.token(&ask).map(|token| token.to_vec())
    });
    answer(told.await)
}

async fn join(State(hub): State<Arc<Hub>>, body: Bytes) -> Response<Body> {
    let told = aside(move || {
        let ask = wire::unpack(&body)
            .and_then(|plain| JoinAsk::read(&plain))
            .map_err(Refusal::of)?;
        let joined = hub.join(&ask).map_err(Refusal::of)?;
        tracing::info!(writer = %ask.key.writer(), "a phone joined");
        Ok(joined.to_bytes())
    });
    answer(told.await)
}

/// Which run of a program asks.
#[derive(Debug, Deserialize)]
pub(super) struct Me {
    pub(super) me: String,
}

pub(super) fn me(text: &str) -> Result<[u8; 16], Refusal> {
    let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(Refusal::Bad)
}

async fn push(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    Query(asking): Query<Me>,
    body: Bytes,
) -> Response<Body> {
    answer(pushed(&hub, &headers, &asking.me, body).await)
}

async fn pushed(hub: &Arc<Hub>, headers: &HeaderMap, asking: &str, body: Bytes) -> Answered {
    let asker = asker(hub, headers).await?;
    let (checking, by) = (hub.clone(), me(asking)?);
    let batch = aside(move || checked(&checking, &asker, by, &body)).await?;
    let kept = kept(hub, batch).await?;
    let told = Pushed {
        epoch: hub.epoch,
        places: kept.places,
        missing: kept.missing,
    };
    Ok(told.to_bytes())
}

/// Waits until a batch lies on the disk.
pub(super) async fn kept(hub: &Hub, batch: Batch) -> Result<Kept, Refusal> {
    hub.keep(batch).await.map_err(|not| match not {
        NotKept::Busy => Refusal::Busy,
        NotKept::Disk(error) => Refusal::of(error),
    })
}

fn checked(hub: &Hub, asker: &Asker, by: [u8; 16], body: &[u8]) -> Result<Batch, Refusal> {
    let plain = wire::unpack(body).map_err(Refusal::of)?;
    let push = Push::read(&plain).map_err(Refusal::of)?;
    if push.campaign != hub.campaign {
        return Err(Refusal::Bad);
    }
    let mut items = Vec::with_capacity(push.items.len());
    let mut ops = 0;
    for (index, item) in push.items.iter().enumerate() {
        if !hub.carries(&item.stream) {
            return Err(Refusal::Elsewhere(index));
        }
        let item = check(item, &hub.campaign, &asker.scope).map_err(|error| {
            tracing::warn!(writer = %asker.writer, index, code = Hub::code_of(&error), "an item is refused");
            Refusal::Item(index)
        })?;
        ops += item.segment.as_ref().map_or(0, |(header, _)| header.count());
        items.push(item);
    }
    if ops > MAX_PUSH_OPS {
        return Err(Refusal::Large);
    }
    Ok(Batch { by, items })
}

/// What a pull asks in its query.
#[derive(Debug, Deserialize)]
struct PullAsk {
    me: String,
    epoch: String,
    after: u64,
    most: usize,
    #[serde(default)]
    wait: u64,
}

async fn pull(State(hub): State<Arc<Hub>>, headers: HeaderMap, Query(ask): Query<PullAsk>) -> Response<Body> {
    answer(pulled(&hub, &headers, ask).await.map(|pulled| pulled.to_bytes()))
}

async fn pulled(hub: &Arc<Hub>, headers: &HeaderMap, ask: PullAsk) -> Result<Pulled, Refusal> {
    let asker = asker(hub, headers).await?;
    let run = me(&ask.me)?;
    let epoch: Epoch = unhex(&ask.epoch)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Refusal::Bad)?;
    let (mut news, mut closing) = (hub.news(), hub.closing());
    let until = tokio::time::Instant::now() + Duration::from_secs(ask.wait.min(LONGEST_WAIT));
    loop {
        news.borrow_and_update();
        // Whoever was ended while it waited is let go at once.
        let scope = hub.scope(&asker.writer).ok_or(Refusal::Ended)?;
        let (reading, by) = (hub.clone(), scope.clone());
        let most = ask.most.min(MAX_MESSAGE / 2);
        let told = aside(move || {
            let told = reading.storage.pull(&by, Some(&run), (&epoch, ask.after), most);
            told.map_err(Refusal::of)
        });
        let told = told.await?;
        // What the asker brought itself is no news.
        let news_for_it = told.items.iter().any(|placed| placed.item.thing != Thing::Yours);
        let other_epoch = told.epoch != epoch || told.from < ask.after;
        if news_for_it || other_epoch || ask.wait == 0 || *closing.borrow() {
            return Ok(told);
        }
        loop {
            tokio::select! {
                changed = news.changed() => {
                    hub.scope(&asker.writer).ok_or(Refusal::Ended)?;
                    if changed.is_err() || hub.has_after(&scope, told.upto) {
                        break;
                    }
                }
                _ = closing.changed() => return Ok(told),
                () = tokio::time::sleep_until(until) => return Ok(told),
            }
        }
    }
}

async fn heads(State(hub): State<Arc<Hub>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let asker = asker(&hub, &headers).await;
    let told = match asker {
        Ok(asker) => aside(move || told_heads(&hub, &asker, &body)).await,
        Err(refusal) => Err(refusal),
    };
    answer(told)
}

fn told_heads(hub: &Hub, asker: &Asker, body: &[u8]) -> Answered {
    let ask = wire::unpack(body)
        .and_then(|plain| HeadsAsk::read(&plain))
        .map_err(Refusal::of)?;
    if ask.campaign != hub.campaign {
        return Err(Refusal::Bad);
    }
    let office = hub.storage.last_of(&StreamName::Office).map_err(Refusal::of)?;
    let (heads, missing) = {
        let spread = held(&hub.spread);
        let reads = |stream: &_| asker.scope.reads(stream);
        (spread.heads(reads), spread.missing(reads))
    };
    let same = wire::digest_of(&heads) == ask.digest;
    let mut message = HeadsMessage::new(hub.campaign, if same { Frontier::new() } else { heads });
    message.texts = hub.storage.lacking(&asker.scope).map_err(Refusal::of)?;
    message.blobs = hub.storage.lacking_blobs(&asker.scope).map_err(Refusal::of)?;
    message.backed_up = hub.storage.backed_up(&asker.scope).map_err(Refusal::of)?;
    note_heads(hub, asker, &ask, same.then_some(office)).map_err(|error| match error.kind {
        ErrorKind::Storage => Refusal::of(error),
        _ => Refusal::Failed,
    })?;
    let told = HeadsTold {
        epoch: hub.epoch,
        same,
        heads: message,
        missing: if same { Vec::new() } else { missing },
    };
    Ok(told.to_bytes())
}

/// Notes what a device told of itself, and what equal heads prove: that nothing it holds is missing here, and of another
/// machine of the organiser, that it has the office stream up to a number.
fn note_heads(hub: &Hub, asker: &Asker, ask: &HeadsAsk, same: Option<u64>) -> Result<(), Error> {
    hub.met(&asker.writer, |device| {
        (device.unsent, device.oldest) = ask.unsent;
        device.heard = same.map(|_| hub.epoch).or(device.heard);
    })?;
    match same.filter(|_| asker.scope.reads(&StreamName::Office)) {
        None => Ok(()),
        Some(seq) => hub.storage.note_copy(&OfficeCopy {
            epoch: hub.epoch,
            seq,
            at: hub.now(),
        }),
    }
}
