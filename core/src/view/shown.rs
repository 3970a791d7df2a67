//! What several screens show alike: the packs of a campaign, and an answer with who gave it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::{button, said_words};
use super::report::Places;
use crate::change::{Entity, Value};
use crate::field::{Said, read_held, visit_entity};
use crate::ids::{BlobHash, MemberId, StreamName};
use crate::judge::{Circumstances, Judgement, judge};
use crate::merge::{Field, Statement};
use crate::notebook::Notebook;
use crate::pack::{Indicator, Pack};
use crate::{Error, Sentence};

pub use crate::notebook::Seen;

/// The longest pack that is read.
const MOST_PACK: u64 = 16 << 20;

/// A pack, and the file it was read from.
type Known = (Option<BlobHash>, Arc<Pack>);

/// The packs of a campaign by their numbers, and what its units are called.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    by_number: BTreeMap<u64, Known>,
    places: Arc<Places>,
    lacks: bool,
}

impl Packs {
    /// Packs by number.
    #[must_use]
    pub fn new(packs: impl IntoIterator<Item = (u64, Arc<Pack>)>) -> Self {
        Self {
            by_number: packs.into_iter().map(|(number, pack)| (number, (None, pack))).collect(),
            places: Arc::default(),
            lacks: false,
        }
    }

    /// The numbered packs of a campaign and the names of its units, read from its vault; what has not come yet is left
    /// out, and packs of `known` with the same bytes are taken from there.
    ///
    /// # Errors
    /// When a file cannot be read or is no pack.
    pub fn of_campaign(notebook: &Notebook, known: &Self) -> Result<Self, Error> {
        let mut packs = BTreeMap::new();
        for field in notebook.state().fields_of_kind(&StreamName::Campaign, "pack") {
            let blob = field.values().first().and_then(|value| value.blobs().first().copied());
            let (Ok(number), Some(blob)) = (field.key.entity.key.parse::<u64>(), blob) else {
                continue;
            };
            if let Some(same) = known
                .by_number
                .get(&number)
                .filter(|(from, _)| *from == Some(blob.hash))
            {
                packs.insert(number, same.clone());
                continue;
            }
            let Some(bytes) = notebook.vault().bytes(&blob.hash, MOST_PACK)? else {
                continue;
            };
            let pack = Pack::from_json(&blob.hash.to_string(), &bytes)?;
            packs.insert(number, (Some(blob.hash), Arc::new(pack)));
        }
        let places = Arc::new(Places::of_campaign(notebook)?);
        let mut named = notebook.state().named_blobs();
        let lacks =
            named.any(|(stream, .., blob)| *stream == StreamName::Campaign && !notebook.vault().holds(&blob.hash));
        Ok(Self {
            by_number: packs,
            places,
            lacks,
        })
    }

    /// What the place of a visit to a unit is called.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn place(&self, notebook: &Notebook, visit: &StreamName, unit: &str) -> Result<String, Error> {
        let own = own_text(notebook, visit, &visit_entity(), "name")?.unwrap_or_default();
        Ok(self.places.name(unit) + &own)
    }

    /// Whether a file that the campaign names has not come yet.
    #[must_use]
    pub fn lacks(&self) -> bool {
        self.lacks
    }

    /// What the campaign's units are called.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The pack of a number.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<&Pack> {
        self.by_number.get(&number).map(|(_, pack)| &**pack)
    }

    /// All packs, by number.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Pack)> {
        self.by_number.iter().map(|(number, (_, pack))| (*number, &**pack))
    }

    /// What is asked at a kind of site, in printed order.
    pub fn asked<'a>(&'a self, numbers: &'a [u64], kind: &'a str) -> impl Iterator<Item = (u64, &'a Indicator)> + 'a {
        let packs = numbers.iter().filter_map(|number| Some((*number, self.get(*number)?)));
        packs.flat_map(move |(number, pack)| {
            let here = pack
                .indicators
                .iter()
                .filter(move |asked| asked.site_kinds().any(|one| one == kind));
            here.map(move |indicator| (number, indicator))
        })
    }
}

/// One answer that stands, with everybody who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AnswerShown {
    /// Who says it, by member key.
    pub members: Vec<MemberId>,
    /// When the last of them said it: ms since 1970 by his phone's clock. Shown, never compared.
    pub at: i64,
    /// Whether it is a decision.
    pub decision: bool,
    /// The statement, for a leader's decision.
    pub value: Value,
    /// The answer; none when it was taken back, or written by a later version.
    pub said: Option<Said>,
    /// How it reads, part by part: the value, then how it is known. Empty where there is none.
    pub words: Vec<Sentence>,
    /// Which of the buttons says it.
    pub button: Option<usize>,
    /// What it comes to.
    pub judgement: Option<Judgement>,
}

/// Where answers are looked for, and what judging them needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) notebook: &'a Notebook,
    pub(super) stream: &'a StreamName,
    pub(super) indicator: &'a Indicator,
    pub(super) circumstances: &'a Circumstances,
}

impl Asked<'_> {
    /// The answers that stand in a field, each with its verdict. Notes are not read: see `field::notes`.
    pub(super) fn standing(&self, entity: &Entity, field: &str) -> Result<Vec<AnswerShown>, Error> {
        let field = self.notebook.state().field(self.stream, entity, field);
        let shown = |field: &Field| {
            let values = field.values().into_iter();
            let heads = |value: &Value| field.heads().filter(|head| head.value == *value).collect();
            values.map(|value| self.shown(value, heads(value))).collect()
        };
        field.map_or(Ok(Vec::new()), shown)
    }

    /// The answers a decision set aside: they stay readable.
    pub(super) fn set_aside(&self, entity: &Entity, field: &str) -> Result<Vec<AnswerShown>, Error> {
        let field = self.notebook.state().field(self.stream, entity, field);
        let Some(field) = field.filter(|field| field.heads().any(|head| head.decision)) else {
            return Ok(Vec::new());
        };
        let standing = field.values();
        let others = field.statements.iter().filter(|said| !standing.contains(&&said.value));
        let mut by_value: BTreeMap<&Value, Vec<&Statement>> = BTreeMap::new();
        for said in others {
            by_value.entry(&said.value).or_default().push(said);
        }
        let shown = by_value.into_iter().map(|(value, said)| self.shown(value, said));
        shown.collect()
    }

    fn shown(&self, value: &Value, statements: Vec<&Statement>) -> Result<AnswerShown, Error> {
        let said = read_held(self.notebook, self.stream, value, "")?;
        let ops = statements.iter().flat_map(|said| &said.ops);
        let at = ops.filter_map(|op| Some(self.notebook.state().op(op)?.op.says()?.at.wall));
        let at = at.max().unwrap_or(0);
        let mut members: Vec<MemberId> = statements.iter().map(|said| said.member.clone()).collect();
        members.sort();
        members.dedup();
        let judged = |said: &Said| judge(self.indicator, Some(&said.answer), self.circumstances);
        Ok(AnswerShown {
            members,
            at,
            decision: statements.iter().any(|said| said.head && said.decision),
            value: value.clone(),
            words: said
                .as_ref()
                .map(|said| said_words(self.indicator, said))
                .unwrap_or_default(),
            button: said
                .as_ref()
                .and_then(|said| button(self.indicator, said.answer.value())),
            judgement: said.as_ref().and_then(judged),
            said,
        })
    }
}

/// The text one person, the first by key, gave for `what.MEMBER` of a thing.
pub(super) fn own_text(
    notebook: &Notebook,
    stream: &StreamName,
    entity: &Entity,
    what: &str,
) -> Result<Option<String>, Error> {
    for field in notebook.state().fields_of(stream, entity) {
        if field
            .key
            .field
            .strip_prefix(what)
            .is_some_and(|rest| rest.starts_with('.'))
            && let Some(text) = notebook.said(stream, entity, &field.key.field)?
        {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// The one code a field shows.
pub(super) fn code(field: Option<&Field>) -> Option<&str> {
    field?.values().first().and_then(|value| value.as_code())
}
