//! 汇总报告 of the organiser: every group together, and the items by provinces. Provinces are not ranked.

use std::collections::{BTreeMap, BTreeSet};

use super::estimates::estimates;
use super::material::{Material, short};
use super::problems::{Where, failing, finding, not_met, practices};
use super::summary::{OFFICE_GATES, gates, overall, suggestions};
use super::tally::Tally;
use super::volumes::Volumes;
use crate::Sentence;
use crate::draw::Certificate;
use crate::field::{NoteKind, Severity};
use crate::report::doc::{Draft, LIMITS, Line, ReportDoc, Table};
use crate::report::wording;
use crate::view::{GroupReport, Places};

/// Provinces of one table: more do not fit a page.
const ACROSS: usize = 10;
/// What the text has room for, of each programme: indicators not met, grave findings, practices.
const MOST_INDICATORS: usize = 5;
const MOST_CASES: usize = 3;
const MOST_PRACTICES: usize = 3;
/// Difficulties and suggestions in the text.
const MOST_SUGGESTIONS: usize = 10;

/// Drafts the consolidated report of all groups. `draws` are the certificates by which counties were drawn: what is
/// estimated for all of them stands on these.
#[must_use]
pub fn consolidated(groups: &[Material], draws: &[Certificate]) -> Option<ReportDoc> {
    let first = groups.first()?;
    let together = GroupReport::together(groups.iter().map(|group| group.report))?;
    let all = Material {
        report: &together,
        ..*first
    };
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
    overall(&all, &mut draft, "overall");
    notes(&all, &mut draft);
    draft.heading(1, &first.word("documents-practices"));
    practices(&all, &mut draft, "practice", MOST_PRACTICES);
    draft.heading(1, &first.word("documents-problems"));
    problems(&all, &mut draft);
    draft.heading(1, &first.word("documents-suggestions"));
    suggestions(&all, &mut draft, "suggestion", MOST_SUGGESTIONS);
    draft.heading(1, &first.word("documents-by-group"));
    by_group(groups, &mut draft);
    draft.gates(gates(first, OFFICE_GATES));
    draft.annex(&first.word("documents-annex-matrix"));
    matrix(groups, &mut draft);
    draft.annex(&first.word("documents-annex-estimates"));
    estimates(&all, draws, &mut draft);
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

fn notes(all: &Material, draft: &mut Draft) {
    let count = |kind: NoteKind| all.report.notes_of(kind).count();
    let line = Line::new("documents-notes")
        .with("findings", count(NoteKind::Finding))
        .with("practices", count(NoteKind::Practice))
        .with("difficulties", count(NoteKind::Difficulty));
    draft.paragraph("notes", &[line]);
}

/// Problems of every programme: the indicators not met at most sites and where, how many findings, and the gravest.
fn problems(all: &Material, draft: &mut Draft) {
    let mut any = false;
    for programme in all.programmes() {
        let rows = failing(all, programme, &|_| true);
        let notes = all.notes(NoteKind::Finding, programme);
        if rows.is_empty() && notes.is_empty() {
            continue;
        }
        any = true;
        draft.heading(2, &all.programme_word(programme));
        for (asked, tally) in rows.iter().take(MOST_INDICATORS) {
            let lines = not_met(all, asked, tally, Where::Provinces);
            draft.paragraph(&format!("problem.{}.{}", asked.pack, asked.indicator), &lines);
        }
        if rows.len() > MOST_INDICATORS {
            let more = Line::new("documents-more-indicators").with("more", rows.len() - MOST_INDICATORS);
            draft.paragraph(&format!("problem.{programme}.more"), &[more]);
        }
        let of = |severity: Severity| notes.iter().filter(|note| note.row.severity == Some(severity)).count();
        if !notes.is_empty() {
            let line = Line::new("documents-programme-findings")
                .with("findings", notes.len())
                .with("grave", of(Severity::Grave))
                .with("serious", of(Severity::Serious))
                .with("fixed", notes.iter().filter(|note| note.row.fixed).count());
            draft.paragraph(&format!("problem.{programme}.findings"), &[line]);
        }
        let grave = notes.iter().filter(|note| note.row.severity == Some(Severity::Grave));
        for note in grave.take(MOST_CASES) {
            draft.paragraph(&format!("problem.{}", note.row.entity.key), &finding(all, note));
        }
    }
    if !any {
        draft.paragraph("problem.none", &[Line::new("documents-no-problems")]);
    }
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
