//! Designs: which units of one stratum are drawn, in which order, with which probability.
//!
//! One file a design, each a function of seed, ids and measures alone. Units are given in canonical order, by id, and
//! answered by their positions in it. No float: points, probabilities and ranks are integers and exact fractions.

pub mod pareto_pps;
pub mod pps_systematic;
pub mod probability;
pub mod reserves;
pub mod srs;
pub mod systematic;

use super::plan::Design;
use super::start::Start;
use super::ticket::Seed;
use crate::exact::Fraction;

pub use probability::Probabilities;

/// The units of one stratum and what is asked of them.
#[derive(Debug, Clone)]
pub struct Pool<'a> {
    /// How units are chosen.
    pub design: Design,
    /// The digits rolled for this stratum.
    pub seed: &'a str,
    /// The stratum's label, where the plan names strata.
    pub label: Option<&'a str>,
    /// The units' ids, in canonical order.
    pub ids: Vec<&'a str>,
    /// Their size measures; looked at by the pps designs alone.
    pub measures: Vec<u64>,
    /// n, at most the number of ids.
    pub drawn: usize,
    /// How many reserves are wanted.
    pub reserves: usize,
}

/// What was drawn of a pool, as positions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The drawn units in the order the design lists them, each with its probability.
    pub main: Vec<(usize, Fraction)>,
    /// The reserves, in the order they are released in.
    pub reserves: Vec<usize>,
}

impl Pool<'_> {
    /// Draws the pool.
    #[must_use]
    pub fn draw(&self) -> Drawn {
        let seed = Seed::new(self.seed);
        match self.design {
            Design::Srs | Design::Stratified => {
                let order = seed.order(&self.ids);
                self.first_of(order, |_| srs::probability(self.drawn, self.ids.len()))
            }
            Design::ParetoPps => {
                let probabilities = Probabilities::of(&self.measures, self.drawn);
                let order = pareto_pps::order(&seed, &self.ids, &probabilities);
                self.first_of(order, |unit| probabilities.fraction(unit))
            }
            Design::Systematic => {
                let main = systematic::positions(self.drawn, self.ids.len(), &self.start());
                self.walked(&seed, main, |_| srs::probability(self.drawn, self.ids.len()))
            }
            Design::PpsSystematic => {
                let probabilities = Probabilities::of(&self.measures, self.drawn);
                let main = pps_systematic::positions(&probabilities, &self.start());
                self.walked(&seed, main, |unit| probabilities.fraction(unit))
            }
        }
    }

    fn start(&self) -> Start {
        Start::of_seed(self.seed, self.label)
    }

    /// The first n of a whole order, the next ones in reserve.
    fn first_of(&self, order: Vec<usize>, probability: impl Fn(usize) -> Fraction) -> Drawn {
        let reserves = reserves::following(&order, self.drawn, self.reserves);
        let main = order.into_iter().take(self.drawn);
        Drawn {
            main: main.map(|unit| (unit, probability(unit))).collect(),
            reserves,
        }
    }

    /// The units a walk through the canonical order met, the undrawn ones in reserve by ticket.
    fn walked(&self, seed: &Seed, main: Vec<usize>, probability: impl Fn(usize) -> Fraction) -> Drawn {
        let reserves = reserves::undrawn_by_ticket(seed, &self.ids, &main, self.reserves);
        Drawn {
            main: main.into_iter().map(|unit| (unit, probability(unit))).collect(),
            reserves,
        }
    }
}
