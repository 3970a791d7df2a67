//! Space: what lies on this device by kind, and originals that may go because others keep them.
//!
//! Nothing goes by itself. A person says after how many days originals may go, and even then only those go that lie on a
//! server of the office, backed up; what waits to be masked is nowhere else and stays. What went is not fetched again until somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Copies, NamedBlob, Notebook};
use crate::ids::{BlobHash, StreamName};
use crate::{Error, store};

/// What takes room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Room {
    /// The database: records, texts, drafts.
    Records,
    /// Photos as the cameras wrote them, and masked copies.
    Originals,
    /// Photos that stay here until somebody has looked at them, and unmasked forms of masked ones.
    Withheld,
    /// Previews.
    Previews,
    /// Thumbnails, packs, plans, frames, certificates.
    Small,
    /// What is still arriving, and what nothing names.
    Other,
}

/// How much one kind takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Taking {
    /// Files.
    pub files: u64,
    /// Bytes.
    pub bytes: u64,
}

/// What went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Freed {
    /// What went.
    pub gone: Taking,
    /// Originals that are old enough and not backed up yet.
    pub waiting: usize,
}

const DAY: i64 = 86_400_000;
/// How notes of what was let go begin, among the drafts.
const LET_GO: &str = "let-go/";

impl Notebook {
    /// What lies on this device, by kind; every kind is there.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub fn space(&self) -> Result<BTreeMap<Room, Taking>, Error> {
        let kinds = [
            Room::Records,
            Room::Originals,
            Room::Withheld,
            Room::Previews,
            Room::Small,
            Room::Other,
        ];
        let mut space: BTreeMap<Room, Taking> = kinds.map(|kind| (kind, Taking::default())).into();
        let mut add = |room: Room, files: u64, bytes: u64| {
            let taking = space.entry(room).or_default();
            taking.files += files;
            taking.bytes += bytes;
        };
        let mut seen = BTreeSet::new();
        let mut named_bytes = 0;
        for named in self.named_blobs()?.iter() {
            // The same file named in two streams takes its room once.
            if !self.vault().looks(&named.blob.hash)? || !seen.insert(named.blob.hash) {
                continue;
            }
            named_bytes += named.blob.length;
            add(room(named), 1, named.blob.length);
        }
        let database = std::fs::metadata(self.store.path()).map_or(0, |file| file.len());
        add(Room::Records, 1, database);
        // What sealing adds to each file counts with what nothing names.
        add(Room::Other, 0, self.vault().size()?.saturating_sub(named_bytes));
        Ok(space)
    }

    /// Lets originals go that are older than so many days, by this machine's clock, and lie backed up on a server of the
    /// office.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn free_originals(&self, days: u32) -> Result<Freed, Error> {
        let before = self.now().wall.saturating_sub(i64::from(days) * DAY);
        let mut freed = Freed::default();
        let mut visits: BTreeMap<StreamName, BTreeMap<_, i64>> = BTreeMap::new();
        let named = self.named_blobs()?;
        for one in named.iter().filter(|one| one.class.is_original()) {
            let taken = visits
                .entry(one.stream.clone())
                .or_insert_with(|| self.named_at(&one.stream));
            let old = taken.get(&one.blob.hash).is_some_and(|at| *at < before);
            // One use of a file that must stay keeps it, and so does one that is not backed up.
            let uses = || named.iter().filter(|other| other.blob.hash == one.blob.hash);
            if !old || !self.vault().looks(&one.blob.hash)? || uses().any(|other| other.withheld) {
                continue;
            }
            let mut backed_up = true;
            for other in uses() {
                backed_up &= self.blob_copies(&other.stream, &other.blob.hash)? == Copies::BackedUp;
            }
            if backed_up {
                // The note first: what is noted and still here is only not fetched.
                let note = format!("{LET_GO}{}", one.blob.hash);
                self.store.write(|at| store::keep_draft(at, &note, &[]))?;
                self.vault().remove(&one.blob.hash)?;
                freed.gone.files += 1;
                freed.gone.bytes += one.blob.length;
            } else {
                freed.waiting += 1;
            }
        }
        Ok(freed)
    }

    /// What was let go and is not fetched again.
    pub(super) fn not_again(&self) -> Result<BTreeSet<BlobHash>, Error> {
        let notes = self.store.read(|at| store::drafts_under(at, LET_GO))?;
        let names = notes.iter().filter_map(|(note, _)| note.strip_prefix(LET_GO));
        Ok(names.filter_map(BlobHash::parse).collect())
    }

    /// Has everything fetched again that was let go.
    ///
    /// # Errors
    /// What the store says.
    pub fn want_again(&self) -> Result<usize, Error> {
        let gone = self.not_again()?;
        self.store.write(|at| {
            let mut notes = gone.iter().map(|blob| format!("{LET_GO}{blob}"));
            notes.try_for_each(|note| store::drop_draft(at, &note))
        })?;
        Ok(gone.len())
    }

    /// When the photos of a visit were last named, by the clock of whoever did.
    fn named_at(&self, visit: &StreamName) -> BTreeMap<BlobHash, i64> {
        let mut at = BTreeMap::new();
        for field in self.state.fields_of_kind(visit, "photo") {
            for said in &field.statements {
                let walls = said
                    .ops
                    .iter()
                    .filter_map(|op| Some(self.state.op(op)?.op.says()?.at.wall));
                let wall = walls.max().unwrap_or(i64::MAX);
                for blob in said.value.blobs() {
                    let last = at.entry(blob.hash).or_insert(wall);
                    *last = wall.max(*last);
                }
            }
        }
        at
    }
}

fn room(named: &NamedBlob) -> Room {
    match named.class {
        _ if named.withheld => Room::Withheld,
        Class::Asked | Class::OfFinding | Class::Original => Room::Originals,
        Class::Preview => Room::Previews,
        Class::Small => Room::Small,
    }
}
