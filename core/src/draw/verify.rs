//! Verification: everything in a certificate is computed again from the frame, and the first thing that differs is
//! named in words.
//!
//! The order is that of the draw: plan and commitment, frame, strata, seeds, units, releases, void rolls; then the file as
//! a whole. White space counts: the certificate is one file with one layout, so that its bytes can be compared too.

use super::certificate::{Certificate, DrawnUnit, Roll};
use super::freeze::Ground;
use super::plan::DIALECT;
use super::release::{self, Request};
use super::roll::{self, Ceremony};
use super::stage;
use crate::table::Table;
use crate::{Error, ErrorKind, Place, Sentence};

/// What a certificate is held against besides its frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The commitment that was published, 64 hex digits.
    pub commitment: Option<&'a str>,
    /// For a stage: the parent's certificate.
    pub parent: Option<&'a Certificate>,
}

/// Verifies the bytes of a certificate against its frame, read as written; the certificate, when all agrees.
///
/// # Errors
/// [`ErrorKind::BadInput`] for bytes that are no certificate or a frame that cannot be read;
/// [`ErrorKind::CheckFailed`] naming the first thing that differs.
pub fn verify(file: &str, bytes: &[u8], table: Table, against: Against<'_>) -> Result<Certificate, Error> {
    let certificate = Certificate::parse(file, bytes)?;
    let differs = |what| Error::at(ErrorKind::CheckFailed, Place::file(file), what);
    plan_differs(&certificate, against)?.map_or(Ok(()), |what| Err(differs(what)))?;
    let ground = certificate.plan.open(table)?;
    let found = strata_differ(&certificate, &ground)
        .or_else(|| {
            certificate
                .rolls
                .iter()
                .enumerate()
                .find_map(|(index, roll)| roll_differs(&certificate, index, roll))
        })
        .or_else(|| units_differ(&certificate, &ground))
        .or_else(|| releases_differ(&certificate))
        .or_else(|| {
            certificate
                .void_rolls
                .iter()
                .find_map(|void| void_differs(&certificate, void))
        });
    let found = match found {
        None => certificate.broken_seal(bytes)?,
        found => found,
    };
    found.map_or(Ok(certificate), |what| Err(differs(what)))
}

fn plan_differs(certificate: &Certificate, against: Against<'_>) -> Result<Option<Sentence>, Error> {
    let plan = &certificate.plan;
    let computed = plan.commitment()?;
    let published = against.commitment.map(|text| text.trim().trim_start_matches("sha256:"));
    if plan.dialect != DIALECT {
        let what = Sentence::new("draw-dialect")
            .with("found", &plan.dialect)
            .with("known", DIALECT);
        return Ok(Some(what));
    }
    if computed != certificate.commitment {
        let what = Sentence::new("draw-verify-commitment").with("found", &certificate.commitment);
        return Ok(Some(what.with("computed", computed)));
    }
    if let Some(published) = published.filter(|published| *published != computed) {
        let what = Sentence::new("draw-verify-published").with("published", published);
        return Ok(Some(what.with("computed", computed)));
    }
    let Some(parent) = against.parent else {
        return Ok(None);
    };
    parent_differs(certificate, parent)
}

/// A parent may have grown since, but what it says about the unit may not have changed.
fn parent_differs(certificate: &Certificate, parent: &Certificate) -> Result<Option<Sentence>, Error> {
    let Some(recorded) = &certificate.plan.stage else {
        return Ok(Some(Sentence::new("draw-verify-no-stage")));
    };
    let now = stage::parent_of(&certificate.plan.plan, Some(parent))?;
    let same = now.is_some_and(|now| now.commitment == recorded.commitment && now.probability == recorded.probability);
    let unit = certificate.plan.plan.unit.as_deref().unwrap_or_default();
    Ok((!same).then(|| Sentence::new("draw-verify-parent").with("unit", unit)))
}

fn strata_differ(certificate: &Certificate, ground: &Ground) -> Option<Sentence> {
    let (found, computed) = (&certificate.rows, &ground.population.rows);
    let length = found.len().max(computed.len());
    let index = (0..length).find(|index| found.get(*index) != computed.get(*index))?;
    let label = found.get(index).or(computed.get(index)).map(|rows| rows.label.as_str());
    Some(Sentence::new("draw-verify-rows").with("label", label.unwrap_or_default()))
}

fn roll_differs(certificate: &Certificate, index: usize, roll: &Roll) -> Option<Sentence> {
    let label = roll.stratum.as_deref().unwrap_or(super::plan::WHOLE);
    let before = &certificate.rolls[..index];
    if before.iter().any(|earlier| earlier.stratum == roll.stratum) {
        return Some(Sentence::new("draw-already-rolled").with("label", label));
    }
    roll::problems_of(&certificate.plan, &ceremony_of(roll))
        .into_iter()
        .next()
        .or_else(|| salt_differs(certificate, roll))
}

fn ceremony_of(roll: &Roll) -> Ceremony {
    Ceremony {
        stratum: roll.stratum.clone(),
        seed: roll.seed.clone(),
        nonce: [0; 32],
        rollers: roll.rollers.clone(),
        time: roll.time.clone(),
        place: roll.place.clone(),
    }
}

fn salt_differs(certificate: &Certificate, roll: &Roll) -> Option<Sentence> {
    let good = match (certificate.plan.plan.announced, &roll.nonce, &roll.salted_hash) {
        (true, None, None) => true,
        (false, Some(nonce), Some(hash)) => is_nonce(nonce) && roll::salted_hash(&roll.seed, nonce) == *hash,
        _ => false,
    };
    let label = roll.stratum.as_deref().unwrap_or(super::plan::WHOLE);
    (!good).then(|| Sentence::new("draw-verify-salt").with("label", label))
}

fn is_nonce(nonce: &str) -> bool {
    nonce.len() == 64 && nonce.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn units_differ(certificate: &Certificate, ground: &Ground) -> Option<Sentence> {
    let computed = roll::units(&certificate.plan, ground, &certificate.rolls);
    let found = &certificate.units;
    let length = found.len().max(computed.len());
    let index = (0..length).find(|index| found.get(*index) != computed.get(*index))?;
    let (found, computed) = (found.get(index), computed.get(index));
    let place = computed.or(found)?;
    let (field, found, computed) = first_field(found, computed);
    Some(
        Sentence::new("draw-verify-unit")
            .with("label", &place.stratum)
            .with("position", index + 1)
            .with("field", field)
            .with("found", found)
            .with("computed", computed),
    )
}

/// The first field in which two units differ, with both values; `-` for what is not there.
fn first_field(found: Option<&DrawnUnit>, computed: Option<&DrawnUnit>) -> (&'static str, String, String) {
    let (found, computed) = (fields(found), fields(computed));
    let pairs = found.into_iter().zip(computed);
    let differing = pairs.into_iter().find(|((_, found), (_, computed))| found != computed);
    differing.map_or(
        ("unit", "-".to_owned(), "-".to_owned()),
        |((name, found), (_, computed))| (name, found, computed),
    )
}

fn fields(unit: Option<&DrawnUnit>) -> [(&'static str, String); 9] {
    let text = |part: fn(&DrawnUnit) -> Option<String>| unit.and_then(part).unwrap_or_else(|| "-".to_owned());
    [
        ("unit", text(|unit| Some(unit.unit.clone()))),
        ("stratum", text(|unit| Some(unit.stratum.clone()))),
        ("role", text(|unit| Some(unit.role.code().to_owned()))),
        ("rank", text(|unit| unit.rank.map(|rank| rank.to_string()))),
        ("name", text(|unit| unit.name.clone())),
        ("ticket", text(|unit| unit.ticket.clone())),
        ("probability", text(|unit| unit.probability.clone())),
        ("weight", text(|unit| unit.weight.clone())),
        ("within", text(|unit| unit.within.clone())),
    ]
}

/// Every release is made again, in order, from the certificate as it was before it.
fn releases_differ(certificate: &Certificate) -> Option<Sentence> {
    let mut replayed = certificate.clone();
    replayed.releases.clear();
    for (index, found) in certificate.releases.iter().enumerate() {
        let request = Request {
            unit: found.unit.clone(),
            reason: found.reason.code().to_owned(),
            evidence: found.evidence.clone(),
            by: found.by.clone(),
            time: found.time.clone(),
        };
        let say = |why: String| {
            Sentence::new("draw-verify-release")
                .with("number", index + 1)
                .with("unit", &found.unit)
                .with("why", why)
        };
        match release::next(&replayed, &request) {
            Err(problems) => return problems.into_iter().next().or_else(|| Some(say(found.reserve.clone()))),
            Ok((_, reserve)) if reserve != found.reserve => return Some(say(reserve)),
            Ok(_) => replayed.releases.push(found.clone()),
        }
    }
    None
}

fn void_differs(certificate: &Certificate, void: &super::certificate::VoidRoll) -> Option<Sentence> {
    let problems = roll::problems_of(&certificate.plan, &ceremony_of(&void.roll));
    let reason = roll::text_problem("reason", &void.reason);
    problems
        .into_iter()
        .next()
        .or(reason)
        .or_else(|| salt_differs(certificate, &void.roll))
}
