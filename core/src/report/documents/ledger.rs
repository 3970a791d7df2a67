//! 问题台账, kept by the group: every finding with its basis, its data, what bears it out and what the place said to it.

use std::collections::{BTreeMap, BTreeSet};

use super::annexes::chosen;
use super::cells::{Cells, Seen};
use super::material::{Material, fact, number};
use crate::field::NoteKind;
use crate::judge::Verdict;
use crate::report::doc::{Column, Draft, ReportDoc, Table};
use crate::view::{Note, Places};

/// 问题台账 of one group or several.
#[must_use]
pub fn findings_ledger(groups: &[Material]) -> Option<ReportDoc> {
    let first = groups.first()?;
    let title = first.word("documents-ledger-title");
    let mut draft = Draft::new(title, first.lang(), &first.options.written);
    draft.landscape();
    let mut table = Table {
        name: first.word("documents-ledger-name"),
        columns: ledger_columns(first),
        rows: Vec::new(),
    };
    for material in groups {
        let cells = Cells::new(material);
        let shared = shared(material);
        let row = |note: &Note| ledger_row(material, &cells, &shared, note);
        table.rows.extend(findings(material).map(row));
    }
    draft.table(table);
    Some(draft.finish())
}

/// Findings, the gravest first.
fn findings<'a>(material: &Material<'a>) -> impl Iterator<Item = &'a Note> {
    material.report.notes_of(NoteKind::Finding)
}

fn ledger_columns(material: &Material) -> Vec<Column> {
    vec![
        material.column("documents-number-short", 8),
        material.column("documents-programme", 4),
        material.column("documents-level", 3),
        material.column("documents-province", 4),
        material.column("documents-site", 7),
        material.column("documents-kind", 4),
        material.column("documents-how-chosen", 4),
        material.column("documents-indicator", 5),
        material.column("documents-basis-short", 9),
        material.column("documents-should-short", 9),
        material.column("documents-fact", 10),
        material.column("documents-actual-short", 9),
        material.column("documents-actual-data", 6),
        material.column("documents-nature", 4),
        material.column("documents-severity", 4),
        material.column("documents-evidence-short", 7),
        material.column("documents-members", 4),
        material.column("documents-reply", 4),
        material.column("documents-reply-words", 6),
        material.column("documents-fixed", 3),
        material.column("documents-deadline", 6),
        material.column("documents-lead-unit", 5),
        material.column("documents-responsible", 7),
    ]
}

/// What a note's indicator belongs to: pack number and id.
type Indicator<'a> = (u64, &'a str);

/// Indicators that fail, or have findings, at more than one site: 共性.
fn shared<'a>(material: &Material<'a>) -> BTreeSet<Indicator<'a>> {
    let mut sites: BTreeMap<Indicator, BTreeSet<usize>> = BTreeMap::new();
    for asked in &material.report.asked {
        let failing = asked
            .sites
            .iter()
            .filter(|answer| answer.verdict == Some(Verdict::NotMet));
        let places = failing.map(|answer| answer.site);
        sites.entry((asked.pack, &asked.indicator)).or_default().extend(places);
    }
    for note in findings(material) {
        if let Some((pack, id)) = &note.row.indicator {
            sites.entry((*pack, id)).or_default().insert(note.site);
        }
    }
    let many = sites.into_iter().filter(|(_, sites)| sites.len() > 1);
    many.map(|(indicator, _)| indicator).collect()
}

/// 共性 or 个性, and whether the document asks softly; nothing of a finding that names no indicator.
fn nature(material: &Material, shared: &BTreeSet<Indicator>, note: &Note) -> String {
    let (Some((pack, id)), Some(indicator)) = (&note.row.indicator, material.of_note(note)) else {
        return String::new();
    };
    let spread = if shared.contains(&(*pack, &**id)) {
        "documents-shared"
    } else {
        "documents-single"
    };
    let strength = match indicator.cell("strength") {
        "soft" => "documents-soft",
        _ => "documents-hard",
    };
    material.list([material.word(spread), material.word(strength)])
}

/// What was counted there, as anybody may see it.
fn data(material: &Material, cells: &Cells, note: &Note) -> String {
    let Some((pack, id)) = &note.row.indicator else {
        return String::new();
    };
    let rows = &material.report.asked;
    let asked = rows.iter().find(|asked| asked.pack == *pack && asked.indicator == *id);
    let answer = asked.and_then(|asked| Some((asked, asked.sites.iter().find(|answer| answer.site == note.site)?)));
    match answer.map(|(asked, answer)| cells.found(asked, answer)) {
        Some(Seen::Open(_, words) | Seen::Kept(words)) => words,
        Some(Seen::Nothing) | None => String::new(),
    }
}

fn programme(material: &Material, note: &Note) -> String {
    material
        .of_note(note)
        .map(|indicator| indicator.cell("programme").to_owned())
        .unwrap_or_default()
}

fn should(material: &Material, note: &Note) -> String {
    let said = note.row.should.clone().filter(|text| !text.is_empty());
    said.or_else(|| {
        material
            .of_note(note)
            .map(|indicator| indicator.requirement().to_owned())
    })
    .unwrap_or_default()
}

fn ledger_row(material: &Material, cells: &Cells, shared: &BTreeSet<Indicator>, note: &Note) -> Vec<String> {
    let site = material.report.site_of(note);
    let of_site = |text: &dyn Fn(&crate::view::Site) -> String| site.map(text).unwrap_or_default();
    let row = &note.row;
    let indicator = material.of_note(note);
    let of_indicator = |column: &str| {
        indicator
            .map(|one| one.cell(column).replace(';', "、"))
            .unwrap_or_default()
    };
    let members: Vec<&str> = row.members.iter().map(crate::ids::MemberId::as_str).collect();
    vec![
        number(note),
        programme(material, note),
        material.level(note),
        of_site(&|site| Places::province(&site.province).to_owned()),
        of_site(&|site| material.site(site)),
        of_site(&|site| site.kind.clone()),
        of_site(&|site| chosen(material, site)),
        row.indicator.as_ref().map(|(_, id)| id.clone()).unwrap_or_default(),
        material.basis(note).unwrap_or_default(),
        should(material, note),
        fact(note),
        row.actual.clone().unwrap_or_default(),
        data(material, cells, note),
        nature(material, shared, note),
        row.severity
            .map(|severity| material.say(&severity.word()))
            .unwrap_or_default(),
        material.evidence(&note.evidence),
        members.join("、"),
        reply(material, note),
        note.reply_words.join("；"),
        material.word(if row.fixed { "documents-yes" } else { "documents-no" }),
        row.deadline.clone().unwrap_or_default(),
        of_indicator("lead_unit"),
        of_indicator("responsible_units"),
    ]
}

fn reply(material: &Material, note: &Note) -> String {
    note.row.reply.map_or_else(
        || material.word("documents-not-fed-back"),
        |reply| material.say(&reply.word()),
    )
}

/// The findings as an annex: what a reader of the report needs to find them in the ledger.
pub(super) fn short_table(material: &Material) -> Table {
    let row = |note: &Note| {
        let severity = note.row.severity.map(|severity| material.say(&severity.word()));
        vec![
            number(note),
            material.site_of(note),
            note.row
                .indicator
                .as_ref()
                .map(|(_, id)| id.clone())
                .unwrap_or_default(),
            fact(note),
            severity.unwrap_or_default(),
            reply(material, note),
        ]
    };
    Table {
        name: material.word("documents-annex-findings"),
        columns: vec![
            material.column("documents-number-short", 5),
            material.column("documents-site", 6),
            material.column("documents-indicator", 3),
            material.column("documents-fact", 10),
            material.column("documents-severity", 3),
            material.column("documents-reply", 4),
        ],
        rows: findings(material).map(row).collect(),
    }
}
