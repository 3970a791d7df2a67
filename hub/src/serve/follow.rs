//! The follower: keeps the folder's notebook up with what phones brought, and brings what the folder itself writes.
//!
//! The notebook is what console and reports read. It follows behind the ingest and may be a moment late; losing it loses
//! nothing that was brought. It is also where rights come from: who is enrolled, who was ended, what was redacted.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crosscheck_core::Error;
use crosscheck_core::ids::WriterId;
use crosscheck_core::notebook::{Notebook, reading};
use crosscheck_core::sync::wire::Pushed;

use super::check::check;
use super::files::here;
use super::hub::{Gate, Hub, held};
use super::scope::Scope;
use super::storage::{Batch, Storage, blob_key, text_key};

/// Bytes taken over at once.
const PART: usize = 1 << 20;
/// How often another process's writing into the notebook is looked for.
const LOOK: Duration = Duration::from_millis(500);

/// What a look at the hub's disk brought into the notebook.
#[derive(Debug)]
pub(super) struct Part {
    /// Segments and texts that were new.
    pub(super) new: usize,
    /// Items that could not be read.
    pub(super) damaged: usize,
    /// Whether there is more.
    pub(super) more: bool,
}

/// Takes what lies next on the hub's disk into the folder's notebook; none where it has everything.
pub(super) fn take_part(
    book: &mut Notebook,
    storage: &Storage,
    hub: &WriterId,
    me: Option<&[u8; 16]>,
) -> Result<Option<Part>, Error> {
    let (epoch, place) = reading(book.hub(hub)?.as_ref());
    let pulled = storage.pull(&Scope::everything(), me, (&epoch, place), PART)?;
    if pulled.upto == place && epoch == pulled.epoch {
        return Ok(None);
    }
    let (taken, damaged) = book.pulled(hub, &pulled)?;
    Ok(Some(Part {
        new: taken.segments + taken.texts,
        damaged,
        more: pulled.upto < pulled.last,
    }))
}

impl Hub {
    /// Brings and takes everything there is; gives how many things were new.
    ///
    /// # Errors
    /// What the disk or the key says.
    pub fn follow(&self) -> Result<usize, Error> {
        let _following = held(&self.following);
        let mut new = self.bring()? + self.take_over()? + self.bring_blobs()?;
        if !self.judged.swap(true, Ordering::SeqCst) {
            self.judge().inspect_err(|_| self.judge_again())?;
            self.countersign();
            // The notebook reads the hub's own word like everybody's: whoever asked for this look finds it there.
            new += self.take_over()?;
        }
        Ok(new)
    }

    /// Something is new, or was not judged: the next look judges, whatever fails before it.
    fn judge_again(&self) {
        self.judged.store(false, Ordering::SeqCst);
    }

    /// What the folder itself wrote goes the way of everything else.
    fn bring(&self) -> Result<usize, Error> {
        let (unsealed, keys) = {
            let mut book = held(&self.book);
            book.catch_up()?;
            let unsealed = if book.unsealed_count()? > 0 {
                book.unsealed()?
            } else {
                Vec::new()
            };
            (unsealed, book.keys_shared())
        };
        // Signing is outside the lock: a key store may be slow.
        let sealed = unsealed.iter().map(|unsealed| unsealed.sign(&*keys));
        let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
        held(&self.book).keep_sealed(&sealed)?;
        let mut brought = 0;
        loop {
            let out = held(&self.book).outgoing(&self.id(), PART, &BTreeSet::new())?;
            if out.keys.is_empty() {
                return Ok(brought);
            }
            brought += out.keys.len();
            self.judge_again();
            let everything = Scope::everything();
            let checked = out
                .push
                .items
                .iter()
                .map(|item| check(item, &self.campaign, &everything));
            let items = checked.collect::<Result<Vec<_>, _>>()?;
            let pushed = self.keep_own(Batch { by: self.me, items })?;
            held(&self.book).pushed(&self.id(), &out, &pushed)?;
        }
    }

    /// Keeps what the folder itself brings; whoever notes the places holds them against what was brought.
    fn keep_own(&self, batch: Batch) -> Result<Pushed, Error> {
        let kept = self.keep_now(&[batch])?;
        Ok(Pushed {
            epoch: self.epoch,
            places: kept.into_iter().flat_map(|kept| kept.places).collect(),
            missing: Vec::new(),
        })
    }

    /// The folder's own blobs lie in the same vault: all there is to write is that they are there.
    fn bring_blobs(&self) -> Result<usize, Error> {
        let lacking = held(&self.book).blobs_to_bring(&self.id())?;
        for named in &lacking {
            let pushed = self.keep_own(here(self.me, &named.stream, &named.blob))?;
            held(&self.book).blob_brought(&self.id(), named, &pushed)?;
        }
        Ok(lacking.len())
    }

    fn take_over(&self) -> Result<usize, Error> {
        let (mut new, id) = (0, self.id());
        loop {
            let mut book = held(&self.book);
            let Some(part) = take_part(&mut book, &self.storage, &id, Some(&self.me))? else {
                return Ok(new);
            };
            self.judge_again();
            new += part.new;
            if part.damaged > 0 {
                tracing::error!(damaged = part.damaged, "items of the hub's own disk are damaged");
            }
            if !part.more {
                return Ok(new);
            }
        }
    }

    /// How many places the notebook is behind.
    ///
    /// # Errors
    /// What the disk says.
    pub fn lag(&self) -> Result<u64, Error> {
        let row = held(&self.book).hub(&self.id())?;
        let last = self.storage.last()?;
        Ok(last.saturating_sub(row.map_or(0, |row| row.place)))
    }

    /// Rights and redactions as they stand now.
    fn judge(&self) -> Result<(), Error> {
        let mut book = held(&self.book);
        let state = book.state();
        let mut gate = Gate::default();
        for (writer, _, role, group) in state.people() {
            gate.people.entry(*writer).or_default().add(role, group);
        }
        let organisers = state.organisers();
        for key in organisers.iter().flat_map(|keys| [&keys.working, &keys.reserve]) {
            gate.people.insert(key.writer(), Scope::everything());
        }
        let known: HashSet<_> = gate.people.keys().copied().collect();
        gate.carried = book.carried_by(&self.id());
        gate.ended = known.into_iter().filter(|writer| state.is_ended(writer)).collect();
        {
            let before = self.gate.read().unwrap_or_else(PoisonError::into_inner);
            // Whoever showed a chain the log does not hold yet keeps what it gave, for as long as nobody in it is ended.
            let shown = before.shown.iter().filter(|(writer, shown)| {
                let unknown = !gate.people.contains_key(*writer);
                unknown && shown.stands(writer, state)
            });
            gate.shown = shown.map(|(writer, shown)| (*writer, shown.clone())).collect();
        }
        *self.gate.write().unwrap_or_else(PoisonError::into_inner) = gate;
        let texts = book.redactions().into_iter();
        let texts = texts.map(|(stream, text)| (stream, text_key(&text)));
        let blobs = book.blob_redactions().into_iter();
        let blobs = blobs.map(|(stream, blob)| (stream, blob_key(&blob)));
        let redacted: Vec<_> = texts.chain(blobs).collect();
        // A disk that was full when a redaction came may have room by now; rights do not wait for that.
        let obeyed = book.obey();
        drop(book);
        if !redacted.is_empty() {
            self.storage.redact(&redacted)?;
        }
        obeyed
    }
}

/// Follows until the hub closes.
pub async fn run(hub: Arc<Hub>) {
    let (mut news, mut closing) = (hub.news(), hub.closing());
    loop {
        tokio::select! {
            _ = news.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = closing.changed() => return,
        }
        let (following, looking) = (hub.clone(), hub.clone());
        let followed = tokio::task::spawn_blocking(move || following.follow()).await;
        match followed {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(code = Hub::code_of(&error), "the follower stopped short"),
            Err(_) => tracing::error!(campaign = %looking.campaign, "the follower broke off"),
        }
    }
}
