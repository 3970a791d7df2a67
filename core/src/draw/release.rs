//! Releases: a reserve takes the place of a unit that cannot be visited.
//!
//! In order, for a coded reason the plan names, with what shows it, by the leader or by two members: so nobody can walk
//! down the list to a convenient school. A refusal is a finding and releases nothing.

use super::certificate::{Certificate, DrawnUnit, Release, Releaser, Releasing, Role};
use super::plan::ReleaseReason;
use super::roll::{refused, text_problem, time_problem};
use crate::{Error, Sentence};

/// Words people try that mean the place refused.
const REFUSALS: [&str; 4] = ["refused", "refusal", "拒绝", "拒检"];

/// What is asked for when a unit cannot be visited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The unit.
    pub unit: String,
    /// The code of the reason.
    pub reason: String,
    /// What shows it: a document, a notice, a photograph.
    pub evidence: String,
    /// Who releases.
    pub by: Vec<Releaser>,
    /// When, RFC 3339.
    pub time: Option<String>,
}

/// Releases the next reserve of the unit's stratum; the certificate with the release, and the reserve's id.
///
/// # Errors
/// [`Refused`](crate::ErrorKind::Refused) with every problem: a refusal given as reason, a reason the plan does not name, no evidence,
/// neither the leader nor two members, a unit that was not drawn or was replaced before, no reserve left.
pub fn release(certificate: &Certificate, request: Request) -> Result<(Certificate, String), Error> {
    let (reason, reserve) = match next(certificate, &request) {
        Ok(found) => found,
        Err(problems) => return Err(refused(problems)),
    };
    let mut certificate = certificate.clone();
    certificate.releases.push(Release {
        unit: request.unit,
        reserve: reserve.clone(),
        reason,
        evidence: request.evidence.trim().to_owned(),
        by: request.by,
        time: request.time,
    });
    Ok((certificate.sealed()?, reserve))
}

/// The reason and the reserve a request leads to, or everything that is wrong with it.
pub(super) fn next(certificate: &Certificate, request: &Request) -> Result<(ReleaseReason, String), Vec<Sentence>> {
    let mut problems = Vec::new();
    problems.extend(text_problem("evidence", &request.evidence));
    problems.extend(
        request
            .by
            .iter()
            .filter_map(|releaser| text_problem("unit", &releaser.unit)),
    );
    problems.extend(authority_problem(&request.by));
    problems.extend(request.time.as_deref().and_then(time_problem));
    match (
        reason(certificate, &request.reason),
        reserve(certificate, &request.unit),
    ) {
        (Ok(reason), Ok(reserve)) if problems.is_empty() => Ok((reason, reserve.unit.clone())),
        (reason, reserve) => {
            let mut found: Vec<Sentence> = reason.err().into_iter().chain(reserve.err()).collect();
            found.append(&mut problems);
            Err(found)
        }
    }
}

fn reason(certificate: &Certificate, code: &str) -> Result<ReleaseReason, Sentence> {
    let named = &certificate.plan.plan.reserves.reasons;
    if REFUSALS.contains(&code) {
        return Err(Sentence::new("draw-release-refusal"));
    }
    ReleaseReason::of_code(code)
        .filter(|reason| named.contains(reason))
        .ok_or_else(|| {
            let named: Vec<&str> = named.iter().map(|reason| reason.code()).collect();
            Sentence::new("draw-release-reason")
                .with("reason", code)
                .with("named", named.join(", "))
        })
}

/// The next reserve of a unit's stratum.
fn reserve<'a>(certificate: &'a Certificate, id: &str) -> Result<&'a DrawnUnit, Sentence> {
    let of = |what: Sentence| what.with("unit", id);
    let unit = certificate
        .unit(id)
        .ok_or_else(|| of(Sentence::new("draw-release-not-drawn")))?;
    if unit.role == Role::Designated {
        return Err(of(Sentence::new("draw-release-designated")));
    }
    if unit.role == Role::Reserve && certificate.released(id).is_none() {
        return Err(of(Sentence::new("draw-release-not-drawn")));
    }
    if let Some(before) = certificate.replaced(id) {
        return Err(of(Sentence::new("draw-release-twice")).with("reserve", &before.reserve));
    }
    let mut reserves = certificate.units_of(&unit.stratum, Role::Reserve);
    let next = reserves.find(|reserve| certificate.released(&reserve.unit).is_none());
    next.ok_or_else(|| of(Sentence::new("draw-release-none-left")).with("label", &unit.stratum))
}

fn authority_problem(by: &[Releaser]) -> Option<Sentence> {
    let leader = by.iter().any(|releaser| releaser.role == Releasing::Leader);
    let members: std::collections::BTreeSet<&str> = by
        .iter()
        .filter(|releaser| releaser.role == Releasing::Member)
        .map(|releaser| releaser.unit.as_str())
        .collect();
    (!leader && members.len() < 2).then(|| Sentence::new("draw-release-authority"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::example::{rolled, said};

    const KEYS: &str = "strata = ['省']\ndesign = 'stratified'\nsize = { per_stratum = 1 }\n\
                        reserves = { per_stratum = 2, reasons = ['merged', 'holiday'] }\n\
                        include = [{ column = 'code', equals = '01', reason = 'x' }]\n";

    fn by(role: Releasing, unit: &str) -> Releaser {
        Releaser {
            role,
            unit: unit.into(),
        }
    }

    fn request(unit: &str, reason: &str) -> Request {
        Request {
            unit: unit.into(),
            reason: reason.into(),
            evidence: "撤并文件".into(),
            by: vec![by(Releasing::Leader, "乙省检查组")],
            time: None,
        }
    }

    fn ids(certificate: &Certificate, role: Role) -> Vec<String> {
        certificate.units_of("乙", role).map(|unit| unit.unit.clone()).collect()
    }

    #[test]
    fn reserves_are_released_in_order_and_may_be_replaced_in_turn() {
        let before = rolled(KEYS);
        let (main, reserves) = (ids(&before, Role::Main), ids(&before, Role::Reserve));
        let (first, taken) = release(&before, request(&main[0], "merged")).unwrap();
        assert_eq!(taken, reserves[0]);
        let (second, taken) = release(&first, request(&reserves[0], "holiday")).unwrap();
        assert_eq!(taken, reserves[1]);
        assert_eq!(
            said(release(&second, request(&reserves[1], "holiday")).unwrap_err()),
            ["draw-release-none-left"]
        );
        assert_eq!(
            said(release(&second, request(&main[0], "holiday")).unwrap_err()),
            ["draw-release-twice"]
        );
    }

    #[test]
    fn a_refusal_never_releases_a_reserve() {
        let before = rolled(KEYS);
        for word in REFUSALS {
            let error = release(&before, request(&ids(&before, Role::Main)[0], word)).unwrap_err();
            assert_eq!(said(error), ["draw-release-refusal"]);
        }
    }

    #[test]
    fn only_a_reason_the_plan_names_releases() {
        let before = rolled(KEYS);
        for word in ["road", "rain"] {
            let error = release(&before, request(&ids(&before, Role::Main)[0], word)).unwrap_err();
            assert_eq!(error.problems[0].what.arg("named"), Some("merged, holiday"));
        }
    }

    #[test]
    fn one_member_alone_releases_nothing_two_of_different_units_do() {
        let before = rolled(KEYS);
        let ask = |by: Vec<Releaser>| {
            let request = Request {
                by,
                ..request(&ids(&before, Role::Main)[0], "merged")
            };
            release(&before, request).map_err(said)
        };
        let member = |unit| by(Releasing::Member, unit);
        assert_eq!(ask(vec![]).unwrap_err(), ["draw-release-authority"]);
        assert_eq!(
            ask(vec![member("甲"), member("甲")]).unwrap_err(),
            ["draw-release-authority"]
        );
        assert!(ask(vec![member("甲"), member("丙")]).is_ok());
    }

    #[test]
    fn units_that_were_not_drawn_or_are_designated_have_no_reserve() {
        let before = rolled(KEYS);
        let reserve = ids(&before, Role::Reserve)[0].clone();
        for (unit, code) in [
            ("99", "draw-release-not-drawn"),
            (reserve.as_str(), "draw-release-not-drawn"),
            ("01", "draw-release-designated"),
        ] {
            assert_eq!(said(release(&before, request(unit, "merged")).unwrap_err()), [code]);
        }
    }

    #[test]
    fn everything_missing_is_said_at_once() {
        let error = release(&rolled(KEYS), Request::default()).unwrap_err();
        assert_eq!(
            said(error),
            [
                "draw-release-reason",
                "draw-release-not-drawn",
                "draw-text-bad",
                "draw-release-authority"
            ]
        );
    }
}
