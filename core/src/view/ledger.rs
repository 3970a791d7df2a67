//! 台账抽查: the ordinals drawn of each ledger, one row each, what was found of it, and what that can promise.

use super::shown::Seen;
use super::thing::{Thing, Words, rows};
use crate::field::{Entry, EntryVerdict, LedgerState, OnSiteDraw, ledger_state_in, words_of};
use crate::ids::StreamName;
use crate::judge::Sample;
use crate::notebook::Notebook;
use crate::{Error, Sentence};

/// An entry that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct EntryRow {
    /// Its number in the ledger.
    pub ordinal: u64,
    /// Whether it is a reserve.
    pub reserve: bool,
    /// 齐全, 缺项 or 矛盾: none yet, one, or two that differ.
    pub verdicts: Vec<EntryVerdict>,
    /// Why, of everybody who wrote it.
    pub reasons: Words,
    /// What the screen showed of it, for the verb.
    pub seen: Seen,
}

/// One ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LedgerRow {
    /// The thing, for the verbs.
    pub thing: Thing,
    /// What it is called, of everybody who wrote it.
    pub title: Words,
    /// How its entries are numbered; empty where the words are not held here.
    pub numbering: String,
    /// 由被检单位翻阅,只核要件: said of a ledger about persons.
    pub notice: Option<Sentence>,
    /// The indicator it is checked for.
    pub indicator: Option<(u64, String)>,
    /// Which of the visit's draws of ledgers names its ordinals.
    pub draw: u32,
    /// N and n; none while nothing is drawn, or two draws are undecided.
    pub drawn: Option<(u64, u64)>,
    /// The difference between the ledger and the number of entries it should have, offered as a finding.
    pub mismatch: Option<Sentence>,
    /// The drawn entries in the order of the draw, reserves last.
    pub entries: Vec<EntryRow>,
    /// How many are 齐全, 缺项, 矛盾; those with two verdicts are none of them.
    pub counts: [u64; 3],
    /// How many still need a look or a decision.
    pub open: usize,
    /// What the draw can promise.
    pub power: Option<Sentence>,
    /// N, n and x as an answer's sample, once no entry is open.
    pub sample: Option<Sample>,
}

fn entry(notebook: &Notebook, visit: &StreamName, thing: &Thing, entry: &Entry) -> Result<EntryRow, Error> {
    let seen = thing.seen.get(&format!("entry.{}", entry.ordinal));
    Ok(EntryRow {
        ordinal: entry.ordinal,
        reserve: entry.reserve,
        verdicts: entry.verdicts.clone(),
        reasons: words_of(notebook, visit, &thing.entity, &format!("why.{}", entry.ordinal))?,
        seen: seen.cloned().unwrap_or_default(),
    })
}

fn row(notebook: &Notebook, visit: &StreamName, thing: Thing, state: &LedgerState) -> Result<LedgerRow, Error> {
    let checked = &state.checked.ledger;
    let entries = state.entries.iter().map(|one| entry(notebook, visit, &thing, one));
    Ok(LedgerRow {
        title: words_of(notebook, visit, &thing.entity, "title")?,
        numbering: notebook.text(visit, &state.checked.numbering)?.unwrap_or_default(),
        notice: checked.about_persons.then(|| Sentence::new("method-ledger-persons")),
        indicator: checked.indicator.clone(),
        draw: checked.draw,
        drawn: state.record.as_ref().map(|record| (record.population, record.sample)),
        mismatch: state.record.as_ref().and_then(crate::draw::onsite::Record::mismatch),
        entries: entries.collect::<Result<_, _>>()?,
        counts: EntryVerdict::ALL.map(|verdict| state.count(verdict)),
        open: state.open(),
        power: state.power(None)?,
        sample: state.sample(),
        thing,
    })
}

/// The ledgers of a visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn ledgers(notebook: &Notebook, visit: &StreamName) -> Result<Vec<LedgerRow>, Error> {
    ledgers_of(notebook, visit, &crate::field::on_site_draws(notebook, visit)?)
}

/// The same where the draws of the visit were repeated already.
pub(super) fn ledgers_of(
    notebook: &Notebook,
    visit: &StreamName,
    draws: &[OnSiteDraw],
) -> Result<Vec<LedgerRow>, Error> {
    rows(notebook, visit, "ledger", |thing| {
        let state = ledger_state_in(notebook, visit, &thing.entity, draws);
        state.map(|state| row(notebook, visit, thing, &state)).transpose()
    })
}
