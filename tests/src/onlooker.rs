//! An onlooker of tables of small counts: sees what a rule shows, knows the rule, and tries every table that would look
//! the same.
//!
//! Every hidden number takes every value up to a limit that its mark allows; sums that are shown cut the search short; of
//! what is left only tables are kept of which the rule itself would show exactly what was seen. The limit makes the
//! onlooker know less is possible than there is, so he is stronger than a true one.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::privacy::small::{Audience, Figure, Row, Shown, conceal};
use rand::{Rng, RngExt};

/// Everything that is seen of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// By row.
    pub rows: Vec<Vec<Option<Shown>>>,
    /// By area.
    pub totals: BTreeMap<Vec<String>, Vec<Option<Shown>>>,
}

/// What a table shows.
pub type Rule = fn(&[Row]) -> Seen;

/// The rule of the product, as anybody outside sees it.
#[must_use]
pub fn product(rows: &[Row]) -> Seen {
    let table = conceal(rows, &Audience::Outside);
    Seen {
        rows: (0..rows.len()).map(|place| table.row(place).to_vec()).collect(),
        totals: table
            .areas()
            .map(|areas| (areas.to_vec(), table.total(areas).to_vec()))
            .collect(),
    }
}

/// A small number that is hidden, and every value the onlooker finds possible for it.
#[derive(Debug)]
pub struct Guessed {
    /// Row, figure, and 0 numerator, 1 remainder, 2 denominator.
    pub at: (usize, usize, usize),
    /// What it is.
    pub truth: u64,
    /// What it may be.
    pub possible: BTreeSet<u64>,
}

impl Guessed {
    /// Whether the onlooker knows it.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.possible.len() == 1
    }

    /// Whether anything from 1 to 4 is possible, which is all that "<5" says.
    #[must_use]
    pub fn is_free(&self) -> bool {
        (1..5).all(|value| self.possible.contains(&value))
    }
}

/// Numerator, remainder and denominator.
fn numbers(figure: &Figure) -> [Option<u64>; 3] {
    [Some(figure.numerator()), figure.remainder(), figure.denominator()]
}

/// What the onlooker finds possible of 1 to 4 for every hidden small number, and one value more where that is a single
/// one and there is any other up to the limit.
#[must_use]
pub fn guess(rows: &[Row], rule: Rule, limit: u64, one_denominator: bool) -> Vec<Guessed> {
    let seen = rule(rows);
    let is_hidden = |place: usize, figure: usize| seen.rows[place][figure].is_some_and(|shown| shown.exact().is_none());
    let cells = (0..rows.len()).flat_map(|place| (0..rows[place].figures.len()).map(move |figure| (place, figure)));
    let mut hidden: Vec<(usize, usize)> = cells.filter(|(place, figure)| is_hidden(*place, *figure)).collect();
    // Small rows first: what is left for the others then follows from the sums.
    hidden.sort_by_key(|(place, _)| !rows[*place].figures.iter().flatten().any(Figure::is_small));
    let mut search = Search {
        tried: rows.to_vec(),
        seen: &seen,
        rule,
        limit,
        hidden: hidden.clone(),
        one_denominator,
        pinned: ((0, 0, 0), 0),
    };
    let mut guessed = Vec::new();
    for (place, figure) in hidden {
        let truths = rows[place].figures[figure].as_ref().map_or([None; 3], numbers);
        for (which, truth) in truths.into_iter().enumerate() {
            let Some(truth) = truth.filter(|truth| (1..5).contains(truth)) else {
                continue;
            };
            let at = (place, figure, which);
            let mut possible: BTreeSet<u64> = (1..5).filter(|value| search.is_possible(at, *value)).collect();
            if possible.len() < 2 {
                possible.extend((5..=2 * limit).chain([0]).find(|value| search.is_possible(at, *value)));
            }
            guessed.push(Guessed { at, truth, possible });
        }
    }
    guessed
}

struct Search<'a> {
    tried: Vec<Row>,
    seen: &'a Seen,
    rule: Rule,
    limit: u64,
    hidden: Vec<(usize, usize)>,
    one_denominator: bool,
    /// A number that is held fast, and its value.
    pinned: ((usize, usize, usize), u64),
}

impl Search<'_> {
    /// Whether any table with this number looks like the one that is seen.
    fn is_possible(&mut self, at: (usize, usize, usize), value: u64) -> bool {
        self.pinned = (at, value);
        self.go(0)
    }

    fn go(&mut self, next: usize) -> bool {
        let Some(&(place, figure)) = self.hidden.get(next) else {
            return (self.rule)(&self.tried) == *self.seen;
        };
        for candidate in self.candidates(place, figure, next) {
            self.tried[place].figures[figure] = Some(candidate);
            if self.sums_hold(place, figure, next) && self.go(next + 1) {
                return true;
            }
        }
        false
    }

    /// Every figure that the mark of a cell allows, and what is pinned.
    fn candidates(&self, place: usize, figure: usize, next: usize) -> Vec<Figure> {
        let is_small = self.seen.rows[place][figure] == Some(Shown::Small);
        let is_share = self.tried[place].figures[figure].is_some_and(|one| one.denominator().is_some());
        let all: Vec<Figure> = match self.rest(place, figure, next) {
            Some([part, _]) if !is_share => vec![Figure::count(part)],
            Some([part, rest]) => Figure::share(part, part + rest).into_iter().collect(),
            None if is_share => {
                let parts = (0..=self.limit).flat_map(|part| (0..=self.limit).map(move |rest| (part, rest)));
                parts
                    .filter_map(|(part, rest)| Figure::share(part, part + rest))
                    .collect()
            }
            None => (0..=self.limit).map(Figure::count).collect(),
        };
        // The figure before it in the row is hidden as well, and was tried before.
        let whole = (self.one_denominator && figure > 0)
            .then(|| self.tried[place].figures[figure - 1].and_then(|one| one.denominator()))
            .flatten();
        let ((at, of, which), value) = self.pinned;
        let fits = |one: &Figure| {
            one.is_small() == is_small
                && whole.is_none_or(|whole| one.denominator() == Some(whole))
                && ((at, of) != (place, figure) || numbers(one)[which] == Some(value))
        };
        all.into_iter().filter(fits).collect()
    }

    /// The rows of an area that are still to be tried, and the sums over the others.
    fn inside(&self, areas: &[String], figure: usize, next: usize) -> (usize, [u64; 2]) {
        let is_open = |place: &usize| self.hidden[next..].contains(&(*place, figure));
        let inside = (0..self.tried.len()).filter(|place| self.tried[*place].areas.starts_with(areas));
        let (open, known): (Vec<usize>, Vec<usize>) = inside.partition(is_open);
        let figures: Vec<Figure> = known
            .iter()
            .filter_map(|place| self.tried[*place].figures[figure])
            .collect();
        let sum = |which: usize| figures.iter().filter_map(|one| numbers(one)[which]).sum();
        (open.len(), [sum(0), sum(1)])
    }

    /// The shown sums over a row's areas.
    fn sums(&self, place: usize, figure: usize) -> impl Iterator<Item = (&Vec<String>, [u64; 2])> {
        let own = &self.tried[place].areas;
        let shown = self.seen.totals.iter().filter(|(areas, _)| own.starts_with(areas));
        shown.filter_map(move |(areas, shown)| {
            let [part, rest, _] = numbers(shown[figure]?.exact()?);
            Some((areas, [part?, rest.unwrap_or(0)]))
        })
    }

    /// What a shown sum leaves for a cell when everything else in it was tried.
    fn rest(&self, place: usize, figure: usize, next: usize) -> Option<[u64; 2]> {
        self.sums(place, figure).find_map(|(areas, target)| {
            let (open, known) = self.inside(areas, figure, next);
            let rest = [target[0].checked_sub(known[0])?, target[1].checked_sub(known[1])?];
            (open == 1).then_some(rest)
        })
    }

    /// Whether no shown sum over a row is passed, and none is missed where nothing of it is left to try.
    fn sums_hold(&self, place: usize, figure: usize, next: usize) -> bool {
        self.sums(place, figure).all(|(areas, target)| {
            let (open, known) = self.inside(areas, figure, next + 1);
            let holds = |at: usize| known[at] <= target[at] && (open > 0 || known[at] == target[at]);
            holds(0) && holds(1)
        })
    }
}

/// How many persons, few more often than many.
pub(crate) fn persons(luck: &mut impl Rng, most: u64) -> u64 {
    match luck.random_range(0..10) {
        0..2 => 0,
        2..6 => luck.random_range(1..5),
        _ => luck.random_range(0..=most),
    }
}

/// A table of a province or two: counts, shares, or two shares over one denominator.
#[must_use]
pub fn table(luck: &mut impl Rng, form: Form, most: u64) -> Vec<Row> {
    let mut rows = Vec::new();
    for province in 0..luck.random_range(1..=2) {
        let deep = luck.random_bool(0.5);
        for county in 0..luck.random_range(1..=3) {
            let mut areas = vec![format!("P{province}")];
            if deep {
                areas.push(format!("C{}", county / 2));
            }
            areas.push(format!("D{county}"));
            for unit in 0..luck.random_range(1..=3) {
                let (part, rest) = (persons(luck, most), persons(luck, most));
                let first = if form == Form::Counts {
                    Figure::count(part)
                } else {
                    Figure::share(part, part + rest).unwrap_or(Figure::count(0))
                };
                let mut figures = vec![Some(first)];
                if form == Form::Pairs {
                    figures.push(Figure::share(luck.random_range(0..=part + rest), part + rest));
                }
                if luck.random_bool(0.1) {
                    figures.fill(None);
                }
                rows.push(Row {
                    unit: format!("{province}.{county}.{unit}"),
                    areas: areas.clone(),
                    figures,
                });
            }
        }
    }
    rows
}

/// What stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Counts.
    Counts,
    /// Shares.
    Shares,
    /// Two shares over one denominator.
    Pairs,
}
