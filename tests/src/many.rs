//! A campaign of many answers in the organiser's notebook: ten groups of three provinces each, 24 sites a county, all
//! checklists; the more answers, the more counties. Everything is generated. Verbs open the visits and edits as verbs
//! write them answer, a visit a save, since a save an answer would take hours for a million.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::path::Path;
use std::sync::Arc;

use crosscheck_core::change::{Credential, Entity, KeyStore, SignedCredential, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::field::{Chosen, Opening, Place, Said, answer_entity, open_visit, write_said};
use crosscheck_core::ids::{GroupId, MemberId, StreamName};
use crosscheck_core::judge::Answer;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook, Writer};
use crosscheck_core::pack::BUILTIN_IDS;
use crosscheck_core::store::Store;
use crosscheck_core::view::{PROVINCES, Packs};

use crate::evening::{KINDS, value};
use crate::{desk, party};

/// Groups, provinces of each, and sites of a county.
const GROUPS: usize = 10;
const PROVINCES_EACH: usize = 3;
const SITES: usize = 24;

/// The checklists of the campaign.
#[must_use]
pub fn packs() -> Packs {
    crate::evening::packs(&BUILTIN_IDS)
}

fn key(group: usize) -> SoftwareKey {
    SoftwareKey::new(&[u8::try_from(101 + group).unwrap(); 32]).unwrap()
}

fn name(group: usize) -> GroupId {
    GroupId::parse(&format!("G{:02}", group + 1)).unwrap()
}

fn leader(group: usize) -> MemberId {
    MemberId::parse(&format!("lea{group:02}")).unwrap()
}

/// The organiser founds a group and enrols its leader.
fn found(organiser: &mut Notebook, group: usize) {
    let id = name(group);
    let credential = Credential {
        campaign: desk::campaign().0,
        member: leader(group),
        role: Role::Leader,
        group: Some(id.clone()),
        key: key(group).public_key(),
        recipient: party::recipient(1).recipient().unwrap(),
        enrol: 0,
        issuer: party::key(1).public_key().writer(),
        ordinal: 0,
    };
    let signed = SignedCredential::sign(&credential, &party::key(1)).unwrap();
    let writer = signed.credential().key.writer().to_string();
    let edits = [
        Edit::typed(
            &StreamName::Campaign,
            Entity::new("group", id.as_str()),
            "name",
            organiser.typed(&format!("第{}组（生成）", group + 1)).unwrap(),
        ),
        Edit::new(
            &StreamName::Campaign,
            Entity::new("writer", &writer),
            "credential",
            signed.to_value(),
        ),
    ];
    organiser.save(&edits).unwrap();
}

/// Opens the next visit of a group and answers what is asked there; gives how many answers that were.
fn visited(book: &mut Notebook, packs: &Packs, (group, at): (usize, usize), most: usize) -> usize {
    let numbers: Vec<u64> = packs.iter().map(|(number, _)| number).collect();
    let kind = KINDS[at % KINDS.len()];
    let county = at / SITES;
    let province = PROVINCES[group * PROVINCES_EACH + county % PROVINCES_EACH].0;
    let opening = Opening {
        place: Place::Unlisted {
            parent: format!("{province}{:04}", 101 + county / PROVINCES_EACH),
            name: format!("{at:05}（生成）"),
        },
        kind: kind.into(),
        chosen: Chosen::Main,
        packs: numbers.clone(),
        round: 1,
    };
    let visit = open_visit(book, &opening).unwrap();
    let asked = packs.asked(&numbers, kind).enumerate();
    let edits = asked.filter_map(|(place, (pack, indicator))| {
        let said = Said::from(Answer::counted(value(indicator, at * 7 + place)?));
        let mut texts = Vec::new();
        let value = write_said(&said, |text| {
            let typed = book.typed(text)?;
            let name = typed.name();
            texts.push(typed);
            Ok(name)
        });
        let edit = Edit::new(&visit, answer_entity(pack, indicator.id()), "value", value.unwrap());
        Some(texts.into_iter().fold(edit, Edit::with))
    });
    let edits: Vec<Edit> = edits.take(most).collect();
    book.save(&edits).unwrap();
    edits.len()
}

/// Makes the organiser's notebook at `path` with so many answers.
pub fn make(path: &Path, answers: usize) {
    let mut organiser = desk::open(path, None).unwrap();
    (0..GROUPS).for_each(|group| found(&mut organiser, group));
    let packs = packs();
    let folder = tempfile::tempdir().unwrap();
    for group in 0..GROUPS {
        let writer = Writer {
            keys: Arc::new(key(group)),
            member: leader(group),
            clock: Box::new(SystemClock::new([7; 16])),
        };
        let store = Store::open(&folder.path().join(format!("{group}.db")), None).unwrap();
        let mut book = Notebook::open(store, desk::campaign().0, writer).unwrap();
        organiser.seal().unwrap();
        book.take(&organiser.segments().unwrap(), &organiser.texts().unwrap())
            .unwrap();
        let known = book.segments().unwrap().len();
        let (mut left, mut at) = ((group + 1) * answers / GROUPS - group * answers / GROUPS, 0);
        while left > 0 {
            left -= visited(&mut book, &packs, (group, at), left);
            at += 1;
        }
        book.seal().unwrap();
        let segments = book.segments().unwrap();
        assert!(segments.len() > known);
        organiser.take(&segments, &book.texts().unwrap()).unwrap();
    }
    organiser.seal().unwrap();
}
