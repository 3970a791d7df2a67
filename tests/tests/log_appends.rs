//! Appending: what is taken leaves the state that a fold of everything gives, and what is declined leaves it untouched.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use crosscheck_core::change::{BlobRef, Entity, Op, Peaks, TextRef, Value};
use crosscheck_core::ids::{BlobHash, MemberId, OpId, Root, TextHash};
use crosscheck_core::merge::{Reason, Run, State, Why};
use crosscheck_tests::cast::{Pen, Saying, Who, about, certified_hub, stage, stream, visit, writer};
use crosscheck_tests::states::assert_same;

fn fold(runs: &[Run]) -> State {
    State::fold(stage().campaign, runs.iter().cloned())
}

fn answer() -> Entity {
    Entity::new("answer", "3/S0-12")
}

fn finding() -> Entity {
    Entity::new("finding", "f")
}

/// The organiser's log, by which Lea, Ann and Bob are enrolled.
fn enrolled() -> Vec<Run> {
    let mut organiser = Pen::new(Who::Working);
    for who in [Who::Lea, Who::Ann, Who::Bob] {
        organiser.enrol(who);
    }
    organiser.runs()
}

fn says(pen: &mut Pen, value: i64, seen: &[OpId]) -> OpId {
    pen.set(&visit(), &answer(), "value", Value::int(value), seen)
}

/// Why a run is declined after those given; the state must be as it was, and the run given back.
fn declined(given: &[Run], run: &Run) -> Why {
    let mut state = fold(given);
    let declined = state.append(run.clone()).unwrap_err();
    assert_eq!(declined.run, *run);
    assert_same(&state, &fold(given));
    declined.why
}

/// The state after appending runs to those given, each of which must bring so many ops.
fn taken(mut given: Vec<Run>, runs: &[(Run, usize)]) -> State {
    let mut state = fold(&given);
    for (run, new) in runs {
        assert_eq!(state.append(run.clone()).unwrap(), *new);
        given.push(run.clone());
        assert_same(&state, &fold(&given));
    }
    state
}

#[test]
fn answers_are_taken_one_by_one_and_change_their_field_only() {
    let (mut ann, mut bob) = (Pen::new(Who::Ann), Pen::new(Who::Bob));
    let first = says(&mut ann, 1, &[]);
    let other = says(&mut bob, 2, &[]);
    ann.set(&visit(), &finding(), "severity", Value::int(3), &[]);
    let last = says(&mut ann, 3, &[first, other]);
    let state = taken(
        enrolled(),
        &[
            (ann.run(&visit(), 1, 1), 1),
            (bob.run(&visit(), 1, 1), 1),
            (ann.run(&visit(), 2, 3), 2),
        ],
    );
    let field = state.field(&visit(), &answer(), "value").unwrap();
    let heads: Vec<OpId> = field.heads().map(|head| head.first).collect();
    assert_eq!(heads.len(), 2);
    assert!(heads.contains(&last) && heads.contains(&other));
}

#[test]
fn a_run_that_is_held_says_nothing_new_and_one_that_overlaps_says_its_end() {
    let mut ann = Pen::new(Who::Ann);
    for value in 0..200 {
        says(&mut ann, value, &[]);
    }
    let peaks = Peaks::new();
    let ops = ann.run(&visit(), 1, 2).ops;
    let unsealed = Run::unsealed(writer(Who::Ann), &visit(), &peaks, ops);
    let mut runs = vec![
        (unsealed, 2),
        (ann.run(&visit(), 1, 2), 0),
        (ann.run(&visit(), 2, 5), 3),
    ];
    runs.extend((6..=190).map(|seq| (ann.run(&visit(), seq, seq), 1)));
    let mut given = enrolled();
    let mut state = fold(&given);
    for (run, new) in runs {
        assert_eq!(state.append(run.clone()).unwrap(), new);
        given.push(run);
    }
    assert_same(&state, &fold(&given));
    // Whatever was cut how, any part that is held is nothing new.
    for from in 1..190 {
        assert_eq!(state.append(ann.run(&visit(), from, 190)).unwrap(), 0);
    }
    assert_eq!(state.append(ann.run(&visit(), 150, 200)).unwrap(), 10);
    given.push(ann.run(&visit(), 150, 200));
    assert_same(&state, &fold(&given));
    let signed = state.frontier(&visit());
    assert_eq!(signed.branches(&writer(Who::Ann), &visit()), [ann.point(&visit(), 200)]);
}

#[test]
fn a_held_run_of_somebody_ended_is_nothing_new() {
    let (mut ann, mut lea) = (Pen::new(Who::Ann), Pen::new(Who::Lea));
    says(&mut ann, 1, &[]);
    says(&mut ann, 2, &[]);
    let value = ann.cut(&[(&visit(), 1)]);
    lea.set(&stream("g.G01"), &about(Who::Ann), "ending", value, &[]);
    let given = [enrolled(), lea.runs(), vec![ann.run(&visit(), 1, 1)]].concat();
    taken(given.clone(), &[(ann.run(&visit(), 1, 1), 0)]);
    assert_eq!(declined(&given, &ann.run(&visit(), 2, 2)), Why::Ended);
}

#[test]
fn without_the_campaign_nothing_is_appended() {
    let mut ann = Pen::new(Who::Ann);
    says(&mut ann, 1, &[]);
    assert_eq!(declined(&[], &ann.run(&visit(), 1, 1)), Why::NoCampaign);
}

#[test]
fn a_log_with_a_fork_or_a_gap_is_folded_anew() {
    let mut ann = Pen::new(Who::Ann);
    says(&mut ann, 1, &[]);
    let mut clone = ann.clone();
    says(&mut ann, 2, &[]);
    says(&mut clone, 3, &[]);
    says(&mut ann, 4, &[]);
    let base = [enrolled(), vec![ann.run(&visit(), 1, 2)]].concat();
    assert_eq!(declined(&base, &clone.run(&visit(), 2, 2)), Why::Place);
    let forked = [base, vec![clone.run(&visit(), 2, 2)]].concat();
    assert_eq!(declined(&forked, &ann.run(&visit(), 3, 3)), Why::NotALine);
    let state = fold(&forked);
    assert_eq!(state.next(&writer(Who::Ann), &visit()), None);
    let gapped = [enrolled(), vec![ann.run(&visit(), 2, 2)]].concat();
    assert_eq!(declined(&gapped, &ann.run(&visit(), 1, 1)), Why::NotALine);
    assert_eq!(fold(&gapped).next(&writer(Who::Ann), &visit()), None);
    assert_eq!(declined(&enrolled(), &ann.run(&visit(), 2, 2)), Why::Place);
    let mut wrong = ann.run(&visit(), 1, 1);
    wrong.before = Root([9; 32]);
    assert_eq!(declined(&enrolled(), &wrong), Why::Place);
}

#[test]
fn a_root_that_is_not_its_own_is_declined_and_its_ops_after_it() {
    let mut ann = Pen::new(Who::Ann);
    says(&mut ann, 1, &[]);
    let lie = Run {
        root: Some(Root([9; 32])),
        ..ann.run(&visit(), 1, 1)
    };
    assert_eq!(declined(&enrolled(), &lie), Why::Root);
    let given = [enrolled(), vec![lie]].concat();
    assert_eq!(declined(&given, &ann.run(&visit(), 1, 1)), Why::Held);
    let mut twice = ann.run(&visit(), 1, 1);
    twice.ops.extend(twice.ops.clone());
    twice.root = None;
    assert_eq!(declined(&enrolled(), &twice), Why::Held);
}

#[test]
fn without_a_credential_nothing_is_appended_but_a_refused_op_waits() {
    let (mut stranger, mut ann) = (Pen::new(Who::Stranger), Pen::new(Who::Ann));
    says(&mut stranger, 1, &[]);
    assert_eq!(declined(&enrolled(), &stranger.run(&visit(), 1, 1)), Why::NoCredential);
    let mut saying = Saying::new(answer(), "value", Value::int(1));
    saying.actor = MemberId::parse("bob");
    ann.say(&visit(), &saying);
    ann.set(&visit(), &finding(), "closed", Value::int(3), &[]);
    let state = taken(enrolled(), &[(ann.run(&visit(), 1, 2), 2)]);
    let reasons: Vec<Reason> = state.waiting().iter().map(|waiting| waiting.reason).collect();
    assert_eq!(reasons, [Reason::Actor, Reason::Value]);
}

#[test]
fn what_a_later_version_wrote_is_folded_anew() {
    let mut ann = Pen::new(Who::Ann);
    ann.set(&visit(), &Entity::new("hologram", "h"), "value", Value::int(1), &[]);
    assert_eq!(declined(&enrolled(), &ann.run(&visit(), 1, 1)), Why::Later);
    let mut run = ann.run(&visit(), 1, 1);
    // Version 2, place 7, and a word nobody knows yet.
    let later = [&[0xa3, 0, 2, 1, 7, 2, 0x65][..], b"pears"].concat();
    run.ops = vec![Op::read(&later).unwrap()];
    run.root = None;
    assert!(run.ops[0].says().is_none());
    assert_eq!(declined(&enrolled(), &run), Why::Later);
}

#[test]
fn what_rights_depend_on_is_folded_anew() {
    let text = TextRef {
        writer: writer(Who::Ann),
        hash: TextHash([1; 32]),
    };
    let (hub, certified) = certified_hub();
    let redacted = Entity::new("text", &text.entity_key());
    let blob = Entity::new("blob", &BlobHash([9; 32]).to_string());
    let cut = Pen::new(Who::Ann).cut(&[]);
    for (entity, field, value) in [
        (about(Who::Ann), "ending", cut.clone()),
        (about(Who::Ann), "admitted", cut),
        (about(Who::Cleo), "credential", Value::int(1)),
        (redacted, "redacted", Value::bool(true)),
        (blob, "redacted", Value::bool(true)),
        (hub, "certified", certified),
        (Entity::new("campaign", "campaign"), "organisers", Value::int(1)),
    ] {
        let mut lea = Pen::new(Who::Lea);
        lea.set(&stream("g.G01"), &entity, field, value, &[]);
        assert_eq!(declined(&enrolled(), &lea.runs()[0]), Why::Rights, "{entity:?}");
    }
}

#[test]
fn an_op_that_another_field_names_is_folded_anew_and_one_of_its_own_is_not() {
    let (mut ann, mut bob, mut lea) = (Pen::new(Who::Ann), Pen::new(Who::Bob), Pen::new(Who::Lea));
    let first = says(&mut ann, 1, &[]);
    says(&mut bob, 2, &[first]);
    let given = [enrolled(), bob.runs()].concat();
    taken(given.clone(), &[(ann.run(&visit(), 1, 1), 1)]);
    lea.set(&visit(), &finding(), "fact", Value::int(1), &[first]);
    let given = [given, lea.runs()].concat();
    assert_eq!(declined(&given, &ann.run(&visit(), 1, 1)), Why::Awaited);
}

#[test]
fn a_blob_is_appended_unless_somebody_redacts_it() {
    let photo = |pen: &mut Pen, hash: u8| {
        let hash = BlobHash([hash; 32]);
        let value = Value::blob(&BlobRef { hash, length: 3 });
        pen.set(&visit(), &Entity::new("photo", "p"), "blob", value, &[])
    };
    let (mut ann, mut bob) = (Pen::new(Who::Ann), Pen::new(Who::Bob));
    photo(&mut ann, 9);
    let redacted = Entity::new("blob", &BlobHash([9; 32]).to_string());
    ann.set(&visit(), &redacted, "redacted", Value::bool(true), &[]);
    photo(&mut bob, 8);
    photo(&mut bob, 9);
    let given = [enrolled(), ann.runs(), vec![bob.run(&visit(), 1, 1)]].concat();
    assert!(fold(&given).is_blob_redacted(&visit(), &BlobHash([9; 32])));
    assert_eq!(declined(&given, &bob.run(&visit(), 2, 2)), Why::Blob);
    // A second name that comes first takes the right away; the redaction then waits, and counts as one still.
    let given = [enrolled(), ann.runs(), bob.runs()].concat();
    assert!(!fold(&given).is_blob_redacted(&visit(), &BlobHash([9; 32])));
    photo(&mut bob, 9);
    assert_eq!(declined(&given, &bob.run(&visit(), 3, 3)), Why::Blob);
    let base = [enrolled(), vec![ann.run(&visit(), 1, 1)]].concat();
    taken(base, &[(bob.run(&visit(), 1, 3), 3)]);
}

#[test]
fn what_was_written_anew_saves_what_waits_and_may_lose_it_again() {
    let copy = |first: OpId| {
        let mut copy = Saying::new(answer(), "value", Value::int(1));
        copy.again = Some(first);
        copy.actor = MemberId::parse("bob");
        copy
    };
    let (mut ann, mut bob, mut second) = (Pen::new(Who::Ann), Pen::new(Who::Bob), Pen::new(Who::Bob2));
    let first = says(&mut ann, 7, &[]);
    // Bob is enrolled with his second phone only, so what he wrote on his first waits.
    bob.say(&visit(), &copy(first));
    second.say(&visit(), &copy(first));
    let mut organiser = Pen::new(Who::Working);
    organiser.enrol(Who::Ann);
    organiser.enrol(Who::Bob2);
    let given = [organiser.runs(), bob.runs()].concat();
    assert_eq!(fold(&given).waiting().len(), 1);
    let saved = taken(given.clone(), &[(second.run(&visit(), 1, 1), 1)]);
    assert_eq!(saved.waiting(), []);
    // The op both name says otherwise: now each is a statement of its own.
    let lost = taken(given, &[(second.run(&visit(), 1, 1), 1), (ann.run(&visit(), 1, 1), 1)]);
    assert_eq!(lost.waiting().len(), 1);
}

#[test]
fn the_peaks_of_a_line_are_where_the_next_op_goes() {
    let mut ann = Pen::new(Who::Ann);
    let mut state = fold(&enrolled());
    for seq in 1..=130_u64 {
        let me = writer(Who::Ann);
        assert_eq!(state.next(&me, &visit()), Some(seq));
        says(&mut ann, 1, &[]);
        let peaks = state.peaks(&me, &visit()).unwrap();
        let run = Run::unsealed(me, &visit(), &peaks, ann.run(&visit(), seq, seq).ops);
        assert_eq!(state.append(run).unwrap(), 1);
    }
    assert_eq!(state.waiting(), []);
    assert_same(&state, &fold(&[enrolled(), ann.runs()].concat()));
}
