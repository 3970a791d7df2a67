//! What the log says of a photo, for the vectors of docs/protocol.md, and what each means in words of its own.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

use crosscheck_core::canonical::hex;
use crosscheck_core::change::{BlobRef, Moment, Value};
use crosscheck_core::evidence::{CameFrom, Capture, Claims, Fix, Media};
use crosscheck_core::ids::BlobHash;
use serde_json::{Value as Json, json};

/// A photo taken here, one brought in, and what a masking says.
#[must_use]
pub fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let fix = Fix {
        latitude: 342_500_000,
        longitude: -1_089_000_000,
        provider: "gps".to_owned(),
        accuracy: 12,
        age: 800,
        mock: false,
    };
    let taken = Capture {
        media: Media::Jpeg,
        size: (3_000, 4_000),
        at: Moment {
            wall: 1_793_275_200_001,
            monotonic: 86_400_001,
            boot: [0xb0; 16],
        },
        came_from: CameFrom::Camera,
        fix: Some(fix),
        claims: Claims {
            taken: Some("2017:06:05 09:30:00+08:00".to_owned()),
            place: Some((342_500_000, 1_089_000_000)),
        },
    };
    let imported = Capture {
        media: Media::Heic,
        came_from: CameFrom::Elsewhere,
        fix: None,
        claims: Claims::default(),
        ..taken.clone()
    };
    let by_system = Capture {
        came_from: CameFrom::SystemCamera,
        ..taken.clone()
    };
    let blob = |length: u64| {
        Value::blob(&BlobRef {
            hash: BlobHash::of(b"photo"),
            length,
        })
    };
    vec![
        ("taken.here", taken.to_value().as_bytes().to_vec()),
        ("taken.imported", imported.to_value().as_bytes().to_vec()),
        ("taken.by-system", by_system.to_value().as_bytes().to_vec()),
        (
            "masked.three-files",
            Value::list(&[blob(3), blob(2), blob(1)]).as_bytes().to_vec(),
        ),
    ]
}

/// What a `taken` says, and its bytes written anew.
#[must_use]
pub fn read_taken(bytes: &[u8]) -> (Json, Vec<u8>) {
    let capture = Capture::read(&Value::from_bytes(bytes).unwrap()).unwrap();
    let fix = capture.fix.as_ref().map(|fix| {
        json!({
            "latitude_1e7": fix.latitude, "longitude_1e7": fix.longitude, "provider": fix.provider,
            "accuracy_m": fix.accuracy, "age_ms": fix.age, "mock": fix.mock,
        })
    });
    let mut meaning = json!({
        "media": format!("{:?}", capture.media), "width": capture.size.0, "height": capture.size.1,
        "wall_ms": capture.at.wall, "monotonic_ms": capture.at.monotonic, "boot": hex(&capture.at.boot),
        "imported": capture.is_imported(), "fix": fix, "claimed_time": capture.claims.taken,
        "claimed_place_1e7": capture.claims.place,
    });
    if capture.came_from == CameFrom::SystemCamera {
        meaning["system_camera"] = json!(true);
    }
    (meaning, capture.to_value().as_bytes().to_vec())
}

/// What a `masked` says, and its bytes written anew.
#[must_use]
pub fn read_masked(bytes: &[u8]) -> (Json, Vec<u8>) {
    let blobs = Value::from_bytes(bytes).unwrap().blobs();
    let files: Vec<Json> = blobs
        .iter()
        .map(|blob| json!([blob.hash.to_string(), blob.length]))
        .collect();
    let meaning = json!({ "copy": files[0], "preview": files[1], "thumbnail": files[2] });
    let again: Vec<Value> = blobs.iter().map(Value::blob).collect();
    (meaning, Value::list(&again).as_bytes().to_vec())
}
