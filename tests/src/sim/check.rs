//! What must hold at any time: what is shown is never more than is true, and nobody reads another group.

use std::collections::BTreeSet;

use crosscheck_core::change::{Op, Segment, TextFrame};
use crosscheck_core::ids::{BlobHash, OpId, StreamName, TextHash};
use crosscheck_core::notebook::Copies;
use crosscheck_core::sync::wire::Thing;
use crosscheck_hub::serve::Scope;
use rand::RngExt;

use super::hubs::{LAPTOP, OFFICE, id_of};
use super::phone::SimPhone;
use super::snap;
use super::world::World;

/// One happening in so many is followed by a look at what people are shown.
const LOOK: u32 = 40;

/// What lies on a hub's disk.
#[derive(Default)]
pub(super) struct OnHub {
    pub(super) ops: BTreeSet<OpId>,
    pub(super) texts: BTreeSet<(String, TextHash)>,
}

/// The ops of a segment.
fn ops_of(bytes: &[u8]) -> Vec<OpId> {
    let segment = Segment::read_unverified(bytes).unwrap();
    let header = segment.header();
    let id = |op: &Op| OpId::of(&header.campaign, &header.writer(), &header.stream, op.as_bytes());
    segment.ops().unwrap().iter().map(id).collect()
}

impl World {
    /// Reads everything that lies on a hub's disk.
    pub(super) fn on_hub(&mut self, hub: usize) -> OnHub {
        let storage = &self.hubs[hub].hub.storage;
        let epoch = storage.epochs().unwrap().last().unwrap().1;
        let everything = Scope::everything();
        let pulled = storage.pull(&everything, None, (&epoch, 0), usize::MAX).unwrap();
        let mut found = OnHub::default();
        for placed in pulled.items {
            match placed.item.thing {
                Thing::Segment(bytes) => {
                    let digest = BlobHash::of(&bytes).0;
                    let ops = self.read.entry(digest).or_insert_with(|| ops_of(&bytes));
                    found.ops.extend(ops.iter().copied());
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

    fn knows_the_epoch(&self, phone: &SimPhone) -> bool {
        let epoch = self.hubs[OFFICE].hub.storage.epochs().unwrap().last().unwrap().1;
        let known = phone.book.hub(&id_of(OFFICE)).unwrap();
        known.is_some_and(|row| row.epoch == epoch)
    }
}

/// Looks now and then at what somebody is shown.
pub(super) fn at_any_time(world: &mut World) -> Result<(), String> {
    if world.rng.random_range(0..LOOK) > 0 {
        return Ok(());
    }
    let at = world.rng.random_range(0..world.phones.len());
    apart(&world.phones[at])?;
    // A phone that has not heard of a restore yet cannot know.
    if !world.knows_the_epoch(&world.phones[at]) {
        return Ok(());
    }
    let office = world.on_hub(OFFICE).ops;
    let laptop = match world.laptop {
        Some(_) => world.on_hub(LAPTOP).ops,
        None => BTreeSet::new(),
    };
    // The laptop's own conversation looks into a notebook that its other program writes.
    world.phones[at].book.catch_up().unwrap();
    let phone = &world.phones[at];
    let name = &phone.who.name;
    for (stream, op) in &phone.saved {
        let copies = phone.book.copies(op).unwrap();
        let there = match copies {
            Copies::BackedUp => world.backed_up.contains(op),
            Copies::Server => office.contains(op),
            Copies::Here => true,
            Copies::Laptop => office.contains(op) || laptop.contains(op),
        };
        if !there {
            return Err(format!(
                "{name} shows {copies:?} of an op in {stream} that is not there"
            ));
        }
    }
    let files = snap::shown(world, phone)?;
    let lacks = phone.saved.iter().find(|(_, op)| !office.contains(op));
    match lacks {
        Some((stream, _)) if phone.book.is_all_on_server().unwrap() => {
            Err(format!("{name} shows everything sent, but not {stream}"))
        }
        None if files && phone.book.is_all_on_server().unwrap() => {
            Err(format!("{name} shows everything sent, but not a photo"))
        }
        _ => Ok(()),
    }
}

/// Nobody holds a stream of another group.
pub(super) fn apart(phone: &SimPhone) -> Result<(), String> {
    let own = phone.who.group;
    let foreign = |stream: &&StreamName| stream.group().is_some_and(|group| group.as_str() != own);
    match phone.book.state().streams().into_keys().find(foreign) {
        Some(stream) => Err(format!("{} of {own} holds {stream}", phone.who.name)),
        None => Ok(()),
    }
}
