//! Verdicts as CSV and JSON: codes and numbers, no language.

use std::collections::BTreeMap;

use crosscheck_core::judge::sheet::Assessed;
use crosscheck_core::pack::Pack;
use crosscheck_core::{Error, Sentence};
use serde_json::{Value, json};

use super::{Judged, spread, verdict_code};
use crate::context::Context;

/// The columns of `--format csv`.
const COLUMNS: [&str; 7] = ["site_kind", "unit", "item", "indicator", "verdict", "flags", "reasons"];

pub fn csv(context: &Context, judged: &[Judged]) {
    let rows = judged
        .iter()
        .flat_map(|one| one.lines.iter().map(move |line| (one.page, line)));
    let rows: Vec<Vec<String>> = rows
        .map(|(page, line)| {
            let codes: Vec<&str> = reasons(line).map(Sentence::code).collect();
            vec![
                page.sheet.clone(),
                page.unit.clone(),
                line.indicator.item.map(|item| item.to_string()).unwrap_or_default(),
                line.indicator.id().to_owned(),
                verdict_code(line).to_owned(),
                flag_codes(line).join(";"),
                codes.join(";"),
            ]
        })
        .collect();
    context.csv(&COLUMNS, &rows);
}

pub fn json(context: &Context, pack: &Pack, judged: &[Judged]) -> Result<(), Error> {
    let sheets: Vec<Value> = judged.iter().map(sheet_json).collect();
    let whole = json!({
        "pack": { "id": pack.header.id, "identity": pack.identity()? },
        "sheets": sheets,
    });
    context.json(&whole)
}

fn sheet_json(one: &Judged) -> Value {
    let lines: Vec<Value> = one.lines.iter().map(line_json).collect();
    json!({
        "site_kind": one.page.sheet,
        "unit": one.page.unit,
        "level": one.page.level,
        "checked_on": one.page.checked_on.map(|day| day.to_string()),
        "counts": spread(&one.lines),
        "indicators": lines,
    })
}

fn line_json(line: &Assessed) -> Value {
    let reasons: Vec<Value> = reasons(line)
        .map(|reason| json!({ "code": reason.code(), "args": reason.args().collect::<BTreeMap<_, _>>() }))
        .collect();
    json!({
        "item": line.indicator.item,
        "indicator": line.indicator.id(),
        "verdict": verdict_code(line),
        "flags": flag_codes(line),
        "reasons": reasons,
    })
}

fn flag_codes(line: &Assessed) -> Vec<&'static str> {
    line.judgement
        .iter()
        .flat_map(|judgement| &judgement.flags)
        .map(|flag| flag.code())
        .collect()
}

fn reasons<'a>(line: &'a Assessed) -> impl Iterator<Item = &'a Sentence> {
    line.judgement.iter().flat_map(|judgement| &judgement.reasons)
}
