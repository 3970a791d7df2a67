//! The heads message: what each side has, so that each sends what the other lacks.
//!
//! It carries how far every branch has come, the least version of the protocol its sender still speaks, which texts
//! and blobs the sender lacks, and per stream up to where the hub's order is backed up.

use super::cbor::{Message, Reader, Writer};
use super::frontier::Frontier;
use super::segment::version_1;
use super::value::TextRef;
use crate::Error;
use crate::ids::{BlobHash, CampaignId, StreamName};

/// The least version of the protocol this program speaks.
pub const LEAST_PROTOCOL: u64 = 1;
/// The most bytes of a heads message.
const MOST: usize = 16 << 20;
/// The most texts or blobs asked for at once; the rest is asked for next time.
const MOST_LACKING: u64 = 65_536;
const LAST_KEY: u64 = 6;

/// What one side has and lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadsMessage {
    /// The campaign.
    pub campaign: CampaignId,
    /// The least version of the protocol the sender speaks.
    pub least: u64,
    /// How far every branch has come.
    pub heads: Frontier,
    /// Texts named by ops the sender has, whose frames it lacks.
    pub texts: Vec<(StreamName, TextRef)>,
    /// Blobs it lacks.
    pub blobs: Vec<(StreamName, BlobHash)>,
    /// Per stream, up to which place of the hub's order everything is backed up.
    pub backed_up: Vec<(StreamName, u64)>,
    unknown: Vec<(u64, Vec<u8>)>,
}

impl HeadsMessage {
    /// A message of heads only.
    #[must_use]
    pub fn new(campaign: CampaignId, heads: Frontier) -> Self {
        Self {
            campaign,
            least: LEAST_PROTOCOL,
            heads,
            texts: Vec::new(),
            blobs: Vec::new(),
            backed_up: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The bytes that travel; lists are sorted and cut to what one message may ask for.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(7 + self.unknown.len()).uint(0).uint(1);
        out.uint(1).bytes(&self.campaign.0).uint(2).uint(self.least);
        self.heads.write(out.uint(3));
        let texts = tidy(&self.texts);
        out.uint(4).array(texts.len());
        for (stream, text) in texts {
            out.array(3)
                .text(&stream.to_string())
                .bytes(&text.writer.0)
                .bytes(&text.hash.0);
        }
        let blobs = tidy(&self.blobs);
        out.uint(5).array(blobs.len());
        for (stream, blob) in blobs {
            out.array(2).text(&stream.to_string()).bytes(&blob.0);
        }
        let backed_up = tidy(&self.backed_up);
        out.uint(LAST_KEY).array(backed_up.len());
        for (stream, seq) in backed_up {
            out.array(2).text(&stream.to_string()).uint(seq);
        }
        out.unknown(&self.unknown).finish()
    }

    /// Reads a message.
    ///
    /// # Errors
    /// When the bytes are none, or over a limit.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Heads, bytes, MOST)?.keyed()?;
        version_1(&map, Message::Heads)?;
        let text = |r: &mut Reader| {
            let stream = entry(r, 3)?;
            let writer = crate::ids::WriterId(r.exactly()?);
            let hash = crate::ids::TextHash(r.exactly()?);
            Ok((stream, TextRef { writer, hash }))
        };
        let blob = |r: &mut Reader| Ok((entry(r, 2)?, BlobHash(r.exactly()?)));
        let backed_up = |r: &mut Reader| Ok((entry(r, 2)?, r.uint()?));
        Ok(Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            least: map.need(2)?.uint()?,
            heads: Frontier::read_from(&mut map.need(3)?)?,
            texts: map.need(4)?.sorted(MOST_LACKING, text, Clone::clone)?,
            blobs: map.need(5)?.sorted(MOST_LACKING, blob, Clone::clone)?,
            backed_up: map
                .need(LAST_KEY)?
                .sorted(MOST_LACKING, backed_up, |(stream, _)| stream.clone())?,
            unknown: map.unknown(LAST_KEY),
        })
    }
}

fn entry(reader: &mut Reader, length: u64) -> Result<StreamName, Error> {
    reader.tuple(length)?;
    reader.text(80)?.parse()
}

fn tidy<T: Ord + Clone>(things: &[T]) -> Vec<T> {
    let mut sorted = things.to_vec();
    sorted.sort();
    sorted.dedup();
    sorted.truncate(usize::try_from(MOST_LACKING).unwrap_or(usize::MAX));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Reached;
    use crate::ids::{Root, TextHash, WriterId};
    use proptest::prelude::*;

    #[test]
    fn a_message_reads_back_sorted() {
        let (a, b): (StreamName, StreamName) = ("c".parse().unwrap(), "g.G01".parse().unwrap());
        let mut heads = Frontier::new();
        heads.insert(
            WriterId([1; 32]),
            &b,
            Reached {
                seq: 9,
                root: Root([4; 32]),
            },
        );
        let text = TextRef {
            writer: WriterId([1; 32]),
            hash: TextHash([6; 32]),
        };
        let mut message = HeadsMessage::new(CampaignId([2; 32]), heads);
        message.texts = vec![(b.clone(), text), (a.clone(), text), (b.clone(), text)];
        message.blobs = vec![(b.clone(), BlobHash([7; 32]))];
        message.backed_up = vec![(a.clone(), 12)];
        message.unknown = vec![(7, vec![0xf6])];
        let read = HeadsMessage::read(&message.to_bytes()).unwrap();
        assert_eq!(read.texts, [(a, text), (b, text)]);
        assert_eq!(read.to_bytes(), message.to_bytes());
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = HeadsMessage::read(&bytes);
        }
    }
}
