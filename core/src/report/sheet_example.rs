//! A filled sheet for demonstration: generated, and saying so on every page.
//!
//! No place, unit or document in it exists. It shows every verdict, a sample too small to say, a self-reported value
//! and lines nobody answered, so that what `judge` prints can be looked at without inspecting anybody.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::sheet::{Filling, PageFilling};
use crate::exact::whole;
use crate::judge::{Answer, Document, Facts, Rate, Sample, Value};

/// A generated filling of the built-in pack s0: one county office, one school, one township, one community.
#[must_use]
pub fn filled_example() -> Filling {
    let pages = [
        ("禁毒办", page("示例县禁毒办", "县", office())),
        ("学校", school()),
        ("乡镇(街道)", page("示例镇", "", township())),
        ("社区(村居)", page("示例社区", "", community())),
    ];
    Filling {
        pages: pages.map(|(kind, page)| (kind.to_owned(), page)).into(),
    }
}

type Answers = BTreeMap<String, Answer>;

fn page(unit: &str, level: &str, answers: Answers) -> PageFilling {
    PageFilling {
        unit: unit.to_owned(),
        level: level.to_owned(),
        group: "第3组".to_owned(),
        recorder: "组员".to_owned(),
        date: day(2017, 4, 20),
        facts: Facts::default(),
        answers,
    }
}

fn office() -> Answers {
    let mut answers = Answers::new();
    let mut put = |id: &str, answer: Option<Answer>| answers.extend(answer.map(|answer| (id.to_owned(), answer)));
    put("S0-1a", Some(document("示例禁毒〔2016〕8号", day(2016, 9, 12))));
    put(
        "S0-1b",
        Some(words("已印发本县实施方案，三项重点任务均已分解到成员单位")),
    );
    put("S0-2", Some(rate(18, 120)));
    put("S0-14b", Some(count(2)));
    put("S0-15a", Some(document("示例禁毒〔2016〕11号", None)));
    put("S0-16a", Some(rate(14, 15)));
    put("S0-16b", told(Value::Rate(Rate::of(12, 15))));
    put("S0-17a", told(Value::Count(whole(46_u8))));
    put("S0-19b", Some(Answer::counted(Value::Document(Document::Absent))));
    put("S0-20a", Sample::new(218, 30, 27).ok().map(Answer::sampled));
    put("S0-29b", Some(Answer::counted(Value::YesNo(true))));
    put("S0-29c", told(Value::YesNo(true)));
    put("S0-31a", Some(rate(0, 0)));
    answers
}

fn school() -> PageFilling {
    let mut facts = Facts::default();
    facts.set("学校类型", "其他");
    let answers = [
        ("S0-4b", count(3)),
        ("S0-6a", count(4)),
        ("S0-6b", Answer::counted(Value::YesNo(true))),
        ("S0-6c", Answer::counted(Value::YesNo(true))),
        (
            "S0-6d",
            Answer::counted(Value::YesNo(false)).with_note("八年级没有课件"),
        ),
    ];
    let answers = answers.map(|(id, answer)| (id.to_owned(), answer)).into();
    PageFilling {
        facts,
        ..page("示例第二中学", "学校", answers)
    }
}

fn township() -> Answers {
    let mut answers = Answers::new();
    let mut put = |id: &str, answer: Option<Answer>| answers.extend(answer.map(|answer| (id.to_owned(), answer)));
    put("S0-21a", Some(Answer::counted(Value::YesNo(true))));
    put(
        "S0-21b",
        Some(Answer::counted(Value::YesNo(false)).with_note("与综治办合署，没有挂牌")),
    );
    put("S0-22a", Some(count(1)));
    put("S0-23b", told(Value::YesNo(true)));
    put("S0-24a", Some(rate(33, 37)));
    put("S0-24b", Some(rate(31, 33)));
    put("S0-25", Some(words("网格员每月报送一次变动情况")));
    answers
}

fn community() -> Answers {
    let mut answers = Answers::new();
    let mut put = |id: &str, answer: Option<Answer>| answers.extend(answer.map(|answer| (id.to_owned(), answer)));
    put("S0-8", Sample::new(37, 12, 10).ok().map(Answer::sampled));
    put("S0-9a", Some(Answer::counted(Value::YesNo(true))));
    put("S0-9b", Answer::not_applicable("心理服务由县里统一提供，不在社区").ok());
    put("S0-10a", Some(count(64)));
    put("S0-11", Some(count(5)));
    put("S0-28", Some(count(21)));
    put("S0-33b", Some(rate(21, 0)));
    put("S0-34", Some(count(9)));
    put("S0-35a", Some(document("无文号", day(2017, 1, 5))));
    answers
}

fn rate(numerator: u64, denominator: u64) -> Answer {
    Answer::counted(Value::Rate(Rate::of(numerator, denominator)))
}

fn count(number: u64) -> Answer {
    Answer::counted(Value::Count(whole(number)))
}

fn words(text: &str) -> Answer {
    Answer::counted(Value::Text(text.to_owned()))
}

fn told(value: Value) -> Option<Answer> {
    Answer::self_reported(value).ok()
}

fn document(number: &str, date: Option<NaiveDate>) -> Answer {
    let number = Some(number.to_owned());
    Answer::counted(Value::Document(Document::Seen { number, date }))
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
