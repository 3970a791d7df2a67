//! Enrolling where there is no network: `crosscheck join --offline`, `crosscheck enrol`, `crosscheck join --accept`.
//!
//! The new laptop's folder holds its keys and its card before anybody sees the card, and becomes the campaign's when the
//! leader's credential comes back. The rule to keep: nothing is signed before the digits of the card were given, and
//! nothing is taken up that [`Enrolment::accept`] did not prove.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crosscheck_core::change::{Card, Enrolment, KeyStore, Meeting, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId};
use crosscheck_core::lead::{self, Newcomer};
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::command::url_of;
use super::join::address_of;
use super::open::{STORAGE, identity, storage};
use super::qr;
use crate::campaign::folder::{self, Campaign, disk, fault, read_secret, write_secret};
use crate::context::{Context, Outcome, Run, random, read, write};

/// The card a folder shows.
const CARD: &str = "card.txt";
/// The credential a folder took up.
pub(super) const ENROLLED: &str = "enrolled.txt";

#[derive(Debug, clap::Args)]
pub struct Enrol {
    /// The leader's folder
    #[arg(long)]
    dir: PathBuf,
    /// The new phone's card
    #[arg(long)]
    card: String,
    /// The member of the roster
    #[arg(long)]
    member: String,
    /// The six digits that the new phone shows
    #[arg(long)]
    digits: Option<String>,
    /// File of the QR code as PNG
    #[arg(long)]
    png: Option<PathBuf>,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

/// Shows a text as QR code and as text, and writes the picture where one is asked for.
fn show(text: &str, png: Option<&Path>, context: &Context) -> Result<(), Error> {
    context.print(&qr::to_terminal(text)?);
    context.print(text);
    if let Some(path) = png {
        write(path, &qr::to_png(text)?)?;
        context.note(&Sentence::new("serve-qr").with("file", path.display()));
    }
    Ok(())
}

/// The card of a folder that waits for its credential; none where it shows no card.
fn card_in(dir: &Path) -> Result<Option<Card>, Error> {
    let path = dir.join(CARD);
    let text = path.exists().then(|| read(&path)).transpose()?;
    text.map(|text| Card::parse(&String::from_utf8_lossy(&text)))
        .transpose()
}

/// Makes the keys of a folder, and its card last: a folder with a card is whole.
fn make_card(dir: &Path) -> Result<Card, Error> {
    if dir.exists() {
        return Err(fault(dir, ErrorKind::Refused, Sentence::new("campaign-dir-there")));
    }
    std::fs::create_dir_all(dir).map_err(|cause| disk(dir, &cause))?;
    let secret = random()?;
    let card = Card {
        key: SoftwareKey::new(&secret)?.public_key(),
        recipient: folder::new_recipient(dir)?.recipient()?,
        nonce: random()?,
    };
    write_secret(&dir.join(folder::WRITER_KEY), &secret)?;
    write_secret(&dir.join(folder::STORE_KEY), &random()?)?;
    write(&dir.join(CARD), card.to_text().as_bytes())?;
    Ok(card)
}

/// Shows the card of a new folder; shown again, it is the same one.
pub fn show_card(dir: &Path, png: Option<&Path>, context: &Context) -> Run {
    let card = match card_in(dir)? {
        Some(card) => card,
        None => make_card(dir)?,
    };
    show(&card.to_text(), png, context)?;
    context.tell(&Sentence::new("serve-card-shown").with("digits", card.digits()));
    context.note(&Sentence::new("serve-card-next").with("dir", dir.display()));
    Ok(Outcome::Done)
}

/// Makes a folder that shows a card the campaign's, by the credential a leader shows.
pub fn accept(text: &str, dir: &Path, context: &Context) -> Run {
    let enrolment = Enrolment::parse(text)?;
    let card = card_in(dir)?.ok_or_else(|| fault(dir, ErrorKind::NotFound, Sentence::new("serve-card-none")))?;
    let member = enrolment.accept(&card)?.member.clone();
    let store = Store::open(
        &dir.join(folder::STORE),
        Some(Key::new(read_secret(&dir.join(folder::STORE_KEY))?)),
    )?;
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&read_secret(&dir.join(folder::WRITER_KEY))?)?),
        member: member.clone(),
        clock: Box::new(SystemClock::new(random()?)),
    };
    let mut book = Notebook::open(store, CampaignId::of_first_op(&enrolment.first), writer)?;
    book.keep_chain(&enrolment.chain)?;
    write(&dir.join(ENROLLED), enrolment.to_text().as_bytes())?;
    context.tell(
        &Sentence::new("serve-accepted")
            .with("member", member)
            .with("dir", dir.display()),
    );
    let next = enrolment.hub.map_or_else(
        || Sentence::new("serve-accepted-no-hub"),
        |hub| Sentence::new("serve-accepted-next").with("address", hub.url),
    );
    context.note(&next.with("dir", dir.display()));
    Ok(Outcome::Done)
}

/// The hub named by the credential a folder took up; none where it took up none, or the leader knew no hub.
///
/// # Errors
/// When the file is damaged.
pub fn meeting_in(dir: &Path) -> Result<Option<Meeting>, Error> {
    let path = dir.join(ENROLLED);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Enrolment::parse(&String::from_utf8_lossy(&read(&path)?))?.hub)
}

/// Where the new phone is to go: to the hub this folder exchanges with, or to the one served from it.
fn meeting(dir: &Path, book: &Notebook, key: Option<&Path>) -> Result<Option<Meeting>, Error> {
    if let Some(address) = address_of(dir)? {
        return Ok(Some(Meeting {
            url: address.url,
            identity: address.identity,
        }));
    }
    if !dir.join(STORAGE).exists() {
        return Ok(None);
    }
    let url = url_of(&storage(dir, &book.campaign().0, key)?).ok();
    let identity = identity(dir)?.public_key().writer();
    Ok(url.map(|url| Meeting { url, identity }))
}

pub fn enrol(args: &Enrol, context: &Context) -> Run {
    let card = Card::parse(&args.card)?;
    let member = MemberId::parse(&args.member).ok_or_else(|| {
        let what = Sentence::new("lead-card-member").with("member", &args.member);
        Error::new(ErrorKind::BadInput, what)
    })?;
    let mut book = Campaign::open(&args.dir)?.notebook;
    book.may_write()?;
    let Some(digits) = &args.digits else {
        context.tell(&Sentence::new("serve-card-digits").with("digits", card.digits()));
        context.note(&Sentence::new("serve-card-compare").with("digits", card.digits()));
        return Ok(Outcome::Done);
    };
    let hub = meeting(&args.dir, &book, args.key.as_deref())?;
    let newcomer = Newcomer { member, role: None };
    let enrolment = lead::enrol_card(&mut book, &card, digits, &newcomer, hub)?;
    book.seal()?;
    show(&enrolment.to_text(), args.png.as_deref(), context)?;
    let (used, right) = lead::enrolled(&book);
    context.tell(&Sentence::new("serve-enrolled").with("member", &args.member));
    if right > 0 {
        context.note(
            &Sentence::new("serve-enrolled-left")
                .with("used", used)
                .with("right", right),
        );
    }
    Ok(Outcome::Done)
}
