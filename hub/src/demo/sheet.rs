//! The checklist: a generated filled S0 sheet, read back from its workbook and judged.

use std::collections::BTreeMap;

use crosscheck_core::judge::verdict::Verdict;
use crosscheck_core::judge::{Confirmations, sheet};
use crosscheck_core::report::sheet as paper;
use crosscheck_core::table::write_csv;
use crosscheck_core::{Error, Sentence, pack};

use super::folder::Folder;
use super::{line, step};
use crate::context::Context;

/// How many answers came to which verdict; none stands for indicators nobody answered.
pub type Counts = BTreeMap<Option<Verdict>, usize>;

/// Prints a blank sheet, fills one, and judges it.
pub fn judge(folder: &Folder, context: &Context) -> Result<Counts, Error> {
    step(context, "demo-step-sheet");
    let pack = pack::builtin("s0")?;
    let blanks = paper::blanks(&pack, None)?;
    folder.put(
        "检查表-空白.xlsx",
        &paper::xlsx(&pack, &blanks, None)?,
        "demo-about-blank",
    )?;
    let filled = paper::xlsx(&pack, &blanks, Some(&paper::filled_example()))?;
    let bytes = folder.put("检查表-已填.xlsx", &filled, "demo-about-filled")?;
    let filled = sheet::read("检查表-已填.xlsx", &bytes, &pack.indicators)?;
    let mut counts = Counts::new();
    let mut rows = Vec::new();
    for page in &filled.pages {
        for assessed in page.assess(&pack.indicators, &Confirmations::default()) {
            let verdict = assessed.judgement.as_ref().map(|judgement| judgement.verdict);
            *counts.entry(verdict).or_default() += 1;
            let reasons = assessed.judgement.iter().flat_map(|judgement| &judgement.reasons);
            let reasons: Vec<String> = reasons.map(|reason| context.say(reason)).collect();
            let word = verdict.map_or_else(
                || context.word("demo-unanswered"),
                |verdict| context.say(&verdict.word()),
            );
            let id = assessed.indicator.id().to_owned();
            rows.push(vec![
                page.unit.clone(),
                id,
                word,
                reasons.join(" "),
                pack.basis(assessed.indicator),
            ]);
        }
    }
    folder.put(
        "判定.csv",
        &write_csv(&["unit", "indicator", "verdict", "reason", "basis"], &rows),
        "demo-about-verdicts",
    )?;
    line(
        context,
        &Sentence::new("demo-judged")
            .with("sheets", filled.pages.len())
            .with("indicators", rows.len()),
    );
    for wanted in [
        Verdict::Met,
        Verdict::NotMet,
        Verdict::ToCheck,
        Verdict::Recorded,
        Verdict::NotApplicable,
    ] {
        let word = context.say(&wanted.word());
        if let Some(row) = rows.iter().find(|row| row[2] == word) {
            context.print(&format!("   {word}  {} {}", row[1], row[3]));
        }
    }
    Ok(counts)
}
