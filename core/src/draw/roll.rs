//! The roll: digits rolled before witnesses turn a frozen plan into a certificate.
//!
//! A stratum is rolled once. Where each stratum has its own seed an existing certificate grows, roll by roll.

use sha2::{Digest, Sha256};

use super::certificate::{Certificate, Roll, Roller};
use super::freeze::{Frozen, Ground};
use super::plan::{Plan, SeedScope, WHOLE};
use super::units::Source;
use crate::canonical::hex;
use crate::table::Table;
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// The fewest and the most digits of a seed.
pub const SEED_DIGITS: std::ops::RangeInclusive<usize> = 24..=40;
/// Longest text about a roll or release, in characters.
const MAX_TEXT: usize = 1_000;

/// What happened at a roll.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ceremony {
    /// The stratum rolled for, where each has its own seed.
    pub stratum: Option<String>,
    /// The digits, 24 to 40 of them.
    pub seed: String,
    /// 32 random bytes; kept only where the plan does not announce the seed at the roll.
    pub nonce: [u8; 32],
    /// Who rolled which digits; may be left empty, else they add up to the seed.
    pub rollers: Vec<Roller>,
    /// When, RFC 3339.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// Rolls a frozen plan over its frame. `before` is the certificate so far, if there is one; rolling the same seed for
/// the same stratum again leaves it as it is.
///
/// # Errors
/// [`ErrorKind::CheckFailed`] for another frame; [`ErrorKind::Refused`] for a seed that is no 24 to 40 digits, rollers whose
/// digits are not the seed, a stratum that does not exist, is missing or was already rolled, or a certificate of
/// another plan. Every problem is in the error.
pub fn roll(
    frozen: &Frozen,
    table: Table,
    before: Option<&Certificate>,
    ceremony: Ceremony,
) -> Result<Certificate, Error> {
    let ground = frozen.open(table)?;
    let mut problems = problems_of(frozen, &ceremony);
    if before.is_some_and(|before| before.plan != *frozen) {
        problems.push(Sentence::new("draw-other-plan"));
    }
    refuse(problems)?;
    match before.and_then(|before| {
        Some((
            before,
            before.rolls.iter().find(|roll| roll.stratum == ceremony.stratum)?,
        ))
    }) {
        Some((before, roll)) if roll.seed == ceremony.seed => return Ok(before.clone()),
        Some((_, roll)) => refuse(vec![already_rolled(roll)])?,
        None => {}
    }
    let mut certificate = match before {
        Some(before) => before.clone(),
        None => empty(frozen, &ground)?,
    };
    certificate.rolls.push(made(&frozen.plan, ceremony));
    certificate.units = units(frozen, &ground, &certificate.rolls);
    certificate.sealed()
}

/// A certificate of a plan before any roll.
pub(super) fn empty(frozen: &Frozen, ground: &Ground) -> Result<Certificate, Error> {
    Ok(Certificate {
        commitment: frozen.commitment()?,
        plan: frozen.clone(),
        rows: ground.population.rows.clone(),
        rolls: Vec::new(),
        units: units(frozen, ground, &[]),
        releases: Vec::new(),
        void_rolls: Vec::new(),
        sha256: String::new(),
    })
}

/// The units some rolls lead to.
pub(super) fn units(frozen: &Frozen, ground: &Ground, rolls: &[Roll]) -> Vec<super::certificate::DrawnUnit> {
    let Ground { frame, population } = ground;
    Source {
        frozen,
        frame,
        population,
    }
    .units(rolls)
}

/// What is published instead of a seed: SHA-256(seed + "|" + hex(nonce)).
#[must_use]
pub fn salted_hash(seed: &str, nonce: &str) -> String {
    hex(&Sha256::digest(format!("{seed}|{nonce}")))
}

/// What is wrong with a roll of a plan, whether it happens now or is read from a certificate.
pub(super) fn problems_of(frozen: &Frozen, ceremony: &Ceremony) -> Vec<Sentence> {
    let mut problems: Vec<Sentence> = seed_problem(&ceremony.seed).into_iter().collect();
    let digits: String = ceremony.rollers.iter().map(|roller| roller.digits.as_str()).collect();
    if !ceremony.rollers.is_empty() && digits != ceremony.seed {
        problems.push(Sentence::new("draw-rollers-digits").with("digits", digits));
    }
    let units = ceremony
        .rollers
        .iter()
        .map(|roller| &roller.unit)
        .chain(&ceremony.place);
    problems.extend(units.filter_map(|unit| text_problem("unit", unit)));
    problems.extend(ceremony.time.as_deref().and_then(time_problem));
    problems.extend(stratum_problem(frozen, ceremony.stratum.as_deref()));
    problems
}

fn seed_problem(seed: &str) -> Option<Sentence> {
    let good = SEED_DIGITS.contains(&seed.len()) && seed.bytes().all(|byte| byte.is_ascii_digit());
    let what = Sentence::new("draw-seed-digits").with("least", SEED_DIGITS.start());
    (!good).then(|| {
        what.with("most", SEED_DIGITS.end())
            .with("length", seed.chars().count())
    })
}

fn stratum_problem(frozen: &Frozen, stratum: Option<&str>) -> Option<Sentence> {
    let labels = || frozen.strata_sizes.iter().map(|size| size.label.as_str());
    let shown = || labels().collect::<Vec<_>>().join(" ");
    match (frozen.plan.seed_scope, stratum) {
        (SeedScope::Whole, None) => None,
        (SeedScope::Whole, Some(_)) => Some(Sentence::new("draw-roll-whole")),
        (SeedScope::Stratum, None) => Some(Sentence::new("draw-roll-stratum-needed").with("strata", shown())),
        (SeedScope::Stratum, Some(label)) => (!labels().any(|known| known == label)).then(|| {
            Sentence::new("draw-roll-stratum-unknown")
                .with("label", label)
                .with("strata", shown())
        }),
    }
}

/// A text that a certificate keeps: neither empty nor endless, on one line.
pub(super) fn text_problem(what: &'static str, text: &str) -> Option<Sentence> {
    let good = !text.trim().is_empty() && text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
    (!good).then(|| {
        Sentence::new("draw-text-bad")
            .with("what", what)
            .with("limit", MAX_TEXT)
    })
}

/// A time that is not RFC 3339.
pub(super) fn time_problem(time: &str) -> Option<Sentence> {
    let bad = chrono::DateTime::parse_from_rfc3339(time).is_err();
    bad.then(|| Sentence::new("draw-time-bad").with("time", time))
}

/// Sentences as one refusal.
pub(super) fn refused(sentences: Vec<Sentence>) -> Error {
    let problem = |what| Problem::new(Place::default(), what);
    Error {
        kind: ErrorKind::Refused,
        problems: sentences.into_iter().map(problem).collect(),
    }
}

/// `Ok` without sentences.
pub(super) fn refuse(sentences: Vec<Sentence>) -> Result<(), Error> {
    if sentences.is_empty() {
        Ok(())
    } else {
        Err(refused(sentences))
    }
}

fn already_rolled(roll: &Roll) -> Sentence {
    let label = roll.stratum.as_deref().unwrap_or(WHOLE);
    Sentence::new("draw-already-rolled").with("label", label)
}

fn made(plan: &Plan, ceremony: Ceremony) -> Roll {
    let nonce = (!plan.announced).then(|| hex(&ceremony.nonce));
    Roll {
        stratum: ceremony.stratum,
        salted_hash: nonce.as_ref().map(|nonce| salted_hash(&ceremony.seed, nonce)),
        seed: ceremony.seed,
        nonce,
        rollers: ceremony.rollers,
        time: ceremony.time,
        place: ceremony.place,
    }
}
