//! The rows of the data export: the same cells as in any other paper, and none lost where a worksheet is full.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;

use crosscheck_core::judge::{CellShown, Verdict};
use crosscheck_core::report::data::{Dataset, Type};
use crosscheck_core::report::doc::{MOST_ROWS, Rows, Sheet};
use crosscheck_core::view::{GroupReport, Packs};
use crosscheck_core::{Lang, table, words};
use crosscheck_hub::export;
use crosscheck_tests::evening::{evening, gathered};
use crosscheck_tests::outside::seen;
use crosscheck_tests::party::ORGANISER;

/// A row by the names of its columns.
type Named = BTreeMap<&'static str, String>;

fn named(table: Dataset, row: Vec<String>) -> Named {
    assert_eq!(row.len(), table.columns().len(), "{}", table.name());
    table.columns().iter().map(|(name, _)| *name).zip(row).collect()
}

/// What may be told of every answer of a group, decided for all of it at once: nothing but these words, or everything.
fn told(report: &GroupReport, packs: &Packs) -> BTreeMap<(String, String), Option<String>> {
    let told = seen(report, packs).cells.into_iter().map(|((asked, of), shown)| {
        let asked = &report.asked[asked];
        let visit = report.sites[asked.sites[of].site].visit.to_string();
        let kept = match shown {
            CellShown::Open => None,
            CellShown::Kept { found, .. } => {
                let said = found.iter().flatten().map(|shown| words::say(Lang::Zh, &shown.say()));
                Some(said.collect::<Vec<_>>().join("；"))
            }
        };
        ((visit, asked.indicator.clone()), kept)
    });
    told.collect()
}

#[test]
fn a_row_read_county_by_county_tells_what_the_whole_groups_table_tells() {
    let (mut party, packs) = evening(24);
    let report = gathered(&mut party, &packs);
    let told = told(&report, &packs);
    let mut rows: BTreeMap<Dataset, Vec<Named>> = BTreeMap::new();
    let mut steps = Vec::new();
    let book = party.book(ORGANISER);
    export::rows(
        (book, &packs, Lang::Zh),
        &mut |step| steps.push(step),
        &mut |table, row| {
            rows.entry(table).or_default().push(named(table, row));
            Ok(())
        },
    )
    .unwrap();
    let answers = &rows[&Dataset::Answers];
    assert_eq!(answers.len(), told.len());
    for row in answers {
        let kept = &told[&(row["visit"].clone(), row["indicator"].clone())];
        assert_eq!(row["suppressed"] == "true", kept.is_some(), "{row:?}");
        if let Some(words) = kept {
            assert_eq!(row["value"], *words, "{row:?}");
            assert!(row["numerator"].is_empty() && row["denominator"].is_empty(), "{row:?}");
        }
    }
    for word in ["<5", "不单列"] {
        assert!(answers.iter().any(|row| row["value"] == word), "nothing reads {word}");
    }
    let met = |row: &&Named| row["verdict"] == Verdict::Met.code();
    let verdicts = report.asked.iter().flat_map(|asked| &asked.sites);
    let met_there = verdicts.filter(|answer| answer.verdict == Some(Verdict::Met)).count();
    assert_eq!(answers.iter().filter(met).count(), met_there);
    assert_eq!(
        (rows[&Dataset::Sites].len(), rows[&Dataset::Findings].len()),
        (report.sites.len(), report.notes.len())
    );
    assert!(steps.is_sorted_by_key(|step| step.done) && steps.len() == 6);
    let visits = report.sites.len();
    assert!(
        steps
            .last()
            .is_some_and(|step| (step.done, step.visits) == (visits, visits))
    );
    // Every value is of its column's type.
    for (table, rows) in &rows {
        for (row, (name, kind)) in rows
            .iter()
            .flat_map(|row| table.columns().iter().map(move |column| (row, column)))
        {
            let text = &row[name];
            let fits = match kind {
                Type::Text => true,
                Type::Integer => text.is_empty() || text.parse::<i64>().is_ok(),
                Type::Date => text.is_empty() || text.parse::<chrono::NaiveDate>().is_ok(),
                Type::Boolean => ["true", "false"].contains(&&**text),
            };
            assert!(fits, "{} is no {} in {}.{name}", text, kind.word(), table.name());
        }
    }
}

#[test]
fn what_a_worksheet_does_not_hold_goes_on_in_the_next_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = Rows::new(folder.path()).unwrap();
    let answers = rows.begin("answers", &[("number", true), ("text", false)]).unwrap();
    let sites = rows.begin("sites", &[("number", false)]).unwrap();
    let most = MOST_ROWS - 1;
    for number in 0..most + 3 {
        rows.row(answers, &[number.to_string(), String::new()]).unwrap();
        if number % 400_000 == 0 {
            rows.row(sites, &[number.to_string()]).unwrap();
        }
    }
    rows.row(answers, &["007".into(), "=1+1".into()]).unwrap();
    rows.row(answers, &["8".into(), "长".repeat(40_000)]).unwrap();
    let mut bytes = Vec::new();
    let finished = rows.finish(&mut bytes).unwrap();
    let sheet = |table: usize, name: &str, rows: u32| Sheet {
        table,
        name: name.into(),
        rows,
    };
    assert_eq!(
        finished.sheets,
        [
            sheet(0, "answers", most),
            sheet(0, "answers 2", 5),
            sheet(1, "sites", 3)
        ]
    );
    assert_eq!(finished.cut, 1);
    let read = |name: &str| {
        let read = table::read_as_written("data.xlsx", &bytes, Some(name)).unwrap();
        let row = |row: &table::Row| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        (read.columns.clone(), read.rows.iter().map(row).collect::<Vec<_>>())
    };
    let (columns, more) = read("answers 2");
    assert_eq!(columns, ["number", "text"]);
    let numbers: Vec<&str> = more.iter().map(|row| &*row[0]).collect();
    assert_eq!(
        numbers,
        [
            &most.to_string(),
            &(most + 1).to_string(),
            &(most + 2).to_string(),
            "007",
            "8"
        ]
    );
    assert_eq!(more[3][1], "=1+1");
    assert!(more[4][1].ends_with("长…") && more[4][1].chars().count() == 32_767);
    assert_eq!(read("sites").1, [["0"], ["400000"], ["800000"]]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "rows left behind");
}
