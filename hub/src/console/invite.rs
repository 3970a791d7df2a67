//! An invitation made on the page: its QR, its link, and what the other side does with it.
//!
//! The page is the only place the code ever stands: the disk keeps its hash, so it is shown once.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::body::Body;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{Response, StatusCode};
use crosscheck_core::ids::MemberId;
use crosscheck_core::{Error, ErrorKind, Sentence};
use serde::Deserialize;

use super::answer::{Top, failed, page};
use super::home;
use super::visitor::Visitor;
use crate::serve::command::url_of;
use crate::serve::phones::{Offer, offer};
use crate::serve::{Hub, Link, aside, held, qr};

/// What the form says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    group: String,
    role: String,
    /// Empty for the first of the roster without a phone.
    #[serde(default)]
    member: String,
    #[serde(default)]
    enrol: u64,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/invitation.html")]
struct Made {
    top: Top,
    title: String,
    link: String,
    /// Drawn by us from the link alone: the one thing a template does not escape.
    qr: String,
}

fn made(hub: &Hub, asked: &Asked) -> Result<(Link, MemberId), Error> {
    let url = url_of(&hub.storage)?;
    let offered = Offer {
        group: asked.group.trim(),
        role: &asked.role,
        member: Some(asked.member.trim()).filter(|member| !member.is_empty()),
        enrol: asked.enrol,
    };
    offer(&held(&hub.book), &hub.storage, (&hub.id(), &url), &offered)
}

/// Makes an invitation and shows it, or the page it was asked on with what is wrong.
pub async fn make(
    State(hub): State<Arc<Hub>>,
    visitor: Visitor,
    asked: Result<Form<Asked>, FormRejection>,
) -> Response<Body> {
    if let Some(refused) = visitor.refused() {
        return refused;
    }
    let Ok(Form(asked)) = asked else {
        let what = Sentence::new("console-form-bad");
        return home::with(hub, visitor, StatusCode::UNPROCESSABLE_ENTITY, Some(what)).await;
    };
    let (making, group) = (hub.clone(), asked.group.clone());
    let made = match aside(move || Ok(made(&making, &asked))).await {
        Ok(made) => made.and_then(|(link, member)| Ok((qr::to_svg(&link.to_text())?, link.to_text(), member))),
        Err(refusal) => return refusal.response(),
    };
    match made {
        Ok((qr, link, member)) => shown(&visitor, &group, &member, link, &qr),
        Err(error) if error.kind == ErrorKind::Storage => failed(&visitor, &error),
        Err(error) => {
            let status = match error.kind {
                ErrorKind::NotYet => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let problem = error.problems.into_iter().next().map(|problem| problem.what);
            home::with(hub, visitor, status, problem).await
        }
    }
}

fn shown(visitor: &Visitor, group: &str, member: &MemberId, link: String, qr: &str) -> Response<Body> {
    let top = visitor.top(true);
    let title = Sentence::new("console-invited")
        .with("group", group)
        .with("member", member);
    let made = Made {
        title: top.say(&title),
        top,
        link,
        // Inside a page a picture has no declaration of its own.
        qr: qr.find("<svg").map_or_else(String::new, |start| qr[start..].to_owned()),
    };
    page(StatusCode::OK, &made)
}
