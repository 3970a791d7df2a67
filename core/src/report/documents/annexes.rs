//! Annexes of a summary report: the items as printed, the findings, the sites and how each was chosen, 自报与核实.

use super::cells::Cells;
use super::ledger;
use super::material::Material;
use super::tally::Tally;
use crate::Sentence;
use crate::report::doc::{Draft, Line, Table};
use crate::report::wording;
use crate::view::Site;

/// All annexes.
pub(super) fn all(material: &Material, draft: &mut Draft) {
    draft.annex(&material.word("documents-annex-items"));
    items(material, draft);
    draft.annex(&material.word("documents-annex-findings"));
    findings(material, draft);
    draft.annex(&material.word("documents-annex-sites"));
    sites(material, draft);
    draft.annex(&material.word("documents-annex-differences"));
    differences(material, draft);
}

/// A table for each checklist, an indicator a row, in printed order.
pub(super) fn items(material: &Material, draft: &mut Draft) {
    if material.report.asked.is_empty() {
        draft.paragraph("annex.items", &[Line::new("documents-no-answers")]);
    }
    for (number, pack) in material.packs.iter() {
        let mut rows = Vec::new();
        let mut last = None;
        for asked in material.report.asked.iter().filter(|asked| asked.pack == number) {
            let Some(indicator) = material.indicator(asked) else {
                continue;
            };
            let tally = Tally::of(asked, |_| true);
            let again = indicator.item.is_some() && last == Some(indicator.item);
            last = Some(indicator.item);
            let item = if again {
                String::new()
            } else {
                indicator.cell("item").to_owned()
            };
            let share = if tally.judged() == 0 {
                "—".to_owned()
            } else {
                tally.rate()
            };
            let mut row = vec![item, asked.indicator.clone(), indicator.requirement().to_owned()];
            let counts = [
                tally.answered(),
                tally.met,
                tally.not_met,
                tally.to_check,
                tally.recorded,
            ];
            row.extend(counts.map(|count| count.to_string()));
            row.push(share);
            rows.push(row);
        }
        if rows.is_empty() {
            continue;
        }
        draft.remark(&Sentence::new("documents-annex-pack").with("document", pack.header.document()));
        draft.table(Table {
            name: pack.header.id.to_uppercase(),
            columns: vec![
                material.column("documents-item", 2),
                material.column("documents-indicator", 4),
                material.column("documents-requirement", 14),
                material.number_column("documents-looked", 3),
                material.number_column("documents-met-short", 3),
                material.number_column("documents-not-met-short", 3),
                material.number_column("documents-to-check-short", 3),
                material.number_column("documents-recorded-short", 3),
                material.number_column("documents-share", 4),
            ],
            rows,
        });
    }
}

fn findings(material: &Material, draft: &mut Draft) {
    let table = ledger::short_table(material);
    if table.rows.is_empty() {
        draft.paragraph("annex.findings", &[Line::new("documents-no-problems")]);
    } else {
        draft.table(table);
    }
}

/// How a site was chosen, in words.
pub(super) fn chosen(material: &Material, site: &Site) -> String {
    let word = material.say(&Sentence::new("documents-chosen").with("chosen", &site.chosen));
    match &site.reason {
        Some(reason) if !reason.is_empty() => format!("{word}：{reason}"),
        _ => word,
    }
}

fn sites(material: &Material, draft: &mut Draft) {
    let report = material.report;
    if report.sites.is_empty() {
        draft.paragraph("annex.sites", &[Line::new("documents-no-sites")]);
    } else {
        draft.table(site_table(material));
    }
    released(material, draft);
}

fn site_table(material: &Material) -> Table {
    let row = |(number, site): (usize, &Site)| {
        let days = site
            .days
            .map_or_else(String::new, |(from, to)| wording::days(material.lang(), from, to));
        let lists: Vec<String> = site.lists.iter().map(|list| material.say(list)).collect();
        let signed = material.word(if site.signed {
            "documents-signed"
        } else {
            "documents-not-signed"
        });
        vec![
            number.to_string(),
            material.site(site),
            site.kind.clone(),
            chosen(material, site),
            lists.join("、"),
            days,
            signed,
        ]
    };
    Table {
        name: material.word("documents-annex-sites"),
        columns: vec![
            material.number_column("documents-order", 2),
            material.column("documents-site", 8),
            material.column("documents-kind", 4),
            material.column("documents-how-chosen", 6),
            material.column("documents-lists", 5),
            material.column("documents-days", 6),
            material.column("documents-signature", 4),
        ],
        rows: (1..).zip(&material.report.sites).map(row).collect(),
    }
}

/// Reserves that stand in for drawn units, and why.
fn released(material: &Material, draft: &mut Draft) {
    let report = material.report;
    for release in &report.released {
        let line = Line::new("documents-released")
            .with("reserve", &release.reserve)
            .with("unit", &release.unit)
            .with("reason", material.list(&release.reasons));
        draft.paragraph(&format!("annex.released.{}", release.reserve), &[line]);
    }
    if report.released.is_empty() {
        draft.paragraph("annex.released", &[Line::new("documents-none-released")]);
    }
}

fn differences(material: &Material, draft: &mut Draft) {
    let report = material.report;
    let cells = Cells::new(material);
    let row = |difference: &crate::view::Difference| {
        let indicator = material.packs.get(difference.pack)?.indicators.get(difference.place)?;
        let site = report.sites.get(difference.site)?;
        let [reported, found] = cells.difference(difference)?;
        Some(vec![
            material.site(site),
            indicator.id().to_owned(),
            indicator.requirement().to_owned(),
            reported,
            found,
        ])
    };
    let rows: Vec<Vec<String>> = report.differences.iter().filter_map(row).collect();
    if rows.is_empty() {
        draft.paragraph("annex.differences", &[Line::new("documents-no-differences")]);
        return;
    }
    draft.table(Table {
        name: material.word("documents-annex-differences"),
        columns: vec![
            material.column("documents-site", 6),
            material.column("documents-indicator", 3),
            material.column("documents-requirement", 8),
            material.column("documents-reported", 4),
            material.column("documents-found", 4),
        ],
        rows,
    });
}
