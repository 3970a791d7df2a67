//! The units of a certificate, drawn anew from frame, plan and seeds every time they are needed.

use super::certificate::{DrawnUnit, Role, Roll};
use super::designs::Pool;
use super::frame::Frame;
use super::freeze::{Frozen, StratumSize, measure};
use super::population::{Population, Stratum};
use super::stage;
use super::ticket::Seed;
use crate::exact::{self, Fraction};

/// What units are drawn from: a frozen plan with its frame.
pub(super) struct Source<'a> {
    pub(super) frozen: &'a Frozen,
    pub(super) frame: &'a Frame,
    pub(super) population: &'a Population,
}

impl Source<'_> {
    /// All units of the certificate: by stratum, then main units and reserves by rank, then designated ones by id.
    pub(super) fn units(&self, rolls: &[Roll]) -> Vec<DrawnUnit> {
        let sizes = self.frozen.strata_sizes.iter();
        let strata = self.population.strata.iter().zip(sizes);
        strata
            .flat_map(|(stratum, size)| self.of_stratum(stratum, size, rolls))
            .collect()
    }

    fn of_stratum(&self, stratum: &Stratum, size: &StratumSize, rolls: &[Roll]) -> Vec<DrawnUnit> {
        let roll = rolls.iter().find(|roll| roll.reaches(&stratum.label));
        let seed = roll.map(|roll| Seed::new(&roll.seed));
        let unit = |unit: usize, role| self.unit(unit, &stratum.label, role, seed.as_ref());
        let mut units = Vec::new();
        if let Some(roll) = roll {
            let drawn = self.pool(stratum, size, &roll.seed).draw();
            for (position, probability) in drawn.main {
                units.push(self.with_probability(unit(stratum.units[position], Role::Main), &probability));
            }
            units.extend(
                drawn
                    .reserves
                    .iter()
                    .map(|position| unit(stratum.units[*position], Role::Reserve)),
            );
            for (index, unit) in units.iter_mut().enumerate() {
                unit.rank = Some(index + 1);
            }
        }
        units.extend(
            stratum
                .designated
                .iter()
                .map(|position| unit(*position, Role::Designated)),
        );
        units
    }

    fn pool<'a>(&'a self, stratum: &'a Stratum, size: &StratumSize, seed: &'a str) -> Pool<'a> {
        let plan = &self.frozen.plan;
        let column = plan.size_measure.as_ref().filter(|_| plan.design.is_pps());
        let column = column.and_then(|column| self.frame.column(column));
        // Freezing refused every cell that is no measure.
        let measure = |unit: &usize, column| measure(self.frame.cell(*unit, column)).unwrap_or(1);
        Pool {
            design: plan.design,
            seed,
            label: (!plan.strata.is_empty()).then_some(stratum.label.as_str()),
            ids: stratum.units.iter().map(|unit| self.frame.id(*unit)).collect(),
            measures: column.map_or(Vec::new(), |column| {
                stratum.units.iter().map(|unit| measure(unit, column)).collect()
            }),
            drawn: size.drawn,
            reserves: size.reserves,
        }
    }

    fn unit(&self, unit: usize, stratum: &str, role: Role, seed: Option<&Seed>) -> DrawnUnit {
        let id = self.frame.id(unit);
        let name = self
            .frozen
            .plan
            .name
            .as_ref()
            .and_then(|column| self.frame.column(column));
        DrawnUnit {
            stratum: stratum.to_owned(),
            rank: None,
            role,
            unit: id.to_owned(),
            name: name.map(|column| self.frame.cell(unit, column).to_owned()),
            ticket: seed.map(|seed| seed.ticket(id).to_string()),
            probability: None,
            weight: None,
            within: None,
        }
    }

    fn with_probability(&self, mut unit: DrawnUnit, within: &Fraction) -> DrawnUnit {
        let probability = match &self.frozen.stage {
            None => Some(within.clone()),
            Some(parent) => parent
                .probability
                .as_deref()
                .and_then(stage::probability)
                .map(|before| before * within),
        };
        unit.within = self.frozen.stage.as_ref().map(|_| exact::fraction_text(within));
        unit.weight = probability
            .as_ref()
            .map(|probability| exact::decimal_text(&probability.recip(), 9));
        unit.probability = probability.as_ref().map(exact::fraction_text);
        unit
    }
}
