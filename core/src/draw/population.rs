//! The population: the units of a frame after exclusion and designation, in their strata.
//!
//! Exclude rules win over include rules, and both take their units out before anything is computed. A stratum exists
//! where a unit that is not excluded lies; strata stand in the order of their labels, units in that of their ids.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::plan::{Plan, WHOLE};
use crate::{Problem, Sentence};

/// What separates the values of several strata columns in a label.
const SEPARATOR: &str = "/";

/// One stratum of the population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Its label.
    pub label: String,
    /// Its units as positions in the frame, by id; designated ones are not among them.
    pub units: Vec<usize>,
    /// Its designated units.
    pub designated: Vec<usize>,
}

/// How many rows of the frame bear a label, and what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumRows {
    /// The label.
    pub label: String,
    /// Rows of the frame.
    pub rows: usize,
    /// Rows a rule excludes.
    pub excluded: usize,
    /// Rows a rule designates.
    pub designated: usize,
}

/// A frame as its plan sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Population {
    /// The strata, by label.
    pub strata: Vec<Stratum>,
    /// Rows by label, wholly excluded labels too.
    pub rows: Vec<StratumRows>,
    /// How many units each exclude rule took, each counted at the first rule that matches.
    pub excluded_by: Vec<usize>,
    /// The same for the include rules.
    pub included_by: Vec<usize>,
}

/// The rule that decides about a unit, by its position in the plan.
enum Fate {
    Excluded(usize),
    Designated(usize),
    Drawn,
}

impl Population {
    /// Splits a frame, which must have the plan's columns; with every problem of its labels.
    #[must_use]
    pub fn of(plan: &Plan, frame: &Frame) -> (Self, Vec<Problem>) {
        let sorting = Sorting::new(plan, frame);
        let mut population = Self {
            excluded_by: vec![0; plan.exclude.len()],
            included_by: vec![0; plan.include.len()],
            ..Self::default()
        };
        let (mut groups, mut problems) = (BTreeMap::new(), Vec::new());
        for unit in 0..frame.len() {
            let fate = sorting.fate(unit);
            if !matches!(fate, Fate::Excluded(_)) {
                problems.extend(sorting.empty_value(unit));
            }
            let group: &mut Group = groups.entry(sorting.label(unit)).or_insert_with(|| Group::new(unit));
            problems.extend(sorting.same_label(group.first, unit));
            population.count(&fate);
            group.add(unit, &fate);
        }
        population.gather(groups);
        (population, problems)
    }

    /// Units in all strata: N.
    #[must_use]
    pub fn size(&self) -> usize {
        self.strata.iter().map(|stratum| stratum.units.len()).sum()
    }

    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Excluded(rule) => self.excluded_by[*rule] += 1,
            Fate::Designated(rule) => self.included_by[*rule] += 1,
            Fate::Drawn => {}
        }
    }

    fn gather(&mut self, groups: BTreeMap<String, Group>) {
        for (label, group) in groups {
            self.rows.push(StratumRows {
                label: label.clone(),
                rows: group.units.len() + group.designated.len() + group.excluded,
                excluded: group.excluded,
                designated: group.designated.len(),
            });
            if !(group.units.is_empty() && group.designated.is_empty()) {
                let (units, designated) = (group.units, group.designated);
                self.strata.push(Stratum {
                    label,
                    units,
                    designated,
                });
            }
        }
    }
}

/// What bears one label so far.
struct Group {
    first: usize,
    units: Vec<usize>,
    designated: Vec<usize>,
    excluded: usize,
}

impl Group {
    fn new(first: usize) -> Self {
        let (units, designated, excluded) = (Vec::new(), Vec::new(), 0);
        Self {
            first,
            units,
            designated,
            excluded,
        }
    }

    fn add(&mut self, unit: usize, fate: &Fate) {
        match fate {
            Fate::Excluded(_) => self.excluded += 1,
            Fate::Designated(_) => self.designated.push(unit),
            Fate::Drawn => self.units.push(unit),
        }
    }
}

/// The plan's rules and strata with the frame's columns looked up once.
struct Sorting<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    strata: Vec<usize>,
    exclude: Vec<usize>,
    include: Vec<usize>,
}

impl<'a> Sorting<'a> {
    fn new(plan: &'a Plan, frame: &'a Frame) -> Self {
        // A frame is only ever read with its plan's columns, so each of them is there.
        let column = |name: &String| frame.column(name).unwrap_or_default();
        Self {
            plan,
            frame,
            strata: plan.strata.iter().map(column).collect(),
            exclude: plan.exclude.iter().map(|rule| column(&rule.column)).collect(),
            include: plan.include.iter().map(|rule| column(&rule.column)).collect(),
        }
    }

    fn fate(&self, unit: usize) -> Fate {
        let first = |rules: &[super::plan::Rule], columns: &[usize]| {
            let mut pairs = rules.iter().zip(columns);
            pairs.position(|(rule, column)| rule.matches(self.frame.cell(unit, *column)))
        };
        match first(&self.plan.exclude, &self.exclude) {
            Some(rule) => Fate::Excluded(rule),
            None => first(&self.plan.include, &self.include).map_or(Fate::Drawn, Fate::Designated),
        }
    }

    fn label(&self, unit: usize) -> String {
        if self.strata.is_empty() {
            return WHOLE.to_owned();
        }
        let values = self.strata.iter().map(|column| self.frame.cell(unit, *column));
        values.collect::<Vec<_>>().join(SEPARATOR)
    }

    /// A unit without a stratum would make one that nobody named.
    fn empty_value(&self, unit: usize) -> Option<Problem> {
        let mut columns = self.strata.iter().zip(&self.plan.strata);
        let (_, name) = columns.find(|(column, _)| self.frame.cell(unit, **column).is_empty())?;
        Some(Problem::new(
            self.frame.place_of(unit, name),
            Sentence::new("draw-stratum-unnamed"),
        ))
    }

    /// Two lists of values that read the same once joined would silently become one stratum.
    fn same_label(&self, first: usize, unit: usize) -> Option<Problem> {
        let differs = |column: &&usize| self.frame.cell(first, **column) != self.frame.cell(unit, **column);
        let position = self.strata.iter().position(|column| differs(&column))?;
        let what = Sentence::new("draw-stratum-ambiguous").with("label", self.label(unit));
        Some(Problem::new(
            self.frame.place_of(unit, &self.plan.strata[position]),
            what,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(extra: &str) -> Plan {
        let text = format!(
            "title = '试'\nframe = 'a.csv'\nid = 'code'\ndesign = 'srs'\nsize = {{ per_stratum = 1 }}\n{extra}\n"
        );
        Plan::read("PLAN.toml", text.as_bytes()).unwrap()
    }

    fn split(plan: &Plan, text: &str) -> (Population, Vec<Problem>) {
        let frame = Frame::read("a.csv", text.as_bytes(), &plan.columns()).unwrap();
        Population::of(plan, &frame)
    }

    #[test]
    fn exclude_wins_over_include_and_each_unit_is_counted_at_its_first_rule() {
        let plan = plan(
            "strata = ['省']\nexclude = [{ column = '省', equals = '藏', reason = 'x' }, { column = 'code', starts_with = '9', reason = 'y' }]\n\
             include = [{ column = 'code', starts_with = '', reason = 'z' }]\n"
                .replace("starts_with = ''", "starts_with = '1'")
                .as_str(),
        );
        let (population, problems) = split(&plan, "code,省\n11,甲\n12,藏\n21,甲\n22,乙\n91,藏\n92,乙\n");
        assert!(problems.is_empty());
        assert_eq!((population.excluded_by, population.included_by), (vec![2, 1], vec![1]));
        let strata: Vec<_> = population.strata.iter().map(|stratum| stratum.label.as_str()).collect();
        assert_eq!(strata, ["乙", "甲"]);
        assert_eq!(
            (&population.strata[1].units[..], &population.strata[1].designated[..]),
            (&[2][..], &[0][..])
        );
        assert_eq!(population.rows[2].label, "藏");
        assert_eq!((population.rows[2].rows, population.rows[2].excluded), (2, 2));
    }

    #[test]
    fn a_unit_without_a_stratum_is_named_unless_it_is_excluded() {
        let plan = plan("strata = ['省']\nexclude = [{ column = 'code', equals = '2', reason = 'x' }]\n");
        let (_, problems) = split(&plan, "code,省\n1,甲\n2,\n3,\n");
        let said: Vec<_> = problems
            .iter()
            .map(|problem| (problem.what.code(), problem.place.row))
            .collect();
        assert_eq!(said, [("draw-stratum-unnamed", Some(4))]);
    }

    #[test]
    fn two_strata_that_read_the_same_are_refused() {
        let (_, problems) = split(&plan("strata = ['a', 'b']\n"), "code,a,b\n1,x/y,z\n2,x,y/z\n");
        assert_eq!(problems[0].what.arg("label"), Some("x/y/z"));
    }
}
