//! What the log of a visit names: its files and its texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{BlobRef, TextRef};
use crate::evidence::Leaves;
use crate::ids::{BlobHash, StreamName};
use crate::merge::{Run, State};

/// Every file the visit's valid ops name.
pub(super) fn named_files(state: &State, visit: &StreamName) -> BTreeMap<BlobHash, BlobRef> {
    let named = state.named_blobs().filter(|(stream, ..)| *stream == visit);
    named.map(|(.., blob)| (blob.hash, blob)).collect()
}

/// Whether a file stays on the phone that took it: only a photo's may, and nobody else's has that excuse.
pub(super) fn is_kept(state: &State, visit: &StreamName, kept: &Leaves, hash: &BlobHash) -> bool {
    let mut named = state.named_blobs();
    let of_photo =
        named.any(|(stream, entity, _, blob)| stream == visit && blob.hash == *hash && &*entity.kind == "photo");
    of_photo && kept.keeps(hash)
}

/// Every text the visit's ops name, valid or not.
pub(super) fn named_texts(runs: &[Run], visit: &StreamName) -> BTreeSet<TextRef> {
    let own = runs.iter().filter(|run| run.stream == *visit);
    let says = own.flat_map(|run| &run.ops).filter_map(|op| op.says());
    let named = says.flat_map(|says| says.value.texts().into_iter().chain(says.reason));
    named.collect()
}
