//! Examples of what hubs and the office write, for the vectors, and their reading: countersignatures, items of rectification,
//! key areas.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use crosscheck_core::change::{Countersignature, Positions, Value};
use crosscheck_core::ids::WriterId;
use crosscheck_core::rectify::{Done, Extension, Listing, Measure, MeasureKind, Origin, Stage, State, Tier};
use serde_json::{Value as Json, json};

/// Two writers in a group's stream, one of them in the campaign's too.
fn positions() -> Positions {
    let mut positions = Positions::default();
    let (group, campaign) = ("g.G01".parse().unwrap(), "c".parse().unwrap());
    for (stream, writer, seq) in [(&group, 0xa1, 41), (&group, 0xb2, 7), (&campaign, 0xa1, 1_000)] {
        positions.reach(stream, &WriterId([writer; 32]), seq);
    }
    positions
}

/// Every example, by the name of its file.
#[must_use]
pub fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let day = |text: &str| text.parse().unwrap();
    let finding = Origin::Finding {
        visit: "v.G01.000102030405060708090a0b0c0d0e0f".parse().unwrap(),
        finding: "ab".repeat(16),
    };
    let task = Origin::Task {
        unit: "610102".into(),
        pack: 1,
        indicator: "S0-12".into(),
    };
    let stage = Stage {
        state: State::Returned,
        done: Done::Decided,
        basis: "复核〔2017〕3号".into(),
        turn: 4,
    };
    let extension = Extension {
        until: day("2017-09-30"),
        approver: "市禁毒办负责人".into(),
    };
    let listing = Listing {
        tier: Tier::Listed,
        since: day("2016-03-01"),
        document: "省测试〔2016〕3号".into(),
    };
    let measure = Measure {
        kind: MeasureKind::Supervision,
        on: day("2017-05-12"),
        document: "督〔2017〕1号".into(),
    };
    let countersigned = Countersignature {
        epoch: [0xe0; 16],
        place: 1_234,
    };
    let all = [
        ("countersigned.first-epoch", countersigned.to_value()),
        ("origin.finding", finding.to_value()),
        ("origin.task", task.to_value()),
        ("stage.returned", stage.to_value()),
        ("extension.three-months", extension.to_value()),
        ("listing.listed", listing.to_value()),
        ("measure.supervision", measure.to_value()),
        ("positions.two-streams", positions().to_value().unwrap()),
    ];
    all.into_iter()
        .map(|(name, value)| (name, value.as_bytes().to_vec()))
        .collect()
}

fn value(bytes: &[u8]) -> Value {
    Value::from_bytes(bytes).unwrap()
}

/// Meaning and bytes written anew; none for a kind of file that is not of this page.
#[must_use]
pub fn read(kind: &str, bytes: &[u8]) -> Option<(Json, Vec<u8>)> {
    let (meaning, again) = match kind {
        "countersigned" => {
            let said = Countersignature::from_value(&value(bytes)).unwrap();
            let epoch = crosscheck_core::canonical::hex(&said.epoch);
            (json!({ "epoch": epoch, "place": said.place }), said.to_value())
        }
        "origin" => {
            let origin = Origin::read(&value(bytes)).unwrap();
            let meaning = json!({ "number": origin.number(), "key": &*origin.entity().key });
            (meaning, origin.to_value())
        }
        "stage" => {
            let stage = Stage::read(&value(bytes)).unwrap();
            let meaning = json!({ "state": stage.state.code(), "done": stage.done as u64, "basis": stage.basis, "turn": stage.turn });
            (meaning, stage.to_value())
        }
        "extension" => {
            let extension = Extension::read(&value(bytes)).unwrap();
            let meaning = json!({ "until": extension.until.to_string(), "approver": extension.approver });
            (meaning, extension.to_value())
        }
        "listing" => {
            let listing = Listing::read(&value(bytes)).unwrap();
            let meaning = json!({ "tier": listing.tier.code(), "since": listing.since.to_string(), "document": listing.document });
            (meaning, listing.to_value())
        }
        "measure" => {
            let measure = Measure::read(&value(bytes)).unwrap();
            let meaning = json!({
                "kind": measure.kind.code(), "on": measure.on.to_string(), "document": measure.document, "field": measure.field(),
            });
            (meaning, measure.to_value())
        }
        "positions" => {
            let positions = Positions::from_value(&value(bytes)).unwrap();
            let reached = |stream: &str, writer| positions.reached(&stream.parse().unwrap(), &WriterId([writer; 32]));
            let meaning = json!({ "g.G01 a1": reached("g.G01", 0xa1), "g.G01 b2": reached("g.G01", 0xb2), "c a1": reached("c", 0xa1) });
            (meaning, positions.to_value().unwrap())
        }
        _ => return None,
    };
    Some((meaning, again.as_bytes().to_vec()))
}
