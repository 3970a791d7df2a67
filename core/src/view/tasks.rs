//! 任务: my group, its areas and days, the visits and the next thing to do.

use super::campaign::title;
use super::shown::{Packs, code};
use super::summary::{Progress, Summaries};
use super::visit::VisitSite;
use crate::Sentence;
use crate::change::Entity;
use crate::field::signed;
use crate::ids::{GroupId, StreamName, VisitHash};
use crate::lead::{Trip, Work, assigned, trips};
use crate::model::Role;
use crate::notebook::Notebook;

/// What is to be done next, one thing only.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Next {
    /// Nothing was opened yet: start a visit.
    OpenVisit,
    /// Two answers differ at a visit.
    Differing(StreamName),
    /// A visit of mine is not finished.
    Finish(StreamName),
    /// A finished visit is not signed.
    Sign(StreamName),
    /// Everything opened is signed.
    Nothing,
}

impl Next {
    /// The words a person reads.
    #[must_use]
    pub fn word(&self) -> Sentence {
        Sentence::new(match self {
            Self::OpenVisit => "view-next-open",
            Self::Differing(_) => "view-next-differing",
            Self::Finish(_) => "view-next-finish",
            Self::Sign(_) => "view-next-sign",
            Self::Nothing => "view-next-nothing",
        })
    }
}

/// How far a visit is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum VisitState {
    /// Nothing answered.
    Opened,
    /// Something answered.
    Running,
    /// Everything asked is answered.
    Answered,
    /// Signed, and nothing came since.
    Signed,
}

impl VisitState {
    /// Every state, in the order a visit goes through them.
    pub const ALL: [Self; 4] = [Self::Opened, Self::Running, Self::Answered, Self::Signed];

    /// The word a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Opened => "view-visit-opened",
            Self::Running => "view-visit-running",
            Self::Answered => "view-visit-answered",
            Self::Signed => "view-visit-signed",
        })
    }
}

/// A visit in the list.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct VisitTask {
    /// Its stream.
    pub visit: StreamName,
    /// What the place is called: city and name, its own name behind that of the unit above where no frame has it.
    pub place: String,
    /// Where and what.
    pub site: VisitSite,
    /// Whether it was given to me, or to nobody.
    pub mine: bool,
    /// How far it is.
    pub progress: Progress,
    /// In one word.
    pub state: VisitState,
}

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Tasks {
    /// Title of the campaign; none until its stream has come.
    pub title: Option<String>,
    /// The group of this phone.
    pub group: Option<GroupId>,
    /// Its role.
    pub role: Option<Role>,
    /// The group's stream; none before a credential came.
    pub home: Option<StreamName>,
    /// The zone that fell to the group.
    pub zone: Option<String>,
    /// Its areas.
    pub areas: Vec<String>,
    /// The work plan.
    pub trips: Vec<Trip>,
    /// Visits, those of mine first.
    pub visits: Vec<VisitTask>,
    /// What to do next.
    pub next: Next,
    /// The same, in words.
    pub next_words: Sentence,
    /// How much lies only on this phone, in words.
    pub unsent: Sentence,
}

/// The visits of a group, in the order of their streams.
pub(super) fn visits(notebook: &Notebook, home: &StreamName) -> Vec<StreamName> {
    let Some(group) = home.group() else {
        return Vec::new();
    };
    let mut hashes: Vec<VisitHash> = notebook
        .state()
        .fields_of_kind(home, "visit")
        .filter(|field| &*field.key.field == "opened")
        .filter_map(|field| VisitHash::parse(&field.key.entity.key))
        .collect();
    hashes.dedup();
    hashes
        .into_iter()
        .map(|hash| StreamName::Visit(group.clone(), hash))
        .collect()
}

pub(super) fn task(
    notebook: &Notebook,
    packs: &Packs,
    summaries: &mut Summaries,
    home: &StreamName,
    visit: &StreamName,
) -> Result<VisitTask, crate::Error> {
    let progress = summaries.of(notebook, packs, visit);
    let site = VisitSite::read(notebook, visit);
    let people = match visit {
        StreamName::Visit(_, hash) => assigned(notebook, home, Work::Visit(*hash)),
        _ => Vec::new(),
    };
    let covered = site.closed
        && signed(notebook, visit)
            .first()
            .is_some_and(|signed| signed.outside == 0);
    let state = match progress {
        _ if covered => VisitState::Signed,
        Progress { answered: 0, .. } => VisitState::Opened,
        Progress { asked, answered, .. } if answered >= asked => VisitState::Answered,
        _ => VisitState::Running,
    };
    Ok(VisitTask {
        visit: visit.clone(),
        place: packs.place(notebook, visit, &site.unit)?,
        mine: people.is_empty() || people.contains(notebook.member()),
        site,
        progress,
        state,
    })
}

/// Zone and areas of a group.
pub(super) fn areas(notebook: &Notebook, home: &StreamName) -> (Option<String>, Vec<String>) {
    let state = notebook.state();
    let Some(group) = home.group() else {
        return (None, Vec::new());
    };
    let zone = state.field(&StreamName::Campaign, &Entity::new("group", group.as_str()), "zone");
    let zone = code(zone).map(str::to_owned);
    let listed = zone.as_ref().and_then(|zone| {
        let field = state.field(&StreamName::Campaign, &Entity::new("zone", zone), "zone")?;
        let mut reader = field.values().first()?.reader().ok()?;
        let count = reader.list(1024).ok()?;
        Some(
            (0..count)
                .map_while(|_| reader.text(64).ok().map(str::to_owned))
                .collect(),
        )
    });
    (zone, listed.unwrap_or_default())
}

/// How many ops of this writer are not sealed, in words. What is sealed leaves with the next sync.
pub(super) fn unsent(notebook: &Notebook) -> Result<Sentence, crate::Error> {
    let count = notebook.unsealed_count()?;
    Ok(match count {
        0 => Sentence::new("view-unsent-none"),
        count => Sentence::new("view-unsent").with("count", count),
    })
}

/// The screen. `summaries` keeps what was counted from one look to the next.
///
/// # Errors
/// When the store cannot be read.
pub fn tasks(notebook: &Notebook, packs: &Packs, summaries: &mut Summaries) -> Result<Tasks, crate::Error> {
    let home = notebook.group().map(StreamName::Group);
    let unsent = unsent(notebook)?;
    let title = title(notebook)?;
    let Some(at) = &home else {
        let (zone, areas, trips, visits) = (None, Vec::new(), Vec::new(), Vec::new());
        let next = Next::OpenVisit;
        return Ok(Tasks {
            title,
            group: None,
            role: notebook.role(),
            home,
            zone,
            areas,
            trips,
            visits,
            next_words: next.word(),
            next,
            unsent,
        });
    };
    let (zone, areas) = areas(notebook, at);
    let mut all: Vec<VisitTask> = visits(notebook, at)
        .iter()
        .map(|visit| task(notebook, packs, summaries, at, visit))
        .collect::<Result<_, _>>()?;
    all.sort_by_key(|task| (!task.mine, task.state));
    let find = |test: &dyn Fn(&VisitTask) -> bool| all.iter().find(|task| test(task)).map(|task| task.visit.clone());
    let next = if all.is_empty() {
        Next::OpenVisit
    } else if let Some(visit) = find(&|task| task.progress.differing > 0) {
        Next::Differing(visit)
    } else if let Some(visit) = find(&|task| task.mine && task.state < VisitState::Answered) {
        Next::Finish(visit)
    } else if let Some(visit) = find(&|task| task.mine && task.state == VisitState::Answered) {
        Next::Sign(visit)
    } else {
        Next::Nothing
    };
    Ok(Tasks {
        title,
        group: notebook.group(),
        role: notebook.role(),
        zone,
        areas,
        trips: trips(notebook, at).into_iter().map(|(trip, _)| trip).collect(),
        visits: all,
        next_words: next.word(),
        next,
        unsent,
        home,
    })
}
