//! `crosscheck draw size`.

use crosscheck_core::draw::size::Suspicion;
use crosscheck_core::exact;
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("question").required(true).args(["risk", "sample"])))]
pub struct Args {
    /// How many units there are
    #[arg(long, value_name = "N")]
    population: u64,
    /// How many of them are supposed to be defective
    #[arg(long, value_name = "D")]
    defects: u64,
    /// The chance of missing them all that is accepted, such as 0.05
    #[arg(long)]
    risk: Option<String>,
    /// Instead of a risk: how many are checked
    #[arg(long, value_name = "n")]
    sample: Option<u64>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let suspicion = Suspicion::new(args.population, args.defects)?;
    let risk = args.risk.as_deref().map(parse_risk).transpose()?;
    let (sentence, sample) = match (&risk, args.sample) {
        (Some(risk), _) => (suspicion.say_smallest(risk)?, suspicion.smallest_sample(risk)?),
        (None, sample) => {
            let sample = sample.unwrap_or_default();
            (suspicion.say_power(sample)?, sample)
        }
    };
    let power = suspicion.power_percent(sample)?;
    match args.format {
        Format::Table => context.print(&context.say(&sentence)),
        Format::Csv => {
            let [population, defects, sample, power] =
                [args.population, args.defects, sample, power].map(|number| number.to_string());
            let row = vec![
                population,
                defects,
                args.risk.clone().unwrap_or_default(),
                sample,
                power,
            ];
            let columns = ["population", "defects", "risk", "sample", "power_percent"];
            context.csv(&columns, &[row]);
        }
        Format::Json => context.json(&serde_json::json!({
            "population": args.population,
            "defects": args.defects,
            "risk": args.risk,
            "sample": sample,
            "power_percent": power,
        }))?,
    }
    Ok(Outcome::Done)
}

fn parse_risk(text: &str) -> Result<exact::Fraction, Error> {
    exact::parse_decimal(text.trim()).ok_or_else(|| {
        let what = Sentence::new("draw-size-risk-unreadable").with("value", text);
        Error::new(ErrorKind::BadInput, what)
    })
}
