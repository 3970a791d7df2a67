//! `crosscheck visit export` and `space`: copies of photos for reports, and the room photos take.

use std::path::{Path, PathBuf};

use crosscheck_core::field::{Mark, export_photo};
use crosscheck_core::notebook::{Room, Taking};
use crosscheck_core::view::{self, PhotoState};
use crosscheck_core::{ErrorKind, Sentence};

use super::find;
use super::photo::find_photo;
use crate::campaign::folder::{Campaign, disk};
use crate::context::{self, Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// The visit: the first characters of its id in the list
    visit: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The folder the copies go into
    #[arg(long)]
    out: PathBuf,
    /// Only this photo: the first characters of its id
    #[arg(long)]
    photo: Option<String>,
    /// A font with Chinese; without it one of the system's
    #[arg(long)]
    font: Option<PathBuf>,
    /// Also say who took it, by member key
    #[arg(long)]
    member: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Space {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Let originals go that are older than so many days and backed up on the office's server
    #[arg(long)]
    free: Option<u32>,
    /// Fetch again what was let go, with the next exchange
    #[arg(long, conflicts_with = "free")]
    again: bool,
}

pub(super) fn export(args: &Export, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let notebook = &campaign.notebook;
    let visit = find(notebook, &campaign.packs, &args.visit)?;
    let strip = view::photos(notebook, &visit)?;
    let wanted = match &args.photo {
        Some(begins) => vec![find_photo(notebook, &visit, begins)?],
        None => strip
            .rows
            .iter()
            .filter(|row| leaves(row.state))
            .map(|row| row.photo.clone())
            .collect(),
    };
    if !args.out.is_dir() {
        std::fs::create_dir_all(&args.out).map_err(|cause| disk(&args.out, &cause))?;
    }
    let mark = Mark {
        lang: context.lang,
        offset: view::campaign(notebook)?.offset,
        unit: None,
        member: args.member,
        font: args.font.as_deref(),
    };
    let (mut written, mut lacking) = (0, 0);
    for photo in &wanted {
        match export_photo(notebook, &visit, photo, &mark) {
            Ok(jpeg) => {
                context::write(&path(&args.out, &photo.key), &jpeg)?;
                written += 1;
            }
            // Of all photos some are elsewhere; of one that was named that is the answer.
            Err(fault) if fault.kind == ErrorKind::NotFound && args.photo.is_none() => lacking += 1,
            Err(fault) => return Err(fault),
        }
    }
    told(context, &args.out, (written, lacking, strip.waiting));
    Ok(Outcome::Done)
}

fn leaves(state: PhotoState) -> bool {
    !matches!(state, PhotoState::Waits | PhotoState::Redacted)
}

fn path(folder: &Path, key: &str) -> PathBuf {
    // Keys come from the log; only what a photo's key is made of becomes a name.
    let name: String = key.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    folder.join(format!("{name}.jpg"))
}

fn told(context: &Context, out: &Path, (written, lacking, waiting): (usize, usize, usize)) {
    context.tell(
        &Sentence::new("photo-exported")
            .with("count", written)
            .with("dir", out.display()),
    );
    if lacking > 0 {
        context.tell(&Sentence::new("photo-exported-lacking").with("count", lacking));
    }
    if waiting > 0 {
        context.tell(&Sentence::new("photo-waiting-count").with("count", waiting));
    }
}

fn word(room: Room) -> &'static str {
    match room {
        Room::Records => "photo-room-records",
        Room::Originals => "photo-room-originals",
        Room::Withheld => "photo-room-withheld",
        Room::Previews => "photo-room-previews",
        Room::Small => "photo-room-small",
        Room::Other => "photo-room-other",
    }
}

pub(super) fn space(args: &Space, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    if let Some(days) = args.free {
        let freed = campaign.notebook.free_originals(days)?;
        let what = Sentence::new("photo-freed")
            .with("count", freed.gone.files)
            .with("bytes", bytes(freed.gone.bytes));
        context.tell(&what.with("waiting", freed.waiting));
    }
    if args.again {
        let count = campaign.notebook.want_again()?;
        context.tell(&Sentence::new("photo-again").with("count", count));
    }
    let space = campaign.notebook.space()?;
    let row = |(room, taking): (&Room, &Taking)| {
        vec![context.word(word(*room)), taking.files.to_string(), bytes(taking.bytes)]
    };
    let rows: Vec<Vec<String>> = space.iter().map(row).collect();
    let header = ["photo-column-kind", "photo-column-files", "photo-column-bytes"];
    context.table(&header.map(|code| context.word(code)), &rows, &[1, 2]);
    Ok(Outcome::Done)
}

/// Bytes as people read them, in MB with one place.
fn bytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
