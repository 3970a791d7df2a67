//! `crosscheck recover`: a database whose key was lost, opened with the organiser's recovery file.

use std::path::{Path, PathBuf};

use crosscheck_core::bundle;
use crosscheck_core::ids::unhex;
use crosscheck_core::store::{self, RecoveryKey, Store};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::folder::{
    self, BLOBS, ORGANISER_KEY, RECIPIENT_KEY, STORE, STORE_KEY, WRAPPED_KEY, campaign_of, disk, fault,
};
use super::passphrase;
use crate::context::{Context, Outcome, Run, read, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The database
    database: PathBuf,
    /// The organiser's recovery file
    #[arg(long)]
    recovery: PathBuf,
    /// Folder to make for what is recovered
    #[arg(long)]
    out: PathBuf,
    /// The wrapped key; without it, the file beside the database
    #[arg(long)]
    wrapped: Option<PathBuf>,
    /// File whose first line is the passphrase
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
    /// Take the reserve key as the organiser's key
    #[arg(long)]
    as_reserve: bool,
}

/// What a recovery file holds.
pub struct Secrets {
    campaign: String,
    reserve: [u8; 32],
    /// The private half of the campaign's recovery key.
    pub recovery: RecoveryKey,
}

/// Opens a recovery file.
pub fn secrets(path: &Path, passphrase: &str) -> Result<Secrets, Error> {
    let text = store::unseal(&read(path)?, passphrase)?;
    let damaged = || fault(path, ErrorKind::CheckFailed, Sentence::new("campaign-recovery-bad"));
    let mut lines = text.lines();
    let campaign = lines.next().ok_or_else(damaged)?.to_owned();
    let reserve = lines.next().and_then(unhex).and_then(|bytes| bytes.try_into().ok());
    Ok(Secrets {
        campaign,
        reserve: reserve.ok_or_else(damaged)?,
        recovery: RecoveryKey::parse(lines.next().ok_or_else(damaged)?)?,
    })
}

pub fn run(args: &Args, context: &Context) -> Run {
    if args.out.exists() {
        return Err(fault(
            &args.out,
            ErrorKind::Refused,
            Sentence::new("campaign-dir-there"),
        ));
    }
    let passphrase = passphrase::given(args.passphrase_file.as_deref(), context)?;
    let secrets = secrets(&args.recovery, &passphrase)?;
    let wrapped = args.wrapped.clone().unwrap_or_else(|| {
        let mut name = args.database.clone().into_os_string();
        name.push(".key.age");
        name.into()
    });
    let key = store::unwrap_key(&read(&wrapped)?, &secrets.recovery)?;
    std::fs::create_dir(&args.out).map_err(|cause| disk(&args.out, &cause))?;
    // The database and what waits beside it are copied, never opened where they lie.
    for suffix in ["", "-wal"] {
        let beside = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        };
        let (from, to) = (beside(&args.database), beside(&args.out.join(STORE)));
        if suffix.is_empty() || from.exists() {
            std::fs::copy(&from, &to).map_err(|cause| disk(&from, &cause))?;
        }
    }
    let mut blobs = args.database.clone().into_os_string();
    blobs.push(".blobs");
    let blobs = PathBuf::from(blobs);
    if blobs.is_dir() {
        copy_blobs(&blobs, &args.out.join(BLOBS))?;
    }
    let store = Store::open(&args.out.join(STORE), Some(key.clone()))?;
    let campaign = campaign_of(&store)?;
    store.check()?;
    if campaign.to_string() != secrets.campaign {
        let what = Sentence::new("campaign-recovery-other");
        return Err(fault(&args.recovery, ErrorKind::CheckFailed, what));
    }
    let recipient = recipient(&store, &args.database)?;
    store.suspend()?;
    folder::write_secret(&args.out.join(STORE_KEY), key.as_bytes())?;
    if let Some(recipient) = &recipient {
        folder::write_secret(&args.out.join(RECIPIENT_KEY), recipient)?;
    }
    write(
        &args.out.join(WRAPPED_KEY),
        &store::wrap_key(&key, &secrets.recovery.recovery())?,
    )?;
    if args.as_reserve {
        folder::write_secret(&args.out.join(ORGANISER_KEY), &secrets.reserve)?;
    }
    context.tell(&Sentence::new("campaign-recovered").with("dir", args.out.display()));
    if recipient.is_none() {
        context.note(&Sentence::new("campaign-recovered-no-recipient"));
    }
    context.print(&format!("campaign {campaign}"));
    Ok(Outcome::Done)
}

/// The key that opens bundles: as the store remembers it, or as it lies beside a store that never did.
fn recipient(store: &Store, database: &Path) -> Result<Option<[u8; 32]>, Error> {
    if let Some(kept) = bundle::kept_recipient(store)? {
        return Ok(Some(kept));
    }
    let beside = database.with_file_name(RECIPIENT_KEY);
    beside.is_file().then(|| folder::read_secret(&beside)).transpose()
}

/// Blobs are sealed under the store's key; they go along as they are.
fn copy_blobs(from: &Path, to: &Path) -> Result<(), Error> {
    let copied = std::fs::create_dir(to).and_then(|()| {
        for blob in std::fs::read_dir(from)? {
            let blob = blob?;
            std::fs::copy(blob.path(), to.join(blob.file_name()))?;
        }
        Ok(())
    });
    copied.map_err(|cause| disk(to, &cause))
}
