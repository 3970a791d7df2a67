//! Draws on site and checks of ledgers, through the verbs, on notebooks that meet only now and then.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::change::{Entity, Value};
use crosscheck_core::draw::onsite::{Digits, List, Source};
use crosscheck_core::field::{self, EntryVerdict, Ledger, OnSite, Outcome};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Edit, Notebook, Seen};
use crosscheck_core::{Error, ErrorKind, lead};
use crosscheck_tests::party::{ANN, BOB, LEA, ORGANISER, Party, visit};

fn code(error: &Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

fn digits(text: &str) -> Digits {
    Digits::parse(text).unwrap()
}

fn entries(count: u64) -> List {
    List::of_ledger(Source::Inspected, 37, "台账封面", count).unwrap()
}

fn ledger(book: &mut Notebook, visit: &StreamName) -> Entity {
    let ledger = Ledger {
        draw: 1,
        about_persons: true,
        indicator: Some((1, "S0-12".into())),
    };
    field::check_ledger(book, visit, &ledger, "社区戒毒工作台账", "按登记先后").unwrap()
}

/// A ledger of 37 entries of which five and two reserves are drawn.
fn drawn(party: &mut Party) -> (StreamName, Entity) {
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let ledger = ledger(book, &visit);
    let which = OnSite::ledger(1);
    let commitment = field::commit_draw(book, &visit, &which, &entries(37), (5, 2)).unwrap();
    field::reveal_draw(book, &visit, &which, &commitment, &digits("4827")).unwrap();
    (visit, ledger)
}

#[test]
fn a_ledger_is_drawn_marked_and_counted_and_everybody_repeats_the_draw() {
    let mut party = Party::new();
    let (visit, ledger) = drawn(&mut party);
    party.exchange();
    let state = field::ledger_state(party.book(BOB), &visit, &ledger).unwrap().unwrap();
    assert_eq!((state.entries.len(), state.open(), state.sample()), (7, 5, None));
    state.record.as_ref().unwrap().verify(&entries(37)).unwrap();
    let power = state.power(Some(7)).unwrap().unwrap();
    assert_eq!(power.arg("percent"), Some("67"), "the sentence of the design");
    for (at, entry) in state.entries.iter().take(5).enumerate() {
        let (verdict, why) = if at == 0 {
            (EntryVerdict::Lacking, "缺少签字")
        } else {
            (EntryVerdict::Complete, "")
        };
        let seen = Seen::default();
        field::mark_entry(
            party.book(BOB),
            &visit,
            &ledger,
            entry.ordinal,
            Some(verdict),
            why,
            &seen,
        )
        .unwrap();
    }
    party.exchange();
    for who in [ORGANISER, LEA, ANN, BOB] {
        let state = field::ledger_state(party.book(who), &visit, &ledger).unwrap().unwrap();
        let sample = state.sample().unwrap();
        assert_eq!(
            (sample.population(), sample.sample(), sample.hits()),
            (37, 5, 4),
            "{who}"
        );
        let first = format!("why.{}", state.entries[0].ordinal);
        let words = field::words_of(party.book(who), &visit, &ledger, &first).unwrap();
        assert_eq!(words[0].1, "缺少签字");
    }
}

#[test]
fn two_verdicts_on_one_entry_leave_it_open_until_the_leader_decides() {
    let mut party = Party::new();
    let (visit, ledger) = drawn(&mut party);
    party.exchange();
    let first = field::ledger_state(party.book(ANN), &visit, &ledger)
        .unwrap()
        .unwrap()
        .entries[0]
        .ordinal;
    for (who, verdict) in [(ANN, EntryVerdict::Complete), (BOB, EntryVerdict::Contradictory)] {
        let seen = Seen::default();
        field::mark_entry(party.book(who), &visit, &ledger, first, Some(verdict), "", &seen).unwrap();
    }
    party.exchange();
    let state = field::ledger_state(party.book(LEA), &visit, &ledger).unwrap().unwrap();
    assert_eq!((state.entries[0].verdicts.len(), state.open()), (2, 5));
    let name = format!("entry.{first}");
    let seen = party.book(LEA).seen(&visit, &ledger, &name);
    let key = party
        .book(LEA)
        .state()
        .field(&visit, &ledger, &name)
        .unwrap()
        .key
        .clone();
    let value = party.book(LEA).state().field(&visit, &ledger, &name).unwrap().values()[1].clone();
    lead::decide(party.book(LEA), &key, value, "复核后认定", &seen).unwrap();
    let state = field::ledger_state(party.book(LEA), &visit, &ledger).unwrap().unwrap();
    assert_eq!((state.entries[0].verdicts.len(), state.open()), (1, 4));
}

#[test]
fn nothing_is_said_of_an_entry_that_was_not_drawn_nor_before_anything_is() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let ledger = ledger(party.book(ANN), &visit);
    let verdict = Some(EntryVerdict::Complete);
    for _ in 0..2 {
        let count = party.book(ANN).state().count();
        let error = field::mark_entry(party.book(ANN), &visit, &ledger, 38, verdict, "", &Seen::default());
        assert_eq!(
            code(&error.unwrap_err()),
            (ErrorKind::Refused, "method-entry-not-drawn")
        );
        assert_eq!(party.book(ANN).state().count(), count);
        let which = OnSite::ledger(1);
        if let Ok(commitment) = field::commit_draw(party.book(ANN), &visit, &which, &entries(37), (37, 0)) {
            field::reveal_draw(party.book(ANN), &visit, &which, &commitment, &digits("0000")).unwrap();
        }
    }
}

#[test]
fn an_abandoned_attempt_stays_and_a_draw_with_a_result_is_not_made_again() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let which = OnSite::ledger(1);
    let first = field::commit_draw(party.book(ANN), &visit, &which, &entries(37), (5, 0)).unwrap();
    let second = field::commit_draw(party.book(ANN), &visit, &which, &entries(36), (5, 0)).unwrap();
    // The secret outlives the program.
    party.reopen(ANN);
    let record = field::reveal_draw(party.book(ANN), &visit, &which, &second, &digits("1234")).unwrap();
    assert_eq!(record.mismatch().unwrap().arg("difference"), Some("1"));
    let book = party.book(ANN);
    let error = field::reveal_draw(book, &visit, &which, &first, &digits("9999")).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-draw-done"));
    let error = field::commit_draw(book, &visit, &which, &entries(37), (5, 0)).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-draw-done"));
    party.exchange();
    let draws = field::on_site_draws(party.book(LEA), &visit).unwrap();
    assert_eq!((draws.len(), draws[0].tried.len()), (1, 2));
    assert_eq!(draws[0].record(), Some(&record));
    let open = draws[0].tried.iter().find(|tried| tried.commitment == first).unwrap();
    assert_eq!(open.outcome, Outcome::Open, "everybody sees that somebody tried before");
}

#[test]
fn only_the_phone_that_committed_can_reveal() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let which = OnSite::ledger(1);
    let commitment = field::commit_draw(party.book(ANN), &visit, &which, &entries(37), (5, 0)).unwrap();
    party.exchange();
    let error = field::reveal_draw(party.book(BOB), &visit, &which, &commitment, &digits("4827")).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-draw-elsewhere"));
}

#[test]
fn what_is_revealed_twice_or_was_not_committed_to_counts_for_nothing() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let which = OnSite::ledger(1);
    let commitment = field::commit_draw(party.book(ANN), &visit, &which, &entries(37), (5, 0)).unwrap();
    party.exchange();
    // Bob writes by hand what he would like to be the secret.
    let entity = which.entity(&visit).unwrap();
    let name = format!("revealed.{commitment}");
    let forged = Value::from_bytes(&[[0x82, 0x50].as_slice(), &[7; 16], &[0x64], b"0000"].concat()).unwrap();
    let edit = Edit::new(&visit, entity, &name, forged);
    party.book(BOB).save(&[edit]).unwrap();
    let draws = field::on_site_draws(party.book(BOB), &visit).unwrap();
    assert_eq!(draws[0].tried[0].outcome, Outcome::Broken);
    field::reveal_draw(party.book(ANN), &visit, &which, &commitment, &digits("4827")).unwrap();
    party.exchange();
    for who in [LEA, ANN, BOB] {
        let draws = field::on_site_draws(party.book(who), &visit).unwrap();
        assert_eq!(
            (&draws[0].tried[0].outcome, draws[0].record()),
            (&Outcome::Broken, None)
        );
    }
}

#[test]
fn a_list_of_names_is_drawn_wherever_it_lies_and_waits_where_it_does_not() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let which = OnSite {
        kind: "schools".into(),
        ordinal: 1,
    };
    let names = "第一小学\n第二小学\n第三中学\n第四中学\n职业学校";
    let list = List::of_names(Source::Superior, 6, "上级名单", names).unwrap();
    let commitment = field::commit_draw(party.book(ANN), &visit, &which, &list, (2, 1)).unwrap();
    let record = field::reveal_draw(party.book(ANN), &visit, &which, &commitment, &digits("0042")).unwrap();
    record.verify(&list).unwrap();
    party.exchange();
    let outcome = |book: &Notebook| field::on_site_draws(book, &visit).unwrap()[0].tried[0].outcome.clone();
    assert_eq!(outcome(party.book(LEA)), Outcome::NotHere);
    party.book(LEA).vault().keep(&list.to_bytes().unwrap()).unwrap();
    assert_eq!(outcome(party.book(LEA)), Outcome::Drawn(Box::new(record)));
}

#[test]
fn a_list_with_a_persons_number_is_refused_and_leaves_nothing() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let which = OnSite {
        kind: "households".into(),
        ordinal: 1,
    };
    let before = party.book(ANN).state().count();
    let list = List::of_names(Source::Inspected, 2, "名册", "甲\n13800138000").unwrap();
    assert_eq!(
        field::commit_draw(party.book(ANN), &visit, &which, &list, (1, 0))
            .unwrap_err()
            .kind,
        ErrorKind::Refused
    );
    for (kind, ordinal) in [("Schools", 1), ("schools/1", 1), ("schools", 0), ("", 1)] {
        let which = OnSite {
            kind: kind.into(),
            ordinal,
        };
        let error = field::commit_draw(party.book(ANN), &visit, &which, &entries(3), (1, 0)).unwrap_err();
        assert_eq!(code(&error), (ErrorKind::Refused, "method-draw-unknown"));
    }
    assert_eq!(party.book(ANN).state().count(), before);
}
