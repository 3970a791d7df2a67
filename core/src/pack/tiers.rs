//! Tier tables: a minimum that depends on the size of the place, written as compact JSON in the threshold's cell.
//!
//! `measures` names the codes; a tier of `any` holds when one of its measures lies in its band, both ends included as
//! printed; a tier of `per` needs its `need` for every started so many. `pick` says that the highest need counts.

use serde::Deserialize;

use super::cell;
use super::indicator::{Tier, TierCondition, TierTable};
use super::pairs::Pairs;
use crate::Sentence;

/// Most measures, and most tiers, of one table.
const MOST: usize = 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    measures: Pairs<String>,
    pick: Option<String>,
    tiers: Vec<WrittenTier>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTier {
    any: Option<Pairs<(u64, Option<u64>)>>,
    per: Option<Pairs<u64>>,
    need: Pairs<u64>,
}

/// Reads a tier table, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<TierTable, Sentence> {
    let written: Written =
        serde_json::from_str(text).map_err(|error| Sentence::new("pack-tiers-json").with("column", error.column()))?;
    let size = |length: usize| (1..=MOST).contains(&length);
    if !size(written.measures.0.len()) || !size(written.tiers.len()) {
        return Err(Sentence::new("pack-tiers-size").with("limit", MOST));
    }
    check_twice(&written.measures)?;
    let picked = written.pick.as_deref();
    if picked.is_some_and(|pick| pick != "highest") || (picked.is_none() && written.tiers.len() > 1) {
        return Err(Sentence::new("pack-tiers-pick"));
    }
    let measures = written.measures.0;
    let tiers = written.tiers.into_iter().map(|tier| read_tier(tier, &measures));
    let tiers = tiers.collect::<Result<_, _>>()?;
    Ok(TierTable { measures, tiers })
}

fn read_tier(tier: WrittenTier, measures: &[(String, String)]) -> Result<Tier, Sentence> {
    check_codes(&tier.need, measures)?;
    check_positive(&tier.need)?;
    let when = match (tier.any, tier.per) {
        (Some(any), None) => {
            check_codes(&any, measures)?;
            TierCondition::Any(bands(any)?)
        }
        (None, Some(per)) => {
            check_codes(&per, measures)?;
            check_positive(&per)?;
            TierCondition::Per(per.0)
        }
        _ => return Err(Sentence::new("pack-tiers-form")),
    };
    Ok(Tier {
        when,
        need: tier.need.0,
    })
}

fn bands(any: Pairs<(u64, Option<u64>)>) -> Result<Vec<(String, u64, Option<u64>)>, Sentence> {
    let band = |(code, (low, high)): (String, (u64, Option<u64>))| match high {
        Some(high) if high <= low => Err(Sentence::new("pack-tiers-band").with("code", cell::quote(&code))),
        _ => Ok((code, low, high)),
    };
    any.0.into_iter().map(band).collect()
}

fn check_codes<T>(pairs: &Pairs<T>, measures: &[(String, String)]) -> Result<(), Sentence> {
    check_twice(pairs)?;
    let known = |code: &str| measures.iter().any(|(measure, _)| measure == code);
    match pairs.0.iter().find(|(code, _)| !known(code)) {
        _ if pairs.0.is_empty() => Err(Sentence::new("pack-tiers-form")),
        None => Ok(()),
        Some((code, _)) => Err(Sentence::new("pack-tiers-code").with("code", cell::quote(code))),
    }
}

fn check_positive(pairs: &Pairs<u64>) -> Result<(), Sentence> {
    match pairs.0.iter().find(|(_, number)| *number == 0) {
        None => Ok(()),
        Some((code, _)) => Err(Sentence::new("pack-tiers-zero").with("code", cell::quote(code))),
    }
}

fn check_twice<T>(pairs: &Pairs<T>) -> Result<(), Sentence> {
    match pairs.twice() {
        None => Ok(()),
        Some(code) => Err(Sentence::new("pack-tiers-twice").with("code", cell::quote(code))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S2: &str = r#"{"measures":{"A":"吸毒人员","P":"人口","D":"干部"},"pick":"highest","tiers":[{"any":{"A":[0,200],"P":[0,30000]},"need":{"D":1}},{"any":{"A":[200,null]},"need":{"D":2}}]}"#;

    #[test]
    fn measures_and_tiers_keep_their_printed_order() {
        let table = read(S2).unwrap();
        assert_eq!(
            table.measures.iter().map(|(code, _)| code.as_str()).collect::<String>(),
            "APD"
        );
        let TierCondition::Any(bands) = &table.tiers[1].when else {
            panic!("bands")
        };
        assert_eq!(bands[0], ("A".to_owned(), 200, None));
    }

    #[test]
    fn each_way_to_write_a_wrong_table_is_told_apart() {
        let one = |tier: &str| format!(r#"{{"measures":{{"A":"甲"}},"tiers":[{tier}]}}"#);
        let wrong = [
            ("not json".to_owned(), "pack-tiers-json"),
            (S2.replace("\"pick\":\"highest\",", ""), "pack-tiers-pick"),
            (S2.replace("highest", "lowest"), "pack-tiers-pick"),
            (S2.replace("[0,200]", "[200,200]"), "pack-tiers-band"),
            (S2.replace("[0,200]", "[-1,200]"), "pack-tiers-json"),
            (S2.replace("\"D\":2", "\"D\":0"), "pack-tiers-zero"),
            (S2.replace("\"D\":2", "\"E\":2"), "pack-tiers-code"),
            (S2.replace("\"P\":\"人口\"", "\"A\":\"人口\""), "pack-tiers-twice"),
            (one(r#"{"need":{"A":1}}"#), "pack-tiers-form"),
            (
                one(r#"{"per":{"A":1},"any":{"A":[0,1]},"need":{"A":1}}"#),
                "pack-tiers-form",
            ),
            (one(r#"{"per":{},"need":{"A":1}}"#), "pack-tiers-form"),
            (one(r#"{"per":{"A":0},"need":{"A":1}}"#), "pack-tiers-zero"),
            (one(""), "pack-tiers-size"),
        ];
        for (text, code) in wrong {
            assert_eq!(read(&text).unwrap_err().code(), code, "{text}");
        }
    }
}
