//! What the log says of the five methods and of findings, for the vectors of docs/protocol.md, and what each value means
//! in words of its own. Codes and numbers of fixed lists stand in one vector a list, in their order.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use crosscheck_core::canonical::{hex, sha256_hex};
use crosscheck_core::change::{BlobRef, TextRef, Value};
use crosscheck_core::draw::onsite::{Digits, Source};
use crosscheck_core::field::{
    self, Attempt, CheckedLedger, EntryVerdict, Interview, InterviewQuestion, Interviewed, Ledger, Reply, Revealed,
    SeenDocument, Severity, Talk,
};
use crosscheck_core::ids::{BlobHash, TextHash, WriterId};
use serde_json::{Value as Json, json};

/// The secret of the worked example in docs/draw.md, and what is made of it.
const SECRET: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/// Fixed lists, with the words of docs/protocol.md.
const SOURCES: [(Source, &str); 3] = [
    (Source::Superior, "the level above"),
    (Source::Organiser, "the organiser"),
    (Source::Inspected, "the inspected place"),
];
const VERDICTS: [(EntryVerdict, &str); 3] = [
    (EntryVerdict::Complete, "齐全"),
    (EntryVerdict::Lacking, "缺项"),
    (EntryVerdict::Contradictory, "矛盾"),
];
const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Ordinary, "一般"),
    (Severity::Serious, "较重"),
    (Severity::Grave, "严重"),
];
const REPLIES: [Reply; 3] = [Reply::Accepted, Reply::Explained, Reply::Objected];

fn word<T: PartialEq>(list: &[(T, &'static str)], found: T) -> &'static str {
    list.iter().find(|(known, _)| *known == found).unwrap().1
}

fn words() -> TextRef {
    TextRef {
        writer: WriterId([0x57; 32]),
        hash: TextHash([0x7e; 32]),
    }
}

fn indicator() -> (u64, String) {
    (1, "S0-12a".to_owned())
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

fn attempt(source: Source, names: Option<BlobRef>) -> Attempt {
    Attempt {
        source,
        expected: 38,
        according_to: words(),
        population: 37,
        sample: 5,
        reserves: 2,
        names,
    }
}

fn ledger(about_persons: bool, indicator: Option<(u64, String)>) -> CheckedLedger {
    CheckedLedger {
        ledger: Ledger {
            draw: 1,
            about_persons,
            indicator,
        },
        numbering: words(),
    }
}

/// A value of every form.
#[must_use]
pub fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let roles = Interviewed::ALL.map(|(role, _)| Interview { role, group: 5 }.to_value());
    let question = |indicator| InterviewQuestion {
        options: 3,
        words: words(),
        indicator,
    };
    let document = SeenDocument {
        number: Some("样发〔2017〕1号".to_owned()),
        date: "2017-03-01".parse().ok(),
        copy: true,
    };
    let unnumbered = SeenDocument {
        number: None,
        date: None,
        copy: false,
    };
    let names = BlobRef {
        hash: BlobHash::of(b"names"),
        length: 1_000,
    };
    let sources = SOURCES.map(|(source, _)| attempt(source, None).to_value());
    let revealed = Revealed {
        secret: SECRET,
        digits: Digits::parse("0427").unwrap(),
    };
    let values = [
        ("held.two-units", talk().to_value().unwrap()),
        ("asked.every-role", Value::list(&roles)),
        ("question.of-an-indicator", question(Some(indicator())).to_value()),
        ("question.free", question(None).to_value()),
        ("tally.three-options", field::tally_value(&[4, 0, 1])),
        ("seen.copied", document.to_value()),
        ("seen.unnumbered", unnumbered.to_value()),
        ("attempt.every-source", Value::list(&sources)),
        (
            "attempt.names",
            Value::list(&[attempt(Source::Superior, Some(names)).to_value()]),
        ),
        ("revealed.four-digits", revealed.to_value()),
        ("chosen.commitment", field::chosen_value(&revealed.commitment())),
        ("checked.about-persons", ledger(true, Some(indicator())).to_value()),
        ("checked.plain", ledger(false, None).to_value()),
        (
            "entry.every-verdict",
            Value::list(&VERDICTS.map(|(verdict, _)| verdict.to_value())),
        ),
        (
            "severity.every-one",
            Value::list(&SEVERITIES.map(|(severity, _)| Value::int(severity as i64))),
        ),
        (
            "reply.every-one",
            Value::list(&REPLIES.map(|reply| Value::code(reply.code()))),
        ),
    ];
    values
        .into_iter()
        .map(|(name, value)| (name, value.as_bytes().to_vec()))
        .collect()
}

/// What a value of a kind says, and its bytes written anew; none where the kind is none of these.
#[must_use]
pub fn read(kind: &str, bytes: &[u8]) -> Option<(Json, Vec<u8>)> {
    let value = Value::from_bytes(bytes).unwrap();
    let (meaning, again) = match kind {
        "held" => held(&value),
        "asked" => each(&value, asked),
        "question" => question(&value),
        "tally" => {
            let counts = field::read_tally(&value).unwrap();
            (json!(counts), field::tally_value(&counts))
        }
        "seen" => seen(&value),
        "attempt" => each(&value, attempted),
        "revealed" => {
            let said = Revealed::read(&value).unwrap();
            let secret = hex(&said.secret);
            let opens = sha256_hex(&said.secret);
            (
                json!({ "secret": secret, "digits": said.digits.as_str(), "commitment": opens }),
                said.to_value(),
            )
        }
        "chosen" => {
            let commitment = field::read_chosen(&value).unwrap();
            (json!({ "commitment": commitment }), field::chosen_value(&commitment))
        }
        "checked" => checked(&value),
        "entry" => each(&value, |value| {
            let verdict = EntryVerdict::read(value).unwrap();
            (json!(word(&VERDICTS, verdict)), verdict.to_value())
        }),
        "severity" => each(&value, |value| {
            let severity = Severity::of(value.as_int().unwrap()).unwrap();
            (json!(word(&SEVERITIES, severity)), Value::int(severity as i64))
        }),
        "reply" => each(&value, |value| {
            let reply = Reply::of(value.as_code().unwrap()).unwrap();
            (json!(reply.code()), Value::code(reply.code()))
        }),
        _ => return None,
    };
    Some((meaning, again.as_bytes().to_vec()))
}

type Said = (Json, Value);

/// Reads a list one value after the other.
fn each(list: &Value, read: impl Fn(&Value) -> Said) -> Said {
    let said: Vec<Said> = list.items().unwrap().iter().map(read).collect();
    let (meanings, values): (Vec<Json>, Vec<Value>) = said.into_iter().unzip();
    (Json::Array(meanings), Value::list(&values))
}

fn text(text: &TextRef) -> Json {
    json!({ "writer": hex(&text.writer.0), "hash": hex(&text.hash.0) })
}

fn code(indicator: Option<&(u64, String)>) -> Json {
    json!(indicator.map(|(pack, id)| format!("{pack}/{id}")))
}

fn held(value: &Value) -> Said {
    let talk = Talk::read(value).unwrap();
    let covered: Vec<Json> = talk.covered.iter().map(|one| code(Some(one))).collect();
    let meaning = json!({
        "people": talk.people, "from": talk.from.to_string(), "to": talk.to.to_string(), "minutes": talk.minutes(),
        "units": talk.units, "covered": covered,
    });
    (meaning, talk.to_value().unwrap())
}

fn asked(value: &Value) -> Said {
    let who = Interview::read(value).unwrap();
    (json!({ "role": who.role.code(), "group": who.group }), who.to_value())
}

fn question(value: &Value) -> Said {
    let question = InterviewQuestion::read(value).unwrap();
    let meaning = json!({
        "options": question.options, "words": text(&question.words), "indicator": code(question.indicator.as_ref()),
    });
    (meaning, question.to_value())
}

fn seen(value: &Value) -> Said {
    let seen = SeenDocument::read(value).unwrap();
    let date = seen.date.map(|day| day.to_string());
    (
        json!({ "number": seen.number, "date": date, "copy": seen.copy }),
        seen.to_value(),
    )
}

fn attempted(value: &Value) -> Said {
    let fixed = Attempt::read(value).unwrap();
    let names = fixed.names.map(|blob| json!([blob.hash.to_string(), blob.length]));
    let meaning = json!({
        "source": word(&SOURCES, fixed.source), "expected": fixed.expected, "according_to": text(&fixed.according_to),
        "population": fixed.population, "sample": fixed.sample, "reserves": fixed.reserves, "names": names,
    });
    (meaning, fixed.to_value())
}

fn checked(value: &Value) -> Said {
    let checked = CheckedLedger::read(value).unwrap();
    let meaning = json!({
        "draw": checked.ledger.draw, "about_persons": checked.ledger.about_persons, "numbering": text(&checked.numbering),
        "indicator": code(checked.ledger.indicator.as_ref()),
    });
    (meaning, checked.to_value())
}
