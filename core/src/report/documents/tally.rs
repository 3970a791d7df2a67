//! Verdicts of an indicator, or of many, counted over sites: a distribution, never a verdict of a place.

use crate::judge::Verdict;
use crate::report::wording;
use crate::view::{Asked, SiteAnswer};

/// How many sites say what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub met: u64,
    pub not_met: u64,
    pub to_check: u64,
    pub recorded: u64,
    pub exempt: u64,
    pub differing: u64,
    pub unanswered: u64,
    /// Places of the sites that do not meet it.
    pub failing: Vec<usize>,
}

impl Tally {
    /// Sites of one indicator that pass a test.
    pub fn of(asked: &Asked, mut wanted: impl FnMut(usize) -> bool) -> Self {
        let mut tally = Self::default();
        for answer in asked.sites.iter().filter(|answer| wanted(answer.site)) {
            tally.add(answer);
        }
        tally
    }

    /// Of many indicators together.
    pub fn over<'a>(asked: impl IntoIterator<Item = &'a Asked>, wanted: impl Fn(usize) -> bool) -> Self {
        let mut tally = Self::default();
        for row in asked {
            row.sites
                .iter()
                .filter(|answer| wanted(answer.site))
                .for_each(|answer| tally.add(answer));
        }
        tally
    }

    fn add(&mut self, answer: &SiteAnswer) {
        match answer.verdict {
            _ if answer.differs => self.differing += 1,
            None => self.unanswered += 1,
            Some(Verdict::Met) => self.met += 1,
            Some(Verdict::NotMet) => {
                self.not_met += 1;
                self.failing.push(answer.site);
            }
            Some(Verdict::ToCheck) => self.to_check += 1,
            Some(Verdict::Recorded) => self.recorded += 1,
            Some(Verdict::NotApplicable) => self.exempt += 1,
        }
    }

    /// Looked at and held to a threshold: met, not met, or still to be checked.
    pub fn judged(&self) -> u64 {
        self.met + self.not_met + self.to_check
    }

    /// Everything that was answered.
    pub fn answered(&self) -> u64 {
        self.judged() + self.recorded + self.exempt + self.differing
    }

    /// The share that meets it.
    pub fn rate(&self) -> String {
        wording::rate(self.met, self.judged())
    }
}
