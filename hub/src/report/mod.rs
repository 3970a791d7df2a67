//! `crosscheck report`: documents drafted from what a campaign's folder holds, one file a command.
//!
//! Core drafts and lays out; here a group or a province is looked up, the form is chosen and the file is written, whole
//! or not at all.

mod consolidated;
mod feedback;
mod findings;
mod group;
mod rectification;
mod sign;
mod text;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::report::documents::{self, Material, Options};
use crosscheck_core::view::{GroupReport, Places, drafted, group_report};
use crosscheck_core::{Error, ErrorKind, Sentence};

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
    output: Output,
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
    /// Name no site
    #[arg(long)]
    unnamed: bool,
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
    }
}

/// 总结报告, 汇报提纲 or 现场反馈要点.
fn of_group(document: &str, args: &OfGroup, context: &Context) -> Run {
    args.output.form()?;
    let desk = Desk::open(&args.output.dir, Some(&args.group), !args.output.unnamed, context)?;
    args.output.put(&desk.document(document)?, context)
}

/// An open campaign with the state of some of its groups.
struct Desk {
    campaign: Campaign,
    groups: Vec<GroupReport>,
    options: Options,
}

impl Desk {
    /// Opens the folder and gathers one group, or all of them.
    fn open(dir: &Path, group: Option<&str>, named: bool, context: &Context) -> Result<Self, Error> {
        let campaign = Campaign::open(dir)?;
        let places = Places::of_campaign(&campaign.notebook)?;
        let ids = match group {
            Some(wanted) => vec![group::find(&campaign, wanted)?],
            None => group::all(&campaign),
        };
        let gather = |id: GroupId| group_report(&campaign.notebook, &campaign.packs, &places, &StreamName::Group(id));
        let groups: Vec<Option<GroupReport>> = ids.into_iter().map(gather).collect::<Result<_, _>>()?;
        Ok(Self {
            groups: groups.into_iter().flatten().collect(),
            options: Options {
                lang: context.lang,
                named,
                ..Options::default()
            },
            campaign,
        })
    }

    fn materials(&self) -> Vec<Material<'_>> {
        let material = |report| Material {
            report,
            packs: &self.campaign.packs,
            options: &self.options,
        };
        self.groups.iter().map(material).collect()
    }

    /// The stream of the one group that was asked for.
    fn home(&self) -> Result<StreamName, Error> {
        let group = self.groups.first().ok_or_else(no_group)?;
        Ok(StreamName::Group(group.id.clone()))
    }

    /// A document of the one group that was asked for, with what its leaders wrote and signed.
    fn document(&self, document: &str) -> Result<ReportDoc, Error> {
        let (home, how) = (self.home()?, (self.options.lang, self.options.named));
        drafted(&self.campaign.notebook, &self.campaign.packs, &home, document, how)
    }

    fn draft(&self, document: &str) -> Result<ReportDoc, Error> {
        let material = self.materials().into_iter().next().ok_or_else(no_group)?;
        Ok(match document {
            "outline" => documents::outline(&material),
            "on_site" => documents::on_site(&material),
            _ => documents::summary(&material),
        })
    }
}

fn no_group() -> Error {
    Error::new(ErrorKind::NotFound, Sentence::new("report-no-group"))
}

impl Output {
    /// The form that was asked for, or that the file's ending says.
    fn form(&self) -> Result<Form, Error> {
        let ending = self
            .out
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        let said = ending.and_then(|ending| Form::from_str(&ending, false).ok());
        self.format
            .or(said)
            .ok_or_else(|| Error::new(ErrorKind::BadInput, Sentence::new("report-form-unknown")))
    }

    /// Writes a document and says how long it is and which numbers are in doubt.
    fn put(&self, document: &ReportDoc, context: &Context) -> Run {
        let bytes = match self.form()? {
            Form::Docx => doc::docx(document, context.lang)?,
            Form::Html => doc::html(document, context.lang).into_bytes(),
            Form::Xlsx => doc::xlsx(document, context.lang, Some(folder_of(&self.out)))?,
        };
        write(&self.out, &bytes)?;
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
