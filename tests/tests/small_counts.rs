//! Small counts of protected persons against somebody who sees everything that is shown and knows the rule.
//!
//! `CROSSCHECK_TABLES=20000` tries more tables; `CROSSCHECK_SEED=SEED` replays a run.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;

use crosscheck_core::privacy::small::{Audience, Figure, Row, Shown, conceal};
use crosscheck_tests::luck;
use crosscheck_tests::onlooker::{Form, Guessed, Rule, Seen, guess, product, table};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

fn how_many(usual: usize) -> usize {
    std::env::var("CROSSCHECK_TABLES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

fn luck() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(luck::seed("CROSSCHECK_SEED", "small_counts"))
}

/// What the onlooker finds of some tables under a rule.
fn attacked(
    rule: Rule,
    form: Form,
    count: usize,
    (most, limit): (u64, u64),
    luck: &mut ChaCha20Rng,
) -> Vec<(Vec<Row>, Vec<Guessed>)> {
    let tables = (0..count).map(|_| table(luck, form, most));
    tables
        .map(|rows| {
            let found = guess(&rows, rule, limit, form == Form::Pairs);
            (rows, found)
        })
        .collect()
}

#[test]
fn whoever_knows_the_rule_finds_every_count_from_1_to_4_possible() {
    let found = attacked(product, Form::Counts, how_many(3000), (14, 40), &mut luck());
    assert!(found.iter().map(|(_, guessed)| guessed.len()).sum::<usize>() > 1000);
    for (rows, guessed) in found {
        assert!(
            guessed.iter().all(Guessed::is_free),
            "{rows:?}\n{guessed:?}\n{:?}",
            product(&rows)
        );
    }
}

#[test]
fn whoever_knows_the_rule_finds_every_part_rest_and_whole_from_1_to_4_possible() {
    let found = attacked(product, Form::Shares, how_many(300), (12, 24), &mut luck());
    assert!(found.iter().map(|(_, guessed)| guessed.len()).sum::<usize>() > 100);
    for (rows, guessed) in found {
        assert!(
            guessed.iter().all(Guessed::is_free),
            "{rows:?}\n{guessed:?}\n{:?}",
            product(&rows)
        );
    }
}

#[test]
fn figures_over_one_denominator_do_not_give_each_other_away() {
    let found = attacked(product, Form::Pairs, how_many(150), (8, 16), &mut luck());
    assert!(found.iter().map(|(_, guessed)| guessed.len()).sum::<usize>() > 50);
    for (rows, guessed) in found {
        assert!(
            !guessed.iter().any(Guessed::is_fixed),
            "{rows:?}\n{guessed:?}\n{:?}",
            product(&rows)
        );
    }
}

/// What the product hides, but for some rows and totals that are shown as they are.
fn bared(rows: &[Row], row: impl Fn(usize) -> bool, total: impl Fn(&[String]) -> bool) -> Seen {
    let (team, mut seen) = (conceal(rows, &Audience::Team), product(rows));
    for (place, shown) in seen.rows.iter_mut().enumerate().filter(|(place, _)| row(*place)) {
        *shown = team.row(place).to_vec();
    }
    for (areas, shown) in seen.totals.iter_mut().filter(|(areas, _)| total(areas)) {
        *shown = team.total(areas).to_vec();
    }
    seen
}

fn is_small(row: &Row) -> bool {
    row.figures.iter().flatten().any(Figure::is_small)
}

/// Only the small rows are hidden.
fn without_complement(rows: &[Row]) -> Seen {
    bared(rows, |place| !is_small(&rows[place]), |_| true)
}

/// One complementary row, and every total, however little it leaves open.
fn without_a_bound(rows: &[Row]) -> Seen {
    bared(rows, |_| false, |_| true)
}

/// The total of the county that is not safe is hidden, those above it are not.
fn without_nesting(rows: &[Row]) -> Seen {
    bared(rows, |_| false, |areas| areas.len() < 2)
}

/// Beside a small row of a county the smallest other one is hidden: a choice that a hidden number makes.
fn the_smallest_beside(rows: &[Row]) -> Seen {
    let mut hidden: Vec<usize> = (0..rows.len()).filter(|place| is_small(&rows[*place])).collect();
    let mut counties: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        counties.entry(&row.areas).or_default().push(place);
    }
    for county in counties
        .values()
        .filter(|county| county.iter().any(|place| is_small(&rows[*place])))
    {
        let others = county
            .iter()
            .filter(|place| !is_small(&rows[**place]) && rows[**place].figures[0].is_some());
        hidden.extend(others.min_by_key(|place| rows[**place].figures[0]));
    }
    let mut seen = bared(rows, |_| true, |_| true);
    for place in hidden {
        for (shown, figure) in seen.rows[place].iter_mut().zip(&rows[place].figures) {
            *shown = figure.map(|figure| if figure.is_small() { Shown::Small } else { Shown::Hidden });
        }
    }
    seen
}

#[test]
fn the_onlooker_finds_out_rules_that_hide_too_little() {
    let rules: [(&str, Rule); 4] = [
        ("no complementary row", without_complement),
        ("no bound", without_a_bound),
        ("totals above shown", without_nesting),
        ("the smallest beside", the_smallest_beside),
    ];
    // A fixed seed: what is planted must be found, whatever the luck of the day.
    for (name, rule) in rules {
        let mut luck = ChaCha20Rng::seed_from_u64(36);
        let found = attacked(rule, Form::Counts, 400, (14, 40), &mut luck);
        let fixed = found
            .iter()
            .flat_map(|(_, guessed)| guessed)
            .filter(|guess| guess.is_fixed());
        let fixed: Vec<&Guessed> = fixed.collect();
        assert!(!fixed.is_empty(), "{name} was not found out");
        assert!(
            fixed.iter().all(|guess| guess.possible.contains(&guess.truth)),
            "{name}: the onlooker is wrong"
        );
    }
}

#[test]
fn two_papers_of_one_campaign_hide_the_same_whatever_they_print_and_in_whatever_order() {
    let mut luck = luck();
    for _ in 0..how_many(1000) {
        let rows = table(&mut luck, Form::Shares, 14);
        let whole = conceal(&rows, &Audience::Outside);
        // A group's paper is of some counties; what it says of them stands in the organiser's word for word.
        let county = &rows[0].areas;
        let mut own: Vec<usize> = (0..rows.len()).filter(|place| rows[*place].areas == *county).collect();
        own.shuffle(&mut luck);
        let part: Vec<Row> = own.iter().map(|place| rows[*place].clone()).collect();
        let paper = conceal(&part, &Audience::Outside);
        for (at, place) in own.iter().enumerate() {
            assert_eq!(paper.row(at), whole.row(*place), "{rows:?}");
        }
        for areas in paper.areas().filter(|areas| *areas == &county[..]) {
            assert_eq!(paper.total(areas), whole.total(areas), "{areas:?} {rows:?}");
        }
    }
}

#[test]
fn a_unit_sees_its_own_row_and_of_everything_else_what_anybody_sees() {
    let mut luck = luck();
    for _ in 0..how_many(1000) {
        let rows = table(&mut luck, Form::Shares, 14);
        let own = luck.random_range(0..rows.len());
        let (outside, unit) = (
            conceal(&rows, &Audience::Outside),
            conceal(&rows, &Audience::Unit(rows[own].unit.clone())),
        );
        for place in 0..rows.len() {
            if place == own {
                let exact: Vec<Option<Shown>> = rows[own].figures.iter().map(|one| one.map(Shown::Exact)).collect();
                assert_eq!(unit.row(place), exact);
            } else {
                assert_eq!(unit.row(place), outside.row(place));
            }
        }
        assert!(outside.areas().all(|areas| unit.total(areas) == outside.total(areas)));
    }
}
