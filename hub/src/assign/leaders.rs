//! `crosscheck assign leaders`.

use std::path::PathBuf;

use clap::ValueEnum;
use crosscheck_core::Sentence;
use crosscheck_core::draw::assign::{Choice, ExcludeWhen, Leaders, RankedPlace, Ranking, Rule};

use super::open;
use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Table with a column province and columns of ranks or scores
    #[arg(long)]
    ranking: PathBuf,
    /// A column of ranks or scores to use, once for each; all of them if left out
    #[arg(long, value_name = "NAME")]
    column: Vec<String>,
    /// How many leaders
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// How several rankings become one: sum-of-ranks, sum-of-scores, best-five-of-each or list
    #[arg(long, value_enum, hide_possible_values = true)]
    rule: RuleName,
    /// With --rule list: the provinces in order, separated by commas
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "PROVINCES",
        required_if_eq("rule", "list")
    )]
    list: Vec<String>,
    /// A province that leads no group, once for each
    #[arg(long, value_name = "PROVINCE")]
    exclude: Vec<String>,
    /// Whether excluded provinces leave before ranks are summed (ranks counted again) or after (ranks as printed)
    #[arg(
        long,
        value_enum,
        default_value = "before",
        hide_possible_values = true,
        value_name = "before|after"
    )]
    exclude_when: When,
    /// Of tied provinces one that goes first, once for each, in order
    #[arg(long, value_name = "PROVINCE")]
    tie: Vec<String>,
    /// Put the other provinces into tiers of as many as there are leaders
    #[arg(long)]
    tiers: bool,
    /// Number of the document that decided the rule
    #[arg(long, value_name = "NUMBER")]
    document: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RuleName {
    /// Ranks: the smallest sum leads
    SumOfRanks,
    /// Scores: the largest sum leads
    SumOfScores,
    /// Ranks: the five best of the first column, then of the next among those left
    BestFiveOfEach,
    /// The organiser's own list
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Before ranks are summed
    Before,
    /// After
    After,
}

pub fn run(args: Args, context: &Context) -> Run {
    let ranking = Ranking::read(&open(&args.ranking)?, &args.column)?;
    context.look_at(&[&args.ranking])?;
    let choice = choice(&args);
    let leaders = choice.choose(&ranking)?;
    match args.format {
        Format::Table => table(&leaders, context),
        Format::Csv => csv(&leaders, context),
        Format::Json => context.json(&json(&args, &leaders))?,
    }
    note(&args, context);
    Ok(Outcome::Done)
}

fn choice(args: &Args) -> Choice {
    Choice {
        top: args.top,
        rule: match args.rule {
            RuleName::SumOfRanks => Rule::SumOfRanks,
            RuleName::SumOfScores => Rule::SumOfScores,
            RuleName::BestFiveOfEach => Rule::BestFiveOfEach,
            RuleName::List => Rule::List(args.list.iter().map(|name| name.trim().to_owned()).collect()),
        },
        exclude: args.exclude.clone(),
        exclude_when: match args.exclude_when {
            When::Before => ExcludeWhen::Before,
            When::After => ExcludeWhen::After,
        },
        ties: args.tie.clone(),
        tiers: args.tiers,
    }
}

/// Every place with its tier, leaders being tier 0.
fn places(leaders: &Leaders) -> impl Iterator<Item = (usize, &RankedPlace)> {
    let tiers = std::iter::once(&leaders.leaders).chain(&leaders.tiers);
    tiers
        .enumerate()
        .flat_map(|(tier, places)| places.iter().map(move |place| (tier, place)))
}

fn number(place: Option<usize>) -> String {
    place.map(|place| place.to_string()).unwrap_or_default()
}

fn table(leaders: &Leaders, context: &Context) {
    let header = ["place", "province", "basis", "tier"];
    let header = header.map(|column| context.say(&Sentence::new("assign-column").with("column", column)));
    let row = |(tier, place): (usize, &RankedPlace)| {
        let tier = if tier == 0 {
            context.word("assign-leads")
        } else {
            context.say(&Sentence::new("assign-tier").with("tier", tier))
        };
        vec![number(place.place), place.province.clone(), place.basis.clone(), tier]
    };
    let rows: Vec<Vec<String>> = places(leaders).map(row).collect();
    context.table(&header, &rows, &[0, 2]);
}

fn csv(leaders: &Leaders, context: &Context) {
    let row = |(tier, place): (usize, &RankedPlace)| {
        let tier = if tier == 0 {
            "leader".to_owned()
        } else {
            tier.to_string()
        };
        vec![number(place.place), place.province.clone(), place.basis.clone(), tier]
    };
    let rows: Vec<Vec<String>> = places(leaders).map(row).collect();
    context.csv(&["place", "province", "basis", "tier"], &rows);
}

fn json(args: &Args, leaders: &Leaders) -> serde_json::Value {
    let list = |places: &[RankedPlace]| -> Vec<serde_json::Value> {
        let place = |place: &RankedPlace| serde_json::json!({ "place": place.place, "province": place.province, "basis": place.basis });
        places.iter().map(place).collect()
    };
    let name = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    serde_json::json!({
        "rule": name(args.rule.to_possible_value()),
        "top": args.top,
        "exclude": args.exclude,
        "exclude_when": name(args.exclude_when.to_possible_value()),
        "ties": args.tie,
        "document": args.document,
        "leaders": list(&leaders.leaders),
        "tiers": leaders.tiers.iter().map(|tier| list(tier)).collect::<Vec<_>>(),
    })
}

/// The rule in words, so that it can stand in the minutes as it was applied.
fn note(args: &Args, context: &Context) {
    let rule = match args.rule {
        RuleName::SumOfRanks => Sentence::new("assign-rule-ranks"),
        RuleName::SumOfScores => Sentence::new("assign-rule-scores"),
        RuleName::BestFiveOfEach => Sentence::new("assign-rule-fives"),
        RuleName::List => Sentence::new("assign-rule-list"),
    };
    context.note(&rule.with("top", args.top));
    if !args.exclude.is_empty() {
        let when = match args.exclude_when {
            When::Before => Sentence::new("assign-excluded-before"),
            When::After => Sentence::new("assign-excluded-after"),
        };
        context.note(&when.with("provinces", args.exclude.join("、")));
    }
    if !args.tie.is_empty() {
        context.note(&Sentence::new("assign-ties-settled").with("provinces", args.tie.join("、")));
    }
    if let Some(document) = &args.document {
        context.note(&Sentence::new("assign-document").with("document", document));
    }
}
