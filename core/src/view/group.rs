//! 全组: every visit, every phone, and the summary for the evening meeting.

use std::collections::BTreeMap;

use super::shown::Packs;
use super::summary::{Progress, Summaries};
use super::sync::stream_name;
use super::tasks::{VisitState, VisitTask, task, visits};
use super::today::{Today, of_today};
use crate::ids::{GroupId, MemberId, StreamName, WriterId};
use crate::lead::{Gap, gaps};
use crate::merge::{Flagged, Fork, State};
use crate::model::Role;
use crate::notebook::Notebook;
use crate::{Error, Sentence};

/// A visit in the list.
pub type VisitRow = VisitTask;

/// A phone of the group, as far as its log is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhoneRow {
    /// The writer.
    pub writer: WriterId,
    /// Whose, as what.
    pub member: MemberId,
    /// As what.
    pub role: Role,
    /// Ops known here.
    pub ops: usize,
    /// Of them 待处理.
    pub waiting: usize,
    /// When the last of them was written, by its clock; none when nothing came yet.
    pub last: Option<i64>,
    /// Whether it was ended.
    pub ended: bool,
    /// Whether its log forks: somebody cloned it.
    pub cloned: bool,
}

/// A gap in somebody's log that something waits behind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GapRow {
    /// The gap, for the verb.
    pub gap: Gap,
    /// What its stream is called.
    pub name: Sentence,
}

/// Every phone with a credential that stands, with its group, in the order of their keys.
pub(super) fn phones(state: &State) -> Vec<(Option<GroupId>, PhoneRow)> {
    let mut waiting: BTreeMap<WriterId, usize> = BTreeMap::new();
    for one in state.waiting() {
        *waiting.entry(one.writer).or_default() += 1;
    }
    let (activity, forks) = (state.activity(), state.forks());
    let row = |(writer, member, role, group): (&WriterId, &MemberId, Role, Option<&GroupId>)| {
        let phone = PhoneRow {
            writer: *writer,
            member: member.clone(),
            role,
            ops: activity.get(writer).map_or(0, |(count, _)| *count),
            waiting: waiting.get(writer).copied().unwrap_or(0),
            last: activity.get(writer).map(|(_, last)| *last),
            ended: state.is_ended(writer),
            cloned: forks.iter().any(|fork| fork.writer == *writer),
        };
        (group.cloned(), phone)
    };
    state.people().map(row).collect()
}

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GroupScreen {
    /// Visits.
    pub visits: Vec<VisitRow>,
    /// Phones.
    pub phones: Vec<PhoneRow>,
    /// The writer of this one.
    pub here: WriterId,
    /// Gaps that something waits behind.
    pub gaps: Vec<GapRow>,
    /// Cloned phones.
    pub forks: Vec<Fork>,
    /// People ended on one phone and enrolled on another.
    pub flagged: Vec<Flagged>,
    /// Over all visits.
    pub total: Progress,
    /// How many visits are signed.
    pub signed: usize,
    /// What was done today, for the evening meeting.
    pub today: Today,
}

/// The screen of a group.
///
/// # Errors
/// When the store cannot be read.
pub fn group(
    notebook: &Notebook,
    packs: &Packs,
    summaries: &mut Summaries,
    home: &StreamName,
) -> Result<GroupScreen, Error> {
    let state = notebook.state();
    let rows: Vec<VisitRow> = visits(notebook, home)
        .iter()
        .map(|visit| task(notebook, packs, summaries, home, visit))
        .collect::<Result<_, _>>()?;
    let mut total = Progress::default();
    for row in &rows {
        total.asked += row.progress.asked;
        total.answered += row.progress.answered;
        total.to_check += row.progress.to_check;
        total.differing += row.progress.differing;
        total.not_met += row.progress.not_met;
    }
    let named_gaps = gaps(notebook)
        .into_iter()
        .map(|gap| {
            let name = stream_name(notebook, packs, &gap.stream)?;
            Ok(GapRow { gap, name })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let phones = phones(state)
        .into_iter()
        .filter(|(group, _)| group.as_ref() == home.group());
    Ok(GroupScreen {
        phones: phones.map(|(_, phone)| phone).collect(),
        here: *notebook.id(),
        gaps: named_gaps,
        forks: state.forks(),
        flagged: state.flagged(),
        signed: rows.iter().filter(|row| row.state == VisitState::Signed).count(),
        visits: rows,
        total,
        today: of_today(notebook, home),
    })
}
