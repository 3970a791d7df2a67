//! The ceremony: fixed, committed, revealed, drawn. Each step takes the one before it and cannot be taken twice.

use super::{List, Record};
use crate::draw::plan::DIALECT;
use crate::draw::{Seed, ticket};
use crate::{Error, ErrorKind, Place, Problem, Sentence, canonical};
use sha2::{Digest, Sha256};

/// Digits of a seed made on site.
const SEED_DIGITS: usize = 40;
/// Longest draw id, in characters.
const MAX_ID: usize = 128;

/// A list with N and n fixed, before any secret exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    pub(super) list: List,
    pub(super) draw_id: String,
    pub(super) sample: u64,
    pub(super) reserves: u64,
}

impl Fixed {
    /// Fixes how many are drawn from a list, and how many reserves are named (as many as exist). `draw_id` is the id of
    /// the draw as text, for example `visit-7/schools`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`]: nothing to draw, more than the list holds, an empty or overlong id.
    pub fn new(list: List, draw_id: &str, sample: u64, reserves: u64) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let mut say = |what: Sentence| problems.push(Problem::new(Place::default(), what));
        if sample == 0 || sample > list.population() {
            let what = Sentence::new("draw-onsite-sample").with("sample", sample);
            say(what.with("population", list.population()));
        }
        let length = draw_id.chars().count();
        if length == 0 || length > MAX_ID || draw_id.chars().any(char::is_control) {
            say(Sentence::new("draw-onsite-id").with("limit", MAX_ID));
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self {
            list,
            draw_id: draw_id.to_owned(),
            sample,
            reserves,
        })
    }

    /// Commits to 16 secret bytes, fresh from the device's source of randomness.
    #[must_use]
    pub fn commit(self, secret: [u8; 16]) -> Committed {
        Committed { fixed: self, secret }
    }
}

/// The phone has a secret and shows its hash; the host has named nothing yet.
pub struct Committed {
    fixed: Fixed,
    secret: [u8; 16],
}

impl std::fmt::Debug for Committed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret must not reach a log before it is revealed.
        write!(f, "Committed({})", self.commitment())
    }
}

impl Committed {
    /// SHA-256 of the secret, as hex: kept durably, then shown.
    #[must_use]
    pub fn commitment(&self) -> String {
        canonical::sha256_hex(&self.secret)
    }

    /// Reveals the secret once the host has named the digits.
    #[must_use]
    pub fn reveal(self, digits: Digits) -> Revealed {
        let seed = seed(&self.secret, &digits, &self.fixed.draw_id);
        Revealed {
            committed: self,
            digits,
            seed,
        }
    }
}

/// The four digits the host names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// Reads four digits, leading zeros kept.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(ErrorKind::BadInput, Sentence::new("draw-onsite-digits")))
    }
}

impl Digits {
    /// The digits as they were named.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Secret and digits are both on the table: the seed exists.
#[derive(Debug)]
pub struct Revealed {
    committed: Committed,
    digits: Digits,
    seed: String,
}

impl Revealed {
    /// The seed: 40 digits.
    #[must_use]
    pub fn seed(&self) -> &str {
        &self.seed
    }

    /// Orders the list by tickets: the first n are drawn, the next ones are reserves in order.
    ///
    /// # Errors
    /// None in practice: text always has a canonical form.
    pub fn draw(self) -> Result<Drawn, Error> {
        let Fixed {
            list,
            draw_id,
            sample,
            reserves,
        } = &self.committed.fixed;
        let order = Seed::new(&self.seed).order(&list.units);
        let mut units = order.into_iter().map(|index| list.units[index].clone());
        let main = units.by_ref().take(count(*sample)).collect();
        let reserve = units.take(count(*reserves)).collect();
        let record = Record {
            dialect: DIALECT.to_owned(),
            draw_id: draw_id.clone(),
            source: list.source,
            expected: list.expected,
            expected_source: list.expected_source.clone(),
            population: list.population(),
            sample: *sample,
            reserves: *reserves,
            list_hash: list.hash()?,
            commitment: self.committed.commitment(),
            secret: canonical::hex(&self.committed.secret),
            digits: self.digits.0,
            seed: self.seed,
            main,
            reserve,
        };
        Ok(Drawn { record })
    }
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    record: Record,
}

impl Drawn {
    /// Everything that lets both sides repeat the draw from the list.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The first 40 characters of the reversed decimal of SHA-256(hex(secret) + "|" + digits + "|" + draw id).
fn seed(secret: &[u8; 16], digits: &Digits, draw_id: &str) -> String {
    let text = format!("{}|{}|{draw_id}", canonical::hex(secret), digits.0);
    let mut digits = ticket::reversed_digits(&Sha256::digest(text).into());
    digits.truncate(SEED_DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::onsite::Source;

    const SECRET: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    fn ledger(count: u64) -> List {
        List::of_ledger(Source::Inspected, count, "台账封面", count).unwrap()
    }

    fn committed(count: u64, sample: u64) -> Committed {
        Fixed::new(ledger(count), "visit-7/schools", sample, 2)
            .unwrap()
            .commit(SECRET)
    }

    #[test]
    fn the_published_example_gives_the_published_seed() {
        let revealed = committed(37, 5).reveal(Digits::parse("4827").unwrap());
        assert_eq!(revealed.seed(), "6565121227681449347510056225309747380743");
    }

    #[test]
    fn the_commitment_is_the_hash_of_the_bytes_and_debug_keeps_the_secret() {
        let committed = committed(37, 5);
        assert_eq!(committed.commitment(), canonical::sha256_hex(&SECRET));
        assert!(!format!("{committed:?}").contains("0001020304"));
    }

    #[test]
    fn main_units_and_reserves_are_the_first_tickets_and_as_many_as_exist() {
        let drawn = committed(6, 5).reveal(Digits::parse("0007").unwrap()).draw().unwrap();
        let record = drawn.record();
        assert_eq!((record.main.len(), record.reserve.len()), (5, 1));
        let seed = Seed::new(&record.seed);
        let all: Vec<&String> = record.main.iter().chain(&record.reserve).collect();
        assert!(all.windows(2).all(|pair| seed.ticket(pair[0]) < seed.ticket(pair[1])));
    }

    #[test]
    fn the_order_of_a_typed_list_changes_nothing() {
        let drawn = |text: &str| {
            let list = List::of_names(Source::Superior, 4, "年报", text).unwrap();
            let committed = Fixed::new(list, "v", 2, 1).unwrap().commit(SECRET);
            committed.reveal(Digits::parse("1234").unwrap()).draw().unwrap()
        };
        assert_eq!(drawn("一小\n二小\n三小\n四小"), drawn("四小\n二小\n三小\n一小"));
    }

    #[test]
    fn digits_are_four_ascii_digits_and_nothing_else() {
        assert!(Digits::parse(" 0000 ").is_ok());
        for bad in ["", "123", "12345", "12a4", "１２３４", "+123"] {
            assert!(Digits::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn more_than_the_list_holds_and_no_id_are_refused_at_once() {
        assert_eq!(Fixed::new(ledger(3), "", 4, 0).unwrap_err().problems.len(), 2);
        assert!(Fixed::new(ledger(3), "v", 0, 0).is_err());
    }
}
