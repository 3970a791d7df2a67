//! Ids, days, numbers and what is handed back unread, as text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use data_encoding::BASE64URL_NOPAD;

use super::fault::{one_way, refuse};
use crate::Sentence;
use crate::change::{Countersignature, Entity, Frontier, FrontierCode, Moment, TextRef};
use crate::exact::{Fraction, number_text, parse_decimal, ratio};
use crate::ids::{BlobHash, CampaignId, GroupId, MemberId, OpId, Root, StreamName, WriterId};
use crate::merge::FieldKey;
use crate::notebook::{Seen, Taking};

/// What is no id, day or number of the kind that was asked for.
fn none(kind: &'static str) -> Sentence {
    Sentence::new("crossing-no-such").with("kind", kind)
}

/// Types that are written as text and read from it; `remote` those of other crates.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $kind:literal, $read:expr, $write:expr $(, $remote:ident)?;)+) => {$(
        uniffi::custom_type!(
            $(#[$doc])*
            $name, String, {
            $($remote,)?
            lower: |value| ($write)(value),
            try_lift: |text| match ($read)(&*text) {
                Some(value) => Ok(value),
                None => refuse(none($kind)),
            },
        });
    )+};
}

texts! {
    /// A campaign's id.
    CampaignId, "campaign", CampaignId::parse, |id: CampaignId| id.to_string();
    /// An installation's id.
    WriterId, "writer", WriterId::parse, |id: WriterId| id.to_string();
    /// A file's id: the SHA-256 of its bytes.
    BlobHash, "file", BlobHash::parse, |id: BlobHash| id.to_string();
    /// A root of a log.
    Root, "root", Root::parse, |id: Root| id.to_string();
    /// A member's key in the roster.
    MemberId, "member", MemberId::parse, |id: MemberId| id.to_string();
    /// A group's key.
    GroupId, "group", GroupId::parse, |id: GroupId| id.to_string();
    /// A stream, such as a visit: handed back unread.
    StreamName, "stream", |text: &str| text.parse::<StreamName>().ok(), |stream: StreamName| stream.to_string();
    /// A thing, such as a finding: handed back unread.
    Entity, "thing", read_entity, |entity: Entity| format!("{} {}", entity.kind, entity.key);
    /// A side of a thing, for a leader's decision: handed back unread.
    FieldKey, "field", read_field, |key: FieldKey| write_field(&key);
    /// What a screen showed: handed back unread.
    Seen, "seen", read_seen, |seen: Seen| write_seen(&seen);
    /// A typed text's name.
    TextRef, "text", TextRef::from_entity_key, |text: TextRef| text.entity_key();
    /// A day, YYYY-MM-DD.
    NaiveDate, "day", |text: &str| text.parse::<NaiveDate>().ok(), |day: NaiveDate| day.to_string(), remote;
    /// A moment of a day by the campaign's time, YYYY-MM-DDTHH:MM.
    NaiveDateTime, "time", read_time, |time: NaiveDateTime| time.format(TIME).to_string(), remote;
    /// An exact number: whole, decimal, or a fraction such as 1/3.
    Fraction, "number", read_number, |number: Fraction| number_text(&number), remote;
    /// 核验码.
    FrontierCode, "code", FrontierCode::parse, |code: FrontierCode| code.printed();
}

const TIME: &str = "%Y-%m-%dT%H:%M";
/// The longest number that is read, in characters.
const MOST_NUMBER: usize = 64;

fn read_entity(text: &str) -> Option<Entity> {
    let (kind, key) = text.split_once(' ')?;
    Some(Entity::new(kind, key))
}

fn write_field(key: &FieldKey) -> String {
    format!("{} {} {} {}", key.stream, key.field, key.entity.kind, key.entity.key)
}

fn read_field(text: &str) -> Option<FieldKey> {
    let (stream, rest) = text.split_once(' ')?;
    let (field, entity) = rest.split_once(' ')?;
    Some(FieldKey {
        stream: stream.parse().ok()?,
        entity: read_entity(entity)?,
        field: field.into(),
    })
}

fn write_seen(seen: &Seen) -> String {
    let bytes: Vec<u8> = seen.as_ref().iter().flat_map(|id| id.0).collect();
    BASE64URL_NOPAD.encode(&bytes)
}

fn read_seen(text: &str) -> Option<Seen> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (ids, []) = bytes.as_chunks::<32>() else {
        return None;
    };
    Some(Seen::new(ids.iter().copied().map(OpId)))
}

fn read_time(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, TIME).ok()
}

fn read_number(text: &str) -> Option<Fraction> {
    let text = text.trim();
    if text.len() > MOST_NUMBER {
        return None;
    }
    match text.split_once('/') {
        Some((numerator, denominator)) => {
            let whole = |text: &str| text.trim().parse::<i64>().ok();
            ratio(whole(numerator)?, whole(denominator)?)
        }
        None => parse_decimal(text),
    }
}

/// A statement as it stands in the log.
pub type Statement = crate::change::Value;
uniffi::custom_type!(
    /// A statement, for a leader's decision: handed back unread.
    Statement, String, {
    lower: |value| BASE64URL_NOPAD.encode(value.as_bytes()),
    try_lift: |text| {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        match bytes.and_then(|bytes| Statement::from_bytes(&bytes).ok()) {
            Some(value) => Ok(value),
            None => refuse(none("statement")),
        }
    },
});

uniffi::custom_type!(
    /// A count.
    usize, u64, {
    remote,
    lower: |count| count as u64,
    try_lift: |count| match usize::try_from(count) {
        Ok(count) => Ok(count),
        Err(_) => refuse(none("number")),
    },
});

uniffi::custom_type!(
    /// Milliseconds since 1970, by the clock of whoever wrote it.
    Moment, i64, {
    lower: |moment| moment.wall,
    try_lift: |_wall| one_way(),
});

uniffi::custom_type!(
    /// The 核验码 of what was signed.
    Frontier, String, {
    lower: |frontier| frontier.code().printed(),
    try_lift: |_code| one_way(),
});

uniffi::custom_type!(
    /// The place in a hub's order up to which it had everything.
    Countersignature, u64, {
    lower: |said| said.place,
    try_lift: |_place| one_way(),
});

/// What a screen showed of each side of a thing, by the side's name.
pub type SeenBySide = BTreeMap<String, Seen>;
uniffi::custom_type!(SeenBySide, HashMap<String, Seen>, {
    remote,
    lower: |map| map.into_iter().collect(),
    try_lift: |map| Ok(map.into_iter().collect()),
});

/// The sizes of a tier table's measures, by code.
pub type Measures = BTreeMap<String, u64>;
uniffi::custom_type!(Measures, HashMap<String, u64>, {
    remote,
    lower: |map| map.into_iter().collect(),
    try_lift: |map| Ok(map.into_iter().collect()),
});

/// What lies on this device, by kind.
pub type Space = BTreeMap<crate::notebook::Room, Taking>;
uniffi::custom_type!(Space, HashMap<crate::notebook::Room, Taking>, {
    remote,
    lower: |map| map.into_iter().collect(),
    try_lift: |map| Ok(map.into_iter().collect()),
});

/// Numbers of options, from 0.
pub type OptionNumbers = BTreeSet<usize>;
uniffi::custom_type!(OptionNumbers, Vec<usize>, {
    remote,
    lower: |set| set.into_iter().collect(),
    try_lift: |list| Ok(list.into_iter().collect()),
});

/// How many are 齐全, 缺项, 矛盾.
pub type EntryCounts = [u64; 3];
uniffi::custom_type!(EntryCounts, Vec<u64>, {
    remote,
    lower: |counts| counts.to_vec(),
    try_lift: |_counts| one_way(),
});

/// A word of a printed form, always Chinese.
pub type FormWord = &'static str;
uniffi::custom_type!(FormWord, String, {
    remote,
    lower: |word| word.to_owned(),
    try_lift: |_word| one_way(),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_back_unread_comes_back_as_it_was() {
        let seen = Seen::new([OpId([7; 32]), OpId([9; 32])]);
        assert_eq!(read_seen(&write_seen(&seen)), Some(seen));
        assert_eq!(read_seen(""), Some(Seen::default()));
        let key = FieldKey {
            stream: "v.G01.000102030405060708090a0b0c0d0e0f".parse().unwrap(),
            entity: Entity::new("visit", "fact/学校 类型"),
            field: "value".into(),
        };
        assert_eq!(read_field(&write_field(&key)), Some(key));
    }

    #[test]
    fn what_is_none_is_refused() {
        assert_eq!((read_seen("AAAA"), read_seen("学")), (None, None));
        assert_eq!((read_entity("finding"), read_field("c value")), (None, None));
        assert_eq!(
            (read_number("1/0"), read_number("x"), read_number(&"1".repeat(65))),
            (None, None, None)
        );
        assert_eq!(read_number(" 1/3 "), ratio(1, 3));
    }
}
