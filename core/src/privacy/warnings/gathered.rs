//! Warnings of many texts: the first with their places, the others as a number.
//!
//! Whoever imports a list of 3,000 rows is to see where to look, not 3,000 lines. Warnings never stop anything.

use super::warnings;
use crate::{Place, Problem, Sentence};

/// How many are kept with their places.
pub const FIRST: usize = 20;

/// What was warned of in some texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warnings {
    first: Vec<Problem>,
    count: usize,
}

impl Warnings {
    /// Looks at a text that stands somewhere.
    pub fn look(&mut self, text: &str, place: impl FnOnce() -> Place) {
        let found = warnings(text);
        self.count += found.len();
        if found.is_empty() || self.first.len() >= FIRST {
            return;
        }
        let (place, room) = (place(), FIRST - self.first.len());
        let problems = found.into_iter().take(room);
        self.first
            .extend(problems.map(|what| Problem::new(place.clone(), what)));
    }

    /// Takes over what another look found.
    pub fn add(&mut self, other: Self) {
        let room = FIRST - self.first.len();
        self.first.extend(other.first.into_iter().take(room));
        self.count += other.count;
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The first of them, at most [`FIRST`].
    #[must_use]
    pub fn first(&self) -> &[Problem] {
        &self.first
    }

    /// That there are more than the first, in words.
    #[must_use]
    pub fn more(&self) -> Option<Sentence> {
        let more = self.count - self.first.len();
        (more > 0).then(|| Sentence::new("privacy-warned-more").with("count", more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_have_their_places_and_the_rest_is_counted() {
        let mut warned = Warnings::default();
        warned.look("禁毒办", || panic!("no place is asked for where nothing is found"));
        for row in 1..=25 {
            warned.look("联系人：王小明", || Place::file("名单.csv").row(row));
        }
        assert_eq!((warned.count(), warned.first().len()), (25, FIRST));
        assert_eq!(warned.first()[19].place.row, Some(20));
        assert_eq!(warned.more().unwrap().arg("count"), Some("5"));
        let mut all = Warnings::default();
        all.add(warned.clone());
        all.add(warned);
        assert_eq!((all.count(), all.first().len()), (50, FIRST));
    }
}
