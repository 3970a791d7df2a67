//! Sheets filled in wrongly, each with the place and the sentence a person gets.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::*;
use crate::judge::Verdict;
use crate::judge::form::Column;
use crate::pack::{Pack, builtin};
use crate::report::sheet::{blanks, filled_example, xlsx};

/// A sheet as rows of text, to be spoilt by a test.
struct Grid {
    sheet: &'static str,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// The blank sheet of a pack for a kind of site.
    fn blank(pack: &Pack, kind: &'static str) -> Self {
        let bytes = xlsx(pack, &blanks(pack, Some(kind)).unwrap(), None).unwrap();
        Self::of(&bytes, kind)
    }

    fn of(bytes: &[u8], sheet: &'static str) -> Self {
        let (_, rows) = table::read_raw("a.xlsx", bytes, Some(sheet)).unwrap();
        let text = |row: table::Row| row.cells.into_iter().map(|cell| cell.text).collect();
        Self {
            sheet,
            rows: rows.into_iter().map(text).collect(),
        }
    }

    fn header(&self) -> usize {
        self.rows
            .iter()
            .position(|row| row.iter().any(|cell| cell == Column::Id.header()))
            .unwrap()
    }

    fn position(&self, column: Column) -> usize {
        self.rows[self.header()]
            .iter()
            .position(|cell| cell == column.header())
            .unwrap()
    }

    fn row_of(&self, id: &str) -> usize {
        let position = self.position(Column::Id);
        self.rows.iter().position(|row| row[position] == id).unwrap()
    }

    fn put(mut self, id: &str, entries: &[(Column, &str)]) -> Self {
        let row = self.row_of(id);
        for (column, text) in entries {
            let position = self.position(*column);
            (*text).clone_into(&mut self.rows[row][position]);
        }
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(self.sheet).unwrap();
        for (row, cells) in (0..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    fn read(&self, pack: &Pack) -> Result<Filled, Error> {
        read("填好.xlsx", &self.bytes(), &pack.indicators)
    }
}

/// Code and place of the only problem after some entries.
fn refused(pack: &str, kind: &'static str, id: &str, entries: &[(Column, &str)]) -> (&'static str, String) {
    let pack = builtin(pack).unwrap();
    let grid = Grid::blank(&pack, kind).put(id, entries);
    let error = grid.read(&pack).unwrap_err();
    assert_eq!(error.problems.len(), 1, "{error}");
    let Problem { place, what } = error.problems[0].clone();
    assert_eq!(
        (place.file.as_deref(), place.sheet.as_deref()),
        (Some("填好.xlsx"), Some(kind))
    );
    assert_eq!(place.row, Some(grid.row_of(id) + 1));
    (what.code(), place.column.unwrap())
}

use Column::{Choice, Date, Denominator, Hits, Known, Note, Number, Population, Reference, Sample};

/// Indicator, entries, and the code and column of the problem they make.
type Case = (&'static str, &'static [(Column, &'static str)], &'static str, Column);

const WRONG: [Case; 12] = [
    (
        "S0-29b",
        &[(Choice, "有"), (Known, "全数核对")],
        "judge-sheet-word",
        Choice,
    ),
    ("S0-29b", &[(Choice, "是"), (Known, "听说")], "judge-sheet-word", Known),
    ("S0-29b", &[(Choice, "是")], "judge-sheet-known-missing", Known),
    ("S0-29b", &[(Known, "全数核对")], "judge-sheet-word", Choice),
    ("S0-29b", &[(Choice, "不适用")], "judge-exempt-without-reason", Note),
    (
        "S0-29b",
        &[(Choice, "是"), (Known, "抽样")],
        "judge-sheet-no-sampling",
        Known,
    ),
    (
        "S0-17a",
        &[(Number, "约40"), (Known, "自报")],
        "judge-sheet-not-number",
        Number,
    ),
    (
        "S0-17a",
        &[(Number, "4.5"), (Known, "自报")],
        "judge-sheet-not-whole",
        Number,
    ),
    (
        "S0-17a",
        &[(Number, "1000000000000"), (Known, "自报")],
        "judge-sheet-number-limit",
        Number,
    ),
    (
        "S0-16a",
        &[(Number, "9"), (Denominator, "8"), (Known, "自报")],
        "judge-sheet-over-whole",
        Number,
    ),
    (
        "S0-16a",
        &[(Number, "9"), (Known, "自报")],
        "judge-sheet-number-missing",
        Denominator,
    ),
    (
        "S0-17a",
        &[(Number, "9"), (Denominator, "8"), (Known, "自报")],
        "judge-sheet-stray",
        Denominator,
    ),
];

#[test]
fn wrong_words_and_numbers_are_refused_where_they_stand() {
    for (id, entries, code, column) in WRONG {
        assert_eq!(
            refused("s0", "禁毒办", id, entries),
            (code, column.header().to_owned()),
            "{id} {entries:?}"
        );
    }
}

#[test]
fn samples_that_cannot_be_are_refused() {
    let rate = |entries: &[(Column, &str)]| refused("s0", "禁毒办", "S0-16a", entries);
    let sampled = |n, x| rate(&[(Known, "抽样"), (Population, "15"), (Sample, n), (Hits, x)]);
    assert_eq!(sampled("16", "3"), ("judge-sample-order", Hits.header().to_owned()));
    assert_eq!(sampled("5", "6"), ("judge-sample-order", Hits.header().to_owned()));
    assert_eq!(sampled("0", "0"), ("judge-sample-nothing", Hits.header().to_owned()));
    assert_eq!(
        sampled("5", ""),
        ("judge-sheet-number-missing", Hits.header().to_owned())
    );
    let both = rate(&[
        (Known, "抽样"),
        (Number, "3"),
        (Population, "15"),
        (Sample, "5"),
        (Hits, "3"),
    ]);
    assert_eq!(both, ("judge-sheet-sample-with-number", Number.header().to_owned()));
    let counted = rate(&[
        (Known, "全数核对"),
        (Number, "3"),
        (Denominator, "5"),
        (Population, "15"),
    ]);
    assert_eq!(counted, ("judge-sheet-not-sampled", Population.header().to_owned()));
}

#[test]
fn documents_lists_and_deadlines_that_contradict_themselves_are_refused() {
    let list = |entries: &[(Column, &str)]| refused("s1", "财政部门", "S1-1.6a", entries).0;
    let counted = (Known, "全数核对");
    assert_eq!(
        refused("s0", "禁毒办", "S0-1a", &[(Choice, "有"), counted, (Date, "2月30日")]).0,
        "judge-not-a-day"
    );
    assert_eq!(
        refused(
            "s0",
            "禁毒办",
            "S0-1a",
            &[(Choice, "有"), counted, (Reference, "机密〔2016〕1号")]
        )
        .0,
        "judge-sheet-secret"
    );
    assert_eq!(
        refused(
            "s0",
            "禁毒办",
            "S0-1a",
            &[(Choice, "无"), counted, (Date, "2016-01-01")]
        )
        .0,
        "judge-sheet-absent-with-number"
    );
    assert_eq!(list(&[(Choice, "缺项"), counted]), "judge-sheet-lacking");
    assert_eq!(
        list(&[(Choice, "齐"), counted, (Reference, "禁毒宣传")]),
        "judge-sheet-lacking"
    );
    assert_eq!(
        list(&[(Choice, "缺项"), counted, (Reference, "宣传")]),
        "judge-sheet-option"
    );
    assert_eq!(
        refused(
            "s1",
            "禁毒办",
            "S1-1.7a",
            &[(Choice, "未完成"), counted, (Date, "2018-01-01")]
        )
        .0,
        "judge-sheet-undone-with-day"
    );
}

#[test]
fn numbers_of_persons_are_refused_in_any_cell() {
    let note = refused(
        "s0",
        "禁毒办",
        "S0-29b",
        &[(Choice, "是"), (Known, "全数核对"), (Note, "问 138 0000 0000")],
    );
    assert_eq!(note, ("judge-names-a-person", Note.header().to_owned()));
    let pack = builtin("s0").unwrap();
    let mut grid = Grid::blank(&pack, "学校").put("S0-6b", &[(Choice, "是"), (Known, "全数核对")]);
    grid.rows[3][2] = "身份证110101190003070010".to_owned();
    assert_eq!(grid.read(&pack).unwrap_err().problems[0].place.row, Some(4));
}

#[test]
fn unknown_doubled_and_missing_ids_are_told_all_at_once() {
    let pack = builtin("s0").unwrap();
    let mut grid = Grid::blank(&pack, "禁毒办").put("S0-29b", &[(Choice, "好"), (Known, "全数核对")]);
    let id = grid.position(Column::Id);
    let (first, second, third) = (grid.row_of("S0-1a"), grid.row_of("S0-2"), grid.row_of("S0-3b"));
    grid.rows[first][id] = "S9-1".to_owned();
    grid.rows[second][id] = "S0-29b".to_owned();
    grid = grid.put("S0-3b", &[(Choice, "是")]);
    grid.rows[third][id] = String::new();
    let error = grid.read(&pack).unwrap_err();
    let found: Vec<_> = error
        .problems
        .iter()
        .map(|problem| (problem.place.row.unwrap() - 1, problem.what.code()))
        .collect();
    let again = grid.row_of("S0-29b");
    assert_eq!(again, second);
    let doubled = grid.rows.iter().rposition(|row| row[id] == "S0-29b").unwrap();
    let expected = [
        (first, "judge-sheet-unknown"),
        (third, "judge-sheet-no-id"),
        (doubled, "judge-sheet-twice"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn full_width_digits_are_read() {
    let pack = builtin("s0").unwrap();
    let entries = [(Number, "１５"), (Denominator, "１００"), (Known, "全数核对")];
    let filled = Grid::blank(&pack, "禁毒办").put("S0-2", &entries).read(&pack).unwrap();
    let assessed = filled.pages[0].assess(&pack.indicators, &Confirmations::default());
    let found = assessed.iter().find(|one| one.indicator.id() == "S0-2").unwrap();
    assert_eq!(found.judgement.as_ref().unwrap().verdict, Verdict::Met);
}

#[test]
fn facts_level_and_day_are_read_and_refused_where_wrong() {
    let pack = builtin("s2").unwrap();
    let mut grid = Grid::blank(&pack, "社区(村居)");
    let fact = grid.rows.iter().position(|row| row[0] == "适用条件").unwrap();
    let value = grid.position(Choice);
    let open = grid.rows[fact][2].clone();
    grid.rows[fact][value] = "很多".to_owned();
    grid.rows[3][4] = "四月".to_owned();
    let codes: Vec<_> = grid
        .read(&pack)
        .unwrap_err()
        .problems
        .iter()
        .map(|problem| problem.what.code())
        .collect();
    assert_eq!(codes, ["judge-not-a-day", "judge-sheet-not-number"]);
    grid.rows[fact][value] = "３１".to_owned();
    grid.rows[3][4] = "2018年6月1日".to_owned();
    grid = grid.put("S2-3.4a", &[(Number, "1"), (Denominator, "1"), (Known, "全数核对")]);
    let page = grid.read(&pack).unwrap().pages.remove(0);
    assert_eq!(
        (page.facts.get(&open), page.checked_on),
        (Some("３１"), NaiveDate::from_ymd_opt(2018, 6, 1))
    );
}

#[test]
fn lines_not_asked_at_the_chosen_level_are_left_out_unless_answered() {
    let pack = builtin("s0").unwrap();
    let mut grid = Grid::blank(&pack, "禁毒办").put("S0-29b", &[(Choice, "是"), (Known, "全数核对")]);
    grid = grid.put("S0-3b", &[(Choice, "是"), (Known, "全数核对")]);
    let level = grid.rows.iter().position(|row| row[0].starts_with("层级")).unwrap();
    grid.rows[level][2] = "县".to_owned();
    let page = grid.read(&pack).unwrap().pages.remove(0);
    let assessed = page.assess(&pack.indicators, &Confirmations::default());
    let has = |id: &str| assessed.iter().any(|one| one.indicator.id() == id);
    assert!(has("S0-3b") && has("S0-1a") && !has("S0-3a") && !has("S0-12a"));
}

#[test]
fn a_worksheet_that_is_none_of_ours_is_refused_by_name() {
    let pack = builtin("s0").unwrap();
    let mut grid = Grid::blank(&pack, "学校");
    grid.rows.truncate(grid.header());
    let error = grid.read(&pack).unwrap_err();
    assert_eq!(
        (error.problems[0].what.code(), error.problems[0].place.sheet.as_deref()),
        ("judge-sheet-none", Some("学校"))
    );
}

#[test]
fn a_sheet_of_another_pack_is_refused_once_and_not_for_every_line() {
    let grid = Grid::blank(&builtin("s3").unwrap(), "学校");
    let error = grid.read(&builtin("s0").unwrap()).unwrap_err();
    let codes: Vec<_> = error.problems.iter().map(|problem| problem.what.code()).collect();
    assert_eq!(codes, ["judge-sheet-other-pack"]);
}

#[test]
fn a_header_without_one_of_its_columns_is_refused() {
    let pack = builtin("s0").unwrap();
    let mut grid = Grid::blank(&pack, "学校");
    let (header, known) = (grid.header(), grid.position(Known));
    grid.rows[header][known] = "来源".to_owned();
    assert_eq!(
        grid.read(&pack).unwrap_err().problems[0].what.code(),
        "judge-sheet-column-missing"
    );
}

fn verdicts(pack: &Pack, filled: &Filled) -> Vec<(String, String, Option<Judgement>)> {
    let pages = filled.pages.iter().flat_map(|page| {
        let assessed = page.assess(&pack.indicators, &Confirmations::default());
        assessed
            .into_iter()
            .map(|one| (page.sheet.clone(), one.indicator.id().to_owned(), one.judgement))
            .collect::<Vec<_>>()
    });
    pages.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_lines_changes_nothing(order in Just((0_usize..200).collect::<Vec<_>>()).prop_shuffle()) {
        let pack = builtin("s0").unwrap();
        let bytes = xlsx(&pack, &blanks(&pack, Some("禁毒办")).unwrap(), Some(&filled_example())).unwrap();
        let mut grid = Grid::of(&bytes, "禁毒办");
        let before = verdicts(&pack, &grid.read(&pack).unwrap());
        let lines = grid.rows.split_off(grid.header() + 1);
        let shuffled = order.iter().filter_map(|index| lines.get(*index).cloned());
        grid.rows.extend(shuffled);
        prop_assert_eq!(before, verdicts(&pack, &grid.read(&pack).unwrap()));
    }

    #[test]
    fn any_text_in_any_cell_is_read_or_refused_with_its_place(row in 0_usize..60, column in 0_usize..14, text in ".{0,12}") {
        let pack = builtin("s0").unwrap();
        let mut grid = Grid::blank(&pack, "禁毒办");
        let row = row % grid.rows.len();
        grid.rows[row][column] = text;
        if let Err(error) = grid.read(&pack) {
            prop_assert!(error.problems.iter().all(|problem| problem.place.sheet.is_some()));
        }
    }
}
