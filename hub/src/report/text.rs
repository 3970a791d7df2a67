//! `crosscheck report text`: a leader's own words in a report. Without a key it lists the paragraphs, with one it shows
//! the paragraph as it is edited, with words it keeps them.
//!
//! In words to be kept `{name}` is a field that moves with the data; numbers typed by hand are held to the fields they
//! agree with now.

use std::path::PathBuf;

use crosscheck_core::lead::{paragraph_entity, write_paragraph, written};
use crosscheck_core::report::doc::tie;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::Desk;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Key of the paragraph; without it, all are listed
    key: Option<String>,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group: its key or its number
    #[arg(long)]
    group: String,
    /// summary, outline or on_site
    #[arg(long, default_value = "summary")]
    document: String,
    /// Words to keep in place of the draft
    #[arg(long, conflicts_with = "draft")]
    set: Option<String>,
    /// Give the paragraph back to the draft
    #[arg(long)]
    draft: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir, Some(&args.group), true, context)?;
    let home = desk.home()?;
    let own = written(&desk.campaign.notebook, &home, &args.document)?;
    let drafted = desk.draft(&args.document)?;
    let Some(key) = &args.key else {
        for one in drafted.paragraphs().filter(|one| !one.key.is_empty()) {
            let mark = if own.contains_key(&one.key) { "*" } else { " " };
            context.print(&format!("{mark} {}\n    {}", one.key, one.text()));
        }
        return Ok(Outcome::Done);
    };
    let paragraph = drafted.paragraphs().find(|one| one.key == *key).cloned();
    let paragraph = paragraph.ok_or_else(|| {
        let what = Sentence::new("report-paragraph-unknown").with("key", key);
        Error::new(ErrorKind::NotFound, what)
    })?;
    if args.set.is_none() && !args.draft {
        let text = own.get(key).map_or_else(|| paragraph.editable(), |own| own.0.clone());
        context.print(&text);
        return Ok(Outcome::Done);
    }
    let seen = desk
        .campaign
        .notebook
        .seen(&home, &paragraph_entity(&args.document, key), "text");
    let text = args.set.as_deref().map(|text| tie(text, &paragraph));
    write_paragraph(
        &mut desk.campaign.notebook,
        &home,
        (&args.document, key),
        text.as_ref(),
        &seen,
    )?;
    context.tell(&Sentence::new("report-text-kept").with("key", key));
    Ok(Outcome::Done)
}
