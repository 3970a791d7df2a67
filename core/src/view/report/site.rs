//! One visit as reports show it: where, how it was chosen, when, and what was looked at.

use chrono::NaiveDate;

use super::places::Places;
use crate::Error;
use crate::change::Value;
use crate::field::{Interview, SeenDocument, Talk, ledger_state, signed, things, visit_entity};
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::view::shown::own_text;
use crate::view::visit::VisitSite;
use crate::view::visit_sheet::work;

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its stream.
    pub visit: StreamName,
    /// Id of the unit, or of the unit above a place in no frame.
    pub unit: String,
    /// What it is called.
    pub name: String,
    /// Whether it is the unit itself, and no place within it that no frame lists.
    pub listed: bool,
    /// Code of its province.
    pub province: String,
    /// Kind of site.
    pub kind: String,
    /// `main`, `reserve`, `designated` or `undrawn`.
    pub chosen: String,
    /// Why it was designated or visited without a draw.
    pub reason: Option<String>,
    /// 1, plus 1 for each re-inspection.
    pub round: u64,
    /// Whether it is closed and signed.
    pub signed: bool,
    /// First and last day on which something was written there.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Numbers of the packs asked there.
    pub packs: Vec<u64>,
    /// What is known of the place, for conditions.
    pub facts: Vec<(String, String)>,
    /// Talks, and the people in them.
    pub talks: (u64, u64),
    /// Interviews, and the people in them.
    pub interviews: (u64, u64),
    /// Ledgers, and the entries looked at.
    pub ledgers: (u64, u64),
    /// Documents.
    pub documents: u64,
    /// Photos.
    pub photos: u64,
    /// Notes of what was seen at the site.
    pub notes: u64,
    /// Where its lists came from, in the codes of the draw on site.
    pub lists: Vec<crate::Sentence>,
}

/// The first value of a field of every thing of a kind.
fn values<'a>(
    notebook: &'a Notebook,
    visit: &'a StreamName,
    kind: &str,
    field: &'a str,
) -> impl Iterator<Item = &'a Value> + use<'a> {
    let things = things(notebook, visit, kind).into_iter();
    let standing = things.filter(|entity| notebook.state().withdrawn(visit, entity) != crate::merge::Withdrawn::Yes);
    standing.filter_map(move |entity| notebook.state().field(visit, &entity, field)?.values().first().copied())
}

fn count_and_sum(numbers: impl Iterator<Item = u64>) -> (u64, u64) {
    numbers.fold((0, 0), |(count, sum), number| (count + 1, sum + number))
}

pub(super) fn read(notebook: &Notebook, places: &Places, visit: &StreamName) -> Result<Site, Error> {
    let site = VisitSite::read(notebook, visit);
    let above = places.name(&site.unit);
    let (name, listed) = match own_text(notebook, visit, &visit_entity(), "name")? {
        Some(name) => (format!("{above}{name}"), false),
        None => (above, true),
    };
    let talks = values(notebook, visit, "talk", "held").filter_map(|value| Talk::read(value).ok());
    let interviews = values(notebook, visit, "interview", "asked").filter_map(|value| Interview::read(value).ok());
    let documents = values(notebook, visit, "document", "seen").filter_map(|value| SeenDocument::read(value).ok());
    let (mut ledgers, mut lists) = ((0, 0), Vec::new());
    for entity in things(notebook, visit, "ledger") {
        if let Some(state) = ledger_state(notebook, visit, &entity)? {
            let looked = state.entries.iter().filter(|entry| !entry.verdicts.is_empty());
            ledgers = (ledgers.0 + 1, ledgers.1 + looked.count() as u64);
        }
    }
    for draw in crate::field::on_site_draws(notebook, visit)? {
        lists.extend(draw.record().map(|record| record.source.say()));
    }
    lists.dedup();
    let covered = signed(notebook, visit)
        .first()
        .is_some_and(|signed| signed.outside == 0);
    Ok(Site {
        talks: count_and_sum(talks.map(|talk| talk.people)),
        interviews: count_and_sum(interviews.map(|asked| asked.group)),
        documents: documents.count() as u64,
        photos: values(notebook, visit, "photo", "original").count() as u64,
        notes: things(notebook, visit, "note").len() as u64,
        reason: own_text(notebook, visit, &visit_entity(), "reason")?,
        days: work(notebook, visit).0,
        province: Places::province_code(&site.unit).to_owned(),
        signed: site.closed && covered,
        visit: visit.clone(),
        unit: site.unit,
        kind: site.kind,
        chosen: site.chosen,
        round: site.round,
        packs: site.packs,
        facts: site.facts,
        name,
        listed,
        ledgers,
        lists,
    })
}

impl Site {
    /// What judging needs to know of the place.
    #[must_use]
    pub fn circumstances(&self) -> crate::judge::Circumstances {
        let mut facts = crate::judge::Facts::default();
        for (name, value) in &self.facts {
            facts.set(name, value);
        }
        crate::judge::Circumstances {
            facts,
            ..crate::judge::Circumstances::default()
        }
    }

    /// The county it lies in: the first six digits of its code.
    #[must_use]
    pub fn county(&self) -> &str {
        self.unit.get(..6).unwrap_or(&self.unit)
    }
}
