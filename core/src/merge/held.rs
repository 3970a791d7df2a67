//! What a replica holds, before anything is judged: ops once each, their trees, and which ops are about one field.

use std::collections::{BTreeMap, HashMap};

use super::branches::{Piece, Tree};
use super::field::FieldKey;
use super::run::Run;
use crate::change::{Draft, Entity, Op};
use crate::ids::{CampaignId, OpId, StreamName, WriterId};

/// One op of the fold.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: OpId,
    pub(super) op: Op,
    pub(super) tree: usize,
    /// Which field it is about; none when a later version wrote it.
    pub(super) field: Option<usize>,
}

/// One writer in one stream.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) writer: WriterId,
    pub(super) stream: StreamName,
    pub(super) tree: Tree,
}

/// Ops, trees and fields of a replica.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) campaign: CampaignId,
    pub(super) entries: Vec<Entry>,
    pub(super) by_id: HashMap<OpId, usize>,
    pub(super) logs: Vec<Log>,
    /// Which log is whose.
    by_name: HashMap<WriterId, HashMap<StreamName, usize>>,
    /// Every field with its ops.
    pub(super) fields: Vec<(FieldKey, Vec<usize>)>,
    /// How many ops of each stream are held.
    pub(super) counts: HashMap<StreamName, usize>,
}

impl Held {
    pub(super) fn new(campaign: CampaignId, runs: impl IntoIterator<Item = Run>) -> Self {
        let mut held = Self {
            campaign,
            entries: Vec::new(),
            by_id: HashMap::new(),
            logs: Vec::new(),
            by_name: HashMap::new(),
            fields: Vec::new(),
            counts: HashMap::new(),
        };
        let mut pieces: BTreeMap<(WriterId, String), Vec<Piece>> = BTreeMap::new();
        let mut trees: HashMap<(WriterId, String), usize> = HashMap::new();
        for run in runs.into_iter().filter(|run| !run.ops.is_empty() && run.from > 0) {
            let name = (run.writer, run.stream.to_string());
            let next = trees.len();
            let tree = *trees.entry(name.clone()).or_insert(next);
            let piece = held.take(run, &name.1, tree);
            pieces.entry(name).or_default().push(piece);
        }
        held.grow(pieces, &trees);
        held.sort_fields();
        for entry in &held.entries {
            let stream = &held.logs[entry.tree].stream;
            *held.counts.entry(stream.clone()).or_default() += 1;
        }
        held
    }

    fn take(&mut self, run: Run, stream: &str, tree: usize) -> Piece {
        let mut piece = Piece {
            from: run.from,
            before: run.before,
            root: run.root,
            ids: Vec::with_capacity(run.ops.len()),
            ops: Vec::with_capacity(run.ops.len()),
        };
        for op in run.ops {
            let id = OpId::of_named(&self.campaign, &run.writer, stream, op.as_bytes());
            let known = *self.by_id.entry(id).or_insert(self.entries.len());
            if known == self.entries.len() {
                let field = None;
                self.entries.push(Entry { id, op, tree, field });
            }
            piece.ids.push(id);
            piece.ops.push(known);
        }
        piece
    }

    fn grow(&mut self, pieces: BTreeMap<(WriterId, String), Vec<Piece>>, trees: &HashMap<(WriterId, String), usize>) {
        let mut logs: BTreeMap<usize, Log> = BTreeMap::new();
        for ((writer, name), pieces) in pieces {
            // The name was written out from a stream just above.
            let (Ok(stream), Some(at)) = (name.parse(), trees.get(&(writer, name))) else {
                continue;
            };
            let tree = Tree::grow(pieces);
            logs.insert(*at, Log { writer, stream, tree });
        }
        for log in logs.into_values() {
            self.add_log(log);
        }
    }

    /// Adds a log and gives its number.
    pub(super) fn add_log(&mut self, log: Log) -> usize {
        let at = self.logs.len();
        let streams = self.by_name.entry(log.writer).or_default();
        streams.insert(log.stream.clone(), at);
        self.logs.push(log);
        at
    }

    /// The number of a writer's log in a stream.
    pub(super) fn log_of(&self, writer: &WriterId, stream: &StreamName) -> Option<usize> {
        self.by_name.get(writer)?.get(stream).copied()
    }

    fn sort_fields(&mut self) {
        let mut fields: HashMap<(usize, &Entity, &str), Vec<usize>> = HashMap::new();
        let mut streams: HashMap<&StreamName, usize> = HashMap::new();
        let mut names: Vec<&StreamName> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(says) = entry.op.says() else { continue };
            let stream = &self.logs[entry.tree].stream;
            let number = *streams.entry(stream).or_insert_with(|| {
                names.push(stream);
                names.len() - 1
            });
            fields.entry((number, &says.entity, &*says.field)).or_default().push(at);
        }
        let keyed = fields.into_iter().map(|((stream, entity, field), ops)| {
            let key = FieldKey {
                stream: names[stream].clone(),
                entity: entity.clone(),
                field: field.into(),
            };
            (key, ops)
        });
        let keyed: Vec<(FieldKey, Vec<usize>)> = keyed.collect();
        for (at, (_, ops)) in keyed.iter().enumerate() {
            for op in ops {
                self.entries[*op].field = Some(at);
            }
        }
        self.fields = keyed;
    }

    pub(super) fn log(&self, op: usize) -> &Log {
        &self.logs[self.entries[op].tree]
    }

    pub(super) fn stream(&self, op: usize) -> &StreamName {
        &self.log(op).stream
    }

    pub(super) fn writer(&self, op: usize) -> &WriterId {
        &self.log(op).writer
    }

    pub(super) fn says(&self, op: usize) -> Option<&Draft> {
        self.entries[op].op.says()
    }
}
