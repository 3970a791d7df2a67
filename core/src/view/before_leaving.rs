//! 离开前: what is missing, what to feed back, the code for the paper, and what the visit asked of the place.

use super::findings::FindingRow;
use super::methods::{Burden, methods};
use super::shown::Packs;
use super::unfinished::Unfinished;
use super::visit::{Filter, Row, visit as visit_screen};
use crate::Error;
use crate::change::FrontierCode;
use crate::field::NoteKind;
use crate::ids::StreamName;
use crate::judge::Verdict;
use crate::merge::Withdrawn;
use crate::notebook::Notebook;

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BeforeLeaving {
    /// 未答.
    pub missing: Vec<Row>,
    /// 待核.
    pub to_check: Vec<Row>,
    /// 两个答案.
    pub differing: Vec<Row>,
    /// What the methods say is not finished.
    pub unfinished: Vec<Unfinished>,
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
    let used = methods(notebook, visit)?;
    let mut findings = used.findings;
    findings.retain(|row| row.kind == NoteKind::Finding && row.withdrawn != Withdrawn::Yes);
    let codes = screen
        .signatures
        .iter()
        .map(|signed| (signed.frontier.code(), signed.outside));
    Ok(BeforeLeaving {
        missing,
        to_check,
        differing,
        unfinished: used.unfinished,
        findings,
        codes: codes.collect(),
        burden: used.burden,
    })
}
