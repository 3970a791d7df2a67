//! The twelve stories of the log, by name: what people must see when several of them write at once.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use crosscheck_core::change::{Cut, Entity, TextRef, Value};
use crosscheck_core::ids::{MemberId, OpId, StreamName, TextHash};
use crosscheck_core::merge::{Field, Reason, Release, Run, Shown, State, Withdrawn};
use crosscheck_tests::cast::{Pen, Saying, Who, about, stage, stream, visit, writer};

/// Organiser, leader, two members and Cleo, all enrolled.
struct Play {
    organiser: Pen,
    lea: Pen,
    ann: Pen,
    bob: Pen,
    cleo: Pen,
    others: Vec<Pen>,
}

impl Play {
    fn new() -> Self {
        let (mut organiser, mut lea) = (Pen::new(Who::Working), Pen::new(Who::Lea));
        for who in [Who::Lea, Who::Cara, Who::Ann, Who::Bob, Who::Bob2] {
            organiser.enrol(who);
        }
        lea.enrol(Who::Cleo);
        Self {
            organiser,
            lea,
            ann: Pen::new(Who::Ann),
            bob: Pen::new(Who::Bob),
            cleo: Pen::new(Who::Cleo),
            others: Vec::new(),
        }
    }

    fn runs(&self) -> Vec<Run> {
        let pens = [&self.organiser, &self.lea, &self.ann, &self.bob, &self.cleo];
        pens.into_iter().chain(&self.others).flat_map(Pen::runs).collect()
    }

    fn state(&self) -> State {
        State::fold(stage().campaign, self.runs())
    }
}

fn answer() -> Entity {
    Entity::new("answer", "3/S0-12")
}

fn says(pen: &mut Pen, value: &str, seen: &[OpId]) -> OpId {
    pen.set(&visit(), &answer(), "value", Value::code(value), seen)
}

fn decides(pen: &mut Pen, value: &str, seen: &[OpId]) -> OpId {
    let saying = Saying::new(answer(), "value", Value::code(value));
    pen.say(&visit(), &saying.seeing(seen).because())
}

fn field(state: &State) -> &Field {
    state.field(&visit(), &answer(), "value").unwrap()
}

/// What shows, as `value (names)` in the order of the values.
fn shown(state: &State) -> Vec<String> {
    let field = field(state);
    let text = |value: &&Value| {
        let names: Vec<&str> = field.names(value).into_iter().map(MemberId::as_str).collect();
        format!("{} ({})", value.as_code().unwrap(), names.join(", "))
    };
    field.values().iter().map(text).collect()
}

fn reason(state: &State, op: &OpId) -> Option<Reason> {
    state.op(op).unwrap().reason
}

#[test]
fn story_1_ann_a_bob_b_leader_c_ann_takes_b_shown_b_and_c_still_two_answers() {
    let mut play = Play::new();
    let (a, b) = (says(&mut play.ann, "a", &[]), says(&mut play.bob, "b", &[]));
    let c = says(&mut play.lea, "c", &[a, b]);
    says(&mut play.ann, "b", &[a, b, c]);
    assert_eq!(shown(&play.state()), ["b (ann, bob)", "c (lea)"]);
    assert!(field(&play.state()).is_conflict());
}

#[test]
fn story_2_leader_decides_a_of_a_and_b_with_a_reason_bob_types_b_two_answers_again() {
    let mut play = Play::new();
    let (a, b) = (says(&mut play.ann, "a", &[]), says(&mut play.bob, "b", &[]));
    let decision = decides(&mut play.lea, "a", &[a, b]);
    assert_eq!(shown(&play.state()), ["a (lea)"]);
    says(&mut play.bob, "b", &[b, decision]);
    assert_eq!(shown(&play.state()), ["a (lea)", "b (bob)"]);
}

#[test]
fn story_3_ann_sees_bobs_5_and_enters_5_one_answer_two_names() {
    let mut play = Play::new();
    let five = says(&mut play.bob, "5", &[]);
    says(&mut play.ann, "5", &[five]);
    let state = play.state();
    assert_eq!(shown(&state), ["5 (ann, bob)"]);
    assert!(matches!(field(&state).shown(), Shown::One(_)));
}

#[test]
fn story_4_leader_decides_is_ended_before_the_decision_cleo_edits_on_top_a_and_b_are_back_beside_hers() {
    let mut play = Play::new();
    let (a, b) = (says(&mut play.ann, "a", &[]), says(&mut play.bob, "b", &[]));
    let decision = decides(&mut play.lea, "d", &[a, b]);
    says(&mut play.cleo, "e", &[decision]);
    let group = stream("g.G01");
    let cut = play.lea.cut(&[(&group, 1), (&visit(), 0)]);
    play.organiser
        .set(&StreamName::Campaign, &about(Who::Lea), "ending", cut, &[]);
    let state = play.state();
    assert_eq!(shown(&state), ["a (ann)", "b (bob)", "e (cleo)"]);
    assert_eq!(reason(&state, &decision), Some(Reason::Ended));
}

#[test]
fn story_5_bob_1_unsealed_database_copied_bob_2_sealed_the_copy_restored_2_alone() {
    let mut play = Play::new();
    let one = says(&mut play.bob, "1", &[]);
    says(&mut play.bob, "2", &[one]);
    // The copy knew only the unsealed 1 and writes it anew under the restored phone's own writer.
    let mut restored = Pen::new(Who::Bob2);
    let mut again = Saying::new(answer(), "value", Value::code("1"));
    again.again = Some(one);
    restored.say(&visit(), &again);
    play.others.push(restored);
    assert_eq!(shown(&play.state()), ["2 (bob)"]);
}

#[test]
fn story_6_a_clone_writes_seq_2_while_the_phone_seals_to_3_both_reach_every_replica() {
    let mut play = Play::new();
    let one = says(&mut play.bob, "1", &[]);
    let mut clone = play.bob.clone();
    let two = says(&mut play.bob, "2", &[one]);
    let three = play
        .bob
        .set(&visit(), &Entity::new("answer", "3/S0-13"), "value", Value::int(1), &[]);
    let other = clone.set(&visit(), &Entity::new("answer", "3/S0-14"), "value", Value::int(1), &[]);
    play.others.push(clone);
    let state = play.state();
    assert!([one, two, three, other].iter().all(|op| reason(&state, op).is_none()));
    assert_eq!(
        state
            .forks()
            .iter()
            .map(|fork| (fork.writer, fork.seq))
            .collect::<Vec<_>>(),
        [(writer(Who::Bob), 2)]
    );
    assert_eq!(state.frontier(&visit()).branches(&writer(Who::Bob), &visit()).len(), 2);
}

#[test]
fn story_7_bob_accepts_anns_text_and_redacts_his_own_anns_stays() {
    let text = |who: Who, hash: u8| TextRef {
        writer: writer(who),
        hash: TextHash([hash; 32]),
    };
    let mut play = Play::new();
    let (anns, bobs) = (text(Who::Ann, 1), text(Who::Bob, 2));
    let a = play.ann.set(&visit(), &answer(), "value", Value::text(&anns), &[]);
    let b = play.bob.set(&visit(), &answer(), "value", Value::text(&bobs), &[]);
    play.bob.set(&visit(), &answer(), "value", Value::text(&anns), &[a, b]);
    let redact = |pen: &mut Pen, text: &TextRef| {
        let entity = Entity::new("text", &text.entity_key());
        pen.set(&visit(), &entity, "redacted", Value::bool(true), &[])
    };
    redact(&mut play.bob, &bobs);
    let forbidden = redact(&mut play.bob, &anns);
    let state = play.state();
    assert!(state.is_text_redacted(&visit(), &bobs));
    assert!(!state.is_text_redacted(&visit(), &anns));
    assert!(matches!(reason(&state, &forbidden), Some(Reason::NotAllowed(..))));
    redact(&mut play.lea, &anns);
    assert!(play.state().is_text_redacted(&visit(), &anns));
}

#[test]
fn story_8_a_redaction_is_cut_off_after_it_was_obeyed_and_no_longer_counts_for_replicas_that_never_held_it() {
    // That the text does not come back where it was obeyed is the store's part: it keeps what it once dropped.
    let text = TextRef {
        writer: writer(Who::Ann),
        hash: TextHash([1; 32]),
    };
    let mut play = Play::new();
    play.ann.set(&visit(), &answer(), "value", Value::text(&text), &[]);
    let entity = Entity::new("text", &text.entity_key());
    play.ann.set(&visit(), &entity, "redacted", Value::bool(true), &[]);
    assert!(play.state().is_text_redacted(&visit(), &text));
    let cut = play.ann.cut(&[(&visit(), 1)]);
    play.lea.set(&stream("g.G01"), &about(Who::Ann), "ending", cut, &[]);
    assert!(!play.state().is_text_redacted(&visit(), &text));
}

#[test]
fn story_9_ann_and_bob_release_r1_for_u3_the_leader_r2_for_u3_neither_counts_both_show() {
    let mut play = Play::new();
    let group = stream("g.G01");
    let release = |pen: &mut Pen, reserve: &str, seen: &[OpId]| {
        pen.set(
            &group,
            &Entity::new("reserve", reserve),
            "released_for",
            Value::code("roll-1/U3"),
            seen,
        )
    };
    release(&mut play.ann, "roll-1/R1", &[]);
    assert_eq!(play.state().releases(&group)[0].1, Release::OneName);
    release(&mut play.bob, "roll-1/R1", &[]);
    assert_eq!(play.state().releases(&group)[0].1, Release::Counts);
    let second = release(&mut play.lea, "roll-1/R2", &[]);
    let state = play.state();
    let found: Vec<_> = state
        .releases(&group)
        .iter()
        .map(|(reserve, release, _)| (*reserve, *release))
        .collect();
    assert_eq!(found, [("roll-1/R1", Release::Twice), ("roll-1/R2", Release::Twice)]);
    play.lea.set(
        &group,
        &Entity::new("reserve", "roll-1/R2"),
        "released_for",
        Value::null(),
        &[second],
    );
    let state = play.state();
    let found: Vec<_> = state
        .releases(&group)
        .iter()
        .map(|(reserve, release, _)| (*reserve, *release))
        .collect();
    assert_eq!(found, [("roll-1/R1", Release::Counts), ("roll-1/R2", Release::None)]);
}

#[test]
fn story_10_ann_closes_cleo_reopens_ann_closes_again_closed() {
    let mut play = Play::new();
    let visit_entity = Entity::new("visit", "V1");
    let set = |pen: &mut Pen, closed: bool, seen: &[OpId]| {
        pen.set(&visit(), &visit_entity, "closed", Value::bool(closed), seen)
    };
    let closed = |state: &State| match state.field(&visit(), &visit_entity, "closed").unwrap().shown() {
        Shown::One(value) => value.as_bool(),
        other => panic!("{other:?}"),
    };
    let first = set(&mut play.ann, true, &[]);
    let reopened = set(&mut play.cleo, false, &[first]);
    assert_eq!(closed(&play.state()), Some(false));
    let again = set(&mut play.ann, true, &[reopened]);
    assert_eq!(closed(&play.state()), Some(true));
    // Close and reopen at once: reopened.
    set(&mut play.bob, false, &[reopened]);
    assert_eq!(closed(&play.state()), Some(false));
    set(&mut play.ann, true, &[again]);
    assert_eq!(closed(&play.state()), Some(false));
}

#[test]
fn story_11_a_withdrawn_finding_edited_meanwhile_is_back_and_marked() {
    let mut play = Play::new();
    let finding = Entity::new("finding", "f1");
    let fact = play.ann.set(&visit(), &finding, "fact", Value::int(1), &[]);
    let severity = play.ann.set(&visit(), &finding, "severity", Value::int(1), &[]);
    let withdraw = |pen: &mut Pen, seen: &[OpId], links: &[OpId]| {
        pen.set(&visit(), &finding, "withdrawn", Value::ids(seen), links)
    };
    let withdrawal = withdraw(&mut play.ann, &[fact, severity], &[]);
    assert_eq!(play.state().withdrawn(&visit(), &finding), Withdrawn::Yes);
    let edit = play.bob.set(&visit(), &finding, "fact", Value::int(2), &[fact]);
    assert_eq!(play.state().withdrawn(&visit(), &finding), Withdrawn::Changed);
    let again = withdraw(&mut play.ann, &[edit, severity], &[withdrawal]);
    assert_eq!(play.state().withdrawn(&visit(), &finding), Withdrawn::Yes);
    withdraw(&mut play.cleo, &[], &[again]);
    assert_eq!(play.state().withdrawn(&visit(), &finding), Withdrawn::No);
}

#[test]
fn story_12_op_2_arrives_without_op_1_for_ever_it_waits_travels_and_can_be_admitted() {
    let mut play = Play::new();
    let bob = &mut play.bob;
    let lost = bob.set(&visit(), &Entity::new("answer", "3/S0-1"), "value", Value::int(1), &[]);
    let (two, three) = (says(bob, "2", &[]), says(bob, "3", &[]));
    let (gap, parts) = (
        bob.point(&visit(), 1),
        [bob.run(&visit(), 2, 2), bob.run(&visit(), 3, 3)],
    );
    let rest: Vec<Run> = play
        .runs()
        .into_iter()
        .filter(|run| run.writer != writer(Who::Bob))
        .collect();
    let fold = |more: Vec<Run>| State::fold(stage().campaign, rest.iter().cloned().chain(parts.clone()).chain(more));
    let state = fold(vec![]);
    assert_eq!(
        state.waiting().iter().map(|w| (w.op, w.reason)).collect::<Vec<_>>(),
        [(two, Reason::Gap(1)), (three, Reason::Gap(1))]
    );
    assert_eq!(state.heads().branches(&writer(Who::Bob), &visit())[0].seq, 3);
    let mut admitted = Cut::new();
    admitted.insert(&visit(), gap);
    let op = play
        .lea
        .set(&stream("g.G01"), &about(Who::Bob), "admitted", admitted.to_value(), &[]);
    let state = fold(play.lea.runs());
    assert!(state.waiting().is_empty() && reason(&state, &op).is_none());
    assert_eq!(shown(&state), ["2 (bob)", "3 (bob)"]);
    assert!(state.op(&lost).is_none());
}
