//! Putting findings and tasks on the rectification list: by the organiser, each once.

use chrono::NaiveDate;

use crate::change::Value;
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::rectify::{Band, Done, Origin, Stage, State, check_code};
use crate::{Error, ErrorKind, Sentence};

/// By when and on what basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How soon.
    pub band: Band,
    /// The day; none for 长期坚持.
    pub deadline: Option<NaiveDate>,
    /// 文号 of the letter that asks for it.
    pub basis: String,
    /// Why, in words.
    pub reason: String,
}

impl Terms {
    fn check(&self) -> Result<(), Error> {
        let refused = |code| Err(Error::new(ErrorKind::Refused, Sentence::new(code)));
        match (self.band, self.deadline) {
            (Band::Standing, Some(_)) => return refused("rectify-standing-day"),
            (Band::Immediate | Band::Dated, None) => return refused("rectify-day-missing"),
            _ => {}
        }
        if self.reason.trim().is_empty() {
            return refused("lead-reason-missing");
        }
        check_code(&self.basis).map(|_| ())
    }
}

/// Puts items on the list, all of them or none, and gives how many were new. What is on it already stays as it is.
/// `fixed` says which were mended before the group left.
///
/// # Errors
/// [`ErrorKind::Refused`] when band and day do not fit, without a reason, or by anybody but the organiser; and what the
/// store says.
pub fn open_items(notebook: &mut Notebook, origins: &[(Origin, bool)], terms: &Terms) -> Result<usize, Error> {
    terms.check()?;
    let office = StreamName::Office;
    let (mut edits, mut opened) = (Vec::new(), 0);
    for (origin, fixed) in origins {
        let entity = origin.entity();
        if notebook.state().field(&office, &entity, "state").is_some() {
            continue;
        }
        opened += 1;
        let stage = Stage {
            state: if *fixed { State::FixedOnSite } else { State::Unclaimed },
            done: Done::Opened,
            basis: terms.basis.trim().to_owned(),
            turn: 1,
        };
        let reason = notebook.typed(&terms.reason)?;
        let set = |field: &str, value: Value| Edit::new(&office, entity.clone(), field, value);
        edits.push(set("origin", origin.to_value()));
        edits.push(set("band", Value::code(terms.band.code())));
        if let Some(day) = terms.deadline {
            edits.push(set("deadline", Value::code(&day.to_string())));
        }
        edits.push(set("state", stage.to_value()).because(reason));
    }
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    Ok(opened)
}
