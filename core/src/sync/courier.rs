//! The courier: makes the request of an ask from what lies here, and takes the answer in.
//!
//! A request and an answer are plain method, path and bytes, so that a network, a test and a simulation carry the same.

use std::collections::BTreeSet;

use super::conversation::{Ask, Event, Failure, Told};
use super::files::Files;
use super::wire::{self, HeadsTold, Pulled, Pushed, TOKEN_DOMAIN, Thing, TokenAsk};
use crate::canonical::hex;
use crate::change::{Chain, sign};
use crate::ids::WriterId;
use crate::notebook::{Notebook, Outgoing};
use crate::{Error, ErrorKind, Sentence};

/// A request as HTTP has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, `PATCH` or `POST`.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// The token, where there is one.
    pub token: Option<String>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header `retry-after`, in seconds.
    pub retry_after: Option<u64>,
    /// The header `upload-offset`: how much of a file lies there, or where what comes begins.
    pub offset: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

/// What a person reads about something the hub does not take.
pub(super) fn refused(status: u16) -> Sentence {
    Sentence::new(match status {
        421 => "sync-line-elsewhere",
        _ => "sync-line-refused",
    })
}

/// Carries between one notebook and one hub.
#[derive(Debug)]
pub struct Courier {
    hub: WriterId,
    /// Names this run of this program to the hub, so that it is not sent its own things again. The writer would not do:
    /// a cloned phone has the same one, and must get what the other brought.
    me: [u8; 16],
    chain: Option<Chain>,
    question: Option<[u8; 32]>,
    token: Option<String>,
    out: Option<Outgoing>,
    files: Files,
    /// Keys of what the hub refuses: left out until the next start.
    refused: BTreeSet<Vec<u8>>,
}

/// The header that proves that an answer is a hub's and no login page's.
pub const ANSWER_TYPE: &str = "application/x-crosscheck";

impl Courier {
    /// A courier to the hub with this identity; `me` is random, `chain` proves who this writer is to a hub that never
    /// heard of it.
    #[must_use]
    pub fn new(hub: WriterId, me: [u8; 16], chain: Option<Chain>) -> Self {
        Self {
            hub,
            me,
            chain,
            question: None,
            token: None,
            out: None,
            files: Files::default(),
            refused: BTreeSet::new(),
        }
    }

    /// The hub.
    #[must_use]
    pub fn hub(&self) -> &WriterId {
        &self.hub
    }

    /// Whether the hub refuses something for good that lies here.
    #[must_use]
    pub fn refuses(&self) -> usize {
        self.refused.len()
    }

    /// The request of an ask; none when there is nothing to ask, or not of this hub, with what happened instead.
    ///
    /// # Errors
    /// What the store or the key says.
    pub fn request(&mut self, ask: Ask, notebook: &Notebook) -> Result<Result<Request, Event>, Error> {
        if notebook.is_hub_revoked(&self.hub) {
            return Ok(Err(Event::Failed(ask.lane(), Failure::Revoked)));
        }
        let token = self.token.clone();
        let request = |method, path: String, body: &[u8]| -> Result<Request, Error> {
            Ok(Request {
                method,
                path,
                token: token.clone(),
                headers: Vec::new(),
                body: if body.is_empty() { Vec::new() } else { wire::pack(body)? },
            })
        };
        let made = match ask {
            Ask::Challenge => request("POST", "/v1/challenge".to_owned(), &[])?,
            Ask::Token => request("POST", "/v1/token".to_owned(), &self.signed(notebook)?)?,
            Ask::Heads => {
                let heads = notebook.heads_ask(&self.hub)?;
                request("POST", "/v1/heads".to_owned(), &heads.to_bytes())?
            }
            Ask::Pull { most, wait } => {
                let (epoch, place) = crate::notebook::reading(notebook.hub(&self.hub)?.as_ref());
                let path = format!(
                    "/v1/pull?me={}&epoch={}&after={place}&most={most}&wait={wait}",
                    hex(&self.me),
                    hex(&epoch)
                );
                request("GET", path, &[])?
            }
            Ask::Push { most } => {
                let out = notebook.outgoing(&self.hub, most, &self.refused)?;
                if out.keys.is_empty() {
                    let told = Told::Pushed { bytes: 0, more: false };
                    return Ok(Err(Event::Told(told)));
                }
                let made = request("POST", format!("/v1/push?me={}", hex(&self.me)), &out.push.to_bytes())?;
                self.out = Some(out);
                made
            }
            Ask::Carry { most, originals } => {
                let made = self.files.carry((&self.hub, &self.me), (most, originals), notebook)?;
                return Ok(made.map(|made| Request { token, ..made }).map_err(Event::Told));
            }
            Ask::Fetch { most, originals } => {
                let made = self.files.fetch(&self.hub, (most, originals), notebook)?;
                return Ok(made.map(|made| Request { token, ..made }).map_err(Event::Told));
            }
        };
        Ok(Ok(made))
    }

    fn signed(&self, notebook: &Notebook) -> Result<Vec<u8>, Error> {
        let nonce = self.question.unwrap_or([0; 32]);
        let parts: [&[u8]; 3] = [&notebook.campaign().0, &self.hub.0, &nonce];
        let ask = TokenAsk {
            nonce,
            key: notebook.keys().public_key(),
            signature: sign(notebook.keys(), TOKEN_DOMAIN, &parts)?,
            chain: self.chain.clone(),
        };
        Ok(ask.to_bytes())
    }

    /// Takes an answer in; what it means to the conversation, and what a person should read about it.
    pub fn accept(&mut self, ask: Ask, answer: &Answer, notebook: &mut Notebook) -> (Event, Option<Sentence>) {
        let failed = |failure| Event::Failed(ask.lane(), failure);
        if matches!(ask, Ask::Carry { .. } | Ask::Fetch { .. })
            && let Some(said) = self.files.settled(ask, answer, &self.hub, notebook)
        {
            return said;
        }
        if answer.status != 200 {
            let failure = self.failure(ask, answer);
            let line = (failure == Failure::Item).then(|| refused(answer.status));
            return (failed(failure), line);
        }
        match self.take(ask, answer, notebook) {
            Ok((told, line)) => (Event::Told(told), line),
            Err(error) => {
                let skipped = error
                    .problems
                    .iter()
                    .any(|problem| problem.what.code() == "sync-skipped");
                // The next pull begins at the first place; what is held already costs nothing but its bytes.
                let anew = skipped.then(|| notebook.read_anew(&self.hub));
                let failure = match error.kind {
                    _ if matches!(anew, Some(Err(_))) => Failure::Disk,
                    ErrorKind::Storage => Failure::Disk,
                    ErrorKind::Refused => Failure::Later,
                    _ => Failure::Link,
                };
                (
                    failed(failure),
                    error.problems.into_iter().next().map(|problem| problem.what),
                )
            }
        }
    }

    fn failure(&mut self, ask: Ask, answer: &Answer) -> Failure {
        match answer.status {
            401 => {
                self.token = None;
                Failure::Token
            }
            403 => Failure::Ended,
            413 => Failure::Large,
            // The body says which item.
            421 | 422 if matches!(ask, Ask::Push { .. }) => {
                let index = std::str::from_utf8(&answer.body)
                    .ok()
                    .and_then(|text| text.parse::<usize>().ok());
                let out = self.out.take();
                let key = index.zip(out).and_then(|(index, out)| out.keys.into_iter().nth(index));
                match key {
                    Some((_, key)) => {
                        self.refused.insert(key);
                        Failure::Item
                    }
                    None => Failure::Link,
                }
            }
            426 => Failure::Later,
            429 | 503 => Failure::Busy(answer.retry_after.unwrap_or(1).saturating_mul(1000)),
            507 => Failure::Full,
            _ => Failure::Link,
        }
    }

    fn take(&mut self, ask: Ask, answer: &Answer, notebook: &mut Notebook) -> Result<(Told, Option<Sentence>), Error> {
        let bytes = answer.body.len();
        let plain = wire::unpack(&answer.body)?;
        let bad = || Error::new(ErrorKind::CheckFailed, Sentence::new("sync-answer-bad"));
        let told = match ask {
            Ask::Challenge => {
                self.question = Some(plain.try_into().map_err(|_| bad())?);
                Told::Question
            }
            Ask::Token => {
                self.token = Some(hex(&<[u8; 32]>::try_from(plain).map_err(|_| bad())?));
                Told::Token
            }
            Ask::Push { .. } => {
                let out = self.out.take().ok_or_else(bad)?;
                notebook.pushed(&self.hub, &out, &Pushed::read(&plain)?)?;
                let more = !notebook.outgoing(&self.hub, 1, &self.refused)?.keys.is_empty();
                Told::Pushed { bytes: out.size, more }
            }
            Ask::Pull { .. } => return self.pulled(bytes, &Pulled::read(&plain)?, notebook),
            Ask::Heads => {
                let told = HeadsTold::read(&plain)?;
                let compared = notebook.compared(&self.hub, &told)?;
                self.files.begin_anew();
                Told::Heads {
                    lacking: compared.lacking,
                    files: compared.files,
                    lags: compared.lags,
                }
            }
            Ask::Carry { .. } | Ask::Fetch { .. } => return Err(bad()),
        };
        let line = (ask == Ask::Heads && notebook.keeps_from(&self.hub)).then(|| refused(421));
        Ok((told, line))
    }

    fn pulled(
        &mut self,
        bytes: usize,
        told: &Pulled,
        notebook: &mut Notebook,
    ) -> Result<(Told, Option<Sentence>), Error> {
        let known = notebook.hub(&self.hub)?;
        let (taken, damaged) = notebook.pulled(&self.hub, told)?;
        let line = if taken.own_fork {
            Some(Sentence::new("sync-line-fork"))
        } else {
            (damaged > 0).then(|| Sentence::new("sync-line-damaged").with("count", damaged))
        };
        let files = told
            .items
            .iter()
            .any(|placed| matches!(placed.item.thing, Thing::Blob(_)));
        let told = Told::Pulled {
            bytes,
            more: told.upto < told.last,
            new: files || taken.segments + taken.texts > 0,
            restored: known.is_some_and(|row| row.epoch != told.epoch || told.from < row.place),
        };
        Ok((told, line))
    }
}
