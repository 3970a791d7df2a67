//! 台账抽查: entries of a ledger that were drawn, looked at one by one.
//!
//! The numbering is fixed in words, then N and n are fixed and the ordinals drawn (`draw_on_site`). Of an entry its
//! verdict is kept and what it lacks, never what it says: of a ledger about persons the host turns the pages, and only
//! ordinals stand here. The rule to keep: nothing is said of an entry that was not drawn.

use std::collections::BTreeMap;

use super::draw_on_site::{OnSite, OnSiteDraw, on_site_draws};
use super::method::{MOST_CODE, check_line, new_key, own_words, read_indicator, refused, standing_values};
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{Entity, MAX_OP, TextRef, Value};
use crate::draw::onsite::Record;
use crate::draw::size::Suspicion;
use crate::ids::StreamName;
use crate::judge::Sample;
use crate::notebook::{Edit, Notebook, Seen};
use crate::{Error, ErrorKind, Sentence};

/// The kind of list a ledger's draw is from.
pub const LEDGER: &str = "ledger";
/// One entry in so many is supposed to be wanting where nobody supposes otherwise.
const SUPPOSED: u64 = 5;

/// What was found of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum EntryVerdict {
    /// 齐全: everything it must have is there.
    Complete,
    /// 缺项: something is wanting.
    Lacking,
    /// 矛盾: it contradicts itself or another paper.
    Contradictory,
}

impl EntryVerdict {
    /// Every verdict, in the order of their numbers in the log.
    pub const ALL: [Self; 3] = [Self::Complete, Self::Lacking, Self::Contradictory];

    /// The verdict in words.
    #[must_use]
    pub fn say(self) -> Sentence {
        Sentence::new(match self {
            Self::Complete => "method-entry-complete",
            Self::Lacking => "method-entry-lacking",
            Self::Contradictory => "method-entry-contradictory",
        })
    }

    /// The value in the log.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::int(self as i64)
    }

    /// Reads a value of the log; none where it is no verdict.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let number = usize::try_from(value.reader().ok()?.uint().ok()?).ok()?;
        Self::ALL.get(number).copied()
    }
}

/// A ledger that is checked; its title stands beside it in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Ledger {
    /// Which of the visit's draws of kind [`LEDGER`] names its ordinals.
    pub draw: u32,
    /// Whether it is about persons: 由被检单位翻阅,只核要件.
    pub about_persons: bool,
    /// The indicator it is checked for.
    pub indicator: Option<(u64, String)>,
}

/// A ledger as the log says it, with the name of how its entries are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedLedger {
    /// The ledger.
    pub ledger: Ledger,
    /// How its entries are numbered, in words.
    pub numbering: TextRef,
}

impl CheckedLedger {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.map(3 + usize::from(self.ledger.indicator.is_some()));
        out.uint(0).uint(u64::from(self.ledger.draw));
        out.uint(1).bool(self.ledger.about_persons);
        self.numbering.write(out.uint(2));
        if let Some((pack, id)) = &self.ledger.indicator {
            out.uint(3).text(&format!("{pack}/{id}"));
        }
        Value::written(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no ledger.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
        let mut draw = map.need(0)?;
        let indicator = map.maybe(3).map(|mut reader| reader.name(MOST_CODE, read_indicator));
        Ok(Self {
            ledger: Ledger {
                draw: u32::try_from(draw.uint()?).map_err(|_| draw.fault("too-many"))?,
                about_persons: map.need(1)?.bool()?,
                indicator: indicator.transpose()?,
            },
            numbering: TextRef::read(&mut map.need(2)?)?,
        })
    }
}

/// An entry that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the ledger.
    pub ordinal: u64,
    /// Whether it is a reserve.
    pub reserve: bool,
    /// What was found: nothing yet, one verdict, or two that differ.
    pub verdicts: Vec<EntryVerdict>,
}

/// How a check stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerState {
    /// The ledger.
    pub checked: CheckedLedger,
    /// Its draw; none while nothing is drawn, or two draws are undecided.
    pub record: Option<Record>,
    /// The drawn entries in the order of the draw, reserves last.
    pub entries: Vec<Entry>,
}

impl LedgerState {
    /// How many entries have this verdict; those with two have none.
    #[must_use]
    pub fn count(&self, verdict: EntryVerdict) -> u64 {
        let decided = self.entries.iter().filter(|entry| entry.verdicts == [verdict]);
        decided.count() as u64
    }

    /// How many drawn entries still need a look or a decision; reserves only once somebody looked at one.
    #[must_use]
    pub fn open(&self) -> usize {
        let open = self.entries.iter().filter(|entry| match entry.verdicts.len() {
            0 => !entry.reserve,
            one => one > 1,
        });
        open.count()
    }

    /// N, n and x as an answer's sample, x being what is complete; none while an entry is open.
    #[must_use]
    pub fn sample(&self) -> Option<Sample> {
        let record = self.record.as_ref().filter(|_| self.open() == 0)?;
        let looked_at = self.entries.iter().filter(|entry| !entry.verdicts.is_empty());
        let looked_at = looked_at.count() as u64;
        Sample::new(record.population, looked_at, self.count(EntryVerdict::Complete)).ok()
    }

    /// What the draw can promise if so many entries of the ledger are wanting; one in five where none is given.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] for more entries than there are.
    pub fn power(&self, wanting: Option<u64>) -> Result<Option<Sentence>, Error> {
        let Some(record) = &self.record else { return Ok(None) };
        let wanting = wanting.unwrap_or_else(|| record.population.div_ceil(SUPPOSED));
        let suspicion = Suspicion::new(record.population, wanting)?;
        suspicion.say_power(record.sample).map(Some)
    }
}

fn entry_field(ordinal: u64) -> String {
    format!("entry.{ordinal}")
}

/// Begins the check of a ledger and gives its key. `numbering` says how its entries are numbered, before any is drawn.
///
/// # Errors
/// [`ErrorKind::Refused`] when title or numbering are missing or hold what must not be recorded, or the visit is closed;
/// and what the store says.
pub fn check_ledger(
    notebook: &mut Notebook,
    visit: &StreamName,
    ledger: &Ledger,
    title: &str,
    numbering: &str,
) -> Result<Entity, Error> {
    super::answer::open(notebook, visit)?;
    OnSite::ledger(ledger.draw).entity(visit)?;
    if title.trim().is_empty() || numbering.trim().is_empty() {
        return Err(refused("method-ledger-words"));
    }
    crate::privacy::refuse_secret(title)?;
    check_line(title)?;
    check_line(numbering)?;
    let entity = Entity::new("ledger", &new_key()?);
    let numbering = notebook.typed(numbering)?;
    let checked = CheckedLedger {
        ledger: ledger.clone(),
        numbering: numbering.name(),
    };
    let mut edits = vec![Edit::new(visit, entity.clone(), "checked", checked.to_value()).with(numbering)];
    edits.extend(own_words(notebook, visit, &entity, "title", title)?);
    notebook.save(&edits)?;
    Ok(entity)
}

/// Says what was found of an entry, or takes it back; `why` says what is wanting, in one's own words. `seen` is what the
/// screen showed of the entry.
///
/// # Errors
/// [`ErrorKind::Refused`] when the entry was not drawn, the words hold what must not be recorded, or the visit is closed;
/// and what the store says.
pub fn mark_entry(
    notebook: &mut Notebook,
    visit: &StreamName,
    entity: &Entity,
    ordinal: u64,
    verdict: Option<EntryVerdict>,
    why: &str,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    check_line(why)?;
    let state = ledger_state(notebook, visit, entity)?.ok_or_else(|| refused("method-ledger-unknown"))?;
    if !state.entries.iter().any(|entry| entry.ordinal == ordinal) {
        let what = Sentence::new("method-entry-not-drawn").with("ordinal", ordinal);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let value = verdict.map_or_else(Value::null, EntryVerdict::to_value);
    let field = entry_field(ordinal);
    let mut edits = vec![Edit::new(visit, entity.clone(), &field, value).seen(seen.as_ref())];
    edits.extend(own_words(notebook, visit, entity, &format!("why.{ordinal}"), why)?);
    notebook.save(&edits).map(|_| ())
}

impl OnSite {
    /// The draw of a ledger's entries.
    #[must_use]
    pub fn ledger(ordinal: u32) -> Self {
        Self {
            kind: LEDGER.to_owned(),
            ordinal,
        }
    }
}

/// How a ledger's check stands; none when there is no such ledger.
///
/// # Errors
/// What the store says.
pub fn ledger_state(notebook: &Notebook, visit: &StreamName, entity: &Entity) -> Result<Option<LedgerState>, Error> {
    Ok(ledger_state_in(
        notebook,
        visit,
        entity,
        &on_site_draws(notebook, visit)?,
    ))
}

/// The same where the draws of the visit were repeated already.
pub(crate) fn ledger_state_in(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    draws: &[OnSiteDraw],
) -> Option<LedgerState> {
    let checked = standing_values(notebook, visit, entity, "checked");
    let checked = CheckedLedger::read(checked.first()?).ok()?;
    let which = OnSite::ledger(checked.ledger.draw);
    let draw = draws.iter().find(|draw| draw.which == which);
    let record = draw.and_then(OnSiteDraw::record).cloned();
    let found = verdicts(notebook, visit, entity);
    let entries = record.iter().flat_map(|record| {
        let main = record.main.iter().map(|unit| (unit, false));
        main.chain(record.reserve.iter().map(|unit| (unit, true)))
    });
    let entries = entries.filter_map(|(unit, reserve)| {
        let ordinal = unit.parse().ok()?;
        Some(Entry {
            ordinal,
            reserve,
            verdicts: found.get(&ordinal).cloned().unwrap_or_default(),
        })
    });
    Some(LedgerState {
        entries: entries.collect(),
        checked,
        record,
    })
}

fn verdicts(notebook: &Notebook, visit: &StreamName, entity: &Entity) -> BTreeMap<u64, Vec<EntryVerdict>> {
    let fields = notebook.state().fields_of(visit, entity);
    let found = fields.filter_map(|field| {
        let ordinal = field.key.field.strip_prefix("entry.")?.parse().ok()?;
        let verdicts = field.values().into_iter().filter_map(EntryVerdict::read);
        Some((ordinal, verdicts.collect()))
    });
    found.collect()
}
