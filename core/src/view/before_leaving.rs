//! 离开前: what is missing, what to feed back, the code for the paper, and what the visit asked of the place.

use super::findings::FindingRow;
use super::methods::{Burden, methods};
use super::shown::Packs;
use super::unfinished::Unfinished;
use super::visit::{Filter, Row, visit as visit_screen};
use crate::Error;
use crate::field::{NoteKind, Signed};
use crate::ids::StreamName;
use crate::judge::Verdict;
use crate::merge::Withdrawn;
use crate::notebook::Notebook;

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BeforeLeaving {
    /// What the place is called.
    pub place: String,
    /// Whether the visit is signed off and takes nothing more.
    pub closed: bool,
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
    /// Signatures with their 核验码, the one that leaves out least first.
    pub signatures: Vec<Signed>,
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
    Ok(BeforeLeaving {
        place: screen.place,
        closed: screen.site.closed,
        missing,
        to_check,
        differing,
        unfinished: used.unfinished,
        findings,
        signatures: screen.signatures,
        burden: used.burden,
    })
}
