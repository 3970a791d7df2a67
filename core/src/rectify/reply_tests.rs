use super::*;
use crate::table::{self, write_csv};

fn sent() -> BTreeMap<String, Expected> {
    let item = |hash: &str, place: &str| {
        let cells = Column::ALL.into_iter().filter(|column| !Column::OPEN.contains(column));
        let cells = cells.filter(|column| !matches!(column, Column::Number | Column::Hash));
        let mut cells: BTreeMap<Column, Vec<String>> = cells.map(|column| (column, vec![String::new()])).collect();
        cells.insert(Column::Place, vec![place.to_owned()]);
        cells.insert(Column::Deadline, vec!["2017-06-30".into()]);
        cells.insert(Column::Problem, vec!["第一行\n第二行".into()]);
        cells.insert(Column::State, vec!["整改中".into(), "待认领".into()]);
        Expected {
            hash: hash.into(),
            cells,
            held: [(Column::Progress, "已经补齐".to_owned())].into(),
        }
    };
    [
        ("G01-0001".to_owned(), item("aa11", "甲县")),
        ("G01-0002".to_owned(), item("bb22", "乙县")),
    ]
    .into()
}

/// The list as it was sent, with changes: row, column, text.
fn back(changes: &[(usize, Column, &str)]) -> Vec<Vec<String>> {
    let header = Column::ALL.map(|column| column.header().to_owned()).to_vec();
    let mut rows = vec![header];
    for (number, expected) in sent() {
        let cell = |column: Column| match column {
            Column::Number => number.clone(),
            Column::Hash => expected.hash.clone(),
            _ => expected
                .cells
                .get(&column)
                .map(|sent| sent[0].clone())
                .unwrap_or_default(),
        };
        rows.push(Column::ALL.map(cell).to_vec());
    }
    for (row, column, text) in changes {
        let at = Column::ALL.iter().position(|known| known == column).unwrap();
        rows[*row][at] = (*text).to_owned();
    }
    rows
}

fn read_back(rows: &[Vec<String>]) -> Result<Vec<Reply>, Error> {
    let (header, rows) = rows.split_first().unwrap();
    let csv = write_csv(&header.iter().map(String::as_str).collect::<Vec<_>>(), rows);
    read(&table::read("回复.csv", csv.as_ref(), None).unwrap(), &sent())
}

fn told(rows: &[Vec<String>]) -> Vec<(usize, String, &'static str)> {
    let error = read_back(rows).unwrap_err();
    let one = |problem: &Problem| {
        let column = problem.place.column.clone().unwrap_or_default();
        (problem.place.row.unwrap(), column, problem.what.code())
    };
    error.problems.iter().map(one).collect()
}

#[test]
fn what_the_place_wrote_is_read_and_an_untouched_row_says_nothing() {
    let replies = read_back(&back(&[
        (2, Column::Goal, "补齐专职人员"),
        (2, Column::Planned, "2017年6月5日"),
        (2, Column::Rating, "已完成"),
    ]));
    let replies = replies.unwrap();
    assert_eq!(replies.len(), 1);
    assert_eq!((replies[0].number.as_str(), replies[0].row), ("G01-0002", 3));
    assert_eq!(replies[0].texts[&Column::Goal], "补齐专职人员");
    assert_eq!(replies[0].planned, NaiveDate::from_ymd_opt(2017, 6, 5));
    assert_eq!(replies[0].rating, Some(SelfRating::Done));
    assert!(read_back(&back(&[])).unwrap().is_empty());
}

#[test]
fn an_older_list_that_was_taken_already_says_nothing_and_a_state_it_once_had_is_no_change() {
    let rows = back(&[
        (1, Column::Hash, "0000"),
        (1, Column::Progress, "已经补齐"),
        (2, Column::State, "待认领"),
    ]);
    assert!(read_back(&rows).unwrap().is_empty());
}

#[test]
fn a_program_may_write_line_ends_and_days_its_own_way() {
    let changes = [
        (1, Column::Problem, "第一行\r\n第二行"),
        (1, Column::Deadline, "2017/6/30"),
    ];
    assert!(read_back(&back(&changes)).unwrap().is_empty());
}

#[test]
fn every_cell_that_is_not_the_places_is_told_with_row_and_column() {
    let changes = [
        (1, Column::Place, "丙县"),
        (1, Column::Deadline, "2017-12-31"),
        (2, Column::State, "已销号"),
        (2, Column::Rating, "很好"),
        (2, Column::Planned, "月底"),
        (2, Column::Post, "负责人 13800138000"),
    ];
    let expected = [
        (2, Column::Place, "rectify-cell-closed"),
        (2, Column::Deadline, "rectify-cell-closed"),
        (3, Column::State, "rectify-cell-closed"),
        (3, Column::Post, "privacy-mobile"),
        (3, Column::Planned, "rectify-day-bad"),
        (3, Column::Rating, "rectify-rating-bad"),
    ];
    assert_eq!(
        told(&back(&changes)),
        expected.map(|(row, column, code)| (row, column.header().to_owned(), code))
    );
}

#[test]
fn rows_of_no_item_of_an_older_one_and_twice_are_told() {
    let mut rows = back(&[(1, Column::Hash, "0000"), (1, Column::Progress, "另写一句")]);
    rows.push(rows[2].clone());
    let mut merged = rows[2].clone();
    merged[0] = String::new();
    rows.push(merged);
    let mut other = rows[2].clone();
    other[0] = "G09-0001".into();
    rows.push(other);
    let codes: Vec<(usize, &str)> = told(&rows).into_iter().map(|(row, _, code)| (row, code)).collect();
    let expected = [
        (2, "rectify-hash-other"),
        (4, "rectify-number-twice"),
        (5, "rectify-number-missing"),
        (6, "rectify-number-unknown"),
    ];
    assert_eq!(codes, expected);
}

#[test]
fn an_objection_says_why() {
    let rows = back(&[(1, Column::Rating, "有异议")]);
    assert_eq!(told(&rows)[0].2, "rectify-objection-bare");
    let rows = back(&[(1, Column::Rating, "有异议"), (1, Column::Progress, "该项去年已撤销")]);
    assert_eq!(read_back(&rows).unwrap()[0].rating, Some(SelfRating::Objects));
}

#[test]
fn a_column_too_many_or_too_few_is_named() {
    let mut rows = back(&[]);
    for row in &mut rows {
        row.push("领导批示".into());
    }
    assert_eq!(
        read_back(&rows).unwrap_err().problems[0].what.code(),
        "rectify-column-other"
    );
    for row in &mut rows {
        row.truncate(12);
    }
    assert_eq!(
        read_back(&rows).unwrap_err().problems[0].what.code(),
        "table-column-missing"
    );
}

#[test]
fn days_are_read_as_people_write_them() {
    let expected = NaiveDate::from_ymd_opt(2017, 6, 5);
    for text in [
        "2017-06-05",
        "2017/6/5",
        "2017.6.5",
        "2017年6月5日",
        "20170605",
        " 2017-6-5 ",
    ] {
        assert_eq!(day(text), expected, "{text}");
    }
    for text in [
        "",
        "6月5日",
        "17-6-5",
        "2017-13-01",
        "2017-6",
        "二〇一七年",
        "2017-6-5-1",
        "٢٠١٧-6-5",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}
