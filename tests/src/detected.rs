//! Texts of which it is known what they hold, for the detectors of personal data; what they count to, as a table.
//!
//! Everything is made of a fixed seed, so that the table in docs/privacy.md is the table of every run.

use std::collections::BTreeMap;
use std::fmt::Write;

use crosscheck_core::pack::{BUILTIN_IDS, builtin};
use crosscheck_core::privacy::{Hint, PersonalData, find, hints};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// What may be found: refused or warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Refused.
    ResidentId,
    /// Refused.
    Mobile,
    /// Refused.
    BankCard,
    /// Warned of.
    Email,
    /// Warned of.
    Plate,
    /// Warned of.
    Named,
    /// Warned of.
    Masked,
}

impl Kind {
    /// All, refusals first.
    pub const ALL: [Self; 7] = [
        Self::ResidentId,
        Self::Mobile,
        Self::BankCard,
        Self::Email,
        Self::Plate,
        Self::Named,
        Self::Masked,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::ResidentId => "resident id",
            Self::Mobile => "mobile",
            Self::BankCard => "bank card",
            Self::Email => "e-mail",
            Self::Plate => "plate",
            Self::Named => "name after its label",
            Self::Masked => "masked name",
        }
    }
}

/// Everything the detectors find in a text.
#[must_use]
pub fn found(text: &str) -> Vec<Kind> {
    let refused = find(text).into_iter().map(|one| match one.what {
        PersonalData::ResidentId => Kind::ResidentId,
        PersonalData::Mobile => Kind::Mobile,
        PersonalData::BankCard => Kind::BankCard,
    });
    let warned = hints(text).into_iter().map(|one| match one.what {
        Hint::Email => Kind::Email,
        Hint::Plate => Kind::Plate,
        Hint::Named => Kind::Named,
        Hint::Masked => Kind::Masked,
    });
    refused.chain(warned).collect()
}

/// Texts of one sort, each with the one thing it holds, or nothing.
#[derive(Debug)]
pub struct Corpus {
    /// What they are.
    pub name: &'static str,
    /// Texts.
    pub texts: Vec<(String, Option<Kind>)>,
}

/// How often a kind was rightly found, found where it is not, and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// It is there and was found, once.
    pub right: usize,
    /// It was found and is not there, or is not there twice.
    pub wrong: usize,
    /// It is there and was not found.
    pub missed: usize,
}

/// Counts a corpus, by kind.
#[must_use]
pub fn count(corpus: &Corpus) -> BTreeMap<Kind, Counted> {
    let mut counted: BTreeMap<Kind, Counted> = Kind::ALL.map(|kind| (kind, Counted::default())).into();
    for (text, holds) in &corpus.texts {
        let found = found(text);
        for (kind, counted) in &mut counted {
            let times = found.iter().filter(|one| *one == kind).count();
            let expected = usize::from(*holds == Some(*kind));
            counted.right += times.min(expected);
            counted.wrong += times.saturating_sub(expected);
            counted.missed += expected.saturating_sub(times);
        }
    }
    counted
}

/// The table: a row a corpus, a column a kind, in each right / wrong / missed.
#[must_use]
pub fn table(corpora: &[Corpus]) -> String {
    let mut table = "| texts | how many |".to_owned();
    for kind in Kind::ALL {
        // Writing into a text cannot fail.
        let _ = write!(table, " {} |", kind.word());
    }
    table.push_str("\n|---|---:|");
    table.push_str(&"---|".repeat(Kind::ALL.len()));
    for corpus in corpora {
        let _ = write!(table, "\n| {} | {} |", corpus.name, corpus.texts.len());
        for counted in count(corpus).values() {
            let _ = write!(table, " {}/{}/{} |", counted.right, counted.wrong, counted.missed);
        }
    }
    table.push('\n');
    table
}

/// Every corpus.
#[must_use]
pub fn corpora() -> Vec<Corpus> {
    let mut luck = ChaCha20Rng::seed_from_u64(20_170_410);
    let luck = &mut luck;
    let corpus = |name, texts| Corpus { name, texts };
    vec![
        corpus("reference vector D6", vector()),
        corpus("generated numbers, plain", numbers(luck, |number, _| number.to_owned())),
        corpus(
            "the same, full-width digits",
            numbers(luck, |number, _| full_width(number)),
        ),
        corpus(
            "the same, lower-case x",
            numbers(luck, |number, _| number.to_lowercase()),
        ),
        corpus(
            "the same, blanks inside",
            numbers(luck, |number, kind| split(number, kind, " ")),
        ),
        corpus(
            "the same, hyphens inside",
            numbers(luck, |number, kind| split(number, kind, "-")),
        ),
        corpus(
            "the same, characters without width inside",
            numbers(luck, |number, kind| split(number, kind, "\u{200b}")),
        ),
        corpus("texts with an address, a plate or a name", pointing()),
        corpus("addresses, plates and names, made up", made_up(luck)),
        corpus("every cell of the five packs", packs()),
        corpus("document numbers", documents(luck)),
        corpus("division codes of 12 digits, alone and in lists", divisions(luck)),
        corpus("serials of 9 to 14 digits", serials(luck)),
        corpus("numbers with a wrong check character", unchecked(luck)),
        corpus("everyday texts of inspections", everyday()),
    ]
}

fn vector() -> Vec<(String, Option<Kind>)> {
    let rows = crate::vector("D6_pii_checksums.csv").into_iter();
    rows.map(|row| {
        let is = |column: &str| row[column] == "True";
        let kind = if is("resident_id_valid") {
            Some(Kind::ResidentId)
        } else if is("luhn_valid") {
            Some(Kind::BankCard)
        } else {
            is("mobile_pattern").then_some(Kind::Mobile)
        };
        (row["string"].clone(), kind)
    })
    .collect()
}

fn digits(luck: &mut ChaCha20Rng, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + luck.random_range(0..10)))
        .collect()
}

/// An identity number with a right check character, moved on by `shift`.
fn resident_id(luck: &mut ChaCha20Rng, shift: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let place = ["110105", "440524", "620102", "659001", "310120"][luck.random_range(0..5)];
    let (year, month, day) = (
        luck.random_range(1930..2020),
        luck.random_range(1..=12),
        luck.random_range(1..=28),
    );
    let body = format!("{place}{year}{month:02}{day:02}{:03}", luck.random_range(0..1000));
    let sum: u32 = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    match (12 - sum % 11 + shift) % 11 {
        10 => format!("{body}X"),
        check => format!("{body}{check}"),
    }
}

fn bank_card(luck: &mut ChaCha20Rng, shift: u32) -> String {
    let (issuer, length) = [("62", 16), ("62", 19), ("9558", 19), ("4", 16), ("55", 16)][luck.random_range(0..5)];
    let start = format!("{issuer}{}", digits(luck, length - 1 - issuer.len()));
    let weigh = |(place, digit): (usize, u8)| {
        let doubled = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
        doubled / 10 + doubled % 10
    };
    let sum: u32 = start.bytes().rev().enumerate().map(weigh).sum();
    format!("{start}{}", (10 - sum % 10 + shift) % 10)
}

fn mobile(luck: &mut ChaCha20Rng) -> String {
    format!("1{}{}", luck.random_range(3..10), digits(luck, 9))
}

/// Numbers of persons as somebody writes them, each in a sentence.
fn numbers(luck: &mut ChaCha20Rng, written: fn(&str, Kind) -> String) -> Vec<(String, Option<Kind>)> {
    let mut texts = Vec::new();
    while texts.len() < 900 {
        for kind in [Kind::ResidentId, Kind::Mobile, Kind::BankCard] {
            let number = match kind {
                Kind::ResidentId => resident_id(luck, 0),
                Kind::Mobile => mobile(luck),
                _ => bank_card(luck, 0),
            };
            // A card that happens to be an identity number, or a group that reads as a year, is something else.
            let written = written(&number, kind);
            if kind == Kind::BankCard && found(&number).contains(&Kind::ResidentId) || tells_years(&written) {
                continue;
            }
            texts.push((format!("登记为{written}。"), Some(kind)));
        }
    }
    texts
}

fn tells_years(written: &str) -> bool {
    let groups = written.split([' ', '-']).filter(|group| group.len() == 4);
    written.contains([' ', '-'])
        && groups
            .filter_map(|group| group.parse::<u32>().ok())
            .any(|year| (1949..=2049).contains(&year))
}

fn full_width(number: &str) -> String {
    number
        .chars()
        .map(|letter| char::from_u32(u32::from(letter) + 0xfee0).unwrap_or(letter))
        .collect()
}

/// A number in the groups people write it in.
fn split(number: &str, kind: Kind, between: &str) -> String {
    let lengths: &[usize] = match (kind, number.len()) {
        (Kind::ResidentId, _) => &[6, 8, 4],
        (Kind::Mobile, _) => &[3, 4, 4],
        (_, 16) => &[4, 4, 4, 4],
        _ => &[4, 4, 4, 4, 3],
    };
    let mut rest = number;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, later) = rest.split_at(*length);
        groups.push(group);
        rest = later;
    }
    groups.join(between)
}

/// Texts that are warned of. No such person, address or plate is meant.
fn pointing() -> Vec<(String, Option<Kind>)> {
    let texts = [
        ("发至 xiaoming@example.com", Kind::Email),
        ("邮箱ｘｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", Kind::Email),
        ("a.b-c@mail.example.cn。", Kind::Email),
        ("车牌豫A12345", Kind::Plate),
        ("川Ａ·１２３４５停在门口", Kind::Plate),
        ("冀C12345F", Kind::Plate),
        ("沪a1234警", Kind::Plate),
        ("姓名：王小明", Kind::Named),
        ("联系人：李华，办公室", Kind::Named),
        ("负责人: 欧阳明月", Kind::Named),
        ("吸毒人员王某", Kind::Masked),
        ("李某某（社戒）", Kind::Masked),
        ("学生张××反映", Kind::Masked),
        ("家长刘**说", Kind::Masked),
        ("某某某系强戒出所", Kind::Masked),
    ];
    texts.map(|(text, kind)| (text.to_owned(), Some(kind))).to_vec()
}

/// Addresses, plates and names made of parts.
fn made_up(luck: &mut ChaCha20Rng) -> Vec<(String, Option<Kind>)> {
    fn pick<'a>(luck: &mut ChaCha20Rng, all: &[&'a str]) -> &'a str {
        all[luck.random_range(0..all.len())]
    }
    const FAMILIES: [&str; 8] = ["王", "李", "张", "刘", "陈", "赵", "欧阳", "司马"];
    let mut texts = Vec::new();
    for _ in 0..300 {
        let number = luck.random_range(0..100_000);
        let server = pick(luck, &["example.com", "mail.example.cn", "example.org"]);
        texts.push((format!("请发至x{number}@{server}。"), Kind::Email));
        let (province, letter) = (
            pick(luck, &["京", "豫", "粤", "川", "新"]),
            pick(luck, &["A", "b", "K", "Ｒ"]),
        );
        let gap = pick(luck, &["", "·", " "]);
        texts.push((format!("停有{province}{letter}{gap}{number:05}一辆"), Kind::Plate));
        let (family, given) = (pick(luck, &FAMILIES), pick(luck, &["明", "小华", "建军", "芳", "志强"]));
        let label = pick(luck, &["姓名", "联系人", "负责人", "监护人", "经办人"]);
        let colon = pick(luck, &["：", ":", "： "]);
        texts.push((format!("{label}{colon}{family}{given}，在场"), Kind::Named));
        let (word, mask) = (
            pick(luck, &["吸毒人员", "社戒人员", "学生", "家长"]),
            pick(luck, &["某", "某某", "××", "**"]),
        );
        let family = pick(luck, &FAMILIES[..6]);
        texts.push((format!("{word}{family}{mask}反映"), Kind::Masked));
    }
    texts.into_iter().map(|(text, kind)| (text, Some(kind))).collect()
}

fn nothing(texts: impl IntoIterator<Item = String>) -> Vec<(String, Option<Kind>)> {
    texts.into_iter().map(|text| (text, None)).collect()
}

fn packs() -> Vec<(String, Option<Kind>)> {
    let packs = BUILTIN_IDS.iter().filter_map(|id| builtin(id).ok());
    nothing(packs.flat_map(|pack| {
        let lines: Vec<String> = pack.to_toml().lines().map(str::to_owned).collect();
        let cells = pack.indicators.into_iter().flat_map(|indicator| indicator.cells);
        lines
            .into_iter()
            .chain(cells)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
    }))
}

fn documents(luck: &mut ChaCha20Rng) -> Vec<(String, Option<Kind>)> {
    let mut texts = Vec::new();
    for office in [
        "禁毒办",
        "豫禁毒办传",
        "教基一",
        "公通字",
        "人社部发",
        "国办发",
        "X政办",
    ] {
        for _ in 0..100 {
            let (year, number) = (luck.random_range(1998..2027), luck.random_range(1..2000));
            texts.push(match luck.random_range(0..3) {
                0 => format!("{office}〔{year}〕{number}号"),
                1 => format!(
                    "{office}[{year}]{number}号，{}-{:02}-{:02}",
                    year,
                    luck.random_range(1..13),
                    luck.random_range(1..29)
                ),
                _ => format!("{office}（{year}）{number}号、{}号 {}", number + 1, year + 1),
            });
        }
    }
    nothing(texts)
}

fn divisions(luck: &mut ChaCha20Rng) -> Vec<(String, Option<Kind>)> {
    let bytes = std::fs::read(crate::root().join("hub/frames/counties-2023.csv")).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    let counties = text.lines().skip(1).filter_map(|line| line.get(..6));
    let mut texts = Vec::new();
    for county in counties {
        let mut code = || {
            format!(
                "{county}{:03}{:03}",
                luck.random_range(1..400),
                luck.random_range(0..600)
            )
        };
        let (one, two, three) = (code(), code(), code());
        texts.extend([
            one.clone(),
            format!("{one} {two} {three}"),
            format!("{county} {two}"),
            format!("村居{three}，{county}"),
        ]);
    }
    nothing(texts)
}

/// Serials of every length; one of eleven digits that begins with 13 to 19 is a mobile number for anybody, and one that
/// begins with 0086 is dialled.
fn serials(luck: &mut ChaCha20Rng) -> Vec<(String, Option<Kind>)> {
    let mut texts = Vec::new();
    while texts.len() < 30_000 {
        let length = luck.random_range(9..15);
        let serial = digits(luck, length);
        let is_mobile = length == 11 && serial.starts_with('1') && !"012".contains(&serial[1..2]);
        if !is_mobile && !serial.starts_with("0086") {
            texts.push(format!("编号{serial}"));
        }
    }
    nothing(texts)
}

/// Identity numbers and cards whose check character is another.
fn unchecked(luck: &mut ChaCha20Rng) -> Vec<(String, Option<Kind>)> {
    let mut texts = Vec::new();
    while texts.len() < 2_000 {
        let shift = luck.random_range(1..10);
        let (id, card) = (resident_id(luck, shift), bank_card(luck, shift));
        // With another check character a number may be one of the other kind: such is chance, and counted apart.
        texts.extend([id, card].into_iter().filter(|number| !happens_to_be(number)));
    }
    nothing(texts)
}

/// Whether an identity number that begins as a card of UnionPay does (62, Gansu) passes for one: one in ten does.
fn happens_to_be(number: &str) -> bool {
    number.len() == 18 && number.starts_with("62") && found(number) == [Kind::BankCard]
}

/// How many of so many random serials of a length would be refused as cards.
#[must_use]
pub fn cards_by_chance(length: usize, among: usize) -> usize {
    let mut luck = ChaCha20Rng::seed_from_u64(length as u64);
    let serials = (0..among).map(|_| digits(&mut luck, length));
    serials.filter(|serial| found(serial).contains(&Kind::BankCard)).count()
}

fn everyday() -> Vec<(String, Option<Kind>)> {
    let texts = [
        "联系人：县禁毒办",
        "负责人：安监局",
        "联系人：金山区禁毒办",
        "家长：全部到会",
        "学生安全教育、家长会记录",
        "某县某学校家长会",
        "某某县学生禁毒教育",
        "吸毒人员37名，社戒社康12名",
        "京沪高速K1234+500",
        "@全体成员",
        "粤语2017年第3期",
        "2018-12-31 2019-12-31",
        "0371-65900110，12345，12320，110",
        "统一社会信用代码91410100MA40ABCD13",
        "13,900,000,000元",
        "比例0.13800138000",
        "sha256:3f13800138000a7c",
        "第1项应为100%，实为58/60",
        "登记表编号2026112100000000",
        "豫AB楼1234室",
    ];
    nothing(texts.map(str::to_owned))
}
