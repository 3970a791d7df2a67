//! What is looked at before anything is kept: bytes, signatures and whose stream it is. Whether an op counts is the
//! fold's question, never the hub's.

use crosscheck_core::change::{Segment, TextFrame};
use crosscheck_core::ids::CampaignId;
use crosscheck_core::sync::wire::{Item, Thing};
use crosscheck_core::{Error, ErrorKind, Sentence};
use sha2::{Digest, Sha256};

use super::scope::Scope;
use super::storage::Checked;

/// Checks one item of a push.
///
/// # Errors
/// [`ErrorKind::Refused`] when the stream is not the sender's to bring or the segment is of another campaign or stream;
/// [`ErrorKind::BadInput`] or [`ErrorKind::CheckFailed`] when it is damaged.
pub fn check(item: &Item, campaign: &CampaignId, scope: &Scope) -> Result<Checked, Error> {
    let refused = |code| Error::new(ErrorKind::Refused, Sentence::new(code));
    if !scope.reads(&item.stream) {
        return Err(refused("serve-other-stream"));
    }
    let mut blobs = Vec::new();
    let (segment, texts) = match &item.thing {
        Thing::Segment(bytes) => {
            let segment = Segment::read(bytes)?;
            let header = segment.header();
            if header.campaign != *campaign || header.stream != item.stream {
                return Err(refused("serve-other-stream"));
            }
            let mut texts = Vec::new();
            for op in segment.ops()? {
                if let Some(says) = op.says() {
                    texts.extend(says.value.texts());
                    blobs.extend(says.value.blobs());
                    texts.extend(says.reason);
                }
            }
            (Some((header.clone(), Sha256::digest(bytes).into())), texts)
        }
        Thing::Text(bytes) => (None, vec![TextFrame::read(bytes)?.name()]),
        // A blob is brought by itself: its bytes speak for it.
        Thing::Yours | Thing::Blob(_) => return Err(refused("serve-other-stream")),
    };
    Ok(Checked {
        stream: item.stream.clone(),
        thing: item.thing.clone(),
        segment,
        texts,
        blobs,
    })
}
