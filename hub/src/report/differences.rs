//! `crosscheck report differences`: what is different in a report since a version that was signed, paragraph by paragraph
//! and row by row; on the screen, or as a document.

use std::path::PathBuf;

use crosscheck_core::lead::report_versions;
use crosscheck_core::report::doc::{Difference, Part, ReportDoc, differences, differences_doc};
use crosscheck_core::{Error, ErrorKind, Sentence, view};

use super::{Chosen, Desk, Form, Page, form, put};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    chosen: Chosen,
    /// The older version; without it, the one signed first
    #[arg(long)]
    since: Option<String>,
    /// The newer version; without it, the report as it stands now
    #[arg(long)]
    until: Option<String>,
    /// docx, xlsx or html; without it, the ending of the file
    #[arg(long, value_enum, requires = "out")]
    format: Option<Form>,
    /// The file to write; without it, the differences are printed
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The document of a version, drafted again from what the log held then.
fn of_version(
    desk: &mut Desk,
    page: &Page,
    wanted: Option<&str>,
    context: &Context,
) -> Result<(String, ReportDoc), Error> {
    let offset = view::campaign(&desk.campaign.notebook)?.offset;
    let versions = report_versions(&desk.campaign.notebook, &page.home, &page.document, offset);
    let found = match wanted {
        Some(wanted) => versions.iter().find(|one| one.version.starts_with(wanted)),
        None => versions.first(),
    };
    let found = found.ok_or_else(|| {
        let known: Vec<&str> = versions.iter().map(|one| &*one.version).collect();
        let what = if known.is_empty() {
            Sentence::new("report-no-versions")
        } else {
            Sentence::new("report-version-unknown").with("known", known.join(", "))
        };
        Error::new(ErrorKind::NotFound, what)
    })?;
    let missing = || {
        let what = Sentence::new("report-version-without").with("version", &found.version);
        Error::new(ErrorKind::NotFound, what)
    };
    let positions = found.positions.clone().ok_or_else(missing)?;
    let Desk { campaign, places } = desk;
    let packs = campaign.packs.clone();
    let wanted = page.wanted(context);
    let document = campaign
        .notebook
        .look_back(&positions, |then| view::drafted(then, &packs, places, &wanted))??;
    let document = document.ok_or_else(missing)?;
    if document.version() != found.version {
        context.note(&Sentence::new("report-version-otherwise").with("version", &found.version));
    }
    Ok((found.version.clone(), document))
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let out = match &args.out {
        Some(out) => Some((form(args.format, out)?, out)),
        None => None,
    };
    let mut desk = Desk::open(&args.chosen.dir)?;
    let page = args.chosen.page(&desk)?;
    let (old, before) = of_version(&mut desk, &page, args.since.as_deref(), context)?;
    let (new, after) = if let Some(until) = &args.until {
        of_version(&mut desk, &page, Some(until), context)?
    } else {
        let now = desk.draft(&page, context)?;
        (now.version(), now)
    };
    let found = differences(&before, &after);
    let title = Sentence::new("report-differences-title").with("title", after.title.replace('\n', ""));
    let title = context.say(&title.with("old", &old).with("new", &new));
    if let Some((form, out)) = out {
        put(&differences_doc(title, &found, context.lang), form, out, context)?;
        context.tell(&Sentence::new("report-differences-written").with("file", out.display()));
    } else {
        context.print(&title);
        for one in &found {
            print(one, context);
        }
    }
    context.tell(&Sentence::new("report-differences-count").with("count", found.len()));
    Ok(Outcome::Done)
}

/// One difference: its place, and its text with `[-what is gone-]` and `{+what is new+}`.
fn print(one: &Difference, context: &Context) {
    let part = |part: &Part| match part {
        Part::Same(text) => text.clone(),
        Part::Old(text) => format!("[-{text}-]"),
        Part::New(text) => format!("{{+{text}+}}"),
    };
    let text: String = one.parts.iter().map(part).collect();
    context.print(&format!("{}  {}\n    {text}", one.place, one.key));
}
