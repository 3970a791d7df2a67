//! 整改: the items of the list, by number, with what was asked, what the place answered and what the office decided.
//!
//! Whether an item is overdue is computed for the day that is asked about; nothing here says what should follow from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::findings::{FindingFilter, FindingRow, findings, findings_of};
use super::report::Places;
use super::shown::Packs;
use super::visit::VisitSite;
use crate::Error;
use crate::canonical::hex;
use crate::change::{Entity, Value};
use crate::field::{NoteKind, visit_entity};
use crate::ids::{GroupId, StreamName};
use crate::lead::held;
use crate::merge::Statement;
use crate::notebook::Notebook;
use crate::rectify::{Band, Column, Done, Expected, Extension, Origin, Stage, State, is_overdue};
use crate::words::{Lang, say};

/// One change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRow {
    /// When, ms since 1970, by the clock of who wrote it.
    pub at: i64,
    /// What.
    pub stage: Stage,
    /// Why; empty where nothing was said or the words are not here.
    pub reason: String,
}

/// One item.
#[derive(Debug, Clone)]
pub struct ItemRow {
    /// 编号.
    pub number: String,
    /// The item, for the verbs.
    pub entity: Entity,
    /// Where it comes from.
    pub origin: Origin,
    /// The group that found it.
    pub group: Option<GroupId>,
    /// Id of the place.
    pub unit: String,
    /// What the place is called: the unit, and its own name where it is in no frame.
    pub place: String,
    /// What was found, or what is to be reached.
    pub problem: String,
    /// 应为 and its basis.
    pub should: String,
    /// How soon.
    pub band: Option<Band>,
    /// By when; of two that differ the earlier.
    pub deadline: Option<NaiveDate>,
    /// That it was extended.
    pub extension: Option<Extension>,
    /// Where it stands; none while two decisions stand beside each other.
    pub state: Option<State>,
    /// Whether its day has passed.
    pub overdue: bool,
    /// What the place wrote.
    pub replies: BTreeMap<Column, String>,
    /// Everything that was done with it, in order.
    pub stages: Vec<StageRow>,
}

/// What the office wrote of an item, to tell later whether an answer is to that.
fn hash(row: &ItemRow) -> String {
    let decided = row.stages.iter().filter(|one| one.stage.done == Done::Decided).count();
    let deadline = row.deadline.map(|day| day.to_string()).unwrap_or_default();
    let band = row.band.map_or("", Band::code);
    let mut hash = Sha256::new();
    for part in [
        &row.number,
        &row.unit,
        &row.problem,
        &row.should,
        &band.to_owned(),
        &deadline,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update((decided as u64).to_be_bytes());
    hex(&hash.finalize()[..6])
}

impl ItemRow {
    /// 校验: the hash of what the office wrote, as the list carries it.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(self)
    }

    /// The text of a column as the list is sent.
    #[must_use]
    pub fn cell(&self, column: Column) -> String {
        let zh = |sentence| say(Lang::Zh, &sentence);
        match column {
            Column::Number => self.number.clone(),
            Column::Hash => self.hash(),
            Column::Place => self.place.clone(),
            Column::Problem => self.problem.clone(),
            Column::Should => self.should.clone(),
            Column::Band => self.band.map(|band| zh(band.word())).unwrap_or_default(),
            Column::Deadline => self.deadline.map(|day| day.to_string()).unwrap_or_default(),
            Column::State => self.state.map(|state| zh(state.word())).unwrap_or_default(),
            Column::Review => self.review().to_owned(),
            open => self.replies.get(&open).cloned().unwrap_or_default(),
        }
    }

    /// What the office said last.
    fn review(&self) -> &str {
        let decided = self.stages.iter().rev().find(|one| one.stage.done == Done::Decided);
        decided.map_or("", |one| one.reason.as_str())
    }

    /// What a returned list is held against: state and review may be those of any time.
    #[must_use]
    pub fn expected(&self) -> Expected {
        let closed = Column::ALL.into_iter().filter(|column| !Column::OPEN.contains(column));
        let closed = closed.filter(|column| !matches!(column, Column::Number | Column::Hash));
        let mut cells: BTreeMap<Column, Vec<String>> = closed.map(|column| (column, vec![self.cell(column)])).collect();
        for one in &self.stages {
            let state = say(Lang::Zh, &one.stage.state.word());
            cells.entry(Column::State).or_default().push(state);
            cells.entry(Column::Review).or_default().push(one.reason.clone());
        }
        cells.entry(Column::Review).or_default().push(String::new());
        Expected {
            hash: self.hash(),
            cells,
            held: self.replies.clone(),
        }
    }
}

fn when(notebook: &Notebook, statement: &Statement) -> i64 {
    let walls = statement
        .ops
        .iter()
        .filter_map(|op| Some(notebook.state().op(op)?.op.says()?.at.wall));
    walls.min().unwrap_or(0)
}

fn stages(notebook: &Notebook, item: &Entity) -> Result<Vec<StageRow>, Error> {
    let field = notebook.state().field(&StreamName::Office, item, "state");
    let mut rows = Vec::new();
    for statement in field.into_iter().flat_map(|field| &field.statements) {
        let Ok(stage) = Stage::read(&statement.value) else {
            continue;
        };
        let reason = match &statement.reason {
            Some(text) => notebook.text(&StreamName::Office, text)?,
            None => None,
        };
        rows.push(StageRow {
            at: when(notebook, statement),
            stage,
            reason: reason.unwrap_or_default(),
        });
    }
    rows.sort_by(|one, other| {
        let key = |row: &StageRow| (row.stage.turn, row.at);
        key(one).cmp(&key(other)).then_with(|| one.reason.cmp(&other.reason))
    });
    Ok(rows)
}

/// A visit with its findings, read once however many of them are on the list.
struct Visited {
    unit: String,
    name: String,
    findings: BTreeMap<String, FindingRow>,
}

struct Reading<'a> {
    notebook: &'a Notebook,
    packs: &'a Packs,
    places: &'a Places,
    visits: BTreeMap<StreamName, Visited>,
}

impl Reading<'_> {
    fn visited(&mut self, visit: &StreamName) -> Result<&Visited, Error> {
        if !self.visits.contains_key(visit) {
            let name = super::shown::own_text(self.notebook, visit, &visit_entity(), "name")?;
            let findings = findings_of(self.notebook, visit)?.into_iter();
            let visited = Visited {
                unit: VisitSite::read(self.notebook, visit).unit,
                name: name.unwrap_or_default(),
                findings: findings.map(|row| (row.entity.key.to_string(), row)).collect(),
            };
            self.visits.insert(visit.clone(), visited);
        }
        Ok(&self.visits[visit])
    }

    /// What an indicator asks, and the document that asks it.
    fn asked(&self, pack: u64, id: &str) -> Option<(String, String)> {
        let pack = self.packs.get(pack)?;
        let indicator = pack.indicators.iter().find(|one| one.id() == id)?;
        Some((indicator.requirement().to_owned(), pack.header.document().clone()))
    }

    /// What an item is about: id of the place, what it is called, what was found, 应为.
    fn about(&mut self, origin: &Origin) -> Result<[String; 4], Error> {
        let (visit, finding) = match origin {
            Origin::Finding { visit, finding } => (visit, finding),
            Origin::Task { unit, pack, indicator } => {
                let (requirement, document) = self.asked(*pack, indicator).unwrap_or_default();
                return Ok([unit.clone(), self.places.name(unit), requirement, document]);
            }
        };
        let places = self.places;
        let visited = self.visited(visit)?;
        let unit = visited.unit.clone();
        let name = format!("{}{}", places.name(&unit), visited.name);
        let Some(row) = visited.findings.get(finding).cloned() else {
            return Ok([unit, name, String::new(), String::new()]);
        };
        let mut problem = row.fact.join("；");
        if let Some(actual) = row.actual {
            problem = format!("{problem}\n{actual}");
        }
        let asked = row.indicator.and_then(|(pack, id)| self.asked(pack, &id));
        let should = match (row.should, asked) {
            (Some(should), Some((_, document))) => format!("{should}（{document}）"),
            (Some(should), None) => should,
            (None, Some((requirement, document))) => format!("{requirement}（{document}）"),
            (None, None) => String::new(),
        };
        Ok([unit, name, problem, should])
    }
}

fn row(reading: &mut Reading, entity: &Entity, origin: Origin, today: NaiveDate) -> Result<ItemRow, Error> {
    let notebook = reading.notebook;
    let field = |name: &str| notebook.state().field(&StreamName::Office, entity, name);
    let one = |name: &str| field(name).and_then(|field| field.values().first().map(|value| (*value).clone()));
    let days = field("deadline").map(|field| field.values()).unwrap_or_default();
    let deadline = days.into_iter().filter_map(|day| day.as_code()?.parse().ok()).min();
    let decided = field("state").map(|field| field.values()).unwrap_or_default();
    let state = match decided[..] {
        [value] => Stage::read(value).ok().map(|stage| stage.state),
        _ => None,
    };
    let mut replies = BTreeMap::new();
    for column in Column::OPEN {
        let text = held(notebook, entity, column)?;
        if !text.is_empty() {
            replies.insert(column, text);
        }
    }
    let [unit, place, problem, should] = reading.about(&origin)?;
    Ok(ItemRow {
        number: origin.number(),
        entity: entity.clone(),
        group: origin.group().cloned(),
        unit,
        place,
        problem,
        should,
        band: one("band").and_then(|value| Band::of(value.as_code()?)),
        deadline,
        extension: one("extension").and_then(|value| Extension::read(&value).ok()),
        overdue: state.is_some_and(|state| is_overdue(deadline, state, today)),
        state,
        replies,
        stages: stages(notebook, entity)?,
        origin,
    })
}

/// What is wanted of the list.
#[derive(Debug, Clone, Copy)]
pub struct ListAsked<'a> {
    /// What units are called.
    pub places: &'a Places,
    /// Only places whose id begins so.
    pub place: Option<&'a str>,
    /// The day for which it is said what is overdue.
    pub today: NaiveDate,
}

impl ListAsked<'_> {
    fn reading<'a>(&'a self, notebook: &'a Notebook, packs: &'a Packs) -> Reading<'a> {
        Reading {
            notebook,
            packs,
            places: self.places,
            visits: BTreeMap::new(),
        }
    }

    fn wants(&self, row: &ItemRow) -> bool {
        self.place.is_none_or(|place| row.unit.starts_with(place))
    }
}

fn sorted(mut rows: Vec<ItemRow>) -> Vec<ItemRow> {
    rows.sort_by(|one, other| (&one.unit, &one.number).cmp(&(&other.unit, &other.number)));
    rows
}

/// The items of the list, by place and number.
///
/// # Errors
/// When the store cannot be read.
pub fn rectification(notebook: &Notebook, packs: &Packs, asked: &ListAsked) -> Result<Vec<ItemRow>, Error> {
    let origins: Vec<(Entity, Value)> = notebook
        .state()
        .fields_of_kind(&StreamName::Office, "rectification")
        .filter(|field| &*field.key.field == "origin")
        .filter_map(|field| Some((field.key.entity.clone(), (*field.values().first()?).clone())))
        .collect();
    let mut rows = Vec::new();
    let mut reading = asked.reading(notebook, packs);
    for (entity, value) in origins {
        // An origin that does not give its own key is somebody's mistake, and no item.
        let Some(origin) = Origin::read(&value).ok().filter(|origin| origin.entity() == entity) else {
            continue;
        };
        rows.push(row(&mut reading, &entity, origin, asked.today)?);
    }
    rows.retain(|row| asked.wants(row));
    Ok(sorted(rows))
}

/// The findings of groups that are not on the list, as they would stand there.
///
/// # Errors
/// When the store cannot be read.
pub fn unlisted(
    notebook: &Notebook,
    packs: &Packs,
    groups: &[GroupId],
    asked: &ListAsked,
) -> Result<Vec<ItemRow>, Error> {
    let mut reading = asked.reading(notebook, packs);
    let mut rows = Vec::new();
    for group in groups {
        let home = StreamName::Group(group.clone());
        let filter = FindingFilter {
            kind: Some(NoteKind::Finding),
            ..FindingFilter::default()
        };
        for finding in findings(notebook, asked.places, &home, &filter)? {
            let origin = Origin::Finding {
                visit: finding.visit.clone(),
                finding: finding.entity.key.to_string(),
            };
            let entity = origin.entity();
            if notebook.state().field(&StreamName::Office, &entity, "state").is_some() {
                continue;
            }
            let mut row = row(&mut reading, &entity, origin, asked.today)?;
            row.state = Some(if finding.fixed {
                State::FixedOnSite
            } else {
                State::Unclaimed
            });
            row.deadline = finding.deadline.and_then(|day| day.parse().ok());
            rows.push(row);
        }
    }
    rows.retain(|row| asked.wants(row));
    Ok(sorted(rows))
}
