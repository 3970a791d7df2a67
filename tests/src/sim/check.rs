//! What must hold: some of it at any time, all of it once everything is quiet.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::change::{Segment, TextFrame};
use crosscheck_core::ids::{OpId, StreamName, TextHash};
use crosscheck_core::notebook::Copies;
use crosscheck_core::sync::wire::Thing;
use crosscheck_hub::serve::Scope;
use rand::RngExt;

use super::phone::SimPhone;
use super::world::World;
use crate::phone::held;

/// One happening in so many is followed by a look at what people are shown.
const LOOK: u32 = 40;

/// What lies on the hub's disk.
struct OnHub {
    ops: BTreeSet<OpId>,
    texts: BTreeSet<(String, TextHash)>,
}

fn on_hub(world: &World) -> OnHub {
    let epoch = world.hub.storage.epochs().unwrap().last().unwrap().1;
    let pulled = world
        .hub
        .storage
        .pull(&Scope::everything(), None, (&epoch, 0), usize::MAX)
        .unwrap();
    let mut found = OnHub {
        ops: BTreeSet::new(),
        texts: BTreeSet::new(),
    };
    for placed in pulled.items {
        match placed.item.thing {
            Thing::Segment(bytes) => {
                let segment = Segment::read_unverified(&bytes).unwrap();
                let header = segment.header();
                let id = |op: &crosscheck_core::change::Op| {
                    OpId::of(&header.campaign, &header.writer(), &header.stream, op.as_bytes())
                };
                found.ops.extend(segment.ops().unwrap().iter().map(id));
            }
            Thing::Text(bytes) => {
                let name = TextFrame::read(&bytes).unwrap().name();
                found.texts.insert((placed.item.stream.to_string(), name.hash));
            }
            Thing::Yours | Thing::Blob(_) => {}
        }
    }
    found
}

fn knows_the_epoch(world: &World, phone: &SimPhone) -> bool {
    let epoch = world.hub.storage.epochs().unwrap().last().unwrap().1;
    let known = phone.book.hub(&world.hub_id()).unwrap();
    known.is_some_and(|row| row.epoch == epoch)
}

/// What is shown is never more than is true, and nobody reads another group.
pub(super) fn at_any_time(world: &mut World) -> Result<(), String> {
    if world.rng.random_range(0..LOOK) > 0 {
        return Ok(());
    }
    let at = world.rng.random_range(0..world.phones.len());
    apart(&world.phones[at])?;
    // A phone that has not heard of a restore yet cannot know.
    if !knows_the_epoch(world, &world.phones[at]) {
        return Ok(());
    }
    let there = on_hub(world);
    let phone = &world.phones[at];
    for (stream, op) in &phone.saved {
        let copies = phone.book.copies(op).unwrap();
        if copies > Copies::Here && !there.ops.contains(op) {
            return Err(format!(
                "{} shows {copies:?} of an op in {stream} that the hub does not have",
                phone.who.name
            ));
        }
        if copies == Copies::BackedUp {
            return Err(format!("{} shows a backup nobody made", phone.who.name));
        }
    }
    let all = phone.book.is_all_on_server().unwrap();
    match phone.saved.iter().find(|(_, op)| !there.ops.contains(op)) {
        Some((stream, _)) if all => Err(format!("{} shows everything sent, but not {stream}", phone.who.name)),
        _ => Ok(()),
    }
}

fn apart(phone: &SimPhone) -> Result<(), String> {
    let own = phone.who.group;
    let foreign = |stream: &&StreamName| stream.group().is_some_and(|group| group.as_str() != own);
    match phone.book.state().streams().into_keys().find(foreign) {
        Some(stream) => Err(format!("{} of {own} holds {stream}", phone.who.name)),
        None => Ok(()),
    }
}

/// Everything, once all is quiet.
pub(super) fn all(world: &mut World) -> Result<(), String> {
    world.hub.follow().map_err(|error| error.to_string())?;
    let there = on_hub(world);
    let standing: Vec<&SimPhone> = world.phones.iter().filter(|phone| !phone.ended).collect();
    let mut digests: BTreeMap<&str, String> = BTreeMap::new();
    for phone in &standing {
        let name = &phone.who.name;
        apart(phone)?;
        let left = phone
            .book
            .outgoing(&world.hub_id(), 1 << 20, &BTreeSet::new())
            .unwrap()
            .keys
            .len();
        if left > 0 || phone.book.unsealed_count().unwrap() > 0 {
            return Err(format!("{name} still has {left} things to bring"));
        }
        if let Some((stream, _)) = phone.saved.iter().find(|(_, op)| !there.ops.contains(op)) {
            return Err(format!("the hub never got an op that {name} saved in {stream}"));
        }
        if let Some((stream, _)) = phone.saved.iter().find(|(_, op)| phone.book.state().op(op).is_none()) {
            return Err(format!("{name} lost an op it saved in {stream}"));
        }
        let digest = phone.book.digest();
        let first = digests.entry(phone.who.group).or_insert_with(|| digest.clone());
        if *first != digest {
            return Err(format!("{name} differs from the others of its group"));
        }
        if !phone.book.is_all_on_server().unwrap() {
            let row = phone.book.hub(&world.hub_id()).unwrap();
            return Err(format!("{name} never shows that everything is on the server: {row:?}"));
        }
    }
    equal_streams(world, &standing)?;
    redacted(world, &there)?;
    let office = held(&world.hub.book);
    office.verify().map_err(|error| format!("the office: {error}"))?;
    match standing.first() {
        Some(phone) => phone
            .book
            .verify()
            .map(drop)
            .map_err(|error| format!("{}: {error}", phone.who.name)),
        None => Ok(()),
    }
}

/// Phones and office have come as far in every stream that both read.
fn equal_streams(world: &World, standing: &[&SimPhone]) -> Result<(), String> {
    let office = held(&world.hub.book);
    let heads = office.spread().map_err(|error| error.to_string())?;
    for phone in standing {
        let own = phone.book.spread().unwrap().heads(|stream| phone.book.reads(stream));
        if heads.heads(|stream| phone.book.reads(stream)) != own {
            return Err(format!("{} and the office have not come equally far", phone.who.name));
        }
    }
    Ok(())
}

/// No replica holds a text that was redacted.
fn redacted(world: &World, there: &OnHub) -> Result<(), String> {
    let office = held(&world.hub.book);
    let redactions: BTreeSet<(String, TextHash)> = office
        .redactions()
        .into_iter()
        .map(|(stream, text)| (stream.to_string(), text.hash))
        .collect();
    if there.texts.intersection(&redactions).next().is_some() {
        return Err("the hub holds a redacted text".to_owned());
    }
    let books = world
        .phones
        .iter()
        .filter(|phone| !phone.ended)
        .map(|phone| &phone.book);
    for book in books.chain([&*office]) {
        let texts = book.texts().unwrap();
        let mut names = texts
            .into_iter()
            .map(|(stream, text)| (stream.to_string(), text.name().hash));
        if names.any(|name| redactions.contains(&name)) {
            return Err(format!("{} holds a redacted text", book.member()));
        }
    }
    Ok(())
}
