//! The hub's own word: that all a signature covers lies here.
//!
//! It is looked for whenever something new was read, and kept like anything that is brought. A word that could not be
//! kept is said at the next look; nobody waits for it.

use crosscheck_core::Error;
use crosscheck_core::change::{Countersignature, SoftwareKey};
use crosscheck_core::lead::HubWriter;
use crosscheck_core::notebook::reading;
use crosscheck_core::sync::wire::{Item, Thing};

use super::check::check;
use super::hub::{Hub, held};
use super::scope::Scope;
use super::storage::Batch;
use crate::context::random;

impl Hub {
    /// Countersigns what is new and whole.
    pub(super) fn countersign(&self) {
        if let Err(error) = self.say_countersigned() {
            tracing::error!(code = Self::code_of(&error), "nothing was countersigned");
        }
    }

    fn say_countersigned(&self) -> Result<(), Error> {
        // A writer whose word was not kept is dropped: what it says next would follow what nobody has.
        let mut kept = held(&self.writer);
        let mut writer = match kept.take() {
            Some(writer) => writer,
            None => HubWriter::new(self.campaign, &self.identity, SoftwareKey::new(&random()?)?)?,
        };
        let segments = {
            let book = held(&self.book);
            if book.is_held()? {
                return Ok(());
            }
            let (_, place) = reading(book.hub(&self.id())?.as_ref());
            let epoch = self.epoch;
            writer.countersign(&book, &*self.clock, Countersignature { epoch, place })?
        };
        let items = segments.iter().map(|segment| {
            let item = Item {
                stream: segment.header().stream.clone(),
                thing: Thing::Segment(segment.as_bytes().to_vec()),
            };
            check(&item, &self.campaign, &Scope::everything())
        });
        let items = items.collect::<Result<Vec<_>, _>>()?;
        if !items.is_empty() {
            // Not the follower's own: the folder's notebook reads it from the hub's order like everybody.
            self.keep_now(&[Batch { by: random()?, items }])?;
        }
        *kept = Some(writer);
        Ok(())
    }
}
