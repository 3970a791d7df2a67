//! Who asks for a page: in which language, with which session, and from where.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode, Uri, header};
use crosscheck_core::Lang;

use super::answer::{Closed, Top, page};
use super::{SITE, door};
use crate::serve::Hub;

/// Whoever asks.
#[derive(Debug)]
pub struct Visitor {
    /// The language asked for, or the browser's; Chinese first.
    pub lang: Lang,
    /// The secret of a session that stands.
    pub secret: Option<[u8; 32]>,
    /// Whether another site sent the browser here.
    pub from_elsewhere: bool,
    /// Whether one of our own pages sent what is posted.
    ours: bool,
}

impl FromRequestParts<Arc<Hub>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, hub: &Arc<Hub>) -> Result<Self, Infallible> {
        let headers = &parts.headers;
        Ok(Self {
            lang: lang(&parts.uri, headers),
            secret: door::session(hub, headers),
            from_elsewhere: headers.get(SITE).is_some_and(|site| site == "cross-site"),
            ours: is_ours(&parts.uri, headers),
        })
    }
}

impl Visitor {
    /// What stands on every page.
    pub fn top(&self, signed_in: bool) -> Top {
        Top::new(self.lang, signed_in)
    }

    /// The page that refuses what is posted: without a session, or sent by something else than our own pages.
    pub fn refused(&self) -> Option<Response<Body>> {
        let code = match self.secret {
            None => "console-closed",
            Some(_) if !self.ours => "console-not-ours",
            Some(_) => return None,
        };
        Some(page(StatusCode::FORBIDDEN, &Closed::new(self.top(false), code)))
    }
}

/// `?lang=`, then the first of our languages the browser names.
fn lang(uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = uri.query().into_iter().flat_map(|query| query.split('&'));
    let asked = asked.filter_map(|pair| pair.strip_prefix("lang="));
    let named = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|named| named.to_str().ok());
    let named = named.into_iter().flat_map(|named| named.split(',')).map(str::trim);
    asked.chain(named).find_map(known).unwrap_or_default()
}

fn known(tag: &str) -> Option<Lang> {
    let tag = tag.to_ascii_lowercase();
    let of = |code: &str| tag.starts_with(code);
    of("zh").then_some(Lang::Zh).or(of("en").then_some(Lang::En))
}

/// Whether a browser says that the page it shows is ours. Browsers that say nothing of the site name the origin.
fn is_ours(uri: &Uri, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SITE) {
        return site == "same-origin";
    }
    // HTTP/2 has no host header: the address of the request says it.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let origin = origin.and_then(|origin| origin.split_once("://"));
    origin.zip(host).is_some_and(|((_, origin), host)| origin == host)
}
