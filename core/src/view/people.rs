//! Who is who in a group: names and units as the roster that this device holds says them. Inspectors alone; nobody of an
//! inspected place is in any list.

use crate::Error;
use crate::change::Entity;
use crate::ids::{GroupId, MemberId, StreamName};
use crate::model::Role;
use crate::notebook::Notebook;

/// A member of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Person {
    /// Key in the roster.
    pub member: MemberId,
    /// Name; none where the roster is not held here.
    pub name: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Role of the phone that was let in last; none before one was.
    pub role: Option<Role>,
    /// Whether it is whoever holds this device.
    pub me: bool,
}

/// The name of a member, as the group's stream holds it.
pub(super) fn name(notebook: &Notebook, group: &GroupId, member: &MemberId) -> Result<Option<String>, Error> {
    let entity = Entity::new("member", member.as_str());
    notebook.said(&StreamName::Group(group.clone()), &entity, "name")
}

/// The unit of a member, as the campaign's roster has it.
pub(super) fn unit(notebook: &Notebook, group: &GroupId, member: &MemberId) -> Option<String> {
    let entity = Entity::new("group", group.as_str());
    let own = format!("member.{member}");
    let field = notebook.state().field(&StreamName::Campaign, &entity, &own)?;
    let mut reader = field.values().first()?.reader().ok()?;
    reader.tuple(2).ok()?;
    reader.text(64).ok()?;
    Some(reader.text(512).ok()?.to_owned())
}

/// Everybody of the own group, by key: whom the roster names and whose phone was let in.
///
/// # Errors
/// When the store cannot be read.
pub fn people(notebook: &Notebook) -> Result<Vec<Person>, Error> {
    let Some(group) = notebook.group() else {
        return Ok(Vec::new());
    };
    let state = notebook.state();
    let listed = state.fields_of(&StreamName::Campaign, &Entity::new("group", group.as_str()));
    let mut members: Vec<MemberId> = listed
        .filter_map(|field| MemberId::parse(field.key.field.strip_prefix("member.")?))
        .collect();
    let phones: Vec<(&MemberId, Role)> = state
        .people()
        .filter(|(.., of)| *of == Some(&group))
        .map(|(_, member, role, _)| (member, role))
        .collect();
    members.extend(phones.iter().map(|(member, _)| (*member).clone()));
    members.sort();
    members.dedup();
    let person = |member: MemberId| {
        let me = member == *notebook.member();
        let let_in = phones.iter().rfind(|(one, _)| **one == member).map(|(_, role)| *role);
        Ok(Person {
            name: name(notebook, &group, &member)?,
            unit: unit(notebook, &group, &member),
            // Of this device it is known for certain.
            role: if me { notebook.role() } else { let_in },
            me,
            member,
        })
    };
    members.into_iter().map(person).collect()
}
