//! What stands in a bundle: entries, each bound to all before it.
//!
//! An entry is its length, its body and a digest over the digest before and the body; the digest of the last is that of
//! the whole bundle. So an entry that was changed, left out, moved or put in is noticed where it stands, and what stands
//! before it is whole. `docs/protocol.md` fixes the bytes.

use sha2::{Digest, Sha256};

use crate::change::BlobRef;
use crate::change::cbor::{Message, Reader, Writer};
use crate::ids::{BlobHash, CampaignId, StreamName};
use crate::{Error, ErrorKind, Sentence};

/// The version this program writes and reads.
const VERSION: u64 = 1;
/// The longest body: a full segment with room to spare.
pub(super) const MOST: usize = 512 << 10;
/// The longest piece of a file.
pub(super) const PIECE: usize = 64 << 10;
/// The longest name of a stream.
const MOST_STREAM: usize = 80;

/// How many of each a bundle holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Counts {
    /// Segments.
    pub segments: u64,
    /// Texts.
    pub texts: u64,
    /// Files.
    pub files: u64,
}

impl Counts {
    /// Counts an entry.
    pub(super) fn add(&mut self, entry: &Entry) {
        match entry {
            Entry::Segment(_) => self.segments += 1,
            Entry::Text(..) => self.texts += 1,
            Entry::File(..) => self.files += 1,
            Entry::Head(_) | Entry::Piece(_) | Entry::End(_) => {}
        }
    }

    /// Holds what was counted against what the last entry says there was.
    pub(super) fn against(self, said: Self) -> Result<(), Error> {
        if self == said {
            return Ok(());
        }
        let what = Sentence::new("bundle-counts")
            .with("segments", self.segments)
            .with("texts", self.texts)
            .with("files", self.files)
            .with("said_segments", said.segments)
            .with("said_texts", said.texts)
            .with("said_files", said.files);
        Err(Error::new(ErrorKind::CheckFailed, what))
    }
}

/// One entry of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The first: which campaign.
    Head(CampaignId),
    /// A segment as it travels.
    Segment(Vec<u8>),
    /// A text as it travels, with its stream.
    Text(StreamName, Vec<u8>),
    /// A file begins, named in a stream; its pieces follow.
    File(StreamName, BlobRef),
    /// The next bytes of the file that began last.
    Piece(Vec<u8>),
    /// The last: what there was.
    End(Counts),
}

impl Entry {
    /// The body.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        match self {
            Self::Head(campaign) => out.array(3).uint(0).uint(VERSION).bytes(&campaign.0),
            Self::Segment(bytes) => out.array(2).uint(1).bytes(bytes),
            Self::Text(stream, bytes) => out.array(3).uint(2).text(&stream.to_string()).bytes(bytes),
            Self::File(stream, blob) => {
                out.array(4).uint(3).text(&stream.to_string());
                out.bytes(&blob.hash.0).uint(blob.length)
            }
            Self::Piece(bytes) => out.array(2).uint(4).bytes(bytes),
            Self::End(counts) => {
                out.array(4).uint(5).uint(counts.segments);
                out.uint(counts.texts).uint(counts.files)
            }
        };
        out.finish()
    }

    /// Reads a body.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none, or a later version wrote it.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Bundle, body, MOST)?;
        let length = reader.list(4)?;
        let kind = reader.uint()?;
        let entry = match (kind, length) {
            (0, 3) => match reader.uint()? {
                VERSION => Self::Head(CampaignId(reader.exactly()?)),
                later => return Err(of_later(later)),
            },
            (1, 2) => Self::Segment(reader.bytes()?.to_vec()),
            (2, 3) => Self::Text(reader.text(MOST_STREAM)?.parse()?, reader.bytes()?.to_vec()),
            (3, 4) => {
                let stream = reader.text(MOST_STREAM)?.parse()?;
                let hash = BlobHash(reader.exactly()?);
                let length = reader.uint()?;
                Self::File(stream, BlobRef { hash, length })
            }
            (4, 2) => Self::Piece(reader.bytes()?.to_vec()),
            (5, 4) => Self::End(Counts {
                segments: reader.uint()?,
                texts: reader.uint()?,
                files: reader.uint()?,
            }),
            _ => return Err(reader.fault("kind")),
        };
        Ok(entry)
    }
}

fn of_later(version: u64) -> Error {
    let what = Sentence::new("change-version-later").with("version", version);
    Error::new(ErrorKind::BadInput, what)
}

/// The digest of everything up to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Running(pub(super) [u8; 32]);

impl Running {
    pub(super) fn new() -> Self {
        Self(Sha256::digest(b"crosscheck-bundle-1").into())
    }

    /// Takes a body in and gives the digest that stands after it.
    pub(super) fn after(&mut self, body: &[u8]) -> [u8; 32] {
        let digest = Sha256::new().chain_update(self.0).chain_update(body);
        self.0 = digest.finalize().into();
        self.0
    }
}
