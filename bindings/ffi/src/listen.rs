//! What is stale: a shell that shows something is told what to fetch again, once for many changes.
//!
//! A listener is told what, never how: it fetches the screen again. Changes within a tenth of a second are told
//! together, from a thread of this library, and nobody waits for the listener.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Stand;
use crosscheck_core::phone::{CampaignListener, OpenCampaign, Stale};
use tokio::sync::Notify;

use crate::Made;
use crate::run::{begin, begin_blocking};

/// How long changes are gathered.
const GATHERED: Duration = Duration::from_millis(100);

pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A campaign's listener and what it was told of last.
pub(crate) struct Watch {
    listener: Mutex<Option<Arc<dyn CampaignListener>>>,
    told: Mutex<Told>,
    changed: Notify,
}

#[derive(Default)]
struct Told {
    stands: BTreeMap<StreamName, Stand>,
    exchanged: bool,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

fn stands(open: &OpenCampaign) -> Option<BTreeMap<StreamName, Stand>> {
    let stands = open.look(|book, _, _| {
        let streams = book.state().streams().into_keys();
        Ok(streams.map(|stream| (stream.clone(), book.stand(stream))).collect())
    });
    // A campaign that rests is looked at again when it wakes.
    stands.ok()
}

impl Watch {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            listener: Mutex::default(),
            told: Mutex::default(),
            changed: Notify::new(),
        })
    }

    /// Sets the listener, or takes it away; from now on changes are told.
    pub(crate) fn set(
        self: &Arc<Self>,
        open: &Arc<OpenCampaign>,
        listener: Option<Arc<dyn CampaignListener>>,
    ) -> Made<()> {
        let begins = listener.is_some();
        let before = std::mem::replace(&mut *held(&self.listener), listener);
        held(&self.told).stands = stands(open).unwrap_or_default();
        if begins && before.is_none() {
            begin(watch(Arc::downgrade(self), Arc::downgrade(open)))?;
        }
        Ok(())
    }

    /// Something was written, or may have come.
    pub(crate) fn changed(&self) {
        self.changed.notify_one();
    }

    /// The exchange stands otherwise.
    pub(crate) fn exchanged(&self) {
        held(&self.told).exchanged = true;
        self.changed.notify_one();
    }

    fn tell(&self, open: &OpenCampaign) {
        let Some(now) = stands(open) else { return };
        let what = {
            let mut told = held(&self.told);
            let mut what: Vec<Stale> = now
                .iter()
                .filter(|(stream, stand)| told.stands.get(*stream) != Some(*stand))
                .map(|(stream, _)| Stale::of(stream))
                .collect();
            if std::mem::take(&mut told.exchanged) {
                what.push(Stale::Sync);
            }
            told.stands = now;
            what.sort();
            what.dedup();
            what
        };
        let listener = held(&self.listener).clone();
        if let Some(listener) = listener.filter(|_| !what.is_empty()) {
            // Nobody can do anything about a screen that does not hear.
            let _ = listener.stale(what);
        }
    }
}

async fn watch(watch: std::sync::Weak<Watch>, open: std::sync::Weak<OpenCampaign>) {
    loop {
        {
            let Some(here) = watch.upgrade() else { return };
            let notified = here.changed.notified();
            // Looks once in a while whether anybody still has the campaign.
            let _ = tokio::time::timeout(Duration::from_secs(5), notified).await;
        }
        tokio::time::sleep(GATHERED).await;
        let (Some(here), Some(open)) = (watch.upgrade(), open.upgrade()) else {
            return;
        };
        if held(&here.listener).is_none() {
            return;
        }
        if let Ok(told) = begin_blocking(move || here.tell(&open)) {
            let _ = told.await;
        }
    }
}
