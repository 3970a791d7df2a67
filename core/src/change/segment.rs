//! A segment: some ops of one branch, sealed once with one signature.
//!
//! The header says whose ops they are, in which stream, from where to where, and the roots before the first and after
//! the last, which name the place in the branch even when a replica lacks what came before. The body is the ops one
//! after the other, compressed. What was sealed is stored and sent as it is and never sealed again. A reader checks
//! sizes, then the signature over the compressed bytes, and only then unpacks, into no more room than a segment may
//! have.

use std::ops::RangeInclusive;

use sha2::{Digest, Sha256};

use super::cbor::{Keyed, Message, Reader, Writer, first_item};
use super::key::{KeyStore, PublicKey, Signature, sign, verify};
use super::merkle::Peaks;
use super::op::Op;
use super::packed;
use crate::ids::{CampaignId, OpId, Root, StreamName, WriterId};
use crate::{Error, ErrorKind, Sentence};

/// The most ops of a segment.
pub const MAX_SEGMENT_OPS: usize = 500;
/// The most bytes of a segment's ops before compression.
pub const MAX_SEGMENT: usize = 256 * 1024;
/// What zstd may add to bytes it cannot compress, and header and signature.
const MAX_SEALED: usize = MAX_SEGMENT + MAX_SEGMENT / 128 + 2048;
const LAST_KEY: u64 = 9;
const DOMAIN: &str = "crosscheck-segment-1";
/// The level costs a phone a millisecond a segment; higher ones save under 2 % on ops.
const LEVEL: i32 = 9;

/// What a segment says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The campaign.
    pub campaign: CampaignId,
    /// The writer's key; its hash is the writer, so a signature can be checked before any credential is known.
    pub key: PublicKey,
    /// The stream.
    pub stream: StreamName,
    /// Place of the first op in the branch, from 1.
    pub from: u64,
    /// Place of the last op.
    pub to: u64,
    /// Root of the branch up to the op before `from`: where this segment belongs, also when that op is not held.
    pub before: Root,
    /// Root of the branch up to `to`.
    pub root: Root,
    /// Bytes of the ops before compression.
    pub size: u64,
    unknown: Vec<(u64, Vec<u8>)>,
}

impl Header {
    /// The writer.
    #[must_use]
    pub fn writer(&self) -> WriterId {
        self.key.writer()
    }

    /// How many ops.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.to - self.from + 1
    }

    /// The places of its ops in the branch.
    #[must_use]
    pub fn seqs(&self) -> RangeInclusive<u64> {
        self.from..=self.to
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(10 + self.unknown.len()).uint(0).uint(1);
        out.uint(1).bytes(&self.campaign.0);
        self.key.write(out.uint(2));
        out.uint(3).text(&self.stream.to_string());
        out.uint(4)
            .uint(self.from)
            .uint(5)
            .uint(self.to)
            .uint(6)
            .uint(self.count());
        out.uint(7).bytes(&self.before.0).uint(8).bytes(&self.root.0);
        out.uint(LAST_KEY).uint(self.size).unknown(&self.unknown).finish()
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Segment, bytes, 4096)?.keyed()?;
        version_1(&map, Message::Segment)?;
        let header = Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            key: PublicKey::read(&mut map.need(2)?)?,
            stream: map.need(3)?.text(80)?.parse()?,
            from: map.need(4)?.uint()?,
            to: map.need(5)?.uint()?,
            before: Root(map.need(7)?.exactly()?),
            root: Root(map.need(8)?.exactly()?),
            size: map.need(LAST_KEY)?.uint()?,
            unknown: map.unknown(LAST_KEY),
        };
        header.sound(map.need(6)?.uint()?)?;
        Ok(header)
    }

    fn sound(&self, count: u64) -> Result<(), Error> {
        let most = MAX_SEGMENT_OPS as u64;
        let dense = self.from >= 1 && self.from <= self.to && self.to - self.from < most && self.count() == count;
        if !dense {
            return Err(Message::Segment.fault(0, "count"));
        }
        if self.size == 0 || self.size > MAX_SEGMENT as u64 {
            return Err(Message::Segment.fault(0, "size"));
        }
        Ok(())
    }
}

/// Refuses a message of a later version: its writer knows more than this program.
pub(crate) fn version_1(map: &Keyed, message: Message) -> Result<(), Error> {
    match map.need(0)?.uint()? {
        1 => Ok(()),
        0 => Err(message.fault(0, "zero")),
        later => Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("change-version-later").with("version", later),
        )),
    }
}

/// Whether one more op fits into a segment that has `count` ops of `size` bytes.
#[must_use]
pub fn fits(count: usize, size: usize, op: &Op) -> bool {
    count < MAX_SEGMENT_OPS && size + op.as_bytes().len() <= MAX_SEGMENT
}

/// A sealed segment.
#[derive(Clone, PartialEq, Eq)]
pub struct Segment {
    bytes: Vec<u8>,
    header: Header,
    // The header as written: later versions may have said more in it.
    header_bytes: Vec<u8>,
    body: Vec<u8>,
    signature: Signature,
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Segment {:?}", self.header)
    }
}

impl Segment {
    /// Seals the next ops of a branch whose earlier ops are in `before`; gives the segment and the branch after it.
    /// Call it outside every lock, and store the bytes before one of them leaves.
    ///
    /// # Errors
    /// When there is no op or too many, when their places do not follow, or when the key store fails.
    pub fn seal(
        campaign: &CampaignId,
        stream: &StreamName,
        before: &Peaks,
        ops: &[Op],
        store: &dyn KeyStore,
    ) -> Result<(Self, Peaks), Error> {
        let plain: Vec<u8> = ops.iter().flat_map(|op| op.as_bytes().iter().copied()).collect();
        let (key, from) = (store.public_key(), before.size() + 1);
        let writer = key.writer();
        let mut after = before.clone();
        for op in ops {
            after.push(&OpId::of(campaign, &writer, stream, op.as_bytes()));
        }
        let header = Header {
            campaign: *campaign,
            key,
            stream: stream.clone(),
            from,
            to: after.size(),
            before: before.root(),
            root: after.root(),
            size: plain.len() as u64,
            unknown: Vec::new(),
        };
        let seqs = ops.iter().map(Op::seq);
        if ops.is_empty() || ops.len() > MAX_SEGMENT_OPS || !seqs.eq(header.seqs()) {
            return Err(Message::Segment.fault(0, "count"));
        }
        header.sound(ops.len() as u64)?;
        Ok((Self::signed(header, &plain, store)?, after))
    }

    fn signed(header: Header, plain: &[u8], store: &dyn KeyStore) -> Result<Self, Error> {
        let body = packed::pack(plain, LEVEL).map_err(|_| Message::Segment.fault(0, "zstd"))?;
        let header_bytes = header.to_bytes();
        let signature = sign(store, DOMAIN, &[&header_bytes, &Sha256::digest(&body)])?;
        let mut out = Writer::new();
        out.array(3).bytes(&header_bytes).bytes(&body);
        signature.write(&mut out);
        Ok(Self {
            bytes: out.finish(),
            header,
            header_bytes,
            body,
            signature,
        })
    }

    /// Reads a segment and checks its signature. Nothing is unpacked yet.
    ///
    /// # Errors
    /// When the bytes are no segment, or the signature is not that of the key in the header.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let segment = Self::read_unverified(bytes)?;
        let parts: [&[u8]; 2] = [&segment.header_bytes, &Sha256::digest(&segment.body)];
        verify(&segment.header.key, &segment.signature, DOMAIN, &parts)?;
        Ok(segment)
    }

    /// As [`Segment::read`] without checking the signature, for bytes this replica checked before it stored them.
    ///
    /// # Errors
    /// When the bytes are no segment.
    pub fn read_unverified(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Segment, bytes, MAX_SEALED)?;
        reader.tuple(3)?;
        let header_bytes = reader.bytes()?.to_vec();
        let body = reader.bytes()?.to_vec();
        let signature = Signature::read(&mut reader)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            header: Header::read(&header_bytes)?,
            header_bytes,
            body,
            signature,
        })
    }

    /// The bytes to store and send, as sealed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The header as it was signed.
    #[must_use]
    pub fn header_bytes(&self) -> &[u8] {
        &self.header_bytes
    }

    /// What it says about itself.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The ops, unpacked into at most [`MAX_SEGMENT`] bytes.
    ///
    /// # Errors
    /// When the body is not what the header says: its size, the number and places of its ops, or an op itself.
    pub fn ops(&self) -> Result<Vec<Op>, Error> {
        let fault = |rule| Message::Segment.fault(0, rule);
        // The header's size was held to the limit when it was read; zstd stops where this room ends.
        let size = usize::try_from(self.header.size).map_err(|_| fault("size"))?;
        let plain = packed::unpack(&self.body, size).map_err(|_| fault("zstd"))?;
        if plain.len() != size {
            return Err(fault("size"));
        }
        let (mut ops, mut at) = (Vec::new(), 0);
        for seq in self.header.seqs() {
            let length = first_item(Message::Op, &plain[at..])?;
            let op = Op::read(&plain[at..at + length])?;
            if op.seq() != seq {
                return Err(fault("count"));
            }
            at += length;
            ops.push(op);
        }
        (at == plain.len()).then_some(ops).ok_or_else(|| fault("bytes-after"))
    }
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;
