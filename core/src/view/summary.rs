//! How far a visit is: counted once and kept until something of the visit changes.
//!
//! A group's screen shows hundreds of visits, and judging each answer again for every look would take longer than a
//! blink. What is kept here is worth nothing: it is counted again whenever the ops a visit rests on are others.

use std::collections::HashMap;

use super::shown::Packs;
use super::visit::VisitSite;
use crate::field::read_said;
use crate::ids::StreamName;
use crate::judge::{Verdict, judge};
use crate::notebook::{Notebook, Stand};

/// How far a visit is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Progress {
    /// Indicators asked at such a site.
    pub asked: usize,
    /// Of them answered, or found not to apply.
    pub answered: usize,
    /// 待核.
    pub to_check: usize,
    /// 两个答案.
    pub differing: usize,
    /// 未达标.
    pub not_met: usize,
}

/// Progress of visits, by what they rested on when it was counted.
#[derive(Debug, Default)]
pub struct Summaries(HashMap<StreamName, (Stand, Progress)>);

impl Summaries {
    /// How far a visit is.
    pub fn of(&mut self, notebook: &Notebook, packs: &Packs, visit: &StreamName) -> Progress {
        let stand = notebook.stand(visit);
        match self.0.get(visit) {
            Some((known, progress)) if *known == stand => *progress,
            _ => {
                let progress = count(notebook, packs, visit);
                self.0.insert(visit.clone(), (stand, progress));
                progress
            }
        }
    }
}

fn count(notebook: &Notebook, packs: &Packs, visit: &StreamName) -> Progress {
    let site = VisitSite::read(notebook, visit);
    let circumstances = site.circumstances();
    let mut progress = Progress::default();
    for (number, indicator) in packs.asked(&site.packs, &site.kind) {
        progress.asked += 1;
        let entity = crate::field::answer_entity(number, indicator.id());
        let field = notebook.state().field(visit, &entity, "value");
        let values = field.map(|field| field.values()).unwrap_or_default();
        let judgement = match values[..] {
            [] => judge(indicator, None, &circumstances),
            [value] => {
                // Words are not counted, so they are not read.
                let said = read_said(value, "", |_| None).ok();
                judge(indicator, said.as_ref().map(|said| &said.answer), &circumstances)
            }
            _ => {
                progress.differing += 1;
                progress.answered += 1;
                continue;
            }
        };
        let Some(judgement) = judgement else { continue };
        progress.answered += 1;
        match judgement.verdict {
            Verdict::ToCheck => progress.to_check += 1,
            Verdict::NotMet => progress.not_met += 1,
            _ => {}
        }
    }
    progress
}
