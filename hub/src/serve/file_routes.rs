//! The routes of files: HEAD says how much lies here, PATCH takes the next piece, GET gives one.
//!
//! Names of headers follow the draft of resumable uploads. A piece's bytes go into the file as they arrive: a connection
//! that breaks in the middle has brought what it brought.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::sync::courier::ANSWER_TYPE;
use crosscheck_core::sync::wire::{MAX_MESSAGE, Pushed};
use http_body_util::BodyExt;

use super::files::{End, Hold};
use super::hub::Hub;
use super::refusal::Refusal;
use super::routes::{Me, answer, aside, asker, kept, me};

/// How long a sender may be silent.
const SILENCE: Duration = Duration::from_secs(30);

type Asked = Path<(String, String)>;

fn name_of((stream, hash): (String, String)) -> Result<(StreamName, BlobHash), Refusal> {
    let stream = stream.parse().map_err(|_| Refusal::Bad)?;
    Ok((stream, BlobHash::parse(&hash).ok_or(Refusal::Bad)?))
}

fn number(headers: &HeaderMap, name: &str) -> Result<u64, Refusal> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.parse().ok()).ok_or(Refusal::Bad)
}

fn ending(mut response: Response<Body>, end: u64) -> Response<Body> {
    response.headers_mut().insert("upload-offset", end.into());
    response
}

/// `HEAD`: how much of a file lies here.
pub(super) async fn ask(State(hub): State<Arc<Hub>>, Path(path): Asked, headers: HeaderMap) -> Response<Body> {
    let told = async {
        let (asker, name) = (asker(&hub, &headers).await?, name_of(path)?);
        let hub = hub.clone();
        aside(move || hub.file_end(&asker, &name)).await
    };
    match told.await {
        Ok(End::At(end) | End::Whole(_, _, end)) => {
            let mut response = Response::new(Body::empty());
            let ours = HeaderValue::from_static(ANSWER_TYPE);
            response.headers_mut().insert("content-type", ours);
            ending(response, end)
        }
        Err(refusal) => refusal.response(),
    }
}

/// `PATCH`: takes the next piece.
pub(super) async fn take(
    State(hub): State<Arc<Hub>>,
    Path(path): Asked,
    headers: HeaderMap,
    Query(asking): Query<Me>,
    body: Body,
) -> Response<Body> {
    match taken(&hub, path, &headers, &asking.me, body).await {
        Ok((told, end)) => ending(answer(Ok(told.to_bytes())), end),
        Err(refusal) => refusal.response(),
    }
}

async fn taken(
    hub: &Arc<Hub>,
    path: (String, String),
    headers: &HeaderMap,
    asking: &str,
    body: Body,
) -> Result<(Pushed, u64), Refusal> {
    let (asker, name, by) = (asker(hub, headers).await?, name_of(path)?, me(asking)?);
    let (offset, length) = (number(headers, "upload-offset")?, number(headers, "upload-length")?);
    let told = |places| Pushed {
        epoch: hub.epoch,
        places,
        missing: Vec::new(),
    };
    let (holding, whose, named) = (hub.clone(), asker.clone(), name.clone());
    let Some(hold) = aside(move || holding.hold(&whose, named, length)).await? else {
        let hub = hub.clone();
        let End::Whole(place, seq, length) = aside(move || hub.file_end(&asker, &name)).await? else {
            return Err(Refusal::None);
        };
        return Ok((told(vec![(place, seq)]), length));
    };
    let end = receive(&hold, offset, body).await?;
    let Some(batch) = aside(move || hold.finish(by)).await? else {
        return Ok((told(Vec::new()), end));
    };
    let kept = kept(hub, batch).await?;
    if kept.places == [(0, 0)] {
        // Redacted while it came.
        return Err(Refusal::Gone);
    }
    Ok((told(kept.places), end))
}

/// Takes what arrives until the body ends or breaks; gives where the file ends. Nothing waits in between: when a connection
/// is cut, this is not told, it is only never gone on with.
async fn receive(hold: &Hold, mut offset: u64, body: Body) -> Result<u64, Refusal> {
    let mut body = http_body_util::Limited::new(body, MAX_MESSAGE);
    loop {
        match tokio::time::timeout(SILENCE, body.frame()).await {
            Ok(None) => return Ok(offset),
            Ok(Some(Ok(frame))) => {
                // A frame is some kilobytes: less work than handing it to another thread.
                if let Ok(bytes) = frame.into_data() {
                    offset = hold.take(offset, &bytes)?;
                }
            }
            Ok(Some(Err(fault))) if fault.is::<http_body_util::LengthLimitError>() => return Err(Refusal::Large),
            Ok(Some(Err(_))) | Err(_) => return Err(Refusal::Bad),
        }
    }
}

/// `GET`: gives the piece a `range` asks for, or the beginning.
pub(super) async fn give(State(hub): State<Arc<Hub>>, Path(path): Asked, headers: HeaderMap) -> Response<Body> {
    let told = async {
        let (asker, name) = (asker(&hub, &headers).await?, name_of(path)?);
        let (from, most) = range(&headers)?;
        let hub = hub.clone();
        let piece = aside(move || hub.file_piece(&asker, &name, from, most)).await?;
        Ok::<_, Refusal>((piece, from))
    };
    match told.await {
        Ok((piece, from)) => {
            let mut response = Response::new(Body::from(piece));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let ours = HeaderValue::from_static(ANSWER_TYPE);
            response.headers_mut().insert("content-type", ours);
            ending(response, from)
        }
        Err(refusal) => refusal.response(),
    }
}

/// First byte and most bytes of a `range`.
fn range(headers: &HeaderMap) -> Result<(u64, usize), Refusal> {
    let Some(value) = headers.get("range") else {
        return Ok((0, MAX_MESSAGE / 2));
    };
    let value = value.to_str().ok().and_then(|value| value.strip_prefix("bytes="));
    let (from, to) = value.and_then(|value| value.split_once('-')).ok_or(Refusal::Bad)?;
    let from: u64 = from.parse().map_err(|_| Refusal::Bad)?;
    let to: u64 = to.parse().map_err(|_| Refusal::Bad)?;
    let most = to.checked_sub(from).and_then(|more| usize::try_from(more).ok());
    Ok((from, most.ok_or(Refusal::Bad)?.saturating_add(1)))
}
