//! How an answer is entered, and how one that was given reads: what a shell needs to draw any kind of question without
//! knowing the kinds of answers itself.

use crate::Sentence;
use crate::exact::number_text;
use crate::field::Said;
use crate::judge::form::{self, Part};
use crate::judge::{Document, Level, Rate, Value};
use crate::pack::{AnswerType, Indicator};

/// What is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Asks {
    /// 是 or 否.
    YesNo,
    /// 有 or 无, with number and date.
    Document,
    /// Which options are there.
    Checklist,
    /// Done or not, and when.
    Deadline,
    /// Numerator and denominator.
    Rate,
    /// One number.
    Count,
    /// A number for each measure.
    Measures,
    /// This period and the base period.
    Trend,
    /// Words.
    Text,
}

impl Asks {
    fn of(indicator: &Indicator) -> Self {
        match indicator.answer_type {
            AnswerType::YesNo => Self::YesNo,
            AnswerType::Document => Self::Document,
            AnswerType::Checklist => Self::Checklist,
            AnswerType::Deadline => Self::Deadline,
            AnswerType::TierTable => Self::Measures,
            AnswerType::Trend => Self::Trend,
            AnswerType::FreeText => Self::Text,
            _ if form::is_rate(indicator) => Self::Rate,
            _ => Self::Count,
        }
    }
}

/// A button of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AnswerButton {
    /// Its word.
    pub word: String,
    /// What one touch says; none where more has to be said.
    pub value: Option<Value>,
}

/// A measure of a tier table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MeasureAsked {
    /// Its code, for the answer.
    pub code: String,
    /// What is counted.
    pub words: String,
}

/// The entry of an indicator's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct EntryForm {
    /// What is entered.
    pub asks: Asks,
    /// The buttons of its type; empty for numbers and text.
    pub buttons: Vec<AnswerButton>,
    /// The options of a checklist, in printed order.
    pub options: Vec<String>,
    /// The measures of a tier table.
    pub measures: Vec<MeasureAsked>,
    /// Whether a number is entered as numerator and denominator; of a trend, both of its periods.
    pub is_rate: bool,
    /// What the numerator counts.
    pub numerator: String,
    /// What the denominator counts.
    pub denominator: String,
    /// What a number is counted in, with its period.
    pub unit: String,
    /// The ways it may be known: 自报, 全数核对, 抽样.
    pub known: Vec<&'static str>,
}

impl EntryForm {
    /// The entry of an indicator.
    #[must_use]
    pub fn of(indicator: &Indicator) -> Self {
        let words = form::words(indicator.answer_type).iter().enumerate();
        let measures = form::lines(indicator).into_iter().filter_map(|line| match line.part {
            Part::Measure(code, words) => Some(MeasureAsked { code, words }),
            _ => None,
        });
        Self {
            asks: Asks::of(indicator),
            buttons: words
                .map(|(at, word)| AnswerButton {
                    word: (*word).to_owned(),
                    value: touched(indicator, at),
                })
                .collect(),
            options: indicator.options.clone(),
            measures: measures.collect(),
            is_rate: form::is_rate(indicator),
            numerator: indicator.cell("numerator_zh").to_owned(),
            denominator: indicator.cell("denominator_zh").to_owned(),
            unit: form::counted_in(indicator),
            known: form::known(indicator).to_vec(),
        }
    }
}

/// What one touch of a button says.
fn touched(indicator: &Indicator, at: usize) -> Option<Value> {
    Some(match (indicator.answer_type, at) {
        (AnswerType::YesNo, at) => Value::YesNo(at == 0),
        (AnswerType::Document, 0) => Value::Document(Document::Seen {
            number: None,
            date: None,
        }),
        (AnswerType::Document, _) => Value::Document(Document::Absent),
        (AnswerType::Checklist, 0) => Value::Checklist((0..indicator.options.len()).collect()),
        (AnswerType::Deadline, 0) => Value::Done(None),
        (AnswerType::Deadline, _) => Value::NotDone,
        _ => return None,
    })
}

/// Which button says what was found.
pub(super) fn button(indicator: &Indicator, value: &Value) -> Option<usize> {
    let second = match value {
        Value::YesNo(yes) => !yes,
        Value::Document(document) => *document == Document::Absent,
        Value::Checklist(there) => there.len() < indicator.options.len(),
        Value::Done(_) => false,
        Value::NotDone => true,
        _ => return None,
    };
    Some(usize::from(second))
}

/// Words that need no table.
fn plain(words: impl std::fmt::Display) -> Sentence {
    Sentence::new("view-answer-plain").with("words", words)
}

fn rate(rate: &Rate) -> String {
    format!("{} / {}", number_text(&rate.numerator), number_text(&rate.denominator))
}

fn level(level: &Level) -> String {
    match level {
        Level::Count(number) => number_text(number),
        Level::Rate(of) => rate(of),
    }
}

/// What an answer says, part by part: the value first, then how it is known.
pub(super) fn said_words(indicator: &Indicator, said: &Said) -> Vec<Sentence> {
    let value = said.answer.value();
    let word = button(indicator, value).and_then(|at| form::words(indicator.answer_type).get(at));
    let mut parts: Vec<Sentence> = word.map(plain).into_iter().collect();
    parts.extend(beside(indicator, value));
    if said.answer.is_self_reported() {
        parts.push(Sentence::new("view-answer-self-reported"));
    }
    parts.extend(
        said.as_of
            .map(|day| Sentence::new("view-answer-as-of").with("date", day)),
    );
    if said.from_paper {
        parts.push(Sentence::new("view-answer-from-paper"));
    }
    parts
}

/// What stands behind the word of a button, or in its place.
fn beside(indicator: &Indicator, value: &Value) -> Vec<Sentence> {
    match value {
        Value::YesNo(_) | Value::NotDone | Value::Document(Document::Absent) => Vec::new(),
        Value::Document(Document::Seen { number, date }) => {
            number.iter().map(plain).chain(date.iter().map(plain)).collect()
        }
        Value::Checklist(there) => {
            let options = indicator.options.iter().enumerate();
            let lacking: Vec<&str> = options
                .filter(|(at, _)| !there.contains(at))
                .map(|(_, option)| option.as_str())
                .collect();
            if lacking.is_empty() {
                Vec::new()
            } else {
                vec![plain(lacking.join("、"))]
            }
        }
        Value::Done(day) => day.iter().map(plain).collect(),
        Value::Rate(of) => vec![plain(rate(of))],
        Value::Count(number) => vec![plain(number_text(number))],
        Value::Measures(numbers) => {
            let asked = EntryForm::of(indicator).measures.into_iter();
            asked
                .filter_map(|one| Some(plain(format!("{} {}", one.words, numbers.get(&one.code)?))))
                .collect()
        }
        Value::Trend { now, base } => {
            let now = level(now);
            vec![match base {
                None => plain(now),
                Some(base) => Sentence::new("view-answer-trend")
                    .with("now", now)
                    .with("base", level(base)),
            }]
        }
        Value::Sampled(sample) => vec![
            Sentence::new("view-answer-sampled")
                .with("population", sample.population())
                .with("sample", sample.sample())
                .with("hits", sample.hits()),
        ],
        Value::Text(words) => vec![plain(words)],
        Value::NotApplicable { reason } if reason.is_empty() => vec![Sentence::new("view-answer-exempt")],
        Value::NotApplicable { reason } => vec![Sentence::new("view-answer-not-applicable").with("reason", reason)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{BUILTIN_IDS, builtin};

    #[test]
    fn every_indicator_of_every_pack_can_be_entered_and_its_touches_read_back() {
        for id in BUILTIN_IDS {
            let pack = builtin(id).unwrap();
            for asked in &pack.indicators {
                let entry = EntryForm::of(asked);
                for (at, one) in entry.buttons.iter().enumerate() {
                    let Some(value) = &one.value else { continue };
                    assert_eq!(button(asked, value), Some(at), "{}", asked.id());
                    let said = Said::from(crate::judge::Answer::counted(value.clone()));
                    assert_eq!(said_words(asked, &said), [plain(&one.word)], "{}", asked.id());
                }
                let lists = [
                    (Asks::Checklist, entry.options.is_empty()),
                    (Asks::Measures, entry.measures.is_empty()),
                ];
                for (asks, empty) in lists {
                    assert!(entry.asks != asks || !empty, "{} has nothing to enter", asked.id());
                }
            }
        }
    }
}
