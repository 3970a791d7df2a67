//! `crosscheck join` and `crosscheck sync`: a laptop takes up an invitation, and exchanges with the hub that gave it.
//!
//! A laptop is a writer like a phone, and like one it meets any hub that the organiser certified. What it brings and fetches goes through its folder's notebook, so a hub served
//! from the same folder passes on what its own phones brought. Where there is no network, `enrol` takes its place.
//! A second machine of the organiser is a backup put back that exchanges too: it is held, reads everything and the
//! office stream, and takes over by `resume` when the first one is lost.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Class, Notebook, Writer};
use crosscheck_core::store::{Key, Store};
use crosscheck_core::sync::wire::{JoinAsk, Joined};
use crosscheck_core::transport::{Address, Link, Patience, Standing, Transport, join, who_is};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::command::url_of;
use super::enrol::{accept, meeting_in, show_card};
use super::status::hub_in;
use crate::campaign::folder::{self, Campaign, disk, fault, write_secret};
use crate::context::{Context, Outcome, Run, random, read, write};

/// The link of the hub a folder joined.
pub(super) const LINK: &str = "joined.txt";
/// How long one run of `sync` may take.
const MOST: Duration = Duration::from_hours(1);

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("how").required(true).args(["link", "offline", "accept"]))]
pub struct Join {
    /// The invitation's link
    link: Option<String>,
    /// Folder to make
    #[arg(long)]
    dir: PathBuf,
    /// Show a card to a leader, where there is no network
    #[arg(long)]
    offline: bool,
    /// The credential the leader shows for the card
    #[arg(long)]
    accept: Option<String>,
    /// File of the card's QR code as PNG
    #[arg(long, requires = "offline")]
    png: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Sync {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Another address: the hub's, where it moved, or that of another certified hub
    #[arg(long)]
    with: Option<String>,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

/// A key and who it is by an invitation.
#[derive(Debug)]
pub struct Newcomer {
    /// Its secret.
    pub secret: [u8; 32],
    /// Who it is.
    pub joined: Joined,
    /// Six digits that the hub shows too.
    pub digits: String,
}

/// Takes up an invitation with a new key.
///
/// # Errors
/// When the hub is out of reach or refuses.
pub fn take_up(link: &Link, secret: [u8; 32], recipient: [u8; 32]) -> Result<Newcomer, Error> {
    let key = SoftwareKey::new(&secret)?.public_key();
    let ask = JoinAsk {
        campaign: link.campaign,
        code: link.code,
        key,
        recipient,
    };
    let joined = join(&link.address, &ask, Patience::default())?;
    let digits = crosscheck_core::view::digits(&key.writer(), &link.address.identity, &link.code);
    Ok(Newcomer { secret, joined, digits })
}

/// The notebook of a newcomer in a store.
///
/// # Errors
/// What the store says.
pub fn open_book(store: Store, link: &Link, newcomer: &Newcomer) -> Result<Notebook, Error> {
    let writer = Writer {
        keys: Arc::new(SoftwareKey::new(&newcomer.secret)?),
        member: newcomer.joined.member.clone(),
        clock: Box::new(SystemClock::new(random()?)),
    };
    let mut book = Notebook::open(store, link.campaign, writer)?;
    // A hub restored from before this phone came does not know it: the chain says who it is.
    book.keep_chain(&newcomer.joined.chain)?;
    Ok(book)
}

pub fn join_folder(args: &Join, context: &Context) -> Run {
    match (&args.link, &args.accept) {
        (Some(link), _) => join_by(&Link::parse(link)?, &args.dir, context),
        (None, Some(text)) => accept(text, &args.dir, context),
        (None, None) => show_card(&args.dir, args.png.as_deref(), context),
    }
}

fn join_by(link: &Link, dir: &Path, context: &Context) -> Run {
    if dir.exists() {
        return Err(fault(dir, ErrorKind::Refused, Sentence::new("campaign-dir-there")));
    }
    // The key is on the disk before anybody is told of it: cut off in between, the same key shows the same invitation.
    std::fs::create_dir_all(dir).map_err(|cause| disk(dir, &cause))?;
    let (secret, key) = (random()?, random()?);
    write_secret(&dir.join(folder::WRITER_KEY), &secret)?;
    write_secret(&dir.join(folder::STORE_KEY), &key)?;
    let recipient = folder::new_recipient(dir)?.recipient()?;
    let joined = take_up(link, secret, recipient).inspect_err(|_| {
        // Nothing was joined: the folder goes again, and the invitation still holds.
        let _ = std::fs::remove_dir_all(dir);
    })?;
    let store = Store::open(&dir.join(folder::STORE), Some(Key::new(key)))?;
    let book = open_book(store, link, &joined)?;
    write(&dir.join(LINK), link.to_text().as_bytes())?;
    context.tell(
        &Sentence::new("serve-joined")
            .with("member", &joined.joined.member)
            .with("digits", &joined.digits)
            .with("dir", dir.display()),
    );
    exchange(book, &link.address, context)?;
    Ok(Outcome::Done)
}

/// The hub a folder exchanges with: the one that invited it, or the one its credential names.
///
/// # Errors
/// When the file that says so is damaged.
pub fn address_of(dir: &Path) -> Result<Option<Address>, Error> {
    let path = dir.join(LINK);
    if path.exists() {
        let link = Link::parse(&String::from_utf8_lossy(&read(&path)?))?;
        return Ok(Some(link.address));
    }
    let meeting = meeting_in(dir)?;
    Ok(meeting.map(|hub| Address {
        url: hub.url,
        identity: hub.identity,
    }))
}

/// The office's hub, for a second machine of the organiser: a copy of its folder, so it has the same identity.
fn office(args: &Sync, book: &Notebook) -> Result<Address, Error> {
    let not_joined = || fault(&args.dir, ErrorKind::NotFound, Sentence::new("serve-not-joined"));
    let (storage, identity) = hub_in(&args.dir, book, args.key.as_deref())?.ok_or_else(not_joined)?;
    if !book.is_held()? {
        let what = Sentence::new("serve-sync-own").with("dir", args.dir.display());
        return Err(Error::new(ErrorKind::Refused, what));
    }
    // The other machine an earlier backup knew of is this one, or one this folder takes the place of.
    storage.forget_copy()?;
    let url = url_of(&storage).unwrap_or_default();
    Ok(Address { url, identity })
}

/// The hub at an address, if it may be met: it is asked who it is before anything else is said.
fn meet(url: &str, invited: Option<&Address>, book: &Notebook) -> Result<Address, Error> {
    let identity = who_is(url, Patience::default())?.writer();
    book.accepts_hub(&identity, invited.map(|address| &address.identity))?;
    let url = url.to_owned();
    Ok(Address { url, identity })
}

pub fn sync(args: &Sync, context: &Context) -> Run {
    let book = Campaign::open_keyed(&args.dir, args.key.as_deref())?.notebook;
    let invited = address_of(&args.dir)?;
    let second = invited.is_none() && book.role() == Some(Role::Organiser);
    let invited = if second { Some(office(args, &book)?) } else { invited };
    let address = match (&args.with, invited) {
        (Some(with), invited) => meet(with, invited.as_ref(), &book)?,
        (None, Some(invited)) => invited,
        (None, None) => {
            let what = Sentence::new("serve-not-joined");
            return Err(fault(&args.dir, ErrorKind::NotFound, what));
        }
    };
    exchange(book, &address, context)?;
    if second {
        context.note(&Sentence::new("serve-synced-second").with("dir", args.dir.display()));
    }
    Ok(Outcome::Done)
}

/// Whether somebody answered who is not the hub.
fn is_stranger(standing: &Standing) -> bool {
    let line = standing.line.as_ref();
    line.is_some_and(|line| line.code() == "sync-line-stranger")
}

fn exchange(mut book: Notebook, address: &Address, context: &Context) -> Result<(), Error> {
    // A laptop has room, and reports are made on it.
    book.fetch_up_to(Class::Original);
    let book = Arc::new(Mutex::new(book));
    let bar = context.progress(0, "serve-sync-progress");
    let transport = Transport::start(book.clone(), address, None, Patience::default())?;
    let mut outcome = Standing::default();
    let asked = transport.now();
    // A phone bears with a login page until it is gone; whoever typed a command reads at once that it is not the hub.
    let settled = transport.wait(MOST, |standing| {
        outcome.clone_from(standing);
        standing.is_settled(asked) || is_stranger(standing)
    });
    drop(transport);
    bar.finish_and_clear();
    let book = book.lock().unwrap_or_else(PoisonError::into_inner);
    if !settled || outcome.stopped.is_some() || is_stranger(&outcome) {
        let why = outcome.line.unwrap_or_else(|| Sentence::new("sync-line-unreached"));
        return Err(Error::new(ErrorKind::CheckFailed, why));
    }
    context.tell(
        &Sentence::new("serve-synced")
            .with("ops", book.state().count())
            .with("hub", &hex(&address.identity.0)[..12]),
    );
    if book.keeps_from(&address.identity) {
        context.note(&Sentence::new("sync-line-elsewhere"));
    }
    context.print(&format!("dump sha256:{}", book.digest()));
    Ok(())
}
