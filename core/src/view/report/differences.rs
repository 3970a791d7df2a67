//! 自报与核实: what a place said of itself beside what was found, where the two are not the same.

use super::answers::Asked;
use super::site::Site;
use crate::Error;
use crate::field::{answer_entity, standing};
use crate::ids::StreamName;
use crate::judge::Value;
use crate::lead::self_check_entity;
use crate::notebook::Notebook;
use crate::view::Packs;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The place in the list of sites.
    pub site: usize,
    /// Number of the pack.
    pub pack: u64,
    /// Indicator id.
    pub indicator: String,
    /// 自报.
    pub reported: Value,
    /// 核实.
    pub found: Value,
}

pub(super) fn gather(
    notebook: &Notebook,
    packs: &Packs,
    home: &StreamName,
    sites: &[Site],
    asked: &[Asked],
) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    for row in asked {
        for answer in row.sites.iter().filter(|answer| !answer.self_reported) {
            let (Some(found), Some(site)) = (&answer.value, sites.get(answer.site)) else {
                continue;
            };
            let entity = answer_entity(row.pack, &row.indicator);
            let at_visit = notebook.state().field(&site.visit, &entity, "self_reported").is_some();
            let (stream, entity) = if at_visit {
                (&site.visit, entity)
            } else {
                (home, self_check_entity(&site.unit, row.pack, &row.indicator))
            };
            let field = if at_visit { "self_reported" } else { "value" };
            if notebook.state().field(stream, &entity, field).is_none() {
                continue;
            }
            let Some(reported) = standing(notebook, stream, &entity, field)? else {
                continue;
            };
            let reported = reported.answer.value();
            let words = matches!((reported, found), (Value::Text(_), _) | (_, Value::Text(_)));
            let known = packs.get(row.pack).is_some();
            if known && !words && reported != found && !agree(reported, found) {
                differences.push(Difference {
                    site: answer.site,
                    pack: row.pack,
                    indicator: row.indicator.clone(),
                    reported: reported.clone(),
                    found: found.clone(),
                });
            }
        }
    }
    Ok(differences)
}

/// Whether a sample found the very share that was reported.
fn agree(reported: &Value, found: &Value) -> bool {
    let (Value::Rate(rate), Value::Sampled(sample)) = (reported, found) else {
        return false;
    };
    &rate.numerator * crate::exact::whole(sample.sample()) == &rate.denominator * crate::exact::whole(sample.hits())
}
