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
pub(super) fn parent_of(plan: &Plan, parent: Option<&Certificate>) -> Result<Option<Parent>, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::certificate::{Releaser, Releasing};
    use crate::draw::example::{ceremony, frame, plan, rolled, said};
    use crate::draw::release::{Request, release};
    use crate::draw::{freeze, roll};

    const PARENT: &str = "design = 'srs'\nsize = { total = 3 }\nreserves = { total = 1 }\n\
                          include = [{ column = 'code', equals = '12', reason = 'x' }]\n";

    fn stage(parent: &Certificate, unit: &str) -> Result<Certificate, Error> {
        let plan = plan(&format!(
            "design = 'srs'\nsize = {{ total = 2 }}\nparent = 'c.json'\nunit = '{unit}'\n"
        ));
        let frozen = freeze(&plan, frame(), Some(parent))?.frozen;
        roll(&frozen, frame(), None, ceremony(None))
    }

    #[test]
    fn probabilities_multiply_over_stages() {
        let parent = rolled(PARENT);
        let county = parent.units[0].clone();
        let unit = stage(&parent, &county.unit).unwrap().units[0].clone();
        assert_eq!(county.probability.as_deref(), Some("3/11"));
        assert_eq!(
            (unit.within.as_deref(), unit.probability.as_deref()),
            (Some("1/6"), Some("1/22"))
        );
        assert_eq!(unit.weight.as_deref(), Some("22.000000000"));
    }

    #[test]
    fn inside_a_designated_unit_or_a_released_reserve_nothing_has_a_probability_over_all_stages() {
        let parent = rolled(PARENT);
        assert_eq!(stage(&parent, "12").unwrap().units[0].probability, None);
        let (main, reserve) = (parent.units[0].unit.clone(), parent.units[3].unit.clone());
        assert_eq!(said(stage(&parent, &reserve).unwrap_err()), ["draw-parent-unit"]);
        let by = vec![Releaser {
            role: Releasing::Leader,
            unit: "组".into(),
        }];
        let request = Request {
            unit: main,
            reason: "road".into(),
            evidence: "x".into(),
            by,
            time: None,
        };
        let (parent, _) = release(&parent, request).unwrap();
        let unit = stage(&parent, &reserve).unwrap().units[0].clone();
        assert_eq!((unit.within.as_deref(), unit.probability), (Some("1/6"), None));
    }

    #[test]
    fn a_stage_without_its_parent_is_refused() {
        let plan = plan("design = 'srs'\nsize = { total = 2 }\nparent = 'c.json'\nunit = '01'\n");
        assert_eq!(said(freeze(&plan, frame(), None).unwrap_err()), ["draw-parent-needed"]);
    }

    #[test]
    fn a_probability_is_read_only_in_lowest_terms_above_0_and_at_most_1() {
        for bad in ["0/1", "2/1", "2/4", "1", "1/0", "-1/2", "a/b", "1/ 2"] {
            assert_eq!(probability(bad), None, "{bad}");
        }
        assert_eq!(probability("1/1"), Some(Fraction::one()));
    }
}
