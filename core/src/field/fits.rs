//! Whether an answer is of the form its indicator asks for.

use super::Said;
use crate::judge::{Document, Level, Value, form};
use crate::pack::indicator::Threshold;
use crate::pack::{AnswerType, Indicator};
use crate::{Error, ErrorKind, Sentence, privacy};

fn refused(what: Sentence) -> Error {
    Error::new(ErrorKind::Refused, what)
}

/// Checks the form of an answer.
///
/// # Errors
/// [`ErrorKind::Refused`] in words.
pub(super) fn check(indicator: &Indicator, said: &Said) -> Result<(), Error> {
    let value = said.answer.value();
    match value {
        Value::NotApplicable { reason } if reason.trim().is_empty() => {
            return Err(refused(Sentence::new("judge-exempt-without-reason")));
        }
        Value::NotApplicable { .. } => return Ok(()),
        Value::Sampled(_) if form::can_sample(indicator) => return Ok(()),
        Value::Document(Document::Seen {
            number: Some(number), ..
        }) if privacy::is_secret(number) => {
            return Err(refused(Sentence::new("judge-sheet-secret")));
        }
        _ => {}
    }
    if is_of_type(indicator, value) {
        return Ok(());
    }
    Err(refused(
        Sentence::new("field-answer-form").with("indicator", indicator.id()),
    ))
}

fn is_of_type(indicator: &Indicator, value: &Value) -> bool {
    use AnswerType as T;
    let rates = form::is_rate(indicator);
    let fits = |level: &Level| matches!(level, Level::Rate(_)) == rates;
    match (indicator.answer_type, value) {
        (T::YesNo, Value::YesNo(_))
        | (T::Document, Value::Document(_))
        | (T::Deadline, Value::Done(_) | Value::NotDone) => true,
        (T::Checklist, Value::Checklist(there)) => there.iter().all(|option| *option < indicator.options.len()),
        (T::FreeText, Value::Text(text)) => !text.trim().is_empty(),
        (T::Trend, Value::Trend { now, base }) => fits(now) && base.as_ref().is_none_or(fits),
        (T::TierTable, Value::Measures(measures)) => match &indicator.threshold {
            Threshold::Tiers(table) => {
                let known = |code: &String| table.measures.iter().any(|(known, _)| known == code);
                !measures.is_empty() && measures.keys().all(known)
            }
            _ => true,
        },
        (T::Trend | T::TierTable | T::FreeText, _) => false,
        (_, Value::Rate(_)) => rates,
        (kind, Value::Count(_)) => {
            let counts = matches!(kind, T::CountThreshold | T::CountReport | T::ZeroEvent);
            counts && !rates
        }
        _ => false,
    }
}
