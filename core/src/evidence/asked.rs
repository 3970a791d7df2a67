//! Which originals somebody asked for.

use std::collections::BTreeSet;

use crate::change::Entity;
use crate::ids::StreamName;
use crate::merge::State;

/// The field it is said in.
pub const ASKED: &str = "asked";

/// A photo that is asked for, in the group's own stream.
#[must_use]
pub fn asked_entity(visit: &StreamName, photo: &Entity) -> Entity {
    Entity::new("photo", &format!("{visit}/{}", photo.key))
}

/// The keys of the photos of a visit whose originals are asked for.
#[must_use]
pub fn asked_originals(state: &State, visit: &StreamName) -> BTreeSet<String> {
    let Some(group) = visit.group() else {
        return BTreeSet::new();
    };
    let home = StreamName::Group(group.clone());
    let start = format!("{visit}/");
    let asked = state.fields_of_kind(&home, "photo").filter_map(|field| {
        let photo = field.key.entity.key.strip_prefix(&start)?;
        // One who asks is enough.
        let asked = *field.key.field == *ASKED && field.values().into_iter().any(|value| value.as_bool() == Some(true));
        asked.then(|| photo.to_owned())
    });
    asked.collect()
}
