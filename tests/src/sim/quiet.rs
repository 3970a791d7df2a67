//! What must hold once everything is quiet: nothing is lost, everyone is equal, nothing disappeared that nobody saw.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::ids::{OpId, TextHash};
use crosscheck_core::merge::Reason;
use crosscheck_core::notebook::Notebook;

use super::check::{OnHub, apart};
use super::hubs::{OFFICE, id_of};
use super::order;
use super::pen::Answered;
use super::phone::SimPhone;
use super::snap;
use super::world::World;
use crate::phone::held;

/// Everything, once all is quiet.
pub(super) fn all(world: &mut World) -> Result<(), String> {
    for hub in 0..world.hubs.len() {
        world.follow(hub);
    }
    if let Some(laptop) = world.laptop {
        world.phones[laptop].book.catch_up().unwrap();
    }
    let there = world.on_hub(OFFICE);
    nothing_lost(world, &there)?;
    all_equal(world)?;
    redacted(world, &there)?;
    snap::all(world, &there)?;
    later_ops(world)?;
    nothing_hidden(world)?;
    ended_read_no_more(world)?;
    let office = held(&world.hubs[OFFICE].hub.book);
    office.verify().map_err(|error| format!("the office: {error}"))?;
    drop(office);
    order::any(world)
}

fn standing(world: &World) -> impl Iterator<Item = &SimPhone> {
    world.phones.iter().filter(|phone| !phone.ended)
}

/// What was saved lies on the phone and on the hub, and the phone says so.
fn nothing_lost(world: &World, there: &OnHub) -> Result<(), String> {
    let office = id_of(OFFICE);
    for phone in standing(world) {
        let (name, book) = (&phone.who.name, &phone.book);
        apart(phone)?;
        let out = book.outgoing(&office, 1 << 20, &BTreeSet::new()).unwrap();
        if !out.keys.is_empty() || book.unsealed_count().unwrap() > 0 {
            return Err(format!("{name} still has {} things to bring", out.keys.len()));
        }
        if let Some((stream, _)) = phone.saved.iter().find(|(_, op)| !there.ops.contains(op)) {
            return Err(format!("the hub never got an op that {name} saved in {stream}"));
        }
        if let Some((stream, _)) = phone.saved.iter().find(|(_, op)| book.state().op(op).is_none()) {
            return Err(format!("{name} lost an op it saved in {stream}"));
        }
        if !book.is_all_on_server().unwrap() {
            let row = book.hub(&office).unwrap();
            return Err(format!("{name} never shows that everything is on the server: {row:?}"));
        }
    }
    Ok(())
}

/// Whoever reads the same holds the same, and has come as far as the office in every stream.
fn all_equal(world: &World) -> Result<(), String> {
    let office = held(&world.hubs[OFFICE].hub.book);
    let heads = office.spread().unwrap();
    // Who obeyed a redaction that an ending cut off later does not take that text again, from anyone.
    let ended = world.phones.iter().filter(|phone| phone.ended);
    let cut_off: BTreeSet<TextHash> = ended.flat_map(|phone| phone.redacted.iter().copied()).collect();
    let mut digests: BTreeMap<&str, String> = BTreeMap::new();
    for phone in standing(world) {
        let (name, book) = (&phone.who.name, &phone.book);
        let digest = book.digest();
        let first = digests.entry(phone.who.group).or_insert_with(|| digest.clone());
        if *first != digest {
            return Err(format!("{name} differs from the others of its group"));
        }
        let own = book.spread().unwrap().heads(|stream| book.reads(stream));
        if heads.heads(|stream| book.reads(stream)) != own {
            return Err(format!("{name} and the office have not come equally far"));
        }
        let texts = |book: &Notebook| -> BTreeSet<(String, TextHash)> {
            let texts = book.texts().unwrap().into_iter();
            let read = texts.filter(|(stream, _)| phone.book.reads(stream));
            read.map(|(stream, text)| (stream.to_string(), text.name().hash))
                .collect()
        };
        let (own, there) = (texts(book), texts(&office));
        let mut differing = own.symmetric_difference(&there);
        if differing.any(|(_, text)| !cut_off.contains(text)) {
            return Err(format!("{name} and the office do not hold the same texts"));
        }
    }
    Ok(())
}

/// No replica holds a text that was redacted.
fn redacted(world: &World, there: &OnHub) -> Result<(), String> {
    let office = held(&world.hubs[OFFICE].hub.book);
    let redactions = office.redactions().into_iter();
    let redactions: BTreeSet<(String, TextHash)> = redactions
        .map(|(stream, text)| (stream.to_string(), text.hash))
        .collect();
    if there.texts.intersection(&redactions).next().is_some() {
        return Err("the hub holds a redacted text".to_owned());
    }
    for book in standing(world).map(|phone| &phone.book).chain([&*office]) {
        let texts = book.texts().unwrap().into_iter();
        let mut names = texts.map(|(stream, text)| (stream.to_string(), text.name().hash));
        if names.any(|name| redactions.contains(&name)) {
            return Err(format!("{} holds a redacted text", book.member()));
        }
    }
    Ok(())
}

/// What a later version wrote is kept byte for byte; what is understood of it counts, and the rest waits as such.
fn later_ops(world: &World) -> Result<(), String> {
    let office = held(&world.hubs[OFFICE].hub.book);
    for phone in standing(world) {
        for later in &phone.laters {
            let (stream, name) = (&later.stream, &phone.who.name);
            let found = office.state().op(&later.id);
            let Some(found) = found.filter(|found| found.op.as_bytes() == later.bytes) else {
                return Err(format!("what a later version of {name} wrote in {stream} was not kept"));
            };
            let right = match found.reason {
                None => later.counts,
                Some(reason) => !later.counts && reason == Reason::Later,
            };
            if !right {
                return Err(format!(
                    "what a later version of {name} wrote in {stream}: {:?}",
                    found.reason
                ));
            }
        }
    }
    Ok(())
}

/// An answer stands until its own author says another, or somebody replaces it who saw it.
fn nothing_hidden(world: &World) -> Result<(), String> {
    let office = held(&world.hubs[OFFICE].hub.book);
    let answers: Vec<&Answered> = world.phones.iter().flat_map(|phone| &phone.answered).collect();
    let counts = |id: &OpId| office.state().op(id).is_some_and(|held| held.reason.is_none());
    for answer in answers.iter().filter(|answer| counts(&answer.id)) {
        let (stream, entity) = (&answer.stream, &answer.entity);
        let field = office.state().field(stream, entity, "value");
        let statement = field.and_then(|field| field.statements.iter().find(|one| one.ops.contains(&answer.id)));
        let Some(statement) = statement else {
            return Err(format!("an answer of {} in {stream} is in no field", answer.member));
        };
        let closes = |other: &&&Answered| {
            let same = other.id != answer.id && other.stream == *stream && other.entity == *entity;
            same && (other.member == answer.member || other.saw.contains(&answer.id)) && counts(&other.id)
        };
        if !statement.head && answers.iter().find(closes).is_none() {
            return Err(format!(
                "an answer of {} in {stream} was replaced by nobody who saw it",
                answer.member
            ));
        }
    }
    Ok(())
}

/// Nobody who was ended read anything of the office that came after.
fn ended_read_no_more(world: &World) -> Result<(), String> {
    let storage = &world.hubs[OFFICE].hub.storage;
    let epochs = storage.epochs().unwrap();
    let nth = |epoch| epochs.iter().position(|(_, known)| *known == epoch);
    for (writer, (epoch, place)) in &world.endings {
        for phone in world.phones.iter().filter(|phone| phone.book.id() == writer) {
            let Some(row) = phone.book.hub(&id_of(OFFICE)).unwrap() else {
                continue;
            };
            // An epoch that was lost with its file is older than all that are known.
            if (nth(row.epoch), row.place) > (nth(*epoch), *place) && nth(row.epoch).is_some() {
                return Err(format!("{} was ended and read on", phone.who.name));
            }
        }
    }
    Ok(())
}
