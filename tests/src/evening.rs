//! A group's evening: sites visited, indicators answered, findings, practices and difficulties written down, so that
//! documents have something to be drafted from. Everything is generated and says so.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use std::sync::Arc;

use crosscheck_core::Lang;
use crosscheck_core::draw::Certificate;
use crosscheck_core::field::{
    self, Chosen, Interview, Interviewed, NoteKind, Opening, Place, Question, Reply, Said, SeenDocument, Severity,
    Side, Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::judge::{Answer, Document, Rate, Sample, Value, form};
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::pack::{self, AnswerType, Indicator};
use crosscheck_core::report::doc::ReportDoc;
use crosscheck_core::view::{GroupReport, Named, Packs, Places, Wanted, drafted, group_report};

use crate::party::{ANN, LEA, Party, group};

/// The checklists of a campaign, by number.
#[must_use]
pub fn packs(ids: &[&str]) -> Packs {
    let packs = (1..).zip(ids);
    Packs::new(packs.map(|(number, id)| (number, Arc::new(pack::builtin(id).unwrap()))))
}

/// Counties of three provinces by their real codes; what is found there is generated.
const COUNTIES: [(&str, &str, &str); 6] = [
    ("610102", "西安市", "新城区"),
    ("610402", "咸阳市", "秦都区"),
    ("620102", "兰州市", "城关区"),
    ("620402", "白银市", "白银区"),
    ("630102", "西宁市", "城东区"),
    ("630202", "海东市", "乐都区"),
];
/// Kinds of sites that are visited in turn.
pub const KINDS: [&str; 4] = ["学校", "社区(村居)", "乡镇(街道)", "禁毒办"];

/// What the counties are called.
#[must_use]
pub fn places() -> Places {
    Places::new(COUNTIES.map(|(code, city, name)| {
        let named = Named {
            name: name.into(),
            city: city.into(),
        };
        (code.to_owned(), named)
    }))
}

/// Opens so many sites, of every kind and in every county in turn.
pub fn sites(book: &mut Notebook, count: usize, packs: &[u64], kinds: &[&str]) -> Vec<StreamName> {
    (0..count)
        .map(|at| {
            let kind = kinds[at % kinds.len()];
            let parent = COUNTIES[at % COUNTIES.len()].0.to_owned();
            let place = match kind {
                "禁毒办" => Place::Listed(parent),
                _ => Place::Unlisted {
                    parent,
                    name: format!("{}{at:02}（生成）", kind.split('(').next().unwrap()),
                },
            };
            let opening = Opening {
                place,
                kind: kind.into(),
                chosen: if at % 5 == 4 {
                    Chosen::Designated("省里点名要看".into())
                } else {
                    Chosen::Main
                },
                packs: packs.to_vec(),
                round: 1,
            };
            field::open_visit(book, &opening).unwrap()
        })
        .collect()
}

/// A sound answer to an indicator: what is asked for is there, but at every third of `luck`.
pub(crate) fn value(indicator: &Indicator, luck: usize) -> Option<Value> {
    let good = !luck.is_multiple_of(3);
    Some(match indicator.answer_type {
        AnswerType::YesNo => Value::YesNo(good),
        AnswerType::Document if good => Value::Document(Document::Seen {
            number: Some("生成〔2017〕7号".into()),
            date: None,
        }),
        AnswerType::Document => Value::Document(Document::Absent),
        AnswerType::FreeText => Value::Text(format!("生成的说明之{luck}")),
        AnswerType::Checklist => Value::Checklist((0..indicator.options.len() - usize::from(!good)).collect()),
        AnswerType::Trend | AnswerType::TierTable | AnswerType::Ratio | AnswerType::Deadline => return None,
        _ if form::can_sample(indicator) && luck % 5 == 1 => Value::Sampled(Sample::new(60, 20, 19).unwrap()),
        _ if form::is_rate(indicator) => Value::Rate(Rate::of(if good { 58 } else { 31 }, 60)),
        _ => Value::Count(crosscheck_core::exact::whole(if good { 0_u64 } else { 3 })),
    })
}

/// Answers whatever is asked at a site.
pub fn answer(book: &mut Notebook, packs: &Packs, visit: &StreamName, (numbers, kind): (&[u64], &str), luck: usize) {
    for (place, (pack, indicator)) in packs.asked(numbers, kind).enumerate() {
        let Some(value) = value(indicator, luck * 7 + place) else {
            continue;
        };
        let question = Question { visit, pack, indicator };
        let said = Said::from(Answer::counted(value));
        field::answer(book, &question, &said, &Seen::default()).unwrap();
    }
}

fn methods(book: &mut Notebook, visit: &StreamName) {
    let talk = Talk {
        people: 7,
        from: "2017-06-05T09:00:00".parse().unwrap(),
        to: "2017-06-05T10:30:00".parse().unwrap(),
        units: vec!["禁毒办".into()],
        covered: Vec::new(),
    };
    field::hold_talk(book, visit, &talk, &TalkWords::default()).unwrap();
    let who = Interview {
        role: Interviewed::Students,
        group: 5,
    };
    field::interview(book, visit, who, "", "").unwrap();
    let document = SeenDocument {
        number: Some("生成〔2017〕7号".into()),
        date: None,
        copy: true,
    };
    field::see_document(book, visit, &document, "毒品预防教育工作方案").unwrap();
}

/// Writes a finding, a practice and a difficulty at a site.
pub fn notes(book: &mut Notebook, visit: &StreamName, indicator: Option<&str>) {
    let mut sides = vec![
        Side::Fact("宣传栏两年没有更新（生成）".into()),
        Side::Should("宣传栏每学期更新一次".into()),
        Side::Actual("最近一期为2015年9月".into()),
        Side::Severity(Severity::Serious),
        Side::Deadline("2017-09-30".parse().unwrap()),
    ];
    sides.extend(indicator.map(|id| Side::Indicator(1, id.into())));
    let finding = field::note(book, visit, NoteKind::Finding, &sides).unwrap();
    field::feed_back(
        book,
        visit,
        &finding,
        Reply::Explained,
        "换届后没有人管",
        &Seen::default(),
    )
    .unwrap();
    let mut sides = vec![Side::Fact("把禁毒课排进班会（生成）".into())];
    sides.extend(indicator.map(|id| Side::Indicator(1, id.into())));
    field::note(book, visit, NoteKind::Practice, &sides).unwrap();
    let sides = [
        Side::Fact("专职人员待遇低，留不住（生成）".into()),
        Side::Suggestion(true),
    ];
    field::note(book, visit, NoteKind::Difficulty, &sides).unwrap();
}

/// A party whose group has been to so many sites with the first checklist.
#[must_use]
pub fn evening(count: usize) -> (Party, Packs) {
    let (mut party, packs) = (Party::new(), packs(&["s0"]));
    let visits = sites(party.book(ANN), count, &[1], &KINDS);
    for (at, visit) in visits.iter().enumerate() {
        let kind = KINDS[at % KINDS.len()];
        answer(party.book(ANN), &packs, visit, (&[1], kind), at);
        if at % 3 == 0 {
            methods(party.book(ANN), visit);
            let first = packs
                .asked(&[1], kind)
                .next()
                .map(|(_, indicator)| indicator.id().to_owned());
            notes(party.book(ANN), visit, first.as_deref());
        }
    }
    party.exchange();
    (party, packs)
}

/// What the leader's laptop gathers.
pub fn gathered(party: &mut Party, packs: &Packs) -> GroupReport {
    let home = StreamName::Group(group());
    group_report(party.book(LEA), packs, &places(), &home).unwrap().unwrap()
}

/// The stream of the group.
#[must_use]
pub fn home() -> StreamName {
    StreamName::Group(group())
}

/// What a document is drafted from, in Chinese, with sites by their names.
#[must_use]
pub fn wanted<'a>(home: &'a StreamName, document: &'a str, draws: &'a [Certificate]) -> Wanted<'a> {
    Wanted {
        home,
        document,
        lang: Lang::Zh,
        named: true,
        draws,
    }
}

/// The group's summary report.
#[must_use]
pub fn summary(book: &Notebook, packs: &Packs) -> ReportDoc {
    let home = home();
    let wanted = wanted(&home, "summary", &[]);
    drafted(book, packs, &places(), &wanted).unwrap().unwrap()
}

/// The text of a document, a line a paragraph.
#[must_use]
pub fn text(doc: &ReportDoc) -> String {
    doc.paragraphs().map(|one| one.text() + "\n").collect()
}
