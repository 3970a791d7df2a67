//! The draw held to reference vectors: tickets and orders of `consistent_sampler`, shares, probabilities, systematic
//! and Pareto draws. Each test names its file and rows.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use std::collections::BTreeMap;

use crosscheck_core::draw::certificate::Role;
use crosscheck_core::draw::designs::{Probabilities, pareto_pps, pps_systematic, systematic};
use crosscheck_core::draw::start::Start;
use crosscheck_core::draw::{Ceremony, Certificate, Plan, Seed, allocate, freeze, roll, show};
use crosscheck_core::exact::{self, Fraction, decimal_text, parse_decimal, ratio, whole};
use crosscheck_core::table;
use crosscheck_tests::{fixtures, vector};

const SEED: &str = "482917305561028374659120";

fn frame_bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join("vectors").join(name)).unwrap()
}

fn column(rows: &[BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn plan(keys: &str) -> Plan {
    Plan::read("PLAN.toml", format!("title = 'vectors'\n{keys}").as_bytes()).unwrap()
}

/// A plan over a frame, rolled with the published seed.
fn drawn(keys: &str, frame: &str, bytes: &[u8], parent: Option<&Certificate>) -> Certificate {
    let read = || table::read_as_written(frame, bytes, None).unwrap();
    let frozen = freeze(&plan(keys), read(), parent).unwrap().frozen;
    let ceremony = Ceremony {
        seed: SEED.into(),
        ..Ceremony::default()
    };
    roll(&frozen, read(), None, ceremony).unwrap()
}

const COUNTIES: &str = "frame = 'frame_counties.csv'\nid = 'code'\nname = 'name'\n";

fn counties(keys: &str) -> Certificate {
    drawn(
        &format!("{COUNTIES}{keys}"),
        "frame_counties.csv",
        &frame_bytes("frame_counties.csv"),
        None,
    )
}

#[test]
fn p2_consistent_full_order_270_all_rows_by_srs() {
    let certificate = counties("design = 'srs'\nsize = { total = 200 }\nreserves = { total = 70 }\n");
    let expected = vector("P2_consistent_full_order_270.csv");
    let shown = show(&certificate);
    assert_eq!((expected.len(), shown.len()), (270, 270));
    for ((row, shown), unit) in expected.iter().zip(&shown).zip(&certificate.units) {
        assert_eq!((&row["rank"], &row["code"]), (&shown.rank, &shown.unit));
        // The package prints 18 digits after leading nines, we print 18 decimals of the same ticket.
        assert_eq!(row["ticket18"][..20], shown.ticket);
        assert!(
            unit.ticket.as_ref().unwrap().starts_with(&row["ticket18"]),
            "{}",
            unit.unit
        );
    }
}

#[test]
fn p2b_consistent_names_first20_all_rows() {
    let names = column(&vector("frame_counties.csv"), "name");
    let (seed, expected) = (Seed::new(SEED), vector("P2b_consistent_names_first20.csv"));
    let order = seed.order(&names);
    assert_eq!(expected.len(), 20);
    for (row, unit) in expected.iter().zip(order) {
        assert_eq!(
            (&row["name"], &row["ticket18"]),
            (&names[unit], &seed.ticket(&names[unit]).truncated(18))
        );
    }
}

#[test]
fn p2d_stratified_first2_per_province_all_rows() {
    let keys =
        "design = 'stratified'\nstrata = ['province']\nsize = { per_stratum = 2 }\nreserves = { per_stratum = 2 }\n";
    let certificate = counties(keys);
    let expected = vector("P2d_stratified_first2_per_province.csv");
    assert_eq!(expected.len(), certificate.plan.strata_sizes.len());
    for row in expected {
        let units = certificate.units.iter().filter(|unit| unit.stratum == row["province"]);
        let found: Vec<_> = units.map(|unit| (unit.unit.as_str(), unit.role)).collect();
        let wanted = [
            ("main", Role::Main),
            ("main2", Role::Main),
            ("reserve1", Role::Reserve),
            ("reserve2", Role::Reserve),
        ];
        assert_eq!(found, wanted.map(|(column, role)| (row[column].as_str(), role)));
        let size = certificate
            .plan
            .strata_sizes
            .iter()
            .find(|size| size.label == row["province"])
            .unwrap();
        assert_eq!(size.population.to_string(), row["N_h"]);
    }
}

#[test]
fn p2e_uniformity_n10_n3_seeds_0_to_9999_all_rows() {
    let ids: Vec<String> = (1..=10).map(|n| format!("{n:02}")).collect();
    let mut times = [0_u32; 10];
    for seed in 0..10_000 {
        for unit in Seed::new(&seed.to_string()).order(&ids).into_iter().take(3) {
            times[unit] += 1;
        }
    }
    let expected = vector("P2e_uniformity_N10_n3_seeds0to9999.csv");
    let found: Vec<String> = times.iter().map(u32::to_string).collect();
    assert_eq!(
        (column(&expected, "id"), column(&expected, "times_selected")),
        (ids, found)
    );
}

#[test]
fn p4_allocation_rows_proportional_min1_and_proportional_min2() {
    let mut held = 0;
    for row in vector("P4_allocation.csv") {
        let Some(minimum) = row["rule"].strip_prefix("proportional_min") else {
            continue;
        };
        let expected: [usize; 5] =
            ["h1_N412", "h2_N150", "h3_N88", "h4_N40", "h5_N10"].map(|column| row[column].parse().unwrap());
        let shares = allocate::proportional(
            &[412, 150, 88, 40, 10],
            row["n"].parse().unwrap(),
            minimum.parse().unwrap(),
        );
        assert_eq!(shares, expected, "{row:?}");
        held += 1;
    }
    assert_eq!(held, 6);
}

#[test]
fn d2_stratified_one_county_all_rows() {
    let schools: String = String::from_utf8(frame_bytes("frame_schools.csv")).unwrap();
    let county: Vec<&str> = schools
        .lines()
        .filter(|line| line.starts_with("id") || line.contains(",010100,"))
        .collect();
    let keys =
        "frame = 'frame_schools.csv'\nid = 'id'\nstrata = ['kind']\ndesign = 'stratified'\nsize = { total = 8 }\n";
    let certificate = drawn(keys, "frame_schools.csv", (county.join("\n") + "\n").as_bytes(), None);
    let expected = vector("D2_stratified_one_county.csv");
    assert_eq!(certificate.units.len(), expected.len());
    for row in expected {
        let unit = certificate.unit(&row["school"]).unwrap();
        let size = certificate
            .plan
            .strata_sizes
            .iter()
            .find(|size| size.label == row["kind"])
            .unwrap();
        assert_eq!(
            (size.population.to_string(), size.drawn.to_string()),
            (row["N_h"].clone(), row["n_h"].clone())
        );
        assert_eq!(unit.rank.map(|rank| rank.to_string()).as_ref(), Some(&row["rank"]));
        assert_eq!(unit.weight.as_ref(), Some(&row["weight"]));
        assert_eq!(unit.ticket.as_ref().unwrap()[..20], row["ticket18"]);
    }
}

#[test]
fn d1_schools_per_county_all_rows() {
    let keys = "frame = 'frame_schools.csv'\nid = 'id'\nstrata = ['county']\ndesign = 'stratified'\n\
                size = { per_stratum = 4 }\nreserves = { per_stratum = 2 }\n";
    let certificate = drawn(keys, "frame_schools.csv", &frame_bytes("frame_schools.csv"), None);
    let (expected, shown) = (vector("D1_schools_per_county.csv"), show(&certificate));
    assert_eq!(shown.len(), expected.len());
    for (row, unit) in expected.iter().zip(&shown) {
        assert_eq!(
            [&row["county"], &row["rank"], &row["school"]],
            [&unit.stratum, &unit.rank, &unit.unit]
        );
        assert_eq!((row["role"].as_str(), &row["ticket18"]), (unit.role, &unit.ticket));
        assert_eq!(row["weight_in_county"], unit.weight);
    }
}

#[test]
fn r1_inclusionprobabilities_1to20_n12_all_rows() {
    let rows = vector("R1_inclusionprobabilities_1to20_n12.csv");
    let sizes: Vec<u64> = rows.iter().map(|row| row["size"].parse().unwrap()).collect();
    let probabilities = Probabilities::of(&sizes, 12);
    for (unit, row) in rows.iter().enumerate() {
        assert_same_figures(&probabilities.fraction(unit), &row["pik"]);
    }
}

/// The file holds 33 of the 589 municipalities. Units of our own complete it to its published N, n = 200 and 31 certain
/// units, and to the sum the published probabilities imply, so that every published row must come out again.
#[test]
fn r1b_belgian_tot04_n200_all_33_rows() {
    let rows = vector("R1b_belgian_tot04_n200_part.csv");
    let mut sizes: Vec<u64> = rows.iter().map(|row| row["tot04"].parse().unwrap()).collect();
    let certain = rows.iter().filter(|row| row["pik"] == "1").count();
    let open: u64 = rows
        .iter()
        .filter(|row| row["pik"] != "1")
        .map(|row| row["tot04"].parse::<u64>().unwrap())
        .sum();
    // pik = 169 x / sum for every unit that is not certain: the largest of them tells the sum to the last person.
    let sum = (whole(169 * 25_951) / parse_decimal("0.599590977833").unwrap())
        .round()
        .to_integer();
    let sum: u64 = sum.to_string().parse().unwrap();
    let made_up = (589 - rows.len() - (31 - certain)) as u64;
    let (each, rest) = ((sum - open) / made_up, (sum - open) % made_up);
    sizes.extend((0..made_up).map(|n| if n == 0 { each + rest } else { each }));
    sizes.extend(std::iter::repeat_n(90_000, 31 - certain));
    let probabilities = Probabilities::of(&sizes, 200);
    for (unit, row) in rows.iter().enumerate() {
        assert_same_figures(&probabilities.fraction(unit), &row["pik"]);
    }
    assert_eq!(
        (0..sizes.len()).filter(|unit| probabilities.is_certain(*unit)).count(),
        31
    );
}

/// The fraction shows the same digits as a decimal of 12 significant ones.
fn assert_same_figures(value: &Fraction, published: &str) {
    let places = published.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(decimal_text(value, u32::try_from(places).unwrap()), published);
}

/// The vector of the documentation of R's `sampling`, in tenths.
fn pik() -> Probabilities {
    Probabilities::given(vec![2, 7, 8, 5, 4, 4], 10).unwrap()
}

#[test]
fn p8_pps_joint_exact_diagonal_rows_are_our_target_probabilities() {
    let probabilities = Probabilities::of(&[2, 7, 8, 5, 4, 4], 3);
    let rows: Vec<_> = vector("P8_pps_joint_exact.csv")
        .into_iter()
        .filter(|row| row["i"] == row["j"])
        .collect();
    assert_eq!(rows.len(), 12);
    for row in rows {
        let unit = row["i"].parse::<usize>().unwrap() - 1;
        assert_eq!(exact::fraction_text(&probabilities.fraction(unit)), row["fraction"]);
    }
}

#[test]
fn r2_systematic_pps_by_start_all_rows() {
    for row in vector("R2_systematic_pps_by_start.csv") {
        let start = Start::at(parse_decimal(&row["start"]).unwrap()).unwrap();
        let taken = pps_systematic::positions(&pik(), &start);
        let found: Vec<&str> = (0..6)
            .map(|unit| if taken.contains(&unit) { "1" } else { "0" })
            .collect();
        let expected: Vec<&str> = (1..=6).map(|unit| row[&format!("u{unit}")].as_str()).collect();
        assert_eq!(found, expected, "start {}", row["start"]);
    }
}

#[test]
fn r3_joint_inclusion_rows_systematic() {
    // All cumulated probabilities are tenths, so the sample is the same for all starts within one tenth.
    let samples: Vec<Vec<usize>> = (0..10)
        .map(|tenth| pps_systematic::positions(&pik(), &Start::at(ratio(2 * tenth + 1, 20).unwrap()).unwrap()))
        .collect();
    let rows: Vec<_> = vector("R3_joint_inclusion.csv")
        .into_iter()
        .filter(|row| row["design"] == "systematic")
        .collect();
    assert_eq!(rows.len(), 36);
    for row in rows {
        let unit = |column: &str| row[column].parse::<usize>().unwrap() - 1;
        let both = samples
            .iter()
            .filter(|taken| taken.contains(&unit("i")) && taken.contains(&unit("j")))
            .count();
        assert_eq!(ratio(both, 10), parse_decimal(&row["pi_ij"]), "{row:?}");
    }
}

#[test]
fn p9_pareto_pps_n30_plus10_all_rows() {
    let keys = "design = 'pareto_pps'\nsize_measure = 'population'\nsize = { total = 30 }\nreserves = { total = 10 }\n";
    let (certificate, expected) = (counties(keys), vector("P9_pareto_pps_n30_plus10.csv"));
    assert_eq!(
        texts(&column(&expected, "code")),
        certificate
            .units
            .iter()
            .map(|unit| unit.unit.as_str())
            .collect::<Vec<_>>()
    );
    let rows = vector("frame_counties.csv");
    let sizes: Vec<u64> = rows.iter().map(|row| row["population"].parse().unwrap()).collect();
    let codes = column(&rows, "code");
    let (seed, probabilities) = (Seed::new(SEED), Probabilities::of(&sizes, 30));
    let order = pareto_pps::order(&seed, &texts(&codes), &probabilities);
    for (row, unit) in expected.iter().zip(order) {
        let (t, p) = (seed.ticket(&codes[unit]).fraction(), probabilities.fraction(unit));
        let rank = (&t / (whole(1) - &t)) / (&p / (whole(1) - &p));
        assert_eq!(
            (&row["code"], &row["population"]),
            (&codes[unit], &sizes[unit].to_string())
        );
        assert_eq!(
            (&row["lambda"], &row["Q_first18"]),
            (&decimal_text(&p, 12), &decimal_text(&rank, 18))
        );
    }
}

#[test]
fn p10_systematic_pps_n30_all_rows() {
    let keys = "design = 'pps_systematic'\nsize_measure = 'population'\nsize = { total = 30 }\n";
    let (certificate, expected) = (counties(keys), vector("P10_systematic_pps_n30.csv"));
    let rows = vector("frame_counties.csv");
    let sizes: Vec<u64> = rows.iter().map(|row| row["population"].parse().unwrap()).collect();
    let (probabilities, start) = (Probabilities::of(&sizes, 30), Start::of_seed(SEED, None));
    let found: Vec<&str> = certificate.units.iter().map(|unit| unit.unit.as_str()).collect();
    assert_eq!(texts(&column(&expected, "code")), found);
    for (i, row) in expected.iter().enumerate() {
        let unit = rows.iter().position(|county| county["code"] == row["code"]).unwrap();
        let low: Fraction = (0..unit).map(|before| probabilities.fraction(before)).sum();
        let high = &low + probabilities.fraction(unit);
        let shown = [start.fraction() + whole(i), low, high].map(|value| decimal_text(&value, 9));
        assert_eq!(
            shown,
            [row["point"].clone(), row["cum_lo"].clone(), row["cum_hi"].clone()]
        );
    }
}

#[test]
fn p10b_systematic_equal_n17_n5_all_rows() {
    for row in vector("P10b_systematic_equal_N17_n5.csv") {
        let start = Start::at(parse_decimal(&row["u"]).unwrap()).unwrap();
        let units: Vec<String> = systematic::positions(5, 17, &start)
            .iter()
            .map(|unit| (unit + 1).to_string())
            .collect();
        assert_eq!(units.join(" "), row["units_1based"], "u = {}", row["u"]);
    }
}

/// Counties by pps, then schools of one county as a stage of its own; schools beyond the first twelve counties are not
/// in the frame file, so numbered ones stand for them: only their count enters.
#[test]
fn p11_two_stage_weights_all_rows() {
    let keys = "design = 'pps_systematic'\nsize_measure = 'population'\nsize = { total = 30 }\n";
    let parent = counties(keys);
    for row in vector("P11_two_stage_weights.csv") {
        let count: usize = row["schools_N"].parse().unwrap();
        let school = |n: usize| format!("{}-S{n:03}\n", row["county"]);
        let schools = (1..=count).map(school).collect::<Vec<_>>().concat();
        let keys = format!(
            "frame = 'schools.csv'\nid = 'id'\ndesign = 'srs'\nsize = {{ per_stratum = 4 }}\nparent = 'c.json'\nunit = '{}'\n",
            row["county"]
        );
        let stage = drawn(&keys, "schools.csv", format!("id\n{schools}").as_bytes(), Some(&parent));
        assert_eq!(stage.units.len().to_string(), row["schools_n"]);
        for unit in &stage.units {
            let probability = crosscheck_core::draw::stage::probability(unit.probability.as_ref().unwrap()).unwrap();
            assert_eq!(decimal_text(&probability, 12), row["pi_school"]);
            assert_eq!(unit.weight.as_ref(), Some(&row["weight"]));
        }
        let county = crosscheck_core::draw::stage::probability(
            parent.unit(&row["county"]).unwrap().probability.as_ref().unwrap(),
        );
        assert_eq!(decimal_text(&county.unwrap(), 12), row["pi_county"]);
    }
}
