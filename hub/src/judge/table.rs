//! Verdicts as tables for a terminal: one a site, an item's number at its first row, the spread under it.

use crosscheck_core::judge::sheet::{Assessed, Page};
use crosscheck_core::judge::{Flag, Verdict};
use crosscheck_core::{Lang, Sentence};

use super::{Judged, UNANSWERED, spread};
use crate::context::Context;

pub fn print(context: &Context, judged: &[Judged]) {
    let codes = [
        "judge-col-item",
        "judge-col-indicator",
        "judge-col-requirement",
        "judge-col-verdict",
        "judge-col-reason",
    ];
    let header = codes.map(|code| context.word(code));
    for one in judged {
        context.tell(&heading(context, one.page));
        let with_items = one.lines.iter().any(|line| line.indicator.item.is_some());
        let skip = usize::from(!with_items);
        let rows: Vec<Vec<String>> = rows(context, &one.lines)
            .into_iter()
            .map(|row| row[skip..].to_vec())
            .collect();
        context.table(&header[skip..], &rows, &[0][skip..]);
        context.print(&format!("{}\n", context.say(&counts(&one.lines))));
    }
    if judged.len() > 1 {
        let all: Vec<Assessed> = judged.iter().flat_map(|one| one.lines.iter().cloned()).collect();
        let what = Sentence::new("judge-counts-all")
            .with("pages", judged.len())
            .with("counts", context.say(&counts(&all)));
        context.tell(&what);
    }
}

fn heading(context: &Context, page: &Page) -> Sentence {
    let unit = if page.unit.is_empty() {
        context.word("judge-page-no-unit")
    } else {
        page.unit.clone()
    };
    let heading = match &page.level {
        Some(level) => Sentence::new("judge-page-level").with("level", level),
        None => Sentence::new("judge-page"),
    };
    heading.with("kind", &page.sheet).with("unit", unit)
}

/// An item's number stands at its first row only, as in print.
fn rows(context: &Context, lines: &[Assessed]) -> Vec<Vec<String>> {
    let mut last = None;
    let row = |line: &Assessed| {
        let item = line.indicator.item.filter(|_| line.indicator.item != last);
        last = line.indicator.item;
        vec![
            item.map(|item| item.to_string()).unwrap_or_default(),
            line.indicator.id().to_owned(),
            line.indicator.requirement().to_owned(),
            verdict_words(context, line),
            reason_words(context, line),
        ]
    };
    lines.iter().map(row).collect()
}

fn verdict_words(context: &Context, line: &Assessed) -> String {
    match &line.judgement {
        Some(judgement) => context.say(&judgement.verdict.word()),
        None => context.word("judge-unanswered"),
    }
}

/// Flags in front, since they ask for a second look; those a reason says anyway are left to it.
fn reason_words(context: &Context, line: &Assessed) -> String {
    let Some(judgement) = &line.judgement else {
        return String::new();
    };
    let brackets = if context.lang == Lang::Zh {
        ("［", "］", "；")
    } else {
        ("[", "] ", "; ")
    };
    let said = [Flag::SelfReported, Flag::Survey];
    let flags = judgement.flags.iter().filter(|flag| !said.contains(flag));
    let flags = flags.map(|flag| format!("{}{}{}", brackets.0, context.say(&flag.word()), brackets.1));
    let reasons: Vec<String> = judgement.reasons.iter().map(|reason| context.say(reason)).collect();
    flags.collect::<String>() + &reasons.join(brackets.2)
}

fn counts(lines: &[Assessed]) -> Sentence {
    let spread = spread(lines);
    Sentence::new("judge-counts")
        .with("rows", lines.len())
        .with("met", spread[Verdict::Met.code()])
        .with("not-met", spread[Verdict::NotMet.code()])
        .with("to-check", spread[Verdict::ToCheck.code()])
        .with("recorded", spread[Verdict::Recorded.code()])
        .with("not-applicable", spread[Verdict::NotApplicable.code()])
        .with("unanswered", spread[UNANSWERED])
}
