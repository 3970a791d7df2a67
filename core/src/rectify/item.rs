//! An item of rectification as the log holds it: where it comes from, what was done with it, how its number is made.
//!
//! Its key follows from where it comes from, so that two machines of the organiser that open the same item meet.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::State;
use crate::canonical::hex;
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{Entity, MAX_OP, Value};
use crate::ids::{GroupId, StreamName};
use crate::{Error, ErrorKind, Sentence, privacy};

/// Crockford's base32, as codes on paper have it.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The longest document number or role, in bytes.
const MOST: usize = 200;

/// Where an item comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A finding of a visit.
    Finding {
        /// The visit.
        visit: StreamName,
        /// Key of the finding.
        finding: String,
    },
    /// An indicator a place is to reach: 任务销号.
    Task {
        /// Id of the place.
        unit: String,
        /// Number of the pack.
        pack: u64,
        /// Indicator id.
        indicator: String,
    },
}

impl Origin {
    /// The value of `origin`: [0, visit, key of the finding] or [1, unit, pack, indicator].
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        match self {
            Self::Finding { visit, finding } => out.array(3).uint(0).text(&visit.to_string()).text(finding),
            Self::Task { unit, pack, indicator } => out.array(4).uint(1).text(unit).uint(*pack).text(indicator),
        };
        Value::written(&out.finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?;
        let parts = reader.list(4)?;
        match (parts, reader.uint()?) {
            (3, 0) => Ok(Self::Finding {
                visit: reader.text(80)?.parse()?,
                finding: reader.text(64)?.to_owned(),
            }),
            (4, 1) => Ok(Self::Task {
                unit: reader.text(64)?.to_owned(),
                pack: reader.uint()?,
                indicator: reader.text(64)?.to_owned(),
            }),
            _ => Err(reader.fault("origin")),
        }
    }

    /// The group whose finding it is.
    #[must_use]
    pub fn group(&self) -> Option<&GroupId> {
        match self {
            Self::Finding { visit, .. } => visit.group(),
            Self::Task { .. } => None,
        }
    }

    fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update("crosscheck-rectification-1");
        hash.update(self.to_value().as_bytes());
        hash.finalize().into()
    }

    /// The item in the log.
    #[must_use]
    pub fn entity(&self) -> Entity {
        Entity::new("rectification", &hex(&self.digest()[..16]))
    }

    /// 编号: the group, or R where no group found it, and eight characters that follow from where it comes from.
    #[must_use]
    pub fn number(&self) -> String {
        let digest = self.digest();
        let bits = digest[..5]
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letter = |place: u32| {
            let five = usize::try_from(bits >> (35 - 5 * place) & 31).unwrap_or_default();
            char::from(ALPHABET[five])
        };
        let code: String = (0..8).map(letter).collect();
        let group = self.group().map_or("R", GroupId::as_str);
        format!("{group}-{}-{}", &code[..4], &code[4..])
    }
}

/// What was done with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Done {
    /// It was put on the list.
    Opened,
    /// The place answered.
    Replied,
    /// The office decided.
    Decided,
}

/// A value of `state`: the state after what was done, and 依据, the number of the document or the file it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The state since then.
    pub state: State,
    /// What was done.
    pub done: Done,
    /// On what basis.
    pub basis: String,
    /// The how-many-eth change of the item this is, from 1: the same state a second time is another statement.
    pub turn: u64,
}

impl Stage {
    /// [state, 0 opened, 1 replied or 2 decided, basis, turn].
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(4)
            .text(self.state.code())
            .uint(self.done as u64)
            .text(&self.basis)
            .uint(self.turn);
        Value::written(&out.finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?;
        reader.tuple(4)?;
        let state = State::of(reader.text(32)?).ok_or_else(|| reader.fault("state"))?;
        let done = match reader.uint()? {
            0 => Done::Opened,
            1 => Done::Replied,
            2 => Done::Decided,
            _ => return Err(reader.fault("state")),
        };
        Ok(Self {
            state,
            done,
            basis: reader.text(MOST)?.to_owned(),
            turn: reader.uint()?,
        })
    }
}

/// 延期: until when, and who approved it, by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The new day.
    pub until: NaiveDate,
    /// The role of whoever approved it; no name.
    pub approver: String,
}

impl Extension {
    /// [day, role].
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(2).text(&self.until.to_string()).text(&self.approver);
        Value::written(&out.finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?;
        reader.tuple(2)?;
        let until = reader.text(10)?.parse().map_err(|_| reader.fault("day"))?;
        let approver = reader.text(MOST)?.to_owned();
        Ok(Self { until, approver })
    }
}

/// Checks a document number or a role before it is written into the log as it is.
///
/// # Errors
/// [`ErrorKind::Refused`] when it is too long, carries a mark of secrecy or holds a number that belongs to a person.
pub fn check_code(text: &str) -> Result<&str, Error> {
    let text = text.trim();
    privacy::refuse_secret(text)?;
    privacy::refuse(text)?;
    if text.len() > MOST {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("field-number-long")));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins() -> [Origin; 2] {
        [
            Origin::Finding {
                visit: "v.G01.000102030405060708090a0b0c0d0e0f".parse().unwrap(),
                finding: "ab".repeat(16),
            },
            Origin::Task {
                unit: "610102".into(),
                pack: 1,
                indicator: "S0-12".into(),
            },
        ]
    }

    #[test]
    fn values_read_back_and_hostile_ones_are_refused() {
        for origin in origins() {
            assert_eq!(Origin::read(&origin.to_value()).unwrap(), origin);
        }
        let stage = Stage {
            state: State::Returned,
            done: Done::Decided,
            basis: "国禁办〔2017〕9号".into(),
            turn: 3,
        };
        assert_eq!(Stage::read(&stage.to_value()).unwrap(), stage);
        let extension = Extension {
            until: "2017-09-30".parse().unwrap(),
            approver: "主办单位负责人".into(),
        };
        assert_eq!(Extension::read(&extension.to_value()).unwrap(), extension);
        for value in [Value::null(), Value::int(3), Value::list(&[Value::int(0)])] {
            assert!(Origin::read(&value).is_err() && Stage::read(&value).is_err() && Extension::read(&value).is_err());
        }
    }

    #[test]
    fn a_number_names_the_group_and_follows_from_the_origin_alone() {
        let [finding, task] = origins();
        assert!(finding.number().starts_with("G01-") && task.number().starts_with("R-"));
        assert_eq!(finding.number(), origins()[0].number());
        assert_eq!(finding.number().len(), "G01-0000-0000".len());
        assert_ne!(finding.entity(), task.entity());
    }
}
