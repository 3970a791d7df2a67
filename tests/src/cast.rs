//! The people of the log's stories, each with a writer, and a pen that writes down what they say.
//!
//! One campaign for all tests: the organiser's two keys, Lea who leads group G01 and may enrol, Cara who leads it too,
//! Ann, Bob and Cleo who are its members. A pen keeps its own branches, so that a copied pen is a cloned phone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crosscheck_core::change::{
    Credential, Cut, Draft, Entity, HubCertificate, KeyStore, Moment, Op, Organisers, Peaks, Reached, SignedCredential,
    SoftwareKey, TextRef, Value,
};
use crosscheck_core::ids::{CampaignId, GroupId, MemberId, OpId, Root, StreamName, TextHash, WriterId};
use crosscheck_core::merge::Run;
use crosscheck_core::model::Role;

/// Whoever writes in the stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The organiser's working key.
    Working,
    /// The organiser's reserve key.
    Reserve,
    /// A leader who may enrol four.
    Lea,
    /// A second leader of the group.
    Cara,
    /// A member, enrolled by the organiser.
    Ann,
    /// A member, enrolled by the organiser.
    Bob,
    /// A member, enrolled by Lea.
    Cleo,
    /// Ann's second phone, enrolled by Lea.
    Ann2,
    /// Bob's second phone, enrolled by the organiser.
    Bob2,
    /// Nobody's phone.
    Stranger,
    /// A hub the organiser may certify.
    Hub,
}

/// Everyone, in the order of their secret keys.
pub const EVERYONE: [Who; 11] = [
    Who::Working,
    Who::Reserve,
    Who::Lea,
    Who::Cara,
    Who::Ann,
    Who::Bob,
    Who::Cleo,
    Who::Ann2,
    Who::Bob2,
    Who::Stranger,
    Who::Hub,
];

/// What everyone knows from the beginning.
#[derive(Debug)]
pub struct Stage {
    /// The campaign.
    pub campaign: CampaignId,
    first: Op,
    writers: Vec<WriterId>,
    credentials: BTreeMap<Who, Value>,
}

fn key(who: Who) -> SoftwareKey {
    SoftwareKey::new(&[who as u8 + 1; 32]).unwrap_or_else(|error| panic!("{error}"))
}

/// The identity key of the hub, which certifies its writer.
fn identity() -> SoftwareKey {
    SoftwareKey::new(&[77; 32]).unwrap_or_else(|error| panic!("{error}"))
}

/// What the organiser says of the hub: entity and value of `certified`.
#[must_use]
pub fn certified_hub() -> (Entity, Value) {
    let hub = HubCertificate {
        identity: identity().public_key(),
        groups: GroupId::parse("G01").into_iter().collect(),
        office: false,
    };
    (Entity::new("hub", &hub.identity.writer().to_string()), hub.to_value())
}

/// A credential of any make, signed by one of the cast.
///
/// # Panics
/// When role and group do not fit.
#[must_use]
pub fn credential(who: Who, role: Role, ordinal: u64, enrol: u64, signer: Who) -> Value {
    let credential = Credential {
        campaign: stage().campaign,
        member: member_of(who),
        role,
        group: GroupId::parse("G01"),
        key: key(who).public_key(),
        recipient: [7; 32],
        enrol,
        issuer: WriterId([0; 32]),
        ordinal,
    };
    let made = SignedCredential::sign(&credential, &key(signer));
    made.unwrap_or_else(|error| panic!("{error}")).to_value()
}

fn member_of(who: Who) -> MemberId {
    let name = match who {
        Who::Working | Who::Reserve => return MemberId::organiser(),
        Who::Lea => "lea",
        Who::Cara => "cara",
        Who::Ann | Who::Ann2 => "ann",
        Who::Bob | Who::Bob2 => "bob",
        Who::Cleo => "cleo",
        Who::Stranger => "stranger",
        Who::Hub => return MemberId::hub(&identity().public_key().writer()),
    };
    MemberId::parse(name).unwrap_or_else(MemberId::organiser)
}

/// The stage of every story.
///
/// # Panics
/// Never: its keys and credentials are sound.
pub fn stage() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| {
        let organisers = Organisers {
            working: key(Who::Working).public_key(),
            reserve: key(Who::Reserve).public_key(),
        };
        let writers: Vec<WriterId> = EVERYONE.iter().map(|who| key(*who).public_key().writer()).collect();
        let saying = Saying::new(Organisers::entity(), Organisers::FIELD, organisers.to_value());
        let first = saying.op(1, &member_of(Who::Working));
        let campaign = CampaignId::of_first_op(first.as_bytes());
        let credential = |who: Who, role: Role, ordinal: u64| {
            let by = match (role, ordinal) {
                (Role::Hub, _) => identity(),
                (_, 0) => key(Who::Working),
                _ => key(Who::Lea),
            };
            let credential = Credential {
                campaign,
                member: member_of(who),
                role,
                group: GroupId::parse("G01").filter(|_| role != Role::Hub),
                key: key(who).public_key(),
                recipient: [7; 32],
                enrol: if who == Who::Lea { 4 } else { 0 },
                issuer: WriterId([0; 32]),
                ordinal,
            };
            let signed = SignedCredential::sign(&credential, &by).unwrap_or_else(|error| panic!("{error}"));
            (who, signed.to_value())
        };
        let credentials = BTreeMap::from([
            credential(Who::Lea, Role::Leader, 0),
            credential(Who::Cara, Role::Leader, 0),
            credential(Who::Ann, Role::Member, 0),
            credential(Who::Bob, Role::Member, 0),
            credential(Who::Cleo, Role::Expert, 1),
            credential(Who::Ann2, Role::Member, 2),
            credential(Who::Bob2, Role::Member, 0),
            credential(Who::Hub, Role::Hub, 0),
        ]);
        Stage {
            campaign,
            first,
            writers,
            credentials,
        }
    })
}

/// The writer of somebody.
#[must_use]
pub fn writer(who: Who) -> WriterId {
    stage().writers[who as usize]
}

/// A stream by its name.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn stream(name: &str) -> StreamName {
    name.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// The visit of the stories.
#[must_use]
pub fn visit() -> StreamName {
    stream("v.G01.000102030405060708090a0b0c0d0e0f")
}

/// The entity of a writer, for credentials and endings.
#[must_use]
pub fn about(who: Who) -> Entity {
    Entity::new("writer", &writer(who).to_string())
}

/// Something to say.
#[derive(Debug, Clone)]
pub struct Saying {
    /// About what.
    pub entity: Entity,
    /// Which side of it.
    pub field: String,
    /// What.
    pub value: Value,
    /// What was seen.
    pub links: Vec<OpId>,
    /// With a reason or not.
    pub reason: bool,
    /// The op first written.
    pub again: Option<OpId>,
    /// Who says it, if not the pen's owner.
    pub actor: Option<MemberId>,
}

impl Saying {
    /// A plain statement.
    #[must_use]
    pub fn new(entity: Entity, field: &str, value: Value) -> Self {
        Self {
            entity,
            field: field.to_owned(),
            value,
            links: Vec::new(),
            reason: false,
            again: None,
            actor: None,
        }
    }

    /// The same, having seen these.
    #[must_use]
    pub fn seeing(mut self, links: &[OpId]) -> Self {
        self.links = links.to_vec();
        self
    }

    /// The same, with a reason.
    #[must_use]
    pub fn because(mut self) -> Self {
        self.reason = true;
        self
    }

    fn op(&self, seq: u64, owner: &MemberId) -> Op {
        let reason = TextRef {
            writer: WriterId([3; 32]),
            hash: TextHash([4; 32]),
        };
        let draft = Draft {
            seq,
            at: Moment {
                wall: 1_793_000_000_000,
                monotonic: seq,
                boot: [1; 16],
            },
            actor: self.actor.clone().unwrap_or_else(|| owner.clone()),
            entity: self.entity.clone(),
            field: self.field.as_str().into(),
            value: self.value.clone(),
            reason: self.reason.then_some(reason),
            again: self.again,
            links: self.links.clone(),
        };
        Op::write(draft).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// A writer at work. A clone of it is a cloned phone.
#[derive(Debug, Clone)]
pub struct Pen {
    /// Whose.
    pub who: Who,
    branches: BTreeMap<StreamName, Vec<(OpId, Op)>>,
}

impl Pen {
    /// The pen of somebody; the organiser's working pen has written the first op.
    #[must_use]
    pub fn new(who: Who) -> Self {
        let mut pen = Self {
            who,
            branches: BTreeMap::new(),
        };
        if who == Who::Working {
            pen.push(&StreamName::Campaign, stage().first.clone());
        }
        pen
    }

    fn push(&mut self, stream: &StreamName, op: Op) -> OpId {
        let id = OpId::of(&stage().campaign, &writer(self.who), stream, op.as_bytes());
        self.branches.entry(stream.clone()).or_default().push((id, op));
        id
    }

    /// Writes down a statement and gives its id.
    pub fn say(&mut self, stream: &StreamName, saying: &Saying) -> OpId {
        let op = saying.op(self.length(stream) + 1, &member_of(self.who));
        self.push(stream, op)
    }

    /// Sets a field after seeing `links`.
    pub fn set(&mut self, stream: &StreamName, entity: &Entity, field: &str, value: Value, links: &[OpId]) -> OpId {
        self.say(stream, &Saying::new(entity.clone(), field, value).seeing(links))
    }

    /// Gives somebody his credential, in the stream where its signer keeps such.
    ///
    /// # Panics
    /// When he has none.
    pub fn enrol(&mut self, who: Who) -> OpId {
        let home = if matches!(self.who, Who::Lea | Who::Hub) {
            stream("g.G01")
        } else {
            StreamName::Campaign
        };
        let value = stage().credentials[&who].clone();
        self.set(&home, &about(who), "credential", value, &[])
    }

    /// How many ops of a stream it has written.
    #[must_use]
    pub fn length(&self, stream: &StreamName) -> u64 {
        self.branches.get(stream).map_or(0, |ops| ops.len() as u64)
    }

    /// Its streams.
    #[must_use]
    pub fn streams(&self) -> Vec<StreamName> {
        self.branches.keys().cloned().collect()
    }

    /// Takes back what was written after `seq`: a database restored from a copy.
    pub fn forget_after(&mut self, stream: &StreamName, seq: u64) -> Vec<(OpId, Op)> {
        let ops = self.branches.entry(stream.clone()).or_default();
        ops.split_off(usize::try_from(seq).unwrap_or(usize::MAX).min(ops.len()))
    }

    /// The point of a branch up to `seq`.
    #[must_use]
    pub fn point(&self, stream: &StreamName, seq: u64) -> Reached {
        let root = self.root(stream, seq);
        Reached { seq, root }
    }

    fn root(&self, stream: &StreamName, seq: u64) -> Root {
        let ops = self.branches.get(stream).into_iter().flatten();
        let upto = ops.take(usize::try_from(seq).unwrap_or(usize::MAX));
        Peaks::of(&upto.map(|(id, _)| *id).collect::<Vec<_>>()).root()
    }

    /// A run of what it wrote in a stream from one place to another.
    #[must_use]
    pub fn run(&self, stream: &StreamName, from: u64, to: u64) -> Run {
        let ops = self
            .branches
            .get(stream)
            .into_iter()
            .flatten()
            .map(|(_, op)| op.clone());
        let skip = usize::try_from(from - 1).unwrap_or(usize::MAX);
        Run {
            writer: writer(self.who),
            stream: stream.clone(),
            from,
            before: self.root(stream, from - 1),
            root: Some(self.root(stream, to)),
            ops: ops
                .skip(skip)
                .take(usize::try_from(to + 1 - from).unwrap_or(0))
                .collect(),
        }
    }

    /// Everything it wrote, one run a stream.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let streams = self.branches.keys();
        streams
            .map(|stream| self.run(stream, 1, self.length(stream)))
            .filter(|run| !run.ops.is_empty())
            .collect()
    }

    /// The ending of this writer at the places given; streams not named stand at 0.
    #[must_use]
    pub fn cut(&self, at: &[(&StreamName, u64)]) -> Value {
        let mut cut = Cut::new();
        for (stream, seq) in at.iter().filter(|(_, seq)| *seq > 0) {
            cut.insert(stream, self.point(stream, *seq));
        }
        cut.to_value()
    }
}
