//! Tickets: the number that orders a unit.
//!
//! `ticket(seed, id) = "0." + reverse(decimal digits of SHA-256(hex(SHA-256(seed)) + id))`, the digits padded on the
//! left to at least 64 and never cut, compared as text. This is Rivest's consistent sampling; `first_fraction` of the
//! package `consistent_sampler` prints the same. A unit's ticket depends on nothing but seed and id, which is why
//! leaving other units out never reorders the rest.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::canonical;
use crate::exact::Fraction;

/// The fewest digits a ticket is padded to.
const WIDTH: usize = 64;
/// Digits of the first chunk, the largest power of ten in a `u64`.
const CHUNK: usize = 19;
const CHUNK_BASE: u64 = 10_000_000_000_000_000_000;

/// A seed, hashed once for all its tickets. Any text is a seed here; what a ceremony may roll is the plan's rule.
#[derive(Clone)]
pub struct Seed {
    // hex(SHA-256(seed)) is 64 bytes, exactly one block: every ticket goes on from here.
    hashed: Sha256,
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

impl Seed {
    /// The seed of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut hashed = Sha256::new();
        hashed.update(canonical::sha256_hex(text.as_bytes()));
        Self { hashed }
    }

    /// The ticket of a unit.
    #[must_use]
    pub fn ticket(&self, id: &str) -> Ticket {
        let mut hash = self.hashed.clone();
        hash.update(id.as_bytes());
        Ticket::of(hash.finalize().into())
    }

    /// The positions of `ids` in the order of their tickets, equal tickets by id. Uses every core.
    #[must_use]
    pub fn order<T: AsRef<str> + Sync>(&self, ids: &[T]) -> Vec<usize> {
        let mut order: Vec<(Ticket, usize)> = ids
            .par_iter()
            .enumerate()
            .map(|(index, id)| (self.ticket(id.as_ref()), index))
            .collect();
        order.par_sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| ids[*i].as_ref().cmp(ids[*j].as_ref())));
        order.into_iter().map(|(_, index)| index).collect()
    }
}

/// The ticket of one unit under one seed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    // The first 19 digits as a number: decides almost every comparison.
    head: u64,
    digest: [u8; 32],
}

impl Ticket {
    fn of(digest: [u8; 32]) -> Self {
        let mut limbs = limbs(&digest);
        Self {
            head: reversed(take_chunk(&mut limbs)),
            digest,
        }
    }

    /// All digits after the point: 64 to 78 of them.
    #[must_use]
    pub fn digits(&self) -> String {
        reversed_digits(&self.digest)
    }

    /// The first `places` digits after the point, not rounded, with `0.` before them.
    #[must_use]
    pub fn truncated(&self, places: usize) -> String {
        let digits = self.digits();
        format!("0.{}", &digits[..places.min(digits.len())])
    }

    /// The whole ticket as an exact decimal fraction below 1.
    #[must_use]
    pub fn fraction(&self) -> Fraction {
        let digits = self.digits();
        let scale = (0..digits.len()).fold(BigInt::from(1), |scale, _| scale * 10);
        Fraction::new(digits.parse().unwrap_or_default(), scale)
    }
}

impl Ord for Ticket {
    fn cmp(&self, other: &Self) -> Ordering {
        self.head
            .cmp(&other.head)
            .then_with(|| self.digits().cmp(&other.digits()))
    }
}

impl PartialOrd for Ticket {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0.{}", self.digits())
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.truncated(18))
    }
}

/// The reversed decimal digits of 32 bytes read as a big-endian number, padded on the left before reversing.
#[must_use]
pub fn reversed_digits(digest: &[u8; 32]) -> String {
    let mut limbs = limbs(digest);
    let mut text = String::with_capacity(5 * CHUNK);
    while limbs != [0; 4] {
        let chunk = take_chunk(&mut limbs);
        text.extend(format!("{chunk:0>CHUNK$}").chars().rev());
    }
    // Leading zeros of the number are trailing here; only those that pad to the least width stay.
    let length = text.trim_end_matches('0').len().max(WIDTH);
    text.truncate(length);
    format!("{text:0<WIDTH$}")
}

/// Four 64-bit limbs, least significant first.
fn limbs(digest: &[u8; 32]) -> [u64; 4] {
    let mut limbs = [0; 4];
    for (limb, bytes) in limbs.iter_mut().zip(digest.rchunks_exact(8)) {
        *limb = bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    }
    limbs
}

/// Divides by 10^19 and returns the rest: the 19 least significant digits.
fn take_chunk(limbs: &mut [u64; 4]) -> u64 {
    let mut rest = 0_u128;
    for limb in limbs.iter_mut().rev() {
        let value = rest << 64 | u128::from(*limb);
        *limb = low(value / u128::from(CHUNK_BASE));
        rest = value % u128::from(CHUNK_BASE);
    }
    low(rest)
}

/// The low 64 bits; every caller's value fits, since a rest below 10^19 keeps the quotient below 2^64.
fn low(value: u128) -> u64 {
    u64::try_from(value & u128::from(u64::MAX)).unwrap_or_default()
}

/// 19 digits in reverse as a number.
fn reversed(mut chunk: u64) -> u64 {
    (0..CHUNK).fold(0, |value, _| {
        let digit = chunk % 10;
        chunk /= 10;
        value * 10 + digit
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    #[test]
    fn the_first_of_p2_has_the_published_ticket() {
        let ticket = Seed::new("482917305561028374659120").ticket("020400");
        assert_eq!(ticket.truncated(18), "0.003433698173639051");
        assert!(ticket.digits().len() >= 74);
    }

    #[test]
    fn few_digits_are_padded_to_sixty_four() {
        let mut digest = [0; 32];
        digest[31] = 5;
        assert_eq!(reversed_digits(&digest), format!("5{}", "0".repeat(63)));
        assert_eq!(reversed_digits(&[0; 32]), "0".repeat(64));
    }

    #[test]
    fn the_order_of_many_is_the_order_of_their_tickets() {
        let ids: Vec<String> = (0..5_000).map(|n| n.to_string()).collect();
        let seed = Seed::new("1");
        let order = seed.order(&ids);
        assert!(
            order
                .windows(2)
                .all(|pair| seed.ticket(&ids[pair[0]]) < seed.ticket(&ids[pair[1]]))
        );
    }

    proptest! {
        #[test]
        fn digits_equal_those_of_a_big_number_reversed(digest: [u8; 32]) {
            let number = BigUint::from_bytes_be(&digest).to_string();
            let expected: String = format!("{number:0>64}").chars().rev().collect();
            prop_assert_eq!(reversed_digits(&digest), expected);
        }

        #[test]
        fn tickets_compare_as_their_text(a: [u8; 32], b: [u8; 32], same_low: bool) {
            let mut b = b;
            if same_low { b[8..].copy_from_slice(&a[8..]); }
            let (x, y) = (Ticket::of(a), Ticket::of(b));
            prop_assert_eq!(x.cmp(&y), x.to_string().cmp(&y.to_string()));
        }
    }
}
