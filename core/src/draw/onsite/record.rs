//! The record of an on-site draw: what both sides keep, and what repeats it from the list.

use serde::{Deserialize, Serialize};

use super::{Digits, Fixed, List, Source};
use crate::{Error, ErrorKind, Sentence, canonical};

/// Everything shown during the draw. The list itself stays with the record's hash of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Record {
    /// How tickets are made: `consistent-1`.
    pub dialect: String,
    /// Id of the draw as text.
    pub draw_id: String,
    /// Who handed the list over.
    pub source: Source,
    /// How many the list should hold.
    pub expected: u64,
    /// According to what.
    pub expected_source: String,
    /// How many it holds: N.
    pub population: u64,
    /// How many were drawn: n.
    pub sample: u64,
    /// How many reserves were asked for.
    pub reserves: u64,
    /// SHA-256 of the canonical JSON of the sorted units, hex.
    pub list_hash: String,
    /// SHA-256 of the secret, hex, shown before the digits were named.
    pub commitment: String,
    /// The 16 secret bytes, hex.
    pub secret: String,
    /// The four digits the host named.
    pub digits: String,
    /// The seed made of secret, digits and id.
    pub seed: String,
    /// The drawn units, in order.
    pub main: Vec<String>,
    /// The reserves, in order.
    pub reserve: Vec<String>,
}

impl Record {
    /// The difference between the list and the number it should hold, worded as a finding; none when they agree.
    #[must_use]
    pub fn mismatch(&self) -> Option<Sentence> {
        super::list::mismatch(self.population, self.expected, &self.expected_source)
    }

    /// Repeats the draw from the list and compares everything.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] naming every part that differs; [`ErrorKind::BadInput`] when the record cannot be
    /// repeated at all.
    pub fn verify(&self, list: &List) -> Result<(), Error> {
        let fixed = Fixed::new(list.clone(), &self.draw_id, self.sample, self.reserves)?;
        let committed = fixed.commit(self.secret_bytes()?);
        let again = committed.reveal(Digits::parse(&self.digits)?).draw()?;
        let (found, expected) = (canonical::to_bytes(self)?, canonical::to_bytes(again.record())?);
        if found == expected {
            return Ok(());
        }
        let parse = |bytes: &[u8]| serde_json::from_slice(bytes).map_err(|error| canonical::json_error(&error));
        let (found, expected): (Parts, Parts) = (parse(&found)?, parse(&expected)?);
        let differing = found.iter().filter(|(key, value)| expected.get(*key) != Some(value));
        let problems = differing.map(|(key, value)| {
            let what = Sentence::new("draw-onsite-differs")
                .with("part", key)
                .with("found", value);
            let again = expected.get(key).map(ToString::to_string).unwrap_or_default();
            crate::Problem::new(crate::Place::default(), what.with("expected", again))
        });
        Error::unless_empty(ErrorKind::CheckFailed, problems.collect())
    }

    fn secret_bytes(&self) -> Result<[u8; 16], Error> {
        let bad = || Error::new(ErrorKind::BadInput, Sentence::new("draw-onsite-secret"));
        let number = u128::from_str_radix(&self.secret, 16).map_err(|_| bad())?;
        let bytes = number.to_be_bytes();
        // Only the form this crate writes: 32 lower-case hex digits.
        (canonical::hex(&bytes) == self.secret).then_some(bytes).ok_or_else(bad)
    }
}

type Parts = serde_json::Map<String, serde_json::Value>;

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: u64) -> List {
        List::of_ledger(Source::Inspected, 37, "台账封面", count).unwrap()
    }

    fn record() -> Record {
        let committed = Fixed::new(list(37), "visit-7/schools", 5, 2).unwrap().commit([7; 16]);
        committed
            .reveal(Digits::parse("4827").unwrap())
            .draw()
            .unwrap()
            .record()
            .clone()
    }

    #[test]
    fn a_true_record_is_repeated_from_the_list() {
        record().verify(&list(37)).unwrap();
    }

    #[test]
    fn another_list_is_noticed_in_number_hash_or_result() {
        let error = record().verify(&list(36)).unwrap_err();
        let parts: Vec<_> = error
            .problems
            .iter()
            .filter_map(|problem| problem.what.arg("part"))
            .collect();
        assert!(
            parts.contains(&"population") && parts.contains(&"list_hash"),
            "{parts:?}"
        );
    }

    #[test]
    fn any_changed_byte_of_a_record_is_noticed() {
        let bytes = canonical::to_bytes(&record()).unwrap();
        for index in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[index] ^= 1;
            let verified = serde_json::from_slice::<Record>(&changed).map(|record| record.verify(&list(37)));
            assert!(!matches!(verified, Ok(Ok(()))), "byte {index}");
        }
    }
}
