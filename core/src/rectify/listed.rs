//! 三级重点地区: what a listed place carries. Each step keeps the number of the document it rests on.
//!
//! The list comes from above with its document; nothing here puts a place on it, moves it or takes it off.

use chrono::{Datelike, NaiveDate};

use crate::Sentence;

/// How many 督导 a year a listed place is owed.
pub const YEARLY: usize = 2;

/// How a place is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 重点关注.
    Watch,
    /// 通报警示.
    Warned,
    /// 挂牌整治.
    Listed,
    /// 摘帽巩固: off the list, looked after still.
    FollowUp,
}

impl Tier {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Watch, Self::Warned, Self::Listed, Self::FollowUp];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Warned => "warned",
            Self::Listed => "listed",
            Self::FollowUp => "follow_up",
        }
    }

    /// The tier of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Watch => "rectify-tier-watch",
            Self::Warned => "rectify-tier-warned",
            Self::Listed => "rectify-tier-listed",
            Self::FollowUp => "rectify-tier-follow-up",
        })
    }
}

/// That a place is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// How.
    pub tier: Tier,
    /// From when.
    pub since: NaiveDate,
    /// 文号 of what says so.
    pub document: String,
}

/// What was done about a listed place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// 督导.
    Supervision,
    /// 约谈.
    Interview,
    /// 督办.
    Order,
}

impl MeasureKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Supervision, Self::Interview, Self::Order];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Supervision => "supervision",
            Self::Interview => "interview",
            Self::Order => "order",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Supervision => "rectify-supervision",
            Self::Interview => "rectify-interview",
            Self::Order => "rectify-order",
        })
    }
}

/// One of those, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What.
    pub kind: MeasureKind,
    /// When.
    pub on: NaiveDate,
    /// 文号.
    pub document: String,
}

/// How often a place was supervised in a year.
#[must_use]
pub fn supervised(measures: &[Measure], year: i32) -> usize {
    let counted = |measure: &&Measure| measure.kind == MeasureKind::Supervision && measure.on.year() == year;
    measures.iter().filter(counted).count()
}

/// Whether a place had fewer than [`YEARLY`] supervisions in a year in which it was listed: that this shows is all that
/// follows from it.
#[must_use]
pub fn too_few(listing: &Listing, measures: &[Measure], year: i32) -> bool {
    listing.since.year() <= year && supervised(measures, year) < YEARLY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn fewer_than_two_supervisions_a_year_show_and_nothing_else_counts_as_one() {
        let listing = Listing {
            tier: Tier::Listed,
            since: on("2016-03-01"),
            document: "省禁毒委〔2016〕3号".into(),
        };
        let measure = |kind, day| Measure {
            kind,
            on: on(day),
            document: "督〔2016〕1号".into(),
        };
        let mut measures = vec![
            measure(MeasureKind::Supervision, "2016-06-01"),
            measure(MeasureKind::Interview, "2016-07-01"),
            measure(MeasureKind::Order, "2016-08-01"),
            measure(MeasureKind::Supervision, "2017-01-05"),
        ];
        assert!(too_few(&listing, &measures, 2016) && too_few(&listing, &measures, 2017));
        measures.push(measure(MeasureKind::Supervision, "2016-12-31"));
        assert!(!too_few(&listing, &measures, 2016) && too_few(&listing, &measures, 2017));
        assert!(!too_few(&listing, &measures, 2015), "not listed yet");
    }
}
