//! Setting a campaign up: its first op, and everything from the organiser's files in one save.

use chrono::NaiveDate;

use crate::change::{BlobRef, Draft, Entity, Moment, Op, Organisers, Value};
use crate::ids::{CampaignId, GroupId, MemberId, StreamName};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Place, Problem, Sentence, privacy};

/// A pack with the number the campaign gives it. A corrected pack is a new number; none is given twice.
#[derive(Debug, Clone)]
pub struct NumberedPack {
    /// The number, from 1.
    pub number: u64,
    /// The pack's own id.
    pub id: String,
    /// Its identity, which is the hash of the blob.
    pub blob: BlobRef,
}

/// A file everybody in the campaign may read: a plan or a frame.
#[derive(Debug, Clone)]
pub struct Paper {
    /// `plan` or `frame`.
    pub kind: &'static str,
    /// Its name.
    pub id: String,
    /// Its bytes.
    pub blob: BlobRef,
}

/// A member of a group, without a name: names come with enrolment, typed by the leader.
#[derive(Debug, Clone)]
pub struct Person {
    /// Key in the roster.
    pub id: MemberId,
    /// Role as the roster has it.
    pub role: String,
    /// The unit that sends him.
    pub unit: String,
}

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its key.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// The zone that fell to it.
    pub zone: Option<String>,
    /// Its members.
    pub people: Vec<Person>,
}

/// A campaign as its files describe it.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// Its title.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Minutes east of UTC in which its days are counted.
    pub offset: i32,
    /// The public half of the recovery key, for the phones.
    pub recovery: String,
    /// The organiser's recipient of bundles.
    pub recipient: String,
    /// Checklists.
    pub packs: Vec<NumberedPack>,
    /// Plans and frames.
    pub papers: Vec<Paper>,
    /// Zones and their areas.
    pub zones: Vec<(String, Vec<String>)>,
    /// Groups.
    pub groups: Vec<Group>,
}

/// The first op of a campaign, whose hash is its id. It names the organiser's two keys.
///
/// # Errors
/// When the two are one key.
pub fn first_op(organisers: &Organisers, at: Moment) -> Result<(CampaignId, Op), Error> {
    let op = Op::write(Draft {
        seq: 1,
        at,
        actor: MemberId::organiser(),
        entity: Organisers::entity(),
        field: Organisers::FIELD.into(),
        value: organisers.to_value(),
        reason: None,
        again: None,
        links: Vec::new(),
    })?;
    let id = CampaignId::of_first_op(op.as_bytes());
    Organisers::of_campaign(&id, &op)?;
    Ok((id, op))
}

fn code(text: &str) -> Value {
    Value::code(text)
}

impl SetUp {
    fn check(&self) -> Result<(), Error> {
        let (mut problems, mut refused) = (Vec::new(), Vec::new());
        let mut add = |what: Sentence| problems.push(Problem::new(Place::default(), what));
        if self.title.trim().is_empty() {
            add(Sentence::new("lead-title-missing"));
        }
        if self.to < self.from {
            add(Sentence::new("lead-dates-bad"));
        }
        if self.offset.abs() > 14 * 60 {
            add(Sentence::new("lead-offset-bad"));
        }
        if self.packs.is_empty() {
            add(Sentence::new("field-packs-missing"));
        }
        for group in &self.groups {
            for person in &group.people {
                if let Err(error) = privacy::refuse(&person.unit) {
                    refused.extend(error.problems);
                }
            }
            let known = |zone: &String| self.zones.iter().any(|(known, _)| known == zone);
            if let Some(zone) = group.zone.as_ref().filter(|zone| !known(zone)) {
                add(Sentence::new("lead-zone-unknown")
                    .with("group", &group.name)
                    .with("zone", zone));
            }
        }
        problems.extend(refused);
        Error::unless_empty(ErrorKind::BadInput, problems)
    }

    fn edits(&self, notebook: &Notebook) -> Result<Vec<Edit>, Error> {
        let home = StreamName::Campaign;
        let set = |kind: &str, key: &str, field: &str, value| Edit::new(&home, Entity::new(kind, key), field, value);
        let campaign = |field: &str, value| set("campaign", "campaign", field, value);
        let mut edits = vec![
            Edit::typed(
                &home,
                Entity::new("campaign", "campaign"),
                "title",
                notebook.typed(&self.title)?,
            ),
            campaign(
                "dates",
                Value::list(&[code(&self.from.to_string()), code(&self.to.to_string())]),
            ),
            campaign("offset", Value::int(i64::from(self.offset))),
            campaign("recovery", code(&self.recovery)),
            campaign("recipient", code(&self.recipient)),
        ];
        for pack in &self.packs {
            let value = Value::list(&[code(&pack.id), Value::blob(&pack.blob)]);
            edits.push(set("pack", &pack.number.to_string(), "pack", value));
        }
        for paper in &self.papers {
            edits.push(set(paper.kind, &paper.id, "file", Value::blob(&paper.blob)));
        }
        for (zone, areas) in &self.zones {
            let areas: Vec<Value> = areas.iter().map(|area| code(area)).collect();
            edits.push(set("zone", zone, "zone", Value::list(&areas)));
        }
        for group in &self.groups {
            let entity = Entity::new("group", group.id.as_str());
            edits.push(Edit::typed(&home, entity.clone(), "name", notebook.typed(&group.name)?));
            if let Some(zone) = &group.zone {
                edits.push(set("group", group.id.as_str(), "zone", code(zone)));
            }
            // Each member is a field of its own.
            for person in &group.people {
                let value = Value::list(&[code(&person.role), code(&person.unit)]);
                edits.push(set("group", group.id.as_str(), &format!("member.{}", person.id), value));
            }
        }
        Ok(edits)
    }
}

/// Writes a campaign down, all of it or nothing, and gives the number of statements.
///
/// # Errors
/// [`ErrorKind::BadInput`] with everything that does not fit together; and what the store says.
pub fn set_up(notebook: &mut Notebook, campaign: &SetUp) -> Result<usize, Error> {
    campaign.check()?;
    let edits = campaign.edits(notebook)?;
    notebook.save(&edits)?;
    Ok(edits.len())
}

/// Role code and unit of a person in the roster, from the value of `member.M` of a group.
#[must_use]
pub fn roster_person(value: &Value) -> Option<(String, String)> {
    let mut reader = value.reader().ok()?;
    reader.tuple(2).ok()?;
    let role = reader.text(64).ok()?.to_owned();
    // A unit that does not read is not shown; who the person is in the group stands all the same.
    Some((role, reader.text(1024).map(str::to_owned).unwrap_or_default()))
}

/// The role code alone.
#[must_use]
pub fn roster_role(value: &Value) -> Option<String> {
    roster_person(value).map(|(role, _)| role)
}
