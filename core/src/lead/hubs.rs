//! Hubs: which ones phones may trust, for which groups, and whether one is the office's.
//!
//! The organiser says it of a hub's identity key; what was certified once and is said to be none is trusted no more.

use crate::change::{Entity, HubCertificate, Value};
use crate::ids::{StreamName, WriterId};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

fn refused(what: Sentence) -> Error {
    Error::new(ErrorKind::Refused, what)
}

fn say(notebook: &mut Notebook, hub: &WriterId, value: Value) -> Result<(), Error> {
    let entity = Entity::new("hub", &hub.to_string());
    if notebook.shows(&StreamName::Campaign, &entity, "certified", &value) {
        return Ok(());
    }
    let seen = notebook.seen(&StreamName::Campaign, &entity, "certified");
    let edit = Edit::new(&StreamName::Campaign, entity, "certified", value);
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// Certifies a hub. Said again it changes nothing; said otherwise, what is said last holds.
///
/// # Errors
/// [`ErrorKind::Refused`] without a group or for one the campaign does not have, and when this writer is no organiser.
pub fn certify_hub(notebook: &mut Notebook, certificate: &HubCertificate) -> Result<(), Error> {
    if certificate.groups.is_empty() && !certificate.office {
        return Err(refused(Sentence::new("lead-hub-groups")));
    }
    let known = |group: &str| {
        let mut groups = notebook.state().fields_of_kind(&StreamName::Campaign, "group");
        groups.any(|field| *field.key.entity.key == *group)
    };
    if let Some(other) = certificate.groups.iter().find(|group| !known(group.as_str())) {
        return Err(refused(Sentence::new("lead-hub-group").with("group", other)));
    }
    let mut sorted = certificate.clone();
    sorted.groups.sort();
    sorted.groups.dedup();
    say(notebook, &certificate.identity.writer(), sorted.to_value())
}

/// Takes a hub's certificate back: phones exchange with it no more, and its writer's word stops counting.
///
/// # Errors
/// [`ErrorKind::Refused`] when it was never certified, and when this writer is no organiser.
pub fn revoke_hub(notebook: &mut Notebook, hub: &WriterId) -> Result<(), Error> {
    let entity = Entity::new("hub", &hub.to_string());
    if notebook
        .state()
        .field(&StreamName::Campaign, &entity, "certified")
        .is_none()
    {
        return Err(refused(Sentence::new("lead-hub-none")));
    }
    say(notebook, hub, Value::null())
}
