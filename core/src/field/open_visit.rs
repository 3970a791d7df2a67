//! Opening a visit: a site that was drawn, designated or met on the way.

use crate::change::{Entity, Value};
use crate::ids::{GroupId, StreamName, VisitHash};
use crate::model::Role;
use crate::notebook::{Edit, Notebook};
use crate::pack::SITE_KINDS;
use crate::{Error, ErrorKind, Sentence};

/// Where a visit goes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Place {
    /// A unit of a frame, by its id.
    Listed(String),
    /// A place in no frame: the unit it lies in and its name.
    Unlisted {
        /// Id of the unit above it.
        parent: String,
        /// Its name, typed.
        name: String,
    },
}

/// How a site was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Chosen {
    /// 抽取: a main unit.
    Main,
    /// 抽取: a released reserve.
    Reserve,
    /// 指定, with the reason.
    Designated(String),
    /// Met on the way, drawn by nobody, with the reason.
    Undrawn(String),
}

impl Chosen {
    /// The code in the log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Reserve => "reserve",
            Self::Designated(_) => "designated",
            Self::Undrawn(_) => "undrawn",
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Main | Self::Reserve => None,
            Self::Designated(reason) | Self::Undrawn(reason) => Some(reason),
        }
    }
}

/// What is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Opening {
    /// Where.
    pub place: Place,
    /// Kind of site, one of the packs' vocabulary: 学校, 社区 ...
    pub kind: String,
    /// How it was chosen.
    pub chosen: Chosen,
    /// Numbers of the packs that are asked there.
    pub packs: Vec<u64>,
    /// 1, plus 1 for each re-inspection.
    pub round: u32,
}

/// The one entity of a visit's own facts in its stream.
#[must_use]
pub fn visit_entity() -> Entity {
    Entity::new("visit", "visit")
}

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

fn check(opening: &Opening) -> Result<(), Error> {
    let id = match &opening.place {
        Place::Listed(id) | Place::Unlisted { parent: id, .. } => id,
    };
    if id.is_empty() || id.len() > 64 || id.chars().any(char::is_control) {
        return Err(refused("field-unit-bad"));
    }
    if matches!(&opening.place, Place::Unlisted { name, .. } if name.trim().is_empty()) {
        return Err(refused("field-name-missing"));
    }
    if !SITE_KINDS.contains(&&*opening.kind) {
        let what = Sentence::new("field-kind-unknown").with("kind", &opening.kind);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    if opening.packs.is_empty() || opening.packs.len() > 64 {
        return Err(refused("field-packs-missing"));
    }
    if opening.chosen.reason().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(refused("field-reason-missing"));
    }
    Ok(())
}

fn number(value: u64) -> Value {
    Value::int(i64::try_from(value).unwrap_or(i64::MAX))
}

impl Opening {
    fn stream(&self, notebook: &Notebook, group: &GroupId) -> StreamName {
        let unit = match &self.place {
            Place::Listed(id) => id.clone(),
            Place::Unlisted { parent, name } => format!("{parent}/{}", name.trim()),
        };
        let hash = VisitHash::of(notebook.campaign(), group, &unit, self.round);
        StreamName::Visit(group.clone(), hash)
    }

    fn packs(&self) -> Value {
        let mut packs = self.packs.clone();
        packs.sort_unstable();
        packs.dedup();
        Value::list(&packs.into_iter().map(number).collect::<Vec<_>>())
    }
}

/// Opens a visit and gives its stream. Opening what is open already, in the same way, writes nothing: two phones that
/// open one site meet in it.
///
/// # Errors
/// [`ErrorKind::Refused`] when something is missing, this writer is in no group, or a re-inspection is opened by
/// another than a leader; and what the store says.
pub fn open_visit(notebook: &mut Notebook, opening: &Opening) -> Result<StreamName, Error> {
    check(opening)?;
    let group = notebook.group().ok_or_else(|| refused("field-no-group"))?;
    if opening.round == 0 || (opening.round > 1 && notebook.role() != Some(Role::Leader)) {
        return Err(refused("field-round-leader"));
    }
    let visit = opening.stream(notebook, &group);
    let StreamName::Visit(_, hash) = &visit else {
        return Err(refused("field-no-group"));
    };
    let (id, name) = match &opening.place {
        Place::Listed(id) => (id, None),
        Place::Unlisted { parent, name } => (parent, Some(name)),
    };
    let (id, kind) = (Value::code(id), Value::code(&opening.kind));
    let round = Value::int(i64::from(opening.round));
    let home = StreamName::Group(group);
    let index = Entity::new("visit", &hash.to_string());
    let listed = Value::list(&[id.clone(), kind.clone(), round.clone(), opening.packs()]);
    let plain = [
        (&home, &index, "opened", listed),
        (&visit, &visit_entity(), "unit", Value::list(&[id, kind])),
        (&visit, &visit_entity(), "chosen", Value::code(opening.chosen.code())),
        (&visit, &visit_entity(), "packs", opening.packs()),
        (&visit, &visit_entity(), "round", round),
    ];
    let mut edits = Vec::new();
    for (stream, entity, field, value) in plain {
        if !notebook.shows(stream, entity, field, &value) {
            let heads = notebook.seen(stream, entity, field);
            edits.push(Edit::new(stream, entity.clone(), field, value).seen(heads.as_ref()));
        }
    }
    for (what, text) in [("name", name.map(String::as_str)), ("reason", opening.chosen.reason())] {
        let Some(text) = text else { continue };
        let own = format!("{what}.{}", notebook.member());
        for (stream, entity) in [(&home, &index), (&visit, &visit_entity())] {
            let index_reason = what == "reason" && stream == &home;
            if !index_reason && notebook.said(stream, entity, &own)?.as_deref() != Some(text.trim()) {
                edits.push(Edit::typed(stream, entity.clone(), &own, notebook.typed(text)?));
            }
        }
    }
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    Ok(visit)
}
