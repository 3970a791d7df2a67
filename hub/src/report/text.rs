//! `crosscheck report text`: a leader's own words in a report. Without a key it lists the paragraphs, with one it shows
//! the paragraph as it is edited, with words it keeps them.
//!
//! In words to be kept `{name}` is a field that moves with the data; numbers typed by hand are held to the fields they
//! agree with now.

use crosscheck_core::lead::{paragraph_entity, write_paragraph, written};
use crosscheck_core::report::doc::tie;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::{Chosen, Desk};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Key of the paragraph; without it, all are listed
    key: Option<String>,
    #[command(flatten)]
    chosen: Chosen,
    /// Words to keep in place of the draft
    #[arg(long, conflicts_with = "draft")]
    set: Option<String>,
    /// Give the paragraph back to the draft
    #[arg(long)]
    draft: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let mut desk = Desk::open(&args.chosen.dir)?;
    let page = args.chosen.page(&desk)?;
    let own = written(&desk.campaign.notebook, &page.home, &page.document)?;
    let drafted = desk.draft(&page, context)?;
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
    let notebook = &mut desk.campaign.notebook;
    let seen = notebook.seen(&page.home, &paragraph_entity(&page.document, key), "text");
    let text = args.set.as_deref().map(|text| tie(text, &paragraph));
    write_paragraph(notebook, &page.home, page.place(key), text.as_ref(), &seen)?;
    context.warn(&notebook.warned());
    context.tell(&Sentence::new("report-text-kept").with("key", key));
    Ok(Outcome::Done)
}
