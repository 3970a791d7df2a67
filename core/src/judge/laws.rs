//! Laws of judging, held against every indicator of the built-in packs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;

use super::answer::{Answer, Document, Level, Rate, Sample, Value};
use super::decide::{Circumstances, judge};
use super::sample_indicator::{INDICATORS, judged, rate, sampled};
use super::verdict::{Flag, Verdict};
use crate::estimate::hypergeometric::interval;
use crate::exact::{Fraction, ratio};

fn any_fraction() -> impl Strategy<Value = Fraction> {
    (0_u64..5000, 1_u64..40).prop_map(|(numerator, denominator)| ratio(numerator, denominator).unwrap())
}

fn any_rate() -> impl Strategy<Value = Rate> {
    (
        any_fraction(),
        prop_oneof![Just(Fraction::from_integer(0.into())), any_fraction()],
    )
        .prop_map(|(numerator, denominator)| Rate { numerator, denominator })
}

fn any_level() -> impl Strategy<Value = Level> {
    prop_oneof![any_fraction().prop_map(Level::Count), any_rate().prop_map(Level::Rate)]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_i32..4000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(735_600 + days).unwrap())
}

fn any_sample() -> impl Strategy<Value = Sample> {
    (1_u64..400)
        .prop_flat_map(|population| (Just(population), 1..=population))
        .prop_flat_map(|(population, sample)| (Just(population), Just(sample), 0..=sample))
        .prop_map(|(population, sample, hits)| Sample::new(population, sample, hits).unwrap())
}

fn any_value() -> impl Strategy<Value = Value> {
    let codes = prop::sample::select(vec!["A", "B", "D", "N", "P", "R", "S"]);
    let documents = (
        any::<bool>(),
        prop::option::of(any_day()),
        prop::option::of("[a-z]{1,5}"),
    );
    prop_oneof![
        any::<bool>().prop_map(Value::YesNo),
        documents.prop_map(|(there, date, number)| {
            Value::Document(if there {
                Document::Seen { number, date }
            } else {
                Document::Absent
            })
        }),
        prop::collection::btree_set(0_usize..9, 0..9).prop_map(|set: BTreeSet<usize>| Value::Checklist(set)),
        any_rate().prop_map(Value::Rate),
        any_fraction().prop_map(Value::Count),
        prop::collection::btree_map(codes.prop_map(str::to_owned), any::<u64>(), 0..7)
            .prop_map(|sizes: BTreeMap<String, u64>| Value::Measures(sizes)),
        (any_level(), prop::option::of(any_level())).prop_map(|(now, base)| Value::Trend { now, base }),
        prop::option::of(any_day()).prop_map(Value::Done),
        Just(Value::NotDone),
        ".{0,20}".prop_map(Value::Text),
        any_sample().prop_map(Value::Sampled),
        Just(Value::NotApplicable {
            reason: "无此类单位".to_owned()
        }),
    ]
}

proptest! {
    #[test]
    fn every_answer_to_every_indicator_has_a_verdict_with_reasons(
        value in any_value(), told in any::<bool>(), day in prop::option::of(any_day()),
    ) {
        let answer = if told { Answer::self_reported(value.clone()).ok() } else { None };
        let answer = answer.unwrap_or_else(|| Answer::counted(value));
        let circumstances = Circumstances { checked_on: day, ..Circumstances::default() };
        for indicator in INDICATORS.iter() {
            let judgement = judge(indicator, Some(&answer), &circumstances).unwrap();
            prop_assert!(!judgement.reasons.is_empty());
            let self_reported = judgement.flags.contains(&Flag::SelfReported);
            let passed = [Verdict::Met, Verdict::NotMet].contains(&judgement.verdict);
            prop_assert!(!(passed && self_reported), "{}", indicator.id());
            prop_assert!(!(indicator.soft && judgement.verdict == Verdict::NotMet), "{}", indicator.id());
        }
    }

    #[test]
    fn a_larger_numerator_never_turns_met_into_not_met(denominator in 1_u64..2000, small in 0_u64..2000, more in 0_u64..2000) {
        let (small, large) = (small % (denominator + 1), (small % (denominator + 1) + more).min(denominator));
        for id in ["S0-2", "S0-5", "S0-8", "S2-2.4b", "S2-3.4a"] {
            if judged(id, &rate(small, denominator)).verdict == Verdict::Met {
                prop_assert_eq!(judged(id, &rate(large, denominator)).verdict, Verdict::Met);
            }
        }
    }

    #[test]
    fn the_same_rate_in_other_numbers_has_the_same_verdict(part in 0_u64..200, rest in 0_u64..200, times in 1_u64..50) {
        for id in ["S0-2", "S0-5", "S3-13f", "S2-2.4b"] {
            let (one, many) = (rate(part, part + rest), rate(part * times, (part + rest) * times));
            prop_assert_eq!(judged(id, &one).verdict, judged(id, &many).verdict);
        }
    }

    #[test]
    fn a_census_by_sample_says_what_the_count_says(whole in 1_u64..300, part in 0_u64..300) {
        let part = part % (whole + 1);
        for id in ["S0-8", "S2-3.4a", "S3-13f"] {
            prop_assert_eq!(judged(id, &sampled(whole, whole, part)).verdict, judged(id, &rate(part, whole)).verdict);
        }
    }

    #[test]
    fn a_sample_never_contradicts_a_count_inside_its_interval(sample in any_sample(), more in 0_u64..400) {
        let level = ratio(19, 20).unwrap();
        let ends = interval(sample.population(), sample.sample(), sample.hits(), &level).unwrap();
        let truth = ends.low + more % (ends.high - ends.low + 1);
        let drawn = judged("S2-3.4a", &Answer::sampled(sample)).verdict;
        let counted = judged("S2-3.4a", &rate(truth, sample.population())).verdict;
        prop_assert!(drawn == Verdict::ToCheck || drawn == counted);
    }

    #[test]
    fn one_failure_in_a_sample_refutes_a_hundred_per_cent(population in 1_u64..400, part in 0_u64..400, hits in 0_u64..400) {
        let looked_at = 1 + part % population;
        let hits = hits % looked_at;
        prop_assert_eq!(judged("S2-3.4a", &sampled(population, looked_at, hits)).verdict, Verdict::NotMet);
    }
}
