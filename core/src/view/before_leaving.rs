//! 离开前: what is missing, what to feed back, the code for the paper, and what the visit asked of the place.

use std::collections::BTreeSet;

use super::findings::{FindingRow, of_visit};
use super::shown::Packs;
use super::visit::{Filter, Row, visit as visit_screen};
use crate::Error;
use crate::change::FrontierCode;
use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::judge::Verdict;
use crate::merge::Withdrawn;
use crate::notebook::Notebook;

/// What a visit asked of the place: derived, never typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Burden {
    /// Documents asked for.
    pub documents: usize,
    /// Talks held.
    pub talks: usize,
    /// Interviews held.
    pub interviews: usize,
    /// Ledgers looked into.
    pub ledgers: usize,
    /// Minutes from the first thing written to the last, by the phones' clocks. Opening, closing and signing are none.
    pub minutes: i64,
}

/// The screen.
#[derive(Debug, Clone)]
pub struct BeforeLeaving {
    /// 未答.
    pub missing: Vec<Row>,
    /// 待核.
    pub to_check: Vec<Row>,
    /// 两个答案.
    pub differing: Vec<Row>,
    /// Findings to feed back, with what the place answered.
    pub findings: Vec<FindingRow>,
    /// 核验码 of each signature and how many ops it does not cover.
    pub codes: Vec<(FrontierCode, usize)>,
    /// What it asked of the place.
    pub burden: Burden,
}

/// The screen of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn before_leaving(notebook: &Notebook, packs: &Packs, visit: &StreamName) -> Result<BeforeLeaving, Error> {
    let screen = visit_screen(notebook, packs, visit, Filter::All)?;
    let (mut missing, mut to_check, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for row in screen.rows {
        let verdict = row.judgement.as_ref().map(|judgement| judgement.verdict);
        match (row.answers.len(), verdict) {
            (0, None) => missing.push(row),
            (_, Some(Verdict::ToCheck)) => to_check.push(row),
            (2.., _) => differing.push(row),
            _ => {}
        }
    }
    let mut findings = of_visit(notebook, visit)?;
    findings.retain(|row| row.kind == NoteKind::Finding && row.withdrawn != Withdrawn::Yes);
    let codes = screen
        .signatures
        .iter()
        .map(|signed| (signed.frontier.code(), signed.outside));
    Ok(BeforeLeaving {
        missing,
        to_check,
        differing,
        findings,
        codes: codes.collect(),
        burden: burden(notebook, visit),
    })
}

fn burden(notebook: &Notebook, visit: &StreamName) -> Burden {
    let state = notebook.state();
    let count = |kind: &str| {
        let things: BTreeSet<&str> = state
            .fields_of_kind(visit, kind)
            .map(|field| &*field.key.entity.key)
            .collect();
        things.len()
    };
    let fields = state.fields_in(visit);
    let work = fields.filter(|field| !matches!(&*field.key.entity.kind, "visit" | "sign_off" | "frontier" | "backup"));
    let moments = work.flat_map(|field| &field.statements).flat_map(|said| &said.ops);
    let walls = moments.filter_map(|op| Some(state.op(op)?.op.says()?.at.wall));
    let (first, last) = walls.fold((i64::MAX, i64::MIN), |(first, last), wall| {
        (first.min(wall), last.max(wall))
    });
    Burden {
        documents: count("document"),
        talks: count("talk"),
        interviews: count("interview"),
        ledgers: count("ledger"),
        minutes: last.saturating_sub(first).max(0) / 60_000,
    }
}
