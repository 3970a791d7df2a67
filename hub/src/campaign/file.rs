//! CAMPAIGN.toml: what a campaign is made of, as a person writes it.

use std::path::Path;

use chrono::NaiveDate;
use crosscheck_core::draw::assign::{Groups, Roster, Zones};
use crosscheck_core::draw::plan::Plan;
use crosscheck_core::draw::{Frame, freeze};
use crosscheck_core::ids::{GroupId, MemberId};
use crosscheck_core::lead::{Group, Person};
use crosscheck_core::pack::Pack;
use crosscheck_core::{Error, ErrorKind, Place, Problem, Sentence, table};
use serde::Deserialize;

use crate::context::{file_name, read};
use crate::draw::{beside, frame_table};
use crate::pack::source;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Toml {
    title: String,
    from: String,
    to: String,
    #[serde(default = "beijing")]
    offset: String,
    packs: Vec<String>,
    roster: Option<String>,
    zones: Option<String>,
    groups: Option<String>,
    #[serde(default)]
    plans: Vec<String>,
}

fn beijing() -> String {
    "+08:00".to_owned()
}

/// A file that goes along as a blob.
#[derive(Debug)]
pub struct Attached {
    /// `plan` or `frame`.
    pub kind: &'static str,
    /// Its name.
    pub id: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Everything the file names, read and checked.
#[derive(Debug)]
pub struct Described {
    /// Title.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Minutes east of UTC.
    pub offset: i32,
    /// Packs in the order of their numbers.
    pub packs: Vec<Pack>,
    /// Zones with their provinces.
    pub zones: Vec<(String, Vec<String>)>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Plans and frames.
    pub attached: Vec<Attached>,
}

/// Collects every problem of every file.
struct Problems(Vec<Problem>);

impl Problems {
    fn take<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.0.extend(error.problems)).ok()
    }

    fn add(&mut self, place: Place, what: Sentence) {
        self.0.push(Problem::new(place, what));
    }
}

/// Reads CAMPAIGN.toml and every file it names.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every problem of every file at once.
pub fn describe(path: &Path) -> Result<Described, Error> {
    let name = file_name(path);
    let bytes = read(path)?;
    let parsed: Result<Toml, _> = toml::from_str(&String::from_utf8_lossy(&bytes));
    let toml = parsed.map_err(|fault| {
        let line = fault
            .span()
            .map(|span| bytes[..span.start.min(bytes.len())].split(|b| *b == b'\n').count());
        let what = Sentence::new("campaign-toml-bad").with("line", line.unwrap_or(1));
        Error::at(
            ErrorKind::BadInput,
            Place::file(&name),
            what.with("reason", fault.message()),
        )
    })?;
    let mut problems = Problems(Vec::new());
    let day = |text: &str, problems: &mut Problems| {
        let day = text.parse::<NaiveDate>().ok();
        if day.is_none() {
            problems.add(Place::file(&name), Sentence::new("campaign-day-bad").with("day", text));
        }
        day
    };
    let (from, to) = (day(&toml.from, &mut problems), day(&toml.to, &mut problems));
    let offset = offset(&toml.offset);
    if offset.is_none() {
        let what = Sentence::new("campaign-offset-bad").with("offset", &toml.offset);
        problems.add(Place::file(&name), what);
    }
    let local = |named: &str| beside(path, named);
    let packs: Vec<Pack> = toml
        .packs
        .iter()
        .filter_map(|named| {
            let own = local(named);
            let from = if own.exists() {
                own.display().to_string()
            } else {
                named.clone()
            };
            problems.take(source::load(&from))
        })
        .collect();
    let zones = toml.zones.as_ref().and_then(|file| {
        let table = problems.take(table_of(&local(file)));
        table.and_then(|table| problems.take(Zones::read(&table)))
    });
    let roster = toml.roster.as_ref().and_then(|file| {
        let table = problems.take(table_of(&local(file)));
        table.and_then(|table| problems.take(Roster::read(&table)))
    });
    let rolled = toml.groups.as_ref().and_then(|file| {
        let bytes = problems.take(read(&local(file)));
        bytes.and_then(|bytes| problems.take(Groups::read(&file_name(&local(file)), &bytes)))
    });
    let attached = toml.plans.iter().filter_map(|file| {
        let found = attach(&local(file));
        problems.take(found)
    });
    let attached: Vec<Attached> = attached.flatten().collect();
    let groups = groups(roster.as_ref(), rolled.as_ref(), &name, &mut problems);
    Error::unless_empty(ErrorKind::BadInput, problems.0)?;
    let (Some(from), Some(to), Some(offset)) = (from, to, offset) else {
        return Err(Error::at(
            ErrorKind::BadInput,
            Place::file(&name),
            Sentence::new("campaign-day-missing"),
        ));
    };
    Ok(Described {
        title: toml.title,
        from,
        to,
        offset,
        packs,
        zones: all_zones(zones.as_ref(), rolled.as_ref()),
        groups,
        attached,
    })
}

fn table_of(path: &Path) -> Result<table::Table, Error> {
    table::read(&file_name(path), &read(path)?, None)
}

/// `+08:00` as minutes.
fn offset(text: &str) -> Option<i32> {
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && hours <= 14).then_some(sign * (hours * 60 + minutes))
}

/// A plan with the frame it names, checked against each other.
fn attach(path: &Path) -> Result<Vec<Attached>, Error> {
    let (name, bytes) = (file_name(path), read(path)?);
    let plan = Plan::read(&name, &bytes)?;
    let frame_path = beside(path, &plan.frame);
    let table = frame_table(&frame_path, Some(path))?;
    Frame::from_table(table.clone(), &plan.columns())?;
    if plan.parent.is_none() {
        freeze(&plan, table, None)?;
    }
    Ok(vec![
        Attached {
            kind: "plan",
            id: name,
            bytes,
        },
        Attached {
            kind: "frame",
            id: file_name(&frame_path),
            bytes: read(&frame_path)?,
        },
    ])
}

fn all_zones(zones: Option<&Zones>, rolled: Option<&Groups>) -> Vec<(String, Vec<String>)> {
    match (zones, rolled) {
        (Some(zones), _) => zones
            .zones()
            .iter()
            .map(|zone| (zone.id.clone(), zone.provinces.clone()))
            .collect(),
        (None, Some(rolled)) => rolled
            .assignments
            .iter()
            .map(|one| (one.zone.clone(), one.provinces.clone()))
            .collect(),
        (None, None) => Vec::new(),
    }
}

/// Groups with keys: their own names where these are plain, else G01, G02 ... in the order of the roster.
fn groups(roster: Option<&Roster>, rolled: Option<&Groups>, file: &str, problems: &mut Problems) -> Vec<Group> {
    let known: Vec<&crosscheck_core::draw::assign::Group> = match (roster, rolled) {
        (Some(roster), _) => roster.groups().iter().collect(),
        (None, Some(rolled)) => rolled.plan.groups.iter().collect(),
        (None, None) => Vec::new(),
    };
    let mut groups = Vec::new();
    for (place, group) in known.into_iter().enumerate() {
        let id = GroupId::parse(&group.id).or_else(|| GroupId::parse(&format!("G{:02}", place + 1)));
        let Some(id) = id else { continue };
        let zone = rolled.and_then(|rolled| {
            let found = rolled.assignments.iter().find(|one| one.group == group.id);
            found.map(|one| one.zone.clone())
        });
        if zone.is_none() && rolled.is_some() {
            let what = Sentence::new("campaign-group-not-rolled").with("group", &group.id);
            problems.add(Place::file(file), what);
        }
        let mut people = Vec::new();
        for member in &group.members {
            let Some(key) = MemberId::parse(&member.id) else {
                let what = Sentence::new("campaign-member-bad").with("member", &member.id);
                problems.add(Place::file(file), what);
                continue;
            };
            people.push(Person {
                id: key,
                role: member.role.code().to_owned(),
                unit: member.unit.clone(),
            });
        }
        groups.push(Group {
            id,
            name: group.id.clone(),
            zone,
            people,
        });
    }
    groups
}
