//! CAMPAIGN.toml: what a campaign is made of, as a person writes it.

use std::path::Path;

use chrono::NaiveDate;
use crosscheck_core::draw::assign::{Groups, Roster, Zones};
use crosscheck_core::draw::plan::Plan;
use crosscheck_core::draw::{Frame, freeze};
use crosscheck_core::ids::{GroupId, MemberId};
use crosscheck_core::lead::{Group, Person};
use crosscheck_core::pack::Pack;
use crosscheck_core::privacy::Warnings;
use crosscheck_core::{Error, ErrorKind, Place, Problem, Sentence, table};
use serde::Deserialize;

use crate::context::{file_name, look, read};
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
    /// What any of the files may hold of persons.
    pub warned: Warnings,
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

fn parse(name: &str, bytes: &[u8]) -> Result<Toml, Error> {
    toml::from_str(&String::from_utf8_lossy(bytes)).map_err(|fault| {
        let upto = fault.span().map_or(0, |span| span.start.min(bytes.len()));
        let line = bytes[..upto].split(|byte| *byte == b'\n').count();
        let what = Sentence::new("campaign-toml-bad").with("line", line);
        let what = what.with("reason", fault.message());
        Error::at(ErrorKind::BadInput, Place::file(name), what)
    })
}

/// The files CAMPAIGN.toml names, beside it.
struct Files<'a> {
    toml: &'a Path,
    problems: Problems,
    warned: Warnings,
}

impl Files<'_> {
    /// Reads a table of one kind, if the file names one.
    fn table<T>(&mut self, named: Option<&String>, read: impl Fn(&table::Table) -> Result<T, Error>) -> Option<T> {
        let path = beside(self.toml, named?);
        let table = self.problems.take(table_of(&path))?;
        self.look(&path);
        self.problems.take(read(&table))
    }

    fn rolled(&mut self, named: Option<&String>) -> Option<Groups> {
        let path = beside(self.toml, named?);
        let bytes = self.problems.take(read(&path))?;
        self.problems.take(Groups::read(&file_name(&path), &bytes))
    }

    /// A pack beside the file, or a built-in one.
    fn pack(&mut self, named: &str) -> Option<Pack> {
        let own = beside(self.toml, named);
        let from = if own.exists() {
            self.look(&own);
            own.display().to_string()
        } else {
            named.to_owned()
        };
        self.problems.take(source::load(&from))
    }

    fn attached(&mut self, named: &str) -> Vec<Attached> {
        let path = beside(self.toml, named);
        let attached = self.problems.take(attach(&path)).unwrap_or_default();
        for one in &attached {
            self.warned.add(table::look(&one.id, &one.bytes));
        }
        attached
    }

    /// A file that could not be read was told of as a problem.
    fn look(&mut self, path: &Path) {
        self.warned.add(look(path).unwrap_or_default());
    }
}

/// Reads CAMPAIGN.toml and every file it names.
///
/// # Errors
/// [`ErrorKind::BadInput`] with every problem of every file at once.
pub fn describe(path: &Path) -> Result<Described, Error> {
    let name = file_name(path);
    let toml = parse(&name, &read(path)?)?;
    let mut files = Files {
        toml: path,
        problems: Problems(Vec::new()),
        warned: look(path)?,
    };
    let here = || Place::file(&name);
    let day = |text: &String| {
        let what = Sentence::new("campaign-day-bad").with("day", text);
        text.parse::<NaiveDate>()
            .map_err(|_| Error::at(ErrorKind::BadInput, here(), what))
    };
    let from = files.problems.take(day(&toml.from));
    let to = files.problems.take(day(&toml.to));
    let offset = offset(&toml.offset);
    if offset.is_none() {
        let what = Sentence::new("campaign-offset-bad").with("offset", &toml.offset);
        files.problems.add(here(), what);
    }
    let packs = toml.packs.iter().filter_map(|named| files.pack(named)).collect();
    let zones = files.table(toml.zones.as_ref(), Zones::read);
    let roster = files.table(toml.roster.as_ref(), Roster::read);
    let rolled = files.rolled(toml.groups.as_ref());
    let attached = toml.plans.iter().flat_map(|named| files.attached(named)).collect();
    let groups = groups(roster.as_ref(), rolled.as_ref(), &name, &mut files.problems);
    Error::unless_empty(ErrorKind::BadInput, files.problems.0)?;
    let (Some(from), Some(to), Some(offset)) = (from, to, offset) else {
        return Err(Error::at(
            ErrorKind::BadInput,
            here(),
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
        warned: files.warned,
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
