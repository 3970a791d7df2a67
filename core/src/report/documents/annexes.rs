//! Annexes of a summary report: the items as printed, the findings, the sites and how each was chosen, 自报与核实.

use super::cells::Cells;
use super::ledger;
use super::material::{Material, fact, number};
use super::tally::Tally;
use crate::Sentence;
use crate::field::{Interviewed, NoteKind};
use crate::privacy::small::by_county;
use crate::report::doc::{Draft, Figure, Line, Table};
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
    draft.annex(&material.word("documents-annex-interviews"));
    interviews(material, draft);
    if !material.options.pictures.is_empty() {
        draft.annex(&material.word("documents-annex-pictures"));
        pictures(material, draft);
    }
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
    refusals(material, draft);
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

/// Places that refused or hindered the inspection: each is a finding.
fn refusals(material: &Material, draft: &mut Draft) {
    let report = material.report;
    let mut any = false;
    for note in report.notes_of(NoteKind::Finding).filter(|note| note.row.refusal) {
        any = true;
        let line = Line::new("documents-refusal")
            .with("site", material.site_of(note))
            .with("fact", fact(note))
            .with("number", number(note));
        draft.paragraph(&format!("annex.refusal.{}", note.row.entity.key), &[line]);
    }
    if !any {
        draft.paragraph("annex.refusal", &[Line::new("documents-no-refusals")]);
    }
}

/// Photos by choice, each with its number; of one that cannot be shown, why.
fn pictures(material: &Material, draft: &mut Draft) {
    let report = material.report;
    let mut figures = Vec::new();
    for picture in &material.options.pictures {
        let site = report.sites.iter().find(|site| site.visit == picture.visit);
        let indicator = picture.indicator.as_ref();
        let parts = [
            site.map(|site| material.site(site)),
            indicator.map(|(_, id)| id.clone()),
            picture.taken.as_ref().map(|taken| material.say(taken)),
        ];
        let caption = Sentence::new("documents-picture").with("number", &picture.number);
        let caption = caption.with("what", material.list(parts.into_iter().flatten()));
        match &picture.figure {
            Ok(figure) => figures.push(Figure {
                caption: material.say(&caption),
                image: figure.clone(),
            }),
            Err(why) => {
                let line = Sentence::new("documents-picture-none").with("number", &picture.number);
                draft.remark(&line.with("why", material.say(why)));
            }
        }
    }
    draft.figures(figures);
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

/// What was answered in interviews, by county and role; never by site.
fn interviews(material: &Material, draft: &mut Draft) {
    let tallies = by_county(&material.report.interviews);
    if tallies.is_empty() {
        draft.paragraph("annex.interviews", &[Line::new("documents-no-interviews")]);
        return;
    }
    draft.paragraph("annex.interviews", &[Line::new("documents-interviews-how")]);
    let mut rows = Vec::new();
    for tally in &tallies {
        // The last of the areas is the group, the one before it the county.
        let county = tally.areas.iter().rev().nth(1).map_or("", String::as_str);
        let role = Interviewed::of(&tally.role).map_or_else(String::new, |role| material.say(&role.word()));
        let mut words = tally.question.lines();
        let question = words.next().unwrap_or_default();
        for (at, option) in words.enumerate() {
            let count = tally.counts.as_ref().and_then(|counts| counts.get(at));
            let said = |text: &str| if at == 0 { text.to_owned() } else { String::new() };
            rows.push(vec![
                said(&material.county(county)),
                said(&role),
                said(question),
                option.to_owned(),
                tally.sites.to_string(),
                count.map_or_else(|| material.word("documents-not-told"), ToString::to_string),
            ]);
        }
    }
    draft.table(Table {
        name: material.word("documents-annex-interviews"),
        columns: vec![
            material.column("documents-county", 5),
            material.column("documents-role-asked", 4),
            material.column("documents-question", 8),
            material.column("documents-option", 4),
            material.number_column("documents-sites-short", 3),
            material.number_column("documents-people-short", 3),
        ],
        rows,
    });
}
