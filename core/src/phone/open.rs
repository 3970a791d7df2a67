//! An open campaign on a phone: its notebook behind a lock, what was read of its packs, and the exchange that goes on.
//!
//! `look` and `act` hold the lock for as long as one view or verb takes; the clock is asked before, keys sign outside.
//! What takes long (a bundle, a document) works on a notebook of its own in the same file (`beside`), so that nobody
//! waits for it; the next look reads what it wrote.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::clock::{PhoneClock, Shared};
use super::host::{Host, KeyKind, Network};
use super::key::{self, HostSigner, STORE, is_recoverable, make_recoverable, store_key};
use super::seat::Seat;
use super::{held, refused};
use crate::bundle::{self, RecipientKey};
use crate::change::{Card, Enrolment, Entity, FrontierCode, KeyStore, Meeting, SignedCredential};
use crate::field;
use crate::ids::{CampaignId, MemberId, StreamName, unhex};
use crate::lead::{self, ForCard, Newcomer};
use crate::notebook::{Notebook, Stand, Writer};
use crate::store::{Key, Store};
use crate::transport::{Patience, Transport};
use crate::view::{self, Packs, Summaries};
use crate::{Error, ErrorKind, Sentence};

/// 我的: who writes here, and how this phone keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MyPhone {
    /// What the notebook says.
    pub me: view::Me,
    /// Where the signing key lives.
    pub key: Option<KeyKind>,
    /// Whether the store's key is wrapped to the campaign's recovery key too: a faulty key store loses nothing.
    pub recoverable: bool,
    /// Where the hub is.
    pub hub: Option<String>,
}

/// What is known of the packs, and what the campaign's stream rested on then.
#[derive(Default)]
struct Read {
    packs: Arc<Packs>,
    at: Option<(Stand, Option<crate::vault::Stand>)>,
}

/// An open campaign.
pub struct OpenCampaign {
    dir: PathBuf,
    campaign: CampaignId,
    host: Host,
    clock: Arc<PhoneClock>,
    key: Key,
    recipient: RecipientKey,
    book: Arc<Mutex<Notebook>>,
    seat: Mutex<Seat>,
    read: Mutex<Read>,
    summaries: Mutex<Summaries>,
    transport: Mutex<Option<Arc<Transport>>>,
    resting: AtomicBool,
}

impl std::fmt::Debug for OpenCampaign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenCampaign {}", self.campaign)
    }
}

fn resting() -> Error {
    refused(ErrorKind::NotYet, "phone-resting")
}

impl OpenCampaign {
    pub(super) fn open(dir: &Path, seat: Seat, host: &Host, clock: Arc<PhoneClock>) -> Result<Self, Error> {
        let name = seat.key.clone().ok_or_else(|| key::bad("seat.json"))?;
        let key = store_key(dir, &host.keys, &name)?;
        let store = Store::open(&dir.join(STORE), Some(key.clone()))?;
        let secret = bundle::kept_recipient(&store)?.ok_or_else(|| key::bad(STORE))?;
        let campaign = seat.campaign()?;
        let writer = writer(&seat, host, clock.clone())?;
        let book = Notebook::open(store, campaign, writer)?;
        let open = Self {
            dir: dir.to_owned(),
            campaign,
            host: host.clone(),
            clock,
            key,
            recipient: RecipientKey::new(&secret)?,
            book: Arc::new(Mutex::new(book)),
            seat: Mutex::new(seat),
            read: Mutex::default(),
            summaries: Mutex::default(),
            transport: Mutex::default(),
            resting: AtomicBool::new(false),
        };
        open.note()?;
        Ok(open)
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> &CampaignId {
        &self.campaign
    }

    /// What is known without the store.
    #[must_use]
    pub fn seat(&self) -> Seat {
        held(&self.seat).clone()
    }

    /// The key that opens bundles sealed to this phone.
    #[must_use]
    pub fn recipient(&self) -> &RecipientKey {
        &self.recipient
    }

    /// Whether the store's key is wrapped to the campaign's recovery key too.
    #[must_use]
    pub fn is_recoverable(&self) -> bool {
        is_recoverable(&self.dir)
    }

    fn awake(&self) -> Result<(), Error> {
        if self.resting.load(Ordering::SeqCst) {
            Err(resting())
        } else {
            Ok(())
        }
    }

    /// The packs, read again only where the campaign's stream or the vault has something new.
    fn packs(&self, book: &Notebook) -> Result<Arc<Packs>, Error> {
        let at = (book.stand(&StreamName::Campaign), book.vault().stand());
        let mut read = held(&self.read);
        let same = read.at.as_ref().is_some_and(|(stand, vault)| {
            // Where nothing was lacking, what comes to the vault changes nothing.
            *stand == at.0 && (!read.packs.lacks() || (*vault == at.1 && at.1.is_some()))
        });
        if !same {
            read.packs = Arc::new(Packs::of_campaign(book, &read.packs)?);
            read.at = Some(at);
        }
        Ok(read.packs.clone())
    }

    /// Looks at the campaign as it stands.
    ///
    /// # Errors
    /// [`ErrorKind::NotYet`] while it rests; what the view says.
    pub fn look<T>(
        &self,
        view: impl FnOnce(&Notebook, &Packs, &mut Summaries) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.awake()?;
        let mut book = held(&self.book);
        book.catch_up()?;
        let packs = self.packs(&book)?;
        view(&book, &packs, &mut held(&self.summaries))
    }

    /// Does something in the campaign; the exchange hears of it.
    ///
    /// # Errors
    /// [`ErrorKind::NotYet`] while it rests; what the verb says.
    pub fn act<T>(&self, verb: impl FnOnce(&mut Notebook, &Packs) -> Result<T, Error>) -> Result<T, Error> {
        self.awake()?;
        self.clock.look();
        let done = {
            let mut book = held(&self.book);
            book.catch_up()?;
            let packs = self.packs(&book)?;
            verb(&mut book, &packs)?
        };
        if let Some(transport) = &*held(&self.transport) {
            transport.changed();
        }
        Ok(done)
    }

    /// Seals what waits. The key signs outside the lock, so that nobody waits for a slow key store.
    ///
    /// # Errors
    /// What the key store and the store say.
    pub fn seal(&self) -> Result<(), Error> {
        let (unsealed, keys) = self.act(|book, _| Ok((book.unsealed()?, book.keys_shared())))?;
        let signed = unsealed.iter().map(|unsealed| unsealed.sign(&*keys));
        let signed = signed.collect::<Result<Vec<_>, _>>()?;
        self.act(|book, _| book.keep_sealed(&signed).map(|_| ()))
    }

    /// Signs a visit off; gives the 核验码. Every seal is made outside the lock; what somebody else writes at the visit in
    /// between is sealed first.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when nothing was done at the visit; what the key store and the store say.
    pub fn sign_off(&self, visit: &StreamName) -> Result<FrontierCode, Error> {
        self.act(|book, _| field::close_visit(book, visit))?;
        loop {
            self.seal()?;
            if let Some(code) = self.act(|book, _| field::state_frontier(book, visit))? {
                self.seal()?;
                return Ok(code);
            }
        }
    }

    /// Enrols the phone whose card was scanned; gives what to show it. The key signs outside the lock.
    ///
    /// # Errors
    /// As [`lead::enrol_card`].
    pub fn enrol(&self, card: &Card, digits: &str, newcomer: &Newcomer) -> Result<Enrolment, Error> {
        let hub = self.seat().address().map(|address| Meeting {
            url: address.url,
            identity: address.identity,
        });
        let (found, keys) = self.act(|book, _| {
            book.may_write()?;
            Ok((lead::for_card(book, card, digits, newcomer)?, book.keys_shared()))
        })?;
        let signed = match found {
            ForCard::Given(signed) => signed,
            ForCard::New(credential) => SignedCredential::sign(&credential, &*keys)?,
        };
        let enrolment = self.act(|book, _| lead::answer_card(book, signed, hub))?;
        self.seal()?;
        Ok(enrolment)
    }

    /// A notebook of its own in the same file, for what takes long.
    ///
    /// # Errors
    /// What the store says.
    pub fn beside(&self) -> Result<(Notebook, Arc<Packs>), Error> {
        self.awake()?;
        self.clock.look();
        let store = Store::open(&self.dir.join(STORE), Some(self.key.clone()))?;
        let writer = writer(&self.seat(), &self.host, self.clock.clone())?;
        let book = Notebook::open(store, self.campaign, writer)?;
        let packs = self.look(|_, _, _| Ok(())).map(|()| held(&self.read).packs.clone())?;
        Ok((book, packs))
    }

    /// Notes what has come meanwhile and is needed before the store is open: the title, and the recovery key, to which
    /// the store's key is wrapped at once.
    ///
    /// # Errors
    /// What the disk says.
    pub fn note(&self) -> Result<(), Error> {
        let campaign = Entity::new("campaign", "campaign");
        let (title, recovery, group) = {
            let book = held(&self.book);
            let title = book.said(&StreamName::Campaign, &campaign, "title")?;
            (title, bundle::recovery(&book), book.group())
        };
        let mut seat = held(&self.seat);
        let before = seat.clone();
        if let Some(recovery) = recovery
            && (seat.recovery.as_deref() != Some(recovery.as_str()) || !self.is_recoverable())
        {
            make_recoverable(&self.dir, &self.key, &recovery)?;
            seat.recovery = Some(recovery.as_str().to_owned());
        }
        seat.title = title.or(seat.title.take());
        seat.group = group.map(|group| group.to_string()).or(seat.group.take());
        if *seat == before { Ok(()) } else { seat.write(&self.dir) }
    }

    /// The screen 加入.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn joined(&self) -> Result<view::Join, Error> {
        let seat = self.seat();
        let digits = seat.digits.unwrap_or_default();
        self.look(|book, _, _| view::join(book, &digits, seat.acknowledged))
    }

    /// Notes that the notice and the rules were read.
    ///
    /// # Errors
    /// What the disk says.
    pub fn acknowledge(&self) -> Result<(), Error> {
        let mut seat = held(&self.seat);
        seat.acknowledged = true;
        seat.write(&self.dir)
    }

    /// The exchange with the campaign's hub, begun where there is none yet.
    ///
    /// # Errors
    /// [`ErrorKind::NotYet`] where no hub is known or the campaign rests; what the transport says.
    pub fn exchange(&self) -> Result<Arc<Transport>, Error> {
        self.awake()?;
        let address = self.seat().address();
        let address = address.ok_or_else(|| refused(ErrorKind::NotYet, "phone-no-hub"))?;
        let network = self.host.network();
        let mut transport = held(&self.transport);
        let running = if let Some(running) = &*transport {
            running.clone()
        } else {
            let begun = Arc::new(Transport::start(
                self.book.clone(),
                &address,
                None,
                Patience::default(),
            )?);
            *transport = Some(begun.clone());
            begun
        };
        running.online(network != Network::Absent);
        running.originals(network == Network::Free);
        Ok(running)
    }

    /// Has the exchange look at the network again.
    pub fn network_changed(&self) {
        let network = self.host.network();
        if let Some(running) = &*held(&self.transport) {
            running.online(network != Network::Absent);
            running.originals(network == Network::Free);
        }
    }

    /// Ends the exchange. What was acknowledged is noted; what was not is sent again.
    pub fn break_off(&self) {
        let running = held(&self.transport).take();
        // Its threads end outside the lock, once nobody has it any more.
        drop(running);
    }

    /// Changes the hub this phone exchanges with, once it was found to be one of the campaign's.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when the organiser does not know it; what the network and the disk say.
    pub fn meet(&self, url: &str) -> Result<(), Error> {
        let identity = crate::transport::who_is(url, Patience::default())?.writer();
        let invited = self.seat().address().map(|address| address.identity);
        self.look(|book, _, _| book.accepts_hub(&identity, invited.as_ref()))?;
        self.break_off();
        let mut seat = held(&self.seat);
        seat.hub = Some((url.to_owned(), identity.to_string()));
        seat.write(&self.dir)
    }

    /// Takes over from what a leader shows for this very phone where the hub is, unless one is known; gives whether it did.
    pub(super) fn learn_hub(&self, enrolment: &Enrolment) -> Result<bool, Error> {
        let Some(hub) = enrolment.hub.as_ref().filter(|_| self.seat().hub.is_none()) else {
            return Ok(false);
        };
        let own = Card {
            key: self.look(|book, _, _| Ok(book.keys().public_key()))?,
            recipient: self.recipient.recipient()?,
            nonce: [0; 16],
        };
        enrolment.accept(&own)?;
        let mut seat = held(&self.seat);
        seat.hub = Some((hub.url.clone(), hub.identity.to_string()));
        seat.write(&self.dir)?;
        Ok(true)
    }

    /// The screen 我的.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn me(&self) -> Result<MyPhone, Error> {
        let mut me = self.look(|book, _, _| view::me(book))?;
        me.stays = self.stays()?;
        let seat = self.seat();
        Ok(MyPhone {
            me,
            key: seat.kind,
            recoverable: self.is_recoverable(),
            hub: seat.hub.map(|(url, _)| url),
        })
    }

    /// Why it may not be removed yet; none when nothing lies on this phone alone.
    ///
    /// # Errors
    /// What the store says.
    pub fn stays(&self) -> Result<Option<Sentence>, Error> {
        let bundled = self.seat().bundled;
        self.look(|book, _, _| {
            let waits = book.withheld_count()? > 0 || book.unsealed_count()? > 0;
            let bundled = !waits && bundled.is_some_and(|dump| dump == book.digest());
            Ok(view::me(book)?.stays.filter(|_| !bundled))
        })
    }

    /// Notes that a bundle holds all of what `book` holds.
    ///
    /// # Errors
    /// What the disk says.
    pub fn note_bundled(&self, book: &Notebook) -> Result<(), Error> {
        let mut seat = held(&self.seat);
        seat.bundled = Some(book.digest());
        seat.write(&self.dir)
    }

    /// Closes the file and ends the exchange.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the file cannot be closed.
    pub fn suspend(&self) -> Result<(), Error> {
        self.resting.store(true, Ordering::SeqCst);
        self.break_off();
        held(&self.book).store().suspend()
    }

    /// Opens it again.
    ///
    /// # Errors
    /// What the store says.
    pub fn resume(&self) -> Result<(), Error> {
        self.clock.look();
        held(&self.book).store().resume()?;
        self.resting.store(false, Ordering::SeqCst);
        Ok(())
    }
}

/// Who writes here.
fn writer(seat: &Seat, host: &Host, clock: Arc<PhoneClock>) -> Result<Writer, Error> {
    let bad = || key::bad("seat.json");
    let name = seat.key.as_deref().ok_or_else(bad)?;
    let public = seat.public_key.as_deref().and_then(unhex).ok_or_else(bad)?;
    let signer = HostSigner::of(&host.keys, name, &public)?;
    // Asked of the seat and not of the key store: nothing has to be unlocked to read.
    let keys: Arc<dyn KeyStore + Send + Sync> = Arc::new(signer);
    Ok(Writer {
        keys,
        member: seat.member.as_deref().and_then(MemberId::parse).ok_or_else(bad)?,
        clock: Box::new(Shared(clock)),
    })
}
