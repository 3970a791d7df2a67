//! 座谈: which units sat at the table, how many people, from when to when, and which indicators were gone through.
//!
//! Units and posts, never names: whoever sat there is nobody's business but the place's.

use chrono::NaiveDateTime;

use super::method::{MOST_CODE, check_line, check_people, new_key, own_words, read_indicator, refused};
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{Entity, MAX_OP, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook, Seen};
use crate::pack::SITE_KINDS;
use crate::{Error, ErrorKind, Sentence};

/// How a moment of the day is written: the campaign's own time, to the minute.
const MOMENT: &str = "%Y-%m-%dT%H:%M";
/// The longest talk, in minutes.
const LONGEST: i64 = 24 * 60;
/// More indicators than any talk goes through.
const MOST: u64 = 256;

/// A talk as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Talk {
    /// How many people of the place took part.
    pub people: u64,
    /// When it began, by the campaign's time.
    pub from: NaiveDateTime,
    /// When it ended.
    pub to: NaiveDateTime,
    /// Kinds of the units that were there, of the packs' list of kinds.
    pub units: Vec<String>,
    /// Indicators gone through: pack number and id.
    pub covered: Vec<(u64, String)>,
}

/// What somebody adds in words.
#[derive(Debug, Clone, Copy, Default)]
pub struct TalkWords<'a> {
    /// Units and posts that were there, in short: no names.
    pub present: &'a str,
    /// A note.
    pub note: &'a str,
}

fn texts(out: &mut Writer, mut texts: Vec<String>) {
    texts.sort_unstable();
    texts.dedup();
    out.array(texts.len());
    for text in texts {
        out.text(&text);
    }
}

impl Talk {
    /// How long it took.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        (self.to - self.from).num_minutes()
    }

    fn check(&self) -> Result<(), Error> {
        check_people(self.people)?;
        if !(1..=LONGEST).contains(&self.minutes()) {
            return Err(refused("method-talk-time"));
        }
        if let Some(kind) = self.units.iter().find(|kind| !SITE_KINDS.contains(&&***kind)) {
            let what = Sentence::new("field-kind-unknown").with("kind", kind);
            return Err(Error::new(ErrorKind::Refused, what));
        }
        Ok(())
    }

    /// The value in the log. Units and indicators are sorted, so that two who say the same write the same.
    ///
    /// # Errors
    /// When it is longer than an op may be.
    pub fn to_value(&self) -> Result<Value, Error> {
        let mut out = Writer::new();
        out.map(5).uint(0).uint(self.people);
        out.uint(1).text(&self.from.format(MOMENT).to_string());
        out.uint(2).text(&self.to.format(MOMENT).to_string());
        texts(out.uint(3), self.units.clone());
        let covered = self.covered.iter().map(|(pack, id)| format!("{pack}/{id}"));
        texts(out.uint(4), covered.collect());
        Value::from_bytes(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no talk.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
        let moment = |key: u64| {
            let mut reader = map.need(key)?;
            let text = reader.text(16)?;
            NaiveDateTime::parse_from_str(text, MOMENT).map_err(|_| reader.fault("shape"))
        };
        let list = |key: u64| {
            let text = |reader: &mut Reader| reader.text(MOST_CODE).map(str::to_owned);
            map.need(key)?.sorted(MOST, text, Clone::clone)
        };
        let fault = map.need(4)?;
        let covered = list(4)?
            .iter()
            .map(|code| read_indicator(code))
            .collect::<Option<Vec<_>>>();
        Ok(Self {
            people: map.need(0)?.uint()?,
            from: moment(1)?,
            to: moment(2)?,
            units: list(3)?,
            covered: covered.ok_or_else(|| fault.fault("shape"))?,
        })
    }
}

fn words(
    notebook: &Notebook,
    visit: &StreamName,
    entity: &Entity,
    words: &TalkWords<'_>,
) -> Result<impl Iterator<Item = Edit> + use<>, Error> {
    check_line(words.present)?;
    let present = own_words(notebook, visit, entity, "present", words.present)?;
    let note = own_words(notebook, visit, entity, "note", words.note)?;
    Ok(present.into_iter().chain(note))
}

/// Records a talk and gives its key.
///
/// # Errors
/// [`ErrorKind::Refused`] when nobody took part, it ended before it began, a unit's kind is unknown, the visit is closed,
/// or a text holds what must not be recorded; and what the store says.
pub fn hold_talk(
    notebook: &mut Notebook,
    visit: &StreamName,
    talk: &Talk,
    said: &TalkWords<'_>,
) -> Result<Entity, Error> {
    let entity = Entity::new("talk", &new_key()?);
    mend_talk(notebook, visit, &entity, talk, said, &Seen::default())?;
    Ok(entity)
}

/// States a talk anew. `seen` is what the screen showed of it.
///
/// # Errors
/// As [`hold_talk`].
pub fn mend_talk(
    notebook: &mut Notebook,
    visit: &StreamName,
    entity: &Entity,
    talk: &Talk,
    said: &TalkWords<'_>,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    talk.check()?;
    let edit = Edit::new(visit, entity.clone(), "held", talk.to_value()?).seen(seen.as_ref());
    let mut edits = vec![edit];
    edits.extend(words(notebook, visit, entity, said)?);
    notebook.save(&edits).map(|_| ())
}
