//! The five methods at one visit: what was held, asked, drawn, looked at and noted, what is not finished of it, and what
//! it asked of the place.

use super::document::{DocumentRow, SiteNoteRow, documents, site_notes};
use super::findings::{FindingRow, findings_of};
use super::interview::{InterviewRow, interviews};
use super::ledger::{LedgerRow, ledgers_of};
use super::on_site::{OnSiteRow, on_site_of};
use super::talk::{TalkRow, talks};
use super::unfinished::{Unfinished, unfinished};
use super::visit::is_closed;
use crate::Error;
use crate::field::{on_site_draws, things};
use crate::ids::StreamName;
use crate::merge::Withdrawn;
use crate::notebook::Notebook;

/// What a visit asked of the place (迎检负担): derived, never typed. What was withdrawn is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Burden {
    /// Documents asked for.
    pub documents: usize,
    /// Talks held.
    pub talks: usize,
    /// Interviews held.
    pub interviews: usize,
    /// People of the place in talks and interviews; somebody in two of them counts twice.
    pub people: u64,
    /// Ledgers looked into.
    pub ledgers: usize,
    /// Entries of them that were looked at.
    pub entries: usize,
    /// Minutes from the first thing written to the last, by the phones' clocks. Opening, closing and signing are none.
    pub minutes: i64,
}

/// The methods of a visit. Withdrawn things are in the lists and say so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MethodsScreen {
    /// 座谈.
    pub talks: Vec<TalkRow>,
    /// 现场访谈.
    pub interviews: Vec<InterviewRow>,
    /// 查验台账.
    pub ledgers: Vec<LedgerRow>,
    /// 随机抽查.
    pub draws: Vec<OnSiteRow>,
    /// Documents.
    pub documents: Vec<DocumentRow>,
    /// 实地考察.
    pub site_notes: Vec<SiteNoteRow>,
    /// 问题, 经验做法, 困难建议.
    pub findings: Vec<FindingRow>,
    /// How many photos.
    pub photos: usize,
    /// Whether the visit is signed off and takes nothing more.
    pub closed: bool,
    /// What is not finished.
    pub unfinished: Vec<Unfinished>,
    /// What it asked of the place.
    pub burden: Burden,
}

/// The methods of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn methods(notebook: &Notebook, visit: &StreamName) -> Result<MethodsScreen, Error> {
    let draws = on_site_draws(notebook, visit)?;
    let photos = things(notebook, visit, "photo");
    let standing = |photo: &&_| notebook.state().withdrawn(visit, photo) != Withdrawn::Yes;
    let mut screen = MethodsScreen {
        talks: talks(notebook, visit)?,
        interviews: interviews(notebook, visit)?,
        ledgers: ledgers_of(notebook, visit, &draws)?,
        draws: on_site_of(notebook, visit, &draws)?,
        documents: documents(notebook, visit)?,
        site_notes: site_notes(notebook, visit)?,
        findings: findings_of(notebook, visit)?,
        photos: photos.iter().filter(standing).count(),
        closed: is_closed(notebook, visit),
        unfinished: Vec::new(),
        burden: Burden::default(),
    };
    screen.unfinished = unfinished(&screen);
    screen.burden = burden(notebook, visit, &screen);
    Ok(screen)
}

fn burden(notebook: &Notebook, visit: &StreamName, screen: &MethodsScreen) -> Burden {
    let talks: Vec<_> = screen.talks.iter().filter(|row| row.thing.counts()).collect();
    let interviews: Vec<_> = screen.interviews.iter().filter(|row| row.thing.counts()).collect();
    let ledgers: Vec<_> = screen.ledgers.iter().filter(|row| row.thing.counts()).collect();
    let entries = ledgers.iter().flat_map(|row| &row.entries);
    let talked = talks.iter().map(|row| row.people());
    let people = talked.chain(interviews.iter().map(|row| row.group));
    Burden {
        documents: screen.documents.iter().filter(|row| row.thing.counts()).count(),
        people: people.fold(0, u64::saturating_add),
        entries: entries.filter(|entry| !entry.verdicts.is_empty()).count(),
        talks: talks.len(),
        interviews: interviews.len(),
        ledgers: ledgers.len(),
        minutes: minutes(notebook, visit),
    }
}

fn minutes(notebook: &Notebook, visit: &StreamName) -> i64 {
    let state = notebook.state();
    let fields = state.fields_in(visit);
    let work = fields.filter(|field| !matches!(&*field.key.entity.kind, "visit" | "sign_off" | "frontier" | "backup"));
    let moments = work.flat_map(|field| &field.statements).flat_map(|said| &said.ops);
    let walls = moments.filter_map(|op| Some(state.op(op)?.op.says()?.at.wall));
    let (first, last) = walls.fold((i64::MAX, i64::MIN), |(first, last), wall| {
        (first.min(wall), last.max(wall))
    });
    last.saturating_sub(first).max(0) / 60_000
}
