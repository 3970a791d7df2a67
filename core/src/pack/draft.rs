//! What the three forms have in common: cells of a header and cells of rows, held to one set of rules.
//!
//! Problems of the header and of every row are collected before anything is refused, so that a list is mended once.

use std::collections::HashMap;

use super::header::{self, Header, Setting};
use super::indicator::{COLUMNS, Indicator};
use super::row::Row;
use super::{MAX_INDICATORS, Pack, cell, columns, rules};
use crate::table::{Cell, Table};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// The settings of a header and the place of what holds them.
pub(super) type Settings = (Place, Vec<Setting>);

/// The pack of a header and rows, each of them as far as it could be read.
pub(super) fn pack(settings: Result<Settings, Error>, table: Result<Table, Error>) -> Result<Pack, Error> {
    let mut problems = Vec::new();
    let header = match settings {
        Ok((place, settings)) => header::read(&settings, &place, &mut problems),
        Err(error) => {
            problems.extend(error.problems);
            Header::default()
        }
    };
    let indicators = match table {
        Ok(table) => indicators(&table, &header.doc, &mut problems),
        Err(error) => {
            problems.extend(error.problems);
            Vec::new()
        }
    };
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(Pack { header, indicators })
}

fn indicators(table: &Table, doc: &str, problems: &mut Vec<Problem>) -> Vec<Indicator> {
    if table.rows.len() > MAX_INDICATORS {
        let what = Sentence::new("pack-too-many").with("count", table.rows.len());
        problems.push(Problem::new(table.place.clone(), what.with("limit", MAX_INDICATORS)));
        return Vec::new();
    }
    let Some(positions) = columns::positions(table, problems) else {
        return Vec::new();
    };
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut indicators = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let raw: [Cell; 32] = positions.map(|position| row.cells[position].clone());
        let place = table.place.clone().row(row.number);
        let id = row.cells[positions[0]].text.as_str();
        if let Some(earlier) = seen.get(id).filter(|_| !id.is_empty()) {
            let what = Sentence::new("pack-id-twice")
                .with("id", cell::quote(id))
                .with("row", earlier);
            problems.push(Problem::new(place.clone().column(COLUMNS[0]), what));
        }
        seen.entry(id).or_insert(row.number);
        indicators.extend(indicator(&raw, doc, place, problems));
    }
    indicators
}

fn indicator(raw: &[Cell; 32], doc: &str, place: Place, problems: &mut Vec<Problem>) -> Option<Indicator> {
    let cells: [String; 32] = std::array::from_fn(|index| raw[index].text.clone());
    let mut row = Row::new(&cells, doc, place, problems);
    row.check_cells(raw);
    rules::indicator(&mut row).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;

    /// The problems of a built-in row after some of its cells were changed: column and code of each.
    fn problems(id: &str, changes: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let pack = builtin(&id[..2].to_lowercase()).unwrap();
        let mut row = pack.indicator(id).unwrap().cells.clone();
        for (column, text) in changes {
            row[COLUMNS.iter().position(|name| name == column).unwrap()] = (*text).to_owned();
        }
        let csv = crate::table::write_csv(&COLUMNS, &[row.to_vec()]);
        let Err(error) = Pack::from_folder_parts(pack.to_toml().as_bytes(), &csv) else {
            return Vec::new();
        };
        assert!(
            error.problems.iter().all(|problem| problem.place.row == Some(2)),
            "{error}"
        );
        let column = |problem: &Problem| problem.place.column.clone().unwrap_or_default();
        error
            .problems
            .iter()
            .map(|problem| (column(problem), problem.what.code()))
            .collect()
    }

    #[track_caller]
    fn only(id: &str, changes: &[(&str, &str)], column: &str, code: &str) {
        assert_eq!(problems(id, changes), [(column.to_owned(), code)], "{id} {changes:?}");
    }

    #[test]
    fn each_rule_of_every_row_is_told_alone() {
        only("S0-2", &[("topic", "")], "topic", "pack-cell-empty");
        only("S0-2", &[("id", "S1-2")], "id", "pack-id-form");
        only("S0-2", &[("id", "S0-")], "id", "pack-id-form");
        only("S0-2", &[("doc", "S1"), ("id", "S1-2")], "doc", "pack-doc-differs");
        only("S0-2", &[("note", "阈值见S1-2.1")], "note", "pack-other-document");
        only(
            "S0-2",
            &[("requirement_zh", &"字".repeat(61))],
            "requirement_zh",
            "pack-too-long",
        );
        only(
            "S0-2",
            &[("responsible_units", "")],
            "responsible_units",
            "pack-nobody-responsible",
        );
        only(
            "S0-2",
            &[("responsible_units", "县;县")],
            "responsible_units",
            "pack-list-twice",
        );
        only("S0-2", &[("methods", "")], "methods", "pack-methods-source");
        only("S0-2", &[("methods", "抽查;台账")], "methods", "pack-list-order");
        only("S0-2", &[("answer_level", "省;;市")], "answer_level", "pack-list-order");
        only("S0-2", &[("site_kind", "网吧")], "site_kind", "pack-value-unknown");
        only("S0-2", &[("programme", "")], "programme", "pack-value-empty");
        only("S0-2", &[("period", "周")], "period", "pack-value-unknown");
        only("S0-2", &[("item", "01")], "item", "pack-item");
        only("S0-2", &[("due_date", "2017-4-5")], "due_date", "pack-date");
        only("S0-2", &[("due_text", "")], "due_basis", "pack-due-basis");
        only(
            "S0-2",
            &[("due_date", "2017-04-15"), ("due_text", "")],
            "due_text",
            "pack-due-text",
        );
        only("S0-2", &[("applies_when", "甲;乙")], "applies_when", "pack-condition");
        only(
            "S0-1b",
            &[("counts_persons", "protected")],
            "counts_persons",
            "pack-protected-text",
        );
        only(
            "S0-1b",
            &[("requirement_zh", "填写联系人和电话")],
            "requirement_zh",
            "pack-person-question",
        );
        only("S0-2", &[("note", "13900000000")], "note", "pack-cell-personal");
        only("S0-2", &[("note", "二\n行")], "note", "pack-cell-hidden");
        only("S0-2", &[("note", &"长".repeat(2_001))], "note", "pack-cell-too-long");
    }

    #[test]
    fn each_rule_of_rates_and_units_is_told_alone() {
        only(
            "S0-2",
            &[("numerator_zh", ""), ("formula_basis", "none")],
            "numerator_zh",
            "pack-rate-half",
        );
        only(
            "S0-2",
            &[("formula_basis", "none")],
            "formula_basis",
            "pack-formula-basis",
        );
        let bare = [("numerator_zh", ""), ("denominator_zh", ""), ("formula_basis", "none")];
        only("S0-2", &bare, "numerator_zh", "pack-rate-missing");
        let rate = [
            ("numerator_zh", "甲"),
            ("denominator_zh", "乙"),
            ("formula_basis", "stated"),
        ];
        only("S0-1a", &rate, "numerator_zh", "pack-rate-stray");
        only("S0-2", &[("unit", "人")], "unit", "pack-unit-percent");
        only("S0-4b", &[("unit", "瓶")], "unit", "pack-value-unknown");
        only("S0-1a", &[("unit", "个")], "unit", "pack-unit-stray");
        only("S0-4b", &[("unit", "")], "unit", "pack-unit-missing");
    }

    #[test]
    fn each_rule_of_the_thirteen_types_is_told_alone() {
        only("S0-2", &[("answer_type", "score")], "answer_type", "pack-value-unknown");
        only("S0-2", &[("operator", "")], "operator", "pack-no-operator");
        only("S0-2", &[("operator", "=>")], "operator", "pack-value-unknown");
        only(
            "S0-2",
            &[("threshold_basis", "none")],
            "threshold_basis",
            "pack-threshold-basis",
        );
        for bad in ["101", "-1", "15%", "1e1", "１５", "约15"] {
            assert!(
                problems("S0-2", &[("threshold", bad)]).contains(&("threshold".to_owned(), "pack-form-percent")),
                "{bad}"
            );
        }
        only("S1-3.1a", &[("threshold", "99")], "threshold", "pack-implied-percent");
        only(
            "S1-2.1b1",
            &[("threshold_basis", "implied")],
            "threshold_basis",
            "pack-implied-type",
        );
        only("S1-2.1b1", &[("threshold", "一")], "threshold", "pack-form-count");
        only("S0-1a", &[("operator", ">=")], "operator", "pack-form-present");
        only("S0-1b", &[("operator", "present")], "operator", "pack-form-report");
        only("S3-四.c", &[("threshold", "1")], "threshold", "pack-form-zero");
        only("S1-3.2a", &[("threshold", "30")], "threshold", "pack-form-ratio");
        only("S1-3.2a", &[("threshold", "0:1")], "threshold", "pack-form-ratio");
        only(
            "S1-1.7a",
            &[("threshold", "2018-12-30")],
            "threshold",
            "pack-form-deadline",
        );
        only("S3-二.a", &[("operator", "=")], "operator", "pack-form-trend");
        only("S1-2.2", &[("threshold", "6")], "threshold", "pack-options-count");
        only("S1-2.2", &[("operator", ">")], "operator", "pack-form-checklist");
        only("S2-2.2", &[("operator", ">")], "operator", "pack-form-tiers");
        only("S2-2.2", &[("threshold", "[]")], "threshold", "pack-tiers-json");
    }

    #[test]
    fn options_stand_at_the_head_of_the_note() {
        let options = &builtin("s1").unwrap().indicator("S1-1.6a").unwrap().options.clone();
        assert_eq!(options, &["禁毒宣传", "打击整治", "群众举报", "社区戒毒康复"]);
        for note in [
            "",
            "选项:甲。",
            "选项:甲/甲。",
            "选项:甲//乙。",
            "选项:甲/乙",
            "见 选项:甲/乙。",
        ] {
            assert!(
                problems("S1-1.6a", &[("note", note)]).contains(&("note".to_owned(), "pack-options")),
                "{note}"
            );
        }
    }

    #[test]
    fn a_local_office_uses_its_own_code_area_and_items() {
        let pack = builtin("s0").unwrap();
        let toml = pack
            .to_toml()
            .replace("\"S0\"", "\"某县\"")
            .replace("\"s0\"", "\"county-2026\"");
        let csv = String::from_utf8(pack.to_csv()).unwrap();
        let csv = csv
            .replace("S0", "某县")
            .replace(",禁毒部门,", ",禁毒办和派出所,")
            .replace("set-stated", "inferred");
        let local = Pack::from_folder_parts(toml.as_bytes(), csv.as_bytes()).unwrap();
        assert_eq!((local.indicators.len(), local.indicators[0].id()), (74, "某县-1a"));
    }

    #[test]
    fn a_repeated_id_names_the_earlier_row() {
        let pack = builtin("s0").unwrap();
        let csv = String::from_utf8(pack.to_csv())
            .unwrap()
            .replacen("S0-1b,", "S0-1a,", 1);
        let error = Pack::from_folder_parts(pack.to_toml().as_bytes(), csv.as_bytes()).unwrap_err();
        let problem = &error.problems[0];
        assert_eq!((problem.place.row, problem.what.arg("row")), (Some(3), Some("2")));
    }

    #[test]
    fn columns_may_stand_in_another_order() {
        let pack = builtin("s0").unwrap();
        let mut columns = COLUMNS;
        columns.reverse();
        let rows: Vec<Vec<String>> = pack
            .cells()
            .map(|cells| cells.iter().rev().cloned().collect())
            .collect();
        let again =
            Pack::from_folder_parts(pack.to_toml().as_bytes(), &crate::table::write_csv(&columns, &rows)).unwrap();
        assert_eq!(again, pack);
    }
}
