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
    context.tell(&heading);
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
    let units = show::show(certificate).into_iter();
    let mut rows: Vec<Vec<String>> = units.map(|unit| row(certificate, unit, context)).collect();
    let noted = rows.iter().any(|row| row.last().is_some_and(|note| !note.is_empty()));
    let columns = header.len() - usize::from(!noted);
    for row in &mut rows {
        row.truncate(columns);
    }
    context.table(&header[..columns], &rows, &[1, 6, 7]);
    not_rolled(certificate, context);
    if !certificate.void_rolls.is_empty() {
        let what = Sentence::new("draw-show-void").with("count", certificate.void_rolls.len());
        context.tell(&what);
    }
}

/// One line for all of them, so that they do not drown what was drawn.
fn not_rolled(certificate: &Certificate, context: &Context) {
    let states = show::strata(certificate).into_iter().filter(|state| !state.rolled);
    let labels: Vec<String> = states.map(|state| state.size.label.clone()).collect();
    if !labels.is_empty() {
        let what = Sentence::new("draw-show-not-rolled")
            .with("count", labels.len())
            .with("strata", labels.join(&context.word("list-comma")));
        context.tell(&what);
    }
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
