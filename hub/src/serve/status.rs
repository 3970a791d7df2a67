//! `crosscheck status`: what a hub took, how far its folder follows, what it waits for, and what is in danger.

use std::path::{Path, PathBuf};

use crosscheck_core::change::KeyStore;
use crosscheck_core::ids::WriterId;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::{Error, Sentence};

use super::join::address_of;
use super::open::{IDENTITY, STORAGE, identity, storage};
use super::standing::{Heard, Standing};
use super::storage::Storage;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Status {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

/// The hub of a folder, where it was ever one: its file and the id of its identity.
///
/// # Errors
/// What the disk says.
pub fn hub_in(dir: &Path, book: &Notebook, key: Option<&Path>) -> Result<Option<(Storage, WriterId)>, Error> {
    if !dir.join(STORAGE).exists() || !dir.join(IDENTITY).exists() {
        return Ok(None);
    }
    let storage = storage(dir, &book.campaign().0, key)?;
    Ok(Some((storage, identity(dir)?.public_key().writer())))
}

/// What nobody should have to ask for: a hold with what it waits for, then what is in danger.
#[must_use]
pub fn told(standing: &Standing, dir: &Path) -> Vec<Sentence> {
    let next = Sentence::new("serve-held-next").with("dir", dir.display());
    let mut said: Vec<Sentence> = standing.hold().into_iter().collect();
    if standing.held {
        said.extend(standing.unheard.iter().cloned());
        said.push(next);
    }
    said.extend(standing.warnings());
    said
}

pub fn status(args: &Status, context: &Context) -> Run {
    let book = Campaign::open(&args.dir)?.notebook;
    let storage = storage(&args.dir, &book.campaign().0, args.key.as_deref())?;
    let hub = identity(&args.dir)?.public_key().writer();
    let (last, epochs) = (storage.last()?, storage.epochs()?);
    let read = book.hub(&hub)?.map_or(0, |row| row.place);
    let mut devices = storage.devices()?;
    // Another machine of the organiser is no phone.
    devices.retain(|(writer, _)| writer != book.id());
    let unsent: u64 = devices.iter().map(|(_, device)| device.unsent).sum();
    context.tell(
        &Sentence::new("serve-status")
            .with("items", last)
            .with("lag", last.saturating_sub(read))
            .with("epochs", epochs.len())
            .with("phones", devices.len())
            .with("unsent", unsent)
            .with("waiting", book.state().waiting().len()),
    );
    context.print(&format!("campaign {}", book.campaign()));
    context.print(&format!("hub {hub}"));
    context.print(&format!("dump sha256:{}", book.digest()));
    let mut standing = Standing::of(&book, &Heard::of(&storage)?, Some(&hub))?;
    standing.waits_for(&book, address_of(&args.dir)?.map(|address| address.identity))?;
    if let Some((true, whole)) = &standing.copy {
        context.tell(whole);
    }
    for sentence in told(&standing, &args.dir) {
        context.tell(&sentence);
    }
    Ok(Outcome::Done)
}
