//! Files on their way, a piece a request: which is next, from where, and what an answer means for it.
//!
//! A hub says how much of a file lies there, and the rest is brought from that byte; a file that is fetched goes on from
//! what lies in the vault. Whatever breaks, the next request asks again, so no byte is sent twice but those whose fate
//! nobody knows. The rule to keep: a file counts as brought by the hub's word alone, and as fetched once its bytes were
//! read against its hash.

use std::collections::BTreeSet;

use super::conversation::{Ask, Event, Failure, Told};
use super::courier::{Answer, Request, refused};
use super::wire::{self, Pushed};
use crate::canonical::hex;
use crate::ids::{BlobHash, StreamName, WriterId};
use crate::notebook::{Class, NamedBlob, Notebook};
use crate::{Error, ErrorKind, Sentence};

type Key = (StreamName, BlobHash);

/// A file under way.
#[derive(Debug, Clone)]
struct Moving {
    named: NamedBlob,
    /// Where the other side ends; none while it was not asked.
    offset: Option<u64>,
    /// Bytes of the piece that is asked for or sent.
    piece: usize,
    /// Whether a piece is under way: without an answer nobody knows where the other side ends now.
    sent: bool,
}

/// What goes up and what comes down.
#[derive(Debug, Default)]
pub(super) struct Files {
    up: Option<Moving>,
    down: Option<Moving>,
    /// Left out until heads were compared again: the hub did not know them, or what came was damaged.
    later: BTreeSet<Key>,
    /// Left out until the next start: the hub refuses them.
    refused: BTreeSet<Key>,
}

fn key(named: &NamedBlob) -> Key {
    (named.stream.clone(), named.blob.hash)
}

fn request(method: &'static str, named: &NamedBlob, query: &str, body: Vec<u8>) -> Request {
    Request {
        method,
        path: format!("/v1/streams/{}/blobs/{}{query}", named.stream, named.blob.hash),
        token: None,
        headers: Vec::new(),
        body,
    }
}

impl Files {
    /// What was left out for a while is tried again.
    pub(super) fn begin_anew(&mut self) {
        self.later.clear();
    }

    fn next(&self, originals: bool, all: Vec<NamedBlob>) -> Option<NamedBlob> {
        let may = |class: Class| originals || !class.waits();
        let left_out = |named: &NamedBlob| self.later.contains(&key(named)) || self.refused.contains(&key(named));
        all.into_iter().find(|named| may(named.class) && !left_out(named))
    }

    /// The request that brings the next piece, or asks how much of a file lies there.
    pub(super) fn carry(
        &mut self,
        (hub, me): (&WriterId, &[u8; 16]),
        (most, originals): (usize, bool),
        notebook: &Notebook,
    ) -> Result<Result<Request, Told>, Error> {
        let Some(named) = self.next(originals, notebook.blobs_to_bring(hub)?) else {
            self.up = None;
            return Ok(Err(Told::Carried { bytes: 0, more: false }));
        };
        let before = self.up.take().filter(|moving| moving.named == named);
        let known = before.filter(|moving| !moving.sent);
        let Some(offset) = known.and_then(|moving| moving.offset) else {
            let made = request("HEAD", &named, "", Vec::new());
            self.up = Some(Moving {
                named,
                offset: None,
                piece: 0,
                sent: false,
            });
            return Ok(Ok(made));
        };
        let piece = match notebook.vault().piece(&named.blob, offset, most) {
            Ok(piece) => piece,
            Err(error) if error.kind == ErrorKind::CheckFailed => {
                // Damaged here: said in the journal, and what comes after it goes on.
                self.refused.insert(key(&named));
                let lines = error.problems.iter().map(|problem| &problem.what);
                lines.into_iter().try_for_each(|line| notebook.note_line(line))?;
                return Ok(Err(Told::Carried { bytes: 0, more: true }));
            }
            Err(error) => return Err(error),
        };
        let length = piece.len();
        let mut made = request("PATCH", &named, &format!("?me={}", hex(me)), piece);
        made.headers = vec![
            ("upload-offset", offset.to_string()),
            ("upload-length", named.blob.length.to_string()),
        ];
        self.up = Some(Moving {
            named,
            offset: Some(offset),
            piece: length,
            sent: true,
        });
        Ok(Ok(made))
    }

    /// The request that fetches the next piece.
    pub(super) fn fetch(
        &mut self,
        hub: &WriterId,
        (most, originals): (usize, bool),
        notebook: &Notebook,
    ) -> Result<Result<Request, Told>, Error> {
        let Some(named) = self.next(originals, notebook.blobs_to_fetch(hub)?) else {
            self.down = None;
            return Ok(Err(Told::Fetched { bytes: 0, more: false }));
        };
        let offset = notebook.vault().came(&named.stream.to_string(), &named.blob)?;
        let mut made = request("GET", &named, "", Vec::new());
        let last = (offset + most as u64).min(named.blob.length).saturating_sub(1);
        made.headers = vec![("range", format!("bytes={offset}-{last}"))];
        self.down = Some(Moving {
            named,
            offset: Some(offset),
            piece: most,
            sent: true,
        });
        Ok(Ok(made))
    }

    /// What an answer about a file means; none where it means the same as of any request.
    pub(super) fn settled(
        &mut self,
        ask: Ask,
        answer: &Answer,
        hub: &WriterId,
        notebook: &Notebook,
    ) -> Option<(Event, Option<Sentence>)> {
        let up = matches!(ask, Ask::Carry { .. });
        let moving = if up { &mut self.up } else { &mut self.down }.take()?;
        let settled = if up {
            self.brought(moving, answer, hub, notebook)
        } else {
            self.came(&moving, answer, hub, notebook)
        };
        match settled {
            Ok(Some(Settled { told, line })) => Some((Event::Told(told), line)),
            Ok(None) => None,
            Err(error) => {
                let failure = match error.kind {
                    ErrorKind::Storage => Failure::Disk,
                    _ => Failure::Link,
                };
                let line = error.problems.into_iter().next().map(|problem| problem.what);
                Some((Event::Failed(ask.lane(), failure), line))
            }
        }
    }

    fn brought(
        &mut self,
        moving: Moving,
        answer: &Answer,
        hub: &WriterId,
        notebook: &Notebook,
    ) -> Result<Option<Settled>, Error> {
        let told = |bytes| Some(Settled::of(Told::Carried { bytes, more: true }));
        match (answer.status, moving.offset) {
            (200, None) => {
                let offset = answer.offset.filter(|offset| *offset <= moving.named.blob.length);
                let offset = Some(offset.ok_or_else(bad)?);
                let sent = false;
                self.up = Some(Moving { offset, sent, ..moving });
                Ok(told(0))
            }
            // It ends elsewhere: another connection brought something.
            (409, Some(_)) => {
                let offset = answer.offset.filter(|offset| *offset <= moving.named.blob.length);
                let sent = false;
                self.up = Some(Moving { offset, sent, ..moving });
                Ok(None)
            }
            (200, Some(_)) => {
                let said = Pushed::read(&wire::unpack(&answer.body)?)?;
                if said.places.is_empty() {
                    let offset = answer.offset.filter(|offset| *offset <= moving.named.blob.length);
                    let offset = Some(offset.ok_or_else(bad)?);
                    let (piece, sent) = (moving.piece, false);
                    self.up = Some(Moving { offset, sent, ..moving });
                    return Ok(told(piece));
                }
                notebook.blob_brought(hub, &moving.named, &said)?;
                Ok(told(moving.piece))
            }
            // Not known there yet: its op is on its way.
            (404, _) => {
                self.later.insert(key(&moving.named));
                Ok(told(0))
            }
            // Not of this hub, or larger than it may be, or not the bytes the op names.
            (421 | 422, _) => {
                self.refused.insert(key(&moving.named));
                let line = refused(answer.status);
                Ok(Some(Settled::with(Told::Carried { bytes: 0, more: true }, line)))
            }
            _ => Ok(None),
        }
    }

    fn came(
        &mut self,
        moving: &Moving,
        answer: &Answer,
        hub: &WriterId,
        notebook: &Notebook,
    ) -> Result<Option<Settled>, Error> {
        let named = &moving.named;
        match answer.status {
            200 | 206 => {
                if answer.offset != moving.offset || answer.body.len() > moving.piece.max(1) {
                    return Err(bad());
                }
                let mut part = notebook.vault().part(&named.stream.to_string(), &named.blob)?;
                if Some(part.offset()) != moving.offset {
                    return Err(bad());
                }
                part.append(&answer.body)?;
                let bytes = answer.body.len();
                let told = Told::Fetched { bytes, more: true };
                if !part.is_whole() {
                    part.close()?;
                    // An answer without a byte would be asked for without end.
                    return if bytes == 0 {
                        Err(bad())
                    } else {
                        Ok(Some(Settled::of(told)))
                    };
                }
                match notebook.vault().finish(part, &named.blob.hash) {
                    Ok(()) => Ok(Some(Settled::of(told))),
                    Err(error) if error.kind == ErrorKind::CheckFailed => {
                        self.later.insert(key(named));
                        let line = Sentence::new("sync-line-damaged").with("count", 1);
                        Ok(Some(Settled::with(told, line)))
                    }
                    Err(error) => Err(error),
                }
            }
            404 => {
                notebook.blob_not_there(hub, named)?;
                Ok(Some(Settled::of(Told::Fetched { bytes: 0, more: true })))
            }
            _ => Ok(None),
        }
    }
}

/// What is told of a file, and a line for the journal.
struct Settled {
    told: Told,
    line: Option<Sentence>,
}

impl Settled {
    fn of(told: Told) -> Self {
        Self { told, line: None }
    }

    fn with(told: Told, line: Sentence) -> Self {
        Self { told, line: Some(line) }
    }
}

fn bad() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("sync-answer-bad"))
}
