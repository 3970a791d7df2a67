//! Void rolls: a roll that went wrong is declared void, with a reason, and stays on record.
//!
//! Only then may its stratum be rolled again, so that nobody rolls until they like the result.

use super::certificate::{Certificate, Role, VoidRoll};
use super::plan::WHOLE;
use super::roll::{refuse, text_problem, time_problem};
use crate::{Error, ErrorKind, Sentence};

/// Declares the roll of a stratum void, or the only roll of a plan with one seed.
///
/// # Errors
/// [`ErrorKind::Refused`] without a reason, or when there is no such roll.
pub fn void(
    certificate: &Certificate,
    stratum: Option<&str>,
    reason: &str,
    time: Option<String>,
) -> Result<Certificate, Error> {
    let position = certificate
        .rolls
        .iter()
        .position(|roll| roll.stratum.as_deref() == stratum);
    let position = position.ok_or_else(|| Sentence::new("draw-void-no-roll").with("rolled", rolled(certificate)));
    let mut problems: Vec<Sentence> = position.as_ref().err().into_iter().cloned().collect();
    problems.extend(text_problem("reason", reason));
    problems.extend(time.as_deref().and_then(time_problem));
    refuse(problems)?;
    let position = position.map_err(|what| Error::new(ErrorKind::Refused, what))?;
    let mut certificate = certificate.clone();
    let roll = certificate.rolls.remove(position);
    let under = |unit: &str| certificate.unit(unit).is_some_and(|unit| roll.reaches(&unit.stratum));
    let all = certificate.releases.iter().cloned();
    let (releases, kept) = all.partition(|release| under(&release.unit));
    certificate.releases = kept;
    certificate
        .units
        .retain(|unit| unit.role == Role::Designated || !roll.reaches(&unit.stratum));
    for unit in certificate.units.iter_mut().filter(|unit| roll.reaches(&unit.stratum)) {
        unit.ticket = None;
    }
    certificate.void_rolls.push(VoidRoll {
        roll,
        reason: reason.trim().to_owned(),
        time,
        releases,
    });
    certificate.sealed()
}

fn rolled(certificate: &Certificate) -> String {
    let labels = certificate
        .rolls
        .iter()
        .map(|roll| roll.stratum.as_deref().unwrap_or(WHOLE));
    labels.collect::<Vec<_>>().join(" ")
}
