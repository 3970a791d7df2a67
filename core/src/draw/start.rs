//! Starts: the random point u from which both systematic designs walk.
//!
//! u = SHA-256(seed + "|start") / 2^256 where a plan names no strata, else SHA-256(seed + "|start|" + label) / 2^256.

use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive};
use sha2::{Digest, Sha256};

use crate::exact::Fraction;

/// A point from 0 up to, not including, 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start(Fraction);

impl Start {
    /// The start of a seed, in a stratum where the plan names strata.
    #[must_use]
    pub fn of_seed(seed: &str, stratum: Option<&str>) -> Self {
        let text = stratum.map_or_else(|| format!("{seed}|start"), |label| format!("{seed}|start|{label}"));
        let number = BigInt::from_bytes_be(num_bigint::Sign::Plus, &Sha256::digest(text));
        Self(Fraction::new(number, BigInt::one() << 256))
    }

    /// A given start; none outside [0, 1).
    #[must_use]
    pub fn at(point: Fraction) -> Option<Self> {
        (!point.is_negative() && point < Fraction::one()).then_some(Self(point))
    }

    /// The start itself.
    #[must_use]
    pub fn fraction(&self) -> &Fraction {
        &self.0
    }

    /// floor(u times): below `times`, or 0.
    pub(super) fn floor_of(&self, times: u128) -> u128 {
        let floor = self.0.numer() * BigInt::from(times) / self.0.denom();
        floor.to_u128().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{decimal_text, ratio};

    #[test]
    fn the_start_of_the_published_seed_is_the_published_one() {
        let start = Start::of_seed("482917305561028374659120", None);
        assert_eq!(decimal_text(start.fraction(), 12), "0.943408643919");
    }

    #[test]
    fn a_label_changes_the_start() {
        assert_ne!(Start::of_seed("1", Some("甲省")), Start::of_seed("1", None));
    }

    #[test]
    fn a_start_lies_from_zero_up_to_one() {
        assert!(Start::at(ratio(0, 1).unwrap()).is_some());
        assert!(Start::at(ratio(1, 1).unwrap()).is_none());
        assert!(Start::at(ratio(-1, 2).unwrap()).is_none());
    }
}
