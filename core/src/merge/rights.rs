//! Who may what: two tables.
//!
//! The first says who reads and writes each kind of stream, the second who may do what in which. An op's act follows
//! from its stream, the kind of its entity and its field. What is in no table is nobody's right: it waits.

use crate::ids::StreamName;
use crate::model::Role;

/// The five kinds of streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKind {
    /// `c`.
    Campaign,
    /// `o`.
    Office,
    /// `g.GROUP`.
    Group,
    /// `v.GROUP.HASH`.
    Visit,
    /// `m.GROUP`.
    Media,
}

impl StreamKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Campaign, Self::Office, Self::Group, Self::Visit, Self::Media];

    /// The kind of a stream.
    #[must_use]
    pub fn of(stream: &StreamName) -> Self {
        match stream {
            StreamName::Campaign => Self::Campaign,
            StreamName::Office => Self::Office,
            StreamName::Group(_) => Self::Group,
            StreamName::Visit(..) => Self::Visit,
            StreamName::Media(_) => Self::Media,
        }
    }
}

/// What an op does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Rules, plan, keys, hubs of the campaign.
    SetUp,
    /// Zones and the groups they fall to.
    Zones,
    /// Packs and their numbers.
    Packs,
    /// What the office rolls, consolidates and feeds back.
    Office,
    /// Accept and return rectification.
    Rectify,
    /// End a writer, or raise an ending.
    End,
    /// Let what follows a gap count.
    Admit,
    /// Give a credential.
    Enrol,
    /// A hub shows its own credential.
    ShowCredential,
    /// Redact a text or blob of somebody else.
    RedactOthers,
    /// Redact one's own.
    RedactOwn,
    /// The group's roster.
    Roster,
    /// What the place said of itself before anybody came: 自报 from its self-check sheet.
    SelfCheck,
    /// 工作计划.
    WorkPlan,
    /// Split the work.
    SplitWork,
    /// Roll, and the units released by it.
    Roll,
    /// State the release of a reserve: a leader's counts alone, members' in twos.
    Release,
    /// The group's report.
    Report,
    /// Tasks and pictures for media.
    ReleaseToMedia,
    /// A reason makes it a decision.
    Decide,
    /// Open a visit.
    OpenVisit,
    /// Answer an indicator.
    Answer,
    /// Photos, talks, interviews, ledgers, documents, notes, on-site draws and fixes.
    Evidence,
    /// 问题.
    Finding,
    /// 经验做法.
    Practice,
    /// 困难建议.
    Difficulty,
    /// Sign off, and record the paper or time stamp of it.
    SignOff,
    /// Close and reopen.
    Reopen,
    /// A hub countersigns.
    Countersign,
    /// A hub says what is backed up.
    BackedUp,
}

use Role::{Expert, Hub, Leader, Media, Member, Organiser};
use StreamKind as S;

const TEAM: &[Role] = &[Leader, Member, Expert];

/// Kind, who reads, who writes. Single acts beyond that are in [`ACTS`].
pub const STREAMS: &[(StreamKind, &[Role], &[Role])] = &[
    (S::Campaign, &[Organiser, Leader, Member, Expert, Media], &[Organiser]),
    (S::Office, &[Organiser], &[Organiser]),
    (S::Group, &[Organiser, Leader, Member, Expert], &[Leader]),
    (S::Visit, &[Organiser, Leader, Member, Expert], TEAM),
    (S::Media, &[Organiser, Leader, Member, Expert, Media], &[Leader]),
];

/// Act, in which streams, by whom. A pair of act and stream stands once.
pub const ACTS: &[(Act, &[StreamKind], &[Role])] = &[
    (Act::SetUp, &[S::Campaign], &[Organiser]),
    (Act::Zones, &[S::Campaign], &[Organiser]),
    (Act::Packs, &[S::Campaign], &[Organiser]),
    (Act::Office, &[S::Office], &[Organiser]),
    (Act::Rectify, &[S::Office], &[Organiser]),
    (Act::End, &[S::Group], &[Organiser, Leader]),
    (Act::End, &[S::Campaign, S::Office, S::Visit, S::Media], &[Organiser]),
    (Act::Admit, &[S::Group], &[Organiser, Leader]),
    (Act::Admit, &[S::Campaign, S::Office, S::Visit, S::Media], &[Organiser]),
    (Act::Enrol, &[S::Group], &[Organiser, Leader]),
    (Act::Enrol, &[S::Campaign, S::Office, S::Visit, S::Media], &[Organiser]),
    (Act::ShowCredential, &[S::Group], &[Hub]),
    (Act::RedactOthers, &[S::Group, S::Visit, S::Media], &[Organiser, Leader]),
    (Act::RedactOthers, &[S::Campaign, S::Office], &[Organiser]),
    (Act::RedactOwn, &[S::Group, S::Visit], TEAM),
    (Act::Roster, &[S::Group], &[Leader]),
    (Act::SelfCheck, &[S::Group], &[Organiser, Leader]),
    (Act::WorkPlan, &[S::Group], &[Leader]),
    (Act::SplitWork, &[S::Group], &[Leader]),
    (Act::Roll, &[S::Group], &[Leader]),
    (Act::Release, &[S::Group], TEAM),
    (Act::Report, &[S::Group], &[Leader]),
    (Act::ReleaseToMedia, &[S::Media], &[Leader]),
    (Act::Decide, &[S::Group, S::Visit, S::Media], &[Organiser, Leader]),
    (Act::Decide, &[S::Campaign, S::Office], &[Organiser]),
    (Act::OpenVisit, &[S::Group, S::Visit], TEAM),
    (Act::Answer, &[S::Visit], TEAM),
    (Act::Evidence, &[S::Visit], TEAM),
    (Act::Finding, &[S::Visit], TEAM),
    (Act::Practice, &[S::Visit], TEAM),
    (Act::Difficulty, &[S::Visit], TEAM),
    (Act::SignOff, &[S::Visit], TEAM),
    (Act::Reopen, &[S::Visit], TEAM),
    (Act::Countersign, &[S::Visit], &[Hub]),
    (Act::BackedUp, &[S::Group, S::Visit], &[Hub]),
];

/// Whether a role reads a kind of stream (of its group, where the stream has one).
#[must_use]
pub fn reads(role: Role, stream: StreamKind) -> bool {
    STREAMS
        .iter()
        .any(|(kind, readers, _)| *kind == stream && readers.contains(&role))
}

/// Whether a role may do this in a kind of stream (of its group, where the stream has one).
#[must_use]
pub fn may(role: Role, act: Act, stream: StreamKind) -> bool {
    let rows = ACTS
        .iter()
        .filter(|(known, streams, _)| *known == act && streams.contains(&stream));
    rows.into_iter().any(|(_, _, roles)| roles.contains(&role))
}

/// What an op does, by where it stands and what it is about; none when this version does not know such a thing.
/// Redacting is given as [`Act::RedactOthers`]; whose text it is only the fold knows.
#[must_use]
pub fn act_of(stream: StreamKind, kind: &str, field: &str) -> Option<Act> {
    match (kind, field) {
        ("writer", "ending") => return Some(Act::End),
        ("writer", "admitted") => return Some(Act::Admit),
        ("writer", "credential") => return Some(Act::Enrol),
        ("text" | "blob", "redacted") => return Some(Act::RedactOthers),
        ("writer" | "text" | "blob", _) => return None,
        _ => {}
    }
    let field = field.split('.').next().unwrap_or_default();
    match stream {
        S::Campaign => in_campaign(kind),
        S::Office if kind == "rectification" => Some(Act::Rectify),
        S::Office => Some(Act::Office),
        S::Group => in_group(kind, field),
        S::Visit => in_visit(kind, field),
        S::Media => matches!(kind, "task" | "picture").then_some(Act::ReleaseToMedia),
    }
}

fn in_campaign(kind: &str) -> Option<Act> {
    match kind {
        "campaign" | "rule" | "plan" | "frame" | "key" | "hub" => Some(Act::SetUp),
        "zone" | "group" => Some(Act::Zones),
        "pack" => Some(Act::Packs),
        _ => None,
    }
}

fn in_group(kind: &str, field: &str) -> Option<Act> {
    match (kind, field) {
        ("member", _) => Some(Act::Roster),
        ("self_check", _) => Some(Act::SelfCheck),
        ("trip", _) => Some(Act::WorkPlan),
        ("task", _) => Some(Act::SplitWork),
        ("reserve", "released_for") => Some(Act::Release),
        ("roll" | "reserve" | "unit", _) => Some(Act::Roll),
        ("report", _) | ("photo", "asked") => Some(Act::Report),
        ("visit", _) => Some(Act::OpenVisit),
        ("backup", _) => Some(Act::BackedUp),
        _ => None,
    }
}

fn in_visit(kind: &str, field: &str) -> Option<Act> {
    match (kind, field) {
        ("visit", "closed") => Some(Act::Reopen),
        ("visit", _) => Some(Act::OpenVisit),
        ("answer", _) => Some(Act::Answer),
        ("photo" | "talk" | "interview" | "ledger" | "document" | "note" | "draw" | "fix", _) => Some(Act::Evidence),
        ("finding", _) => Some(Act::Finding),
        ("practice", _) => Some(Act::Practice),
        ("difficulty", _) => Some(Act::Difficulty),
        ("sign_off", _) | ("frontier", "paper" | "stamp") => Some(Act::SignOff),
        ("frontier", "countersigned") => Some(Act::Countersign),
        ("backup", _) => Some(Act::BackedUp),
        _ => None,
    }
}

#[cfg(test)]
#[path = "rights_tests.rs"]
mod tests;
