//! A second fold, written from the rules of the log alone and built the other way round.
//!
//! The product's fold takes all ops at once, grows trees and judges layer by layer. This one takes runs as they
//! arrive, keeps for each op the whole branches it lies on, asks "is this op valid?" by asking the same of what it
//! rests on, and after each arrival looks anew only at what that arrival could have changed. It is slow and plain;
//! where the two differ, one of them is wrong.

mod heads;
mod lines;
mod meanings;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_core::change::{Credential, Cut, Draft, Op, Organisers, Reached, SignedCredential, TextRef, Value};
use crosscheck_core::ids::{BlobHash, CampaignId, MemberId, OpId, StreamName, WriterId};
use crosscheck_core::merge::Run;
use crosscheck_core::model::Role;

use lines::{Line, covers, lines};

type Place = (WriterId, StreamName);
type FieldName = (StreamName, String, String, String);

#[derive(Debug)]
struct Known {
    op: Op,
    place: Place,
    field: FieldName,
}

/// What is known of whether an op is valid.
#[derive(Debug, Clone, Copy)]
enum Answer {
    Open,
    Given(Option<Role>),
}

/// A head as it shows: the first id, who, what, and whether it decides.
pub type Head = (OpId, MemberId, Value, bool);

/// The second fold.
#[derive(Debug)]
pub struct Arrivals {
    campaign: CampaignId,
    runs: BTreeMap<Place, Vec<Run>>,
    lines: BTreeMap<Place, Vec<Line>>,
    ops: BTreeMap<OpId, Known>,
    by_field: BTreeMap<FieldName, BTreeSet<OpId>>,
    /// Answers to "is this op valid, and as what?".
    asked: RefCell<HashMap<OpId, Answer>>,
    heads: BTreeMap<FieldName, BTreeSet<Head>>,
}

fn authority(kind: &str) -> bool {
    matches!(kind, "writer" | "hub" | "campaign" | "blob" | "photo")
}

impl Arrivals {
    /// Nothing has arrived yet.
    #[must_use]
    pub fn new(campaign: CampaignId) -> Self {
        Self {
            campaign,
            runs: BTreeMap::new(),
            lines: BTreeMap::new(),
            ops: BTreeMap::new(),
            by_field: BTreeMap::new(),
            asked: RefCell::new(HashMap::new()),
            heads: BTreeMap::new(),
        }
    }

    /// Takes a run and brings up to date what it can have changed.
    pub fn arrive(&mut self, run: Run) {
        let place = (run.writer, run.stream.clone());
        let (mut touched, mut new) = (BTreeSet::new(), Vec::new());
        for op in &run.ops {
            let id = OpId::of(&self.campaign, &run.writer, &run.stream, op.as_bytes());
            let Some(says) = op.says() else { continue };
            let field = (
                run.stream.clone(),
                says.entity.kind.to_string(),
                says.entity.key.to_string(),
                says.field.to_string(),
            );
            touched.insert(field.clone());
            new.push(id);
            self.by_field.entry(field.clone()).or_default().insert(id);
            self.ops.entry(id).or_insert(Known {
                op: op.clone(),
                place: place.clone(),
                field,
            });
        }
        // Whoever names what has now come may look different.
        let links = |says: &Draft, id: &OpId| says.links.contains(id) || says.again == Some(*id);
        let named = |known: &Known| known.op.says().is_some_and(|says| new.iter().any(|id| links(says, id)));
        touched.extend(
            self.ops
                .values()
                .filter(|known| named(known))
                .map(|known| known.field.clone()),
        );
        self.runs.entry(place.clone()).or_default().push(run);
        self.lines
            .insert(place.clone(), lines(&self.campaign, &self.runs[&place]));
        if touched.iter().any(|(_, kind, _, _)| authority(kind)) {
            self.asked.borrow_mut().clear();
            touched = self.by_field.keys().cloned().collect();
        } else {
            // Gaps may have closed and forks appeared anywhere in this log, an authority's word in it included.
            let here: Vec<(OpId, FieldName)> = self
                .ops
                .iter()
                .filter(|(_, known)| known.place == place)
                .map(|(id, known)| (*id, known.field.clone()))
                .collect();
            if here.iter().any(|(_, field)| authority(&field.1)) {
                self.asked.borrow_mut().clear();
                touched = self.by_field.keys().cloned().collect();
            }
            for (id, field) in here {
                self.asked.borrow_mut().remove(&id);
                touched.insert(field);
            }
        }
        for field in touched {
            let heads = self.heads_of(&field);
            self.heads.insert(field, heads);
        }
    }

    /// Every op that has arrived, with the role it speaks with, or none while it waits.
    #[must_use]
    pub fn standing(&self) -> BTreeMap<OpId, Option<Role>> {
        self.ops.keys().map(|id| (*id, self.valid(id))).collect()
    }

    /// The heads of every field that has any.
    #[must_use]
    pub fn heads(&self) -> BTreeMap<FieldName, BTreeSet<Head>> {
        self.heads
            .iter()
            .filter(|(_, heads)| !heads.is_empty())
            .map(|(field, heads)| (field.clone(), heads.clone()))
            .collect()
    }

    fn says(&self, id: &OpId) -> Option<&Draft> {
        self.ops.get(id)?.op.says()
    }

    fn valid(&self, id: &OpId) -> Option<Role> {
        match self.asked.borrow().get(id) {
            Some(Answer::Given(answer)) => return *answer,
            Some(Answer::Open) => panic!("{id:?} rests on itself"),
            None => {}
        }
        self.asked.borrow_mut().insert(*id, Answer::Open);
        let answer = self.judge(id);
        self.asked.borrow_mut().insert(*id, Answer::Given(answer));
        answer
    }

    fn organisers(&self) -> Option<(WriterId, WriterId)> {
        self.ops.values().find_map(|known| {
            let keys = Organisers::of_campaign(&self.campaign, &known.op).ok()?;
            Some((keys.working.writer(), keys.reserve.writer()))
        })
    }

    fn is_organiser(&self, writer: &WriterId) -> bool {
        self.organisers()
            .is_some_and(|(working, reserve)| *writer == working || *writer == reserve)
    }

    /// What a writer is in a stream: role, member, and for a leader how many he may enrol.
    fn roles(&self, writer: &WriterId, stream: &StreamName) -> Vec<(Role, MemberId, u64)> {
        if self.is_organiser(writer) {
            return vec![(Role::Organiser, MemberId::organiser(), 0)];
        }
        let counting = self.credentials(writer).into_iter().map(|(credential, _)| credential);
        let here =
            counting.filter(|credential| credential.group.as_ref() == stream.group() && stream.group().is_some());
        here.map(|credential| (credential.role, credential.member, credential.enrol))
            .collect()
    }

    /// Credentials of a writer: an organiser's, or where there is none those of leaders.
    fn credentials(&self, writer: &WriterId) -> Vec<(Credential, Role)> {
        let by_organiser = self.credentials_by(writer, |by| self.is_organiser(by));
        if !by_organiser.is_empty() {
            return by_organiser;
        }
        self.credentials_by(writer, |by| !self.is_organiser(by) && self.is_leader_anywhere(by))
    }

    fn credentials_by(&self, writer: &WriterId, by: impl Fn(&WriterId) -> bool) -> Vec<(Credential, Role)> {
        let about = |known: &Known| {
            known.field.1 == "writer" && known.field.2 == writer.to_string() && known.field.3 == "credential"
        };
        let named = self.ops.iter().filter(|(_, known)| about(known) && by(&known.place.0));
        let valid = named.filter_map(|(id, known)| {
            let role = self.valid(id)?;
            let signed = SignedCredential::from_value(&known.op.says()?.value).ok()?;
            Some((signed.credential().clone(), role))
        });
        valid.collect()
    }

    /// A leader is whoever an organiser made one.
    fn is_leader_anywhere(&self, writer: &WriterId) -> bool {
        let by_organiser = self.credentials_by(writer, |by| self.is_organiser(by));
        by_organiser
            .iter()
            .any(|(credential, _)| credential.role == Role::Leader)
    }

    /// Whether the reserve key ends the working one: then its word stands whatever the working key says of it.
    fn reserve_speaks(&self) -> bool {
        let Some((working, reserve)) = self.organisers() else {
            return false;
        };
        self.ops.iter().any(|(id, known)| {
            let ending = known.field
                == (
                    StreamName::Campaign,
                    "writer".into(),
                    working.to_string(),
                    "ending".into(),
                );
            let complete = self.lines[&known.place]
                .iter()
                .any(|line| line.gap.is_none() && line.ids.contains(id));
            let says = known.op.says().is_some_and(|says| says.actor == MemberId::organiser());
            known.place.0 == reserve && ending && complete && says
        })
    }

    fn judge(&self, id: &OpId) -> Option<Role> {
        let known = self.ops.get(id)?;
        let (writer, stream) = &known.place;
        let says = known.op.says()?;
        let (working, reserve) = self.organisers()?;
        if Organisers::of_campaign(&self.campaign, &known.op).is_ok() {
            return Some(Role::Organiser);
        }
        // Only organisers and leaders say who is who.
        if known.field.1 == "writer" && !self.is_organiser(writer) {
            let target = WriterId::parse(&known.field.2)?;
            if stream.group().is_none() || self.is_organiser(&target) || !self.is_leader_anywhere(writer) {
                return None;
            }
        }
        let roles = self.roles(writer, stream);
        let mut roles: Vec<Role> = roles
            .iter()
            .filter(|(_, member, _)| *member == says.actor)
            .map(|(role, _, _)| *role)
            .collect();
        roles.sort_unstable();
        let role = roles.into_iter().find(|role| self.allowed(*role, known))?;
        let overruled = *writer == working
            && known.field.1 == "writer"
            && known.field.3 == "ending"
            && known.field.2 == reserve.to_string();
        if overruled && self.reserve_speaks() {
            return None;
        }
        (formed(says) && self.stands(id, known)).then_some(role)
    }

    /// The table of who may what, as far as the histories use it.
    fn allowed(&self, role: Role, known: &Known) -> bool {
        let (stream, kind, key, field) = &known.field;
        let team = matches!(role, Role::Leader | Role::Member | Role::Expert);
        let target = WriterId::parse(key);
        match (kind.as_str(), field.as_str(), stream) {
            ("writer", "ending" | "admitted", _) => {
                let organiser_key = target.is_some_and(|target| self.is_organiser(&target));
                match role {
                    Role::Organiser if organiser_key => {
                        target != Some(known.place.0) && *stream == StreamName::Campaign
                    }
                    Role::Organiser => true,
                    Role::Leader => {
                        let group = matches!(stream, StreamName::Group(_));
                        group && !organiser_key && target.is_some_and(|target| !self.is_leader_anywhere(&target))
                    }
                    _ => false,
                }
            }
            ("writer", "credential", _) if role == Role::Organiser => true,
            ("writer", "credential", StreamName::Group(group)) if role == Role::Leader => {
                let rights = self.roles(&known.place.0, stream);
                let right = rights.iter().map(|(_, _, enrol)| *enrol).max().unwrap_or(0);
                let given = known
                    .op
                    .says()
                    .and_then(|says| SignedCredential::from_value(&says.value).ok());
                given.is_some_and(|given| {
                    let given = given.credential();
                    given.group.as_ref() == Some(group)
                        && (1..=right).contains(&given.ordinal)
                        && given.role != Role::Leader
                })
            }
            ("text", "redacted", _) if team || role == Role::Organiser => {
                let author = TextRef::from_entity_key(key)
                    .map(|text| self.members(&text.writer))
                    .unwrap_or_default();
                role < Role::Member || known.op.says().is_some_and(|says| author.contains(&says.actor))
            }
            ("blob", "redacted", _) if team || role == Role::Organiser => {
                role < Role::Member || self.alone_named(known)
            }
            ("campaign", "organisers", StreamName::Campaign) => {
                role == Role::Organiser && Organisers::of_campaign(&self.campaign, &known.op).is_ok()
            }
            ("rule", _, StreamName::Campaign) => role == Role::Organiser,
            ("task", _, StreamName::Group(_)) => role == Role::Leader,
            ("reserve", "released_for", StreamName::Group(_))
            | ("answer" | "finding" | "visit" | "photo", _, StreamName::Visit(..)) => team,
            _ => false,
        }
    }

    fn members(&self, writer: &WriterId) -> Vec<MemberId> {
        self.credentials(writer)
            .into_iter()
            .map(|(credential, _)| credential.member)
            .collect()
    }

    fn alone_named(&self, known: &Known) -> bool {
        let blob = BlobHash::parse(&known.field.2);
        let naming = self.ops.iter().filter(|(_, other)| other.field.0 == known.field.0);
        let naming = naming.filter(|(_, other)| {
            other
                .op
                .says()
                .is_some_and(|says| says.value.blobs().iter().any(|named| Some(named.hash) == blob))
        });
        let valid = naming.filter(|(id, _)| self.valid(id).is_some());
        let members: BTreeSet<&MemberId> = valid
            .filter_map(|(_, other)| other.op.says())
            .map(|says| &says.actor)
            .collect();
        known
            .op
            .says()
            .is_some_and(|says| members == BTreeSet::from([&says.actor]))
    }

    /// Whether some line brings the op to a place that is complete or admitted and that every ending covers.
    fn stands(&self, id: &OpId, known: &Known) -> bool {
        let (writer, stream) = &known.place;
        let lines = &self.lines[&known.place];
        let cuts = self.cuts(writer);
        let bearing: Vec<&Cut> = cuts
            .iter()
            .filter(|(scope, _)| bears(scope, stream))
            .map(|(_, cut)| cut)
            .collect();
        let on = lines
            .iter()
            .filter_map(|line| Some((line, line.ids.iter().position(|other| other == id)?)));
        on.into_iter().any(|(line, at)| {
            let brought = line.gap.is_none_or(|gap| self.is_admitted(writer, stream, &gap));
            brought && bearing.iter().all(|cut| covers(lines, line, at, cut.points(stream)))
        })
    }

    fn is_admitted(&self, writer: &WriterId, stream: &StreamName, gap: &Reached) -> bool {
        let named = self.ops.iter().filter(|(_, known)| {
            known.field.1 == "writer" && known.field.2 == writer.to_string() && known.field.3 == "admitted"
        });
        let bearing = named.filter(|(_, known)| bears(&known.field.0, stream));
        let holding = bearing.filter(|(_, known)| {
            let cut = known.op.says().and_then(|says| Cut::from_value(&says.value).ok());
            cut.is_some_and(|cut| cut.points(stream).contains(gap))
        });
        // Gaps of an organiser key are never admitted.
        !self.is_organiser(writer) && holding.into_iter().any(|(id, _)| self.valid(id).is_some())
    }

    fn cuts(&self, writer: &WriterId) -> Vec<(StreamName, Cut)> {
        if let Some((working, reserve)) = self.organisers() {
            let speaks = self.reserve_speaks();
            if (*writer == reserve && speaks) || (*writer == working && !speaks) {
                return Vec::new();
            }
        }
        let fields = self
            .by_field
            .keys()
            .filter(|(_, kind, key, field)| kind == "writer" && *key == writer.to_string() && field == "ending");
        fields
            .flat_map(|field| {
                self.heads_of(field)
                    .into_iter()
                    .filter_map(|(_, _, value, _)| Some((field.0.clone(), Cut::from_value(&value).ok()?)))
            })
            .collect()
    }
}

/// The form a value needs, for the fields of the histories.
fn formed(says: &Draft) -> bool {
    let value = &says.value;
    match &*says.field {
        "redacted" => value.as_bool() == Some(true),
        "closed" => value.as_bool().is_some(),
        "withdrawn" => value.as_ids().is_some(),
        "released_for" => value.is_null() || value.as_code().is_some(),
        "severity" => value.as_int().is_some(),
        "ending" | "admitted" => Cut::from_value(value).is_ok(),
        _ => true,
    }
}

fn bears(scope: &StreamName, stream: &StreamName) -> bool {
    match scope {
        StreamName::Campaign => true,
        StreamName::Group(group) => stream.group() == Some(group),
        _ => scope == stream,
    }
}
