use super::*;
use crate::change::{Draft, KeyStore, Moment, SignedCredential, SoftwareKey};
use crate::ids::{GroupId, MemberId};
use crate::model::Role;
use proptest::prelude::*;

fn key(secret: u8) -> SoftwareKey {
    SoftwareKey::new(&[secret; 32]).unwrap()
}

fn card(secret: u8) -> Card {
    Card {
        key: key(secret).public_key(),
        recipient: [secret; 32],
        nonce: [7; 16],
    }
}

fn first(working: u8) -> Op {
    let organisers = Organisers {
        working: key(working).public_key(),
        reserve: key(2).public_key(),
    };
    let at = Moment {
        wall: 1_791_000_000_000,
        monotonic: 86_400_000,
        boot: [3; 16],
    };
    Op::write(Draft {
        seq: 1,
        at,
        actor: MemberId::organiser(),
        entity: Organisers::entity(),
        field: Organisers::FIELD.into(),
        value: organisers.to_value(),
        reason: None,
        again: None,
        links: Vec::new(),
    })
    .unwrap()
}

fn credential(role: Role, holder: u8, ordinal: u64) -> Credential {
    let campaign = CampaignId::of_first_op(first(1).as_bytes());
    Credential {
        campaign,
        member: MemberId::parse("M07").unwrap(),
        role,
        group: GroupId::parse("G01").filter(|_| role != Role::Hub),
        key: key(holder).public_key(),
        recipient: [holder; 32],
        enrol: if role == Role::Leader { 5 } else { 0 },
        issuer: WriterId([0; 32]),
        ordinal,
    }
}

/// The enrolment of the phone of secret 4 by the leader of secret 3.
fn enrolment() -> Enrolment {
    let leader = SignedCredential::sign(&credential(Role::Leader, 3, 0), &key(1)).unwrap();
    let member = SignedCredential::sign(&credential(Role::Member, 4, 1), &key(3)).unwrap();
    Enrolment {
        chain: Chain::new(vec![member, leader]),
        first: first(1).as_bytes().to_vec(),
        hub: Some(Meeting {
            url: "https://192.0.2.10:8443".to_owned(),
            identity: key(9).public_key().writer(),
        }),
    }
}

#[test]
fn a_card_and_an_enrolment_read_back_in_any_case() {
    let (card, enrolment) = (card(4), enrolment());
    assert_eq!(Card::parse(&card.to_text()).unwrap(), card);
    assert_eq!(Card::parse(&card.to_text().to_lowercase()).unwrap(), card);
    assert_eq!(
        Enrolment::parse(&format!(" {}\n", enrolment.to_text())).unwrap(),
        enrolment
    );
    println!(
        "card {} letters, enrolment {}",
        card.to_text().len(),
        enrolment.to_text().len()
    );
}

#[test]
fn the_phone_that_showed_the_card_is_enrolled_and_no_other() {
    let enrolment = enrolment();
    assert_eq!(enrolment.accept(&card(4)).unwrap().member.as_str(), "M07");
    assert!(enrolment.accept(&card(5)).is_err());
    let other_recipient = Card {
        recipient: [1; 32],
        ..card(4)
    };
    assert!(enrolment.accept(&other_recipient).is_err());
}

#[test]
fn a_chain_under_another_campaigns_first_op_is_refused() {
    let other = Enrolment {
        first: first(8).as_bytes().to_vec(),
        ..enrolment()
    };
    assert_eq!(other.accept(&card(4)).unwrap_err().kind, ErrorKind::CheckFailed);
}

#[test]
fn a_hubs_credential_enrols_no_phone() {
    let hub = SignedCredential::sign(&credential(Role::Hub, 4, 0), &key(1)).unwrap();
    let hub = Enrolment {
        chain: Chain::new(vec![hub]),
        ..enrolment()
    };
    assert_eq!(hub.accept(&card(4)).unwrap_err().kind, ErrorKind::Refused);
}

#[test]
fn a_card_is_no_enrolment_and_a_long_text_neither() {
    assert!(Enrolment::parse(&card(4).to_text()).is_err());
    assert!(Card::parse(&enrolment().to_text()).is_err());
    assert!(Card::parse(&(CARD.to_owned() + &"A".repeat(1 << 20))).is_err());
    assert!(Card::parse("字").is_err());
}

proptest! {
    #[test]
    fn hostile_texts_never_panic(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for start in ["", CARD, ENROLMENT] {
            let written = format!("{start}{}", BASE32_NOPAD.encode(&bytes));
            for text in [&text, &written] {
                let _ = Card::parse(text).map(|card| card.digits());
                let _ = Enrolment::parse(text).map(|enrolment| enrolment.accept(&card(4)).is_ok());
            }
        }
    }

    #[test]
    fn a_changed_byte_enrols_nobody(at: usize, bit in 0_u8..8) {
        let whole = Enrolment { hub: None, ..enrolment() };
        let mut bytes = whole.to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let text = ENROLMENT.to_owned() + &BASE32_NOPAD.encode(&bytes);
        prop_assert!(Enrolment::parse(&text).and_then(|read| read.accept(&card(4)).map(|_| ())).is_err());
    }
}
