//! Answer types and thresholds in words, as lists, sheets and reports show them.

use super::indicator::{AnswerType, Indicator, Operator, Threshold, ThresholdBasis, Tier, TierCondition, TierTable};
use crate::exact::Fraction;
use crate::words::say;
use crate::{Lang, Sentence};

/// The type in words, for example 是/否.
#[must_use]
pub fn type_words(kind: AnswerType) -> Sentence {
    match kind {
        AnswerType::YesNo => Sentence::new("pack-type-yes-no"),
        AnswerType::Document => Sentence::new("pack-type-document"),
        AnswerType::Checklist => Sentence::new("pack-type-checklist"),
        AnswerType::PercentThreshold => Sentence::new("pack-type-percent-threshold"),
        AnswerType::PercentReport => Sentence::new("pack-type-percent-report"),
        AnswerType::CountThreshold => Sentence::new("pack-type-count-threshold"),
        AnswerType::CountReport => Sentence::new("pack-type-count-report"),
        AnswerType::Ratio => Sentence::new("pack-type-ratio"),
        AnswerType::TierTable => Sentence::new("pack-type-tier-table"),
        AnswerType::Trend => Sentence::new("pack-type-trend"),
        AnswerType::ZeroEvent => Sentence::new("pack-type-zero-event"),
        AnswerType::Deadline => Sentence::new("pack-type-deadline"),
        AnswerType::FreeText => Sentence::new("pack-type-free-text"),
    }
}

/// What an answer is held to in words, for example `≥ 15 %`, with the words for a threshold that is only read out of
/// the text and for soft wording; 只记不判 where nothing is.
#[must_use]
pub fn threshold_words(indicator: &Indicator, lang: Lang) -> String {
    let held = held_to(indicator, lang);
    let implied = indicator.threshold_basis == ThresholdBasis::Implied;
    let marks = [
        (implied, Sentence::new("pack-mark-implied")),
        (
            indicator.soft && indicator.operator.is_some(),
            Sentence::new("pack-mark-soft"),
        ),
    ];
    let marks = marks.into_iter().filter(|(holds, _)| *holds);
    marks.fold(held, |text, (_, mark)| text + &say(lang, &mark))
}

fn held_to(indicator: &Indicator, lang: Lang) -> String {
    let word = |what: Sentence| say(lang, &what);
    match (&indicator.threshold, indicator.operator) {
        (_, None) => word(Sentence::new("pack-held-recorded")),
        (Threshold::None, Some(Operator::Present)) if indicator.answer_type == AnswerType::YesNo => {
            word(Sentence::new("pack-held-yes"))
        }
        (Threshold::None, Some(Operator::Present)) => word(Sentence::new("pack-held-present")),
        (Threshold::None, Some(Operator::Increase)) => word(Sentence::new("pack-held-increase")),
        (Threshold::None, Some(Operator::Decrease)) => word(Sentence::new("pack-held-decrease")),
        (Threshold::None, Some(_)) => word(Sentence::new("pack-held-any")),
        (Threshold::Number(number), Some(operator)) => numbered(indicator, operator, number, lang),
        (Threshold::Ratio { a, b }, Some(_)) => format!("≤ {a}:{b}"),
        (Threshold::Date(date), Some(_)) => say(lang, &Sentence::new("pack-held-by").with("date", date)),
        (Threshold::Tiers(table), Some(_)) => tiers(table, lang),
    }
}

fn numbered(indicator: &Indicator, operator: Operator, number: &Fraction, lang: Lang) -> String {
    if operator == Operator::All {
        return say(lang, &Sentence::new("pack-held-all").with("count", number));
    }
    // The cell is what was written; a fraction would show 12.5 as 25/2.
    let amount = format!(
        "{} {} {}",
        sign(operator),
        indicator.cell("threshold"),
        indicator.cell("unit")
    );
    if indicator.answer_type == AnswerType::Trend {
        return say(lang, &Sentence::new("pack-held-trend").with("amount", amount));
    }
    match indicator.cell("period") {
        "" => amount,
        period => format!("{amount}/{period}"),
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::AtLeast => "≥",
        Operator::AtMost => "≤",
        other => other.code(),
    }
}

fn tiers(table: &TierTable, lang: Lang) -> String {
    let tiers: Vec<String> = table.tiers.iter().map(|tier| tier_words(table, tier, lang)).collect();
    let text = tiers.join(if lang == Lang::Zh { "；" } else { "; " });
    if tiers.len() < 2 {
        return text;
    }
    text + &say(lang, &Sentence::new("pack-held-highest"))
}

fn tier_words(table: &TierTable, tier: &Tier, lang: Lang) -> String {
    let name = |code: &String| {
        table
            .measures
            .iter()
            .find(|(known, _)| known == code)
            .map_or("", |(_, name)| name.as_str())
    };
    let condition: Vec<String> = match &tier.when {
        TierCondition::Any(bands) => bands
            .iter()
            .map(|(code, low, high)| band(name(code), *low, *high))
            .collect(),
        TierCondition::Per(per) => per
            .iter()
            .map(|(code, number)| per_words(name(code), *number, lang))
            .collect(),
    };
    let need: Vec<String> = tier
        .need
        .iter()
        .map(|(code, number)| format!("{} ≥ {number}", name(code)))
        .collect();
    let sentence = Sentence::new("pack-held-tier");
    let sentence = sentence.with("condition", condition.join(&say(lang, &Sentence::new("pack-held-or"))));
    say(
        lang,
        &sentence.with("need", need.join(&say(lang, &Sentence::new("list-comma")))),
    )
}

fn band(name: &str, low: u64, high: Option<u64>) -> String {
    match (low, high) {
        (0, Some(high)) => format!("{name} ≤ {high}"),
        (low, Some(high)) => format!("{low} ≤ {name} ≤ {high}"),
        (low, None) => format!("{name} ≥ {low}"),
    }
}

fn per_words(name: &str, number: u64, lang: Lang) -> String {
    say(
        lang,
        &Sentence::new("pack-held-per").with("number", number).with("name", name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Pack, builtin};

    fn zh(pack: &Pack, id: &str) -> String {
        threshold_words(pack.indicator(id).unwrap(), Lang::Zh)
    }

    #[test]
    fn thresholds_read_as_the_document_means_them() {
        let [s0, s1, s2] = ["s0", "s1", "s2"].map(|id| builtin(id).unwrap());
        assert_eq!(zh(&s0, "S0-2"), "≥ 15 %");
        assert_eq!(zh(&s0, "S0-5"), "> 70 %");
        assert_eq!(zh(&s0, "S0-1a"), "有");
        assert_eq!(zh(&s0, "S0-1b"), "只记不判");
        assert_eq!(zh(&s1, "S1-3.2a"), "≤ 30:1");
        assert_eq!(zh(&s1, "S1-1.7a"), "不晚于 2018-12-31");
        assert_eq!(zh(&s1, "S1-2.2"), "7 项齐全");
        assert_eq!(zh(&s1, "S1-3.1a"), "= 100 %（推定）");
        assert!(
            zh(&s2, "S2-2.2")
                .starts_with("辖区实有吸毒人员(含外地户籍) ≤ 200 或 辖区户籍人口 ≤ 30000：禁毒专职干部 ≥ 1；")
        );
    }

    #[test]
    fn a_rise_names_its_base_period_and_a_tier_per_head_its_number() {
        let s4 = builtin("s4").unwrap();
        assert_eq!(zh(&s4, "S4-5.4b"), "比基期提高 ≥ 5 百分点");
        assert_eq!(
            zh(&s4, "S4-5.3a"),
            "每 30 登记在册吸毒人员：社区禁毒专职人员 ≥ 1；每 20 戒毒康复人员：社区禁毒专职人员 ≥ 1；取高"
        );
    }
}
