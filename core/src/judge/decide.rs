//! The order of the rules: from an answer to its verdict.
//!
//! First whether the indicator applies, then what the value says, then what keeps that from being a verdict: a condition
//! nobody settled, a formula or threshold the document does not state, a value nobody checked, wording that only advises.
//! A self-reported value alone is never 达标, 未达标 or 不适用: it says what the place says, and stays 待核 until somebody
//! looks. What is only recorded stays recorded, marked as self-reported.

use chrono::NaiveDate;

use super::answer::{Answer, Known, Value};
use super::condition::{Applies, Condition, Facts};
use super::confirm::{Confirmation, Confirmations};
use super::verdict::{Flag, Judgement, Outcome, Verdict, Weighed};
use super::{count, presence, rate, staffing, tiers, trend};
use crate::Sentence;
use crate::pack::indicator::{FormulaBasis, Threshold, ThresholdBasis};
use crate::pack::{AnswerType, Indicator};

/// What judging needs to know besides the answer.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// Facts about the place, for conditions.
    pub facts: Facts,
    /// The day of the visit, for deadlines.
    pub checked_on: Option<NaiveDate>,
    /// What the campaign confirmed.
    pub confirmed: Confirmations,
}

/// Judges an answer. None for an indicator that was not answered (未查), unless its condition is computed false: then
/// there was nothing to ask.
#[must_use]
pub fn judge(indicator: &Indicator, answer: Option<&Answer>, circumstances: &Circumstances) -> Option<Judgement> {
    let applies = applies(indicator, answer, &circumstances.facts);
    if let Applies::No(reason) = applies {
        return Some(plain(Verdict::NotApplicable, reason));
    }
    let answer = answer?;
    let mut weighed = weigh(indicator, answer.value(), circumstances.checked_on);
    if indicator.cell("source_kind") == "third_party_survey" && weighed.outcome != Outcome::NotApplicable {
        weighed.flags.push(Flag::Survey);
        weighed.reasons.push(Sentence::new("judge-survey"));
    }
    if let Applies::Open(reason) = applies
        && weighed.outcome != Outcome::NotApplicable
    {
        weighed.outcome = Outcome::ToCheck;
        weighed.reasons.push(reason);
    }
    Some(qualify(indicator, answer, weighed, &circumstances.confirmed))
}

fn plain(verdict: Verdict, reason: Sentence) -> Judgement {
    Judgement {
        verdict,
        reasons: vec![reason],
        flags: Vec::new(),
    }
}

/// A tier table's own measures are facts too: 在册吸毒人员 need not be entered twice.
fn applies(indicator: &Indicator, answer: Option<&Answer>, facts: &Facts) -> Applies {
    let text = indicator.cell("applies_when");
    let Some(condition) = Condition::parse(text) else {
        return Applies::Yes;
    };
    let mut facts = facts.clone();
    if let (Some(Value::Measures(sizes)), Threshold::Tiers(table)) = (answer.map(Answer::value), &indicator.threshold) {
        for (code, wording) in &table.measures {
            if let (None, Some(size)) = (facts.get(wording), sizes.get(code)) {
                facts.set(wording, &size.to_string());
            }
        }
    }
    condition.applies(text, &facts)
}

fn weigh(indicator: &Indicator, value: &Value, checked_on: Option<NaiveDate>) -> Weighed {
    if let Value::NotApplicable { reason } = value {
        // In a log the reason stands in a field of its own, beside the answer.
        let what = if reason.is_empty() {
            Sentence::new("judge-exempt-beside")
        } else {
            Sentence::new("judge-exempt").with("reason", reason)
        };
        return Weighed::new(Outcome::NotApplicable, what);
    }
    match indicator.answer_type {
        AnswerType::YesNo => presence::weigh_yes_no(value),
        AnswerType::Document => presence::weigh_document(value),
        AnswerType::Checklist => presence::weigh_checklist(indicator, value),
        AnswerType::PercentThreshold | AnswerType::PercentReport => rate::weigh_percent(indicator, value),
        AnswerType::CountThreshold | AnswerType::CountReport => count::weigh_count(indicator, value),
        AnswerType::Ratio => staffing::weigh_ratio(indicator, value),
        AnswerType::TierTable => tiers::weigh_tiers(indicator, value),
        AnswerType::Trend => trend::weigh_trend(indicator, value),
        AnswerType::ZeroEvent => count::weigh_zero(indicator, value),
        AnswerType::Deadline => presence::weigh_deadline(indicator, value, checked_on),
        AnswerType::FreeText => presence::weigh_text(value),
    }
}

/// What keeps a weighed value from being a verdict, in the order a reader should hear it.
fn qualify(indicator: &Indicator, answer: &Answer, weighed: Weighed, confirmed: &Confirmations) -> Judgement {
    let Weighed {
        outcome,
        mut reasons,
        mut flags,
    } = weighed;
    let judged = matches!(outcome, Outcome::Pass | Outcome::Fail);
    let inferred = indicator.formula_basis == FormulaBasis::Inferred;
    let implied = indicator.threshold_basis == ThresholdBasis::Implied;
    let confirmation = confirmed.of(indicator.id()).filter(|_| inferred || implied);
    let self_reported = answer.known() == Known::SelfReported;
    if self_reported {
        flags.push(Flag::SelfReported);
        reasons.push(Sentence::new("judge-self-reported"));
    }
    if let Some(confirmation) = confirmation.filter(|_| judged) {
        reasons.push(told(confirmation));
    }
    let open = confirmation.is_none();
    let verdict = match outcome {
        Outcome::ToCheck => Verdict::ToCheck,
        Outcome::NotApplicable if self_reported => Verdict::ToCheck,
        Outcome::NotApplicable => Verdict::NotApplicable,
        Outcome::Recorded => Verdict::Recorded,
        Outcome::Pass | Outcome::Fail if inferred && open => {
            reasons.push(Sentence::new("judge-formula-inferred"));
            Verdict::Recorded
        }
        Outcome::Pass | Outcome::Fail if implied && open => {
            reasons.push(Sentence::new("judge-threshold-implied"));
            Verdict::ToCheck
        }
        Outcome::Pass | Outcome::Fail if self_reported => Verdict::ToCheck,
        Outcome::Pass => Verdict::Met,
        Outcome::Fail if indicator.soft => {
            flags.push(Flag::Advice);
            reasons.push(Sentence::new("judge-soft"));
            Verdict::Recorded
        }
        Outcome::Fail => Verdict::NotMet,
    };
    Judgement {
        verdict,
        reasons,
        flags,
    }
}

fn told(confirmation: &Confirmation) -> Sentence {
    Sentence::new("judge-confirmed")
        .with("by", &confirmation.by)
        .with("date", confirmation.date)
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
