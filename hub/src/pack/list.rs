//! `crosscheck pack list`: the built-in packs, their documents and their identities.

use crosscheck_core::Error;
use crosscheck_core::pack::{BUILTIN_IDS, Pack, builtin};

use super::grouped_identity;
use crate::context::{Context, Format, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// How it is shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: Args, context: &Context) -> Run {
    let packs = BUILTIN_IDS
        .into_iter()
        .map(builtin)
        .collect::<Result<Vec<Pack>, Error>>()?;
    match args.format {
        Format::Table => {
            let rows = packs.iter().map(line).collect::<Result<Vec<_>, Error>>()?;
            let header = ["pack-col-id", "pack-col-document", "pack-col-rows"];
            context.table(&header.map(|code| context.word(code)), &rows, &[2]);
        }
        Format::Csv => {
            let rows = packs.iter().map(cells).collect::<Result<Vec<_>, Error>>()?;
            context.csv(&["id", "title", "document_number", "rows", "identity"], &rows);
        }
        Format::Json => context.json(&packs.iter().map(object).collect::<Result<Vec<_>, Error>>()?)?,
    }
    Ok(Outcome::Done)
}

fn cells(pack: &Pack) -> Result<Vec<String>, Error> {
    let header = &pack.header;
    let rows = pack.indicators.len().to_string();
    Ok(vec![
        header.id.clone(),
        header.title.clone(),
        header.document_number.clone(),
        rows,
        pack.identity()?,
    ])
}

/// The identity stands under its document, on two lines: a column of its own would be wider than most terminals.
fn line(pack: &Pack) -> Result<Vec<String>, Error> {
    let identity = grouped_identity(pack)?;
    let (first, second) = identity.split_at(identity.len() / 2);
    let document = format!("{}\n{}\n{}", pack.header.document(), first.trim(), second.trim());
    Ok(vec![
        pack.header.id.clone(),
        document,
        pack.indicators.len().to_string(),
    ])
}

fn object(pack: &Pack) -> Result<serde_json::Value, Error> {
    Ok(serde_json::json!({
        "id": pack.header.id,
        "title": pack.header.title,
        "document_number": pack.header.document_number,
        "rows": pack.indicators.len(),
        "identity": pack.identity()?,
    }))
}
