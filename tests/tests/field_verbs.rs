//! What inspectors do, through the verbs, on notebooks that meet only now and then.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::ErrorKind;
use crosscheck_core::exact::whole;
use crosscheck_core::field::{self, Chosen, NoteKind, Opening, Place, Question, Reply, Said, Severity, Side};
use crosscheck_core::ids::StreamName;
use crosscheck_core::judge::{Answer, Document, Level, Rate, Sample, Value, form};
use crosscheck_core::lead;
use crosscheck_core::merge::Withdrawn;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::pack::indicator::Threshold;
use crosscheck_core::pack::{self, AnswerType, Indicator, Pack};
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, school};

fn yes_no(pack: &Pack) -> &Indicator {
    pack.indicators
        .iter()
        .find(|indicator| indicator.answer_type == AnswerType::YesNo)
        .unwrap()
}

fn says(notebook: &mut Notebook, visit: &StreamName, yes: bool) {
    let pack = pack::builtin("s0").unwrap();
    let question = Question {
        visit,
        pack: 1,
        indicator: yes_no(&pack),
    };
    let entity = field::answer_entity(1, question.indicator.id());
    let seen = notebook.seen(visit, &entity, "value");
    let said = Said::from(Answer::counted(Value::YesNo(yes)));
    field::answer(notebook, &question, &said, &seen).unwrap();
}

fn value_field(notebook: &Notebook, visit: &StreamName) -> crosscheck_core::merge::Field {
    let pack = pack::builtin("s0").unwrap();
    let entity = field::answer_entity(1, yes_no(&pack).id());
    notebook.state().field(visit, &entity, "value").unwrap().clone()
}

fn code(error: &crosscheck_core::Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

#[test]
fn two_phones_that_open_one_site_meet_in_one_visit_and_opening_again_writes_nothing() {
    let mut party = Party::new();
    let one = field::open_visit(party.book(ANN), &school()).unwrap();
    let two = field::open_visit(party.book(BOB), &school()).unwrap();
    assert_eq!(one, two);
    party.exchange();
    let count = party.book(ANN).state().count();
    assert_eq!(field::open_visit(party.book(ANN), &school()).unwrap(), one);
    assert_eq!(party.book(ANN).state().count(), count);
    let packs = party
        .book(LEA)
        .state()
        .field(&one, &field::visit_entity(), "packs")
        .unwrap()
        .clone();
    assert!(!packs.is_conflict());
    assert_eq!(packs.heads().count(), 2);
}

#[test]
fn a_site_nobody_drew_needs_a_name_and_a_reason_and_its_name_is_a_text_that_can_be_redacted() {
    let mut party = Party::new();
    let mut opening = Opening {
        place: Place::Unlisted {
            parent: "610102".into(),
            name: "河边小学教学点".into(),
        },
        chosen: Chosen::Undrawn(" ".into()),
        ..school()
    };
    let error = field::open_visit(party.book(ANN), &opening).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "field-reason-missing"));
    opening.chosen = Chosen::Undrawn("路过时群众反映".into());
    let visit = field::open_visit(party.book(ANN), &opening).unwrap();
    assert_eq!(field::open_visit(party.book(BOB), &opening).unwrap(), visit);
    party.exchange();
    let book = party.book(LEA);
    let unit = book.state().field(&visit, &field::visit_entity(), "unit").unwrap();
    assert!(!unit.is_conflict());
    let name = book.said(&visit, &field::visit_entity(), "name.ann").unwrap();
    assert_eq!(name.as_deref(), Some("河边小学教学点"));
    assert!(!book.state().canonical_dump().contains("河边"));
    let again = Opening { round: 2, ..opening };
    let error = field::open_visit(party.book(ANN), &again).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "field-round-leader"));
    assert_ne!(field::open_visit(party.book(LEA), &again).unwrap(), visit);
}

/// A valid answer of the type an indicator asks for.
fn fitting(indicator: &Indicator) -> Answer {
    let number = if form::is_rate(indicator) {
        Level::Rate(Rate::of(49, 60))
    } else {
        Level::Count(whole(7))
    };
    let plain = |level: &Level| match level {
        Level::Rate(rate) => Value::Rate(rate.clone()),
        Level::Count(count) => Value::Count(count.clone()),
    };
    Answer::counted(match indicator.answer_type {
        AnswerType::YesNo => Value::YesNo(true),
        AnswerType::Document => Value::Document(Document::Seen {
            number: Some("样发〔2017〕1号".into()),
            date: None,
        }),
        AnswerType::Checklist => Value::Checklist((0..indicator.options.len()).collect::<BTreeSet<_>>()),
        AnswerType::Deadline => Value::Done(None),
        AnswerType::FreeText => Value::Text("台账齐全，更新及时。".into()),
        AnswerType::Trend => Value::Trend {
            now: number.clone(),
            base: Some(number),
        },
        AnswerType::TierTable => match &indicator.threshold {
            Threshold::Tiers(table) => Value::Measures(
                table
                    .measures
                    .iter()
                    .map(|(code, _)| (code.clone(), 3))
                    .collect::<BTreeMap<_, _>>(),
            ),
            _ => Value::Measures(BTreeMap::new()),
        },
        _ => plain(&number),
    })
}

#[test]
fn every_indicator_of_the_built_in_packs_can_be_answered_reported_and_declared_not_applicable() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    let book = party.book(ANN);
    let mut answered = 0;
    for (number, id) in (1..).zip(["s0", "s1", "s2", "s3", "s4"]) {
        let pack = pack::builtin(id).unwrap();
        for indicator in &pack.indicators {
            let question = Question {
                visit: &visit,
                pack: number,
                indicator,
            };
            let entity = field::answer_entity(number, indicator.id());
            let answer = fitting(indicator);
            let reported = Answer::self_reported(answer.value().clone()).unwrap();
            let mut ways = vec![answer, Answer::not_applicable("本地没有此类单位").unwrap()];
            if form::can_sample(indicator) {
                ways.push(Answer::sampled(Sample::new(37, 5, 4).unwrap()));
            }
            for answer in ways {
                let seen = book.seen(&visit, &entity, "value");
                field::answer(book, &question, &Said::from(answer.clone()), &seen).unwrap();
                let standing = field::standing(book, &visit, &entity, "value").unwrap().unwrap();
                match answer.value() {
                    Value::NotApplicable { .. } => assert!(
                        matches!(standing.answer.value(), Value::NotApplicable { reason } if !reason.is_empty())
                    ),
                    value => assert_eq!(standing.answer.value(), value, "{}", indicator.id()),
                }
            }
            field::self_report(book, &question, &Said::from(reported), &Seen::default()).unwrap();
            answered += 1;
        }
    }
    assert_eq!(answered, 532);
}

#[test]
fn an_answer_of_another_form_and_a_text_with_a_mobile_number_are_refused_with_their_place() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    let pack = pack::builtin("s0").unwrap();
    let question = Question {
        visit: &visit,
        pack: 1,
        indicator: yes_no(&pack),
    };
    let book = party.book(ANN);
    let before = book.state().count();
    let count = Said::from(Answer::counted(Value::Count(whole(3))));
    let error = field::answer(book, &question, &count, &Seen::default()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "field-answer-form"));
    let noted = Answer::counted(Value::YesNo(true)).with_note("联系电话 13812345678");
    let error = field::answer(book, &question, &Said::from(noted), &Seen::default()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Refused);
    assert!(
        error.problems[0].what.args().any(|(_, value)| value.contains('6')),
        "{error:?}"
    );
    assert_eq!(
        book.state().count(),
        before,
        "something of a refused answer was written"
    );
}

#[test]
fn two_who_differ_are_both_seen_until_the_leader_decides_with_a_reason() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    party.exchange();
    says(party.book(ANN), &visit, true);
    says(party.book(BOB), &visit, false);
    party.exchange();
    for who in [LEA, ANN, BOB] {
        assert!(value_field(party.book(who), &visit).is_conflict());
    }
    let both = value_field(party.book(LEA), &visit);
    let (wanted, seen) = (both.values()[0].clone(), Seen::of(&both));
    let error = lead::decide(party.book(LEA), &both.key, wanted.clone(), " ", &seen).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-reason-missing"));
    let error = lead::decide(party.book(ANN), &both.key, wanted.clone(), "我看到的", &seen).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-decide-right"));
    lead::decide(party.book(LEA), &both.key, wanted.clone(), "两人复核台账后确认", &seen).unwrap();
    party.exchange();
    let decided = value_field(party.book(BOB), &visit);
    assert_eq!(decided.values(), [&wanted]);
    assert_eq!(decided.statements.len(), 3, "the other answer stays readable");
    // Who saw only the decision does not replace it.
    says(party.book(BOB), &visit, true);
    assert!(value_field(party.book(BOB), &visit).is_conflict());
}

#[test]
fn the_same_answer_twice_is_one_answer_with_two_names_whatever_notes_stand_beside_it() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    party.exchange();
    let pack = pack::builtin("s0").unwrap();
    let question = Question {
        visit: &visit,
        pack: 1,
        indicator: yes_no(&pack),
    };
    for (who, note) in [(ANN, "看了原件"), (BOB, "问了值班室")] {
        let said = Said::from(Answer::counted(Value::YesNo(true)).with_note(note));
        field::answer(party.book(who), &question, &said, &Seen::default()).unwrap();
    }
    party.exchange();
    let one = value_field(party.book(LEA), &visit);
    assert!(!one.is_conflict());
    assert_eq!(one.names(one.values()[0]).len(), 2);
    let notes = field::notes(party.book(LEA), &visit, &one.key.entity).unwrap();
    assert_eq!(notes.len(), 2);
}

fn finding(notebook: &mut Notebook, visit: &StreamName) -> crosscheck_core::change::Entity {
    let sides = [
        Side::Fact("宣传教育流于形式".into()),
        Side::Should("每学期不少于1课时（清单第12项）".into()),
        Side::Actual("6个年级中3个没有开课".into()),
        Side::Severity(Severity::Serious),
        Side::Level("site".into()),
    ];
    field::note(notebook, visit, NoteKind::Finding, &sides).unwrap()
}

#[test]
fn story_11_a_withdrawn_finding_edited_meanwhile_is_back_and_marked() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    let entity = finding(party.book(ANN), &visit);
    party.exchange();
    field::withdraw(party.book(ANN), &visit, &entity).unwrap();
    assert_eq!(party.book(ANN).state().withdrawn(&visit, &entity), Withdrawn::Yes);
    let seen = party.book(BOB).seen(&visit, &entity, "fact");
    field::mend(party.book(BOB), &visit, &entity, &Side::Fact("课时不足".into()), &seen).unwrap();
    party.exchange();
    assert_eq!(party.book(LEA).state().withdrawn(&visit, &entity), Withdrawn::Changed);
    field::bring_back(party.book(ANN), &visit, &entity).unwrap();
    party.exchange();
    assert_eq!(party.book(LEA).state().withdrawn(&visit, &entity), Withdrawn::No);
}

#[test]
fn the_graver_of_two_severities_shows_and_the_place_answers_in_its_own_words() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    let entity = finding(party.book(ANN), &visit);
    party.exchange();
    for (who, severity) in [(ANN, Severity::Ordinary), (BOB, Severity::Grave)] {
        let seen = party.book(who).seen(&visit, &entity, "severity");
        field::mend(party.book(who), &visit, &entity, &Side::Severity(severity), &seen).unwrap();
    }
    party.exchange();
    let field_of = party
        .book(LEA)
        .state()
        .field(&visit, &entity, "severity")
        .unwrap()
        .clone();
    assert!(matches!(field_of.shown(), crosscheck_core::merge::Shown::Stricter(value, _) if value.as_int() == Some(3)));
    let error = field::feed_back(party.book(ANN), &visit, &entity, Reply::Objected, "", &Seen::default()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "finding-reply-words"));
    field::feed_back(
        party.book(ANN),
        &visit,
        &entity,
        Reply::Explained,
        "已列入下学期课表",
        &Seen::default(),
    )
    .unwrap();
    let side = Side::Fixed(true);
    let practice = [Side::Fact("有经验".into()), side];
    let error = field::note(party.book(ANN), &visit, NoteKind::Practice, &practice).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "finding-side-bad"));
}

#[test]
fn two_signatures_of_one_visit_share_one_code_and_what_comes_after_is_not_covered() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    says(party.book(ANN), &visit, true);
    let first = field::sign_off(party.book(ANN), &visit).unwrap();
    assert_eq!(field::sign_off(party.book(ANN), &visit).unwrap(), first);
    let error = field::note(party.book(ANN), &visit, NoteKind::Practice, &[Side::Fact("好".into())]).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "field-visit-closed"));
    party.exchange();
    assert_eq!(
        field::sign_off(party.book(BOB), &visit).unwrap(),
        first,
        "one code stands on the paper"
    );
    party.exchange();
    let signed = field::signed(party.book(LEA), &visit);
    assert_eq!((signed.len(), signed[0].members.len(), signed[0].outside), (1, 2, 0));
    field::paper(party.book(LEA), &visit, &first.printed()).unwrap();
    assert!(field::paper(party.book(LEA), &visit, "0000-0000-0000").is_err());
    assert_eq!(
        field::signed(party.book(LEA), &visit)[0].outside,
        0,
        "the paper of a signature is of it"
    );
    field::reopen(party.book(BOB), &visit).unwrap();
    says(party.book(BOB), &visit, false);
    assert_eq!(field::signed(party.book(BOB), &visit)[0].outside, 2);
    assert_ne!(field::sign_off(party.book(BOB), &visit).unwrap(), first);
}

#[test]
fn story_10_ann_closes_cleo_reopens_ann_closes_again_closed() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    says(party.book(ANN), &visit, true);
    let closed = |book: &Notebook| {
        let field = book.state().field(&visit, &field::visit_entity(), "closed").unwrap();
        match field.shown() {
            crosscheck_core::merge::Shown::One(value) => value.as_bool().unwrap(),
            other => panic!("{other:?}"),
        }
    };
    field::sign_off(party.book(ANN), &visit).unwrap();
    party.exchange();
    field::reopen(party.book(BOB), &visit).unwrap();
    party.exchange();
    assert!(!closed(party.book(ANN)));
    field::sign_off(party.book(ANN), &visit).unwrap();
    party.exchange();
    assert!(closed(party.book(LEA)));
    // Closed and reopened at once: reopened.
    field::reopen(party.book(ANN), &visit).unwrap();
    party.exchange();
    field::sign_off(party.book(ANN), &visit).unwrap();
    field::reopen(party.book(BOB), &visit).unwrap();
    party.exchange();
    assert!(closed(party.book(LEA)), "who reopened what was open wrote nothing");
}

#[test]
fn what_is_being_typed_survives_and_is_no_op() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    let before = party.book(ANN).state().count();
    field::keep_draft(party.book(ANN), &visit, 1, "S0-01", "还没写完".as_bytes()).unwrap();
    party.reopen(ANN);
    let kept = field::draft(party.book(ANN), &visit, 1, "S0-01").unwrap();
    assert_eq!(kept.as_deref(), Some("还没写完".as_bytes()));
    assert_eq!(party.book(ANN).state().count(), before);
    field::drop_draft(party.book(ANN), &visit, 1, "S0-01").unwrap();
    assert_eq!(field::draft(party.book(ANN), &visit, 1, "S0-01").unwrap(), None);
}

#[test]
fn the_organiser_of_a_campaign_answers_nothing() {
    let mut party = Party::new();
    let visit = field::open_visit(party.book(ANN), &school()).unwrap();
    party.exchange();
    let error = field::open_visit(party.book(ORGANISER), &school()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "field-no-group"));
    let pack = pack::builtin("s0").unwrap();
    let question = Question {
        visit: &visit,
        pack: 1,
        indicator: yes_no(&pack),
    };
    let said = Said::from(Answer::counted(Value::YesNo(true)));
    let error = field::answer(party.book(ORGANISER), &question, &said, &Seen::default()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "notebook-no-right"));
}
