//! 总结报告 of a group: what it was sent to do, what it did, what it found, what it suggests; annexes behind.

use chrono::NaiveDate;

use super::annexes;
use super::material::{Material, fact};
use super::problems::{in_text, practices, problems};
use super::provinces::{judged, provinces};
use super::tally::Tally;
use super::volumes::Volumes;
use crate::Sentence;
use crate::draw::assign::Role;
use crate::field::NoteKind;
use crate::report::doc::{Bar, Draft, Gate, LIMITS, Line, ReportDoc};
use crate::report::wording;
use crate::view::{Note, Places};

/// Drafts the summary report.
#[must_use]
pub fn summary(material: &Material) -> ReportDoc {
    let title = Sentence::new("documents-summary-title").with("group", material.group());
    let title = material.say(&title.with("areas", areas(material)));
    let mut draft = Draft::new(title, material.lang(), &material.options.written);
    draft.subtitle(material.word("documents-draft-mark"));
    draft.limit(LIMITS[1]);
    opening(material, &mut draft);
    draft.heading(1, &material.word("documents-overall"));
    overall(material, &mut draft, "overall");
    draft.heading(1, &material.word("documents-practices"));
    practices(material, &mut draft, "practice", usize::MAX);
    draft.heading(1, &material.word("documents-problems"));
    problems(material, &mut draft, "problem", &|_| true);
    draft.heading(1, &material.word("documents-provinces"));
    provinces(material, &mut draft, "province");
    draft.heading(1, &material.word("documents-suggestions"));
    suggestions(material, &mut draft, "suggestion", usize::MAX);
    draft.gates(gates(material, GATES));
    annexes::all(material, &mut draft);
    draft.finish()
}

/// Areas of the zone; the provinces visited where the log names no zone.
pub(super) fn areas(material: &Material) -> String {
    let report = material.report;
    let visited = report.provinces();
    match (report.areas.is_empty(), visited.is_empty()) {
        (false, _) => material.list(&report.areas),
        (true, false) => material.list(visited.iter().map(|code| Places::province(code))),
        (true, true) => material.word("documents-areas-none"),
    }
}

/// First and last day of work; the campaign's where nothing was written yet.
pub(super) fn days(material: &Material) -> Option<String> {
    let report = material.report;
    let worked = report.sites.iter().filter_map(|site| site.days);
    let from = worked.clone().map(|(from, _)| from).min();
    let to = worked.map(|(_, to)| to).max();
    let campaign = report.days.as_ref().and_then(|(from, to)| {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        Some((day(from)?, day(to)?))
    });
    let (from, to) = from.zip(to).or(campaign)?;
    Some(wording::days(material.lang(), from, to))
}

/// Basis, time, people, volume.
pub(super) fn opening(material: &Material, draft: &mut Draft) {
    let numbers: std::collections::BTreeSet<u64> = material
        .report
        .sites
        .iter()
        .flat_map(|site| site.packs.clone())
        .collect();
    let packs = material
        .packs
        .iter()
        .filter(|(number, _)| numbers.is_empty() || numbers.contains(number));
    let basis = material.list(packs.map(|(_, pack)| pack.header.document()));
    let mut lines = vec![if basis.is_empty() {
        Line::new("documents-no-basis")
    } else {
        Line::new("documents-opening-basis").with("basis", basis)
    }];
    let campaign = material
        .report
        .campaign
        .clone()
        .unwrap_or_else(|| material.word("documents-campaign"));
    lines.push(match days(material) {
        Some(days) => Line::new("documents-opening-days").with("days", days),
        None => Line::new("documents-no-days"),
    });
    lines.push(
        Line::new("documents-opening-what")
            .with("group", material.group())
            .with("areas", areas(material))
            .with("campaign", campaign),
    );
    lines.extend(people(material));
    draft.paragraph("opening", &lines);
    let volumes = Volumes::of(&material.report.sites);
    if volumes.sites == 0 {
        draft.paragraph("volume", &[Line::new("documents-no-sites")]);
        return;
    }
    let mut lines = volumes.places();
    lines.extend(volumes.methods());
    lines.extend(volumes.chosen());
    if volumes.unsigned > 0 {
        lines.push(Line::new("documents-unsigned").with("unsigned", volumes.unsigned));
    }
    draft.paragraph("volume", &lines);
}

/// How many there were of each role, and which units sent them; no names.
fn people(material: &Material) -> Vec<Line> {
    let people = &material.report.people;
    if people.is_empty() {
        return vec![Line::new("documents-no-people")];
    }
    let mut lines = vec![Line::new("documents-people").with("people", people.len())];
    let roles = Role::ALL.into_iter().map(Some).chain([None]);
    let mut first = true;
    for role in roles {
        let units: Vec<&str> = people
            .iter()
            .filter(|(known, _)| *known == role)
            .map(|(_, unit)| &**unit)
            .collect();
        if units.is_empty() {
            continue;
        }
        if !first {
            lines.push(Line::new("list-comma"));
        }
        first = false;
        let code = role.map_or("none", Role::code);
        lines.push(
            Line::new("documents-role")
                .choose("role", code)
                .with("count", units.len()),
        );
    }
    let leads = people
        .iter()
        .filter(|(role, unit)| *role == Some(Role::Leader) && !unit.is_empty());
    let leads: Vec<&str> = leads.map(|(_, unit)| &**unit).collect();
    if !leads.is_empty() {
        lines.push(Line::new("documents-leader-unit").with("unit", material.list(leads)));
    }
    lines.push(Line::new("documents-stop"));
    lines
}

/// Verdicts over everything, then by programme with bars.
pub(super) fn overall(material: &Material, draft: &mut Draft, key: &str) {
    let report = material.report;
    let all = Tally::over(&report.asked, |_| true);
    if all.answered() == 0 {
        draft.paragraph(key, &[Line::new("documents-no-answers")]);
        return;
    }
    let mut lines = vec![
        Line::new("documents-asked")
            .with("indicators", report.asked.len())
            .with("answered", all.answered()),
        judged(&all),
        Line::new("documents-beside")
            .with("recorded", all.recorded)
            .with("exempt", all.exempt),
    ];
    if all.differing > 0 {
        lines.push(Line::new("documents-undecided").with("differing", all.differing));
    }
    if all.unanswered > 0 {
        lines.push(Line::new("documents-unanswered").with("unanswered", all.unanswered));
    }
    draft.paragraph(key, &lines);
    let mut bars = Vec::new();
    for programme in material.programmes().into_iter().filter(|one| !one.is_empty()) {
        let rows = report.asked.iter().filter(|asked| {
            material
                .indicator(asked)
                .is_some_and(|indicator| indicator.cell("programme") == programme)
        });
        let tally = Tally::over(rows, |_| true);
        if tally.judged() == 0 {
            continue;
        }
        let words = Sentence::new("documents-bar")
            .with("met", tally.met)
            .with("judged", tally.judged());
        bars.push(Bar {
            label: programme.to_owned(),
            part: tally.met,
            whole: tally.judged(),
            words: material.say(&words.with("rate", tally.rate())),
        });
    }
    draft.bars(bars);
}

/// Suggestions to places, then at most so many to the office.
pub(super) fn suggestions(material: &Material, draft: &mut Draft, key: &str, most: usize) {
    draft.heading(2, &material.word("documents-to-places"));
    let findings = || {
        material
            .report
            .notes_of(NoteKind::Finding)
            .filter(|note| !note.row.fixed)
    };
    let dated = findings().filter(|note| note.row.deadline.is_some()).count();
    if findings().count() == 0 {
        draft.paragraph(&format!("{key}.places"), &[Line::new("documents-no-open-findings")]);
    } else {
        let line = Line::new("documents-suggest-places")
            .with("open", findings().count())
            .with("dated", dated);
        draft.paragraph(&format!("{key}.places"), &[line]);
    }
    draft.heading(2, &material.word("documents-to-office"));
    let notes: Vec<&Note> = material.report.notes_of(NoteKind::Difficulty).collect();
    let stands = in_text(material, &notes, most);
    for note in &stands {
        let code = if note.suggestion {
            "documents-suggestion"
        } else {
            "documents-difficulty"
        };
        let site = material.site_of(note);
        let line = Line::new(code).with("fact", fact(note)).with("site", site);
        draft.paragraph(&format!("{key}.{}", note.row.entity.key), &[line]);
    }
    if notes.is_empty() {
        draft.paragraph(&format!("{key}.none"), &[Line::new("documents-no-suggestions")]);
    }
    if notes.len() > stands.len() {
        let code = if most == usize::MAX {
            "documents-left-suggestions"
        } else {
            "documents-more-suggestions"
        };
        let more = Line::new(code).with("more", notes.len() - stands.len());
        draft.paragraph(&format!("{key}.more"), &[more]);
    }
}

/// Gates of a group's report, in their order.
const GATES: [&str; 4] = ["drafter", "meeting", "leader", "office"];

/// Gates of the office's own documents.
pub(super) const OFFICE_GATES: [&str; 2] = ["drafter", "office"];

/// Some of the gates, with who signed off.
pub(super) fn gates<const N: usize>(material: &Material, codes: [&'static str; N]) -> Vec<Gate> {
    let gate = |code: &'static str| Gate {
        code,
        name: material.say(&Sentence::new("documents-gate").with("gate", code)),
        looks_at: material.say(&Sentence::new("documents-gate-looks").with("gate", code)),
        signed: material.options.signed.get(code).cloned().unwrap_or_default(),
    };
    codes.map(gate).into()
}
