//! Values as a reader sees them, and the one gate cells of protected persons pass on their way out.
//!
//! What may be seen of them outside the team is decided by `judge::shown_cells`, for every site at once; a document has
//! no other way to a value.

use std::collections::BTreeMap;

use super::material::Material;
use crate::exact::{Fraction, decimal_text, percent_text};
use crate::judge::{self, CellShown, Document, Level, Rate, Value, form};
use crate::pack::Indicator;
use crate::privacy::small::{self, Audience, Shown};
use crate::view::{Asked, Difference, Site, SiteAnswer};
use crate::words::say;
use crate::{Lang, Sentence};

/// Where the cell of an indicator, by its place in the pack, and of a site stands among all.
type CellPlaces = BTreeMap<(usize, usize), usize>;

/// The values of a group as anybody may see them.
#[derive(Debug)]
pub struct Cells<'a> {
    material: Material<'a>,
    packs: BTreeMap<u64, (judge::Cells, CellPlaces)>,
}

/// An answer as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<'a> {
    /// Nobody answered, or two differ.
    Nothing,
    /// As it is, and in words.
    Open(&'a Value, String),
    /// These words alone; no number may be told.
    Kept(String),
}

impl<'a> Cells<'a> {
    /// Decides what may be seen, once for a document.
    pub fn new(material: &Material<'a>) -> Self {
        let report = material.report;
        // A unit may be visited as several kinds of site; of several rounds the newest speaks for it.
        let name = |site: &Site| format!("{} {} {}", site.unit, site.kind, site.name);
        let names: Vec<String> = report.sites.iter().map(name).collect();
        let newest = |at: usize| {
            let mut same = (0..names.len()).filter(|other| names[*other] == names[at]);
            same.all(|other| report.sites[other].round <= report.sites[at].round)
        };
        let newest: Vec<bool> = (0..names.len()).map(newest).collect();
        // Each group that works in a county has a part of it of its own.
        let areas = |site: &Site| [small::areas(&site.unit), vec![report.id.to_string()]].concat();
        let areas: Vec<Vec<String>> = report.sites.iter().map(areas).collect();
        let mut packs = BTreeMap::new();
        for (number, pack) in material.packs.iter() {
            let (mut cells, mut places) = (Vec::new(), CellPlaces::new());
            for asked in report.asked.iter().filter(|asked| asked.pack == number) {
                for answer in asked
                    .sites
                    .iter()
                    .filter(|answer| newest.get(answer.site) == Some(&true))
                {
                    let Some(site) = report.sites.get(answer.site) else {
                        continue;
                    };
                    places.insert((asked.place, answer.site), cells.len());
                    cells.push(judge::Cell {
                        site: &names[answer.site],
                        areas: &areas[answer.site],
                        kind: &site.kind,
                        indicator: asked.place,
                        found: answer.value.as_ref(),
                        reported: answer.reported.as_ref(),
                    });
                }
            }
            packs.insert(number, (judge::shown_cells(pack, &cells, &Audience::Outside), places));
        }
        Self {
            material: *material,
            packs,
        }
    }

    /// What was found at a site, as anybody may see it. What an older round found is not told of protected persons.
    pub fn found<'b>(&self, asked: &Asked, answer: &'b SiteAnswer) -> Seen<'b> {
        let indicator = self.material.indicator(asked);
        let (Some(indicator), Some(found)) = (indicator, answer.value.as_ref()) else {
            return Seen::Nothing;
        };
        let lang = self.material.lang();
        let site = self.material.report.sites.get(answer.site);
        let kept = site.is_none_or(|site| judge::is_kept(indicator, &site.kind));
        let cell = self.packs.get(&asked.pack).and_then(|(cells, places)| {
            let place = places.get(&(asked.place, answer.site))?;
            cells.cell(*place)
        });
        match cell {
            Some(CellShown::Kept { found, .. }) => {
                let said = found.iter().flatten().map(|shown| say(lang, &shown.say()));
                Seen::Kept(said.collect::<Vec<_>>().join("；"))
            }
            None if kept => Seen::Kept(String::new()),
            Some(CellShown::Open) | None => Seen::Open(found, value(indicator, found, lang)),
        }
    }

    /// What a place reported and what was found, in words, as anybody may see them.
    pub fn difference(&self, one: &Difference) -> Option<[String; 2]> {
        let indicator = self.material.packs.get(one.pack)?.indicators.get(one.place)?;
        let (cells, places) = self.packs.get(&one.pack)?;
        let lang = self.material.lang();
        match cells.cell(*places.get(&(one.place, one.site))?)? {
            CellShown::Open => Some([&one.reported, &one.found].map(|shown| value(indicator, shown, lang))),
            CellShown::Kept { found, reported } => {
                let words = |slots: &[Option<Shown>]| {
                    let said = slots.iter().flatten().map(|shown| say(lang, &shown.say()));
                    said.collect::<Vec<_>>().join("；")
                };
                Some([words(reported), words(found)])
            }
        }
    }
}

/// A number with as few decimals as it needs, at most two.
fn number(value: &Fraction) -> String {
    let text = decimal_text(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A rate as counts with the share behind: `49/60（81.7 %）`.
fn rate(indicator: &Indicator, rate: &Rate, lang: Lang) -> String {
    let counts = format!("{}/{}", number(&rate.numerator), number(&rate.denominator));
    let percent = matches!(indicator.cell("unit"), "%" | "百分点") && rate.denominator != crate::exact::whole(0);
    if !percent {
        return counts;
    }
    let share = percent_text(&(&rate.numerator / &rate.denominator), 1);
    say(
        lang,
        &Sentence::new("documents-counts-share")
            .with("counts", counts)
            .with("share", share),
    )
}

fn count(indicator: &Indicator, value: &Fraction) -> String {
    format!("{}{}", number(value), indicator.cell("unit"))
}

fn level(indicator: &Indicator, value: &Level, lang: Lang) -> String {
    match value {
        Level::Count(value) => count(indicator, value),
        Level::Rate(value) => rate(indicator, value, lang),
    }
}

fn measures(indicator: &Indicator, measures: &BTreeMap<String, u64>) -> String {
    let part = |(code, value): (&String, &u64)| format!("{code} {}", count(indicator, &crate::exact::whole(*value)));
    measures.iter().map(part).collect::<Vec<_>>().join("；")
}

/// A value in words.
fn value(indicator: &Indicator, value: &Value, lang: Lang) -> String {
    let words = form::words(indicator.answer_type);
    let word = |first: bool| words.get(usize::from(!first)).copied().unwrap_or_default().to_owned();
    match value {
        Value::NotApplicable { .. } => form::NOT_APPLICABLE.to_owned(),
        Value::YesNo(yes) => word(*yes),
        Value::Document(Document::Absent) | Value::NotDone => word(false),
        Value::Document(Document::Seen { number, .. }) => match number {
            Some(number) => format!("{}（{number}）", word(true)),
            None => word(true),
        },
        Value::Checklist(there) => {
            let missing = indicator
                .options
                .iter()
                .enumerate()
                .filter(|(at, _)| !there.contains(at));
            let missing: Vec<&str> = missing.map(|(_, option)| &**option).collect();
            let complete = word(missing.is_empty());
            if missing.is_empty() {
                complete
            } else {
                format!("{complete}：{}", missing.join("、"))
            }
        }
        Value::Rate(found) => rate(indicator, found, lang),
        Value::Count(found) => count(indicator, found),
        Value::Measures(found) => measures(indicator, found),
        Value::Trend { now, base } => {
            let now = level(indicator, now, lang);
            let base = base
                .as_ref()
                .map_or_else(|| "—".to_owned(), |base| level(indicator, base, lang));
            say(
                lang,
                &Sentence::new("documents-trend").with("now", now).with("base", base),
            )
        }
        Value::Done(Some(day)) => format!("{}（{day}）", word(true)),
        Value::Done(None) => word(true),
        Value::Text(text) => text.clone(),
        Value::Sampled(sample) => {
            let what = Sentence::new("documents-sampled").with("population", sample.population());
            say(lang, &what.with("sample", sample.sample()).with("hits", sample.hits()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;

    #[test]
    fn a_rate_stands_as_counts_with_its_share_behind() {
        let packs = crate::pack::BUILTIN_IDS.map(|id| builtin(id).unwrap());
        let mut all = packs.iter().flat_map(|pack| &pack.indicators);
        let percent = all.find(|one| one.cell("unit") == "%").unwrap();
        assert_eq!(rate(percent, &Rate::of(49, 60), Lang::Zh), "49/60（81.7 %）");
        assert_eq!(rate(percent, &Rate::of(0, 0), Lang::Zh), "0/0");
    }
}
