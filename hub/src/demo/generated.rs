//! Generated data of the demonstration: rankings, members, zones, schools, and what was found in a county.
//!
//! Nothing here exists. Everything is made from fixed labels by tickets, so that two runs agree, and carries a word
//! that says it is generated. Only the names of provinces and counties are real.

use std::collections::BTreeMap;

use crosscheck_core::draw::Seed;
use crosscheck_core::table::write_csv;

/// Ends every generated name.
const MARK: &str = "（生成）";
/// Provinces of one zone.
const ZONE: usize = 3;

/// A ranking of provinces as a CSV: two columns of ranks.
pub fn ranking(provinces: &[String]) -> Vec<u8> {
    let ranks = |label: &str| {
        let order = Seed::new(label).order(provinces);
        let ranks: BTreeMap<usize, usize> = (1..).zip(order).map(|(rank, province)| (province, rank)).collect();
        ranks
    };
    let (education, recovery) = (ranks("generated education"), ranks("generated recovery"));
    let rows: Vec<Vec<String>> = (0..provinces.len())
        .map(|index| {
            let rank = |ranks: &BTreeMap<usize, usize>| ranks.get(&index).copied().unwrap_or_default().to_string();
            vec![provinces[index].clone(), rank(&education), rank(&recovery)]
        })
        .collect();
    write_csv(
        &["province", "毒品预防教育名次（生成）", "管理和戒毒康复名次（生成）"],
        &rows,
    )
}

/// Zones of three provinces each, in the order of their codes, as a CSV.
pub fn zones(provinces: &[String]) -> Vec<u8> {
    let rows: Vec<Vec<String>> = provinces
        .iter()
        .enumerate()
        .map(|(index, province)| vec![format!("片区{:02}", index / ZONE + 1), province.clone()])
        .collect();
    write_csv(&["zone", "province"], &rows)
}

/// A roster as a CSV: each group has its leader, two members of other tiers, a ministry, an expert and the media.
pub fn roster(leaders: &[String], tiers: &[Vec<String>]) -> Vec<u8> {
    let mut rows = Vec::new();
    for (index, leader) in leaders.iter().enumerate() {
        let group = format!("第{:02}组", index + 1);
        let mut member = |role: &str, unit: String, home: &str| {
            let id = format!("G{:02}-{}", index + 1, rows.len() % 6 + 1);
            rows.push(vec![
                group.clone(),
                id,
                role.to_owned(),
                unit + MARK,
                home.to_owned(),
                String::new(),
            ]);
        };
        member("leader", format!("{leader}禁毒办"), leader);
        for tier in tiers.iter().take(2) {
            let home = tier.get(index % tier.len().max(1)).map_or("", String::as_str);
            member("member", format!("{home}禁毒办"), home);
        }
        member("ministry", "部门代表".to_owned(), "");
        member("expert", "高校专家".to_owned(), "");
        member("media", "自有媒体".to_owned(), "");
    }
    write_csv(&["group", "member", "role", "unit", "home", "recusals"], &rows)
}

/// Names of a county's schools, one on a line: between 24 and 47 of them.
pub fn schools(county: &str) -> Vec<String> {
    let count = 24 + number(&format!("schools of {county}"), 24);
    (1..=count)
        .map(|index| {
            let kind = ["小学", "小学", "初中", "高中", "中职"][number(&format!("{county} {index}"), 5)];
            format!("{kind}{index:02}{MARK}")
        })
        .collect()
}

/// Names of a county's communities: between 30 and 59 of them.
pub fn communities(county: &str) -> Vec<String> {
    let count = 30 + number(&format!("communities of {county}"), 30);
    (1..=count).map(|index| format!("社区{index:02}{MARK}")).collect()
}

/// Whether a requirement was found fulfilled: so many times in ten.
pub fn fulfilled(label: &str, times_in_ten: usize) -> bool {
    number(label, 10) < times_in_ten
}

/// A number below a limit, made from a label.
fn number(label: &str, limit: usize) -> usize {
    let digits = Seed::new("generated").ticket(label).digits();
    digits[..9].parse::<usize>().unwrap_or_default() % limit
}
