//! An open campaign: its screens and its verbs, one file a kind.
//!
//! A screen is fetched in one call and given back whole; a verb takes what the screen handed out and writes nothing, or
//! everything. Whoever changed something tells the listener.

mod answers;
mod drafts;
mod lead;
mod methods;
mod moving;
mod papers;
mod photos;
mod screens;
mod signing;

use std::sync::Arc;

use crosscheck_core::Error;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::pack::Indicator;
use crosscheck_core::phone::{CampaignListener, OpenCampaign};
use crosscheck_core::view::{Packs, Summaries};
use crosscheck_core::{ErrorKind, Sentence};

use crate::Made;
use crate::listen::Watch;

/// An open campaign.
#[derive(Debug, uniffi::Object)]
pub struct Campaign {
    open: Arc<OpenCampaign>,
    watch: Arc<Watch>,
}

impl Campaign {
    pub(crate) fn of(open: Arc<OpenCampaign>) -> Arc<Self> {
        Arc::new(Self {
            open,
            watch: Watch::new(),
        })
    }

    fn look<T>(&self, view: impl FnOnce(&Notebook, &Packs, &mut Summaries) -> Result<T, Error>) -> Made<T> {
        Ok(self.open.look(view)?)
    }

    fn act<T>(&self, verb: impl FnOnce(&mut Notebook, &Packs) -> Result<T, Error>) -> Made<T> {
        let done = self.open.act(verb)?;
        self.watch.changed();
        Ok(done)
    }
}

/// The stream of this phone's group.
fn home(book: &Notebook) -> Result<StreamName, Error> {
    let group = book.group().map(StreamName::Group);
    group.ok_or_else(|| Error::new(ErrorKind::NotYet, Sentence::new("field-no-group")))
}

/// An indicator of a numbered pack.
fn indicator<'a>(packs: &'a Packs, pack: u64, id: &str) -> Result<&'a Indicator, Error> {
    let found = packs.get(pack).and_then(|pack| pack.indicator(id));
    found.ok_or_else(|| {
        let what = Sentence::new("view-no-indicator").with("indicator", id);
        Error::new(ErrorKind::BadInput, what)
    })
}

#[uniffi::export]
impl Campaign {
    /// Sets who is told what is stale; none ends it.
    pub fn listen(&self, listener: Option<Arc<dyn CampaignListener>>) -> Made<()> {
        self.watch.set(&self.open, listener)
    }
}
