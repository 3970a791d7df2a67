//! The crowd: generated phones, their credentials, and what they will bring, sealed beforehand.

use std::sync::Arc;

use crosscheck_core::canonical::{hex, sha256_hex};
use crosscheck_core::change::{
    BlobRef, Credential, Draft, Entity, KeyStore, Moment, Op, Peaks, Segment, SignedCredential, SoftwareKey, TextFrame,
    Value,
};
use crosscheck_core::ids::{CampaignId, GroupId, MemberId, StreamName, VisitHash, unhex};
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::wire::{Item, Push, Thing, pack};

use super::Plan;

/// Credentials of one save.
const TOGETHER: usize = 200;
/// What a typed text is made of.
const SENTENCES: [&str; 4] = ["台账缺少签字", "宣传栏未更新", "人员未到位", "资料齐全"];

/// A phone that will bring something.
#[derive(Debug)]
pub struct Phone {
    /// Its key.
    pub key: Arc<SoftwareKey>,
    /// Whose it is.
    pub member: MemberId,
    /// Of which group.
    pub group: GroupId,
    /// Names its run to the hub, in hex.
    pub me: String,
    /// Its visit.
    pub stream: StreamName,
    written: Peaks,
}

/// A push, packed, and what has to be found on the hub when it was acknowledged.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// The body of the request.
    pub body: Vec<u8>,
    /// SHA-256 of its segment, in hex.
    pub segment: String,
    /// Its segment.
    pub sealed: Vec<u8>,
    /// Names of its texts, in hex.
    pub texts: Vec<String>,
    /// Its ops, as they were written.
    pub ops: Vec<Vec<u8>>,
}

/// The bytes of a key of a test: nobody else has it, and it is the same in every run.
fn secret(number: usize) -> [u8; 32] {
    let digest = sha256_hex(format!("a generated phone {number}").as_bytes());
    unhex(&digest).unwrap().try_into().unwrap()
}

impl Phone {
    fn new(campaign: &CampaignId, number: usize, groups: usize) -> Self {
        let group = GroupId::parse(&format!("G{:02}", number % groups + 1)).unwrap();
        // Two phones at a site, as inspectors go.
        let unit = format!("6101{:04}", number / groups / 2);
        let visit = VisitHash::of(campaign, &group, &unit, 1);
        Self {
            key: Arc::new(SoftwareKey::new(&secret(number)).unwrap()),
            member: MemberId::parse(&format!("P{number:04}")).unwrap(),
            stream: StreamName::Visit(group.clone(), visit),
            group,
            me: hex(&secret(number)[..16]),
            written: Peaks::new(),
        }
    }

    /// Writes and seals the next push: so many ops, some of them with a typed text.
    pub fn write(&mut self, campaign: &CampaignId, ops: usize, texts: usize) -> Parcel {
        let writer = self.key.public_key().writer();
        let mut frames = Vec::new();
        let first = self.written.size() + 1;
        let values = (0..ops).map(|number| {
            let seq = first + number as u64;
            if number < texts {
                let text = format!("{}，第 {seq} 项，生成的文字", SENTENCES[number % SENTENCES.len()]);
                // The salt of every text is another one.
                let salt = secret(usize::try_from(seq).unwrap())[..16].try_into().unwrap();
                frames.push(TextFrame::new(writer, salt, &text));
                return Value::text(&frames[frames.len() - 1].name());
            }
            let missing = i64::from(seq.is_multiple_of(97));
            Value::list(&[Value::int(4), Value::int(missing), Value::int(12)])
        });
        let values = values.collect();
        self.seal(campaign, values, &frames)
    }

    /// Writes and seals a push that names files.
    pub fn name(&mut self, campaign: &CampaignId, files: &[BlobRef]) -> Parcel {
        self.seal(campaign, files.iter().map(Value::blob).collect(), &[])
    }

    fn seal(&mut self, campaign: &CampaignId, values: Vec<Value>, frames: &[TextFrame]) -> Parcel {
        let seqs = self.written.size() + 1..;
        let ops: Vec<Op> = seqs.zip(values).map(|(seq, value)| self.op(seq, value)).collect();
        let (segment, after) = Segment::seal(campaign, &self.stream, &self.written, &ops, &*self.key).unwrap();
        self.written = after;
        let item = |thing| Item {
            stream: self.stream.clone(),
            thing,
        };
        let names = frames.iter().map(|frame| {
            let name = frame.name();
            hex(&name.writer.0) + &hex(&name.hash.0)
        });
        let names = names.collect();
        let texts = frames.iter().map(|frame| item(Thing::Text(frame.to_bytes())));
        let push = Push {
            campaign: *campaign,
            items: std::iter::once(item(Thing::Segment(segment.as_bytes().to_vec())))
                .chain(texts)
                .collect(),
        };
        Parcel {
            body: pack(&push.to_bytes()).unwrap(),
            segment: sha256_hex(segment.as_bytes()),
            sealed: segment.as_bytes().to_vec(),
            texts: names,
            ops: ops.iter().map(|op| op.as_bytes().to_vec()).collect(),
        }
    }

    /// An answer as an inspector taps it: half a minute after the last one, to the next question.
    fn op(&self, seq: u64, value: Value) -> Op {
        let moment = Moment {
            wall: 1_793_000_000_000 + i64::try_from(seq).unwrap() * 30_000,
            monotonic: seq * 30_000,
            boot: [7; 16],
        };
        let draft = Draft {
            seq,
            at: moment,
            actor: self.member.clone(),
            entity: Entity::new("answer", &format!("1/S0-{seq:04}")),
            field: "value".into(),
            value,
            reason: None,
            again: None,
            links: Vec::new(),
        };
        Op::write(draft).unwrap()
    }
}

/// So many phones, the first ones those that write.
#[must_use]
pub fn gather(campaign: &CampaignId, plan: &Plan) -> Vec<Phone> {
    let count = plan.phones.max(plan.waiting);
    (0..count)
        .map(|number| Phone::new(campaign, number, plan.groups))
        .collect()
}

/// The organiser gives every phone its credential, in his own folder.
pub fn enrol(phones: &[Phone], organiser: &mut Notebook) {
    for some in phones.chunks(TOGETHER) {
        let edits = some.iter().map(|phone| {
            let credential = Credential {
                campaign: *organiser.campaign(),
                member: phone.member.clone(),
                role: Role::Member,
                group: Some(phone.group.clone()),
                key: phone.key.public_key(),
                recipient: [1; 32],
                enrol: 0,
                issuer: *organiser.id(),
                ordinal: 0,
            };
            let signed = SignedCredential::sign(&credential, organiser.keys()).unwrap();
            let entity = Entity::new("writer", &phone.key.public_key().writer().to_string());
            Edit::new(&StreamName::Campaign, entity, "credential", signed.to_value())
        });
        let edits: Vec<Edit> = edits.collect();
        organiser.save(&edits).unwrap();
    }
}

/// What each phone will bring, on every core: the clock of a phase has not begun.
pub fn write(phones: &mut [Phone], campaign: &CampaignId, batches: usize, plan: &Plan) -> Vec<Vec<Parcel>> {
    let (ops, texts) = (plan.ops, plan.texts);
    let share = phones.len().div_ceil(crate::measure::cores()).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = phones
            .chunks_mut(share)
            .map(|some| {
                scope.spawn(move || {
                    let all = some.iter_mut().map(|phone| {
                        let parcels = (0..batches).map(|_| phone.write(campaign, ops, texts));
                        parcels.collect::<Vec<_>>()
                    });
                    all.collect::<Vec<_>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}
