//! `crosscheck pack export`: one pack in another form.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use crosscheck_core::pack::Pack;
use crosscheck_core::report::pack_book;
use crosscheck_core::{Error, ErrorKind, Place, Sentence};

use super::{grouped_identity, load};
use crate::context::{self, Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Built-in id (s0 to s4) or path of a pack
    id: String,
    /// Form: csv (a folder), xlsx or json
    #[arg(long, value_enum)]
    format: Form,
    /// File to write; for csv a folder, or a .csv file for the rows alone
    #[arg(long)]
    out: PathBuf,
}

/// The form of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A folder with pack.toml and indicators.csv
    Csv,
    /// A workbook with the sheets pack and indicators
    Xlsx,
    /// Canonical JSON, whose SHA-256 is the identity
    Json,
}

pub fn run(args: Args, context: &Context) -> Run {
    let pack = load(&args.id)?;
    match args.format {
        Form::Xlsx => context::write(&args.out, &pack_book(&pack)?)?,
        Form::Json => context::write(&args.out, &pack.to_json()?)?,
        Form::Csv if is_csv(&args.out) => {
            context::write(&args.out, &pack.to_csv())?;
            context.note(&Sentence::new("pack-export-rows-only"));
        }
        Form::Csv => folder(&args.out, &pack)?,
    }
    let done = Sentence::new("pack-export-done")
        .with("path", args.out.display())
        .with("rows", pack.indicators.len())
        .with("identity", grouped_identity(&pack)?);
    context.note(&done);
    Ok(Outcome::Done)
}

fn is_csv(path: &Path) -> bool {
    !path.is_dir()
        && path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn folder(path: &Path, pack: &Pack) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|error| {
        let what = Sentence::new("file-not-written").with("reason", error);
        Error::at(ErrorKind::Storage, Place::file(&path.display().to_string()), what)
    })?;
    let [toml, csv] = Pack::FOLDER_FILES;
    context::write(&path.join(toml), pack.to_toml().as_bytes())?;
    context::write(&path.join(csv), &pack.to_csv())
}
