//! `crosscheck rectify list` and `show`.

use crosscheck_core::Sentence;
use crosscheck_core::rectify::Column;
use crosscheck_core::view::{self, ItemRow};

use super::{Desk, Dir, place};
use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    dir: Dir,
    /// Only places whose id begins so, or a province by name
    #[arg(long)]
    place: Option<String>,
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
    /// Table, csv or json
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Number of the item
    number: String,
    #[command(flatten)]
    dir: Dir,
}

/// The columns, as codes.
const COLUMNS: [&str; 7] = ["number", "place", "problem", "band", "deadline", "state", "overdue"];

fn state(row: &ItemRow, context: &Context) -> String {
    let apart = || context.word("rectify-apart");
    row.state.map_or_else(apart, |state| context.say(&state.word()))
}

fn cells(row: &ItemRow, context: &Context) -> Vec<String> {
    let words = |sentence: Option<Sentence>| sentence.map(|one| context.say(&one)).unwrap_or_default();
    vec![
        row.number.clone(),
        row.place.clone(),
        row.problem.lines().next().unwrap_or_default().to_owned(),
        words(row.band.map(crosscheck_core::rectify::Band::word)),
        row.cell(Column::Deadline),
        state(row, context),
        if row.overdue {
            context.word("rectify-overdue")
        } else {
            String::new()
        },
    ]
}

pub(super) fn list(args: &List, context: &Context) -> Run {
    let desk = Desk::open(&args.dir.dir)?;
    let mut rows = desk.items(place(args.place.as_deref()))?;
    rows.retain(|row| row.overdue || !args.overdue);
    let lines: Vec<Vec<String>> = rows.iter().map(|row| cells(row, context)).collect();
    match args.format {
        Format::Csv => context.csv(&COLUMNS, &lines),
        Format::Json => {
            let object = |row: &Vec<String>| -> serde_json::Map<String, serde_json::Value> {
                let pairs = COLUMNS.iter().zip(row);
                pairs
                    .map(|(name, cell)| ((*name).to_owned(), cell.clone().into()))
                    .collect()
            };
            context.json(&lines.iter().map(object).collect::<Vec<_>>())?;
        }
        Format::Table if lines.is_empty() => {
            context.tell(&Sentence::new("rectify-list-empty").with("dir", args.dir.dir.display()));
        }
        Format::Table => {
            let header = [
                "rectify-column-number",
                "rectify-column-place",
                "rectify-column-problem",
                "rectify-column-band",
                "rectify-column-deadline",
                "rectify-column-state",
                "rectify-column-overdue",
            ];
            context.table(&header.map(|code| context.word(code)), &lines, &[]);
            let overdue = rows.iter().filter(|row| row.overdue).count();
            let today = desk.today.to_string();
            context.note(
                &Sentence::new("rectify-list-total")
                    .with("count", rows.len())
                    .with("overdue", overdue)
                    .with("today", today),
            );
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn show(args: &Show, context: &Context) -> Run {
    let desk = Desk::open(&args.dir.dir)?;
    let row = desk.item(&args.number)?;
    context.print(&format!("{}  {}  {}", row.number, row.place, state(&row, context)));
    for column in [Column::Problem, Column::Should, Column::Band, Column::Deadline]
        .into_iter()
        .chain(Column::OPEN)
    {
        let text = row.cell(column);
        if !text.is_empty() {
            context.print(&format!("  {}：{}", column.header(), text.replace('\n', "；")));
        }
    }
    if let Some(extension) = &row.extension {
        let said = Sentence::new("rectify-extended-line").with("until", extension.until);
        context.tell(&said.with("approver", &extension.approver));
    }
    let lines: Vec<Vec<String>> = row
        .stages
        .iter()
        .map(|one| {
            vec![
                view::local_time(&desk.campaign.notebook, one.at),
                context.say(&one.stage.state.word()),
                one.reason.clone(),
                one.stage.basis.clone(),
            ]
        })
        .collect();
    let header = [
        "rectify-column-when",
        "rectify-column-state",
        "rectify-column-reason",
        "rectify-column-basis",
    ];
    context.table(&header.map(|code| context.word(code)), &lines, &[]);
    Ok(Outcome::Done)
}
