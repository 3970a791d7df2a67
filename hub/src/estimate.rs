//! `crosscheck estimate`: how far a rate found in a drawn sample speaks for the rest.

use clap::{Subcommand, ValueEnum};
use crosscheck_core::estimate::rate::{self, Bounds, Method, Rate};
use crosscheck_core::exact::{self, decimal_text};
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A rate among drawn units, with its interval for all of them.
    Rate(RateArgs),
}

#[derive(Debug, clap::Args)]
struct RateArgs {
    /// How many units there are, where that is known
    #[arg(long, value_name = "N")]
    population: Option<u64>,
    /// How many were drawn and checked
    #[arg(long, value_name = "n")]
    sample: u64,
    /// How many of those have the property
    #[arg(long, value_name = "x")]
    hits: u64,
    /// The level of the interval, from 0.5 to below 1
    #[arg(long, default_value = "0.95")]
    level: String,
    /// How the interval is made: auto, wilson, exact (Clopper-Pearson) or hypergeometric (needs --population)
    #[arg(long, value_enum, default_value = "auto", hide_possible_values = true)]
    method: MethodName,
    /// Counting word in the sentence, such as 所 or schools
    #[arg(long, value_name = "WORD")]
    unit: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MethodName {
    /// Counted out where the number of units is known, else Wilson's
    Auto,
    /// Wilson's score interval
    Wilson,
    /// Clopper and Pearson's
    Exact,
    /// Counted out exactly; needs --population
    Hypergeometric,
}

pub fn run(args: Args, context: &Context) -> Run {
    let Command::Rate(args) = args.command;
    let method = match args.method {
        MethodName::Auto => Method::Auto,
        MethodName::Wilson => Method::Wilson,
        MethodName::Exact => Method::Exact,
        MethodName::Hypergeometric => Method::Hypergeometric,
    };
    let Some(level) = exact::parse_decimal(args.level.trim()) else {
        let what = Sentence::new("estimate-level-unreadable").with("value", &args.level);
        return Err(Error::new(ErrorKind::BadInput, what));
    };
    let rate = rate::estimate(args.population, args.sample, args.hits, &level, method)?;
    let unit = args.unit.unwrap_or_else(|| context.word("estimate-unit"));
    match args.format {
        Format::Table => context.print(&context.say(&rate.say(&unit))),
        Format::Csv => csv(&rate, context),
        Format::Json => context.json(&json(&rate))?,
    }
    if args.format == Format::Table && rate.bounds != Bounds::Census {
        context.note(&Sentence::new("estimate-drawn-only"));
    }
    Ok(Outcome::Done)
}

/// The ends as counts, where there are any, and as rates with six decimals.
fn ends(rate: &Rate) -> [Option<String>; 4] {
    let (counts, rates) = match &rate.bounds {
        Bounds::Census => {
            let observed = decimal_text(&rate.observed(), 6);
            (Some((rate.hits, rate.hits)), (observed.clone(), observed))
        }
        Bounds::Counts(counts) => {
            let rates = (
                decimal_text(&counts.low_rate(), 6),
                decimal_text(&counts.high_rate(), 6),
            );
            (Some((counts.low, counts.high)), rates)
        }
        Bounds::Rates(rates) => (None, (format!("{:.6}", rates.low), format!("{:.6}", rates.high))),
    };
    let count = |end: u64| end.to_string();
    [
        counts.map(|(low, _)| count(low)),
        counts.map(|(_, high)| count(high)),
        Some(rates.0),
        Some(rates.1),
    ]
}

const COLUMNS: [&str; 10] = [
    "population",
    "sample",
    "hits",
    "rate",
    "low",
    "high",
    "low_rate",
    "high_rate",
    "level",
    "method",
];

fn cells(rate: &Rate) -> Vec<Option<String>> {
    let method = if rate.bounds == Bounds::Census {
        "census"
    } else {
        rate.method.name()
    };
    let mut cells = vec![
        rate.population.map(|population| population.to_string()),
        Some(rate.sample.to_string()),
        Some(rate.hits.to_string()),
        Some(decimal_text(&rate.observed(), 6)),
    ];
    cells.extend(ends(rate));
    cells.push(Some(decimal_text(&rate.level, 6)));
    cells.push(Some(method.to_owned()));
    cells
}

fn csv(rate: &Rate, context: &Context) {
    let row: Vec<String> = cells(rate).into_iter().map(Option::unwrap_or_default).collect();
    context.csv(&COLUMNS, &[row]);
}

/// Counts are numbers; rates are text with six decimals, since a JSON number has no decimals of its own.
fn json(rate: &Rate) -> serde_json::Map<String, serde_json::Value> {
    let value = |(name, cell): (&&str, Option<String>)| {
        let counted = matches!(*name, "population" | "sample" | "hits" | "low" | "high");
        let number = cell
            .as_deref()
            .filter(|_| counted)
            .and_then(|cell| cell.parse::<u64>().ok());
        let value = number.map_or_else(|| serde_json::json!(cell), |number| serde_json::json!(number));
        ((*name).to_owned(), value)
    };
    COLUMNS.iter().zip(cells(rate)).map(value).collect()
}
