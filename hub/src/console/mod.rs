//! The pages of a hub for whoever runs it: the campaign, its groups and phones, what is unsent, invitations.
//!
//! Server-rendered, without a script; every sentence is in the tables, every text from elsewhere is escaped by the
//! templates (`hub/templates/console`). `door` is who comes in, `visitor` who asks and in which language, `answer` how a
//! page is sent, `home` and `invite` the pages, `ages` how long ago, `command` a new link. The rule to keep: without a
//! session nothing of the campaign is said, and nothing is decided here that core or `serve` decides.

mod ages;
mod answer;
pub mod command;
mod door;
mod home;
mod invite;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{Method, Response, StatusCode, Uri, header};
use axum::routing::{get, post};

use crate::serve::{Hub, Refusal};
use answer::{Closed, page, see};
pub use door::{Sessions, new_link};
use visitor::Visitor;

/// The most bytes a form may have.
const MAX_FORM: usize = 16 << 10;
const STYLE: &str = include_str!("../../templates/console/console.css");

/// The pages, to be merged into the hub's routes. What is no page and no route is told so in the asker's own way.
pub fn pages() -> Router<Arc<Hub>> {
    Router::new()
        .route("/", get(home::show))
        .route("/admin/{code}", get(enter))
        .route("/invitations", post(invite::make))
        .route("/sign-out", post(leave))
        .route(
            "/console.css",
            get(async || answer::guarded(STYLE, "text/css; charset=utf-8")),
        )
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .fallback(nothing)
}

/// A one-time link is opened: the first visit begins a session, any other is told how to get a new link.
async fn enter(
    State(hub): State<Arc<Hub>>,
    Path(code): Path<String>,
    visitor: Visitor,
    method: Method,
) -> Response<Body> {
    // A link followed from elsewhere would come back without the cookie, and a HEAD is no visit: neither spends it.
    if visitor.from_elsewhere || method == Method::HEAD {
        return page(StatusCode::OK, &Closed::knock(visitor.top(false), &code));
    }
    let secure = door::is_secure(&hub);
    match door::open(&hub, &code) {
        Ok(Some(secret)) => {
            let mut response = see(&visitor, "/");
            door::give(&hub, &secret, secure, &mut response);
            response
        }
        Ok(None) => page(
            StatusCode::FORBIDDEN,
            &Closed::new(visitor.top(false), "console-link-used"),
        ),
        Err(error) => answer::failed(&visitor, &error),
    }
}

/// Signs out.
async fn leave(State(hub): State<Arc<Hub>>, visitor: Visitor) -> Response<Body> {
    if let Some(refused) = visitor.refused() {
        return refused;
    }
    let mut response = see(&visitor, "/");
    door::end(&hub, visitor.secret.as_ref(), door::is_secure(&hub), &mut response);
    response
}

/// What is not here: a phone is told so as a phone, anybody else by a page.
async fn nothing(visitor: Visitor, uri: Uri) -> Response<Body> {
    if uri.path().starts_with("/v1/") {
        return Refusal::None.response();
    }
    page(
        StatusCode::NOT_FOUND,
        &Closed::new(visitor.top(false), "console-nothing-here"),
    )
}

/// The name of a header we read that no library names.
const SITE: header::HeaderName = header::HeaderName::from_static("sec-fetch-site");
