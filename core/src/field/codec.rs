//! The bytes of an answer: fixed for ever, as `docs/protocol.md` lists them.
//!
//! A value is a map with integer keys: 0 kind, 1 what was found, 2 whether self-reported, 3 as of, 4 from paper. What
//! is not so is left out, so that two people who say the same write the same bytes. Notes stand in fields of their own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive};

use super::Said;
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{self, MAX_OP, TextRef};
use crate::exact::{Fraction, ratio};
use crate::judge::{Answer, Document, Level, Rate, Sample, Value};
use crate::{Error, ErrorKind, Sentence};

/// More than any checklist or tier table has.
const MOST: u64 = 256;
const MOST_CODE: usize = 200;

fn large() -> Error {
    Error::new(ErrorKind::Refused, Sentence::new("field-number-large"))
}

fn integer(out: &mut Writer, value: &BigInt) -> Result<(), Error> {
    out.int(value.to_i64().ok_or_else(large)?);
    Ok(())
}

/// A whole number, or numerator and denominator in lowest terms.
fn number(out: &mut Writer, value: &Fraction) -> Result<(), Error> {
    if value.denom().is_one() {
        return integer(out, value.numer());
    }
    out.array(2);
    integer(out, value.numer())?;
    integer(out, value.denom())
}

fn rate(out: &mut Writer, value: &Rate) -> Result<(), Error> {
    out.array(2);
    number(out, &value.numerator)?;
    number(out, &value.denominator)
}

fn level(out: &mut Writer, value: &Level) -> Result<(), Error> {
    out.array(2);
    match value {
        Level::Count(count) => number(out.uint(0), count),
        Level::Rate(value) => rate(out.uint(1), value),
    }
}

fn day(out: &mut Writer, value: Option<NaiveDate>) {
    match value {
        Some(day) => out.text(&day.to_string()),
        None => out.null(),
    };
}

fn body(out: &mut Writer, value: &Value, typed: impl FnOnce(&str) -> Result<TextRef, Error>) -> Result<(), Error> {
    match value {
        Value::NotApplicable { .. } | Value::NotDone | Value::Document(Document::Absent) => {
            out.null();
        }
        Value::YesNo(yes) => {
            out.bool(*yes);
        }
        Value::Document(Document::Seen { number, date }) => {
            out.array(2);
            match number {
                Some(number) if number.len() <= MOST_CODE => out.text(number),
                Some(_) => return Err(Error::new(ErrorKind::Refused, Sentence::new("field-number-long"))),
                None => out.null(),
            };
            day(out, *date);
        }
        Value::Checklist(there) => {
            out.array(there.len());
            for option in there {
                out.uint(*option as u64);
            }
        }
        Value::Rate(value) => rate(out, value)?,
        Value::Count(count) => number(out, count)?,
        Value::Measures(measures) => {
            out.array(measures.len());
            for (code, value) in measures {
                out.array(2).text(code).uint(*value);
            }
        }
        Value::Trend { now, base } => {
            out.array(2);
            level(out, now)?;
            match base {
                Some(base) => level(out, base)?,
                None => {
                    out.null();
                }
            }
        }
        Value::Done(date) => day(out, *date),
        Value::Text(text) => typed(text)?.write(out),
        Value::Sampled(sample) => {
            out.array(3).uint(sample.population()).uint(sample.sample());
            out.uint(sample.hits());
        }
    }
    Ok(())
}

fn kind(value: &Value) -> u64 {
    match value {
        Value::NotApplicable { .. } => 0,
        Value::YesNo(_) => 1,
        Value::Document(_) => 2,
        Value::Checklist(_) => 3,
        Value::Rate(_) => 4,
        Value::Count(_) => 5,
        Value::Measures(_) => 6,
        Value::Trend { .. } => 7,
        Value::Done(_) => 8,
        Value::NotDone => 9,
        Value::Text(_) => 10,
        Value::Sampled(_) => 11,
    }
}

/// Writes an answer; `typed` names the one text it may hold.
pub(super) fn write(said: &Said, typed: impl FnOnce(&str) -> Result<TextRef, Error>) -> Result<change::Value, Error> {
    let value = said.answer.value();
    let reported = said.answer.is_self_reported();
    let mut out = Writer::new();
    let flags = [reported, said.as_of.is_some(), said.from_paper];
    out.map(2 + flags.iter().filter(|flag| **flag).count());
    out.uint(0).uint(kind(value)).uint(1);
    body(&mut out, value, typed)?;
    if reported {
        out.uint(2).bool(true);
    }
    if let Some(date) = said.as_of {
        out.uint(3).text(&date.to_string());
    }
    if said.from_paper {
        out.uint(4).bool(true);
    }
    change::Value::from_bytes(&out.finish())
}

fn is_null(reader: &Reader) -> bool {
    reader.clone().raw().is_ok_and(|item| item == [0xf6])
}

pub(super) fn maybe<T>(
    reader: &mut Reader,
    read: impl FnOnce(&mut Reader) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    if is_null(reader) {
        reader.raw()?;
        return Ok(None);
    }
    read(reader).map(Some)
}

fn null(reader: &mut Reader) -> Result<(), Error> {
    match reader.raw()? {
        [0xf6] => Ok(()),
        _ => Err(reader.fault("shape")),
    }
}

fn read_number(reader: &mut Reader) -> Result<Fraction, Error> {
    if let Ok(whole) = reader.clone().int() {
        reader.raw()?;
        return Ok(crate::exact::whole(whole));
    }
    reader.tuple(2)?;
    let (numerator, denominator) = (reader.int()?, reader.int()?);
    let value = ratio(numerator, denominator).filter(|_| denominator > 1);
    let value = value.ok_or_else(|| reader.fault("shape"))?;
    // One number has one spelling.
    let lowest = *value.denom() == BigInt::from(denominator);
    lowest.then_some(value).ok_or_else(|| reader.fault("shape"))
}

fn read_rate(reader: &mut Reader) -> Result<Rate, Error> {
    reader.tuple(2)?;
    Ok(Rate {
        numerator: read_number(reader)?,
        denominator: read_number(reader)?,
    })
}

fn read_level(reader: &mut Reader) -> Result<Level, Error> {
    reader.tuple(2)?;
    match reader.uint()? {
        0 => read_number(reader).map(Level::Count),
        1 => read_rate(reader).map(Level::Rate),
        _ => Err(reader.fault("shape")),
    }
}

pub(super) fn read_day(reader: &mut Reader) -> Result<NaiveDate, Error> {
    let text = reader.text(10)?;
    let day = text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    day.ok_or_else(|| reader.fault("shape"))
}

fn read_body(
    kind: u64,
    reader: &mut Reader,
    note: &str,
    text: &mut dyn FnMut(&TextRef) -> Option<String>,
) -> Result<Value, Error> {
    let value = match kind {
        0 => null(reader).map(|()| Value::NotApplicable {
            reason: note.to_owned(),
        })?,
        1 => Value::YesNo(reader.bool()?),
        2 => {
            let seen = maybe(reader, |reader| {
                reader.tuple(2)?;
                let number = maybe(reader, |reader| reader.text(MOST_CODE).map(str::to_owned))?;
                let date = maybe(reader, read_day)?;
                Ok(Document::Seen { number, date })
            });
            Value::Document(seen?.unwrap_or(Document::Absent))
        }
        3 => {
            let options = reader.sorted(MOST, Reader::uint, |option| *option)?;
            let options = options.into_iter().map(|option| usize::try_from(option).ok());
            let options: Option<BTreeSet<usize>> = options.collect();
            Value::Checklist(options.ok_or_else(|| reader.fault("too-long"))?)
        }
        4 => Value::Rate(read_rate(reader)?),
        5 => Value::Count(read_number(reader)?),
        6 => {
            let measure = |reader: &mut Reader| {
                reader.tuple(2)?;
                Ok((reader.text(MOST_CODE)?.to_owned(), reader.uint()?))
            };
            let measures = reader.sorted(MOST, measure, |(code, _)| code.clone())?;
            Value::Measures(BTreeMap::from_iter(measures))
        }
        7 => {
            reader.tuple(2)?;
            let now = read_level(reader)?;
            let base = maybe(reader, read_level)?;
            Value::Trend { now, base }
        }
        8 => Value::Done(maybe(reader, read_day)?),
        9 => null(reader).map(|()| Value::NotDone)?,
        10 => Value::Text(text(&TextRef::read(reader)?).unwrap_or_default()),
        11 => {
            reader.tuple(3)?;
            let (population, sample, hits) = (reader.uint()?, reader.uint()?, reader.uint()?);
            let sample = Sample::new(population, sample, hits);
            Value::Sampled(sample.map_err(|what| Error::new(ErrorKind::BadInput, what))?)
        }
        _ => return Err(reader.fault("shape")),
    };
    Ok(value)
}

/// Reads an answer.
pub(super) fn read(
    value: &change::Value,
    note: &str,
    text: &mut dyn FnMut(&TextRef) -> Option<String>,
) -> Result<Said, Error> {
    let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
    let kind = map.need(0)?.uint()?;
    let value = read_body(kind, &mut map.need(1)?, note, text)?;
    let flag = |key: u64| map.maybe(key).map(|mut reader| reader.bool()).transpose();
    let answer = match flag(2)? {
        Some(true) => Answer::self_reported(value).map_err(|what| Error::new(ErrorKind::BadInput, what))?,
        _ => Answer::counted(value),
    };
    Ok(Said {
        answer: answer.with_note(note),
        as_of: map.maybe(3).map(|mut reader| read_day(&mut reader)).transpose()?,
        from_paper: flag(4)?.unwrap_or(false),
    })
}

#[cfg(test)]
#[path = "codec_tests.rs"]
mod tests;
