//! The detectors' table: what is refused and warned of, rightly, wrongly and not, over texts of which it is known.
//!
//! The table stands in docs/privacy.md and is held to this run.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use crosscheck_tests::detected::{Counted, Kind, cards_by_chance, corpora, count, found, table};
use crosscheck_tests::root;

#[test]
fn nothing_is_refused_or_warned_of_wrongly_and_nothing_is_missed() {
    let corpora = corpora();
    println!("{}", table(&corpora));
    let mut wrong = Vec::new();
    for corpus in &corpora {
        assert!(corpus.texts.len() >= 10, "{} is nearly empty", corpus.name);
        for (text, holds) in &corpus.texts {
            let expected: Vec<Kind> = holds.iter().copied().collect();
            if found(text) != expected {
                wrong.push(format!("{}: {text}: {:?}, not {expected:?}", corpus.name, found(text)));
            }
        }
    }
    wrong.truncate(20);
    assert_eq!(wrong, Vec::<String>::new());
    for kind in Kind::ALL {
        let right: usize = corpora.iter().map(|corpus| count(corpus)[&kind].right).sum();
        assert!(right > 0, "{kind:?} is never there, so that it is found says nothing");
    }
}

#[test]
fn the_table_of_the_documentation_is_the_table_of_this_run() {
    let documentation = std::fs::read_to_string(root().join("docs/privacy.md")).unwrap();
    let table = table(&corpora());
    assert!(
        documentation.contains(&table),
        "docs/privacy.md lacks this table:\n{table}"
    );
}

#[test]
fn a_corpus_with_a_mistake_is_counted_as_one() {
    use crosscheck_tests::detected::Corpus;
    let texts = vec![
        ("13800138000".to_owned(), None),
        ("甲".to_owned(), Some(Kind::Mobile)),
        ("13800138000 13900139000".to_owned(), Some(Kind::Mobile)),
    ];
    let counted = count(&Corpus {
        name: "mistakes",
        texts,
    });
    assert_eq!(
        counted[&Kind::Mobile],
        Counted {
            right: 1,
            wrong: 2,
            missed: 1
        }
    );
}

/// Ten in a hundred numbers pass Luhn's check; what is refused of a length is ten in a hundred of those an issuer has.
#[test]
fn serials_of_16_to_19_digits_are_refused_by_chance_as_often_as_their_issuers_say_and_shorter_ones_never() {
    const AMONG: usize = 100_000;
    // Six-digit beginnings of each length that an issuer uses, of a million.
    let issued = [
        (
            16,
            272_100 - 222_100 + 10_000 + 200 + 100_000 + 50_000 + 6_200 + 100 + 16_000,
        ),
        (17, 10_000 + 200 + 1),
        (18, 10_000 + 200),
        (19, 10_000 + 200 + 100_000 + 2),
    ];
    for (length, issued) in issued {
        let expected = AMONG * issued / 10_000_000;
        let found = cards_by_chance(length, AMONG);
        println!("{length} digits: {found} of {AMONG} refused as cards, {expected} expected");
        assert!(
            found.abs_diff(expected) <= expected / 10 + 40,
            "{length}: {found}, {expected} expected"
        );
    }
    for length in 9..15 {
        assert_eq!(cards_by_chance(length, AMONG), 0, "{length}");
    }
}
