//! Answers as a shell gives them: their constructors refuse what no visit can yield, so they are made by those.

use super::fault::refuse;
use crate::judge::{Answer, Sample, Value};

/// The numbers of a sample: `looked_at` of `population` entries were looked at, `hits` of them have the property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SampleNumbers {
    /// N.
    pub population: u64,
    /// n.
    pub looked_at: u64,
    /// x.
    pub hits: u64,
}

uniffi::custom_type!(Sample, SampleNumbers, {
    lower: |sample| SampleNumbers {
        population: sample.population(),
        looked_at: sample.sample(),
        hits: sample.hits(),
    },
    try_lift: |given| match Sample::new(given.population, given.looked_at, given.hits) {
        Ok(sample) => Ok(sample),
        Err(what) => refuse(what),
    },
});

/// An answer: what was found, whether the place only says so (自报), and a note.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AnswerGiven {
    /// What was found.
    pub value: Value,
    /// 自报.
    pub self_reported: bool,
    /// A note; may be empty.
    pub note: String,
}

uniffi::custom_type!(Answer, AnswerGiven, {
    lower: |answer| AnswerGiven {
        self_reported: answer.is_self_reported(),
        note: answer.note().to_owned(),
        value: answer.value().clone(),
    },
    try_lift: |given| {
        let note = given.note;
        let answer = if given.self_reported {
            Answer::self_reported(given.value)
        } else {
            Ok(Answer::counted(given.value))
        };
        match answer {
            Ok(answer) => Ok(answer.with_note(&note)),
            Err(what) => refuse(what),
        }
    },
});
