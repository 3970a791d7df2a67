//! `PLAN.toml`: a plan as people type it, read with every problem at once.
//!
//! Only the shape is judged here: known keys, kinds, ranges, combinations a plan alone can show. Whether it fits its
//! frame is `freeze`'s question.

use super::keys::Keys;
use super::{Allocation, Design, Plan, ReleaseReason, Reserves, Rule, SeedScope, Size, Test};
use crate::canonical::sha256_hex;
use crate::table::MAX_BYTES;
use crate::{Error, ErrorKind, Place, Sentence};

/// Most characters of a ceremony's id.
const MAX_CEREMONY: usize = 64;
/// Hex digits of the ceremony id made from the title.
const CEREMONY_DIGITS: usize = 12;
/// The words a design may be.
const DESIGNS: &str = "srs, stratified, systematic, pps_systematic, pareto_pps";

impl Plan {
    /// Reads a plan from the bytes of `PLAN.toml`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every problem: no TOML; a key missing, unknown, of another kind or out of range;
    /// keys that do not go together.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let place = Place::file(file);
        let mut keys = Keys::new(place.clone(), table(&place, bytes)?);
        let plan = Self::from_keys(&mut keys);
        for (key, what) in plan.contradictions() {
            keys.complain(key, what);
        }
        Error::unless_empty(ErrorKind::BadInput, keys.finish())?;
        Ok(plan)
    }

    /// The plan the keys make. What is missing or bad leaves a problem with the keys and here stands as a default.
    fn from_keys(keys: &mut Keys) -> Self {
        keys.must_have("design");
        let title = keys.text("title");
        let strata = keys.texts("strata");
        Self {
            ceremony: ceremony(keys, &title),
            title,
            frame: keys.text("frame"),
            id: keys.text("id"),
            name: keys.optional_text("name"),
            design: keys.choice("design", DESIGNS).unwrap_or(Design::Srs),
            size: size(keys, !strata.is_empty()).unwrap_or(Size::PerStratum { per_stratum: 1 }),
            size_measure: keys.optional_text("size_measure"),
            protected: keys.texts("protected"),
            exclude: rules(keys, "exclude"),
            include: rules(keys, "include"),
            reserves: reserves(keys, !strata.is_empty()),
            seed_scope: keys.choice("seed_scope", "whole, stratum").unwrap_or(SeedScope::Whole),
            announced: keys.flag("announced"),
            parent: keys.optional_text("parent"),
            unit: keys.optional_text("unit"),
            strata,
        }
    }
}

fn table(place: &Place, bytes: &[u8]) -> Result<toml::Table, Error> {
    let bad = |what| Error::at(ErrorKind::BadInput, place.clone(), what);
    if bytes.len() > MAX_BYTES {
        let what = Sentence::new("table-too-large")
            .with("size", bytes.len())
            .with("limit", MAX_BYTES);
        return Err(bad(what));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| bad(Sentence::new("toml-bad").with("reason", error)))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.parse()
        .map_err(|error: toml::de::Error| bad(Sentence::new("toml-bad").with("reason", error.to_string().trim())))
}

fn ceremony(keys: &mut Keys, title: &str) -> String {
    if !keys.has("ceremony") {
        let mut digits = sha256_hex(title.as_bytes());
        digits.truncate(CEREMONY_DIGITS);
        return digits;
    }
    let ceremony = keys.text("ceremony");
    if ceremony.chars().count() > MAX_CEREMONY {
        keys.complain("ceremony", Sentence::new("draw-key-text").with("limit", MAX_CEREMONY));
    }
    ceremony
}

fn size(keys: &mut Keys, with_strata: bool) -> Option<Size> {
    keys.must_have("size");
    let mut inner = keys.inner("size")?;
    if inner.has("total") == inner.has("per_stratum") {
        inner.complain("total", Sentence::new("draw-size-one-of"));
    }
    let (total, per_stratum) = (inner.count("total", 1), inner.count("per_stratum", 1));
    let size = match (total, per_stratum) {
        (Some(total), _) if with_strata => Some(Size::Shared {
            total,
            allocation: inner
                .choice("allocation", "proportional")
                .unwrap_or(Allocation::Proportional),
            minimum: inner.count("minimum", 0).unwrap_or(1),
        }),
        (Some(total), _) => Some(Size::Total { total }),
        (None, per_stratum) => per_stratum.map(|per_stratum| Size::PerStratum { per_stratum }),
    };
    keys.absorb(inner);
    size
}

fn reserves(keys: &mut Keys, with_strata: bool) -> Reserves {
    let Some(mut inner) = keys.inner("reserves") else {
        return Reserves {
            per_stratum: Some(0),
            total: None,
            reasons: Vec::new(),
        };
    };
    if inner.has("total") == inner.has("per_stratum") || (with_strata && inner.has("total")) {
        inner.complain("per_stratum", Sentence::new("draw-reserves-one-of"));
    }
    let words = ReleaseReason::ALL.map(ReleaseReason::code).join(", ");
    let named = inner.has("reasons").then(|| inner.choices("reasons", &words));
    let reserves = Reserves {
        per_stratum: inner.count("per_stratum", 0),
        total: inner.count("total", 0),
        reasons: named.unwrap_or(ReleaseReason::ALL.to_vec()),
    };
    keys.absorb(inner);
    reserves
}

fn rules(keys: &mut Keys, key: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    for mut inner in keys.inners(key) {
        let (column, reason) = (inner.text("column"), inner.text("reason"));
        // A rule may look for empty cells, but every cell starts with nothing.
        let equals = inner.any_text("equals").map(Test::Equals);
        let starts_with = inner.optional_text("starts_with").map(Test::StartsWith);
        match (equals, starts_with) {
            (Some(test), None) | (None, Some(test)) => rules.push(Rule { column, test, reason }),
            _ => inner.complain("equals", Sentence::new("draw-rule-one-of")),
        }
        keys.absorb(inner);
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "title = '试'\nframe = 'a.csv'\nid = 'code'\ndesign = 'srs'\nsize = { total = 3 }\n";

    fn read(text: &str) -> Result<Plan, Error> {
        Plan::read("PLAN.toml", text.as_bytes())
    }

    fn complaints(text: &str) -> Vec<String> {
        let problems = read(text).unwrap_err().problems;
        let said = problems.iter().map(|problem| {
            let key = problem.what.arg("key").unwrap_or_default();
            format!("{} {key}", problem.what.code())
        });
        said.collect()
    }

    #[test]
    fn a_small_plan_gets_its_defaults() {
        let plan = read(SMALL).unwrap();
        assert_eq!(plan.ceremony, sha256_hex("试".as_bytes())[..12]);
        assert_eq!(plan.size, Size::Total { total: 3 });
        assert_eq!(
            (plan.seed_scope, plan.announced, plan.reserves.wanted()),
            (SeedScope::Whole, false, 0)
        );
    }

    #[test]
    fn a_total_with_strata_is_shared_in_proportion_with_at_least_one() {
        let plan = read(&format!("strata = ['省']\n{SMALL}")).unwrap();
        let (allocation, minimum) = (Allocation::Proportional, 1);
        assert_eq!(
            plan.size,
            Size::Shared {
                total: 3,
                allocation,
                minimum
            }
        );
    }

    #[test]
    fn reserves_may_be_released_for_every_reason_unless_some_are_named() {
        let plan = read(&format!("reserves = {{ total = 2 }}\n{SMALL}")).unwrap();
        assert_eq!(plan.reserves.reasons, ReleaseReason::ALL);
        let plan = read(&format!("reserves = {{ total = 2, reasons = ['road'] }}\n{SMALL}")).unwrap();
        assert_eq!(plan.reserves.reasons, [ReleaseReason::Road]);
    }

    #[test]
    fn every_bad_key_is_named_at_once() {
        let text = "title = 3\nid = 'code'\ndesign = 'lottery'\nsize = { total = 0, tota = 1 }\nstrata = ['a', 'a']\n\
                    announced = 'yes'\nexclude = [{ column = 'a', reason = 'x' }]\nreserves = 2\nbananas = 1\n";
        assert_eq!(
            complaints(text),
            [
                "draw-key-text title",
                "draw-key-list-of strata",
                "draw-key-missing frame",
                "draw-key-choice design",
                "draw-key-count size.total",
                "draw-key-unknown size.tota",
                "draw-rule-one-of exclude[1].equals",
                "draw-key-table reserves",
                "draw-key-flag announced",
                "draw-key-unknown bananas",
            ]
        );
    }

    #[test]
    fn keys_that_do_not_go_together_are_refused() {
        let strata = SMALL.replace("srs", "systematic") + "strata = ['省']\nunit = '01'";
        assert_eq!(
            complaints(&strata),
            ["draw-total-with-strata size.total", "draw-parent-incomplete parent"]
        );
        let scope = format!("{SMALL}seed_scope = 'stratum'\nreserves = {{}}\n");
        assert_eq!(
            complaints(&scope),
            [
                "draw-reserves-one-of reserves.per_stratum",
                "draw-seed-scope-without-strata seed_scope"
            ]
        );
        assert_eq!(
            complaints(&SMALL.replace("srs", "pareto_pps")),
            ["draw-measure-missing size_measure"]
        );
        assert_eq!(
            complaints(&SMALL.replace("total = 3", "minimum = 1")),
            ["draw-size-one-of size.total", "draw-key-unknown size.minimum"]
        );
    }

    #[test]
    fn a_measure_that_counts_protected_persons_is_refused_by_mark_and_by_header() {
        for header in ["社区戒毒人数", "吸毒人员数", "社区康复人数", "涉毒人员"] {
            let text = format!("{SMALL}size_measure = '{header}'\n");
            assert_eq!(complaints(&text), ["draw-measure-protected size_measure"], "{header}");
        }
        let marked = format!("{SMALL}size_measure = 'n'\nprotected = ['n']\n");
        assert_eq!(complaints(&marked), ["draw-measure-protected size_measure"]);
    }

    #[test]
    fn a_ceremony_of_more_than_64_characters_is_refused() {
        assert!(read(&format!("{SMALL}ceremony = '{}'\n", "仪".repeat(64))).is_ok());
        assert_eq!(
            complaints(&format!("{SMALL}ceremony = '{}'\n", "仪".repeat(65))),
            ["draw-key-text ceremony"]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_refused_with_its_name() {
        let error = read("title = ").unwrap_err();
        assert_eq!(
            (error.problems[0].what.code(), error.problems[0].place.file.as_deref()),
            ("toml-bad", Some("PLAN.toml"))
        );
    }
}
