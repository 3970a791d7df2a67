//! Enrolling where there is no network: what two phones show each other as QR codes.
//!
//! The new phone shows its [`Card`]: its keys and a nonce. The leader scans it, both read out the same six digits, and
//! the leader shows an [`Enrolment`]: the credential chain, and the campaign's first op, whose hash is the campaign and
//! which names the organiser's keys, so that a phone that holds nothing can check the chain from its root. As text both
//! are upper-case base32, which QR codes write in 5.5 bits a letter and which no shell, mail or scanner changes. The
//! rule to keep: nothing is taken from such a text that its hashes and signatures do not prove.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

use super::cbor::{Message, Reader, Writer};
use super::credential::{Chain, Credential};
use super::key::PublicKey;
use super::op::Op;
use super::organisers::Organisers;
use super::segment::version_1;
use crate::ids::{CampaignId, WriterId};
use crate::{Error, ErrorKind, Sentence};

const CARD: &str = "CROSSCHECK://CARD/";
const ENROLMENT: &str = "CROSSCHECK://ENROL/";
const DIGITS: &str = "crosscheck-card-1";
/// A card is 106 bytes; later versions may add to it.
const MOST_CARD: usize = 512;
/// What fits into the largest QR code of level M: 3,391 letters.
const MOST: usize = 2_048;
/// An address of a hub.
const MOST_ADDRESS: usize = 256;

fn refused(kind: ErrorKind, code: &'static str) -> Error {
    Error::new(kind, Sentence::new(code))
}

/// The bytes of a text that begins like this, whatever its case.
fn bytes_of(text: &str, start: &str, most: usize) -> Option<Vec<u8>> {
    let text = text.trim();
    let (head, rest) = text.split_at_checked(start.len())?;
    let fits = head.eq_ignore_ascii_case(start) && rest.len() <= BASE32_NOPAD.encode_len(most);
    let rest = fits.then(|| rest.to_ascii_uppercase())?;
    BASE32_NOPAD.decode(rest.as_bytes()).ok()
}

/// What a new phone shows: its keys and a nonce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its key.
    pub key: PublicKey,
    /// X25519 recipient of bundles.
    pub recipient: [u8; 32],
    /// Drawn for this card alone, so that its digits are not those of another.
    pub nonce: [u8; 16],
}

impl Card {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        self.key.write(out.map(4).uint(0).uint(1).uint(1));
        out.uint(2).bytes(&self.recipient).uint(3).bytes(&self.nonce).finish()
    }

    /// The text of the QR code.
    #[must_use]
    pub fn to_text(&self) -> String {
        CARD.to_owned() + &BASE32_NOPAD.encode(&self.to_bytes())
    }

    /// Reads the text of a QR code.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is no card.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bytes = bytes_of(text, CARD, MOST_CARD);
        let bytes = bytes.ok_or_else(|| refused(ErrorKind::BadInput, "change-card-bad"))?;
        let map = Reader::new(Message::Credential, &bytes, MOST_CARD)?.keyed()?;
        version_1(&map, Message::Credential)?;
        Ok(Self {
            key: PublicKey::read(&mut map.need(1)?)?,
            recipient: map.need(2)?.exactly()?,
            nonce: map.need(3)?.exactly()?,
        })
    }

    /// Six digits that both phones show before anything is signed: the leader scanned the phone in front of him.
    #[must_use]
    pub fn digits(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(DIGITS);
        hash.update(self.to_bytes());
        let hash = hash.finalize();
        let number = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]) % 1_000_000;
        format!("{number:06}")
    }
}

/// Where a hub of the campaign is, so that the new phone finds it once there is a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its address.
    pub url: String,
    /// The id of its identity key.
    pub identity: WriterId,
}

/// What the leader shows: who the new phone is from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The credential with those above it.
    pub chain: Chain,
    /// The campaign's first op, as it was written.
    pub first: Vec<u8>,
    /// A hub; none where the leader knows none.
    pub hub: Option<Meeting>,
}

impl Enrolment {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(3 + usize::from(self.hub.is_some())).uint(0).uint(1);
        out.uint(1).bytes(&self.chain.to_bytes()).uint(2).bytes(&self.first);
        if let Some(hub) = &self.hub {
            out.uint(3).array(2).text(&hub.url).bytes(&hub.identity.0);
        }
        out.finish()
    }

    /// The text of the QR code.
    #[must_use]
    pub fn to_text(&self) -> String {
        ENROLMENT.to_owned() + &BASE32_NOPAD.encode(&self.to_bytes())
    }

    /// Reads the text of a QR code; [`Enrolment::accept`] says whether it holds.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bytes = bytes_of(text, ENROLMENT, MOST);
        let bytes = bytes.ok_or_else(|| refused(ErrorKind::BadInput, "change-enrolment-bad"))?;
        let map = Reader::new(Message::Credential, &bytes, MOST)?.keyed()?;
        version_1(&map, Message::Credential)?;
        let hub = |mut reader: Reader| {
            reader.tuple(2)?;
            Ok::<_, Error>(Meeting {
                url: reader.text(MOST_ADDRESS)?.to_owned(),
                identity: WriterId(reader.exactly()?),
            })
        };
        Ok(Self {
            chain: Chain::read(map.need(1)?.bytes()?)?,
            first: map.need(2)?.bytes()?.to_vec(),
            hub: map.maybe(3).map(hub).transpose()?,
        })
    }

    /// Checks everything from the campaign's first op down to the phone that showed this card, and gives who it is.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when the chain does not hold; [`ErrorKind::Refused`] when it is another phone's, or no
    /// person's.
    pub fn accept(&self, card: &Card) -> Result<&Credential, Error> {
        let campaign = CampaignId::of_first_op(&self.first);
        let organisers = Organisers::of_campaign(&campaign, &Op::read(&self.first)?)?;
        let credential = self.chain.verify(&campaign, &organisers)?;
        if credential.key != card.key || credential.recipient != card.recipient {
            return Err(refused(ErrorKind::Refused, "change-enrolment-other"));
        }
        // Whoever is in a group is a person; a hub is in none.
        let person = credential.group.is_some();
        person
            .then_some(credential)
            .ok_or_else(|| refused(ErrorKind::Refused, "change-enrolment-other"))
    }
}

#[cfg(test)]
#[path = "enrolment_tests.rs"]
mod tests;
