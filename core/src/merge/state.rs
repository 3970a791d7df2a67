//! The state: what a replica's ops amount to.
//!
//! Made whole by `fold`, lengthened by `append` and otherwise only asked. Its parts of their own kind stand beside it: releases, withdrawals and
//! sign-offs each in their file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::closing::{Class, classes};
use super::field::{Field, FieldKey, Statement};
use super::held::Held;
use super::layers::{Judged, judge};
use super::rights::{Act, StreamKind, act_of, may};
use super::run::Run;
use super::waiting::{Reason, Waiting};
use crate::change::{BlobRef, Entity, Frontier, Op, Organisers, Positions, Reached, SignedCredential, TextRef};
use crate::ids::{BlobHash, CampaignId, GroupId, MemberId, OpId, StreamName, WriterId};
use crate::model::Role;

/// One op as the state knows it.
#[derive(Debug, Clone, Copy)]
pub struct HeldOp<'a> {
    /// The op.
    pub op: &'a Op,
    /// Whose.
    pub writer: &'a WriterId,
    /// Where.
    pub stream: &'a StreamName,
    /// Why it waits; none when it is valid.
    pub reason: Option<Reason>,
}

/// Two ops of one writer at one place: a cloned phone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Fork {
    /// The writer.
    pub writer: WriterId,
    /// The stream.
    pub stream: StreamName,
    /// The first place with two ops.
    pub seq: u64,
}

/// A person whose one writer was ended while another is enrolled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Flagged {
    /// Who.
    pub member: MemberId,
    /// The ended writer.
    pub ended: WriterId,
    /// The other one.
    pub other: WriterId,
}

/// What a replica's ops amount to.
#[derive(Debug)]
pub struct State {
    pub(super) held: Held,
    pub(super) judged: Judged,
    /// Every field with something valid in it.
    pub(super) fields: BTreeMap<FieldKey, Field>,
    /// The numbers of the other fields.
    pub(super) mute: HashMap<FieldKey, usize>,
    pub(super) waiting: Vec<Waiting>,
    /// The first id of the statement each valid op belongs to.
    pub(super) first: HashMap<OpId, OpId>,
    /// Ids that ops name and nobody brought yet, with the fields of those ops.
    pub(super) awaited: HashMap<OpId, BTreeSet<usize>>,
}

impl State {
    /// Folds runs of ops, in any order, doubled or batched as they come.
    #[must_use]
    pub fn fold(campaign: CampaignId, runs: impl IntoIterator<Item = Run>) -> Self {
        let held = Held::new(campaign, runs);
        let judged = judge(&held);
        let mut state = Self {
            fields: BTreeMap::new(),
            mute: HashMap::new(),
            waiting: Vec::new(),
            first: HashMap::new(),
            awaited: HashMap::new(),
            held,
            judged,
        };
        state.fold_fields();
        state
    }

    fn fold_fields(&mut self) {
        // An op that waits is none when one that wrote it anew, or the first, is valid.
        let mut saved: BTreeSet<usize> = BTreeSet::new();
        for field in 0..self.held.fields.len() {
            saved.extend(self.fold_field(field));
        }
        let waits = (0..self.held.entries.len()).filter(|op| !saved.contains(op));
        self.waiting = waits.filter_map(|op| self.waits(op)).collect();
        self.waiting.sort();
        for op in 0..self.held.entries.len() {
            self.await_named(op);
        }
    }

    /// Finds what stands in a field, and gives its ops that wait but are said by a valid statement.
    pub(super) fn fold_field(&mut self, field: usize) -> Vec<usize> {
        let (key, ops) = &self.held.fields[field];
        let classes = classes(&self.held, ops, &self.judged.standing);
        let mut saved = Vec::new();
        for class in classes.iter().filter(|class| class.is_valid()) {
            for op in &class.ops {
                self.first.insert(self.held.entries[*op].id, class.first);
            }
            saved.extend(class.ops.iter().filter(|op| self.judged.standing[**op].is_none()));
        }
        let statements: Vec<Statement> = statements(&self.held, &classes);
        let key = key.clone();
        if statements.is_empty() {
            self.fields.remove(&key);
            self.mute.insert(key, field);
        } else {
            self.mute.remove(&key);
            self.fields.insert(key.clone(), Field { key, statements });
        }
        saved
    }

    /// The line of 待处理 of an op that is not valid by itself.
    pub(super) fn waits(&self, op: usize) -> Option<Waiting> {
        Some(Waiting {
            reason: self.judged.reasons[op]?,
            stream: self.held.stream(op).clone(),
            writer: *self.held.writer(op),
            seq: self.held.entries[op].op.seq(),
            op: self.held.entries[op].id,
        })
    }

    /// Notes what an op names that is not held.
    pub(super) fn await_named(&mut self, op: usize) {
        let Some((says, field)) = self.held.says(op).zip(self.held.entries[op].field) else {
            return;
        };
        for id in says.links.iter().chain(&says.again) {
            if !self.held.by_id.contains_key(id) {
                self.awaited.entry(*id).or_default().insert(field);
            }
        }
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> &CampaignId {
        &self.held.campaign
    }

    /// How many ops are held.
    #[must_use]
    pub fn count(&self) -> usize {
        self.held.entries.len()
    }

    /// How many ops of a stream are held.
    #[must_use]
    pub fn count_in(&self, stream: &StreamName) -> usize {
        self.held.counts.get(stream).copied().unwrap_or(0)
    }

    /// Every stream something is held of, sorted, with how many ops.
    #[must_use]
    pub fn streams(&self) -> BTreeMap<&StreamName, usize> {
        self.held
            .counts
            .iter()
            .map(|(stream, count)| (stream, *count))
            .collect()
    }

    /// How far every writer has come in the streams that are wanted.
    #[must_use]
    pub fn positions(&self, wanted: impl Fn(&StreamName) -> bool) -> Positions {
        let mut positions = Positions::default();
        for (at, entry) in self.held.entries.iter().enumerate() {
            let log = self.held.log(at);
            if wanted(&log.stream) {
                positions.reach(&log.stream, &log.writer, entry.op.seq());
            }
        }
        positions
    }

    /// An op by its id.
    #[must_use]
    pub fn op(&self, id: &OpId) -> Option<HeldOp<'_>> {
        let at = *self.held.by_id.get(id)?;
        Some(HeldOp {
            op: &self.held.entries[at].op,
            writer: self.held.writer(at),
            stream: self.held.stream(at),
            reason: self.judged.reasons[at],
        })
    }

    /// Every field with something valid in it, sorted.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.values()
    }

    /// One field; none when nothing valid was ever said.
    #[must_use]
    pub fn field(&self, stream: &StreamName, entity: &Entity, field: &str) -> Option<&Field> {
        self.fields.get(&FieldKey {
            stream: stream.clone(),
            entity: entity.clone(),
            field: field.into(),
        })
    }

    /// Every field of one thing.
    pub fn fields_of<'a>(&'a self, stream: &StreamName, entity: &Entity) -> impl Iterator<Item = &'a Field> + use<'a> {
        let from = FieldKey {
            stream: stream.clone(),
            entity: entity.clone(),
            field: "".into(),
        };
        let (stream, entity) = (from.stream.clone(), from.entity.clone());
        let rest = self.fields.range(from..).map(|(_, field)| field);
        rest.take_while(move |field| field.key.stream == stream && field.key.entity == entity)
    }

    /// Every field of a stream, sorted.
    pub fn fields_in<'a>(&'a self, stream: &StreamName) -> impl Iterator<Item = &'a Field> + use<'a> {
        self.fields_from(stream, "").map(|(_, field)| field)
    }

    /// Every field of one kind of things in a stream, sorted.
    pub fn fields_of_kind<'a>(&'a self, stream: &StreamName, kind: &str) -> impl Iterator<Item = &'a Field> + use<'a> {
        let kind: Box<str> = kind.into();
        let rest = self.fields_from(stream, &kind).map(|(_, field)| field);
        rest.take_while(move |field| field.key.entity.kind == kind)
    }

    fn fields_from<'a>(
        &'a self,
        stream: &StreamName,
        kind: &str,
    ) -> impl Iterator<Item = (&'a FieldKey, &'a Field)> + use<'a> {
        let from = FieldKey {
            stream: stream.clone(),
            entity: Entity::new(kind, ""),
            field: "".into(),
        };
        let stream = stream.clone();
        let rest = self.fields.range(from..);
        rest.take_while(move |(key, _)| key.stream == stream)
    }

    /// 待处理: what is kept but not applied, with its reason, sorted by stream, writer and place.
    #[must_use]
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Role and group of a writer, as far as valid credentials say; the first where they say several.
    #[must_use]
    pub fn bearer(&self, writer: &WriterId) -> Option<(Role, Option<&GroupId>)> {
        let bearer = self.judged.bearers.of(writer).first()?;
        Some((bearer.role, bearer.group.as_ref()))
    }

    /// Whether somebody with the right to it ended a writer, wherever its word stops.
    #[must_use]
    pub fn is_ended(&self, writer: &WriterId) -> bool {
        self.judged.ended.contains_key(writer)
    }

    /// The two organiser keys, from the campaign's first op; none until it is held.
    #[must_use]
    pub fn organisers(&self) -> Option<Organisers> {
        let field = self.field(&StreamName::Campaign, &Organisers::entity(), Organisers::FIELD)?;
        let first = field.heads().next()?;
        Organisers::of_campaign(&self.held.campaign, self.op(&first.first)?.op).ok()
    }

    /// How many a leader may enrol in a group.
    #[must_use]
    pub fn enrol_right(&self, writer: &WriterId, group: Option<&GroupId>) -> u64 {
        group.map_or(0, |group| self.judged.bearers.enrol_right(writer, group))
    }

    /// The credentials of a writer that stand, as they are signed.
    #[must_use]
    pub fn credentials_of(&self, writer: &WriterId) -> Vec<SignedCredential> {
        let entity = Entity::new("writer", &writer.to_string());
        let given = self.fields.values().filter(|field| field.key.entity == entity);
        let given = given.filter(|field| &*field.key.field == "credential");
        given
            .flat_map(Field::heads)
            .filter_map(|head| SignedCredential::from_value(&head.value).ok())
            .collect()
    }

    /// Every writer with a credential that stands: whose, as what, in which group. A hub's writers are nobody's.
    pub fn people(&self) -> impl Iterator<Item = (&WriterId, &MemberId, Role, Option<&GroupId>)> {
        let all = self.judged.bearers.all().filter(|(_, bearer)| bearer.role != Role::Hub);
        all.map(|(writer, bearer)| (writer, &bearer.member, bearer.role, bearer.group.as_ref()))
    }

    /// How many ops are held of each writer, and the wall time of the last of them by its own clock.
    #[must_use]
    pub fn activity(&self) -> BTreeMap<WriterId, (usize, i64)> {
        let mut activity: BTreeMap<WriterId, (usize, i64)> = BTreeMap::new();
        for at in 0..self.held.entries.len() {
            let wall = self.held.says(at).map_or(i64::MIN, |says| says.at.wall);
            let (count, last) = activity.entry(*self.held.writer(at)).or_insert((0, i64::MIN));
            *count += 1;
            *last = wall.max(*last);
        }
        activity
    }

    /// Every op held of a writer, valid or not.
    pub fn ops_of<'a>(&'a self, writer: &'a WriterId) -> impl Iterator<Item = HeldOp<'a>> + 'a {
        let own = (0..self.held.entries.len()).filter(move |at| self.held.writer(*at) == writer);
        own.filter_map(|at| self.op(&self.held.entries[at].id))
    }

    /// The points of a log that nobody brought and something waits behind.
    #[must_use]
    pub fn gaps(&self, writer: &WriterId, stream: &StreamName) -> Vec<Reached> {
        let mut gaps = BTreeSet::new();
        for log in self
            .held
            .logs
            .iter()
            .filter(|log| log.writer == *writer && log.stream == *stream)
        {
            let waits = |op: usize| matches!(self.judged.reasons[op], Some(Reason::Gap(_)));
            let places = log.tree.places().filter(|(_, op)| waits(*op));
            gaps.extend(places.filter_map(|(node, _)| log.tree.gap_of(node)));
        }
        gaps.into_iter().collect()
    }

    /// Whether a writer that is known may not do this: the two tables, before anything is written. Who is not known yet
    /// may write; it waits until a credential comes.
    #[must_use]
    pub fn forbids(&self, writer: &WriterId, stream: &StreamName, kind: &str, field: &str) -> bool {
        if self.judged.bearers.of(writer).is_empty() {
            return false;
        }
        let at = StreamKind::of(stream);
        let Some(act) = act_of(at, kind, field) else {
            return true;
        };
        let own = |role| act == Act::RedactOthers && may(role, Act::RedactOwn, at);
        let mut here = self.judged.bearers.in_stream(writer, stream);
        !here.any(|bearer| may(bearer.role, act, at) || own(bearer.role))
    }

    /// Every blob an op names, valid or not, with the op's stream, thing and field and its place among the blobs of the
    /// value, in the order ops came.
    pub fn named_blobs(&self) -> impl Iterator<Item = (&StreamName, &Entity, (&str, usize), BlobRef)> {
        (0..self.held.entries.len()).flat_map(move |at| {
            let says = self.held.says(at);
            says.into_iter().flat_map(move |says| {
                let blobs = says.value.blobs().into_iter().enumerate();
                blobs.map(move |(place, blob)| (self.held.stream(at), &says.entity, (&*says.field, place), blob))
            })
        })
    }

    /// Whether a text of a stream is redacted by a valid op.
    #[must_use]
    pub fn is_text_redacted(&self, stream: &StreamName, text: &TextRef) -> bool {
        let entity = Entity::new("text", &text.entity_key());
        self.field(stream, &entity, "redacted").is_some()
    }

    /// Whether a blob of a stream is redacted by a valid op.
    #[must_use]
    pub fn is_blob_redacted(&self, stream: &StreamName, blob: &BlobHash) -> bool {
        let entity = Entity::new("blob", &blob.to_string());
        self.field(stream, &entity, "redacted").is_some()
    }

    /// Cloned phones: where a writer's log forks first, sorted.
    #[must_use]
    pub fn forks(&self) -> Vec<Fork> {
        let fork = |log: &super::held::Log| {
            log.tree.fork().map(|seq| Fork {
                writer: log.writer,
                stream: log.stream.clone(),
                seq,
            })
        };
        let mut forks: Vec<Fork> = self.held.logs.iter().filter_map(fork).collect();
        forks.sort();
        forks
    }

    /// People ended on one writer and enrolled on another, which every leader is told.
    #[must_use]
    pub fn flagged(&self) -> Vec<Flagged> {
        let all: Vec<_> = self.judged.bearers.all().collect();
        let mut flagged = BTreeSet::new();
        for (ended, was) in all.iter().filter(|(writer, _)| self.judged.ended.contains_key(writer)) {
            let others = all
                .iter()
                .filter(|(other, is)| other != ended && is.member == was.member);
            let standing = others.filter(|(other, _)| !self.judged.ended.contains_key(other));
            flagged.extend(standing.map(|(other, _)| Flagged {
                member: was.member.clone(),
                ended: **ended,
                other: **other,
            }));
        }
        flagged.into_iter().collect()
    }

    /// How far every branch of every log has come, valid or not: what a heads message carries.
    #[must_use]
    pub fn heads(&self) -> Frontier {
        let mut heads = Frontier::new();
        for log in &self.held.logs {
            for branch in log.tree.reached(|_| true) {
                heads.insert(log.writer, &log.stream, branch);
            }
        }
        heads
    }
}

fn statements(held: &Held, classes: &[Class]) -> Vec<Statement> {
    let valid = classes.iter().filter(|class| class.is_valid());
    let statement = |class: &Class| {
        Some(Statement {
            first: class.first,
            ops: class.valid.iter().map(|op| held.entries[*op].id).collect(),
            member: class.member.clone(),
            role: class.role?,
            value: class.value.clone(),
            reason: class.reason,
            decision: class.decision,
            links: class.links.iter().map(|link| classes[*link].first).collect(),
            head: class.head,
        })
    };
    valid.filter_map(statement).collect()
}
