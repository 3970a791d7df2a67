//! 检查记录单 and 交接单: what stands on the two papers that stay with the inspected place.
//!
//! The sheet says what was asked and found, with the 核验码 both sides sign beside; the slip says which entries of a
//! ledger were drawn, and how anybody repeats that. Nobody's name stands on either: members are their keys, the place is
//! its unit, an entry its ordinal.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::campaign::offset;
use super::findings::FindingRow;
use super::ledger::LedgerRow;
use super::methods::{Burden, methods};
use super::report::visit_name;
use super::shown::Packs;
use super::summary::Progress;
use super::thing::{Thing, first};
use super::visit::{Filter, visit as visit_screen};
use crate::change::Entity;
use crate::draw::onsite::Record;
use crate::field::{Interview, LEDGER, NoteKind, OnSite, SeenDocument, Signed, Talk, ledger_state, words_of};
use crate::ids::{MemberId, StreamName};
use crate::merge::Withdrawn;
use crate::model::Role;
use crate::notebook::Notebook;
use crate::{Error, ErrorKind, Sentence};

/// A ledger on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// What it is called.
    pub title: String,
    /// N and n; none while nothing is drawn.
    pub drawn: Option<(u64, u64)>,
    /// How many are 齐全, 缺项, 矛盾.
    pub found: [u64; 3],
    /// How many drawn entries nobody looked at, or two differ on.
    pub open: usize,
}

/// The sheet.
#[derive(Debug, Clone)]
pub struct VisitSheet {
    /// What the place is called.
    pub unit: String,
    /// Its kind.
    pub kind: String,
    /// The group.
    pub group: String,
    /// Which inspection of the place it is.
    pub round: u64,
    /// The days on which something was written there, by the campaign's time.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Who wrote something, by member key.
    pub members: Vec<MemberId>,
    /// How much of the checklist is answered.
    pub progress: Progress,
    /// Talks.
    pub talks: Vec<Talk>,
    /// Interviews: of whom, how many.
    pub interviews: Vec<Interview>,
    /// Ledgers.
    pub ledgers: Vec<LedgerLine>,
    /// Documents, with their titles.
    pub documents: Vec<(String, SeenDocument)>,
    /// Draws of units: of what, N and n. Draws of ledgers stand with them.
    pub draws: Vec<(OnSite, u64, u64)>,
    /// How many notes of what was seen.
    pub site_notes: usize,
    /// How many photos.
    pub photos: usize,
    /// Findings, with what the place answered.
    pub findings: Vec<FindingRow>,
    /// What it asked of the place.
    pub burden: Burden,
    /// What was signed for, the one that leaves out least first.
    pub signed: Vec<Signed>,
}

/// The slip of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSlip {
    /// What the place is called.
    pub unit: String,
    /// What the ledger is called.
    pub title: String,
    /// How its entries are numbered.
    pub numbering: String,
    /// Whether it is about persons.
    pub about_persons: bool,
    /// The draw.
    pub record: Record,
}

fn first_words(notebook: &Notebook, visit: &StreamName, entity: &Entity, what: &str) -> Result<String, Error> {
    let words = words_of(notebook, visit, entity, what)?;
    Ok(words.into_iter().next().map(|(_, words)| words).unwrap_or_default())
}

/// When things were written at a visit and by whom.
pub(super) fn work(notebook: &Notebook, visit: &StreamName) -> (Option<(NaiveDate, NaiveDate)>, Vec<MemberId>) {
    let state = notebook.state();
    let zone = FixedOffset::east_opt(offset(notebook) * 60);
    let (mut days, mut members) = (BTreeSet::new(), BTreeSet::new());
    let said = state.fields_in(visit).flat_map(|field| &field.statements);
    // What a hub said was said elsewhere and later.
    for statement in said.filter(|statement| statement.role != Role::Hub) {
        members.insert(statement.member.clone());
        for op in &statement.ops {
            let wall = state.op(op).and_then(|held| Some(held.op.says()?.at.wall));
            let moment = wall.and_then(DateTime::from_timestamp_millis);
            days.extend(
                zone.zip(moment)
                    .map(|(zone, moment)| moment.with_timezone(&zone).date_naive()),
            );
        }
    }
    let span = days.first().copied().zip(days.last().copied());
    (span, members.into_iter().collect())
}

fn ledger_line(row: &LedgerRow) -> LedgerLine {
    LedgerLine {
        title: first(&row.title).to_owned(),
        drawn: row.drawn,
        found: row.counts,
        open: row.open,
    }
}

/// The rows whose things count.
fn counted<T>(rows: &[T], thing: impl Fn(&T) -> &Thing) -> impl Iterator<Item = &T> {
    rows.iter().filter(move |row| thing(row).counts())
}

/// The sheet of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn visit_sheet(notebook: &Notebook, packs: &Packs, visit: &StreamName) -> Result<VisitSheet, Error> {
    let screen = visit_screen(notebook, packs, visit, Filter::All)?;
    let (days, members) = work(notebook, visit);
    let used = methods(notebook, visit)?;
    let talks = counted(&used.talks, |row| &row.thing).filter_map(|row| row.held.first());
    let interviews = counted(&used.interviews, |row| &row.thing).filter_map(|row| row.asked.first());
    let documents = counted(&used.documents, |row| &row.thing)
        .filter_map(|row| Some((first(&row.title).to_owned(), row.seen.first()?.clone())));
    let draws = used.draws.iter().filter(|row| row.which.kind != LEDGER);
    let draws = draws.filter_map(|row| {
        let record = row.record.as_ref()?;
        Some((row.which.clone(), record.population, record.sample))
    });
    let findings = used.findings.iter();
    let findings = findings.filter(|row| row.kind == NoteKind::Finding && row.withdrawn != Withdrawn::Yes);
    Ok(VisitSheet {
        unit: visit_name(notebook, visit)?,
        kind: screen.site.kind,
        group: visit.group().map(ToString::to_string).unwrap_or_default(),
        round: screen.site.round,
        days,
        members,
        progress: screen.progress,
        talks: talks.cloned().collect(),
        interviews: interviews.copied().collect(),
        ledgers: counted(&used.ledgers, |row| &row.thing).map(ledger_line).collect(),
        documents: documents.collect(),
        draws: draws.collect(),
        site_notes: counted(&used.site_notes, |row| &row.thing).count(),
        photos: used.photos,
        findings: findings.cloned().collect(),
        burden: used.burden,
        signed: screen.signatures,
    })
}

/// The slip of a ledger's draw.
///
/// # Errors
/// [`ErrorKind::NotFound`] when there is no such ledger, or nothing is drawn of it yet; when the store cannot be read.
pub fn ledger_slip(notebook: &Notebook, visit: &StreamName, ledger: &Entity) -> Result<LedgerSlip, Error> {
    let missing = |code| Error::new(ErrorKind::NotFound, Sentence::new(code));
    let state = ledger_state(notebook, visit, ledger)?.ok_or_else(|| missing("method-ledger-unknown"))?;
    Ok(LedgerSlip {
        unit: visit_name(notebook, visit)?,
        title: first_words(notebook, visit, ledger, "title")?,
        numbering: notebook.text(visit, &state.checked.numbering)?.unwrap_or_default(),
        about_persons: state.checked.ledger.about_persons,
        record: state.record.ok_or_else(|| missing("method-ledger-not-drawn"))?,
    })
}
