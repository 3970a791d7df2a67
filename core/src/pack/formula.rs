//! Rates and units: which answer types have a numerator, a denominator and a unit, and which have none.

use super::indicator::{AnswerType, FormulaBasis};
use super::row::Row;
use crate::Sentence;

/// Holds numerator, denominator, their basis and the unit to the answer type.
pub(super) fn check(row: &mut Row, kind: Option<AnswerType>, basis: Option<FormulaBasis>) {
    let (above, below) = (row.has("numerator_zh"), row.has("denominator_zh"));
    row.hold(
        above == below,
        if above { "denominator_zh" } else { "numerator_zh" },
        Sentence::new("pack-rate-half"),
    );
    let rate = above && below;
    if let Some(basis) = basis {
        row.hold(
            (basis != FormulaBasis::None) == rate,
            "formula_basis",
            Sentence::new("pack-formula-basis"),
        );
    }
    let Some(kind) = kind else { return };
    if needs_rate(kind) && !(above || below) {
        row.say(
            "numerator_zh",
            Sentence::new("pack-rate-missing").with("type", kind.code()),
        );
    }
    if rate && !takes_rate(kind) {
        row.say(
            "numerator_zh",
            Sentence::new("pack-rate-stray").with("type", kind.code()),
        );
    }
    check_unit(row, kind);
}

fn check_unit(row: &mut Row, kind: AnswerType) {
    let unit = row.get("unit");
    let what = match kind {
        AnswerType::PercentThreshold | AnswerType::PercentReport if unit != "%" => Sentence::new("pack-unit-percent"),
        AnswerType::YesNo | AnswerType::Document | AnswerType::FreeText | AnswerType::Deadline => {
            if unit.is_empty() {
                return;
            }
            Sentence::new("pack-unit-stray")
        }
        _ if unit.is_empty() => Sentence::new("pack-unit-missing"),
        _ => return,
    };
    row.say("unit", what.with("type", kind.code()));
}

fn needs_rate(kind: AnswerType) -> bool {
    matches!(
        kind,
        AnswerType::PercentThreshold | AnswerType::PercentReport | AnswerType::Ratio
    )
}

fn takes_rate(kind: AnswerType) -> bool {
    needs_rate(kind) || matches!(kind, AnswerType::Trend | AnswerType::CountThreshold)
}
