//! What somebody outside may see of a group's answers, and other answers he could not tell from them.
//!
//! A paper that keeps the rule of small counts is made of what is seen alone. So of two states that look the same from
//! outside every paper must be the same, to the letter: this is what the tests hold papers to, without knowing how one is
//! made.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::collections::BTreeMap;

use crosscheck_core::judge::{self, Answer, Cell, CellShown, Rate, Value, form, judge as judged, shown_cells};
use crosscheck_core::pack::Indicator;
use crosscheck_core::privacy::small::{Audience, Shown, areas};
use crosscheck_core::view::{Difference, GroupReport, Packs};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use crate::onlooker::persons;

/// The place of an answer in a report: the indicator among those asked, and the answer among its sites.
pub type At = (usize, usize);

/// Everything that is seen from outside of answers about protected persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Of each answer.
    pub cells: BTreeMap<At, CellShown>,
    /// Of each indicator the sums over every area.
    pub totals: BTreeMap<(u64, usize, Vec<String>), [Option<Shown>; 2]>,
}

/// What is seen of a report, decided for all of the group at once.
#[must_use]
pub fn seen(report: &GroupReport, packs: &Packs) -> Seen {
    let name = |at: usize| {
        let site = &report.sites[at];
        format!("{} {} {}", site.unit, site.kind, site.name)
    };
    let names: Vec<String> = (0..report.sites.len()).map(name).collect();
    let above = |at: usize| [areas(&report.sites[at].unit), vec![report.id.to_string()]].concat();
    let above: Vec<Vec<String>> = (0..report.sites.len()).map(above).collect();
    let (mut cells, mut totals) = (BTreeMap::new(), BTreeMap::new());
    for (number, pack) in packs.iter() {
        let asked = report
            .asked
            .iter()
            .enumerate()
            .filter(|(_, asked)| asked.pack == number);
        let answers = asked.flat_map(|(at, asked)| asked.sites.iter().enumerate().map(move |(of, one)| (at, of, one)));
        let answers: Vec<_> = answers.collect();
        let table = answers.iter().map(|&(at, _, answer)| Cell {
            site: &names[answer.site],
            areas: &above[answer.site],
            kind: &report.sites[answer.site].kind,
            indicator: report.asked[at].place,
            found: answer.value.as_ref(),
            reported: answer.reported.as_ref(),
        });
        let table: Vec<Cell> = table.collect();
        let shown = shown_cells(pack, &table, &Audience::Outside);
        for (place, (at, of, _)) in answers.iter().enumerate() {
            cells.insert((*at, *of), shown.cell(place).unwrap().clone());
        }
        for place in 0..pack.indicators.len() {
            for area in above
                .iter()
                .flat_map(|area| (0..=area.len()).map(|depth| &area[..depth]))
            {
                totals.insert((number, place, area.to_vec()), shown.total(place, area));
            }
        }
    }
    Seen { cells, totals }
}

fn indicator<'a>(report: &GroupReport, packs: &'a Packs, (asked, _): At) -> &'a Indicator {
    let asked = &report.asked[asked];
    &packs.get(asked.pack).unwrap().indicators[asked.place]
}

/// Answers about protected persons that are numbers.
fn kept(report: &GroupReport, packs: &Packs) -> Vec<At> {
    let all = report.asked.iter().enumerate();
    let all = all.flat_map(|(at, asked)| (0..asked.sites.len()).map(move |of| (at, of)));
    let is_kept = |at: &At| {
        let answer = &report.asked[at.0].sites[at.1];
        let kind = &report.sites[answer.site].kind;
        judge::is_kept(indicator(report, packs, *at), kind)
            && matches!(answer.value, Some(Value::Rate(_) | Value::Count(_)))
    };
    all.filter(is_kept).collect()
}

/// Some persons, as an indicator counts them.
fn some(indicator: &Indicator, luck: &mut impl Rng) -> Value {
    let (part, rest) = (persons(luck, 40), persons(luck, 40));
    if form::is_rate(indicator) {
        Value::Rate(Rate::of(part, part + rest))
    } else {
        Value::Count(crosscheck_core::exact::whole(part))
    }
}

/// Sets an answer, with the verdict it comes to.
fn set(report: &mut GroupReport, packs: &Packs, at: At, value: Value) {
    let indicator = indicator(report, packs, at);
    let answer = &mut report.asked[at.0].sites[at.1];
    let circumstances = report.sites[answer.site].circumstances();
    let judgement = judged(indicator, Some(&Answer::counted(value.clone())), &circumstances);
    answer.verdict = judgement.map(|judgement| judgement.verdict);
    answer.value = Some(value);
}

/// Puts the differences down anew.
fn compare(report: &mut GroupReport) {
    let mut differences = Vec::new();
    for asked in &report.asked {
        for answer in asked.sites.iter().filter(|answer| !answer.self_reported) {
            let (Some(found), Some(reported)) = (&answer.value, &answer.reported) else {
                continue;
            };
            if found != reported {
                differences.push(Difference {
                    site: answer.site,
                    pack: asked.pack,
                    place: asked.place,
                    reported: reported.clone(),
                    found: found.clone(),
                });
            }
        }
    }
    report.differences = differences;
}

/// Answers about protected persons anew, few more often than many; of half of them the place says something of its own.
pub fn scatter(report: &mut GroupReport, packs: &Packs, luck: &mut impl Rng) {
    for at in kept(report, packs) {
        let value = some(indicator(report, packs, at), luck);
        set(report, packs, at, value);
        let own = luck.random_bool(0.5).then(|| some(indicator(report, packs, at), luck));
        report.asked[at.0].sites[at.1].reported = own;
    }
    compare(report);
}

/// What is seen of a report beside numbers: verdicts, and where a place says otherwise of itself.
fn plain(report: &GroupReport) -> Vec<(Option<judge::Verdict>, bool)> {
    let answers = report.asked.iter().flat_map(|asked| &asked.sites);
    let differs =
        |answer: &crosscheck_core::view::SiteAnswer| answer.reported.is_some() && answer.reported != answer.value;
    answers.map(|answer| (answer.verdict, differs(answer))).collect()
}

/// A report with other hidden numbers that looks the same from outside, and how many of them are others.
#[must_use]
pub fn alike(report: &GroupReport, packs: &Packs, luck: &mut impl Rng) -> (GroupReport, usize) {
    let (shown, beside) = (seen(report, packs), plain(report));
    let mut places = kept(report, packs);
    places.retain(|at| !shown.cells[at].is_open());
    places.shuffle(luck);
    let (mut other, mut changed) = (report.clone(), 0);
    for at in places.into_iter().take(MOST_CHANGED) {
        for _ in 0..TRIES {
            let mut tried = other.clone();
            let value = some(indicator(report, packs, at), luck);
            if luck.random_bool(0.5) || tried.asked[at.0].sites[at.1].reported.is_none() {
                set(&mut tried, packs, at, value);
            } else {
                tried.asked[at.0].sites[at.1].reported = Some(value);
            }
            let is_new = tried.asked[at.0].sites[at.1] != other.asked[at.0].sites[at.1];
            if is_new && plain(&tried) == beside && seen(&tried, packs) == shown {
                other = tried;
                changed += 1;
                break;
            }
        }
    }
    compare(&mut other);
    (other, changed)
}

/// How many numbers are changed at most, and how often another is tried for one.
const MOST_CHANGED: usize = 8;
const TRIES: usize = 12;
