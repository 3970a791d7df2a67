//! What stays of the visit: the record both sides sign, the slip of the ledger, and the evidence package, which anybody
//! checks without a network. In a copy of it one byte of a photo is changed, and the check names the photo.

use std::path::Path;

use crosscheck_core::evidence::package::{export, verify};
use crosscheck_core::field::things;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::report::visit_sheet as paper;
use crosscheck_core::view::{self, Packs};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::folder::Folder;
use super::line;
use crate::campaign::folder::disk;
use crate::context::Context;
use crate::evidence;

/// The package in the demonstration's folder.
const PACKAGE: &str = "证据包.zip";

/// Writes the papers and the package, and checks it as it is and as it is not.
pub fn prove(
    folder: &Folder,
    book: &mut Notebook,
    packs: &Packs,
    visit: &StreamName,
    context: &Context,
) -> Result<(), Error> {
    let sheet = view::visit_sheet(book, packs, visit)?;
    let bytes = paper::sheet(&sheet, context.lang)?;
    folder.put("检查记录单.docx", &bytes, "demo-about-visit-sheet")?;
    if let Some(ledger) = things(book, visit, "ledger").first() {
        let slip = view::ledger_slip(book, visit, ledger)?;
        folder.put(
            "台账抽查交接单.docx",
            &paper::slip(&slip, context.lang)?,
            "demo-about-slip",
        )?;
    }
    let path = folder.path().join(PACKAGE);
    if path.exists() {
        std::fs::remove_file(&path).map_err(|cause| disk(&path, &cause))?;
    }
    let done = export(book, visit, &path, context.lang)?;
    folder.wrote(PACKAGE, "demo-about-package");
    line(context, &evidence::exported(&path, &done));
    let found = verify(&path)?;
    line(context, &evidence::good(&found));
    for sentence in &evidence::signed_lines(&found.signed) {
        line(context, sentence);
    }
    tamper(&path, &middle_of_photo(book, visit)?, context)
}

/// The bytes in the middle of the first photo, as the camera wrote it.
fn middle_of_photo(book: &Notebook, visit: &StreamName) -> Result<Vec<u8>, Error> {
    let missing = || Error::new(ErrorKind::NotFound, Sentence::new("photo-not-here"));
    let strip = view::photos(book, visit)?;
    let row = strip.rows.first().ok_or_else(missing)?;
    let photo = view::photo(book, visit, &row.photo)?.ok_or_else(missing)?;
    let original = photo.original.ok_or_else(missing)?.blob;
    let bytes = book
        .vault()
        .bytes(&original.hash, original.length)?
        .ok_or_else(missing)?;
    Ok(bytes
        .into_iter()
        .skip(usize::try_from(original.length / 2).unwrap_or_default())
        .take(64)
        .collect())
}

/// Changes one byte of a photo in a copy, and says what the check says.
fn tamper(path: &Path, photo: &[u8], context: &Context) -> Result<(), Error> {
    let mut bytes = std::fs::read(path).map_err(|cause| disk(path, &cause))?;
    // Entries of a package lie as they are, so the photo's bytes stand in it.
    let at = bytes.windows(photo.len().max(1)).position(|part| part == photo);
    if let Some(byte) = at.and_then(|at| bytes.get_mut(at)) {
        *byte ^= 1;
    }
    let copy = tempfile::NamedTempFile::new().map_err(|cause| disk(path, &cause))?;
    std::fs::write(copy.path(), bytes).map_err(|cause| disk(copy.path(), &cause))?;
    match verify(copy.path()) {
        Err(error) if error.kind == ErrorKind::CheckFailed => {
            line(context, &Sentence::new("demo-tampered"));
            for problem in &error.problems {
                let what = Sentence::new("demo-tampered-line").with("what", context.say(&problem.what));
                line(context, &what.with("place", problem.place.say(context.lang)));
            }
            Ok(())
        }
        Err(error) => Err(error),
        Ok(_) => Err(Error::new(
            ErrorKind::CheckFailed,
            Sentence::new("demo-tampered-unseen"),
        )),
    }
}
