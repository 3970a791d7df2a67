//! 工作计划: days, areas, checklists, and who does what.

use super::shown::{Packs, Seen};
use super::tasks::{areas, visits};
use super::visit::VisitSite;
use crate::Error;
use crate::ids::{MemberId, StreamName};
use crate::lead::{Trip, Work, assigned, trips};
use crate::notebook::Notebook;

/// A visit and who is on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct VisitWork {
    /// The visit.
    pub visit: StreamName,
    /// What the place is called.
    pub place: String,
    /// Who.
    pub members: Vec<MemberId>,
}

/// A checklist and who is on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PackWork {
    /// Its number.
    pub pack: u64,
    /// Its title.
    pub title: String,
    /// Who.
    pub members: Vec<MemberId>,
}

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PlanScreen {
    /// Areas of the group's zone.
    pub areas: Vec<String>,
    /// Trips in the order of days, each with what the verb needs.
    pub trips: Vec<(Trip, Seen)>,
    /// Checklists with the people on them.
    pub packs: Vec<PackWork>,
    /// Visits with the people on them.
    pub visits: Vec<VisitWork>,
    /// Everybody of the group who may be given work.
    pub people: Vec<MemberId>,
}

/// The plan of a group.
///
/// # Errors
/// When the store cannot be read.
pub fn plan(notebook: &Notebook, packs: &Packs, home: &StreamName) -> Result<PlanScreen, Error> {
    let on = |work: Work| assigned(notebook, home, work);
    let visits = visits(notebook, home).into_iter().filter_map(|visit| {
        let StreamName::Visit(_, hash) = &visit else {
            return None;
        };
        let people = on(Work::Visit(*hash));
        Some((visit, people))
    });
    let visits = visits.map(|(visit, members)| {
        let unit = VisitSite::read(notebook, &visit).unit;
        let place = packs.place(notebook, &visit, &unit)?;
        Ok(VisitWork { visit, place, members })
    });
    let people = notebook.state().people();
    let mut people: Vec<MemberId> = people
        .filter(|(_, _, _, group)| *group == home.group())
        .map(|(_, member, _, _)| member.clone())
        .collect();
    people.sort();
    people.dedup();
    Ok(PlanScreen {
        areas: areas(notebook, home).1,
        trips: trips(notebook, home),
        packs: packs
            .iter()
            .map(|(number, pack)| PackWork {
                pack: number,
                title: pack.header.title.clone(),
                members: on(Work::Pack(number)),
            })
            .collect(),
        visits: visits.collect::<Result<_, Error>>()?,
        people,
    })
}
