use proptest::prelude::*;

use super::*;
use crate::ids::{TextHash, WriterId};

fn number() -> impl Strategy<Value = Fraction> {
    (any::<i32>(), 1_u32..1000).prop_map(|(top, bottom)| ratio(top, bottom).unwrap())
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (1990_i32..2090, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap())
}

fn rates() -> impl Strategy<Value = Rate> {
    (number(), number()).prop_map(|(numerator, denominator)| Rate { numerator, denominator })
}

fn levels() -> impl Strategy<Value = Level> {
    prop_oneof![number().prop_map(Level::Count), rates().prop_map(Level::Rate)]
}

fn values() -> impl Strategy<Value = Value> {
    let document = (prop::option::of("[一-龥〔〕0-9]{1,12}"), prop::option::of(date()));
    prop_oneof![
        Just(Value::NotApplicable {
            reason: "无此类单位".into()
        }),
        any::<bool>().prop_map(Value::YesNo),
        Just(Value::Document(Document::Absent)),
        document.prop_map(|(number, date)| Value::Document(Document::Seen { number, date })),
        prop::collection::btree_set(0_usize..40, 0..12).prop_map(Value::Checklist),
        rates().prop_map(Value::Rate),
        number().prop_map(Value::Count),
        prop::collection::btree_map("[a-z_]{1,8}", any::<u64>(), 0..6).prop_map(Value::Measures),
        (levels(), prop::option::of(levels())).prop_map(|(now, base)| Value::Trend { now, base }),
        prop::option::of(date()).prop_map(Value::Done),
        Just(Value::NotDone),
        "[一-龥a-z ]{1,40}".prop_map(Value::Text),
        (1_u64..500, 1_u64..500, 0_u64..500)
            .prop_filter_map("order", |(n, s, x)| Sample::new(n, s, x).ok().map(Value::Sampled)),
    ]
}

fn name() -> TextRef {
    TextRef {
        writer: WriterId([4; 32]),
        hash: TextHash([5; 32]),
    }
}

proptest! {
    #[test]
    fn every_answer_reads_back_as_written(value in values(), reported: bool, as_of in prop::option::of(date()), from_paper: bool) {
        let answer = Answer::counted(value.clone());
        let answer = match Answer::self_reported(value.clone()) {
            Ok(said) if reported => said,
            _ => answer,
        };
        let said = Said { answer: answer.with_note("无此类单位"), as_of, from_paper };
        let mut kept = None;
        let written = write(&said, |text| { kept = Some(text.to_owned()); Ok(name()) }).unwrap();
        let back = read(&written, "无此类单位", &mut |text| { assert_eq!(*text, name()); kept.clone() }).unwrap();
        prop_assert_eq!(&back, &said);
        // Who says the same writes the same bytes.
        prop_assert_eq!(write(&back, |_| Ok(name())).unwrap(), written);
    }

    #[test]
    fn hostile_bytes_never_panic(kind in 0_u64..14, body in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut out = Writer::new();
        out.map(2).uint(0).uint(kind).uint(1);
        let mut bytes = out.finish();
        bytes.extend(body);
        if let Ok(value) = change::Value::from_bytes(&bytes) {
            let _ = read(&value, "", &mut |_| None);
        }
    }
}

#[test]
fn a_number_has_one_spelling_and_a_limit() {
    let mut out = Writer::new();
    out.map(2).uint(0).uint(5).uint(1).array(2).int(2).int(4);
    let value = change::Value::from_bytes(&out.finish()).unwrap();
    assert!(read(&value, "", &mut |_| None).is_err());
    let large = Fraction::from(BigInt::from(u64::MAX));
    let said = Said::from(Answer::counted(Value::Count(large)));
    let error = write(&said, |_| Ok(name())).unwrap_err();
    assert_eq!(error.problems[0].what.code(), "field-number-large");
}
