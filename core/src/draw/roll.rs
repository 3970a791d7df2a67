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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::example::{SEED, ceremony, frame, frozen, rolled, said};
    use crate::draw::void;

    const SRS: &str = "design = 'srs'\nsize = { total = 3 }\n";
    const BY_STRATUM: &str = "strata = ['省']\ndesign = 'stratified'\nsize = { per_stratum = 2 }\nseed_scope = 'stratum'\n\
                              include = [{ column = 'code', equals = '01', reason = 'x' }]\n";

    fn failed(keys: &str, ceremony: Ceremony) -> Vec<String> {
        said(roll(&frozen(keys), frame(), None, ceremony).unwrap_err())
    }

    #[test]
    fn a_seed_has_24_to_40_digits() {
        for (seed, good) in [
            ("1".repeat(23), false),
            ("1".repeat(24), true),
            ("1".repeat(40), true),
            ("1".repeat(41), false),
        ] {
            let ceremony = Ceremony {
                seed,
                ..Ceremony::default()
            };
            assert_eq!(roll(&frozen(SRS), frame(), None, ceremony).is_ok(), good);
        }
        for seed in ["１".repeat(24), "a".repeat(24), format!("{} ", "1".repeat(24))] {
            assert_eq!(
                failed(
                    SRS,
                    Ceremony {
                        seed,
                        ..Ceremony::default()
                    }
                ),
                ["draw-seed-digits"]
            );
        }
    }

    #[test]
    fn everything_wrong_with_a_roll_is_said_at_once() {
        let roller = Roller {
            unit: " ".into(),
            digits: "12".into(),
        };
        let bad = Ceremony {
            stratum: Some("丁".into()),
            seed: "1".into(),
            rollers: vec![roller],
            time: Some("today".into()),
            ..Ceremony::default()
        };
        let expected = [
            "draw-seed-digits",
            "draw-rollers-digits",
            "draw-text-bad",
            "draw-time-bad",
            "draw-roll-stratum-unknown",
        ];
        assert_eq!(failed(BY_STRATUM, bad), expected);
        assert_eq!(failed(BY_STRATUM, ceremony(None)), ["draw-roll-stratum-needed"]);
        assert_eq!(failed(SRS, ceremony(Some("全部"))), ["draw-roll-whole"]);
    }

    #[test]
    fn a_certificate_grows_stratum_by_stratum_and_the_rest_is_not_drawn() {
        let frozen = frozen(BY_STRATUM);
        let first = roll(&frozen, frame(), None, ceremony(Some("乙"))).unwrap();
        assert!(first.units.iter().all(|unit| unit.stratum == "乙"));
        let both = roll(&frozen, frame(), Some(&first), ceremony(Some("甲"))).unwrap();
        assert_eq!(both.rolls.len(), 2);
        assert!(both.units.iter().filter(|unit| unit.stratum == "乙").eq(&first.units));
        let again = roll(&frozen, frame(), Some(&both), ceremony(Some("乙"))).unwrap();
        assert_eq!(again, both);
    }

    #[test]
    fn a_stratum_is_not_rolled_again_unless_its_roll_is_void_and_stays_on_record() {
        let (frozen, before) = (frozen(SRS), rolled(SRS));
        let other = || Ceremony {
            seed: "9".repeat(24),
            ..Ceremony::default()
        };
        assert_eq!(
            said(roll(&frozen, frame(), Some(&before), other()).unwrap_err()),
            ["draw-already-rolled"]
        );
        assert_eq!(said(void(&before, None, " ", None).unwrap_err()), ["draw-text-bad"]);
        assert_eq!(
            said(void(&before, Some("甲"), "x", None).unwrap_err()),
            ["draw-void-no-roll"]
        );
        let voided = void(&before, None, "骰子落地", None).unwrap();
        assert!(voided.units.is_empty() && voided.rolls.is_empty());
        let after = roll(&frozen, frame(), Some(&voided), other()).unwrap();
        assert_eq!(
            (after.void_rolls[0].roll.seed.as_str(), after.rolls[0].seed.len()),
            (SEED, 24)
        );
    }

    #[test]
    fn designated_units_are_listed_before_the_roll_and_get_their_ticket_by_it() {
        let frozen = frozen(BY_STRATUM);
        let other = roll(&frozen, frame(), None, ceremony(Some("甲"))).unwrap();
        let designated = |certificate: &Certificate| certificate.unit("01").cloned().unwrap();
        assert_eq!((designated(&other).ticket, designated(&other).rank), (None, None));
        let own = roll(&frozen, frame(), Some(&other), ceremony(Some("乙"))).unwrap();
        assert!(designated(&own).ticket.is_some());
        assert_eq!(designated(&own).probability, None);
    }

    #[test]
    fn a_certificate_of_another_plan_is_never_overwritten() {
        let other = rolled("design = 'srs'\nsize = { total = 4 }\n");
        assert_eq!(
            said(roll(&frozen(SRS), frame(), Some(&other), ceremony(None)).unwrap_err()),
            ["draw-other-plan"]
        );
    }

    #[test]
    fn only_a_salted_hash_of_an_unannounced_seed_is_public() {
        let certificate = rolled(SRS);
        let nonce = "0".repeat(64);
        assert_eq!(certificate.rolls[0].nonce.as_ref(), Some(&nonce));
        let salted = crate::canonical::sha256_hex(format!("{SEED}|{nonce}").as_bytes());
        assert_eq!(certificate.public_lines()[1], format!("seed sha256:{salted}"));
        let announced = rolled(&format!("{SRS}announced = true\n"));
        assert_eq!(
            (announced.rolls[0].nonce.as_ref(), announced.public_lines()[1].as_str()),
            (None, "seed 482917305561028374659120")
        );
    }
}
