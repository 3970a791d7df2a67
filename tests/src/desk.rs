//! One organiser's notebook in a folder, for tests of the store that need no party.

use std::path::Path;
use std::sync::OnceLock;

use crosscheck_core::change::{Draft, Entity, KeyStore, Moment, Op, Organisers, SoftwareKey, Value};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::ids::{CampaignId, MemberId, OpId, StreamName};
use crosscheck_core::notebook::{Edit, Notebook, Writer};
use crosscheck_core::store::{Key, Store};

fn software_key(secret: u8) -> SoftwareKey {
    SoftwareKey::new(&[secret; 32]).unwrap_or_else(|error| panic!("{error}"))
}

fn keys() -> Organisers {
    Organisers {
        working: software_key(1).public_key(),
        reserve: software_key(2).public_key(),
    }
}

/// The campaign of every desk: its id hangs on its first op alone, whose clock stands still.
///
/// # Panics
/// Never: the op is within every limit.
#[must_use]
pub fn campaign() -> (CampaignId, Op) {
    static CAMPAIGN: OnceLock<(CampaignId, Op)> = OnceLock::new();
    CAMPAIGN.get_or_init(first_op).clone()
}

fn first_op() -> (CampaignId, Op) {
    let draft = Draft {
        seq: 1,
        at: Moment {
            wall: 0,
            monotonic: 0,
            boot: [0; 16],
        },
        actor: MemberId::organiser(),
        entity: Organisers::entity(),
        field: Organisers::FIELD.into(),
        value: keys().to_value(),
        reason: None,
        again: None,
        links: Vec::new(),
    };
    let op = Op::write(draft).unwrap_or_else(|error| panic!("{error}"));
    (CampaignId::of_first_op(op.as_bytes()), op)
}

/// Who writes at the desk: secret 1 is the working key, 2 the reserve.
#[must_use]
pub fn writer(secret: u8) -> Writer {
    Writer {
        keys: std::sync::Arc::new(software_key(secret)),
        member: MemberId::organiser(),
        clock: Box::new(SystemClock::new([3; 16])),
    }
}

/// Opens the desk at `path`.
///
/// # Errors
/// What the store says.
pub fn open(path: &Path, key: Option<Key>) -> Result<Notebook, crosscheck_core::Error> {
    open_as(path, key, 1)
}

/// Opens the desk with the key of another secret.
///
/// # Errors
/// What the store says.
pub fn open_as(path: &Path, key: Option<Key>, secret: u8) -> Result<Notebook, crosscheck_core::Error> {
    let (id, first) = campaign();
    Notebook::found(Store::open(path, key)?, id, writer(secret), first)
}

/// Saves the next numbered rule.
///
/// # Errors
/// What the store says.
pub fn number(notebook: &mut Notebook, number: i64) -> Result<OpId, crosscheck_core::Error> {
    let text = notebook.typed(&format!("第 {number} 条规则，测试数据，不涉及任何人"))?;
    let entity = Entity::new("rule", &format!("R{number:06}"));
    let value = Value::list(&[Value::int(number), text.value()]);
    let edit = Edit::new(&StreamName::Campaign, entity, "value", value).with(text);
    notebook.save(&[edit]).map(|ids| ids[0])
}

/// The numbers saved, in order.
#[must_use]
pub fn numbers(notebook: &Notebook) -> Vec<i64> {
    let rules = notebook
        .state()
        .fields()
        .filter(|field| &*field.key.entity.kind == "rule");
    let number = |key: &str| key.get(1..).and_then(|digits| digits.parse().ok());
    rules.filter_map(|field| number(&field.key.entity.key)).collect()
}
