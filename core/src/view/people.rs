//! Who is who in a group: names and units as the roster that this device holds says them. Inspectors alone; nobody of an
//! inspected place is in any list.

use super::campaign::{self, PersonRow};
use super::group::phones;
use crate::Error;
use crate::change::Entity;
use crate::ids::{GroupId, MemberId, StreamName};
use crate::lead::roster_person;
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
    Some(roster_person(field.values().first()?)?.1)
}

/// Everybody of the own group, in the order of the roster's roles: whom it names and whose phone was let in.
///
/// # Errors
/// When the store cannot be read.
pub fn people(notebook: &Notebook) -> Result<Vec<Person>, Error> {
    let Some(group) = notebook.group() else {
        return Ok(Vec::new());
    };
    let phones = phones(notebook.state()).into_iter();
    let phones = phones
        .filter(|(of, _)| of.as_ref() == Some(&group))
        .map(|(_, phone)| phone);
    let person = |row: PersonRow| {
        let me = row.member == *notebook.member();
        Ok(Person {
            name: name(notebook, &group, &row.member)?,
            unit: Some(row.unit).filter(|unit| !unit.is_empty()),
            // Of this device it is known for certain.
            role: if me {
                notebook.role()
            } else {
                row.phones.last().map(|phone| phone.role)
            },
            me,
            member: row.member,
        })
    };
    let rows = campaign::people(notebook, &group, phones.collect());
    rows.into_iter().map(person).collect()
}
