//! Leaders: the provinces whose head leads a group, by a rule that is named.
//!
//! How two rankings become one the document does not say, so the organiser chooses a rule, and it stands in the result.
//! A tie at the place where the choice is cut off is a person's decision: it is refused with the tied provinces named,
//! and settled by saying which of them goes first.

use std::collections::HashSet;

use super::ranking::Ranking;
use crate::exact::{self, Fraction};
use crate::{Error, ErrorKind, Place as Where, Problem, Sentence};

/// How several rankings become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Columns are ranks; the smallest sum is best.
    SumOfRanks,
    /// Columns are scores; the largest sum is best.
    SumOfScores,
    /// Columns are ranks; the five best of the first column, then the five best of the next that are not chosen yet.
    BestFiveOfEach,
    /// The organiser's own list, in its order.
    List(Vec<String>),
}

/// What excluded provinces do to the ranks of the others. Either way they lead no group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExcludeWhen {
    /// They leave first, and ranks are counted again among the rest.
    Before,
    /// Ranks stay as printed, and they are passed over.
    After,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How many leaders.
    pub top: usize,
    /// By which rule.
    pub rule: Rule,
    /// Provinces that lead no group.
    pub exclude: Vec<String>,
    /// When they leave the ranking.
    pub exclude_when: ExcludeWhen,
    /// Tied provinces, the one that goes first standing first.
    pub ties: Vec<String>,
    /// Whether the others are put into tiers of as many provinces as there are leaders.
    pub tiers: bool,
}

/// A province with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Place from 1; equal sums have the same one. None where the rule orders nobody further.
    pub place: Option<usize>,
    /// The province.
    pub province: String,
    /// What the place rests on: the sum, or column and rank.
    pub basis: String,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaders {
    /// The provinces that lead, in order.
    pub leaders: Vec<Place>,
    /// The others in tiers, each of as many provinces as there are leaders, the last one maybe of fewer.
    pub tiers: Vec<Vec<Place>>,
}

impl Choice {
    /// Chooses.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] for names the ranking does not have, too few provinces, or numbers that do not suit the
    /// rule; [`ErrorKind::Refused`] naming provinces tied where the choice is cut off.
    pub fn choose(&self, ranking: &Ranking) -> Result<Leaders, Error> {
        self.check(ranking)?;
        match &self.rule {
            Rule::SumOfRanks => {
                let ranking = match self.exclude_when {
                    ExcludeWhen::Before if !self.exclude.is_empty() => ranking.reranked_without(&self.exclude),
                    _ => ranking.without(&self.exclude),
                };
                self.by_sum(&ranking, false)
            }
            Rule::SumOfScores => self.by_sum(&ranking.without(&self.exclude), true),
            Rule::BestFiveOfEach => self.by_fives(&ranking.without(&self.exclude)),
            Rule::List(provinces) => Ok(listed(provinces)),
        }
    }

    fn check(&self, ranking: &Ranking) -> Result<(), Error> {
        let mut problems = Vec::new();
        let mut say = |what: Sentence| problems.push(Problem::new(Where::default(), what));
        let listed: &[String] = if let Rule::List(provinces) = &self.rule {
            provinces
        } else {
            &[]
        };
        let named = self.exclude.iter().chain(&self.ties).chain(listed);
        for province in named.filter(|province| !ranking.knows(province)) {
            say(Sentence::new("assign-province-unknown").with("province", province));
        }
        let mut seen = HashSet::new();
        for province in listed {
            if self.exclude.contains(province) || !seen.insert(province) {
                say(Sentence::new("assign-list-clash").with("province", province));
            }
        }
        let available = match &self.rule {
            Rule::List(provinces) => provinces.len(),
            _ => ranking.without(&self.exclude).rows.len(),
        };
        if self.top == 0 || self.top > available || (!listed.is_empty() && self.top != available) {
            let what = Sentence::new("assign-top").with("top", self.top);
            say(what.with("available", available));
        }
        if self.rule == Rule::BestFiveOfEach && self.top != 5 * ranking.columns.len() {
            let what = Sentence::new("assign-fives").with("top", self.top);
            say(what.with("columns", ranking.columns.len()));
        }
        Error::unless_empty(ErrorKind::BadInput, problems)
    }

    fn by_sum(&self, ranking: &Ranking, largest_first: bool) -> Result<Leaders, Error> {
        let sum = |(province, values): &(String, Vec<Fraction>)| (values.iter().sum::<Fraction>(), province.clone());
        let keyed = ranking.rows.iter().map(sum).map(|(sum, province)| {
            let key = if largest_first { -&sum } else { sum.clone() };
            (key, province, shown(&sum))
        });
        let ordered = self.ordered(keyed.collect());
        let last = if self.tiers { ordered.len() } else { self.top + 1 };
        let mut problems = Vec::new();
        for cut in (self.top..ordered.len().min(last)).step_by(self.top) {
            problems.extend(self.tie_at(&ordered, cut));
        }
        Error::unless_empty(ErrorKind::Refused, problems)?;
        let mut places: Vec<Place> = Vec::new();
        for (key, province, basis) in &ordered {
            let place = ordered
                .iter()
                .position(|(other, ..)| other == key)
                .map(|first| first + 1);
            places.push(Place {
                place,
                province: province.clone(),
                basis: basis.clone(),
            });
        }
        let others = places.split_off(self.top);
        let tiers = if self.tiers {
            others.chunks(self.top).map(<[Place]>::to_vec).collect()
        } else {
            Vec::new()
        };
        Ok(Leaders { leaders: places, tiers })
    }

    fn by_fives(&self, ranking: &Ranking) -> Result<Leaders, Error> {
        let mut leaders: Vec<Place> = Vec::new();
        let mut problems = Vec::new();
        for (column, header) in ranking.columns.iter().enumerate() {
            let free = ranking
                .rows
                .iter()
                .filter(|(province, _)| !leaders.iter().any(|leader| leader.province == *province));
            let keyed = free.map(|(province, values)| {
                (
                    values[column].clone(),
                    province.clone(),
                    format!("{header} {}", shown(&values[column])),
                )
            });
            let ordered = self.ordered(keyed.collect());
            problems.extend(self.tie_at(&ordered, 5));
            let chosen = ordered.into_iter().take(5).map(|(_, province, basis)| Place {
                place: None,
                province,
                basis,
            });
            leaders.extend(chosen);
        }
        Error::unless_empty(ErrorKind::Refused, problems)?;
        Ok(Leaders {
            leaders,
            tiers: Vec::new(),
        })
    }

    /// Smallest key first; among equal ones those a person put first, then by name, so that rows may come in any order.
    fn ordered(&self, mut keyed: Vec<(Fraction, String, String)>) -> Vec<(Fraction, String, String)> {
        let turn = |province: &String| self.ties.iter().position(|tied| tied == province).unwrap_or(usize::MAX);
        keyed.sort_by(|(a, first, _), (b, second, _)| (a, turn(first), first).cmp(&(b, turn(second), second)));
        keyed
    }

    /// A tie between the last place before the cut and the first one after it that nobody has settled.
    fn tie_at(&self, ordered: &[(Fraction, String, String)], cut: usize) -> Option<Problem> {
        let (last, next) = (ordered.get(cut.checked_sub(1)?)?, ordered.get(cut)?);
        if last.0 != next.0 || self.ties.contains(&last.1) {
            return None;
        }
        let tied = ordered
            .iter()
            .filter(|(key, ..)| *key == last.0)
            .map(|(_, province, _)| province.as_str());
        let what = Sentence::new("assign-tie")
            .with("cut", cut)
            .with("basis", &last.2)
            .with("provinces", tied.collect::<Vec<_>>().join("、"));
        Some(Problem::new(Where::default(), what))
    }
}

fn listed(provinces: &[String]) -> Leaders {
    let place = |(index, province): (usize, &String)| Place {
        place: Some(index + 1),
        province: province.clone(),
        basis: String::new(),
    };
    Leaders {
        leaders: provinces.iter().enumerate().map(place).collect(),
        tiers: Vec::new(),
    }
}

/// A number as it was written: whole, or with up to six decimals.
fn shown(value: &Fraction) -> String {
    let text = exact::decimal_text(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn ranking(text: &str) -> Ranking {
        Ranking::read(&table::read("ranking.csv", text.as_bytes(), None).unwrap(), &[]).unwrap()
    }

    fn choice(top: usize, rule: Rule) -> Choice {
        Choice {
            top,
            rule,
            exclude: Vec::new(),
            exclude_when: ExcludeWhen::Before,
            ties: Vec::new(),
            tiers: false,
        }
    }

    fn names(places: &[Place]) -> Vec<&str> {
        places.iter().map(|place| place.province.as_str()).collect()
    }

    #[test]
    fn the_smallest_sum_of_ranks_and_the_largest_sum_of_scores_lead() {
        let ranking = ranking("province,x,y\na,1,4\nb,2,1\nc,3,9.5\n");
        let ranks = choice(2, Rule::SumOfRanks).choose(&ranking).unwrap();
        assert_eq!(names(&ranks.leaders), ["b", "a"]);
        let scores = choice(1, Rule::SumOfScores).choose(&ranking).unwrap();
        assert_eq!(
            (names(&scores.leaders), scores.leaders[0].basis.as_str()),
            (vec!["c"], "12.5")
        );
    }

    #[test]
    fn a_tie_at_the_cut_is_refused_by_name_until_a_person_settles_it() {
        let ranking = ranking("province,x\na,1\nb,2\nc,2\nd,4\n");
        let mut choice = choice(2, Rule::SumOfRanks);
        let error = choice.choose(&ranking).unwrap_err();
        assert_eq!(
            (error.kind, error.problems[0].what.arg("provinces")),
            (ErrorKind::Refused, Some("b、c"))
        );
        choice.ties = vec!["c".to_owned()];
        assert_eq!(names(&choice.choose(&ranking).unwrap().leaders), ["a", "c"]);
    }

    #[test]
    fn a_tie_that_decides_nothing_needs_nobody() {
        let ranking = ranking("province,x\na,1\nb,1\nc,3\n");
        let leaders = choice(2, Rule::SumOfRanks).choose(&ranking).unwrap().leaders;
        assert_eq!(
            leaders.iter().map(|leader| leader.place).collect::<Vec<_>>(),
            [Some(1), Some(1)]
        );
    }

    #[test]
    fn when_excluded_provinces_leave_can_decide() {
        let ranking = ranking("province,x,y\na,1,3\nb,4,1\nc,5,2\nz,2,4\nw,3,5\n");
        let mut choice = choice(1, Rule::SumOfRanks);
        choice.exclude = vec!["z".to_owned(), "w".to_owned()];
        // Among the three that remain b has 2 + 1 and a 1 + 3; as printed a has 1 + 3 and b 4 + 1.
        assert_eq!(names(&choice.choose(&ranking).unwrap().leaders), ["b"]);
        choice.exclude_when = ExcludeWhen::After;
        assert_eq!(names(&choice.choose(&ranking).unwrap().leaders), ["a"]);
    }

    #[test]
    fn five_best_of_each_take_the_next_where_a_province_is_in_both() {
        let rows: Vec<String> = (1..=12).map(|n| format!("p{n:02},{n},{n}")).collect();
        let ranking = ranking(&format!("province,x,y\n{}\n", rows.join("\n")));
        let leaders = choice(10, Rule::BestFiveOfEach).choose(&ranking).unwrap().leaders;
        assert_eq!(leaders.len(), 10);
        assert_eq!(
            (leaders[5].province.as_str(), leaders[5].basis.as_str()),
            ("p06", "y 6")
        );
        assert!(choice(8, Rule::BestFiveOfEach).choose(&ranking).is_err());
    }

    #[test]
    fn a_list_must_name_as_many_provinces_of_the_ranking_as_there_are_leaders() {
        let ranking = ranking("province,x\na,1\nb,2\n");
        let list = |names: &[&str]| Rule::List(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(
            names(&choice(2, list(&["b", "a"])).choose(&ranking).unwrap().leaders),
            ["b", "a"]
        );
        assert!(choice(1, list(&["b", "a"])).choose(&ranking).is_err());
        assert_eq!(
            choice(3, list(&["b", "b", "x"]))
                .choose(&ranking)
                .unwrap_err()
                .problems
                .len(),
            2
        );
    }

    #[test]
    fn the_others_form_tiers_of_as_many_as_there_are_groups() {
        let rows: Vec<String> = (1..=7).map(|n| format!("p{n},{n}")).collect();
        let mut choice = choice(3, Rule::SumOfRanks);
        choice.tiers = true;
        let found = choice
            .choose(&ranking(&format!("province,x\n{}\n", rows.join("\n"))))
            .unwrap();
        assert_eq!(found.tiers.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
    }
}
