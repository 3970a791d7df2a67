//! The rule by example; `tests/tests/small_counts.rs` attacks it.

use super::*;
use crate::exact::Fraction;

fn share(numerator: u64, denominator: u64) -> Figure {
    Figure::share(numerator, denominator).unwrap()
}

fn row(county: &str, unit: &str, figure: Figure) -> Row {
    Row {
        unit: unit.into(),
        areas: vec!["河北省".into(), county.into()],
        figures: vec![Some(figure)],
    }
}

fn areas(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Rows and totals as words: `.` for the exact ones, `<` for small, `-` for hidden.
fn drawn(rows: &[Row], audience: &Audience) -> (String, String) {
    let table = conceal(rows, audience);
    let sign = |shown: &[Option<Shown>]| match shown[0] {
        Some(Shown::Exact(_)) => '.',
        Some(Shown::Small) => '<',
        Some(Shown::Hidden) => '-',
        None => ' ',
    };
    let totals = table.areas().map(|areas| sign(table.total(areas))).collect();
    ((0..rows.len()).map(|place| sign(table.row(place))).collect(), totals)
}

#[test]
fn numerator_remainder_or_denominator_of_1_to_4_is_small_and_0_of_5_is_not() {
    for (numerator, denominator) in [(1, 60), (4, 60), (58, 60), (0, 4), (2, 2), (2, 4)] {
        assert!(share(numerator, denominator).is_small(), "{numerator}/{denominator}");
    }
    for (numerator, denominator) in [(0, 5), (5, 5), (5, 10), (0, 0)] {
        assert!(!share(numerator, denominator).is_small(), "{numerator}/{denominator}");
    }
    assert!(Figure::count(4).is_small() && !Figure::count(0).is_small() && !Figure::count(5).is_small());
    assert_eq!(Figure::share(6, 5), None);
}

#[test]
fn a_small_row_takes_one_other_with_it_and_the_totals_stay() {
    let rows = [
        row("甲县", "1", share(40, 60)),
        row("甲县", "2", share(3, 80)),
        row("甲县", "3", share(20, 50)),
        row("乙县", "4", share(7, 90)),
    ];
    // 乙县 stands before 甲县, so its total does.
    assert_eq!(drawn(&rows, &Audience::Outside), ("-<..".into(), "....".into()));
    assert_eq!(drawn(&rows, &Audience::Team), ("....".into(), "....".into()));
    assert_eq!(
        drawn(&rows, &Audience::Unit("2".into())),
        ("-...".into(), "....".into())
    );
    let table = conceal(&rows, &Audience::Outside);
    let total = table.total(&areas(&["河北省", "甲县"]))[0].unwrap();
    assert_eq!(total, Shown::Exact(share(63, 190)));
}

#[test]
fn a_county_of_one_small_row_hides_its_total_and_those_above_and_no_other_county() {
    let rows = [
        row("甲县", "1", share(3, 80)),
        row("丙县", "2", share(20, 50)),
        row("丙县", "3", share(30, 50)),
    ];
    assert_eq!(drawn(&rows, &Audience::Outside), ("<..".into(), "--.-".into()));
}

#[test]
fn where_one_complementary_row_hides_nothing_no_total_is_shown() {
    let rows = [row("甲县", "1", share(58, 60)), row("甲县", "2", share(50, 50))];
    assert_eq!(drawn(&rows, &Audience::Outside), ("<-".into(), "---".into()));
}

#[test]
fn two_counties_do_not_touch_each_other() {
    let mut rows = vec![row("甲县", "1", share(3, 80)), row("甲县", "2", share(20, 50))];
    let alone = conceal(&rows, &Audience::Outside);
    rows.push(Row {
        areas: areas(&["安徽省", "丁县"]),
        ..row("", "3", share(2, 9))
    });
    let beside = conceal(&rows, &Audience::Outside);
    for place in 0..2 {
        assert_eq!(alone.row(place), beside.row(place));
    }
    let county = areas(&["河北省", "甲县"]);
    assert_eq!(alone.total(&county), beside.total(&county));
    assert_eq!(beside.total(&[])[0], Some(Shown::Hidden));
}

#[test]
fn figures_of_one_row_are_hidden_together() {
    let mut rows = [
        row("甲县", "1", share(58, 60)),
        row("甲县", "2", share(30, 50)),
        row("甲县", "3", share(30, 70)),
    ];
    for (row, reported) in rows.iter_mut().zip([60, 50, 60]) {
        let denominator = row.figures[0].unwrap().denominator().unwrap();
        row.figures.push(Figure::share(reported, denominator));
    }
    let table = conceal(&rows, &Audience::Outside);
    assert_eq!(table.row(0), [Some(Shown::Small), Some(Shown::Hidden)]);
    assert_eq!(table.row(1), [Some(Shown::Hidden); 2]);
    assert_eq!(
        table.row(2)[0].unwrap().over(&table.row(2)[1].unwrap()).unwrap(),
        (-Fraction::from_integer(3.into())) / Fraction::from_integer(7.into())
    );
    assert_eq!(table.row(0)[0].unwrap().over(&table.row(0)[1].unwrap()), None);
}

#[test]
fn a_sum_that_has_no_room_is_not_shown() {
    let rows = [
        row("甲县", "1", Figure::count(u64::MAX)),
        row("甲县", "2", Figure::count(9)),
    ];
    assert_eq!(drawn(&rows, &Audience::Outside), ("..".into(), "---".into()));
}

#[test]
fn what_is_shown_has_words_in_both_languages() {
    use crate::words::{Lang, say};
    assert_eq!(say(Lang::Zh, &Shown::Small.say()), "<5");
    assert_eq!(say(Lang::Zh, &Shown::Hidden.say()), "不单列");
    assert_eq!(say(Lang::En, &Shown::Exact(share(7, 9)).say()), "7/9");
    assert_eq!(say(Lang::En, &Shown::Exact(Figure::count(9)).say()), "9");
}
