//! 分省情况: half a page a province, all of it counts.

use super::material::Material;
use super::problems::{Where, failing, not_met};
use super::tally::Tally;
use super::volumes::Volumes;
use crate::field::{NoteKind, Severity};
use crate::report::doc::{Draft, Line};
use crate::view::Places;

/// Indicators a province's half page names.
const NAMED: usize = 2;

/// A heading and a paragraph a province.
pub(super) fn provinces(material: &Material, draft: &mut Draft, key: &str) {
    let codes = material.report.provinces();
    if codes.is_empty() {
        draft.paragraph(&format!("{key}.none"), &[Line::new("documents-no-sites")]);
    }
    for code in codes {
        let name = match Places::province(&code) {
            "" => material.word("documents-province-unknown"),
            name => name.to_owned(),
        };
        draft.heading(2, &name);
        draft.paragraph(&format!("{key}.{code}"), &province(material, &code));
    }
}

/// What is told of one province.
pub(super) fn province(material: &Material, code: &str) -> Vec<Line> {
    let report = material.report;
    let here = |place: usize| report.sites.get(place).is_some_and(|site| site.province == code);
    let volumes = Volumes::of(report.sites.iter().filter(|site| site.province == code));
    let tally = Tally::over(&report.asked, here);
    let mut lines = vec![
        Line::new("documents-province-volume")
            .with("counties", volumes.counties)
            .with("sites", volumes.sites),
    ];
    if tally.judged() == 0 {
        lines.push(Line::new("documents-province-unjudged"));
    } else {
        lines.push(judged(&tally));
    }
    let mut worst: Vec<_> = material
        .programmes()
        .into_iter()
        .flat_map(|programme| failing(material, programme, &here))
        .collect();
    worst.sort_by_key(|(asked, tally)| (std::cmp::Reverse(tally.not_met), asked.pack, asked.place));
    for (asked, tally) in worst.iter().take(NAMED) {
        lines.extend(not_met(material, asked, tally, Where::Untold));
    }
    let notes = |kind: NoteKind| report.notes_of(kind).filter(move |note| here(note.site));
    let findings = notes(NoteKind::Finding).count();
    let graver = notes(NoteKind::Finding)
        .filter(|note| note.row.severity >= Some(Severity::Serious))
        .count();
    let fixed = notes(NoteKind::Finding).filter(|note| note.row.fixed).count();
    lines.push(
        Line::new("documents-province-notes")
            .with("findings", findings)
            .with("graver", graver)
            .with("fixed", fixed)
            .with("practices", notes(NoteKind::Practice).count()),
    );
    lines
}

/// Verdicts as a sentence.
pub(super) fn judged(tally: &Tally) -> Line {
    Line::new("documents-judged")
        .with("judged", tally.judged())
        .with("met", tally.met)
        .with("rate", tally.rate())
        .with("notmet", tally.not_met)
        .with("tocheck", tally.to_check)
}
