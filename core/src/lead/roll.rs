//! A group's own roll: a plan of the campaign is rolled over its frame on the phone, before witnesses.
//!
//! Plan and frame are files of the campaign; freezing them again gives the commitment that was published. The rule to
//! keep: a stratum is rolled once, and the certificate lies in the vault before the roll is recorded.

use super::release_reserve::record_roll;
use crate::change::Entity;
use crate::draw::certificate::{Role, Roller};
use crate::draw::plan::SeedScope;
use crate::draw::{Ceremony, Certificate, Frozen, Plan, freeze, roll};
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::table::{self, Table};
use crate::{Error, ErrorKind, Sentence};

/// The longest plan or frame that is read.
const MOST: u64 = 64 << 20;

/// A stratum of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RollStratum {
    /// What it is called; empty where the plan has one seed for all.
    pub label: String,
    /// N.
    pub population: usize,
    /// How many are drawn.
    pub drawn: usize,
    /// How many reserves are named.
    pub reserves: usize,
    /// The name of the group's roll of it, once it was rolled.
    pub rolled: Option<String>,
}

/// A plan of the campaign that a group may roll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RollPlan {
    /// Its file, for the verb.
    pub plan: String,
    /// What it draws.
    pub title: String,
    /// The frame's file and how many rows it has.
    pub frame: String,
    /// Rows of the frame.
    pub rows: usize,
    /// 承诺码: its hash, published before any seed exists.
    pub commitment: String,
    /// Whether each stratum has a seed of its own.
    pub by_stratum: bool,
    /// Its strata.
    pub strata: Vec<RollStratum>,
}

/// What is said at a roll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RollCall {
    /// The stratum, where each has its own seed.
    pub stratum: Option<String>,
    /// The digits, 24 to 40.
    pub digits: String,
    /// Who rolled which digits, in order; may be left empty.
    pub rollers: Vec<Roller>,
    /// Where.
    pub place: Option<String>,
}

fn missing(plan: &str) -> Error {
    Error::new(
        ErrorKind::NotFound,
        Sentence::new("lead-plan-missing").with("plan", plan),
    )
}

fn file(notebook: &Notebook, kind: &str, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let field = notebook
        .state()
        .field(&StreamName::Campaign, &Entity::new(kind, name), "file");
    let blob = field.and_then(|field| field.values().first()?.blobs().first().copied());
    let bytes = blob.map(|blob| notebook.vault().bytes(&blob.hash, MOST)).transpose()?;
    Ok(bytes.flatten())
}

/// A plan frozen again, with its frame.
fn frozen(notebook: &Notebook, name: &str) -> Result<(Frozen, Table), Error> {
    let bytes = file(notebook, "plan", name)?.ok_or_else(|| missing(name))?;
    let plan = Plan::read(name, &bytes)?;
    let frame = plan.frame.rsplit('/').next().unwrap_or_default().to_owned();
    let bytes = file(notebook, "frame", &frame)?.ok_or_else(|| missing(&frame))?;
    let table = table::read(&frame, &bytes, None)?;
    Ok((freeze(&plan, table.clone(), None)?.frozen, table))
}

/// The name of a roll of a plan: its file, and the stratum where each has its own seed.
fn roll_name(plan: &str, stratum: Option<&str>) -> String {
    let name = match stratum {
        Some(stratum) => format!("{plan}.{stratum}"),
        None => plan.to_owned(),
    };
    name.replace('/', "_")
}

/// The plans of the campaign that stand by themselves, as far as plan and frame are here.
///
/// # Errors
/// When a file cannot be read.
pub fn roll_plans(notebook: &Notebook) -> Result<Vec<RollPlan>, Error> {
    let home = notebook.group().map(StreamName::Group);
    let rolled = |name: &str| {
        let home = home.as_ref()?;
        let field = notebook.state().field(home, &Entity::new("roll", name), "certificate");
        field.map(|_| name.to_owned())
    };
    let mut plans = Vec::new();
    let named = notebook.state().fields_of_kind(&StreamName::Campaign, "plan");
    for field in named.filter(|field| &*field.key.field == "file") {
        let name = &*field.key.entity.key;
        // A stage needs the certificate of another draw; it is rolled at a desk.
        let Ok((frozen, _)) = frozen(notebook, name) else {
            continue;
        };
        let by_stratum = frozen.plan.seed_scope == SeedScope::Stratum;
        let stratum = |size: &crate::draw::StratumSize| {
            let label = Some(&*size.label).filter(|_| by_stratum);
            RollStratum {
                rolled: rolled(&roll_name(name, label)),
                label: size.label.clone(),
                population: size.population,
                drawn: size.drawn,
                reserves: size.reserves,
            }
        };
        plans.push(RollPlan {
            plan: name.to_owned(),
            title: frozen.plan.title.clone(),
            frame: frozen.plan.frame.clone(),
            rows: frozen.rows,
            commitment: frozen.commitment()?,
            by_stratum,
            strata: frozen.strata_sizes.iter().map(stratum).collect(),
        });
    }
    Ok(plans)
}

/// Rolls a plan of the campaign for the group and records what was drawn; gives the name of the roll.
///
/// # Errors
/// [`ErrorKind::NotFound`] when plan or frame are not here; [`ErrorKind::Refused`] for bad digits, a stratum that is none or
/// was rolled already, or by anybody but a leader; and what the store says.
pub fn roll_plan(notebook: &mut Notebook, plan: &str, said: &RollCall) -> Result<String, Error> {
    let home = notebook.group().map(StreamName::Group);
    let home = home.ok_or_else(|| Error::new(ErrorKind::Refused, Sentence::new("lead-no-group")))?;
    notebook.may(&home, "roll", "certificate")?;
    let name = roll_name(plan, said.stratum.as_deref());
    let known = notebook
        .state()
        .field(&home, &Entity::new("roll", &name), "certificate");
    if known.is_some() {
        return Err(Error::new(
            ErrorKind::Refused,
            Sentence::new("lead-rolled").with("roll", &name),
        ));
    }
    let (frozen, table) = frozen(notebook, plan)?;
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce)
        .map_err(|cause| Error::new(ErrorKind::Storage, Sentence::new("store-disk").with("cause", cause)))?;
    let moment = chrono::DateTime::from_timestamp_millis(notebook.now().wall);
    let ceremony = Ceremony {
        stratum: said.stratum.clone(),
        seed: said.digits.trim().to_owned(),
        nonce,
        rollers: said.rollers.clone(),
        time: moment.map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        place: said.place.clone(),
    };
    let certificate = roll(&frozen, table, None, ceremony)?;
    let units = |role: Role| {
        let label = said.stratum.as_deref();
        let drawn = certificate
            .units
            .iter()
            .filter(move |unit| unit.role == role && unit.ticket.is_some());
        let drawn = drawn.filter(move |unit| label.is_none_or(|label| unit.stratum == label));
        drawn.map(|unit| unit.unit.as_str()).collect::<Vec<_>>()
    };
    let (main, reserve) = (units(Role::Main), units(Role::Reserve));
    let blob = notebook.vault().keep(&certificate.to_bytes()?)?;
    record_roll(notebook, &name, &blob, &main, &reserve)?;
    Ok(name)
}

/// The certificate of a roll of the group.
///
/// # Errors
/// [`ErrorKind::NotFound`] when there is no such roll or its certificate is not here.
pub fn roll_certificate(notebook: &Notebook, roll: &str) -> Result<Certificate, Error> {
    let home = notebook.group().map(StreamName::Group);
    let field = home.and_then(|home| {
        let field = notebook
            .state()
            .field(&home, &Entity::new("roll", roll), "certificate")?;
        field.values().first()?.blobs().first().copied()
    });
    let bytes = field.map(|blob| notebook.vault().bytes(&blob.hash, MOST)).transpose()?;
    let bytes = bytes.flatten().ok_or_else(|| missing(roll))?;
    Certificate::read(roll, &bytes)
}
