//! `crosscheck backup` and `restore`: the hub's disk, kept elsewhere and put back.
//!
//! A backup is a folder like the campaign's, consistent while the hub runs, and read again before it counts. It begins a
//! new epoch: phones compare and bring again what it does not have. And it is held: nobody goes on writing at its end
//! before what was written after it is back, whether it was put back or opened where it lies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crosscheck_core::notebook::Notebook;
use crosscheck_core::store::{Key, Store};
use crosscheck_core::vault::Vault;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::enrol::ENROLLED;
use super::join::LINK;
use super::open::{IDENTITY, STORAGE, storage};
use super::storage::Storage;
use crate::campaign::folder::{self, Campaign, disk, fault, read_secret};
use crate::context::{Context, Outcome, Run, read, write, write_private};

#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Folder to make
    #[arg(long)]
    to: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The backup's folder
    backup: PathBuf,
    /// Folder to make
    #[arg(long)]
    dir: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

/// What was copied.
#[derive(Debug, Clone, Copy)]
pub struct Copied {
    /// Items of the hub.
    pub items: u64,
    /// The hub's last place in the copy.
    pub last: u64,
    /// Blobs whose digest holds.
    pub blobs: usize,
}

/// Copies the keys of a folder and what says which hub it exchanges with, closed to others.
fn copy_keys(from: &Path, to: &Path) -> Result<(), Error> {
    for name in [
        folder::STORE_KEY,
        folder::ORGANISER_KEY,
        folder::WRITER_KEY,
        folder::RECIPIENT_KEY,
        IDENTITY,
        LINK,
        ENROLLED,
    ] {
        if from.join(name).exists() {
            write_private(&to.join(name), &read(&from.join(name))?)?;
        }
    }
    if from.join(folder::WRAPPED_KEY).exists() {
        write(&to.join(folder::WRAPPED_KEY), &read(&from.join(folder::WRAPPED_KEY))?)?;
    }
    Ok(())
}

/// Copies every blob that a copy of the log and the hub names, each read again against its hash. What the hub calls whole
/// must be there; the folder's own may be on the way.
fn copy_blobs(vault: &Vault, copied: &Storage, book: &Notebook, to: &Path) -> Result<usize, Error> {
    let whole: BTreeSet<_> = copied.whole_blobs()?.into_iter().collect();
    let named = book.named_blobs()?;
    let all: BTreeSet<_> = whole
        .iter()
        .copied()
        .chain(named.iter().map(|named| named.blob.hash))
        .collect();
    let mut count = 0;
    for blob in all {
        if vault.copy_to(to, &blob)?.is_some() {
            count += 1;
        } else if whole.contains(&blob) {
            let what = Sentence::new("campaign-blob-lost").with("blob", &blob.to_string()[..12]);
            return Err(fault(vault.folder(), ErrorKind::CheckFailed, what));
        }
    }
    Ok(count)
}

/// Makes a new folder beside its place and puts it there at the end.
///
/// # Errors
/// When it is there already, and what the disk or `make` says.
pub fn made_whole<T>(dir: &Path, make: impl FnOnce(&Path) -> Result<T, Error>) -> Result<T, Error> {
    if dir.exists() {
        return Err(fault(dir, ErrorKind::Refused, Sentence::new("campaign-dir-there")));
    }
    let above = dir
        .parent()
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".crosscheck-").tempdir_in(above);
    let beside = beside.map_err(|cause| disk(above, &cause))?;
    let result = make(beside.path())?;
    let beside = beside.keep();
    std::fs::rename(&beside, dir).map_err(|cause| {
        // What was made is of no use half-named.
        let _ = std::fs::remove_dir_all(&beside);
        disk(dir, &cause)
    })?;
    std::fs::File::open(above)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| disk(above, &cause))?;
    Ok(result)
}

fn copy(from: &Path, to: &Path, campaign: &[u8; 32], key: Option<&Path>) -> Result<Copied, Error> {
    copy_keys(from, to)?;
    storage(from, campaign, key)?.copy_to(&to.join(STORAGE))?;
    let store = Key::new(read_secret(&from.join(folder::STORE_KEY))?);
    Store::open(&from.join(folder::STORE), Some(store))?.copy_to(&to.join(folder::STORE))?;
    // Read again from the copy, before anybody relies on it.
    let copied = storage(to, campaign, key)?;
    let items = copied.check()?;
    // Blobs come after the rows that name them: a file is there before its row.
    let vault = Campaign::open_keyed(from, key)?.notebook.vault().clone();
    let mut opened = Campaign::open_keyed(to, key)?.notebook;
    opened.verify()?;
    let blobs = copy_blobs(&vault, &copied, &opened, &to.join(folder::BLOBS))?;
    opened.hold()?;
    copied.begin_epoch()?;
    Ok(Copied {
        items,
        last: copied.last()?,
        blobs,
    })
}

/// Copies a folder's hub while it may be running, verifies the copy and notes that it is backed up.
///
/// # Errors
/// When the copy's folder is there, what the disk says, and when the copy does not hold.
pub fn back_up(dir: &Path, to: &Path, key: Option<&Path>) -> Result<Copied, Error> {
    let campaign = Campaign::open(dir)?.notebook.campaign().0;
    let copied = made_whole(to, |beside| copy(dir, beside, &campaign, key))?;
    storage(dir, &campaign, key)?.note_backup(copied.last)?;
    Ok(copied)
}

/// Makes a folder of a backup, held and in an epoch of its own.
///
/// # Errors
/// As [`back_up`].
pub fn put_back(backup: &Path, dir: &Path, key: Option<&Path>) -> Result<Copied, Error> {
    let campaign = Campaign::open(backup)?.notebook.campaign().0;
    made_whole(dir, |beside| copy(backup, beside, &campaign, key))
}

fn told(code: &'static str, copied: &Copied, to: &Path) -> Sentence {
    Sentence::new(code)
        .with("items", copied.items)
        .with("blobs", copied.blobs)
        .with("dir", to.display())
}

pub fn backup(args: &Backup, context: &Context) -> Run {
    let copied = back_up(&args.dir, &args.to, args.key.as_deref())?;
    context.tell(&told("serve-backed-up", &copied, &args.to));
    Ok(Outcome::Done)
}

pub fn restore(args: &Restore, context: &Context) -> Run {
    let copied = put_back(&args.backup, &args.dir, args.key.as_deref())?;
    context.tell(&told("serve-restored", &copied, &args.dir));
    context.note(&Sentence::new("serve-restored-next").with("dir", args.dir.display()));
    Ok(Outcome::Done)
}
