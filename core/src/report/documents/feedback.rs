//! 反馈意见 to a province, issued by the office, and 现场反馈要点, said by the group before it leaves.

use super::material::{Material, fact};
use super::problems::problems;
use super::provinces::province;
use super::summary::{OFFICE_GATES, gates};
use crate::Sentence;
use crate::field::NoteKind;
use crate::report::doc::{Draft, Line, ReportDoc};
use crate::view::Places;

/// Drafts the feedback to a province of a code; none where nobody of the group was there.
#[must_use]
pub fn feedback(material: &Material, code: &str) -> Option<ReportDoc> {
    let report = material.report;
    let here = |place: usize| report.sites.get(place).is_some_and(|site| site.province == code);
    if !report.sites.iter().any(|site| site.province == code) {
        return None;
    }
    let name = Places::province(code);
    let title = Sentence::new("documents-feedback-title").with("province", name);
    let mut draft = Draft::new(material.say(&title), material.lang(), &material.options.written);
    draft.subtitle(material.word("documents-draft-mark"));
    draft.paragraph("to", &[Line::new("documents-feedback-to").with("province", name)]);
    draft.heading(1, &material.word("documents-feedback-basic"));
    draft.paragraph(&format!("province.{code}"), &province(material, code));
    let practices: Vec<_> = report
        .notes_of(NoteKind::Practice)
        .filter(|note| here(note.site))
        .collect();
    for note in practices {
        let site = material.site_of(note);
        let line = Line::new("documents-practice")
            .with("site", site)
            .with("fact", fact(note));
        draft.paragraph(
            &format!("practice.{}", note.row.entity.key),
            &[line, Line::new("documents-stop")],
        );
    }
    draft.heading(1, &material.word("documents-feedback-problems"));
    problems(material, &mut draft, "problem", &here);
    draft.heading(1, &material.word("documents-feedback-demands"));
    let findings = || report.notes_of(NoteKind::Finding).filter(|note| here(note.site));
    let fixed = findings().filter(|note| note.row.fixed).count();
    let dated = findings().filter(|note| note.row.deadline.is_some()).count();
    let mut lines = vec![
        Line::new("documents-feedback-list")
            .with("findings", findings().count())
            .with("fixed", fixed),
    ];
    if dated > 0 {
        lines.push(Line::new("documents-feedback-dated").with("dated", dated));
    }
    lines.push(Line::new("documents-feedback-no-deadline"));
    draft.paragraph("demands", &lines);
    draft.gates(gates(material, OFFICE_GATES));
    Some(draft.finish())
}

/// Drafts what the group says on site: every site's findings with what the place answered.
#[must_use]
pub fn on_site(material: &Material) -> ReportDoc {
    let report = material.report;
    let title = Sentence::new("documents-on-site-title").with("group", material.group());
    let mut draft = Draft::new(material.say(&title), material.lang(), &material.options.written);
    let mut any = false;
    for (place, site) in report.sites.iter().enumerate() {
        let notes: Vec<_> = report
            .notes_of(NoteKind::Finding)
            .filter(|note| note.site == place)
            .collect();
        if notes.is_empty() {
            continue;
        }
        any = true;
        draft.heading(1, &material.site(site));
        for note in notes {
            let reply = match note.row.reply {
                None => material.word("documents-not-fed-back"),
                Some(reply) => material.say(&reply.word()),
            };
            let line = Line::new("documents-on-site")
                .with("fact", fact(note))
                .with("reply", reply);
            let fixed = note.row.fixed.then(|| Line::new("documents-on-site-fixed"));
            let lines: Vec<Line> = std::iter::once(line).chain(fixed).collect();
            draft.paragraph(&format!("on-site.{}", note.row.entity.key), &lines);
        }
    }
    if !any {
        draft.paragraph("on-site.none", &[Line::new("documents-no-problems")]);
    }
    draft.finish()
}
