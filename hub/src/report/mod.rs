//! `crosscheck report`: documents drafted from what a campaign's folder holds, one file a command.
//!
//! Core drafts and lays out; here a group or a province is looked up, the form is chosen and the file is written, whole
//! or not at all.

mod consolidated;
mod differences;
mod feedback;
mod finding;
mod findings;
mod group;
mod picture;
mod rectification;
mod sign;
mod text;
mod versions;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use crosscheck_core::draw::Certificate;
use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::view::{GroupReport, Places, Wanted, drafted, group_report};
use crosscheck_core::{Error, ErrorKind, Sentence, lead};

use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// The summary report of a group.
    Summary(OfGroup),
    /// Two pages to speak from.
    Outline(OfGroup),
    /// What a group says before it leaves.
    OnSite(OfGroup),
    /// The organiser's report over all groups.
    Consolidated(consolidated::Args),
    /// The letter to a province.
    Feedback(feedback::Args),
    /// The ledger of findings.
    Findings(findings::Args),
    /// The list an inspected place fills in.
    Rectification(rectification::Args),
    /// A leader's own words in a report.
    Text(text::Args),
    /// Sign a review gate off.
    Sign(sign::Args),
    /// Findings by choice in the text of the summary report.
    Finding(finding::Args),
    /// Photos by choice behind the summary report.
    Picture(picture::Args),
    /// The versions of a report that were signed.
    Versions(versions::Args),
    /// What is different between two versions of a report.
    Differences(differences::Args),
}

/// The form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For an office program
    Docx,
    /// A workbook
    Xlsx,
    /// A page for any browser
    Html,
}

/// A document of one group.
#[derive(Debug, clap::Args)]
struct OfGroup {
    /// The group: its key or its number
    #[arg(long)]
    group: String,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    output: Output,
}

/// Which of the documents in which words and sign-offs are kept.
#[derive(Debug, clap::Args)]
struct Chosen {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group: its key or its number; without it, a document of the office
    #[arg(long)]
    group: Option<String>,
    /// summary, outline or on_site; of the office consolidated or feedback-61
    #[arg(long)]
    document: Option<String>,
}

impl Chosen {
    fn page(&self, desk: &Desk) -> Result<Page, Error> {
        let usual = match self.group {
            Some(_) => "summary",
            None => "consolidated",
        };
        desk.page(self.document.as_deref().unwrap_or(usual), self.group.as_deref())
    }
}

/// What every document needs.
#[derive(Debug, clap::Args)]
struct Output {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// docx, xlsx or html; without it, the ending of the file
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
}

/// 点名 or not.
#[derive(Debug, Clone, Copy, clap::Args)]
struct Naming {
    /// Name no site
    #[arg(long)]
    unnamed: bool,
}

/// The form that was asked for, or that the file's ending says.
fn form(asked: Option<Form>, out: &Path) -> Result<Form, Error> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let said = ending.and_then(|ending| Form::from_str(&ending, false).ok());
    asked
        .or(said)
        .ok_or_else(|| Error::new(ErrorKind::BadInput, Sentence::new("report-form-unknown")))
}

/// Writes a document, whole or not at all.
fn put(document: &ReportDoc, form: Form, out: &Path, context: &Context) -> Result<(), Error> {
    let bytes = match form {
        Form::Docx => doc::docx(document, context.lang)?,
        Form::Html => doc::html(document, context.lang).into_bytes(),
        Form::Xlsx => doc::xlsx(document, context.lang, Some(folder_of(out)))?,
    };
    write(out, &bytes)
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Summary(args) => of_group("summary", args, context),
        Command::Outline(args) => of_group("outline", args, context),
        Command::OnSite(args) => of_group("on_site", args, context),
        Command::Consolidated(args) => consolidated::run(args, context),
        Command::Feedback(args) => feedback::run(args, context),
        Command::Findings(args) => findings::run(args, context),
        Command::Rectification(args) => rectification::run(args, context),
        Command::Text(args) => text::run(args, context),
        Command::Sign(args) => sign::run(args, context),
        Command::Finding(args) => finding::run(args, context),
        Command::Picture(args) => picture::run(args, context),
        Command::Versions(args) => versions::run(args, context),
        Command::Differences(args) => differences::run(args, context),
    }
}

/// 总结报告, 汇报提纲 or 现场反馈要点.
fn of_group(document: &str, args: &OfGroup, context: &Context) -> Run {
    args.output.form()?;
    let desk = Desk::open(&args.output.dir)?;
    let page = desk.page(document, Some(&args.group))?.named(!args.naming.unnamed);
    args.output.put(&desk.draft(&page, context)?, context)
}

/// An open campaign with what its places are called.
struct Desk {
    campaign: Campaign,
    places: Places,
}

/// A document of a group or of the office.
#[derive(Debug)]
struct Page {
    home: StreamName,
    document: String,
    named: bool,
    draws: Vec<Certificate>,
}

impl Page {
    fn named(self, named: bool) -> Self {
        Self { named, ..self }
    }

    fn wanted<'a>(&'a self, context: &Context) -> Wanted<'a> {
        Wanted {
            home: &self.home,
            document: &self.document,
            lang: context.lang,
            named: self.named,
            draws: &self.draws,
        }
    }

    /// What it is called in the log, and its paragraph.
    fn place<'a>(&'a self, key: &'a str) -> (&'a str, &'a str) {
        (&self.document, key)
    }
}

impl Desk {
    fn open(dir: &Path) -> Result<Self, Error> {
        let campaign = Campaign::open(dir)?;
        let places = Places::of_campaign(&campaign.notebook)?;
        Ok(Self { campaign, places })
    }

    /// Which document is meant: with a group one of its own, without one of the office.
    fn page(&self, document: &str, group: Option<&str>) -> Result<Page, Error> {
        let home = match group {
            Some(wanted) => StreamName::Group(group::find(&self.campaign, wanted)?),
            None => StreamName::Office,
        };
        lead::check_document(&home, document)?;
        Ok(Page {
            home,
            document: document.to_owned(),
            named: true,
            draws: Vec::new(),
        })
    }

    /// The document as it stands.
    fn draft(&self, page: &Page, context: &Context) -> Result<ReportDoc, Error> {
        let Campaign { notebook, packs } = &self.campaign;
        drafted(notebook, packs, &self.places, &page.wanted(context))?.ok_or_else(no_group)
    }

    /// The state of one group, or of all.
    fn gather(&self, group: Option<&str>) -> Result<Vec<GroupReport>, Error> {
        let ids = match group {
            Some(wanted) => vec![group::find(&self.campaign, wanted)?],
            None => group::all(&self.campaign),
        };
        let Campaign { notebook, packs } = &self.campaign;
        let gather = |id: GroupId| group_report(notebook, packs, &self.places, &StreamName::Group(id));
        let groups: Vec<Option<GroupReport>> = ids.into_iter().map(gather).collect::<Result<_, _>>()?;
        Ok(groups.into_iter().flatten().collect())
    }
}

fn no_group() -> Error {
    Error::new(ErrorKind::NotFound, Sentence::new("report-no-group"))
}

impl Output {
    fn form(&self) -> Result<Form, Error> {
        form(self.format, &self.out)
    }

    /// Writes a document and says how long it is and which numbers are in doubt.
    fn put(&self, document: &ReportDoc, context: &Context) -> Run {
        put(document, self.form()?, &self.out, context)?;
        let length = document.length();
        let done = Sentence::new("report-written").with("file", self.out.display());
        context.tell(&done.with("text", length.text).with("whole", length.whole));
        for remark in document.remarks() {
            context.note(&remark);
        }
        Ok(Outcome::Done)
    }
}

/// The folder a file lies in: rows on their way to a workbook go through it.
fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
