//! Signing a visit off: the signature covers a frontier, whose short form 核验码 stands on the paper both sides keep.

use super::{answer::is_closed, visit_entity};
use crate::change::{Entity, Frontier, FrontierCode, Value};
use crate::ids::StreamName;
use crate::merge::{Countersigned, Field, State, frontier_entity};
use crate::notebook::{Edit, Notebook};
use crate::{Error, ErrorKind, Sentence};

/// A frontier somebody signed for, with all who did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Signed {
    /// The frontier.
    pub frontier: Frontier,
    /// Who signed for it, by member key.
    pub members: Vec<crate::ids::MemberId>,
    /// How many valid ops of the visit it does not cover: 签字未包含.
    pub outside: usize,
    /// Whether somebody recorded that its code stands on the host's paper.
    pub on_paper: bool,
    /// The hubs that said that all of it lay with them.
    pub countersigned: Vec<Countersigned>,
}

/// The frontiers signed at a visit, each once, without asking what each leaves out: that looks at every op there is.
#[must_use]
pub fn signed_frontiers(state: &State, visit: &StreamName) -> Vec<Frontier> {
    let heads = state.fields_of_kind(visit, "sign_off").flat_map(Field::heads);
    let mut values: Vec<&Value> = heads.map(|head| &head.value).filter(|value| !value.is_null()).collect();
    values.sort();
    values.dedup();
    let read = |value: &Value| Frontier::read(value.as_bytes()).ok();
    values.into_iter().filter_map(read).collect()
}

/// The frontiers signed at a visit, the one that leaves out least first.
#[must_use]
pub fn signed(notebook: &Notebook, visit: &StreamName) -> Vec<Signed> {
    signed_in(notebook.state(), visit)
}

/// The same of a state without a notebook, as a package has one.
#[must_use]
pub fn signed_in(state: &State, visit: &StreamName) -> Vec<Signed> {
    let one = |frontier: Frontier| {
        let value = frontier.to_value();
        let heads = state.fields_of_kind(visit, "sign_off").flat_map(Field::heads);
        let paper = state.field(visit, &frontier_entity(&frontier), "paper");
        Signed {
            members: heads
                .filter(|head| head.value == value)
                .map(|head| head.member.clone())
                .collect(),
            outside: state.outside(visit, &frontier).len(),
            on_paper: paper.is_some_and(|field| field.heads().any(|head| !head.value.is_null())),
            countersigned: state.countersigned(visit, &frontier),
            frontier,
        }
    };
    let mut found: Vec<Signed> = signed_frontiers(state, visit).into_iter().map(one).collect();
    found.sort_by_key(|signed| signed.outside);
    found
}

/// Signs a visit off and closes it; gives the 核验码. Who comes second restates the frontier of the first, so that one
/// code stands on the paper; only what was changed since gives another.
///
/// # Errors
/// [`ErrorKind::Refused`] when nothing was done at the visit; when the key store or the store fails.
pub fn sign_off(notebook: &mut Notebook, visit: &StreamName) -> Result<FrontierCode, Error> {
    close_visit(notebook, visit)?;
    loop {
        notebook.seal()?;
        if let Some(code) = state_frontier(notebook, visit)? {
            notebook.seal()?;
            return Ok(code);
        }
    }
}

/// The first step of signing off: closes the visit, so that the signature covers the closing too. Stopped after it, the
/// visit is signed next time.
///
/// # Errors
/// [`ErrorKind::Refused`] when nothing was done at the visit; and what the store says.
pub fn close_visit(notebook: &mut Notebook, visit: &StreamName) -> Result<(), Error> {
    if notebook.state().frontier(visit).is_empty() {
        return Err(Error::new(ErrorKind::Refused, Sentence::new("finding-visit-empty")));
    }
    if !is_closed(notebook, visit) {
        let closed = notebook.seen(visit, &visit_entity(), "closed");
        let edit = Edit::new(visit, visit_entity(), "closed", Value::bool(true));
        notebook.save(&[edit.seen(closed.as_ref())])?;
    }
    Ok(())
}

/// The second step: states the frontier, sealed with the next segment. None while something of the visit is not sealed: a
/// signature is over sealed bytes, since what is not could still be written anew under another writer.
///
/// # Errors
/// What the store says.
pub fn state_frontier(notebook: &mut Notebook, visit: &StreamName) -> Result<Option<FrontierCode>, Error> {
    if notebook.unsealed_by_stream()?.contains_key(visit) {
        return Ok(None);
    }
    let current = signed(notebook, visit).into_iter().find(|signed| signed.outside == 0);
    let frontier = match current {
        Some(signed) if signed.members.contains(notebook.member()) => return Ok(Some(signed.frontier.code())),
        Some(signed) => signed.frontier,
        None => notebook.state().frontier(visit),
    };
    let entity = Entity::new("sign_off", notebook.member().as_str());
    let seen = notebook.seen(visit, &entity, "frontier");
    let edit = Edit::new(visit, entity, "frontier", frontier.to_value());
    notebook.save(&[edit.seen(seen.as_ref())])?;
    Ok(Some(frontier.code()))
}

/// Records which 核验码 stands on the paper the host keeps.
///
/// # Errors
/// [`ErrorKind::Refused`] when it is the code of no signature of this visit.
pub fn paper(notebook: &mut Notebook, visit: &StreamName, code: &str) -> Result<(), Error> {
    let wanted = FrontierCode::parse(code);
    let standing = signed(notebook, visit);
    let signed = standing.iter().find(|signed| Some(signed.frontier.code()) == wanted);
    let Some(signed) = signed else {
        let what = Sentence::new("finding-code-unknown").with("code", code);
        return Err(Error::new(ErrorKind::Refused, what));
    };
    let entity = frontier_entity(&signed.frontier);
    let value = Value::code(&signed.frontier.code().to_string());
    notebook.save(&[Edit::new(visit, entity, "paper", value)]).map(|_| ())
}
