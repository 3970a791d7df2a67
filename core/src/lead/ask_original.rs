//! Asking for an original: the leader wants a photo as it was taken, and soon.
//!
//! What was asked for goes over any network, before other originals, and comes to the leader's phone. What waits to be
//! masked stays where it is all the same.

use crate::change::{Entity, Value};
use crate::evidence::{ASKED, asked_entity};
use crate::field::things;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// Asks for a photo's original, or no longer. `seen` is what the screen showed.
///
/// # Errors
/// [`ErrorKind::Refused`] for a photo that is not there, or by anybody but a leader of its group; and what the store says.
pub fn ask_original(
    notebook: &mut Notebook,
    visit: &StreamName,
    photo: &Entity,
    asked: bool,
    seen: &Seen,
) -> Result<(), Error> {
    let group = visit
        .group()
        .filter(|_| things(notebook, visit, "photo").contains(photo));
    let group = group.ok_or_else(|| Error::new(ErrorKind::Refused, Sentence::new("photo-unknown")))?;
    let home = StreamName::Group(group.clone());
    let edit = Edit::new(&home, asked_entity(visit, photo), ASKED, Value::bool(asked));
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}
