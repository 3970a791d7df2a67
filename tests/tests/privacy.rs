//! Numbers of persons across rooms: the reference vectors, the built-in packs, and laws over generated texts.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::pack::{BUILTIN_IDS, builtin};
use crosscheck_core::privacy::{PersonalData, find, refuse};
use crosscheck_core::{ErrorKind, Lang};
use crosscheck_tests::vector;
use proptest::prelude::*;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// What may stand around a number; the blank and the figure before it belong to something else.
const BEFORE: [&str; 9] = ["", "电话", "：", "(", "tel", "5 ", "第12条，", "\n", "2018年 "];
const AFTER: [&str; 9] = ["", "。", "张", ")", "\n12", ",7", "（微信）", "\u{200b}", "元"];
const VISIBLE: [&str; 9] = [" ", "-", "－", "\u{3000}", "\u{a0}", " - ", "—", "  ", "\u{2212}"];
const HIDDEN: [&str; 6] = ["", "", "", "\u{200b}", "\u{feff}", "\u{200d}\u{2060}"];

fn kinds(text: &str) -> Vec<PersonalData> {
    find(text).into_iter().map(|number| number.what).collect()
}

/// A number as somebody writes it: which digits are full-width, what stands behind each character.
fn written(number: &str, wide: &[bool], behind: &[&str]) -> String {
    let mut text = String::new();
    let last = number.chars().count() - 1;
    for (index, character) in number.chars().enumerate() {
        let full = char::from_u32(u32::from(character) + 0xfee0).unwrap();
        text.push(if wide[index] { full } else { character });
        if index < last {
            text.push_str(behind[index]);
        }
    }
    text
}

/// What stands behind each digit of a number in groups: the separator between groups, hidden characters elsewhere.
fn grouped(groups: &[usize], separators: &[&'static str], hidden: &[&'static str]) -> Vec<&'static str> {
    let inside = |length: usize| (1..=length).map(move |place| place == length);
    let ends = groups.iter().copied().flat_map(inside).enumerate();
    ends.map(|(index, ends)| if ends { separators[index] } else { hidden[index] })
        .collect()
}

fn has_years(number: &str, groups: &[usize]) -> bool {
    let mut start = 0;
    groups.iter().any(|length| {
        let group = &number[start..start + length];
        start += length;
        *length == 4 && (1949..=2049).contains(&group.parse::<u32>().unwrap())
    })
}

/// The 17 digits before the check character.
fn body() -> impl Strategy<Value = String> {
    let place = prop::sample::select(vec![
        "110105", "440524", "620102", "659001", "810000", "830000", "310120",
    ]);
    (place, 1900..2026, 1..=12, 1..=28, 0..1000)
        .prop_map(|(place, year, month, day, order)| format!("{place}{year}{month:02}{day:02}{order:03}"))
}

fn checked(body: &str, shift: u32) -> String {
    let sum: u32 = body
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    match (12 - sum % 11 + shift) % 11 {
        10 => format!("{body}X"),
        check => format!("{body}{check}"),
    }
}

fn luhn(digits: &str) -> u32 {
    let digit = |(place, digit): (usize, char)| {
        let digit = digit.to_digit(10).unwrap() * if place % 2 == 0 { 1 } else { 2 };
        digit / 10 + digit % 10
    };
    digits.chars().rev().enumerate().map(digit).sum()
}

fn card() -> impl Strategy<Value = String> {
    let issuer = prop::sample::select(vec![
        ("62", 16),
        ("62", 17),
        ("62", 18),
        ("62", 19),
        ("9558", 19),
        ("4", 16),
        ("55", 16),
    ]);
    (issuer, "[0-9]{19}").prop_map(|((issuer, length), filler)| {
        let start: String = issuer.chars().chain(filler.chars()).take(length - 1).collect();
        let check = (10 - luhn(&format!("{start}0")) % 10) % 10;
        format!("{start}{check}")
    })
}

fn parts(choices: &'static [&'static str], count: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(choices), count)
}

/// The one number found, after the laws that hold for every text.
fn assert_found(text: &str, core: &str, what: PersonalData) {
    let found = find(text);
    let start = text.find(core).unwrap();
    let is_it =
        |number: &crosscheck_core::privacy::Found| number.what == what && number.range == (start..start + core.len());
    assert!(found.iter().any(is_it), "{text:?}: {found:?}");
    let error = refuse(text).unwrap_err();
    assert_eq!((error.kind, error.problems.len()), (ErrorKind::Refused, found.len()));
}

#[test]
fn every_row_of_the_reference_vector_is_found_as_what_it_is() {
    let rows = vector("D6_pii_checksums.csv");
    assert_eq!(rows.len(), 10);
    for row in rows {
        let is = |column: &str| row[column] == "True";
        let text = &row["string"];
        let is_card = is("luhn_valid") && !is("resident_id_valid");
        let expected: Vec<PersonalData> = [
            (is("resident_id_valid"), PersonalData::ResidentId),
            (is_card, PersonalData::BankCard),
            (is("mobile_pattern"), PersonalData::Mobile),
        ]
        .into_iter()
        .filter_map(|(is, what)| is.then_some(what))
        .collect();
        assert_eq!(kinds(text), expected, "{text}");
        assert_eq!(kinds(&format!("（{text}）")), expected, "{text}");
    }
}

#[test]
fn no_text_of_a_built_in_pack_is_refused() {
    for id in BUILTIN_IDS {
        let pack = builtin(id).unwrap();
        let csv = String::from_utf8(pack.to_csv()).unwrap();
        for text in [csv, pack.to_toml()] {
            assert!(text.len() > 100);
            assert_eq!(find(&text), [], "{id}");
        }
    }
}

proptest! {
    #[test]
    fn a_valid_identity_number_is_found_however_it_is_split(
        body in body(), wide in prop::collection::vec(any::<bool>(), 18), lower in any::<bool>(),
        visible in parts(&VISIBLE, 18), hidden in parts(&HIDDEN, 18), split in prop::collection::vec(any::<bool>(), 18),
        before in prop::sample::select(&BEFORE[..]), after in prop::sample::select(&AFTER[..]),
    ) {
        let number = checked(&body, 0);
        let number = if lower { number.to_lowercase() } else { number };
        let behind: Vec<&str> = (0..18).map(|place| if split[place] { visible[place] } else { hidden[place] }).collect();
        let core = written(&number, &wide, &behind);
        assert_found(&format!("{before}{core}{after}"), &core, PersonalData::ResidentId);
    }

    #[test]
    fn an_identity_number_with_another_check_character_is_none(body in body(), shift in 1_u32..11) {
        let text = checked(&body, shift);
        prop_assert!(!kinds(&text).contains(&PersonalData::ResidentId), "{text}");
    }

    #[test]
    fn a_mobile_is_found_in_every_grouping_and_spelling(
        number in "1[3-9][0-9]{9}", wide in prop::collection::vec(any::<bool>(), 11),
        groups in prop::sample::select(vec![vec![11], vec![3, 4, 4], vec![3, 8], vec![7, 4], vec![4, 3, 4], vec![3, 3, 5], vec![1; 11]]),
        visible in parts(&VISIBLE, 11), hidden in parts(&HIDDEN, 11),
        before in prop::sample::select([&BEFORE[..], &["+86", "＋86 ", "0086", "86-"]].concat()),
        after in prop::sample::select(&AFTER[..]),
    ) {
        prop_assume!(!has_years(&number, &groups));
        // A single figure before single figures is one of them.
        prop_assume!(groups.len() < 11 || before != "5 ");
        let core = written(&number, &wide, &grouped(&groups, &visible, &hidden));
        assert_found(&format!("{before}{core}{after}"), &core, PersonalData::Mobile);
    }

    #[test]
    fn a_card_is_found_as_it_stands_on_the_card(
        number in card(), wide in prop::collection::vec(any::<bool>(), 19), style in 0..4,
        visible in parts(&VISIBLE, 19), hidden in parts(&HIDDEN, 19),
        before in prop::sample::select(&BEFORE[..]), after in prop::sample::select(&AFTER[..]),
    ) {
        let length = number.len();
        let groups = match style {
            0 => vec![length],
            1 if length == 16 || length == 19 => vec![6, length - 6],
            2 => vec![1; length],
            _ if length == 16 => vec![4; 4],
            _ => vec![4, 4, 4, 4, length - 16],
        };
        prop_assume!(!has_years(&number, &groups) && (style != 2 || before != "5 "));
        // One in a hundred thousand is an identity number of Gansu as well.
        prop_assume!(!kinds(&number).contains(&PersonalData::ResidentId));
        let core = written(&number, &wide, &grouped(&groups, &visible, &hidden));
        assert_found(&format!("{before}{core}{after}"), &core, PersonalData::BankCard);
    }

    #[test]
    fn a_number_inside_a_longer_run_of_digits_is_none(
        mobile in "1[3-9][0-9]{9}", body in body(), digit in "[0-9]", in_front in any::<bool>(),
    ) {
        let longer = |number: &str| if in_front { format!("{digit}{number}") } else { format!("{number}{digit}") };
        let text = longer(&mobile);
        prop_assert_eq!(find(&text), []);
        let id = checked(&body, 0);
        prop_assume!(in_front || !id.ends_with('X'));
        prop_assert!(!kinds(&longer(&id)).contains(&PersonalData::ResidentId));
    }

    #[test]
    fn serials_and_division_codes_are_none(serial in "[0-9]{9,10}|[02-9][0-9]{10}|[0-9]{12,14}", before in "[甲第〔]?") {
        let text = format!("{before}{serial}号");
        // Behind 0086 stands a telephone number.
        prop_assume!(!serial.starts_with("0086"));
        prop_assert_eq!(find(&text), []);
    }

    #[test]
    fn a_credit_code_of_an_institution_is_none(
        kind in prop::sample::select(vec!["11", "12", "13", "31", "51", "52", "53", "91", "92"]),
        division in "[1-6][0-9]{3}(0[0-9]|1[0-8]|[2-9][1-9])", organisation in "[0-9A-HJ-NP-RTUWXY]{9}", check in "[0-9A-HJ-NP-RTUWXY]",
    ) {
        let text = format!("统一社会信用代码{kind}{division}{organisation}{check}，");
        prop_assert_eq!(find(&text), []);
    }

    #[test]
    fn ranges_of_any_text_are_whole_characters_in_order_and_nothing_panics(
        text in "([0-9０-９]|1[3-9]|62|[xX＋+. \n-]|\u{200b}|—|𝟗|甲|é|\u{1F600}|0086|\\PC){0,120}",
    ) {
        let found = find(&text);
        let mut end = 0;
        for number in &found {
            prop_assert!(end <= number.range.start && text.get(number.range.clone()).is_some_and(|part| !part.is_empty()));
            end = number.range.end;
        }
        prop_assert_eq!(refuse(&text).map_err(|error| error.say(Lang::Zh).lines().count()), match found.len() { 0 => Ok(()), n => Err(n) });
    }
}
