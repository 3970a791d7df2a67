//! Photos by choice: which of a group's photos stand behind a report, and in which order.

use super::write_report::check_document;
use crate::change::{Entity, Value};
use crate::field::things;
use crate::ids::StreamName;
use crate::merge::Field;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// More than these make a report that no mail takes.
pub const MOST_PICTURES: usize = 24;
/// The document whose photos and notes a leader chooses.
pub const SUMMARY: &str = "summary";
/// Between a document and a photo.
const OF: char = '#';

/// What is chosen for a document, or left out of it, in the log.
#[must_use]
pub fn choice_entity(document: &str, visit: &StreamName, thing: &Entity) -> Entity {
    Entity::new("report", &format!("{document}{OF}{visit}/{}", thing.key))
}

/// What was said of things of visits for a document in a field: the visit, the thing's key and the field.
pub(super) fn choices<'a>(
    notebook: &'a Notebook,
    (home, document): (&'a StreamName, &'a str),
    name: &'a str,
) -> impl Iterator<Item = (StreamName, &'a str, &'a Field)> {
    let fields = notebook.state().fields_of_kind(home, "report");
    fields
        .filter(move |field| *field.key.field == *name)
        .filter_map(move |field| {
            let key = field.key.entity.key.strip_prefix(document)?;
            let (visit, thing) = key.strip_prefix(OF)?.split_once('/')?;
            Some((visit.parse().ok()?, thing, field))
        })
}

/// Refuses what is no document whose things are chosen, or no thing of the group's own visits.
pub(super) fn check_choice(
    notebook: &Notebook,
    (home, document): (&StreamName, &str),
    (visit, thing): (&StreamName, &Entity),
    unknown: &'static str,
) -> Result<(), Error> {
    check_document(home, document)?;
    let refused = |what: Sentence| Err(Error::new(ErrorKind::Refused, what));
    if document != SUMMARY {
        return refused(Sentence::new("lead-document-unknown").with("known", SUMMARY));
    }
    if visit.group() != home.group() || !things(notebook, visit, &thing.kind).contains(thing) {
        return refused(Sentence::new(unknown));
    }
    Ok(())
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
    for (visit, photo, field) in choices(notebook, (home, document), "picture") {
        // Where two leaders differ the photo stands: leaving one out is what nobody would notice.
        let place = field.values().into_iter().filter_map(Value::as_int).min();
        if let Some(place) = place {
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
    check_choice(notebook, (home, document), (visit, photo), "photo-unknown")?;
    let chosen = chosen_pictures(notebook, home, document);
    let new = !chosen.iter().any(|one| one.visit == *visit && one.photo == *photo);
    if place.is_some() && new && chosen.len() >= MOST_PICTURES {
        let what = Sentence::new("lead-pictures-many").with("most", MOST_PICTURES);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let value = place.map_or_else(Value::null, |place| Value::int(i64::from(place)));
    let edit = Edit::new(home, choice_entity(document, visit, photo), "picture", value);
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// Chooses a photo behind those chosen before, or leaves it out again.
///
/// # Errors
/// As [`choose_picture`].
pub fn turn_picture(
    notebook: &mut Notebook,
    (home, document): (&StreamName, &str),
    (visit, photo): (&StreamName, &Entity),
    chosen: bool,
    seen: &Seen,
) -> Result<(), Error> {
    let last = chosen_pictures(notebook, home, document)
        .iter()
        .map(|one| one.place)
        .max();
    let next = u32::try_from(last.unwrap_or(0).saturating_add(1)).unwrap_or(u32::MAX);
    choose_picture(notebook, (home, document), (visit, photo), chosen.then_some(next), seen)
}
