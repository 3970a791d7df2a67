//! Splitting the work: who does which checklist, or which visit. Each person is a field of his own, so that two leaders
//! who assign different people at once keep both.

use crate::change::{Entity, Value};
use crate::ids::{MemberId, StreamName, VisitHash};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// A piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A checklist, at every visit of the group.
    Pack(u64),
    /// One visit.
    Visit(VisitHash),
}

impl Work {
    fn entity(self) -> Entity {
        match self {
            Self::Pack(number) => Entity::new("task", &format!("pack/{number}")),
            Self::Visit(hash) => Entity::new("task", &format!("visit/{hash}")),
        }
    }
}

/// Gives a piece of work to somebody, or takes it from him.
///
/// # Errors
/// [`ErrorKind::Refused`] by anybody but a leader, and what the store says.
pub fn assign(notebook: &mut Notebook, work: Work, member: &MemberId, his: bool) -> Result<(), Error> {
    let group = notebook.group().map(StreamName::Group);
    let home = group.ok_or_else(|| Error::new(ErrorKind::Refused, Sentence::new("lead-no-group")))?;
    let (entity, field) = (work.entity(), format!("to.{member}"));
    let seen = notebook.seen(&home, &entity, &field);
    let edit = Edit::new(&home, entity, &field, Value::bool(his));
    notebook.save(&[edit.seen(seen.as_ref())]).map(|_| ())
}

/// Who does a piece of work. Where two leaders differ about a person, he is on it until they agree.
#[must_use]
pub fn assigned(notebook: &Notebook, home: &StreamName, work: Work) -> Vec<MemberId> {
    let fields = notebook.state().fields_of(home, &work.entity());
    let his = fields.filter(|field| field.values().iter().any(|value| value.as_bool() == Some(true)));
    his.filter_map(|field| MemberId::parse(field.key.field.strip_prefix("to.")?))
        .collect()
}
