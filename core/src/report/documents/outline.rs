//! 汇报提纲: two pages to speak from, of the same state as the summary report.

use super::material::{Material, fact};
use super::problems::{Where, failing, not_met};
use super::provinces::judged;
use super::summary::{areas, opening};
use super::tally::Tally;
use crate::Sentence;
use crate::field::{NoteKind, Severity};
use crate::report::doc::{Draft, Line, ReportDoc};

/// What two pages have room for: indicators, findings, practices, suggestions.
const INDICATORS: usize = 3;
const FINDINGS: usize = 2;
const PRACTICES: usize = 2;
const SUGGESTIONS: usize = 2;

/// Drafts the outline.
#[must_use]
pub fn outline(material: &Material) -> ReportDoc {
    let title = Sentence::new("documents-outline-title").with("group", material.group());
    let title = material.say(&title.with("areas", areas(material)));
    let mut draft = Draft::new(title, material.lang(), &material.options.written);
    draft.heading(1, &material.word("documents-outline-done"));
    opening(material, &mut draft);
    draft.heading(1, &material.word("documents-overall"));
    let all = Tally::over(&material.report.asked, |_| true);
    let line = if all.judged() == 0 {
        Line::new("documents-no-answers")
    } else {
        judged(&all)
    };
    draft.paragraph("overall", &[line]);
    practices(material, &mut draft);
    draft.heading(1, &material.word("documents-problems"));
    problems(material, &mut draft);
    draft.heading(1, &material.word("documents-suggestions"));
    let notes: Vec<_> = material
        .report
        .notes_of(NoteKind::Difficulty)
        .take(SUGGESTIONS)
        .collect();
    for note in &notes {
        let key = format!("suggestion.{}", note.row.entity.key);
        draft.paragraph(&key, &[Line::new("documents-said").with("fact", fact(note))]);
    }
    if notes.is_empty() {
        draft.paragraph("suggestion.none", &[Line::new("documents-no-suggestions")]);
    }
    draft.finish()
}

fn practices(material: &Material, draft: &mut Draft) {
    draft.heading(1, &material.word("documents-practices"));
    let notes: Vec<_> = material.report.notes_of(NoteKind::Practice).take(PRACTICES).collect();
    for note in &notes {
        let site = material.site_of(note);
        let lines = [
            Line::new("documents-practice")
                .with("site", site)
                .with("fact", fact(note)),
            Line::new("documents-stop"),
        ];
        draft.paragraph(&format!("practice.{}", note.row.entity.key), &lines);
    }
    if notes.is_empty() {
        draft.paragraph("practice.none", &[Line::new("documents-no-practices")]);
    }
}

fn problems(material: &Material, draft: &mut Draft) {
    let mut rows: Vec<_> = material
        .programmes()
        .into_iter()
        .flat_map(|programme| failing(material, programme, &|_| true))
        .collect();
    rows.sort_by_key(|(asked, tally)| (std::cmp::Reverse(tally.not_met), asked.pack, asked.place));
    for (asked, tally) in rows.iter().take(INDICATORS) {
        let key = format!("problem.{}.{}", asked.pack, asked.indicator);
        draft.paragraph(&key, &not_met(material, asked, tally, Where::Untold));
    }
    let findings = || material.report.notes_of(NoteKind::Finding);
    let graver: Vec<_> = findings()
        .filter(|note| note.row.severity >= Some(Severity::Serious))
        .collect();
    for note in graver.iter().take(FINDINGS) {
        let site = material.site_of(note);
        let line = Line::new("documents-finding")
            .with("site", site)
            .with("fact", fact(note));
        draft.paragraph(&format!("problem.{}", note.row.entity.key), &[line]);
    }
    let count = findings().count();
    let line = if count + rows.len() == 0 {
        Line::new("documents-no-problems")
    } else {
        Line::new("documents-problem-count")
            .with("findings", count)
            .with("graver", graver.len())
            .with("indicators", rows.len())
    };
    draft.paragraph("problem.count", &[line]);
}
