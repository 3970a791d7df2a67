//! Small counts: what of a table that counts protected persons may be seen outside the team.
//!
//! Below county level a numerator, a remainder or a denominator of 1 to 4 points at people. Then the verdict and "<5"
//! show; counts, rate, difference do not, and neither does one complementary cell, or the small one would follow from the
//! total. Where even that would not hide it the total is not shown. [`conceal`] decides all of it in one call, county by
//! county, so that two papers made of one campaign never differ in what they hide.
//!
//! One rule to keep: who reads a table knows this file too. So what is hidden beside a small cell is chosen by the marks
//! and the order of units, which everybody sees, and never by a number that is hidden (`pool` says why that is safe).
//! A renderer takes [`Shown`], never the counts themselves. County level and above, staff, institutions and cases are
//! not suppressed and do not come here.

mod pool;
mod shown;
mod tally;

use std::collections::{BTreeMap, BTreeSet};

pub use shown::Shown;
pub use tally::{CountyTally, Tally, by_county};

/// The smallest number of persons that is shown as it is.
pub const SHOWN_FROM: u64 = 5;

/// How many protected persons: a count, or some of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Figure {
    numerator: u64,
    denominator: Option<u64>,
}

impl Figure {
    /// So many persons.
    #[must_use]
    pub fn count(persons: u64) -> Self {
        Self {
            numerator: persons,
            denominator: None,
        }
    }

    /// Some of so many persons; none where the part is larger than the whole.
    #[must_use]
    pub fn share(numerator: u64, denominator: u64) -> Option<Self> {
        (numerator <= denominator).then_some(Self {
            numerator,
            denominator: Some(denominator),
        })
    }

    /// The count, or the part.
    #[must_use]
    pub fn numerator(&self) -> u64 {
        self.numerator
    }

    /// The whole, where this is a share.
    #[must_use]
    pub fn denominator(&self) -> Option<u64> {
        self.denominator
    }

    /// Those of the whole that are not in the part.
    #[must_use]
    pub fn remainder(&self) -> Option<u64> {
        Some(self.denominator? - self.numerator)
    }

    /// Whether numerator, remainder or denominator is 1 to 4. The denominator is the sum of the other two, so it is
    /// small only where one of them is.
    #[must_use]
    pub fn is_small(&self) -> bool {
        let small = |persons: u64| (1..SHOWN_FROM).contains(&persons);
        small(self.numerator) || self.remainder().is_some_and(small)
    }

    /// Both added; none where the two are of different form or too large.
    fn plus(self, other: Self) -> Option<Self> {
        let denominator = match (self.denominator, other.denominator) {
            (Some(one), Some(two)) => Some(one.checked_add(two)?),
            (None, None) => None,
            _ => return None,
        };
        Some(Self {
            numerator: self.numerator.checked_add(other.numerator)?,
            denominator,
        })
    }
}

/// What one unit below county level was found to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit; stands in a table once.
    pub unit: String,
    /// The areas it lies in, from the province down to the county. Where several groups work in one county each has a part
    /// of its own as the last area, since each writes a report of its own.
    pub areas: Vec<String>,
    /// Figures that tell of each other and are shown or hidden together: of one indicator, what is verified beside what
    /// is self-reported, this period beside the one before; of several, those over one denominator. None where nothing
    /// stands. Every row of a table has as many.
    pub figures: Vec<Option<Figure>>,
}

/// The areas of a unit whose id is a code of administrative division (GB/T 2260) or begins with one: province, city,
/// county. Any other id stands for a county in a province without a name.
#[must_use]
pub fn areas(unit: &str) -> Vec<String> {
    let is_code = unit.len() >= 6 && unit.bytes().take(6).all(|byte| byte.is_ascii_digit());
    if is_code {
        [2, 4, 6].map(|end| unit[..end].to_owned()).to_vec()
    } else {
        vec![String::new(), unit.to_owned()]
    }
}

/// Who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// The group and the organiser: everything.
    Team,
    /// The unit itself: its own row as it is, of the others what anybody sees.
    Unit(String),
    /// Anybody else.
    Outside,
}

/// A table of which everything that may be seen is here, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Vec<Option<Shown>>>,
    totals: BTreeMap<Vec<String>, Vec<Option<Shown>>>,
}

impl Table {
    /// The figures of a row, by its place among the rows that were given.
    #[must_use]
    pub fn row(&self, place: usize) -> &[Option<Shown>] {
        self.rows.get(place).map_or(&[], Vec::as_slice)
    }

    /// The sums over an area, named by its own name and those above it, the province first; of no name the sum of all.
    #[must_use]
    pub fn total(&self, areas: &[String]) -> &[Option<Shown>] {
        self.totals.get(areas).map_or(&[], Vec::as_slice)
    }

    /// Every area with a sum, in order.
    pub fn areas(&self) -> impl Iterator<Item = &[String]> {
        self.totals.keys().map(Vec::as_slice)
    }
}

/// What of some figures an audience may see. The rows must be all those the campaign has of a county, whatever part
/// of them is to be printed; their order does not matter.
#[must_use]
pub fn conceal(rows: &[Row], audience: &Audience) -> Table {
    let marks = match audience {
        Audience::Team => pool::Marks::default(),
        Audience::Unit(_) | Audience::Outside => pool::marks(rows),
    };
    let own = |row: &Row| matches!(audience, Audience::Unit(unit) if *unit == row.unit);
    let shown = |(place, row): (usize, &Row)| {
        let hidden = marks.rows.contains(&place) && !own(row);
        let figures = row.figures.iter();
        figures
            .map(|figure| figure.map(|figure| Shown::new(figure, hidden)))
            .collect()
    };
    Table {
        rows: rows.iter().enumerate().map(shown).collect(),
        totals: totals(rows, &marks.totals),
    }
}

/// The sums over every area.
fn totals(rows: &[Row], hidden: &BTreeSet<Vec<String>>) -> BTreeMap<Vec<String>, Vec<Option<Shown>>> {
    // Of each figure its sum; within it none where the sum has no room.
    let mut sums: BTreeMap<&[String], Vec<Option<Option<Figure>>>> = BTreeMap::new();
    for row in rows {
        for depth in 0..=row.areas.len() {
            let area = sums.entry(&row.areas[..depth]).or_default();
            area.resize(area.len().max(row.figures.len()), None);
            for (sum, figure) in area.iter_mut().zip(&row.figures) {
                let Some(figure) = figure else { continue };
                *sum = Some(match *sum {
                    None => Some(*figure),
                    Some(sum) => sum.and_then(|sum| sum.plus(*figure)),
                });
            }
        }
    }
    let shown = |(area, sums): (&[String], Vec<Option<Option<Figure>>>)| {
        let is_hidden = hidden.contains(area);
        let total = |sum: Option<Figure>| sum.filter(|_| !is_hidden).map_or(Shown::Hidden, Shown::Exact);
        (area.to_vec(), sums.into_iter().map(|sum| sum.map(total)).collect())
    };
    sums.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests;
