//! `crosscheck bundle write`.

use std::path::PathBuf;

use crosscheck_core::bundle::{self, Choice};
use crosscheck_core::change::Entity;
use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::notebook::Class;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::counted;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

/// What is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Without {
    /// Originals of photos; previews and thumbnails go along
    Originals,
    /// All files
    Files,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
    /// The group it is for
    #[arg(long)]
    group: Option<String>,
    /// What is left out
    #[arg(long, value_enum)]
    without: Option<Without>,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let group = match &args.group {
        Some(name) => {
            let known = |group: &GroupId| {
                let entity = Entity::new("group", group.as_str());
                let state = campaign.notebook.state();
                state.fields_of(&StreamName::Campaign, &entity).next().is_some()
            };
            let what = Sentence::new("campaign-group-unknown").with("group", name);
            let unknown = || Error::new(ErrorKind::BadInput, what);
            Some(GroupId::parse(name).filter(known).ok_or_else(unknown)?)
        }
        None => None,
    };
    let files = match args.without {
        None => Some(Class::Original),
        Some(Without::Originals) => Some(Class::Preview),
        Some(Without::Files) => None,
    };
    let bar = context.progress(0, "bundle-progress-write");
    let choice = Choice { group, files };
    let written = bundle::write(&mut campaign.notebook, &choice, &args.out, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
        Ok(())
    })?;
    bar.finish_and_clear();
    let said = Sentence::new("bundle-written").with("file", args.out.display());
    let said = said.with("recipients", written.recipients).with("bytes", written.bytes);
    context.tell(&counted(said, written.counts));
    if written.unread > 0 {
        context.tell(&Sentence::new("bundle-unread").with("count", written.unread));
    }
    if written.lacking > 0 {
        context.tell(&Sentence::new("bundle-lacking").with("count", written.lacking));
    }
    if written.withheld > 0 {
        context.tell(&Sentence::new("bundle-withheld").with("count", written.withheld));
    }
    Ok(Outcome::Done)
}
