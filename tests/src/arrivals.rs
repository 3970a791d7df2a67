//! A second fold, written from the rules of the log alone and built the other way round.
//!
//! The product's fold takes all ops at once, grows trees and judges layer by layer. This one takes runs as they
//! arrive, keeps for each op the whole branches it lies on, asks "is this op valid?" by asking the same of what it
//! rests on, and after each arrival looks anew only at what that arrival could have changed. It is slow and plain;
//! where the two differ, one of them is wrong.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_core::change::{
    Credential, Cut, Draft, Op, Organisers, Reached, SignedCredential, TextRef, Value, root,
};
use crosscheck_core::ids::{BlobHash, CampaignId, MemberId, OpId, StreamName, WriterId};
use crosscheck_core::merge::Run;
use crosscheck_core::model::Role;

type Place = (WriterId, StreamName);
type FieldName = (StreamName, String, String, String);

/// One line of ops: complete from the first op, or hanging on a missing point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    gap: Option<Reached>,
    first: u64,
    ids: Vec<OpId>,
    /// Points the line is known to pass, with how many of its ops lie before.
    points: BTreeMap<Reached, usize>,
}

#[derive(Debug)]
struct Known {
    op: Op,
    place: Place,
    field: FieldName,
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
    /// Answers to "is this op valid, and as what?"; `None` inside while the question is open.
    asked: RefCell<HashMap<OpId, Option<Option<Role>>>>,
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
        let mut touched = BTreeSet::new();
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
            self.by_field.entry(field.clone()).or_default().insert(id);
            self.ops.entry(id).or_insert(Known {
                op: op.clone(),
                place: place.clone(),
                field,
            });
        }
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
        if let Some(answer) = self.asked.borrow().get(id) {
            assert!(answer.is_some(), "{id:?} rests on itself");
            return answer.unwrap_or_default();
        }
        self.asked.borrow_mut().insert(*id, None);
        let answer = self.judge(id);
        self.asked.borrow_mut().insert(*id, Some(answer));
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
            ("reserve", "released_for", StreamName::Group(_)) => team,
            ("answer" | "finding" | "visit" | "photo", _, StreamName::Visit(..)) => team,
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

    /// Whether two ops are one statement: linked by `again` through ops that say the same.
    fn first(&self, id: &OpId) -> OpId {
        let Some(known) = self.ops.get(id) else { return *id };
        let Some(says) = known.op.says() else { return *id };
        match says.again.map(|again| (again, self.ops.get(&again))) {
            Some((again, None)) => again,
            Some((again, Some(original))) => {
                let same = original
                    .op
                    .says()
                    .is_some_and(|first| first.actor == says.actor && first.value == says.value);
                match same && original.field == known.field {
                    true => self.first(&again),
                    false if self.valid(&again).is_some() => *id,
                    false => again,
                }
            }
            None => *id,
        }
    }

    fn heads_of(&self, field: &FieldName) -> BTreeSet<Head> {
        let mut groups: BTreeMap<(OpId, MemberId, Value), Vec<OpId>> = BTreeMap::new();
        for id in self.by_field.get(field).into_iter().flatten() {
            if let Some(says) = self.says(id) {
                groups
                    .entry((self.first(id), says.actor.clone(), says.value.clone()))
                    .or_default()
                    .push(*id);
            }
        }
        let valid = |ids: &Vec<OpId>| ids.iter().any(|id| self.valid(id).is_some());
        let keys: Vec<&(OpId, MemberId, Value)> = groups.keys().collect();
        let decides = |ids: &Vec<OpId>| {
            let reason = |id: &&OpId| self.says(id).is_some_and(|says| says.reason.is_some());
            ids.iter()
                .filter(reason)
                .any(|id| self.valid(id).is_some_and(|role| role <= Role::Leader))
        };
        let mut closes: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| valid(&groups[**key])) {
            let links: BTreeSet<OpId> = groups[*key]
                .iter()
                .filter(|id| self.valid(id).is_some())
                .filter_map(|id| self.says(id))
                .flat_map(|says| says.links.clone())
                .collect();
            let means = |link: &OpId| -> Vec<usize> {
                (0..keys.len())
                    .filter(|other| keys[*other].0 == *link || groups[keys[*other]].contains(link))
                    .collect()
            };
            let elsewhere = |link: &OpId| self.ops.get(link).is_some_and(|known| known.field != *field);
            let standing = |link: &OpId| means(link).into_iter().filter(|other| valid(&groups[keys[*other]]));
            let unheld = links
                .iter()
                .any(|link| !elsewhere(link) && standing(link).next().is_none());
            let mut standing: BTreeSet<usize> = links.iter().flat_map(standing).collect();
            standing.remove(&at);
            let values: BTreeSet<&Value> = standing.iter().map(|other| &keys[*other].2).collect();
            let plain = !standing.iter().any(|other| decides(&groups[keys[*other]]));
            let replaces = !unheld && plain && values.len() == 1 && !values.contains(&key.2);
            let decision = decides(&groups[*key]);
            for other in standing {
                let own = keys[other].1 == key.1;
                let closed = match field.3.as_str() {
                    "redacted" | "credential" | "admitted" => false,
                    "closed" | "withdrawn" => true,
                    "released_for" => own || decision,
                    _ => own || decision || replaces,
                };
                if closed {
                    closes.insert((at, other));
                }
            }
        }
        let mut heads = BTreeSet::new();
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| valid(&groups[**key])) {
            let below = reach(&closes, at);
            let closed = closes.iter().any(|(by, what)| *what == at && !below.contains(by));
            if !closed {
                heads.insert((key.0, key.1.clone(), key.2.clone(), decides(&groups[*key])));
            }
        }
        heads
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

fn reach(closes: &BTreeSet<(usize, usize)>, from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([from]);
    loop {
        let more: Vec<usize> = closes
            .iter()
            .filter(|(by, what)| found.contains(by) && !found.contains(what))
            .map(|(_, what)| *what)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn bears(scope: &StreamName, stream: &StreamName) -> bool {
    match scope {
        StreamName::Campaign => true,
        StreamName::Group(group) => stream.group() == Some(group),
        _ => scope == stream,
    }
}

/// Whether points cover the op at `at` of `line`.
fn covers(lines: &[Line], line: &Line, at: usize, points: &[Reached]) -> bool {
    let seq = line.first + at as u64;
    let mut seen: BTreeMap<u64, BTreeSet<OpId>> = BTreeMap::new();
    for line in lines {
        for (at, id) in line.ids.iter().enumerate() {
            seen.entry(line.first + at as u64).or_default().insert(*id);
        }
    }
    let fork = seen
        .iter()
        .find(|(_, ids)| ids.len() > 1)
        .map_or(u64::MAX, |(seq, _)| *seq);
    points.iter().any(|point| {
        // Its branch leads there: some line from the same beginning shares all up to this op and passes the point.
        let leads = |other: &&Line| {
            let same = other.gap == line.gap && other.ids.get(..=at) == line.ids.get(..=at);
            same && other.points.get(point).is_some_and(|length| *length > at)
        };
        let held = lines
            .iter()
            .any(|line| line.gap.is_none() && line.points.contains_key(point));
        lines.iter().any(|other| leads(&other)) || (!held && seq <= point.seq && seq < fork)
    })
}

/// Every line of a log: complete ones grown from the empty branch, then those that hang on a gap.
fn lines(campaign: &CampaignId, runs: &[Run]) -> Vec<Line> {
    let ids = |run: &Run| -> Vec<OpId> {
        run.ops
            .iter()
            .map(|op| OpId::of(campaign, &run.writer, &run.stream, op.as_bytes()))
            .collect()
    };
    let mut complete = BTreeSet::from([Vec::new()]);
    loop {
        let mut more = Vec::new();
        for run in runs {
            for line in complete
                .iter()
                .filter_map(|line: &Vec<OpId>| line.get(..usize::try_from(run.from).ok()? - 1))
            {
                let whole = [line, &ids(run)].concat();
                let sound = root(line) == run.before && run.root.is_none_or(|claimed| claimed == root(&whole));
                if sound && !complete.contains(&whole) {
                    more.push(whole);
                }
            }
        }
        if more.is_empty() {
            break;
        }
        complete.extend(more);
    }
    let point = |ids: &[OpId]| Reached {
        seq: ids.len() as u64,
        root: root(ids),
    };
    let mut found: Vec<Line> = Vec::new();
    let mut passed: BTreeSet<Reached> = BTreeSet::new();
    for ids in &complete {
        let points: BTreeMap<Reached, usize> = (0..=ids.len()).map(|length| (point(&ids[..length]), length)).collect();
        passed.extend(points.keys().copied());
        found.push(Line {
            gap: None,
            first: 1,
            ids: ids.clone(),
            points,
        });
    }
    found.extend(hanging(runs, &passed, ids));
    found
}

fn hanging(runs: &[Run], passed: &BTreeSet<Reached>, ids: impl Fn(&Run) -> Vec<OpId>) -> Vec<Line> {
    let start = |run: &Run| Reached {
        seq: run.from - 1,
        root: run.before,
    };
    let end = |run: &Run| {
        run.root.map(|root| Reached {
            seq: run.from - 1 + run.ops.len() as u64,
            root,
        })
    };
    let loose: Vec<&Run> = runs.iter().filter(|run| !passed.contains(&start(run))).collect();
    let follows = |run: &Run| loose.iter().any(|other| end(other) == Some(start(run)));
    let mut found: BTreeSet<Line> = BTreeSet::new();
    for run in loose.iter().filter(|run| !follows(run)) {
        let points = end(run).map(|end| (end, run.ops.len())).into_iter().collect();
        found.insert(Line {
            gap: Some(start(run)),
            first: run.from,
            ids: ids(run),
            points,
        });
    }
    loop {
        let mut more = BTreeSet::new();
        for (line, run) in found.iter().flat_map(|line| loose.iter().map(move |run| (line, run))) {
            if let Some(length) = line.points.get(&start(run)) {
                let mut longer = line.clone();
                longer.ids.truncate(*length);
                longer.points.retain(|point, _| point.seq <= start(run).seq);
                longer.ids.extend(ids(run));
                longer.points.extend(end(run).map(|end| (end, longer.ids.len())));
                more.insert(longer);
            }
        }
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            return found.into_iter().collect();
        }
    }
}
