use super::*;

fn asks(effects: &[Effect]) -> Vec<Ask> {
    let ask = |effect: &Effect| match effect {
        Effect::Ask(ask) => Some(*ask),
        _ => None,
    };
    effects.iter().filter_map(ask).collect()
}

/// A conversation that has its token, at moment 0; what it asks first.
fn begun() -> (Conversation, Vec<Ask>) {
    let mut conversation = Conversation::new();
    assert_eq!(asks(&conversation.on(0, 0, Event::Online(true))), [Ask::Challenge]);
    assert_eq!(asks(&conversation.on(0, 0, Event::Told(Told::Question))), [Ask::Token]);
    let first = asks(&conversation.on(0, 0, Event::Told(Told::Token)));
    (conversation, first)
}

fn quiet() -> Conversation {
    let (mut conversation, _) = begun();
    let pulled = Told::Pulled {
        bytes: 10,
        more: false,
        new: false,
        restored: false,
    };
    conversation.on(10, 0, Event::Told(Told::Pushed { bytes: 10, more: false }));
    conversation.on(10, 0, Event::Told(pulled));
    let heads = Told::Heads {
        lacking: 0,
        files: 0,
        lags: false,
    };
    conversation.on(20, 0, Event::Told(heads));
    conversation.on(20, 0, Event::Told(Told::Fetched { bytes: 0, more: false }));
    conversation.on(20, 0, Event::Told(Told::Carried { bytes: 0, more: false }));
    assert!(conversation.is_quiet());
    conversation
}

#[test]
fn down_and_up_go_beside_each_other() {
    let (_, first) = begun();
    assert!(
        matches!(first[..], [Ask::Pull { wait: 0, .. }, Ask::Push { .. }]),
        "{first:?}"
    );
}

#[test]
fn an_edit_is_brought_while_a_pull_waits_for_news() {
    let mut conversation = quiet();
    let said = asks(&conversation.on(30, 0, Event::Changed));
    assert!(matches!(said[..], [Ask::Push { .. }]), "{said:?}");
}

#[test]
fn a_lane_that_failed_tries_again_by_itself_and_the_other_goes_on() {
    let mut conversation = quiet();
    conversation.on(30, 0, Event::Changed);
    let effects = conversation.on(40, 500, Event::Failed(Lane::Up, Failure::Link));
    let wake = effects.iter().find_map(|effect| match effect {
        Effect::WakeAt(moment) => Some(*moment),
        _ => None,
    });
    assert!(asks(&effects).is_empty());
    let wake = wake.unwrap_or_default();
    assert!(wake > 40);
    assert!(asks(&conversation.on(wake - 1, 0, Event::Time)).is_empty());
    let said = asks(&conversation.on(wake, 0, Event::Time));
    assert!(matches!(said[..], [Ask::Push { .. }]), "{said:?}");
}

#[test]
fn a_lost_token_is_asked_for_again() {
    let mut conversation = quiet();
    let said = asks(&conversation.on(30, 0, Event::Failed(Lane::Down, Failure::Token)));
    assert_eq!(said, [Ask::Challenge]);
}

#[test]
fn a_hub_that_has_more_than_its_places_told_is_read_anew_once() {
    let mut conversation = quiet();
    let lagging = Event::Told(Told::Heads {
        lacking: 0,
        files: 0,
        lags: true,
    });
    let pulled = Event::Told(Told::Pulled {
        bytes: 1,
        more: false,
        new: true,
        restored: false,
    });
    let mut anew = 0;
    for round in 0..4 {
        conversation.on(30 + round, 0, Event::Now);
        conversation.on(30 + round, 0, Event::Told(Told::Pushed { bytes: 1, more: false }));
        conversation.on(30 + round, 0, pulled);
        let effects = conversation.on(30 + round, 0, lagging);
        anew += effects.iter().filter(|effect| **effect == Effect::ReadAnew).count();
    }
    assert!(anew > 0);
}

#[test]
fn an_ended_writer_stops_and_says_so() {
    let mut conversation = quiet();
    let effects = conversation.on(30, 0, Event::Failed(Lane::Down, Failure::Ended));
    assert!(matches!(&effects[..], [Effect::Tell(line)] if line.code() == "sync-line-ended"));
    assert!(conversation.on(9_000_000, 0, Event::Now).is_empty());
}

#[test]
fn going_out_of_reach_breaks_off_what_is_under_way() {
    let mut conversation = quiet();
    assert_eq!(
        conversation.on(30, 0, Event::Online(false)),
        [Effect::Cancel(Lane::Down)]
    );
    assert!(!asks(&conversation.on(40, 0, Event::Online(true))).is_empty());
}

#[test]
fn what_is_written_while_a_push_is_under_way_is_brought_after_it() {
    let mut conversation = quiet();
    conversation.on(30, 0, Event::Changed);
    conversation.on(31, 0, Event::Changed);
    let said = asks(&conversation.on(40, 0, Event::Told(Told::Pushed { bytes: 1, more: false })));
    assert!(matches!(said[..], [Ask::Push { .. }]), "{said:?}");
}
