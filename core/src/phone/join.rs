//! Joining: by an invitation where there is a network, by two QR codes where there is none.
//!
//! What is being joined lies in a folder of its own under a name that the invitation, or the card, gives. Cut off at any
//! moment, the same invitation goes on with the same key, which the hub lets in again. Only a whole campaign is moved to
//! its place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::clock::Shared;
use super::key::{HostSigner, STORE, store_key};
use super::seat::Seat;
use super::{Phone, file, held, refused};
use crate::bundle::{self, RecipientKey};
use crate::canonical::{hex, sha256_hex};
use crate::change::{Card, Chain, Enrolment, KeyStore};
use crate::ids::{CampaignId, MemberId, unhex};
use crate::lead;
use crate::model::Role;
use crate::notebook::{Notebook, Writer};
use crate::store::{Key, Store};
use crate::sync::wire::JoinAsk;
use crate::transport::{Link, Patience, join};
use crate::vault::sync_folder;
use crate::view::digits;
use crate::{Error, ErrorKind};

/// How folders of what is being joined begin.
const JOINING: &str = "joining-";
/// The folder of a card that is shown.
const CARD: &str = "joining-card";
/// The folder in which a bundle is looked into.
const READING: &str = "joining-reading";

/// What a scanned or pasted text is, before anything is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Invited {
    /// An invitation of a hub.
    Link {
        /// The campaign.
        campaign: CampaignId,
        /// Where the hub is.
        url: String,
        /// Whether this phone is in that campaign already.
        joined: bool,
    },
    /// A card of a phone that wants in: a leader enrols it.
    Card {
        /// Six digits to compare.
        digits: String,
    },
    /// What a leader shows for this phone's card.
    Enrolment {
        /// The campaign.
        campaign: CampaignId,
    },
}

/// A campaign's folder while it is being joined, with its keys.
struct Newcomer {
    dir: PathBuf,
    seat: Seat,
    store: Store,
    signer: HostSigner,
    recipient: RecipientKey,
}

impl Newcomer {
    /// The folder of a name, made or gone on with.
    fn begin(phone: &Phone, name: &str) -> Result<Self, Error> {
        let dir = phone.folder.join(name);
        file::make_folder(&dir)?;
        let mut seat = Seat::read(&dir)?.unwrap_or_default();
        let keys = &phone.host.keys;
        let key = if let Some(key) = seat.key.clone() {
            key
        } else {
            let mut drawn = [0; 16];
            file::fill(&mut drawn)?;
            format!("crosscheck-{}", hex(&drawn))
        };
        // The name first: a key nobody knows of would stay in the key store for ever.
        seat.key = Some(key.clone());
        seat.write(&dir)?;
        let (signer, made) = HostSigner::made(keys, &key)?;
        seat.public_key = Some(hex(&made.public_key));
        seat.kind = Some(made.kind);
        seat.write(&dir)?;
        let store = Store::open(&dir.join(STORE), Some(store_key(&dir, keys, &key)?))?;
        let secret = if let Some(secret) = bundle::kept_recipient(&store)? {
            Zeroizing::new(secret)
        } else {
            let mut drawn = Zeroizing::new([0; 32]);
            file::fill(&mut drawn[..])?;
            bundle::keep_recipient(&store, &drawn)?;
            drawn
        };
        Ok(Self {
            recipient: RecipientKey::new(&secret)?,
            dir,
            seat,
            store,
            signer,
        })
    }

    /// Opens the campaign once, so that it can be opened again, and moves it to its place.
    fn finish(
        self,
        phone: &Phone,
        campaign: CampaignId,
        (member, role): (&MemberId, Role),
        chain: &Chain,
    ) -> Result<CampaignId, Error> {
        let Self {
            dir,
            mut seat,
            store,
            signer,
            ..
        } = self;
        let writer = Writer {
            keys: Arc::new(signer),
            member: member.clone(),
            clock: Box::new(Shared(phone.clock.clone())),
        };
        let mut book = Notebook::open(store, campaign, writer)?;
        book.keep_chain(chain)?;
        seat.campaign = Some(campaign.to_string());
        seat.member = Some(member.to_string());
        seat.role = Some(role.number());
        seat.group = book.group().map(|group| group.to_string());
        seat.nonce = None;
        seat.write(&dir)?;
        book.close().suspend()?;
        let place = phone.dir(&campaign);
        std::fs::rename(&dir, &place).map_err(|cause| crate::vault::disk(&place, &cause))?;
        sync_folder(&phone.folder)?;
        Ok(campaign)
    }
}

impl Phone {
    /// What a scanned or pasted text is.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is nothing of ours.
    pub fn invited(&self, text: &str) -> Result<Invited, Error> {
        if let Ok(card) = Card::parse(text) {
            return Ok(Invited::Card { digits: card.digits() });
        }
        if let Ok(enrolment) = Enrolment::parse(text) {
            let campaign = CampaignId::of_first_op(&enrolment.first);
            return Ok(Invited::Enrolment { campaign });
        }
        let link = Link::parse(text)?;
        Ok(Invited::Link {
            campaign: link.campaign,
            joined: self.dir(&link.campaign).exists(),
            url: link.address.url,
        })
    }

    fn not_there(&self, campaign: &CampaignId) -> Result<(), Error> {
        if self.dir(campaign).exists() {
            return Err(refused(ErrorKind::Refused, "phone-joined-already"));
        }
        Ok(())
    }

    /// Takes up an invitation; the hub is asked. The campaign's own words come with the first exchange.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when the text is no invitation; [`ErrorKind::Refused`] when it was used, or this phone is
    /// in that campaign; [`ErrorKind::CheckFailed`] when the hub is out of reach: then the invitation still holds.
    pub fn join(&self, text: &str) -> Result<CampaignId, Error> {
        let _moving = held(&self.moving);
        let link = Link::parse(text)?;
        self.not_there(&link.campaign)?;
        let name = format!("{JOINING}{}", &sha256_hex(link.to_text().as_bytes())[..16]);
        let mut newcomer = Newcomer::begin(self, &name)?;
        let key = newcomer.signer.public_key();
        let ask = JoinAsk {
            campaign: link.campaign,
            code: link.code,
            key,
            recipient: newcomer.recipient.recipient()?,
        };
        let joined = match join(&link.address, &ask, Patience::default()) {
            Ok(joined) => joined,
            Err(error) => {
                // Refused, the key is nobody's; out of reach, the answer may have been lost on the way.
                if error.kind == ErrorKind::Refused {
                    let Newcomer { dir, seat, store, .. } = newcomer;
                    store.suspend()?;
                    self.clear(&dir, seat.key.as_deref())?;
                }
                return Err(error);
            }
        };
        newcomer.seat.set_address(&link.address);
        newcomer.seat.digits = Some(digits(&key.writer(), &link.address.identity, &link.code));
        newcomer.finish(self, link.campaign, (&joined.member, joined.role), &joined.chain)
    }

    /// The card this phone shows where there is no network; shown again, it is the same one.
    ///
    /// # Errors
    /// What the key store and the disk say.
    pub fn card(&self) -> Result<Card, Error> {
        let _moving = held(&self.moving);
        let newcomer = Newcomer::begin(self, CARD)?;
        let card = newcomer.card()?;
        newcomer.store.suspend()?;
        Ok(card)
    }

    /// Takes up what a leader shows for the card. A phone that joined by a bundle learns from it where the hub is.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when no card was shown; [`ErrorKind::BadInput`], [`ErrorKind::CheckFailed`] and
    /// [`ErrorKind::Refused`] when it is no enrolment, does not hold, or is another phone's.
    pub fn accept(&self, text: &str) -> Result<CampaignId, Error> {
        let _moving = held(&self.moving);
        let enrolment = Enrolment::parse(text)?;
        let campaign = CampaignId::of_first_op(&enrolment.first);
        if self.dir(&campaign).exists() && self.campaign(&campaign)?.learn_hub(&enrolment)? {
            return Ok(campaign);
        }
        self.not_there(&campaign)?;
        if !self.shows_card()? {
            return Err(refused(ErrorKind::NotFound, "phone-card-none"));
        }
        self.take_up(Newcomer::begin(self, CARD)?, &enrolment)
    }

    fn shows_card(&self) -> Result<bool, Error> {
        Ok(Seat::read(&self.folder.join(CARD))?.is_some())
    }

    fn take_up(&self, mut newcomer: Newcomer, enrolment: &Enrolment) -> Result<CampaignId, Error> {
        let campaign = CampaignId::of_first_op(&enrolment.first);
        let card = newcomer.card()?;
        let credential = enrolment.accept(&card)?;
        let (member, role) = (credential.member.clone(), credential.role);
        newcomer.seat.digits = Some(card.digits());
        newcomer.seat.hub = enrolment
            .hub
            .as_ref()
            .map(|hub| (hub.url.clone(), hub.identity.to_string()));
        newcomer.finish(self, campaign, (&member, role), &enrolment.chain)
    }

    /// The campaign of a bundle: one this phone is in, or one whose leader let its card in before writing the bundle, which it
    /// then joins. What the bundle holds is taken in by the campaign itself.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when it is for no campaign here and lets no card in; as [`bundle::import()`].
    pub fn join_by_bundle(&self, path: &Path) -> Result<CampaignId, Error> {
        for known in self.campaigns()? {
            let open = self.campaign(&known.campaign)?;
            match bundle::campaign_of(path, open.recipient()) {
                Ok(campaign) if campaign == known.campaign => return Ok(campaign),
                Err(error) if error.kind != ErrorKind::Refused => return Err(error),
                _ => {}
            }
        }
        let _moving = held(&self.moving);
        if !self.shows_card()? {
            return Err(refused(ErrorKind::Refused, "phone-bundle-not-ours"));
        }
        let newcomer = Newcomer::begin(self, CARD)?;
        let campaign = bundle::campaign_of(path, &newcomer.recipient).map_err(|error| match error.kind {
            ErrorKind::Refused => refused(ErrorKind::Refused, "phone-bundle-not-ours"),
            _ => error,
        })?;
        self.not_there(&campaign)?;
        let enrolment = self.enrolment_in(path, &newcomer, campaign)?;
        self.take_up(newcomer, &enrolment)
    }

    /// What a bundle says of a card, read in a place that is given up again.
    fn enrolment_in(&self, path: &Path, newcomer: &Newcomer, campaign: CampaignId) -> Result<Enrolment, Error> {
        let dir = self.folder.join(READING);
        file::remove(&dir)?;
        file::make_folder(&dir)?;
        let mut drawn = Zeroizing::new([0; 32]);
        file::fill(&mut drawn[..])?;
        let store = Store::open(&dir.join(STORE), Some(Key::new(*drawn)))?;
        let writer = Writer {
            keys: Arc::new(newcomer.signer.clone()),
            // Nothing is written here.
            member: MemberId::organiser(),
            clock: Box::new(Shared(self.clock.clone())),
        };
        let mut book = Notebook::open(store, campaign, writer)?;
        let card = newcomer.card()?;
        let read = bundle::import_words(&mut book, path, &newcomer.recipient);
        let found = read.map(|_| lead::enrolment_of(&book, &card));
        book.close().suspend()?;
        file::remove(&dir)?;
        found?.ok_or_else(|| refused(ErrorKind::Refused, "phone-bundle-no-card"))
    }

    /// Removes a folder and forgets its keys, the keys first.
    pub(super) fn clear(&self, dir: &Path, key: Option<&str>) -> Result<(), Error> {
        if let Some(key) = key {
            self.host.keys.forget(key.to_owned())?;
        }
        file::remove(dir)?;
        sync_folder(&self.folder)
    }
}

impl Newcomer {
    /// The card of this folder; its nonce is drawn once.
    fn card(&self) -> Result<Card, Error> {
        let kept = self
            .seat
            .nonce
            .as_deref()
            .and_then(unhex)
            .and_then(|bytes| bytes.try_into().ok());
        let nonce = if let Some(nonce) = kept {
            nonce
        } else {
            let mut drawn = [0; 16];
            file::fill(&mut drawn)?;
            let mut seat = self.seat.clone();
            seat.nonce = Some(hex(&drawn));
            seat.write(&self.dir)?;
            drawn
        };
        Ok(Card {
            key: self.signer.public_key(),
            recipient: self.recipient.recipient()?,
            nonce,
        })
    }
}
