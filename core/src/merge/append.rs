//! Append: one more run for a state that stands, in the time its own fields take.
//!
//! An answer that is saved must not fold again what 100,000 others said. A run is taken when it lengthens a complete
//! line of a writer nobody ended and says nothing that rights depend on: then no op judged before is judged otherwise,
//! and only the fields it speaks of change. Everything else is declined, the state left as it was, and whoever asked
//! folds anew. The one rule to keep: what is taken leaves the state that folding everything would give.

use std::collections::BTreeSet;

use super::branches::{Fit, Misfit, Piece, Tree};
use super::field::FieldKey;
use super::held::{Entry, Log};
use super::run::Run;
use super::state::State;
use super::verdict::Said;
use super::waiting::Reason;
use crate::change::{Draft, Entity, Op, Peaks};
use crate::ids::{OpId, StreamName, WriterId};
use crate::model::Role;

/// A run that was not taken; the state is as it was.
#[derive(Debug)]
pub struct Declined {
    /// The run.
    pub run: Run,
    /// Why only folding anew can tell what it does.
    pub why: Why,
}

/// Why a run is not appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The campaign's first op is not held.
    NoCampaign,
    /// The log it belongs to forks or has a gap.
    NotALine,
    /// It does not follow the last op of its log: a gap, or a fork.
    Place,
    /// Its root is another than the one it claims.
    Root,
    /// An op of it is held without a place, or it brings one twice.
    Held,
    /// Its writer was ended.
    Ended,
    /// Its writer has no credential for the stream.
    NoCredential,
    /// A later version wrote an op of it.
    Later,
    /// An op of it is about something rights depend on.
    Rights,
    /// An op of another field names one of it.
    Awaited,
    /// An op of it names a blob somebody redacts.
    Blob,
}

impl From<Misfit> for Why {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::NoLine => Self::NotALine,
            Misfit::Place => Self::Place,
            Misfit::Root => Self::Root,
        }
    }
}

/// Kinds of things that tell who may do what.
const RIGHTS: [&str; 5] = ["blob", "campaign", "hub", "text", "writer"];

/// A run that can be taken.
struct Plan {
    log: Option<usize>,
    known: usize,
    peaks: Peaks,
    /// The new ops' ids and what is found of each.
    found: Vec<(OpId, Result<Role, Reason>)>,
}

impl State {
    /// Takes one more run and gives how many of its ops are new, 0 when all are held at their places. Costs what the
    /// fields it speaks of cost, however much is held.
    ///
    /// # Errors
    /// The run, untouched like the state, when it may change more than its own fields.
    pub fn append(&mut self, run: Run) -> Result<usize, Box<Declined>> {
        if run.ops.is_empty() || run.from == 0 {
            return Ok(0);
        }
        match self.plan(&run) {
            Ok(plan) => Ok(self.take(run, plan)),
            Err(why) => Err(Box::new(Declined { run, why })),
        }
    }

    /// The peaks a writer's next op in a stream comes after; none where its log forks or has a gap.
    #[must_use]
    pub fn peaks(&self, writer: &WriterId, stream: &StreamName) -> Option<Peaks> {
        match self.held.log_of(writer, stream) {
            Some(log) => self.held.logs[log].tree.end_peaks(),
            None => Some(Peaks::new()),
        }
    }

    /// The place of a writer's next op in a stream; none where its log forks or has a gap.
    #[must_use]
    pub fn next(&self, writer: &WriterId, stream: &StreamName) -> Option<u64> {
        Some(self.peaks(writer, stream)?.size() + 1)
    }

    fn plan(&self, run: &Run) -> Result<Plan, Why> {
        let name = run.stream.to_string();
        let id = |op: &Op| OpId::of_named(&self.held.campaign, &run.writer, &name, op.as_bytes());
        let ids: Vec<OpId> = run.ops.iter().map(id).collect();
        let log = self.held.log_of(&run.writer, &run.stream);
        let Fit { known, peaks } = match log {
            Some(log) => self.held.logs[log].tree.fit(run.from, &run.before, run.root, &ids)?,
            None => Tree::grow(Vec::<Piece>::new()).fit(run.from, &run.before, run.root, &ids)?,
        };
        let new = &ids[known..];
        // Runs that are held say nothing new, whoever wrote them.
        if !new.is_empty() {
            self.check_run(run, new)?;
        }
        let found = run.ops[known..].iter().zip(new);
        let found: Result<Vec<_>, Why> = found.map(|(op, id)| Ok((*id, self.check_op(run, op, id)?))).collect();
        let found = found?;
        Ok(Plan {
            log,
            known,
            peaks,
            found,
        })
    }

    fn check_run(&self, run: &Run, new: &[OpId]) -> Result<(), Why> {
        if self.judged.organisers.is_none() {
            return Err(Why::NoCampaign);
        }
        let once: BTreeSet<&OpId> = new.iter().collect();
        if once.len() < new.len() || new.iter().any(|id| self.held.by_id.contains_key(id)) {
            return Err(Why::Held);
        }
        if self.judged.ended.contains_key(&run.writer) {
            return Err(Why::Ended);
        }
        Ok(())
    }

    fn check_op(&self, run: &Run, op: &Op, id: &OpId) -> Result<Result<Role, Reason>, Why> {
        let says = op.says().ok_or(Why::Later)?;
        if RIGHTS.contains(&&*says.entity.kind) {
            return Err(Why::Rights);
        }
        if let Some(fields) = self.awaited.get(id) {
            let own = self.number(&key_of(&run.stream, says));
            if fields.iter().any(|field| Some(*field) != own) {
                return Err(Why::Awaited);
            }
        }
        let said = Said {
            writer: &run.writer,
            stream: &run.stream,
            op,
        };
        // It stands in a complete line, and nobody ended its writer.
        match self.judged.judge(&self.held.campaign).verdict(said, Ok(())) {
            Err(Reason::Later) => Err(Why::Later),
            Err(Reason::NoCredential) => Err(Why::NoCredential),
            Ok(_) if self.names_redacted(&run.stream, says) => Err(Why::Blob),
            Ok(role) => Ok(Ok(role)),
            Err(reason) => Ok(Err(reason)),
        }
    }

    /// Whether somebody redacts a blob that is named, rightly or not: that depends on who names it.
    fn names_redacted(&self, stream: &StreamName, says: &Draft) -> bool {
        says.value.blobs().iter().any(|blob| {
            let redacted = FieldKey {
                stream: stream.clone(),
                entity: Entity::new("blob", &blob.hash.to_string()),
                field: "redacted".into(),
            };
            self.number(&redacted).is_some()
        })
    }

    /// The number of a field among those held.
    fn number(&self, key: &FieldKey) -> Option<usize> {
        let Some(field) = self.fields.get(key) else {
            return self.mute.get(key).copied();
        };
        let op = field.statements.first()?.ops.first()?;
        self.held.entries[*self.held.by_id.get(op)?].field
    }

    fn take(&mut self, run: Run, plan: Plan) -> usize {
        let new = plan.found.len();
        if new == 0 {
            return 0;
        }
        let log = plan.log.unwrap_or_else(|| self.new_log(&run));
        let begin = self.held.entries.len();
        let numbered = plan.found.iter().map(|(id, _)| *id).zip(begin..);
        self.held.logs[log].tree.lengthen(numbered, plan.peaks);
        let mut touched = BTreeSet::new();
        for (op, (id, found)) in run.ops.into_iter().skip(plan.known).zip(plan.found) {
            touched.extend(self.add(log, id, op));
            self.judged.standing.push(found.ok());
            self.judged.reasons.push(found.err());
            self.judged.stands[log].push(true);
        }
        for op in begin..begin + new {
            self.await_named(op);
        }
        for field in touched {
            self.fold_again(field);
        }
        new
    }

    fn new_log(&mut self, run: &Run) -> usize {
        let tree = Tree::grow(Vec::new());
        self.judged.stands.push(vec![false; tree.size()]);
        self.held.add_log(Log {
            writer: run.writer,
            stream: run.stream.clone(),
            tree,
        })
    }

    /// Adds an op to those held and gives the number of its field.
    fn add(&mut self, log: usize, id: OpId, op: Op) -> Option<usize> {
        let at = self.held.entries.len();
        let key = op.says().map(|says| key_of(&self.held.logs[log].stream, says));
        let field = key.map(|key| {
            self.number(&key).unwrap_or_else(|| {
                let number = self.held.fields.len();
                self.mute.insert(key.clone(), number);
                self.held.fields.push((key, Vec::new()));
                number
            })
        });
        if let Some(field) = field {
            self.held.fields[field].1.push(at);
        }
        let tree = log;
        let stream = self.held.logs[log].stream.clone();
        *self.held.counts.entry(stream).or_default() += 1;
        self.held.entries.push(Entry { id, op, tree, field });
        self.held.by_id.insert(id, at);
        self.awaited.remove(&id);
        field
    }

    /// Folds one field again, with what waits in it.
    fn fold_again(&mut self, field: usize) {
        for op in &self.held.fields[field].1 {
            self.first.remove(&self.held.entries[*op].id);
        }
        let saved = self.fold_field(field);
        for op in 0..self.held.fields[field].1.len() {
            let op = self.held.fields[field].1[op];
            let Some(waiting) = self.waits(op) else { continue };
            match (self.waiting.binary_search(&waiting), saved.contains(&op)) {
                (Ok(at), true) => drop(self.waiting.remove(at)),
                (Err(at), false) => self.waiting.insert(at, waiting),
                _ => {}
            }
        }
    }
}

fn key_of(stream: &StreamName, says: &Draft) -> FieldKey {
    FieldKey {
        stream: stream.clone(),
        entity: says.entity.clone(),
        field: says.field.clone(),
    }
}
