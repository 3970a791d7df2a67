//! What leader and organiser do, through the verbs: decisions, endings, enrolment, plan, releases, self-checks.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::ErrorKind;
use crosscheck_core::change::{BlobRef, Cut, Entity, Frontier, KeyStore};
use crosscheck_core::draw::plan::ReleaseReason;
use crosscheck_core::field::{self, NoteKind, Side};
use crosscheck_core::ids::{BlobHash, MemberId, StreamName, WriterId};
use crosscheck_core::judge::{Answer, Rate, Value};
use crosscheck_core::lead::{self, Candidate, SelfCheck, Trip, Unreachable, Work};
use crosscheck_core::merge::{Reason, Release, Shown};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_tests::party::{ANN, BOB, ENROL, LEA, ORGANISER, Party, group, key, visit};

fn code(error: &crosscheck_core::Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

fn home() -> StreamName {
    StreamName::Group(group())
}

fn member(name: &str) -> MemberId {
    MemberId::parse(name).unwrap()
}

/// Everything held of a writer in streams that begin as `stream`, as an ending's points.
fn points(heads: &Frontier, writer: &WriterId, keep: impl Fn(&StreamName) -> bool) -> Cut {
    let mut cut = Cut::new();
    for (of, stream, reached) in heads.entries() {
        if of == writer && keep(stream) {
            for point in reached {
                cut.insert(stream, *point);
            }
        }
    }
    cut
}

#[test]
fn members_may_not_decide_end_enrol_plan_or_roll() {
    let mut party = Party::new();
    let (bob, before) = (*party.book(BOB).id(), party.book(ANN).state().count());
    let ann = party.book(ANN);
    let ending = lead::end_writer(ann, &bob, &Cut::new(), "丢失").unwrap_err();
    assert_eq!(code(&ending), (ErrorKind::Refused, "lead-end-right"));
    let candidate = candidate(40, Role::Member, 0);
    assert_eq!(code(&lead::enrol(ann, &candidate).unwrap_err()).1, "lead-enrol-right");
    assert_eq!(
        code(&lead::plan_trip(ann, &trip(), &Seen::default()).unwrap_err()).1,
        "notebook-no-right"
    );
    assert_eq!(
        code(&lead::assign(ann, Work::Pack(1), &member("bob"), true).unwrap_err()).1,
        "notebook-no-right"
    );
    let rolled = lead::record_roll(ann, "R1", &certificate(), &["U1"], &[]);
    assert_eq!(code(&rolled.unwrap_err()).1, "notebook-no-right");
    assert_eq!(
        party.book(ANN).state().count(),
        before,
        "a refused verb wrote something"
    );
}

fn certificate() -> BlobRef {
    BlobRef {
        hash: BlobHash([7; 32]),
        length: 100,
    }
}

fn trip() -> Trip {
    Trip {
        from: "2017-06-05".parse().unwrap(),
        to: "2017-06-07".parse().unwrap(),
        area: "610100".into(),
        packs: vec![1, 2],
    }
}

fn candidate(secret: u8, role: Role, enrol: u64) -> Candidate {
    Candidate {
        member: member(&format!("new{secret}")),
        role,
        group: group(),
        key: key(secret).public_key(),
        recipient: [secret; 32],
        enrol,
    }
}

#[test]
fn a_leader_enrols_as_many_as_granted_and_the_chain_convinces_a_hub_that_never_saw_it() {
    let mut party = Party::new();
    for secret in [40, 41] {
        let chain = lead::enrol(party.book(LEA), &candidate(secret, Role::Member, 0)).unwrap();
        let organisers = crosscheck_core::change::Organisers {
            working: key(1).public_key(),
            reserve: key(2).public_key(),
        };
        let holder = chain.verify(party.book(LEA).campaign(), &organisers).unwrap();
        assert_eq!(holder.member, member(&format!("new{secret}")));
    }
    assert_eq!(lead::enrolled(party.book(LEA)), (ENROL, ENROL));
    let error = lead::enrol(party.book(LEA), &candidate(42, Role::Member, 0)).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-enrol-used"));
    let error = lead::enrol(party.book(LEA), &candidate(42, Role::Leader, 0)).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-enrol-role"));
    party.exchange();
    let known = party
        .book(ORGANISER)
        .state()
        .bearer(&key(41).public_key().writer())
        .is_some();
    assert!(known);
    lead::enrol(party.book(ORGANISER), &candidate(42, Role::Leader, 3)).unwrap();
}

#[test]
fn an_ended_phones_later_work_waits_until_the_ending_is_raised() {
    let mut party = Party::new();
    let visit = visit(party.book(BOB));
    party.exchange();
    let (bob, heads) = (*party.book(BOB).id(), party.book(LEA).state().heads());
    field::note(
        party.book(BOB),
        &visit,
        NoteKind::Practice,
        &[Side::Fact("丢失之后写下的".into())],
    )
    .unwrap();
    let keep = points(&heads, &bob, |_| true);
    lead::end_writer(party.book(LEA), &bob, &keep, "手机遗失").unwrap();
    party.exchange();
    let waiting = |book: &Notebook| {
        book.state()
            .waiting()
            .iter()
            .filter(|one| one.reason == Reason::Ended)
            .count()
    };
    assert_eq!(waiting(party.book(ANN)), 1);
    // Somebody read what waits: it is Bob's own after all.
    let keep = points(&party.book(LEA).state().heads(), &bob, |_| true);
    lead::end_writer(party.book(LEA), &bob, &keep, "已找回，逐条核对过").unwrap();
    party.exchange();
    assert_eq!(waiting(party.book(ANN)), 0);
}

#[test]
fn an_organiser_raises_the_ending_a_leader_stated() {
    let mut party = Party::new();
    let visit = visit(party.book(BOB));
    party.exchange();
    let (bob, heads) = (*party.book(BOB).id(), party.book(LEA).state().heads());
    let side = [Side::Fact("停用之后写下的".into())];
    field::note(party.book(BOB), &visit, NoteKind::Practice, &side).unwrap();
    lead::end_writer(party.book(LEA), &bob, &points(&heads, &bob, |_| true), "手机遗失").unwrap();
    party.exchange();
    assert_eq!(party.book(ANN).state().waiting().len(), 1);
    let keep = points(&party.book(ORGANISER).state().heads(), &bob, |_| true);
    lead::end_writer(party.book(ORGANISER), &bob, &keep, "核对后准予计入").unwrap();
    party.exchange();
    assert_eq!(party.book(ANN).state().waiting(), []);
}

#[test]
fn whoever_ends_a_writer_says_again_the_redactions_his_cut_leaves_out() {
    let mut party = Party::new();
    let visit = visit(party.book(BOB));
    let note = field::note(
        party.book(BOB),
        &visit,
        NoteKind::Practice,
        &[Side::Fact("不该写的话".into())],
    )
    .unwrap();
    party.exchange();
    let (bob, before) = (*party.book(BOB).id(), party.book(LEA).state().heads());
    let text = party.book(BOB).state().field(&visit, &note, "fact").unwrap().values()[0].texts()[0];
    party.book(BOB).redact(&visit, &text).unwrap();
    party.exchange();
    lead::end_writer(party.book(LEA), &bob, &points(&before, &bob, |_| true), "手机遗失").unwrap();
    party.exchange();
    assert!(
        party.book(ANN).state().is_text_redacted(&visit, &text),
        "the redaction fell with its phone"
    );
    for who in [ORGANISER, LEA, ANN, BOB] {
        assert_eq!(party.book(who).text(&visit, &text).unwrap(), None);
    }
}

#[test]
fn story_4_leader_decides_is_ended_before_the_decision_another_edits_on_top_both_are_back() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    party.exchange();
    let (lea, before) = (*party.book(LEA).id(), party.book(ORGANISER).state().heads());
    let fact = |book: &mut Notebook, value: &str| {
        let seen = book.seen(&visit, &Entity::new("visit", "fact/学校类型"), "value");
        field::fact(book, &visit, "学校类型", value, &seen).unwrap();
    };
    fact(party.book(ANN), "中职");
    fact(party.book(BOB), "高中");
    party.exchange();
    let entity = Entity::new("visit", "fact/学校类型");
    let both = party.book(LEA).state().field(&visit, &entity, "value").unwrap().clone();
    let value = both.values()[0].clone();
    lead::decide(party.book(LEA), &both.key, value, "查了办学许可证", &Seen::of(&both)).unwrap();
    party.exchange();
    fact(party.book(BOB), "其他");
    party.exchange();
    lead::end_writer(
        party.book(ORGANISER),
        &lea,
        &points(&before, &lea, |_| true),
        "更换组长",
    )
    .unwrap();
    party.exchange();
    let back = party.book(ANN).state().field(&visit, &entity, "value").unwrap().clone();
    let values: Vec<&str> = back
        .values()
        .into_iter()
        .map(|value| value.as_code().unwrap())
        .collect();
    assert_eq!(
        values,
        ["中职", "其他", "高中"],
        "both are back beside what was written on top"
    );
}

fn merged(evidence: &str) -> Unreachable {
    Unreachable {
        reason: ReleaseReason::Merged,
        evidence: evidence.into(),
    }
}

#[test]
fn story_9_two_reserves_for_one_unit_neither_counts_and_both_show() {
    let mut party = Party::new();
    lead::record_roll(
        party.book(LEA),
        "R1",
        &certificate(),
        &["U1", "U2", "U3"],
        &["B1", "B2"],
    )
    .unwrap();
    party.exchange();
    let release = |book: &mut Notebook, reserve: &str| {
        lead::release_reserve(book, reserve, "R1/U3", &merged("学校已撤并")).unwrap();
    };
    release(party.book(ANN), "R1/B1");
    party.exchange();
    assert_eq!(party.book(LEA).state().releases(&home())[0].1, Release::OneName);
    release(party.book(BOB), "R1/B1");
    party.exchange();
    assert_eq!(party.book(LEA).state().releases(&home())[0].1, Release::Counts);
    release(party.book(LEA), "R1/B2");
    party.exchange();
    let all: Vec<Release> = party
        .book(ANN)
        .state()
        .releases(&home())
        .iter()
        .map(|(_, is, _)| *is)
        .collect();
    assert_eq!(all, [Release::Twice, Release::Twice]);
    lead::take_release_back(party.book(LEA), "R1/B2", "以先递补者为准").unwrap();
    party.exchange();
    let all: Vec<Release> = party
        .book(ANN)
        .state()
        .releases(&home())
        .iter()
        .map(|(_, is, _)| *is)
        .collect();
    assert_eq!(all, [Release::Counts, Release::None]);
    let error = lead::release_reserve(party.book(ANN), "R1/B1", "R1/U9", &merged("没有")).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-unit-not-drawn"));
    let drawn = crosscheck_core::view::draw(party.book(BOB), &crosscheck_core::view::Places::default(), &home());
    assert_eq!(
        (
            drawn.rolls[0].drawn.len(),
            drawn.rolls[0].reserves[0].release.clone().unwrap().0
        ),
        (3, Release::Counts)
    );
}

#[test]
fn story_12_what_follows_a_gap_nobody_fills_waits_travels_and_is_admitted() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    party.book(ANN).seal().unwrap();
    let known = party.book(ANN).segments().unwrap();
    field::note(
        party.book(ANN),
        &visit,
        NoteKind::Practice,
        &[Side::Fact("第一条".into())],
    )
    .unwrap();
    party.book(ANN).seal().unwrap();
    let lost: Vec<Vec<u8>> = party
        .book(ANN)
        .segments()
        .unwrap()
        .into_iter()
        .filter(|one| !known.contains(one))
        .collect();
    field::note(
        party.book(ANN),
        &visit,
        NoteKind::Practice,
        &[Side::Fact("第二条".into())],
    )
    .unwrap();
    party.book(ANN).seal().unwrap();
    let all = party.book(ANN).segments().unwrap();
    let without: Vec<Vec<u8>> = all.into_iter().filter(|one| !lost.contains(one)).collect();
    party.book(LEA).take(&without, &[]).unwrap();
    let gaps = lead::gaps(party.book(LEA));
    assert_eq!((gaps.len(), gaps[0].waiting), (1, 1));
    // It travels on to Bob as it waits.
    let onward = party.book(LEA).segments().unwrap();
    party.book(BOB).take(&onward, &[]).unwrap();
    assert_eq!(lead::gaps(party.book(BOB)), gaps);
    lead::admit(party.book(LEA), &gaps[0]).unwrap();
    party.hand(LEA, BOB);
    assert_eq!(party.book(BOB).state().waiting(), []);
    assert_eq!(party.book(BOB).state().fields_of_kind(&visit, "practice").count(), 1);
}

#[test]
fn a_plan_and_a_split_hold_for_everybody_and_two_who_assign_at_once_keep_both() {
    let mut party = Party::new();
    lead::plan_trip(party.book(LEA), &trip(), &Seen::default()).unwrap();
    lead::assign(party.book(LEA), Work::Pack(1), &member("ann"), true).unwrap();
    lead::assign(party.book(LEA), Work::Pack(1), &member("bob"), true).unwrap();
    party.exchange();
    assert_eq!(
        lead::assigned(party.book(ANN), &home(), Work::Pack(1)),
        [member("ann"), member("bob")]
    );
    lead::assign(party.book(LEA), Work::Pack(1), &member("bob"), false).unwrap();
    party.exchange();
    assert_eq!(lead::assigned(party.book(ANN), &home(), Work::Pack(1)), [member("ann")]);
    let trips = lead::trips(party.book(BOB), &home());
    assert_eq!(trips[0].0, trip());
    lead::clear_trip(party.book(LEA), trip().from, &trip().area, &trips[0].1).unwrap();
    assert_eq!(lead::trips(party.book(LEA), &home()), []);
    let wrong = Trip {
        to: "2017-06-01".parse().unwrap(),
        ..trip()
    };
    let error = lead::plan_trip(party.book(LEA), &wrong, &Seen::default()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "lead-trip-bad"));
}

#[test]
fn a_self_check_sheet_is_taken_once_as_self_reported_and_a_changed_answer_replaces_the_first() {
    let mut party = Party::new();
    let answer = |hits| Answer::counted(Value::Rate(Rate::of(hits, 60))).with_note("附台账");
    let sheet = |answer| SelfCheck {
        home: home(),
        unit: "610102".into(),
        pack: 1,
        answers: vec![("S0-12".to_owned(), answer)],
    };
    assert_eq!(lead::self_check(party.book(ORGANISER), &sheet(answer(49))).unwrap(), 1);
    assert_eq!(
        lead::self_check(party.book(ORGANISER), &sheet(answer(49))).unwrap(),
        0,
        "imported twice"
    );
    assert_eq!(lead::self_check(party.book(ORGANISER), &sheet(answer(50))).unwrap(), 1);
    party.exchange();
    let entity = lead::self_check_entity("610102", 1, "S0-12");
    let known = field::standing(party.book(ANN), &home(), &entity, "value")
        .unwrap()
        .unwrap();
    assert!(known.answer.is_self_reported());
    assert_eq!(known.answer.value(), answer(50).value());
    let error = lead::self_check(party.book(ANN), &sheet(answer(1))).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "notebook-no-right"));
    let shown = party
        .book(ANN)
        .state()
        .field(&home(), &entity, "value")
        .unwrap()
        .clone();
    assert!(matches!(shown.shown(), Shown::One(_)));
}
