//! Photos by choice: which of a group's photos stand behind a report, and in which order.

use super::write_report::check_document;
use crate::change::{Entity, Value};
use crate::field::things;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// More than these make a report that no mail takes.
pub const MOST_PICTURES: usize = 24;
/// Between a document and a photo.
const OF: char = '#';

/// A chosen photo in the log.
#[must_use]
pub fn picture_entity(document: &str, visit: &StreamName, photo: &Entity) -> Entity {
    Entity::new("report", &format!("{document}{OF}{visit}/{}", photo.key))
}

/// A photo that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenPicture {
    /// Its visit.
    pub visit: StreamName,
    /// The photo.
    pub photo: Entity,
    /// Its place, from 1.
    pub place: i64,
}

/// The photos chosen for a document, in their order.
#[must_use]
pub fn chosen_pictures(notebook: &Notebook, home: &StreamName, document: &str) -> Vec<ChosenPicture> {
    let mut chosen = Vec::new();
    for field in notebook.state().fields_of_kind(home, "report") {
        let key = field.key.entity.key.strip_prefix(document);
        let named = key
            .and_then(|key| key.strip_prefix(OF))
            .and_then(|key| key.split_once('/'));
        let (Some((visit, photo)), "picture") = (named, &*field.key.field) else {
            continue;
        };
        // Where two leaders differ the photo stands: leaving one out is what nobody would notice.
        let place = field.values().into_iter().filter_map(Value::as_int).min();
        if let (Ok(visit), Some(place)) = (visit.parse(), place) {
            chosen.push(ChosenPicture {
                visit,
                photo: Entity::new("photo", photo),
                place,
            });
        }
    }
    chosen.sort_by(|one, other| (one.place, &one.photo.key).cmp(&(other.place, &other.photo.key)));
    chosen
}

/// Chooses a photo for a document at a place in its order, or leaves it out with none. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] for a document without pictures, a photo that is not there, more than [`MOST_PICTURES`], or by
/// anybody but a leader of the group; and what the store says.
pub fn choose_picture(
    notebook: &mut Notebook,
    (home, document): (&StreamName, &str),
    (visit, photo): (&StreamName, &Entity),
    place: Option<u32>,
    seen: &Seen,
) -> Result<(), Error> {
    check_document(home, document)?;
    let refused = |what: Sentence| Err(Error::new(ErrorKind::Refused, what));
    if document != "summary" {
        return refused(Sentence::new("lead-document-unknown").with("known", "summary"));
    }
    if visit.group() != home.group() || !things(notebook, visit, "photo").contains(photo) {
        return refused(Sentence::new("photo-unknown"));
    }
    let chosen = chosen_pictures(notebook, home, document);
    let new = !chosen.iter().any(|one| one.visit == *visit && one.photo == *photo);
    if place.is_some() && new && chosen.len() >= MOST_PICTURES {
        return refused(Sentence::new("lead-pictures-many").with("most", MOST_PICTURES));
    }
    let value = place.map_or_else(Value::null, |place| Value::int(i64::from(place)));
    let edit = Edit::new(home, picture_entity(document, visit, photo), "picture", value);
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}
