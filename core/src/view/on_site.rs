//! 现场抽取: the draws made at a visit, every attempt at each, and the record of the one that counts.

use crate::draw::onsite::Record;
use crate::field::{OnSite, OnSiteDraw, Outcome, Tried, can_reveal, on_site_draws};
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::{Error, Sentence};

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AttemptRow {
    /// What was fixed, by whom, and what became of it.
    pub tried: Tried,
    /// According to what the list should hold so many; empty where the words are not held here.
    pub according_to: String,
    /// The difference between the list and the number it should hold, offered as a finding.
    pub mismatch: Option<Sentence>,
    /// Whether it is the one that counts.
    pub chosen: bool,
    /// Whether its secret lies on this machine, so that it can be revealed here.
    pub here: bool,
}

/// One draw.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OnSiteRow {
    /// Which.
    pub which: OnSite,
    /// Every attempt, by its commitment.
    pub attempts: Vec<AttemptRow>,
    /// The record of the attempt that counts, with which anybody repeats it; none while there is none, or two.
    pub record: Option<Record>,
    /// 两个答案: two attempts are said to count.
    pub undecided: bool,
}

impl OnSiteRow {
    /// Whether it was committed to and nothing is drawn yet.
    #[must_use]
    pub fn unrevealed(&self) -> bool {
        let open = |row: &AttemptRow| row.tried.outcome == Outcome::Open;
        let drawn = |row: &AttemptRow| row.chosen && matches!(row.tried.outcome, Outcome::Drawn(_) | Outcome::NotHere);
        self.attempts.iter().any(open) && !self.attempts.iter().any(drawn)
    }
}

fn attempt(notebook: &Notebook, visit: &StreamName, draw: &OnSiteDraw, tried: &Tried) -> Result<AttemptRow, Error> {
    let according_to = notebook.text(visit, &tried.fixed.according_to)?.unwrap_or_default();
    let open = tried.outcome == Outcome::Open;
    Ok(AttemptRow {
        mismatch: crate::draw::onsite::mismatch(tried.fixed.population, tried.fixed.expected, &according_to),
        according_to,
        chosen: draw.chosen.contains(&tried.commitment),
        here: open && can_reveal(notebook, visit, &draw.which, &tried.commitment)?,
        tried: tried.clone(),
    })
}

/// The draws of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn on_site(notebook: &Notebook, visit: &StreamName) -> Result<Vec<OnSiteRow>, Error> {
    on_site_of(notebook, visit, &on_site_draws(notebook, visit)?)
}

/// The same where the draws were repeated already.
pub(super) fn on_site_of(
    notebook: &Notebook,
    visit: &StreamName,
    draws: &[OnSiteDraw],
) -> Result<Vec<OnSiteRow>, Error> {
    let row = |draw: &OnSiteDraw| {
        let attempts = draw.tried.iter().map(|tried| attempt(notebook, visit, draw, tried));
        Ok(OnSiteRow {
            which: draw.which.clone(),
            attempts: attempts.collect::<Result<_, Error>>()?,
            record: draw.record().cloned(),
            undecided: draw.chosen.len() > 1,
        })
    };
    draws.iter().map(row).collect()
}
