//! `crosscheck pack show`: what a pack asks, in printed order, each indicator with threshold and basis.

use crosscheck_core::Sentence;
use crosscheck_core::pack::{Indicator, Pack, threshold_words, type_words};

use super::{grouped_identity, load};
use crate::context::{Context, Format, Outcome, Run};

/// The columns of data, whose names are those of the pack where it has them.
const COLUMNS: [&str; 9] = [
    "item",
    "id",
    "requirement_zh",
    "answer_type",
    "operator",
    "threshold",
    "unit",
    "strength",
    "basis",
];

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Built-in id (s0 to s4) or path of a pack
    id: String,
    /// How it is shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args, context: &Context) -> Run {
    let pack = load(&args.id)?;
    let rows = || pack.indicators.iter().map(|indicator| cells(&pack, indicator));
    match args.format {
        Format::Table => table(context, &pack)?,
        Format::Csv => context.csv(&COLUMNS, &rows().collect::<Vec<_>>()),
        Format::Json => context.json(&rows().map(object).collect::<Vec<_>>())?,
    }
    Ok(Outcome::Done)
}

fn cells(pack: &Pack, indicator: &Indicator) -> Vec<String> {
    let cell = |column: &&str| match *column {
        "basis" => pack.basis(indicator),
        column => indicator.cell(column).to_owned(),
    };
    COLUMNS.iter().map(cell).collect()
}

fn object(cells: Vec<String>) -> serde_json::Value {
    COLUMNS
        .into_iter()
        .zip(cells)
        .map(|(column, cell)| (column.to_owned(), serde_json::Value::String(cell)))
        .collect()
}

fn table(context: &Context, pack: &Pack) -> Result<(), crosscheck_core::Error> {
    let items: std::collections::BTreeSet<u32> = pack.indicators.iter().filter_map(|one| one.item).collect();
    let heading = if items.is_empty() {
        Sentence::new("pack-show-heading")
    } else {
        Sentence::new("pack-show-heading-items").with("items", items.len())
    };
    let heading = heading
        .with("document", pack.header.document())
        .with("rows", pack.indicators.len());
    context.tell(&heading.with("identity", grouped_identity(pack)?));
    if !pack.header.note.is_empty() {
        context.tell(&Sentence::new("pack-show-note").with("note", &pack.header.note));
    }
    let mut header = vec![
        "pack-col-indicator",
        "pack-col-requirement",
        "pack-col-type",
        "pack-col-held",
        "pack-col-basis",
    ];
    if !items.is_empty() {
        header.insert(0, "pack-col-item");
    }
    let numbers: &[usize] = if items.is_empty() { &[] } else { &[0] };
    let header: Vec<String> = header.into_iter().map(|code| context.word(code)).collect();
    context.table(&header, &lines(context, pack, !items.is_empty()), numbers);
    Ok(())
}

/// An item's number stands at its first row only, as in print.
fn lines(context: &Context, pack: &Pack, with_item: bool) -> Vec<Vec<String>> {
    let mut last = None;
    let line = |one: &Indicator| {
        let mut line = vec![
            one.id().to_owned(),
            one.requirement().to_owned(),
            context.say(&type_words(one.answer_type)),
            threshold_words(one, context.lang),
            format!("{} {}", pack.header.doc, one.cell("clause")),
        ];
        if with_item {
            let item = one.item.filter(|_| one.item != last).map(|item| item.to_string());
            line.insert(0, item.unwrap_or_default());
            last = one.item;
        }
        line
    };
    pack.indicators.iter().map(line).collect()
}
