//! Operator and threshold: what each of the thirteen answer types is held to, and in which form it is written.
//!
//! 超过 is `>`, 低于 is `<`, 达到 / 不低于 / 以上 is `>=`. A threshold never stands without an operator, because
//! nobody could say which way it points.

use super::indicator::{AnswerType, Operator, Threshold, ThresholdBasis};
use super::row::{Row, Said};
use super::{cell, tiers};
use crate::Sentence;
use crate::exact::{self, Fraction};

type Read = Result<Threshold, Said>;

/// The threshold of a row and, for a checklist, its options.
pub(super) fn read(
    row: &mut Row,
    kind: Result<AnswerType, Said>,
    operator: Result<Option<Operator>, Said>,
    basis: Result<ThresholdBasis, Said>,
) -> Result<(Threshold, Vec<String>), Said> {
    let text = row.get("threshold");
    if let Ok(basis) = basis {
        let none = basis == ThresholdBasis::None;
        row.hold(
            none == text.is_empty(),
            "threshold_basis",
            Sentence::new("pack-threshold-basis"),
        );
    }
    let (kind, operator) = (kind?, operator?);
    if basis == Ok(ThresholdBasis::Implied) {
        check_implied(row, kind);
    }
    let options = if kind == AnswerType::Checklist {
        options(row)
    } else {
        Ok(Vec::new())
    };
    if operator.is_none() && !text.is_empty() {
        return Err(row.say("operator", Sentence::new("pack-no-operator")));
    }
    let count = options.as_ref().map_or(0, Vec::len);
    Ok((of_type(row, kind, operator, count)?, options?))
}

fn of_type(row: &mut Row, kind: AnswerType, operator: Option<Operator>, options: usize) -> Read {
    match kind {
        AnswerType::YesNo | AnswerType::Document => bare(
            row,
            operator == Some(Operator::Present),
            Sentence::new("pack-form-present"),
        ),
        AnswerType::FreeText | AnswerType::PercentReport | AnswerType::CountReport => {
            bare(row, operator.is_none(), Sentence::new("pack-form-report"))
        }
        AnswerType::Checklist => checklist(row, operator, options),
        AnswerType::PercentThreshold => number(row, compares(operator), Some(100), Sentence::new("pack-form-percent")),
        AnswerType::CountThreshold => number(row, compares(operator), None, Sentence::new("pack-form-count")),
        AnswerType::ZeroEvent => number(
            row,
            operator == Some(Operator::Equal) && row.get("threshold") == "0",
            None,
            Sentence::new("pack-form-zero"),
        ),
        AnswerType::Ratio => ratio(row, operator),
        AnswerType::Deadline => deadline(row, operator),
        AnswerType::Trend => trend(row, operator),
        AnswerType::TierTable => tier_table(row, operator),
    }
}

fn compares(operator: Option<Operator>) -> bool {
    use Operator::{AtLeast, AtMost, Equal, Greater, Less};
    matches!(operator, Some(Greater | AtLeast | Equal | Less | AtMost))
}

fn refuse(row: &mut Row, what: Sentence) -> Said {
    row.say("threshold", what)
}

fn bare(row: &mut Row, fits: bool, what: Sentence) -> Read {
    if fits && !row.has("threshold") {
        return Ok(Threshold::None);
    }
    Err(row.say(if fits { "threshold" } else { "operator" }, what))
}

fn number(row: &mut Row, fits: bool, most: Option<u8>, what: Sentence) -> Read {
    let value = exact::parse_decimal(row.get("threshold"));
    let within = |value: &Fraction| most.is_none_or(|most| *value <= exact::whole(most));
    match value.filter(|value| fits && within(value)) {
        Some(value) => Ok(Threshold::Number(value)),
        None => Err(refuse(row, what)),
    }
}

fn checklist(row: &mut Row, operator: Option<Operator>, options: usize) -> Read {
    let text = row.get("threshold");
    match operator {
        Some(Operator::Any) | None if text.is_empty() => Ok(Threshold::None),
        Some(Operator::All) if text == options.to_string() => Ok(Threshold::Number(exact::whole(options))),
        // Without readable options their number is unknown; that is said already.
        Some(Operator::All) => {
            let what = Sentence::new("pack-options-count").with("value", cell::quote(text));
            Err(row.say("threshold", what.with("count", options)))
        }
        _ => Err(row.say("operator", Sentence::new("pack-form-checklist"))),
    }
}

/// The options of a checklist, with which its note begins: `选项:甲/乙/丙。`
fn options(row: &mut Row) -> Result<Vec<String>, Said> {
    let listed = row
        .get("note")
        .strip_prefix("选项:")
        .and_then(|rest| rest.split_once('。'));
    let options: Vec<String> = listed
        .map_or("", |(list, _)| list)
        .split('/')
        .map(str::to_owned)
        .collect();
    let twice = options
        .iter()
        .enumerate()
        .any(|(index, option)| options[..index].contains(option));
    if options.len() < 2 || twice || options.iter().any(|option| option.trim().is_empty()) {
        return Err(row.say("note", Sentence::new("pack-options")));
    }
    Ok(options)
}

fn ratio(row: &mut Row, operator: Option<Operator>) -> Read {
    let whole = |text: &str| -> Option<u64> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') && text.len() <= 9;
        digits.then(|| text.parse().ok()).flatten()
    };
    let parts = row
        .get("threshold")
        .split_once(':')
        .and_then(|(a, b)| whole(a).zip(whole(b)));
    match parts {
        Some((a, b)) if operator == Some(Operator::AtMost) => Ok(Threshold::Ratio { a, b }),
        _ => Err(refuse(row, Sentence::new("pack-form-ratio"))),
    }
}

fn deadline(row: &mut Row, operator: Option<Operator>) -> Read {
    let same = row.get("threshold") == row.get("due_date");
    match cell::date(row.get("threshold")) {
        Some(date) if same && operator == Some(Operator::AtMost) => Ok(Threshold::Date(date)),
        _ => Err(refuse(row, Sentence::new("pack-form-deadline"))),
    }
}

fn trend(row: &mut Row, operator: Option<Operator>) -> Read {
    match operator {
        Some(Operator::Increase | Operator::Decrease) | None => bare(row, true, Sentence::new("pack-form-trend")),
        Some(Operator::Greater | Operator::AtLeast) => number(row, true, None, Sentence::new("pack-form-trend")),
        Some(_) => Err(row.say("operator", Sentence::new("pack-form-trend"))),
    }
}

fn tier_table(row: &mut Row, operator: Option<Operator>) -> Read {
    if operator != Some(Operator::AtLeast) {
        return Err(row.say("operator", Sentence::new("pack-form-tiers")));
    }
    match tiers::read(row.get("threshold")) {
        Ok(table) => Ok(Threshold::Tiers(table)),
        Err(what) => Err(row.say("threshold", what)),
    }
}

/// 一律, 凡, 全面 can only be read as 100 %, 坚决杜绝 only as 0.
fn check_implied(row: &mut Row, kind: AnswerType) {
    let wants_all = kind == AnswerType::PercentThreshold;
    row.hold(
        wants_all || kind == AnswerType::ZeroEvent,
        "threshold_basis",
        Sentence::new("pack-implied-type"),
    );
    if wants_all {
        let all = (row.get("operator"), row.get("threshold")) == ("=", "100");
        row.hold(all, "threshold", Sentence::new("pack-implied-percent"));
    }
}
