//! What the methods of a visit say is not finished, in words: nobody should drive home before he has read it.
//!
//! Nothing here stops anybody. A thing that is withdrawn is finished; an attempt at a draw nobody revealed is not missed
//! once another attempt counts.

use super::findings::FindingRow;
use super::interview::InterviewRow;
use super::ledger::LedgerRow;
use super::methods::MethodsScreen;
use super::on_site::OnSiteRow;
use super::thing::{Thing, first};
use crate::Sentence;
use crate::field::{LEDGER, NoteKind};
use crate::merge::Withdrawn;

/// How much of a text names a thing.
const SHORT: usize = 24;

/// Something that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Unfinished {
    /// Kind and key of the thing.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Sentence,
    /// What is missing.
    pub what: Sentence,
}

/// A thing and its name.
struct Named<'a> {
    kind: &'a str,
    key: &'a str,
    name: Sentence,
}

impl Named<'_> {
    fn lacks(&self, what: Sentence) -> Unfinished {
        Unfinished {
            kind: self.kind.to_owned(),
            key: self.key.to_owned(),
            name: self.name.clone(),
            what,
        }
    }
}

/// A text as the name of a thing, cut where it is long; its key where nothing is held.
fn called(code: &'static str, text: &str, key: &str) -> Sentence {
    let mut short: String = text.chars().take(SHORT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let name = if short.is_empty() {
        key.get(..8).unwrap_or(key)
    } else {
        &short
    };
    Sentence::new(code).with("name", name)
}

fn of_thing(thing: &Thing, name: Sentence) -> Named<'_> {
    Named {
        kind: &thing.entity.kind,
        key: &thing.entity.key,
        name,
    }
}

fn differing(thing: &Thing, name: Sentence) -> Option<Unfinished> {
    let differs = thing.counts() && thing.differs;
    differs.then(|| of_thing(thing, name).lacks(Sentence::new("leaving-differs")))
}

fn interview(row: &InterviewRow, out: &mut Vec<Unfinished>) {
    let named = of_thing(&row.thing, row.who());
    let uncounted = row.questions.iter().filter(|question| question.answered == 0).count();
    if row.questions.is_empty() {
        out.push(named.lacks(Sentence::new("leaving-interview-unasked")));
    } else if uncounted > 0 {
        out.push(named.lacks(Sentence::new("leaving-interview-uncounted").with("count", uncounted)));
    }
    for question in row.questions.iter().filter(|question| question.over) {
        let what = Sentence::new("leaving-interview-over").with("answered", question.answered);
        out.push(named.lacks(what.with("group", row.group)));
    }
}

fn ledger(row: &LedgerRow, draws: &[OnSiteRow], out: &mut Vec<Unfinished>) {
    let named = of_thing(
        &row.thing,
        called("leaving-ledger", first(&row.title), &row.thing.entity.key),
    );
    // Where the draw itself waits for somebody, that is said of the draw.
    let waits = |draw: &OnSiteRow| draw.which.kind == LEDGER && draw.which.ordinal == row.draw;
    if row.drawn.is_none() && !draws.iter().any(waits) {
        out.push(named.lacks(Sentence::new("leaving-ledger-undrawn")));
    }
    if row.open > 0 {
        out.push(named.lacks(Sentence::new("leaving-ledger-open").with("count", row.open)));
    }
}

fn draw(row: &OnSiteRow, out: &mut Vec<Unfinished>) {
    let name = Sentence::new("leaving-draw").with("kind", &row.which.kind);
    let key = format!("{}/{}", row.which.kind, row.which.ordinal);
    let named = Named {
        kind: "draw",
        key: &key,
        name: name.with("ordinal", row.which.ordinal),
    };
    if row.undecided {
        out.push(named.lacks(Sentence::new("leaving-draw-undecided")));
    } else if row.unrevealed() {
        out.push(named.lacks(Sentence::new("leaving-draw-unrevealed")));
    }
}

fn finding(row: &FindingRow, out: &mut Vec<Unfinished>) {
    if row.kind != NoteKind::Finding || row.withdrawn == Withdrawn::Yes {
        return;
    }
    let text = row.fact.first().map_or("", |text| text);
    let named = Named {
        kind: &row.entity.kind,
        key: &row.entity.key,
        name: called("leaving-finding", text, &row.entity.key),
    };
    if row.reply.is_none() {
        out.push(named.lacks(Sentence::new("leaving-finding-not-fed-back")));
    }
}

/// What is not finished, method by method.
pub(super) fn unfinished(screen: &MethodsScreen) -> Vec<Unfinished> {
    let mut out = Vec::new();
    let talks = screen.talks.iter();
    out.extend(talks.filter_map(|row| differing(&row.thing, Sentence::new("leaving-talk"))));
    for row in screen.interviews.iter().filter(|row| row.thing.counts()) {
        out.extend(differing(&row.thing, row.who()));
        interview(row, &mut out);
    }
    screen.draws.iter().for_each(|row| draw(row, &mut out));
    for row in screen.ledgers.iter().filter(|row| row.thing.counts()) {
        ledger(row, &screen.draws, &mut out);
    }
    let documents = screen.documents.iter();
    out.extend(documents.filter_map(|row| {
        let name = called("leaving-document", first(&row.title), &row.thing.entity.key);
        differing(&row.thing, name)
    }));
    screen.findings.iter().for_each(|row| finding(row, &mut out));
    out
}
