//! Where a pack comes from: one of the built-in ones by its id, or a folder, a workbook or JSON by its path.

use std::path::Path;

use crosscheck_core::pack::{BUILTIN_IDS, Pack, builtin};
use crosscheck_core::{Error, ErrorKind, Place, Sentence, table};

use crate::context::{self, file_name};

/// The built-in pack of an id, or the pack at a path. A built-in id wins over a file of the same name; `./s0` is a path.
///
/// # Errors
/// [`ErrorKind::NotFound`] for what is neither; [`ErrorKind::BadInput`] with every problem of a pack of one's own.
pub fn load(id_or_path: &str) -> Result<Pack, Error> {
    let path = Path::new(id_or_path);
    let like_a_path = id_or_path.contains(['/', '\\', '.']) || path.exists();
    if BUILTIN_IDS.contains(&id_or_path) || !like_a_path {
        return builtin(id_or_path);
    }
    if path.is_dir() {
        return folder(path);
    }
    let bytes = context::read(path)?;
    let name = file_name(path);
    if table::is_workbook(&bytes) {
        Pack::from_book(&name, &bytes)
    } else if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    {
        Pack::from_json(&name, &bytes)
    } else {
        let what = Sentence::new("pack-no-form");
        Err(Error::at(ErrorKind::BadInput, Place::file(&name), what))
    }
}

fn folder(path: &Path) -> Result<Pack, Error> {
    let [toml, csv] = Pack::FOLDER_FILES.map(|file| context::read(&path.join(file)));
    match (toml, csv) {
        (Ok(toml), Ok(csv)) => Pack::from_folder_parts(&toml, &csv),
        (toml, csv) => {
            let errors = [toml.err(), csv.err()].into_iter().flatten();
            let problems = errors.flat_map(|error| error.problems).collect();
            Err(Error {
                kind: ErrorKind::BadInput,
                problems,
            })
        }
    }
}
