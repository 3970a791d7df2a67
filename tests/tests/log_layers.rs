//! Who is believed: organiser keys, hubs, leaders and members, their endings, gaps and credentials; and what a
//! signature covers.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use crosscheck_core::change::{BlobRef, Countersignature, Cut, Entity, Reached, Value};
use crosscheck_core::ids::{BlobHash, MemberId, OpId, Root, StreamName};
use crosscheck_core::merge::rights::Act;
use crosscheck_core::merge::{Reason, Run, State};
use crosscheck_core::model::Role;
use crosscheck_tests::cast::{Pen, Saying, Who, about, certified_hub, credential, stage, stream, visit, writer};

fn fold(pens: &[&Pen]) -> State {
    State::fold(stage().campaign, pens.iter().flat_map(|pen| pen.runs()))
}

fn reason(state: &State, op: OpId) -> Option<Reason> {
    state.op(&op).unwrap().reason
}

fn refused(state: &State, op: OpId, act: Act) -> bool {
    matches!(reason(state, op), Some(Reason::NotAllowed(_, found)) if found == act)
}

fn campaign() -> StreamName {
    StreamName::Campaign
}

fn group() -> StreamName {
    stream("g.G01")
}

/// The organiser's pen after enrolling everybody he enrols.
fn organiser() -> Pen {
    let mut pen = Pen::new(Who::Working);
    for who in [Who::Lea, Who::Cara, Who::Ann, Who::Bob] {
        pen.enrol(who);
    }
    pen
}

fn countersigned() -> Value {
    let said = Countersignature {
        epoch: [3; 16],
        place: 12,
    };
    said.to_value()
}

fn answers(pen: &mut Pen, value: i64) -> OpId {
    pen.set(&visit(), &Entity::new("answer", "a"), "value", Value::int(value), &[])
}

fn ends(pen: &mut Pen, home: &StreamName, whom: &Pen, at: &[(&StreamName, u64)], seen: &[OpId]) -> OpId {
    pen.set(home, &about(whom.who), "ending", whom.cut(at), seen)
}

#[test]
fn nothing_is_believed_before_the_first_op_of_the_campaign_has_come() {
    let (organiser, mut ann) = (organiser(), Pen::new(Who::Ann));
    let op = answers(&mut ann, 1);
    let late = [organiser.run(&campaign(), 2, 5)];
    let state = State::fold(stage().campaign, late.into_iter().chain(ann.runs()));
    assert_eq!(reason(&state, op), Some(Reason::NoCampaign));
    assert_eq!(reason(&fold(&[&organiser, &ann]), op), None);
}

#[test]
fn either_organiser_key_ends_the_other_and_if_both_do_the_reserves_word_stands() {
    let (mut working, mut reserve) = (organiser(), Pen::new(Who::Reserve));
    let rule = |pen: &mut Pen| pen.set(&campaign(), &Entity::new("rule", "r"), "text", Value::int(1), &[]);
    let (of_working, of_reserve) = (rule(&mut working), rule(&mut reserve));
    let by_working = ends(&mut working, &campaign(), &reserve, &[], &[]);
    let state = fold(&[&working, &reserve]);
    assert_eq!(
        (reason(&state, of_working), reason(&state, of_reserve)),
        (None, Some(Reason::Ended))
    );
    ends(&mut reserve, &campaign(), &working, &[(&campaign(), 7)], &[]);
    let state = fold(&[&working, &reserve]);
    assert_eq!((reason(&state, of_working), reason(&state, of_reserve)), (None, None));
    assert_eq!(reason(&state, by_working), Some(Reason::Overruled));
}

#[test]
fn the_first_op_stands_whatever_ended_its_writer() {
    let (working, mut reserve) = (organiser(), Pen::new(Who::Reserve));
    ends(&mut reserve, &campaign(), &working, &[], &[]);
    let state = fold(&[&working, &reserve]);
    assert!(
        state
            .field(&campaign(), &Entity::new("campaign", "campaign"), "organisers")
            .is_some()
    );
    assert_eq!(
        state
            .waiting()
            .iter()
            .filter(|waiting| waiting.reason == Reason::Ended)
            .count(),
        4
    );
}

#[test]
fn nobody_ends_upwards_sideways_or_himself() {
    let (mut organiser, mut lea, mut ann) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Ann));
    let cara = Pen::new(Who::Cara);
    let by_member = ends(&mut ann, &group(), &Pen::new(Who::Bob), &[], &[]);
    let of_leader = ends(&mut lea, &group(), &cara, &[], &[]);
    let of_organiser = ends(&mut lea, &group(), &organiser.clone(), &[], &[]);
    let of_himself = ends(&mut organiser, &campaign(), &Pen::new(Who::Working), &[], &[]);
    let in_campaign = ends(&mut lea, &campaign(), &Pen::new(Who::Bob), &[], &[]);
    let mut reserve = Pen::new(Who::Reserve);
    let elsewhere = ends(&mut reserve, &group(), &Pen::new(Who::Working), &[], &[]);
    let state = fold(&[&organiser, &lea, &ann, &cara, &reserve]);
    for op in [by_member, of_leader, of_organiser, of_himself, elsewhere] {
        assert!(refused(&state, op, Act::End), "{:?}", state.op(&op));
    }
    assert_eq!(reason(&state, in_campaign), Some(Reason::NoCredential));
}

#[test]
fn an_ending_is_raised_by_replacing_it_and_of_several_every_one_must_cover() {
    let (organiser, mut lea, mut ann) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Ann));
    let ops = [answers(&mut ann, 1), answers(&mut ann, 2), answers(&mut ann, 3)];
    let standing = |pens: &[&Pen]| {
        let state = fold(pens);
        ops.iter().filter(|op| reason(&state, **op).is_none()).count()
    };
    let first = ends(&mut lea, &group(), &ann, &[(&visit(), 1)], &[]);
    assert_eq!(standing(&[&organiser, &lea, &ann]), 1);
    let mut cara = Pen::new(Who::Cara);
    ends(&mut cara, &group(), &ann, &[(&visit(), 2)], &[]);
    assert_eq!(standing(&[&organiser, &lea, &ann, &cara]), 1);
    ends(&mut lea, &group(), &ann, &[(&visit(), 3)], &[first]);
    assert_eq!(standing(&[&organiser, &lea, &ann, &cara]), 2);
    assert_eq!(standing(&[&organiser, &lea, &ann]), 3);
}

#[test]
fn a_leader_raises_an_organisers_ending_in_his_group_but_not_one_in_the_campaign() {
    let (mut organiser, mut lea, mut ann) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Ann));
    let op = answers(&mut ann, 1);
    let ending = ends(&mut organiser, &group(), &ann, &[], &[]);
    assert_eq!(reason(&fold(&[&organiser, &lea, &ann]), op), Some(Reason::Ended));
    ends(&mut lea, &group(), &ann, &[(&visit(), 1)], &[ending]);
    assert_eq!(reason(&fold(&[&organiser, &lea, &ann]), op), None);
    ends(&mut organiser, &campaign(), &ann, &[], &[]);
    assert_eq!(reason(&fold(&[&organiser, &lea, &ann]), op), Some(Reason::Ended));
}

#[test]
fn an_enrol_right_is_counted_and_makes_no_leader() {
    let (organiser, mut lea, mut cara) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Cara));
    let give = |pen: &mut Pen, role, ordinal, enrol| {
        let value = credential(Who::Cleo, role, ordinal, enrol, pen.who);
        pen.set(&group(), &about(Who::Cleo), "credential", value, &[])
    };
    let good = give(&mut lea, Role::Member, 4, 0);
    let bad = [
        give(&mut lea, Role::Member, 5, 0),
        give(&mut lea, Role::Member, 0, 0),
        give(&mut lea, Role::Leader, 1, 0),
        give(&mut lea, Role::Member, 1, 1),
        give(&mut cara, Role::Member, 1, 0),
    ];
    let state = fold(&[&organiser, &lea, &cara]);
    assert_eq!(reason(&state, good), None);
    assert!(bad.iter().all(|op| refused(&state, *op, Act::Enrol)));
}

#[test]
fn a_credential_of_a_leader_changes_nothing_of_a_writer_the_organiser_enrolled() {
    let (organiser, mut lea, mut cara) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Cara));
    let value = credential(Who::Cara, Role::Member, 1, 0, Who::Lea);
    lea.set(&group(), &about(Who::Cara), "credential", value, &[]);
    let trip = cara.set(&group(), &Entity::new("trip", "t"), "day", Value::int(1), &[]);
    assert_eq!(reason(&fold(&[&organiser, &lea, &cara]), trip), None);
}

#[test]
fn an_enrolment_that_a_leaders_ending_leaves_out_takes_the_member_with_it_until_it_is_restated() {
    let (mut organiser, mut lea, mut cleo) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Cleo));
    lea.enrol(Who::Cleo);
    let op = answers(&mut cleo, 1);
    assert_eq!(reason(&fold(&[&organiser, &lea, &cleo]), op), None);
    ends(&mut organiser, &campaign(), &lea, &[], &[]);
    assert_eq!(
        reason(&fold(&[&organiser, &lea, &cleo]), op),
        Some(Reason::NoCredential)
    );
    let restated = credential(Who::Cleo, Role::Expert, 0, 0, Who::Working);
    organiser.set(&campaign(), &about(Who::Cleo), "credential", restated, &[]);
    assert_eq!(reason(&fold(&[&organiser, &lea, &cleo]), op), None);
}

#[test]
fn an_op_waits_for_its_credential_its_actor_and_a_version_that_knows_it() {
    let (organiser, mut ann, mut stranger) = (organiser(), Pen::new(Who::Ann), Pen::new(Who::Stranger));
    let unknown = answers(&mut stranger, 1);
    let mut saying = Saying::new(Entity::new("answer", "a"), "value", Value::int(1));
    saying.actor = MemberId::parse("bob");
    let other = ann.say(&visit(), &saying);
    let later = ann.set(&visit(), &Entity::new("hologram", "h"), "value", Value::int(1), &[]);
    let form = ann.set(&visit(), &Entity::new("visit", "v"), "closed", Value::int(1), &[]);
    let right = ann.set(&group(), &Entity::new("trip", "t"), "day", Value::int(1), &[]);
    let office = ann.set(&stream("o"), &Entity::new("report", "r"), "text", Value::int(1), &[]);
    let signed_for_bob = ann.set(
        &visit(),
        &Entity::new("sign_off", "bob"),
        "frontier",
        Value::null(),
        &[],
    );
    let state = fold(&[&organiser, &ann, &stranger]);
    assert_eq!(reason(&state, unknown), Some(Reason::NoCredential));
    assert_eq!(reason(&state, other), Some(Reason::Actor));
    assert_eq!(reason(&state, later), Some(Reason::Later));
    assert_eq!(reason(&state, form), Some(Reason::Value));
    assert_eq!(reason(&state, office), Some(Reason::NoCredential));
    assert!(refused(&state, right, Act::WorkPlan) && refused(&state, signed_for_bob, Act::SignOff));
}

#[test]
fn a_leaders_gap_is_admitted_by_the_organiser_only_and_an_organisers_never() {
    let (mut organiser, mut lea, mut cara) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Cara));
    answers(&mut lea, 1);
    let op = answers(&mut lea, 2);
    let mut missing = Cut::new();
    missing.insert(&visit(), lea.point(&visit(), 1));
    let fold = |pens: &[&Pen]| {
        let runs: Vec<Run> = pens
            .iter()
            .flat_map(|pen| pen.runs())
            .chain([lea.run(&visit(), 2, 2)])
            .collect();
        State::fold(stage().campaign, runs)
    };
    let by_leader = cara.set(&group(), &about(Who::Lea), "admitted", missing.to_value(), &[]);
    let state = fold(&[&organiser, &cara]);
    assert!(refused(&state, by_leader, Act::Admit));
    assert_eq!(reason(&state, op), Some(Reason::Gap(1)));
    organiser.set(&campaign(), &about(Who::Lea), "admitted", missing.to_value(), &[]);
    assert_eq!(reason(&fold(&[&organiser]), op), None);
    let mut reserve = Pen::new(Who::Reserve);
    let gap = Reached {
        seq: 1,
        root: reserve.point(&campaign(), 0).root,
    };
    let mut hole = Cut::new();
    hole.insert(&campaign(), gap);
    reserve.set(&campaign(), &about(Who::Working), "admitted", hole.to_value(), &[]);
    let cut_off = [organiser.run(&campaign(), 1, 1), organiser.run(&campaign(), 3, 4)];
    let state = State::fold(stage().campaign, cut_off.into_iter().chain(reserve.runs()));
    assert_eq!(state.waiting().len(), 2);
}

#[test]
fn a_hub_countersigns_once_the_organiser_certified_it_and_does_nothing_else() {
    let (mut organiser, mut hub) = (organiser(), Pen::new(Who::Hub));
    let shown = hub.enrol(Who::Hub);
    let frontier = Entity::new("frontier", &"ab".repeat(32));
    let signed = hub.set(&visit(), &frontier, "countersigned", countersigned(), &[]);
    let answer = answers(&mut hub, 1);
    let before = fold(&[&organiser, &hub]);
    assert!(
        [shown, signed, answer]
            .iter()
            .all(|op| reason(&before, *op) == Some(Reason::NoCredential))
    );
    let (entity, value) = certified_hub();
    let certified = organiser.set(&campaign(), &entity, "certified", value, &[]);
    let state = fold(&[&organiser, &hub]);
    assert_eq!((reason(&state, shown), reason(&state, signed)), (None, None));
    assert!(refused(&state, answer, Act::Answer));
    let mut lea = Pen::new(Who::Lea);
    let ending = ends(&mut lea, &group(), &hub, &[], &[]);
    assert!(refused(&fold(&[&organiser, &hub, &lea]), ending, Act::End));
    organiser.set(&campaign(), &entity, "certified", Value::null(), &[certified]);
    assert_eq!(reason(&fold(&[&organiser, &hub]), signed), Some(Reason::NoCredential));
}

#[test]
fn a_hub_ended_before_it_showed_its_credential_shows_none() {
    let (mut organiser, mut hub) = (organiser(), Pen::new(Who::Hub));
    let (entity, value) = certified_hub();
    organiser.set(&campaign(), &entity, "certified", value, &[]);
    hub.enrol(Who::Hub);
    let signed = hub.set(
        &visit(),
        &Entity::new("frontier", &"ab".repeat(32)),
        "countersigned",
        countersigned(),
        &[],
    );
    assert_eq!(reason(&fold(&[&organiser, &hub]), signed), None);
    ends(&mut organiser, &campaign(), &hub, &[(&visit(), 1)], &[]);
    assert_eq!(reason(&fold(&[&organiser, &hub]), signed), Some(Reason::NoCredential));
}

#[test]
fn a_person_ended_on_one_writer_and_enrolled_on_another_is_flagged() {
    let (mut organiser, mut lea, bob) = (organiser(), Pen::new(Who::Lea), Pen::new(Who::Bob));
    organiser.enrol(Who::Bob2);
    assert!(fold(&[&organiser, &lea]).flagged().is_empty());
    ends(&mut lea, &group(), &bob, &[], &[]);
    let flagged = fold(&[&organiser, &lea]).flagged();
    let found: Vec<_> = flagged
        .iter()
        .map(|flagged| (flagged.member.as_str(), flagged.ended, flagged.other))
        .collect();
    assert_eq!(found, [("bob", writer(Who::Bob), writer(Who::Bob2))]);
}

#[test]
fn a_member_redacts_a_blob_only_while_nobody_else_named_it() {
    let photo = BlobRef {
        hash: BlobHash([9; 32]),
        length: 3,
    };
    let (organiser, mut ann, mut bob) = (organiser(), Pen::new(Who::Ann), Pen::new(Who::Bob));
    let name = |pen: &mut Pen| pen.set(&visit(), &Entity::new("photo", "p"), "blob", Value::blob(&photo), &[]);
    name(&mut ann);
    let entity = Entity::new("blob", &photo.hash.to_string());
    let by_bob = bob.set(&visit(), &entity, "redacted", Value::bool(true), &[]);
    assert!(refused(&fold(&[&organiser, &ann, &bob]), by_bob, Act::RedactOthers));
    let by_ann = ann.set(&visit(), &entity, "redacted", Value::bool(true), &[]);
    let state = fold(&[&organiser, &ann, &bob]);
    assert_eq!(reason(&state, by_ann), None);
    assert!(state.is_blob_redacted(&visit(), &photo.hash));
    name(&mut bob);
    assert!(!fold(&[&organiser, &ann, &bob]).is_blob_redacted(&visit(), &photo.hash));
    let mut lea = Pen::new(Who::Lea);
    lea.set(&visit(), &entity, "redacted", Value::bool(true), &[]);
    assert!(fold(&[&organiser, &ann, &bob, &lea]).is_blob_redacted(&visit(), &photo.hash));
}

#[test]
fn a_sign_off_covers_what_was_there_and_shows_what_came_after() {
    let (mut organiser, mut ann, mut bob) = (organiser(), Pen::new(Who::Ann), Pen::new(Who::Bob));
    organiser.enrol(Who::Bob2);
    let one = answers(&mut ann, 1);
    let waits = bob.set(&visit(), &Entity::new("hologram", "h"), "value", Value::int(1), &[]);
    let frontier = fold(&[&organiser, &ann, &bob]).frontier(&visit());
    assert!(
        frontier.branches(&writer(Who::Bob), &visit()).is_empty(),
        "nothing of Bob's is valid yet"
    );
    assert_eq!(frontier.branches(&writer(Who::Ann), &visit()), [ann.point(&visit(), 1)]);
    let sign = |pen: &mut Pen, name: &str| {
        pen.set(
            &visit(),
            &Entity::new("sign_off", name),
            "frontier",
            frontier.to_value(),
            &[],
        )
    };
    sign(&mut ann, "ann");
    sign(&mut bob, "bob");
    let hash = crosscheck_core::canonical::hex(&frontier.digest());
    ann.set(&visit(), &Entity::new("frontier", &hash), "paper", Value::int(1), &[]);
    // Ann's answer written anew by another writer of the same person is the same statement.
    let mut again = Saying::new(Entity::new("answer", "a"), "value", Value::int(1));
    (again.again, again.actor) = (Some(one), MemberId::parse("ann"));
    let mut second = Pen::new(Who::Ann2);
    second.say(&visit(), &again);
    organiser.set(
        &campaign(),
        &about(Who::Ann2),
        "credential",
        credential(Who::Ann2, Role::Member, 0, 0, Who::Working),
        &[],
    );
    let state = fold(&[&organiser, &ann, &bob, &second]);
    assert_eq!(state.outside(&visit(), &frontier), Vec::<OpId>::new());
    let late = bob.set(&visit(), &Entity::new("answer", "b"), "value", Value::int(1), &[]);
    let state = fold(&[&organiser, &ann, &bob, &second]);
    assert_eq!(state.outside(&visit(), &frontier), [late]);
    assert_eq!(reason(&state, waits), Some(Reason::Later));
}

#[test]
fn a_run_whose_signed_root_is_not_its_own_waits_and_an_honest_copy_of_it_counts() {
    let (organiser, mut ann) = (organiser(), Pen::new(Who::Ann));
    let op = answers(&mut ann, 1);
    let mut lie = ann.run(&visit(), 1, 1);
    lie.root = Some(Root([1; 32]));
    let state = State::fold(stage().campaign, organiser.runs().into_iter().chain([lie.clone()]));
    assert_eq!(reason(&state, op), Some(Reason::Root));
    let state = State::fold(
        stage().campaign,
        organiser.runs().into_iter().chain([lie, ann.run(&visit(), 1, 1)]),
    );
    assert_eq!(reason(&state, op), None);
}

#[test]
fn an_edit_that_saw_two_values_closes_only_its_authors_own() {
    let (organiser, mut ann, mut bob) = (organiser(), Pen::new(Who::Ann), Pen::new(Who::Bob));
    let (a, b) = (answers(&mut ann, 1), answers(&mut bob, 2));
    let entity = Entity::new("answer", "a");
    ann.set(&visit(), &entity, "value", Value::int(3), &[a, b]);
    let state = fold(&[&organiser, &ann, &bob]);
    let field = state.field(&visit(), &entity, "value").unwrap();
    assert_eq!(field.values(), [&Value::int(2), &Value::int(3)]);
    assert_eq!(field.links(&[b], &MemberId::parse("ann").unwrap()).len(), 2);
}

#[test]
fn a_link_to_an_op_not_held_hides_and_delays_nothing_but_does_not_replace() {
    let (organiser, mut ann, mut bob) = (organiser(), Pen::new(Who::Ann), Pen::new(Who::Bob));
    let a = answers(&mut ann, 1);
    let entity = Entity::new("answer", "a");
    let b = bob.set(&visit(), &entity, "value", Value::int(2), &[a, OpId([7; 32])]);
    let state = fold(&[&organiser, &ann, &bob]);
    let field = state.field(&visit(), &entity, "value").unwrap();
    assert_eq!(field.heads().count(), 2);
    assert_eq!(reason(&state, b), None);
}

#[test]
fn statements_that_close_each_other_in_a_circle_all_stay() {
    let (mut organiser, mut bob, mut second) = (organiser(), Pen::new(Who::Bob), Pen::new(Who::Bob2));
    organiser.enrol(Who::Bob2);
    let entity = Entity::new("answer", "a");
    // Bob2 writes anew what it never should: an op with links to what came after its first writing.
    let first = answers(&mut bob, 1);
    let after = bob.set(&visit(), &entity, "value", Value::int(2), &[first]);
    let mut again = Saying::new(entity.clone(), "value", Value::int(1)).seeing(&[after]);
    again.again = Some(first);
    second.say(&visit(), &again);
    let state = fold(&[&organiser, &bob, &second]);
    assert_eq!(
        state.field(&visit(), &entity, "value").unwrap().values(),
        [&Value::int(1), &Value::int(2)]
    );
}
