//! 问题: findings, practices and difficulties of a group, by programme, level and state.

use std::collections::BTreeMap;

use super::report::Places;
use super::shown::{Seen, code};
use super::thing::Words;
use super::visit::{VisitSite, is_closed};
use crate::Error;
use crate::change::{Entity, Value};
use crate::field::{NoteKind, Reply, Severity, words_of};
use crate::ids::{MemberId, StreamName};
use crate::merge::{Field, Shown, Withdrawn};
use crate::notebook::Notebook;

/// Which are wanted; what is none is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FindingFilter {
    /// Only of this kind.
    pub kind: Option<NoteKind>,
    /// Only of this pack.
    pub pack: Option<u64>,
    /// Only at this level.
    pub level: Option<String>,
    /// Also those that are withdrawn.
    pub withdrawn: bool,
}

/// One of them.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a side of its own that a screen shows"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FindingRow {
    /// The visit it was written at.
    pub visit: StreamName,
    /// Id of the unit visited.
    pub unit: String,
    /// What the place is called; empty among the notes of one visit, where it stands above.
    pub place: String,
    /// The thing, for the verbs.
    pub entity: Entity,
    /// Its kind.
    pub kind: NoteKind,
    /// What was found: one text, or each of those that differ; an empty text is not held here.
    pub fact: Vec<String>,
    /// 应为.
    pub should: Option<String>,
    /// 实为.
    pub actual: Option<String>,
    /// Pack number and indicator id.
    pub indicator: Option<(u64, String)>,
    /// The gravest that stands.
    pub severity: Option<Severity>,
    /// Whether people differ about anything in it.
    pub differs: bool,
    /// The level it lies at.
    pub level: Option<String>,
    /// The earliest deadline that stands, YYYY-MM-DD.
    pub deadline: Option<String>,
    /// What the place answered.
    pub reply: Option<Reply>,
    /// Its own words, as each member wrote them down.
    pub reply_words: Words,
    /// 现场已改.
    pub fixed: bool,
    /// A difficulty that is a suggestion.
    pub suggestion: bool,
    /// 拒检: the place refused or hindered the inspection.
    pub refusal: bool,
    /// Whether its visit is signed off and takes nothing more.
    pub closed: bool,
    /// Whether it is withdrawn, or 撤回后有修改.
    pub withdrawn: Withdrawn,
    /// Others of the group that may be the same thing: of the same kind at the same unit, about the same indicator or in
    /// much the same words. A person decides.
    pub alike: Vec<Alike>,
    /// Who wrote what stands.
    pub members: Vec<MemberId>,
    /// What the screen showed of each side, by field name, for the verbs.
    pub seen: BTreeMap<String, Seen>,
}

/// A note that may be the same as another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Alike {
    /// Its visit.
    pub visit: StreamName,
    /// The note.
    pub entity: Entity,
    /// What it says.
    pub fact: String,
}

/// From how many of a hundred shared pairs of characters two texts count as much the same.
const ALIKE: usize = 60;

/// How many are named of those that may be the same: who meets more looks them up.
const MOST_ALIKE: usize = 5;

/// A unit with more notes than these is looked through by indicator alone: each note's words are held to every other's.
const MOST_COMPARED: usize = 200;

/// Pairs of neighbouring letters of a text, in order.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
}

/// How many of a hundred pairs two texts share (Dice's coefficient, rounded down).
fn shared(one: &[(char, char)], other: &[(char, char)]) -> usize {
    let (mut at, mut met) = ((0, 0), 0);
    while let (Some(left), Some(right)) = (one.get(at.0), other.get(at.1)) {
        met += usize::from(left == right);
        at.0 += usize::from(left <= right);
        at.1 += usize::from(right <= left);
    }
    (200 * met).checked_div(one.len() + other.len()).unwrap_or(0)
}

/// Names in each note of one unit those that may be the same.
fn liken(rows: &mut [FindingRow]) {
    let compared: &[FindingRow] = if rows.len() > MOST_COMPARED { &[] } else { &*rows };
    let words: Vec<_> = compared.iter().map(|row| pairs(&row.fact.concat())).collect();
    let same_words = |at: usize, to: usize| {
        let both = words.get(at).zip(words.get(to));
        both.is_some_and(|(one, other)| shared(one, other) >= ALIKE)
    };
    let is_alike = |at: usize, to: usize| {
        let (one, other) = (&rows[at], &rows[to]);
        let same_asked = one.indicator.is_some() && one.indicator == other.indicator;
        at != to && one.kind == other.kind && other.withdrawn != Withdrawn::Yes && (same_asked || same_words(at, to))
    };
    let alike: Vec<Vec<Alike>> = (0..rows.len())
        .map(|at| {
            let others = (0..rows.len()).filter(|to| is_alike(at, *to)).take(MOST_ALIKE);
            let named = others.map(|to| Alike {
                visit: rows[to].visit.clone(),
                entity: rows[to].entity.clone(),
                fact: rows[to].fact.join(" / "),
            });
            named.collect()
        })
        .collect();
    for (row, alike) in rows.iter_mut().zip(alike) {
        row.alike = alike;
    }
}

/// The value that shows: the stricter of two where the field has one.
fn value(field: Option<&Field>) -> Option<Value> {
    match field?.shown() {
        Shown::One(value) | Shown::Stricter(value, _) => Some(value.clone()),
        Shown::Undecided(values) => values.first().map(|value| (*value).clone()),
        Shown::Nothing => None,
    }
}

fn row(notebook: &Notebook, visit: &StreamName, unit: &str, entity: &Entity) -> Result<Option<FindingRow>, Error> {
    let Some(kind) = NoteKind::of(&entity.kind) else {
        return Ok(None);
    };
    let state = notebook.state();
    let fields: BTreeMap<&str, &Field> = state
        .fields_of(visit, entity)
        .map(|field| (&*field.key.field, field))
        .collect();
    let text = |name: &str| -> Result<Vec<String>, Error> {
        let values = fields.get(name).map(|field| field.values()).unwrap_or_default();
        let texts = values.into_iter().flat_map(Value::texts);
        texts
            .map(|text| Ok(notebook.text(visit, &text)?.unwrap_or_default()))
            .collect()
    };
    let of = |name: &str| fields.get(name).copied();
    let flag = |name: &str| value(of(name)).and_then(|value| value.as_bool()).unwrap_or(false);
    let indicator = code(of("indicator")).and_then(|code| {
        let (pack, id) = code.split_once('/')?;
        Some((pack.parse().ok()?, id.to_owned()))
    });
    let mut members: Vec<MemberId> = fields
        .values()
        .flat_map(|field| field.heads().map(|head| head.member.clone()))
        .collect();
    members.sort();
    members.dedup();
    Ok(Some(FindingRow {
        visit: visit.clone(),
        unit: unit.to_owned(),
        place: String::new(),
        kind,
        fact: text("fact")?,
        should: text("should")?.into_iter().next(),
        actual: text("actual")?.into_iter().next(),
        indicator,
        severity: value(of("severity")).and_then(|value| Severity::of(value.as_int()?)),
        differs: fields.values().any(|field| field.is_conflict()),
        level: code(of("level")).map(str::to_owned),
        deadline: value(of("deadline")).and_then(|value| value.as_code().map(str::to_owned)),
        reply: code(of("reply")).and_then(Reply::of),
        reply_words: words_of(notebook, visit, entity, "reply_words")?,
        fixed: flag("fixed"),
        suggestion: flag("suggestion"),
        refusal: flag("refusal"),
        closed: is_closed(notebook, visit),
        withdrawn: state.withdrawn(visit, entity),
        alike: Vec::new(),
        members,
        seen: fields
            .iter()
            .map(|(name, field)| ((*name).to_owned(), Seen::of(field)))
            .collect(),
        entity: entity.clone(),
    }))
}

/// The notes of one visit, withdrawn ones too.
///
/// # Errors
/// When the store cannot be read.
pub fn findings_of(notebook: &Notebook, visit: &StreamName) -> Result<Vec<FindingRow>, Error> {
    let unit = VisitSite::read(notebook, visit).unit;
    let mut rows = Vec::new();
    for kind in NoteKind::ALL {
        let mut last = None;
        for field in notebook.state().fields_of_kind(visit, kind.code()) {
            if last.as_ref() != Some(&&field.key.entity) {
                rows.extend(row(notebook, visit, &unit, &field.key.entity)?);
                last = Some(&field.key.entity);
            }
        }
    }
    Ok(rows)
}

/// The screen: notes of a group, findings first, the gravest first.
///
/// # Errors
/// When the store cannot be read.
pub fn findings(
    notebook: &Notebook,
    places: &Places,
    home: &StreamName,
    filter: &FindingFilter,
) -> Result<Vec<FindingRow>, Error> {
    let mut by_unit: BTreeMap<String, Vec<FindingRow>> = BTreeMap::new();
    for visit in super::tasks::visits(notebook, home) {
        for row in findings_of(notebook, &visit)? {
            by_unit.entry(row.unit.clone()).or_default().push(row);
        }
    }
    for rows in by_unit.values_mut() {
        liken(rows);
    }
    let mut rows: Vec<FindingRow> = by_unit.into_values().flatten().collect();
    rows.retain(|row| {
        let pack = row.indicator.as_ref().map(|(pack, _)| *pack);
        filter.kind.is_none_or(|kind| kind == row.kind)
            && filter.pack.is_none_or(|wanted| pack == Some(wanted))
            && filter
                .level
                .as_ref()
                .is_none_or(|level| row.level.as_ref() == Some(level))
            && (filter.withdrawn || row.withdrawn != Withdrawn::Yes)
    });
    for row in &mut rows {
        row.place = places.name(&row.unit);
    }
    rows.sort_by(|one, other| {
        let order = |row: &FindingRow| (row.kind, std::cmp::Reverse(row.severity));
        order(one).cmp(&order(other)).then_with(|| one.unit.cmp(&other.unit))
    });
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    fn shared(one: &str, other: &str) -> usize {
        super::shared(&pairs(one), &pairs(other))
    }

    #[test]
    fn words_are_much_the_same_by_their_pairs() {
        assert_eq!(shared("宣传栏两年没有更新", "宣传栏两年没有更新。"), 100);
        assert!(shared("宣传栏两年没有更新", "宣传栏已两年没更新") >= 60);
        assert!(shared("宣传栏两年没有更新", "台账缺少签字") < 20);
        assert_eq!((shared("", ""), shared("字", "字")), (0, 0));
    }
}
