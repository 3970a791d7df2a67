//! `crosscheck resume`: a folder put back from a backup writes again, once whoever may hold more of it was heard.
//!
//! Everything that lies on the hub's disk is taken over first, so that what a device brought counts even if the hub was
//! stopped the moment after. The rule to keep: without `--anyway` nothing is let go while anybody is waited for.

use std::path::PathBuf;

use crosscheck_core::ids::{MemberId, WriterId};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::{Error, ErrorKind, Problem, Sentence};

use super::Invitation;
use super::follow::take_part;
use super::join::address_of;
use super::open::{certify, identity};
use super::standing::{Heard, Standing};
use super::status::hub_in;
use super::storage::Storage;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Resume {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
    /// Do not wait for the devices that were not heard
    #[arg(long)]
    anyway: bool,
}

/// One refusal that names everything that is waited for.
fn unless_heard(standing: &Standing, dir: &std::path::Path) -> Result<(), Error> {
    if standing.unheard.is_empty() {
        return Ok(());
    }
    let heading = Sentence::new("serve-resume-waits").with("missing", standing.unheard.len());
    let risk = Sentence::new("serve-resume-risk").with("dir", dir.display());
    let said = std::iter::once(heading)
        .chain(standing.unheard.iter().cloned())
        .chain([risk]);
    Err(Error {
        kind: ErrorKind::NotYet,
        problems: said
            .map(|what| Problem::new(crosscheck_core::Place::default(), what))
            .collect(),
    })
}

/// Takes back the invitations of members who have a phone: in the backup they look open, but may have been used since.
fn take_back(book: &Notebook, storage: &Storage) -> Result<usize, Error> {
    let with_phone: Vec<&MemberId> = book.state().people().map(|(_, member, ..)| member).collect();
    let mut count = 0;
    for (said, made, taken) in storage.invitations()? {
        let member = serde_json::from_str::<Invitation>(&said).ok();
        let member = member.and_then(|offered| MemberId::parse(&offered.member));
        if taken.is_none() && member.is_none_or(|member| with_phone.contains(&&member)) {
            storage.take_back_invitation(&said, made)?;
            count += 1;
        }
    }
    Ok(count)
}

/// What lies on the hub's disk, and how the folder stands with all of it.
fn caught_up(book: &mut Notebook, hub: Option<&(Storage, WriterId)>) -> Result<Standing, Error> {
    let Some((storage, id)) = hub else {
        return Standing::of(book, &Heard::default(), None);
    };
    let heard = Heard::of(storage)?;
    while take_part(book, storage, id, None)?.is_some_and(|part| part.more) {}
    Standing::of(book, &heard, Some(id))
}

pub fn resume(args: &Resume, context: &Context) -> Run {
    let mut book = Campaign::open_keyed(&args.dir, args.key.as_deref())?.notebook;
    if !book.is_held()? {
        context.tell(&Sentence::new("serve-resume-none"));
        return Ok(Outcome::Done);
    }
    let hub = hub_in(&args.dir, &book, args.key.as_deref())?;
    let mut standing = caught_up(&mut book, hub.as_ref())?;
    standing.waits_for(&book, address_of(&args.dir)?.map(|address| address.identity))?;
    if !args.anyway {
        unless_heard(&standing, &args.dir)?;
    }
    book.let_go(args.anyway)?;
    if let Some((storage, _)) = &hub {
        let count = take_back(&book, storage)?;
        if count > 0 {
            context.note(&Sentence::new("serve-resumed-invitations").with("count", count));
        }
        certify(&mut book, &identity(&args.dir)?)?;
        book.seal()?;
    }
    context.tell(&Sentence::new("serve-resumed").with("dir", args.dir.display()));
    for sentence in &standing.unheard {
        context.note(sentence);
    }
    if !standing.unheard.is_empty() {
        context.note(&Sentence::new("serve-resumed-anyway"));
    }
    Ok(Outcome::Done)
}
