//! What people of the simulation write: answers from screens opened just now or long ago, notes, decisions, redactions.
//!
//! The pen notes what every author had before his eyes, from the screen and not from the op: the checks ask by it
//! whether anything disappeared that nobody saw. The rule to keep: what was refused is not noted, and changed nothing.

use crosscheck_core::change::{Entity, TextRef, Value};
use crosscheck_core::ids::{GroupId, MemberId, OpId, StreamName, VisitHash};
use crosscheck_core::lead::decide;
use crosscheck_core::merge::FieldKey;
use crosscheck_core::notebook::{Edit, Seen};
use crosscheck_core::{Error, ErrorKind};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::later;
use super::phone::SimPhone;
use crate::desk;

/// A screen somebody has open: a field, and what it showed when it was opened.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    stream: StreamName,
    entity: Entity,
    seen: Seen,
}

/// An answer, and what its author had before his eyes.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) stream: StreamName,
    pub(super) entity: Entity,
    pub(super) id: OpId,
    pub(super) member: MemberId,
    pub(super) saw: Vec<OpId>,
}

/// What a disk said to a writing; anything but being full is a fault of the program.
pub(super) fn full(error: &Error) -> bool {
    error.kind == ErrorKind::Storage && error.problems.iter().any(|problem| problem.what.code() == "store-full")
}

impl SimPhone {
    fn visit(&self, number: u32) -> StreamName {
        let group = GroupId::parse(self.who.group).unwrap();
        let (campaign, _) = desk::campaign();
        let hash = VisitHash::of(&campaign, &group, &format!("U{number}"), 1);
        StreamName::Visit(group, hash)
    }

    fn look(&self, rng: &mut ChaCha8Rng) -> Screen {
        let stream = self.visit(rng.random_range(0..3));
        let entity = Entity::new("answer", &format!("1/S0-{:02}", rng.random_range(1..6)));
        let seen = self.book.seen(&stream, &entity, "value");
        Screen { stream, entity, seen }
    }

    /// Writes something. On a full disk nothing is written, and nothing else changes.
    ///
    /// # Errors
    /// What a refused writing changed all the same.
    pub(super) fn write(&mut self, rng: &mut ChaCha8Rng, blind: bool) -> Result<(), String> {
        self.book.catch_up().unwrap();
        let before = self.full.then(|| (self.book.digest(), self.book.state().count()));
        let written = self.put(rng, blind);
        match (written, before) {
            (Ok(()), _) => {}
            (Err(error), Some(before)) if full(&error) => {
                let after = (self.book.digest(), self.book.state().count());
                self.book.catch_up().unwrap();
                let again = (self.book.digest(), self.book.state().count());
                if before != after || after != again {
                    return Err(format!("{} wrote half of something on a full disk", self.who.name));
                }
            }
            (Err(error), _) => panic!("{}: {error}", self.who.name),
        }
        self.screen = rng.random::<bool>().then(|| self.look(rng));
        Ok(())
    }

    fn put(&mut self, rng: &mut ChaCha8Rng, blind: bool) -> Result<(), Error> {
        match rng.random_range(0..20) {
            0..=1 if !self.texts.is_empty() => {
                let at = rng.random_range(0..self.texts.len());
                let (stream, text) = self.texts[at].clone();
                self.redact(&stream, &text)?;
                self.texts.swap_remove(at);
                Ok(())
            }
            9 => {
                let stream = self.visit(rng.random_range(0..3));
                self.photograph(stream, rng)
            }
            10 if rng.random() && self.redact_snap(rng)? => Ok(()),
            2 if self.who.leads => self.redact_somebodys(rng),
            3 if self.who.leads => self.decide(rng),
            4..=6 if self.later => {
                let (stream, clock) = (self.visit(rng.random_range(0..3)), self.clock());
                let later = later::write(&mut self.book, &stream, &clock, rng)?;
                self.saved.push((stream, later.id));
                self.laters.push(later);
                Ok(())
            }
            3..=8 => {
                let text = self.book.typed(&format!("测试文字 {}", rng.random::<u32>()))?;
                let (stream, name) = (self.visit(rng.random_range(0..3)), text.name());
                let entity = Entity::new("note", &format!("{:08x}", rng.random::<u32>()));
                let ids = self.book.save(&[Edit::typed(&stream, entity, "fact", text)])?;
                self.texts.push((stream.clone(), name));
                self.keep(&stream, ids);
                Ok(())
            }
            _ => self.answer(rng, blind),
        }
    }

    pub(super) fn keep(&mut self, stream: &StreamName, ids: Vec<OpId>) {
        self.saved.extend(ids.into_iter().map(|id| (stream.clone(), id)));
    }

    fn redact(&mut self, stream: &StreamName, text: &TextRef) -> Result<(), Error> {
        let before = self.book.state().count();
        let redacted = self.book.redact(stream, text);
        match redacted {
            Ok(ids) => self.keep(stream, ids),
            // The disk was full between saying it and obeying it: it was said.
            Err(error) if full(&error) && self.book.state().count() > before => {}
            Err(error) => return Err(error),
        }
        self.redacted.push(text.hash);
        Ok(())
    }

    /// A leader redacts a text of whoever wrote it.
    fn redact_somebodys(&mut self, rng: &mut ChaCha8Rng) -> Result<(), Error> {
        let texts = self.book.texts()?;
        let texts: Vec<_> = texts.iter().filter(|(stream, _)| stream.group().is_some()).collect();
        if texts.is_empty() {
            return Ok(());
        }
        let (stream, text) = texts[rng.random_range(0..texts.len())];
        self.redact(stream, &text.name())
    }

    /// A leader decides between the answers he sees.
    fn decide(&mut self, rng: &mut ChaCha8Rng) -> Result<(), Error> {
        let Screen { stream, entity, .. } = self.look(rng);
        let key = FieldKey {
            stream: stream.clone(),
            entity: entity.clone(),
            field: "value".into(),
        };
        let seen = self.book.seen(&stream, &entity, "value");
        if seen.as_ref().is_empty() {
            return Ok(());
        }
        let value = Value::int(rng.random_range(0..4));
        let id = decide(&mut self.book, &key, value, "测试理由", &seen)?;
        self.note_answer(stream, entity, id, seen.as_ref().to_vec());
        Ok(())
    }

    fn answer(&mut self, rng: &mut ChaCha8Rng, blind: bool) -> Result<(), Error> {
        let old = self.screen.take().filter(|_| rng.random());
        let Screen { stream, entity, seen } = old.unwrap_or_else(|| self.look(rng));
        let value = Value::int(rng.random_range(0..4));
        let saw = if rng.random() {
            seen.as_ref().to_vec()
        } else {
            Vec::new()
        };
        // A faulty program links what stands now, whatever its author saw.
        let now = self.book.seen(&stream, &entity, "value");
        let linked = if blind { now.as_ref() } else { &saw };
        let edit = Edit::new(&stream, entity.clone(), "value", value).seen(linked);
        let ids = self.book.save(&[edit])?;
        self.note_answer(stream, entity, ids[0], saw);
        Ok(())
    }

    fn note_answer(&mut self, stream: StreamName, entity: Entity, id: OpId, saw: Vec<OpId>) {
        self.saved.push((stream.clone(), id));
        self.answered.push(Answered {
            stream,
            entity,
            id,
            member: MemberId::parse(&self.who.name).unwrap(),
            saw,
        });
    }
}
