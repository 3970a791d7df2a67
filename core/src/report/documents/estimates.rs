//! 推算, in the organiser's annex alone: how far the counties that were drawn and looked at speak for all of them.
//!
//! Only indicators asked of the drawn unit itself are weighted, a unit once; what was seen at some schools of a county says
//! nothing here of its others. A rate is an estimate's reading in words, or the reason why there is none.

use std::collections::BTreeMap;

use super::material::Material;
use crate::Sentence;
use crate::draw::Certificate;
use crate::draw::certificate::Role;
use crate::estimate::visited::{Outcome, Visited, one_stage};
use crate::estimate::{design, reading};
use crate::exact::{Fraction, ratio};
use crate::judge::Verdict;
use crate::report::doc::{Draft, Line, Table};
use crate::view::{Asked, SiteAnswer};

/// The counties of all certificates: strata with their sizes, and the unit each drawn place fell to.
#[derive(Debug, Default)]
struct Drawn {
    sizes: BTreeMap<String, u64>,
    /// By the unit that is to be visited: its stratum.
    to_visit: BTreeMap<String, String>,
    /// Drawn units that a reserve stands in for, with what became of them.
    replaced: Vec<(String, Outcome)>,
}

impl Drawn {
    fn add(&mut self, certificate: &Certificate, prefix: &str) {
        let label = |stratum: &str| format!("{prefix}{stratum}");
        for size in &certificate.plan.strata_sizes {
            self.sizes.insert(label(&size.label), size.population as u64);
        }
        for unit in certificate.units.iter().filter(|unit| unit.role != Role::Designated) {
            let released = certificate.releases.iter().find(|release| release.reserve == unit.unit);
            let replaced = certificate.releases.iter().find(|release| release.unit == unit.unit);
            match (replaced, unit.role) {
                (Some(release), _) => {
                    let outcome = if release.reason.is_out_of_scope() {
                        Outcome::OutOfScope
                    } else {
                        Outcome::Unreachable
                    };
                    self.replaced.push((label(&unit.stratum), outcome));
                }
                (None, Role::Reserve) if released.is_none() => {}
                (None, _) => {
                    self.to_visit.insert(unit.unit.clone(), label(&unit.stratum));
                }
            }
        }
    }

    /// Whether weights of one stage are those of this certificate.
    fn is_plain(certificate: &Certificate) -> bool {
        !certificate.plan.plan.design.is_pps() && certificate.plan.stage.is_none()
    }
}

/// What the drawn units say to an indicator; none where it was asked at several places of one unit, or of no drawn unit.
fn outcomes(material: &Material, drawn: &Drawn, asked: &Asked) -> Option<BTreeMap<String, Outcome>> {
    let mut newest: BTreeMap<&str, (&str, u64, &SiteAnswer)> = BTreeMap::new();
    for answer in &asked.sites {
        let site = material.report.sites.get(answer.site)?;
        if !site.listed {
            return None;
        }
        match newest.get(&*site.unit) {
            Some((kind, ..)) if *kind != site.kind => return None,
            Some((_, round, _)) if *round >= site.round => {}
            _ => {
                newest.insert(&site.unit, (&site.kind, site.round, answer));
            }
        }
    }
    let outcome = |answer: &SiteAnswer| match answer.verdict {
        Some(Verdict::Met) => Some(Outcome::Hit),
        Some(Verdict::NotMet) => Some(Outcome::Miss),
        Some(Verdict::NotApplicable) => Some(Outcome::NotApplicable),
        _ => None,
    };
    let known = newest
        .into_iter()
        .filter(|(unit, _)| drawn.to_visit.contains_key(*unit));
    let known = known.filter_map(|(unit, (_, _, answer))| Some((unit.to_owned(), outcome(answer)?)));
    let known: BTreeMap<String, Outcome> = known.collect();
    let judged = known
        .values()
        .any(|outcome| matches!(outcome, Outcome::Hit | Outcome::Miss));
    judged.then_some(known)
}

/// The cells of an indicator: drawn, decided, met, and what is estimated.
fn cells(material: &Material, drawn: &Drawn, known: &BTreeMap<String, Outcome>, level: &Fraction) -> [String; 4] {
    let mut visited: Vec<Visited> = Vec::new();
    let main = |stratum: &str, outcome| Visited {
        stratum: stratum.to_owned(),
        role: Role::Main,
        outcome,
    };
    visited.extend(drawn.replaced.iter().map(|(stratum, outcome)| main(stratum, *outcome)));
    for (unit, stratum) in &drawn.to_visit {
        // What is not decided yet is not known: those that are stand for it.
        visited.push(main(stratum, known.get(unit).copied().unwrap_or(Outcome::Unreachable)));
    }
    let count = |wanted| known.values().filter(|outcome| **outcome == wanted).count() as u64;
    let (hits, misses) = (count(Outcome::Hit), count(Outcome::Miss));
    let estimated = one_stage(&drawn.sizes, &visited)
        .and_then(|weighted| design::ratio(&weighted.strata))
        .and_then(|estimate| {
            let read = reading::of_rate(&estimate, level)?;
            Ok(reading::say(&estimate, &read, level, hits + misses, hits))
        });
    let none = || Sentence::new("documents-estimate-none");
    [
        drawn.to_visit.len().to_string(),
        (hits + misses).to_string(),
        hits.to_string(),
        material.say(&estimated.unwrap_or_else(|_| none())),
    ]
}

/// The annex.
pub(super) fn estimates(material: &Material, draws: &[Certificate], draft: &mut Draft) {
    if draws.is_empty() {
        draft.paragraph("estimates", &[Line::new("documents-no-certificate")]);
        return;
    }
    let mut counties = Drawn::default();
    for certificate in draws {
        if Drawn::is_plain(certificate) {
            let prefix = match draws.len() {
                1 => String::new(),
                _ => format!("{} ", certificate.plan.plan.title),
            };
            counties.add(certificate, &prefix);
        } else {
            draft.remark(&Sentence::new("documents-estimate-not-plain").with("title", &certificate.plan.plan.title));
        }
    }
    let level = ratio(19, 20).unwrap_or_default();
    let row = |asked: &Asked| {
        let known = outcomes(material, &counties, asked)?;
        let indicator = material.indicator(asked)?;
        let mut row = vec![
            indicator.cell("item").to_owned(),
            indicator.id().to_owned(),
            indicator.requirement().to_owned(),
        ];
        row.extend(cells(material, &counties, &known, &level));
        Some(row)
    };
    let rows: Vec<Vec<String>> = material.report.asked.iter().filter_map(row).collect();
    if rows.is_empty() {
        draft.paragraph("estimates", &[Line::new("documents-no-estimates")]);
        return;
    }
    draft.paragraph("estimates", &[Line::new("documents-estimates-how")]);
    draft.table(Table {
        name: material.word("documents-annex-estimates"),
        columns: vec![
            material.column("documents-item", 2),
            material.column("documents-indicator", 4),
            material.column("documents-requirement", 10),
            material.number_column("documents-drawn-short", 3),
            material.number_column("documents-decided-short", 3),
            material.number_column("documents-met-short", 3),
            material.column("documents-estimate-short", 14),
        ],
        rows,
    });
}
