//! Files at the hub: how much of one lies here, taking the next piece, giving a piece.
//!
//! What a broken request brought is kept, so the next one goes on from there. Two requests for one file share what is
//! open, and each piece says where it belongs: whoever is behind is told where the file ends. The rule to keep: a file
//! is called whole after its bytes were read back against their hash, and file, folder and row have reached the disk.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex};

use crosscheck_core::change::BlobRef;
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::sync::wire::{MAX_MESSAGE, Thing};
use crosscheck_core::vault::{MAX_BLOB, Part};
use crosscheck_core::{Error, ErrorKind};

use super::gate::Asker;
use super::hub::{Hub, held};
use super::refusal::Refusal;
use super::storage::{Batch, BlobAt, Checked};

/// The most files that arrive at once; more are asked to come again.
const MOST_OPEN: usize = 256;

type Shared = Arc<Mutex<Option<Part>>>;
type Name = (StreamName, BlobHash);

/// The files that are arriving, each with how many requests use it.
#[derive(Debug, Default)]
pub(super) struct Arriving(Mutex<HashMap<Name, (usize, Shared)>>);

/// One request's hold of a file that is arriving; what came is written when the last one lets go.
#[derive(Debug)]
pub(super) struct Hold {
    hub: Arc<Hub>,
    name: Name,
    blob: BlobRef,
    part: Shared,
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut open = held(&self.hub.arriving.0);
        if let Entry::Occupied(mut entry) = open.entry(self.name.clone()) {
            entry.get_mut().0 -= 1;
            if entry.get().0 == 0 {
                entry.remove();
            }
        }
    }
}

/// Where a file ends here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// After so many bytes.
    At(u64),
    /// It is whole: its place, its number in the stream and its length.
    Whole(u64, u64, u64),
}

impl Hub {
    fn blob_at(&self, asker: &Asker, (stream, blob): &Name) -> Result<BlobAt, Refusal> {
        if !self.carries(stream) {
            return Err(Refusal::Elsewhere(0));
        }
        match self.storage.blob(&asker.scope, stream, blob).map_err(Refusal::of)? {
            BlobAt::Unknown => Err(Refusal::None),
            BlobAt::Redacted => Err(Refusal::Gone),
            at => Ok(at),
        }
    }

    /// How much of a file lies here.
    pub(super) fn file_end(&self, asker: &Asker, name: &Name) -> Result<End, Refusal> {
        match self.blob_at(asker, name)? {
            BlobAt::Whole(place, seq, length) => Ok(End::Whole(place, seq, length)),
            BlobAt::Wanted(length) => {
                let blob = BlobRef { hash: name.1, length };
                let open = held(&self.arriving.0).get(name).map(|(_, part)| part.clone());
                if let Some(offset) = open.and_then(|part| held(&part).as_ref().map(Part::offset)) {
                    return Ok(End::At(offset));
                }
                let came = self.vault.came(&name.0.to_string(), &blob);
                came.map(End::At).map_err(Refusal::of)
            }
            BlobAt::Unknown | BlobAt::Redacted => Err(Refusal::None),
        }
    }

    /// Takes hold of a file that arrives; none when it is whole already.
    pub(super) fn hold(self: &Arc<Self>, asker: &Asker, name: Name, length: u64) -> Result<Option<Hold>, Refusal> {
        let BlobAt::Wanted(named) = self.blob_at(asker, &name)? else {
            return Ok(None);
        };
        if named != length || named > MAX_BLOB {
            return Err(Refusal::Item(0));
        }
        let blob = BlobRef { hash: name.1, length };
        let mut open = held(&self.arriving.0);
        if open.len() >= MOST_OPEN && !open.contains_key(&name) {
            return Err(Refusal::Busy);
        }
        let part = match open.entry(name.clone()) {
            Entry::Occupied(mut entry) => {
                entry.get_mut().0 += 1;
                entry.get().1.clone()
            }
            Entry::Vacant(entry) => {
                let part = self.vault.part(&name.0.to_string(), &blob).map_err(Refusal::of)?;
                entry.insert((1, Arc::new(Mutex::new(Some(part))))).1.clone()
            }
        };
        Ok(Some(Hold {
            hub: self.clone(),
            name,
            blob,
            part,
        }))
    }

    /// A piece of a file that lies here whole, from a byte on; with where it begins.
    pub(super) fn file_piece(&self, asker: &Asker, name: &Name, from: u64, most: usize) -> Result<Vec<u8>, Refusal> {
        let BlobAt::Whole(_, _, length) = self.blob_at(asker, name)? else {
            return Err(Refusal::None);
        };
        let blob = BlobRef { hash: name.1, length };
        let piece = self.vault.piece(&blob, from, most.min(MAX_MESSAGE / 2));
        piece.map_err(|error| {
            tracing::error!(blob = %name.1, code = Self::code_of(&error), "a file that should lie here does not");
            match error.kind {
                ErrorKind::CheckFailed => Refusal::None,
                _ => Refusal::of(error),
            }
        })
    }
}

impl Hold {
    /// Takes the bytes that belong at `offset`; gives where the file ends now. Bytes that belong elsewhere are not taken.
    pub(super) fn take(&self, offset: u64, bytes: &[u8]) -> Result<u64, Refusal> {
        let mut part = held(&self.part);
        let Some(part) = part.as_mut() else {
            return Err(Refusal::Offset(self.blob.length));
        };
        if part.offset() != offset {
            return Err(Refusal::Offset(part.offset()));
        }
        match part.append(bytes) {
            Ok(()) => Ok(part.offset()),
            Err(error) if error.kind == ErrorKind::BadInput => Err(Refusal::Item(0)),
            Err(error) => Err(Refusal::of(error)),
        }
    }

    /// Makes a file of what came once everything did; the batch that says so, none while bytes are missing.
    pub(super) fn finish(&self, by: [u8; 16]) -> Result<Option<Batch>, Refusal> {
        let mut part = held(&self.part);
        if !part.as_ref().is_some_and(Part::is_whole) {
            return Ok(None);
        }
        if let Some(whole) = part.take() {
            let damaged = |error: Error| match error.kind {
                ErrorKind::CheckFailed => Refusal::Item(0),
                _ => Refusal::of(error),
            };
            self.hub.vault.finish(whole, &self.name.1).map_err(damaged)?;
        }
        Ok(Some(here(by, &self.name.0, &self.blob)))
    }
}

/// What is written of a blob that lies here whole.
pub(super) fn here(by: [u8; 16], stream: &StreamName, blob: &BlobRef) -> Batch {
    Batch {
        by,
        items: vec![Checked {
            stream: stream.clone(),
            thing: Thing::Blob(*blob),
            segment: None,
            texts: Vec::new(),
            blobs: Vec::new(),
        }],
    }
}
