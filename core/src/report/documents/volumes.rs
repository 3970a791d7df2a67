//! How much was done: counties, townships, schools, communities; talks, ledgers, checks, interviews.

use std::collections::BTreeSet;

use crate::privacy::small::SHOWN_FROM;
use crate::report::doc::Line;
use crate::view::Site;

/// What was visited and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Volumes {
    pub provinces: u64,
    pub counties: u64,
    pub sites: u64,
    pub townships: u64,
    pub schools: u64,
    pub communities: u64,
    pub others: u64,
    pub talks: (u64, u64),
    pub interviews: (u64, u64),
    pub ledgers: (u64, u64),
    pub documents: u64,
    pub photos: u64,
    pub main: u64,
    pub reserve: u64,
    pub designated: u64,
    pub undrawn: u64,
    pub unsigned: u64,
}

impl Volumes {
    /// Of some sites. A re-inspection is a visit, not another site of its place.
    pub fn of<'a>(sites: impl IntoIterator<Item = &'a Site>) -> Self {
        let mut volumes = Self::default();
        let (mut provinces, mut counties) = (BTreeSet::new(), BTreeSet::new());
        for site in sites {
            provinces.insert(&*site.province);
            counties.insert(site.county());
            volumes.sites += 1;
            *match &*site.kind {
                "乡镇(街道)" => &mut volumes.townships,
                "学校" => &mut volumes.schools,
                "社区(村居)" => &mut volumes.communities,
                _ => &mut volumes.others,
            } += 1;
            *match &*site.chosen {
                "main" => &mut volumes.main,
                "reserve" => &mut volumes.reserve,
                "designated" => &mut volumes.designated,
                _ => &mut volumes.undrawn,
            } += 1;
            for (sum, one) in [
                (&mut volumes.talks, site.talks),
                (&mut volumes.interviews, site.interviews),
                (&mut volumes.ledgers, site.ledgers),
            ] {
                sum.0 += one.0;
                sum.1 += one.1;
            }
            volumes.documents += site.documents;
            volumes.photos += site.photos;
            volumes.unsigned += u64::from(!site.signed);
        }
        volumes.provinces = provinces.len() as u64;
        volumes.counties = counties.len() as u64;
        volumes
    }

    /// Where the group was. What was visited nowhere is not mentioned.
    pub fn places(&self) -> Vec<Line> {
        let begin = Line::new("documents-volume-begin")
            .with("sites", self.sites)
            .with("counties", self.counties);
        let parts = [
            (
                self.townships,
                Line::new("documents-volume-townships").with("townships", self.townships),
            ),
            (
                self.schools,
                Line::new("documents-volume-schools").with("schools", self.schools),
            ),
            (
                self.communities,
                Line::new("documents-volume-communities").with("communities", self.communities),
            ),
            (
                self.others,
                Line::new("documents-volume-others").with("others", self.others),
            ),
        ];
        sentence(begin.with("provinces", self.provinces), parts)
    }

    /// By which methods.
    pub fn methods(&self) -> Vec<Line> {
        let people = |code: &'static str, what: &'static str, (count, people): (u64, u64)| {
            // Of very few people interviewed not even their number goes out.
            let few = what == "interviews" && (1..SHOWN_FROM).contains(&people);
            let people = if few {
                format!("<{SHOWN_FROM}")
            } else {
                people.to_string()
            };
            (count, Line::new(code).with(what, count).with("people", people))
        };
        let parts = [
            people("documents-volume-talks", "talks", self.talks),
            people("documents-volume-ledgers", "ledgers", self.ledgers),
            people("documents-volume-interviews", "interviews", self.interviews),
            (
                self.documents,
                Line::new("documents-volume-documents").with("documents", self.documents),
            ),
            (
                self.photos,
                Line::new("documents-volume-photos").with("photos", self.photos),
            ),
        ];
        if parts.iter().all(|(count, _)| *count == 0) {
            return vec![Line::new("documents-volume-no-methods")];
        }
        sentence(Line::new("documents-volume-methods"), parts)
    }

    /// How sites were chosen.
    pub fn chosen(&self) -> Vec<Line> {
        let parts = [
            (self.main, Line::new("documents-volume-main").with("main", self.main)),
            (
                self.reserve,
                Line::new("documents-volume-reserve").with("reserve", self.reserve),
            ),
            (
                self.designated,
                Line::new("documents-volume-designated").with("designated", self.designated),
            ),
            (
                self.undrawn,
                Line::new("documents-volume-undrawn").with("undrawn", self.undrawn),
            ),
        ];
        sentence(Line::new("documents-volume-chosen"), parts)
    }
}

/// A beginning, what of the parts there is with commas between, and the end of a sentence.
fn sentence<const N: usize>(begin: Line, parts: [(u64, Line); N]) -> Vec<Line> {
    let mut lines = vec![begin];
    for (_, part) in parts.into_iter().filter(|(count, _)| *count > 0) {
        if lines.len() > 1 {
            lines.push(Line::new("list-comma"));
        }
        lines.push(part);
    }
    lines.push(Line::new("documents-stop"));
    lines
}
