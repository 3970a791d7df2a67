//! The screens of phone and desk as records, over a party that worked.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::sync::Arc;

use crosscheck_core::Lang;
use crosscheck_core::change::KeyStore;
use crosscheck_core::field::{self, Chosen, NoteKind, Opening, Place, Question, Said, Severity, Side};
use crosscheck_core::ids::{MemberId, StreamName};
use crosscheck_core::judge::{Answer, Circumstances, Rate, Value, Verdict, judge};
use crosscheck_core::lead::{self, SelfCheck, Work};
use crosscheck_core::merge::Withdrawn;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::pack::{self, AnswerType, Indicator, Pack};
use crosscheck_core::view::{self, Filter, FindingFilter, Hit, Next, Packs, Summaries, VisitState};
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, group, key};

/// A kind of site at which the first pack asks for yes and no and for rates.
const SITE: &str = "禁毒办";

fn packs() -> Packs {
    Packs::new(
        (1..)
            .zip(["s0", "s1"])
            .map(|(number, id)| (number, Arc::new(pack::builtin(id).unwrap()))),
    )
}

fn home() -> StreamName {
    StreamName::Group(group())
}

fn opening() -> Opening {
    Opening {
        place: Place::Listed("610102".into()),
        kind: SITE.into(),
        chosen: Chosen::Designated("群众反映".into()),
        packs: vec![1],
        round: 1,
    }
}

fn school(book: &mut Notebook) -> StreamName {
    field::open_visit(book, &opening()).unwrap()
}

fn say(book: &mut Notebook, visit: &StreamName, pack: &Pack, id: &str, value: Value) {
    let indicator = pack.indicator(id).unwrap();
    let entity = field::answer_entity(1, id);
    let seen = book.seen(visit, &entity, "value");
    let question = Question {
        visit,
        pack: 1,
        indicator,
    };
    field::answer(book, &question, &Said::from(Answer::counted(value)), &seen).unwrap();
}

/// Ids of what is asked at a school, of one type.
fn asked(pack: &Pack, kind: AnswerType) -> Vec<String> {
    let here = pack
        .indicators
        .iter()
        .filter(|one| one.answer_type == kind && one.site_kinds().any(|site| site == SITE));
    here.map(|one| one.id().to_owned()).collect()
}

/// A rate asked there that one in a hundred does not meet.
fn failing(pack: &Pack) -> String {
    let low = Answer::counted(Value::Rate(Rate::of(1, 100)));
    let fails = |id: &String| {
        let judgement = judge(pack.indicator(id).unwrap(), Some(&low), &Circumstances::default());
        judgement.unwrap().verdict == Verdict::NotMet
    };
    asked(pack, AnswerType::PercentThreshold)
        .into_iter()
        .find(fails)
        .unwrap()
}

#[test]
fn a_visit_shows_its_indicators_in_printed_order_with_verdicts_filters_and_both_answers() {
    let mut party = Party::new();
    let packs = packs();
    let pack = packs.get(1).unwrap();
    let visit = school(party.book(ANN));
    party.exchange();
    let questions = asked(pack, AnswerType::YesNo);
    say(party.book(ANN), &visit, pack, &questions[0], Value::YesNo(true));
    say(party.book(BOB), &visit, pack, &questions[0], Value::YesNo(false));
    party.exchange();
    let rate = failing(pack);
    say(party.book(ANN), &visit, pack, &rate, Value::Rate(Rate::of(1, 100)));
    let screen = view::visit(party.book(ANN), &packs, &visit, Filter::All).unwrap();
    let printed: Vec<&str> = pack
        .indicators
        .iter()
        .filter(|one| one.site_kinds().any(|site| site == SITE))
        .map(Indicator::id)
        .collect();
    assert_eq!(
        screen.rows.iter().map(|row| &*row.indicator).collect::<Vec<_>>(),
        printed
    );
    assert_eq!((screen.progress.asked, screen.progress.differing), (printed.len(), 1));
    assert_eq!(screen.reason.as_deref(), Some("群众反映"));
    assert_eq!((screen.site.chosen.as_str(), screen.site.round), ("designated", 1));
    let differing = view::visit(party.book(LEA), &packs, &visit, Filter::Differing).unwrap();
    assert_eq!(differing.rows.len(), 1);
    let names: Vec<&str> = differing.rows[0]
        .answers
        .iter()
        .flat_map(|one| &one.members)
        .map(MemberId::as_str)
        .collect();
    assert_eq!(names.len(), 2, "each of both answers has its author");
    let unanswered = view::visit(party.book(ANN), &packs, &visit, Filter::Unanswered).unwrap();
    assert_eq!(unanswered.rows.len(), printed.len() - screen.progress.answered);
    let answered = screen.rows.iter().find(|row| row.indicator == rate).unwrap();
    assert_eq!(answered.judgement.as_ref().unwrap().verdict, Verdict::NotMet);
}

#[test]
fn an_indicator_shows_its_basis_what_the_place_says_and_a_live_verdict() {
    let mut party = Party::new();
    let packs = packs();
    let pack = packs.get(1).unwrap();
    let visit = school(party.book(ANN));
    let id = &failing(pack);
    let claimed = Answer::counted(Value::Rate(Rate::of(60, 60)));
    let sheet = SelfCheck {
        home: home(),
        unit: "610102".into(),
        pack: 1,
        answers: vec![(id.clone(), claimed)],
    };
    lead::self_check(party.book(ORGANISER), &sheet).unwrap();
    party.exchange();
    let draft = Said::from(Answer::counted(Value::Rate(Rate::of(60, 60))));
    let screen = view::indicator(party.book(ANN), &packs, &visit, (1, id), Some(&draft), Lang::Zh).unwrap();
    assert!(
        screen.entry.is_rate
            && !screen.basis.is_empty()
            && !screen.requirement.is_empty()
            && !screen.threshold.is_empty()
    );
    assert_eq!(screen.live.unwrap().verdict, Verdict::Met);
    assert_eq!((screen.self_reported.len(), screen.differs), (1, None));
    say(party.book(ANN), &visit, pack, id, Value::Rate(Rate::of(49, 60)));
    let screen = view::indicator(party.book(ANN), &packs, &visit, (1, id), None, Lang::Zh).unwrap();
    assert_eq!(screen.differs, Some(true), "60 of 60 were claimed, 49 found");
    let error = view::indicator(party.book(ANN), &packs, &visit, (1, "S0-99"), None, Lang::Zh).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "view-no-indicator");
}

#[test]
fn what_a_decision_set_aside_stays_readable_with_its_author() {
    let mut party = Party::new();
    let packs = packs();
    let pack = packs.get(1).unwrap();
    let visit = school(party.book(ANN));
    school(party.book(BOB));
    let id = &asked(pack, AnswerType::YesNo)[0];
    say(party.book(ANN), &visit, pack, id, Value::YesNo(true));
    say(party.book(BOB), &visit, pack, id, Value::YesNo(false));
    party.exchange();
    let screen = view::indicator(party.book(LEA), &packs, &visit, (1, id), None, Lang::Zh).unwrap();
    assert_eq!((screen.answers.len(), screen.set_aside.len()), (2, 0));
    let values = party
        .book(LEA)
        .state()
        .field(&visit, &screen.field.entity, "value")
        .unwrap()
        .clone();
    let yes = values.values()[1].clone();
    lead::decide(party.book(LEA), &screen.field, yes, "复核原始材料", &screen.seen).unwrap();
    let screen = view::indicator(party.book(LEA), &packs, &visit, (1, id), None, Lang::Zh).unwrap();
    assert!(screen.answers[0].decision && screen.answers.len() == 1);
    let other = &screen.set_aside[0];
    assert_eq!(other.said.as_ref().unwrap().answer.value(), &Value::YesNo(false));
    assert_eq!(other.members, [MemberId::parse("bob").unwrap()]);
}

#[test]
fn two_phones_that_open_a_site_with_different_packs_ask_both_and_say_that_they_differ() {
    let mut party = Party::new();
    let visit = school(party.book(ANN));
    let mut other = opening();
    other.packs = vec![2];
    field::open_visit(party.book(BOB), &other).unwrap();
    party.exchange();
    let screen = view::visit(party.book(LEA), &packs(), &visit, Filter::All).unwrap();
    assert_eq!((screen.site.packs, screen.site.differs), (vec![1, 2], true));
    assert!(screen.rows.iter().any(|row| row.pack == 1) && screen.rows.iter().any(|row| row.pack == 2));
}

#[test]
fn tasks_say_what_to_do_next_and_the_group_sees_every_visit_and_phone() {
    let mut party = Party::new();
    let packs = packs();
    let pack = packs.get(1).unwrap();
    let mut kept = Summaries::default();
    let begun = view::today(party.book(LEA));
    assert_eq!(
        view::tasks(party.book(ANN), &packs, &mut kept).unwrap().next,
        Next::OpenVisit
    );
    let visit = school(party.book(ANN));
    assert_eq!(
        view::tasks(party.book(ANN), &packs, &mut kept).unwrap().next,
        Next::Finish(visit.clone())
    );
    let id = &asked(pack, AnswerType::YesNo)[0];
    say(party.book(ANN), &visit, pack, id, Value::YesNo(true));
    let tasks = view::tasks(party.book(ANN), &packs, &mut kept).unwrap();
    assert_eq!(
        (tasks.visits[0].state, tasks.visits[0].progress.answered >= 1),
        (VisitState::Running, true)
    );
    assert!(tasks.unsent.arg("count").is_some());
    school(party.book(BOB));
    say(party.book(BOB), &visit, pack, id, Value::YesNo(false));
    party.exchange();
    assert_eq!(
        view::tasks(party.book(ANN), &packs, &mut kept).unwrap().next,
        Next::Differing(visit.clone()),
        "what was kept is counted again"
    );
    let StreamName::Visit(_, hash) = &visit else { panic!() };
    lead::assign(
        party.book(LEA),
        Work::Visit(*hash),
        &MemberId::parse("bob").unwrap(),
        true,
    )
    .unwrap();
    party.exchange();
    assert!(!view::tasks(party.book(ANN), &packs, &mut kept).unwrap().visits[0].mine);
    let plan = view::plan(party.book(LEA), &packs, &home()).unwrap();
    assert_eq!((plan.visits[0].members.len(), plan.people.len()), (1, 3));
    field::sign_off(party.book(BOB), &visit).unwrap();
    party.exchange();
    let screen = view::group(party.book(LEA), &packs, &mut Summaries::default(), &home()).unwrap();
    assert_eq!((screen.signed, screen.total.differing, screen.phones.len()), (1, 1, 3));
    let today = screen.today;
    // Begun before midnight and looked at after it, it is the work of another day.
    if begun == today.day {
        assert_eq!((today.visits, today.answered, today.signed), (1, 1, 1), "{today:?}");
    }
    assert!(screen.phones.iter().all(|phone| phone.waiting == 0));
    assert_eq!((screen.gaps.len(), screen.forks.len(), screen.flagged.len()), (0, 0, 0));
}

#[test]
fn notes_are_listed_gravest_first_searched_in_any_width_and_fed_back_before_leaving() {
    let mut party = Party::new();
    let packs = packs();
    let visit = school(party.book(ANN));
    let write = |book: &mut Notebook, kind, text: &str, severity: Option<Severity>| {
        let sides = [Side::Fact(text.into())]
            .into_iter()
            .chain(severity.map(Side::Severity));
        field::note(book, &visit, kind, &sides.collect::<Vec<_>>()).unwrap()
    };
    write(party.book(ANN), NoteKind::Practice, "家长课堂ABC效果好", None);
    write(party.book(ANN), NoteKind::Finding, "台账不全", Some(Severity::Ordinary));
    let grave = write(
        party.book(BOB),
        NoteKind::Finding,
        "未开设毒品预防教育课",
        Some(Severity::Grave),
    );
    let gone = write(party.book(BOB), NoteKind::Finding, "写错了地方", None);
    field::withdraw(party.book(BOB), &visit, &gone).unwrap();
    // Bob opened nothing: the visit reaches him with Ann's part.
    party.exchange();
    let all = view::findings(party.book(LEA), packs.places(), &home(), &FindingFilter::default()).unwrap();
    let facts: Vec<&str> = all.iter().map(|row| &*row.fact[0]).collect();
    assert_eq!(facts, ["未开设毒品预防教育课", "台账不全", "家长课堂ABC效果好"]);
    assert_eq!(all[0].entity, grave);
    let every = view::findings(
        party.book(LEA),
        packs.places(),
        &home(),
        &FindingFilter {
            withdrawn: true,
            kind: Some(NoteKind::Finding),
            ..FindingFilter::default()
        },
    )
    .unwrap();
    assert_eq!(every.iter().filter(|row| row.withdrawn == Withdrawn::Yes).count(), 1);
    let found = view::search(party.book(LEA), &packs, Some(&home()), "ａｂｃ 效果").unwrap();
    assert!(matches!(&found[..], [Hit::Note { text, .. }] if text == "家长课堂ABC效果好"));
    assert_eq!(view::search(party.book(LEA), &packs, Some(&home()), "  ").unwrap(), []);
    let asked = packs.iter().flat_map(|(_, pack)| &pack.indicators);
    let asked = asked
        .filter(|indicator| indicator.requirement().contains("学校"))
        .count();
    assert!(asked > 0 && view::search(party.book(LEA), &packs, None, "学校").unwrap().len() >= asked);
    let leaving = view::before_leaving(party.book(ANN), &packs, &visit).unwrap();
    assert_eq!((leaving.findings.len(), leaving.signatures.len()), (2, 0));
    assert!(!leaving.missing.is_empty());
    let code = field::sign_off(party.book(ANN), &visit).unwrap();
    let leaving = view::before_leaving(party.book(ANN), &packs, &visit).unwrap();
    let signed: Vec<_> = leaving
        .signatures
        .iter()
        .map(|one| (one.frontier.code(), one.outside))
        .collect();
    assert_eq!(signed, [(code, 0)]);
}

#[test]
fn notes_that_may_be_the_same_name_each_other_until_one_is_withdrawn() {
    let mut party = Party::new();
    let packs = packs();
    let visit = school(party.book(ANN));
    school(party.book(BOB));
    let write = |book: &mut Notebook, kind, text: &str, indicator: Option<&str>| {
        let sides = [Side::Fact(text.into())].into_iter();
        let sides = sides.chain(indicator.map(|id| Side::Indicator(1, id.into())));
        field::note(book, &visit, kind, &sides.collect::<Vec<_>>()).unwrap()
    };
    let first = write(party.book(ANN), NoteKind::Finding, "宣传栏两年没有更新", None);
    let same = write(party.book(BOB), NoteKind::Finding, "宣传栏已两年没更新", None);
    let praised = write(party.book(BOB), NoteKind::Practice, "宣传栏两年没有更新", None);
    let ledger = write(party.book(ANN), NoteKind::Finding, "台账缺少签字", Some("S0-1a"));
    let asked = write(party.book(BOB), NoteKind::Finding, "没有印发文件", Some("S0-1a"));
    party.exchange();
    let alike = |party: &mut Party| {
        let rows = view::findings(party.book(LEA), packs.places(), &home(), &FindingFilter::default()).unwrap();
        let named = rows.into_iter().map(|row| {
            let others = row.alike.into_iter().map(|other| other.entity).collect::<Vec<_>>();
            (row.entity, others)
        });
        named.collect::<std::collections::BTreeMap<_, _>>()
    };
    let found = alike(&mut party);
    assert_eq!(
        (&found[&first], &found[&same]),
        (&vec![same.clone()], &vec![first.clone()])
    );
    assert_eq!(found[&praised], []);
    assert_eq!(
        (&found[&ledger], &found[&asked]),
        (&vec![asked.clone()], &vec![ledger.clone()])
    );
    field::withdraw(party.book(BOB), &visit, &same).unwrap();
    party.exchange();
    assert_eq!(alike(&mut party)[&first], []);
}

#[test]
fn a_visit_says_which_facts_of_the_place_decide_what_is_asked() {
    let mut party = Party::new();
    let packs = packs();
    let asks = |kind: &str, (_, pack): &(u64, &Pack)| {
        let mut here = pack
            .indicators
            .iter()
            .filter(|one| one.site_kinds().any(|site| site == kind));
        here.any(|one| one.cell("applies_when").contains('='))
    };
    let all: Vec<(u64, &Pack)> = packs.iter().collect();
    let wanted = pack::SITE_KINDS
        .iter()
        .flat_map(|kind| all.iter().map(move |pack| (*kind, pack)));
    let (kind, (number, _)) = wanted.into_iter().find(|(kind, pack)| asks(kind, pack)).unwrap();
    let opening = Opening {
        kind: kind.into(),
        packs: vec![*number],
        ..opening()
    };
    let visit = field::open_visit(party.book(ANN), &opening).unwrap();
    let fact = |book: &Notebook| {
        let facts = view::visit(book, &packs, &visit, Filter::All).unwrap().facts;
        facts
            .into_iter()
            .find(|fact| fact.choices.last().is_some_and(|one| one == "其他"))
            .unwrap()
    };
    let open = fact(party.book(ANN));
    assert_eq!(open.values, Vec::<String>::new());
    field::fact(party.book(ANN), &visit, &open.name, "其他", &open.seen).unwrap();
    assert_eq!(fact(party.book(ANN)).values, ["其他"]);
    let none = view::visit(party.book(ANN), &packs, &visit, Filter::All).unwrap();
    assert!(none.rows.iter().any(|row| {
        row.judgement
            .as_ref()
            .is_some_and(|one| one.verdict == Verdict::NotApplicable)
    }));
}

#[test]
fn an_answer_reads_in_words_and_knows_its_button() {
    let mut party = Party::new();
    let packs = packs();
    let pack = packs.get(1).unwrap();
    let visit = school(party.book(ANN));
    let (touched, rate) = (&asked(pack, AnswerType::YesNo)[0], &failing(pack));
    say(party.book(ANN), &visit, pack, touched, Value::YesNo(false));
    say(party.book(ANN), &visit, pack, rate, Value::Rate(Rate::of(49, 60)));
    let screen = view::visit(party.book(ANN), &packs, &visit, Filter::All).unwrap();
    let read = |id: &String| {
        let shown = &screen.rows.iter().find(|row| row.indicator == *id).unwrap().answers[0];
        let words: Vec<String> = shown
            .words
            .iter()
            .map(|one| crosscheck_core::words::say(Lang::Zh, one))
            .collect();
        (words, shown.button)
    };
    assert_eq!(read(touched), (vec!["否".to_owned()], Some(1)));
    assert_eq!(read(rate), (vec!["49 / 60".to_owned()], None));
}

#[test]
fn joining_shows_six_equal_digits_and_the_rules_and_me_and_sync_say_what_lies_here() {
    let (mut party, packs) = (Party::new(), packs());
    let (ann, lea) = (key(22).public_key().writer(), key(21).public_key().writer());
    assert_eq!(view::digits(&ann, &lea, b"nonce"), view::digits(&lea, &ann, b"nonce"));
    assert_ne!(view::digits(&ann, &lea, b"nonce"), view::digits(&ann, &lea, b"other"));
    let digits = view::digits(party.book(ANN).id(), &lea, b"nonce");
    let join = view::join(party.book(ANN), &digits, true).unwrap();
    assert_eq!(join.digits, view::digits(&lea, &ann, b"nonce"));
    for sentence in &join.notice {
        assert!(!crosscheck_core::words::say(Lang::Zh, sentence).is_empty());
    }
    let visit = school(party.book(ANN));
    let people = view::people(party.book(ANN)).unwrap();
    let found: Vec<(&str, bool)> = people.iter().map(|one| (one.member.as_str(), one.me)).collect();
    assert!(
        found.contains(&("ann", true)) && found.contains(&("bob", false)),
        "{found:?}"
    );
    let me = view::me(party.book(ANN)).unwrap();
    assert_eq!(
        (me.member.as_str(), me.group, me.stays.is_some()),
        ("ann", Some(group()), true)
    );
    let sync = view::sync(party.book(ANN), &packs).unwrap();
    assert_eq!(sync.streams.iter().filter(|row| row.unsealed > 0).count(), 2);
    assert_eq!(sync.summary.code(), "view-unsent");
    party.exchange();
    let sync = view::sync(party.book(BOB), &packs).unwrap();
    let row = sync.streams.iter().find(|row| row.stream == visit).unwrap();
    assert_eq!(
        (row.unsealed, row.others, row.copies.code()),
        (0, row.ops, "view-copies-others")
    );
    assert_eq!(sync.summary.code(), "view-unsent-none");
}
