//! What is hidden beside small cells: rows and totals, found from the counties up.
//!
//! A small row is hidden. In its county the first row by name that is not small is hidden with it, whatever it counts,
//! and the county's total is shown if the sum of the hidden rows is large enough. Otherwise the total is hidden, and the
//! hidden rows are the business of the city, which hides a row of another county (and that county's total), and so on.
//! Above the province nothing is added: the total over a province whose total is hidden is hidden too.
//!
//! Why that is safe against whoever knows it. Let `k` rows be small, and let the total of a level be shown. Take any
//! numbers of 0 to 4 for the small rows that their marks allow, 0 for every row that was hidden at a lower level, and
//! give the rest to the row hidden last. The bound says that the rest is 5 or more, or 0 where the whole sum is, so that
//! row is not small, as its mark says; and at every lower level the sum of the hidden rows is above 0 and below the
//! bound, so that its total is hidden, as it is. Hence every such table looks exactly like the true one, and no small
//! number can be told from its neighbours. Two things are needed for it and kept here: each level adds a row of its own,
//! and nothing is chosen by a hidden number. Where a row has several figures it may be small in one alone; 0 to 4 is then
//! too little for the others, but 0 to 9 (as in 4 + 5 = 9) is enough, and the bound is made for 10.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Row, SHOWN_FROM};

/// What is not shown: rows by their place, totals by their areas.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub rows: BTreeSet<usize>,
    pub totals: BTreeSet<Vec<String>>,
}

/// Finds what is not shown.
pub(super) fn marks(rows: &[Row]) -> Marks {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|place| (&rows[*place].areas, &rows[*place].unit));
    let small = |row: &Row| row.figures.iter().flatten().any(super::Figure::is_small);
    let hidden = order.iter().copied().filter(|place| small(&rows[*place]));
    let marks = Marks {
        rows: hidden.collect(),
        totals: BTreeSet::new(),
    };
    let mut walk = Walk { rows, order, marks };
    walk.level(0..rows.len(), 0);
    walk.marks
}

struct Walk<'a> {
    rows: &'a [Row],
    /// Places of rows by areas and unit.
    order: Vec<usize>,
    marks: Marks,
}

impl Walk<'_> {
    /// Goes through an area, from its parts up, and gives the hidden rows that its total would give away.
    fn level(&mut self, span: Range<usize>, depth: usize) -> Vec<usize> {
        let parts = self.parts(span.clone(), depth);
        let mut open = Vec::new();
        for part in &parts {
            if self.is_row(part, depth) {
                open.extend(part.clone().filter(|at| self.is_hidden(*at)));
            } else {
                open.extend(self.level(part.clone(), depth + 1));
            }
        }
        if open.is_empty() {
            return open;
        }
        if depth > 0
            && let Some(beside) = self.beside(&open, &parts)
        {
            self.hide(beside, depth);
            open.push(beside);
            if self.is_enough(&open) {
                return Vec::new();
            }
        }
        let areas = &self.row(span.start).areas[..depth];
        self.marks.totals.insert(areas.to_vec());
        open
    }

    fn row(&self, at: usize) -> &Row {
        &self.rows[self.order[at]]
    }

    fn is_hidden(&self, at: usize) -> bool {
        self.marks.rows.contains(&self.order[at])
    }

    /// Whether a part of an area is a row that lies in it and in nothing smaller.
    fn is_row(&self, part: &Range<usize>, depth: usize) -> bool {
        self.row(part.start).areas.len() == depth
    }

    /// The parts of an area: its own rows, one by one, and the areas within it.
    fn parts(&self, span: Range<usize>, depth: usize) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for at in span {
            let name = self.row(at).areas.get(depth);
            match parts.last_mut() {
                Some(last) if name.is_some() && self.row(last.start).areas.get(depth) == name => last.end = at + 1,
                _ => parts.push(at..at + 1),
            }
        }
        parts
    }

    /// The first row, in a part where nothing is hidden, that has figures where all the open ones have.
    fn beside(&self, open: &[usize], parts: &[Range<usize>]) -> Option<usize> {
        let form = self.form(*open.first()?);
        if open.iter().any(|at| self.form(*at) != form) {
            return None;
        }
        let clean = parts
            .iter()
            .filter(|part| !(*part).clone().any(|at| self.is_hidden(at)));
        clean.flat_map(|part| part.clone()).find(|at| self.form(*at) == form)
    }

    /// Which figures a row has, and which of them are shares.
    fn form(&self, at: usize) -> Vec<Option<bool>> {
        let figures = self.row(at).figures.iter();
        figures
            .map(|figure| figure.map(|figure| figure.denominator().is_some()))
            .collect()
    }

    /// Hides a row, and the totals between it and an area.
    fn hide(&mut self, at: usize, depth: usize) {
        let areas = &self.rows[self.order[at]].areas;
        for below in depth + 1..=areas.len() {
            self.marks.totals.insert(areas[..below].to_vec());
        }
        self.marks.rows.insert(self.order[at]);
    }

    /// Whether the sums over the open rows, which the total gives away, say nothing about the small ones among them.
    fn is_enough(&self, open: &[usize]) -> bool {
        let small = |at: &&usize| self.row(**at).figures.iter().flatten().any(super::Figure::is_small);
        let count = u128::try_from(open.iter().filter(small).count()).unwrap_or(u128::MAX);
        let figures = self.row(open[0]).figures.len();
        let stand = self.row(open[0]).figures.iter().flatten().count();
        let most = if stand > 1 { 2 * SHOWN_FROM } else { SHOWN_FROM - 1 };
        let bound = count.saturating_mul(u128::from(most)) + u128::from(SHOWN_FROM);
        let sum = |figure: usize, of: fn(&super::Figure) -> Option<u64>| {
            let figures = open.iter().filter_map(|at| self.row(*at).figures.get(figure)?.as_ref());
            figures.filter_map(of).map(u128::from).sum::<u128>()
        };
        let is_enough = |sum: u128| sum == 0 || sum >= bound;
        (0..figures).all(|figure| {
            is_enough(sum(figure, |figure| Some(figure.numerator())))
                && is_enough(sum(figure, super::Figure::remainder))
        })
    }
}
