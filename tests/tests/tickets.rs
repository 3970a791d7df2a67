//! Tickets held to the published sampler `consistent_sampler`, run for real, and to its recorded output.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::draw::Seed;
use crosscheck_tests::{python, run, vector};
use proptest::prelude::*;

const SEED: &str = "482917305561028374659120";

#[test]
fn p2_consistent_full_order_270_all_rows() {
    let rows = vector("P2_consistent_full_order_270.csv");
    let mut codes: Vec<&str> = rows.iter().map(|row| row["code"].as_str()).collect();
    codes.sort_unstable();
    let seed = Seed::new(SEED);
    let order = seed.order(&codes);
    assert_eq!(order.len(), 270);
    for (row, index) in rows.iter().zip(order) {
        assert_eq!(row["code"], codes[index]);
        // The published program keeps one digit more for each 9 at the start; every digit it prints must be ours.
        let ticket = seed.ticket(codes[index]).to_string();
        assert!(ticket.starts_with(&row["ticket18"]), "{ticket} {}", row["ticket18"]);
    }
}

/// One call of the published package for all cases: seed and id in, ticket out.
fn published(cases: &[(String, String)]) -> Vec<String> {
    let program = "import json, sys, consistent_sampler as cs\n\
                   print(json.dumps([cs.first_fraction(i, s) for s, i in json.load(open(sys.argv[1]))]))";
    let file = tempfile::NamedTempFile::new().unwrap();
    serde_json::to_writer(&file, cases).unwrap();
    let output = run(python().arg("-c").arg(program).arg(file.path()));
    serde_json::from_slice(&output.stdout).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn tickets_equal_those_of_consistent_sampler(cases in prop::collection::vec(("[0-9]{24,40}", "\\PC{1,20}"), 50)) {
        let ours: Vec<String> = cases.iter().map(|(seed, id)| Seed::new(seed).ticket(id).to_string()).collect();
        prop_assert_eq!(ours, published(&cases));
    }
}
