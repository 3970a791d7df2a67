//! 抽取笔录: the record of a draw, to be printed and signed where it happened.
//!
//! Everything on it stands in the certificate; hashes are set in groups of eight so that two people can read them to each
//! other. Where the seed is not announced the record says which part may be published before the round closes.

use chrono::{Datelike, Timelike};

use super::paper::{Column, Paper, grouped, spaced};
use crate::draw::Certificate;
use crate::draw::certificate::{DrawnUnit, Release, Releasing, Roll, Roller};
use crate::draw::plan::{Design, Rule, Size, Test, WHOLE};
use crate::draw::show;
use crate::words::say;
use crate::{Error, Lang, Sentence};

/// The record of a certificate as a DOCX file.
///
/// # Errors
/// When the archive cannot be made.
pub fn docx(certificate: &Certificate, lang: Lang) -> Result<Vec<u8>, Error> {
    let record = Record { certificate, lang };
    let paper = Paper::new()
        .title(&record.say(Sentence::new("draw-record-title")))
        .subtitle(&certificate.plan.plan.title);
    let paper = record.plan(paper);
    let paper = record.rolls(paper);
    let paper = record.result(paper);
    let paper = record.changes(paper);
    let paper = record.public(paper);
    record.signatures(paper).finish()
}

struct Record<'a> {
    certificate: &'a Certificate,
    lang: Lang,
}

impl Record<'_> {
    fn say(&self, sentence: Sentence) -> String {
        say(self.lang, &sentence)
    }

    fn plan(&self, paper: Paper) -> Paper {
        let (frozen, plan) = (&self.certificate.plan, &self.certificate.plan.plan);
        let drawn: usize = frozen.strata_sizes.iter().map(|size| size.drawn).sum();
        let population: usize = frozen.strata_sizes.iter().map(|size| size.population).sum();
        let design = Sentence::new("draw-record-design")
            .with("design", design_code(self.certificate))
            .with("strata", frozen.strata_sizes.len())
            .with("population", population)
            .with("drawn", drawn)
            .with("size", self.size());
        let frame = Sentence::new("draw-record-frame")
            .with("file", &plan.frame)
            .with("rows", frozen.rows);
        let mut paper = paper
            .heading(&self.say(Sentence::new("draw-record-plan")))
            .body(&self.say(Sentence::new("draw-record-ceremony").with("ceremony", &plan.ceremony)))
            .body(&self.say(design))
            .lead(&self.say(frame))
            .code(&grouped(&frozen.frame_hash))
            .lead(&self.say(Sentence::new("draw-record-commitment")))
            .code(&grouped(&self.certificate.commitment));
        if let Some(parent) = &frozen.stage {
            let unit = plan.unit.as_deref().unwrap_or_default();
            let what = Sentence::new("draw-record-stage").with("unit", unit);
            paper = paper.lead(&self.say(what)).code(&grouped(&parent.commitment));
        }
        for rule in &plan.exclude {
            paper = paper.body(&self.rule(Sentence::new("draw-record-excluded"), rule));
        }
        for rule in &plan.include {
            paper = paper.body(&self.rule(Sentence::new("draw-record-designated"), rule));
        }
        self.strata(paper)
    }

    fn size(&self) -> String {
        self.say(match self.certificate.plan.plan.size {
            Size::PerStratum { per_stratum } => Sentence::new("draw-record-per-stratum").with("count", per_stratum),
            Size::Shared { total, minimum, .. } => Sentence::new("draw-record-shared")
                .with("total", total)
                .with("minimum", minimum),
            Size::Total { total } => Sentence::new("draw-record-total").with("total", total),
        })
    }

    fn rule(&self, what: Sentence, rule: &Rule) -> String {
        let (how, value) = match &rule.test {
            Test::Equals(value) => ("equals", value),
            Test::StartsWith(value) => ("starts", value),
        };
        let what = what.with("column", &rule.column).with("how", how);
        self.say(what.with("value", value).with("reason", &rule.reason))
    }

    fn strata(&self, paper: Paper) -> Paper {
        let columns = self.columns(&[
            ("stratum", 5),
            ("rows", 3),
            ("excluded", 4),
            ("designated", 4),
            ("population", 3),
            ("drawn", 3),
            ("reserves", 4),
        ]);
        let sizes = &self.certificate.plan.strata_sizes;
        let row = |rows: &crate::draw::population::StratumRows| {
            let size = sizes.iter().find(|size| size.label == rows.label);
            let number = |part: fn(&crate::draw::freeze::StratumSize) -> usize| {
                size.map_or("—".to_owned(), |size| part(size).to_string())
            };
            vec![
                rows.label.clone(),
                rows.rows.to_string(),
                rows.excluded.to_string(),
                rows.designated.to_string(),
                number(|size| size.population),
                number(|size| size.drawn),
                number(|size| size.reserves),
            ]
        };
        let rows: Vec<Vec<String>> = self.certificate.rows.iter().map(row).collect();
        paper
            .lead(&self.say(Sentence::new("draw-record-strata")))
            .table(&columns, &rows)
    }

    fn rolls(&self, paper: Paper) -> Paper {
        let paper = paper.heading(&self.say(Sentence::new("draw-record-rolls")));
        if self.certificate.rolls.is_empty() {
            return paper.body(&self.say(Sentence::new("draw-record-no-rolls")));
        }
        let rolls = self.certificate.rolls.iter();
        rolls.fold(paper, |paper, roll| paper.form(&self.roll(roll)))
    }

    fn roll(&self, roll: &Roll) -> Vec<(String, String)> {
        let field = |name: &str| self.say(Sentence::new("draw-record-field").with("field", name));
        let mut rows = vec![
            (field("stratum"), label(roll).to_owned()),
            (
                field("time"),
                roll.time.as_deref().map(|time| self.time(time)).unwrap_or_default(),
            ),
            (field("place"), roll.place.clone().unwrap_or_default()),
        ];
        let rolled = |roller: &Roller| format!("{}  {}", roller.unit, spaced(&roller.digits, 4));
        let rollers: Vec<String> = roll.rollers.iter().map(rolled).collect();
        rows.push((field("rollers"), rollers.join("\n")));
        rows.push((field("seed"), spaced(&roll.seed, 4)));
        if let Some(hash) = &roll.salted_hash {
            rows.push((field("salted"), grouped(hash)));
        }
        rows
    }

    /// A time of the certificate as people write it; what is no time as it stands.
    fn time(&self, text: &str) -> String {
        let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) else {
            return text.to_owned();
        };
        let zone = time.offset().to_string();
        let zone = if zone == "+08:00" { "beijing".to_owned() } else { zone };
        self.say(
            Sentence::new("draw-record-time")
                .with("year", time.year())
                .with("month", time.month())
                .with("day", time.day())
                .with("clock", format!("{:02}:{:02}", time.hour(), time.minute()))
                .with("zone", zone),
        )
    }

    fn result(&self, paper: Paper) -> Paper {
        let columns = self.columns(&[
            ("stratum", 6),
            ("rank", 4),
            ("role", 4),
            ("unit", 6),
            ("name", 10),
            ("ticket", 11),
            ("probability", 6),
        ]);
        let rows: Vec<Vec<String>> = self.certificate.units.iter().map(|unit| self.unit(unit)).collect();
        let mut paper = paper.heading(&self.say(Sentence::new("draw-record-result")));
        if !rows.is_empty() {
            paper = paper.table(&columns, &rows);
        }
        let left = show::strata(self.certificate).into_iter().filter(|state| !state.rolled);
        let left: Vec<&str> = left.map(|state| state.size.label.as_str()).collect();
        if !left.is_empty() {
            let labels = left.join(&self.say(Sentence::new("list-comma")));
            let what = Sentence::new("draw-record-not-rolled").with("count", left.len());
            paper = paper.body(&self.say(what.with("strata", labels)));
        }
        match self.certificate.plan.plan.design {
            Design::ParetoPps => paper.body(&self.say(Sentence::new("draw-record-targets"))),
            _ => paper,
        }
    }

    fn unit(&self, unit: &DrawnUnit) -> Vec<String> {
        let ticket: String = unit.ticket.iter().flat_map(|ticket| ticket.chars().take(14)).collect();
        vec![
            unit.stratum.clone(),
            unit.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            self.say(Sentence::new("draw-record-role").with("role", unit.role.code())),
            unit.unit.clone(),
            unit.name.clone().unwrap_or_default(),
            ticket,
            unit.probability.clone().unwrap_or_default(),
        ]
    }

    fn changes(&self, paper: Paper) -> Paper {
        let mut paper = paper.heading(&self.say(Sentence::new("draw-record-changes")));
        let (releases, voids) = (&self.certificate.releases, &self.certificate.void_rolls);
        if releases.is_empty() && voids.is_empty() {
            return paper.body(&self.say(Sentence::new("draw-record-no-changes")));
        }
        for release in releases {
            paper = paper.body(&self.release(release));
        }
        for void in voids {
            let what = Sentence::new("draw-record-void")
                .with("stratum", label(&void.roll))
                .with("reason", &void.reason)
                .with(
                    "time",
                    void.time.as_deref().map_or("—".to_owned(), |time| self.time(time)),
                )
                .with("releases", void.releases.len());
            paper = paper.lead(&self.say(what)).code(&spaced(&void.roll.seed, 4));
        }
        paper
    }

    fn release(&self, release: &Release) -> String {
        let by = release.by.iter().map(|releaser| {
            let role = match releaser.role {
                Releasing::Leader => Sentence::new("draw-record-leader"),
                Releasing::Member => Sentence::new("draw-record-member"),
            };
            self.say(role.with("unit", &releaser.unit))
        });
        let by: Vec<String> = by.collect();
        self.say(
            Sentence::new("draw-record-release")
                .with("unit", &release.unit)
                .with("reserve", &release.reserve)
                .with("reason", release.reason.code())
                .with("evidence", &release.evidence)
                .with("by", by.join(&self.say(Sentence::new("list-comma"))))
                .with(
                    "time",
                    release.time.as_deref().map_or("—".to_owned(), |time| self.time(time)),
                ),
        )
    }

    fn public(&self, paper: Paper) -> Paper {
        let announced = self.certificate.plan.plan.announced;
        let what = if announced {
            Sentence::new("draw-record-public")
        } else {
            Sentence::new("draw-record-private")
        };
        paper
            .heading(&self.say(Sentence::new("draw-record-repeat")))
            .body(&self.say(what))
            .body(&self.say(Sentence::new("draw-record-how")))
            .lead(&self.say(Sentence::new("draw-record-file")))
            .code(&grouped(&self.certificate.sha256))
    }

    fn signatures(&self, paper: Paper) -> Paper {
        let columns = self.columns(&[("signer", 7), ("signing-unit", 8), ("signature", 6), ("date", 5)]);
        let blank = |who: Sentence, unit: &str| vec![self.say(who), unit.to_owned(), String::new(), String::new()];
        let mut rollers: Vec<&str> = Vec::new();
        for roller in self.certificate.rolls.iter().flat_map(|roll| &roll.rollers) {
            if !rollers.contains(&roller.unit.as_str()) {
                rollers.push(&roller.unit);
            }
        }
        if rollers.is_empty() {
            rollers.push("");
        }
        let mut rows = vec![blank(Sentence::new("draw-record-host"), "")];
        rows.extend(
            rollers
                .into_iter()
                .map(|unit| blank(Sentence::new("draw-record-roller"), unit)),
        );
        rows.push(blank(Sentence::new("draw-record-witness"), ""));
        rows.push(blank(Sentence::new("draw-record-clerk"), ""));
        paper
            .heading(&self.say(Sentence::new("draw-record-signatures")))
            .signatures(&columns, &rows)
    }

    fn columns(&self, columns: &[(&str, usize)]) -> Vec<Column> {
        let column = |(name, parts): &(&str, usize)| Column {
            header: self.say(Sentence::new("draw-record-column").with("column", name)),
            parts: *parts,
        };
        columns.iter().map(column).collect()
    }
}

fn design_code(certificate: &Certificate) -> &'static str {
    match certificate.plan.plan.design {
        Design::Srs => "srs",
        Design::Stratified => "stratified",
        Design::Systematic => "systematic",
        Design::PpsSystematic => "pps-systematic",
        Design::ParetoPps => "pareto-pps",
    }
}

fn label(roll: &Roll) -> &str {
    roll.stratum.as_deref().unwrap_or(WHOLE)
}
