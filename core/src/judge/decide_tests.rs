//! What must hold of verdicts, each by the name of its rule.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::*;
use crate::exact::whole;
use crate::judge::answer::{Document, Level, Rate, Value};
use crate::judge::sample_indicator::{confirmed, count, indicator, judged, rate, sampled, unconfirmed};
use crate::judge::tiers;
use crate::judge::verdict::Verdict::{Met, NotApplicable, NotMet, Recorded, ToCheck};
use crate::words::say;
use crate::{Lang, pack};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn codes(judgement: &Judgement) -> Vec<&'static str> {
    judgement.reasons.iter().map(Sentence::code).collect()
}

#[test]
fn fifteen_percent_meets_at_least_fifteen() {
    let judgement = unconfirmed("S0-2", &rate(15, 100));
    assert_eq!(judgement.verdict, Met);
    let words = say(Lang::Zh, &judgement.reasons[0]);
    assert_eq!(words, "分子 15 / 分母 100 = 15.0 %，要求 ≥ 15 %");
    assert_eq!(unconfirmed("S0-2", &rate(1499, 10_000)).verdict, NotMet);
}

#[test]
fn exactly_seventy_percent_fails_more_than_seventy() {
    assert_eq!(judged("S0-5", &rate(70, 100)).verdict, NotMet);
    assert_eq!(judged("S0-5", &rate(70_001, 100_000)).verdict, Met);
}

#[test]
fn exactly_five_percent_fails_below_five() {
    assert_eq!(judged("S3-13f", &rate(5, 100)).verdict, NotMet);
    assert_eq!(judged("S3-13f", &rate(499, 10_000)).verdict, Met);
}

#[test]
fn nothing_out_of_nothing_is_not_applicable() {
    for id in ["S0-2", "S0-5", "S0-20a", "S2-3.1j", "S3-27b"] {
        assert_eq!(unconfirmed(id, &rate(0, 0)).verdict, NotApplicable, "{id}");
    }
}

#[test]
fn something_out_of_nothing_is_an_error_of_input_and_to_check() {
    for id in ["S0-2", "S0-5", "S0-20a", "S2-3.1j"] {
        let judgement = unconfirmed(id, &rate(3, 0));
        assert_eq!(
            (judgement.verdict, codes(&judgement)[0]),
            (ToCheck, "judge-rate-no-denominator"),
            "{id}"
        );
    }
    let judgement = unconfirmed("S0-2", &rate(101, 100));
    assert_eq!(
        (judgement.verdict, codes(&judgement)[0]),
        (ToCheck, "judge-rate-over-whole")
    );
}

#[test]
fn an_inferred_formula_is_recorded_until_confirmed() {
    let judgement = unconfirmed("S0-5", &rate(80, 100));
    assert_eq!(
        (judgement.verdict, codes(&judgement)),
        (Recorded, vec!["judge-rate", "judge-formula-inferred"])
    );
    let judgement = judged("S0-5", &rate(80, 100));
    assert_eq!(
        (judgement.verdict, codes(&judgement)),
        (Met, vec!["judge-rate", "judge-confirmed"])
    );
}

#[test]
fn an_implied_threshold_is_to_check_until_confirmed() {
    for answer in [rate(9, 9), rate(8, 9)] {
        let judgement = unconfirmed("S2-3.4a", &answer);
        assert_eq!(
            (judgement.verdict, codes(&judgement)),
            (ToCheck, vec!["judge-rate", "judge-threshold-implied"])
        );
    }
    assert_eq!(judged("S2-3.4a", &rate(9, 9)).verdict, Met);
    assert_eq!(judged("S2-3.4a", &rate(8, 9)).verdict, NotMet);
    assert_eq!(unconfirmed("S2-3.2m", &count(0)).verdict, ToCheck);
}

#[test]
fn inferred_formula_and_implied_threshold_together_are_recorded_and_confirmed_together() {
    assert_eq!(unconfirmed("S1-3.4c", &rate(9, 9)).verdict, Recorded);
    assert_eq!(judged("S1-3.4c", &rate(9, 9)).verdict, Met);
}

#[test]
fn soft_wording_advises_and_never_fails() {
    let missed = judged("S2-2.0a", &rate(8, 9));
    assert_eq!((missed.verdict, missed.flags), (Recorded, vec![Flag::Advice]));
    assert_eq!(judged("S2-2.0a", &rate(9, 9)).verdict, Met);
    assert_eq!(unconfirmed("S4-4.1b", &count(2)).verdict, Recorded);
}

#[test]
fn a_self_reported_value_alone_is_never_a_verdict() {
    let told = |value| Answer::self_reported(value).unwrap();
    for answer in [rate(80, 100), rate(1, 100), rate(0, 0)] {
        let judgement = unconfirmed("S0-2", &told(answer.value().clone()));
        assert_eq!(
            (judgement.verdict, judgement.flags.clone()),
            (ToCheck, vec![Flag::SelfReported])
        );
        assert!(codes(&judgement).contains(&"judge-self-reported"));
    }
    let recorded = unconfirmed("S0-17a", &told(count(12).value().clone()));
    assert_eq!((recorded.verdict, recorded.flags), (Recorded, vec![Flag::SelfReported]));
}

#[test]
fn four_of_five_sampled_from_37_against_at_least_85_percent_is_to_check() {
    let judgement = judged("S1-3.1c", &sampled(37, 5, 4));
    assert_eq!(judgement.verdict, ToCheck);
    assert!(codes(&judgement).contains(&"judge-sample-undecided"));
}

#[test]
fn one_failure_in_a_sample_refutes_a_hundred_percent_and_success_does_not_prove_it() {
    let refuted = judged("S2-3.4a", &sampled(37, 5, 4));
    assert_eq!(refuted.verdict, NotMet);
    assert!(codes(&refuted).contains(&"judge-sample-refuted"));
    assert_eq!(judged("S2-2.4b", &sampled(37, 5, 4)).verdict, NotMet);
    assert_eq!(judged("S2-3.4a", &sampled(37, 5, 5)).verdict, ToCheck);
    assert_eq!(judged("S2-3.4a", &sampled(37, 37, 37)).verdict, Met);
}

#[test]
fn one_hit_in_a_sample_refutes_zero_events() {
    let refuted = unconfirmed("S3-18j", &sampled(400, 20, 1));
    assert_eq!(refuted.verdict, NotMet);
    assert!(codes(&refuted).contains(&"judge-sample-hit"));
    assert_eq!(unconfirmed("S3-18j", &sampled(400, 20, 0)).verdict, ToCheck);
    assert_eq!(unconfirmed("S3-18j", &sampled(400, 400, 0)).verdict, Met);
}

#[test]
fn a_sample_whose_interval_lies_on_one_side_decides() {
    assert_eq!(judged("S0-8", &sampled(270, 30, 30)).verdict, Met);
    assert_eq!(judged("S0-8", &sampled(120, 30, 3)).verdict, NotMet);
    assert_eq!(judged("S3-13f", &sampled(400, 200, 2)).verdict, Met);
}

fn tier(a: u64, p: u64, d: u64) -> (u64, Judgement) {
    let sizes = BTreeMap::from([("A", a), ("P", p), ("D", d)].map(|(code, size)| (code.to_owned(), size)));
    let indicator = indicator("S2-2.2");
    let Threshold::Tiers(table) = &indicator.threshold else {
        panic!("S2-2.2 is a tier table")
    };
    let needed = tiers::needed(table, &sizes)["D"];
    (needed, unconfirmed("S2-2.2", &Answer::counted(Value::Measures(sizes))))
}

/// (A, P) needs so many and carries these flags; met with as many and not with one less.
fn s2_2_2(a: u64, p: u64, needed: u64, flags: &[Flag]) {
    let (found, judgement) = tier(a, p, needed);
    assert_eq!(
        (found, judgement.verdict, judgement.flags.as_slice()),
        (needed, Met, flags)
    );
    assert_eq!(tier(a, p, needed - 1).1.verdict, NotMet);
}

#[test]
fn s2_2_2_150_users_50000_people_needs_2_flagged_since_the_tiers_differ() {
    s2_2_2(150, 50_000, 2, &[Flag::TiersDiffer]);
}

#[test]
fn s2_2_2_199_users_29999_people_needs_1() {
    s2_2_2(199, 29_999, 1, &[]);
}

#[test]
fn s2_2_2_200_users_40000_people_needs_2_flagged_at_the_boundary() {
    s2_2_2(200, 40_000, 2, &[Flag::Boundary]);
}

#[test]
fn s2_2_2_599_users_60000_people_needs_2() {
    s2_2_2(599, 60_000, 2, &[]);
}

#[test]
fn s2_2_2_600_users_120000_people_needs_3_flagged() {
    s2_2_2(600, 120_000, 3, &[Flag::Boundary]);
}

#[test]
fn s2_2_2_700_users_100000_people_needs_3_flagged() {
    s2_2_2(700, 100_000, 3, &[Flag::Boundary]);
}

#[test]
fn s2_2_2_650_users_20000_people_needs_3_flagged() {
    s2_2_2(650, 20_000, 3, &[Flag::TiersDiffer]);
}

#[test]
fn s2_2_2_100_users_30000_people_needs_2_flagged_at_the_boundary_and_because_the_tiers_differ() {
    s2_2_2(100, 30_000, 2, &[Flag::Boundary, Flag::TiersDiffer]);
}

#[test]
fn s2_2_2_700_users_120000_people_needs_3_and_a_wider_open_band_flags_nothing() {
    s2_2_2(700, 120_000, 3, &[]);
}

#[test]
fn sixty_one_at_thirty_to_one_needs_three() {
    let short = unconfirmed("S2-2.3", &rate(61, 2));
    assert_eq!((short.verdict, short.reasons[0].arg("needed")), (NotMet, Some("3")));
    assert_eq!(unconfirmed("S2-2.3", &rate(61, 3)).verdict, Met);
    assert_eq!(unconfirmed("S2-2.3", &rate(60, 2)).verdict, Met);
    assert_eq!(unconfirmed("S2-2.3", &rate(61, 0)).verdict, NotMet);
}

fn measures(id: &str, sizes: &[(&str, u64)]) -> Judgement {
    let sizes = sizes.iter().map(|(code, size)| ((*code).to_owned(), *size)).collect();
    unconfirmed(id, &Answer::counted(Value::Measures(sizes)))
}

#[test]
fn s4_5_3a_needs_one_for_every_started_thirty_or_twenty_whichever_is_more() {
    assert_eq!(measures("S4-5.3a", &[("A", 61), ("B", 20), ("D", 3)]).verdict, Met);
    assert_eq!(measures("S4-5.3a", &[("A", 61), ("B", 20), ("D", 2)]).verdict, NotMet);
    assert_eq!(measures("S4-5.3a", &[("A", 30), ("B", 21), ("D", 1)]).verdict, NotMet);
    let agreed = measures("S4-5.3a", &[("A", 60), ("B", 40), ("D", 2)]);
    assert_eq!((agreed.verdict, agreed.flags), (Met, vec![]));
    let missing = measures("S4-5.3a", &[("A", 60), ("D", 2)]);
    assert_eq!(
        (missing.verdict, codes(&missing)),
        (ToCheck, vec!["judge-tier-missing"])
    );
}

#[test]
fn s4_5_7b_needs_both_a_place_and_ten_people_and_only_from_a_thousand() {
    let of = |n, s, r| measures("S4-5.7b", &[("N", n), ("S", s), ("R", r)]).verdict;
    assert_eq!(
        (of(1000, 1, 10), of(1000, 1, 9), of(5000, 0, 10)),
        (Met, NotMet, NotMet)
    );
    assert_eq!(of(999, 0, 0), NotApplicable);
}

fn trend(id: &str, now: Level, base: Option<Level>) -> Judgement {
    judged(id, &Answer::counted(Value::Trend { now, base }))
}

fn share(numerator: u64, denominator: u64) -> Level {
    Level::Rate(Rate::of(numerator, denominator))
}

#[test]
fn a_trend_without_a_base_is_to_check() {
    for id in ["S3-二.a", "S3-二.d", "S4-5.4b", "S1-0c"] {
        assert_eq!(trend(id, share(50, 100), None).verdict, ToCheck, "{id}");
    }
    assert_eq!(trend("S3-四.a", Level::Count(whole(3)), None).verdict, ToCheck);
}

#[test]
fn equal_is_neither_increase_nor_decrease() {
    assert_eq!(trend("S3-二.a", share(50, 100), Some(share(1, 2))).verdict, NotMet);
    assert_eq!(trend("S3-二.d", share(50, 100), Some(share(1, 2))).verdict, NotMet);
    assert_eq!(trend("S3-二.a", share(501, 1000), Some(share(1, 2))).verdict, Met);
    assert_eq!(trend("S3-二.d", share(499, 1000), Some(share(1, 2))).verdict, Met);
    let same = Level::Count(whole(3));
    assert_eq!(trend("S3-三.b", same.clone(), Some(same)).verdict, NotMet);
}

#[test]
fn a_difference_of_two_rates_is_in_percentage_points() {
    assert_eq!(trend("S4-5.4b", share(45, 100), Some(share(40, 100))).verdict, Met);
    let short = trend("S4-5.4b", share(449, 1000), Some(share(40, 100)));
    assert_eq!(
        (short.verdict, short.reasons[0].arg("change")),
        (NotMet, Some("+4.9 百分点"))
    );
}

#[test]
fn a_growth_in_percent_compares_two_numbers() {
    let of = |now: u64, base: u64| trend("S4-5.4g", Level::Count(whole(now)), Some(Level::Count(whole(base)))).verdict;
    assert_eq!((of(120, 100), of(119, 100), of(5, 0)), (Met, NotMet, ToCheck));
}

#[test]
fn a_trend_in_vague_words_is_recorded() {
    assert_eq!(trend("S1-0c", share(60, 100), Some(share(50, 100))).verdict, Recorded);
}

#[test]
fn a_deadline_looks_at_the_day_it_was_done_or_the_day_of_the_visit() {
    let on = |value: Value, checked: Option<&str>| {
        let circumstances = Circumstances {
            checked_on: checked.map(day),
            ..Circumstances::default()
        };
        judge(&indicator("S1-3.7a"), Some(&Answer::counted(value)), &circumstances)
            .unwrap()
            .verdict
    };
    assert_eq!(on(Value::Done(Some(day("2018-12-31"))), None), Met);
    assert_eq!(on(Value::Done(Some(day("2019-01-01"))), None), NotMet);
    assert_eq!(on(Value::Done(None), Some("2018-12-31")), Met);
    assert_eq!(on(Value::Done(None), Some("2019-01-01")), ToCheck);
    assert_eq!(on(Value::NotDone, Some("2018-12-31")), ToCheck);
    assert_eq!(on(Value::NotDone, Some("2019-01-01")), NotMet);
    assert_eq!(on(Value::NotDone, None), ToCheck);
}

#[test]
fn a_checklist_needs_all_of_its_options_and_one_without_operator_is_recorded() {
    let of = |id: &str, options: &[usize]| {
        let present: BTreeSet<usize> = options.iter().copied().collect();
        unconfirmed(id, &Answer::counted(Value::Checklist(present)))
    };
    assert_eq!(of("S1-5.2a", &[0, 1]).verdict, Met);
    let lacking = of("S1-5.2a", &[0]);
    assert_eq!(
        (lacking.verdict, lacking.reasons[0].arg("lacking")),
        (NotMet, Some("收寄验视制度"))
    );
    assert_eq!(of("S1-5.2a", &[0, 7]).verdict, NotMet);
    assert_eq!(of("S1-6.4c", &[0]).verdict, Recorded);
}

#[test]
fn any_option_meets_a_checklist_that_asks_for_any() {
    let mut any = indicator("S1-5.2a");
    any.operator = Some(pack::indicator::Operator::Any);
    let of = |options: &[usize]| {
        let answer = Answer::counted(Value::Checklist(options.iter().copied().collect()));
        judge(&any, Some(&answer), &Circumstances::default()).unwrap().verdict
    };
    assert_eq!((of(&[1]), of(&[]), of(&[9])), (Met, NotMet, NotMet));
}

#[test]
fn a_document_counts_with_its_number_and_date_only() {
    let of = |number: Option<&str>, date: Option<&str>| {
        let number = number.map(str::to_owned);
        let seen = Document::Seen {
            number,
            date: date.map(day),
        };
        unconfirmed("S0-1a", &Answer::counted(Value::Document(seen))).verdict
    };
    assert_eq!(of(Some("某禁毒〔2016〕3号"), Some("2016-05-01")), Met);
    assert_eq!(
        (of(None, Some("2016-05-01")), of(Some("无文号"), None), of(None, None)),
        (ToCheck, ToCheck, ToCheck)
    );
    assert_eq!(
        unconfirmed("S0-1a", &Answer::counted(Value::Document(Document::Absent))).verdict,
        NotMet
    );
}

#[test]
fn a_figure_brought_by_a_survey_says_so() {
    let judgement = judged("S3-4.a", &rate(951, 1000));
    assert_eq!((judgement.verdict, judgement.flags.clone()), (Met, vec![Flag::Survey]));
    assert!(codes(&judgement).contains(&"judge-survey"));
    assert_eq!(judged("S3-4.a", &rate(950, 1000)).verdict, NotMet);
}

fn with_fact(id: &str, name: &str, value: &str, answer: Option<&Answer>) -> Option<Judgement> {
    let mut circumstances = confirmed(id);
    circumstances.facts.set(name, value);
    judge(&indicator(id), answer, &circumstances)
}

#[test]
fn a_computed_condition_that_is_false_is_not_applicable_even_unanswered() {
    let text = Answer::counted(Value::Text("已开展".to_owned()));
    let of = |value: &str, answer| with_fact("S0-7a", "学校类型", value, answer).map(|judgement| judgement.verdict);
    assert_eq!(of("小学", None), Some(NotApplicable));
    assert_eq!(of("小学", Some(&text)), Some(NotApplicable));
    assert_eq!(of("中职", Some(&text)), Some(Recorded));
    assert_eq!((of("中职", None), of("", None)), (None, None));
}

#[test]
fn a_condition_nobody_settled_keeps_the_verdict_to_check_and_is_named() {
    let yes = Answer::counted(Value::YesNo(true));
    let open = unconfirmed("S4-3.11", &yes);
    assert_eq!(
        (open.verdict, open.reasons[1].arg("condition")),
        (ToCheck, Some("已摘帽地区"))
    );
    let settled = |word| with_fact("S4-3.11", "已摘帽地区", word, Some(&yes)).unwrap().verdict;
    assert_eq!((settled("是"), settled("否")), (Met, NotApplicable));
}

#[test]
fn a_tier_tables_own_measure_settles_its_condition() {
    let judgement = measures("S4-5.7c", &[("N", 2999), ("S", 0), ("R", 0)]);
    assert_eq!(
        (judgement.verdict, codes(&judgement)),
        (NotApplicable, vec!["judge-condition-false"])
    );
}

#[test]
fn an_answer_of_another_type_is_to_check() {
    let kinds = [
        rate(1, 2),
        count(1),
        Answer::counted(Value::Text(String::new())),
        Answer::counted(Value::YesNo(true)),
    ];
    let wrong = |id: &str| {
        kinds
            .iter()
            .filter(|answer| codes(&unconfirmed(id, answer)) == ["judge-wrong-kind"])
            .count()
    };
    assert_eq!(
        (
            wrong("S0-2"),
            wrong("S0-3b"),
            wrong("S0-1b"),
            wrong("S0-1a"),
            wrong("S2-2.2")
        ),
        (3, 3, 3, 4, 4)
    );
}
