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

#[cfg(test)]
mod tests {
    use super::*;
    use crosscheck_core::Lang;

    fn export(id: &str, format: Form, out: &Path) {
        let args = Args {
            id: id.to_owned(),
            format,
            out: out.to_owned(),
        };
        assert_eq!(run(args, &Context::new(Lang::Zh)), Ok(Outcome::Done));
    }

    #[test]
    fn a_pack_goes_through_all_forms_one_after_the_other_and_keeps_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let text = |name: &str| at(name).display().to_string();
        export("s3", Form::Xlsx, &at("清单.xlsx"));
        export(&text("清单.xlsx"), Form::Csv, &at("清单"));
        export(&text("清单"), Form::Json, &at("清单.json"));
        let identity = |pack: &str| load(pack).unwrap().identity();
        assert_eq!(identity(&text("清单.json")), identity("s3"));
    }

    #[test]
    fn a_csv_file_holds_the_rows_alone_and_is_refused_as_a_pack() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rows.csv");
        export("s0", Form::Csv, &file);
        assert_eq!(std::fs::read(&file).unwrap(), load("s0").unwrap().to_csv());
        let error = load(&file.display().to_string()).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "pack-no-form");
    }

    #[test]
    fn an_empty_folder_misses_both_its_files_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(&folder.path().display().to_string()).unwrap_err();
        assert_eq!(error.problems.len(), 2);
    }
}
