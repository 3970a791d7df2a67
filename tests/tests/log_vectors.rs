//! Vectors of every kind of message under tests/fixtures/protocol: they can be added to, never changed.
//!
//! Each file holds the bytes as hex and what they mean. Every one must decode to that meaning and be written again to
//! the same bytes. To add one, write it into `examples` below and run this test once with CROSSCHECK_ADD_VECTORS=1:
//! that adds files that are not there and their lines to LIST, and changes nothing else.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosscheck_core::canonical::{hex, sha256_hex};
use crosscheck_core::change::{
    BlobRef, Chain, Credential, Cut, Draft, Entity, Frontier, HeadsMessage, HubCertificate, KeyStore, Moment, Op,
    Organisers, Peaks, Reached, Segment, SignedCredential, SoftwareKey, TextFrame, TextRef, Value,
};
use crosscheck_core::field;
use crosscheck_core::ids::{
    BlobHash, CampaignId, GroupId, MemberId, OpId, Root, StreamName, TextHash, VisitHash, WriterId, unhex,
};
use crosscheck_core::model::Role;
use crosscheck_core::sync::identity::{Identity, TLS_DOMAIN};
use crosscheck_tests::{answers, fixtures, method_says, office_says, photo_says};
use serde_json::{Value as Json, json};

/// The lines of LIST when this line was last touched, and their hash: earlier lines never change.
const LISTED: (usize, &str) = (60, "8fc208ba67445c51ba14e80e2e24c0f94d88b6b114b53e12444ad6c37609f5ba");

fn folder() -> PathBuf {
    fixtures().join("protocol")
}

fn key(secret: u8) -> SoftwareKey {
    SoftwareKey::new(&[secret; 32]).unwrap()
}

fn campaign() -> CampaignId {
    CampaignId([0xca; 32])
}

fn visit() -> StreamName {
    let group = GroupId::parse("G01").unwrap();
    StreamName::Visit(group.clone(), VisitHash::of(&campaign(), &group, "610102", 1))
}

fn text() -> TextRef {
    TextFrame::new(key(4).public_key().writer(), [0x5a; 16], "宣传教育流于形式").name()
}

fn draft(seq: u64, value: Value) -> Draft {
    Draft {
        seq,
        at: Moment {
            wall: 1_793_275_200_000 + i64::try_from(seq).unwrap(),
            monotonic: 86_400_000 + seq,
            boot: [0xb0; 16],
        },
        actor: MemberId::parse("M07").unwrap(),
        entity: Entity::new("answer", "1/S0-12"),
        field: "value".into(),
        value,
        reason: None,
        again: None,
        links: Vec::new(),
    }
}

fn full_op() -> Op {
    Op::write(Draft {
        entity: Entity::new("finding", "0f1e2d3c"),
        field: "fact".into(),
        value: Value::list(&[
            Value::text(&text()),
            Value::blob(&BlobRef {
                hash: BlobHash::of(b"photo"),
                length: 5,
            }),
        ]),
        reason: Some(text()),
        again: Some(OpId([0xa6; 32])),
        links: vec![OpId([0x11; 32]), OpId([0x22; 32])],
        ..draft(41, Value::null())
    })
    .unwrap()
}

/// An op with fields this version does not know: the map of 10 pairs becomes one of 12.
fn op_with_later_fields() -> Vec<u8> {
    let mut bytes = Op::write(draft(1, Value::int(3))).unwrap().as_bytes().to_vec();
    bytes[0] += 2;
    bytes.extend([0x0c, 0x83, 0x01, 0x02, 0x03, 0x18, 0x28, 0xf6]);
    bytes
}

fn organisers() -> Organisers {
    Organisers {
        working: key(1).public_key(),
        reserve: key(2).public_key(),
    }
}

fn first_op() -> Op {
    Op::write(Draft {
        actor: MemberId::organiser(),
        entity: Organisers::entity(),
        field: Organisers::FIELD.into(),
        value: organisers().to_value(),
        ..draft(1, Value::null())
    })
    .unwrap()
}

fn credential(role: Role, holder: u8, signer: u8) -> SignedCredential {
    let hub = role == Role::Hub;
    let credential = Credential {
        campaign: campaign(),
        member: MemberId::parse(if hub { "hub-1" } else { "M07" }).unwrap(),
        role,
        group: GroupId::parse("G01").filter(|_| !hub),
        key: key(holder).public_key(),
        recipient: [0x25; 32],
        enrol: if role == Role::Leader { 12 } else { 0 },
        issuer: WriterId([0; 32]),
        ordinal: u64::from(role == Role::Member),
    };
    SignedCredential::sign(&credential, &key(signer)).unwrap()
}

fn reached(seq: u64) -> Reached {
    Reached {
        seq,
        root: Root([u8::try_from(seq).unwrap(); 32]),
    }
}

fn frontier() -> Frontier {
    let mut frontier = Frontier::new();
    for (secret, seq) in [(3, 9), (4, 41), (4, 43)] {
        frontier.insert(key(secret).public_key().writer(), &visit(), reached(seq));
    }
    frontier
}

fn cut() -> Cut {
    let mut cut = Cut::new();
    cut.insert(&visit(), reached(41));
    cut.insert(&"g.G01".parse().unwrap(), reached(2));
    cut
}

fn heads() -> HeadsMessage {
    let mut heads = HeadsMessage::new(campaign(), frontier());
    heads.texts = vec![(visit(), text())];
    heads.blobs = vec![(visit(), BlobHash::of(b"photo"))];
    heads.backed_up = vec![(StreamName::Campaign, 7), (visit(), 120)];
    heads
}

fn segment() -> Segment {
    let ops = [
        Op::write(draft(1, Value::bool(true))).unwrap(),
        Op::write(draft(2, Value::int(-3))).unwrap(),
    ];
    Segment::seal(&campaign(), &visit(), &Peaks::new(), &ops, &key(4))
        .unwrap()
        .0
}

/// What a phone draws, and the hash of a certificate: any bytes will do.
const NONCE: [u8; 32] = [0x77; 32];

fn leaf() -> [u8; 32] {
    BlobHash::of(b"certificate").0
}

/// Every example, by the name of its file; the kind is the name up to the first point.
fn examples() -> BTreeMap<&'static str, Vec<u8>> {
    let hub = HubCertificate {
        identity: key(9).public_key(),
        groups: vec![GroupId::parse("G01").unwrap(), GroupId::parse("G02").unwrap()],
        office: true,
    };
    let chain = Chain::new(vec![credential(Role::Member, 4, 3), credential(Role::Leader, 3, 1)]);
    let seen = Value::ids(&[OpId([0x22; 32]), OpId([0x11; 32])]);
    let value = |value: Value| value.as_bytes().to_vec();
    let answers = answers::examples().into_iter().map(|(name, said)| {
        let written = field::write_said(&said, |_| Ok(text())).unwrap();
        (name, value(written))
    });
    let mut examples = BTreeMap::from([
        (
            "op.plain",
            Op::write(draft(1, Value::bool(true))).unwrap().as_bytes().to_vec(),
        ),
        ("op.everything", full_op().as_bytes().to_vec()),
        ("op.later-fields", op_with_later_fields()),
        ("op.later-version", unhex("a300020107026570656f6e79").unwrap()),
        ("op.first", first_op().as_bytes().to_vec()),
        (
            "text.chinese",
            TextFrame::new(key(4).public_key().writer(), [0x5a; 16], "宣传教育流于形式").to_bytes(),
        ),
        ("segment.two-ops", segment().as_bytes().to_vec()),
        ("credential.leader", value(credential(Role::Leader, 3, 1).to_value())),
        ("credential.member", value(credential(Role::Member, 4, 3).to_value())),
        ("credential.hub", value(credential(Role::Hub, 10, 9).to_value())),
        ("chain.member", chain.to_bytes()),
        ("certified.office-hub", value(hub.to_value())),
        ("organisers.two-keys", value(organisers().to_value())),
        ("ending.two-streams", value(cut().to_value())),
        ("withdrawn.two-heads", value(seen)),
        ("frontier.fork", frontier().to_bytes()),
        ("heads.everything", heads().to_bytes()),
        (
            "identity.office-certificate",
            Identity::of(&key(9), &NONCE, &leaf()).unwrap().to_bytes(),
        ),
    ]);
    examples.extend(answers);
    examples.extend(photo_says::examples());
    examples.extend(method_says::examples());
    examples.extend(office_says::examples());
    examples
}

fn name(id: &impl AsRef<[u8]>) -> Json {
    json!(hex(id.as_ref()))
}

fn text_meaning(text: &TextRef) -> Json {
    json!({ "writer": name(&text.writer), "hash": name(&text.hash) })
}

fn op_meaning(op: &Op) -> Json {
    let unknown: BTreeMap<String, String> = op
        .unknown()
        .iter()
        .map(|(key, raw)| (key.to_string(), hex(raw)))
        .collect();
    let Some(says) = op.says() else {
        return json!({ "version": op.version(), "seq": op.seq() });
    };
    json!({
        "version": op.version(), "seq": says.seq, "wall_ms": says.at.wall, "monotonic_ms": says.at.monotonic,
        "boot": hex(&says.at.boot), "actor": says.actor.as_str(), "entity": [says.entity.kind, says.entity.key],
        "field": says.field, "value_cbor": hex(says.value.as_bytes()), "reason": says.reason.as_ref().map(text_meaning),
        "again": says.again.as_ref().map(name), "links": says.links.iter().map(name).collect::<Vec<_>>(),
        "unknown_cbor": unknown,
        "texts": says.value.texts().iter().map(text_meaning).collect::<Vec<_>>(),
        "blobs": says.value.blobs().iter().map(|blob| json!([name(&blob.hash), blob.length])).collect::<Vec<_>>(),
        "op_id_in_this_campaign_by_writer_4": name(&OpId::of(&campaign(), &key(4).public_key().writer(), &visit(), op.as_bytes())),
        "campaign_if_first": name(&CampaignId::of_first_op(op.as_bytes())),
    })
}

fn branches(branches: &[Reached]) -> Json {
    branches
        .iter()
        .map(|branch| json!([branch.seq, name(&branch.root)]))
        .collect()
}

fn frontier_meaning(frontier: &Frontier) -> Json {
    frontier
        .entries()
        .map(|(writer, stream, at)| json!([name(writer), stream.to_string(), branches(at)]))
        .collect()
}

fn credential_meaning(signed: &SignedCredential, issuer: Option<u8>) -> Json {
    let credential = signed.credential();
    let holds = issuer.map(|secret| signed.verify(&key(secret).public_key()).is_ok());
    json!({
        "campaign": name(&credential.campaign), "member": credential.member.as_str(), "role": credential.role.number(),
        "group": credential.group.as_ref().map(GroupId::as_str), "key": hex(credential.key.as_bytes()),
        "writer": name(&credential.key.writer()), "recipient": hex(&credential.recipient), "enrol": credential.enrol,
        "issuer": name(&credential.issuer), "ordinal": credential.ordinal, "signature_holds": holds,
    })
}

fn segment_meaning(segment: &Segment) -> Json {
    let header = segment.header();
    json!({
        "campaign": name(&header.campaign), "key": hex(header.key.as_bytes()), "writer": name(&header.writer()),
        "stream": header.stream.to_string(), "from": header.from, "to": header.to, "count": header.count(),
        "before": name(&header.before), "root": name(&header.root), "size": header.size,
        "ops": segment.ops().unwrap().iter().map(op_meaning).collect::<Vec<_>>(),
    })
}

/// Meaning and bytes written anew.
type Reread = (Json, Vec<u8>);

/// Panics when the bytes are not of the kind the file's name says.
fn read(file: &str, bytes: &[u8]) -> Reread {
    let reader = match file.split('.').next().unwrap() {
        "answer" => read_answer,
        "op" => read_op,
        "text" => read_text,
        "segment" => read_segment,
        "credential" => read_credential,
        "chain" => read_chain,
        "certified" => read_certified,
        "organisers" => read_organisers,
        "ending" => read_ending,
        "withdrawn" => read_withdrawn,
        "frontier" => read_frontier,
        "heads" => read_heads,
        "identity" => read_identity,
        "taken" => photo_says::read_taken,
        "masked" => photo_says::read_masked,
        kind => {
            let read = method_says::read(kind, bytes).or_else(|| office_says::read(kind, bytes));
            return read.unwrap_or_else(|| panic!("{kind} is no kind of message"));
        }
    };
    reader(bytes)
}

fn value(bytes: &[u8]) -> Value {
    Value::from_bytes(bytes).unwrap()
}

fn read_answer(bytes: &[u8]) -> Reread {
    let said = field::read_said(&value(bytes), "", |name| (*name == text()).then(|| "有".to_owned())).unwrap();
    let again = field::write_said(&said, |_| Ok(text())).unwrap();
    (answers::meaning(&said), again.as_bytes().to_vec())
}

fn read_op(bytes: &[u8]) -> Reread {
    let op = Op::read(bytes).unwrap();
    let again = op.rewritten().unwrap_or_else(|| op.as_bytes().to_vec());
    (op_meaning(&op), again)
}

fn read_text(bytes: &[u8]) -> Reread {
    let frame = TextFrame::read(bytes).unwrap();
    let salt = hex(&frame.salt);
    (
        json!({ "name": text_meaning(&frame.name()), "salt": salt, "text": frame.text }),
        frame.to_bytes(),
    )
}

fn read_segment(bytes: &[u8]) -> Reread {
    let segment = Segment::read(bytes).unwrap();
    assert_eq!(segment.header().to_bytes(), segment.header_bytes());
    for op in segment.ops().unwrap() {
        assert_eq!(op.rewritten().unwrap(), op.as_bytes());
    }
    (segment_meaning(&segment), segment.as_bytes().to_vec())
}

fn read_credential(bytes: &[u8]) -> Reread {
    let signed = SignedCredential::from_value(&value(bytes)).unwrap();
    let issuer = (1..=10).find(|secret| key(*secret).public_key().writer() == signed.credential().issuer);
    (
        credential_meaning(&signed, issuer),
        signed.to_value().as_bytes().to_vec(),
    )
}

fn read_chain(bytes: &[u8]) -> Reread {
    let chain = Chain::read(bytes).unwrap();
    let holder = chain.verify(&campaign(), &organisers()).unwrap();
    (
        json!({ "holder": holder.member.as_str(), "writer": name(&holder.key.writer()) }),
        chain.to_bytes(),
    )
}

fn read_certified(bytes: &[u8]) -> Reread {
    let hub = HubCertificate::from_value(&value(bytes)).unwrap();
    let groups: Vec<&str> = hub.groups.iter().map(GroupId::as_str).collect();
    let meaning = json!({ "identity": hex(hub.identity.as_bytes()), "groups": groups, "office": hub.office });
    (meaning, hub.to_value().as_bytes().to_vec())
}

fn read_organisers(bytes: &[u8]) -> Reread {
    let keys = organisers();
    assert_eq!(keys.to_value().as_bytes(), bytes);
    (
        json!({ "working": hex(keys.working.as_bytes()), "reserve": hex(keys.reserve.as_bytes()) }),
        bytes.to_vec(),
    )
}

fn read_ending(bytes: &[u8]) -> Reread {
    let cut = Cut::from_value(&value(bytes)).unwrap();
    let streams = [visit(), "g.G01".parse().unwrap()];
    let meaning: Json = streams
        .iter()
        .map(|stream| json!([stream.to_string(), branches(cut.points(stream))]))
        .collect();
    (meaning, cut.to_value().as_bytes().to_vec())
}

fn read_withdrawn(bytes: &[u8]) -> Reread {
    let ids = value(bytes).as_ids().unwrap();
    (ids.iter().map(name).collect(), Value::ids(&ids).as_bytes().to_vec())
}

fn read_frontier(bytes: &[u8]) -> Reread {
    let frontier = Frontier::read(bytes).unwrap();
    let code = frontier.code().printed();
    (
        json!({ "entries": frontier_meaning(&frontier), "code": code }),
        frontier.to_bytes(),
    )
}

fn read_heads(bytes: &[u8]) -> Reread {
    let heads = HeadsMessage::read(bytes).unwrap();
    let texts: Vec<Json> = heads
        .texts
        .iter()
        .map(|(s, t)| json!([s.to_string(), text_meaning(t)]))
        .collect();
    let blobs: Vec<Json> = heads
        .blobs
        .iter()
        .map(|(s, b)| json!([s.to_string(), name(b)]))
        .collect();
    let backed_up: Vec<Json> = heads.backed_up.iter().map(|(s, n)| json!([s.to_string(), n])).collect();
    let meaning = json!({
        "campaign": name(&heads.campaign), "least": heads.least, "heads": frontier_meaning(&heads.heads),
        "lacks_texts": texts, "lacks_blobs": blobs, "backed_up": backed_up,
    });
    (meaning, heads.to_bytes())
}

fn read_identity(bytes: &[u8]) -> Reread {
    let said = Identity::read(bytes).unwrap();
    let identity = said.proves(&NONCE, &leaf()).unwrap();
    let meaning = json!({
        "identity": hex(said.key.as_bytes()), "id": name(&identity), "nonce": hex(&NONCE), "certificate_sha256": hex(&leaf()),
        "signed": hex(&[TLS_DOMAIN.as_bytes(), &NONCE, &leaf()].concat()),
    });
    (meaning, said.to_bytes())
}

fn add_what_is_not_there() {
    let list = folder().join("LIST");
    let mut listed = std::fs::read_to_string(&list).unwrap_or_default();
    for (file, bytes) in examples() {
        let path = folder().join(format!("{file}.json"));
        if !path.exists() {
            let vector = json!({ "kind": file.split('.').next(), "hex": hex(&bytes), "meaning": read(file, &bytes).0 });
            let written = serde_json::to_string_pretty(&vector).unwrap() + "\n";
            std::fs::write(&path, &written).unwrap();
            listed += &[&sha256_hex(written.as_bytes()), "  ", file, ".json\n"].concat();
        }
    }
    std::fs::write(&list, &listed).unwrap();
    println!(
        "LISTED: ({}, \"{}\")",
        listed.lines().count(),
        sha256_hex(listed.as_bytes())
    );
}

fn listed() -> Vec<(String, String)> {
    let list = std::fs::read_to_string(folder().join("LIST")).unwrap();
    list.lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(hash, file)| (hash.into(), file.into()))
        .collect()
}

#[test]
fn no_vector_was_changed_or_taken_away() {
    if std::env::var_os("CROSSCHECK_ADD_VECTORS").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        add_what_is_not_there();
    }
    let list = std::fs::read_to_string(folder().join("LIST")).unwrap();
    let first: String = list.split_inclusive('\n').take(LISTED.0).collect();
    assert_eq!(
        sha256_hex(first.as_bytes()),
        LISTED.1,
        "an earlier line of LIST was changed"
    );
    for (hash, file) in listed() {
        let bytes = std::fs::read(folder().join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(sha256_hex(&bytes), hash, "{file} was changed");
    }
    let on_disk = std::fs::read_dir(folder()).unwrap().count() - 1;
    assert_eq!(
        on_disk,
        listed().len(),
        "a file is in no line of LIST, or one stands twice"
    );
}

#[test]
fn every_vector_means_what_it_says_and_is_written_again_to_the_same_bytes() {
    for (_, file) in listed() {
        let vector: Json = serde_json::from_slice(&std::fs::read(folder().join(&file)).unwrap()).unwrap();
        let bytes = unhex(vector["hex"].as_str().unwrap()).unwrap();
        let (meaning, again) = read(&file, &bytes);
        assert_eq!(meaning, vector["meaning"], "{file}");
        assert_eq!(hex(&again), hex(&bytes), "{file}");
    }
}

#[test]
fn every_example_has_a_vector_and_its_bytes_are_still_those() {
    for (file, bytes) in examples() {
        let path = folder().join(format!("{file}.json"));
        let vector: Json = serde_json::from_slice(&std::fs::read(&path).unwrap_or_default()).unwrap_or_default();
        // The compressed body may differ between releases of zstd; what a segment says may not.
        if !file.starts_with("segment") {
            assert_eq!(vector["hex"], json!(hex(&bytes)), "{file}");
        }
    }
}

#[test]
fn derived_names_are_those_of_the_document() {
    let writer = key(4).public_key().writer();
    let group = GroupId::parse("G01").unwrap();
    let names = [
        ("writer", writer.to_string()),
        (
            "text",
            TextHash::of(&[0x5a; 16], &writer, "宣传教育流于形式").to_string(),
        ),
        ("visit", VisitHash::of(&campaign(), &group, "610102", 1).to_string()),
        ("campaign", CampaignId::of_first_op(first_op().as_bytes()).to_string()),
        (
            "op",
            OpId::of(&campaign(), &writer, &visit(), full_op().as_bytes()).to_string(),
        ),
    ];
    let page = std::fs::read_to_string(crosscheck_tests::root().join("docs/protocol.md")).unwrap();
    for (what, name) in names {
        assert!(page.contains(&name), "docs/protocol.md lacks the {what} {name}");
    }
}

#[test]
fn the_annotated_bytes_of_the_document_are_the_vectors() {
    let page = std::fs::read_to_string(crosscheck_tests::root().join("docs/protocol.md")).unwrap();
    for file in ["op.everything", "segment.two-ops", "identity.office-certificate"] {
        let opened = page.split(&format!("<!-- {file} -->")).nth(1).unwrap();
        let block = opened.split("```").nth(1).unwrap();
        let hex_of = |line: &str| line.split('|').next().unwrap().replace(' ', "");
        let written: String = block.lines().skip(1).map(hex_of).collect();
        let vector: Json =
            serde_json::from_slice(&std::fs::read(folder().join(format!("{file}.json"))).unwrap()).unwrap();
        assert_eq!(json!(written), vector["hex"], "{file}");
    }
}
