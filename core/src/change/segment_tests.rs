//! Tests of segments: what is sealed reads back, what is hostile is refused without room or time being spent on it.

use super::*;
use crate::change::{Draft, Entity, Moment, SoftwareKey, Value, root};
use crate::ids::MemberId;
use proptest::prelude::*;

fn key() -> SoftwareKey {
    SoftwareKey::new(&[7; 32]).unwrap()
}

fn op(seq: u64, value: Value) -> Op {
    Op::write(Draft {
        seq,
        at: Moment {
            wall: 1_793_000_000_000,
            monotonic: seq,
            boot: [1; 16],
        },
        actor: MemberId::parse("M07").unwrap(),
        entity: Entity::new("answer", &format!("3/S0-{seq}")),
        field: "value".into(),
        value,
        reason: None,
        again: None,
        links: Vec::new(),
    })
    .unwrap()
}

fn place() -> (CampaignId, StreamName) {
    (CampaignId([3; 32]), "g.G01".parse().unwrap())
}

fn seal(before: &Peaks, ops: &[Op]) -> Result<(Segment, Peaks), Error> {
    let (campaign, stream) = place();
    Segment::seal(&campaign, &stream, before, ops, &key())
}

fn code(error: &Error) -> (&str, Option<&str>) {
    let what = &error.problems[0].what;
    (what.code(), what.arg("rule"))
}

/// A segment over any body, with a header that says any size and count, signed as it should be.
fn forged(size: u64, count: u64, body: &[u8]) -> Vec<u8> {
    let header = Header {
        campaign: place().0,
        key: key().public_key(),
        stream: place().1,
        from: 1,
        to: count,
        before: root::<OpId>(&[]),
        root: root::<OpId>(&[]),
        size,
        unknown: Vec::new(),
    };
    let header = header.to_bytes();
    let signature = sign(&key(), DOMAIN, &[&header, &Sha256::digest(body)]).unwrap();
    let mut out = Writer::new();
    out.array(3).bytes(&header).bytes(body);
    signature.write(&mut out);
    out.finish()
}

#[test]
fn a_sealed_segment_reads_back_and_names_its_place() {
    let ops: Vec<Op> = (1..=7).map(|seq| op(seq, Value::int(5))).collect();
    let (first, after) = seal(&Peaks::new(), &ops[..4]).unwrap();
    let (second, _) = seal(&after, &ops[4..]).unwrap();
    assert_eq!(second.header().before, first.header().root);
    let read = Segment::read(second.as_bytes()).unwrap();
    assert_eq!((read.header().from, read.header().to, read.header().count()), (5, 7, 3));
    assert_eq!(read.ops().unwrap(), ops[4..]);
}

#[test]
fn ops_that_do_not_follow_are_not_sealed() {
    assert_eq!(
        code(&seal(&Peaks::new(), &[op(2, Value::null())]).unwrap_err()).1,
        Some("count")
    );
    assert_eq!(code(&seal(&Peaks::new(), &[]).unwrap_err()).1, Some("count"));
    let many: Vec<Op> = (1..=501).map(|seq| op(seq, Value::null())).collect();
    assert_eq!(code(&seal(&Peaks::new(), &many).unwrap_err()).1, Some("count"));
    assert!(seal(&Peaks::new(), &many[..500]).is_ok());
    let large: Vec<Op> = (1..=17).map(|seq| op(seq, Value::code(&"x".repeat(16_000)))).collect();
    assert_eq!(code(&seal(&Peaks::new(), &large).unwrap_err()).1, Some("size"));
    assert!(!fits(16, 16 * large[0].as_bytes().len(), &large[16]));
    assert!(fits(15, 15 * large[0].as_bytes().len(), &large[15]));
}

#[test]
fn a_zip_bomb_is_refused_by_its_header_and_by_its_body() {
    let bomb = zstd::bulk::compress(&vec![0; 300 << 20], 19).unwrap();
    assert!(bomb.len() < MAX_SEALED);
    let honest_header = forged(300 << 20, 1, &bomb);
    assert_eq!(code(&Segment::read(&honest_header).unwrap_err()).1, Some("size"));
    let lying_header = Segment::read(&forged(1_000, 1, &bomb)).unwrap();
    assert_eq!(code(&lying_header.ops().unwrap_err()).1, Some("zstd"));
}

#[test]
fn a_body_that_is_not_what_the_header_says_is_refused() {
    let plain = op(1, Value::null()).as_bytes().to_vec();
    let packed = |plain: &[u8]| zstd::bulk::compress(plain, 3).unwrap();
    let rule = |size: usize, count: u64, body: &[u8]| {
        let segment = Segment::read(&forged(size as u64, count, body)).unwrap();
        code(&segment.ops().unwrap_err()).1.map(str::to_owned)
    };
    assert_eq!(rule(plain.len() + 1, 1, &packed(&plain)).as_deref(), Some("size"));
    assert_eq!(rule(plain.len(), 2, &packed(&plain)).as_deref(), Some("cut-off"));
    assert_eq!(
        rule(plain.len() * 2, 1, &packed(&plain.repeat(2))).as_deref(),
        Some("bytes-after")
    );
    assert_eq!(
        rule(plain.len() * 2, 2, &packed(&plain.repeat(2))).as_deref(),
        Some("count")
    );
    assert_eq!(rule(plain.len(), 1, b"not zstd").as_deref(), Some("zstd"));
}

#[test]
fn any_changed_byte_is_found() {
    let (segment, _) = seal(&Peaks::new(), &[op(1, Value::int(5)), op(2, Value::int(6))]).unwrap();
    for at in 0..segment.as_bytes().len() {
        let mut bytes = segment.as_bytes().to_vec();
        bytes[at] ^= 1;
        assert!(Segment::read(&bytes).is_err(), "byte {at}");
    }
}

#[test]
fn a_header_of_a_later_version_with_more_to_say_still_reads() {
    let (segment, _) = seal(&Peaks::new(), &[op(1, Value::int(5))]).unwrap();
    let mut header = segment.header.clone();
    header.unknown = vec![(10, vec![0x01])];
    let bytes = header.to_bytes();
    assert_eq!(Header::read(&bytes).unwrap().to_bytes(), bytes);
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Segment::read(&bytes);
        let _ = Header::read(&bytes);
    }

    #[test]
    fn hostile_bodies_never_panic(body in prop::collection::vec(any::<u8>(), 0..400), size in 1_u64..2000, count in 1_u64..9) {
        if let Ok(segment) = Segment::read_unverified(&forged(size, count, &body)) {
            let _ = segment.ops();
        }
        let packed = zstd::bulk::compress(&body, 1).unwrap();
        if let Ok(segment) = Segment::read_unverified(&forged(body.len() as u64, count, &packed)) {
            let _ = segment.ops();
        }
    }
}
