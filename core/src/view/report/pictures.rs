//! Photos a leader chose for a report, ready to be printed; or why one cannot be.

use crate::change::Entity;
use crate::evidence::FigureImage;
use crate::field::{capture_of, photo_figure, photo_indicator};
use crate::ids::StreamName;
use crate::lead::chosen_pictures;
use crate::notebook::Notebook;
use crate::{Error, ErrorKind, Sentence};

/// Digits of a hash that name a photo, as in its other marks.
const DIGITS: usize = 8;

/// A chosen photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its visit.
    pub visit: StreamName,
    /// Its number: the first digits of the original's hash.
    pub number: String,
    /// Pack number and indicator id.
    pub indicator: Option<(u64, String)>,
    /// When it was taken, as its mark says it.
    pub taken: Option<Sentence>,
    /// The figure; otherwise why there is none: it waits to be masked, is not here, or was redacted.
    pub figure: Result<FigureImage, Sentence>,
}

/// The number of a photo, by which reports name it.
#[must_use]
pub fn photo_number(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> String {
    let field = notebook.state().field(visit, photo, "original");
    let blob = field.and_then(|field| field.values().first()?.blobs().first().copied());
    blob.map_or_else(String::new, |blob| blob.hash.to_string().chars().take(DIGITS).collect())
}

/// The photos chosen for a document.
///
/// # Errors
/// When the disk cannot be read.
pub fn pictures(notebook: &Notebook, home: &StreamName, document: &str, offset: i32) -> Result<Vec<Picture>, Error> {
    let mut pictures = Vec::new();
    for chosen in chosen_pictures(notebook, home, document) {
        let figure = match photo_figure(notebook, &chosen.visit, &chosen.photo) {
            Ok(figure) => Ok(figure),
            Err(error) if error.kind == ErrorKind::Storage => return Err(error),
            Err(error) => Err(error
                .problems
                .into_iter()
                .next()
                .map_or_else(|| Sentence::new("photo-not-here"), |one| one.what)),
        };
        pictures.push(Picture {
            number: photo_number(notebook, &chosen.visit, &chosen.photo),
            indicator: photo_indicator(notebook, &chosen.visit, &chosen.photo),
            taken: capture_of(notebook, &chosen.visit, &chosen.photo).map(|capture| capture.time(offset)),
            visit: chosen.visit,
            figure,
        });
    }
    Ok(pictures)
}
