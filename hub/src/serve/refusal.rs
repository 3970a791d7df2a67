//! What the hub answers when it does not do what was asked.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use crosscheck_core::sync::courier::ANSWER_TYPE;
use crosscheck_core::sync::wire::HELD;
use crosscheck_core::{Error, ErrorKind};

use crate::context::random;

/// Seconds after which to come again, drawn anew each time: who was sent away together does not come back together.
fn later(least: u64) -> u64 {
    least + random().map_or(0, |[byte]: [u8; 1]| u64::from(byte) % 5)
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// 400: no message of ours.
    Bad,
    /// 401: sign a new question.
    Token,
    /// 403: nobody's key, or an ended one.
    Ended,
    /// 404: no such thing.
    None,
    /// 409: bytes that belong elsewhere; the file ends here.
    Offset(u64),
    /// 410: it was redacted.
    Gone,
    /// 413: more than one request may have.
    Large,
    /// 421: this item of the push is of a stream that this hub does not carry; of a file, its only one.
    Elsewhere(usize),
    /// 422: this item of the push; of a file, its only one.
    Item(usize),
    /// 429: too many requests of one phone.
    Much,
    /// 500: the hub failed.
    Failed,
    /// 503: too much waits already.
    Busy,
    /// 503: the folder was restored and is held; whoever asked loses nothing by coming again.
    Held,
    /// 507: the disk is full; nothing was half-written.
    Full,
}

impl Refusal {
    /// The refusal of an error.
    #[must_use]
    pub fn of(error: Error) -> Self {
        let code = super::hub::Hub::code_of(&error);
        match error.kind {
            ErrorKind::Storage if matches!(code, "serve-disk-full" | "store-full") => {
                tracing::error!(code, "the disk is full");
                Self::Full
            }
            ErrorKind::Storage => {
                tracing::error!(code, "the disk failed");
                Self::Failed
            }
            ErrorKind::NotYet => Self::Held,
            ErrorKind::NotFound => Self::None,
            ErrorKind::Refused => Self::Ended,
            ErrorKind::BadInput | ErrorKind::CheckFailed => Self::Bad,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::Bad => StatusCode::BAD_REQUEST,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::Ended => StatusCode::FORBIDDEN,
            Self::None => StatusCode::NOT_FOUND,
            Self::Offset(_) => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::Large => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Elsewhere(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::Item(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Much => StatusCode::TOO_MANY_REQUESTS,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Held => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// As an answer.
    #[must_use]
    pub fn response(self) -> Response<Body> {
        let body = match self {
            Self::Item(index) | Self::Elsewhere(index) => index.to_string().into_bytes(),
            Self::Held => HELD.to_vec(),
            _ => Vec::new(),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert("content-type", axum::http::HeaderValue::from_static(ANSWER_TYPE));
        let after = match self {
            Self::Busy => Some(later(2)),
            Self::Held => Some(later(60)),
            Self::Much => Some(later(5)),
            _ => None,
        };
        if let Self::Offset(end) = self {
            headers.insert("upload-offset", end.into());
        }
        if let Some(seconds) = after {
            headers.insert("retry-after", seconds.into());
        }
        response
    }
}
