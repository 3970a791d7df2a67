//! Bands and days: by when an item is to be mended.
//!
//! No document of the five says how long rectification takes, so the organiser does, for each item. Working days are
//! counted by a table of days off that is data and empty by default; a deadline that falls on one stays where it is.

use std::collections::BTreeSet;

use chrono::{Datelike, Days as Step, NaiveDate, Weekday};

use super::{State, day};
use crate::table::Table;
use crate::{Error, ErrorKind, Problem, Sentence};

/// How soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 立行立改.
    Immediate,
    /// 限期.
    Dated,
    /// 长期坚持: without a day, never overdue.
    Standing,
}

impl Band {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Immediate, Self::Dated, Self::Standing];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Immediate => "immediate",
            Self::Dated => "dated",
            Self::Standing => "standing",
        }
    }

    /// The band of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Immediate => "rectify-immediate",
            Self::Dated => "rectify-dated",
            Self::Standing => "rectify-standing",
        })
    }
}

/// Days that are not as their weekday says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// Weekdays off.
    pub off: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays worked.
    pub worked: BTreeSet<NaiveDate>,
}

impl Days {
    /// Reads a table with columns `day` and `kind`, 休 for a weekday off and 班 for a weekend worked.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every cell that cannot be read.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let (at, kind) = (table.require("day")?, table.require("kind")?);
        let (mut days, mut problems) = (Self::default(), Vec::new());
        for row in &table.rows {
            let (text, kind) = (&row.cells[at].text, row.cells[kind].text.as_str());
            match (day(text), kind) {
                (Some(day), "休") => drop(days.off.insert(day)),
                (Some(day), "班") => drop(days.worked.insert(day)),
                (None, _) => problems.push(Problem::new(
                    table.place_of(row, "day"),
                    Sentence::new("rectify-day-bad").with("text", text),
                )),
                (_, kind) => problems.push(Problem::new(
                    table.place_of(row, "kind"),
                    Sentence::new("rectify-day-kind-bad").with("text", kind),
                )),
            }
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(days)
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_worked(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.contains(&day) || (!weekend && !self.off.contains(&day))
    }
}

/// The day so many working days after another, that one not counted; none beyond the calendar, or where ten years bring
/// no further working day.
#[must_use]
pub fn days(from: NaiveDate, count: u16, table: &Days) -> Option<NaiveDate> {
    let (mut day, mut left, mut idle) = (from, count, 0);
    while left > 0 {
        day = day.checked_add_days(Step::new(1))?;
        if table.is_worked(day) {
            (left, idle) = (left - 1, 0);
        } else {
            idle += 1;
        }
        if idle > 3_660 {
            return None;
        }
    }
    Some(day)
}

/// Whether an item is overdue: its day has passed and the office has not taken it off the list.
#[must_use]
pub fn is_overdue(deadline: Option<NaiveDate>, state: State, today: NaiveDate) -> bool {
    state != State::Closed && deadline.is_some_and(|deadline| today > deadline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_pass_over_weekends_and_what_the_table_says() {
        let none = Days::default();
        // A Friday.
        assert_eq!(days(on("2017-04-28"), 1, &none), Some(on("2017-05-01")));
        assert_eq!(days(on("2017-04-28"), 0, &none), Some(on("2017-04-28")));
        let labour_day = Days {
            off: [on("2017-05-01")].into(),
            worked: [on("2017-05-06")].into(),
        };
        assert_eq!(days(on("2017-04-28"), 1, &labour_day), Some(on("2017-05-02")));
        assert_eq!(days(on("2017-05-05"), 1, &labour_day), Some(on("2017-05-06")));
    }

    #[test]
    fn the_table_of_days_is_read_and_what_is_none_is_told() {
        let read = |text: &str| Days::read(&crate::table::read("节假日.csv", text.as_bytes(), None).unwrap());
        let days = read("day,kind\n2017-05-01,休\n2017/5/6,班\n").unwrap();
        assert!(!days.is_worked(on("2017-05-01")) && days.is_worked(on("2017-05-06")));
        let error = read("day,kind\n五一,休\n2017-05-02,放假\n").unwrap_err();
        let told: Vec<_> = error
            .problems
            .iter()
            .map(|one| (one.place.row.unwrap(), one.what.code()))
            .collect();
        assert_eq!(told, [(2, "rectify-day-bad"), (3, "rectify-day-kind-bad")]);
    }

    #[test]
    fn a_table_without_a_working_day_ends() {
        let start = on("2017-01-01");
        let off = (0..6_000)
            .filter_map(|add| start.checked_add_days(Step::new(add)))
            .collect();
        let never = Days {
            off,
            worked: BTreeSet::new(),
        };
        assert_eq!(days(start, 1, &never), None);
    }

    #[test]
    fn an_item_is_overdue_from_the_day_after_until_it_is_closed() {
        let (due, next) = (Some(on("2017-06-30")), on("2017-07-01"));
        assert!(!is_overdue(due, State::InProgress, on("2017-06-30")));
        assert!(is_overdue(due, State::InProgress, next) && is_overdue(due, State::CloseRequested, next));
        assert!(!is_overdue(due, State::Closed, next) && !is_overdue(None, State::Unclaimed, next));
    }

    proptest! {
        #[test]
        fn so_many_days_later_so_many_were_worked(start in 0_i64..20_000, count in 0_u16..300, off in prop::collection::btree_set(0_i64..20_500, 0..40)) {
            let day = |number: i64| NaiveDate::from_num_days_from_ce_opt(730_000 + i32::try_from(number).unwrap()).unwrap();
            let table = Days { off: off.into_iter().map(day).collect(), worked: BTreeSet::new() };
            let found = days(day(start), count, &table).unwrap();
            let between = (found - day(start)).num_days();
            let worked = (1..=between).filter(|add| table.is_worked(day(start + add))).count();
            prop_assert_eq!(worked, usize::from(count));
            prop_assert!(count == 0 || table.is_worked(found));
        }
    }
}
