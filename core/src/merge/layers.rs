//! Who may be believed: three layers, each judged from the one above.
//!
//! First the two organiser keys, then what they certified (hubs, leaders), then members. An ending counts only from
//! the layer above, except a leader's of a member, so no two writers can undo each other for ever. Each op comes out
//! with the role it speaks with, or with the reason why it waits. Nothing here looks at heads of ordinary fields.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::closing::{Standing, classes};
use super::credentials::{self, Bearers};
use super::form;
use super::held::Held;
use super::rights::{Act, StreamKind, may};
use super::verdict::{Judge, Said};
use super::waiting::Reason;
use crate::change::{Cut, Organisers, Reached, Value};
use crate::ids::{BlobHash, CampaignId, StreamName, WriterId};
use crate::model::Role;

/// What came out.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) standing: Vec<Standing>,
    pub(super) reasons: Vec<Option<Reason>>,
    /// Per log and place: whether it is placed and not cut off.
    pub(super) stands: Vec<Vec<bool>>,
    pub(super) bearers: Bearers,
    /// Writers with an ending, and the streams it bears on.
    pub(super) ended: BTreeMap<WriterId, BTreeSet<StreamName>>,
    /// None while the campaign's first op is not held.
    pub(super) organisers: Option<Organisers>,
}

impl Judged {
    /// The judge of single ops, from what is known of writers by now.
    pub(super) fn judge<'a>(&'a self, campaign: &'a CampaignId) -> Judge<'a> {
        Judge {
            campaign,
            organisers: self.organisers,
            bearers: &self.bearers,
        }
    }
}

/// Fields of one name about one writer.
type Targets = HashMap<WriterId, Vec<usize>>;

struct Layers<'a> {
    held: &'a Held,
    out: Judged,
    /// Ops of each log.
    ops: Vec<Vec<usize>>,
    settled: Vec<bool>,
    endings: Targets,
    admissions: Targets,
}

/// Judges every op.
pub(super) fn judge(held: &Held) -> Judged {
    let mut layers = Layers::new(held);
    if layers.find_campaign() {
        layers.organiser_layer();
        layers.hub_layer();
        layers.leader_layer();
        layers.member_layer();
        layers.own_blobs();
    }
    layers.note_endings();
    layers.out
}

/// Whether what stands in stream `scope` about a writer bears on `stream`: from the campaign's stream on all, from a
/// group's on the group's, otherwise on its own.
fn bears(scope: &StreamName, stream: &StreamName) -> bool {
    match scope {
        StreamName::Campaign => true,
        StreamName::Group(group) => stream.group() == Some(group),
        _ => scope == stream,
    }
}

impl<'a> Layers<'a> {
    fn new(held: &'a Held) -> Self {
        let mut ops = vec![Vec::new(); held.logs.len()];
        for (at, entry) in held.entries.iter().enumerate() {
            ops[entry.tree].push(at);
        }
        let count = held.entries.len();
        Self {
            held,
            out: Judged {
                standing: vec![None; count],
                reasons: vec![Some(Reason::NoCampaign); count],
                stands: held.logs.iter().map(|log| vec![false; log.tree.size()]).collect(),
                bearers: Bearers::default(),
                ended: BTreeMap::new(),
                organisers: None,
            },
            ops,
            settled: vec![false; held.logs.len()],
            endings: targets(held, "ending"),
            admissions: targets(held, "admitted"),
        }
    }

    fn find_campaign(&mut self) -> bool {
        let keys = |at: &usize| {
            let op = &self.held.entries[*at].op;
            let keys = Organisers::of_campaign(&self.held.campaign, op).ok()?;
            (keys.working.writer() == *self.held.writer(*at)).then_some(keys)
        };
        let campaign = (0..self.held.entries.len())
            .filter(|at| *self.held.stream(*at) == StreamName::Campaign && self.held.entries[*at].op.seq() == 1);
        self.out.organisers = campaign.into_iter().find_map(|at| keys(&at));
        if let Some(keys) = self.out.organisers {
            self.out.bearers.add_organiser(keys.working.writer());
            self.out.bearers.add_organiser(keys.reserve.writer());
            self.out.reasons.fill(Some(Reason::NoCredential));
        }
        self.out.organisers.is_some()
    }

    fn organiser_layer(&mut self) {
        let Some(keys) = self.out.organisers else { return };
        let (working, reserve) = (keys.working.writer(), keys.reserve.writer());
        self.settle_all(&reserve);
        let overruled = !self.cuts(&working).is_empty();
        self.settle_all(&working);
        if overruled {
            let fields = self.endings.get(&reserve).into_iter().flatten();
            for op in fields.flat_map(|field| &self.held.fields[*field].1) {
                if self.out.standing[*op].take().is_some() {
                    self.out.reasons[*op] = Some(Reason::Overruled);
                }
            }
        } else {
            // The working key may have ended the reserve, whose ops are then judged once more.
            self.settle_all(&reserve);
        }
        self.enrolled_by(Role::Organiser);
    }

    /// Hubs show a credential signed by an identity key the organiser certified.
    fn hub_layer(&mut self) {
        let mut certificates: HashMap<WriterId, Vec<&'a Value>> = HashMap::new();
        for (key, ops) in &self.held.fields {
            let hub = key.stream == StreamName::Campaign && &*key.entity.kind == "hub" && &*key.field == "certified";
            if let Some(identity) = WriterId::parse(&key.entity.key).filter(|_| hub) {
                let heads = classes(self.held, ops, &self.out.standing)
                    .into_iter()
                    .filter(|class| class.head);
                certificates.insert(identity, heads.map(|class| class.value).collect());
            }
        }
        let mut hubs = BTreeSet::new();
        for at in 0..self.held.entries.len() {
            let Some(StreamName::Group(group)) = self.own_credential(at) else {
                continue;
            };
            let certified = |identity: &WriterId| certificates.get(identity).cloned().unwrap_or_default();
            let op = &self.held.entries[at].op;
            let shown = credentials::shown(op, &self.held.campaign, group, certified);
            let shown = shown.filter(|credential| credential.key.writer() == *self.held.writer(at));
            // A hub cut off before it showed its credential shows none.
            let log = self.held.entries[at].tree;
            if let Some(credential) = shown.filter(|_| self.place(log).get(&at).is_some_and(Result::is_ok)) {
                self.out.bearers.add_hub(&credential, group);
                hubs.insert(*self.held.writer(at));
            }
        }
        for hub in hubs {
            self.settle_all(&hub);
        }
    }

    /// The stream of an op by which a writer that no organiser enrolled shows its own credential.
    fn own_credential(&self, at: usize) -> Option<&'a StreamName> {
        let (says, writer) = (self.held.says(at)?, self.held.writer(at));
        let shows = &*says.entity.kind == "writer" && &*says.field == "credential";
        let own = shows && writer.to_string() == *says.entity.key;
        (own && self.out.bearers.of(writer).is_empty()).then(|| self.held.stream(at))
    }

    fn leader_layer(&mut self) {
        let leading = |log: usize| {
            let log = &self.held.logs[log];
            let mut here = self.out.bearers.in_stream(&log.writer, &log.stream);
            here.any(|bearer| bearer.role == Role::Leader)
        };
        let logs: Vec<usize> = (0..self.held.logs.len()).filter(|log| leading(*log)).collect();
        for log in logs {
            self.settle(log);
        }
        self.enrolled_by(Role::Leader);
    }

    fn member_layer(&mut self) {
        for log in 0..self.held.logs.len() {
            if !self.settled[log] {
                self.settle(log);
            }
        }
    }

    fn settle_all(&mut self, writer: &WriterId) {
        for log in 0..self.held.logs.len() {
            if self.held.logs[log].writer == *writer {
                self.settle(log);
            }
        }
    }

    /// Judges every op of one log from what is judged already.
    fn settle(&mut self, log: usize) {
        let placed = self.place(log);
        for op in self.ops[log].clone() {
            let verdict = self.verdict(op, placed.get(&op).copied().unwrap_or(Err(Reason::Root)));
            self.out.standing[op] = verdict.ok();
            self.out.reasons[op] = verdict.err();
        }
        self.settled[log] = true;
    }

    /// For each op of a log whether it has a place that counts, and notes the places that stand.
    fn place(&mut self, log: usize) -> HashMap<usize, Result<(), Reason>> {
        let (held, stream) = (self.held, &self.held.logs[log].stream);
        let (tree, writer) = (&held.logs[log].tree, &held.logs[log].writer);
        let cuts: Vec<Cut> = self
            .cuts(writer)
            .into_iter()
            .filter(|(scope, _)| bears(scope, stream))
            .map(|(_, cut)| cut)
            .collect();
        let covered: Vec<Vec<bool>> = cuts.iter().map(|cut| tree.covered(cut.points(stream))).collect();
        let admitted = self.admitted(writer, stream);
        let mut found: HashMap<usize, Result<(), Reason>> = HashMap::new();
        for (node, op) in tree.places() {
            let gap = tree.gap_of(node).filter(|gap| !admitted.contains(gap));
            let here = match gap {
                Some(gap) => Err(Reason::Gap(gap.seq)),
                None if covered.iter().all(|cut| cut[node]) => Ok(()),
                None => Err(Reason::Ended),
            };
            self.out.stands[log][node] = here.is_ok();
            // Of several places the best counts: one that stands, then one cut off, then the shortest gap.
            let rank = |found: &Result<(), Reason>| match found {
                Ok(()) => (0, 0),
                Err(Reason::Gap(seq)) => (2, *seq),
                Err(_) => (1, 0),
            };
            let best = found.entry(op).or_insert(here);
            if rank(&here) < rank(best) {
                *best = here;
            }
        }
        found
    }

    /// The endings of a writer that stand by now, with the stream each stands in.
    fn cuts(&self, writer: &WriterId) -> Vec<(&'a StreamName, Cut)> {
        let mut cuts = Vec::new();
        for field in self.endings.get(writer).into_iter().flatten() {
            let (key, ops) = &self.held.fields[*field];
            let heads = classes(self.held, ops, &self.out.standing)
                .into_iter()
                .filter(|class| class.head);
            cuts.extend(heads.filter_map(|class| Some((&key.stream, Cut::from_value(class.value).ok()?))));
        }
        cuts
    }

    /// The missing points of a writer in a stream that were admitted.
    fn admitted(&self, writer: &WriterId, stream: &StreamName) -> Vec<Reached> {
        let fields = self.admissions.get(writer).into_iter().flatten();
        let fields = fields
            .map(|field| &self.held.fields[*field])
            .filter(|(key, _)| bears(&key.stream, stream));
        let valid = fields
            .flat_map(|(_, ops)| ops)
            .filter(|op| self.out.standing[**op].is_some());
        let cuts = valid.filter_map(|op| Cut::from_value(&self.held.says(*op)?.value).ok());
        cuts.flat_map(|cut| cut.points(stream).to_vec()).collect()
    }

    fn verdict(&self, op: usize, placed: Result<(), Reason>) -> Result<Role, Reason> {
        let said = Said {
            writer: self.held.writer(op),
            stream: self.held.stream(op),
            op: &self.held.entries[op].op,
        };
        self.out.judge(&self.held.campaign).verdict(said, placed)
    }

    /// Takes what the ops of a role say about who is who.
    fn enrolled_by(&mut self, role: Role) {
        for (key, ops) in &self.held.fields {
            if &*key.entity.kind != "writer" || &*key.field != "credential" {
                continue;
            }
            for op in ops.iter().filter(|op| self.out.standing[**op] == Some(role)) {
                let entry = &self.held.entries[*op];
                if let Some(given) = credentials::given(&entry.op, &self.held.campaign, self.held.writer(*op)) {
                    self.out.bearers.add(&given, role);
                }
            }
        }
    }

    /// A member redacts a blob that he and nobody else named in the stream.
    fn own_blobs(&mut self) {
        let open: Vec<usize> = (0..self.held.entries.len())
            .filter(|op| self.is_open_blob(*op))
            .collect();
        let mut granted = Vec::new();
        for op in open {
            let Some((says, blob)) = self
                .held
                .says(op)
                .and_then(|says| Some((says, BlobHash::parse(&says.entity.key)?)))
            else {
                continue;
            };
            let here = (0..self.held.entries.len()).filter(|other| self.held.stream(*other) == self.held.stream(op));
            let naming = here
                .filter(|other| self.out.standing[*other].is_some())
                .filter_map(|other| self.held.says(other));
            let naming = naming.filter(|other| other.value.blobs().iter().any(|named| named.hash == blob));
            let members: BTreeSet<_> = naming.map(|other| &other.actor).collect();
            if members.len() == 1 && members.contains(&says.actor) {
                granted.push(op);
            }
        }
        for op in granted {
            if let Some(Reason::NotAllowed(role, _)) = self.out.reasons[op].take() {
                self.out.standing[op] = Some(role);
            }
        }
    }

    fn is_open_blob(&self, op: usize) -> bool {
        let Some(says) = self.held.says(op) else { return false };
        let refused = matches!(self.out.reasons[op], Some(Reason::NotAllowed(role, Act::RedactOthers))
            if may(role, Act::RedactOwn, StreamKind::of(self.held.stream(op))));
        refused && &*says.entity.kind == "blob" && form::fits(says)
    }

    fn note_endings(&mut self) {
        let writers: Vec<WriterId> = self.endings.keys().copied().collect();
        for writer in writers {
            let scopes: BTreeSet<StreamName> = self.cuts(&writer).into_iter().map(|(scope, _)| scope.clone()).collect();
            if !scopes.is_empty() {
                self.out.ended.insert(writer, scopes);
            }
        }
    }
}

/// The fields of a name about each writer.
fn targets(held: &Held, field: &str) -> Targets {
    let mut targets = Targets::new();
    for (at, (key, _)) in held.fields.iter().enumerate() {
        let about = &*key.entity.kind == "writer" && &*key.field == field;
        if let Some(writer) = WriterId::parse(&key.entity.key).filter(|_| about) {
            targets.entry(writer).or_default().push(at);
        }
    }
    targets
}
