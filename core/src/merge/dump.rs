//! The canonical dump: everything people would see, as lines of text that two replicas compare.
//!
//! Equal sets of ops give equal bytes, whatever their order was; no word of it is a name of this program's insides. It holds hashes of texts, never texts, so it may be
//! shown to anybody who may read the streams. Keys end their lines, since only they may hold spaces.

use std::collections::BTreeSet;
use std::fmt::{Result, Write};

use super::field::Field;
use super::release::Release;
use super::state::State;
use super::waiting::Reason;
use super::withdrawal::Withdrawn;
use crate::canonical::hex;
use crate::change::Entity;
use crate::ids::StreamName;
use crate::model::{FieldType, Role};

impl State {
    /// The dump.
    #[must_use]
    pub fn canonical_dump(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.dump(&mut out);
        out
    }

    fn dump(&self, out: &mut String) -> Result {
        writeln!(out, "crosscheck-dump-1 {}", self.campaign())?;
        self.dump_ops(out)?;
        for field in self.fields() {
            dump_field(field, out)?;
        }
        self.dump_things(out)?;
        for fork in self.forks() {
            writeln!(out, "fork {} {} {}", fork.stream, fork.writer, fork.seq)?;
        }
        for flagged in self.flagged() {
            writeln!(out, "flagged {} {} {}", flagged.ended, flagged.other, flagged.member)?;
        }
        Ok(())
    }

    fn dump_ops(&self, out: &mut String) -> Result {
        let mut ops: Vec<_> = (0..self.held.entries.len()).collect();
        ops.sort_by_cached_key(|op| {
            let entry = &self.held.entries[*op];
            (
                self.held.stream(*op).to_string(),
                *self.held.writer(*op),
                entry.op.seq(),
                entry.id,
            )
        });
        for op in ops {
            let entry = &self.held.entries[op];
            let (stream, writer, seq) = (self.held.stream(op), self.held.writer(op), entry.op.seq());
            let place = format!("op {stream} {writer} {seq} {}", entry.id);
            match self.judged.reasons[op] {
                Some(Reason::Gap(seq)) => writeln!(out, "{place} waits merge-wait-gap {seq}")?,
                Some(reason) => writeln!(out, "{place} waits {}", reason.sentence().code())?,
                None => {
                    let role = self.judged.standing[op].map_or(0, Role::number);
                    writeln!(out, "{place} valid {role}")?;
                }
            }
        }
        for waiting in self.waiting() {
            writeln!(
                out,
                "waits {} {} {} {}",
                waiting.stream, waiting.writer, waiting.seq, waiting.op
            )?;
        }
        Ok(())
    }

    fn dump_things(&self, out: &mut String) -> Result {
        let withdrawn = self.fields().filter(|field| field.kind() == FieldType::Withdrawal);
        let things: BTreeSet<(&StreamName, &Entity)> =
            withdrawn.map(|field| (&field.key.stream, &field.key.entity)).collect();
        for (stream, entity) in things {
            let state = match self.withdrawn(stream, entity) {
                Withdrawn::No => "no",
                Withdrawn::Yes => "yes",
                Withdrawn::Changed => "changed",
            };
            writeln!(out, "withdrawn {stream} {state} {} {}", entity.kind, entity.key)?;
        }
        let streams: BTreeSet<&StreamName> = self.fields().map(|field| &field.key.stream).collect();
        for stream in streams {
            for (reserve, release, unit) in self.releases(stream) {
                let unit = unit.map(|unit| hex(unit.as_bytes())).unwrap_or_default();
                writeln!(out, "release {stream} {} {unit} {reserve}", word(release))?;
            }
        }
        Ok(())
    }
}

fn word(release: Release) -> &'static str {
    match release {
        Release::None => "none",
        Release::OneName => "one-name",
        Release::Differs => "differs",
        Release::Counts => "counts",
        Release::Twice => "twice",
    }
}

fn dump_field(field: &Field, out: &mut String) -> Result {
    let key = &field.key;
    writeln!(
        out,
        "field {} {} {} {}",
        key.stream, key.entity.kind, key.field, key.entity.key
    )?;
    for head in field.heads() {
        let decision = if head.decision { "decides" } else { "says" };
        let value = hex(head.value.as_bytes());
        writeln!(out, "  head {} {decision} {} {value}", head.first, head.member)?;
    }
    if field.is_conflict() {
        writeln!(out, "  undecided")?;
    }
    Ok(())
}
