//! `crosscheck selfcheck import`: a place's filled self-check sheet as 自报.

use std::path::PathBuf;

use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::judge::{Answer, sheet};
use crosscheck_core::lead::{SelfCheck, self_check};
use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use super::folder::Campaign;
use crate::context::{Context, Outcome, Run, file_name, read};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take a filled sheet.
    Import(Import),
}

#[derive(Debug, clap::Args)]
struct Import {
    /// The filled workbook
    sheet: PathBuf,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Id of the unit that filled it in
    #[arg(long)]
    unit: String,
    /// The group that goes there
    #[arg(long)]
    group: String,
    /// Number of the checklist in the campaign
    #[arg(long, default_value_t = 1)]
    pack: u64,
}

fn refused(what: Sentence) -> Error {
    Error::new(ErrorKind::BadInput, what)
}

pub fn run(args: &Args, context: &Context) -> Run {
    let Command::Import(args) = &args.command;
    let mut campaign = Campaign::open(&args.dir)?;
    campaign.notebook.may_write()?;
    let group = GroupId::parse(&args.group).filter(|group| {
        let entity = crosscheck_core::change::Entity::new("group", group.as_str());
        let state = campaign.notebook.state();
        state.fields_of(&StreamName::Campaign, &entity).next().is_some()
    });
    let group = group.ok_or_else(|| refused(Sentence::new("campaign-group-unknown").with("group", &args.group)))?;
    let pack = campaign.packs.get(args.pack);
    let pack = pack.ok_or_else(|| refused(Sentence::new("campaign-pack-unknown").with("number", args.pack)))?;
    let name = file_name(&args.sheet);
    let filled = sheet::read(&name, &read(&args.sheet)?, &pack.indicators)?;
    let mut answers: Vec<(String, Answer)> = Vec::new();
    for page in &filled.pages {
        for (index, answer) in &page.answers {
            let (Some(indicator), Some(answer)) = (pack.indicators.get(*index), answer) else {
                continue;
            };
            let known = answers.iter().find(|(id, _)| id == indicator.id());
            if known.is_some_and(|(_, other)| other.value() != answer.value()) {
                let what = Sentence::new("campaign-self-check-twice").with("indicator", indicator.id());
                return Err(Error::at(ErrorKind::BadInput, Place::file(&name), what));
            }
            if known.is_none() {
                answers.push((indicator.id().to_owned(), answer.clone()));
            }
        }
    }
    if answers.is_empty() {
        return Err(Error::at(
            ErrorKind::BadInput,
            Place::file(&name),
            Sentence::new("campaign-self-check-empty"),
        ));
    }
    let sheet = SelfCheck {
        home: StreamName::Group(group),
        unit: args.unit.clone(),
        pack: args.pack,
        answers,
    };
    context.look_at(&[&args.sheet])?;
    let taken = self_check(&mut campaign.notebook, &sheet)?;
    campaign.notebook.seal()?;
    context.tell(
        &Sentence::new("campaign-self-check-taken")
            .with("unit", &args.unit)
            .with("taken", taken)
            .with("same", sheet.answers.len() - taken),
    );
    Ok(Outcome::Done)
}
