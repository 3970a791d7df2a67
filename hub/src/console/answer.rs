//! How a page is sent: its frame, its headers, and the pages that say why there is nothing to see.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use crosscheck_core::{Error, Lang, Sentence};

use super::visitor::Visitor;
use crate::context::Context;
use crate::serve::Hub;

/// Nothing runs, nothing is loaded from elsewhere, nothing is kept, and no other page may show ours in a frame.
const GUARDS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
];

/// What stands on every page.
#[derive(Debug)]
pub struct Top {
    words: Context,
    /// Whether there is a session to end.
    pub signed_in: bool,
}

impl Top {
    pub fn new(lang: Lang, signed_in: bool) -> Self {
        Self {
            words: Context::new(lang),
            signed_in,
        }
    }

    /// A sentence by its code.
    pub fn word(&self, code: &'static str) -> String {
        self.words.word(code)
    }

    /// A sentence with arguments.
    pub fn say(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    /// The code of the page's language, as links carry it on.
    pub fn lang(&self) -> &'static str {
        self.words.lang.code()
    }
}

/// A page that shows nothing of the campaign and says why, and what to do.
#[derive(Debug, Template)]
#[template(path = "console/closed.html")]
pub struct Closed {
    top: Top,
    why: &'static str,
    /// A link that is opened from here.
    knock: Option<String>,
}

impl Closed {
    pub fn new(top: Top, why: &'static str) -> Self {
        Self { top, why, knock: None }
    }

    /// A one-time link that another site led to: it is opened from this page, so that the browser brings its cookie.
    pub fn knock(top: Top, code: &str) -> Self {
        // Only what a code can hold is put into the page's link.
        let code: String = code.chars().filter(char::is_ascii_hexdigit).take(64).collect();
        Self {
            top,
            why: "console-knock",
            knock: Some(format!("/admin/{code}")),
        }
    }
}

/// An answer of a type with the guards.
pub fn guarded(text: impl Into<Body>, kind: &'static str) -> Response<Body> {
    let mut response = Response::new(text.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    for (name, value) in GUARDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A page.
pub fn page(status: StatusCode, template: &impl Template) -> Response<Body> {
    let (status, text) = match template.render() {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "a page was not made");
            (StatusCode::INTERNAL_SERVER_ERROR, String::new())
        }
    };
    let mut response = guarded(text, "text/html; charset=utf-8");
    *response.status_mut() = status;
    response
}

/// Sends the browser on to a page of ours, in its language.
pub fn see(visitor: &Visitor, path: &str) -> Response<Body> {
    let mut response = guarded(Body::empty(), "text/html; charset=utf-8");
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(place) = HeaderValue::from_str(&format!("{path}?lang={}", visitor.lang.code())) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// The hub failed; why stands in the log of the process.
pub fn failed(visitor: &Visitor, error: &Error) -> Response<Body> {
    tracing::error!(code = Hub::code_of(error), "a page failed");
    page(
        StatusCode::INTERNAL_SERVER_ERROR,
        &Closed::new(visitor.top(false), "console-failed"),
    )
}
