//! 汇总报告 of the organiser: every group together, and the items by provinces. Provinces are not ranked.

use std::collections::{BTreeMap, BTreeSet};

use super::material::Material;
use super::provinces::judged;
use super::tally::Tally;
use super::volumes::Volumes;
use crate::Sentence;
use crate::field::NoteKind;
use crate::report::doc::{Draft, LIMITS, Line, ReportDoc, Table};
use crate::report::wording;
use crate::view::Places;

/// Provinces of one table: more do not fit a page.
const ACROSS: usize = 10;

/// Drafts the consolidated report of all groups.
#[must_use]
pub fn consolidated(groups: &[Material]) -> Option<ReportDoc> {
    let first = groups.first()?;
    let campaign = groups.iter().find_map(|group| group.report.campaign.clone());
    let campaign = campaign.unwrap_or_else(|| first.word("documents-campaign"));
    let title = first.say(&Sentence::new("documents-consolidated-title").with("campaign", campaign));
    let mut draft = Draft::new(title, first.lang(), &first.options.written);
    draft.subtitle(first.word("documents-draft-mark"));
    draft.limit(LIMITS[1]);
    draft.landscape();
    draft.heading(1, &first.word("documents-outline-done"));
    volume(groups, &mut draft);
    draft.heading(1, &first.word("documents-overall"));
    overall(groups, &mut draft);
    draft.heading(1, &first.word("documents-by-group"));
    by_group(groups, &mut draft);
    draft.annex(&first.word("documents-annex-matrix"));
    matrix(groups, &mut draft);
    Some(draft.finish())
}

fn volume(groups: &[Material], draft: &mut Draft) {
    let volumes = Volumes::of(groups.iter().flat_map(|group| &group.report.sites));
    if volumes.sites == 0 {
        draft.paragraph("volume", &[Line::new("documents-no-sites")]);
        return;
    }
    let mut lines = vec![Line::new("documents-groups").with("groups", groups.len())];
    lines.extend(volumes.places());
    lines.extend(volumes.methods());
    lines.extend(volumes.chosen());
    draft.paragraph("volume", &lines);
}

fn overall(groups: &[Material], draft: &mut Draft) {
    let all = Tally::over(groups.iter().flat_map(|group| &group.report.asked), |_| true);
    if all.answered() == 0 {
        draft.paragraph("overall", &[Line::new("documents-no-answers")]);
        return;
    }
    let count = |kind: NoteKind| {
        groups
            .iter()
            .map(|group| group.report.notes_of(kind).count())
            .sum::<usize>()
    };
    let notes = Line::new("documents-notes")
        .with("findings", count(NoteKind::Finding))
        .with("practices", count(NoteKind::Practice))
        .with("difficulties", count(NoteKind::Difficulty));
    draft.paragraph("overall", &[judged(&all), notes]);
}

fn by_group(groups: &[Material], draft: &mut Draft) {
    let Some(first) = groups.first() else { return };
    let row = |group: &Material| {
        let report = group.report;
        let tally = Tally::over(&report.asked, |_| true);
        vec![
            group.group(),
            super::summary::areas(group),
            report.sites.len().to_string(),
            tally.judged().to_string(),
            tally.met.to_string(),
            tally.not_met.to_string(),
            tally.to_check.to_string(),
            report.notes_of(NoteKind::Finding).count().to_string(),
        ]
    };
    draft.table(Table {
        name: first.word("documents-by-group"),
        columns: vec![
            first.column("documents-group", 4),
            first.column("documents-areas", 8),
            first.number_column("documents-sites-short", 3),
            first.number_column("documents-looked", 3),
            first.number_column("documents-met-short", 3),
            first.number_column("documents-not-met-short", 3),
            first.number_column("documents-to-check-short", 3),
            first.number_column("documents-findings-short", 3),
        ],
        rows: groups.iter().map(row).collect(),
    });
}

/// Items by provinces: met of judged in each cell, as counts; an item nobody held to a threshold shows how often it was
/// recorded. Provinces stand in the order of their codes.
fn matrix(groups: &[Material], draft: &mut Draft) {
    let Some(first) = groups.first() else { return };
    let mut cells: BTreeMap<(u64, usize), BTreeMap<String, Tally>> = BTreeMap::new();
    let mut provinces = BTreeSet::new();
    for group in groups {
        for asked in &group.report.asked {
            let row = cells.entry((asked.pack, asked.place)).or_default();
            for code in group.report.provinces() {
                let here = |place: usize| group.report.sites.get(place).is_some_and(|site| site.province == code);
                let tally = Tally::of(asked, here);
                if tally.answered() > 0 {
                    row.insert(code.clone(), tally);
                }
                provinces.insert(code);
            }
        }
    }
    if cells.is_empty() {
        draft.paragraph("matrix", &[Line::new("documents-no-answers")]);
        return;
    }
    draft.paragraph("matrix", &[Line::new("documents-matrix-how")]);
    let provinces: Vec<String> = provinces.into_iter().collect();
    for (part, some) in provinces.chunks(ACROSS).enumerate() {
        let mut columns = vec![
            first.column("documents-item", 2),
            first.column("documents-indicator", 4),
            first.column("documents-requirement", 12),
        ];
        columns.extend(some.iter().map(|code| crate::report::doc::Column {
            header: short(Places::province(code)),
            ..first.number_column("documents-province", 4)
        }));
        let name = Sentence::new("documents-matrix-name").with("part", part + 1);
        draft.table(Table {
            name: first.say(&name),
            columns,
            rows: cells
                .iter()
                .filter_map(|(key, row)| matrix_row(first, *key, row, some))
                .collect(),
        });
    }
}

fn matrix_row(
    material: &Material,
    (pack, place): (u64, usize),
    row: &BTreeMap<String, Tally>,
    provinces: &[String],
) -> Option<Vec<String>> {
    let indicator = material.packs.get(pack)?.indicators.get(place)?;
    let mut cells = vec![
        indicator.cell("item").to_owned(),
        indicator.id().to_owned(),
        indicator.requirement().to_owned(),
    ];
    cells.extend(provinces.iter().map(|code| match row.get(code) {
        None => String::new(),
        Some(tally) if tally.judged() == 0 => {
            material.say(&Sentence::new("documents-matrix-recorded").with("recorded", tally.recorded))
        }
        Some(tally) if tally.judged() < wording::LEAST => format!("{}/{}", tally.met, tally.judged()),
        Some(tally) => format!("{}/{}\n{}", tally.met, tally.judged(), tally.rate()),
    }));
    Some(cells)
}

/// A province's name without what it is: 内蒙古 of 内蒙古自治区.
fn short(name: &str) -> String {
    const ENDS: [&str; 8] = [
        "特别行政区",
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "省",
        "市",
        "区",
    ];
    let end = ENDS.iter().find(|end| name.ends_with(**end));
    end.map_or(name, |end| name.trim_end_matches(end)).to_owned()
}
