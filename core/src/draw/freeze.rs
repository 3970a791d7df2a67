//! Freezing: a plan and its frame become one JSON document whose SHA-256 is published before any seed exists.
//!
//! The bytes of that document are RFC 8785, so `sha256sum plan.json` prints the commitment. A plan that cannot be
//! drawn as written is refused here, with the numbers, all at once: after the roll it would be too late.

use serde::{Deserialize, Serialize};

use super::allocate;
use super::certificate::{Certificate, in_file};
use super::frame::Frame;
use super::plan::{DIALECT, Plan, Size};
use super::population::{Population, Stratum};
use super::stage::{self, Parent};
use crate::canonical::{self, sha256_hex};
use crate::table::Table;
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// A frozen plan: what the commitment is the hash of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The plan, defaults filled in.
    #[serde(flatten)]
    pub plan: Plan,
    /// The dialect the draw will speak.
    pub dialect: String,
    /// SHA-256 of the canonical CSV of the frame.
    pub frame_hash: String,
    /// Rows of the frame.
    pub rows: usize,
    /// What will be drawn of each stratum.
    pub strata_sizes: Vec<StratumSize>,
    /// For a stage: what the parent certificate says about the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Parent>,
}

/// What will be drawn of one stratum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumSize {
    /// The stratum.
    pub label: String,
    /// Units after exclusion and designation.
    #[serde(rename = "N")]
    pub population: usize,
    /// Units to be drawn.
    #[serde(rename = "n")]
    pub drawn: usize,
    /// Reserves, as many as exist.
    pub reserves: usize,
}

/// A plan just frozen, with what its author should look at before publishing the commitment.
#[derive(Debug, Clone)]
pub struct Freezing {
    /// The frozen plan.
    pub frozen: Frozen,
    /// The frame as the plan sees it.
    pub population: Population,
}

/// Freezes a plan over its frame, read as written. A stage brings its parent's certificate.
///
/// # Errors
/// [`ErrorKind::BadInput`] for a frame that cannot be read; [`ErrorKind::Refused`] for a plan that cannot be drawn:
/// a total above N or below the minimums, a minimum above a stratum, an empty stratum, a measure that is no positive
/// whole number, a parent that did not draw the unit. Every problem is in the error.
pub fn freeze(plan: &Plan, table: Table, parent: Option<&Certificate>) -> Result<Freezing, Error> {
    let frame = Frame::from_table(table, &plan.columns())?;
    let stage = stage::parent_of(plan, parent);
    let (population, mut problems) = problems(plan, &frame);
    problems.extend(
        stage
            .as_ref()
            .err()
            .into_iter()
            .flat_map(|error| error.problems.clone()),
    );
    Error::unless_empty(ErrorKind::Refused, problems)?;
    let frozen = Frozen {
        plan: plan.clone(),
        dialect: DIALECT.to_owned(),
        frame_hash: frame.hash(),
        rows: frame.len(),
        strata_sizes: sizes(plan, &population.strata),
        stage: stage?,
    };
    Ok(Freezing { frozen, population })
}

impl Frozen {
    /// The frozen bytes, RFC 8785.
    ///
    /// # Errors
    /// Never for a plan that was frozen or read.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        canonical::to_bytes(self)
    }

    /// The commitment: SHA-256 of the frozen bytes, 64 hex digits.
    ///
    /// # Errors
    /// As [`Self::to_bytes`].
    pub fn commitment(&self) -> Result<String, Error> {
        Ok(sha256_hex(&self.to_bytes()?))
    }

    /// Reads a frozen plan back.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when the bytes are not exactly those a plan is frozen to: then their hash is not the
    /// commitment.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let place = Place::file(file);
        let frozen: Self =
            serde_json::from_slice(bytes).map_err(|error| in_file(file, canonical::json_error(&error)))?;
        if frozen.dialect != DIALECT {
            let what = Sentence::new("draw-dialect")
                .with("found", &frozen.dialect)
                .with("known", DIALECT);
            return Err(Error::at(ErrorKind::BadInput, place, what));
        }
        if frozen.to_bytes()? != bytes {
            return Err(Error::at(
                ErrorKind::BadInput,
                place,
                Sentence::new("draw-plan-not-frozen"),
            ));
        }
        Ok(frozen)
    }

    /// Opens the frame this plan was frozen over, and computes its strata again.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] for a frame that cannot be read; [`ErrorKind::CheckFailed`] for another frame, or for a plan
    /// that could not have been frozen over this one.
    pub fn open(&self, table: Table) -> Result<Ground, Error> {
        let failed = |place, what| Error::at(ErrorKind::CheckFailed, place, what);
        let place = table.place.clone();
        let frame = Frame::from_table(table, &self.plan.columns())?;
        if let Some(what) = self.other_frame(&frame) {
            return Err(failed(place, what));
        }
        let (population, problems) = problems(&self.plan, &frame);
        Error::unless_empty(ErrorKind::CheckFailed, problems)?;
        let computed = sizes(&self.plan, &population.strata);
        if let Some(what) = first_other_size(&self.strata_sizes, &computed) {
            return Err(failed(Place::default(), what));
        }
        Ok(Ground { frame, population })
    }

    fn other_frame(&self, frame: &Frame) -> Option<Sentence> {
        let found = frame.hash();
        let what = Sentence::new("draw-verify-frame")
            .with("frozen", &self.frame_hash)
            .with("frozen_rows", self.rows)
            .with("found", &found)
            .with("rows", frame.len());
        (found != self.frame_hash || frame.len() != self.rows).then_some(what)
    }
}

/// A frame and its population: what a frozen plan draws from.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The frame.
    pub frame: Frame,
    /// Its units after exclusion and designation.
    pub population: Population,
}

/// The population, and everything that keeps a plan from being drawn of it.
fn problems(plan: &Plan, frame: &Frame) -> (Population, Vec<Problem>) {
    let (population, mut problems) = Population::of(plan, frame);
    let contradictions = plan.contradictions().into_iter();
    problems.extend(contradictions.map(|(key, what)| Problem::new(Place::default(), what.with("key", key))));
    problems.extend(size_problems(plan, &population.strata));
    problems.extend(measure_problems(plan, frame, &population));
    (population, problems)
}

/// The first stratum whose frozen size is not the one computed from the frame.
fn first_other_size(frozen: &[StratumSize], computed: &[StratumSize]) -> Option<Sentence> {
    let length = frozen.len().max(computed.len());
    let index = (0..length).find(|index| frozen.get(*index) != computed.get(*index))?;
    let say = |size: Option<&StratumSize>| {
        size.map_or("-".to_owned(), |size| {
            format!(
                "{} N={} n={} reserves={}",
                size.label, size.population, size.drawn, size.reserves
            )
        })
    };
    let what = Sentence::new("draw-verify-sizes").with("found", say(frozen.get(index)));
    Some(what.with("computed", say(computed.get(index))))
}

/// What is drawn of each stratum; the plan has been found possible.
fn sizes(plan: &Plan, strata: &[Stratum]) -> Vec<StratumSize> {
    let populations: Vec<usize> = strata.iter().map(|stratum| stratum.units.len()).collect();
    let drawn = match plan.size {
        Size::PerStratum { per_stratum } => populations.iter().map(|size| per_stratum.min(*size)).collect(),
        Size::Shared { total, minimum, .. } => allocate::proportional(&populations, total, minimum),
        Size::Total { total } => vec![total; strata.len()],
    };
    let size = |(stratum, drawn): (&Stratum, usize)| StratumSize {
        label: stratum.label.clone(),
        population: stratum.units.len(),
        drawn,
        reserves: plan.reserves.wanted().min(stratum.units.len().saturating_sub(drawn)),
    };
    strata.iter().zip(drawn).map(size).collect()
}

fn size_problems(plan: &Plan, strata: &[Stratum]) -> Vec<Problem> {
    let refuse = |what: Sentence| Problem::new(Place::default(), what);
    let population: usize = strata.iter().map(|stratum| stratum.units.len()).sum();
    let mut problems = Vec::new();
    if strata.is_empty() {
        problems.push(refuse(Sentence::new("draw-population-empty")));
    }
    for stratum in strata.iter().filter(|stratum| stratum.units.is_empty()) {
        let what = Sentence::new("draw-stratum-empty").with("label", &stratum.label);
        problems.push(refuse(what.with("designated", stratum.designated.len())));
    }
    if let Size::Total { total } | Size::Shared { total, .. } = plan.size
        && total > population
    {
        let what = Sentence::new("draw-total-above-population").with("total", total);
        problems.push(refuse(what.with("population", population)));
    }
    if let Size::Shared { total, minimum, .. } = plan.size {
        problems.extend(minimum_problems(strata, total, minimum).into_iter().map(refuse));
    }
    problems
}

fn minimum_problems(strata: &[Stratum], total: usize, minimum: usize) -> Vec<Sentence> {
    let mut problems = Vec::new();
    let least = minimum.saturating_mul(strata.len());
    if total < least {
        let what = Sentence::new("draw-total-below-minimum")
            .with("total", total)
            .with("minimum", minimum);
        problems.push(what.with("strata", strata.len()).with("least", least));
    }
    for stratum in strata
        .iter()
        .filter(|stratum| (1..minimum).contains(&stratum.units.len()))
    {
        let what = Sentence::new("draw-minimum-above-stratum").with("minimum", minimum);
        problems.push(
            what.with("label", &stratum.label)
                .with("population", stratum.units.len()),
        );
    }
    problems
}

fn measure_problems(plan: &Plan, frame: &Frame, population: &Population) -> Vec<Problem> {
    let column = plan.size_measure.as_ref().filter(|_| plan.design.is_pps());
    let Some((column, position)) = column.and_then(|column| Some((column, frame.column(column)?))) else {
        return Vec::new();
    };
    let units = population.strata.iter().flat_map(|stratum| &stratum.units);
    let bad = units.filter(|unit| measure(frame.cell(**unit, position)).is_none());
    bad.map(|unit| {
        let what = Sentence::new("draw-measure-bad").with("value", frame.cell(*unit, position));
        Problem::new(frame.place_of(*unit, column), what)
    })
    .collect()
}

/// A size measure: a positive whole number of at most 18 digits.
pub(super) fn measure(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::draw::example::{frame, frozen, plan, refused, said};

    #[test]
    fn the_frozen_bytes_are_canonical_with_every_key_and_come_back() {
        let frozen = frozen("design = 'srs'\nsize = { total = 3 }\nceremony = '1'\n");
        let expected = format!(
            "{{\"announced\":false,\"ceremony\":\"1\",\"design\":\"srs\",\"dialect\":\"consistent-1\",\"exclude\":[],\
             \"frame\":\"名单.csv\",\"frame_hash\":\"{}\",\"id\":\"code\",\"include\":[],\"name\":\"name\",\"protected\":[],\
             \"reserves\":{{\"per_stratum\":0,\"reasons\":[]}},\"rows\":12,\"seed_scope\":\"whole\",\"size\":{{\"total\":3}},\
             \"strata\":[],\"strata_sizes\":[{{\"N\":12,\"label\":\"全部\",\"n\":3,\"reserves\":0}}],\"title\":\"试抽\"}}",
            frozen.frame_hash
        );
        assert_eq!(String::from_utf8(frozen.to_bytes().unwrap()).unwrap(), expected);
        assert_eq!(frozen.commitment().unwrap(), sha256_hex(expected.as_bytes()));
        assert_eq!(Frozen::read("plan.json", expected.as_bytes()).unwrap(), frozen);
    }

    #[test]
    fn frozen_bytes_with_other_white_space_or_one_key_more_are_refused() {
        let text = String::from_utf8(frozen("design = 'srs'\nsize = { total = 3 }\n").to_bytes().unwrap()).unwrap();
        for changed in [text.clone() + "\n", text.replacen("{\"ann", "{\"aaa\":1,\"ann", 1)] {
            let error = Frozen::read("plan.json", changed.as_bytes()).unwrap_err();
            assert_eq!(said(error), ["draw-plan-not-frozen"]);
        }
        let other = text.replace("consistent-1", "consistent-2");
        assert_eq!(
            said(Frozen::read("plan.json", other.as_bytes()).unwrap_err()),
            ["draw-dialect"]
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_its_numbers_all_at_once() {
        let shared = "strata = ['省']\ndesign = 'stratified'\nsize = { total = 4, minimum = 5 }\n\
                      include = [{ column = '省', equals = '丙', reason = 'x' }]\n";
        assert_eq!(
            refused(shared),
            [
                "draw-stratum-empty",
                "draw-total-below-minimum",
                "draw-minimum-above-stratum",
                "draw-minimum-above-stratum"
            ]
        );
        let error = freeze(&plan("design = 'srs'\nsize = { total = 13 }\n"), frame(), None).unwrap_err();
        assert_eq!(error.say(Lang::En), "13 are to be drawn, but there are only 12.");
        let none = "exclude = [{ column = 'code', starts_with = '0', reason = 'x' }, { column = 'code', starts_with = '1', reason = 'x' }]\n";
        assert_eq!(
            refused(&format!("design = 'srs'\nsize = {{ per_stratum = 1 }}\n{none}")),
            ["draw-population-empty"]
        );
    }

    #[test]
    fn a_wholly_excluded_stratum_is_out_of_the_round() {
        let keys = "strata = ['省']\ndesign = 'stratified'\nsize = { per_stratum = 2 }\n\
                    exclude = [{ column = '省', equals = '丙', reason = 'x' }]\n";
        let labels: Vec<String> = frozen(keys).strata_sizes.into_iter().map(|size| size.label).collect();
        assert_eq!(labels, ["乙", "甲"]);
    }

    #[test]
    fn a_measure_must_be_a_positive_whole_number_for_every_unit_that_can_be_drawn() {
        let plan = plan("design = 'pareto_pps'\nsize_measure = 'name'\nsize = { total = 3 }\n");
        let error = freeze(&plan, frame(), None).unwrap_err();
        assert_eq!(error.problems.len(), 12);
        assert_eq!(
            (error.problems[0].place.row, error.problems[0].place.column.as_deref()),
            (Some(2), Some("name"))
        );
        for bad in ["0", "-1", "1.0", "1,000", "", " 1", "１", "1234567890123456789"] {
            assert_eq!(measure(bad), None, "{bad}");
        }
        assert_eq!(measure("007"), Some(7));
    }

    #[test]
    fn a_smaller_stratum_is_taken_whole_and_has_as_many_reserves_as_exist() {
        let keys =
            "strata = ['省']\ndesign = 'stratified'\nsize = { per_stratum = 3 }\nreserves = { per_stratum = 2 }\n";
        assert!(
            frozen(keys)
                .strata_sizes
                .iter()
                .all(|size| (size.drawn, size.reserves) == (3, 1))
        );
        let census = keys.replace("per_stratum = 3", "per_stratum = 9");
        assert!(
            frozen(&census)
                .strata_sizes
                .iter()
                .all(|size| (size.drawn, size.reserves) == (4, 0))
        );
    }
}
