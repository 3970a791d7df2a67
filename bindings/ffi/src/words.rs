//! The words of fixed lists, once for a language: a shell asks for them as it starts and when the language changes.

use std::collections::HashMap;

use crosscheck_core::Sentence;
use crosscheck_core::draw::onsite::Source;
use crosscheck_core::draw::plan::ReleaseReason;
use crosscheck_core::field::{EntryVerdict, Interviewed, NoteKind, Reply, Severity};
use crosscheck_core::judge::{Flag, Verdict};
use crosscheck_core::model::Role;
use crosscheck_core::pack::{LEVELS, SITE_KINDS};
use crosscheck_core::view::{PhotoState, VisitState};

use crate::Made;

/// The codes of how a site is chosen.
const CHOSEN: [&str; 4] = ["main", "reserve", "designated", "undrawn"];

/// Words by what they are of.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Vocabulary {
    /// 达标, 未达标 ...
    pub verdicts: HashMap<Verdict, Sentence>,
    /// What deserves a second look.
    pub flags: HashMap<Flag, Sentence>,
    /// 一般, 较重, 严重.
    pub severities: HashMap<Severity, Sentence>,
    /// 认可, 说明, 有异议.
    pub replies: HashMap<Reply, Sentence>,
    /// 齐全, 缺项, 矛盾.
    pub entries: HashMap<EntryVerdict, Sentence>,
    /// Whom interviews ask.
    pub interviewed: HashMap<Interviewed, Sentence>,
    /// Who hands a list over.
    pub sources: HashMap<Source, Sentence>,
    /// How a photo stands.
    pub photos: HashMap<PhotoState, Sentence>,
    /// How far a visit is.
    pub visits: HashMap<VisitState, Sentence>,
    /// 组长, 组员 ...
    pub roles: HashMap<Role, Sentence>,
    /// How a site was chosen, by the code of its visit.
    pub chosen: HashMap<String, Sentence>,
    /// Why a drawn unit cannot be visited.
    pub reasons: HashMap<ReleaseReason, Sentence>,
    /// 问题, 经验做法, 困难建议.
    pub notes: HashMap<NoteKind, Sentence>,
    /// Kinds of site in the order of the packs' list; part of what is recorded, in Chinese.
    pub site_kinds: Vec<String>,
    /// Levels a finding may lie at; part of what is recorded, in Chinese.
    pub levels: Vec<String>,
}

fn words<K: Copy + Eq + std::hash::Hash>(all: &[K], word: impl Fn(K) -> Sentence) -> HashMap<K, Sentence> {
    all.iter().map(|one| (*one, word(*one))).collect()
}

/// The words of fixed lists in the language the app speaks.
#[uniffi::export]
pub fn vocabulary() -> Made<Vocabulary> {
    use PhotoState::{Faceless, Masked, Plain, Redacted, Waits};
    let flags = [
        Flag::TiersDiffer,
        Flag::Boundary,
        Flag::Advice,
        Flag::SelfReported,
        Flag::Survey,
    ];
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    Ok(Vocabulary {
        verdicts: words(&Verdict::ALL, Verdict::word),
        flags: words(&flags, Flag::word),
        severities: words(
            &[Severity::Ordinary, Severity::Serious, Severity::Grave],
            Severity::word,
        ),
        replies: words(&[Reply::Accepted, Reply::Explained, Reply::Objected], Reply::word),
        entries: words(&EntryVerdict::ALL, EntryVerdict::say),
        interviewed: words(&Interviewed::ALL.map(|(one, _)| one), Interviewed::word),
        sources: words(&[Source::Superior, Source::Organiser, Source::Inspected], Source::say),
        photos: words(&[Redacted, Waits, Masked, Faceless, Plain], PhotoState::word),
        visits: words(&VisitState::ALL, VisitState::word),
        roles: words(&Role::ALL, |role| Sentence::new("view-role").with("role", role.code())),
        reasons: words(&ReleaseReason::ALL, ReleaseReason::word),
        chosen: CHOSEN
            .iter()
            .map(|code| ((*code).to_owned(), Sentence::new("view-chosen").with("chosen", code)))
            .collect(),
        notes: words(&NoteKind::ALL, |kind| {
            Sentence::new("phone-note").with("kind", kind.code())
        }),
        site_kinds: owned(&SITE_KINDS),
        levels: owned(&LEVELS),
    })
}
