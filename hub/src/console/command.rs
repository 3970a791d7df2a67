//! `crosscheck admin`: a new one-time link to the pages of a hub, also while it runs.
//!
//! Whoever may read the folder may open its pages: the link needs the disk, so it is made beside it.

use std::path::PathBuf;

use crosscheck_core::{Error, ErrorKind, Sentence};

use super::new_link;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};
use crate::serve::command::url_of;
use crate::serve::storage;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?.notebook.campaign().0;
    let storage = storage(&args.dir, &campaign, args.key.as_deref())?;
    let url = url_of(&storage).map_err(|_| {
        let what = Sentence::new("serve-address-none").with("dir", args.dir.display());
        Error::new(ErrorKind::NotFound, what)
    })?;
    tell(&new_link(&storage, &url)?, context);
    Ok(Outcome::Done)
}

/// Prints a link on a line of its own, as it is copied.
pub fn tell(link: &str, context: &Context) {
    context.tell(&Sentence::new("console-link"));
    context.print(link);
}
