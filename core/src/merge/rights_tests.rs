//! The two tables, cell by cell: each is written out a second time as a person would draw it.

use std::collections::BTreeSet;

use super::*;

/// One letter a role: O organiser, L leader, M member, E expert, P press (media), H hub.
fn letter(role: Role) -> char {
    match role {
        Organiser => 'O',
        Leader => 'L',
        Member => 'M',
        Expert => 'E',
        Media => 'P',
        Hub => 'H',
    }
}

fn who(test: impl Fn(Role) -> bool) -> String {
    Role::ALL.into_iter().filter(|role| test(*role)).map(letter).collect()
}

#[test]
fn each_stream_is_read_and_written_by_those_of_the_first_table() {
    let table = [
        (S::Campaign, "OLMEP", "O"),
        (S::Office, "O", "O"),
        (S::Group, "OLME", "L"),
        (S::Visit, "OLME", "LME"),
        (S::Media, "OLMEP", "L"),
    ];
    assert_eq!(STREAMS.len(), table.len());
    for (kind, readers, writers) in table {
        let (_, _, roles) = STREAMS.iter().find(|(known, _, _)| *known == kind).unwrap();
        assert_eq!(who(|role| reads(role, kind)), readers, "{kind:?} is read");
        assert_eq!(who(|role| roles.contains(&role)), writers, "{kind:?} is written");
    }
}

/// Act, then who may do it in c, o, g, v, m.
const CELLS: &[(Act, [&str; 5])] = &[
    (Act::SetUp, ["O", "", "", "", ""]),
    (Act::Zones, ["O", "", "", "", ""]),
    (Act::Packs, ["O", "", "", "", ""]),
    (Act::Office, ["", "O", "", "", ""]),
    (Act::Rectify, ["", "O", "", "", ""]),
    (Act::End, ["O", "O", "OL", "O", "O"]),
    (Act::Admit, ["O", "O", "OL", "O", "O"]),
    (Act::Enrol, ["O", "O", "OL", "O", "O"]),
    (Act::ShowCredential, ["", "", "H", "", ""]),
    (Act::RedactOthers, ["O", "O", "OL", "OL", "OL"]),
    (Act::RedactOwn, ["", "", "LME", "LME", ""]),
    (Act::Roster, ["", "", "L", "", ""]),
    (Act::SelfCheck, ["", "", "OL", "", ""]),
    (Act::WorkPlan, ["", "", "L", "", ""]),
    (Act::SplitWork, ["", "", "L", "", ""]),
    (Act::Roll, ["", "", "L", "", ""]),
    (Act::Release, ["", "", "LME", "", ""]),
    (Act::Report, ["", "", "L", "", ""]),
    (Act::ReleaseToMedia, ["", "", "", "", "L"]),
    (Act::Decide, ["O", "O", "OL", "OL", "OL"]),
    (Act::OpenVisit, ["", "", "LME", "LME", ""]),
    (Act::Answer, ["", "", "", "LME", ""]),
    (Act::Evidence, ["", "", "", "LME", ""]),
    (Act::Finding, ["", "", "", "LME", ""]),
    (Act::Practice, ["", "", "", "LME", ""]),
    (Act::Difficulty, ["", "", "", "LME", ""]),
    (Act::SignOff, ["", "", "", "LME", ""]),
    (Act::Reopen, ["", "", "", "LME", ""]),
    (Act::Countersign, ["", "", "", "H", ""]),
    (Act::BackedUp, ["", "", "H", "H", ""]),
];

#[test]
fn each_act_in_each_stream_is_for_those_of_the_second_table() {
    let acts: BTreeSet<Act> = ACTS.iter().map(|(act, _, _)| *act).collect();
    assert_eq!(acts, CELLS.iter().map(|(act, _)| *act).collect());
    for (act, cells) in CELLS {
        for (kind, expected) in StreamKind::ALL.into_iter().zip(cells) {
            assert_eq!(who(|role| may(role, *act, kind)), *expected, "{act:?} in {kind:?}");
        }
    }
}

#[test]
fn every_act_that_writes_beyond_the_first_table_is_a_named_exception() {
    let exceptions = [
        Act::End,
        Act::Admit,
        Act::Enrol,
        Act::RedactOthers,
        Act::Decide,
        Act::ShowCredential,
        Act::Countersign,
        Act::BackedUp,
        // Self-check sheets reach the office before the groups set out.
        Act::SelfCheck,
        // Some verbs of the group's stream are for its members.
        Act::RedactOwn,
        Act::Release,
        Act::OpenVisit,
    ];
    for (act, streams, roles) in ACTS.iter().filter(|(act, _, _)| !exceptions.contains(act)) {
        for kind in *streams {
            let (_, _, writers) = STREAMS.iter().find(|(known, _, _)| known == kind).unwrap();
            assert!(roles.iter().all(|role| writers.contains(role)), "{act:?} in {kind:?}");
        }
    }
}

#[test]
fn media_write_nothing() {
    for (act, streams, _) in ACTS {
        assert!(streams.iter().all(|kind| !may(Media, *act, *kind)), "{act:?}");
    }
}

#[test]
fn no_pair_of_act_and_stream_stands_twice() {
    let mut seen = BTreeSet::new();
    for (act, streams, _) in ACTS {
        assert!(streams.iter().all(|kind| seen.insert((*act, *kind))), "{act:?}");
    }
}

#[test]
fn what_an_op_does_follows_from_stream_kind_and_field() {
    let cases = [
        (S::Campaign, "pack", "hash", Some(Act::Packs)),
        (S::Campaign, "zone", "group", Some(Act::Zones)),
        (S::Campaign, "hub", "certified", Some(Act::SetUp)),
        (S::Campaign, "answer", "value", None),
        (S::Office, "rectification", "state", Some(Act::Rectify)),
        (S::Office, "feedback", "text", Some(Act::Office)),
        (S::Group, "reserve", "released_for", Some(Act::Release)),
        (S::Group, "reserve", "rank", Some(Act::Roll)),
        (S::Group, "visit", "opened", Some(Act::OpenVisit)),
        (S::Group, "photo", "asked", Some(Act::Report)),
        (S::Group, "photo", "original", None),
        (S::Group, "self_check", "value", Some(Act::SelfCheck)),
        (S::Group, "answer", "value", None),
        (S::Visit, "visit", "closed", Some(Act::Reopen)),
        (S::Visit, "answer", "tally.M07", Some(Act::Answer)),
        (S::Visit, "frontier", "countersigned", Some(Act::Countersign)),
        (S::Visit, "frontier", "paper", Some(Act::SignOff)),
        (S::Visit, "writer", "ending", Some(Act::End)),
        (S::Media, "writer", "name", None),
        (S::Media, "picture", "blob", Some(Act::ReleaseToMedia)),
    ];
    for (stream, kind, field, act) in cases {
        assert_eq!(act_of(stream, kind, field), act, "{stream:?} {kind} {field}");
    }
}
