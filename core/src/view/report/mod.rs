//! What reports are made of: the folded state of a group as plain data, gathered in one go.
//!
//! Sites, answers with their verdicts, notes and differences, all as they stand. Nothing is counted here beyond one site,
//! nothing is worded and nothing is kept back: `report` counts, words, and takes the cells of protected persons through
//! one function before they leave the team.

mod answers;
mod county;
mod differences;
mod evidence;
mod pictures;
mod places;
mod site;
mod tallies;
mod together;

use std::collections::BTreeMap;

use super::draw::{DrawScreen, draw};
use super::findings::{FindingFilter, FindingRow, findings};
use super::shown::Packs;
use super::tasks::{areas, visits};
use super::{CampaignScreen, campaign};
use crate::Error;
use crate::change::Entity;
use crate::draw::assign::Role;
use crate::field::{NoteKind, words_of};
use crate::ids::{GroupId, StreamName};
use crate::notebook::Notebook;
use crate::privacy::small::Tally;

pub use answers::{Asked, SiteAnswer};
pub use county::{County, counties};
pub use differences::Difference;
pub use evidence::EvidenceMark;
pub use pictures::{Picture, photo_number, pictures};
pub use places::{Named, PROVINCES, Places, visit_name};
pub use site::Site;

/// A finding, practice or difficulty with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The note.
    pub row: FindingRow,
    /// The place in [`GroupReport::sites`].
    pub site: usize,
    /// What the place said to it, in its own words.
    pub reply_words: Vec<String>,
    /// Photos, ledgers, documents and interviews of the same visit and indicator.
    pub evidence: Vec<EvidenceMark>,
    /// Whether a difficulty is a suggestion.
    pub suggestion: bool,
}

/// A reserve that stands in for a drawn unit, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The reserve's unit.
    pub reserve: String,
    /// The drawn unit.
    pub unit: String,
    /// Why, by whoever stated it.
    pub reasons: Vec<String>,
}

/// Everything a group's documents are made of.
#[derive(Debug, Clone)]
pub struct GroupReport {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: Option<String>,
    /// Title of the campaign.
    pub campaign: Option<String>,
    /// First and last day of the campaign.
    pub days: Option<(String, String)>,
    /// Its zone.
    pub zone: Option<String>,
    /// Areas of the zone.
    pub areas: Vec<String>,
    /// Role and unit of each person of the roster; no names.
    pub people: Vec<(Option<Role>, String)>,
    /// Visits, by province and unit.
    pub sites: Vec<Site>,
    /// Every indicator asked anywhere, in printed order.
    pub asked: Vec<Asked>,
    /// Findings, practices and difficulties that are not withdrawn.
    pub notes: Vec<Note>,
    /// Where a place said otherwise of itself.
    pub differences: Vec<Difference>,
    /// What the group rolled.
    pub draws: DrawScreen,
    /// Reserves whose release counts.
    pub released: Vec<Released>,
    /// What was counted in interviews, site by site: added up before it is told.
    pub interviews: Vec<Tally>,
    /// Names of the counties that were visited, by their codes.
    pub counties: BTreeMap<String, String>,
}

impl GroupReport {
    /// The notes of a kind, in the order of sites.
    pub fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.row.kind == kind)
    }

    /// The site of a note.
    #[must_use]
    pub fn site_of(&self, note: &Note) -> Option<&Site> {
        self.sites.get(note.site)
    }

    /// Codes of the provinces that were visited, in the order of their codes.
    #[must_use]
    pub fn provinces(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.sites.iter().map(|site| site.province.clone()).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

/// The material of a group.
///
/// # Errors
/// When the store cannot be read.
pub fn group_report(
    notebook: &Notebook,
    packs: &Packs,
    places: &Places,
    home: &StreamName,
) -> Result<Option<GroupReport>, Error> {
    let Some(id) = home.group().cloned() else {
        return Ok(None);
    };
    let CampaignScreen {
        title, days, groups, ..
    } = campaign(notebook)?;
    let (zone, areas) = areas(notebook, home);
    let row = groups.into_iter().find(|row| row.id == id);
    let mut sites = Vec::new();
    for visit in visits(notebook, home) {
        sites.push(site::read(notebook, places, &visit)?);
    }
    sites.sort_by(|one, other| {
        let order = |site: &Site| {
            (
                site.province.clone(),
                site.unit.clone(),
                site.kind.clone(),
                site.name.clone(),
            )
        };
        order(one).cmp(&order(other))
    });
    let mut asked = answers::gather(notebook, packs, &sites)?;
    differences::reported(notebook, home, &sites, &mut asked)?;
    let differences = differences::gather(&asked);
    let county = |site: &Site| (site.county().to_owned(), places.name(site.county()));
    Ok(Some(GroupReport {
        interviews: tallies::gather(notebook, &id, &sites)?,
        counties: sites.iter().map(county).collect(),
        name: row.as_ref().and_then(|row| row.name.clone()),
        people: row
            .map(|row| {
                row.people
                    .into_iter()
                    .map(|person| (person.role, person.unit))
                    .collect()
            })
            .unwrap_or_default(),
        notes: notes(notebook, places, home, &sites)?,
        draws: draw(notebook, places, home),
        released: released(notebook, home)?,
        id,
        campaign: title,
        days,
        zone,
        areas,
        sites,
        asked,
        differences,
    }))
}

fn notes(notebook: &Notebook, places: &Places, home: &StreamName, sites: &[Site]) -> Result<Vec<Note>, Error> {
    let mut notes = Vec::new();
    for row in findings(notebook, places, home, &FindingFilter::default())? {
        let Some(site) = sites.iter().position(|site| site.visit == row.visit) else {
            continue;
        };
        let reply = words_of(notebook, &row.visit, &row.entity, "reply_words")?;
        let suggestion = notebook.state().field(&row.visit, &row.entity, "suggestion");
        let suggestion = suggestion.and_then(|field| field.values().first()?.as_bool());
        notes.push(Note {
            site,
            reply_words: reply.into_iter().map(|(_, words)| words).collect(),
            evidence: evidence::of(notebook, &row),
            suggestion: suggestion.unwrap_or(false),
            row,
        });
    }
    notes.sort_by(|one, other| {
        let order = |note: &Note| {
            (
                note.row.kind,
                std::cmp::Reverse(note.row.severity),
                note.site,
                note.row.entity.key.clone(),
            )
        };
        order(one).cmp(&order(other))
    });
    Ok(notes)
}

fn released(notebook: &Notebook, home: &StreamName) -> Result<Vec<Released>, Error> {
    let state = notebook.state();
    let mut released = Vec::new();
    for (reserve, release, unit) in state.releases(home) {
        let (crate::merge::Release::Counts, Some(unit)) = (release, unit.and_then(|unit| unit.as_code())) else {
            continue;
        };
        let field = state.field(home, &Entity::new("reserve", reserve), "released_for");
        let ops = field
            .into_iter()
            .flat_map(crate::merge::Field::heads)
            .flat_map(|head| &head.ops);
        let mut reasons = Vec::new();
        for op in ops {
            let reason = state
                .op(op)
                .and_then(|held| held.op.says())
                .and_then(|says| says.reason);
            if let Some(reason) = reason {
                reasons.extend(notebook.text(home, &reason)?);
            }
        }
        reasons.dedup();
        released.push(Released {
            reserve: unit_of(reserve),
            unit: unit_of(unit),
            reasons,
        });
    }
    Ok(released)
}

/// The unit of ROLL/UNIT.
fn unit_of(rolled: &str) -> String {
    rolled.split_once('/').map_or(rolled, |(_, unit)| unit).to_owned()
}
