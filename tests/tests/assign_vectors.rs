//! Groups and zones held to the published counts and to the worked assignment of thirty provinces, and their laws.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read must fail the test")]

use crosscheck_core::Error;
use crosscheck_core::draw::assign::{self, Against, Freezing, Groups, Plan, Roster, Zones};
use crosscheck_core::table;
use crosscheck_tests::vector;
use proptest::prelude::*;

const SEED: &str = "482917305561028374659120";

fn roster(text: &str) -> Roster {
    Roster::read(&table::read("roster.csv", text.as_bytes(), None).unwrap()).unwrap()
}

fn zones(text: &str) -> Zones {
    Zones::read(&table::read("zones.csv", text.as_bytes(), None).unwrap()).unwrap()
}

fn freeze(roster_text: &str, zones_text: &str, no_mutual: bool) -> Result<Plan, Error> {
    let freezing = Freezing {
        title: "检查组与片区".to_owned(),
        ceremony: None,
        no_mutual,
    };
    let frozen = freezing.freeze(&roster(roster_text), &zones(zones_text))?;
    Ok(frozen.plan)
}

/// Every province inspects and is inspected: one member a group, one province a zone, ids in the order given.
fn one_by_one(provinces: &[String]) -> (String, String) {
    let (mut roster, mut zones) = (
        vec!["group,member,role,unit,home".to_owned()],
        vec!["zone,province".to_owned()],
    );
    for (index, province) in provinces.iter().enumerate() {
        roster.push(format!("{index:02},m{index:02},leader,{province}禁毒办,{province}"));
        zones.push(format!("{province},{province}"));
    }
    (roster.join("\n"), zones.join("\n"))
}

#[test]
fn d4_all_rows_thirty_provinces_go_where_the_worked_example_says() {
    let rows = vector("D4_cross_assignment.csv");
    assert_eq!(rows.len(), 30);
    let provinces: Vec<String> = rows.iter().map(|row| row["inspector"].clone()).collect();
    let (roster, zones) = one_by_one(&provinces);
    let groups = Groups::roll(freeze(&roster, &zones, true).unwrap(), SEED).unwrap();
    for (row, assignment) in rows.iter().zip(&groups.assignments) {
        assert_eq!(groups.k.to_string(), row["accepted_k"]);
        assert_eq!(assignment.zone, row["inspected"], "{row:?}");
    }
}

fn fitting(plan: &Plan, zones: &mut Vec<usize>, from: usize) -> u64 {
    if from == zones.len() {
        return u64::from(plan.fits(zones));
    }
    let mut found = 0;
    for index in from..zones.len() {
        zones.swap(from, index);
        found += fitting(plan, zones, from + 1);
        zones.swap(from, index);
    }
    found
}

/// Its third count, no repeat of last year's assignment, is a rule that was not taken.
#[test]
fn p7_all_rows_as_many_orders_fit_as_counted_without_homes_and_without_mutual_visits() {
    for row in vector("P7_cross_assignment_counts.csv") {
        let size: usize = row["n"].parse().unwrap();
        let provinces: Vec<String> = (0..size).map(|index| format!("p{index}")).collect();
        let (roster, zones) = one_by_one(&provinces);
        for (no_mutual, column) in [(false, "no_self"), (true, "no_self_no_mutual")] {
            let expected: u64 = row[column].parse().unwrap();
            match freeze(&roster, &zones, no_mutual) {
                Ok(plan) => assert_eq!(fitting(&plan, &mut (0..size).collect(), 0), expected, "{row:?}"),
                // What nothing fits cannot be frozen.
                Err(_) => assert_eq!(expected, 0, "{row:?}"),
            }
        }
    }
}

/// Three groups of two and three zones of two provinces: rows as lines, to be shuffled.
fn tables() -> (Vec<&'static str>, Vec<&'static str>) {
    let roster = vec![
        "一组,m1,leader,甲省,,乙省",
        "一组,m2,expert,某大学,,",
        "二组,m3,leader,丙省,,",
        "二组,m4,member,丁省,,",
        "三组,m5,leader,戊省,,",
        "三组,m6,ministry,某部,,己省",
    ];
    let zones = vec!["东,甲省", "东,乙省", "南,丙省", "南,丁省", "西,戊省", "西,己省"];
    (roster, zones)
}

fn rolled(roster: &[&str], zones: &[&str], seed: &str) -> Groups {
    let roster = format!("group,member,role,unit,home,recusals\n{}\n", roster.join("\n"));
    let zones = format!("zone,province\n{}\n", zones.join("\n"));
    Groups::roll(freeze(&roster, &zones, false).unwrap(), seed).unwrap()
}

fn verify(groups: &Groups, commitment: Option<&str>, tables: Option<(&Roster, &Zones)>) -> Result<Groups, Error> {
    let against = Against { commitment, tables };
    assign::verify("groups.json", groups.to_text()?.as_bytes(), against)
}

fn assert_nobody_at_home(groups: &Groups) {
    for (group, assignment) in groups.plan.groups.iter().zip(&groups.assignments) {
        for member in &group.members {
            let barred = member.home.iter().chain(&member.recusals);
            for place in barred {
                assert!(!assignment.provinces.contains(place), "{} {place}", member.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_inspects_a_home_or_a_recusal_and_rows_may_come_in_any_order(
        roster in Just(tables().0).prop_shuffle(),
        zones in Just(tables().1).prop_shuffle(),
        seed in "[0-9]{24,40}",
    ) {
        let groups = rolled(&roster, &zones, &seed);
        assert_nobody_at_home(&groups);
        prop_assert_eq!(groups, rolled(&tables().0, &tables().1, &seed));
    }
}

#[test]
fn a_true_result_verifies_against_commitment_and_tables() {
    let (roster_rows, zone_rows) = tables();
    let groups = rolled(&roster_rows, &zone_rows, SEED);
    let roster = roster(&format!(
        "group,member,role,unit,home,recusals\n{}\n",
        roster_rows.join("\n")
    ));
    let zones = zones(&format!("zone,province\n{}\n", zone_rows.join("\n")));
    verify(&groups, Some(&groups.commitment), Some((&roster, &zones))).unwrap();
}

#[test]
fn any_changed_byte_of_a_result_is_noticed() {
    let groups = rolled(&tables().0, &tables().1, SEED);
    let bytes = groups.to_text().unwrap().into_bytes();
    for index in 0..bytes.len() {
        for flip in [1, 2, 0x10] {
            let mut changed = bytes.clone();
            changed[index] ^= flip;
            let verified = assign::verify("groups.json", &changed, Against::default());
            assert!(
                verified.is_err(),
                "byte {index} of {}",
                String::from_utf8_lossy(&changed)
            );
        }
    }
}

#[test]
fn a_plan_changed_together_with_its_hashes_differs_from_the_published_commitment() {
    let groups = rolled(&tables().0, &tables().1, SEED);
    let mut plan = groups.plan.clone();
    plan.groups[0].members[0].recusals.clear();
    let forged = Groups::roll(plan, SEED).unwrap();
    verify(&forged, None, None).unwrap();
    let error = verify(&forged, Some(&groups.commitment), None).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "assign-differs-published");
}

#[test]
fn tables_changed_after_freezing_are_named_by_group_and_zone() {
    let (roster_rows, zone_rows) = tables();
    let groups = rolled(&roster_rows, &zone_rows, SEED);
    let changed = format!("group,member,role,unit,home,recusals\n{}\n", roster_rows.join("\n")).replace("乙省", "甲省");
    let zone_text = format!("zone,province\n{}\n", zone_rows.join("\n")).replace("西,", "北,");
    let error = verify(&groups, None, Some((&roster(&changed), &zones(&zone_text)))).unwrap_err();
    let said: Vec<_> = error
        .problems
        .iter()
        .map(|problem| problem.what.arg("id").unwrap())
        .collect();
    assert_eq!(said, ["一组", "北", "西"]);
}

#[test]
fn a_seed_of_other_than_24_to_40_digits_is_refused() {
    let plan = rolled(&tables().0, &tables().1, SEED).plan;
    for bad in [
        "",
        "48271",
        &"1".repeat(41),
        "48291730556102837465912a",
        "４８２９１７３０５５６１０２８３７４６５９１２０",
    ] {
        assert!(Groups::roll(plan.clone(), bad).is_err(), "{bad}");
    }
}

#[test]
fn a_plan_rolled_with_other_digits_does_not_take_the_place_of_the_first_roll() {
    let first = rolled(&tables().0, &tables().1, SEED);
    let second = Groups::roll(first.plan.clone(), &SEED.replace('4', "5")).unwrap();
    assert!(second.may_replace(&first).is_err());
    first.may_replace(&first).unwrap();
}
