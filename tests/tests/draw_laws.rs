//! Laws of the draw that no example can show: what a change of the file may change, and that every changed byte is
//! named.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use crosscheck_core::draw::certificate::{Releaser, Releasing};
use crosscheck_core::draw::release::Request;
use crosscheck_core::draw::verify::Against;
use crosscheck_core::draw::{Ceremony, Certificate, Frame, Plan, freeze, release, roll, verify, void};
use crosscheck_core::table::{Table, read_as_written};
use crosscheck_core::{Error, ErrorKind, Lang};
use proptest::prelude::*;

const SEED: &str = "482917305561028374659120";
const DESIGNS: [(&str, &str); 5] = [
    ("srs", "total = 7"),
    ("stratified", "total = 9"),
    ("systematic", "per_stratum = 3"),
    ("pps_systematic", "per_stratum = 3"),
    ("pareto_pps", "per_stratum = 3"),
];

/// 60 made-up units in three strata, in some order.
fn frame(order: &[usize]) -> String {
    let row = |n: &usize| {
        let stratum = ["甲", "乙", "丙"][n % 3];
        format!("{:04},\"单位,{n}\",{stratum},{},{}\n", n * 7, 1 + n * n % 97, n % 10)
    };
    "code,name,province,pop,kind\n".to_owned() + &order.iter().map(row).collect::<String>()
}

fn plan(design: &str, size: &str) -> Plan {
    let strata = if design == "srs" { "" } else { "strata = ['province']\n" };
    let text = format!(
        "title = '规律'\nframe = 'a.csv'\nid = 'code'\nname = 'name'\n{strata}design = '{design}'\nsize = {{ {size} }}\n\
         size_measure = 'pop'\nreserves = {{ per_stratum = 2 }}\n\
         exclude = [{{ column = 'kind', equals = '9', reason = '不在本次范围' }}]\n\
         include = [{{ column = 'code', equals = '0007', reason = '上年通报' }}]\n"
    );
    Plan::read("PLAN.toml", text.as_bytes()).unwrap()
}

fn table(text: &str) -> Table {
    read_as_written("a.csv", text.as_bytes(), None).unwrap()
}

fn ceremony(seed: &str) -> Ceremony {
    Ceremony {
        seed: seed.into(),
        nonce: [7; 32],
        ..Ceremony::default()
    }
}

fn drawn(plan: &Plan, frame: &str) -> Certificate {
    let frozen = freeze(plan, table(frame), None).unwrap().frozen;
    roll(&frozen, table(frame), None, ceremony(SEED)).unwrap()
}

/// A certificate with a release and a void roll, so that every part of the file is there.
fn full(design: usize) -> Certificate {
    let (name, size) = DESIGNS[design];
    let (plan, frame) = (plan(name, size), frame(&(0..60).collect::<Vec<_>>()));
    let before = void(&drawn(&plan, &frame), None, "骰子落地", None).unwrap();
    let rolled = roll(
        &before.plan,
        table(&frame),
        Some(&before),
        ceremony("917305561028374659120482"),
    )
    .unwrap();
    let request = Request {
        unit: rolled.units[0].unit.clone(),
        reason: "merged".into(),
        evidence: "撤并文件".into(),
        by: vec![Releaser {
            role: Releasing::Leader,
            unit: "乙省检查组".into(),
        }],
        time: Some("2026-11-21T09:30:00+08:00".into()),
    };
    release(&rolled, request).unwrap().0
}

fn check(bytes: &[u8], frame: &str) -> Result<Certificate, Error> {
    verify("certificate.json", bytes, table(frame), Against::default())
}

#[test]
fn every_design_verifies_with_a_release_and_a_void_roll() {
    let frame = frame(&(0..60).collect::<Vec<_>>());
    for design in 0..DESIGNS.len() {
        let certificate = full(design);
        assert_eq!(check(&certificate.to_bytes().unwrap(), &frame).unwrap(), certificate);
    }
}

#[test]
fn a_changed_white_space_is_named_as_layout() {
    let frame = frame(&(0..60).collect::<Vec<_>>());
    let text = String::from_utf8(full(0).to_bytes().unwrap()).unwrap();
    for changed in [
        text.replacen("  \"plan\"", "   \"plan\"", 1),
        text.clone() + "\n",
        text.trim_end().to_owned(),
    ] {
        let error = check(changed.as_bytes(), &frame).unwrap_err();
        assert_eq!(
            (error.kind, error.problems[0].what.code()),
            (ErrorKind::CheckFailed, "draw-verify-layout")
        );
    }
}

#[test]
fn what_was_changed_is_what_is_named() {
    let frame = frame(&(0..60).collect::<Vec<_>>());
    let text = String::from_utf8(full(0).to_bytes().unwrap()).unwrap();
    let code = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        check(text.replacen(from, to, 1).as_bytes(), &frame)
            .unwrap_err()
            .problems[0]
            .what
            .code()
    };
    assert_eq!(
        code("\"title\": \"规律\"", "\"title\": \"规则\""),
        "draw-verify-commitment"
    );
    assert_eq!(
        code("\"commitment\": \"", "\"commitment\": \"0"),
        "draw-verify-commitment"
    );
    assert_eq!(code("\"seed\": \"917", "\"seed\": \"918"), "draw-verify-salt");
    assert_eq!(code("\"nonce\": \"07", "\"nonce\": \"08"), "draw-verify-salt");
    assert_eq!(code("\"ticket\": \"0.", "\"ticket\": \"1."), "draw-verify-unit");
    assert_eq!(code("\"role\": \"main\"", "\"role\": \"reserve\""), "draw-verify-unit");
    assert_eq!(code("\"excluded\": 6", "\"excluded\": 5"), "draw-verify-rows");
    assert_eq!(
        code("\"reason\": \"merged\"", "\"reason\": \"closed\""),
        "draw-verify-seal"
    );
    assert_eq!(
        code("\"evidence\": \"撤并文件\"", "\"evidence\": \"\""),
        "draw-text-bad"
    );
    assert_eq!(
        code("\"reason\": \"骰子落地\"", "\"reason\": \"骰子落桌\""),
        "draw-verify-seal"
    );
}

#[test]
fn another_frame_is_named_with_both_hashes() {
    let order: Vec<usize> = (0..60).collect();
    let bytes = full(1).to_bytes().unwrap();
    for changed in [
        frame(&order).replace("0014,", "0015,"),
        frame(&order[..59]),
        frame(&order).replace("单位,3\"", "单位,3 \""),
    ] {
        let error = check(&bytes, &changed).unwrap_err();
        assert_eq!(error.problems[0].what.code(), "draw-verify-frame");
        assert_eq!(error.problems[0].what.arg("frozen").map(str::len), Some(64));
    }
}

#[test]
fn a_published_commitment_that_differs_is_named() {
    let (certificate, frame) = (full(0), frame(&(0..60).collect::<Vec<_>>()));
    let bytes = certificate.to_bytes().unwrap();
    let verified = |commitment: &str| {
        let against = Against {
            commitment: Some(commitment),
            parent: None,
        };
        verify("certificate.json", &bytes, table(&frame), against)
    };
    assert!(verified(&format!("sha256:{}", certificate.commitment)).is_ok());
    let error = verified(&"0".repeat(64)).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "draw-verify-published");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_changed_byte_of_a_certificate_is_refused_or_named(design in 0..DESIGNS.len(), place: usize, byte: u8) {
        let bytes = full(design).to_bytes().unwrap();
        let position = place % bytes.len();
        let mut changed = bytes.clone();
        changed[position] = byte;
        prop_assume!(changed != bytes);
        let error = check(&changed, &frame(&(0..60).collect::<Vec<_>>())).unwrap_err();
        prop_assert!(!error.say(Lang::Zh).is_empty());
        for problem in &error.problems {
            prop_assert!(!problem.say(Lang::Zh).starts_with("draw-"), "{}", problem.say(Lang::Zh));
        }
    }

    #[test]
    fn any_changed_byte_of_a_frame_is_refused_or_named_unless_its_canonical_form_is_the_same(
        design in 0..DESIGNS.len(), place in 0..2_000_usize, byte: u8,
    ) {
        let text = frame(&(0..60).collect::<Vec<_>>());
        let (certificate, columns) = (full(design), full(design).plan.plan.columns());
        let mut changed = text.clone().into_bytes();
        let position = place % changed.len();
        changed[position] = byte;
        let canonical = |bytes: &[u8]| Frame::read("a.csv", bytes, &columns).map(|frame| frame.canonical_csv());
        if let Ok(table) = read_as_written("a.csv", &changed, None) {
            let result = verify("certificate.json", &certificate.to_bytes().unwrap(), table, Against::default());
            let same = canonical(&changed).is_ok_and(|found| Ok(found) == canonical(text.as_bytes()));
            prop_assert_eq!(result.is_ok(), same);
        }
    }

    #[test]
    fn any_changed_byte_of_a_frozen_plan_is_refused_or_gives_another_commitment(design in 0..DESIGNS.len(), place in 0..2_000_usize, byte: u8) {
        let frozen = full(design).plan;
        let bytes = frozen.to_bytes().unwrap();
        let mut changed = bytes.clone();
        let position = place % changed.len();
        changed[position] = byte;
        prop_assume!(changed != bytes);
        if let Ok(other) = crosscheck_core::draw::Frozen::read("plan.json", &changed) {
            prop_assert_ne!(other.commitment().unwrap(), frozen.commitment().unwrap());
        }
    }

    #[test]
    fn permuting_the_file_changes_nothing(design in 0..DESIGNS.len(), order in Just((0..60_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (name, size) = DESIGNS[design];
        let sorted = drawn(&plan(name, size), &frame(&(0..60).collect::<Vec<_>>()));
        let permuted = drawn(&plan(name, size), &frame(&order));
        prop_assert_eq!(permuted.to_bytes().unwrap(), sorted.to_bytes().unwrap());
    }

    #[test]
    fn drawing_more_keeps_what_was_drawn_under_srs_and_per_stratum(more in 1_usize..17, less in 1_usize..17, stratified: bool) {
        let (more, less) = (more.max(less), more.min(less));
        let order: Vec<usize> = (0..60).collect();
        let ids = |count: usize| {
            let (name, size) = if stratified { ("stratified", "per_stratum") } else { ("srs", "total") };
            let certificate = drawn(&plan(name, &format!("{size} = {count}")), &frame(&order));
            let main = certificate.units.into_iter().filter(|unit| unit.probability.is_some());
            main.map(|unit| unit.unit).collect::<Vec<_>>()
        };
        let (larger, smaller) = (ids(more), ids(less));
        prop_assert!(smaller.iter().all(|id| larger.contains(id)));
        prop_assert!(stratified || larger.starts_with(&smaller));
    }

    #[test]
    fn leaving_units_out_never_reorders_the_rest_of_a_stratum(keep in prop::collection::vec(any::<bool>(), 60)) {
        let all: Vec<usize> = (0..60).collect();
        let some: Vec<usize> = all.iter().copied().filter(|n| keep[*n]).collect();
        let plan = plan("stratified", "per_stratum = 60");
        let ids = |order: &[usize]| drawn(&plan, &frame(order)).units.into_iter().map(|unit| unit.unit).collect::<Vec<_>>();
        prop_assume!(freeze(&plan, table(&frame(&some)), None).is_ok());
        let rest = ids(&some);
        let whole: Vec<String> = ids(&all).into_iter().filter(|id| rest.contains(id)).collect();
        prop_assert_eq!(rest, whole);
    }

    #[test]
    fn more_than_there_are_is_refused_with_both_numbers(over in 1_usize..100) {
        let plan = plan("srs", &format!("total = {}", 53 + over));
        let error = freeze(&plan, table(&frame(&(0..60).collect::<Vec<_>>())), None).unwrap_err();
        prop_assert_eq!(error.kind, ErrorKind::Refused);
        prop_assert_eq!(error.problems[0].what.code(), "draw-total-above-population");
        prop_assert_eq!(error.problems[0].what.arg("population"), Some("53"));
    }
}
