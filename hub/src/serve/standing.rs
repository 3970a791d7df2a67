//! How a folder stands: whether it is held after a restore, which devices have to be heard before it writes again, and
//! whether another machine has the office stream.
//!
//! A device is heard in an epoch when it compared heads and they were the same: nothing it holds is missing here then.
//! Core says who has to be heard, the hub's file who was. Devices that come only to a leader's hub are asked for as well:
//! nobody here can tell what they hold. The rule to keep: what is shown here lets nothing go, `resume` does.

use std::collections::BTreeMap;

use crosscheck_core::ids::{StreamName, WriterId};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::sync::wire::Epoch;
use crosscheck_core::{Error, Sentence};

use super::phones::when;
use super::storage::{Device, OfficeCopy, Storage};

/// What the hub's file says of devices: read before what they brought is taken over, so that nobody counts as heard whose
/// records are not.
#[derive(Debug, Default)]
pub struct Heard {
    epoch: Epoch,
    devices: BTreeMap<WriterId, Device>,
    copy: Option<OfficeCopy>,
    office: u64,
}

impl Heard {
    /// As the file has it now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of(storage: &Storage) -> Result<Self, Error> {
        Ok(Self {
            epoch: storage.epochs()?.last().map_or([0; 16], |(_, id)| *id),
            devices: storage.devices()?.into_iter().collect(),
            copy: storage.office_copy()?,
            office: storage.last_of(&StreamName::Office)?,
        })
    }

    /// Whether a device was heard in this epoch.
    #[must_use]
    pub fn has(&self, writer: &WriterId) -> bool {
        let device = self.devices.get(writer);
        device.is_some_and(|device| device.heard == Some(self.epoch))
    }
}

/// A folder's standing.
#[derive(Debug)]
pub struct Standing {
    /// Whether it is held.
    pub held: bool,
    /// How many devices were heard of those that have to be.
    pub heard: usize,
    /// What is still waited for, a sentence each; nothing where the folder is not held.
    pub unheard: Vec<Sentence>,
    /// At how many places its own log forked.
    pub forks: usize,
    /// Whether another machine has all of the office stream, and what to say of it; none where the folder is not the
    /// organiser's.
    pub copy: Option<(bool, Sentence)>,
}

impl Standing {
    /// Of a folder's notebook, the hub's file having said `heard`; `own` is the identity of its hub.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(book: &Notebook, heard: &Heard, own: Option<&WriterId>) -> Result<Self, Error> {
        let held = book.is_held()?;
        let organiser = book.role() == Some(Role::Organiser);
        // A laptop that nobody ever came to has nothing that only its own phones hold.
        let serves = organiser || !heard.devices.is_empty();
        let to_hear = if serves { book.to_hear() } else { Vec::new() };
        let missing: Vec<&WriterId> = to_hear.iter().filter(|writer| !heard.has(writer)).collect();
        let mut unheard = Vec::new();
        if held {
            let mut devices: Vec<_> = missing.iter().map(|writer| device(book, heard, writer)).collect();
            devices.sort_by_key(|(home, _)| home.clone());
            unheard.extend(devices.into_iter().map(|(_, said)| said));
            let hubs = book.hubs_to_hear(own)?;
            unheard.extend(hubs.iter().map(hub));
            let copy = heard.copy.filter(|copy| copy.epoch != heard.epoch);
            unheard.extend(copy.map(|copy| Sentence::new("serve-held-second").with("seen", when(copy.at))));
        }
        let forks = book.state().forks();
        Ok(Self {
            held,
            heard: to_hear.len() - missing.len(),
            unheard,
            forks: forks.iter().filter(|fork| fork.writer == *book.id()).count(),
            copy: organiser.then(|| copy(heard)),
        })
    }

    /// Waits for a hub as well that the folder names and the notebook never met.
    ///
    /// # Errors
    /// What the store says.
    pub fn waits_for(&mut self, book: &Notebook, named: Option<WriterId>) -> Result<(), Error> {
        if let Some(named) = named.filter(|_| self.held)
            && book.hub(&named)?.is_none()
        {
            self.unheard.push(hub(&named));
        }
        Ok(())
    }

    /// What has to be said of it without being asked, beside a hold: a fork of its own log, a missing copy.
    #[must_use]
    pub fn warnings(&self) -> Vec<Sentence> {
        let forked = Sentence::new("serve-forked").with("count", self.forks);
        let copy = self.copy.iter().filter(|(good, _)| !good);
        let copy = copy.map(|(_, sentence)| sentence.clone());
        (self.forks > 0).then_some(forked).into_iter().chain(copy).collect()
    }

    /// That it is held; none where it is not.
    #[must_use]
    pub fn hold(&self) -> Option<Sentence> {
        let held = Sentence::new("serve-held")
            .with("heard", self.heard)
            .with("missing", self.unheard.len());
        self.held.then_some(held)
    }
}

fn short(id: &WriterId) -> String {
    id.to_string()[..12].to_owned()
}

/// A device that is waited for, with its group and member to sort by.
fn device(book: &Notebook, heard: &Heard, writer: &WriterId) -> ((String, String), Sentence) {
    let mut people = book.state().people();
    let known = people.find(|(known, ..)| *known == writer);
    let (group, member) = known.map_or_else(Default::default, |(_, member, _, group)| {
        let group = group.map(ToString::to_string);
        (group.unwrap_or_default(), member.to_string())
    });
    let seen = heard.devices.get(writer).map_or(0, |device| device.seen);
    let said = if seen > 0 {
        Sentence::new("serve-held-device").with("seen", when(seen))
    } else {
        Sentence::new("serve-held-device-never")
    };
    let said = said
        .with("device", short(writer))
        .with("member", &member)
        .with("group", &group);
    ((group, member), said)
}

fn hub(hub: &WriterId) -> Sentence {
    Sentence::new("serve-held-hub").with("hub", short(hub))
}

fn copy(heard: &Heard) -> (bool, Sentence) {
    let Some(copy) = heard.copy.filter(|copy| copy.epoch == heard.epoch) else {
        return (false, Sentence::new("serve-copy-none"));
    };
    let behind = heard.office.saturating_sub(copy.seq);
    let code = if behind == 0 {
        "serve-copy-whole"
    } else {
        "serve-copy-behind"
    };
    let said = Sentence::new(code).with("seen", when(copy.at));
    (behind == 0, if behind == 0 { said } else { said.with("count", behind) })
}
