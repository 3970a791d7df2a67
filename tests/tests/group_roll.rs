//! A group's own roll: a plan of the campaign over its frame, and reserves that stand in in their order alone.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::change::{Entity, Value};
use crosscheck_core::draw::plan::ReleaseReason;
use crosscheck_core::ids::StreamName;
use crosscheck_core::lead::{self, RollCall, Unreachable};
use crosscheck_core::merge::Release;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::view::{self, Drawn, Places};
use crosscheck_core::{Error, ErrorKind};
use crosscheck_tests::party::{ANN, LEA, ORGANISER, Party, group};

const PLAN: &str = "title = '学校的抽取（生成）'\nceremony = 'generated'\nframe = 'schools.csv'\nid = 'code'\nname = 'name'\n\
                    strata = ['county']\ndesign = 'stratified'\nsize = { per_stratum = 1 }\n\
                    reserves = { per_stratum = 2, reasons = ['merged', 'road'] }\nseed_scope = 'stratum'\nannounced = true\n";
const COUNTIES: [&str; 2] = ["甲县", "乙县"];
const DIGITS: &str = "314159265358979323846264";

fn home() -> StreamName {
    StreamName::Group(group())
}

/// A party whose leader holds plan and frame; generated schools, five a county.
fn party() -> Party {
    let counties = COUNTIES.iter().enumerate();
    let schools = counties.flat_map(|(at, county)| {
        (1..=5).map(move |number| format!("{at}{number},{county}第{number}学校（生成）,{county}\n"))
    });
    let frame: String = std::iter::once("code,name,county\n".to_owned())
        .chain(schools)
        .collect();
    let mut party = Party::new();
    for (kind, name, text) in [("plan", "schools.toml", PLAN), ("frame", "schools.csv", &frame)] {
        party.book(LEA).vault().keep(text.as_bytes()).unwrap();
        let book = party.book(ORGANISER);
        let blob = book.vault().keep(text.as_bytes()).unwrap();
        let edit = Edit::new(
            &StreamName::Campaign,
            Entity::new(kind, name),
            "file",
            Value::blob(&blob),
        );
        book.save(&[edit]).unwrap();
    }
    party.exchange();
    party
}

fn call(county: &str) -> RollCall {
    RollCall {
        stratum: Some(county.into()),
        digits: DIGITS.into(),
        rollers: Vec::new(),
        place: None,
    }
}

fn why(reason: ReleaseReason, evidence: &str) -> Unreachable {
    Unreachable {
        reason,
        evidence: evidence.into(),
    }
}

fn refused(done: Result<(), Error>) -> (ErrorKind, &'static str) {
    let error = done.unwrap_err();
    (error.kind, error.problems[0].what.code())
}

fn drawn(book: &Notebook, roll: &str) -> (Drawn, Vec<Drawn>) {
    let screen = view::draw(book, &Places::default(), &home());
    let found = screen.rolls.into_iter().find(|one| one.roll == roll).unwrap();
    assert_eq!(found.reasons, [ReleaseReason::Merged, ReleaseReason::Road]);
    (found.drawn[0].clone(), found.reserves)
}

#[test]
fn a_leader_rolls_each_stratum_once_and_anybody_repeats_it() {
    let mut party = party();
    let plans = lead::roll_plans(party.book(LEA)).unwrap();
    let [plan] = &plans[..] else { panic!("{plans:?}") };
    assert_eq!((plan.rows, plan.by_stratum, plan.strata.len()), (10, true, 2));
    assert!(plan.strata.iter().all(|one| one.rolled.is_none()));
    let member = lead::roll_plan(party.book(ANN), &plan.plan, &call("甲县")).map(drop);
    assert_eq!(refused(member).0, ErrorKind::Refused);
    let few = RollCall {
        digits: "12345".into(),
        ..call("甲县")
    };
    assert_eq!(
        refused(lead::roll_plan(party.book(LEA), &plan.plan, &few).map(drop)).0,
        ErrorKind::Refused
    );
    let roll = lead::roll_plan(party.book(LEA), &plan.plan, &call("甲县")).unwrap();
    let again = lead::roll_plan(party.book(LEA), &plan.plan, &call("甲县")).map(drop);
    assert_eq!(refused(again), (ErrorKind::Refused, "lead-rolled"));
    lead::roll_plan(party.book(LEA), &plan.plan, &call("乙县")).unwrap();
    let rolled = lead::roll_plans(party.book(LEA)).unwrap();
    assert!(rolled[0].strata.iter().all(|one| one.rolled.is_some()));
    let certificate = lead::roll_certificate(party.book(LEA), &roll).unwrap();
    assert_eq!(certificate.plan.commitment().unwrap(), plan.commitment);
    assert!(!certificate.public_lines().is_empty());
}

#[test]
fn reserves_stand_in_in_their_order_for_a_reason_of_the_plan_with_what_shows_it() {
    let mut party = party();
    let plan = lead::roll_plans(party.book(LEA)).unwrap().remove(0).plan;
    let roll = lead::roll_plan(party.book(LEA), &plan, &call("甲县")).unwrap();
    let (unit, reserves) = drawn(party.book(LEA), &roll);
    let named: Vec<String> = reserves.iter().map(|one| format!("{roll}/{}", one.unit)).collect();
    let of = format!("{roll}/{}", unit.unit);
    assert_eq!(unit.next.as_ref(), Some(&named[0]));
    let mut release = |reserve: &str, why: Unreachable| lead::release_reserve(party.book(LEA), reserve, &of, &why);
    let merged = || why(ReleaseReason::Merged, "县教育局撤并文件（生成）");
    let holiday = release(&named[0], why(ReleaseReason::Holiday, "放假通知（生成）"));
    assert_eq!(refused(holiday), (ErrorKind::Refused, "lead-reserve-reason"));
    let silent = release(&named[0], why(ReleaseReason::Road, "  "));
    assert_eq!(refused(silent), (ErrorKind::Refused, "lead-reason-missing"));
    let second = release(&named[1], merged());
    assert_eq!(refused(second), (ErrorKind::Refused, "lead-reserve-order"));
    release(&named[0], merged()).unwrap();
    // Said once more it is the same statement: it does not walk on to the next.
    release(&named[0], merged()).unwrap();
    let (unit, reserves) = drawn(party.book(LEA), &roll);
    assert_eq!(reserves[0].release.as_ref().unwrap().0, Release::Counts);
    assert_eq!((unit.next.as_ref(), &reserves[1].release), (Some(&named[0]), &None));
    lead::take_release_back(party.book(LEA), &named[0], "弄错了（生成）").unwrap();
    let (unit, _) = drawn(party.book(LEA), &roll);
    assert_eq!(unit.next.as_ref(), Some(&named[0]));
}
