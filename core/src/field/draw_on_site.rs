//! 现场抽取: a draw from a list somebody hands over, before the eyes of those who will be looked at.
//!
//! What is fixed (list, N, n) and the commitment are one op that is saved before the commitment is shown; the secret lies
//! in a draft of this phone until the host has named four digits. Every attempt stays in the log, also one nobody
//! revealed; `chosen` points to the one that counts. The rule to keep: what is drawn is never written, it is repeated
//! from list, secret and digits.

use std::collections::BTreeMap;

use super::method::{random, refused};
use crate::canonical::{hex, sha256_hex};
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{BlobRef, Entity, MAX_OP, TextRef, Value};
use crate::draw::onsite::{Committed, Digits, Fixed, List, Record, Source};
use crate::ids::{MemberId, StreamName, unhex};
use crate::merge::Field;
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence, privacy, store};

/// More draws of one kind than any visit makes.
const MOST_DRAWS: u32 = 1_000;
/// The largest list in bytes that is read back.
const MOST_LIST: u64 = 1 << 25;
const SOURCES: [Source; 3] = [Source::Superior, Source::Organiser, Source::Inspected];

/// Which draw of a visit: two people who make the same one meet in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OnSite {
    /// What the list is of, a code of 1 to 24 of a-z and `_`: `ledger`, `schools`, `communities`.
    pub kind: String,
    /// Which draw from such a list, from 1.
    pub ordinal: u32,
}

impl OnSite {
    /// The thing in the log: its key, VISIT/KIND/ORDINAL, is the id the seed is made with.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when kind or ordinal is none.
    pub fn entity(&self, visit: &StreamName) -> Result<Entity, Error> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        let kind = (1..=24).contains(&self.kind.len()) && self.kind.bytes().all(plain);
        match visit {
            StreamName::Visit(_, hash) if kind && (1..=MOST_DRAWS).contains(&self.ordinal) => {
                let key = format!("{hash}/{}/{}", self.kind, self.ordinal);
                Ok(Entity::new("draw", &key))
            }
            _ => Err(refused("method-draw-unknown")),
        }
    }

    /// What the list is of, in words; a kind that has none is its code.
    #[must_use]
    pub fn word(&self) -> Sentence {
        Sentence::new("method-draw-kind").with("kind", &self.kind)
    }

    fn read(entity: &Entity) -> Option<Self> {
        let mut parts = entity.key.split('/').skip(1);
        let kind = parts.next()?.to_owned();
        let ordinal = parts.next()?.parse().ok()?;
        Some(Self { kind, ordinal })
    }
}

/// What was fixed before anybody could know the result.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Attempt {
    /// Who handed the list over.
    pub source: Source,
    /// How many it should hold.
    pub expected: u64,
    /// According to what, in words beside the op.
    pub according_to: TextRef,
    /// N.
    pub population: u64,
    /// n.
    pub sample: u64,
    /// How many reserves are named.
    pub reserves: u64,
    /// The names, one canonical list; none of a ledger, whose units are 1 to N.
    pub names: Option<BlobRef>,
}

impl Attempt {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.map(6 + usize::from(self.names.is_some()));
        let source = SOURCES.iter().position(|source| *source == self.source);
        out.uint(0).uint(source.unwrap_or_default() as u64);
        out.uint(1).uint(self.expected);
        self.according_to.write(out.uint(2));
        out.uint(3).uint(self.population);
        out.uint(4).uint(self.sample);
        out.uint(5).uint(self.reserves);
        if let Some(names) = &self.names {
            out.uint(6).raw(Value::blob(names).as_bytes());
        }
        Value::written(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no attempt.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
        let mut source = map.need(0)?;
        let number = usize::try_from(source.uint()?).ok();
        let from = number.and_then(|number| SOURCES.get(number));
        let names = match map.maybe(6) {
            Some(mut reader) => Value::from_bytes(reader.raw()?)?.blobs().first().copied(),
            None => None,
        };
        Ok(Self {
            source: *from.ok_or_else(|| source.fault("shape"))?,
            expected: map.need(1)?.uint()?,
            according_to: TextRef::read(&mut map.need(2)?)?,
            population: map.need(3)?.uint()?,
            sample: map.need(4)?.uint()?,
            reserves: map.need(5)?.uint()?,
            names,
        })
    }
}

/// What opens an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// The secret bytes, whose SHA-256 was shown before.
    pub secret: [u8; 16],
    /// What the host named.
    pub digits: Digits,
}

impl Revealed {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(2).bytes(&self.secret).text(self.digits.as_str());
        Value::written(&out.finish())
    }

    /// Reads a value of the log; none where it opens nothing.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let mut reader = value.reader().ok()?;
        reader.tuple(2).ok()?;
        let secret = reader.exactly().ok()?;
        let digits = Digits::parse(reader.text(4).ok()?).ok()?;
        Some(Self { secret, digits })
    }

    /// The commitment it opens, hex.
    #[must_use]
    pub fn commitment(&self) -> String {
        sha256_hex(&self.secret)
    }
}

/// The value of `chosen` in the log: the commitment of the attempt that counts.
#[must_use]
pub fn chosen_value(commitment: &str) -> Value {
    let mut out = Writer::new();
    out.bytes(&unhex(commitment).unwrap_or_default());
    Value::written(&out.finish())
}

/// Reads `chosen` of the log; none where it names no commitment.
#[must_use]
pub fn read_chosen(value: &Value) -> Option<String> {
    let hash: [u8; 32] = value.reader().ok()?.exactly().ok()?;
    Some(hex(&hash))
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Outcome {
    /// Committed, and nobody revealed it: abandoned unless the phone that made it still does.
    Open,
    /// The draw, repeated here.
    Drawn(Box<Record>),
    /// Revealed, but the list or the words beside it are not on this phone yet.
    NotHere,
    /// What was revealed is not what was committed to, or two different things were revealed: it counts for nothing.
    Broken,
}

impl Outcome {
    /// What became of it, in words.
    #[must_use]
    pub fn word(&self) -> Sentence {
        Sentence::new(match self {
            Self::Open => "method-draw-attempt-open",
            Self::Drawn(_) => "method-draw-attempt-drawn",
            Self::NotHere => "method-draw-attempt-not-here",
            Self::Broken => "method-draw-attempt-broken",
        })
    }
}

/// An attempt as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Tried {
    /// SHA-256 of the secret, hex.
    pub commitment: String,
    /// Who made it.
    pub member: MemberId,
    /// What was fixed.
    pub fixed: Attempt,
    /// What became of it.
    pub outcome: Outcome,
}

impl Tried {
    /// The difference between the list and the number it should hold, offered as a finding; none when they agree.
    #[must_use]
    pub fn mismatch(&self) -> Option<Sentence> {
        match &self.outcome {
            Outcome::Drawn(record) => record.mismatch(),
            _ => None,
        }
    }
}

/// A draw with every attempt at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnSiteDraw {
    /// Which.
    pub which: OnSite,
    /// Every attempt, by its commitment.
    pub tried: Vec<Tried>,
    /// The commitment of the attempt that counts; several are two answers, to be decided like any.
    pub chosen: Vec<String>,
}

impl OnSiteDraw {
    /// The draw that counts; none while there is none, or two.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        let [chosen] = &self.chosen[..] else { return None };
        let tried = self.tried.iter().find(|tried| tried.commitment == *chosen)?;
        match &tried.outcome {
            Outcome::Drawn(record) => Some(record),
            _ => None,
        }
    }
}

fn attempt_field(commitment: &str) -> String {
    format!("attempt.{commitment}")
}

fn revealed_field(commitment: &str) -> String {
    format!("revealed.{commitment}")
}

fn screen(entity: &Entity, commitment: &str) -> String {
    format!("draw {} {commitment}", entity.key)
}

/// Fixes the list, N and n, and commits: gives the commitment to show. When this comes back the op that holds it is on
/// the disk, so that nobody can make another one unseen.
///
/// # Errors
/// [`ErrorKind::Refused`] when this draw has a result already, the visit is closed, or a name holds what must not be
/// recorded; [`ErrorKind::BadInput`] when more is drawn than there is; and what the store says.
pub fn commit_draw(
    notebook: &mut Notebook,
    visit: &StreamName,
    which: &OnSite,
    list: &List,
    (sample, reserves): (u64, u64),
) -> Result<String, Error> {
    super::answer::open(notebook, visit)?;
    let entity = which.entity(visit)?;
    if revealed(notebook, visit, &entity) {
        return Err(refused("method-draw-done"));
    }
    privacy::refuse(&list.units().join("\n"))?;
    let secret: [u8; 16] = random()?;
    let committed = Fixed::new(list.clone(), &entity.key, sample, reserves)?.commit(secret);
    let commitment = committed.commitment();
    let according_to = notebook.typed(list.expected_source())?;
    let names = if list.is_numbered() {
        None
    } else {
        Some(notebook.vault().keep(&list.to_bytes()?)?)
    };
    let attempt = Attempt {
        source: list.source(),
        expected: list.expected(),
        according_to: according_to.name(),
        population: list.population(),
        sample,
        reserves,
        names,
    };
    // The secret first: a commitment that nobody can reveal would be an abandoned draw.
    let kept = screen(&entity, &commitment);
    notebook.store().write(|at| store::keep_draft(at, &kept, &secret))?;
    let edit = Edit::new(visit, entity, &attempt_field(&commitment), attempt.to_value());
    let units = list.units().iter().zip(1..);
    let edit = units.fold(edit, |edit, (unit, row)| edit.looking_at(unit, Some(row)));
    notebook.save(&[edit.with(according_to)])?;
    Ok(commitment)
}

/// Reveals the secret once the host has named the digits; gives what is drawn. The first attempt that is revealed is the
/// one that counts.
///
/// # Errors
/// [`ErrorKind::Refused`] when this phone did not make the commitment, it was revealed already, or the visit is closed;
/// and what the store says.
pub fn reveal_draw(
    notebook: &mut Notebook,
    visit: &StreamName,
    which: &OnSite,
    commitment: &str,
    digits: &Digits,
) -> Result<Record, Error> {
    super::answer::open(notebook, visit)?;
    let entity = which.entity(visit)?;
    if revealed(notebook, visit, &entity) {
        return Err(refused("method-draw-done"));
    }
    let kept = screen(&entity, commitment);
    let secret = notebook.store().read(|at| store::drafts(at, &kept))?;
    let secret: [u8; 16] = secret
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| refused("method-draw-elsewhere"))?;
    let attempt = standing(notebook, visit, &entity, commitment).ok_or_else(|| refused("method-draw-unknown"))?;
    let drawn = committed(notebook, visit, &entity, &attempt, secret)?
        .ok_or_else(|| refused("method-draw-list-gone"))?
        .reveal(digits.clone())
        .draw()?;
    let said = Revealed {
        secret,
        digits: digits.clone(),
    };
    let edits = [
        Edit::new(visit, entity.clone(), &revealed_field(commitment), said.to_value()),
        Edit::new(visit, entity, "chosen", chosen_value(commitment)),
    ];
    notebook.save(&edits)?;
    notebook.store().write(|at| store::drop_draft(at, &kept))?;
    Ok(drawn.record().clone())
}

/// Whether the secret of a commitment lies on this machine.
pub(crate) fn can_reveal(
    notebook: &Notebook,
    visit: &StreamName,
    which: &OnSite,
    commitment: &str,
) -> Result<bool, Error> {
    let kept = screen(&which.entity(visit)?, commitment);
    Ok(notebook.store().read(|at| store::drafts(at, &kept))?.is_some())
}

/// Whether somebody revealed an attempt at a draw.
fn revealed(notebook: &Notebook, visit: &StreamName, entity: &Entity) -> bool {
    let mut fields = notebook.state().fields_of(visit, entity);
    fields.any(|field| field.key.field.starts_with("revealed.") && field.heads().next().is_some())
}

fn standing(notebook: &Notebook, visit: &StreamName, entity: &Entity, commitment: &str) -> Option<Attempt> {
    let field = notebook.state().field(visit, entity, &attempt_field(commitment))?;
    Attempt::read(field.values().first()?).ok()
}

/// The ceremony again, from what was fixed; none when list or words are not on this phone.
fn committed(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    attempt: &Attempt,
    secret: [u8; 16],
) -> Result<Option<Committed>, Error> {
    let Some(according_to) = notebook.text(visit, &attempt.according_to)? else {
        return Ok(None);
    };
    let (source, expected) = (attempt.source, attempt.expected);
    let list = match &attempt.names {
        None => List::of_ledger(source, expected, &according_to, attempt.population)?,
        Some(blob) => match notebook.vault().bytes(&blob.hash, MOST_LIST)? {
            Some(bytes) => List::read(source, expected, &according_to, &bytes)?,
            None => return Ok(None),
        },
    };
    if list.population() != attempt.population {
        return Err(Error::new(
            ErrorKind::CheckFailed,
            Sentence::new("method-draw-list-other"),
        ));
    }
    let fixed = Fixed::new(list, &entity.key, attempt.sample, attempt.reserves)?;
    Ok(Some(fixed.commit(secret)))
}

fn outcome(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    commitment: &str,
    attempt: &Attempt,
) -> Result<Outcome, Error> {
    let field = notebook.state().field(visit, entity, &revealed_field(commitment));
    let values = field.map(Field::values).unwrap_or_default();
    let said = match values[..] {
        [] => return Ok(Outcome::Open),
        [one] => Revealed::read(one).filter(|said| said.commitment() == commitment),
        _ => None,
    };
    let Some(Revealed { secret, digits }) = said else {
        return Ok(Outcome::Broken);
    };
    match committed(notebook, visit, entity, attempt, secret) {
        Ok(Some(committed)) => Ok(Outcome::Drawn(Box::new(
            committed.reveal(digits).draw()?.record().clone(),
        ))),
        Ok(None) => Ok(Outcome::NotHere),
        // What somebody else fixed cannot be drawn from: that is a fact of the log, not of this phone.
        Err(error) if error.kind != ErrorKind::Storage => Ok(Outcome::Broken),
        Err(error) => Err(error),
    }
}

/// The draws made at a visit, with every attempt.
///
/// # Errors
/// What the store says.
pub fn on_site_draws(notebook: &Notebook, visit: &StreamName) -> Result<Vec<OnSiteDraw>, Error> {
    let mut found: BTreeMap<OnSite, OnSiteDraw> = BTreeMap::new();
    for field in notebook.state().fields_of_kind(visit, "draw") {
        let entity = &field.key.entity;
        // A key that names another visit is nobody's draw.
        let Some(which) = OnSite::read(entity).filter(|which| which.entity(visit).is_ok_and(|own| own == *entity))
        else {
            continue;
        };
        let draw = found.entry(which.clone()).or_insert_with(|| OnSiteDraw {
            which,
            tried: Vec::new(),
            chosen: Vec::new(),
        });
        if &*field.key.field == "chosen" {
            draw.chosen = field.values().into_iter().filter_map(read_chosen).collect();
        }
        let (Some(commitment), Some(head)) = (field.key.field.strip_prefix("attempt."), field.heads().next()) else {
            continue;
        };
        if let Ok(fixed) = Attempt::read(&head.value) {
            draw.tried.push(Tried {
                commitment: commitment.to_owned(),
                member: head.member.clone(),
                outcome: outcome(notebook, visit, entity, commitment, &fixed)?,
                fixed,
            });
        }
    }
    Ok(found.into_values().collect())
}
