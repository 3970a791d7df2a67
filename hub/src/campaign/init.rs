//! `crosscheck init`: a campaign's folder from its files, whole or not at all.

use std::path::{Path, PathBuf};

use crosscheck_core::bundle::RecipientKey;
use crosscheck_core::canonical::hex;
use crosscheck_core::change::Organisers;
use crosscheck_core::clock::{Clock, SystemClock};
use crosscheck_core::lead::{NumberedPack, Paper, SetUp, first_op, set_up};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::store::{self, Key, RecoveryKey, Store};
use crosscheck_core::vault::Vault;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::file::{Described, describe};
use super::folder::{self, ORGANISER_KEY, RECOVERY, STORE, STORE_KEY, WRAPPED_KEY, disk, fault};
use super::passphrase;
use crate::context::{Context, Outcome, Run, random, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The campaign's file
    campaign: PathBuf,
    /// Folder to make
    #[arg(long)]
    dir: PathBuf,
    /// File whose first line is the passphrase of the recovery file
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
}

pub fn run(args: &Args, context: &Context) -> Run {
    if args.dir.exists() {
        return Err(fault(
            &args.dir,
            ErrorKind::Refused,
            Sentence::new("campaign-dir-there"),
        ));
    }
    let described = describe(&args.campaign)?;
    context.warn(&described.warned);
    let passphrase = passphrase::chosen(args.passphrase_file.as_deref(), context)?;
    let made = make(&args.dir, &described, &passphrase, context)?;
    context.tell(
        &Sentence::new("campaign-made")
            .with("title", &described.title)
            .with("dir", args.dir.display())
            .with("groups", described.groups.len())
            .with("packs", described.packs.len())
            .with("statements", made.statements),
    );
    context.print(&format!("campaign {}", made.campaign));
    context.note(&Sentence::new("campaign-made-keep").with("file", args.dir.join(RECOVERY).display()));
    context.note(&Sentence::new("campaign-made-next").with("dir", args.dir.display()));
    Ok(Outcome::Done)
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// The campaign's id.
    pub campaign: String,
    /// Statements in its log.
    pub statements: usize,
}

/// Makes the folder beside its place and puts it there at the end.
pub fn make(dir: &Path, described: &Described, passphrase: &str, context: &Context) -> Result<Made, Error> {
    let above = dir
        .parent()
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".crosscheck-init-").tempdir_in(above);
    let beside = beside.map_err(|cause| disk(above, &cause))?;
    let bar = context.progress(4, "campaign-progress");
    let at = beside.path();
    let (working, reserve) = (random::<32>()?, random::<32>()?);
    let recovery = RecoveryKey::generate();
    let key = Key::new(random()?);
    folder::write_secret(&at.join(STORE_KEY), key.as_bytes())?;
    folder::write_secret(&at.join(ORGANISER_KEY), &working)?;
    let recipient = folder::new_recipient(at)?;
    write(&at.join(WRAPPED_KEY), &store::wrap_key(&key, &recovery.recovery())?)?;
    bar.inc(1);
    let store = Store::open(&at.join(STORE), Some(key))?;
    folder::keep_recipient(at, &store)?;
    let campaign = campaign(store.vault(), described, (&recovery, &recipient))?;
    bar.inc(1);
    let (writer, working) = folder::software(&working)?;
    let organisers = Organisers {
        working,
        reserve: folder::software(&reserve)?.1,
    };
    let (id, first) = first_op(&organisers, SystemClock::new(random()?).now())?;
    let mut notebook = Notebook::found(store, id, folder::organiser(writer)?, first)?;
    let statements = set_up(&mut notebook, &campaign)?;
    notebook.seal()?;
    notebook.close().suspend()?;
    bar.inc(1);
    let secrets = format!("{id}\n{}\n{}\n", hex(&reserve), recovery.to_text().as_str());
    write(&at.join(RECOVERY), &store::seal(&secrets, passphrase)?)?;
    // Nothing may stand there by now; renaming onto a folder with something in it fails and leaves both.
    let made = beside.keep();
    std::fs::rename(&made, dir).map_err(|cause| {
        let _ = std::fs::remove_dir_all(&made);
        disk(dir, &cause)
    })?;
    bar.finish_and_clear();
    Ok(Made {
        campaign: id.to_string(),
        statements,
    })
}

fn campaign(
    vault: &Vault,
    described: &Described,
    (recovery, recipient): (&RecoveryKey, &RecipientKey),
) -> Result<SetUp, Error> {
    let mut packs = Vec::new();
    for (number, pack) in (1..).zip(&described.packs) {
        packs.push(NumberedPack {
            number,
            id: pack.header.id.clone(),
            blob: vault.keep(&pack.to_json()?)?,
        });
    }
    let mut papers = Vec::new();
    for one in &described.attached {
        papers.push(Paper {
            kind: one.kind,
            id: one.id.clone(),
            blob: vault.keep(&one.bytes)?,
        });
    }
    Ok(SetUp {
        title: described.title.clone(),
        from: described.from,
        to: described.to,
        offset: described.offset,
        recovery: recovery.recovery().as_str().to_owned(),
        recipient: recipient.to_text(),
        packs,
        papers,
        zones: described.zones.clone(),
        groups: described.groups.clone(),
    })
}
