//! 总览: the campaign as whoever runs its hub sees it: its groups, the people of each and their phones.
//!
//! People stand by role and then by key, as the roster has them; nothing here counts or compares what they did. A phone
//! whose member the roster does not name is listed as well: it may have been enrolled without a signal.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::group::{PhoneRow, phones};
use super::tasks::areas;
use crate::Error;
use crate::change::Entity;
use crate::draw::assign::Role as RosterRole;
use crate::ids::{GroupId, MemberId, StreamName};
use crate::lead::roster_person;
use crate::notebook::Notebook;

/// A person of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Key in the roster.
    pub member: MemberId,
    /// What the roster says they are; none when it does not name them.
    pub role: Option<RosterRole>,
    /// The unit that sends them; empty where none is known.
    pub unit: String,
    /// Their phones, ended ones too.
    pub phones: Vec<PhoneRow>,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Its key.
    pub id: GroupId,
    /// Its name; none while two differ or none came.
    pub name: Option<String>,
    /// The zone that fell to it.
    pub zone: Option<String>,
    /// Areas of the zone.
    pub areas: Vec<String>,
    /// Its people.
    pub people: Vec<PersonRow>,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignScreen {
    /// Its title.
    pub title: Option<String>,
    /// First and last day.
    pub days: Option<(String, String)>,
    /// Minutes east of UTC in which its days are counted.
    pub offset: i32,
    /// Groups by their keys.
    pub groups: Vec<GroupRow>,
}

/// Minutes east of UTC where a campaign says nothing: Beijing's.
const USUAL_OFFSET: i32 = 8 * 60;
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

fn days(notebook: &Notebook) -> Option<(String, String)> {
    let campaign = Entity::new("campaign", "campaign");
    let field = notebook.state().field(&StreamName::Campaign, &campaign, "dates")?;
    let mut reader = field.values().first()?.reader().ok()?;
    reader.tuple(2).ok()?;
    let from = reader.text(64).ok()?.to_owned();
    Some((from, reader.text(64).ok()?.to_owned()))
}

pub(super) fn offset(notebook: &Notebook) -> i32 {
    let campaign = Entity::new("campaign", "campaign");
    let field = notebook.state().field(&StreamName::Campaign, &campaign, "offset");
    let minutes = field.and_then(|field| field.values().first()?.as_int());
    let minutes = minutes.and_then(|minutes| i32::try_from(minutes).ok());
    minutes
        .filter(|minutes| minutes.abs() <= 14 * 60)
        .unwrap_or(USUAL_OFFSET)
}

/// A moment by the campaign's time, to the minute.
#[must_use]
pub fn local_time(notebook: &Notebook, wall: i64) -> String {
    let moment = DateTime::from_timestamp_millis(wall).zip(FixedOffset::east_opt(offset(notebook) * 60));
    moment.map_or_else(String::new, |(moment, zone)| {
        moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
    })
}

/// Today, by this machine's clock and the campaign's time.
#[must_use]
pub fn today(notebook: &Notebook) -> NaiveDate {
    let wall = notebook.now().wall;
    let moment = DateTime::from_timestamp_millis(wall).zip(FixedOffset::east_opt(offset(notebook) * 60));
    moment.map_or(NaiveDate::MIN, |(moment, zone)| {
        moment.with_timezone(&zone).date_naive()
    })
}

/// The moments of today, ms since 1970: from its first to before the next day's first, by the campaign's time.
pub(super) fn of_today(notebook: &Notebook) -> std::ops::Range<i64> {
    let ahead = i64::from(offset(notebook)) * 60_000;
    let begin = (notebook.now().wall + ahead).div_euclid(DAY) * DAY - ahead;
    begin..begin + DAY
}

/// The title of the campaign; none until its stream has come.
pub(super) fn title(notebook: &Notebook) -> Result<Option<String>, Error> {
    let campaign = Entity::new("campaign", "campaign");
    notebook.said(&StreamName::Campaign, &campaign, "title")
}

/// The people of a group: the roster's, and whoever else has a phone.
pub(super) fn people(notebook: &Notebook, id: &GroupId, phones: Vec<PhoneRow>) -> Vec<PersonRow> {
    let entity = Entity::new("group", id.as_str());
    let mut people: BTreeMap<MemberId, PersonRow> = BTreeMap::new();
    let person = |member: &MemberId| PersonRow {
        member: member.clone(),
        role: None,
        unit: String::new(),
        phones: Vec::new(),
    };
    for field in notebook.state().fields_of(&StreamName::Campaign, &entity) {
        let member = field.key.field.strip_prefix("member.").and_then(MemberId::parse);
        let said = field.values().first().and_then(|value| roster_person(value));
        if let Some((member, (role, unit))) = member.zip(said) {
            let row = people.entry(member.clone()).or_insert_with(|| person(&member));
            (row.role, row.unit) = (RosterRole::of_code(&role), unit);
        }
    }
    for phone in phones {
        let row = people
            .entry(phone.member.clone())
            .or_insert_with(|| person(&phone.member));
        row.phones.push(phone);
    }
    let mut people: Vec<PersonRow> = people.into_values().collect();
    let place = |row: &PersonRow| RosterRole::ALL.iter().position(|role| row.role == Some(*role));
    people.sort_by_key(|row| (place(row).unwrap_or(RosterRole::ALL.len()), row.member.clone()));
    people
}

/// The screen.
///
/// # Errors
/// When the store cannot be read.
pub fn campaign(notebook: &Notebook) -> Result<CampaignScreen, Error> {
    let (state, home) = (notebook.state(), StreamName::Campaign);
    let mut by_group: BTreeMap<GroupId, Vec<PhoneRow>> = BTreeMap::new();
    for (group, phone) in phones(state) {
        if let Some(group) = group {
            by_group.entry(group).or_default().push(phone);
        }
    }
    let named = state.fields_of_kind(&home, "group");
    for group in named.filter_map(|field| GroupId::parse(&field.key.entity.key)) {
        by_group.entry(group).or_default();
    }
    let mut groups = Vec::new();
    for (id, phones) in by_group {
        let (zone, areas) = areas(notebook, &StreamName::Group(id.clone()));
        groups.push(GroupRow {
            name: notebook.said(&home, &Entity::new("group", id.as_str()), "name")?,
            zone,
            areas,
            people: people(notebook, &id, phones),
            id,
        });
    }
    Ok(CampaignScreen {
        title: title(notebook)?,
        days: days(notebook),
        offset: offset(notebook),
        groups,
    })
}
