//! `crosscheck draw show`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::draw::Certificate;
use crosscheck_core::draw::show::{self, Shown};

use super::certificate;
use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate
    certificate: PathBuf,
    /// How it is shown: table, csv or json
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let certificate = certificate(&args.certificate)?;
    match args.format {
        Format::Table => table(&certificate, context),
        Format::Csv => context.print(String::from_utf8_lossy(&show::csv(&certificate)).trim_end_matches('\n')),
        Format::Json => context.print(&show::json(&certificate)?),
    }
    Ok(Outcome::Done)
}

fn table(certificate: &Certificate, context: &Context) {
    let plan = &certificate.plan.plan;
    let heading = Sentence::new("draw-show-heading")
        .with("title", &plan.title)
        .with("ceremony", &plan.ceremony);
    context.print(&context.say(&heading));
    for line in certificate.public_lines() {
        context.print(&line);
    }
    let header = [
        "stratum",
        "rank",
        "role",
        "unit",
        "name",
        "ticket",
        "probability",
        "weight",
        "note",
    ];
    let header = header.map(|column| context.say(&Sentence::new("draw-show-column").with("column", column)));
    let mut rows = Vec::new();
    for state in show::strata(certificate) {
        if !state.rolled {
            rows.push(not_rolled(&state.size.label, context));
        }
        let units = show::show(certificate)
            .into_iter()
            .filter(|unit| unit.stratum == state.size.label);
        rows.extend(units.map(|unit| row(certificate, unit, context)));
    }
    context.table(&header, &rows);
    if !certificate.void_rolls.is_empty() {
        let what = Sentence::new("draw-show-void").with("count", certificate.void_rolls.len());
        context.print(&context.say(&what));
    }
}

fn not_rolled(label: &str, context: &Context) -> Vec<String> {
    let mut row = vec![String::new(); show::COLUMNS.len() + 1];
    label.clone_into(&mut row[0]);
    row[2] = context.word("draw-show-not-rolled");
    row
}

fn row(certificate: &Certificate, unit: Shown, context: &Context) -> Vec<String> {
    let note = match (certificate.replaced(&unit.unit), certificate.released(&unit.unit)) {
        (Some(release), _) => Sentence::new("draw-show-replaced")
            .with("reason", release.reason.code())
            .with("reserve", &release.reserve),
        (None, Some(release)) => Sentence::new("draw-show-released").with("unit", &release.unit),
        (None, None) => Sentence::new("draw-show-no-note"),
    };
    let role = context.say(&Sentence::new("draw-show-role").with("role", unit.role));
    let mut cells = unit.cells();
    cells[2] = role;
    cells.push(context.say(&note));
    cells
}
