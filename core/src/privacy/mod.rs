//! The numbers of persons: resident identity, mobile telephone and bank card numbers, found in any text and refused.
//!
//! An inspection writes about offices and figures; these three numbers get in by habit, by paste or by photograph of
//! a list. `signs` reads a text as digits with what may stand between them, and each number has a file of its own
//! with its rule and where that comes from. What may change: an issuer or a way of writing that people are seen to
//! use. One rule to keep: an error names the kind and the place and never repeats a digit.
//!
//! A refusal stops somebody's work, so each rule is as wide as its own evidence: identity numbers carry a date and a
//! check character and are found however they are split; mobiles carry nothing and are found only as people group
//! them. Serials cannot be told from numbers they happen to equal (eleven digits that begin with 13 to 19). Of the old
//! fifteen-digit identity numbers nothing but a date speaks; they are not looked for.
//!
//! What only may point at a person (an address, a plate, a name) is never refused: `warnings` says where it stands, and
//! whoever types decides. Marks of state secrets are `secret`'s, counts of few persons `small`'s.

mod bank_card;
mod mobile;
mod resident_id;
mod secret;
mod signs;
pub mod small;
mod warnings;

use std::ops::Range;

use crate::{Error, ErrorKind, Place, Problem, Sentence};
use signs::{Mark, Sign};

pub use secret::{is_secret, refuse_secret};
pub use warnings::{FIRST, Hint, Hinted, Warnings, hints, warnings};

/// Fewest digits of any number looked for.
const FEWEST: usize = 11;

/// A kind of number that belongs to one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonalData {
    /// A resident identity number (GB 11643): 17 digits and a check character.
    ResidentId,
    /// A mobile telephone number of the mainland: 11 digits.
    Mobile,
    /// A bank card number: 16 to 19 digits.
    BankCard,
}

/// A number found in a text: what it is and where, never the number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Found {
    /// The kind.
    pub what: PersonalData,
    /// Bytes of the text as it was given, from the first digit to the last; both ends lie between characters.
    pub range: Range<usize>,
}

/// Every number of a person in a text, in the order of the text; no two overlap.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    if text
        .chars()
        .filter(|character| signs::is_digit(*character))
        .take(FEWEST)
        .count()
        < FEWEST
    {
        return Vec::new();
    }
    let mut marks = signs::read(text);
    let mut found = Vec::new();
    // The surest first: what is a part of one number is no other.
    sweep(&mut marks, PersonalData::ResidentId, resident_id::at, &mut found);
    sweep(&mut marks, PersonalData::BankCard, bank_card::at, &mut found);
    sweep(&mut marks, PersonalData::Mobile, mobile::at, &mut found);
    found.sort_by_key(|number| number.range.start);
    found
}

/// Whether a text holds any number of a person.
#[must_use]
pub fn holds_a_number(text: &str) -> bool {
    !find(text).is_empty()
}

/// Refuses a text that holds a number of a person. Places are counted in characters, the first being 1.
///
/// # Errors
/// [`ErrorKind::Refused`] with one problem for each number.
pub fn refuse(text: &str) -> Result<(), Error> {
    let problems = find(text).iter().map(|number| problem(text, number)).collect();
    Error::unless_empty(ErrorKind::Refused, problems)
}

fn problem(text: &str, number: &Found) -> Problem {
    let what = match number.what {
        PersonalData::ResidentId => Sentence::new("privacy-resident-id"),
        PersonalData::Mobile => Sentence::new("privacy-mobile"),
        PersonalData::BankCard => Sentence::new("privacy-bank-card"),
    };
    Problem::new(Place::default(), placed(text, &number.range, what))
}

/// A sentence with the place of a range, counted in characters, the first being 1.
fn placed(text: &str, range: &Range<usize>, what: Sentence) -> Sentence {
    let characters = |to: usize| text.get(..to).map_or(0, |before| before.chars().count());
    let (from, to) = (characters(range.start) + 1, characters(range.end));
    what.with("from", from).with("to", to)
}

/// Finds one kind of number and strikes it out of the marks.
fn sweep(
    marks: &mut [Mark],
    what: PersonalData,
    at: impl Fn(&[Mark], usize) -> Option<Range<usize>>,
    found: &mut Vec<Found>,
) {
    let mut next = 0;
    while next < marks.len() {
        let Some(number) = at(marks, next) else {
            next += 1;
            continue;
        };
        next = number.end;
        let struck = &mut marks[number];
        if let [first, .., last] = struck {
            let range = first.at.start..last.at.end;
            found.push(Found { what, range });
        }
        for mark in struck {
            mark.sign = Sign::Other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn kinds(text: &str) -> Vec<PersonalData> {
        find(text).into_iter().map(|number| number.what).collect()
    }

    #[test]
    fn numbers_that_follow_one_another_are_each_found() {
        use PersonalData::{BankCard, Mobile, ResidentId};
        let text = "11010519491231002X13800138000，6222 0212 3456 7894 / 139-0013-9000 138 0013 8000";
        assert_eq!(kinds(text), [ResidentId, Mobile, BankCard, Mobile, Mobile]);
    }

    #[test]
    fn a_range_runs_from_the_first_digit_to_the_last() {
        let text = "电话+86１３８－0013－8000。";
        let [number] = &find(text)[..] else {
            panic!("one number")
        };
        assert_eq!(&text[number.range.clone()], "１３８－0013－8000");
    }

    #[test]
    fn an_error_names_kind_and_place_and_never_a_digit_of_the_number() {
        let error = refuse("联系人13800138000，证件11010519491231002x，卡4111111111111111").unwrap_err();
        assert_eq!(error.kind, ErrorKind::Refused);
        let codes: Vec<&str> = error.problems.iter().map(|problem| problem.what.code()).collect();
        assert_eq!(codes, ["privacy-mobile", "privacy-resident-id", "privacy-bank-card"]);
        let places: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.what.arg("from"), problem.what.arg("to")))
            .collect();
        assert_eq!(
            places,
            [
                (Some("4"), Some("14")),
                (Some("18"), Some("35")),
                (Some("38"), Some("53"))
            ]
        );
        for lang in [Lang::Zh, Lang::En] {
            let said = error.say(lang);
            assert!(said.contains("38") && said.contains("53"), "{said}");
            assert!(
                !said.contains("138") && !said.contains("1101") && !said.contains("1111"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_place_is_counted_in_characters_with_the_hidden_ones() {
        let error = refuse("甲\u{200b}１３８\u{200b}00138000").unwrap_err();
        let what = &error.problems[0].what;
        assert_eq!((what.arg("from"), what.arg("to")), (Some("3"), Some("14")));
    }

    #[test]
    fn numbers_of_offices_papers_and_days_are_nobodys() {
        for text in [
            "",
            "禁毒办〔2017〕12号",
            "豫禁毒办传〔2017〕44号 2018-12-31 2019-12-31",
            "659001000000",
            "620102001001 620102001002",
            "620100 620102 620103 620107",
            "620102 620102006001",
            "0371-65900110，12345，12320，110",
            "131 2018-12-31",
            "138 2017 2018",
            "1998 5000 320",
            "4120 2017 2018 2014",
            "13 22 45 19 203",
            "13,900,000,000",
            "比例0.13800138000，另0.4111111111111111",
            "3f13800138000a7c",
            "114100000051843475",
            "91410100MA40ABCD13",
            "12410000416002345X",
            "2026112100000000",
        ] {
            assert_eq!(find(text), [], "{text}");
            assert!(refuse(text).is_ok());
        }
    }
}
