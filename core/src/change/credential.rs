//! Credentials: who a writer is, signed by somebody who may say so.
//!
//! A credential names member, role, group and the keys of one installation. An organiser key signs it, or a leader
//! who holds an enrol right, or for a hub's writer the hub's certified identity key. The chain up to an organiser key
//! fits in a QR, so that a phone can enrol another where there is no signal, and a hub accepts a chain it never saw.
//! In the log the signed bytes are the value of a `credential`. A role never changes: a new role is a new writer.

use super::cbor::{Message, Reader, Writer};
use super::key::{KeyStore, PublicKey, Signature, sign, verify};
use super::organisers::Organisers;
use super::segment::version_1;
use super::value::Value;
use crate::ids::{CampaignId, GroupId, MemberId, WriterId};
use crate::model::Role;
use crate::{Error, ErrorKind, Sentence};

const DOMAIN: &str = "crosscheck-credential-1";
const LAST_KEY: u64 = 9;
const MOST: usize = 4096;
/// A chain is holder, leader, organiser; one more is allowed for what may come.
const LONGEST_CHAIN: u64 = 4;

/// Who a writer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The campaign.
    pub campaign: CampaignId,
    /// The member of the roster.
    pub member: MemberId,
    /// The role.
    pub role: Role,
    /// The group; none for a hub, whose groups its certificate names.
    pub group: Option<GroupId>,
    /// The writer's key.
    pub key: PublicKey,
    /// X25519 recipient of bundles sealed to this installation.
    pub recipient: [u8; 32],
    /// How many writers this one may enrol; 0 is no right.
    pub enrol: u64,
    /// Who signs this: an organiser key, a leader's writer, or a hub's identity key.
    pub issuer: WriterId,
    /// The how-many-eth enrolment of a leader this is, from 1; 0 when an organiser or a hub signs.
    pub ordinal: u64,
}

impl Credential {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.map(9 + usize::from(self.group.is_some())).uint(0).uint(1);
        out.uint(1).bytes(&self.campaign.0).uint(2).text(self.member.as_str());
        out.uint(3).uint(self.role.number());
        if let Some(group) = &self.group {
            out.uint(4).text(group.as_str());
        }
        self.key.write(out.uint(5));
        out.uint(6).bytes(&self.recipient).uint(7).uint(self.enrol);
        out.uint(8)
            .bytes(&self.issuer.0)
            .uint(LAST_KEY)
            .uint(self.ordinal)
            .finish()
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let map = Reader::new(Message::Credential, bytes, MOST)?.keyed()?;
        version_1(&map, Message::Credential)?;
        let role = map.need(3)?.uint()?;
        let group = |mut reader: Reader| reader.name(GroupId::MOST, GroupId::parse);
        let credential = Self {
            campaign: CampaignId(map.need(1)?.exactly()?),
            member: map.need(2)?.name(MemberId::MOST, MemberId::parse)?,
            role: Role::of_number(role).ok_or_else(|| Message::Credential.fault(0, "role"))?,
            group: map.maybe(4).map(group).transpose()?,
            key: PublicKey::read(&mut map.need(5)?)?,
            recipient: map.need(6)?.exactly()?,
            enrol: map.need(7)?.uint()?,
            issuer: WriterId(map.need(8)?.exactly()?),
            ordinal: map.need(LAST_KEY)?.uint()?,
        };
        let hub = credential.role == Role::Hub;
        let sound = credential.role != Role::Organiser && hub == credential.group.is_none();
        sound
            .then_some(credential)
            .ok_or_else(|| Message::Credential.fault(0, "role"))
    }
}

/// A credential with its signature, as it travels.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCredential {
    body: Vec<u8>,
    signature: Signature,
    credential: Credential,
}

impl std::fmt::Debug for SignedCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signed {:?}", self.credential)
    }
}

impl SignedCredential {
    /// Signs a credential. The issuer is set to the key that signs.
    ///
    /// # Errors
    /// When the role needs a group and has none or the other way round, or the key store fails.
    pub fn sign(credential: &Credential, store: &dyn KeyStore) -> Result<Self, Error> {
        let mut credential = credential.clone();
        credential.issuer = store.public_key().writer();
        let body = credential.to_bytes();
        Credential::read(&body)?;
        let signature = sign(store, DOMAIN, &[&body])?;
        Ok(Self {
            body,
            signature,
            credential,
        })
    }

    /// What it says.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when `issuer` is not the key that signed.
    pub fn verify(&self, issuer: &PublicKey) -> Result<(), Error> {
        if issuer.writer() != self.credential.issuer {
            return Err(broken());
        }
        verify(issuer, &self.signature, DOMAIN, &[&self.body])
    }

    fn write(&self, out: &mut Writer) {
        out.array(2).bytes(&self.body);
        self.signature.write(out);
    }

    fn read_from(reader: &mut Reader) -> Result<Self, Error> {
        reader.tuple(2)?;
        let body = reader.bytes()?.to_vec();
        let signature = Signature::read(reader)?;
        Ok(Self {
            credential: Credential::read(&body)?,
            body,
            signature,
        })
    }

    /// The value of a `credential` in the log: `[body, [algorithm, signature]]`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        self.write(&mut out);
        Value::written(&out.finish())
    }

    /// Reads such a value; the signature is not checked.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        Self::read_from(&mut Reader::new(Message::Credential, value.as_bytes(), MOST)?)
    }
}

fn broken() -> Error {
    Error::new(ErrorKind::CheckFailed, Sentence::new("change-chain-broken"))
}

/// A credential and those that allowed it, up to one signed by an organiser key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain(Vec<SignedCredential>);

impl Chain {
    /// A chain, the holder's credential first.
    #[must_use]
    pub fn new(credentials: Vec<SignedCredential>) -> Self {
        Self(credentials)
    }

    /// Whose chain it is; none of an empty one. Whether it holds, [`Chain::verify`] says.
    #[must_use]
    pub fn holder(&self) -> Option<&Credential> {
        self.0.first().map(SignedCredential::credential)
    }

    /// The bytes, as messages carry them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.array(self.0.len());
        for credential in &self.0 {
            credential.write(&mut out);
        }
        out.finish()
    }

    /// Reads a chain; [`Chain::verify`] says whether it holds.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Credential, bytes, 4 * MOST)?;
        let count = reader.list(LONGEST_CHAIN)?;
        let credentials = (0..count).map(|_| SignedCredential::read_from(&mut reader));
        Ok(Self(credentials.collect::<Result<_, _>>()?))
    }

    /// Who signed each credential, from the holder's to the last.
    pub fn issuers(&self) -> impl Iterator<Item = WriterId> {
        self.0.iter().map(|signed| signed.credential.issuer)
    }

    /// Checks every signature and right up to an organiser key, and gives the holder's credential. Whether one of the
    /// writers was ended meanwhile only the log can say.
    ///
    /// # Errors
    /// [`ErrorKind::CheckFailed`] when a link does not hold.
    pub fn verify(&self, campaign: &CampaignId, organisers: &Organisers) -> Result<&Credential, Error> {
        let pairs = self.0.iter().enumerate();
        for (at, signed) in pairs {
            let credential = &signed.credential;
            let issuer = match self.0.get(at + 1) {
                Some(above) if allows(&above.credential, credential) => &above.credential.key,
                Some(_) => return Err(broken()),
                None => organisers.key(&credential.issuer).ok_or_else(broken)?,
            };
            if credential.campaign != *campaign {
                return Err(broken());
            }
            signed.verify(issuer)?;
        }
        self.0.first().map(SignedCredential::credential).ok_or_else(broken)
    }
}

/// Whether a writer with the credential `above` may enrol `below`: a leader with a right, his group, not another
/// leader, and within the count.
fn allows(above: &Credential, below: &Credential) -> bool {
    let enrolled = matches!(below.role, Role::Member | Role::Expert | Role::Media);
    let counted = (1..=above.enrol).contains(&below.ordinal) && below.enrol == 0;
    above.role == Role::Leader && enrolled && above.group == below.group && counted
}

/// What the organiser says of a hub: the value of `certified`, whose entity key is the identity key's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubCertificate {
    /// The hub's identity key.
    pub identity: PublicKey,
    /// The groups it carries, sorted.
    pub groups: Vec<GroupId>,
    /// Whether it is the office's.
    pub office: bool,
}

impl HubCertificate {
    /// `[identity, [group, ...], office]`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        self.identity.write(out.array(3));
        out.array(self.groups.len());
        for group in &self.groups {
            out.text(group.as_str());
        }
        Value::written(&out.bool(self.office).finish())
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(Message::Value, value.as_bytes(), super::MAX_OP)?;
        reader.tuple(3)?;
        let name = |reader: &mut Reader| reader.name(GroupId::MOST, GroupId::parse);
        Ok(Self {
            identity: PublicKey::read(&mut reader)?,
            groups: reader.sorted(4096, name, GroupId::clone)?,
            office: reader.bool()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::SoftwareKey;
    use proptest::prelude::*;

    fn key(secret: u8) -> SoftwareKey {
        SoftwareKey::new(&[secret; 32]).unwrap()
    }

    fn credential(role: Role, holder: u8) -> Credential {
        Credential {
            campaign: CampaignId([5; 32]),
            member: MemberId::parse("M07").unwrap(),
            role,
            group: GroupId::parse("G01"),
            key: key(holder).public_key(),
            recipient: [8; 32],
            enrol: 0,
            issuer: WriterId([0; 32]),
            ordinal: 0,
        }
    }

    fn leader(enrol: u64) -> SignedCredential {
        let leader = Credential {
            enrol,
            ..credential(Role::Leader, 3)
        };
        SignedCredential::sign(&leader, &key(1)).unwrap()
    }

    fn member(change: impl Fn(&mut Credential)) -> SignedCredential {
        let mut member = Credential {
            ordinal: 1,
            ..credential(Role::Member, 4)
        };
        change(&mut member);
        SignedCredential::sign(&member, &key(3)).unwrap()
    }

    fn holds(chain: &[SignedCredential]) -> bool {
        let organisers = Organisers {
            working: key(1).public_key(),
            reserve: key(2).public_key(),
        };
        let chain = Chain::read(&Chain::new(chain.to_vec()).to_bytes()).unwrap();
        chain.verify(&CampaignId([5; 32]), &organisers).is_ok()
    }

    #[test]
    fn a_chain_holds_up_to_an_organiser_key_and_no_further() {
        assert!(holds(&[leader(0)]));
        assert!(holds(&[member(|_| ()), leader(1)]));
        assert!(!holds(&[member(|_| ())]));
        assert!(!holds(&[]));
        assert!(!holds(&[leader(1), member(|_| ())]));
    }

    #[test]
    fn an_enrol_right_ends_with_its_count_group_and_rank() {
        assert!(!holds(&[member(|_| ()), leader(0)]));
        assert!(!holds(&[member(|m| m.ordinal = 3), leader(2)]));
        assert!(!holds(&[member(|m| m.ordinal = 0), leader(2)]));
        assert!(!holds(&[member(|m| m.group = GroupId::parse("G02")), leader(2)]));
        assert!(!holds(&[member(|m| m.role = Role::Leader), leader(2)]));
        assert!(!holds(&[member(|m| m.enrol = 1), leader(2)]));
        assert!(!holds(&[member(|m| m.campaign = CampaignId([6; 32])), leader(2)]));
    }

    #[test]
    fn a_hub_has_no_group_and_everybody_else_has_one() {
        let hub = Credential {
            group: None,
            ..credential(Role::Hub, 4)
        };
        assert!(SignedCredential::sign(&hub, &key(9)).is_ok());
        assert!(SignedCredential::sign(&credential(Role::Hub, 4), &key(9)).is_err());
        assert!(SignedCredential::sign(&credential(Role::Organiser, 4), &key(1)).is_err());
    }

    #[test]
    fn a_certificate_of_a_hub_reads_back() {
        let groups = ["G01", "G02"].map(|name| GroupId::parse(name).unwrap()).to_vec();
        let certificate = HubCertificate {
            identity: key(9).public_key(),
            groups,
            office: true,
        };
        assert_eq!(
            HubCertificate::from_value(&certificate.to_value()).unwrap(),
            certificate
        );
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Chain::read(&bytes);
            let _ = Credential::read(&bytes);
        }

        #[test]
        fn a_changed_byte_breaks_the_chain(at: usize, bit in 0_u8..8) {
            let mut bytes = Chain::new(vec![leader(1)]).to_bytes();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let organisers = Organisers { working: key(1).public_key(), reserve: key(2).public_key() };
            let holds = Chain::read(&bytes).and_then(|chain| chain.verify(&CampaignId([5; 32]), &organisers).map(|_| ()));
            prop_assert!(holds.is_err());
        }
    }
}
