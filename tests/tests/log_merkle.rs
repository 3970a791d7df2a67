//! Roots and proofs over a branch, held to P12_rfc6962_merkle.csv: all rows.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use crosscheck_core::change::{consistency, inclusion, root, verify_consistency, verify_inclusion};
use crosscheck_core::ids::{Root, unhex};
use crosscheck_tests::vector;

/// The leaves of the published trees.
fn leaves() -> Vec<Vec<u8>> {
    let hex = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    hex.map(|leaf| unhex(leaf).unwrap()).to_vec()
}

#[test]
fn p12_rfc6962_merkle_all_rows() {
    let leaves = leaves();
    let (mut roots, mut proofs) = (0, 0);
    for row in vector("P12_rfc6962_merkle.csv") {
        let size: usize = row["tree_size"].parse().unwrap();
        let tree = &leaves[..size];
        let hashes: Vec<[u8; 32]> = row["hex"]
            .split_whitespace()
            .map(|hex| Root::parse(hex).unwrap().0)
            .collect();
        let at = row["index_or_old_size"].parse::<usize>();
        match row["what"].as_str() {
            "root" => {
                assert_eq!(root(tree).0, hashes[0], "root of {size}");
                roots += 1;
            }
            "inclusion" => {
                let at = at.unwrap();
                assert_eq!(inclusion(tree, at).unwrap(), hashes);
                assert!(verify_inclusion(
                    &tree[at],
                    at as u64,
                    size as u64,
                    &hashes,
                    &root(tree)
                ));
                proofs += 1;
            }
            _ => {
                let old = at.unwrap();
                assert_eq!(consistency(tree, old).unwrap(), hashes);
                assert!(verify_consistency(
                    old as u64,
                    &root(&tree[..old]),
                    size as u64,
                    &root(tree),
                    &hashes
                ));
                proofs += 1;
            }
        }
    }
    assert_eq!((roots, proofs), (9, 8));
}
