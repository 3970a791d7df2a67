//! One question at a time to a hub, in the order a test wants them: no socket, no driver, no clock.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::{Answer, Ask, Courier, Event};
use crosscheck_hub::serve::{Hub, router};
use tower::ServiceExt;

/// A phone that asks a router without a socket.
#[derive(Debug)]
pub struct Asking {
    /// The hub's router.
    pub router: Router,
    /// What puts its questions and reads the answers.
    pub courier: Courier,
    /// Its log.
    pub book: Notebook,
}

impl Asking {
    /// A phone of this log that asks this hub.
    #[must_use]
    pub fn new(hub: &Arc<Hub>, book: Notebook) -> Self {
        // By its name a hub knows what not to send back: each phone has one of its own.
        let mut name = [0; 16];
        name.copy_from_slice(&book.id().0[..16]);
        Self {
            router: router(hub.clone()),
            courier: Courier::new(hub.id(), name, None),
            book,
        }
    }

    /// What came of an ask, and the code of what a person reads about it.
    pub async fn ask(&mut self, ask: Ask) -> (Event, Option<&'static str>) {
        let request = match self.courier.request(ask, &self.book).unwrap() {
            Ok(request) => request,
            Err(event) => return (event, None),
        };
        let mut asked = axum::http::Request::builder().method(request.method).uri(&request.path);
        if let Some(token) = &request.token {
            asked = asked.header("authorization", format!("Bearer {token}"));
        }
        let told = self
            .router
            .clone()
            .oneshot(asked.body(Body::from(request.body)).unwrap());
        let told = told.await.unwrap();
        let answer = Answer {
            status: told.status().as_u16(),
            body: to_bytes(told.into_body(), 1 << 22).await.unwrap().to_vec(),
            ..Answer::default()
        };
        let (event, line) = self.courier.accept(ask, &answer, &mut self.book);
        (event, line.map(|line| line.code()))
    }
}
