//! The messages of the conversation, byte for byte as `docs/protocol.md` has them.
//!
//! Every message is one CBOR map in the one way of the protocol, packed as one zstd frame. A reader unpacks into no
//! more room than a message may have, checks the whole, and only then reads a part. What a message carries (segments,
//! texts) stays the bytes its writer sealed.

use crate::change::cbor::{Message, Reader, Writer};
use crate::change::packed;
use crate::change::{BlobRef, Chain, Frontier, HeadsMessage, PublicKey, Reached, Signature};
use crate::ids::{BlobHash, CampaignId, GroupId, MemberId, Root, StreamName, WriterId};
use crate::model::Role;
use crate::{Error, ErrorKind, Sentence};

/// The most bytes of a message, unpacked.
pub const MAX_MESSAGE: usize = 4 << 20;
/// The most ops a push carries.
pub const MAX_PUSH_OPS: u64 = 5_000;
/// The body of a 503 that waits for the organiser: the hub was restored, and its folder is held.
pub const HELD: &[u8] = b"held";
/// The most things one message carries.
const MAX_ITEMS: u64 = 65_536;
pub(super) const MESSAGE: Message = Message::Exchange;
const LEVEL: i32 = 3;

/// A hub's run of places: a new one begins when it is restored from a backup.
pub type Epoch = [u8; 16];

/// Packs a message for the way.
///
/// # Errors
/// When the compressor fails.
pub fn pack(plain: &[u8]) -> Result<Vec<u8>, Error> {
    packed::pack(plain, LEVEL).map_err(|_| MESSAGE.fault(0, "zstd"))
}

/// Unpacks a message into at most [`MAX_MESSAGE`] bytes.
///
/// # Errors
/// When the bytes are none or unpack to more.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, Error> {
    packed::unpack(packed, MAX_MESSAGE).map_err(|_| MESSAGE.fault(0, "zstd"))
}

/// A segment or a text on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A sealed segment.
    Segment(Vec<u8>),
    /// A text frame.
    Text(Vec<u8>),
    /// Something the reader sent itself: only its place is told.
    Yours,
    /// A blob that lies on the hub, whole: its bytes are fetched by themselves.
    Blob(BlobRef),
}

/// A thing of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The stream.
    pub stream: StreamName,
    /// What.
    pub thing: Thing,
}

/// A blob by its name of 40 bytes: hash and length.
#[must_use]
pub fn blob_named(bytes: &[u8]) -> Option<BlobRef> {
    let (hash, length) = bytes.split_at_checked(32)?;
    Some(BlobRef {
        hash: BlobHash(hash.try_into().ok()?),
        length: u64::from_be_bytes(length.try_into().ok()?),
    })
}

/// The name of a blob in 40 bytes: hash and length, big-endian.
#[must_use]
pub fn name_of(blob: &BlobRef) -> [u8; 40] {
    let mut name = [0; 40];
    name[..32].copy_from_slice(&blob.hash.0);
    name[32..].copy_from_slice(&blob.length.to_be_bytes());
    name
}

impl Item {
    fn write(&self, out: &mut Writer) {
        let named;
        let (kind, bytes): (u64, &[u8]) = match &self.thing {
            Thing::Segment(bytes) => (0, bytes),
            Thing::Text(bytes) => (1, bytes),
            Thing::Yours => (2, &[]),
            Thing::Blob(blob) => {
                named = name_of(blob);
                (3, &named)
            }
        };
        out.uint(kind).text(&self.stream.to_string()).bytes(bytes);
    }

    fn read(reader: &mut Reader) -> Result<Self, Error> {
        let kind = reader.uint()?;
        let stream = reader.text(80)?.parse()?;
        let bytes = reader.bytes()?.to_vec();
        let thing = match kind {
            0 => Thing::Segment(bytes),
            1 => Thing::Text(bytes),
            2 => Thing::Yours,
            3 => Thing::Blob(blob_named(&bytes).ok_or_else(|| reader.fault("shape"))?),
            _ => return Err(reader.fault("kind")),
        };
        Ok(Self { stream, thing })
    }
}

pub(super) fn opened(plain: &[u8]) -> Result<crate::change::cbor::Keyed<'_>, Error> {
    let map = Reader::new(MESSAGE, plain, MAX_MESSAGE)?.keyed()?;
    match map.need(0)?.uint()? {
        1 => Ok(map),
        later => Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("change-version-later").with("version", later),
        )),
    }
}

fn many<T>(reader: &mut Reader, read: impl Fn(&mut Reader) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    let count = reader.list(MAX_ITEMS)?;
    (0..count).map(|_| read(reader)).collect()
}

/// Things for the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// The campaign.
    pub campaign: CampaignId,
    /// What is brought.
    pub items: Vec<Item>,
}

impl Push {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(3).uint(0).uint(1).uint(1).bytes(&self.campaign.0);
        out.uint(2).array(self.items.len());
        for item in &self.items {
            item.write(out.array(3));
        }
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let item = |reader: &mut Reader| {
            reader.tuple(3)?;
            Item::read(reader)
        };
        Ok(Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            items: many(&mut map.need(2)?, item)?,
        })
    }
}

/// A point of somebody's log that a hub waits for.
pub type Missing = (StreamName, WriterId, Reached);

fn write_missing(missing: &[Missing], out: &mut Writer) {
    out.array(missing.len());
    for (stream, writer, point) in missing {
        out.array(4).text(&stream.to_string()).bytes(&writer.0);
        out.uint(point.seq).bytes(&point.root.0);
    }
}

fn read_missing(reader: &mut Reader) -> Result<Vec<Missing>, Error> {
    many(reader, |reader| {
        reader.tuple(4)?;
        let stream = reader.text(80)?.parse()?;
        let writer = WriterId(reader.exactly()?);
        let (seq, root) = (reader.uint()?, Root(reader.exactly()?));
        Ok((stream, writer, Reached { seq, root }))
    })
}

/// What became of a push: everything in it lies on the hub's disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The hub's epoch.
    pub epoch: Epoch,
    /// For each item in order its place on the hub and its number in the stream; 0 and 0 for a redacted text.
    pub places: Vec<(u64, u64)>,
    /// What is missing before something that was brought.
    pub missing: Vec<Missing>,
}

impl Pushed {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(4).uint(0).uint(1).uint(1).bytes(&self.epoch);
        out.uint(2).array(self.places.len());
        for (place, seq) in &self.places {
            out.array(2).uint(*place).uint(*seq);
        }
        write_missing(&self.missing, out.uint(3));
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let place = |reader: &mut Reader| {
            reader.tuple(2)?;
            Ok((reader.uint()?, reader.uint()?))
        };
        Ok(Self {
            epoch: map.need(1)?.exactly()?,
            places: many(&mut map.need(2)?, place)?,
            missing: read_missing(&mut map.need(3)?)?,
        })
    }
}

/// A thing as it stands on a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place among everything on the hub.
    pub place: u64,
    /// Its number in its stream, dense from 1.
    pub seq: u64,
    /// The thing.
    pub item: Item,
}

/// What a hub has after a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The hub's epoch.
    pub epoch: Epoch,
    /// Where reading began: less than was asked for after a restore.
    pub from: u64,
    /// Where to read on.
    pub upto: u64,
    /// The hub's last place.
    pub last: u64,
    /// The things, by place.
    pub items: Vec<Placed>,
}

impl Pulled {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(6).uint(0).uint(1).uint(1).bytes(&self.epoch);
        out.uint(2).uint(self.from).uint(3).uint(self.upto);
        out.uint(4).uint(self.last).uint(5).array(self.items.len());
        for placed in &self.items {
            placed.item.write(out.array(5).uint(placed.place).uint(placed.seq));
        }
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none, or the places do not rise.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let read = |reader: &mut Reader| {
            reader.tuple(5)?;
            Ok(Placed {
                place: reader.uint()?,
                seq: reader.uint()?,
                item: Item::read(reader)?,
            })
        };
        let pulled = Self {
            epoch: map.need(1)?.exactly()?,
            from: map.need(2)?.uint()?,
            upto: map.need(3)?.uint()?,
            last: map.need(4)?.uint()?,
            items: many(&mut map.need(5)?, read)?,
        };
        let places = pulled.items.iter().map(|placed| placed.place);
        let rising = std::iter::once(pulled.from)
            .chain(places)
            .chain([pulled.upto.saturating_add(1)]);
        let rising: Vec<u64> = rising.collect();
        let sound = pulled.from <= pulled.upto && pulled.upto <= pulled.last;
        if !sound || rising.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(MESSAGE.fault(0, "place"));
        }
        Ok(pulled)
    }
}

/// What a hub holds, asked with the digest of what the asker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadsAsk {
    /// The campaign.
    pub campaign: CampaignId,
    /// The least version of the protocol the asker speaks.
    pub least: u64,
    /// SHA-256 of the asker's own frontier: where it is the hub's too, nothing else is sent.
    pub digest: [u8; 32],
    /// Ops that wait on the phone, and when the oldest was written by the phone's clock; for the hub's page alone.
    pub unsent: (u64, i64),
}

impl HeadsAsk {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(5).uint(0).uint(1).uint(1).bytes(&self.campaign.0);
        out.uint(2).uint(self.least).uint(3).bytes(&self.digest);
        out.uint(4).array(2).uint(self.unsent.0).int(self.unsent.1);
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let mut unsent = map.need(4)?;
        unsent.tuple(2)?;
        Ok(Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            least: map.need(2)?.uint()?,
            digest: map.need(3)?.exactly()?,
            unsent: (unsent.uint()?, unsent.int()?),
        })
    }
}

/// The hub's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadsTold {
    /// The hub's epoch.
    pub epoch: Epoch,
    /// Whether the asker's digest is the hub's.
    pub same: bool,
    /// What the hub has and lacks; without heads where they are the same.
    pub heads: HeadsMessage,
    /// Points the hub waits for: what lies after them has not been joined to what lies before.
    pub missing: Vec<Missing>,
}

impl HeadsTold {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(5).uint(0).uint(1).uint(1).bytes(&self.epoch);
        out.uint(2).bool(self.same).uint(3).bytes(&self.heads.to_bytes());
        write_missing(&self.missing, out.uint(4));
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        Ok(Self {
            epoch: map.need(1)?.exactly()?,
            same: map.need(2)?.bool()?,
            heads: HeadsMessage::read(map.need(3)?.bytes()?)?,
            missing: read_missing(&mut map.need(4)?)?,
        })
    }
}

/// The digest of heads that a [`HeadsAsk`] carries.
#[must_use]
pub fn digest_of(heads: &Frontier) -> [u8; 32] {
    heads.digest()
}

/// What a phone signs to get a token: proof that it has its key, for this hub and this question alone.
pub const TOKEN_DOMAIN: &str = "crosscheck-token-1";

/// A phone's answer to a hub's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenAsk {
    /// The question.
    pub nonce: [u8; 32],
    /// The phone's key.
    pub key: PublicKey,
    /// Over campaign, the hub's identity and the question.
    pub signature: Signature,
    /// Its credential with those above it, where the hub may not have them yet.
    pub chain: Option<Chain>,
}

impl TokenAsk {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        let chain = self.chain.as_ref().map(Chain::to_bytes);
        out.map(4 + usize::from(chain.is_some())).uint(0).uint(1);
        self.key.write(out.uint(1).bytes(&self.nonce).uint(2));
        self.signature.write(out.uint(3));
        if let Some(chain) = chain {
            out.uint(4).bytes(&chain);
        }
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let chain = map.maybe(4).map(|mut chain| Chain::read(chain.bytes()?));
        Ok(Self {
            nonce: map.need(1)?.exactly()?,
            key: PublicKey::read(&mut map.need(2)?)?,
            signature: Signature::read(&mut map.need(3)?)?,
            chain: chain.transpose()?,
        })
    }
}

/// A phone that scanned an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinAsk {
    /// The campaign of the invitation.
    pub campaign: CampaignId,
    /// Its code.
    pub code: [u8; 16],
    /// The phone's key.
    pub key: PublicKey,
    /// X25519 recipient of bundles.
    pub recipient: [u8; 32],
}

impl JoinAsk {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(5).uint(0).uint(1).uint(1).bytes(&self.campaign.0);
        self.key.write(out.uint(2).bytes(&self.code).uint(3));
        out.uint(4).bytes(&self.recipient).finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        Ok(Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            code: map.need(2)?.exactly()?,
            key: PublicKey::read(&mut map.need(3)?)?,
            recipient: map.need(4)?.exactly()?,
        })
    }
}

/// Who the phone is from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The member.
    pub member: MemberId,
    /// The role.
    pub role: Role,
    /// The group.
    pub group: Option<GroupId>,
    /// The credential with those above it.
    pub chain: Chain,
}

impl Joined {
    /// The bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(4 + usize::from(self.group.is_some())).uint(0).uint(1);
        out.uint(1).text(self.member.as_str()).uint(2).uint(self.role.number());
        out.uint(3).bytes(&self.chain.to_bytes());
        if let Some(group) = &self.group {
            out.uint(4).text(group.as_str());
        }
        out.finish()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(plain: &[u8]) -> Result<Self, Error> {
        let map = opened(plain)?;
        let group = map.maybe(4).map(|mut name| name.name(GroupId::MOST, GroupId::parse));
        let role = Role::of_number(map.need(2)?.uint()?).ok_or_else(|| MESSAGE.fault(0, "role"))?;
        Ok(Self {
            member: map.need(1)?.name(MemberId::MOST, MemberId::parse)?,
            role,
            group: group.transpose()?,
            chain: Chain::read(map.need(3)?.bytes()?)?,
        })
    }
}
