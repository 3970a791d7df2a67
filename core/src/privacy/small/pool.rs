//! What is hidden beside small cells: rows and totals, county by county.
//!
//! A small row is hidden. In its county the first row by name that is not small is hidden with it, whatever it counts,
//! and the county's total is shown if the hidden rows add up to enough. Otherwise it is hidden, and so is every total
//! above it. Nothing is looked for in another county: a paper may be of some counties and another of all, and both must
//! hide the same.
//!
//! Why that is safe against whoever knows it. Let `k` rows of a county be small, and let its total be shown. Take any
//! numbers of 0 to 4 for the small rows that their marks allow, and give the rest to the row beside. The bound, 4 for each
//! small row and 5, says that the rest is 5 or more, or 0 where the whole sum is; so the row beside is not small, as its
//! mark says. Where the total is hidden, take 0 for the row beside: the sum is then above 0 and below the bound, so that
//! the total is hidden, as it is. Hence every such table looks exactly like the true one, and no small number can be told
//! from its neighbours. Two things are needed for it and kept here: there is a row beside, and nothing is chosen by a
//! hidden number. Where a row has several figures it may be small in one alone; 0 to 4 is then too little for the others,
//! but 0 to 9 (as in 4 + 5 = 9) is enough, and the bound is made for 10.

use std::collections::{BTreeMap, BTreeSet};

use super::{Figure, Row, SHOWN_FROM};

/// What is not shown: rows by their place, totals by their areas.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub rows: BTreeSet<usize>,
    pub totals: BTreeSet<Vec<String>>,
}

/// Finds what is not shown.
pub(super) fn marks(rows: &[Row]) -> Marks {
    let mut counties: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        counties.entry(&row.areas).or_default().push(place);
    }
    let mut marks = Marks::default();
    for (areas, mut places) in counties {
        places.sort_by_key(|place| &rows[*place].unit);
        let (small, others): (Vec<usize>, Vec<usize>) = places.into_iter().partition(|place| is_small(&rows[*place]));
        let Some(first) = small.first() else { continue };
        let form = form(&rows[*first]);
        let is_alike = |place: &&usize| self::form(&rows[**place]) == form;
        let beside = others
            .iter()
            .find(is_alike)
            .filter(|_| small.iter().all(|place| is_alike(&place)));
        let hidden: Vec<usize> = small.iter().chain(beside).copied().collect();
        if beside.is_none() || !is_enough(rows, &hidden) {
            let above = (0..=areas.len()).map(|depth| areas[..depth].to_vec());
            marks.totals.extend(above);
        }
        marks.rows.extend(hidden);
    }
    marks
}

fn is_small(row: &Row) -> bool {
    row.figures.iter().flatten().any(Figure::is_small)
}

/// Which figures a row has, and which of them are shares: rows are added up in a total only where they are alike.
fn form(row: &Row) -> Vec<Option<bool>> {
    let figures = row.figures.iter();
    figures
        .map(|figure| figure.map(|figure| figure.denominator().is_some()))
        .collect()
}

/// Whether the sums over hidden rows, which the total gives away, say nothing about the small ones among them.
fn is_enough(rows: &[Row], hidden: &[usize]) -> bool {
    let hidden: Vec<&Row> = hidden.iter().map(|place| &rows[*place]).collect();
    let figures = hidden.first().map_or(0, |row| row.figures.len());
    let several = hidden
        .first()
        .is_some_and(|row| row.figures.iter().flatten().count() > 1);
    let most = if several { 2 * SHOWN_FROM } else { SHOWN_FROM - 1 };
    let small = hidden.iter().filter(|row| is_small(row)).count() as u128;
    let bound = small * u128::from(most) + u128::from(SHOWN_FROM);
    let sum = |at: usize, of: fn(&Figure) -> Option<u64>| {
        let figures = hidden.iter().filter_map(|row| row.figures.get(at)?.as_ref());
        figures.filter_map(of).map(u128::from).sum::<u128>()
    };
    let is_enough = |sum: u128| sum == 0 || sum >= bound;
    (0..figures)
        .all(|at| is_enough(sum(at, |figure| Some(figure.numerator()))) && is_enough(sum(at, Figure::remainder)))
}
