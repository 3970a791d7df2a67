//! Talks, interviews, documents and site notes, through the verbs, on notebooks that meet only now and then.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_core::ErrorKind;
use crosscheck_core::change::{Entity, Value};
use crosscheck_core::draw::onsite::{Digits, List, Source};
use crosscheck_core::field::{
    self, Asking, EntryVerdict, Interview, Interviewed, Ledger, OnSite, SeenDocument, Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::privacy;
use crosscheck_tests::method_says;
use crosscheck_tests::party::{ANN, BOB, LEA, Party, visit};
use proptest::prelude::*;

fn code(error: &crosscheck_core::Error) -> (ErrorKind, &'static str) {
    (error.kind, error.problems[0].what.code())
}

fn talk() -> Talk {
    Talk {
        people: 7,
        from: "2017-06-05T09:00:00".parse().unwrap(),
        to: "2017-06-05T10:30:00".parse().unwrap(),
        units: vec!["禁毒办".into(), "公安机关".into()],
        covered: vec![(1, "S0-3a".into()), (1, "S0-12".into())],
    }
}

/// A party whose members know one visit with one interview of five students and one question.
fn interviewed(party: &mut Party) -> (StreamName, Entity, String) {
    let visit = visit(party.book(ANN));
    let who = Interview {
        role: Interviewed::Students,
        group: 5,
    };
    let interview = field::interview(party.book(ANN), &visit, who, "", "课间").unwrap();
    let asking = Asking {
        question: "本学期上过毒品预防教育课吗".into(),
        options: vec!["上过".into(), "没有".into(), "说不清".into()],
        indicator: Some((1, "S0-12".into())),
    };
    let key = field::ask(party.book(ANN), &visit, &interview, &asking).unwrap();
    party.exchange();
    (visit, interview, key)
}

#[test]
fn one_more_and_one_fewer_leave_the_tally_as_it_was_and_nothing_is_taken_from_nothing() {
    let mut party = Party::new();
    let (visit, interview, key) = interviewed(&mut party);
    let book = party.book(ANN);
    field::tap(book, &visit, &interview, &key, 0, true).unwrap();
    field::tap(book, &visit, &interview, &key, 0, false).unwrap();
    assert_eq!(field::tallies(book, &visit, &interview, &key, 3)[0].1, [0, 0, 0]);
    let error = field::tap(book, &visit, &interview, &key, 0, false).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-tally-nothing"));
}

#[test]
fn more_answers_than_people_are_refused_and_two_phones_lose_no_hand() {
    let mut party = Party::new();
    let (visit, interview, key) = interviewed(&mut party);
    let error = field::tally(party.book(ANN), &visit, &interview, &key, &[4, 2, 0]).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-tally-over"));
    field::tally(party.book(ANN), &visit, &interview, &key, &[2, 1, 0]).unwrap();
    field::tally(party.book(BOB), &visit, &interview, &key, &[1, 0, 1]).unwrap();
    party.exchange();
    let tallies = field::tallies(party.book(LEA), &visit, &interview, &key, 3);
    let counts: Vec<&[u64]> = tallies.iter().map(|(_, counts)| &counts[..]).collect();
    assert_eq!(counts, [&[2, 1, 0][..], &[1, 0, 1][..]]);
    let error = field::tap(party.book(BOB), &visit, &interview, &key, 1, true).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-tally-over"));
}

#[test]
fn a_role_of_another_kind_needs_words_and_a_question_different_options() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let other = Interview {
        role: Interviewed::Other,
        group: 3,
    };
    let error = field::interview(party.book(ANN), &visit, other, " ", "").unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-role-missing"));
    let interview = field::interview(party.book(ANN), &visit, other, "校医", "").unwrap();
    let asking = Asking {
        question: "参加过培训吗".into(),
        options: vec!["是".into(), " 是 ".into()],
        indicator: None,
    };
    let error = field::ask(party.book(ANN), &visit, &interview, &asking).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-question-bad"));
    let roles = Interviewed::ALL.map(|(role, code)| (Interviewed::of(code), role));
    assert!(roles.iter().all(|(read, role)| *read == Some(*role)));
}

#[test]
fn a_talk_that_ends_before_it_began_is_refused_and_one_said_alike_by_two_is_one() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let backwards = Talk {
        to: talk().from,
        ..talk()
    };
    let error = field::hold_talk(party.book(ANN), &visit, &backwards, &TalkWords::default()).unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "method-talk-time"));
    let present = TalkWords {
        present: "禁毒专干、所长",
        note: "",
    };
    let entity = field::hold_talk(party.book(ANN), &visit, &talk(), &present).unwrap();
    party.exchange();
    let mut same = talk();
    same.units.reverse();
    same.covered.reverse();
    let words = TalkWords {
        present: "派出所民警",
        note: "",
    };
    field::mend_talk(party.book(BOB), &visit, &entity, &same, &words, &Seen::default()).unwrap();
    party.exchange();
    let field = party.book(LEA).state().field(&visit, &entity, "held").unwrap().clone();
    assert!(!field.is_conflict());
    assert_eq!(field.names(field.values()[0]).len(), 2);
    assert_eq!(
        field::words_of(party.book(LEA), &visit, &entity, "present")
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_document_with_a_mark_of_secrecy_is_refused_and_leaves_nothing_behind() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    let before = book.state().count();
    let document = SeenDocument {
        number: Some("样发〔2017〕1号".into()),
        date: "2017-03-01".parse().ok(),
        copy: true,
    };
    for title in ["机密★1年 关于某项工作的通知", "（绝 密）"] {
        let error = field::see_document(book, &visit, &document, title).unwrap_err();
        assert_eq!(code(&error), (ErrorKind::Refused, "privacy-secret"));
    }
    assert_eq!(book.state().count(), before);
    let entity = field::see_document(book, &visit, &document, "年度禁毒工作方案").unwrap();
    let value = book.state().field(&visit, &entity, "seen").unwrap().values()[0].clone();
    assert_eq!(SeenDocument::read(&value).unwrap(), document);
}

#[test]
fn site_notes_of_two_people_stand_beside_each_other() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let entity = field::note_site(party.book(ANN), &visit, "宣传栏两年未更新").unwrap();
    party.exchange();
    field::mend_site_note(party.book(BOB), &visit, &entity, "宣传栏只有一块").unwrap();
    party.exchange();
    assert_eq!(
        field::words_of(party.book(LEA), &visit, &entity, "words")
            .unwrap()
            .len(),
        2
    );
    let error = field::note_site(party.book(ANN), &visit, "电话13812345678").unwrap_err();
    assert_eq!(code(&error), (ErrorKind::Refused, "privacy-mobile"));
}

/// Everything a verb of the five methods writes, by field, up to the first point.
fn written(book: &mut Notebook, visit: &StreamName) -> Vec<(String, Value)> {
    field::hold_talk(book, visit, &talk(), &TalkWords::default()).unwrap();
    let who = Interview {
        role: Interviewed::Students,
        group: 5,
    };
    let interview = field::interview(book, visit, who, "", "").unwrap();
    let asking = Asking {
        question: "上过课吗".into(),
        options: vec!["上过".into(), "没有".into(), "说不清".into()],
        indicator: Some((1, "S0-12a".into())),
    };
    let key = field::ask(book, visit, &interview, &asking).unwrap();
    field::tally(book, visit, &interview, &key, &[4, 0, 1]).unwrap();
    let document = SeenDocument {
        number: Some("样发〔2017〕1号".into()),
        date: "2017-03-01".parse().ok(),
        copy: true,
    };
    field::see_document(book, visit, &document, "年度禁毒工作方案").unwrap();
    let checked = Ledger {
        draw: 1,
        about_persons: true,
        indicator: Some((1, "S0-12a".into())),
    };
    let ledger = field::check_ledger(book, visit, &checked, "台账", "按登记先后").unwrap();
    let list = List::of_ledger(Source::Inspected, 38, "台账封面", 37).unwrap();
    let which = OnSite::ledger(1);
    let commitment = field::commit_draw(book, visit, &which, &list, (5, 2)).unwrap();
    let record = field::reveal_draw(book, visit, &which, &commitment, &Digits::parse("0427").unwrap()).unwrap();
    let first = record.main[0].parse().unwrap();
    let lacking = Some(EntryVerdict::Lacking);
    field::mark_entry(book, visit, &ledger, first, lacking, "", &Seen::default()).unwrap();
    let of = ["talk", "interview", "document", "ledger", "draw"].map(|kind| book.state().fields_of_kind(visit, kind));
    let fields = of.into_iter().flatten().map(|field| {
        let name = field.key.field.split('.').next().unwrap().to_owned();
        (name, field.values()[0].clone())
    });
    fields.collect()
}

#[test]
fn the_verbs_write_what_the_vectors_fix() {
    const LISTS: [&str; 3] = ["asked", "attempt", "entry"];
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let written = written(party.book(ANN), &visit);
    // Fields that hold only words are fixed as any text is.
    let values = written.iter().filter(|(name, _)| name != "title");
    let mut kinds: Vec<&str> = Vec::new();
    for (kind, value) in values {
        let listed = Value::list(std::slice::from_ref(value));
        let is_listed = LISTS.contains(&&**kind);
        let bytes = if is_listed { &listed } else { value }.as_bytes().to_vec();
        let (_, again) = method_says::read(kind, &bytes).unwrap_or_else(|| panic!("no vector fixes {kind}"));
        assert_eq!(again, bytes, "{kind}");
        kinds.push(kind);
    }
    let fixed = [
        "held", "asked", "question", "tally", "seen", "checked", "entry", "attempt", "chosen", "revealed",
    ];
    kinds.sort_unstable();
    kinds.dedup();
    let mut all = fixed.to_vec();
    all.sort_unstable();
    assert_eq!(kinds, all);
    // What holds no text and nothing random is a vector byte for byte.
    let examples = method_says::examples();
    let said = |kind: &str| written.iter().find(|(name, _)| name == kind).unwrap().1.as_bytes();
    for (kind, example) in [
        ("held", "held.two-units"),
        ("tally", "tally.three-options"),
        ("seen", "seen.copied"),
    ] {
        let bytes = &examples.iter().find(|(name, _)| *name == example).unwrap().1;
        assert_eq!(said(kind), bytes, "{example}");
    }
}

#[test]
fn whatever_is_typed_is_warned_of_once_after_it_was_saved_and_never_refused_for_it() {
    let mut party = Party::new();
    let visit = visit(party.book(ANN));
    let book = party.book(ANN);
    book.warned();
    let sides = [
        field::Side::Fact("吸毒人员王某未到会".into()),
        field::Side::Actual("车牌豫A12345".into()),
    ];
    field::note(book, &visit, field::NoteKind::Finding, &sides).unwrap();
    field::note_site(book, &visit, "联系人：王小明").unwrap();
    let codes: Vec<&str> = book.warned().first().iter().map(|one| one.what.code()).collect();
    assert_eq!(codes, ["privacy-masked", "privacy-plate", "privacy-named"]);
    assert_eq!(book.warned().count(), 0);
    // A text that is refused was not saved and is nothing to be warned of.
    field::note_site(book, &visit, "联系人：王小明，13812345678").unwrap_err();
    assert_eq!(book.warned().count(), 0);
}

#[test]
fn no_text_of_a_built_in_pack_is_warned_of() {
    for id in crosscheck_core::pack::BUILTIN_IDS {
        let pack = crosscheck_core::pack::builtin(id).unwrap();
        for text in [String::from_utf8(pack.to_csv()).unwrap(), pack.to_toml()] {
            let found: Vec<&str> = privacy::hints(&text)
                .into_iter()
                .map(|hint| &text[hint.range])
                .collect();
            assert_eq!(found, Vec::<&str>::new(), "{id}");
        }
    }
}

proptest! {
    #[test]
    fn document_numbers_are_neither_refused_nor_warned_of(
        issuer in "[京津冀豫云粤苏浙][禁政公教]毒?办?[发传函]", year in 2010..2030, number in 1..400,
    ) {
        let text = format!("{issuer}〔{year}〕{number}号");
        prop_assert!(privacy::refuse(&text).is_ok());
        prop_assert_eq!(privacy::hints(&text), []);
    }

    #[test]
    fn places_of_warnings_are_whole_characters_in_order(text in "([豫京]A[0-9]{5}|姓名：|王某|学生|x@y\\.cn|\u{200b}|\\PC){0,40}") {
        let mut end = 0;
        for hint in privacy::hints(&text) {
            prop_assert!(end <= hint.range.start && text.get(hint.range.clone()).is_some_and(|part| !part.is_empty()));
            end = hint.range.end;
        }
        prop_assert_eq!(privacy::warnings(&text).len(), privacy::hints(&text).len());
    }
}
