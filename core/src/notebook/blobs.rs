//! Blobs of the log: which are named, which lie here, and what goes between this vault and a hub.
//!
//! What is to be brought or fetched is never written down: it follows from the ops, the vault and the notes of what lies
//! on a hub, so nothing can be forgotten by a crash. A blob that must not leave (a photo that waits to be masked) is
//! named as withheld and never brought.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::exchange::answer_bad;
use super::{Copies, Notebook};
use crate::Error;
use crate::change::BlobRef;
use crate::evidence::{Leaves, asked_originals, leaves};
use crate::ids::{BlobHash, StreamName, WriterId};
use crate::model::Role;
use crate::store;
use crate::store::exchange::{self, SentRow};
use crate::sync::wire::Pushed;
use crate::vault::{Stand, Vault};

/// How soon a blob is wanted on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Packs, plans, frames and certificates, and thumbnails.
    Small,
    /// Previews.
    Preview,
    /// Originals somebody asked for.
    Asked,
    /// Originals of findings.
    OfFinding,
    /// Other originals.
    Original,
}

impl Class {
    /// Whether it is a photo as it was taken, or its masked copy.
    #[must_use]
    pub fn is_original(self) -> bool {
        self >= Self::Asked
    }

    /// Whether it waits for a link that costs nothing: whoever asked for one of them wants it now.
    #[must_use]
    pub fn waits(self) -> bool {
        self >= Self::OfFinding
    }
}

/// A blob that ops name in a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBlob {
    /// The stream.
    pub stream: StreamName,
    /// The blob.
    pub blob: BlobRef,
    /// How soon it is wanted.
    pub class: Class,
    /// Whether it stays on the phone that took it.
    pub withheld: bool,
}

/// What was found last, and at which state of the log.
type Found = (u64, usize, Arc<Vec<NamedBlob>>);

/// What was found to be brought to a hub, and at which state of names, notes and vault.
#[derive(Debug)]
struct Looked {
    named: Arc<Vec<NamedBlob>>,
    notes: u64,
    stand: Option<Stand>,
    /// What the disk was asked for and is not here.
    absent: HashSet<BlobHash>,
    to_bring: Vec<NamedBlob>,
}

/// What the ops name, found once for each state of the log, and what of it waits to be brought.
#[derive(Debug, Default)]
pub(super) struct NamedBlobs {
    found: Mutex<Option<Found>>,
    looked: Mutex<BTreeMap<WriterId, Looked>>,
    /// How often it was noted which blobs lie on hubs.
    notes: AtomicU64,
}

impl NamedBlobs {
    /// Something else lies on a hub than before.
    pub(super) fn noted(&self) {
        self.notes.fetch_add(1, Ordering::SeqCst);
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The class of a blob by the field that names it and its place in the value: of a photo `masked` names the masked copy,
/// its preview and its thumbnail.
fn class_of(kind: &str, field: (&str, usize)) -> Class {
    match (kind, field) {
        ("photo", ("original", _) | ("masked", 0)) => Class::Original,
        ("photo", ("preview", _) | ("masked", 1)) => Class::Preview,
        _ => Class::Small,
    }
}

impl Notebook {
    /// Where blobs lie.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        self.store.vault()
    }

    /// Every blob that ops of streams this writer reads name and nobody redacted, soonest wanted first.
    ///
    /// # Errors
    /// What the store says: who does not know what was redacted here names nothing.
    pub fn named_blobs(&self) -> Result<Arc<Vec<NamedBlob>>, Error> {
        let mut last = held(&self.named.found);
        let stand = (self.folds, self.state.count());
        if let Some((folds, count, found)) = &*last
            && (*folds, *count) == stand
        {
            return Ok(found.clone());
        }
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        // What was dropped once stays dropped, even if nobody stands for it any more.
        let dropped = self.store.read(store::redacted_blobs)?;
        let mut visits: BTreeMap<StreamName, (Leaves, BTreeSet<String>)> = BTreeMap::new();
        for (stream, entity, field, blob) in self.state.named_blobs() {
            let new = seen.insert((stream.clone(), blob.hash));
            let gone =
                self.state.is_blob_redacted(stream, &blob.hash) || dropped.contains(&(stream.to_string(), blob.hash));
            if !new || gone || !self.reads(stream) {
                continue;
            }
            let mut named = NamedBlob {
                stream: stream.clone(),
                blob,
                class: class_of(&entity.kind, field),
                withheld: false,
            };
            if &*entity.kind == "photo" {
                let (leaves, asked) = visits
                    .entry(stream.clone())
                    .or_insert_with(|| (leaves(&self.state, stream), asked_originals(&self.state, stream)));
                named.withheld = leaves.keeps(&blob.hash);
                named.class = match named.class {
                    Class::Original if asked.contains(&*entity.key) => Class::Asked,
                    Class::Original if leaves.of_findings.contains(&blob.hash) => Class::OfFinding,
                    class => class,
                };
            }
            found.push(named);
        }
        found.sort_by_key(|named| named.class);
        let found = Arc::new(found);
        *last = Some((stand.0, stand.1, found.clone()));
        Ok(found)
    }

    /// Whether a blob was redacted here, now or ever.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn is_blob_gone(&self, stream: &StreamName, blob: &BlobHash) -> Result<bool, Error> {
        let dropped = self.store.read(store::redacted_blobs)?;
        Ok(self.state.is_blob_redacted(stream, blob) || dropped.contains(&(stream.to_string(), *blob)))
    }

    /// What this vault holds and a hub carries and is not known to hold, soonest wanted first. While nothing came to the
    /// vault, the disk is asked only for what is newly named; while nothing is new at all, it is not asked.
    ///
    /// # Errors
    /// What the store or the vault says.
    pub fn blobs_to_bring(&self, hub: &WriterId) -> Result<Vec<NamedBlob>, Error> {
        // Each is read before what it vouches for, so that a change meanwhile is seen the next time.
        let named = self.named_blobs()?;
        let (notes, stand) = (self.named.notes.load(Ordering::SeqCst), self.vault().stand());
        let mut looked = held(&self.named.looked);
        let before = looked.remove(hub).filter(|last| stand.is_some() && last.stand == stand);
        let now = match before {
            Some(last) if last.notes == notes && Arc::ptr_eq(&last.named, &named) => last,
            before => {
                let absent = before.map(|last| last.absent).unwrap_or_default();
                let mut now = Looked {
                    named,
                    notes,
                    stand,
                    absent,
                    to_bring: Vec::new(),
                };
                self.look(hub, &mut now)?;
                now
            }
        };
        let to_bring = now.to_bring.clone();
        looked.insert(*hub, now);
        Ok(to_bring)
    }

    fn look(&self, hub: &WriterId, now: &mut Looked) -> Result<(), Error> {
        let there = self.store.read(|connection| exchange::sent_blobs(connection, hub))?;
        let carried = self.carried_by(hub);
        let lacks = |named: &&NamedBlob| {
            let there = there.contains(&(named.stream.to_string(), named.blob.hash));
            !there && carried.takes(&named.stream)
        };
        for named in now.named.iter().filter(|named| !named.withheld).filter(lacks) {
            if now.absent.contains(&named.blob.hash) {
                continue;
            }
            if self.vault().looks(&named.blob.hash)? {
                now.to_bring.push(named.clone());
            } else {
                now.absent.insert(named.blob.hash);
            }
        }
        Ok(())
    }

    /// What a hub holds, this writer wants and this vault lacks, soonest wanted first.
    ///
    /// # Errors
    /// What the store says.
    pub fn blobs_to_fetch(&self, hub: &WriterId) -> Result<Vec<NamedBlob>, Error> {
        let there = self.store.read(|connection| exchange::sent_blobs(connection, hub))?;
        let most = self.fetches.unwrap_or_else(|| self.usual_class());
        let not_again = self.not_again()?;
        let (named, carried) = (self.named_blobs()?, self.carried_by(hub));
        let wanted = named.iter().filter(|named| {
            let key = (named.stream.to_string(), named.blob.hash);
            let asked = named.class <= most && carried.takes(&named.stream) && !not_again.contains(&named.blob.hash);
            asked && there.contains(&key) && !self.vault().holds(&named.blob.hash)
        });
        Ok(wanted.cloned().collect())
    }

    /// What a role's device fetches unless it is told otherwise.
    fn usual_class(&self) -> Class {
        match self.role() {
            Some(Role::Organiser) => Class::Original,
            Some(Role::Leader) => Class::Asked,
            Some(Role::Media) => Class::Preview,
            _ => Class::Small,
        }
    }

    /// Up to which class this device fetches: a laptop everything, a phone what its owner chose.
    pub fn fetch_up_to(&mut self, class: Class) {
        self.fetches = Some(class);
    }

    /// Notes that a blob lies on a hub, whole; `told` is the hub's answer, with place 0 where it was redacted.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`](crate::ErrorKind::CheckFailed) when the answer is not of one blob; what the store says.
    pub fn blob_brought(&self, hub: &WriterId, named: &NamedBlob, told: &Pushed) -> Result<(), Error> {
        let [(place, seq)] = told.places[..] else {
            return Err(answer_bad());
        };
        let noted = self.store.write(|transaction| {
            if exchange::hub(transaction, hub)?.is_some_and(|row| row.epoch != told.epoch) {
                return Ok(());
            }
            let row = SentRow {
                kind: exchange::BLOB,
                stream: named.stream.clone(),
                key: named.blob.hash.0.to_vec(),
                seq,
                place,
            };
            exchange::keep_sent(transaction, hub, &row)
        });
        self.named.noted();
        noted
    }

    /// Notes that a blob does not lie on a hub after all.
    ///
    /// # Errors
    /// What the store says.
    pub fn blob_not_there(&self, hub: &WriterId, named: &NamedBlob) -> Result<(), Error> {
        let noted = self.store.write(|transaction| {
            let stream = Some(&named.stream);
            exchange::drop_sent(transaction, hub, exchange::BLOB, stream, &named.blob.hash.0)
        });
        self.named.noted();
        noted
    }

    /// Where copies of a blob lie.
    ///
    /// # Errors
    /// What the store says.
    pub fn blob_copies(&self, stream: &StreamName, blob: &BlobHash) -> Result<Copies, Error> {
        self.store.read(|connection| {
            let mut best = Copies::Here;
            for (hub, _) in exchange::hubs(connection)? {
                let there = exchange::sent(connection, &hub, exchange::BLOB, stream, &blob.0)?;
                best = best.max(Copies::at(there, self.is_office(&hub)));
            }
            Ok(best)
        })
    }

    /// How many photos that are here wait to be masked or said to show no face: 另有 N 张待遮挡.
    ///
    /// # Errors
    /// What the store or the vault says.
    pub fn withheld_count(&self) -> Result<usize, Error> {
        let named = self.named_blobs()?;
        let visits: BTreeSet<&StreamName> = named
            .iter()
            .filter(|named| named.withheld)
            .map(|named| &named.stream)
            .collect();
        let mut count = 0;
        for (_, files) in visits.into_iter().flat_map(|visit| leaves(&self.state, visit).waiting) {
            let mut here = false;
            for blob in &files {
                here |= self.vault().looks(blob)?;
            }
            count += usize::from(here);
        }
        Ok(count)
    }
}
