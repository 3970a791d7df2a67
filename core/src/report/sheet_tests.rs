//! What must hold of printed sheets: nothing missing, nothing that cannot be read back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::exact::{Fraction, whole};
use crate::judge::{Document, Level, Rate, Sample, Value, sheet as filled};
use crate::pack::indicator::Threshold;
use crate::pack::{AnswerType, BUILTIN_IDS, builtin};

#[test]
fn every_indicator_stands_on_every_sheet_of_its_kinds() {
    for id in BUILTIN_IDS {
        let pack = builtin(id).unwrap();
        let printed: BTreeSet<(String, String)> = blanks(&pack, None)
            .unwrap()
            .iter()
            .flat_map(|blank| {
                let lines = blank.groups.iter().flat_map(|group| &group.lines);
                lines
                    .map(|line| (blank.kind.to_owned(), line.indicator.id().to_owned()))
                    .collect::<Vec<_>>()
            })
            .collect();
        let asked = pack.indicators.iter().flat_map(|indicator| {
            let kinds = indicator.site_kinds();
            kinds
                .map(|kind| (kind.to_owned(), indicator.id().to_owned()))
                .collect::<Vec<_>>()
        });
        assert_eq!(printed, asked.collect(), "{id}");
    }
}

#[test]
fn the_national_table_is_printed_in_its_35_items_in_their_order() {
    let pack = builtin("s0").unwrap();
    let mut items = BTreeSet::new();
    for blank in blanks(&pack, None).unwrap() {
        let numbers: Vec<u32> = blank.groups.iter().map(|group| group.number.parse().unwrap()).collect();
        assert!(
            numbers.is_sorted_by(|one, next| one < next),
            "{}: {numbers:?}",
            blank.kind
        );
        items.extend(numbers);
    }
    assert_eq!(items, (1..=35).collect());
}

#[test]
fn a_kind_the_pack_does_not_ask_is_refused_with_those_it_asks() {
    let error = blanks(&builtin("s0").unwrap(), Some("医院")).unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert!(error.problems[0].what.arg("known").unwrap().contains("禁毒办"));
}

#[test]
fn a_school_is_no_level_of_an_education_department_nor_the_other_way_round() {
    let pack = builtin("s0").unwrap();
    let levels = |kind| blanks(&pack, Some(kind)).unwrap().remove(0).levels;
    assert_eq!(levels("学校"), ["学校"]);
    assert_eq!(levels("教育部门"), ["省", "县"]);
    assert_eq!(levels("禁毒办"), ["省", "市", "县"]);
}

#[test]
fn no_label_asks_for_a_name() {
    let pack = builtin("s0").unwrap();
    let blanks = blanks(&pack, Some("学校")).unwrap();
    let page = html(&pack, &blanks);
    assert!(page.contains("记录人(职务)"));
    for word in ["姓名：", "联系人", "电话：", "签名"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_day_and_a_blank_sheet_reads_as_blank() {
    for id in BUILTIN_IDS {
        let pack = builtin(id).unwrap();
        let blanks = blanks(&pack, None).unwrap();
        let bytes = xlsx(&pack, &blanks, None).unwrap();
        assert!(bytes == xlsx(&pack, &blanks, None).unwrap());
        let read = filled::read("blank.xlsx", &bytes, &pack.indicators).unwrap();
        assert_eq!((read.pages.len(), read.blank.len()), (0, blanks.len()), "{id}");
    }
}

fn round_trip(pack: &Pack, filling: &Filling) -> filled::Filled {
    let blanks = blanks(pack, None).unwrap();
    let bytes = xlsx(pack, &blanks, Some(filling)).unwrap();
    filled::read("filled.xlsx", &bytes, &pack.indicators).unwrap()
}

#[test]
fn the_example_comes_back_and_shows_every_verdict_and_unanswered_lines() {
    let pack = builtin("s0").unwrap();
    let read = round_trip(&pack, &filled_example());
    assert_eq!(read.pages.len(), 4);
    let mut verdicts = BTreeSet::new();
    for page in &read.pages {
        let entered = &filled_example().pages[&page.sheet];
        assert_eq!(
            (page.unit.as_str(), page.checked_on),
            (entered.unit.as_str(), entered.date)
        );
        let assessed = page.assess(&pack.indicators, &crate::judge::Confirmations::default());
        verdicts.extend(
            assessed
                .into_iter()
                .map(|one| one.judgement.map(|judgement| judgement.verdict)),
        );
    }
    assert_eq!(verdicts.len(), 6);
    let title = crate::table::read_raw(
        "a.xlsx",
        &xlsx(&pack, &blanks(&pack, None).unwrap(), Some(&filled_example())).unwrap(),
        None,
    );
    assert!(title.unwrap().1[0].cells[0].text.contains("生成数据"));
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..100, Just(499_999_999_999)]
}

const TEXT: &str = "[一-龥a-z（）]{1,12}";

/// Any answer a line of an indicator can hold.
fn answer_to(indicator: &Indicator) -> BoxedStrategy<Answer> {
    let day = (0_i32..4000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(735_600 + days).unwrap());
    let options = indicator.options.len();
    let rate = (number(), number())
        .prop_map(|(part, rest)| Rate::of(part, part + rest))
        .boxed();
    let level = if form::is_rate(indicator) {
        rate.clone().prop_map(Level::Rate).boxed()
    } else {
        number().prop_map(|count| Level::Count(whole(count))).boxed()
    };
    let value = match (indicator.answer_type, &indicator.threshold) {
        (AnswerType::YesNo, _) => any::<bool>().prop_map(Value::YesNo).boxed(),
        (AnswerType::Document, _) => {
            let seen = (prop::option::of(TEXT), prop::option::of(day));
            let seen = seen.prop_map(|(number, date)| Value::Document(Document::Seen { number, date }));
            prop_oneof![Just(Value::Document(Document::Absent)), seen].boxed()
        }
        (AnswerType::Checklist, _) => prop::collection::btree_set(0..options, 0..=options)
            .prop_map(Value::Checklist)
            .boxed(),
        (AnswerType::TierTable, Threshold::Tiers(table)) => {
            let codes: Vec<String> = table.measures.iter().map(|(code, _)| code.clone()).collect();
            prop::collection::vec(0_u64..200_000, codes.len())
                .prop_map(move |sizes| Value::Measures(codes.iter().cloned().zip(sizes).collect()))
                .boxed()
        }
        (AnswerType::Trend, _) => (level.clone(), prop::option::of(level))
            .prop_map(|(now, base)| Value::Trend { now, base })
            .boxed(),
        (AnswerType::Deadline, _) => {
            prop_oneof![Just(Value::NotDone), prop::option::of(day).prop_map(Value::Done)].boxed()
        }
        (AnswerType::FreeText, _) => TEXT.prop_map(Value::Text).boxed(),
        (AnswerType::Ratio, _) => (0_u64..5000, 0_u64..50)
            .prop_map(|(a, b)| Value::Rate(Rate::of(a, b)))
            .boxed(),
        _ if form::is_rate(indicator) => rate.prop_map(Value::Rate).boxed(),
        _ => level
            .prop_map(|level| match level {
                Level::Count(count) => Value::Count(count),
                Level::Rate(rate) => Value::Rate(rate),
            })
            .boxed(),
    };
    known_somehow(indicator, value)
}

/// A value self-reported, counted, or replaced by an exemption or a sample.
fn known_somehow(indicator: &Indicator, value: BoxedStrategy<Value>) -> BoxedStrategy<Answer> {
    let words = indicator.answer_type == AnswerType::FreeText;
    let known = (value, any::<bool>(), "[一-龥]{0,5}").prop_map(move |(value, told, note)| {
        let answer = if told && !words {
            Answer::self_reported(value).unwrap()
        } else {
            Answer::counted(value)
        };
        if words { answer } else { answer.with_note(&note) }
    });
    let exempt = TEXT.prop_map(|reason| Answer::not_applicable(&reason).unwrap().with_note(""));
    if !form::can_sample(indicator) {
        return prop_oneof![4 => known, 1 => exempt].boxed();
    }
    let sampled = (1_u64..50, 0_u64..50, 0_u64..50).prop_map(|(hits, fails, unseen)| {
        Answer::sampled(Sample::new(hits + fails + unseen, hits + fails, hits).unwrap())
    });
    prop_oneof![4 => known, 1 => exempt, 2 => sampled].boxed()
}

fn filling_of(pack: &Pack) -> impl Strategy<Value = Filling> + use<> {
    let answers: Vec<BoxedStrategy<Option<Answer>>> = pack
        .indicators
        .iter()
        .map(|indicator| prop::option::of(answer_to(indicator)).boxed())
        .collect();
    let pack = pack.clone();
    answers.prop_map(move |answers| {
        let mut filling = Filling::default();
        for (indicator, answer) in pack.indicators.iter().zip(answers) {
            for kind in indicator.site_kinds() {
                let page = filling.pages.entry(kind.to_owned()).or_default();
                page.answers
                    .extend(answer.clone().map(|answer| (indicator.id().to_owned(), answer)));
            }
        }
        filling
    })
}

/// 不适用 keeps its reason where a note would stand; the note comes back as the reason.
fn without_exempt_note(answer: &Answer) -> Answer {
    match answer.value() {
        Value::NotApplicable { .. } | Value::Text(_) => answer.clone().with_note(""),
        _ => answer.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..ProptestConfig::with_cases(6) })]
    #[test]
    fn whatever_is_entered_on_a_sheet_is_read_back(
        (index, filling) in (0..BUILTIN_IDS.len()).prop_flat_map(|index| {
            (Just(index), filling_of(&builtin(BUILTIN_IDS[index]).unwrap()))
        })
    ) {
        let pack = builtin(BUILTIN_IDS[index]).unwrap();
        let read = round_trip(&pack, &filling);
        for page in &read.pages {
            let entered = &filling.pages[&page.sheet].answers;
            for (position, answer) in &page.answers {
                let id = pack.indicators[*position].id();
                let entered = entered.get(id).map(without_exempt_note);
                prop_assert_eq!(&answer.as_ref().map(without_exempt_note), &entered, "{}", id);
            }
        }
        prop_assert_eq!(read.pages.len() + read.blank.len(), blanks(&pack, None).unwrap().len());
    }
}

#[test]
fn money_keeps_its_decimals() {
    let pack = builtin("s0").unwrap();
    let rate = Rate {
        numerator: Fraction::new(1234.into(), 100.into()),
        denominator: whole(80),
    };
    let mut filling = Filling::default();
    let page = filling.pages.entry("禁毒办".to_owned()).or_default();
    page.answers
        .insert("S0-2".to_owned(), Answer::counted(Value::Rate(rate.clone())));
    let read = round_trip(&pack, &filling);
    let answer = read.pages[0].answers.iter().find_map(|(_, answer)| answer.clone());
    assert_eq!(answer.unwrap().value(), &Value::Rate(rate));
}
