//! Problems and practices as paragraphs: indicators that places do not meet, and what inspectors wrote down.

use super::material::{Material, fact, number};
use super::tally::Tally;
use crate::field::NoteKind;
use crate::report::doc::{Draft, Line};
use crate::report::wording::{how_many, how_many_word, rate};
use crate::view::{Asked, Note};

/// Indicators of a programme that stand in the text; the others stand in the annex.
const MOST_INDICATORS: usize = 5;
/// Findings of a programme and level that stand in the text.
const MOST_FINDINGS: usize = 8;
/// A share from which an indicator is worth telling as done: four fifths, of five or more.
const DONE: [&str; 2] = ["widespread", "all"];

/// Indicators of a programme with their tallies, over the sites that pass a test.
fn tallied<'a>(material: &Material<'a>, programme: &str, wanted: &dyn Fn(usize) -> bool) -> Vec<(&'a Asked, Tally)> {
    let rows = material.report.asked.iter();
    let rows = rows.filter(|asked| {
        material
            .indicator(asked)
            .is_some_and(|indicator| indicator.cell("programme") == programme)
    });
    rows.map(|asked| (asked, Tally::of(asked, wanted))).collect()
}

/// Indicators not met, those of most sites first.
pub(super) fn failing<'a>(
    material: &Material<'a>,
    programme: &str,
    wanted: &dyn Fn(usize) -> bool,
) -> Vec<(&'a Asked, Tally)> {
    let mut rows = tallied(material, programme, wanted);
    rows.retain(|(_, tally)| tally.not_met > 0);
    rows.sort_by_key(|(asked, tally)| (std::cmp::Reverse(tally.not_met), asked.pack, asked.place));
    rows
}

fn requirement<'a>(material: &Material<'a>, asked: &Asked) -> &'a str {
    material
        .indicator(asked)
        .map(crate::pack::Indicator::requirement)
        .unwrap_or_default()
}

/// Where a sentence says that an indicator is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Nowhere: the numbers alone.
    Untold,
    /// At which sites.
    Sites,
    /// In which provinces, in the order of their codes.
    Provinces,
}

/// A sentence about an indicator that sites do not meet.
pub(super) fn not_met(material: &Material, asked: &Asked, tally: &Tally, told: Where) -> Vec<Line> {
    let requirement = requirement(material, asked);
    let many = how_many_word(material.lang(), tally.not_met, tally.judged());
    let line = if many.is_empty() {
        Line::new("documents-not-met-few")
    } else {
        // Of fewer than five a share says nothing.
        let share = rate(tally.not_met, tally.judged());
        Line::new("documents-not-met").with("many", many).with("rate", share)
    };
    let line = line
        .with("requirement", quoted(requirement))
        .with("judged", tally.judged())
        .with("notmet", tally.not_met);
    let mut lines = vec![line];
    if tally.to_check > 0 {
        lines.push(Line::new("documents-also-to-check").with("tocheck", tally.to_check));
    }
    match told {
        Where::Untold => {}
        Where::Sites => lines.push(Line::new("documents-sites").with("sites", material.sites(&tally.failing))),
        Where::Provinces => {
            let provinces = material.provinces(&tally.failing);
            lines.push(Line::new("documents-in-provinces").with("provinces", provinces));
        }
    }
    lines.push(Line::new("documents-stop"));
    lines
}

/// A text between quotation marks has its own within.
fn quoted(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// A finding in full.
pub(super) fn finding(material: &Material, note: &Note) -> Vec<Line> {
    let site = material.site_of(note);
    let mut lines = vec![
        Line::new("documents-finding")
            .with("site", site)
            .with("fact", fact(note)),
    ];
    let basis = material.basis(note);
    if let Some(should) = note.row.should.as_deref().filter(|text| !text.is_empty()) {
        lines.push(Line::new("documents-should").with("should", should.trim_end_matches(['。', '.'])));
        if let Some(basis) = basis {
            lines.push(Line::new("documents-basis").with("basis", basis));
        }
        lines.push(Line::new("documents-stop"));
    } else if let Some(indicator) = material.of_note(note) {
        lines.push(Line::new("documents-should").with("should", indicator.requirement()));
        if let Some(basis) = basis {
            lines.push(Line::new("documents-basis").with("basis", basis));
        }
        lines.push(Line::new("documents-stop"));
    }
    if let Some(actual) = note.row.actual.as_deref().filter(|text| !text.is_empty()) {
        lines.push(Line::new("documents-actual").with("actual", actual.trim_end_matches(['。', '.'])));
        lines.push(Line::new("documents-stop"));
    }
    if note.evidence.is_empty() {
        lines.push(Line::new("documents-no-evidence").with("number", number(note)));
    } else {
        let evidence = material.evidence(&note.evidence);
        lines.push(
            Line::new("documents-number")
                .with("number", number(note))
                .with("evidence", evidence),
        );
    }
    if note.row.differs {
        lines.push(Line::new("documents-differs"));
    }
    lines
}

/// Problems of every programme, by level, at the sites that pass a test.
pub(super) fn problems(material: &Material, draft: &mut Draft, key: &str, wanted: &dyn Fn(usize) -> bool) {
    let mut any = false;
    for programme in material.programmes() {
        let notes = material.notes(NoteKind::Finding, programme);
        let notes: Vec<&Note> = notes.into_iter().filter(|note| wanted(note.site)).collect();
        let rows = failing(material, programme, wanted);
        if notes.is_empty() && rows.is_empty() {
            continue;
        }
        any = true;
        draft.heading(2, &material.programme_word(programme));
        for (asked, tally) in rows.iter().take(MOST_INDICATORS) {
            let lines = not_met(material, asked, tally, Where::Sites);
            draft.paragraph(&format!("{key}.{}.{}", asked.pack, asked.indicator), &lines);
        }
        if rows.len() > MOST_INDICATORS {
            let more = Line::new("documents-more-indicators").with("more", rows.len() - MOST_INDICATORS);
            draft.paragraph(&format!("{key}.{programme}.more"), &[more]);
        }
        by_level(material, draft, key, &notes);
    }
    if !any {
        draft.paragraph(&format!("{key}.none"), &[Line::new("documents-no-problems")]);
    }
}

/// Which notes stand in the text: those the leader chose, then of the others as many as there is room for, and none he left
/// out. What does not stand there stands in the annex.
pub(super) fn in_text<'a>(material: &Material, notes: &[&'a Note], most: usize) -> Vec<&'a Note> {
    let told = |note: &Note| {
        let at = (note.row.visit.clone(), note.row.entity.key.to_string());
        material.options.chosen.get(&at).copied()
    };
    let chosen = notes.iter().filter(|note| told(note) == Some(true));
    let room = most.saturating_sub(chosen.clone().count());
    let drafted = notes.iter().filter(|note| told(note).is_none()).take(room);
    chosen.chain(drafted).copied().collect()
}

fn by_level(material: &Material, draft: &mut Draft, key: &str, notes: &[&Note]) {
    let mut levels: Vec<String> = Vec::new();
    for level in notes.iter().map(|note| material.level(note)) {
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    for level in levels {
        let here = notes.iter().copied().filter(|note| material.level(note) == level);
        let here: Vec<&Note> = here.collect();
        let told = in_text(material, &here, MOST_FINDINGS);
        draft.heading(3, &level);
        for note in &told {
            draft.paragraph(&format!("{key}.{}", note.row.entity.key), &finding(material, note));
        }
        if here.len() > told.len() {
            let more = Line::new("documents-more-findings").with("more", here.len() - told.len());
            draft.paragraph(&format!("{key}.{level}.more"), &[more]);
        }
    }
}

/// What is done well, by programme: indicators nearly all sites meet, and at most so many practices somebody wrote down.
pub(super) fn practices(material: &Material, draft: &mut Draft, key: &str, most: usize) {
    for programme in material.programmes() {
        let notes = material.notes(NoteKind::Practice, programme);
        let mut rows = tallied(material, programme, &|_| true);
        rows.retain(|(_, tally)| how_many(tally.met, tally.judged()).is_some_and(|word| DONE.contains(&word)));
        rows.sort_by_key(|(asked, tally)| (std::cmp::Reverse(tally.met), asked.pack, asked.place));
        if programme.is_empty() && notes.is_empty() {
            continue;
        }
        draft.heading(2, &material.programme_word(programme));
        let lines: Vec<Line> = rows
            .iter()
            .take(MOST_INDICATORS)
            .map(|(asked, tally)| {
                Line::new("documents-met")
                    .with("requirement", quoted(requirement(material, asked)))
                    .with("judged", tally.judged())
                    .with("met", tally.met)
                    .with("rate", tally.rate())
            })
            .collect();
        if !lines.is_empty() {
            draft.paragraph(&format!("{key}.{programme}.done"), &lines);
        }
        let stands = in_text(material, &notes, most);
        for note in &stands {
            let site = material.site_of(note);
            let line = Line::new("documents-practice")
                .with("site", site)
                .with("fact", fact(note));
            let actual = note
                .row
                .actual
                .as_deref()
                .map(|actual| actual.trim_end_matches(['。', '.']));
            let actual = actual.map(|actual| Line::new("documents-practice-more").with("actual", actual));
            let lines: Vec<Line> = std::iter::once(line)
                .chain(actual)
                .chain([Line::new("documents-stop")])
                .collect();
            draft.paragraph(&format!("{key}.{}", note.row.entity.key), &lines);
        }
        let told = match notes.len() {
            0 => Some(("none", Line::new("documents-no-practices"))),
            all if all > stands.len() => {
                let code = if most == usize::MAX {
                    "documents-left-practices"
                } else {
                    "documents-more-practices"
                };
                Some(("more", Line::new(code).with("more", all - stands.len())))
            }
            _ => None,
        };
        if let Some((which, line)) = told {
            draft.paragraph(&format!("{key}.{programme}.{which}"), &[line]);
        }
    }
}
