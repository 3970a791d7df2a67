//! Stages: a draw inside a unit that another draw chose.
//!
//! County, township, community; county, school. A stage names its parent's certificate and the unit its frame lies in,
//! and probabilities multiply. A designated unit and a released reserve can be visited, but have no probability, so
//! nothing drawn inside them has one over all stages.

use num_traits::{One, Signed};
use serde::{Deserialize, Serialize};

use super::certificate::{Certificate, DrawnUnit, Role};
use super::plan::Plan;
use crate::exact::{self, Fraction};
use crate::{Error, ErrorKind, Sentence};

/// What a parent's certificate says about a stage's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The parent's commitment.
    pub commitment: String,
    /// The SHA-256 of the parent's certificate when the stage was frozen; it may have grown since.
    pub certificate: String,
    /// The unit's inclusion probability over all stages so far, `a/b`; none outside estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<String>,
}

/// What the parent says about the plan's unit; none for a plan that is no stage.
///
/// # Errors
/// [`ErrorKind::Refused`] when the plan is a stage without its parent, or the parent did not draw the unit.
pub fn parent_of(plan: &Plan, parent: Option<&Certificate>) -> Result<Option<Parent>, Error> {
    let refuse = |what| Error::new(ErrorKind::Refused, what);
    let Some(unit) = &plan.unit else {
        return Ok(None);
    };
    let parent = parent.ok_or_else(|| refuse(Sentence::new("draw-parent-needed")))?;
    let drawn = visited(parent, unit).ok_or_else(|| refuse(Sentence::new("draw-parent-unit").with("unit", unit)))?;
    Ok(Some(Parent {
        commitment: parent.commitment.clone(),
        certificate: parent.sha256.clone(),
        probability: drawn.probability.clone(),
    }))
}

/// The unit, if the parent's draw leads to it: drawn, designated, or a reserve that was released.
fn visited<'a>(parent: &'a Certificate, id: &str) -> Option<&'a DrawnUnit> {
    let is_visited = |unit: &&DrawnUnit| unit.role != Role::Reserve || parent.released(id).is_some();
    parent.unit(id).filter(is_visited)
}

/// A probability written `a/b`, above 0 and at most 1, in lowest terms.
#[must_use]
pub fn probability(text: &str) -> Option<Fraction> {
    let (numerator, denominator) = text.split_once('/')?;
    let value = exact::ratio(
        numerator.parse::<num_bigint::BigInt>().ok()?,
        denominator.parse::<num_bigint::BigInt>().ok()?,
    )?;
    let fits = value.is_positive() && value <= Fraction::one() && exact::fraction_text(&value) == text;
    fits.then_some(value)
}
