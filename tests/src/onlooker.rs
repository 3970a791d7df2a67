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

/// What the onlooker finds possible for every hidden small number. He stops once each of them is free.
#[must_use]
pub fn guess(rows: &[Row], rule: Rule, limit: u64, one_denominator: bool) -> Vec<Guessed> {
    let seen = rule(rows);
    let mut guessed = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        for (figure, truth) in row.figures.iter().enumerate() {
            if seen.rows[place][figure].is_none_or(|shown| shown.exact().is_some()) {
                continue;
            }
            let truths = truth.as_ref().map_or([None; 3], numbers).into_iter().enumerate();
            guessed.extend(truths.filter_map(|(which, truth)| {
                let truth = truth.filter(|truth| (1..5).contains(truth))?;
                Some(Guessed {
                    at: (place, figure, which),
                    truth,
                    possible: BTreeSet::new(),
                })
            }));
        }
    }
    let hidden: Vec<(usize, usize)> = (0..rows.len())
        .flat_map(|place| (0..rows[place].figures.len()).map(move |figure| (place, figure)))
        .filter(|(place, figure)| seen.rows[*place][*figure].is_some_and(|shown| shown.exact().is_none()))
        .collect();
    let mut search = Search {
        tried: rows.to_vec(),
        seen: &seen,
        rule,
        limit,
        hidden,
        one_denominator,
        guessed,
    };
    search.go(0);
    search.guessed
}

struct Search<'a> {
    tried: Vec<Row>,
    seen: &'a Seen,
    rule: Rule,
    limit: u64,
    hidden: Vec<(usize, usize)>,
    one_denominator: bool,
    guessed: Vec<Guessed>,
}

impl Search<'_> {
    fn go(&mut self, next: usize) {
        if self.guessed.iter().all(Guessed::is_free) {
            return;
        }
        let Some(&(place, figure)) = self.hidden.get(next) else {
            if (self.rule)(&self.tried) == *self.seen {
                for guess in &mut self.guessed {
                    let (place, figure, which) = guess.at;
                    guess.possible.extend(
                        self.tried[place].figures[figure]
                            .as_ref()
                            .and_then(|one| numbers(one)[which]),
                    );
                }
            }
            return;
        };
        for candidate in self.candidates(place, figure, next) {
            self.tried[place].figures[figure] = Some(candidate);
            if self.sums_hold(place, figure, next) {
                self.go(next + 1);
            }
        }
    }

    /// Every figure that the mark of a cell allows.
    fn candidates(&self, place: usize, figure: usize, next: usize) -> Vec<Figure> {
        let is_small = self.seen.rows[place][figure] == Some(Shown::Small);
        let is_share = self.tried[place].figures[figure].is_some_and(|one| one.denominator().is_some());
        let all: Vec<Figure> = if is_share {
            let parts = (0..=self.limit).flat_map(|part| (0..=self.limit).map(move |rest| (part, rest)));
            parts
                .filter_map(|(part, rest)| Figure::share(part, part + rest))
                .collect()
        } else {
            (0..=self.limit).map(Figure::count).collect()
        };
        // The figure before it in the row is hidden as well, and was tried before.
        let whole = (self.one_denominator && figure > 0 && next > 0)
            .then(|| self.tried[place].figures[figure - 1].and_then(|one| one.denominator()))
            .flatten();
        let fits =
            |one: &Figure| one.is_small() == is_small && whole.is_none_or(|whole| one.denominator() == Some(whole));
        all.into_iter().filter(fits).collect()
    }

    /// Whether no shown sum over a row is passed, and none is missed where nothing of it is left to try.
    fn sums_hold(&self, place: usize, figure: usize, next: usize) -> bool {
        let own = &self.tried[place].areas;
        self.seen
            .totals
            .iter()
            .filter(|(areas, _)| own.starts_with(areas))
            .all(|(areas, shown)| {
                let Some(Shown::Exact(total)) = shown[figure] else {
                    return true;
                };
                let open = |at: &usize| self.hidden[next + 1..].contains(&(*at, figure));
                let inside = (0..self.tried.len()).filter(|at| self.tried[*at].areas.starts_with(areas));
                let (left, known): (Vec<usize>, Vec<usize>) = inside.partition(open);
                let sum = |which: usize| {
                    known
                        .iter()
                        .filter_map(|at| numbers(self.tried[*at].figures[figure].as_ref()?)[which])
                        .sum::<u64>()
                };
                let target = numbers(&total);
                (0..2)
                    .filter_map(|which| Some((sum(which), target[which]?)))
                    .all(|(sum, target)| if left.is_empty() { sum == target } else { sum <= target })
            })
    }
}

/// How many persons, few more often than many.
fn persons(luck: &mut impl Rng, most: u64) -> u64 {
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
